//! ECMA-262 regular expressions in the syntax of the `regex` crate, which matches in linear time.

mod around;

use regex_syntax::ast::ErrorKind;

pub(crate) use around::{Part, parts};

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
        last: Last::Other,
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

/// Any character but those that end a line (ECMA-262, section 22.2.2.7).
const ANY: &str = r"[^\n\r\u{2028}\u{2029}]";

struct Translation<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    out: String,
    groups: usize,
    last: Last,
}

/// What stands before the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Something that may be repeated, or nothing.
    Other,
    /// A quantifier, which `?` makes one of as few as possible.
    Quantifier,
    /// One that is complete.
    Complete,
}

/// What a character or an escape of a class stands for.
struct Member {
    /// As the `regex` crate writes it within a class.
    text: String,
    /// Whether it is a set of characters.
    is_set: bool,
}

impl Translation<'_> {
    fn pattern(&mut self) -> Result<(), Fault> {
        while let Some(character) = self.rest.next() {
            self.repeats(character)?;
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
                '.' => self.out.push_str(ANY),
                '{' if !self.is_count() => self.out.push_str(r"\{"),
                '}' if !self.closes_count() => self.out.push_str(r"\}"),
                ']' => self.out.push_str(r"\]"),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    /// Takes note of quantifiers, of which none follows another (ECMA-262, section 22.2.1, "Term").
    fn repeats(&mut self, character: char) -> Result<(), Fault> {
        let begins = matches!(character, '*' | '+' | '?') || character == '{' && self.is_count();
        self.last = match (self.last, character) {
            (Last::Quantifier, '?') => Last::Complete,
            (Last::Other, '{') if begins => Last::Other,
            (Last::Other, _) if begins => Last::Quantifier,
            (_, _) if begins => return Err("repeats what is repeated already".into()),
            (_, '}') if self.closes_count() => Last::Quantifier,
            _ => Last::Other,
        };
        Ok(())
    }

    /// After `(`.
    fn group(&mut self) -> Result<(), Fault> {
        let rest: String = self.rest.clone().take(3).collect();
        if rest.starts_with("?=") || rest.starts_with("?!") {
            return self.ahead();
        }
        self.groups += 1;
        self.out.push('(');
        if rest.starts_with("?<=") || rest.starts_with("?<!") {
            return unsupported("looks behind");
        }
        self.flags()
    }

    /// Flags of a group: those of the standard, which other languages let stand for the rest of a pattern.
    fn flags(&self) -> Result<(), Fault> {
        let mut ahead = self.rest.clone().skip(1);
        let starts = self.rest.clone().next() == Some('?');
        let flags: String = ahead
            .by_ref()
            .take_while(|c| c.is_ascii_alphabetic() || *c == '-')
            .collect();
        match starts && flags != "P" && flags.chars().any(|flag| !"ims-".contains(flag)) {
            true => Err("has a group with flags that are none".into()),
            false => Ok(()),
        }
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
            'p' | 'P' => self.property(letter),
            other if other.is_ascii_punctuation() => self.push(&format!("\\{other}")),
            other => self.push(&other.to_string()),
        }
    }

    /// A set of characters by a property of Unicode (ECMA-262, section 22.2.1, in Unicode mode).
    fn property(&mut self, letter: char) -> Result<(), Fault> {
        let name = self
            .braces()
            .ok_or("has a Unicode property without a name in braces")?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '=';
        if name.is_empty() || !name.chars().all(is_name) {
            return Err("has a Unicode property that is none".into());
        }
        self.push(&format!("\\{letter}{{{name}}}"))
    }

    /// What stands in braces.
    fn braces(&mut self) -> Option<String> {
        self.rest.next_if_eq(&'{')?;
        let mut inside = String::new();
        loop {
            match self.rest.next()? {
                '}' => return Some(inside),
                other => inside.push(other),
            }
        }
    }

    /// A character by its code in hexadecimal digits.
    fn code(&mut self, digits: usize) -> Result<(), Fault> {
        let code = match self.rest.peek() {
            Some('{') if digits == 4 => {
                let code = self.braces().unwrap_or_default();
                u32::from_str_radix(&code, 16).map_err(|_| "has an escape that is no number")?
            }
            _ => self.hexadecimal(digits)?,
        };
        let code = match code {
            0xd800..0xdc00 => self.second_half(code)?,
            code => code,
        };
        if char::from_u32(code).is_none() {
            return Err("holds half of a surrogate pair, or no character".into());
        }
        self.push(&format!("\\x{{{code:x}}}"))
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<u32, Fault> {
        let mut next = || self.rest.next().and_then(|digit| digit.to_digit(16));
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + next().ok_or("has an escape with too few digits")?;
        }
        Ok(code)
    }

    /// The character of a surrogate pair, by its first half and the escape behind it.
    fn second_half(&mut self, first: u32) -> Result<u32, Fault> {
        let is_escape = self.rest.next() == Some('\\') && self.rest.next() == Some('u');
        let second = match is_escape {
            true => self.hexadecimal(4)?,
            false => 0,
        };
        match second {
            0xdc00..0xe000 => Ok(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)),
            _ => Err("holds half of a surrogate pair".into()),
        }
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
            if self.rest.next_if_eq(&']').is_some() {
                return self.push("]");
            }
            let first = self.member()?;
            if !self.begins_range() {
                self.push(&first.text)?;
                continue;
            }
            self.rest.next();
            let last = self.member()?;
            // Beside a set, as in `[\w-.]`, the sign stands for itself (ECMA-262, section B.1.2.8.1).
            let sign = match first.is_set || last.is_set {
                true => r"\-",
                false => "-",
            };
            self.push(&format!("{}{sign}{}", first.text, last.text))?;
        }
    }

    /// Whether a `-` follows, and behind it something that it may lead to.
    fn begins_range(&self) -> bool {
        let mut ahead = self.rest.clone();
        ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']')
    }

    /// One character or escape of a class.
    fn member(&mut self) -> Result<Member, Fault> {
        let set = |text: &str| {
            Ok(Member {
                text: text.to_owned(),
                is_set: true,
            })
        };
        let one = |text: String| {
            Ok(Member {
                text,
                is_set: false,
            })
        };
        match self.rest.next() {
            None => Err("has a class that does not end".into()),
            Some('\\') => match self.rest.next() {
                None => Err("ends with a backslash".into()),
                Some('b') => one(r"\x08".to_owned()),
                Some('d') => set("0-9"),
                Some('D') => set("[^0-9]"),
                Some('w') => set("0-9A-Za-z_"),
                Some('W') => set("[^0-9A-Za-z_]"),
                Some('s') => set(SPACE),
                Some('S') => set(&format!("[^{SPACE}]")),
                Some(other) => {
                    let start = self.out.len();
                    self.character_escape(other)?;
                    let text = self.out.split_off(start);
                    Ok(Member {
                        text,
                        is_set: matches!(other, 'p' | 'P'),
                    })
                }
            },
            // These have a meaning of their own in the classes of the `regex` crate, some when they stand twice.
            Some(other @ ('[' | '&' | '~' | '-' | '^')) => one(format!("\\{other}")),
            Some(other) => one(other.to_string()),
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
            ("[+--]", r"[+-\-]"),
            (r"[\w-.]", r"[0-9A-Za-z_\-.]"),
            (r"[a-\d-]", r"[a\-0-9\-]"),
            ("a{2,3}", "a{2,3}"),
            ("a{,3}", r"a\{,3\}"),
            ("a{x}", r"a\{x\}"),
            ("a{2,}?b+?(?i:c)*", "a{2,}?b+?(?i:c)*"),
            ("}", r"\}"),
            (r"\/", r"\/"),
            (r"\u00e9\x41", r"\x{e9}\x{41}"),
            ("(?:a|b)(?<n>c)", "(?:a|b)(?<n>c)"),
            (
                r"\p{Letter}[\P{Script=Greek}]",
                r"\p{Letter}[\P{Script=Greek}]",
            ),
            (r"\u{1F600}\ud83d\ude00", r"\x{1f600}\x{1f600}"),
        ] {
            assert_eq!(translate(pattern).as_deref(), Ok(expected), "{pattern}");
        }
    }

    #[test]
    fn what_needs_more_than_linear_time_is_refused() {
        for (pattern, why) in [
            ("((?=a))", "looks ahead"),
            ("(?!ab)c", "looks ahead"),
            ("(?!a)b*", "looks ahead"),
            ("x(?=a)$", "looks ahead"),
            ("(?<=a)b", "looks behind"),
            (r"(a)\1", "refers back to a group"),
        ] {
            let fault = Fault::Unsupported(why.to_owned());
            assert_eq!(translate(pattern), Err(fault), "{pattern}");
        }
        let unknown = translate(r"\p{Klingon}");
        assert!(matches!(unknown, Err(Fault::Unsupported(_))), "{unknown:?}");
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
            (r"\ud83d", "holds half of a surrogate pair"),
            (r"\pL", "has a Unicode property without a name in braces"),
            ("a**", "repeats what is repeated already"),
            ("(?:a)?+", "repeats what is repeated already"),
            ("a+??", "repeats what is repeated already"),
            ("a{2}{3}", "repeats what is repeated already"),
            ("(?x: a)", "has a group with flags that are none"),
        ] {
            assert_eq!(translate(pattern), Err(Fault::from(why)), "{pattern}");
        }
        let repeated = translate("*");
        assert!(matches!(repeated, Err(Fault::Malformed(_))), "{repeated:?}");
    }
}
