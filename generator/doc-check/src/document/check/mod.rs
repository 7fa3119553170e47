//! The checks: a document's model against the registry.

mod base;
mod blocks;
mod bodies;
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
mod items;
mod objects;
mod parameters;
mod prose;
mod query;
mod rates;
mod renamed;
mod report;
mod route;
mod rows;
mod section;
mod shown;
mod spaced;
mod targets;
mod template;
mod types;
mod values;
mod ways;

pub(crate) use coverage::Coverage;
pub use parameters::Complete;
pub(crate) use report::{Issue, Kind, Report};
pub(crate) use route::Target;
pub(crate) use spaced::resolve as resolve_names;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use trueup_validator::Severity;
use trueup_validator::registry::{Api, Operation, Response, Status, split_url};

use super::Options;
use super::call::{Call, Word};
use super::model::{Certainty, Document, Endpoint, Looks, Role, Section};
use crate::code::Code;
use crate::host;
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
    /// What calls lead to, once it is known, by their addresses.
    called: RefCell<BTreeMap<usize, Option<Target<'a>>>>,
    /// The hosts of calls that lead to something, once they are wanted.
    used: RefCell<Option<BTreeSet<String>>>,
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

/// The request that the server makes and that a section is about: its heading is the name, which may be
/// several words, up to a word that says so.
fn webhook<'a>(api: &Api<'a>, section: &Section) -> Option<Target<'a>> {
    const WORDS: [&str; 6] = ["the", "event", "event:", "webhook", "webhook:", "callback"];
    let heading = section.heading.as_ref()?.text();
    let word = |word: &&str| !WORDS.contains(&word.to_ascii_lowercase().as_str());
    let alone = || {
        let mut words = heading.split_whitespace().filter(word);
        words.next().filter(|_| words.next().is_none())
    };
    let called = |name: &str| api.webhook(name.trim_matches('`'));
    let webhook = called(heading.trim()).or_else(|| called(alone()?))?;
    if objects::is_about_object(api, section, heading, webhook.request) {
        return None;
    }
    let mut services = api.services.iter();
    let service = services.find(|service| {
        let mut webhooks = service.webhooks.iter();
        webhooks.any(|other| std::ptr::eq(other, webhook))
    })?;
    let operation = &webhook.request;
    Some(Target { service, operation })
}

