//! Arrays: how many items, and whether one is there twice.

mod places;

use std::cmp::Ordering;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::dom::Value;
use crate::scan::Fault;
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
        self.scanner.white_space();
        match self.scanner.peek() {
            Some(b',') => {
                self.scanner.pos += 1;
                self.scanner.white_space();
                true
            }
            Some(b']') => {
                self.scanner.pos += 1;
                false
            }
            _ => {
                let expected = "a comma or the closing bracket of an array";
                self.fail(Fault {
                    code: Code::Syntax,
                    offset: self.scanner.pos,
                    expected,
                });
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
        let mut refuse = |code, offset, end, expected: String, found: String| {
            let location = Some(array.location);
            self.note(Note {
                code,
                severity: Severity::Error,
                offset,
                end,
                expected: expected.into(),
                found,
                location,
            });
        };
        if count < array.min_items {
            let expected = format!("at least {} items", array.min_items);
            refuse(Code::MinItems, offset, end, expected, count.to_string());
        }
        if count > array.max_items {
            let expected = format!("at most {} items", array.max_items);
            refuse(Code::MaxItems, offset, end, expected, count.to_string());
        }
        if array.unique
            && let Some((first, (offset, end))) = repeated(self.scanner.bytes, spans)
        {
            let location = Some(array.location);
            let expected = "each item once".into();
            let found = format!("item {first} again");
            self.note(Note {
                code: Code::UniqueItems,
                severity: Severity::Error,
                offset,
                end,
                expected,
                found,
                location,
            });
        }
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
