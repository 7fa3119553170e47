//! Responses that are streams, of lines, of JSON texts or of events, each decoded as it comes.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use crate::client::call::Call;
use crate::client::error::{ApiError, Error, Meaning};
use crate::client::frames::Framing;
use crate::client::future::BoxFuture;
use crate::client::messages::{Broken, Envelope, Form, Message, Messages, Refused, open};
use crate::client::request::Request;
use crate::client::settings::with_settings;
use crate::error_details::ErrorDetails;
use crate::response::FromResponse;

/// A call of an operation whose response is a stream, not yet sent: `await` sends it, and resolves to [`Streaming`].
///
/// An error that the server reports before the stream begins is the error of the `await`. The call's time and its
/// retries end there: how long the stream lasts is not limited.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<T, E> {
    request: Box<Request>,
    form: Form,
    idle_timeout: Option<Duration>,
    types: PhantomData<fn() -> (T, E)>,
}

with_settings!(<T, E> StreamCall: request);

impl<T, E> Call<T, E> {
    /// Reads the response as a stream of `T`. In an envelope each item is an object, with either the item in the first
    /// property or an error in the second.
    #[doc(hidden)]
    pub fn stream(
        self,
        framing: Framing,
        envelope: Option<(&'static str, &'static str)>,
    ) -> StreamCall<T, E> {
        let envelope = envelope.map(|(item, error)| Envelope { item, error });
        StreamCall::new(self.request, Form { framing, envelope })
    }
}

impl<T, E> StreamCall<T, E> {
    fn new(request: Box<Request>, form: Form) -> Self {
        Self {
            request,
            form,
            idle_timeout: None,
            types: PhantomData,
        }
    }

    /// The longest silence within the stream; without this, it may last for ever. Not kept in a browser.
    pub fn idle_timeout(mut self, idle_timeout: Duration) -> Self {
        self.idle_timeout = Some(idle_timeout);
        self
    }

    /// Asks for the events behind the one with this id (`Last-Event-ID`, HTML standard, section 9.2.4): a stream that broke
    /// off goes on from its [`last_event_id`](Streaming::last_event_id).
    pub fn last_event_id(self, id: impl fmt::Display) -> Self {
        self.header("Last-Event-ID", id)
    }
}

impl<T, E> Clone for StreamCall<T, E> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            form: self.form,
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

impl<T: FromResponse, E: FromResponse + ErrorDetails> IntoFuture for StreamCall<T, E> {
    type Output = Result<Streaming<T, E>, Error<E>>;
    type IntoFuture = StreamFuture<T, E>;

    fn into_future(self) -> StreamFuture<T, E> {
        let meaning = Meaning::by(E::RULES);
        let meaning = match self.form.envelope {
            Some(envelope) => meaning.within(envelope.error),
            None => meaning,
        };
        StreamFuture {
            opening: open(self.request, meaning, self.form, self.idle_timeout),
            types: PhantomData,
        }
    }
}

/// A call of a stream that has been sent.
#[must_use = "futures do nothing until they are polled"]
pub struct StreamFuture<T, E> {
    opening: BoxFuture<Result<Box<dyn Messages>, Refused>>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: FromResponse, E: FromResponse + ErrorDetails> Future for StreamFuture<T, E> {
    type Output = Result<Streaming<T, E>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.opening.as_mut().poll(cx)) {
            Ok(messages) => Ok(Streaming {
                messages,
                types: PhantomData,
            }),
            Err(Refused::Fault(fault)) => Err(fault.into()),
            Err(Refused::Status(held, body)) => {
                let received = held.received();
                Err(received.error(received.part(&body)))
            }
        })
    }
}

impl<T, E> fmt::Debug for StreamFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamFuture")
    }
}

/// The items of a stream, as they come.
///
/// An item is an error when the server reports one, when it does not decode, or when the connection breaks; after
/// the last of these, and after its end, the stream is over. No more than one item is held in memory. Dropping the
/// stream closes its connection.
pub struct Streaming<T, E> {
    messages: Box<dyn Messages>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: FromResponse, E: FromResponse + ErrorDetails> Streaming<T, E> {
    /// The next item, or `None` when the stream is over.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The id of the last server-sent event that had one, for [`StreamCall::last_event_id`].
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.messages.last_event_id()
    }

    /// The time that the server asks to wait before a stream of server-sent events that broke off is called again
    /// (`retry`).
    #[must_use]
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.messages.reconnection_time()
    }

    fn decode(&self, message: &Message) -> Result<T, Error<E>> {
        let (bytes, failure) = match message {
            Message::Item(bytes) => match T::from_response(self.messages.body(bytes)) {
                Ok(item) => return Ok(item),
                Err(failure) => (bytes, failure),
            },
            Message::Error(bytes) => match E::from_response(self.messages.body(bytes)) {
                Ok(body) => {
                    let error = ApiError::new(self.messages.facts().clone(), body, bytes);
                    return Err(Error::Api(Box::new(error)));
                }
                Err(failure) => (bytes, failure),
            },
        };
        Err(Error::Decode(self.messages.decode_error(bytes, failure)))
    }
}

impl<T: FromResponse, E: FromResponse + ErrorDetails> Stream for Streaming<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.messages.poll_next(cx)) {
            Some(Ok(message)) => Some(self.decode(&message)),
            Some(Err(Broken::Fault(fault))) => Some(Err(fault.into())),
            Some(Err(Broken::Item(error))) => Some(Err(Error::Decode(error))),
            None => None,
        })
    }
}

impl<T, E> fmt::Debug for Streaming<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming")
            .field("operation", &self.messages.facts().operation)
            .finish_non_exhaustive()
    }
}
