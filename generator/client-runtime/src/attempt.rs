//! One attempt: a request is sent, and its response read.

use bytes::{Bytes, BytesMut};

use crate::credential::Place;
use crate::error::{Fault, RequestProblem, ResponseFacts, TransportError, TransportProblem};
use crate::exchange::{Payload, Reading, Reply};
use crate::headers::ResponseHeaders;
use crate::incoming::Incoming;
use crate::operation::Operation;
use crate::redirect::{self, Stop};
use crate::request::Request;
use crate::retry;
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
    pub(crate) async fn run(self, reading: Reading) -> Result<Reply, Fault> {
        let mut response = self.send().await?;
        let compressed = is_compressed(&response);
        let mut reply = self.reply(&mut response);
        let mut incoming = Incoming::new(response);
        let payload = if compressed {
            Err(self.error(TransportProblem::UnexpectedEncoding))
        } else if reading == Reading::Head && reply.is_success() {
            Ok(Payload::Stream(Box::new(incoming)))
        } else {
            self.read(&mut incoming).await.map(Payload::Whole)
        };
        let status = reply.facts.status;
        reply.payload = payload.map_err(|error| self.fault(error.with_status(status)))?;
        Ok(reply)
    }

    async fn send(self) -> Result<reqwest::Response, Fault> {
        let shared = self.request.core.shared();
        if let Some(message) = &self.request.problem {
            let problem = RequestProblem::Unwritable(message.clone());
            return Err(self.request.error(problem).into());
        }
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(limiter) = &shared.limiter {
            crate::future::sleep(limiter.turn()).await;
        }
        let secrets = shared.credential.secrets(self.request.operation.security);
        let secrets = secrets
            .await
            .map_err(|problem| self.request.error(problem))?;
        let sending = shared.http.execute(self.message(&secrets)?);
        let response = sending.await.map_err(|error| self.failed(error))?;
        if !redirect::leads_on(self.request.operation, &response) {
            return Ok(response);
        }
        // Behind a pointer, because it is rare and large.
        let again = || self.request.build(&secrets).ok();
        let followed = Box::pin(redirect::follow(&shared.http, response, again)).await;
        followed.map_err(|stop| match stop {
            Stop::Failed(error) => self.failed(error),
            Stop::Refused => self.fault(self.error(TransportProblem::Redirect)),
        })
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
    fn reply(self, response: &mut reqwest::Response) -> Reply {
        let headers = ResponseHeaders::new(std::mem::take(response.headers_mut()));
        let retry_after = headers
            .get("retry-after")
            .and_then(|value| retry::parse_retry_after(value, now()));
        Reply {
            operation: self.request.operation,
            facts: ResponseFacts {
                operation: self.request.operation.id,
                status: response.status().as_u16(),
                retry_after,
                attempts: self.number,
                headers,
            },
            judging: self.request.core.shared().judging.clone(),
            payload: Payload::Whole(Bytes::new()),
        }
    }

    /// Reads a body to its end, as long as it is within the limit.
    async fn read(self, incoming: &mut Incoming) -> Result<Bytes, TransportError> {
        let limit = self.request.core.shared().max_response_bytes;
        let too_large = || self.error(TransportProblem::BodyTooLarge { limit });
        if incoming
            .length()
            .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
        {
            return Err(too_large());
        }
        let failed = |error| classify(self.request.operation, error);
        let mut body = Bytes::new();
        while let Some(chunk) = incoming.chunk().await.map_err(failed)? {
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
    fn failed(self, error: reqwest::Error) -> Fault {
        if error.is_builder() {
            return self.request.error(RequestProblem::Url).into();
        }
        let body = self.request.body.as_ref();
        if let Some(source) = body.and_then(|content| content.bytes.failure()) {
            let error = self.error(TransportProblem::RequestBody);
            self.fault(error.with_source(source))
        } else {
            self.fault(classify(self.request.operation, error))
        }
    }
}

fn header<'a>(response: &'a reqwest::Response, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

/// Whether the body must be unpacked. A browser has done so, but leaves the header.
fn is_compressed(response: &reqwest::Response) -> bool {
    let encoding = header(response, "content-encoding");
    cfg!(not(target_arch = "wasm32"))
        && encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity"))
}

/// What went wrong, in our terms. The library's error goes along, without the URL, which may hold a secret.
pub(crate) fn classify(operation: &Operation, error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let problem = match tls_problem(&error) {
        // Once there is a connection, what is wrong with its TLS is that it broke.
        Some(problem) if is_connect(&error) => problem,
        _ if is_connect(&error) => TransportProblem::Connect,
        _ if error.is_timeout() => TransportProblem::Timeout,
        _ => TransportProblem::Interrupted,
    };
    TransportError::new(operation.id, problem).with_source(Box::new(error))
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

#[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
use crate::tls::problem as tls_problem;

#[cfg(not(all(feature = "tls", not(target_arch = "wasm32"))))]
fn tls_problem(_: &reqwest::Error) -> Option<TransportProblem> {
    None
}

/// The time of day, which a browser's target does not have.
fn now() -> Option<jiff::Timestamp> {
    if cfg!(target_arch = "wasm32") {
        None
    } else {
        Some(jiff::Timestamp::now())
    }
}
