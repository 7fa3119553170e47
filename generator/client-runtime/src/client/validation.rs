//! Checks bodies against the description as they are sent and received, on request.

#[cfg(feature = "validate")]
use std::sync::Arc;

use crate::client::error::ResponseFacts;
#[cfg(feature = "validate")]
use crate::client::operation::Method;
use crate::client::operation::Operation;

/// Knows the description, and says what in a body is not as it says. Emitted for every client, over its validator.
#[cfg(feature = "validate")]
pub trait Validator: Send + Sync {
    /// What is wrong with the query of a request of the operation with this id, without its question mark and without
    /// credentials.
    fn query(&self, operation: &str, query: &str) -> Vec<Violation> {
        let _ = (operation, query);
        Vec::new()
    }

    /// What is wrong with the body of a request that is sent as this media type, if that is JSON or a form.
    fn request(&self, operation: &str, content_type: &str, body: &[u8]) -> Vec<Violation>;

    /// What is wrong with the body of a response of this status that came as this media type, if that is JSON; of a
    /// stream, with one item.
    fn response(
        &self,
        operation: &str,
        status: u16,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Vec<Violation>;
}

/// One thing in a body that is not as the description says. It tells what was expected, never what was there.
#[cfg(feature = "validate")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    severity: Severity,
    pointer: String,
    message: String,
}

/// How severe a [`Violation`] is.
#[cfg(feature = "validate")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It may do no harm, such as a property that the description does not know in a response.
    Warning,
    /// The description rules it out.
    Error,
}

/// What comes of a body that is not as the description says.
#[cfg(feature = "validate")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnViolation {
    /// Events in the traces: errors at the level `WARN`, warnings at `DEBUG`. The call goes on.
    Log,
    /// The same events, and errors end the call: a request is not sent, a response does not decode. The body of an error
    /// response is only traced, because the call has its error already.
    Reject,
}

#[cfg(feature = "validate")]
impl Violation {
    /// What is wrong, and where, as a JSON Pointer.
    pub fn new(severity: Severity, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            pointer: pointer.into(),
            message: message.into(),
        }
    }
}

/// The validator of a client, if it has one. Without the feature `validate` it is nothing at all.
#[derive(Clone, Default)]
pub(crate) struct Validation {
    #[cfg(feature = "validate")]
    validator: Option<(Arc<dyn Validator>, OnViolation)>,
}

#[cfg(feature = "validate")]
impl Validation {
    pub(crate) fn by(validator: impl Validator + 'static, on_violation: OnViolation) -> Self {
        let validator: Arc<dyn Validator> = Arc::new(validator);
        Self {
            validator: Some((validator, on_violation)),
        }
    }

    /// Reports; `Err` says why the call must not go on.
    pub(crate) fn query(
        &self,
        operation: &Operation,
        query: &dyn Fn() -> String,
    ) -> Result<(), String> {
        let Some((validator, on_violation)) = &self.validator else {
            return Ok(());
        };
        let violations = validator.query(operation.id, &query());
        let verdict = report(operation, "query", &violations, *on_violation);
        verdict.map_err(|why| format!("the query is {why}"))
    }

    /// Reports; `Err` says why the call must not go on.
    pub(crate) fn request(
        &self,
        operation: &Operation,
        content_type: &str,
        body: &[u8],
    ) -> Result<(), String> {
        let Some((validator, on_violation)) = &self.validator else {
            return Ok(());
        };
        let violations = validator.request(operation.id, content_type, body);
        let verdict = report(operation, "request", &violations, *on_violation);
        verdict.map_err(|why| format!("the body is {why}"))
    }

    /// Reports; `Err` says why the body must not be taken. What answers HEAD has none (RFC 9110, section 9.3.2).
    pub(crate) fn response(
        &self,
        operation: &Operation,
        facts: &ResponseFacts,
        body: &[u8],
    ) -> Result<(), String> {
        let Some((validator, on_violation)) = &self.validator else {
            return Ok(());
        };
        if operation.method == Method::Head {
            return Ok(());
        }
        let (status, content_type) = (facts.status, facts.headers.get("content-type"));
        let violations = validator.response(operation.id, status, content_type, body);
        let on_violation = match status {
            200..300 => *on_violation,
            _ => OnViolation::Log,
        };
        report(operation, "response", &violations, on_violation)
    }
}

#[cfg(not(feature = "validate"))]
impl Validation {
    pub(crate) fn query(&self, _: &Operation, _: &dyn Fn() -> String) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn request(&self, _: &Operation, _: &str, _: &[u8]) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn response(
        &self,
        _: &Operation,
        _: &ResponseFacts,
        _: &[u8],
    ) -> Result<(), String> {
        Ok(())
    }
}

#[cfg(feature = "validate")]
fn report(
    operation: &Operation,
    body: &'static str,
    violations: &[Violation],
    on_violation: OnViolation,
) -> Result<(), String> {
    for violation in violations {
        let (operation, pointer, message) = (operation.id, &violation.pointer, &violation.message);
        match violation.severity {
            Severity::Warning => {
                tracing::debug!(operation, body, pointer, message, "not as described");
            }
            Severity::Error => {
                tracing::warn!(operation, body, pointer, message, "not as described")
            }
        }
    }
    let mut errors = violations
        .iter()
        .filter(|violation| violation.severity == Severity::Error);
    match (on_violation, errors.next()) {
        (OnViolation::Reject, Some(first)) => {
            let more = match errors.count() {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            let place = match first.pointer.is_empty() {
                true => String::new(),
                false => format!(" at `{}`", first.pointer),
            };
            Err(format!("not as described: {}{place}{more}", first.message))
        }
        _ => Ok(()),
    }
}

#[cfg(all(test, feature = "validate"))]
mod tests {
    use super::*;
    use crate::client::operation::{Retry, Success};
    use crate::headers::ResponseHeaders;

    /// Admits nothing.
    struct Never;

    impl Validator for Never {
        fn request(&self, _: &str, _: &str, _: &[u8]) -> Vec<Violation> {
            vec![Violation::new(Severity::Error, "", "no")]
        }

        fn response(&self, _: &str, _: u16, _: Option<&str>, _: &[u8]) -> Vec<Violation> {
            self.request("", "", b"")
        }
    }

    #[test]
    fn what_answers_head_has_no_body() {
        let validation = Validation::by(Never, OnViolation::Reject);
        let facts = ResponseFacts {
            operation: "get",
            status: 200,
            retry_after: None,
            attempts: 1,
            headers: ResponseHeaders::default(),
        };
        let verdict = |method| {
            let operation = Operation {
                id: "get",
                method,
                path: "/",
                security: &[],
                retry: Retry::Idempotent,
                success: Success::Ok,
                sensitive: false,
            };
            validation.response(&operation, &facts, b"")
        };
        assert!(verdict(Method::Get).is_err());
        assert!(verdict(Method::Head).is_ok());
    }
}
