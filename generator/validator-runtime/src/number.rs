//! Numbers compared exactly, as decimal text: no rounding, whatever the number of digits.

use std::cmp::Ordering;

/// A number of JSON's grammar, taken apart: `±digits × 10^exponent`, the digits without zeros at either end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal<'a> {
    negative: bool,
    /// Digits before and after the point. Their concatenation begins and ends with a digit other than zero.
    whole: &'a [u8],
    fraction: &'a [u8],
    /// The power of ten of the last digit.
    exponent: i64,
}

/// Beyond this an exponent makes no more difference: no text is long enough to make up for it.
const FAR: i64 = i64::MAX / 4;

impl<'a> Decimal<'a> {
    /// Takes apart a text that the scanner, or the generator, has found to be a number.
    pub(crate) fn new(text: &'a [u8]) -> Self {
        let (negative, text) = match text.split_first() {
            Some((b'-', rest)) => (true, rest),
            _ => (false, text),
        };
        let mantissa_end = text
            .iter()
            .position(|byte| matches!(byte, b'e' | b'E'))
            .unwrap_or(text.len());
        let (mantissa, power) = text.split_at_checked(mantissa_end).unwrap_or((text, &[]));
        let point = mantissa
            .iter()
            .position(|&byte| byte == b'.')
            .unwrap_or(mantissa.len());
        let (whole, fraction) = mantissa.split_at_checked(point).unwrap_or((mantissa, &[]));
        let fraction = fraction.strip_prefix(b".").unwrap_or(fraction);
        let exponent = parse_exponent(power) - i64::try_from(fraction.len()).unwrap_or(FAR);
        Self {
            negative,
            whole,
            fraction,
            exponent,
        }
        .normal()
    }

    fn normal(mut self) -> Self {
        let before = self.fraction.len();
        self.fraction = trim_end(self.fraction);
        let mut dropped = before - self.fraction.len();
        if self.fraction.is_empty() {
            let before = self.whole.len();
            self.whole = trim_end(self.whole);
            dropped += before - self.whole.len();
        }
        self.whole = trim_start(self.whole);
        if self.whole.is_empty() {
            self.fraction = trim_start(self.fraction);
        }
        self.exponent += i64::try_from(dropped).unwrap_or(FAR);
        if self.is_zero() {
            self.negative = false;
            self.exponent = 0;
        }
        self
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn length(&self) -> usize {
        self.whole.len() + self.fraction.len()
    }

    fn digits(&self) -> impl Iterator<Item = u8> + use<'a> {
        self.whole.iter().chain(self.fraction).copied()
    }

    /// The power of ten just above the first digit.
    fn magnitude(&self) -> i64 {
        self.exponent
            .saturating_add(i64::try_from(self.length()).unwrap_or(FAR))
    }

    pub(crate) fn compare(&self, other: &Decimal<'_>) -> Ordering {
        match (self.sign(), other.sign()) {
            (a, b) if a != b => a.cmp(&b),
            (1, _) => self.compare_size(other),
            (-1, _) => other.compare_size(self),
            _ => Ordering::Equal,
        }
    }

    fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (_, true) => -1,
            _ => 1,
        }
    }

    fn compare_size(&self, other: &Decimal<'_>) -> Ordering {
        self.magnitude()
            .cmp(&other.magnitude())
            .then_with(|| self.digits().cmp(other.digits()))
    }

    /// Whether this is an integer, however it is written.
    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether this is a whole multiple of `unit`; `None` where both have so many digits that it is not worked out.
    pub(crate) fn is_multiple_of(&self, unit: &Decimal<'_>) -> Option<bool> {
        /// So many zeros can be added one by one.
        const MOST_ZEROS: i64 = 1 << 12;
        if self.is_zero() {
            return Some(true);
        }
        // Neither ends with a zero, so a smaller last power cannot be made up for.
        let shift = self.exponent - unit.exponent;
        if shift < 0 {
            return Some(false);
        }
        // Ten times what is left of a division must fit as well.
        let modulus = unit.digits().try_fold(0u128, |value, digit| {
            let value = value
                .checked_mul(10)?
                .checked_add(u128::from(digit - b'0'))?;
            (value < u128::MAX / 16).then_some(value)
        })?;
        if modulus == 0 {
            return Some(false);
        }
        let times_ten = |rest: u128, digit: u8| (rest * 10 + u128::from(digit)) % modulus;
        let digits = self.digits().map(|digit| digit - b'0');
        let rest = digits.fold(0u128, times_ten);
        let rest = match u64::try_from(modulus) {
            Ok(_) => rest * power_of_ten(shift, modulus) % modulus,
            Err(_) if shift <= MOST_ZEROS => (0..shift).fold(rest, |rest, _| times_ten(rest, 0)),
            Err(_) => return None,
        };
        Some(rest == 0)
    }

    /// Whether a double of IEEE 754 can hold it without overflow.
    pub(crate) fn fits_double(text: &str) -> bool {
        text.parse::<f64>().is_ok_and(f64::is_finite)
    }

    /// Whether a single of IEEE 754 can hold it without overflow.
    pub(crate) fn fits_float(text: &str) -> bool {
        text.parse::<f32>().is_ok_and(f32::is_finite)
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other) == Ordering::Equal
    }
}

