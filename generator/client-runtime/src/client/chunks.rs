//! The chunks of a body as it comes in.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use crate::client::carrier::Failure;
use crate::client::error::{Fault, ResponseFacts, TransportError, TransportProblem};
use crate::client::future::{BoxFuture, Deadline, is_driven};
use crate::client::operation::Operation;
use crate::client::response_stream::ResponseStream;

/// The chunks of a body; after an error there is none.
pub(crate) struct Chunks {
    operation: &'static Operation,
    facts: ResponseFacts,
    idle_timeout: Option<Duration>,
    state: State,
}

enum State {
    /// More may come.
    Open(ResponseStream),
    /// More is on its way.
    Reading(BoxFuture<(ResponseStream, Result<Option<Bytes>, Fault>)>),
    /// All has come.
    Ended,
}

impl Chunks {
    pub(crate) fn new(
        operation: &'static Operation,
        facts: ResponseFacts,
        response_stream: Option<ResponseStream>,
        idle_timeout: Option<Duration>,
    ) -> Self {
        Self {
            operation,
            facts,
            idle_timeout,
            state: response_stream.map_or(State::Ended, State::Open),
        }
    }

    pub(crate) fn fault(&self, problem: TransportProblem) -> Fault {
        let error = TransportError::new(self.operation.id, problem);
        located(error, &self.facts)
    }

    /// Gives up what has not come.
    pub(crate) fn close(&mut self) {
        self.state = State::Ended;
    }

    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Fault>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Open(response_stream) => {
                    self.state = State::Reading(self.read(response_stream))
                }
                State::Reading(mut reading) => match reading.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready((response_stream, Ok(Some(chunk)))) => {
                        self.state = State::Open(response_stream);
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                    Poll::Ready((_, Err(fault))) => return Poll::Ready(Some(Err(fault))),
                },
            }
        }
    }

    fn read(
        &self,
        mut response_stream: ResponseStream,
    ) -> BoxFuture<(ResponseStream, Result<Option<Bytes>, Fault>)> {
        let idle_timeout = self.idle_timeout;
        let operation = self.operation;
        let facts = self.facts.clone();
        Box::pin(async move {
            let problem = |problem| TransportError::new(operation.id, problem);
            let failed = |failure: Failure| {
                let (why, source) = failure.into_parts();
                problem(why).with_source(source)
            };
            let chunk = match idle_timeout {
                Some(_) if !is_driven() => Err(problem(TransportProblem::Runtime)),
                Some(time) => match Deadline::after(time).limit(response_stream.chunk()).await {
                    Ok(chunk) => chunk.map_err(failed),
                    Err(_) => Err(problem(TransportProblem::Timeout)),
                },
                None => response_stream.chunk().await.map_err(failed),
            };
            let chunk = chunk.map_err(|error| located(error, &facts));
            (response_stream, chunk)
        })
    }
}

fn located(error: TransportError, facts: &ResponseFacts) -> Fault {
    error
        .with_status(facts.status)
        .with_attempts(facts.attempts)
        .into()
}
