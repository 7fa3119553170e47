//! Patterns of strings: simple ones as runs of character classes, all others as regular expressions, if they can be
//! matched at all.

/// A set of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class<'a> {
    /// `0-9a-fA-F`
    Hex,
    /// `0-9a-f`
    LowerHex,
    /// `0-9`
    Digit,
    /// `0-9A-Za-z+/`
    Base64,
    /// `0-9A-Za-z_-`
    Base64Url,
    /// One character.
    Only(u8),
    /// Any set of ASCII: bit *n* of the first word for the character *n*, of the second for 64 + *n*.
    Set([u64; 2]),
    /// The characters in these ranges, ends included.
    Ranges(&'a [(char, char)]),
}

impl Class<'_> {
    #[inline(always)]
    fn has(self, byte: u8) -> bool {
        match self {
            Class::Hex => is_hex(byte),
            Class::LowerHex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            Class::Digit => is_digit(byte),
            Class::Base64 => is_base64(byte),
            Class::Base64Url => is_base64url(byte),
            Class::Only(only) => byte == only,
            Class::Set([low, high]) => match byte {
                0..=63 => low >> byte & 1 == 1,
                64..=127 => high >> (byte - 64) & 1 == 1,
                _ => false,
            },
            Class::Ranges(_) => byte.is_ascii() && self.holds(char::from(byte)),
        }
    }

    /// Whether a character of it is one byte for sure.
    #[inline(always)]
    fn is_ascii(self) -> bool {
        !matches!(self, Class::Ranges(_))
    }

    fn holds(self, character: char) -> bool {
        match self {
            Class::Ranges(ranges) => ranges
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&character)),
            other => u8::try_from(character).is_ok_and(|byte| other.has(byte)),
        }
    }

    /// How many bytes are at the beginning of a text that belong, and how many characters that is, up to `most`.
    fn prefix(self, bytes: &[u8], most: usize) -> (usize, usize) {
        if self.is_ascii() {
            let bytes = bytes.get(..most).unwrap_or(bytes);
            let length = bytes.iter().position(|&byte| !self.has(byte));
            let length = length.unwrap_or(bytes.len());
            return (length, length);
        }
        // What was read as a string is UTF-8.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let belong = text
            .chars()
            .take(most)
            .take_while(|character| self.holds(*character));
        belong.fold((0, 0), |(length, count), character| {
            (length + character.len_utf8(), count + 1)
        })
    }

    /// Whether all bytes belong.
    #[inline]
    fn has_all(self, bytes: &[u8]) -> bool {
        match self {
            Class::Hex => all(bytes, is_hex),
            Class::LowerHex => all(bytes, |byte| is_digit(byte) | (byte.wrapping_sub(b'a') < 6)),
            Class::Digit => all(bytes, is_digit),
            Class::Base64 => all(bytes, is_base64),
            Class::Base64Url => all(bytes, is_base64url),
            other => bytes.iter().all(|&byte| other.has(byte)),
        }
    }
}

/// Whether all bytes pass. Sixteen at a time without an early end become vector instructions.
#[inline(always)]
pub(crate) fn all(bytes: &[u8], has: impl Fn(u8) -> bool) -> bool {
    let all_of = |block: &[u8; 16]| block.iter().fold(true, |all, &byte| all & has(byte));
    let (blocks, rest) = bytes.as_chunks::<16>();
    blocks.iter().all(all_of)
        && match bytes.last_chunk::<16>() {
            Some(last) => rest.is_empty() || all_of(last),
            None => rest.iter().all(|&byte| has(byte)),
        }
}

#[inline(always)]
pub(crate) fn is_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'0') < 10
}

/// A hexadecimal digit in either case.
#[inline(always)]
pub(crate) fn is_hex(byte: u8) -> bool {
    is_digit(byte) | ((byte | 0x20).wrapping_sub(b'a') < 6)
}

#[inline(always)]
fn is_alphanumeric(byte: u8) -> bool {
    is_digit(byte) | ((byte | 0x20).wrapping_sub(b'a') < 26)
}

/// A digit of base64 (RFC 4648, section 4).
#[inline(always)]
pub(crate) fn is_base64(byte: u8) -> bool {
    is_alphanumeric(byte) | (byte == b'+') | (byte == b'/')
}

/// A digit of base64 for URLs (RFC 4648, section 5).
#[inline(always)]
pub(crate) fn is_base64url(byte: u8) -> bool {
    is_alphanumeric(byte) | (byte == b'-') | (byte == b'_')
}

