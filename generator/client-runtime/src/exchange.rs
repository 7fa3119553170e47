//! Sending a request, as often as it takes, and reading the response. Nothing here depends on the types of a call.

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use tracing::Instrument as _;

use crate::attempt::Attempt;
use crate::error::{
    DecodeError, ErrorKind, Fault, Meaning, ResponseFacts, TransportError, TransportProblem,
    UnexpectedStatus, excerpt,
};
use crate::future::{Deadline, sleep};
use crate::incoming::Incoming;
use crate::judge::Judging;
use crate::operation::Operation;
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
pub(crate) struct Reply {
    pub(crate) operation: &'static Operation,
    pub(crate) facts: ResponseFacts,
    pub(crate) content_type: Option<String>,
    pub(crate) payload: Payload,
    /// Who says whether the body is as described.
    pub(crate) judging: Judging,
}

/// The body of a response.
#[derive(Debug)]
pub(crate) enum Payload {
    Whole(Bytes),
    /// Yet to be read.
    Stream(Incoming),
}

/// Why a response does not give the value of a success.
pub(crate) enum Unfit {
    /// Its status is that of an error.
    Status,
    /// Its body is not as it should be.
    Body(DecodeFailure),
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

    /// The body, if it can be what a success gives: the status is that of one, and the client's judge, if it has one,
    /// lets it pass. The judge sees the body of every response.
    pub(crate) fn fit(&self) -> Result<Body<'_>, Unfit> {
        let judged = self
            .judging
            .response(self.operation, self.facts.status, self.bytes());
        match judged {
            _ if !self.is_success() => Err(Unfit::Status),
            Err(why) => Err(Unfit::Body(DecodeFailure::new(why))),
            Ok(()) => Ok(self.body()),
        }
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
        request.judge()?;
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
        let result = Attempt {
            request,
            number: attempt,
        }
        .run(reading)
        .await;
        let outcome = outcome(&result, request.meaning);
        log(attempt, &result);
        match policy.wait(request.operation.retry, attempt, outcome, retry::random()) {
            Some(wait) if deadline.allows(wait) => sleep(wait).await,
            _ => return result,
        }
    }
}

fn outcome(result: &Result<Reply, Fault>, meaning: Meaning) -> Outcome {
    match result {
        Ok(reply) if reply.is_success() => Outcome::Final,
        Ok(reply) => match meaning.kind(reply.bytes(), reply.facts.status) {
            Some(ErrorKind::Retryable) => Outcome::Transient {
                retry_after: reply.facts.retry_after,
            },
            _ => Outcome::Final,
        },
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
