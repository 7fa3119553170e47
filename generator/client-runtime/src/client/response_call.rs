//! Calls that give the response around their value, too.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::client::call::{Call, CallFuture};
use crate::client::error::Error;
use crate::client::received::ReceivedResponse;
use crate::client::settings::with_settings;
use crate::error_details::ErrorDetails;
use crate::headers::{FromHeaders, ResponseHeaders};
use crate::response::FromResponse;

/// What a call came to, with the response around it. `H` are its headers: as they came, or as the description types
/// them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T, H = ResponseHeaders> {
    /// The value.
    pub value: T,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: H,
}

impl<T, E> Call<T, E> {
    /// Asks for status and headers beside the value.
    ///
    /// ```no_run
    /// # async fn example(call: trueup_client::Call<String, trueup_client::Undeclared>)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let response = call.with_response().await?;
    /// println!("{} {:?}: {}", response.status, response.headers.get("etag"), response.value);
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_response(self) -> ResponseCall<T, ResponseHeaders, E> {
        self.with_headers()
    }

    /// Asks for the headers that a description gives the operation's successes. Emitted calls name them themselves.
    pub fn with_headers<H: FromHeaders>(self) -> ResponseCall<T, H, E> {
        ResponseCall {
            call: self,
            headers: PhantomData,
        }
    }
}

/// A call that resolves to a [`Response`], not yet sent.
#[must_use = "a call does nothing until it is awaited"]
pub struct ResponseCall<T, H, E> {
    call: Call<T, E>,
    headers: PhantomData<fn() -> H>,
}

with_settings!(<T, H, E> ResponseCall: call.request);

impl<T, H, E> Clone for ResponseCall<T, H, E> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            headers: PhantomData,
        }
    }
}

impl<T, H, E> fmt::Debug for ResponseCall<T, H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

impl<T, H, E> IntoFuture for ResponseCall<T, H, E>
where
    T: FromResponse,
    H: FromHeaders,
    E: FromResponse + ErrorDetails,
{
    type Output = Result<Response<T, H>, Error<E>>;
    type IntoFuture = ResponseFuture<T, H, E>;

    fn into_future(self) -> ResponseFuture<T, H, E> {
        ResponseFuture {
            call: self.call.into_future(),
            headers: PhantomData,
        }
    }
}

/// A call that resolves to a [`Response`], and has been sent.
#[must_use = "futures do nothing until they are polled"]
pub struct ResponseFuture<T, H, E> {
    call: CallFuture<T, E>,
    headers: PhantomData<fn() -> H>,
}

impl<T, H, E> Future for ResponseFuture<T, H, E>
where
    T: FromResponse,
    H: FromHeaders,
    E: FromResponse + ErrorDetails,
{
    type Output = Result<Response<T, H>, Error<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().call.poll_with(cx, around)
    }
}

impl<T, H, E> fmt::Debug for ResponseFuture<T, H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}

fn around<T, H: FromHeaders, E>(
    value: T,
    received: &ReceivedResponse,
) -> Result<Response<T, H>, Error<E>> {
    let status = received.facts.status;
    match H::from_headers(&received.facts.headers, status) {
        Ok(headers) => Ok(Response {
            value,
            status,
            headers,
        }),
        Err(failure) => Err(Error::Decode(received.decode_error(failure))),
    }
}
