//! What depends on the blocks that follow: endpoints behind what they are about, and items that are labels.

use super::assemble::{Assembler, Look};
use super::block::Block;
use super::inline::Inline;
use super::{endpoint, label};
use crate::document::model::{Announced, Filled};

/// For each heading, the last first, whether an endpoint is stated between it and the next.
pub(super) fn later(blocks: &[Block]) -> Vec<bool> {
    let mut later = Vec::new();
    let mut stated = false;
    for block in blocks.iter().rev() {
        match block {
            Block::Heading { .. } => later.push(std::mem::take(&mut stated)),
            Block::Text(line) | Block::Title(line) => {
                stated = stated || endpoint::read(&line.text).is_some();
            }
            Block::Endpoint { .. } => stated = true,
            _ => {}
        }
    }
    later
}

/// Whether a block is an item that holds what follows: code, or items below it.
pub(super) fn leads(block: &Block, next: Option<&Block>) -> bool {
    match (block, next) {
        (Block::Item { .. }, Some(Block::Code { .. })) => true,
        (Block::Item { depth, .. }, Some(Block::Item { depth: below, .. })) => below > depth,
        _ => false,
    }
}

impl Assembler<'_> {
    /// An item that is the label of what it holds: `+ Response 200 (application/json)`.
    pub(super) fn item_label(&mut self, line: &Inline, look: Look) -> bool {
        const PARTS: [&str; 5] = ["body", "content", "example", "schema", "payload"];
        let (Look::Item(depth), true) = (look, self.leads) else {
            return false;
        };
        // Among parameters, and in code, it is a name.
        let among = matches!(self.announced_now(), Some(Announced::Parameters(_)));
        if among || line.codes.first().is_some_and(|code| code.start == 0) {
            return false;
        }
        let text = line.text.text();
        let Some(what) = label::read(text) else {
            return false;
        };
        self.section.prose.push(line.text.clone());
        // The body of a response is one, too.
        let part = PARTS.iter().any(|part| part.eq_ignore_ascii_case(text));
        if part && !self.above.is_empty() {
            return true;
        }
        let before = self.label;
        self.set_label(Some(what), line.text.whole());
        // Whatever stands below it fills it.
        self.fill(Filled::Words);
        self.above.push((depth, before));
        self.parents.reset();
        true
    }
}
