//! ECMA-262 regular expressions in the syntax of the `regex` crate, which matches in linear time.

/// Translates a pattern.
///
/// # Errors
///
/// What the pattern has that cannot be translated, as the end of a sentence.
pub(crate) fn translate(pattern: &str) -> Result<String, String> {
    let mut translation = Translation {
        rest: pattern.chars().peekable(),
        out: String::new(),
        groups: 0,
    };
    translation.pattern()?;
    if translation.groups != 0 {
        return Err("has a group that does not end".to_owned());
    }
    match regex_syntax::Parser::new().parse(&translation.out) {
        Ok(_) => Ok(translation.out),
        Err(error) => Err(format!(
            "cannot be read: {}",
            error.to_string().lines().last().unwrap_or_default()
        )),
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
    fn pattern(&mut self) -> Result<(), String> {
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
    fn group(&mut self) -> Result<(), String> {
        self.groups += 1;
        self.out.push('(');
        let rest: String = self.rest.clone().take(3).collect();
        if rest.starts_with("?=") || rest.starts_with("?!") {
            return Err("looks ahead".to_owned());
        }
        if rest.starts_with("?<=") || rest.starts_with("?<!") {
            return Err("looks behind".to_owned());
        }
        Ok(())
    }

    /// After a backslash outside of a class.
    fn escape(&mut self) -> Result<(), String> {
        match self.rest.next() {
            None => Err("ends with a backslash".to_owned()),
            Some('b') => self.push(r"(?-u:\b)"),
            Some('B') => self.push(r"(?-u:\B)"),
            Some('1'..='9' | 'k') => Err("refers back to a group".to_owned()),
            Some('d') => self.push("[0-9]"),
            Some('D') => self.push("[^0-9]"),
            Some('w') => self.push("[0-9A-Za-z_]"),
            Some('W') => self.push("[^0-9A-Za-z_]"),
            Some('s') => self.push(&format!("[{SPACE}]")),
            Some('S') => self.push(&format!("[^{SPACE}]")),
            Some(other) => self.character_escape(other),
        }
    }

    fn push(&mut self, text: &str) -> Result<(), String> {
        self.out.push_str(text);
        Ok(())
    }

    /// An escape that stands for one character, inside or outside of a class.
    fn character_escape(&mut self, letter: char) -> Result<(), String> {
        match letter {
            't' | 'n' | 'r' => self.push(&format!("\\{letter}")),
            'v' => self.push(r"\x0b"),
            'f' => self.push(r"\x0c"),
            '0' => self.push(r"\x00"),
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.push(&format!("\\x{:02x}", u32::from(letter) % 32))
                }
                _ => Err("has a control escape without its letter".to_owned()),
            },
            'x' => self.code(2),
            'u' => self.code(4),
            'p' | 'P' => Err("names a Unicode property".to_owned()),
            other if other.is_ascii_punctuation() => self.push(&format!("\\{other}")),
            other => self.push(&other.to_string()),
        }
    }

    /// A character by its code in hexadecimal digits.
    fn code(&mut self, digits: usize) -> Result<(), String> {
        let mut next = || self.rest.next().and_then(|digit| digit.to_digit(16));
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + next().ok_or("has an escape with too few digits")?;
        }
        if (0xd800..0xe000).contains(&code) {
            return Err("holds half of a surrogate pair".to_owned());
        }
        self.push(&format!("\\x{{{code:x}}}"))
    }

    /// After `[`.
    fn class(&mut self) -> Result<(), String> {
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
                None => return Err("has a class that does not end".to_owned()),
                Some(']') => return self.push("]"),
                Some('\\') => match self.rest.next() {
                    None => return Err("ends with a backslash".to_owned()),
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
            ("(a", "has a group that does not end"),
            ("a)", "closes a group that was not opened"),
            ("[a", "has a class that does not end"),
            (r"\u12", "has an escape with too few digits"),
        ] {
            assert_eq!(translate(pattern), Err(why.to_owned()), "{pattern}");
        }
        assert!(translate("*").is_err_and(|why| why.starts_with("cannot be read")));
    }
}
