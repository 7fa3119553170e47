//! What sends the requests of a client, and why there is no response.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::client::error::{AnyError, TransportProblem};
use crate::client::operation::Operation;
#[cfg(not(target_arch = "wasm32"))]
use crate::client::transport::{self, Transport, TransportFault};

/// What sends the requests of a client.
pub(crate) enum Carrier {
    /// The HTTP library.
    Library(reqwest::Client),
    /// Something of the caller's.
    #[cfg(not(target_arch = "wasm32"))]
    Own(Box<dyn Transport>),
}

impl Carrier {
    /// Sends a request of an operation, if it is of one, and comes to the head of its response.
    // Not an `async fn`: that would hold the request twice, as an argument and on its way.
    pub(crate) fn execute(
        &self,
        request: reqwest::Request,
        operation: Option<&'static Operation>,
    ) -> Sending<'_, impl Future<Output = Result<reqwest::Response, reqwest::Error>> + Unpin> {
        // A browser has no transport that would ask.
        let _ = operation;
        match self {
            Self::Library(client) => {
                let sending = client.execute(request);
                // That of a browser must not move.
                #[cfg(target_arch = "wasm32")]
                let sending = Box::pin(sending);
                Sending::Library(sending)
            }
            #[cfg(not(target_arch = "wasm32"))]
            Self::Own(transport) => {
                Sending::Own(Box::pin(transport::send(&**transport, request, operation)))
            }
        }
    }
}

/// A request on its way; `L` is what the HTTP library makes of it.
pub(crate) enum Sending<'a, L> {
    Library(L),
    #[cfg(not(target_arch = "wasm32"))]
    Own(Pin<Box<dyn Future<Output = Result<reqwest::Response, TransportFault>> + Send + 'a>>),
    #[cfg(target_arch = "wasm32")]
    #[expect(dead_code, reason = "a browser has no transport but its own")]
    Own(std::convert::Infallible, std::marker::PhantomData<&'a ()>),
}

impl<L> Future for Sending<'_, L>
where
    L: Future<Output = Result<reqwest::Response, reqwest::Error>> + Unpin,
{
    type Output = Result<reqwest::Response, Failure>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Library(sending) => Pin::new(sending).poll(cx).map_err(Failure::Library),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Own(sending) => sending.as_mut().poll(cx).map_err(Failure::Own),
            #[cfg(target_arch = "wasm32")]
            Self::Own(never, _) => match *never {},
        }
    }
}

/// Why there is no response, or not a whole one.
pub(crate) enum Failure {
    /// What the HTTP library says.
    Library(reqwest::Error),
    /// What the caller's transport says.
    #[cfg(not(target_arch = "wasm32"))]
    Own(TransportFault),
    /// The body is not what it was packed into.
    #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
    Packing(std::io::Error),
}

impl Failure {
    /// Whether the HTTP library refused to make a request of it.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::Library(error) if error.is_builder())
    }

    /// Where the request went, if that is known: to another host than the client's after a redirect.
    pub(crate) fn host(&self) -> Option<String> {
        match self {
            Self::Library(error) => error.url().map(host),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Own(_) => None,
            #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
            Self::Packing(_) => None,
        }
    }

    /// What went wrong, in our terms. The library's error goes along, without the URL, which may hold a secret.
    pub(crate) fn into_parts(self) -> (TransportProblem, AnyError) {
        match self {
            Self::Library(error) => {
                let error = error.without_url();
                (problem(&error), Box::new(error))
            }
            #[cfg(not(target_arch = "wasm32"))]
            Self::Own(fault) => fault.into_parts(),
            #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
            Self::Packing(error) => (TransportProblem::Packing, Box::new(error)),
        }
    }
}

/// Host and port of a URL, `example.com:8080`: what of it holds no secret.
pub(crate) fn host(url: &reqwest::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn problem(error: &reqwest::Error) -> TransportProblem {
    match tls_problem(error) {
        // Once there is a connection, what is wrong with its TLS is that it broke.
        Some(problem) if is_connect(error) => problem,
        _ if is_connect(error) => TransportProblem::Connect,
        _ if error.is_timeout() => TransportProblem::Timeout,
        _ if is_foreign(error) => TransportProblem::NotHttp,
        _ => TransportProblem::Interrupted,
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// A browser does not say why a request failed.
#[cfg(target_arch = "wasm32")]
fn is_connect(_: &reqwest::Error) -> bool {
    false
}

/// Whether what came in the place of a response is no HTTP, such as what a server of TLS sends to who speaks none.
#[cfg(not(target_arch = "wasm32"))]
fn is_foreign(error: &reqwest::Error) -> bool {
    let mut next = std::error::Error::source(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            return error.is_parse();
        }
        next = error.source();
    }
    false
}

#[cfg(target_arch = "wasm32")]
fn is_foreign(_: &reqwest::Error) -> bool {
    false
}

#[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
use crate::client::tls::problem as tls_problem;

#[cfg(not(all(feature = "tls", not(target_arch = "wasm32"))))]
fn tls_problem(_: &reqwest::Error) -> Option<TransportProblem> {
    None
}
