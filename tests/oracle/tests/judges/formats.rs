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
        .with_format("base64url", |text: &str| base64(text, "-_"))
}

/// Groups of four; the last one may end in `=` or `==`, or, for URLs, be cut short by as much.
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
            [a, b, c, '='] => {
                last && [a, b, c].into_iter().all(digit)
                    || last && *c == '=' && digit(a) && digit(b)
            }
            [a, b] => last && digit(a) && digit(b),
            [a, b, c] => last && [a, b, c].into_iter().all(digit),
            _ => false,
        }
    })
}
