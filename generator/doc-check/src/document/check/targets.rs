//! What each section is about: the operation that its heading names, or its call where the heading is wrong.

use std::collections::{BTreeMap, BTreeSet};

use trueup_validator::Direction;
use trueup_validator::registry::split_url;

use super::report::Report;
use super::route::{self, Target};
use super::{Checks, call, example, success, template};
use crate::code::Code;
use crate::document::model::{Endpoint, Role, Section};
use crate::document::text::Span;
use crate::host;

/// What a section is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Subject<'a> {
    /// The operation that it documents.
    pub(super) target: Option<Target<'a>>,
    /// The operation that its endpoint, of which nothing is described, was probably meant to be.
    pub(super) meant: Option<Target<'a>>,
}

impl<'a> Checks<'a, '_> {
    /// What each section is about; unknown and repeated endpoints are reported.
    pub(super) fn subjects(&self, report: &mut Report) -> Vec<Subject<'a>> {
        let named: Vec<Option<Target<'a>>> = self
            .document
            .sections
            .iter()
            .map(|section| self.named(section))
            .collect();
        let mut headed: BTreeMap<usize, usize> = BTreeMap::new();
        let stated = self.document.sections.iter().zip(&named);
        let stated = stated.filter(|(section, _)| section.is_stated());
        for target in stated.filter_map(|(_, target)| target.as_ref()) {
            *headed.entry(target.address()).or_default() += 1;
        }
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut subjects = Vec::with_capacity(named.len());
        for (section, known) in self.document.sections.iter().zip(&named) {
            let Some(endpoint) = &section.endpoint else {
                subjects.push(Subject::default());
                continue;
            };
            let target = match *known {
                None => {
                    // What a call or a sentence names may be somebody else's.
                    subjects.push(match section.is_stated() {
                        true => self.unknown(section, endpoint, report),
                        false => Subject::default(),
                    });
                    continue;
                }
                Some(target) => target,
            };
            let called = match section.is_stated() {
                true => self.misheaded(section, target, &headed),
                false => None,
            };
            let target = match called {
                Some(called) => {
                    self.wrong_heading(endpoint, target, called, report);
                    called
                }
                None if !section.is_stated() => target,
                None => {
                    let target = self.twin(section, endpoint, target, &seen);
                    if !seen.insert(target.address()) {
                        self.repeated(endpoint, target, report);
                    }
                    target
                }
            };
            subjects.push(Subject {
                target: Some(target),
                meant: None,
            });
        }
        subjects
    }

    /// The operation that a section's endpoint names.
    fn named(&self, section: &Section) -> Option<Target<'a>> {
        let endpoint = section.endpoint.as_ref()?;
        let (host, path, _) = split_url(&endpoint.path.value);
        let base = section.base.and_then(|base| self.document.bases.get(base));
        let prefer = host::owner(self.routes, host)
            .or_else(|| host::owner(self.routes, split_url(&base?.url.value).0))
            .or_else(|| {
                Some(
                    section
                        .calls
                        .iter()
                        .find_map(|call| call::target(self, call))?
                        .service,
                )
            });
        // In a heading, nobody writes a value beside the name that stands for it.
        let find = match path.split('/').any(template::is_mixed) {
            true => route::by_template,
            false => route::find,
        };
        find(self.routes, &endpoint.method.value, path, prefer)
    }

    /// An endpoint that nothing is described for. Where a call makes nearly the same, that is what is meant; else it is
    /// a guess, and nothing more is said about the section.
    fn unknown(&self, section: &Section, endpoint: &Endpoint, report: &mut Report) -> Subject<'a> {
        let name = format!("{} {}", endpoint.method.value, endpoint.path.value);
        let (_, path, _) = split_url(&endpoint.path.value);
        let mut calls = section.calls.iter();
        let called = calls
            .find_map(|call| call::target(self, call))
            .filter(|called| route::distance(self.routes, *called, path).is_some());
        let meant = called.or_else(|| {
            self.nearest(&endpoint.method.value, path)
                .map(|near| near.target)
        });
        let other = meant.filter(|near| near.operation.method.name() != endpoint.method.value);
        let issue = report.add(
            Code::UnknownEndpoint,
            endpoint.place(other.is_some()),
            format!("nothing is described for `{name}`"),
        );
        let Some(near) = meant else {
            return Subject::default();
        };
        issue.help(format!("did you mean `{}`?", near.name()));
        if called.is_none() {
            return Subject {
                target: None,
                meant,
            };
        }
        let verbatim = |span: Span, text: &str| span.end - span.start == text.len();
        let method = near.operation.method.name();
        if endpoint.method.value != method && verbatim(endpoint.method.span, &endpoint.method.value)
        {
            issue.edit(endpoint.method.span, method);
        }
        let mended = route::mended(self.routes, near, &endpoint.path.value);
        if let Some(mended) = mended.filter(|mended| *mended != endpoint.path.value)
            && verbatim(endpoint.path.span, &endpoint.path.value)
        {
            issue.edit(endpoint.path.span, mended);
        }
        Subject {
            target: called,
            meant: None,
        }
    }

    /// The operation that was probably meant. To look for one costs time for each operation, so not all are looked for.
    pub(super) fn nearest(&self, method: &str, path: &str) -> Option<route::Near<'a>> {
        self.suggestions.set(self.suggestions.get().checked_sub(1)?);
        route::nearest(self.routes, method, path)
    }

    /// Of operations with the same method and path, the one that gives its parameters the names of the endpoint, or that a
    /// call of the section makes, or whose summary stands there, or else the first that has no section yet.
    fn twin(
        &self,
        section: &Section,
        endpoint: &Endpoint,
        target: Target<'a>,
        seen: &BTreeSet<usize>,
    ) -> Target<'a> {
        let twins = self.routes.twins(target.operation).iter();
        let twins = twins.map(|operation| Target {
            operation,
            ..target
        });
        let makes = |twin: &Target<'a>| {
            let mut calls = section.calls.iter();
            calls.any(|call| call::names(call, twin.operation))
        };
        let path = endpoint.path.value.as_str();
        let is_named = |twin: &Target<'a>| path.ends_with(twin.operation.path);
        let mut named = twins.clone().filter(is_named);
        let named = named.next().filter(|_| named.next().is_none());
        let called = named.or_else(|| twins.clone().find(makes));
        let called = called.or_else(|| summarised(section, twins.clone()));
        let mut others = twins.filter(|twin| !seen.contains(&twin.address()));
        called.or_else(|| others.next()).unwrap_or(target)
    }

    /// An endpoint that stands there before.
    fn repeated(&self, endpoint: &Endpoint, target: Target<'a>, report: &mut Report) {
        report
            .add(
                Code::DuplicateEndpoint,
                endpoint.span,
                format!("`{}` is documented before", target.name()),
            )
            .operation(target.operation.id);
    }

    /// What the section is about where the heading is wrong and the call right: the call's operation has no section
    /// of its own, and the heading's has another, or fits worse.
    fn misheaded(
        &self,
        section: &Section,
        target: Target<'a>,
        headed: &BTreeMap<usize, usize>,
    ) -> Option<Target<'a>> {
        let called = section
            .calls
            .iter()
            .find_map(|call| call::target(self, call))
            .filter(|called| {
                !called.is_twin_of(&target) && !headed.contains_key(&called.address())
            })?;
        let again = headed
            .get(&target.address())
            .is_some_and(|times| *times > 1);
        (again || misfits(section, called) < misfits(section, target)).then_some(called)
    }

    fn wrong_heading(
        &self,
        endpoint: &Endpoint,
        target: Target<'a>,
        called: Target<'a>,
        report: &mut Report,
    ) {
        let message = format!(
            "the heading says `{}`, the call makes `{}`",
            target.name(),
            called.name()
        );
        report
            .add(Code::CallDiffers, endpoint.span, message)
            .operation(called.operation.id);
    }
}

