//! What a YAML text says, with the position of every part.

use std::fmt;

use crate::span::{FileId, Span};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Where: a block collection reaches from its first key or dash to the end of its last value.
    pub span: Span,
}

impl Node {
    /// Makes it part of another file, at the same places.
    pub(crate) fn move_to(&mut self, file: FileId) {
        self.span.file = file;
        match &mut self.value {
            Value::Sequence(items) => items.iter_mut().for_each(|item| item.move_to(file)),
            Value::Mapping(mapping) => {
                for entry in mapping.iter_mut() {
                    entry.key_span.file = file;
                    entry.value.move_to(file);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// A value of the JSON data model.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer or a decimal number, exact.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values.
    Mapping(Mapping),
}

impl Value {
    /// What kind of value this is, for messages: `a string`, `an object`, …
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(number) if number.is_integer() => "an integer",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "an array",
            Self::Mapping(_) => "an object",
        }
    }
}

/// A number as it was written, in the grammar of JSON (RFC 8259, section 6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    text: String,
}

impl Number {
    /// Takes a text that follows the grammar of JSON numbers, or gives `None`.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        is_json_number(text).then(|| Self {
            text: text.to_owned(),
        })
    }

    /// The digits, as JSON writes them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the value is a whole number, however it is written: `1`, `1.0`, `1e2`.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        let (mantissa, exponent) = self
            .text
            .split_once(['e', 'E'])
            .unwrap_or((&self.text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = match fraction {
            "" => whole.trim_end_matches('0').len().cast_signed() - whole.len().cast_signed(),
            fraction => fraction.len().cast_signed(),
        };
        // An exponent beyond all digits decides by its sign.
        let beyond = match exponent.starts_with('-') {
            true => isize::MIN,
            false => isize::MAX,
        };
        self.is_zero() || exponent.parse().unwrap_or(beyond) >= digits
    }

    /// Whether the value is greater than zero, however near.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        !self.text.starts_with('-') && !self.is_zero()
    }

    fn is_zero(&self) -> bool {
        let mantissa = self.text.split(['e', 'E']).next().unwrap_or_default();
        !mantissa.contains(|digit: char| matches!(digit, '1'..='9'))
    }

    /// The value, if it is a whole number in the range of `u64`.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        u64::try_from(self.as_i128()?).ok()
    }

    /// The value, if it is a whole number in the range of `i64`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        i64::try_from(self.as_i128()?).ok()
    }

    /// The nearest floating point number.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        // The grammar of JSON numbers is part of what `f64` reads, so the default is never used.
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// How it stands to another number: exactly if both are whole.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        match (self.as_i128(), other.as_i128()) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.as_f64().total_cmp(&other.as_f64()),
        }
    }

    /// The same number, as all that are equal to it are written here. An exponent past the range of `i64` stays as it is.
    #[must_use]
    pub fn normal(&self) -> Self {
        let (digits, exponent) = self
            .text
            .split_once(['e', 'E'])
            .unwrap_or((&self.text, "0"));
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", digits),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{fraction}");
        let leading = all.trim_start_matches('0');
        let kept = leading.trim_end_matches('0');
        if kept.is_empty() {
            return 0.into();
        }
        let shift = i64::try_from(leading.len() - kept.len()).ok();
        let shift = shift.zip(i64::try_from(fraction.len()).ok());
        let scale = exponent.parse::<i64>().ok().zip(shift);
        let scale =
            scale.and_then(|(exponent, (up, down))| exponent.checked_add(up)?.checked_sub(down));
        let text = scale.map(|scale| format!("{sign}{kept}e{scale}"));
        Self {
            text: text.unwrap_or_else(|| self.text.clone()),
        }
    }

    /// The value, if it is a whole number in the range of `i128`.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        if let Ok(value) = self.text.parse() {
            return Some(value);
        }
        let (digits, exponent) = match self.text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (self.text.as_str(), 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{fraction}");
        let scale = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        scaled(&all, scale)
    }
}

/// `digits` (which may start with `-`) times ten to the power of `scale`, if that is whole.
fn scaled(digits: &str, scale: i32) -> Option<i128> {
    if digits
        .trim_start_matches('-')
        .bytes()
        .all(|byte| byte == b'0')
    {
        return Some(0);
    }
    let places = usize::try_from(scale.unsigned_abs()).ok()?;
    if scale < 0 {
        let split = digits.len().checked_sub(places)?;
        let (whole, rest) = digits.split_at_checked(split)?;
        return if rest.bytes().all(|byte| byte == b'0') {
            whole.parse().ok()
        } else {
            None
        };
    }
    10i128
        .checked_pow(u32::try_from(scale).ok()?)?
        .checked_mul(digits.parse().ok()?)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

macro_rules! from_integer {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self { text: value.to_string() }
            }
        }
    )*};
}

from_integer!(i32 i64 u32 u64 u128);

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

