//! The lines of a body as it comes in.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use crate::attempt::classify;
use crate::error::{Fault, ResponseFacts, TransportError, TransportProblem};
use crate::future::{BoxFuture, Deadline, is_driven};
use crate::incoming::Incoming;
use crate::operation::Operation;
use crate::response::{DecodeFailure, FailureKind};

/// One line that is not empty, without its end.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) bytes: Bytes,
    /// Whether the body ended before the line did.
    last: bool,
}

impl Line {
    /// Whether a line that does not decode was cut off.
    pub(crate) fn is_cut(&self, failure: &DecodeFailure) -> bool {
        self.last && failure.kind == FailureKind::End
    }
}

/// The lines of a body, none longer than a limit.
pub(crate) struct Lines {
    operation: &'static Operation,
    facts: ResponseFacts,
    limit: usize,
    idle_timeout: Option<Duration>,
    buffer: BytesMut,
    /// How much of the buffer holds no line's end.
    searched: usize,
    state: State,
}

enum State {
    /// More may come.
    Open(Incoming),
    /// More is on its way.
    Reading(BoxFuture<(Incoming, Result<Option<Bytes>, Fault>)>),
    /// All has come, and the last line may still be in the buffer.
    Ended,
}

impl Lines {
    pub(crate) fn new(
        operation: &'static Operation,
        facts: ResponseFacts,
        incoming: Option<Incoming>,
        limit: usize,
        idle_timeout: Option<Duration>,
    ) -> Self {
        let state = incoming.map_or(State::Ended, State::Open);
        Self {
            operation,
            facts,
            limit,
            idle_timeout,
            buffer: BytesMut::new(),
            searched: 0,
            state,
        }
    }

    /// The error for a last line that was cut off.
    pub(crate) fn truncated(&self) -> Fault {
        self.fault(TransportProblem::TruncatedMessage)
    }

    fn fault(&self, problem: TransportProblem) -> Fault {
        let error = TransportError::new(self.operation.id, problem);
        error
            .with_status(self.facts.status)
            .with_attempts(self.facts.attempts)
            .into()
    }

    /// The next line; after an error there is none.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Line, Fault>>> {
        loop {
            if let Some(bytes) = self.buffered() {
                return Poll::Ready(Some(self.bounded(Line { bytes, last: false })));
            }
            if self.buffer.len() > self.limit {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => {
                    let bytes = self.buffer.split().freeze();
                    self.searched = 0;
                    let rest = bytes.trim_ascii();
                    if rest.is_empty() {
                        return Poll::Ready(None);
                    }
                    return Poll::Ready(Some(Ok(Line {
                        bytes: bytes.slice_ref(rest),
                        last: true,
                    })));
                }
                State::Open(incoming) => self.state = State::Reading(self.read(incoming)),
                State::Reading(mut reading) => match reading.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready((incoming, Ok(Some(chunk)))) => {
                        self.buffer.extend_from_slice(&chunk);
                        self.state = State::Open(incoming);
                    }
                    Poll::Ready((_, Ok(None))) => {}
                    Poll::Ready((_, Err(fault))) => {
                        self.buffer.clear();
                        return Poll::Ready(Some(Err(fault)));
                    }
                },
            }
        }
    }

    /// The next line that is whole in the buffer, and not empty.
    fn buffered(&mut self) -> Option<Bytes> {
        loop {
            let found = self
                .buffer
                .get(self.searched..)?
                .iter()
                .position(|byte| *byte == b'\n');
            let Some(found) = found else {
                self.searched = self.buffer.len();
                return None;
            };
            let line = self.buffer.split_to(self.searched + found + 1).freeze();
            self.searched = 0;
            let trimmed = line.trim_ascii();
            if !trimmed.is_empty() {
                return Some(line.slice_ref(trimmed));
            }
        }
    }

    fn bounded(&mut self, line: Line) -> Result<Line, Fault> {
        if line.bytes.len() > self.limit {
            Err(self.too_large())
        } else {
            Ok(line)
        }
    }

    /// The rest of the stream is given up: where the next line begins is not known.
    fn too_large(&mut self) -> Fault {
        self.state = State::Ended;
        self.buffer.clear();
        self.searched = 0;
        self.fault(TransportProblem::MessageTooLarge { limit: self.limit })
    }

    fn read(&self, mut incoming: Incoming) -> BoxFuture<(Incoming, Result<Option<Bytes>, Fault>)> {
        let idle_timeout = self.idle_timeout;
        let operation = self.operation;
        let facts = self.facts;
        Box::pin(async move {
            let problem = |problem| TransportError::new(operation.id, problem);
            let chunk = match idle_timeout {
                Some(_) if !is_driven() => Err(problem(TransportProblem::Runtime)),
                Some(time) => match Deadline::after(time).limit(incoming.chunk()).await {
                    Ok(chunk) => chunk.map_err(|error| classify(operation, error)),
                    Err(_) => Err(problem(TransportProblem::Timeout)),
                },
                None => incoming
                    .chunk()
                    .await
                    .map_err(|error| classify(operation, error)),
            };
            let chunk = chunk.map_err(|error| {
                error
                    .with_status(facts.status)
                    .with_attempts(facts.attempts)
                    .into()
            });
            (incoming, chunk)
        })
    }
}
