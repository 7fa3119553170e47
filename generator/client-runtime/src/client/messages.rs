//! The messages of a stream, as yet without a type.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use serde::de::IgnoredAny;

use crate::client::chunks::Chunks;
use crate::client::error::{DecodeError, Fault, Meaning, ResponseFacts};
use crate::client::exchange;
use crate::client::frames::{Frame, Frames, Framing};
use crate::client::future::{BoxFuture, MaybeSend};
use crate::client::operation::Operation;
use crate::client::received::{Held, Reading, ReceivedResponse};
use crate::client::request::Request;
use crate::client::validation::Validation;
use crate::json;
use crate::response::{Body, DecodeFailure};

/// How the items of a stream travel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) framing: Framing,
    /// The properties that hold the item, or the error, where each item travels in an object.
    pub(crate) envelope: Option<Envelope>,
}

/// The properties that hold the item, or the error.
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
    /// An item does not decode.
    Item(Box<DecodeError>),
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
    /// The id of the last event that had one.
    fn last_event_id(&self) -> Option<&str>;
    /// The time that the server asks to wait before it is called again.
    fn reconnection_time(&self) -> Option<Duration>;
    /// A message, as a body.
    fn body<'a>(&self, bytes: &'a [u8]) -> Body<'a>;
    fn decode_error(&self, bytes: &[u8], failure: DecodeFailure) -> Box<DecodeError>;
}

/// Sends a request, and resolves to the stream when the server begins to answer.
pub(crate) fn open(
    mut request: Box<Request>,
    meaning: Meaning,
    form: Form,
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
        let messages: Box<dyn Messages> = Box::new(Open::new(received, form, limit, idle_timeout));
        Ok(messages)
    })
}

struct Open {
    frames: Frames,
    operation: &'static Operation,
    facts: ResponseFacts,
    validation: Validation,
    envelope: Option<Envelope>,
}

impl Open {
    fn new(
        received: ReceivedResponse,
        form: Form,
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
            frames: Frames::new(chunks, form.framing, limit),
            operation: received.operation,
            facts: received.facts,
            validation: received.validation,
            envelope: form.envelope,
        }
    }

    /// Takes a message out of its frame, and shows it to the client's validator, if it has one.
    fn message(&self, frame: &Frame) -> Result<Message, Broken> {
        match self.envelope {
            Some(envelope) => self.enveloped(frame, envelope),
            None => self.bare(frame),
        }
    }

    /// An item that travels as it is.
    fn bare(&self, frame: &Frame) -> Result<Message, Broken> {
        if frame.doubtful || self.is_cut(frame) {
            return Err(Broken::Fault(self.frames.truncated()));
        }
        self.verdict(frame.described(), frame.described())?;
        Ok(Message::Item(frame.bytes.clone()))
    }

    /// Whether the end of an item is missing.
    fn is_cut(&self, frame: &Frame) -> bool {
        let read = || self.body(&frame.bytes).json::<IgnoredAny>();
        frame.is_open() && read().is_err_and(|failure| frame.is_cut(&failure))
    }

    fn enveloped(&self, frame: &Frame, envelope: Envelope) -> Result<Message, Broken> {
        let object = frame.described();
        let member = |name| json::member(object, name).filter(|value| *value != b"null");
        if let Some(error) = member(envelope.error) {
            // The stream ends in an error already: what else is wrong with the object is only traced.
            let _ = self
                .validation
                .response(self.operation, &self.facts, object);
            return Ok(Message::Error(object.slice_ref(error)));
        }
        let Some(item) = member(envelope.item) else {
            return Err(self.malformed(frame, envelope));
        };
        self.verdict(object, item)?;
        Ok(Message::Item(object.slice_ref(item)))
    }

    /// What the client's validator makes of an item.
    fn verdict(&self, described: &[u8], item: &[u8]) -> Result<(), Broken> {
        let verdict = self
            .validation
            .response(self.operation, &self.facts, described);
        verdict.map_err(|why| Broken::Item(self.decode_error(item, DecodeFailure::new(why))))
    }

    fn malformed(&self, frame: &Frame, envelope: Envelope) -> Broken {
        let object = frame.described();
        let failure = match self.body(object).json::<IgnoredAny>() {
            Err(failure) if frame.is_cut(&failure) => {
                return Broken::Fault(self.frames.truncated());
            }
            Err(failure) => failure,
            Ok(IgnoredAny) => DecodeFailure::new(format!(
                "the item has neither `{}` nor `{}`",
                envelope.item, envelope.error
            )),
        };
        Broken::Item(self.decode_error(object, failure))
    }
}

impl Messages for Open {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Broken>>> {
        Poll::Ready(match ready!(self.frames.poll_next(cx)) {
            Some(Ok(frame)) => Some(self.message(&frame)),
            Some(Err(fault)) => Some(Err(Broken::Fault(fault))),
            None => None,
        })
    }

    fn facts(&self) -> &ResponseFacts {
        &self.facts
    }

    fn last_event_id(&self) -> Option<&str> {
        self.frames.last_event_id()
    }

    fn reconnection_time(&self) -> Option<Duration> {
        self.frames.reconnection_time()
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