/// So many characters of a class, as many as there are. What follows begins with none of them, or the count is fixed,
/// so there is never a reason to step back.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The characters.
    pub class: Class<'a>,
    /// At least so many.
    pub least: u32,
    /// At most so many.
    pub most: u32,
}

impl<'a> Run<'a> {
    /// Between so many characters and so many.
    pub const fn new(class: Class<'a>, least: u32, most: u32) -> Self {
        Self { class, least, most }
    }
}

/// How a pattern is matched.
#[derive(Clone, Copy, Debug)]
pub enum Matcher<'a> {
    /// Runs from the first character to the last.
    Whole(&'a [Run<'a>]),
    /// Runs from the first character; what follows does not matter.
    Prefix(&'a [Run<'a>]),
    /// A regular expression, compiled on first use.
    #[cfg(feature = "regex")]
    Regex(&'a Regex),
    /// By several patterns: it looks ahead from the beginning of a text, or behind from its end.
    Parts(&'a [Part<'a>]),
    /// Not at all: it takes more than linear time, or more memory than there should be.
    Undecided,
}

/// One of the patterns that a pattern is made of.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The pattern.
    pub pattern: &'a Pattern<'a>,
    /// Whether texts are to match it, or not to.
    pub wanted: bool,
}

impl<'a> Part<'a> {
    /// A pattern that texts are to match, or not to.
    pub const fn new(pattern: &'a Pattern<'a>, wanted: bool) -> Self {
        Self { pattern, wanted }
    }
}

/// A regular expression, compiled on first use.
#[cfg(feature = "regex")]
#[derive(Debug)]
pub struct Regex {
    source: std::borrow::Cow<'static, str>,
    compiled: std::sync::OnceLock<Option<regex::Regex>>,
}

#[cfg(feature = "regex")]
impl Regex {
    /// An expression in the syntax of the `regex` crate, which the generator has found to be right.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source: std::borrow::Cow::Borrowed(source),
            compiled: std::sync::OnceLock::new(),
        }
    }

    /// The same of a text of its own.
    pub fn owned(source: String) -> Self {
        Self {
            source: std::borrow::Cow::Owned(source),
            compiled: std::sync::OnceLock::new(),
        }
    }

    /// The expression.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// `None` if the expression cannot be compiled.
    fn admits(&self, text: &str) -> Option<bool> {
        let compiled = self
            .compiled
            .get_or_init(|| regex::Regex::new(&self.source).ok());
        compiled.as_ref().map(|regex| regex.is_match(text))
    }
}

/// A pattern.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// The pattern as the description writes it.
    pub source: &'a str,
    /// How it is matched.
    pub matcher: Matcher<'a>,
}

impl<'a> Pattern<'a> {
    /// A pattern as the description writes it, and how it is matched.
    pub const fn new(source: &'a str, matcher: Matcher<'a>) -> Self {
        Self { source, matcher }
    }
}

impl Pattern<'_> {
    /// Whether a text matches; `None` if that cannot be decided.
    pub(crate) fn admits(&self, text: &str) -> Option<bool> {
        self.admits_bytes(text.as_bytes())
    }

    /// Whether a text matches; the bytes are UTF-8.
    #[inline]
    pub(crate) fn admits_bytes(&self, bytes: &[u8]) -> Option<bool> {
        Some(match self.matcher {
            Matcher::Whole([Run { class, least, most }]) if class.is_ascii() => {
                *least as usize <= bytes.len()
                    && bytes.len() <= *most as usize
                    && class.has_all(bytes)
            }
            Matcher::Whole(runs) => rest_after(runs, bytes).is_some_and(<[u8]>::is_empty),
            Matcher::Prefix(runs) => rest_after(runs, bytes).is_some(),
            #[cfg(feature = "regex")]
            Matcher::Regex(regex) => return regex.admits(std::str::from_utf8(bytes).ok()?),
            Matcher::Parts(parts) => return all_parts(parts, bytes),
            Matcher::Undecided => return None,
        })
    }
}

