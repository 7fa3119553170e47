//! Sending a request, as often as it takes, and reading the response. Nothing here depends on the types of a call.

use std::sync::atomic::{AtomicU32, Ordering};

use tracing::Instrument as _;

use crate::client::attempt::Attempt;
use crate::client::error::{Fault, Meaning, RequestProblem, TransportError, TransportProblem};
use crate::client::future::{BoxFuture, Deadline, is_driven, sleep};
use crate::client::received::{Reading, ReceivedResponse};
use crate::client::request::Request;
use crate::client::retry::{self, Outcome, RetryPolicy};

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
    use crate::client::core::Core;
    use crate::client::operation::Operation;
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
