//! The lines of a body as it comes in.

use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};

use crate::chunks::Chunks;
use crate::error::{Fault, TransportProblem};
use crate::response::{DecodeFailure, FailureKind};

/// One line that is not empty, without its end.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) bytes: Bytes,
    /// Whether the body ended before the line did.
    last: bool,
}

impl Line {
    /// Whether a line that does not decode was cut off.
    pub(crate) fn is_cut(&self, failure: &DecodeFailure) -> bool {
        self.last && failure.kind() == FailureKind::End
    }
}

/// The lines of a body, none longer than a limit.
pub(crate) struct Lines {
    chunks: Chunks,
    limit: usize,
    buffer: BytesMut,
    /// How much of the buffer holds no line's end.
    searched: usize,
}

impl Lines {
    pub(crate) fn new(chunks: Chunks, limit: usize) -> Self {
        Self {
            chunks,
            limit,
            buffer: BytesMut::new(),
            searched: 0,
        }
    }

    /// The error for a last line that was cut off.
    pub(crate) fn truncated(&self) -> Fault {
        self.chunks.fault(TransportProblem::TruncatedMessage)
    }

    /// The next line; after an error there is none.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Line, Fault>>> {
        loop {
            if let Some(bytes) = self.buffered() {
                return Poll::Ready(Some(self.bounded(Line { bytes, last: false })));
            }
            if self.buffer.len() > self.limit {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match ready!(self.chunks.poll_next(cx)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(fault)) => {
                    self.buffer.clear();
                    self.searched = 0;
                    return Poll::Ready(Some(Err(fault)));
                }
                None => return Poll::Ready(self.rest().map(Ok)),
            }
        }
    }

    /// What stands after the end of the last line.
    fn rest(&mut self) -> Option<Line> {
        let bytes = self.buffer.split().freeze();
        self.searched = 0;
        let rest = bytes.trim_ascii();
        (!rest.is_empty()).then(|| Line {
            bytes: bytes.slice_ref(rest),
            last: true,
        })
    }

    /// The next line that is whole in the buffer, and not empty.
    fn buffered(&mut self) -> Option<Bytes> {
        loop {
            let found = self
                .buffer
                .get(self.searched..)?
                .iter()
                .position(|byte| *byte == b'\n');
            let Some(found) = found else {
                self.searched = self.buffer.len();
                return None;
            };
            let line = self.buffer.split_to(self.searched + found + 1).freeze();
            self.searched = 0;
            let trimmed = line.trim_ascii();
            if !trimmed.is_empty() {
                return Some(line.slice_ref(trimmed));
            }
        }
    }

    fn bounded(&mut self, line: Line) -> Result<Line, Fault> {
        if line.bytes.len() > self.limit {
            Err(self.too_large())
        } else {
            Ok(line)
        }
    }

    /// The rest of the stream is given up: where the next line begins is not known.
    fn too_large(&mut self) -> Fault {
        self.chunks.close();
        self.buffer.clear();
        self.searched = 0;
        self.chunks
            .fault(TransportProblem::MessageTooLarge { limit: self.limit })
    }
}
