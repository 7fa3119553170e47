//! The checks: a document's model against the registry.

mod base;
mod blocks;
mod call;
mod calls;
mod codes;
mod command;
mod coverage;
mod credential;
mod difference;
mod example;
mod fields;
mod form;
mod objects;
mod parameters;
mod prose;
mod query;
mod rates;
mod report;
mod route;
mod rows;
mod section;
mod targets;
mod template;
mod types;

pub(crate) use coverage::Coverage;
pub use parameters::Complete;
pub(crate) use report::{Issue, Report};

use std::cell::Cell;

use trueup_validator::registry::{Api, Operation, Response, Status, split_url};

use super::Options;
use super::model::{Document, Looks, Role, Section};
use crate::code::Code;
use crate::route::Routes;

/// What all checks of a document share.
pub(crate) struct Checks<'a, 'd> {
    pub(crate) api: Api<'a>,
    pub(crate) routes: &'d Routes<'a>,
    pub(crate) document: &'d Document,
    pub(crate) options: Options,
    /// What the document says about properties outside of the sections of endpoints.
    pub(crate) said: prose::Said,
    /// How many more names may be looked for among all operations: it costs time for each.
    suggestions: Cell<u32>,
}

/// What most sections of a document show, so that it is missed in the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Habits {
    pub(crate) calls: bool,
    pub(crate) requests: bool,
    pub(crate) responses: bool,
}

impl Habits {
    fn of(document: &Document) -> Self {
        let sections = || {
            document
                .sections
                .iter()
                .filter(|section| section.is_stated())
        };
        let all = sections().count();
        let most = |count: usize| count * 2 > all;
        let shows = |section: &Section, request: bool| {
            section
                .examples
                .iter()
                .any(|example| (example.role == Role::Request) == request)
        };
        let with_body =
            sections().filter(|section| section.calls.iter().any(|call| !call.data.is_empty()));
        let (mut bodies, mut requests) = (0, 0);
        for section in with_body {
            bodies += 1;
            requests += usize::from(shows(section, true));
        }
        Self {
            calls: most(
                sections()
                    .filter(|section| !section.calls.is_empty())
                    .count(),
            ),
            requests: requests * 2 > bodies,
            responses: most(sections().filter(|section| shows(section, false)).count()),
        }
    }
}

/// The response that means success: the least status of the two hundreds, or else any, or else the default.
pub(crate) fn success<'a>(operation: &'a Operation<'a>) -> Option<&'a Response<'a>> {
    let responses: &'a [Response<'a>] = operation.responses;
    let exact = responses
        .iter()
        .find(|response| matches!(response.status, Status::Exact(200..=299)));
    exact
        .or_else(|| {
            responses
                .iter()
                .find(|response| response.status == Status::Range(2))
        })
        .or_else(|| {
            responses
                .iter()
                .find(|response| response.status == Status::Default)
        })
}

/// Checks one document, the `file`-th of a run.
pub(crate) fn check<'a>(
    routes: &Routes<'a>,
    document: &Document,
    options: Options,
    file: usize,
    coverage: &mut Coverage,
    report: &mut Report,
) -> Counts {
    let api = routes.api;
    let checks = Checks {
        api,
        routes,
        document,
        options,
        said: prose::Said::of(document),
        suggestions: Cell::new(200),
    };
    let mut counts = Counts::default();
    let habits = Habits::of(document);
    let targets = checks.targets(report);
    let services = objects::services(&targets);
    for (section, target) in document.sections.iter().zip(&targets) {
        counts.examples += section.examples.len();
        for call in &section.calls {
            command::check(section, call, report);
        }
        counts.endpoints += usize::from(section.endpoint.is_some());
        match target {
            Some(target) => {
                if section.is_stated() {
                    coverage.note(file, *target, section.span);
                }
                section::check(&checks, section, *target, &habits, report);
            }
            None => {
                checks.loose(section, report);
                objects::check(
                    &api,
                    section,
                    &services,
                    options.complete,
                    &checks.said,
                    report,
                );
            }
        }
    }
    checks.mentions(report);
    base::check(&api, document, &targets, report);
    codes::check(document, report);
    rates::check(&api, document, report);
    for unread in &document.unread {
        let what = match unread.what {
            Looks::Endpoint => "an endpoint",
            Looks::Call => "a call",
            Looks::Document => "a document",
        };
        let message = format!("what looks like {what} is not compared: {}", unread.reason);
        report.add(Code::NotCompared, unread.span, message);
    }
    // In other documents a colon at the end of a text is a matter of style.
    let lost = document.lost.iter().filter(|_| counts.endpoints > 0);
    for span in lost {
        report.add(
            Code::LostText,
            *span,
            "this announces something, and nothing follows",
        );
    }
    counts
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) endpoints: usize,
    pub(crate) examples: usize,
}

impl<'a> Checks<'a, '_> {
    /// Calls outside of the sections of endpoints; those of other people's servers are none of our business.
    fn loose(&self, section: &Section, report: &mut Report) {
        for call in &section.calls {
            let Some(url) = &call.url else { continue };
            let (host, path, _) = split_url(url.text.text());
            match call::target(self, call) {
                Some(target) => call::check(self, section, call, target, report),
                None if route::service_at(&self.api, host).is_some() => {
                    let message = format!(
                        "nothing is described for `{} {path}`",
                        call.effective_method()
                    );
                    let issue = report.add(Code::UnknownEndpoint, url.span, message);
                    if let Some(near) = route::nearest(self.routes, call.effective_method(), path) {
                        issue.help(format!("did you mean `{}`?", near.name()));
                    }
                }
                None => {}
            }
        }
    }

    /// Endpoints in passing: only what is nearly right is reported, since the rest may be about something else.
    fn mentions(&self, report: &mut Report) {
        for mention in &self.document.mentions {
            let (host, path, _) = split_url(&mention.path.value);
            let prefer = route::service_at(&self.api, host);
            if route::find(self.routes, &mention.method.value, path, prefer).is_some() {
                continue;
            }
            let Some(left) = self.suggestions.get().checked_sub(1) else {
                return;
            };
            self.suggestions.set(left);
            if let Some(near) = route::nearest(self.routes, &mention.method.value, path) {
                report
                    .add(
                        Code::UnknownEndpoint,
                        mention.span,
                        format!(
                            "nothing is described for `{} {}`",
                            mention.method.value, mention.path.value
                        ),
                    )
                    .help(format!("did you mean `{}`?", near.name()));
            }
        }
    }
}
