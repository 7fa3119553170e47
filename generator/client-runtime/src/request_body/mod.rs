//! The bytes that a request brings along: all at once, or as they come.

#[cfg(all(feature = "client", not(target_arch = "wasm32")))]
mod source;

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
#[cfg(feature = "client")]
use bytes::BytesMut;

#[cfg(feature = "client")]
use crate::client::error::AnyError;
#[cfg(all(feature = "client", not(target_arch = "wasm32")))]
use source::Source;

/// The bytes that a request brings along: those of a body, or of a file in a form.
///
/// Whatever holds bytes becomes one, so that calls are made with a `Vec<u8>`, a slice or a text as it is. What is too
/// large to be held in memory, or is not there yet, is sent as a stream: see `RequestBody::stream`, which browsers do not
/// have.
///
/// ```
/// use trueup_client::{Bytes, RequestBody};
///
/// let copied = RequestBody::from(b"copied".as_slice());
/// let not_copied = RequestBody::from(Bytes::from_static(b"not copied"));
/// # let _ = (copied, not_copied);
/// ```
#[derive(Clone)]
pub struct RequestBody(Kind);

#[derive(Clone)]
enum Kind {
    Whole(Bytes),
    #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
    Stream(std::sync::Arc<Source>),
}

#[cfg(all(feature = "client", not(target_arch = "wasm32")))]
impl RequestBody {
    /// Bytes that are sent as they come, in chunks of the stream's size (`Transfer-Encoding: chunked`). No more than
    /// the connection takes up is held in memory.
    ///
    /// A stream is sent once. Such a call is never tried again, whatever the operation and the
    /// [`RetryPolicy`](crate::RetryPolicy) say, nor sent to where a redirect leads; a call that is made of the same
    /// stream again, such as a clone of the first, is an error before anything is sent
    /// ([`RequestProblem::Spent`](crate::RequestProblem::Spent)). It is read within the call's time: give a long one
    /// more (`timeout` of [`Call`](crate::Call)).
    ///
    /// Dropping the call, or the end of its time, drops the stream. As long as the server takes up nothing of what was
    /// sent before, that may be half a minute later.
    ///
    /// If the stream gives an error, the connection is closed before the body is whole, so that the server can tell, and
    /// the call is an error too ([`TransportProblem::RequestBody`](crate::TransportProblem::RequestBody)), whose source
    /// is the stream's.
    ///
    /// ```
    /// use std::pin::Pin;
    /// use std::task::{Context, Poll};
    ///
    /// use trueup_client::{Bytes, RequestBody};
    ///
    /// /// Counts down, a line a number.
    /// struct Countdown(u32);
    ///
    /// impl futures_core::Stream for Countdown {
    ///     type Item = Result<Bytes, std::io::Error>;
    ///
    ///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
    ///         let Some(next) = self.0.checked_sub(1) else { return Poll::Ready(None) };
    ///         self.0 = next;
    ///         Poll::Ready(Some(Ok(format!("{next}\n").into())))
    ///     }
    /// }
    ///
    /// let body = RequestBody::stream(Countdown(1_000_000_000));
    /// # let _ = body;
    /// ```
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<AnyError>,
    {
        Self(Kind::Stream(Source::new(stream, None)))
    }

    /// The same, of a length in bytes that is known beforehand and that the server is told (`Content-Length`). A stream
    /// that turns out to be longer or shorter fails, as if it gave an error.
    pub fn sized_stream<S, B, E>(stream: S, length: u64) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<AnyError>,
    {
        Self(Kind::Stream(Source::new(stream, Some(length))))
    }
}

#[cfg(feature = "client")]
impl RequestBody {
    /// The bytes, if they are there already.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Whole(bytes) => Some(bytes),
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            Kind::Stream(_) => None,
        }
    }

    /// Whether it can be sent once only.
    pub(crate) fn is_stream(&self) -> bool {
        self.whole().is_none()
    }

    /// The body for the HTTP library; `None` if it is a stream that has been sent.
    pub(crate) fn body(&self) -> Option<reqwest::Body> {
        match &self.0 {
            Kind::Whole(bytes) => Some(bytes.clone().into()),
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            Kind::Stream(source) => Source::body(source),
        }
    }

    /// Why the stream broke off, if it did. Told once.
    pub(crate) fn failure(&self) -> Option<AnyError> {
        match &self.0 {
            Kind::Whole(_) => None,
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            Kind::Stream(source) => source.failure(),
        }
    }

    /// All of them, one after the other; `None` if one is a stream that has been sent.
    pub(crate) fn joined(pieces: Vec<Self>) -> Option<Self> {
        let whole: Option<Vec<&Bytes>> = pieces.iter().map(Self::whole).collect();
        match whole {
            Some(whole) => {
                let mut all = BytesMut::with_capacity(whole.iter().map(|piece| piece.len()).sum());
                whole
                    .iter()
                    .for_each(|piece| all.extend_from_slice(piece.as_ref()));
                Some(all.freeze().into())
            }
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            None => Source::joined(pieces).map(|source| Self(Kind::Stream(source))),
            #[cfg(target_arch = "wasm32")]
            None => None,
        }
    }
}

impl RequestBody {
    /// How many they are, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            Kind::Stream(source) => source.length(),
        }
    }
}

/// Two streams are equal if they are the same one.
impl PartialEq for RequestBody {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Whole(one), Kind::Whole(other)) => one == other,
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            (Kind::Stream(one), Kind::Stream(other)) => std::sync::Arc::ptr_eq(one, other),
            #[cfg(all(feature = "client", not(target_arch = "wasm32")))]
            _ => false,
        }
    }
}

impl Eq for RequestBody {}

/// Shows the length and not the bytes.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Whole(bytes))
    }
}

/// What gives its bytes away, or lets them be copied, as `Into<Vec<u8>>` does.
macro_rules! from_bytes {
    ($($from:ty),* $(,)?) => {$(
        impl From<$from> for RequestBody {
            fn from(bytes: $from) -> Self {
                Bytes::from(Vec::<u8>::from(bytes)).into()
            }
        }
    )*};
}

from_bytes!(Vec<u8>, String, Box<[u8]>, &[u8], &str, Cow<'_, [u8]>,);

impl<const N: usize> From<[u8; N]> for RequestBody {
    fn from(bytes: [u8; N]) -> Self {
        Vec::from(bytes).into()
    }
}

impl<const N: usize> From<&[u8; N]> for RequestBody {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}
