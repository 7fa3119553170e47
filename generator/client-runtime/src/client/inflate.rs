//! Unpacking a compressed body as it comes in, a bounded piece at a time.

use std::io::{self, Write as _};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;

/// How much is unpacked in one step. Deflate makes at most 1,032 bytes of one, so no step makes more than some 530 kB;
/// what they come to is for the limits on bodies and messages to bound.
const STEP: usize = 512;

/// A body in the format gzip (RFC 1952).
pub(crate) struct Inflate {
    decoder: MultiGzDecoder<Vec<u8>>,
    packed: Bytes,
    /// Whether anything came: of an empty body nothing is to be unpacked.
    begun: bool,
}

impl Inflate {
    pub(crate) fn new() -> Self {
        Self {
            decoder: MultiGzDecoder::new(Vec::new()),
            packed: Bytes::new(),
            begun: false,
        }
    }

    /// Takes a chunk, when all that came before has been unpacked.
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        self.begun |= !chunk.is_empty();
        self.packed = chunk;
    }

    /// The next piece of what was fed; `None` if more must be fed.
    pub(crate) fn next(&mut self) -> io::Result<Option<Bytes>> {
        while !self.packed.is_empty() {
            let step = self.packed.split_to(self.packed.len().min(STEP));
            self.decoder.write_all(&step)?;
            if let Some(piece) = self.unpacked() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    /// What is left when the body has ended.
    pub(crate) fn finish(&mut self) -> io::Result<Option<Bytes>> {
        if self.begun {
            self.decoder.try_finish()?;
        }
        Ok(self.unpacked())
    }

    fn unpacked(&mut self) -> Option<Bytes> {
        let piece = std::mem::take(self.decoder.get_mut());
        (!piece.is_empty()).then(|| piece.into())
    }
}

impl std::fmt::Debug for Inflate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inflate")
    }
}
