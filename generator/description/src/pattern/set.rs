//! Sets of characters.

use std::fmt;

/// White space and line ends of ECMA-262 (sections 12.2 and 12.3 of the 2024 edition).
const SPACE: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

const LINE_ENDS: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

/// Codes that are no characters.
const SURROGATES: (u32, u32) = (0xd800, 0xdfff);

/// A set of characters: ranges in ascending order that do not touch each other.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CharSet(Vec<(char, char)>);

impl CharSet {
    /// The characters in these ranges, ends included.
    pub fn of(ranges: &[(char, char)]) -> Self {
        let codes = ranges
            .iter()
            .map(|(first, last)| (*first as u32, *last as u32));
        Self::joined(codes.collect())
    }

    /// The decimal digits.
    pub fn digit() -> Self {
        Self::of(&[('0', '9')])
    }

    /// `\w`
    pub fn word() -> Self {
        Self::of(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
    }

    /// `\s`
    pub fn space() -> Self {
        Self::of(SPACE)
    }

    /// `.`
    pub fn not_line_end() -> Self {
        Self::of(LINE_ENDS).complement()
    }

    /// The hexadecimal digits, both cases.
    pub fn hex() -> Self {
        Self::of(&[('0', '9'), ('a', 'f'), ('A', 'F')])
    }

    /// The digits of base64 in both alphabets, without the padding (RFC 4648 §4 and §5).
    pub fn base64() -> Self {
        Self::word().with(Self::of(&[('+', '+'), ('/', '/'), ('-', '-')]))
    }

    /// Both sets.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let all = self.0.into_iter().chain(other.0);
        Self::joined(
            all.map(|(first, last)| (first as u32, last as u32))
                .collect(),
        )
    }

    /// All other characters.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut gaps = Vec::new();
        let mut next = 0;
        for (first, last) in &self.0 {
            let (first, last) = (*first as u32, *last as u32);
            if next < first {
                gaps.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= char::MAX as u32 {
            gaps.push((next, char::MAX as u32));
        }
        Self::joined(gaps)
    }

    /// Whether both sets have a member in common.
    pub fn meets(&self, other: &Self) -> bool {
        let overlap = |(first, last): &(char, char)| {
            let mut others = other.0.iter();
            others.any(|(start, end)| first <= end && start <= last)
        };
        self.0.iter().any(overlap)
    }

    /// Whether every member is one of `other`.
    pub fn is_within(&self, other: &Self) -> bool {
        let held = |(first, last): &(char, char)| {
            let mut others = other.0.iter();
            others.any(|(start, end)| start <= first && last <= end)
        };
        self.0.iter().all(held)
    }

    /// The members as inclusive ranges, in ascending order.
    pub fn ranges(&self) -> &[(char, char)] {
        &self.0
    }

    /// The same in bytes, if all members are ASCII.
    pub fn ascii(&self) -> Option<Vec<(u8, u8)>> {
        let byte = |character: &char| u8::try_from(*character).ok().filter(u8::is_ascii);
        let ranges = self.0.iter();
        ranges
            .map(|(first, last)| Some((byte(first)?, byte(last)?)))
            .collect()
    }

    /// The same as a list of Rust's literals.
    pub fn literals(&self) -> String {
        let literal = |character: char| match character {
            ' '..='~' => format!("{character:?}"),
            other => format!("'{}'", other.escape_unicode()),
        };
        let ranges = self.0.iter();
        let ranges =
            ranges.map(|(first, last)| format!("({}, {})", literal(*first), literal(*last)));
        ranges.collect::<Vec<_>>().join(", ")
    }

    /// The member, if there is one alone.
    pub fn only(&self) -> Option<char> {
        match self.0.as_slice() {
            [(first, last)] if first == last => Some(*first),
            _ => None,
        }
    }

    /// A member to show.
    pub fn sample(&self) -> Option<char> {
        let first = self.0.first()?.0;
        let holds = |character: &char| self.meets(&Self::of(&[(*character, *character)]));
        let shown = [first, 'a', 'A', '0', '-'];
        let shown = shown.into_iter().filter(char::is_ascii_graphic).find(holds);
        let mut firsts = self.0.iter().map(|(first, _)| *first);
        shown.or_else(|| firsts.find(|character| character.is_alphanumeric()))
    }

    /// Joins ranges that overlap or touch, and leaves out codes that are no characters.
    fn joined(mut codes: Vec<(u32, u32)>) -> Self {
        codes.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in codes {
            match joined.last_mut() {
                Some((_, end)) if first <= *end + 1 => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        let (low, high) = SURROGATES;
        let parts = joined.into_iter().flat_map(|(first, last)| {
            let below = (first, last.min(low - 1));
            let above = (first.max(high + 1), last);
            [below, above]
                .into_iter()
                .filter(|(first, last)| first <= last)
        });
        let characters =
            parts.filter_map(|(first, last)| Some((char::from_u32(first)?, char::from_u32(last)?)));
        Self(characters.collect())
    }
}

/// As patterns write it, in one spelling.
impl fmt::Display for CharSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::not_line_end() {
            return f.write_str(".");
        }
        // What is left out is shorter where most is in.
        let complement = self.complement();
        let (negation, set) = match self.0.last() {
            Some((_, char::MAX)) => ("^", &complement),
            _ => ("", self),
        };
        write!(f, "[{negation}")?;
        for (first, last) in &set.0 {
            character(*first, f)?;
            if first != last {
                f.write_str("-")?;
                character(*last, f)?;
            }
        }
        f.write_str("]")
    }
}

fn character(character: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        ' ' | '!'..='~' => write!(f, "{character}"),
        other => write!(f, "\\u{:04x}", u32::from(other)),
    }
}

impl fmt::Debug for CharSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn sets_are_joined_and_turned_round() {
        let set = CharSet::of(&[('c', 'e'), ('a', 'b'), ('z', 'z')]);
        assert_eq!(set.ranges(), [('a', 'e'), ('z', 'z')]);
        assert_eq!(set.complement().complement(), set);
        let all = set.clone().with(set.complement());
        assert_eq!(all.ranges(), [('\0', '\u{d7ff}'), ('\u{e000}', char::MAX)]);
        assert_eq!(all.complement(), CharSet::default());
        assert!(!set.meets(&set.complement()));
        assert!(CharSet::hex().is_within(&CharSet::word()));
        assert!(!CharSet::base64().is_within(&CharSet::word()));
    }

    #[test]
    fn a_sample_can_be_seen() {
        for (set, sample) in [
            (CharSet::not_line_end(), Some('a')),
            (CharSet::of(&[('\0', '~')]), Some('a')),
            (CharSet::of(&[('2', '3')]), Some('2')),
            (CharSet::of(&[('é', 'í')]), Some('é')),
            (CharSet::space(), None),
        ] {
            assert_eq!(set.sample(), sample, "{set}");
        }
    }
}
