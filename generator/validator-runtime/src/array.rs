//! Arrays: how many items, and whether one is there twice.

mod places;

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::dom::Value;
use crate::schema::Array;

impl<'a> Checker<'a> {
    /// Reads an array.
    #[inline]
    pub(crate) fn array(&mut self, array: &'a Array<'a>) {
        if self.scanner.peek() != Some(b'[') {
            return self.other_kind(&array.location, array.nullable, false, "an array");
        }
        let offset = self.scanner.pos;
        if array.applicators.is_some() || self.tracks(offset) {
            return self.items_by_place(array);
        }
        if !self.open() {
            return;
        }
        let mut spans = Vec::new();
        let mut count = 0u64;
        self.scanner.white_space();
        if self.scanner.peek() == Some(b']') {
            self.scanner.pos += 1;
        } else {
            loop {
                let start = self.scanner.pos;
                self.node(&array.items);
                count += 1;
                if self.stopped {
                    break;
                }
                if array.unique {
                    spans.push((start, self.scanner.pos));
                }
                if !self.more_items() {
                    break;
                }
            }
        }
        self.depth -= 1;
        if !self.stopped && (count < array.min_items || count > array.max_items || array.unique) {
            self.judge_array(array, offset, count, &spans);
        }
    }

    /// Passes a comma, or ends the array.
    #[inline(always)]
    pub(crate) fn more_items(&mut self) -> bool {
        let expected = "a comma or the closing bracket of an array";
        match self.scanner.more(b']', expected) {
            Ok(more) => more,
            Err(fault) => {
                self.fail(fault);
                false
            }
        }
    }

    #[inline(never)]
    pub(crate) fn judge_array(
        &mut self,
        array: &'a Array<'a>,
        offset: usize,
        count: u64,
        spans: &[(usize, usize)],
    ) {
        let end = self.scanner.pos;
        if count < array.min_items {
            let expected = || format!("at least {} items", array.min_items);
            let said = || (expected().into(), count.to_string());
            self.note_array(array, Code::MinItems, (offset, end), said);
        }
        if count > array.max_items {
            let expected = || format!("at most {} items", array.max_items);
            let said = || (expected().into(), count.to_string());
            self.note_array(array, Code::MaxItems, (offset, end), said);
        }
        if array.unique
            && let Some((first, span)) = repeated(self.scanner.bytes, spans)
        {
            let said = || ("each item once".into(), format!("item {first} again"));
            self.note_array(array, Code::UniqueItems, span, said);
        }
    }

    /// Notes what is wrong with an array: what was expected, and what is there.
    pub(crate) fn note_array(
        &mut self,
        array: &'a Array<'a>,
        code: Code,
        (offset, end): (usize, usize),
        said: impl FnOnce() -> (Cow<'static, str>, String),
    ) {
        if self.on_trial(code) {
            return;
        }
        let (expected, found) = said();
        self.note(Note {
            code,
            severity: Severity::Error,
            offset,
            end,
            expected,
            found,
            location: Some(array.location),
        });
    }
}

/// The first item that equals an earlier one: the earlier one's index, its own span.
fn repeated(bytes: &[u8], spans: &[(usize, usize)]) -> Option<(usize, (usize, usize))> {
    let mut items: Vec<_> = spans
        .iter()
        .enumerate()
        .map(|(i, span)| (Value::read(bytes, span.0), i))
        .collect();
    items.sort_by(|(a, i), (b, j)| a.order(b).then(i.cmp(j)));
    let pairs = items
        .iter()
        .zip(items.iter().skip(1))
        .filter(|((a, _), (b, _))| a.order(b) == Ordering::Equal);
    let (_, first, second) = pairs.map(|((_, i), (_, j))| (j, i, j)).min()?;
    Some((*first, *spans.get(*second)?))
}
