//! Dates: `full-date` of RFC 3339.

use std::fmt;
use std::str::FromStr;

use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};

use super::calendar::{days_in_month, four, two};
use crate::scalar::{ScalarError, read_text};

/// A day in the Gregorian calendar, from 0000-01-01 to 9999-12-31 (`full-date` of RFC 3339, section 5.6).
///
/// ```
/// use trueup_client::Date;
///
/// let date: Date = "2024-02-29".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
/// assert_eq!(date, Date::new(2024, 2, 29)?);
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), trueup_client::ScalarError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first day of 1970.
    pub const UNIX_EPOCH: Self = Self {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// A date of its parts.
    ///
    /// # Errors
    ///
    /// When the year is above 9999, or the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, ScalarError> {
        let exists = days_in_month(year, month).is_some_and(|days| (1..=days).contains(&day));
        if year <= 9999 && exists {
            Ok(Self { year, month, day })
        } else {
            Err(expected())
        }
    }

    /// The year, at most 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
            return None;
        };
        let year = four([*y1, *y2, *y3, *y4])?;
        Self::new(year, two(*m1, *m2)?, two(*d1, *d2)?).ok()
    }
}

fn expected() -> ScalarError {
    ScalarError::new("a date (RFC 3339)")
}

impl FromStr for Date {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        Self::parse(text.as_bytes()).ok_or_else(expected)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!(
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        ))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// [`UNIX_EPOCH`](Self::UNIX_EPOCH)
impl Default for Date {
    fn default() -> Self {
        Self::UNIX_EPOCH
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, Self::from_str)
    }
}

impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        // Every year, month and day of this type is one of that.
        let signed = |part: u8| i8::try_from(part).unwrap_or(1);
        let year = i16::try_from(date.year).unwrap_or(0);
        Self::constant(year, signed(date.month), signed(date.day))
    }
}

/// Fails for years before 0.
impl TryFrom<jiff::civil::Date> for Date {
    type Error = ScalarError;

    fn try_from(date: jiff::civil::Date) -> Result<Self, ScalarError> {
        let part = |number: i8| u8::try_from(number).map_err(|_| expected());
        let year = u16::try_from(date.year()).map_err(|_| expected())?;
        Self::new(year, part(date.month())?, part(date.day())?)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn the_whole_grammar_is_read_and_nothing_else() {
        for text in ["0000-01-01", "2024-02-29", "9999-12-31"] {
            let json = format!("\"{text}\"");
            let date: Date = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
            let theirs = jiff::civil::Date::from(date);
            assert_eq!(theirs.to_string(), text);
            assert_eq!(Date::try_from(theirs), Ok(date));
        }
        for text in [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "20240101",
            "2024-01-01T00:00:00",
            "+002024-01-01",
            "-0001-01-01",
            "2024-1-1",
            "2024-W01-1",
            "2024-001",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!(Date::try_from(jiff::civil::Date::constant(-1, 1, 1)).is_err());
        assert!(Date::new(10_000, 1, 1).is_err());
    }
}
