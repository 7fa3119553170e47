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

impl<'a> Checks<'a, '_> {
    /// The operation of each section; unknown and repeated ones are reported.
    pub(super) fn targets(&self, report: &mut Report) -> Vec<Option<Target<'a>>> {
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
        let mut targets = Vec::with_capacity(named.len());
        for (section, known) in self.document.sections.iter().zip(&named) {
            let target = section.endpoint.as_ref().and_then(|endpoint| {
                let Some(target) = *known else {
                    // What a call or a sentence names may be somebody else's.
                    return match section.is_stated() {
                        true => self.unknown(section, endpoint, report),
                        false => None,
                    };
                };
                if !section.is_stated() {
                    return Some(target);
                }
                if let Some(called) = self.misheaded(section, target, &headed) {
                    self.wrong_heading(endpoint, target, called, report);
                    return Some(called);
                }
                let target = self.twin(target, &seen);
                if !seen.insert(target.address()) {
                    self.repeated(endpoint, target, report);
                }
                Some(target)
            });
            targets.push(target);
        }
        targets
    }

    /// The operation that a section's endpoint names.
    fn named(&self, section: &Section) -> Option<Target<'a>> {
        let endpoint = section.endpoint.as_ref()?;
        let (host, path, _) = split_url(&endpoint.path.value);
        let base = section.base.and_then(|base| self.document.bases.get(base));
        let prefer = route::service_at(&self.api, host)
            .or_else(|| route::service_at(&self.api, split_url(&base?.url.value).0))
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

    /// An endpoint that nothing is described for: perhaps the call tells what is meant.
    fn unknown(
        &self,
        section: &Section,
        endpoint: &Endpoint,
        report: &mut Report,
    ) -> Option<Target<'a>> {
        let name = format!("{} {}", endpoint.method.value, endpoint.path.value);
        let called = section
            .calls
            .iter()
            .find_map(|call| call::target(self, call));
        let (_, path, _) = split_url(&endpoint.path.value);
        let left = self.suggestions.get();
        let near = called.or_else(|| {
            self.suggestions.set(left.checked_sub(1)?);
            route::nearest(self.routes, &endpoint.method.value, path)
        });
        let issue = report.add(
            Code::UnknownEndpoint,
            endpoint.span,
            format!("nothing is described for `{name}`"),
        );
        let near = near?;
        issue.help(format!("did you mean `{}`?", near.name()));
        if called.is_some() {
            let verbatim = |span: Span, text: &str| span.end - span.start == text.len();
            let method = near.operation.method.name();
            if endpoint.method.value != method
                && verbatim(endpoint.method.span, &endpoint.method.value)
            {
                issue.edit(endpoint.method.span, method);
            }
            if endpoint.path.value != near.operation.path
                && verbatim(endpoint.path.span, &endpoint.path.value)
            {
                issue.edit(endpoint.path.span, near.operation.path);
            }
        }
        Some(near)
    }

    /// Of operations with the same method and path, the first that has no section yet.
    fn twin(&self, target: Target<'a>, seen: &BTreeSet<usize>) -> Target<'a> {
        let twins = self.routes.twins(target.operation).iter();
        let mut twins = twins.map(|operation| Target {
            operation,
            ..target
        });
        let next = twins.find(|twin| !seen.contains(&twin.address()));
        next.unwrap_or(target)
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
        let verbatim = endpoint.method.value.len() + 1 + endpoint.path.value.len();
        let issue = report
            .add(Code::CallDiffers, endpoint.span, message)
            .operation(called.operation.id);
        if endpoint.span.end - endpoint.span.start == verbatim {
            issue.edit(endpoint.span, called.name());
        }
    }
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