/// Checks one document, the `file`-th of a run.
pub(crate) fn check<'a>(
    routes: &Routes<'a>,
    document: &Document,
    options: Options,
    file: usize,
    coverage: &mut Coverage,
    report: &mut Report,
) {
    let api = routes.api;
    let checks = Checks::new(routes, document, options);
    let habits = Habits::of(document);
    let subjects = checks.subjects(report);
    let targets: Vec<_> = subjects.iter().map(|subject| subject.target).collect();
    let services = objects::services(&targets);
    let failures = objects::failures(&services);
    for (section, subject) in document.sections.iter().zip(&subjects) {
        if let Some(target) = webhook(&api, section) {
            report.passed_over(Kind::Call, section.calls.len());
            report.compared(Kind::Parameter, rows(section));
            report.compared(Kind::Example, section.examples.len());
            section::check_webhook(&checks, section, target, &habits, report);
            continue;
        }
        for call in &section.calls {
            command::check(section, call, report);
        }
        report.compared(Kind::Endpoint, usize::from(section.is_stated()));
        if let Some(meant) = subject
            .target
            .or(subject.meant)
            .filter(|_| section.is_stated())
        {
            coverage.note(file, meant, section.span);
        }
        let before = report.issues.len();
        match subject.target {
            Some(target) => {
                let calls = section.calls.iter().filter(|call| call.url.is_some());
                report.compared(Kind::Call, calls.count());
                report.compared(Kind::Parameter, rows(section));
                report.compared(Kind::Example, section.examples.len());
                section::check(&checks, section, target, &habits, report);
            }
            // What is wrong with it is said.
            None if section.is_stated() => {
                let others = checks.described_calls(section, report);
                report.passed_over(Kind::Call, others.len());
                report.passed_over(Kind::Parameter, rows(section));
                report.passed_over(Kind::Example, section.examples.len());
            }
            None => {
                checks.loose(section, report);
                objects::check(
                    &api,
                    section,
                    (&services, &failures),
                    options.complete,
                    &checks.said,
                    report,
                );
            }
        }
        // Where the document does not say itself what it is about, no answer is the only one.
        if !section.is_stated() {
            let issues = report.issues.iter_mut().skip(before);
            issues.for_each(|issue| issue.finding.edits.clear());
        }
    }
    checks.mentions(&targets, report);
    base::check(routes, document, &targets, report);
    codes::check(document, report);
    rates::check(&api, document, report);
    for unread in &document.unread {
        let what = match unread.what {
            Looks::Endpoint => "an endpoint",
            Looks::Call => "a call",
            Looks::Document => "a document",
            Looks::Include => "a part that is taken in",
            Looks::Example => "an example",
        };
        match unread.what {
            Looks::Endpoint => report.passed_over(Kind::Endpoint, 1),
            Looks::Call => report.passed_over(Kind::Call, 1),
            Looks::Example => report.passed_over(Kind::Example, 1),
            Looks::Document | Looks::Include => {}
        }
        let message = format!("what looks like {what} is not compared: {}", unread.reason);
        let issue = report.add(Code::NotCompared, unread.span, message);
        // Nobody can say that a page that was not read is complete.
        if unread.what == Looks::Document && options.complete == Complete::Yes {
            issue.weigh(Severity::Error);
        }
    }
    // In other documents a colon at the end of a text is a matter of style.
    let endpoints = document.sections.iter().any(|it| it.endpoint.is_some());
    for span in document.lost.iter().filter(|_| endpoints) {
        report.add(
            Code::LostText,
            *span,
            "this announces something, and nothing follows",
        );
    }
}

/// What the sections of a document and their calls lead to.
pub(crate) fn led<'a>(
    routes: &Routes<'a>,
    document: &Document,
    options: Options,
) -> Vec<(Option<Target<'a>>, Vec<Option<Target<'a>>>)> {
    let checks = Checks::new(routes, document, options);
    let subjects = checks.subjects(&mut Report::default());
    let sections = document.sections.iter().zip(subjects);
    sections
        .map(|(section, subject)| {
            let calls = section.calls.iter().map(|call| call::target(&checks, call));
            (subject.target, calls.collect())
        })
        .collect()
}

/// How many rows the lists of a section have.
fn rows(section: &Section) -> usize {
    section.lists.iter().map(|list| list.rows.len()).sum()
}

impl<'a, 'd> Checks<'a, 'd> {
    fn new(routes: &'d Routes<'a>, document: &'d Document, options: Options) -> Self {
        Self {
            api: routes.api,
            routes,
            document,
            options,
            said: prose::Said::of(document),
            suggestions: Cell::new(200),
            called: RefCell::default(),
            used: RefCell::default(),
        }
    }
}

