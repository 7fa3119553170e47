//! `validate.rs`: the validator of all documents as the judge of one client's calls.

use super::Emission;
use crate::render::HEADER;

/// The file. Emitted only for who turns the feature on, so it names the validator freely.
pub(super) fn emit(emission: &Emission<'_>) -> String {
    let validator = emission.config.crate_ident("validator");
    let client = emission.crate_ident();
    let service = &emission.service.name;
    format!(
        r#"// {HEADER}

//! Holds what calls send and receive against the description, as [`{validator}`] does.
//!
//! ```no_run
//! use {client}::trueup_client::{{Builder, Reaction}};
//! use {client}::validate::Description;
//!
//! # fn example(builder: Builder<{client}::Client>) -> Result<(), {client}::trueup_client::BuildError> {{
//! let client = builder.judge(Description, Reaction::Trace).build()?;
//! # Ok(())
//! # }}
//! ```

use {validator}::trueup_validator::registry::{{Misuse, Operation}};
use {validator}::{{Severity, Violations}};
use trueup_client::{{Judge, Misfit, Weight}};

/// The description, as a judge of the bodies that are sent and received.
#[derive(Clone, Copy, Debug, Default)]
pub struct Description;

impl Judge for Description {{
    fn query(&self, operation: &str, query: &str) -> Vec<Misfit> {{
        let misuses = known(operation).map(|operation| operation.judge_query(query, &[]));
        misuses.into_iter().flatten().map(|misuse| misused(&misuse)).collect()
    }}

    fn request(&self, operation: &str, body: &[u8]) -> Vec<Misfit> {{
        misfits(known(operation).map_or(Ok(()), |operation| operation.validate_request(body)))
    }}

    fn form(&self, operation: &str, body: &str) -> Vec<Misfit> {{
        misfits(known(operation).map_or(Ok(()), |operation| operation.validate_form(body)))
    }}

    fn response(&self, operation: &str, status: u16, body: &[u8]) -> Vec<Misfit> {{
        let response = known(operation).and_then(|operation| operation.response(status));
        misfits(response.map_or(Ok(()), |response| response.validate(body)))
    }}
}}

fn known(operation: &str) -> Option<&'static Operation<'static>> {{
    {validator}::API.service({service:?})?.operation(operation)
}}

/// What was expected of a parameter.
fn misused(misuse: &Misuse<'_>) -> Misfit {{
    let weight = match misuse {{
        Misuse::Unknown(_) | Misuse::Spelling(..) => Weight::Warning,
        _ => Weight::Error,
    }};
    Misfit::new(weight, "", misuse.expectation())
}}

/// What was expected and where, without a word of what was there.
fn misfits(verdict: Result<(), Violations>) -> Vec<Misfit> {{
    let Err(violations) = verdict else {{
        return Vec::new();
    }};
    let misfits = violations.iter().map(|violation| {{
        let weight = match violation.severity {{
            Severity::Error => Weight::Error,
            _ => Weight::Warning,
        }};
        let message = format!("{{}}, expected {{}}", violation.code.title(), violation.expected);
        Misfit::new(weight, violation.pointer.as_str(), message)
    }});
    misfits.collect()
}}
"#
    )
}
