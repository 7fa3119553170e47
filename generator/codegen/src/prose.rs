//! Texts for people: sentences that several emitters write the same way, and what a comment can hold.

use crate::ir::{Upstream, UpstreamStatus};

/// How another implementation differs, as one paragraph.
pub(crate) fn upstream(upstream: &Upstream) -> String {
    format!("Upstream: {}", standing(upstream))
}

/// The same without the word that begins it.
pub(crate) fn standing(upstream: &Upstream) -> String {
    let what = match upstream.status {
        UpstreamStatus::Absent => "does not have this",
        UpstreamStatus::Removed => "no longer has this",
        UpstreamStatus::Changed => "has this in another form",
    };
    let mut text = format!("{} {what}", upstream.name);
    if let Some(since) = &upstream.since {
        text.push_str(&format!(" since {since}"));
    }
    if let Some(instead) = &upstream.instead {
        text.push_str(&format!("; use {instead}"));
    }
    text.push('.');
    if let Some(note) = &upstream.note {
        text.push(' ');
        text.push_str(note.trim());
    }
    text
}

/// A text of the document without the characters that Rust refuses in comments, or that make a text look
/// other than it is: control characters, and those that turn the direction of writing.
pub(crate) fn shown(text: &str) -> String {
    let turns = |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| match character {
            '\n' => '\n',
            control if control.is_control() => ' ',
            turning if turns(turning) => ' ',
            other => other,
        })
        .collect()
}

/// The same on one line.
pub(crate) fn line(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_hold_no_tricks() {
        let text = "a\r\nb\rc\u{202e}d\u{0}\te";
        assert_eq!(shown(text), "a\nb c d  e");
        assert_eq!(line(text), "a b c d e");
    }
}
