//! Sending a request, as often as it takes, and reading the response. Nothing here depends on the types of a call.

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::{Bytes, BytesMut};
use tracing::Instrument as _;

use crate::error::{
    DecodeError, Fault, RequestProblem, ResponseFacts, TransportError, TransportProblem,
    UnexpectedStatus, excerpt,
};
use crate::future::{Deadline, sleep};
use crate::incoming::Incoming;
use crate::operation::Operation;
use crate::redirect;
use crate::request::Request;
use crate::response::{Body, DecodeFailure};
use crate::retry::{self, Outcome};

/// How much of a response is read before the exchange is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// All of it.
    Whole,
    /// Its head alone, if it is a success: the body is a stream. All of it, if it is an error.
    Head,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) operation: &'static Operation,
    pub(crate) facts: ResponseFacts,
    content_type: Option<String>,
    pub(crate) payload: Payload,
}

/// The body of a response.
#[derive(Debug)]
pub(crate) enum Payload {
    Whole(Bytes),
    /// Yet to be read.
    Stream(Incoming),
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.facts.status)
    }

    /// The bytes of a body that has been read.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.payload {
            Payload::Whole(bytes) => bytes,
            Payload::Stream(_) => &[],
        }
    }

    pub(crate) fn body(&self) -> Body<'_> {
        Body::new(
            self.facts.status,
            self.content_type.as_deref(),
            self.bytes(),
        )
    }

    pub(crate) fn decode_error(&self, failure: DecodeFailure) -> DecodeError {
        DecodeError::new(self.facts, self.operation, self.bytes(), failure)
    }

    pub(crate) fn unexpected_status(&self) -> UnexpectedStatus {
        let excerpt = if self.operation.sensitive {
            None
        } else {
            Some(excerpt(self.bytes(), 0))
        };
        UnexpectedStatus {
            response: self.facts,
            length: self.bytes().len(),
            excerpt,
        }
    }
}

/// Sends a request within its time.
pub(crate) async fn exchange(request: Request, reading: Reading) -> Result<Reply, Fault> {
    let operation = request.operation;
    let span = tracing::debug_span!("call", operation = operation.id, path = operation.path);
    let time = request.timeout.unwrap_or(request.core.shared().timeout);
    let attempts = AtomicU32::new(0);
    let exchange = async {
        let deadline = Deadline::after(time);
        let outcome = deadline
            .limit(all_attempts(&request, reading, deadline, &attempts))
            .await;
        outcome.unwrap_or_else(|| {
            let attempts = attempts.load(Ordering::Relaxed);
            tracing::debug!(attempts, "the time is up");
            Err(TransportError::new(operation.id, TransportProblem::Timeout)
                .with_attempts(attempts)
                .into())
        })
    };
    exchange.instrument(span).await
}

async fn all_attempts(
    request: &Request,
    reading: Reading,
    deadline: Deadline,
    attempts: &AtomicU32,
) -> Result<Reply, Fault> {
    let policy = request.retry.unwrap_or(request.core.shared().retry);
    loop {
        let attempt = attempts.fetch_add(1, Ordering::Relaxed) + 1;
        let result = one_attempt(request, reading, attempt).await;
        let outcome = outcome(&result);
        log(attempt, &result);
        match policy.wait(request.operation.retry, attempt, outcome, retry::random()) {
            Some(wait) if deadline.allows(wait) => sleep(wait).await,
            _ => return result,
        }
    }
}

fn outcome(result: &Result<Reply, Fault>) -> Outcome {
    match result {
        Ok(reply) => Outcome::of_status(reply.facts.status, reply.facts.retry_after),
        Err(Fault::Transport(error)) => match error.problem() {
            TransportProblem::Connect | TransportProblem::Interrupted => {
                Outcome::Transient { retry_after: None }
            }
            _ => Outcome::Final,
        },
        Err(Fault::Request(_)) => Outcome::Final,
    }
}

/// Neither URLs nor bodies are logged: both may hold secrets.
fn log(attempt: u32, result: &Result<Reply, Fault>) {
    match result {
        Ok(reply) => tracing::debug!(attempt, status = reply.facts.status, "response"),
        Err(Fault::Transport(error)) => {
            tracing::debug!(attempt, problem = ?error.problem(), "no response")
        }
        Err(Fault::Request(_)) => tracing::debug!(attempt, "the request cannot be built"),
    }
}

async fn one_attempt(request: &Request, reading: Reading, attempt: u32) -> Result<Reply, Fault> {
    let shared = request.core.shared();
    if let Some(message) = &request.problem {
        return Err(request.error(RequestProblem::Body(message.clone())).into());
    }
    let secrets = shared.credential.secrets(request.operation.security).await;
    let secrets = secrets.map_err(|problem| request.error(problem))?;
    let mut message = request.build(&secrets)?;
    if cfg!(target_arch = "wasm32") {
        // There is no timer of ours: the browser keeps the time of each attempt.
        *message.timeout_mut() = Some(request.timeout.unwrap_or(shared.timeout));
    }
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(wait) = shared
        .limiter
        .as_ref()
        .and_then(crate::limiter::Limiter::turn)
    {
        sleep(wait).await;
    }
    let operation = request.operation;
    let failed =
        |error: reqwest::Error| Fault::from(classify(operation, error).with_attempts(attempt));
    let again = || request.build(&secrets).ok();
    let response = redirect::send(&shared.http, operation, message, again)
        .await
        .map_err(|stop| match stop {
            redirect::Stop::Failed(error) => failed(error),
            redirect::Stop::Refused => {
                TransportError::new(operation.id, TransportProblem::Redirect)
                    .with_attempts(attempt)
                    .into()
            }
        })?;
    let facts = ResponseFacts {
        operation: operation.id,
        status: response.status().as_u16(),
        retry_after: header(&response, "retry-after")
            .and_then(|value| retry::parse_retry_after(value, now())),
        attempts: attempt,
    };
    let content_type = header(&response, "content-type").map(str::to_owned);
    if is_compressed(&response) {
        let error = TransportError::new(operation.id, TransportProblem::UnexpectedEncoding);
        return Err(error
            .with_status(facts.status)
            .with_attempts(attempt)
            .into());
    }
    let payload = if reading == Reading::Head && response.status().is_success() {
        Payload::Stream(Incoming::new(response))
    } else {
        let bytes = read_whole(response, shared.max_response_bytes).await;
        Payload::Whole(bytes.map_err(|stop| {
            let error = match stop {
                Unread::Failed(error) => classify(operation, error),
                Unread::TooLarge { limit } => {
                    TransportError::new(operation.id, TransportProblem::BodyTooLarge { limit })
                }
            };
            Fault::from(error.with_status(facts.status).with_attempts(attempt))
        })?)
    };
    Ok(Reply {
        operation,
        facts,
        content_type,
        payload,
    })
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

/// Why a body was not read to its end.
enum Unread {
    Failed(reqwest::Error),
    TooLarge { limit: usize },
}

async fn read_whole(response: reqwest::Response, limit: usize) -> Result<Bytes, Unread> {
    if response
        .content_length()
        .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Err(Unread::TooLarge { limit });
    }
    let mut incoming = Incoming::new(response);
    let mut body = Bytes::new();
    while let Some(chunk) = incoming.chunk().await.map_err(Unread::Failed)? {
        if body.len() + chunk.len() > limit {
            return Err(Unread::TooLarge { limit });
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
