//! One section: its endpoint, what it shows, and what it leaves out.

use trueup_validator::registry::Operation;

use super::report::Report;
use super::route::Target;
use super::{Checks, Habits, difference, fields, parameters, prose, template};
use crate::code::Code;
use crate::document::json;
use crate::document::mend;
use crate::document::model::{Certainty, Role, Section};
use crate::document::text::Span;

/// Checks a section that documents an operation.
pub(super) fn check<'a>(
    checks: &Checks<'a, '_>,
    section: &Section,
    target: Target<'a>,
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
    if section.is_stated() {
        check.missing_blocks();
    }
    parameters::check(
        section,
        target,
        checks.options.complete,
        &checks.said,
        check.report,
    );
}

/// Checks a section about a request that the server makes: what it sends, and what it takes for an answer.
pub(super) fn check_webhook<'a>(
    checks: &Checks<'a, '_>,
    section: &Section,
    target: Target<'a>,
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
    for example in &section.examples {
        check.example(example);
    }
    let complete = super::Complete::No;
    parameters::check(section, target, complete, &checks.said, check.report);
}

pub(super) struct SectionCheck<'a, 'c, 'd> {
    pub(super) checks: &'c Checks<'a, 'd>,
    pub(super) section: &'c Section,
    pub(super) target: Target<'a>,
    pub(super) habits: &'c Habits,
    pub(super) report: &'c mut Report,
}

impl<'a> SectionCheck<'a, '_, '_> {
    pub(super) fn operation(&self) -> &'a Operation<'a> {
        self.target.operation
    }

    pub(super) fn add(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut super::report::Issue {
        let id = self.target.operation.id;
        self.report.add(code, span, message).operation(id)
    }

    /// The line that names the endpoint.
    pub(super) fn heading(&self) -> Span {
        let endpoint = self.section.endpoint.as_ref().map(|endpoint| endpoint.span);
        endpoint.unwrap_or(self.section.span)
    }

    /// Deprecated operations, and those that other implementations have not.
    fn standing(&mut self) {
        let span = self.heading();
        let name = self.target.name();
        if let Some(upstream) = self.operation().upstream {
            if !prose::says_upstream(self.section, &upstream) {
                let (code, message) = fields::message(&format!("`{name}`"), &upstream);
                let issue = self.add(code, span, message);
                if let Some(help) = fields::remedy(&upstream) {
                    issue.help(help);
                }
            }
        } else if self.operation().deprecated && !prose::says_deprecated(self.section) {
            self.add(
                Code::Deprecated,
                span,
                format!("`{name}` is deprecated, which the section does not say"),
            );
        }
    }

    /// Path parameters by other names: told where the path has them, and mended wherever the section lists them.
    fn path_parameters(&mut self) {
        let Some(endpoint) = &self.section.endpoint else {
            return;
        };
        let verbatim =
            endpoint.path.span.end - endpoint.path.span.start == endpoint.path.value.len();
        let rows = || self.section.lists.iter().flat_map(|list| &list.rows);
        for renamed in template::renamed(endpoint, self.operation()) {
            let name = renamed.name;
            let named = rows().filter(|row| row.name.value == name);
            let named: Vec<Span> = named.map(|row| row.name.span).collect();
            let message = format!(
                "the path parameter is called `{}`, not `{name}`",
                renamed.described
            );
            let issue = self.add(Code::PathParameter, renamed.span, message);
            let whole = |span: &Span| span.end - span.start == name.len();
            if verbatim && named.iter().all(whole) {
                issue.edit(renamed.span, renamed.described);
                for span in named {
                    issue.edit(span, renamed.described);
                }
            }
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
            .filter_map(|example| json::parse(&mend::mend(example.text.trim().text()).text))
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
            let Some(sent) = json::parse(&mend::mend(text.text()).text) else {
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
}
