//! Checks bodies against the description as they are sent and received, on request.

#[cfg(feature = "validate")]
use std::sync::Arc;

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

    /// What is wrong with the JSON body of a request.
    fn request(&self, operation: &str, body: &[u8]) -> Vec<Violation>;

    /// What is wrong with the form in the body of a request (`application/x-www-form-urlencoded`).
    fn form(&self, operation: &str, body: &str) -> Vec<Violation> {
        let _ = (operation, body);
        Vec::new()
    }

    /// What is wrong with the JSON body of a response of this status; of a stream, with one line.
    fn response(&self, operation: &str, status: u16, body: &[u8]) -> Vec<Violation>;
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
    pub(crate) fn request(&self, operation: &Operation, body: &[u8]) -> Result<(), String> {
        let Some((validator, on_violation)) = &self.validator else {
            return Ok(());
        };
        let violations = validator.request(operation.id, body);
        let verdict = report(operation, "request", &violations, *on_violation);
        verdict.map_err(|why| format!("the body is {why}"))
    }

    /// Reports; `Err` says why the call must not go on. Bytes that are no text are no form.
    pub(crate) fn form(&self, operation: &Operation, body: &[u8]) -> Result<(), String> {
        let (Some((validator, on_violation)), Ok(body)) =
            (&self.validator, std::str::from_utf8(body))
        else {
            return Ok(());
        };
        let violations = validator.form(operation.id, body);
        let verdict = report(operation, "request", &violations, *on_violation);
        verdict.map_err(|why| format!("the body is {why}"))
    }

    /// Reports; `Err` says why the body must not be taken.
    pub(crate) fn response(
        &self,
        operation: &Operation,
        status: u16,
        body: &[u8],
    ) -> Result<(), String> {
        let Some((validator, on_violation)) = &self.validator else {
            return Ok(());
        };
        let violations = validator.response(operation.id, status, body);
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

    pub(crate) fn form(&self, _: &Operation, _: &[u8]) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn request(&self, _: &Operation, _: &[u8]) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn response(&self, _: &Operation, _: u16, _: &[u8]) -> Result<(), String> {
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
