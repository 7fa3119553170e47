//! What carries requests to servers: the HTTP library, as set up here or by the caller, or something of the caller's.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::ResponseBuilderExt as _;

use crate::client::error::{AnyError, TransportProblem};
use crate::client::operation::Operation;

/// Carries requests to servers, in the place of the HTTP library: a stack of `tower`, a `reqwest` client with
/// middleware, or something that answers by itself in tests. See [`Builder::transport`](crate::Builder::transport).
///
/// What a client does stays with the client, before or after: credentials, retries, the rate limit, redirects, the time
/// of a call (by dropping the future), limits on bodies, decoding. A transport sends one request and gives the head of
/// its response, with the body yet to be read. It must not follow redirects, since requests hold credentials.
///
/// ```
/// use trueup_client::{Transport, TransportBody, TransportFuture, http};
///
/// /// Answers everything with an empty list.
/// struct Nothing;
///
/// impl Transport for Nothing {
///     fn send(&self, _: http::Request<TransportBody>) -> TransportFuture {
///         Box::pin(async { Ok(http::Response::new("[]".into())) })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not carry requests",
    note = "a `tower` service does in a `TowerTransport`, a `reqwest::Client` by `Builder::http_client`"
)]
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn send(&self, request: http::Request<TransportBody>) -> TransportFuture;
}

/// Which operation a request is of, among the extensions of what a [`Transport`] is given; for measurements, or answers of
/// its own.
#[derive(Clone, Copy, Debug)]
pub struct CalledOperation(&'static Operation);

impl CalledOperation {
    /// The operation's id.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.0.id
    }

    /// The path, with `{name}` for each parameter.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.0.path
    }
}

/// What [`Transport::send`] comes to: the head of a response, with a body that is yet to be read.
pub type TransportFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<TransportBody>, TransportFault>> + Send>>;

/// The body of a request or a response on its way. It is a body of the crate `http-body`, and made of any other.
#[derive(Debug, Default)]
pub struct TransportBody(reqwest::Body);

impl TransportBody {
    /// Takes a body as other libraries have it.
    pub fn new<B>(body: B) -> Self
    where
        B: Body + Send + 'static,
        B::Data: Into<Bytes>,
        B::Error: Into<AnyError>,
    {
        Self(reqwest::Body::wrap(Shared(Mutex::new(Box::pin(body)))))
    }

    fn inner(self: Pin<&mut Self>) -> Pin<&mut reqwest::Body> {
        Pin::new(&mut self.get_mut().0)
    }
}

impl Body for TransportBody {
    type Data = Bytes;
    type Error = AnyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, AnyError>>> {
        let frame = self.inner().poll_frame(cx);
        frame.map_err(|error| Box::new(error.without_url()) as AnyError)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

macro_rules! from_whole {
    ($($from:ty),*) => {$(
        impl From<$from> for TransportBody {
            fn from(whole: $from) -> Self {
                Self(whole.into())
            }
        }
    )*};
}

from_whole!(Bytes, Vec<u8>, String, &'static str);

/// A body that several threads may know of, though one alone reads it: the HTTP library asks for that.
struct Shared<B>(Mutex<Pin<Box<B>>>);

impl<B: Body> Body for Shared<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let body = self.get_mut().0.get_mut();
        body.unwrap_or_else(PoisonError::into_inner)
            .as_mut()
            .poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.size_hint()
    }
}

/// Why a [`Transport`] has no response.
#[derive(Debug)]
pub struct TransportFault {
    problem: TransportProblem,
    source: AnyError,
}

impl TransportFault {
    /// No connection came about: nothing was sent. Idempotent calls are tried again.
    pub fn connect(source: impl Into<AnyError>) -> Self {
        Self {
            problem: TransportProblem::Connect,
            source: source.into(),
        }
    }

    /// The connection broke, or something else went wrong after the request was sent, or perhaps sent. Idempotent calls
    /// are tried again.
    pub fn interrupted(source: impl Into<AnyError>) -> Self {
        Self {
            problem: TransportProblem::Interrupted,
            source: source.into(),
        }
    }

    /// The transport gave up waiting.
    pub fn timeout(source: impl Into<AnyError>) -> Self {
        Self {
            problem: TransportProblem::Timeout,
            source: source.into(),
        }
    }

    pub(crate) fn into_parts(self) -> (TransportProblem, AnyError) {
        (self.problem, self.source)
    }
}

impl fmt::Display for TransportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl std::error::Error for TransportFault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}

/// Sends a request by a transport of the caller's, as the HTTP library would.
pub(crate) async fn send(
    transport: &dyn Transport,
    request: reqwest::Request,
    operation: Option<&'static Operation>,
) -> Result<reqwest::Response, TransportFault> {
    let url = request.url().clone();
    let request = http::Request::<reqwest::Body>::try_from(request);
    let request = request.map_err(|error| TransportFault::connect(error.without_url()))?;
    let mut request = request.map(TransportBody);
    if let Some(operation) = operation {
        request.extensions_mut().insert(CalledOperation(operation));
    }
    let response = transport.send(request).await?;
    let mut response = response.map(|body| body.0);
    // Where the response comes from, as the library remembers it.
    let located = http::Response::builder().url(url).body(());
    if let Ok(located) = located {
        let (parts, ()) = located.into_parts();
        response.extensions_mut().extend(parts.extensions);
    }
    Ok(response.into())
}

/// A service of `tower` as a [`Transport`].
///
/// ```
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use trueup_client::{TowerTransport, TransportBody, http};
///
/// let service = tower::service_fn(|_: http::Request<TransportBody>| async {
///     Ok::<_, std::io::Error>(http::Response::new(TransportBody::from("[]")))
/// });
/// let transport = TowerTransport::new(service);
/// # let _ = transport;
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "tower")]
#[derive(Debug)]
pub struct TowerTransport<S>(Mutex<S>);

#[cfg(feature = "tower")]
impl<S> TowerTransport<S> {
    /// Takes the service. Each request is sent by a clone of it, when that is ready.
    pub fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

#[cfg(feature = "tower")]
impl<S, B> Transport for TowerTransport<S>
where
    S: tower_service::Service<http::Request<TransportBody>, Response = http::Response<B>>
        + Clone
        + Send
        + 'static,
    S::Error: Into<AnyError>,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Into<Bytes>,
    B::Error: Into<AnyError>,
{
    fn send(&self, request: http::Request<TransportBody>) -> TransportFuture {
        let service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            let mut service = service;
            let ready = std::future::poll_fn(|cx| service.poll_ready(cx)).await;
            ready.map_err(TransportFault::connect)?;
            let response = service.call(request).await;
            let response = response.map_err(TransportFault::interrupted)?;
            Ok(response.map(TransportBody::new))
        })
    }
}
