//! Responses of bytes, read as they come.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::client::call::Call;
use crate::client::chunks::Chunks;
use crate::client::error::{Error, Fault, Meaning};
use crate::client::exchange;
use crate::client::future::BoxFuture;
use crate::client::operation::Operation;
use crate::client::received::{Reading, ReceivedResponse};
use crate::client::request::Request;
use crate::client::settings::with_settings;
use crate::error_details::ErrorDetails;
use crate::headers::ResponseHeaders;
use crate::response::{Binary, FromResponse};

impl<E> Call<Binary, E> {
    /// Reads the response as a stream of bytes, however many they are: they need not fit in memory, nor into
    /// [`Builder::max_response_bytes`](crate::Builder::max_response_bytes).
    ///
    /// ```no_run
    /// # async fn example(call: trueup_client::Call<trueup_client::Binary, trueup_client::Undeclared>)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// use std::io::Write as _;
    ///
    /// let mut file = std::fs::File::create("backup")?;
    /// let mut download = call.download().await?;
    /// while let Some(chunk) = download.next().await {
    ///     file.write_all(&chunk?)?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn download(self) -> DownloadCall<E> {
        DownloadCall {
            request: self.request,
            idle_timeout: None,
            error: PhantomData,
        }
    }
}

/// A call whose response is read as it comes, not yet sent: `await` sends it, and resolves to a [`Download`] as soon as
/// the server begins to answer.
///
/// The call's time and its retries end there. An error that the server reports instead is the error of the `await`.
#[must_use = "a call does nothing until it is awaited"]
pub struct DownloadCall<E> {
    request: Box<Request>,
    idle_timeout: Option<Duration>,
    error: PhantomData<fn() -> E>,
}

with_settings!(<E> DownloadCall: request);

impl<E> DownloadCall<E> {
    /// The longest silence within the body; without this, it may last for ever. Not kept in a browser.
    pub fn idle_timeout(mut self, idle_timeout: Duration) -> Self {
        self.idle_timeout = Some(idle_timeout);
        self
    }
}

impl<E> Clone for DownloadCall<E> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            idle_timeout: self.idle_timeout,
            error: PhantomData,
        }
    }
}

impl<E> fmt::Debug for DownloadCall<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadCall")
            .field("operation", &self.request.operation.id)
            .finish_non_exhaustive()
    }
}

impl<E: FromResponse + ErrorDetails> IntoFuture for DownloadCall<E> {
    type Output = Result<Download<E>, Error<E>>;
    type IntoFuture = DownloadFuture<E>;

    fn into_future(mut self) -> DownloadFuture<E> {
        self.request.meaning = Meaning::by(E::RULES);
        DownloadFuture {
            exchange: exchange::send(self.request, Reading::Head),
            idle_timeout: self.idle_timeout,
            error: PhantomData,
        }
    }
}

/// A call of a download that has been sent.
#[must_use = "futures do nothing until they are polled"]
pub struct DownloadFuture<E> {
    exchange: BoxFuture<Result<ReceivedResponse, Fault>>,
    idle_timeout: Option<Duration>,
    error: PhantomData<fn() -> E>,
}

impl<E: FromResponse + ErrorDetails> Future for DownloadFuture<E> {
    type Output = Result<Download<E>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.exchange.as_mut().poll(cx))?;
        if !received.is_success() {
            let _ = received.validate();
            return Poll::Ready(Err(received.error(received.body())));
        }
        Poll::Ready(Ok(Download::new(received, self.idle_timeout)))
    }
}

impl<E> fmt::Debug for DownloadFuture<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DownloadFuture")
    }
}

/// The bytes of a response, as they come.
///
/// A body that is not whole ends in an error, after which the stream is over: do not keep what came before as if it were
/// all. No more than one chunk is held in memory. Dropping the stream closes its connection.
pub struct Download<E> {
    chunks: Chunks,
    operation: &'static Operation,
    headers: ResponseHeaders,
    length: Option<u64>,
    error: PhantomData<fn() -> E>,
}

impl<E> Download<E> {
    fn new(received: ReceivedResponse, idle_timeout: Option<Duration>) -> Self {
        let response_stream = received.payload.response_stream();
        Self {
            length: response_stream
                .as_ref()
                .and_then(|response_stream| response_stream.length()),
            headers: received.facts.headers.clone(),
            chunks: Chunks::new(
                received.operation,
                received.facts,
                response_stream,
                idle_timeout,
            ),
            operation: received.operation,
            error: PhantomData,
        }
    }

    /// How many bytes the server says there are (`Content-Length`). If fewer come, that is an error.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The `Content-Type` header, if there was one of plain text.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get("content-type")
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &ResponseHeaders {
        &self.headers
    }

    /// The next bytes, or `None` when the stream is over.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<E>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<E> Stream for Download<E> {
    type Item = Result<Bytes, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.chunks.poll_next(cx));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(Error::from)))
    }
}

impl<E> fmt::Debug for Download<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.id)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
