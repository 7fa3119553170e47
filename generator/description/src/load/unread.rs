//! What is not read of a document, because a key is wrong: whatever it refers to is in use all the same.

use super::check::Checker;
use crate::cursor::At;
use crate::tree::Value;

impl<'a> Checker<'a, '_> {
    /// Takes note of all that an unread value refers to, and of what that refers to.
    pub(super) fn unread(&mut self, at: &At<'a>) {
        let mut waiting = vec![at.clone()];
        while let Some(at) = waiting.pop() {
            let place = (at.origin.file, at.origin.pointer.clone());
            if !self.passed.insert(place) {
                continue;
            }
            match &at.node.value {
                Value::Mapping(_) => waiting.extend(at.entries().map(|(_, value)| value)),
                Value::Sequence(_) => waiting.extend(at.items()),
                Value::String(text) if self.is_reference(&at, text) => {
                    if let Ok(target) = self.documents.locate(&at.origin, text) {
                        let place = (target.origin.file, target.origin.pointer.clone());
                        self.referenced.insert(place);
                        waiting.push(target);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a text refers to something, by its key or by its form: the key may be what is wrong.
    fn is_reference(&self, at: &At<'a>, text: &str) -> bool {
        text.starts_with("#/") || at.origin.pointer.last().as_deref() == Some("$ref")
    }
}
