//! The Gregorian calendar, and the digits that name a place in it.

/// The days of a month; `None` if there is no such month.
pub(super) fn days_in_month(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

/// The days from 1970-01-01 to a date of this calendar.
///
/// Years begin in March, so that the leap day is the last: then the days before a month are a line through its number.
pub(super) fn days_since_epoch(year: u16, month: u8, day: u8) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719,468 days are between 0000-03-01 and 1970-01-01.
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// The date that is so many days after 1970-01-01: year, month, day.
pub(super) fn date_of_days(days: i64) -> (i64, i64, i64) {
    // 400 years have 146,097 days.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    match month {
        10.. => (year + 1, month - 9, day),
        _ => (year, month + 3, day),
    }
}

/// A number of two digits.
pub(super) fn two(a: u8, b: u8) -> Option<u8> {
    (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0'))
}

/// A number of four digits.
pub(super) fn four(digits: [u8; 4]) -> Option<u16> {
    let [a, b, c, d] = digits;
    Some(u16::from(two(a, b)?) * 100 + u16::from(two(c, d)?))
}

#[cfg(test)]
mod tests {
    use super::{date_of_days, days_in_month, days_since_epoch};

    #[test]
    fn every_day_of_the_grammar_is_where_it_should_be() {
        let mut expected = days_since_epoch(0, 1, 1);
        assert_eq!(expected, -719_528);
        for year in 0..=9999 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month).unwrap() {
                    assert_eq!(days_since_epoch(year, month, day), expected);
                    let date = (i64::from(year), i64::from(month), i64::from(day));
                    assert_eq!(date_of_days(expected), date);
                    expected += 1;
                }
            }
        }
        assert_eq!(days_since_epoch(1970, 1, 1), 0);
    }
}
