//! Patterns that are no more than a sequence of byte classes, such as `^0[23][0-9a-f]{64}$`.
//!
//! Such a pattern tells how long its texts are, and a byte loop checks it. Anything else of ECMA-262
//! is left to a regular expression engine.

use std::fmt;

/// The longest sample of a text, in characters.
const MOST_SHOWN: u32 = 1024;

/// The longest text that is taken for bytes of a fixed number.
const MOST_FIXED: u32 = 4096;

/// A set of ASCII characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AsciiSet(u128);

impl AsciiSet {
    /// The hexadecimal digits, both cases.
    pub const HEX: Self = Self::EMPTY
        .with_range(b'0', b'9')
        .with_range(b'a', b'f')
        .with_range(b'A', b'F');
    /// The digits of base64 in both alphabets, without the padding (RFC 4648 §4 and §5).
    pub const BASE64: Self = Self::EMPTY
        .with_range(b'0', b'9')
        .with_range(b'a', b'z')
        .with_range(b'A', b'Z')
        .with_range(b'+', b'+')
        .with_range(b'/', b'/')
        .with_range(b'-', b'-')
        .with_range(b'_', b'_');
    const EMPTY: Self = Self(0);

    const fn with_range(self, first: u8, last: u8) -> Self {
        let mut set = self.0;
        let mut at = first;
        while at <= last && at < 128 {
            set |= 1 << at;
            at += 1;
        }
        Self(set)
    }

    const fn single(byte: u8) -> Self {
        Self::EMPTY.with_range(byte, byte)
    }

    /// Whether both sets have a member in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every member is one of `other`.
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The members as inclusive ranges, in ascending order.
    pub fn ranges(self) -> Vec<(u8, u8)> {
        let mut ranges: Vec<(u8, u8)> = Vec::new();
        for byte in 0..128u8 {
            if self.0 & (1 << byte) == 0 {
                continue;
            }
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == byte => *last = byte,
                _ => ranges.push((byte, byte)),
            }
        }
        ranges
    }
}

impl fmt::Debug for AsciiSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |(first, last)| (char::from(first), char::from(last));
        f.debug_list()
            .entries(self.ranges().into_iter().map(show))
            .finish()
    }
}

/// A run of characters of one set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub set: AsciiSet,
    /// Fewest of them.
    pub min: u32,
    /// Most of them; `None` for any number.
    pub max: Option<u32>,
}

/// Whether something may follow the last run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The text ends there: `$`.
    Exact,
    /// Any text may follow.
    Open,
}

/// A pattern that matches run after run, taking as much as it can of each, without going back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simple {
    /// The runs, from the first character on.
    pub runs: Vec<Run>,
    /// What comes after them.
    pub end: End,
}

impl Simple {
    /// Reads an ECMA-262 pattern; `None` if it is more than a sequence of classes from the start on, or
    /// if matching it could need a second try.
    pub fn parse(pattern: &str) -> Option<Self> {
        let body = pattern.strip_prefix('^')?;
        let mut rest = body.as_bytes();
        let mut runs: Vec<Run> = Vec::new();
        let mut end = End::Open;
        while !rest.is_empty() {
            if rest == b"$" {
                end = End::Exact;
                break;
            }
            let (set, after) = atom(rest)?;
            let (min, max, after) = quantifier(after)?;
            runs.push(Run { set, min, max });
            rest = after;
        }
        let simple = Self { runs, end };
        simple.needs_no_second_try().then_some(simple)
    }

    /// Whether no run of open length can take what a later one needs.
    fn needs_no_second_try(&self) -> bool {
        self.runs.iter().enumerate().all(|(at, run)| {
            run.max == Some(run.min) || {
                let mut later = self.runs.iter().skip(at + 1);
                // Runs that may be empty let the one behind them be the neighbour.
                loop {
                    match later.next() {
                        None => break true,
                        Some(next) if next.set.meets(run.set) => break false,
                        Some(next) if next.min > 0 => break true,
                        Some(_) => {}
                    }
                }
            }
        })
    }

    /// The first of the shortest texts that match, if it is one to show.
    pub fn shortest(&self) -> Option<String> {
        let length = self
            .runs
            .iter()
            .try_fold(0u32, |sum, run| sum.checked_add(run.min))?;
        if length > MOST_SHOWN {
            return None;
        }
        let first = |run: &Run| {
            run.set
                .ranges()
                .first()
                .map_or('?', |(first, _)| char::from(*first))
        };
        let texts = self
            .runs
            .iter()
            .map(|run| first(run).to_string().repeat(run.min as usize));
        Some(texts.collect())
    }

