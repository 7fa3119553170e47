//! Sending a request, as often as it takes, and reading the response. Nothing here depends on the types of a call.

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use tracing::Instrument as _;

use crate::attempt::Attempt;
use crate::error::{
    DecodeError, Fault, Meaning, RequestProblem, ResponseFacts, TransportError, TransportProblem,
    UnexpectedStatus, excerpt,
};
use crate::future::{BoxFuture, Deadline, MaybeSend, is_driven, sleep};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::{Body, DecodeFailure};
use crate::response_stream::ResponseStream;
use crate::retry::{self, Outcome, RetryPolicy};
use crate::validation::Validation;

/// How much of a response is read before the exchange is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// All of it.
    Whole,
    /// Its head alone, if it is a success: the body is a stream. All of it, if it is an error.
    Head,
}

/// A response.
pub(crate) struct ReceivedResponse {
    pub(crate) operation: &'static Operation,
    pub(crate) facts: ResponseFacts,
    pub(crate) payload: Payload,
    /// Who says whether the body is as described.
    pub(crate) validation: Validation,
}

/// A response behind a `dyn`: what drops it is not compiled for each type of call that holds it.
pub(crate) trait Held: MaybeSend {
    fn received(&self) -> &ReceivedResponse;
}

impl Held for ReceivedResponse {
    fn received(&self) -> &ReceivedResponse {
        self
    }
}

/// The body of a response.
#[derive(Debug)]
pub(crate) enum Payload {
    Whole(Bytes),
    /// Yet to be read. Behind a pointer, because most are not.
    Stream(Box<ResponseStream>),
}

impl Payload {
    /// What is yet to be read, if it is.
    pub(crate) fn response_stream(self) -> Option<ResponseStream> {
        match self {
            Self::Whole(_) => None,
            Self::Stream(response_stream) => Some(*response_stream),
        }
    }
}

impl ReceivedResponse {
    pub(crate) fn is_success(&self) -> bool {
        self.operation.success.includes(self.facts.status)
    }

    /// The bytes of a body that has been read.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.payload {
            Payload::Whole(bytes) => bytes,
            Payload::Stream(_) => &[],
        }
    }

    pub(crate) fn body(&self) -> Body<'_> {
        self.part(self.bytes())
    }

    /// A part of the body, as a body.
    pub(crate) fn part<'a>(&'a self, bytes: &'a [u8]) -> Body<'a> {
        let content_type = self.facts.headers.get("content-type");
        Body::new(self.facts.status, content_type, bytes)
    }

    /// Shows the body to the client's validator, if it has one. The validator sees the body of every response.
    pub(crate) fn validate(&self) -> Result<(), DecodeFailure> {
        self.validation
            .response(self.operation, self.facts.status, self.bytes())
            .map_err(DecodeFailure::new)
    }

    pub(crate) fn decode_error(&self, failure: DecodeFailure) -> Box<DecodeError> {
        let error = DecodeError::new(self.facts.clone(), self.operation, self.bytes(), failure);
        Box::new(error)
    }

    pub(crate) fn unexpected_status(&self) -> UnexpectedStatus {
        let excerpt = if self.operation.sensitive {
            None
        } else {
            Some(excerpt(self.bytes(), 0))
        };
        UnexpectedStatus {
            response: self.facts.clone(),
            length: self.bytes().len(),
            excerpt,
        }
    }
}

/// Sends a request.
///
/// No generic function makes the future itself: it would be compiled once more with each, all the way down to the HTTP
/// library.
pub(crate) fn send(
    request: Box<Request>,
    reading: Reading,
) -> BoxFuture<Result<ReceivedResponse, Fault>> {
    Box::pin(exchange(request, reading))
}

