//! One section: its endpoint, what it shows, and what it leaves out.

use trueup_validator::Direction;
use trueup_validator::Severity;
use trueup_validator::registry::{Media, Operation, Response, Status};

use super::report::Report;
use super::route::Target;
use super::{Checks, Habits, call, difference, example, fields, parameters, prose, success};
use crate::code::Code;
use crate::document::json;
use crate::document::model::{Announced, Certainty, Example, Filled, Label, Role, Section, Where};
use crate::document::text::Span;

/// Checks a section that documents an operation.
pub(super) fn check(
    checks: &Checks<'_>,
    section: &Section,
    target: Target,
    habits: &Habits,
    report: &mut Report,
) {
    let mut check = SectionCheck {
        checks,
        section,
        target,
        habits,
        report,
    };
    check.standing();
    check.path_parameters();
    check.calls();
    for example in &section.examples {
        check.example(example);
    }
    check.bodies();
    check.labels();
    check.missing_blocks();
    parameters::check(
        section,
        target,
        checks.options.complete,
        &checks.said,
        check.report,
    );
}

struct SectionCheck<'c, 'd> {
    checks: &'c Checks<'d>,
    section: &'c Section,
    target: Target,
    habits: &'c Habits,
    report: &'c mut Report,
}

impl SectionCheck<'_, '_> {
    fn operation(&self) -> &'static Operation {
        self.target.operation
    }

    fn add(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut super::report::Issue {
        let id = self.target.operation.id;
        self.report.add(code, span, message).operation(id)
    }

    /// The line that names the endpoint.
    fn heading(&self) -> Span {
        let endpoint = self.section.endpoint.as_ref().map(|endpoint| endpoint.span);
        endpoint.unwrap_or(self.section.span)
    }

    /// Deprecated operations, and those that other implementations have not.
    fn standing(&mut self) {
        let span = self.heading();
        let name = self.target.name();
        if let Some(upstream) = self.operation().upstream {
            if !prose::says_upstream(self.section, None, &upstream) {
                let (code, message) = fields::message(&format!("`{name}`"), &upstream);
                let issue = self.add(code, span, message);
                if let Some(help) = fields::remedy(&upstream) {
                    issue.help(help);
                }
            }
        } else if self.operation().deprecated && !prose::says_deprecated(self.section, None) {
            self.add(
                Code::Deprecated,
                span,
                format!("`{name}` is deprecated, which the section does not say"),
            );
        }
    }

    /// Path parameters by other names.
    fn path_parameters(&mut self) {
        let Some(endpoint) = &self.section.endpoint else {
            return;
        };
        let (_, path, _) = super::route::split(&endpoint.path.value);
        let offset = endpoint.path.value.len() - path.len();
        let templates: Vec<&str> = self.target.operation.path.split('/').collect();
        let segments: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        let below = segments.len().saturating_sub(templates.len());
        let mut found = Vec::new();
        for (template, segment) in templates.iter().zip(segments.iter().skip(below)) {
            let (wanted, name) = (
                template.trim_matches(['{', '}']),
                super::route::parameter_name(segment),
            );
            if template.starts_with('{') && super::route::is_parameter(segment) && wanted != name {
                let at = crate::document::text::range_of(path, name);
                let start = endpoint.path.span.start + offset + at.start;
                found.push((
                    Span::new(start, start + name.len()),
                    name.to_owned(),
                    wanted.to_owned(),
                ));
            }
        }
        let verbatim =
            endpoint.path.span.end - endpoint.path.span.start == endpoint.path.value.len();
        for (span, name, wanted) in found {
            let message = format!("the path parameter is called `{wanted}`, not `{name}`");
            let issue = self.add(Code::PathParameter, span, message);
            if verbatim {
                issue.edit(span, wanted);
            }
        }
    }

    fn calls(&mut self) {
        for call in &self.section.calls {
            let makes = call::target(self.checks, call);
            match makes {
                Some(makes) if makes.is(&self.target) => {
                    call::check(self.checks, self.section, call, self.target, self.report);
                }
                Some(makes) => self.other_call(call, makes),
                None => self.unknown_call(call),
            }
        }
    }

    /// A call of another operation: the heading's or the call's mistake.
    fn other_call(&mut self, call: &crate::document::shell::Call, makes: Target) {
        let (here, there) = (self.target.name(), makes.name());
        let same_path = makes.operation.path == self.operation().path;
        let span = match (&call.url, same_path) {
            (Some(url), false) => url.span,
            _ => call.method_span(),
        };
        let message = format!("the section is about `{here}`, this calls `{there}`");
        let method = self.operation().method.name();
        let issue = self.add(Code::CallDiffers, span, message);
        if same_path && let Some(named) = &call.method {
            issue.edit(named.span, method);
        }
        call::check(self.checks, self.section, call, makes, self.report);
    }

    /// A call of nothing that is described.
    fn unknown_call(&mut self, call: &crate::document::shell::Call) {
        let Some(url) = &call.url else { return };
        let text = url.text.text();
        let (_, path, _) = super::route::split(text);
        let method = call.effective_method();
        let wanted = self.operation().method.name();
        let here = self.target.name();
        let by_path = super::route::find(self.checks.api, wanted, path, Some(self.target.service));
        if by_path.is_some_and(|target| target.is(&self.target)) {
            // The method alone is wrong, or the host.
            if method != wanted {
                let message = format!("the section is about `{here}`, this makes `{method}`");
                let issue = self.add(Code::CallDiffers, call.method_span(), message);
                if let Some(named) = &call.method {
                    issue.edit(named.span, wanted);
                }
            }
        } else {
            let range = crate::document::text::range_of(text, path);
            let span = if url.quote == crate::document::shell::Quote::Damaged {
                url.span
            } else {
                url.text.span(range.clone())
            };
            let message = format!(
                "the section is about `{here}`, this calls `{method} {path}`, which nothing is described for"
            );
            let mended = mend_path(self.operation().path, path);
            let edit = url.text.contiguous(range);
            let issue = self.add(Code::CallDiffers, span, message);
            if let (Some(mended), Some(edit)) = (mended, edit) {
                issue.edit(edit, mended);
            }
        }
        call::check(self.checks, self.section, call, self.target, self.report);
    }

    fn example(&mut self, example: &Example) {
        match example.role {
            Role::Request => self.request(example),
            Role::Response(status) => self.response(example, status),
            Role::Error(status) => self.failure(example, status),
        }
    }

    fn judge(&mut self, example: &Example, media: &'static Media, direction: Direction) {
        let camel = direction == Direction::Request && self.target.service.camel_case_requests;
        let policy = example::policy(direction, camel);
        example::judge(&example.text, media, policy)
            .report(self.report, Some(self.target.operation.id));
        fields::check(
            self.section,
            &example.text,
            media,
            self.target,
            direction,
            &self.checks.said,
            self.report,
        );
    }

    fn request(&mut self, example: &Example) {
        let media = self
            .operation()
            .request
            .as_ref()
            .and_then(|request| request.json());
        match media {
            Some(media) => self.judge(example, media, Direction::Request),
            // It was a guess; without a request it must be the answer.
            None if example.certainty == Certainty::Guessed => self.response(example, None),
            None => {
                let message = format!("`{}` takes no body", self.target.name());
                self.add(Code::UnexpectedBody, example.text.trim().whole(), message)
                    .weigh(Severity::Error);
            }
        }
    }

    fn response(&mut self, example: &Example, status: Option<u16>) {
        let response = match status {
            Some(status) => self.operation().response(status),
            None => success(self.operation()),
        };
        let Some(response) = response else {
            let status = status.map_or("success".to_owned(), |status| status.to_string());
            let message = format!("no response is described for status {status}");
            self.add(Code::UnknownStatus, example.text.trim().whole(), message)
                .weigh(Severity::Error);
            return;
        };
        let Some(media) = response.json() else {
            let message = format!(
                "`{}` answers {} without a body",
                self.target.name(),
                response.status
            );
            self.add(Code::UnexpectedBody, example.text.trim().whole(), message);
            return;
        };
        if example.certainty == Certainty::Guessed && self.fits_request_better(example, media) {
            return self.request(&Example {
                certainty: Certainty::Said,
                ..example.clone()
            });
        }
        self.judge(example, media, Direction::Response);
    }

    /// Of a body of which nothing is said: whether it is rather the request.
    fn fits_request_better(&self, example: &Example, response: &'static Media) -> bool {
        let Some(request) = self
            .operation()
            .request
            .as_ref()
            .and_then(|request| request.json())
        else {
            return false;
        };
        let errors = |media, direction| {
            example::judge(&example.text, media, example::policy(direction, false)).errors()
        };
        errors(request, Direction::Request) < errors(response, Direction::Response)
    }

    /// An example of a failure fits one of the responses that are no success.
    fn failure(&mut self, example: &Example, status: Option<u16>) {
        let candidates: Vec<&'static Response> = match status {
            Some(status) => self.operation().response(status).into_iter().collect(),
            None => self
                .operation()
                .responses
                .iter()
                .filter(|response| match response.status {
                    Status::Exact(status) => status >= 400,
                    Status::Range(digit) => digit >= 4,
                    Status::Default => true,
                })
                .collect(),
        };
        let mut verdicts: Vec<_> = candidates
            .iter()
            .filter_map(|response| response.json())
            .map(|media| {
                example::judge(
                    &example.text,
                    media,
                    example::policy(Direction::Response, false),
                )
            })
            .collect();
        verdicts.sort_by_key(example::Verdict::errors);
        if let Some(best) = verdicts.into_iter().next() {
            best.report(self.report, Some(self.target.operation.id));
        } else if let (Some(status), true) = (status, candidates.is_empty()) {
            let message = format!("no response is described for status {status}");
            self.add(Code::UnknownStatus, example.text.trim().whole(), message);
        }
    }

    /// The body of each call against the requests that are shown, the first few of them.
    fn bodies(&mut self) {
        const MOST: usize = 8;
        let shown: Vec<_> = self
            .section
            .examples
            .iter()
            .filter(|example| example.role == Role::Request && example.certainty == Certainty::Said)
            .filter_map(|example| json::parse(&json::mend(example.text.trim().text()).text))
            .take(MOST)
            .collect();
        if shown.is_empty() {
            return;
        }
        for call in self.section.calls.iter().filter(|call| !call.get) {
            let [data] = call.data.as_slice() else {
                continue;
            };
            let text = data.text.trim();
            let Some(sent) = json::parse(&json::mend(text.text()).text) else {
                continue;
            };
            let all = shown
                .iter()
                .map(|shown| difference::differences(&sent, shown));
            let Some(fewest) = all.min_by_key(Vec::len) else {
                continue;
            };
            for found in fewest {
                let span = text.span(found.place.0..found.place.1);
                self.add(
                    Code::BodyDiffers,
                    span,
                    format!(
                        "the call sends another body than the request block shows: {}",
                        found.message
                    ),
                )
                .pointer(found.pointer);
            }
        }
    }

    /// Labels: what they announce must follow, and statuses must be described.
    fn labels(&mut self) {
        for label in &self.section.labels {
            if let Announced::Response(Some(status)) | Announced::Error(Some(status)) = label.what {
                self.status(label, status);
            }
            if label.filled == Filled::No {
                self.empty(label);
            }
        }
    }

    fn status(&mut self, label: &Label, status: u16) {
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
            self.add(Code::UnknownStatus, label.span, message)
                .weigh(Severity::Error)
                .help(format!("described: {}", known.join(", ")));
        }
    }

    fn empty(&mut self, label: &Label) {
        let operation = self.operation();
        let (what, expected) = match label.what {
            Announced::Call => ("call", true),
            Announced::Request => ("request", operation.request.is_some()),
            Announced::Response(_) => (
                "response",
                success(operation).is_some_and(|r| !r.content.is_empty()),
            ),
            Announced::Error(_) => ("failure", true),
            Announced::Parameters(Where::Query) => ("parameters", has_query(operation)),
            Announced::Parameters(_) => ("parameters", !operation.parameters.is_empty()),
            Announced::Codes => ("codes", true),
            Announced::Example | Announced::Authentication => return,
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
    fn missing_blocks(&mut self) {
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
        let shows =
            |wanted: fn(Role) -> bool| section.examples.iter().any(|example| wanted(example.role));
        let takes = self
            .operation()
            .request
            .as_ref()
            .is_some_and(|request| request.json().is_some());
        let sent = section.calls.iter().any(|call| !call.data.is_empty());
        let listed = section.lists.iter().any(|list| list.place == Where::Body) && !habits.requests;
        let told = listed || sent && !habits.requests || shows(|role| role == Role::Request);
        if takes && !told && (habits.calls || habits.requests) {
            let label = self.label(|what| what == Announced::Request).cloned();
            self.missing(
                label,
                format!("no request is shown for `{name}`, which takes one"),
                Severity::Warning,
            );
        }
        let guessed = section
            .examples
            .iter()
            .any(|example| example.certainty == Certainty::Guessed);
        if !habits.responses || guessed || shows(|role| matches!(role, Role::Response(_))) {
            return;
        }
        let label = self
            .label(|what| matches!(what, Announced::Response(_)))
            .cloned();
        match success(self.operation()) {
            Some(response) if response.json().is_some() => {
                self.missing(
                    label,
                    format!("no response is shown for `{name}`, which has one"),
                    Severity::Warning,
                );
            }
            // Of a status that comes with a body elsewhere, nobody says what it holds.
            Some(response) if response.status == Status::Exact(200) && label.is_none() => {
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

fn has_query(operation: &Operation) -> bool {
    use trueup_validator::registry::Place;
    operation
        .parameters
        .iter()
        .any(|parameter| parameter.place == Place::Query)
}

/// A path with the text of the template in its fixed segments; `None` if they are not alike.
fn mend_path(template: &str, path: &str) -> Option<String> {
    let (templates, segments): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    (templates.len() == segments.len()).then(|| {
        let mended: Vec<&str> = templates
            .iter()
            .zip(&segments)
            .map(|(template, segment)| {
                if template.contains('{') {
                    *segment
                } else {
                    *template
                }
            })
            .collect();
        mended.join("/")
    })
}
