//! Headings that a document links to: an edit there would break the links.

use std::collections::BTreeSet;

use super::check::Issue;

/// Takes the edits from findings that would change a heading which the document itself links to.
pub(super) fn keep(text: &str, issues: &mut [Issue]) {
    if issues.iter().all(|issue| issue.finding.edits.is_empty()) {
        return;
    }
    let linked: BTreeSet<&str> = text
        .split("(#")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '\n']).next())
        .collect();
    if linked.is_empty() {
        return;
    }
    for issue in issues {
        let edits = &mut issue.finding.edits;
        let breaks = edits
            .iter()
            .any(|edit| heading_at(text, edit.start).is_some_and(|it| linked.contains(&*slug(it))));
        if breaks {
            edits.clear();
        }
    }
}

/// The text of the heading that an offset is in, if it is in one.
fn heading_at(text: &str, offset: usize) -> Option<&str> {
    const LONGEST: usize = 1_000;
    let (before, after) = text.split_at_checked(offset)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = after
        .find('\n')
        .map_or(text.len(), |newline| offset + newline);
    let line = text.get(start..end).filter(|line| line.len() <= LONGEST)?;
    let line = line.trim();
    let title = line.trim_start_matches('#');
    (title.len() < line.len()).then(|| title.trim())
}

/// What code hosts make of a heading to link to it: small letters, dashes for spaces, no marks.
fn slug(heading: &str) -> String {
    let lower = heading.chars().flat_map(char::to_lowercase);
    lower
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            _ if letter.is_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_their_links() {
        let text = "a\n### `GET /books/{id}` - one\nb";
        let at = text.find("books").unwrap_or_default();
        let heading = heading_at(text, at);
        assert_eq!(heading, Some("`GET /books/{id}` - one"));
        assert_eq!(heading.map(slug).as_deref(), Some("get-booksid---one"));
        assert_eq!(heading_at(text, 0), None);
    }
}
