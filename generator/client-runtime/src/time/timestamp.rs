//! Points in time: `date-time` of RFC 3339.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};

use super::calendar::{date_of_days, days_since_epoch, two};
use super::date::Date;
use crate::scalar::{ScalarError, text};

const SECONDS_A_DAY: i64 = 86_400;
/// 0000-01-01T00:00:00Z and the last second of 9999, counted from 1970.
const YEARS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// A point in time (`date-time` of RFC 3339, section 5.6), as it was written.
///
/// It keeps its text: an offset, a leap second, more than nine digits of a fraction and the last day of 9999 go out as
/// they came in. Two are equal if they are the same instant, however it is written, and in order of time. Where that does
/// not matter, [`as_str`](Self::as_str) tells how it is written. To reckon with it, convert it into a `SystemTime` or a
/// `jiff::Timestamp`, both of which hold nine digits of a fraction and no leap second.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use trueup_client::Timestamp;
///
/// let time: Timestamp = "2024-01-15T12:30:00.5+02:00".parse()?;
/// assert_eq!(time, "2024-01-15T10:30:00.500Z".parse()?);
/// assert_eq!(time.to_string(), "2024-01-15T12:30:00.5+02:00");
/// assert_eq!(time.unix_seconds(), 1_705_314_600);
/// assert_eq!(Timestamp::from_unix_seconds(0)?.as_str(), "1970-01-01T00:00:00Z");
///
/// let hour_later = SystemTime::try_from(&time)? + Duration::from_secs(3600);
/// assert_eq!(Timestamp::try_from(hour_later)?.as_str(), "2024-01-15T11:30:00.5Z");
/// # Ok::<(), trueup_client::ScalarError>(())
/// ```
#[derive(Clone)]
pub struct Timestamp {
    text: Cow<'static, str>,
    instant: Instant,
}

/// What orders points in time, but for the fraction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Instant {
    /// Since 1970, without leap seconds.
    seconds: i64,
    /// Whether it is in the leap second after this one.
    leap: bool,
}

impl Timestamp {
    /// The first moment of 1970, in UTC.
    pub const UNIX_EPOCH: Self = Self {
        text: Cow::Borrowed("1970-01-01T00:00:00Z"),
        instant: Instant {
            seconds: 0,
            leap: false,
        },
    };

    /// How it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whole seconds since 1970, rounded down. As in all clocks that count so, a leap second has none of its own: it is
    /// that before it.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        self.instant.seconds
    }

    /// What is beyond the whole second, in nanoseconds, rounded down.
    #[must_use]
    pub fn subsec_nanos(&self) -> u32 {
        let digits = self.fraction().bytes().chain(std::iter::repeat(b'0'));
        let add = |nanos, digit: u8| nanos * 10 + u32::from(digit - b'0');
        digits.take(9).fold(0, add)
    }

    /// The point in time so many seconds after (or before) 1970 began, in UTC.
    ///
    /// # Errors
    ///
    /// When it is not in the years 0 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, ScalarError> {
        Self::of_parts(seconds, 0)
    }

    fn of_parts(seconds: i64, nanos: u32) -> Result<Self, ScalarError> {
        if !YEARS.contains(&seconds) {
            return Err(expected());
        }
        let (year, month, day) = date_of_days(seconds.div_euclid(SECONDS_A_DAY));
        let second = seconds.rem_euclid(SECONDS_A_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let fraction = match nanos {
            0 => String::new(),
            nanos => format!(".{nanos:09}").trim_end_matches('0').to_owned(),
        };
        let text =
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z");
        let leap = false;
        Ok(Self {
            text: text.into(),
            instant: Instant { seconds, leap },
        })
    }

    /// The digits of the fraction that count.
    fn fraction(&self) -> &str {
        let Some((_, after)) = self.text.split_once('.') else {
            return "";
        };
        let end = after.find(|c: char| !c.is_ascii_digit());
        let digits = end.and_then(|end| after.get(..end)).unwrap_or(after);
        digits.trim_end_matches('0')
    }
}

impl Instant {
    /// The instant that a text is; `None` if it is no `date-time`.
    fn parse(text: &[u8]) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::parse(date)?;
        let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = rest else {
            return None;
        };
        let (hour, minute, second) = (two(*h1, *h2)?, two(*m1, *m2)?, two(*s1, *s2)?);
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let offset = offset_seconds(after_fraction(rest)?)?;
        let leap = second == 60;
        let local = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second.min(59));
        let days = days_since_epoch(date.year(), date.month(), date.day());
        let seconds = days * SECONDS_A_DAY + local - offset;
        // Leap seconds are at the end of a day in UTC (RFC 3339, section 5.7).
        let can_be = seconds.rem_euclid(SECONDS_A_DAY) == SECONDS_A_DAY - 1;
        (!leap || can_be).then_some(Self { seconds, leap })
    }
}

