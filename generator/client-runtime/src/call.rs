//! A call: what an emitted operation returns, and what is awaited.

use std::any::Any;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde::Serialize;

use crate::core::Core;
use crate::error::{ApiError, Classify, Error, FailureError, Fault, Meaning};
use crate::exchange::{Reading, Reply, exchange};
use crate::future::BoxFuture;
use crate::operation::Operation;
use crate::outgoing::Outgoing;
use crate::page::{Items, Page};
use crate::request::{Content, ListStyle, Request, encode, encode_segment, join, set};
use crate::response::{Body, FromResponse};
use crate::retry::RetryPolicy;
use crate::stream::StreamCall;

/// A call of one operation, not yet sent: `await` sends it, and comes to a `T` or an [`Error<E>`](Error).
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
    check: Option<Check<T>>,
    types: PhantomData<fn() -> (T, E)>,
}

/// Looks whether a decoded body says that the call failed.
type Check<T> = fn(T, &Reply) -> Result<T, Box<FailureError>>;

/// A successful body that can say that the call failed all the same. See [`Call::checked`].
pub trait CheckFailure {
    /// What the body says of the failure; `None` if the call succeeded.
    fn failure(&self) -> Option<&str>;
}

impl<T, E> Call<T, E> {
    /// Begins a call. Emitted code goes on with its parameters.
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        Self {
            request: Box::new(Request::new(core, operation)),
            check: None,
            types: PhantomData,
        }
    }

    /// Sets a path parameter: `{name}` in the operation's path. The value stands for one segment, or a part of it.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        set(
            &mut self.request.path,
            name,
            encode_segment(&value.to_string()),
        );
        self
    }

    /// Sets a query parameter. A value that it had before is gone.
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        set(
            &mut self.request.query,
            name.into(),
            encode(&value.to_string()),
        );
        self
    }

    /// Sets a query parameter that is a list. Items that it had before are gone.
    pub fn query_list(
        mut self,
        name: &'static str,
        style: ListStyle,
        items: impl IntoIterator<Item = impl Display>,
    ) -> Self {
        let query = &mut self.request.query;
        query.retain(|(other, _)| other != name);
        if style == ListStyle::Exploded {
            let items = items.into_iter().map(|item| encode(&item.to_string()));
            query.extend(items.map(|item| (name.into(), item)));
        } else {
            query.push((name.into(), join(style, items)));
        }
        self
    }

    /// Sets a header parameter. A value that it had before is gone.
    pub fn header(mut self, name: &'static str, value: impl Display) -> Self {
        set(&mut self.request.headers, name, value.to_string());
        self
    }

    /// Sets a cookie parameter. A value that it had before is gone.
    pub fn cookie(mut self, name: &'static str, value: impl Display) -> Self {
        set(&mut self.request.cookies, name, value.to_string());
        self
    }

    /// Sets the body, as `application/json`. It is written at once; if that fails, the call is an error.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets the body, as JSON of another content type, such as `application/merge-patch+json`.
    pub fn json_as(mut self, content_type: &'static str, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body(content_type, bytes),
            Err(error) => {
                self.request.problem = Some(error.to_string());
                self
            }
        }
    }

    /// Sets the body, as bytes.
    pub fn body(mut self, content_type: &'static str, bytes: impl Into<Outgoing>) -> Self {
        self.request.body = Some(Content {
            content_type: content_type.into(),
            bytes: bytes.into(),
        });
        self
    }

    /// The content type that is asked for; without it, `application/json`.
    pub fn accept(mut self, content_type: &'static str) -> Self {
        self.request.accept = content_type;
        self
    }

    /// The time for the whole call, instead of the client's. See [`Builder::timeout`](crate::Builder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = Some(timeout);
        self
    }

    /// How the call is tried again if the operation is idempotent, instead of the client's policy. An operation that
    /// is not idempotent is never sent twice, with any policy, nor is a body that is a stream.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.request.retry = Some(policy);
        self
    }

    /// Makes a success whose body says that the call failed an [`Error::Failure`].
    pub fn checked(mut self) -> Self
    where
        T: CheckFailure + Send + Sync + 'static,
    {
        self.check = Some(check::<T>);
        self
    }

    /// Reads the response as a stream of `T`: one JSON object per line, each with either the property `item` or the
    /// property `error`.
    pub fn stream(self, item: &'static str, error: &'static str) -> StreamCall<T, E> {
        StreamCall::new(self.request, item, error)
    }

    /// Reads page after page: `cursor` is the query parameter that says where a page begins, and `split` takes a page
    /// apart.
    pub fn items<I>(self, cursor: &'static str, split: fn(T) -> Page<I>) -> Items<I, T, E> {
        Items::new(self, cursor, split)
    }
}

fn check<T: CheckFailure + Send + Sync + 'static>(
    body: T,
    reply: &Reply,
) -> Result<T, Box<FailureError>> {
    let Some(message) = body.failure() else {
        return Ok(body);
    };
    let message = message.to_owned();
    let body: Box<dyn Any + Send + Sync> = Box::new(body);
    Err(Box::new(FailureError {
        response: reply.facts,
        sensitive: reply.operation.sensitive,
        message,
        body,
    }))
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            check: self.check,
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

impl<T: FromResponse, E: FromResponse + Classify> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(mut self) -> CallFuture<T, E> {
        self.request.meaning = Meaning::of::<E>();
        CallFuture {
            exchange: Box::pin(exchange(self.request, Reading::Whole)),
            check: self.check,
            types: PhantomData,
        }
    }
}

/// A call that has been sent.
#[must_use = "futures do nothing until they are polled"]
pub struct CallFuture<T, E> {
    exchange: BoxFuture<Result<Reply, Fault>>,
    check: Option<Check<T>>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: FromResponse, E: FromResponse + Classify> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.exchange.as_mut().poll(cx));
        Poll::Ready(finish(outcome, self.check))
    }
}

impl<T, E> fmt::Debug for CallFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

/// The one step of a call that depends on its types.
fn finish<T: FromResponse, E: FromResponse + Classify>(
    outcome: Result<Reply, Fault>,
    check: Option<Check<T>>,
) -> Result<T, Error<E>> {
    let reply = outcome?;
    let judged = reply.judged();
    if !reply.is_success() {
        return Err(failed(&reply, reply.body()));
    }
    let body = judged
        .and_then(|()| T::from_response(reply.body()))
        .map_err(|failure| Error::Decode(Box::new(reply.decode_error(failure))))?;
    match check {
        Some(check) => check(body, &reply).map_err(Error::Failure),
        None => Ok(body),
    }
}

/// The error of a response with an error status; `body` is its body, or the part of it that is the error.
pub(crate) fn failed<E: FromResponse + Classify>(reply: &Reply, body: Body<'_>) -> Error<E> {
    match E::from_response(body) {
        Ok(error) => {
            let error = ApiError::new(reply.facts, error, body.bytes());
            Error::Api(Box::new(error))
        }
        Err(_) => Error::UnexpectedStatus(Box::new(reply.unexpected_status())),
    }
}
