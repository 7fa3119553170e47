//! A call: what an emitted operation returns, and what is awaited.

use std::any::Any;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde::Serialize;

use crate::client::core::Core;
use crate::client::error::{DecodeError, Error, FailureError, Fault, Meaning};
use crate::client::exchange;
use crate::client::future::{BoxFuture, MaybeSend};
use crate::client::operation::Operation;
use crate::client::received::{Reading, ReceivedResponse};
use crate::client::request::{List, ListStyle, Request};
use crate::client::settings::with_settings;
use crate::error_details::{ErrorDetails, ErrorRule, FailureInBody};
use crate::request_body::RequestBody;
use crate::response::FromResponse;

/// A call of some operation, not yet sent: `await` sends it, and resolves to a `T` or an [`Error<E>`](Error).
///
/// Each operation has a type of its own for its calls, which says what can be set; `call()` makes this of any of them,
/// for code that does not care which operation it is.
///
/// ```no_run
/// # async fn example(call: trueup_client::Call<String, trueup_client::Undeclared>)
/// # -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let answer = call.timeout(Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// A call can be cloned and sent again, unless its body is a stream. Dropping the future of a call cancels it, which does not mean that the server
/// has not acted.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    // Behind a pointer: each step hands the call on.
    pub(crate) request: Box<Request>,
    /// If it is not as for most operations.
    decode: Option<Decode<T, E>>,
    types: PhantomData<fn() -> (T, E)>,
}

/// Turns a success's body into the output of the call.
type Decode<T, E> = fn(&ReceivedResponse) -> Result<T, Error<E>>;

with_settings!(<T, E> Call: request);

impl<T, E> Call<T, E> {
    /// Begins a call. Emitted code goes on with its parameters.
    #[doc(hidden)]
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        Self {
            request: Request::new(core, operation),
            decode: None,
            types: PhantomData,
        }
    }

    /// Sets a path parameter: `{name}` in the operation's path. The value stands for one segment, or a part of it.
    #[doc(hidden)]
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        self.request.set_path(name, &value);
        self
    }

    /// Sets a query parameter. A value that it had before is gone.
    #[doc(hidden)]
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        self.request.set_query(name, &value);
        self
    }

    /// Sets a query parameter that is a list. Items that it had before are gone.
    #[doc(hidden)]
    pub fn query_list(
        mut self,
        name: &'static str,
        style: ListStyle,
        items: impl IntoIterator<Item = impl Display>,
    ) -> Self {
        let mut list = List::begin(&mut self.request, name, style);
        for item in items {
            list.push(&mut self.request, &item);
        }
        list.end(&mut self.request);
        self
    }

    /// Sets a cookie parameter. A value that it had before is gone.
    #[doc(hidden)]
    pub fn cookie(mut self, name: &'static str, value: impl Display) -> Self {
        self.request.set_cookie(name, &value);
        self
    }

    /// Sets the body, as `application/json`. It is written at once; if that fails, the call is an error.
    #[doc(hidden)]
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets the body, as JSON of another content type, such as `application/merge-patch+json`.
    #[doc(hidden)]
    pub fn json_as(mut self, content_type: &'static str, body: &(impl Serialize + ?Sized)) -> Self {
        self.request
            .set_json(content_type, &|printer| body.serialize(printer));
        self
    }

    /// Sets the body, as bytes.
    #[doc(hidden)]
    pub fn body(mut self, content_type: &'static str, bytes: impl Into<RequestBody>) -> Self {
        self.request.set_body(content_type, bytes.into());
        self
    }

    /// The content type that is asked for; without it, `application/json`.
    #[doc(hidden)]
    pub fn accept(mut self, content_type: &'static str) -> Self {
        self.request.accept = content_type;
        self
    }

    /// Asks for another content type, in which the answer is a `U`.
    #[doc(hidden)]
    pub fn accepting<U>(self, content_type: &'static str) -> Call<U, E> {
        let mut request = self.request;
        request.accept = content_type;
        Call {
            request,
            decode: None,
            types: PhantomData,
        }
    }

    /// Has a key made for the call, in this header, unless it is set.
    #[doc(hidden)]
    pub fn idempotency_key(mut self, header: &'static str) -> Self {
        self.request.key = Some(header);
        self
    }

    /// Makes a success whose body says that the call failed an [`Error::Failure`].
    #[doc(hidden)]
    pub fn checked(mut self) -> Self
    where
        T: FromResponse + FailureInBody + Send + Sync + 'static,
    {
        self.decode = Some(decode_and_check::<T, E>);
        self
    }
}

