//! How to do what users of HTTP clients ask for most. Each piece of code here is compiled with the documentation's tests.
//!
//! In what follows `client` is an emitted client, and `Client` its type; what is said of one is true of all.
//!
//! # Features
//!
//! Emitted clients have `tls` (on), `blocking` and, where a validator is emitted beside them, `validate`. What else this
//! crate can do is turned on by naming it beside the client:
//!
//! ```toml
//! [dependencies]
//! my-api = "1"
//! trueup-client = { version = "0.1", features = ["gzip", "tower"] }
//! ```
//!
//! # Settings of one call
//!
//! Every operation's call has them, whatever else it has:
//!
//! ```no_run
//! # async fn example(call: trueup_client::Call<String, trueup_client::Undeclared>)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//!
//! let call = call.timeout(Duration::from_secs(2)).header("x-trace", "7").extra_query("debug", 1);
//! let response = call.with_response().await?;
//! println!("{} {:?}", response.status, response.headers.get("etag"));
//! # Ok(())
//! # }
//! ```
//!
//! # Proxies
//!
//! The environment is heeded (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), unless the builder is told otherwise:
//!
//! ```no_run
//! # fn example<Client: trueup_client::FromCore>(builder: trueup_client::Builder<Client>)
//! # -> Result<Client, trueup_client::BuildError> {
//! builder.proxy("http://proxy.example:3128").build()
//! # }
//! ```
//!
//! `no_proxy` goes to servers directly.
//!
//! # A client of your own
//!
//! Whatever `reqwest` can do, such as HTTP/2, another resolver, or other trust, is had by a `reqwest::Client` that you
//! set up. Let it follow no redirects: this crate does, without taking credentials elsewhere.
//!
//! ```no_run
//! # fn example<Client: trueup_client::FromCore>(builder: trueup_client::Builder<Client>)
//! # -> Result<Client, Box<dyn std::error::Error>> {
//! use trueup_client::reqwest;
//!
//! let own = reqwest::Client::builder()
//!     .redirect(reqwest::redirect::Policy::none())
//!     .pool_idle_timeout(std::time::Duration::from_secs(5))
//!     .build()?;
//! let client = builder.http_client(own).build()?;
//! # Ok(client)
//! # }
//! ```
//!
//! # Middleware
//!
//! A stack of [`tower`](https://docs.rs/tower) is a transport by the feature `tower`: see `TowerTransport`. Anything else
//! that sends requests becomes one by [`Transport`](crate::Transport), which has one method. This is one for a client with
//! middleware that takes requests of `reqwest` and gives its responses:
//!
//! ```no_run
//! use std::sync::Arc;
//! use trueup_client::{Transport, TransportBody, TransportFault, TransportFuture, http, reqwest};
//!
//! /// Stands for `reqwest_middleware::ClientWithMiddleware`, whose `execute` is like this one's.
//! # #[derive(Clone)]
//! struct WithMiddleware(Arc<reqwest::Client>);
//!
//! impl Transport for WithMiddleware {
//!     fn send(&self, request: http::Request<TransportBody>) -> TransportFuture {
//!         let client = Arc::clone(&self.0);
//!         Box::pin(async move {
//!             let request = request.map(reqwest::Body::wrap);
//!             let request = reqwest::Request::try_from(request).map_err(TransportFault::connect)?;
//!             let response = client.execute(request).await.map_err(TransportFault::interrupted)?;
//!             Ok(http::Response::from(response).map(TransportBody::new))
//!         })
//!     }
//! }
//! ```
//!
//! # Credentials that run out
//!
//! ```
//! use std::time::Duration;
//! use trueup_client::{OAuth2, SecretSource, Token};
//!
//! # async fn log_in() -> Result<String, std::io::Error> { Ok(String::new()) }
//! let tokens = SecretSource::tokens(|| async {
//!     let token = log_in().await?;
//!     Ok(Token::new(token).good_for(Duration::from_secs(3600)))
//! });
//! let fetched: SecretSource =
//!     OAuth2::client_credentials("https://login.example.com/token", "id", "secret").into();
//! # let _ = (tokens, fetched);
//! ```
//!
//! Credentials of an emitted client take either by `from_source`. However many calls wait, a token is fetched once.
//!
//! # Comparing values
//!
//! Names, numbers with a unit, enums and other scalars are `Eq`, `Ord` and `Hash`, so they are keys of maps. Objects and
//! unions are `PartialEq` alone: a description may add a property that is a floating-point number, and with a derived `Eq`
//! that would break callers. Make a key of what identifies the object.
//!
//! # Without async
//!
//! With the feature `blocking` every call has `block()`, and every stream `iter_blocking()`: see the module `blocking`.
//!
//! # Errors
//!
//! Ask the predicates before you match. Those who handle the errors of all operations alike make them of one type:
//!
//! ```
//! use trueup_client::{ErasedError, Error};
//!
//! fn report(error: &ErasedError) -> String {
//!     match error.request_id() {
//!         Some(id) => format!("{error} (request {id})"),
//!         None => error.to_string(),
//!     }
//! }
//!
//! fn any<E: std::fmt::Debug + Send + Sync + 'static>(error: Error<E>) -> String {
//!     report(&error.erase())
//! }
//! ```
//!
//! # Tests of your own code
//!
//! Emitted clients have their description's examples behind the feature `test-util`: `examples::server()` is a transport
//! that answers every call with one (see the module `testing`), `examples::sample` gives the value of one.
//!
//! A transport that answers by itself needs neither a server nor a network:
//!
//! ```
//! use trueup_client::{Transport, TransportBody, TransportFuture, http};
//!
//! /// A server that has what it was given, and says 404 to anything else.
//! struct Fake(&'static str, &'static str);
//!
//! impl Transport for Fake {
//!     fn send(&self, request: http::Request<TransportBody>) -> TransportFuture {
//!         let (status, body) = match request.uri().path() == self.0 {
//!             true => (200, self.1),
//!             false => (404, "{}"),
//!         };
//!         Box::pin(async move {
//!             let mut response = http::Response::new(TransportBody::from(body));
//!             *response.status_mut() = http::StatusCode::from_u16(status).map_err(
//!                 trueup_client::TransportFault::interrupted,
//!             )?;
//!             Ok(response)
//!         })
//!     }
//! }
//! ```
//!
//! `builder.transport(Fake("/pets", "[]"))` has a client speak with it. Types of responses are read from JSON by `serde`,
//! so a value of any of them can be made in a test: `serde_json::from_str::<Pet>(text)`.
//!
//! # Traces
//!
//! With a subscriber of [`tracing`](https://docs.rs/tracing) each call is a span named `call` at debug level, and each
//! attempt an event in it. Neither has a URL, a header or a body.
