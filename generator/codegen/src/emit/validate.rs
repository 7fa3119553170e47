//! `validate.rs`: the validator of all documents as the validator of one client's calls.

use super::Emission;
use crate::render::HEADER;

/// The file. Emitted only for who turns the feature on, so it names the validator freely.
pub(super) fn emit(emission: &Emission<'_>) -> String {
    let validator = emission.config.crate_ident("validator");
    let client = emission.crate_ident();
    let service = &emission.service.name;
    let events = match emission.client.events.is_empty() {
        true => String::new(),
        false => EVENTS
            .replace("VALIDATOR", &validator)
            .replace("SERVICE", &format!("{service:?}")),
    };
    format!(
        r#"// {HEADER}

//! Checks what calls send and receive against the description, as [`{validator}`] does.
//!
//! ```no_run
//! use {client}::trueup_client::{{Builder, OnViolation}};
//! use {client}::validate::Description;
//!
//! # fn example(builder: Builder<{client}::Client>) -> Result<(), {client}::trueup_client::BuildError> {{
//! let client = builder.validate(Description, OnViolation::Log).build()?;
//! # Ok(())
//! # }}
//! ```

use {validator}::trueup_validator::registry::{{ParameterViolation, Operation}};
use {validator}::Violations;
use trueup_client::{{Validator, Violation, Severity}};

/// The description, as a validator of the bodies that are sent and received.
#[derive(Clone, Copy, Debug, Default)]
pub struct Description;
{events}
impl Validator for Description {{
    fn query(&self, operation: &str, query: &str) -> Vec<Violation> {{
        let violations = known(operation).map(|operation| operation.check_query(query, &[]));
        violations.into_iter().flatten().map(|violation| of_parameter(&violation)).collect()
    }}

    fn request(&self, operation: &str, content_type: &str, body: &[u8]) -> Vec<Violation> {{
        let verdict = known(operation).map(|operation| operation.validate_request_as(content_type, body));
        violations(verdict.unwrap_or(Ok(())))
    }}

    fn response(&self, operation: &str, status: u16, content_type: Option<&str>, body: &[u8]) -> Vec<Violation> {{
        let response = known(operation).and_then(|operation| operation.response(status));
        violations(response.map_or(Ok(()), |response| response.validate_as(content_type, body)))
    }}
}}

fn known(operation: &str) -> Option<&'static Operation<'static>> {{
    {validator}::API.service({service:?})?.operation(operation)
}}

/// What was expected of a parameter.
fn of_parameter(violation: &ParameterViolation<'_>) -> Violation {{
    let severity = match violation {{
        ParameterViolation::Unknown(_) | ParameterViolation::Spelling(..) => Severity::Warning,
        _ => Severity::Error,
    }};
    Violation::new(severity, "", violation.expectation())
}}

/// What was expected and where, without a word of what was there.
fn violations(verdict: Result<(), Violations>) -> Vec<Violation> {{
    let Err(violations) = verdict else {{
        return Vec::new();
    }};
    let violations = violations.iter().map(|violation| {{
        let severity = match violation.severity {{
            {validator}::Severity::Error => Severity::Error,
            _ => Severity::Warning,
        }};
        let message = format!("{{}}, expected {{}}", violation.code.title(), violation.expected);
        Violation::new(severity, violation.pointer.as_str(), message)
    }});
    violations.collect()
}}
"#
    )
}

/// The check of what the server sends by itself.
const EVENTS: &str = "
impl Description {
    /// What the body of an event is not as described in; nothing where no event has the name.
    #[must_use]
    pub fn event(&self, name: &str, body: &[u8]) -> Vec<Violation> {
        let event = VALIDATOR::API.service(SERVICE).and_then(|service| service.webhook(name));
        violations(event.map_or(Ok(()), |event| event.validate(body)))
    }
}
";
