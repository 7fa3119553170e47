//! What generated API clients call: transport, credentials, errors, scalars, streams.
//!
//! A client that was generated from an OpenAPI description is thin: it names operations, parameters and types, and
//! leaves the rest to this crate. Its users meet the types here when they set up a client, wait for a call, or look at
//! an error. This page is for them; the module `guide` shows how to do what is asked for most.
//!
//! # A call
//!
//! Every operation returns a call of a type of its own, with a setter for each thing that is optional. Nothing is sent
//! until it is awaited. It can be cloned, sent to another thread, and given its own time, retry policy, headers and query
//! parameters. All calls have these, and become a [`Call`] by `call()`, for code that does not care which operation it is:
//!
//! ```no_run
//! # async fn example<T: trueup_client::FromResponse>(call: trueup_client::Call<T, trueup_client::Undeclared>)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use trueup_client::RetryPolicy;
//!
//! let call = call.timeout(Duration::from_secs(5)).retry(RetryPolicy::none());
//! let answer = call.header("x-trace", "7").extra_query("verbose", true).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Futures are driven by [tokio](https://docs.rs/tokio), with its timers and its I/O enabled; awaited anywhere else, a
//! call is an error. With the feature `blocking` the same calls work without async: see the module `blocking`.
//!
//! # Time, size, and how often
//!
//! | limit | default | for a client | for one call |
//! |---|---|---|---|
//! | the whole call: all attempts, the waits in between, the whole body | 30 s | [`Builder::timeout`] | [`Call::timeout`] |
//! | one connection, TLS included | 10 s | [`Builder::connect_timeout`] | |
//! | one body, or one message of a stream | 8 MiB | [`Builder::max_response_bytes`] | |
//! | attempts of an idempotent operation | 3 | [`Builder::retry`] | [`Call::retry`] |
//! | requests in a time | none | [`Builder::rate_limit`] | |
//! | silence within a stream | none | | [`StreamCall::idle_timeout`], [`DownloadCall::idle_timeout`] |
//!
//! No call lasts longer than its time. A stream has until its beginning; how long it lasts is up to the server, unless
//! an idle timeout is set.
//!
//! # Bytes as they come
//!
//! Bodies of bytes, and files in forms, are sent as they come if they are given as `RequestBody::stream` of a `Stream`, and
//! read as they come by `download` of [`Call`], which gives a [`Download`]. Neither is held in memory, and the limit on
//! bodies does not concern them.
//!
//! # What is sent twice
//!
//! Whether an operation is idempotent is stated in the description. One that is not, such as a payment, is sent once,
//! whatever happens and whatever the [`RetryPolicy`] says: after a broken connection nobody but the caller can decide
//! whether to try again. One that is, is tried again after no connection, a broken connection, the statuses 408, 429,
//! 502, 503 and 504, and error bodies that the description calls transient, with growing random waits, or as long after
//! as the server asks (`Retry-After`). A body that is a stream is sent once in any case: what has been sent of it is
//! gone.
//!
//! # Whom to trust
//!
//! There are three ways, and none of them turns verification off:
//!
//! - By default a server is trusted that the system trusts.
//! - `add_root_certificate_pem` of [`Builder`] adds the authorities of a PEM text to those of the system.
//! - `pin_certificate_pem` of [`Builder`] trusts exactly the certificates of a PEM text and nothing else. This is for
//!   servers whose certificate signed itself. Names and dates in the certificate do not matter then; that the server
//!   has the certificate's key does.
//!
//! # Secrets
//!
//! A credential that runs out is a [`SecretSource`]: a provider that gives tokens with their time, or an `OAuth2` client
//! that fetches them from its authorization server. One is fetched when there is none that is good, once for all the
//! calls that wait for it. A client may have several credentials (`and` of [`Credential`]), and where the description
//! names no scheme, one that goes with every request ([`Builder::credential_for_all`]).
//!
//! Credentials are zeroed when they are dropped (what the HTTP library copies to send it is not), and shown neither by
//! `Debug` nor in errors or traces. Each request carries those that its operation asks for, in the first alternative of
//! the description that the client has in full; without one the call is an error before anything is sent. To another
//! host or port no redirect takes them. Of responses that hold secrets, errors tell the kind and the length.
//!
//! # Errors
//!
//! Every call ends in an [`Error<E>`](Error), where `E` is the operation's error body. Its predicates
//! ([`is_not_found`](Error::is_not_found), [`is_unauthenticated`](Error::is_unauthenticated),
//! [`is_transient`](Error::is_transient), …) follow the status and what the description says of error bodies.
//!
//! # Traces
//!
//! With a [`tracing`](https://docs.rs/tracing) subscriber each call is a span at debug level, named `call`, with the
//! operation's id and the template of its path, and in the end the status and the number of attempts; each attempt is an
//! event with its number and the status or the problem. URLs, headers and bodies are never in it.
//!
//! # Features
//!
//! - `client` (default): calls. Without it there are the types of what calls send and receive, and how these are read from
//!   JSON and written to it, for servers, tests and whatever else has no use for a transport; neither an HTTP library nor
//!   tokio is among what is built then.
//! - `tls` (default): HTTPS by rustls with ring, which takes a C compiler to build and no other tool. Without it only
//!   `http://` works. Clients of this crate bring their own settings of TLS, and neither need nor install a provider for
//!   the process. The feature turns on `rustls-no-provider` of `reqwest`, though: if a program also makes clients of
//!   `reqwest` itself, and chose none of its TLS features, those panic unless a provider is installed first
//!   (`rustls::crypto::ring::default_provider().install_default()`). With `reqwest`'s default features, or another of its
//!   TLS features, they need nothing.
//! - `blocking`: calls without async.
//! - `gzip`: answers may come compressed, if the client is told so (`gzip` of [`Builder`]).
//! - `tower`: a service of `tower` carries the requests (`TowerTransport`).
//! - `test-util`: the module `testing`, a server of a description's examples. Emitted clients have a feature of the same
//!   name, which brings their examples along.
//! - `validate`: `validate` of [`Builder`] has bodies checked against the description before they are sent and when they have
//!   come. Emitted clients have a feature of the same name, which brings their validator along.
//!
//! With `client` alone the crate builds for `wasm32-unknown-unknown`, where the browser does the transport; see
//! [`Builder`] for what differs.
//!
//! # Types of other crates
//!
//! Signatures that callers see hold types of these crates, and a version of one that is not compatible is one of this crate,
//! too. Beyond 1.0 are `http` (statuses, headers), `bytes`, `serde`, `serde_json` ([`Json`]) and `rust_decimal`. Not yet:
//!
//! - `reqwest` 0.13: a client of your own (`Builder::http_client`). Whoever sets none names no type of it.
//! - `futures-core` 0.3: `Stream`, which has stood unchanged since 2019 and is what all adapters of streams take.
//! - `jiff` 0.2: conversions of [`Timestamp`] and [`Date`], which are types of this crate because `jiff`'s hold less than
//!   RFC 3339 allows.
//! - `tower-service` 0.3, with the feature `tower`: the trait that a service has.
//!
//! # For generated code
//!
//! What only emitted code calls is not shown here: how requests are put together, how objects are read and written, and
//! the macros that make scalars, enums and calls. It follows the same versioning, but makes values and calls that no
//! description allows, so code of your own should leave it alone.
#![deny(missing_docs)]

