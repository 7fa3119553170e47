//! Edits, applied.

use std::cell::Cell;

use crate::finding::{Edit, Finding};

/// A text with all edits of its findings applied, and how many findings that mended. Where edits of two findings
/// touch each other, the first alone is applied; a further run finds the other.
pub fn apply<'f>(text: &str, findings: impl Iterator<Item = &'f Finding>) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut mended = 0;
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for finding in findings.filter(|finding| !finding.edits.is_empty()) {
        let free = |edit: &Edit| {
            edit.start <= edit.end
                && text.get(edit.start..edit.end).is_some()
                && !overlaps(&taken, edit)
        };
        if finding.edits.iter().all(free) {
            for edit in &finding.edits {
                let index = taken.partition_point(|range| *range < (edit.start, edit.end));
                taken.insert(index, (edit.start, edit.end));
            }
            edits.extend(&finding.edits);
            mended += 1;
        }
    }
    edits.sort();
    edits.dedup();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, mended)
}

/// A text with those edits of some findings applied after which `count` finds no more than `before`. What makes it worse
/// is searched for by halves, in so many tries.
pub(super) fn settled(
    text: &str,
    findings: &[&Finding],
    before: usize,
    count: &dyn Fn(&str) -> usize,
) -> String {
    const TRIES: usize = 64;
    let search = Search {
        text,
        before,
        count,
        tries: Cell::new(TRIES),
    };
    let kept = search.good(findings);
    apply(text, kept.into_iter()).0
}

struct Search<'s> {
    text: &'s str,
    before: usize,
    count: &'s dyn Fn(&str) -> usize,
    tries: Cell<usize>,
}

impl Search<'_> {
    /// Whether the edits of some findings do no harm.
    fn is_good(&self, findings: &[&Finding]) -> bool {
        let Some(left) = self.tries.get().checked_sub(1) else {
            return false;
        };
        self.tries.set(left);
        let (mended, _) = apply(self.text, findings.iter().copied());
        mended == self.text || (self.count)(&mended) <= self.before
    }

    /// Some of the findings whose edits do no harm together.
    fn good<'f>(&self, findings: &[&'f Finding]) -> Vec<&'f Finding> {
        if findings.is_empty() || self.is_good(findings) {
            return findings.to_vec();
        }
        let Some((left, right)) = findings.split_at_checked(findings.len() / 2) else {
            return Vec::new();
        };
        if left.is_empty() {
            return Vec::new();
        }
        let mut both = self.good(left);
        let first = both.len();
        both.extend(self.good(right));
        if both.len() > first && !self.is_good(&both) {
            both.truncate(first);
        }
        both
    }
}

/// Whether an edit touches one of some ranges, which are sorted and apart.
fn overlaps(taken: &[(usize, usize)], edit: &Edit) -> bool {
    let next = taken.partition_point(|range| *range < (edit.start, edit.end));
    let touches = |range: &(usize, usize)| {
        range.0 < edit.end.max(edit.start + 1) && edit.start < range.1.max(range.0 + 1)
    };
    taken.get(next).is_some_and(touches)
        || next
            .checked_sub(1)
            .and_then(|before| taken.get(before))
            .is_some_and(touches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;

    fn finding(edits: &[(usize, usize, &str)]) -> Finding {
        let mut finding = Finding::new(Code::BaseUrl, "");
        finding.edits = edits
            .iter()
            .map(|&(start, end, text)| Edit {
                start,
                end,
                text: text.to_owned(),
            })
            .collect();
        finding
    }

    #[test]
    fn edits_apply_and_the_rest_stays() {
        let findings = [
            finding(&[(4, 7, "2"), (0, 3, "1")]),
            finding(&[(5, 6, "never")]),
            finding(&[(8, 8, "new ")]),
        ];
        let (text, mended) = apply("one two three", findings.iter());
        assert_eq!((text.as_str(), mended), ("1 2 new three", 2));
    }

    #[test]
    fn what_does_harm_is_taken_back() {
        let findings = [
            finding(&[(0, 3, "1")]),
            finding(&[(4, 7, "bad")]),
            finding(&[(8, 13, "3")]),
        ];
        let findings: Vec<&Finding> = findings.iter().collect();
        let count = |text: &str| text.matches("bad").count();
        assert_eq!(settled("one two three", &findings, 0, &count), "1 two 3");
        assert_eq!(settled("one two three", &findings, 1, &count), "1 bad 3");
    }
}
