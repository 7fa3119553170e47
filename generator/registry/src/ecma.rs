//! ECMA-262 regular expressions in the syntax of the `regex` crate, which matches in linear time.

use regex_syntax::ast::ErrorKind;

/// What a pattern has that cannot be translated, as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is right, but linear time cannot match it, or no memory hold it.
    Unsupported(String),
    /// It is no pattern.
    Malformed(String),
}

/// A fault of the syntax.
impl From<&str> for Fault {
    fn from(what: &str) -> Self {
        Self::Malformed(what.to_owned())
    }
}

fn unsupported(what: &str) -> Result<(), Fault> {
    Err(Fault::Unsupported(what.to_owned()))
}

/// Translates a pattern.
///
/// # Errors
///
/// When that cannot be done.
pub(crate) fn translate(pattern: &str) -> Result<String, Fault> {
    let mut translation = Translation {
        rest: pattern.chars().peekable(),
        out: String::new(),
        groups: 0,
    };
    translation.pattern()?;
    if translation.groups != 0 {
        return Err("has a group that does not end".into());
    }
    match regex_syntax::Parser::new().parse(&translation.out) {
        Ok(_) => Ok(translation.out),
        Err(error) => Err(unread(&error)),
    }
}

/// What the parser does not take: some of that is only too much.
fn unread(error: &regex_syntax::Error) -> Fault {
    let text = error.to_string();
    let why = format!(
        "cannot be read: {}",
        text.lines().last().unwrap_or_default()
    );
    match error {
        regex_syntax::Error::Parse(error)
            if !matches!(
                error.kind(),
                ErrorKind::NestLimitExceeded(_)
                    | ErrorKind::DecimalInvalid
                    | ErrorKind::CaptureLimitExceeded
            ) =>
        {
            Fault::Malformed(why)
        }
        _ => Fault::Unsupported(why),
    }
}

/// White space of ECMA-262 (section 12.2 and 12.3 of the 2024 edition).
const SPACE: &str = r"\t\n\x0b\x0c\r\x20\u{a0}\u{feff}\u{2028}\u{2029}\p{Zs}";

struct Translation<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    out: String,
    groups: usize,
}

