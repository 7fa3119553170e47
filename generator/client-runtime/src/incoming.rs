//! The body of a response as it comes in.

use bytes::Bytes;

/// The body of a response, chunk by chunk.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub(crate) struct Incoming(reqwest::Response);

#[cfg(not(target_arch = "wasm32"))]
impl Incoming {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self(response)
    }

    /// How long it is, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.0.content_length()
    }

    /// The next chunk; `None` at the end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        self.0.chunk().await
    }
}

/// The body of a response, chunk by chunk.
#[cfg(target_arch = "wasm32")]
pub(crate) struct Incoming {
    chunks: std::pin::Pin<Box<dyn futures_core::Stream<Item = Result<Bytes, reqwest::Error>>>>,
    length: Option<u64>,
}

#[cfg(target_arch = "wasm32")]
impl Incoming {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self {
            length: response.content_length(),
            chunks: Box::pin(response.bytes_stream()),
        }
    }

    /// How long it is, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next chunk; `None` at the end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        std::future::poll_fn(|cx| self.chunks.as_mut().poll_next(cx))
            .await
            .transpose()
    }
}

#[cfg(target_arch = "wasm32")]
impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Incoming")
    }
}
