//! How error bodies are understood by the rules of a description.

use crate::error_details::{ErrorDetails, ErrorKind, ErrorRule, ErrorTest};
use crate::json;

/// What an error means, by its decoded body, by its bytes, or by its status.
pub(super) fn details<E: ErrorDetails>(body: &E, bytes: &[u8], status: u16) -> Option<ErrorKind> {
    body.kind(status)
        .or_else(|| by_rules(E::RULES, bytes))
        .or_else(|| ErrorKind::of_status(status))
}

/// How the error bodies of a call are understood before they are decoded.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meaning {
    rules: &'static [ErrorRule],
    envelope: Option<&'static str>,
}

impl Meaning {
    /// As the description says, for bodies that are not in an envelope.
    pub(crate) fn by(rules: &'static [ErrorRule]) -> Self {
        Self {
            rules,
            envelope: None,
        }
    }

    /// The body may be in an envelope: an object in this property of another.
    pub(crate) fn within(self, envelope: &'static str) -> Self {
        Self {
            envelope: Some(envelope),
            ..self
        }
    }

    /// The error body itself.
    pub(crate) fn body(self, bytes: &[u8]) -> &[u8] {
        let inner = self.envelope.and_then(|name| json::member(bytes, name));
        inner
            .filter(|inner| inner.starts_with(b"{"))
            .unwrap_or(bytes)
    }

    /// What an error response means.
    pub(crate) fn kind(self, bytes: &[u8], status: u16) -> Option<ErrorKind> {
        by_rules(self.rules, self.body(bytes)).or_else(|| ErrorKind::of_status(status))
    }
}

fn by_rules(rules: &[ErrorRule], bytes: &[u8]) -> Option<ErrorKind> {
    if rules.is_empty() {
        return None;
    }
    let body = serde_json::from_slice(bytes).ok()?;
    rules
        .iter()
        .find(|rule| holds(rule, &body))
        .map(|rule| rule.kind)
}

fn holds(rule: &ErrorRule, body: &serde_json::Value) -> bool {
    let Some(value) = body.pointer(rule.pointer) else {
        return false;
    };
    match rule.test {
        ErrorTest::Contains(part) => value.as_str().is_some_and(|text| text.contains(part)),
        ErrorTest::Text(text) => value.as_str() == Some(text),
        ErrorTest::Number(number) => value.as_i64() == Some(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &[ErrorRule] = &[
        ErrorRule::contains(ErrorKind::Unauthenticated, "/error/message", "token"),
        ErrorRule::number(ErrorKind::NotFound, "/code", 5),
        ErrorRule::text(ErrorKind::Transient, "/code", "BUSY"),
    ];

    #[test]
    fn the_first_rule_that_holds_decides() {
        let kind = |body: &str| by_rules(RULES, body.as_bytes());
        assert_eq!(
            kind(r#"{"error": {"message": "bad token"}, "code": 5}"#),
            Some(ErrorKind::Unauthenticated)
        );
        assert_eq!(kind(r#"{"code": 5}"#), Some(ErrorKind::NotFound));
        assert_eq!(kind(r#"{"code": "BUSY"}"#), Some(ErrorKind::Transient));
        for body in [
            r#"{"code": 6}"#,
            r#"{"code": "5"}"#,
            "{}",
            "",
            "token",
            r#"{"error": "token"}"#,
        ] {
            assert_eq!(kind(body), None, "{body}");
        }
    }
}
