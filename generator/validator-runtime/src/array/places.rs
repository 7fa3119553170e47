//! Arrays whose items are told apart: `prefixItems`, `contains`; and which of them keywords have been applied to.

use crate::checker::Checker;
use crate::code::Code;
use crate::node::Node;
use crate::schema::{Array, ArrayApplicators, Contains};

/// How many items match what `contains` asks.
#[derive(Default)]
struct Matches {
    sure: u64,
    /// Those of which it cannot be decided.
    unsure: u64,
}

impl<'a> Checker<'a> {
    /// Reads an array, each item by all that is asked of it.
    #[inline(never)]
    pub(crate) fn items_by_place(&mut self, array: &'a Array<'a>) {
        let offset = self.scanner.pos;
        let tracked = self.tracks(offset);
        if !self.open() {
            return;
        }
        let none = &ArrayApplicators::NONE;
        let applicators = array.applicators.unwrap_or(none);
        let applied = applicators.open || !matches!(array.items, Node::Any);
        let (mut spans, mut count, mut matches) = (Vec::new(), 0u64, Matches::default());
        let mut prefix = applicators.prefix.iter();
        self.scanner.white_space();
        let mut more = self.scanner.peek() != Some(b']');
        if !more {
            self.scanner.pos += 1;
        }
        while more {
            let start = self.scanner.pos;
            let mut speaks = false;
            if let Some(contains) = &applicators.contains {
                speaks = self.contained(contains, tracked, &mut matches);
            }
            let own = prefix.next();
            self.node(own.unwrap_or(&array.items));
            if self.stopped {
                break;
            }
            if tracked && (speaks || own.is_some() || applied) {
                self.evaluated.add(start);
            }
            if array.unique {
                spans.push((start, self.scanner.pos));
            }
            count += 1;
            more = self.more_items();
        }
        self.depth -= 1;
        if self.stopped {
            return;
        }
        if let Some(contains) = &applicators.contains {
            self.judge_contains(array, contains, &matches, offset);
        }
        if count < array.min_items || count > array.max_items || array.unique {
            self.judge_array(array, offset, count, &spans);
        }
    }

    /// Looks at an item; whether it counts as evaluated.
    fn contained(&mut self, contains: &Contains<'a>, tracked: bool, matches: &mut Matches) -> bool {
        let asked = tracked && contains.evaluates;
        if !asked && matches.sure >= contains.least && contains.most == u64::MAX {
            return false;
        }
        match self.matches(contains.node) {
            Some(true) => {
                matches.sure += 1;
                asked
            }
            Some(false) => false,
            None => {
                matches.unsure += 1;
                self.evaluated.unsure |= asked;
                false
            }
        }
    }

    fn judge_contains(
        &mut self,
        array: &'a Array<'a>,
        contains: &Contains<'a>,
        matches: &Matches,
        offset: usize,
    ) {
        let (least, most) = (contains.least, contains.most);
        let Matches { sure, unsure } = *matches;
        let (too_few, too_many) = (sure < least, sure + unsure > most);
        if !too_few && !too_many {
            return;
        }
        let expected = || match too_few {
            true => format!("at least {least} items that match `contains`").into(),
            false => format!("at most {most} items that match `contains`").into(),
        };
        let span = (offset, self.scanner.pos);
        if sure <= most && sure + unsure >= least {
            return self.undecided(&array.location, span, expected);
        }
        self.note_array(array, Code::Contains, span, || {
            (expected(), sure.to_string())
        });
    }
}