mod charset;
#[cfg(feature = "client")]
mod client;
mod encoding;
mod error_details;
#[doc(hidden)]
pub mod event;
mod headers;
mod integers;
mod json;
pub mod map;
mod media_type;
#[doc(hidden)]
pub mod object;
mod patch;
mod request_body;
mod response;
pub mod scalar;
mod secret;
mod server_sent_event;
mod string_enum;
mod time;
mod upload;

#[cfg(feature = "client")]
pub use client::*;
pub use error_details::{
    ErrorDetails, ErrorKind, ErrorRule, ErrorTest, FailureInBody, HasErrorCode,
};
pub use event::EventError;
pub use headers::{FromHeaders, HeaderForm, ResponseHeaders};
pub use integers::UnknownInteger;
pub use map::Map;
pub use patch::Patch;
pub use request_body::RequestBody;
pub use response::{Binary, Body, DecodeFailure, FromResponse, NoContent, Text, Undeclared};
pub use scalar::{Decimal, Pattern, Piece, ScalarError, StringInteger};
pub use secret::{SecretBytes, SecretString};
pub use server_sent_event::ServerSentEvent;
#[doc(hidden)]
pub use string_enum::NoValue;
pub use string_enum::UnknownText;
pub use time::{Date, Timestamp};
pub use upload::Upload;

pub use bytes::Bytes;
#[cfg(debug_assertions)]
#[doc(hidden)]
pub use json::instances;
pub use serde_json::Value as Json;

pub use http;
#[cfg(feature = "client")]
pub use reqwest;
pub use rust_decimal;
pub use serde;