/// Keys and values in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    entries: Vec<Entry>,
    /// The indices of `entries`, sorted by key.
    by_key: Vec<u32>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Mapping {
    /// Keeps the first entry of every key; the others come back as the second part.
    #[must_use]
    pub fn new(mut entries: Vec<Entry>) -> (Self, Vec<Entry>) {
        let mut by_key = sorted_by_key(&entries);
        // The sort is stable, so the first of equal keys is the one written first.
        let same = |left: &u32, right: &u32| key_at(&entries, *left) == key_at(&entries, *right);
        let mut repeated: Vec<u32> = Vec::new();
        by_key.dedup_by(|later, first| {
            let equal = same(later, first);
            if equal {
                repeated.push(*later);
            }
            equal
        });
        if repeated.is_empty() {
            return (Self { entries, by_key }, Vec::new());
        }
        repeated.sort_unstable();
        let mut index = 0;
        let duplicates = entries
            .extract_if(.., |_| {
                let found = repeated.binary_search(&index).is_ok();
                index += 1;
                found
            })
            .collect();
        let by_key = sorted_by_key(&entries);
        (Self { entries, by_key }, duplicates)
    }

    /// Adds an entry behind the others, unless its key is there already.
    pub(crate) fn push(&mut self, entry: Entry) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.push(entry);
        (*self, _) = Self::new(entries);
    }

    /// The value of a key, to be changed.
    pub(crate) fn value_mut(&mut self, key: &str) -> Option<&mut Node> {
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        Some(&mut entry.value)
    }

    /// Gives keys other names, which no key has yet.
    pub(crate) fn rename(&mut self, other: impl Fn(&str) -> Option<String>) {
        let mut entries = std::mem::take(&mut self.entries);
        for entry in &mut entries {
            if let Some(name) = other(&entry.key) {
                entry.key = name;
            }
        }
        (*self, _) = Self::new(entries);
    }

    /// The entry of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        let place = self
            .by_key
            .binary_search_by(|index| key_at(&self.entries, *index).cmp(key));
        self.entries
            .get(usize::try_from(*self.by_key.get(place.ok()?)?).ok()?)
    }

    /// All entries, to be changed; their keys must stay.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Entry> {
        self.entries.iter_mut()
    }

    /// All entries, in the order in which they are written.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// All entries, in the order in which they are written.
    #[must_use]
    pub fn as_slice(&self) -> &[Entry] {
        &self.entries
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn sorted_by_key(entries: &[Entry]) -> Vec<u32> {
    let mut indices: Vec<u32> = (0..).take(entries.len()).collect();
    indices.sort_by(|left, right| key_at(entries, *left).cmp(key_at(entries, *right)));
    indices
}

fn key_at(entries: &[Entry], index: u32) -> &str {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    entries.get(index).map_or("", |entry| &entry.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn entry(key: &str, value: u64) -> Entry {
        let sources = Sources::new([(String::new(), String::new())].into());
        let span = Span::start_of(sources.find("").unwrap());
        let value = Node {
            value: Value::Number(value.into()),
            span,
        };
        Entry {
            key: key.to_owned(),
            key_span: span,
            value,
        }
    }

    fn number_of(entry: &Entry) -> Option<u64> {
        match &entry.value.value {
            Value::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    #[test]
    fn whole_numbers_are_told_whatever_their_size() {
        let table = [
            ("1", true),
            ("-100.00", true),
            ("1.5", false),
            ("1.50e1", true),
            ("1.55e1", false),
            ("100e-2", true),
            ("100e-3", false),
            ("1E+400", true),
            ("1e-400", false),
            ("0.00e-400", true),
            ("1e99999999999999999999", true),
            ("1e-99999999999999999999", false),
            ("0e-99999999999999999999", true),
            ("123456789012345678901234567890123456789012", true),
        ];
        for (text, whole) in table {
            let number = Number::from_json(text).unwrap();
            assert_eq!(number.is_integer(), whole, "{text}");
        }
        for (text, positive) in [
            ("1e-400", true),
            ("-1", false),
            ("0.0e9", false),
            ("-0", false),
        ] {
            let number = Number::from_json(text).unwrap();
            assert_eq!(number.is_positive(), positive, "{text}");
        }
    }

    #[test]
    fn a_mapping_finds_its_keys_and_keeps_their_order() {
        let (mapping, repeated) = Mapping::new(vec![entry("b", 1), entry("a", 2), entry("c", 3)]);
        assert_eq!(repeated, []);
        assert_eq!(mapping.get("a").and_then(number_of), Some(2));
        assert_eq!(mapping.get("d"), None);
        let keys: Vec<_> = mapping.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "c"]);
    }

    #[test]
    fn the_first_of_equal_keys_stays() {
        let entries = vec![
            entry("a", 1),
            entry("b", 2),
            entry("a", 3),
            entry("c", 4),
            entry("a", 5),
        ];
        let (mapping, repeated) = Mapping::new(entries);
        assert_eq!(mapping.len(), 3);
        assert_eq!(mapping.get("a").and_then(number_of), Some(1));
        assert_eq!(mapping.get("c").and_then(number_of), Some(4));
        assert_eq!(
            repeated.iter().map(number_of).collect::<Vec<_>>(),
            [Some(3), Some(5)]
        );
    }

    #[test]
    fn whole_numbers_are_whole_however_they_are_written() {
        for (text, whole) in [
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("1.0", Some(1)),
            ("-12.50e1", Some(-125)),
            ("1e3", Some(1000)),
            ("120e-1", Some(12)),
            ("1.5", None),
            ("5e-1", None),
            ("1e999999999", None),
            ("0e999999999", Some(0)),
            ("18446744073709551615", Some(18_446_744_073_709_551_615)),
        ] {
            assert_eq!(Number::from_json(text).unwrap().as_i128(), whole, "{text}");
        }
        let huge = Number::from_json("100000000000000000000000000000000000000000").unwrap();
        assert!(huge.is_integer());
        assert_eq!(huge.as_u64(), None);
    }

    #[test]
    fn what_json_does_not_write_is_no_number() {
        for text in [
            "", "-", "+1", "01", ".5", "1.", "1e", "0x1", "1_0", "NaN", "1e+", "--1", "1.e1",
        ] {
            assert_eq!(Number::from_json(text), None, "{text}");
        }
    }
}
