//! From byte ranges to lines and columns, in one pass over the text.

use super::check::Issue;
use crate::finding::Finding;

/// The findings of a text with their lines and columns.
pub(super) fn resolve(text: &str, mut issues: Vec<Issue>) -> Vec<Finding> {
    issues.sort_by_key(|issue| (issue.span, issue.finding.code));
    let mut offsets: Vec<usize> = issues
        .iter()
        .flat_map(|issue| [issue.span.start, issue.span.end])
        .collect();
    offsets.sort_unstable();
    offsets.dedup();
    let places = places(text, &offsets);
    let place = |offset: usize| {
        let index = offsets.binary_search(&offset).unwrap_or(0);
        places.get(index).copied().unwrap_or((1, 1))
    };
    issues
        .into_iter()
        .map(|issue| {
            let mut finding = issue.finding;
            let (start, end) = (place(issue.span.start), place(issue.span.end));
            (finding.line, finding.column) = (Some(start.0), Some(start.1));
            (finding.end_line, finding.end_column) = (Some(end.0), Some(end.1));
            finding
        })
        .collect()
}

/// Lines and columns of offsets in ascending order, both from 1; columns count code points.
fn places(text: &str, offsets: &[usize]) -> Vec<(u32, u32)> {
    let bytes = text.as_bytes();
    let (mut line, mut column, mut at) = (1u32, 1u32, 0);
    let mut places = Vec::with_capacity(offsets.len());
    for &offset in offsets {
        for &byte in bytes.get(at..offset.min(bytes.len())).unwrap_or_default() {
            match byte {
                b'\n' => (line, column) = (line.saturating_add(1), 1),
                // The further bytes of a character take no column.
                0x80..=0xbf => {}
                _ => column = column.saturating_add(1),
            }
        }
        at = at.max(offset.min(bytes.len()));
        places.push((line, column));
    }
    places
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_count_characters() {
        assert_eq!(
            super::places("é€\nab", &[0, 2, 6, 7, 99]),
            [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]
        );
    }
}
