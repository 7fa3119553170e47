//! Responses that are streams: one JSON object per line, decoded as it comes.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::de::IgnoredAny;

use crate::call::failed;
use crate::chunks::Chunks;
use crate::error::{ApiError, Classify, DecodeError, Error, Fault, Meaning, ResponseFacts};
use crate::exchange::{Payload, Reading, Reply, exchange};
use crate::future::BoxFuture;
use crate::json;
use crate::judge::Judging;
use crate::lines::{Line, Lines};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::{Body, DecodeFailure, FromResponse};
use crate::retry::RetryPolicy;

/// A call of an operation whose response is a stream, not yet sent: `await` sends it, and comes to [`Updates`].
///
/// An error that the server reports before the stream begins is the error of the `await`.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<T, E> {
    request: Box<Request>,
    envelope: Envelope,
    idle_timeout: Option<Duration>,
    types: PhantomData<fn() -> (T, E)>,
}

/// The properties of a line that hold the item, or the error.
#[derive(Clone, Copy, Debug)]
struct Envelope {
    item: &'static str,
    error: &'static str,
}

impl<T, E> StreamCall<T, E> {
    pub(crate) fn new(request: Box<Request>, item: &'static str, error: &'static str) -> Self {
        Self {
            request,
            envelope: Envelope { item, error },
            idle_timeout: None,
            types: PhantomData,
        }
    }

    /// The time until the stream begins, instead of the client's. How long it lasts is not limited.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = Some(timeout);
        self
    }

    /// How the call is tried again until the stream begins. See [`Call::retry`](crate::Call::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.request.retry = Some(policy);
        self
    }

    /// The longest silence within the stream; without this, it may last for ever. Not kept in a browser.
    pub fn idle_timeout(mut self, idle_timeout: Duration) -> Self {
        self.idle_timeout = Some(idle_timeout);
        self
    }
}

impl<T, E> Clone for StreamCall<T, E> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            envelope: self.envelope,
            idle_timeout: self.idle_timeout,
            types: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for StreamCall<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamCall")
            .field("operation", &self.request.operation.id)
            .finish_non_exhaustive()
    }
}

impl<T: FromResponse, E: FromResponse + Classify> IntoFuture for StreamCall<T, E> {
    type Output = Result<Updates<T, E>, Error<E>>;
    type IntoFuture = StreamFuture<T, E>;

    fn into_future(mut self) -> StreamFuture<T, E> {
        self.request.meaning = Meaning::of::<E>().within(self.envelope.error);
        let limit = self.request.core.shared().max_response_bytes;
        StreamFuture {
            exchange: Box::pin(exchange(self.request, Reading::Head)),
            envelope: self.envelope,
            limit,
            idle_timeout: self.idle_timeout,
            types: PhantomData,
        }
    }
}

/// A call of a stream that has been sent.
#[must_use = "futures do nothing until they are polled"]
pub struct StreamFuture<T, E> {
    exchange: BoxFuture<Result<Reply, Fault>>,
    envelope: Envelope,
    limit: usize,
    idle_timeout: Option<Duration>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: FromResponse, E: FromResponse + Classify> Future for StreamFuture<T, E> {
    type Output = Result<Updates<T, E>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.exchange.as_mut().poll(cx))?;
        if !reply.is_success() {
            let _ = reply.judge();
            return Poll::Ready(Err(failed(&reply, error_body::<E>(&reply, self.envelope))));
        }
        let Reply {
            operation,
            facts,
            payload,
            judging,
            ..
        } = reply;
        let incoming = match payload {
            Payload::Stream(incoming) => Some(*incoming),
            Payload::Whole(_) => None,
        };
        let chunks = Chunks::new(operation, facts, incoming, self.idle_timeout);
        Poll::Ready(Ok(Updates {
            lines: Lines::new(chunks, self.limit),
            operation,
            facts,
            judging,
            envelope: self.envelope,
            types: PhantomData,
        }))
    }
}

impl<T, E> fmt::Debug for StreamFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamFuture")
    }
}

/// The error body of a response, taken out of the envelope of a stream's line if it is in one.
fn error_body<E: Classify>(reply: &Reply, envelope: Envelope) -> Body<'_> {
    let meaning = Meaning::of::<E>().within(envelope.error);
    reply.part(meaning.body(reply.bytes()))
}

/// The items of a stream, as they come.
///
/// An item is an error when the server reports one, when a line does not decode, or when the connection breaks; after
/// the last of these, and after its end, the stream is over. No more than one line is held in memory. Dropping the
/// stream closes its connection.
pub struct Updates<T, E> {
    lines: Lines,
    operation: &'static Operation,
    facts: ResponseFacts,
    judging: Judging,
    envelope: Envelope,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: FromResponse, E: FromResponse + Classify> Updates<T, E> {
    /// The next item, or `None` when the stream is over.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn decode(&self, line: &Line) -> Result<T, Error<E>> {
        match split(line, self.envelope) {
            Ok(Part::Item(item)) => {
                let judged = self
                    .judging
                    .response(self.operation, self.facts.status, &line.bytes);
                let judged = judged.map_err(DecodeFailure::new);
                let decoded = judged
                    .and_then(|()| T::from_response(Body::new(self.facts.status, None, item)));
                decoded.map_err(|failure| self.decode_error(item, failure))
            }
            Ok(Part::Error(error)) => Err(self.reported(error)),
            Err(Unsplit::Truncated) => Err(Error::from(self.lines.truncated())),
            Err(Unsplit::Malformed(failure)) => Err(self.decode_error(&line.bytes, failure)),
        }
    }

    fn reported(&self, bytes: &[u8]) -> Error<E> {
        match E::from_response(Body::new(self.facts.status, None, bytes)) {
            Ok(body) => {
                let error = ApiError::new(self.facts, body, bytes);
                Error::Api(Box::new(error))
            }
            Err(failure) => self.decode_error(bytes, failure),
        }
    }

    fn decode_error(&self, bytes: &[u8], failure: DecodeFailure) -> Error<E> {
        Error::Decode(Box::new(DecodeError::new(
            self.facts,
            self.operation,
            bytes,
            failure,
        )))
    }
}

impl<T: FromResponse, E: FromResponse + Classify> Stream for Updates<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let line = ready!(self.lines.poll_next(cx));
        Poll::Ready(line.map(|line| self.decode(&line?)))
    }
}

impl<T, E> fmt::Debug for Updates<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Updates")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

/// What a line holds.
enum Part<'a> {
    Item(&'a [u8]),
    Error(&'a [u8]),
}

/// Why a line holds neither.
enum Unsplit {
    /// It is the last one, and was cut off.
    Truncated,
    Malformed(DecodeFailure),
}

fn split(line: &Line, envelope: Envelope) -> Result<Part<'_>, Unsplit> {
    let member = |name| json::member(&line.bytes, name).filter(|value| *value != b"null");
    if let Some(error) = member(envelope.error) {
        return Ok(Part::Error(error));
    }
    if let Some(item) = member(envelope.item) {
        return Ok(Part::Item(item));
    }
    match Body::new(200, None, &line.bytes).json::<IgnoredAny>() {
        Err(failure) if line.is_cut(&failure) => Err(Unsplit::Truncated),
        Err(failure) => Err(Unsplit::Malformed(failure)),
        Ok(_) => {
            let message = format!(
                "the line has neither `{}` nor `{}`",
                envelope.item, envelope.error
            );
            Err(Unsplit::Malformed(DecodeFailure::new(message)))
        }
    }
}