fn all_parts(parts: &[Part<'_>], bytes: &[u8]) -> Option<bool> {
    let mut verdict = Some(true);
    for part in parts {
        match part.pattern.admits_bytes(bytes) {
            Some(matches) if matches == part.wanted => {}
            Some(_) => return Some(false),
            None => verdict = None,
        }
    }
    verdict
}

fn rest_after<'a>(runs: &[Run<'_>], mut bytes: &'a [u8]) -> Option<&'a [u8]> {
    for run in runs {
        let length = match run {
            Run { class, least, most } if least == most && class.is_ascii() => {
                let length = *least as usize;
                class.has_all(bytes.get(..length)?).then_some(length)?
            }
            run => {
                let (length, count) = run.class.prefix(bytes, run.most as usize);
                (count >= run.least as usize).then_some(length)?
            }
        };
        bytes = bytes.get(length..)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_their_bytes_at_every_place() {
        let listed = |class| match class {
            Class::Hex => "0123456789abcdefABCDEF",
            Class::LowerHex => "0123456789abcdef",
            Class::Digit => "0123456789",
            Class::Base64 => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
            _ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        };
        let classes = [
            Class::Hex,
            Class::LowerHex,
            Class::Digit,
            Class::Base64,
            Class::Base64Url,
        ];
        for class in classes {
            for byte in 0..=255u8 {
                let belongs = listed(class).as_bytes().contains(&byte);
                assert_eq!(class.has(byte), belongs, "{class:?} {byte}");
                for (length, at) in [(1, 0), (15, 14), (16, 3), (17, 16), (43, 42), (43, 20)] {
                    let mut text = vec![b'0'; length];
                    text[at] = byte;
                    assert_eq!(
                        class.has_all(&text),
                        belongs,
                        "{class:?} {byte} at {at} of {length}"
                    );
                }
            }
            assert!(class.has_all(b""));
        }
    }

    #[test]
    fn one_run() {
        static RUNS: &[Run] = &[Run {
            class: Class::Hex,
            least: 4,
            most: 4,
        }];
        let pattern = Pattern {
            source: "^[0-9a-fA-F]{4}$",
            matcher: Matcher::Whole(RUNS),
        };
        assert_eq!(pattern.admits("09aF"), Some(true));
        for wrong in ["", "09a", "09aFf", "09ag", "09aé"] {
            assert_eq!(pattern.admits(wrong), Some(false), "{wrong}");
        }
    }

    #[test]
    fn several_runs() {
        static RUNS: &[Run] = &[
            Run {
                class: Class::LowerHex,
                least: 4,
                most: 4,
            },
            Run {
                class: Class::Only(b':'),
                least: 1,
                most: 1,
            },
            Run {
                class: Class::Digit,
                least: 1,
                most: u32::MAX,
            },
        ];
        let whole = Pattern {
            source: "^[0-9a-f]{4}:[0-9]+$",
            matcher: Matcher::Whole(RUNS),
        };
        assert_eq!(whole.admits("00ff:12"), Some(true));
        for wrong in ["00ff:", "00ff", "00ff:1x", "00fF:1", ":1"] {
            assert_eq!(whole.admits(wrong), Some(false), "{wrong}");
        }
        let prefix = Pattern {
            source: "^[0-9a-f]{4}:[0-9]+",
            matcher: Matcher::Prefix(RUNS),
        };
        assert_eq!(prefix.admits("00ff:1x"), Some(true));
    }

    #[test]
    fn runs_of_any_characters_are_counted_in_characters() {
        static RUNS: &[Run<'_>] = &[
            Run {
                class: Class::Ranges(&[('\0', '\t'), ('\u{b}', char::MAX)]),
                least: 1,
                most: 3,
            },
            Run {
                class: Class::Only(b'\n'),
                least: 0,
                most: 1,
            },
        ];
        let whole = Pattern {
            source: "^[^\n]{1,3}\n?$",
            matcher: Matcher::Whole(RUNS),
        };
        for (text, admitted) in [
            ("", false),
            ("a", true),
            ("\u{1f980}é\n", true),
            ("\u{1f980}éab", false),
            ("\n", false),
        ] {
            assert_eq!(whole.admits(text), Some(admitted), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_matched_is_no_verdict() {
        let matcher = Matcher::Undecided;
        let source = "(a)\\1";
        assert_eq!(Pattern { source, matcher }.admits("aa"), None);
    }

    #[cfg(feature = "regex")]
    #[test]
    fn an_expression_that_is_too_large_is_no_verdict() {
        let regex = Regex::new("^((a|b){1000}){1000}$");
        let pattern = Pattern {
            source: "^((a|b){1000}){1000}$",
            matcher: Matcher::Regex(&regex),
        };
        assert_eq!(pattern.admits("a"), None);
    }
}