    /// How many characters every text has, if it is always the same number and no more than an array on the stack
    /// should hold.
    pub fn fixed_length(&self) -> Option<u32> {
        if self.end == End::Open {
            return None;
        }
        let length = self.runs.iter().try_fold(0u32, |sum, run| {
            (run.max == Some(run.min))
                .then_some(sum)?
                .checked_add(run.min)
        })?;
        (length <= MOST_FIXED).then_some(length)
    }

    /// How many bytes the texts stand for when read as hex, if it is always the same number.
    pub fn hex_bytes(&self) -> Option<u32> {
        let digits = self.fixed_length()?;
        let all_hex = self.runs.iter().all(|run| run.set.is_within(AsciiSet::HEX));
        (all_hex && digits % 2 == 0).then_some(digits / 2)
    }

    /// How many bytes the texts stand for when read as padded base64, if it is always the same number.
    pub fn base64_bytes(&self) -> Option<u32> {
        let length = self.fixed_length()?;
        let padding_set = AsciiSet::single(b'=');
        let (padding, digits): (Vec<&Run>, Vec<&Run>) =
            self.runs.iter().partition(|run| run.set == padding_set);
        let padding: u32 = padding.iter().map(|run| run.min).sum();
        let trailing = self
            .runs
            .iter()
            .rev()
            .take_while(|run| run.set == padding_set)
            .map(|run| run.min)
            .sum();
        let legal = digits.iter().all(|run| run.set.is_within(AsciiSet::BASE64));
        (legal && padding <= 2 && padding == trailing && length % 4 == 0 && length > 0)
            .then_some(length / 4 * 3 - padding)
    }
}

/// The pattern in one spelling, whatever the document's was.
impl fmt::Display for Simple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("^")?;
        for run in &self.runs {
            write!(f, "{run}")?;
        }
        match self.end {
            End::Exact => f.write_str("$"),
            End::Open => Ok(()),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (first, last) in self.set.ranges() {
            match (char::from(first), char::from(last)) {
                (first, last) if first == last => write!(f, "{first}")?,
                (first, last) => write!(f, "{first}-{last}")?,
            }
        }
        f.write_str("]")?;
        match (self.min, self.max) {
            (1, Some(1)) => Ok(()),
            (min, Some(max)) if min == max => write!(f, "{{{min}}}"),
            (min, Some(max)) => write!(f, "{{{min},{max}}}"),
            (min, None) => write!(f, "{{{min},}}"),
        }
    }
}

/// One character or class.
fn atom(text: &[u8]) -> Option<(AsciiSet, &[u8])> {
    match text {
        [b'[', rest @ ..] => class(rest),
        [b'\\', escaped, rest @ ..] => Some((escape(*escaped)?, rest)),
        // Everything that has a meaning of its own, and `.`, which takes more than ASCII.
        [
            b'^' | b'$' | b'\\' | b'.' | b'*' | b'+' | b'?' | b'(' | b')' | b']' | b'{' | b'}'
            | b'|',
            ..,
        ] => None,
        [byte, rest @ ..] if byte.is_ascii() => Some((AsciiSet::single(*byte), rest)),
        _ => None,
    }
}

/// The characters that an escape stands for.
fn escape(letter: u8) -> Option<AsciiSet> {
    match letter {
        b'd' => Some(AsciiSet::EMPTY.with_range(b'0', b'9')),
        b'w' => Some(
            AsciiSet::EMPTY
                .with_range(b'0', b'9')
                .with_range(b'a', b'z')
                .with_range(b'A', b'Z')
                .with_range(b'_', b'_'),
        ),
        _ if letter.is_ascii_punctuation() => Some(AsciiSet::single(letter)),
        _ => None,
    }
}

