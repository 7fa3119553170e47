//! The messages of a stream, as yet without a type.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use serde::de::IgnoredAny;

use crate::chunks::Chunks;
use crate::error::{DecodeError, Fault, Meaning, ResponseFacts};
use crate::exchange;
use crate::future::{BoxFuture, MaybeSend};
use crate::json;
use crate::lines::{Line, Lines};
use crate::operation::Operation;
use crate::received::{Held, Reading, ReceivedResponse};
use crate::request::Request;
use crate::response::{Body, DecodeFailure};
use crate::validation::Validation;

/// The properties of a line that hold the item, or the error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope {
    pub(crate) item: &'static str,
    pub(crate) error: &'static str,
}

/// One message, taken out of its envelope.
#[derive(Debug)]
pub(crate) enum Message {
    Item(Bytes),
    Error(Bytes),
}

/// Why there is no message.
pub(crate) enum Broken {
    Fault(Fault),
    /// A line does not decode.
    Line(Box<DecodeError>),
}

/// Why a stream did not begin.
pub(crate) enum Refused {
    Fault(Fault),
    /// The response has an error status; the bytes are those of the error, without its envelope.
    Status(Box<dyn Held>, Bytes),
}

/// An open stream. It is a `dyn` so that neither what drops it nor whether it can be sent to another thread is worked
/// out for each type of item.
pub(crate) trait Messages: MaybeSend {
    /// The next message; `None` when the stream is over.
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Broken>>>;
    fn facts(&self) -> &ResponseFacts;
    /// A message, as a body.
    fn body<'a>(&self, bytes: &'a [u8]) -> Body<'a>;
    fn decode_error(&self, bytes: &[u8], failure: DecodeFailure) -> Box<DecodeError>;
}

/// Sends a request, and resolves to the stream when the server begins to answer.
pub(crate) fn open(
    mut request: Box<Request>,
    meaning: Meaning,
    envelope: Envelope,
    idle_timeout: Option<Duration>,
) -> BoxFuture<Result<Box<dyn Messages>, Refused>> {
    request.meaning = meaning;
    let limit = request.core.shared().max_response_bytes;
    Box::pin(async move {
        let received = match exchange::send(request, Reading::Head).await {
            Ok(received) => received,
            Err(fault) => return Err(Refused::Fault(fault)),
        };
        if !received.is_success() {
            // The validator sees every body; its verdict changes nothing here.
            let _ = received.validate();
            let body = Bytes::copy_from_slice(meaning.body(received.bytes()));
            return Err(Refused::Status(Box::new(received), body));
        }
        let messages: Box<dyn Messages> =
            Box::new(Open::new(received, envelope, limit, idle_timeout));
        Ok(messages)
    })
}

struct Open {
    lines: Lines,
    operation: &'static Operation,
    facts: ResponseFacts,
    validation: Validation,
    envelope: Envelope,
}

impl Open {
    fn new(
        received: ReceivedResponse,
        envelope: Envelope,
        limit: usize,
        idle_timeout: Option<Duration>,
    ) -> Self {
        let response_stream = received.payload.response_stream();
        let chunks = Chunks::new(
            received.operation,
            received.facts.clone(),
            response_stream,
            idle_timeout,
        );
        Self {
            lines: Lines::new(chunks, limit),
            operation: received.operation,
            facts: received.facts,
            validation: received.validation,
            envelope,
        }
    }

    /// Takes a message out of its line, and shows an item to the client's validator, if it has one.
    fn message(&self, line: &Line) -> Result<Message, Broken> {
        let member = |name| json::member(&line.bytes, name).filter(|value| *value != b"null");
        if let Some(error) = member(self.envelope.error) {
            // The stream ends in an error already: what else is wrong with the line is only traced.
            let (operation, status) = (self.operation, self.facts.status);
            let _ = self.validation.response(operation, status, &line.bytes);
            return Ok(Message::Error(line.bytes.slice_ref(error)));
        }
        let Some(item) = member(self.envelope.item) else {
            return Err(self.malformed(line));
        };
        match self
            .validation
            .response(self.operation, self.facts.status, &line.bytes)
        {
            Ok(()) => Ok(Message::Item(line.bytes.slice_ref(item))),
            Err(why) => Err(Broken::Line(
                self.decode_error(item, DecodeFailure::new(why)),
            )),
        }
    }

    fn malformed(&self, line: &Line) -> Broken {
        let failure = match self.body(&line.bytes).json::<IgnoredAny>() {
            Err(failure) if line.is_cut(&failure) => return Broken::Fault(self.lines.truncated()),
            Err(failure) => failure,
            Ok(IgnoredAny) => DecodeFailure::new(format!(
                "the line has neither `{}` nor `{}`",
                self.envelope.item, self.envelope.error
            )),
        };
        Broken::Line(self.decode_error(&line.bytes, failure))
    }
}

impl Messages for Open {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Broken>>> {
        Poll::Ready(match ready!(self.lines.poll_next(cx)) {
            Some(Ok(line)) => Some(self.message(&line)),
            Some(Err(fault)) => Some(Err(Broken::Fault(fault))),
            None => None,
        })
    }

    fn facts(&self) -> &ResponseFacts {
        &self.facts
    }

    fn body<'a>(&self, bytes: &'a [u8]) -> Body<'a> {
        Body::new(self.facts.status, None, bytes)
    }

    fn decode_error(&self, bytes: &[u8], failure: DecodeFailure) -> Box<DecodeError> {
        Box::new(DecodeError::new(
            self.facts.clone(),
            self.operation,
            bytes,
            failure,
        ))
    }
}
