//! Bytes that are sent as they come.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use super::{Kind, RequestBody};
use crate::client::error::AnyError;

type Chunk = Result<Bytes, AnyError>;
type Chunks = Pin<Box<dyn Stream<Item = Chunk> + Send>>;

/// A stream that can be sent once, by whichever clone of the call comes first.
pub(super) struct Source {
    length: Option<u64>,
    /// Until it is sent.
    chunks: Mutex<Option<Chunks>>,
    /// Why it broke off. The HTTP library would hand on no more than a text.
    failure: Mutex<Option<AnyError>>,
}

impl Source {
    pub(super) fn new<S, B, E>(stream: S, length: Option<u64>) -> Arc<Self>
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<AnyError>,
    {
        let measured = Measured {
            stream: Some(Box::pin(stream)),
            remaining: length,
            last: None,
        };
        Self::of(Box::pin(measured), length)
    }

    fn of(chunks: Chunks, length: Option<u64>) -> Arc<Self> {
        Arc::new(Self {
            length,
            chunks: Mutex::new(Some(chunks)),
            failure: Mutex::new(None),
        })
    }

    /// All pieces, one after the other; `None` if one has been sent.
    pub(super) fn joined(pieces: Vec<RequestBody>) -> Option<Arc<Self>> {
        let length = pieces
            .iter()
            .try_fold(0, |sum: u64, piece| sum.checked_add(piece.length()?));
        let pieces: Option<VecDeque<Piece>> = pieces
            .into_iter()
            .map(|piece| match piece.0 {
                Kind::Whole(bytes) => Some(Piece::Whole(bytes)),
                Kind::Stream(source) => lock(&source.chunks).take().map(Piece::Stream),
            })
            .collect();
        Some(Self::of(Box::pin(Joined(pieces?)), length))
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The body for the HTTP library; `None` if it has been sent.
    pub(super) fn body(this: &Arc<Self>) -> Option<reqwest::Body> {
        let chunks = lock(&this.chunks).take()?;
        Some(reqwest::Body::wrap(Sending {
            chunks: Mutex::new(chunks),
            source: Arc::clone(this),
        }))
    }

    pub(super) fn failure(&self) -> Option<AnyError> {
        lock(&self.failure).take()
    }
}

/// What a lock guards is whole at any time: it is only ever taken or put.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stream as the HTTP library reads it.
struct Sending {
    /// Never contended: the library wants bodies to be `Sync`, which streams seldom are.
    chunks: Mutex<Chunks>,
    source: Arc<Source>,
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = AnyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, AnyError>>> {
        let chunks = self.chunks.get_mut();
        let chunks = chunks.unwrap_or_else(PoisonError::into_inner);
        Poll::Ready(match ready!(chunks.as_mut().poll_next(cx)) {
            None => None,
            Some(Ok(chunk)) => Some(Ok(Frame::data(chunk))),
            Some(Err(error)) => {
                *lock(&self.source.failure) = Some(error);
                Some(Err("the stream of the body failed".into()))
            }
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.source
            .length
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// A stream that is as long as was said, or fails; one that is over is not asked again.
struct Measured<S> {
    stream: Option<Pin<Box<S>>>,
    /// How much is yet to come, if that is known.
    remaining: Option<u64>,
    /// The chunk that completes the length. It is held back until the stream has ended too: with it the body would be
    /// whole, and what comes after it would be left unread.
    last: Option<Bytes>,
}

impl<S, B, E> Measured<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<AnyError>,
{
    fn count(&mut self, chunk: Bytes) -> Option<Chunk> {
        let Some(remaining) = self.remaining else {
            return Some(Ok(chunk));
        };
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        let Some(remaining) = remaining.checked_sub(length) else {
            return Some(Err("the stream is longer than was said".into()));
        };
        self.remaining = Some(remaining);
        if remaining > 0 {
            return Some(Ok(chunk));
        }
        self.last = Some(chunk);
        None
    }

    fn end(&mut self) -> Option<Chunk> {
        match (self.last.take(), self.remaining) {
            (Some(last), _) => Some(Ok(last)),
            (None, None | Some(0)) => None,
            (None, Some(_)) => Some(Err("the stream is shorter than was said".into())),
        }
    }
}

impl<S, B, E> Stream for Measured<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<AnyError>,
{
    type Item = Chunk;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Chunk>> {
        loop {
            let Some(stream) = &mut self.stream else {
                return Poll::Ready(None);
            };
            let counted = match ready!(stream.as_mut().poll_next(cx)) {
                Some(Ok(chunk)) => match chunk.into() {
                    // An empty chunk would end a chunked body.
                    chunk if chunk.is_empty() => continue,
                    chunk => self.count(chunk),
                },
                Some(Err(error)) => Some(Err(error.into())),
                None => {
                    self.stream = None;
                    return Poll::Ready(self.end());
                }
            };
            if matches!(counted, Some(Err(_))) {
                self.stream = None;
            }
            if counted.is_some() {
                return Poll::Ready(counted);
            }
        }
    }
}

enum Piece {
    Whole(Bytes),
    Stream(Chunks),
}

/// Pieces, one after the other.
struct Joined(VecDeque<Piece>);

impl Stream for Joined {
    type Item = Chunk;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Chunk>> {
        loop {
            let chunk = match self.0.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Whole(bytes)) => Some(Ok(std::mem::take(bytes))),
                Some(Piece::Stream(chunks)) => ready!(chunks.as_mut().poll_next(cx)),
            };
            match chunk {
                Some(Ok(bytes)) if bytes.is_empty() => {
                    self.0.pop_front();
                }
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => {
                    self.0.pop_front();
                }
            }
        }
    }
}
