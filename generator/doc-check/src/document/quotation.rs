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
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        inside |= line.trim() == open;
        if inside {
            let kept = |byte: u8| matches!(byte, b'\n' | b'\r');
            out.extend(
                line.bytes()
                    .map(|byte| if kept(byte) { char::from(byte) } else { ' ' }),
            );
        } else {
            out.push_str(line);
        }
        inside &= line.trim() != close;
    }
    out.into()
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