/// What follows `[`.
fn class(text: &[u8]) -> Option<(AsciiSet, &[u8])> {
    if text.first() == Some(&b'^') {
        // A negated class takes characters beyond ASCII.
        return None;
    }
    let mut set = AsciiSet::EMPTY;
    let mut rest = text;
    loop {
        match rest {
            [b']', after @ ..] => return Some((set, after)),
            [b'\\', escaped, after @ ..] => {
                set = AsciiSet(set.0 | escape(*escaped)?.0);
                rest = after;
            }
            [first, b'-', last, after @ ..] if *last != b']' => {
                if !(first.is_ascii() && last.is_ascii() && first <= last && *last != b'\\') {
                    return None;
                }
                set = set.with_range(*first, *last);
                rest = after;
            }
            [byte, after @ ..] if byte.is_ascii() => {
                set = set.with_range(*byte, *byte);
                rest = after;
            }
            _ => return None,
        }
    }
}

/// The quantifier at the start of `text`: least, most, and what follows it.
fn quantifier(text: &[u8]) -> Option<(u32, Option<u32>, &[u8])> {
    let (min, max, rest) = match text {
        [b'?', rest @ ..] => (0, Some(1), rest),
        [b'*', rest @ ..] => (0, None, rest),
        [b'+', rest @ ..] => (1, None, rest),
        [b'{', rest @ ..] => {
            let close = rest.iter().position(|byte| *byte == b'}')?;
            let (inside, after) = rest.split_at_checked(close)?;
            let (min, max) = counts(std::str::from_utf8(inside).ok()?)?;
            (min, max, after.get(1..)?)
        }
        _ => (1, Some(1), text),
    };
    // A lazy quantifier or a second one.
    let stacked = rest.len() < text.len() && matches!(rest, [b'?' | b'*' | b'+' | b'{', ..]);
    (!stacked).then_some((min, max, rest))
}

fn counts(inside: &str) -> Option<(u32, Option<u32>)> {
    match inside.split_once(',') {
        None => inside.parse().ok().map(|count| (count, Some(count))),
        Some((min, "")) => Some((min.parse().ok()?, None)),
        Some((min, max)) => {
            let (min, max) = (min.parse().ok()?, max.parse().ok()?);
            (min <= max).then_some((min, Some(max)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_follow_from_classes() {
        let simple = |pattern: &str| Simple::parse(pattern).unwrap();
        assert_eq!(simple("^[0-9a-f]{64}$").hex_bytes(), Some(32));
        assert_eq!(simple("^0[23][0-9a-fA-F]{64}$").hex_bytes(), Some(33));
        assert_eq!(simple("^[A-Za-z0-9+/]{43}=$").base64_bytes(), Some(32));
        assert_eq!(simple("^[A-Za-z0-9+/]{44}$").base64_bytes(), Some(33));
        assert_eq!(simple("^[A-Za-z0-9+/]{42}==$").base64_bytes(), Some(31));
        assert_eq!(simple("^=[A-Za-z0-9+/]{43}$").base64_bytes(), None);
        assert_eq!(simple("^[0-9a-f]{3}$").hex_bytes(), None);
        assert_eq!(simple("^[0-9a-f]{4000000000}$").hex_bytes(), None);
        assert_eq!(simple("^[0-9a-f]{4000000000}$").shortest(), None);
        assert_eq!(simple("^0[23][a-f]{2}$").shortest().unwrap(), "02aa");
        assert_eq!(simple("^[0-9a-f]{64}:[0-9]{1,10}$").fixed_length(), None);
        assert_eq!(simple("^sk_").fixed_length(), None);
        assert_eq!(simple(r"^\d{2}\.[\w-]$").fixed_length(), Some(4));
    }

    #[test]
    fn what_needs_more_than_a_loop_is_refused() {
        for pattern in [
            "abc", "^a|b$", "^(ab)$", "^a.b$", "^a*a$", "^a*b?a$", "^[^a]$", "^a{2,1}$", "^a+?$",
            "^a**$", "^é$", "^[é]$", "^[b-a]$", "^[a", "^a{", r"^\", r"^\s$", "^a$b",
        ] {
            assert_eq!(Simple::parse(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn ranges_are_in_order() {
        let Simple { runs, end } = Simple::parse("^[c-ea0-9f]+$").unwrap();
        assert_eq!(end, End::Exact);
        assert_eq!(
            runs[0].set.ranges(),
            [(b'0', b'9'), (b'a', b'a'), (b'c', b'f')]
        );
        assert_eq!((runs[0].min, runs[0].max), (1, None));
        assert!(!runs[0].set.meets(AsciiSet::single(b'b')));
    }
}
