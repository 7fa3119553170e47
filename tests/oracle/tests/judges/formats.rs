//! The formats of the specs that the other judge does not know, written for it.

use jsonschema::ValidationOptions;

pub(crate) fn register(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    options
        .with_format("int64", |text: &str| {
            text.parse::<i64>()
                .is_ok_and(|value| value.to_string() == text)
                || text == "-0"
        })
        .with_format("uint64", |text: &str| {
            text.parse::<u64>()
                .is_ok_and(|value| value.to_string() == text)
        })
        .with_format("hex", |text: &str| {
            text.chars().all(|digit| digit.is_ascii_hexdigit()) && text.len() & 1 == 0
        })
        .with_format("byte", |text: &str| {
            base64(text, "+/") && text.len() & 3 == 0
        })
        .with_format("date-time", date_time)
        .with_format("base64url", |text: &str| base64(text, "-_"))
}

/// Groups of four; the last one may end in `=` or `==`, or, for URLs, be cut short by as much. Its last letter is one whose
/// other bits are zero (RFC 4648, section 3.5).
fn base64(text: &str, signs: &str) -> bool {
    let groups: Vec<Vec<char>> = text
        .chars()
        .collect::<Vec<_>>()
        .chunks(4)
        .map(<[char]>::to_vec)
        .collect();
    let digit = |character: &char| character.is_ascii_alphanumeric() || signs.contains(*character);
    groups.iter().enumerate().all(|(index, group)| {
        let last = index + 1 == groups.len();
        match group.as_slice() {
            [_, _, _, _] if group.iter().all(digit) => true,
            [a, b, '=', '='] | [a, b] => last && digit(a) && "AQgw".contains(*b),
            [a, b, c, '='] | [a, b, c] => {
                last && digit(a) && digit(b) && "AEIMQUYcgkosw048".contains(*c)
            }
            _ => false,
        }
    })
}

/// RFC 3339, in place of the judge's own check, which takes `+`, `-`, `.` and `/` for digits.
fn date_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_digit() {
                '0'
            } else {
                c.to_ascii_uppercase()
            }
        })
        .collect();
    let Some(zone) = shape.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let zone = match zone
        .strip_prefix('.')
        .map(|fraction| (fraction, fraction.trim_start_matches('0')))
    {
        Some((fraction, zone)) if fraction.len() > zone.len() => zone,
        Some(_) => return false,
        None => zone,
    };
    let number = |from: usize| text[from..from + 2].parse::<i8>().unwrap_or(-1);
    let date = jiff::civil::Date::new(text[..4].parse().unwrap_or(-1), number(5), number(8));
    let (hour, minute, second) = (number(11), number(14), number(17));
    let offset = match zone {
        "Z" => Some(0),
        "+00:00" | "-00:00" => {
            let (hours, minutes) = (number(text.len() - 5), number(text.len() - 2));
            let total = i32::from(hours) * 60 + i32::from(minutes);
            let signed = if zone.starts_with('-') { -total } else { total };
            (hours < 24 && minutes < 60).then_some(signed)
        }
        _ => None,
    };
    let before_midnight =
        |offset: i32| (i32::from(hour) * 60 + i32::from(minute) - offset).rem_euclid(1440) == 1439;
    let leap = second == 60 && offset.is_some_and(before_midnight);
    date.is_ok() && hour < 24 && minute < 60 && (second < 60 || leap) && offset.is_some()
}
