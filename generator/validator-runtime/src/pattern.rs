//! Patterns of strings: simple ones as runs of character classes, all others as regular expressions.

/// A set of ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
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
    /// Any set: bit *n* of the first word for the character *n*, of the second for 64 + *n*.
    Set([u64; 2]),
}

impl Class {
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
        }
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
pub struct Run {
    /// The characters.
    pub class: Class,
    /// At least so many.
    pub least: u32,
    /// At most so many.
    pub most: u32,
}

/// How a pattern is matched.
#[derive(Debug)]
pub enum Matcher<'a> {
    /// Runs from the first character to the last.
    Whole(&'a [Run]),
    /// Runs from the first character; what follows does not matter.
    Prefix(&'a [Run]),
    /// A regular expression, compiled on first use.
    #[cfg(feature = "regex")]
    Regex(&'a Regex),
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

    fn admits(&self, text: &str) -> bool {
        let compiled = self
            .compiled
            .get_or_init(|| regex::Regex::new(&self.source).ok());
        compiled.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// A pattern.
#[derive(Debug)]
pub struct Pattern<'a> {
    /// The pattern as the description writes it.
    pub source: &'a str,
    /// How it is matched.
    pub matcher: Matcher<'a>,
}

impl Pattern<'_> {
    /// Whether a text matches.
    pub(crate) fn admits(&self, text: &str) -> bool {
        self.admits_bytes(text.as_bytes())
    }

    /// Whether a text matches; the bytes are UTF-8.
    #[inline]
    pub(crate) fn admits_bytes(&self, bytes: &[u8]) -> bool {
        match self.matcher {
            Matcher::Whole([Run { class, least, most }]) => {
                *least as usize <= bytes.len()
                    && bytes.len() <= *most as usize
                    && class.has_all(bytes)
            }
            Matcher::Whole(runs) => rest_after(runs, bytes).is_some_and(<[u8]>::is_empty),
            Matcher::Prefix(runs) => rest_after(runs, bytes).is_some(),
            #[cfg(feature = "regex")]
            Matcher::Regex(regex) => {
                std::str::from_utf8(bytes).is_ok_and(|text| regex.admits(text))
            }
        }
    }
}

fn rest_after<'a>(runs: &[Run], mut bytes: &'a [u8]) -> Option<&'a [u8]> {
    for run in runs {
        let length = if run.least == run.most {
            let length = run.least as usize;
            run.class.has_all(bytes.get(..length)?).then_some(length)?
        } else {
            let most = bytes.get(..run.most as usize).unwrap_or(bytes);
            most.iter()
                .position(|&byte| !run.class.has(byte))
                .unwrap_or(most.len())
        };
        if length < run.least as usize {
            return None;
        }
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
        assert!(pattern.admits("09aF"));
        for wrong in ["", "09a", "09aFf", "09ag", "09aé"] {
            assert!(!pattern.admits(wrong), "{wrong}");
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
        assert!(whole.admits("00ff:12"));
        for wrong in ["00ff:", "00ff", "00ff:1x", "00fF:1", ":1"] {
            assert!(!whole.admits(wrong), "{wrong}");
        }
        let prefix = Pattern {
            source: "^[0-9a-f]{4}:[0-9]+",
            matcher: Matcher::Prefix(RUNS),
        };
        assert!(prefix.admits("00ff:1x"));
    }
}
