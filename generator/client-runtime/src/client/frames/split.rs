//! Texts that one byte divides: lines, and sequences of JSON texts.

use bytes::{Bytes, BytesMut};

use super::{Frame, TooLarge};

/// What stands before each text of a sequence (RFC 7464, section 2.2).
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// The texts between a byte, without the white space around them; those of nothing else are left out.
pub(super) struct Split {
    separator: u8,
    limit: usize,
    buffer: BytesMut,
    /// How much of the buffer holds no separator.
    searched: usize,
}

impl Split {
    pub(super) fn new(separator: u8, limit: usize) -> Self {
        Self {
            separator,
            limit,
            buffer: BytesMut::new(),
            searched: 0,
        }
    }

    pub(super) fn feed(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    pub(super) fn next(&mut self) -> Option<Result<Frame, TooLarge>> {
        loop {
            let mut open = self.buffer.get(self.searched..).unwrap_or_default().iter();
            let Some(found) = open.position(|byte| *byte == self.separator) else {
                self.searched = self.buffer.len();
                return (self.searched > self.limit).then_some(Err(TooLarge));
            };
            let mut text = self.buffer.split_to(self.searched + found + 1);
            text.truncate(text.len().saturating_sub(1));
            self.searched = 0;
            if text.len() > self.limit {
                return Some(Err(TooLarge));
            }
            if let Some(frame) = self.frame(text.freeze(), false) {
                return Some(Ok(frame));
            }
        }
    }

    /// What stands behind the last separator.
    pub(super) fn rest(&mut self) -> Option<Frame> {
        let text = self.buffer.split().freeze();
        self.searched = 0;
        self.frame(text, true)
    }

    pub(super) fn clear(&mut self) {
        self.buffer.clear();
        self.searched = 0;
    }

    fn frame(&self, text: Bytes, last: bool) -> Option<Frame> {
        let trimmed = text.trim_ascii();
        // The separator of a line is its end; that of a sequence is not.
        let is_sequence = self.separator == RECORD_SEPARATOR;
        let open = match is_sequence {
            true => text.last() != Some(&b'\n'),
            false => last,
        };
        let end = trimmed.last()?;
        Some(Frame {
            bytes: text.slice_ref(trimmed),
            open,
            doubtful: is_sequence && open && !matches!(end, b'}' | b']' | b'"'),
            data: None,
        })
    }
}
