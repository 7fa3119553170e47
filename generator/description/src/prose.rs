//! Texts of the document without what deceives a reader.

/// A text of the document without the characters that Rust refuses in comments, or that make a text look
/// other than it is: control characters, and those that turn the direction of writing.
pub fn shown(text: &str) -> String {
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
pub fn line(text: &str) -> String {
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