/// What follows a fraction, if there is one; a point without digits is no fraction.
fn after_fraction(rest: &[u8]) -> Option<&[u8]> {
    let Some(digits) = rest.strip_prefix(b".") else {
        return Some(rest);
    };
    let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    (end > 0).then(|| digits.get(end..)).flatten()
}

/// `time-offset`, in seconds.
fn offset_seconds(zone: &[u8]) -> Option<i64> {
    match zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(*h1, *h2)?, two(*m1, *m2)?);
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            let signed = if *sign == b'-' { -seconds } else { seconds };
            (hours <= 23 && minutes <= 59).then_some(signed)
        }
        _ => None,
    }
}

fn expected() -> ScalarError {
    ScalarError::new("a time (RFC 3339)")
}

impl FromStr for Timestamp {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        let instant = Instant::parse(text.as_bytes()).ok_or_else(expected)?;
        let text = Cow::Owned(text.to_owned());
        Ok(Self { text, instant })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// [`UNIX_EPOCH`](Self::UNIX_EPOCH)
impl Default for Timestamp {
    fn default() -> Self {
        Self::UNIX_EPOCH
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        let fraction = || self.fraction().cmp(other.fraction());
        self.instant.cmp(&other.instant).then_with(fraction)
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
        self.fraction().hash(state);
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = text(deserializer)?;
        match Instant::parse(text.as_bytes()) {
            Some(instant) => Ok(Self {
                text: Cow::Owned(text.into_owned()),
                instant,
            }),
            None => Err(serde::de::Error::custom(expected())),
        }
    }
}

/// Fails outside of the years 0 to 9999.
impl TryFrom<SystemTime> for Timestamp {
    type Error = ScalarError;

    fn try_from(time: SystemTime) -> Result<Self, ScalarError> {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs());
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (seconds(after), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let whole = seconds(before).map(|seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (whole, 0),
                    nanos => (whole.map(|seconds| seconds - 1), 1_000_000_000 - nanos),
                }
            }
        };
        Self::of_parts(seconds.map_err(|_| expected())?, nanos)
    }
}

/// Rounds down to nanoseconds. Fails where the system's clock cannot hold the time.
impl TryFrom<&Timestamp> for SystemTime {
    type Error = ScalarError;

    fn try_from(time: &Timestamp) -> Result<Self, ScalarError> {
        let seconds = Duration::from_secs(time.instant.seconds.unsigned_abs());
        let nanos = Duration::from_nanos(time.subsec_nanos().into());
        let whole = if time.instant.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(seconds)
        } else {
            Self::UNIX_EPOCH.checked_add(seconds)
        };
        let exact = whole.and_then(|whole| whole.checked_add(nanos));
        exact.ok_or_else(|| ScalarError::new("a time that the system's clock can hold"))
    }
}

/// Fails for years before 0.
impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = ScalarError;

    fn try_from(time: jiff::Timestamp) -> Result<Self, ScalarError> {
        // Before 1970 both parts are negative there.
        let nanos = i64::from(time.subsec_nanosecond());
        let seconds = time.as_second() + nanos.div_euclid(1_000_000_000);
        let nanos = u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or_default();
        Self::of_parts(seconds, nanos)
    }
}

/// Rounds down to nanoseconds. Fails beyond 9999-12-30T22:00:00Z, where that type ends.
impl TryFrom<&Timestamp> for jiff::Timestamp {
    type Error = ScalarError;