impl Translation<'_> {
    fn pattern(&mut self) -> Result<(), Fault> {
        while let Some(character) = self.rest.next() {
            match character {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => {
                    self.groups = self
                        .groups
                        .checked_sub(1)
                        .ok_or("closes a group that was not opened")?;
                    self.out.push(')');
                }
                '.' => self.out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
                '{' if !self.is_count() => self.out.push_str(r"\{"),
                '}' if !self.closes_count() => self.out.push_str(r"\}"),
                ']' => self.out.push_str(r"\]"),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    /// After `(`.
    fn group(&mut self) -> Result<(), Fault> {
        self.groups += 1;
        self.out.push('(');
        let rest: String = self.rest.clone().take(3).collect();
        if rest.starts_with("?=") || rest.starts_with("?!") {
            return unsupported("looks ahead");
        }
        if rest.starts_with("?<=") || rest.starts_with("?<!") {
            return unsupported("looks behind");
        }
        Ok(())
    }

    /// After a backslash outside of a class.
    fn escape(&mut self) -> Result<(), Fault> {
        match self.rest.next() {
            None => Err("ends with a backslash".into()),
            Some('b') => self.push(r"(?-u:\b)"),
            Some('B') => self.push(r"(?-u:\B)"),
            Some('1'..='9' | 'k') => unsupported("refers back to a group"),
            Some('d') => self.push("[0-9]"),
            Some('D') => self.push("[^0-9]"),
            Some('w') => self.push("[0-9A-Za-z_]"),
            Some('W') => self.push("[^0-9A-Za-z_]"),
            Some('s') => self.push(&format!("[{SPACE}]")),
            Some('S') => self.push(&format!("[^{SPACE}]")),
            Some(other) => self.character_escape(other),
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Fault> {
        self.out.push_str(text);
        Ok(())
    }

    /// An escape that stands for one character, inside or outside of a class.
    fn character_escape(&mut self, letter: char) -> Result<(), Fault> {
        match letter {
            't' | 'n' | 'r' => self.push(&format!("\\{letter}")),
            'v' => self.push(r"\x0b"),
            'f' => self.push(r"\x0c"),
            '0' => self.push(r"\x00"),
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.push(&format!("\\x{:02x}", u32::from(letter) % 32))
                }
                _ => Err("has a control escape without its letter".into()),
            },
            'x' => self.code(2),
            'u' => self.code(4),
            'p' | 'P' => unsupported("names a Unicode property"),
            other if other.is_ascii_punctuation() => self.push(&format!("\\{other}")),
            other => self.push(&other.to_string()),
        }
    }

    /// A character by its code in hexadecimal digits.
    fn code(&mut self, digits: usize) -> Result<(), Fault> {
        let mut next = || self.rest.next().and_then(|digit| digit.to_digit(16));
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + next().ok_or("has an escape with too few digits")?;
        }
        if (0xd800..0xe000).contains(&code) {
            return Err("holds half of a surrogate pair".into());
        }
        self.push(&format!("\\x{{{code:x}}}"))
    }

    /// After `[`.
    fn class(&mut self) -> Result<(), Fault> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        if self.rest.next_if_eq(&']').is_some() {
            // `[]` matches nothing, `[^]` any character.
            return self.push(r"\s&&\S]");
        }
        loop {
            match self.rest.next() {
                None => return Err("has a class that does not end".into()),
                Some(']') => return self.push("]"),
                Some('\\') => match self.rest.next() {
                    None => return Err("ends with a backslash".into()),
                    Some('b') => self.push(r"\x08")?,
                    Some('d') => self.push("0-9")?,
                    Some('D') => self.push("[^0-9]")?,
                    Some('w') => self.push("0-9A-Za-z_")?,
                    Some('W') => self.push("[^0-9A-Za-z_]")?,
                    Some('s') => self.push(SPACE)?,
                    Some('S') => self.push(&format!("[^{SPACE}]"))?,
                    Some(other) => self.character_escape(other)?,
                },
                // These have a meaning of their own in the classes of the `regex` crate.
                Some(other @ ('[' | '&' | '~')) => self.push(&format!("\\{other}"))?,
                Some(other) => self.out.push(other),
            }
        }
    }

    /// Whether what follows `{` is a count and its brace.
    fn is_count(&self) -> bool {
        let mut ahead = self.rest.clone();
        let mut digits = 0;
        while ahead.next_if(char::is_ascii_digit).is_some() {
            digits += 1;
        }
        if digits > 0 && ahead.next_if_eq(&',').is_some() {
            while ahead.next_if(char::is_ascii_digit).is_some() {}
        }
        digits > 0 && ahead.next() == Some('}')
    }

    /// Whether the `}` just read ends a count that was kept.
    fn closes_count(&self) -> bool {
        let inside = self
            .out
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        inside.len() < self.out.len() && inside.ends_with('{') && !inside.ends_with(r"\{")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_else_is_translated() {
        for (pattern, expected) in [
            ("^a*$", "^a*$"),
            (r"\d+\.\w", r"[0-9]+\.[0-9A-Za-z_]"),
            ("a.b", r"a[^\n\r\u{2028}\u{2029}]b"),
            (r"[\d\-x]", r"[0-9\-x]"),
            ("[[]", r"[\[]"),
            ("[a&&b]", r"[a\&\&b]"),
            ("a{2,3}", "a{2,3}"),
            ("a{,3}", r"a\{,3\}"),
            ("a{x}", r"a\{x\}"),
            ("}", r"\}"),
            (r"\/", r"\/"),
            (r"\u00e9\x41", r"\x{e9}\x{41}"),
            ("(?:a|b)(?<n>c)", "(?:a|b)(?<n>c)"),
        ] {
            assert_eq!(translate(pattern).as_deref(), Ok(expected), "{pattern}");
        }
    }

    #[test]
    fn what_needs_more_than_linear_time_is_refused() {
        for (pattern, why) in [
            ("(?=a)", "looks ahead"),
            ("(?!a)b", "looks ahead"),
            ("(?<=a)b", "looks behind"),
            (r"(a)\1", "refers back to a group"),
            (r"\p{L}", "names a Unicode property"),
        ] {
            let fault = Fault::Unsupported(why.to_owned());
            assert_eq!(translate(pattern), Err(fault), "{pattern}");
        }
        let large = translate("(ab){99999999999}");
        assert!(matches!(large, Err(Fault::Unsupported(_))), "{large:?}");
    }

    #[test]
    fn what_is_no_pattern_is_told_from_that() {
        for (pattern, why) in [
            ("(a", "has a group that does not end"),
            ("a)", "closes a group that was not opened"),
            ("[a", "has a class that does not end"),
            (r"\u12", "has an escape with too few digits"),
        ] {
            assert_eq!(translate(pattern), Err(Fault::from(why)), "{pattern}");
        }
        let repeated = translate("*");
        assert!(matches!(repeated, Err(Fault::Malformed(_))), "{repeated:?}");
    }
}
