//! The blocks that a section announces and shows: empty ones, and those that other sections have.

use trueup_validator::registry::{Media, Method, Operation, Place, Status};
use trueup_validator::{Direction, Severity};

use super::section::SectionCheck;
use super::{bodies, example, success};
use crate::code::Code;
use crate::document::model::{Announced, Certainty, Filled, Label, Role, Where};
use crate::document::text::Span;

impl<'a> SectionCheck<'a, '_, '_> {
    /// Labels: what they announce must follow, and statuses must be described.
    pub(super) fn labels(&mut self) {
        for label in &self.section.labels {
            if let Announced::Response(Some(status)) | Announced::Error(Some(status)) = label.what {
                self.status(label.span, status);
            }
            if label.filled == Filled::No {
                self.empty(label);
            }
        }
        // Lists of codes hold statuses too.
        for row in &self.section.codes {
            if (100..600).contains(&row.number.value) {
                self.status(row.number.span, row.number.value);
            }
        }
        for status in &self.section.statuses {
            self.status(status.span, status.value);
        }
    }

    fn status(&mut self, span: Span, status: u16) {
        let described = self.operation().response(status);
        // A response for all other statuses does not make a success of any.
        let caught = described.is_some_and(|response| response.status == Status::Default);
        if described.is_none() || caught && status < 400 {
            let known: Vec<_> = self
                .target
                .operation
                .responses
                .iter()
                .map(|r| r.status.to_string())
                .collect();
            let message = format!("`{}` does not answer {status}", self.target.name());
            self.add(Code::UnknownStatus, span, message)
                .weigh(Severity::Error)
                .help(format!("described: {}", known.join(", ")));
        }
    }

    fn empty(&mut self, label: &Label) {
        let operation = self.operation();
        let (what, expected) = match label.what {
            Announced::Call => ("call", true),
            // The request of an operation that takes no body is its call.
            Announced::Request if operation.request.is_none() && self.section.calls.is_empty() => {
                ("call", true)
            }
            Announced::Request => ("request", operation.request.is_some()),
            Announced::Response(_) => (
                "response",
                success(operation).is_some_and(|r| !r.content.is_empty()),
            ),
            Announced::Error(_) => ("failure", true),
            Announced::Parameters(Where::Query) => ("parameters", has_query(operation)),
            Announced::Parameters(_) => ("parameters", !operation.parameters.is_empty()),
            Announced::Codes => ("codes", true),
            Announced::Example | Announced::Authentication | Announced::Endpoint => return,
        };
        let message = format!(
            "nothing follows the label; `{}` has a {what} to show",
            self.target.name()
        );
        if expected {
            self.add(Code::EmptyBlock, label.span, message);
        } else {
            let message = format!(
                "nothing follows the label, and `{}` has nothing to show there",
                self.target.name()
            );
            self.add(Code::EmptyBlock, label.span, message)
                .weigh(Severity::Warning);
        }
    }

    /// The label that announces something, if there is one.
    fn label(&self, wanted: impl Fn(Announced) -> bool) -> Option<&Label> {
        self.section.labels.iter().find(|label| wanted(label.what))
    }

    /// Blocks that other sections show. Where a label announces one and nothing follows, that is told already.
    pub(super) fn missing_blocks(&mut self) {
        let (section, habits) = (self.section, *self.habits);
        let name = self.target.name();
        let call = self.label(|what| what == Announced::Call);
        if section.calls.is_empty() && habits.calls && call.is_none() {
            self.missing(
                None,
                format!("no call is shown for `{name}`, as other sections have"),
                Severity::Warning,
            );
        }
        // What was not read may be any of them.
        if section.unread_body {
            return;
        }
        let shows =
            |wanted: fn(Role) -> bool| section.examples.iter().any(|example| wanted(example.role));
        let body = self.operation().request.as_ref().and_then(bodies::shown);
        let takes = body.is_some();
        let sent = section.calls.iter().any(|call| !call.data.is_empty());
        // No block shows a form better than the call that sends it.
        let form = section.calls.iter().any(|call| !call.parts.is_empty())
            || sent && body.is_some_and(|body| body.form.is_some() && !body.is_json());
        let listed = section.lists.iter().any(|list| list.place == Where::Body) && !habits.requests;
        let told =
            listed || form || sent && !habits.requests || shows(|role| role == Role::Request);
        let label = self.label(|what| what == Announced::Request).cloned();
        if takes
            && !told
            && !is_said(&label, body, Direction::Request)
            && (habits.calls || habits.requests)
        {
            self.missing(
                label,
                format!("no request is shown for `{name}`, which takes one"),
                Severity::Warning,
            );
        }
        let guessed = section.examples.iter().any(|example| {
            example.certainty == Certainty::Guessed && (example.role != Role::Request || !takes)
        });
        if !habits.responses || guessed || shows(|role| matches!(role, Role::Response(_))) {
            return;
        }
        let label = self
            .label(|what| matches!(what, Announced::Response(_)))
            .cloned();
        match success(self.operation()) {
            Some(response) if response.json().is_some() => {
                if is_said(&label, response.json(), Direction::Response) {
                    return;
                }
                self.missing(
                    label,
                    format!("no response is shown for `{name}`, which has one"),
                    Severity::Warning,
                );
            }
            // Of a status that comes with a body elsewhere, nobody says what it holds.
            // Who deletes something expects no answer, and to `HEAD` there is none (RFC 9110, section 9.3.2).
            Some(response)
                if response.status == Status::Exact(200)
                    && label.is_none()
                    && ![Method::Delete, Method::Head].contains(&self.operation().method) =>
            {
                let message =
                    format!("neither the section nor the description says what `{name}` answers");
                self.missing(None, message, Severity::Note);
            }
            _ => {}
        }
    }

    fn missing(&mut self, label: Option<Label>, message: String, severity: Severity) {
        let span = match label {
            // An empty label is a finding of its own.
            Some(label) if label.filled == Filled::No => return,
            Some(label) => label.span,
            None => self.heading(),
        };
        self.add(Code::MissingBlock, span, message).weigh(severity);
    }
}

/// Whether words or a table under a label say what there is to say of a body that the description has no example of; none
/// that it refuses itself.
fn is_said(label: &Option<Label>, body: Option<&Media>, direction: Direction) -> bool {
    let policy = example::policy(direction, false);
    let is_refused = |media: &Media| {
        let mut examples = media.examples.iter();
        examples.all(|example| media.check(example.json.as_bytes(), policy).is_err())
    };
    let said = label.as_ref().is_some_and(|it| it.filled != Filled::No);
    said && body.is_some_and(is_refused)
}

fn has_query<'a>(operation: &'a Operation<'a>) -> bool {
    operation
        .parameters
        .iter()
        .any(|parameter| parameter.place == Place::Query)
}