/// Sends a request within its time, and leaves a trace of it.
async fn exchange(mut request: Box<Request>, reading: Reading) -> Result<ReceivedResponse, Fault> {
    request.make_key();
    let span = tracing::debug_span!(
        "call",
        operation = request.operation.id,
        path = request.operation.path,
        status = tracing::field::Empty,
        attempts = tracing::field::Empty,
    );
    let result = within_time(&request, reading)
        .instrument(span.clone())
        .await;
    match &result {
        Ok(received) => {
            span.record("status", received.facts.status);
            span.record("attempts", received.facts.attempts);
        }
        Err(Fault::Transport(error)) => {
            span.record("status", error.status());
            span.record("attempts", error.attempts());
        }
        Err(Fault::Request(_)) => {}
    }
    result
}

async fn within_time(request: &Request, reading: Reading) -> Result<ReceivedResponse, Fault> {
    if !is_driven() {
        return Err(request.error(RequestProblem::NoRuntime).into());
    }
    request.validate()?;
    let deadline = Deadline::after(request.timeout.unwrap_or(request.core.shared().timeout));
    let attempts = AtomicU32::new(0);
    let exchange = all_attempts(request, reading, deadline, &attempts);
    match deadline.limit(exchange).await {
        Ok(result) => result,
        Err(_) => {
            let attempts = attempts.load(Ordering::Relaxed);
            tracing::debug!(attempts, "the time is up");
            let error = TransportError::new(request.operation.id, TransportProblem::Timeout);
            Err(error.with_attempts(attempts).into())
        }
    }
}

async fn all_attempts(
    request: &Request,
    reading: Reading,
    deadline: Deadline,
    attempts: &AtomicU32,
) -> Result<ReceivedResponse, Fault> {
    let policy = match &request.body {
        // What has been sent of a stream is gone.
        Some(content) if content.bytes.is_stream() => RetryPolicy::none(),
        _ => request.retry.unwrap_or(request.core.shared().retry),
    };
    loop {
        let number = attempts.fetch_add(1, Ordering::Relaxed) + 1;
        // A scope of its own: while this waits it holds no result.
        let wait = {
            let result = Attempt { request, number }.run(reading).await;
            let outcome = outcome(&result, request.meaning);
            log(number, &result);
            match policy.wait(request.operation.retry, number, outcome, retry::random) {
                Some(wait) if deadline.allows(wait) => wait,
                _ => return result,
            }
        };
        sleep(wait).await;
    }
}

fn outcome(result: &Result<ReceivedResponse, Fault>, meaning: Meaning) -> Outcome {
    match result {
        Ok(received) if received.is_success() => Outcome::Final,
        Ok(received) => match meaning.kind(received.bytes(), received.facts.status) {
            Some(kind) if kind.is_transient() => Outcome::Transient {
                retry_after: received.facts.retry_after,
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
fn log(attempt: u32, result: &Result<ReceivedResponse, Fault>) {
    match result {
        Ok(received) => tracing::debug!(attempt, status = received.facts.status, "response"),
        Err(Fault::Transport(error)) => {
            tracing::debug!(attempt, problem = ?error.problem(), "no response")
        }
        Err(Fault::Request(_)) => tracing::debug!(attempt, "the request cannot be built"),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::core::Core;
    use crate::{Builder, Credential, FromCore, Method, Retry, Success};

    struct Client(Core);

    impl FromCore for Client {
        fn from_core(core: Core) -> Self {
            Self(core)
        }
    }

    static PING: Operation = Operation {
        id: "ping",
        method: Method::Get,
        path: "/ping",
        security: &[],
        retry: Retry::Never,
        success: Success::Ok,
        sensitive: false,
    };

    /// Each call allocates one of these and moves it there. Beyond about a kilobyte, allocators are slow.
    #[test]
    fn the_future_of_a_call_is_small() {
        let client: Client = Builder::new("http://localhost", Credential::none())
            .build()
            .unwrap();
        let request = Request::new(&client.0, &PING);
        let size = size_of_val(&exchange(request, Reading::Whole));
        assert!(size <= 1024, "{size} bytes");
    }
}
