//! Values that count as not set: null, zero, empty.

use crate::scan::Scanner;

/// Whether a value counts as set: neither null, nor zero, nor empty.
pub(super) fn is_set(scanner: &Scanner<'_>) -> bool {
    let rest = scanner.bytes.get(scanner.pos..).unwrap_or_default();
    let after = |skip: usize| {
        rest.get(skip..)
            .unwrap_or_default()
            .iter()
            .find(|byte| !byte.is_ascii_whitespace())
    };
    match rest {
        [b'n' | b'f', ..] => false,
        [b'{', ..] => after(1) != Some(&b'}'),
        [b'[', ..] => after(1) != Some(&b']'),
        [b'"', text @ ..] => {
            let end = text
                .iter()
                .position(|&byte| byte == b'"')
                .unwrap_or(text.len());
            let text = text.get(..end).unwrap_or_default();
            !(text.is_empty() || is_zero(text))
        }
        [b'-' | b'0'..=b'9', ..] => {
            let end = rest
                .iter()
                .position(|byte| !b"+-.eE0123456789".contains(byte))
                .unwrap_or(rest.len());
            !is_zero(rest.get(..end).unwrap_or_default())
        }
        _ => true,
    }
}

/// `0`, `-0.00`, `0e7`, but not a text without digits.
fn is_zero(text: &[u8]) -> bool {
    let mantissa = text
        .split(|byte| matches!(byte, b'e' | b'E'))
        .next()
        .unwrap_or_default();
    mantissa.contains(&b'0')
        && mantissa
            .iter()
            .all(|byte| matches!(byte, b'0' | b'.' | b'-'))
}