    fn try_from(time: &Timestamp) -> Result<Self, ScalarError> {
        let nanos = i32::try_from(time.subsec_nanos()).unwrap_or_default();
        Self::new(time.instant.seconds, nanos)
            .map_err(|_| ScalarError::new("a time before 9999-12-30T22:00:00Z"))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use proptest::prelude::*;

    use super::Timestamp;

    /// Texts of the grammar, most of them times.
    const LIKE_A_TIME: &str = "[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9][Tt][0-2][0-9]:[0-6][0-9]:([0-5][0-9]|60)\
        (\\.[0-9]{1,12})?([Zz]|[-+][0-2][0-9]:[0-6][0-9])";

    fn read(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_whole_grammar_is_read() {
        for text in [
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59Z",
            "0000-01-01T00:00:00+23:59",
            "2024-02-29T00:00:00.12345678901234567890-00:00",
            "1985-04-12t23:20:50.52z",
            "1990-12-31T15:59:60-08:00",
            "2016-12-31T23:59:60.5Z",
            "1937-01-01T12:00:27.87+00:20",
        ] {
            let json = format!("\"{text}\"");
            let time: Timestamp = serde_json::from_str(&json).unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
            assert_eq!(time, read(text));
        }
    }

    #[test]
    fn nothing_else_is() {
        for text in [
            "",
            "2024-01-15",
            "2024-01-15T10:30:00",
            "2024-01-15 10:30:00Z",
            "2024-01-15T10:30Z",
            "2024-01-15T10:30:00.Z",
            "2024-01-15T10:30:00,5Z",
            "2024-01-15T24:00:00Z",
            "2024-01-15T10:60:00Z",
            "2024-01-15T10:30:60Z",
            "2024-01-15T10:30:00+24:00",
            "2024-01-15T10:30:00+0200",
            "2024-01-15T10:30:00Z[UTC]",
            "2023-02-29T10:30:00Z",
            "+002024-01-15T10:30:00Z",
            "20240115T103000Z",
            "2024-01-15T10:30:00Zé",
            "２024-01-15T10:30:00Z",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_in_their_order_however_they_are_written() {
        let texts = [
            "0000-01-01T00:00:00+00:01",
            "1969-12-31T23:59:59.9Z",
            "1970-01-01T00:00:00-00:00",
            "1970-01-01T02:00:00.0000000000001+02:00",
            "2016-12-31T23:59:59.9Z",
            "2016-12-31T23:59:60Z",
            "2017-01-01T01:59:60.25+02:00",
            "2017-01-01T00:00:00Z",
        ];
        assert!(texts.is_sorted_by(|one, other| read(one) < read(other)));
        assert_eq!(
            read("2017-01-01T01:59:60.250+02:00"),
            read("2016-12-31t23:59:60.25z")
        );
    }

    #[test]
    fn clocks_hold_what_they_can() {
        let leap = read("2016-12-31T23:59:60.5Z");
        assert_eq!(
            (leap.unix_seconds(), leap.subsec_nanos()),
            (1_483_228_799, 500_000_000)
        );
        let before = read("1969-12-31T23:59:59.75Z");
        let clock = SystemTime::try_from(&before).unwrap();
        assert_eq!(clock, SystemTime::UNIX_EPOCH - Duration::from_millis(250));
        assert_eq!(
            Timestamp::try_from(clock).unwrap().as_str(),
            before.as_str()
        );
        assert!(jiff::Timestamp::try_from(&read("9999-12-31T23:59:59Z")).is_err());
        assert!(Timestamp::from_unix_seconds(253_402_300_800).is_err());
        assert!(Timestamp::from_unix_seconds(i64::MIN).is_err());
        assert!(Timestamp::try_from(jiff::Timestamp::MIN).is_err());
    }

    proptest! {
        /// What both know, both read as the same instant; and text survives.
        #[test]
        fn times_are_those_of_jiff(text in LIKE_A_TIME) {
            let ours = text.parse::<Timestamp>();
            if let Ok(time) = &ours {
                prop_assert_eq!(time.as_str(), &text);
            }
            let nine_digits = text.split_once('.').is_none_or(|(_, rest)| {
                rest.find(|c: char| !c.is_ascii_digit()).is_some_and(|end| end <= 9)
            });
            let known = !text.starts_with("0000") && !text.starts_with("9999") && !text.contains(":60");
            // jiff takes offsets of 24 and 25 hours, which the RFC does not.
            let known = known && !text.contains("-24:") && !text.contains("-25:") && !text.contains('+');
            if known && nine_digits {
                let theirs = text.parse::<jiff::Timestamp>();
                prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}", text);
                if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                    prop_assert_eq!(jiff::Timestamp::try_from(&ours).unwrap(), theirs);
                    prop_assert_eq!(Timestamp::try_from(theirs).unwrap(), ours);
                }
            }
        }

        #[test]
        fn the_order_is_that_of_jiff(one in -62_167_219_200_000i64..253_402_207_200_000, other: i32) {
            let near = one.saturating_add(i64::from(other));
            let [first, second] = [one, near.min(253_402_207_200_000)]
                .map(|time| jiff::Timestamp::from_millisecond(time).unwrap());
            if let (Ok(a), Ok(b)) = (Timestamp::try_from(first), Timestamp::try_from(second)) {
                prop_assert_eq!(a.cmp(&b), first.cmp(&second));
            }
        }
    }
}
