//! Bodies in flight, held against the description, if somebody asks for it.

#[cfg(feature = "validate")]
use std::sync::Arc;

use crate::operation::Operation;

/// Knows the description, and says what in a body is not as it says. Emitted for every client, over its validator.
#[cfg(feature = "validate")]
pub trait Judge: Send + Sync {
    /// What is wrong with the query of a request of the operation with this id, without its question mark and without
    /// credentials.
    fn query(&self, operation: &str, query: &str) -> Vec<Misfit> {
        let _ = (operation, query);
        Vec::new()
    }

    /// What is wrong with the JSON body of a request.
    fn request(&self, operation: &str, body: &[u8]) -> Vec<Misfit>;

    /// What is wrong with the form in the body of a request (`application/x-www-form-urlencoded`).
    fn form(&self, operation: &str, body: &str) -> Vec<Misfit> {
        let _ = (operation, body);
        Vec::new()
    }

    /// What is wrong with the JSON body of a response of this status; of a stream, with one line.
    fn response(&self, operation: &str, status: u16, body: &[u8]) -> Vec<Misfit>;
}

/// One thing in a body that is not as the description says. It tells what was expected, never what was there.
#[cfg(feature = "validate")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    weight: Weight,
    pointer: String,
    message: String,
}

/// How much a [`Misfit`] weighs.
#[cfg(feature = "validate")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It may do no harm, such as a property that the description does not know in a response.
    Warning,
    /// The description rules it out.
    Error,
}

/// What comes of a body that is not as the description says.
#[cfg(feature = "validate")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Events in the traces: errors at the level `WARN`, warnings at `DEBUG`. The call goes on.
    Trace,
    /// The same events, and errors end the call: a request is not sent, a response does not decode. The body of an error
    /// response is only traced, because the call has its error already.
    Fail,
}

#[cfg(feature = "validate")]
impl Misfit {
    /// What is wrong, and where, as a JSON Pointer.
    pub fn new(weight: Weight, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            weight,
            pointer: pointer.into(),
            message: message.into(),
        }
    }
}

/// The judge of a client, if it has one. Without the feature `validate` it is nothing at all.
#[derive(Clone, Default)]
pub(crate) struct Judging {
    #[cfg(feature = "validate")]
    judge: Option<(Arc<dyn Judge>, Reaction)>,
}

#[cfg(feature = "validate")]
impl Judging {
    pub(crate) fn by(judge: impl Judge + 'static, reaction: Reaction) -> Self {
        let judge: Arc<dyn Judge> = Arc::new(judge);
        Self {
            judge: Some((judge, reaction)),
        }
    }

    /// Reports; `Err` says why the call must not go on.
    pub(crate) fn query(
        &self,
        operation: &Operation,
        query: &dyn Fn() -> String,
    ) -> Result<(), String> {
        let Some((judge, reaction)) = &self.judge else {
            return Ok(());
        };
        let misfits = judge.query(operation.id, &query());
        let verdict = report(operation, "query", &misfits, *reaction);
        verdict.map_err(|why| format!("the query is {why}"))
    }

    /// Reports; `Err` says why the call must not go on.
    pub(crate) fn request(&self, operation: &Operation, body: &[u8]) -> Result<(), String> {
        let Some((judge, reaction)) = &self.judge else {
            return Ok(());
        };
        let misfits = judge.request(operation.id, body);
        let verdict = report(operation, "request", &misfits, *reaction);
        verdict.map_err(|why| format!("the body is {why}"))
    }

    /// Reports; `Err` says why the call must not go on. Bytes that are no text are no form.
    pub(crate) fn form(&self, operation: &Operation, body: &[u8]) -> Result<(), String> {
        let (Some((judge, reaction)), Ok(body)) = (&self.judge, std::str::from_utf8(body)) else {
            return Ok(());
        };
        let misfits = judge.form(operation.id, body);
        let verdict = report(operation, "request", &misfits, *reaction);
        verdict.map_err(|why| format!("the body is {why}"))
    }

    /// Reports; `Err` says why the body must not be taken.
    pub(crate) fn response(
        &self,
        operation: &Operation,
        status: u16,
        body: &[u8],
    ) -> Result<(), String> {
        let Some((judge, reaction)) = &self.judge else {
            return Ok(());
        };
        let misfits = judge.response(operation.id, status, body);
        let reaction = match status {
            200..300 => *reaction,
            _ => Reaction::Trace,
        };
        report(operation, "response", &misfits, reaction)
    }
}

#[cfg(not(feature = "validate"))]
impl Judging {
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
    misfits: &[Misfit],
    reaction: Reaction,
) -> Result<(), String> {
    for misfit in misfits {
        let (operation, pointer, message) = (operation.id, &misfit.pointer, &misfit.message);
        match misfit.weight {
            Weight::Warning => {
                tracing::debug!(operation, body, pointer, message, "not as described");
            }
            Weight::Error => tracing::warn!(operation, body, pointer, message, "not as described"),
        }
    }
    let mut errors = misfits
        .iter()
        .filter(|misfit| misfit.weight == Weight::Error);
    match (reaction, errors.next()) {
        (Reaction::Fail, Some(first)) => {
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