/// The only one of some operations whose summary is a paragraph of a section, or its heading.
fn summarised<'a>(
    section: &Section,
    mut twins: impl Iterator<Item = Target<'a>>,
) -> Option<Target<'a>> {
    const MARKS: [char; 5] = ['*', '_', '#', '.', ' '];
    let bare = |text: &str| text.trim_matches(MARKS).to_lowercase();
    let texts = section.heading.iter().chain(&section.prose);
    let texts: BTreeSet<String> = texts.map(|text| bare(text.text())).collect();
    let mut told = twins.by_ref().filter(|twin| {
        let summary = twin.operation.summary.map(bare);
        summary.is_some_and(|summary| !summary.is_empty() && texts.contains(&summary))
    });
    told.next().filter(|_| told.next().is_none())
}

/// How badly what a section shows fits an operation.
fn misfits<'a>(section: &Section, target: Target<'a>) -> usize {
    let operation = target.operation;
    let shown = section
        .examples
        .iter()
        .any(|example| example.role == Role::Request);
    let sent = section
        .calls
        .iter()
        .any(|call| !call.data.is_empty() && !call.get);
    let mut misfits = usize::from((shown || sent) != operation.request.is_some());
    let answer = success(operation).and_then(|response| response.json());
    for example in section
        .examples
        .iter()
        .filter(|example| matches!(example.role, Role::Response(_)))
    {
        misfits += match answer {
            Some(media) => {
                let policy = example::policy(Direction::Response, false);
                example::judge(&example.text, media, policy).errors()
            }
            None => 1,
        };
    }
    misfits
}