fn decode<T: FromResponse, E>(received: &ReceivedResponse) -> Result<T, Error<E>> {
    match T::from_response(received.body()) {
        Ok(value) => Ok(value),
        Err(failure) => Err(Error::Decode(received.decode_error(failure))),
    }
}

fn decode_and_check<T, E>(received: &ReceivedResponse) -> Result<T, Error<E>>
where
    T: FromResponse + FailureInBody + Send + Sync + 'static,
{
    let body: T = decode(received)?;
    let Some(message) = body.failure() else {
        return Ok(body);
    };
    let message = message.to_owned();
    let body: Box<dyn Any + Send + Sync> = Box::new(body);
    Err(Error::Failure(Box::new(FailureError {
        response: received.facts.clone(),
        sensitive: received.operation.sensitive,
        message,
        body,
    })))
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            decode: self.decode,
            types: PhantomData,
        }
    }
}

/// Shows the operation alone: parameters and body may be secret.
impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.request.operation.id)
            .finish_non_exhaustive()
    }
}

impl<T: FromResponse, E: FromResponse + ErrorDetails> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> CallFuture<T, E> {
        CallFuture {
            sent: send(self.request, E::RULES),
            decode: match self.decode {
                Some(decode) => decode,
                None => decode::<T, E>,
            },
            types: PhantomData,
        }
    }
}

/// A call that has been sent.
#[must_use = "futures do nothing until they are polled"]
pub struct CallFuture<T, E> {
    sent: Box<dyn Settle>,
    decode: Decode<T, E>,
    types: PhantomData<fn() -> (T, E)>,
}

// What follows is compiled for each call that somebody awaits: what does not depend on its types is left to
// functions that are not generic.

impl<T: FromResponse, E: FromResponse + ErrorDetails> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        match this.sent.settle(cx) {
            Poll::Ready(Ok(received)) => Poll::Ready((this.decode)(received)),
            Poll::Ready(Err(ended)) => Poll::Ready(Err(error(ended))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T: FromResponse, E: FromResponse + ErrorDetails> CallFuture<T, E> {
    /// Comes to what `finish` makes of the value and the response.
    pub(crate) fn poll_with<R>(
        &mut self,
        cx: &mut Context<'_>,
        finish: fn(T, &ReceivedResponse) -> Result<R, Error<E>>,
    ) -> Poll<Result<R, Error<E>>> {
        match self.sent.settle(cx) {
            Poll::Ready(Ok(received)) => {
                Poll::Ready((self.decode)(received).and_then(|value| finish(value, received)))
            }
            Poll::Ready(Err(ended)) => Poll::Ready(Err(error(ended))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T, E> fmt::Debug for CallFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

/// How an exchange ended that gives no value of a success.
enum Ended<'a> {
    Fault(Fault),
    /// With a status that is that of an error.
    Status(&'a ReceivedResponse),
    /// With a body that is not as it should be.
    Body(Box<DecodeError>),
}

/// A request on its way, which resolves to a response.
///
/// As a `dyn`, it can be sent to another thread by what its name says: the compiler does not look into it, all the way
/// down to the HTTP library, for each call.
trait Settle: MaybeSend {
    /// Comes to a response that can be what a success gives.
    fn settle(&mut self, cx: &mut Context<'_>) -> Poll<Result<&ReceivedResponse, Ended<'_>>>;
}

struct Sent {
    exchange: BoxFuture<Result<ReceivedResponse, Fault>>,
    received: Option<ReceivedResponse>,
}

fn send(mut request: Box<Request>, rules: &'static [ErrorRule]) -> Box<dyn Settle> {
    request.meaning = Meaning::by(rules);
    Box::new(Sent {
        exchange: exchange::send(request, Reading::Whole),
        received: None,
    })
}

impl Settle for Sent {
    fn settle(&mut self, cx: &mut Context<'_>) -> Poll<Result<&ReceivedResponse, Ended<'_>>> {
        let received = match ready!(self.exchange.as_mut().poll(cx)) {
            Ok(received) => &*self.received.insert(received),
            Err(fault) => return Poll::Ready(Err(Ended::Fault(fault))),
        };
        Poll::Ready(match received.validate() {
            _ if !received.is_success() => Err(Ended::Status(received)),
            Err(failure) => Err(Ended::Body(received.decode_error(failure))),
            Ok(()) => Ok(received),
        })
    }
}

fn error<E: FromResponse + ErrorDetails>(ended: Ended<'_>) -> Error<E> {
    match ended {
        Ended::Fault(fault) => fault.into(),
        Ended::Status(received) => received.error(received.body()),
        Ended::Body(error) => Error::Decode(error),
    }
}