fn power_of_ten(exponent: i64, modulus: u128) -> u128 {
    let (mut result, mut base, mut exponent) = (1 % modulus, 10 % modulus, exponent);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result
}

fn parse_exponent(power: &[u8]) -> i64 {
    let digits = power.get(1..).unwrap_or_default();
    let (negative, digits) = match digits.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, digits),
    };
    let value = digits.iter().fold(0i64, |value, digit| {
        (value * 10 + i64::from(digit - b'0')).min(FAR / 16)
    });
    if negative { -value } else { value }
}

fn trim_end(digits: &[u8]) -> &[u8] {
    let end = digits
        .iter()
        .rposition(|&byte| byte != b'0')
        .map_or(0, |last| last + 1);
    digits.get(..end).unwrap_or_default()
}

fn trim_start(digits: &[u8]) -> &[u8] {
    let start = digits
        .iter()
        .position(|&byte| byte != b'0')
        .unwrap_or(digits.len());
    digits.get(start..).unwrap_or_default()
}

/// The value of an integer of at most 18 digits.
#[inline]
pub(crate) fn small_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, text),
    };
    if digits.len() > 18 {
        return None;
    }
    let size = digits.iter().fold(0i64, |value, digit| {
        value * 10 + i64::from(digit.wrapping_sub(b'0'))
    });
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Ordering {
        Decimal::new(a.as_bytes()).compare(&Decimal::new(b.as_bytes()))
    }

    #[test]
    fn order_is_exact() {
        assert_eq!(compare("1", "1.0"), Ordering::Equal);
        assert_eq!(compare("100", "1e2"), Ordering::Equal);
        assert_eq!(compare("-0", "0.0e5"), Ordering::Equal);
        assert_eq!(
            compare("9007199254740993", "9007199254740992"),
            Ordering::Greater
        );
        assert_eq!(
            compare("0.1", "0.10000000000000000000000000001"),
            Ordering::Less
        );
        assert_eq!(compare("-2", "-1"), Ordering::Less);
        assert_eq!(compare("-1", "1e-9"), Ordering::Less);
        assert_eq!(compare("1e400", "9e399"), Ordering::Greater);
        assert_eq!(compare("0.001", "0.0009"), Ordering::Greater);
        assert_eq!(compare("1e99999999999999999999", "1"), Ordering::Greater);
        assert_eq!(compare("1e-99999999999999999999", "1"), Ordering::Less);
    }

    #[test]
    fn multiples_are_exact() {
        let multiple = |a: &str, b: &str| {
            let unit = Decimal::new(b.as_bytes());
            Decimal::new(a.as_bytes()).is_multiple_of(&unit) == Some(true)
        };
        assert!(multiple("4.02", "0.01"));
        assert!(multiple("0.0075", "0.0001"));
        assert!(!multiple("0.00751", "0.0001"));
        assert!(multiple("0", "7"));
        assert!(multiple("1e308", "0.5"));
        assert!(multiple("35", "7") && !multiple("36", "7"));
        assert!(multiple("1e400000", "1024") && !multiple("1e3", "16"));
        assert!(multiple("-4.5", "1.5"));
        let long = "1.2345678901234567890123456789";
        assert!(multiple("2.4691357802469135780246913578", long) && multiple("0e5", long));
        assert!(!multiple("2.4691357802469135780246913579", long));
        assert!(multiple("12345678901234567890123456789e9", long));
    }

    #[test]
    fn integers_by_value() {
        for (text, integer) in [
            ("1.0", true),
            ("1e2", true),
            ("1.50e1", true),
            ("1.5", false),
            ("0.0", true),
            ("1e-1", false),
        ] {
            assert_eq!(
                Decimal::new(text.as_bytes()).is_integer(),
                integer,
                "{text}"
            );
        }
    }

    #[test]
    fn small_integers() {
        assert_eq!(small_integer(b"-42"), Some(-42));
        assert_eq!(
            small_integer(b"999999999999999999"),
            Some(999_999_999_999_999_999)
        );
        assert_eq!(small_integer(b"1000000000000000000"), None);
    }
}
