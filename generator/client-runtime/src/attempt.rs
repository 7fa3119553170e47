//! One attempt: a request is sent, and its response read.

use bytes::{Bytes, BytesMut};

use crate::credential::Place;
use crate::error::{Fault, RequestProblem, ResponseFacts, TransportError, TransportProblem};
use crate::exchange::{Payload, Reading, Reply};
use crate::incoming::Incoming;
use crate::operation::Operation;
use crate::redirect;
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
        if let Some(message) = &self.request.problem {
            let problem = RequestProblem::Body(message.clone());
            return Err(self.request.error(problem).into());
        }
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(limiter) = &self.request.core.shared().limiter {
            crate::future::sleep(limiter.turn()).await;
        }
        let credential = &self.request.core.shared().credential;
        let secrets = credential.secrets(self.request.operation.security).await;
        let secrets = secrets.map_err(|problem| self.request.error(problem))?;
        let response = self.send(&secrets).await?;
        self.receive(response, reading).await
    }

    async fn send(self, secrets: &[(Place, SecretString)]) -> Result<reqwest::Response, Fault> {
        let shared = self.request.core.shared();
        let mut message = self.request.build(secrets)?;
        if cfg!(target_arch = "wasm32") {
            // There is no timer of ours: the browser keeps the time of each attempt.
            *message.timeout_mut() = Some(self.request.timeout.unwrap_or(shared.timeout));
        }
        let again = || self.request.build(secrets).ok();
        let sent = redirect::send(&shared.http, self.request.operation, message, again).await;
        sent.map_err(|stop| match stop {
            redirect::Stop::Failed(error) => self.fault(classify(self.request.operation, error)),
            redirect::Stop::Refused => self.fault(self.error(TransportProblem::Redirect)),
        })
    }

    async fn receive(self, response: reqwest::Response, reading: Reading) -> Result<Reply, Fault> {
        let retry_after = header(&response, "retry-after");
        let facts = ResponseFacts {
            operation: self.request.operation.id,
            status: response.status().as_u16(),
            retry_after: retry_after.and_then(|value| retry::parse_retry_after(value, now())),
            attempts: self.number,
        };
        let content_type = header(&response, "content-type").map(str::to_owned);
        let payload = if is_compressed(&response) {
            Err(self.error(TransportProblem::UnexpectedEncoding))
        } else if reading == Reading::Head && response.status().is_success() {
            Ok(Payload::Stream(Incoming::new(response)))
        } else {
            self.read(response).await.map(Payload::Whole)
        };
        Ok(Reply {
            operation: self.request.operation,
            facts,
            content_type,
            judging: self.request.core.shared().judging.clone(),
            payload: payload.map_err(|error| self.fault(error.with_status(facts.status)))?,
        })
    }

    /// Reads a body to its end, as long as it is within the limit.
    async fn read(self, response: reqwest::Response) -> Result<Bytes, TransportError> {
        let limit = self.request.core.shared().max_response_bytes;
        let too_large = || self.error(TransportProblem::BodyTooLarge { limit });
        let length = response.content_length();
        if length
            .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
        {
            return Err(too_large());
        }
        let failed = |error| classify(self.request.operation, error);
        let mut incoming = Incoming::new(response);
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
    let problem = match certificate_problem(&error) {
        Some(why) => TransportProblem::Certificate(why),
        None if is_connect(&error) => TransportProblem::Connect,
        None if error.is_timeout() => TransportProblem::Timeout,
        None => TransportProblem::Interrupted,
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
use crate::tls::certificate_problem;

#[cfg(not(all(feature = "tls", not(target_arch = "wasm32"))))]
fn certificate_problem(_: &reqwest::Error) -> Option<String> {
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
