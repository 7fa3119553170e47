//! One attempt: a request is sent, and its response read.

use bytes::{Bytes, BytesMut};

use crate::client::carrier::Failure;
use crate::client::credential::{Place, Secrets};
use crate::client::error::{
    Fault, RequestProblem, ResponseFacts, TransportError, TransportProblem,
};
use crate::client::received::{Payload, Reading, ReceivedResponse};
use crate::client::redirect::{self, Stop};
use crate::client::request::Request;
use crate::client::response_stream::ResponseStream;
use crate::client::retry;
use crate::error_details::ErrorKind;
use crate::headers::ResponseHeaders;
use crate::secret::SecretString;

/// One attempt to send a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt<'a> {
    pub(crate) request: &'a Request,
    /// Counted from 1.
    pub(crate) number: u32,
}

impl Attempt<'_> {
    /// Sends the request and reads the response.
    pub(crate) async fn run(self, reading: Reading) -> Result<ReceivedResponse, Fault> {
        let (mut response, secrets) = self.send().await?;
        let packing = packing(self.request, &response);
        let mut received = self.received(&mut response);
        let mut response_stream = ResponseStream::new(response);
        if packing == Packing::Gzip {
            response_stream.unpack();
        }
        let payload = if packing == Packing::Foreign {
            Err(self.error(TransportProblem::UnexpectedEncoding))
        } else if reading == Reading::Head && received.is_success() {
            Ok(Payload::Stream(Box::new(response_stream)))
        } else {
            self.read(&mut response_stream).await.map(Payload::Whole)
        };
        let status = received.facts.status;
        received.payload = payload.map_err(|error| self.fault(error.with_status(status)))?;
        if !secrets.0.is_empty() && !received.is_success() {
            // Behind a pointer, because it is rare.
            Box::pin(self.learn(&received, &secrets.0)).await;
        }
        Ok(received)
    }

    /// A token that the server did not take is not shown to it again.
    async fn learn(self, received: &ReceivedResponse, secrets: &[(Place, SecretString)]) {
        let kind = self
            .request
            .meaning
            .kind(received.bytes(), received.facts.status);
        if kind == Some(ErrorKind::Unauthenticated) {
            self.request.core.shared().credential.forget(secrets).await;
        }
    }

    /// The head of the response, and the secrets that the request had.
    async fn send(self) -> Result<(reqwest::Response, Box<Secrets>), Fault> {
        let shared = self.request.core.shared();
        if let Some(message) = &self.request.problem {
            let problem = RequestProblem::Unwritable(message.clone());
            return Err(self.request.error(problem).into());
        }
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(limiter) = &shared.limiter {
            crate::client::future::sleep(limiter.turn()).await;
        }
        let security = self.request.operation.security;
        // Behind a pointer: what gets a secret can be much, and is over before the rest begins.
        let secrets = Box::pin(shared.credential.secrets(security, &shared.carrier))
            .await
            .map_err(|problem| self.request.error(problem))?;
        let message = self.message(&secrets.0)?;
        let response = shared
            .carrier
            .execute(message, Some(self.request.operation))
            .await;
        let response = response.map_err(|failure| self.failed(failure))?;
        if !redirect::leads_on(self.request.operation, &response) {
            return Ok((response, secrets));
        }
        // Behind a pointer, because it is rare and large.
        let again = || self.request.build(&secrets.0).ok();
        let followed = Box::pin(redirect::follow(
            &shared.carrier,
            self.request.operation,
            response,
            again,
        ))
        .await;
        match followed {
            Ok(response) => Ok((response, secrets)),
            Err(Stop::Failed(error)) => Err(self.failed(error)),
            Err(Stop::Refused) => Err(self.fault(self.error(TransportProblem::Redirect))),
        }
    }

    /// The request for the HTTP library.
    fn message(self, secrets: &[(Place, SecretString)]) -> Result<reqwest::Request, Fault> {
        let mut message = self.request.build(secrets)?;
        if cfg!(target_arch = "wasm32") {
            // There is no timer of ours: the browser keeps the time of each attempt.
            let timeout = self.request.core.shared().timeout;
            *message.timeout_mut() = Some(self.request.timeout.unwrap_or(timeout));
        }
        Ok(message)
    }

    /// A response whose body is yet to be read.
    fn received(self, response: &mut reqwest::Response) -> ReceivedResponse {
        let headers = ResponseHeaders::new(std::mem::take(response.headers_mut()));
        let retry_after = headers
            .get("retry-after")
            .and_then(|value| retry::parse_retry_after(value, now()));
        ReceivedResponse {
            operation: self.request.operation,
            facts: ResponseFacts {
                operation: self.request.operation.id,
                status: response.status().as_u16(),
                retry_after,
                attempts: self.number,
                headers,
            },
            validation: self.request.core.shared().validation.clone(),
            payload: Payload::Whole(Bytes::new()),
        }
    }

    /// Reads a body to its end, as long as it is within the limit.
    async fn read(self, response_stream: &mut ResponseStream) -> Result<Bytes, TransportError> {
        let limit = self.request.core.shared().max_response_bytes;
        let too_large = || self.error(TransportProblem::BodyTooLarge { limit });
        if response_stream
            .length()
            .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
        {
            return Err(too_large());
        }
        let failed = |error| transport_error(self.request, error);
        let mut body = Bytes::new();
        while let Some(chunk) = response_stream.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > limit {
                return Err(too_large());
            }
            // Most bodies come in one piece, which is not copied; a buffer that nobody shares is taken over and grows.
            body = if body.is_empty() {
                chunk
            } else {
                let mut buffer = BytesMut::from(body);
                buffer.extend_from_slice(&chunk);
                buffer.freeze()
            };
        }
        Ok(body)
    }

    fn error(self, problem: TransportProblem) -> TransportError {
        TransportError::new(self.request.operation.id, problem)
    }

    fn fault(self, error: TransportError) -> Fault {
        error.with_attempts(self.number).into()
    }

    /// Why the HTTP library has no response. What it refuses to send is a URL: nothing else is left to it to check.
    fn failed(self, failure: Failure) -> Fault {
        if failure.is_refusal() {
            return self.request.error(RequestProblem::Url).into();
        }
        let body = self.request.body.as_ref();
        if let Some(source) = body.and_then(|content| content.bytes.failure()) {
            let error = self.error(TransportProblem::RequestBody);
            self.fault(error.with_source(source))
        } else {
            self.fault(transport_error(self.request, failure))
        }
    }
}

fn header<'a>(response: &'a reqwest::Response, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

/// How a body is packed for its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    /// It is as it is. A browser has unpacked it, but leaves the header.
    None,
    /// As gzip, which was asked for.
    Gzip,
    /// In a way that was not asked for.
    Foreign,
}

fn packing(request: &Request, response: &reqwest::Response) -> Packing {
    let encoding = header(response, "content-encoding").unwrap_or("identity");
    if cfg!(target_arch = "wasm32") || encoding.eq_ignore_ascii_case("identity") {
        Packing::None
    } else if request.core.shared().gzip && encoding.eq_ignore_ascii_case("gzip") {
        Packing::Gzip
    } else {
        Packing::Foreign
    }
}

/// What went wrong, in our terms.
pub(crate) fn transport_error(request: &Request, failure: Failure) -> TransportError {
    let host = failure.host();
    let (problem, source) = failure.into_parts();
    let error = TransportError::new(request.operation.id, problem).with_source(source);
    error.with_host(host.unwrap_or_else(|| request.core.shared().host()))
}

/// The time of day, which a browser's target does not have.
fn now() -> Option<jiff::Timestamp> {
    if cfg!(target_arch = "wasm32") {
        None
    } else {
        Some(jiff::Timestamp::now())
    }
}
