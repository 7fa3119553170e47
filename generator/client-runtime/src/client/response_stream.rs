//! The body of a response as it comes in.

use bytes::Bytes;

use crate::client::carrier::Failure;
#[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
use crate::client::inflate::Inflate;

/// The body of a response, chunk by chunk.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub(crate) struct ResponseStream {
    response: reqwest::Response,
    /// If it comes packed.
    #[cfg(feature = "gzip")]
    inflate: Option<Box<Inflate>>,
}

#[cfg(not(target_arch = "wasm32"))]
impl ResponseStream {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self {
            response,
            #[cfg(feature = "gzip")]
            inflate: None,
        }
    }

    /// Has the body unpacked, which is in gzip.
    pub(crate) fn unpack(&mut self) {
        #[cfg(feature = "gzip")]
        {
            self.inflate = Some(Box::new(Inflate::new()));
        }
    }

    /// How long it is on the wire, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next chunk; `None` at the end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        #[cfg(feature = "gzip")]
        if let Some(inflate) = &mut self.inflate {
            return unpacked(&mut self.response, inflate).await;
        }
        self.response.chunk().await.map_err(Failure::Library)
    }
}

/// The next piece of a body that comes packed.
#[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
async fn unpacked(
    response: &mut reqwest::Response,
    inflate: &mut Inflate,
) -> Result<Option<Bytes>, Failure> {
    loop {
        if let Some(piece) = inflate.next().map_err(Failure::Packing)? {
            return Ok(Some(piece));
        }
        match response.chunk().await.map_err(Failure::Library)? {
            Some(chunk) => inflate.feed(chunk),
            None => return inflate.finish().map_err(Failure::Packing),
        }
    }
}

/// The body of a response, chunk by chunk.
#[cfg(target_arch = "wasm32")]
pub(crate) struct ResponseStream {
    chunks: std::pin::Pin<Box<dyn futures_core::Stream<Item = Result<Bytes, reqwest::Error>>>>,
    length: Option<u64>,
}

#[cfg(target_arch = "wasm32")]
impl ResponseStream {
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
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        std::future::poll_fn(|cx| self.chunks.as_mut().poll_next(cx))
            .await
            .transpose()
            .map_err(Failure::Library)
    }

    /// The browser has done so.
    pub(crate) fn unpack(&mut self) {}
}

#[cfg(target_arch = "wasm32")]
impl std::fmt::Debug for ResponseStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ResponseStream")
    }
}
