//! Words that emitted pages quote from the description: they say what it says, right or wrong.

use std::borrow::Cow;

use trueup_text::QUOTATION;

/// The text with those words blanked out, as long as before.
pub(super) fn blanked(text: &str) -> Cow<'_, str> {
    let (open, close) = QUOTATION;
    if !text.contains(open) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = line_of(rest, open) {
        let (before, quoted) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = line_of(quoted, close).unwrap_or(quoted.len());
        let last = quoted.get(end..).and_then(|line| line.find('\n'));
        let end = last.map_or(quoted.len(), |last| end + last);
        let (quoted, after) = quoted.split_at_checked(end).unwrap_or((quoted, ""));
        out.push_str(before);
        let kept = |byte: u8| matches!(byte, b'\n' | b'\r');
        let blank = |byte| if kept(byte) { char::from(byte) } else { ' ' };
        out.extend(quoted.bytes().map(blank));
        rest = after;
    }
    out.push_str(rest);
    out.into()
}

/// Where the first line begins that is a mark and nothing else.
fn line_of(text: &str, mark: &str) -> Option<usize> {
    let mut marks = text.match_indices(mark);
    marks.find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let lead = before.trim_end_matches([' ', '\t']);
        let (line, _) = rest.split_once('\n').unwrap_or((rest, ""));
        let alone = (lead.is_empty() || lead.ends_with('\n')) && line.trim() == mark;
        alone.then_some(lead.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_blank_and_all_else_stays_where_it_is() {
        let (open, close) = QUOTATION;
        let text = format!("# A\n\n{open}\n\n```\nä {{\n\n{close}\r\nb\n");
        let blank = blanked(&text);
        assert_eq!(blank.len(), text.len());
        assert_eq!(blank.lines().count(), text.lines().count());
        assert_eq!(
            blank.split_whitespace().collect::<Vec<_>>(),
            ["#", "A", "b"]
        );
        assert_eq!(blanked("# A\n"), "# A\n");
    }

    #[test]
    fn what_is_not_closed_is_quoted_to_the_end() {
        let text = format!("a\n{}\nb\n", QUOTATION.0);
        assert_eq!(blanked(&text).trim(), "a");
    }
}
