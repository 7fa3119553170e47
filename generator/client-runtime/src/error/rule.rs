//! Rules by which an error body says what it means, where the status does not.

use serde::Serialize;
use serde_json::Value;

use super::ErrorKind;

/// One way to recognise a kind of error: a value in its body.
#[derive(Clone, Copy, Debug)]
pub struct ErrorRule {
    kind: ErrorKind,
    pointer: &'static str,
    test: Test,
}

#[derive(Clone, Copy, Debug)]
enum Test {
    Number(i64),
    Text(&'static str),
    Contains(&'static str),
}

impl ErrorRule {
    /// The number at a JSON Pointer (RFC 6901) is this one.
    #[must_use]
    pub const fn number(kind: ErrorKind, pointer: &'static str, number: i64) -> Self {
        Self {
            kind,
            pointer,
            test: Test::Number(number),
        }
    }

    /// The string at a JSON Pointer is this one.
    #[must_use]
    pub const fn text(kind: ErrorKind, pointer: &'static str, text: &'static str) -> Self {
        Self {
            kind,
            pointer,
            test: Test::Text(text),
        }
    }

    /// The string at a JSON Pointer contains this one.
    #[must_use]
    pub const fn contains(kind: ErrorKind, pointer: &'static str, part: &'static str) -> Self {
        Self {
            kind,
            pointer,
            test: Test::Contains(part),
        }
    }

    /// The kind of the first rule that the body meets.
    pub(super) fn first(rules: &[Self], body: &(impl Serialize + ?Sized)) -> Option<ErrorKind> {
        if rules.is_empty() {
            return None;
        }
        let body = serde_json::to_value(body).ok()?;
        rules
            .iter()
            .find(|rule| rule.meets(&body))
            .map(|rule| rule.kind)
    }

    fn meets(&self, body: &Value) -> bool {
        let Some(value) = body.pointer(self.pointer) else {
            return false;
        };
        match self.test {
            Test::Number(number) => value.as_i64() == Some(number),
            Test::Text(text) => value.as_str() == Some(text),
            Test::Contains(part) => value.as_str().is_some_and(|text| text.contains(part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const RULES: &[ErrorRule] = &[
        ErrorRule::number(ErrorKind::NotFound, "/code", 5),
        ErrorRule::contains(ErrorKind::Unauthenticated, "/error/message", "denied"),
        ErrorRule::text(ErrorKind::Retryable, "/message", "busy"),
    ];

    #[test]
    fn a_body_is_known_by_its_values() {
        let table = [
            (
                json!({"code": 5, "message": "busy"}),
                Some(ErrorKind::NotFound),
            ),
            (json!({"code": "5"}), None),
            (
                json!({"error": {"message": "access denied"}}),
                Some(ErrorKind::Unauthenticated),
            ),
            (json!({"message": "busy"}), Some(ErrorKind::Retryable)),
            (json!({"message": "too busy"}), None),
            (json!("busy"), None),
        ];
        for (body, kind) in table {
            assert_eq!(ErrorRule::first(RULES, &body), kind, "{body}");
        }
    }
}