impl<'a> Checks<'a, '_> {
    /// Checks the calls of a section that lead to operations, whatever the section is about; gives the others back.
    fn described_calls<'s>(
        &self,
        section: &'s Section,
        report: &mut Report,
    ) -> Vec<(&'s Call, &'s Word)> {
        let mut others = Vec::new();
        for call in &section.calls {
            let Some(url) = &call.url else { continue };
            match call::target(self, call) {
                Some(target) => {
                    report.compared(Kind::Call, 1);
                    call::check(self, section, call, target, report);
                }
                None => others.push((call, url)),
            }
        }
        others
    }

    /// Whether other calls of the document lead to described operations at a host.
    fn is_used(&self, host: &str) -> bool {
        let mut used = self.used.borrow_mut();
        let used = used.get_or_insert_with(|| {
            let calls = self.document.sections.iter().flat_map(|it| &it.calls);
            let led = calls.filter(|call| call::target(self, call).is_some());
            let urls = led.filter_map(|call| call.url.as_ref());
            urls.map(|url| split_url(url.text.text()).0.to_owned())
                .collect()
        });
        used.contains(host)
    }

    /// Calls outside of the sections of endpoints; calls of other servers are not checked.
    fn loose(&self, section: &Section, report: &mut Report) {
        for (call, url) in self.described_calls(section, report) {
            let (host, path, _) = split_url(url.text.text());
            let method = call.effective_method();
            let ours = host::is_ours(self.routes, host);
            // Any host may be that of a service that says nothing about its own.
            let anywhere = host::stands_for_another(host)
                || self.api.services.iter().any(|it| host::is_anywhere(it));
            if !ours && !anywhere && !self.is_used(host) {
                let reason = format!("`{host}` is no server of the description");
                report.uncompared(Kind::Call, 1, url.span, &reason);
                continue;
            }
            // The path is right, and the host is that of another service.
            if let Some(target) = route::find(self.routes, method, path, None).filter(|_| ours) {
                report.compared(Kind::Call, 1);
                call::check(self, section, call, target, report);
                continue;
            }
            let near = self.nearest(method, path);
            let misspelt = near.is_some_and(|near| (1..=NEARLY).contains(&near.distance));
            if !ours && !misspelt {
                let reason = format!("nothing like `{method} {path}` is described");
                report.uncompared(Kind::Call, 1, url.span, &reason);
                continue;
            }
            report.compared(Kind::Call, 1);
            let message = format!("nothing is described for `{method} {path}`");
            let issue = report.add(Code::UnknownEndpoint, url.span, message);
            if !ours {
                issue.weigh(Severity::Warning);
            }
            if let Some(near) = near {
                issue.help(format!("did you mean `{}`?", near.target.name()));
            }
        }
    }

    /// Endpoints in passing and in overviews. One that is nearly right is wrong; any other may be about something else,
    /// unless most of the document's are described.
    fn mentions(&self, targets: &[Option<Target<'a>>], report: &mut Report) {
        let mentions = &self.document.mentions;
        let known = |mention: &&Endpoint| {
            let (host, path, _) = split_url(&mention.path.value);
            let prefer = host::owner(self.routes, host);
            route::find(self.routes, &mention.method.value, path, prefer).is_some()
        };
        let unknown: Vec<&Endpoint> = mentions.iter().filter(|it| !known(it)).collect();
        report.compared(Kind::Endpoint, mentions.len() - unknown.len());
        let described = mentions.len() - unknown.len() + targets.iter().flatten().count();
        let ours = described > unknown.len();
        for mention in unknown {
            let (method, path) = (&mention.method.value, &mention.path.value);
            if self.is_instead(&format!("{method} {path}")) {
                continue;
            }
            let near = self.nearest(method, split_url(path).1);
            // In passing, something else may be meant.
            let indexed = mention.certainty == Certainty::Said;
            if near.is_none() && !indexed {
                report.passed_over(Kind::Endpoint, 1);
                continue;
            }
            if near.is_none() && !ours {
                let reason = format!("nothing like `{method} {path}` is described");
                report.uncompared(Kind::Endpoint, 1, mention.span, &reason);
                continue;
            }
            report.compared(Kind::Endpoint, 1);
            let message = format!("nothing is described for `{method} {path}`");
            let issue = report.add(Code::UnknownEndpoint, mention.span, message);
            match near {
                Some(near) => issue.help(format!("did you mean `{}`?", near.target.name())),
                None => issue.weigh(Severity::Warning),
            };
        }
    }
}

impl Checks<'_, '_> {
    /// Whether the description itself tells to use a call of another implementation in the place of its own.
    fn is_instead(&self, name: &str) -> bool {
        let services = self.api.services.iter();
        let mut operations = services.flat_map(|service| service.operations);
        operations.any(|operation| {
            let instead = operation.upstream.and_then(|upstream| upstream.instead);
            instead.is_some_and(|instead| instead.contains(name))
        })
    }
}

/// So many letters are a slip.
const NEARLY: usize = 2;
