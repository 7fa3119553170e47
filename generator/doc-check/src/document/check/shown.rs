//! The bodies that a section shows: requests, responses and failures, each judged by the media type that it fits best.

use trueup_validator::registry::{Media, Response};
use trueup_validator::{Direction, Severity};

use super::example::Verdict;
use super::section::SectionCheck;
use super::{bodies, example, fields};
use crate::code::Code;
use crate::document::events::is_event_stream;
use crate::document::model::{Announced, Certainty, Example, Role};

/// A media type, and what is wrong with an example if it is of that.
struct Judged<'a> {
    media: &'a Media<'a>,
    verdict: Verdict,
}

impl Judged<'_> {
    fn errors(&self) -> usize {
        self.verdict.errors()
    }
}

impl<'a> SectionCheck<'a, '_, '_> {
    pub(super) fn example(&mut self, example: &Example) {
        let inside = self.inside(example);
        let example = inside.as_ref().unwrap_or(example);
        match example.role {
            Role::Request => self.request(example),
            Role::Response(status) => self.response(example, status),
            Role::Error(status) => self.failure(example, status),
        }
    }

    /// Of a property that is shown alone, its value, if that is rather the body.
    fn inside(&self, example: &Example) -> Option<Example> {
        let inside = Example {
            text: example.inside.clone()?,
            ..example.clone()
        };
        let (direction, described) = match example.role {
            Role::Request => (Direction::Request, self.requests()),
            Role::Response(_) | Role::Error(_) => {
                let responses = bodies::successes(self.operation());
                let described = responses.iter().flat_map(|it| bodies::json(it.content));
                (Direction::Response, described.collect())
            }
        };
        let errors = |example| {
            self.best(example, &described, direction)
                .map(|judged| judged.errors())
        };
        (errors(&inside) <= errors(example)).then_some(inside)
    }

    /// Tells what is wrong with an example, and what its properties are.
    fn tell(&mut self, example: &Example, judged: Judged<'a>, direction: Direction) {
        judged
            .verdict
            .report(self.report, Some(self.target.operation.id));
        fields::check(
            self.section,
            &example.text,
            judged.media,
            self.target,
            direction,
            &self.checks.said,
            self.report,
        );
    }

    fn policy(&self, direction: Direction) -> trueup_validator::Policy {
        let camel = direction == Direction::Request && self.target.service.camel_case_requests;
        example::policy(direction, camel)
    }

    /// The one of some bodies that an example fits best, the first of equals.
    fn best(
        &self,
        example: &Example,
        among: &[&'a Media<'a>],
        direction: Direction,
    ) -> Option<Judged<'a>> {
        let policy = self.policy(direction);
        let judged = among.iter().map(|media| Judged {
            media,
            verdict: example::judge(&example.text, media, policy),
        });
        judged.min_by_key(Judged::errors)
    }

    fn requests(&self) -> Vec<&'a Media<'a>> {
        let request = self.operation().request.as_ref();
        let json = request.map(|request| bodies::json(request.content));
        match json {
            Some(json) if !json.is_empty() => json,
            _ => request.and_then(bodies::shown).into_iter().collect(),
        }
    }

    fn request(&mut self, example: &Example) {
        let judged = self.best(example, &self.requests(), Direction::Request);
        // Of a body of which nothing is said, it may rather be the response.
        if example.certainty == Certainty::Guessed
            && let Some(request) = &judged
        {
            let answers = bodies::successes(self.operation()).into_iter();
            let answers: Vec<_> = answers.flat_map(|it| bodies::json(it.content)).collect();
            let answer = self.best(example, &answers, Direction::Response);
            if let Some(answer) = answer.filter(|it| it.errors() < request.errors()) {
                return self.tell(example, answer, Direction::Response);
            }
        }
        match judged {
            Some(judged) => self.tell(example, judged, Direction::Request),
            // It was a guess; without a request it must be the response.
            None if example.certainty == Certainty::Guessed => self.response(example, None),
            None => {
                let message = format!("`{}` takes no body", self.target.name());
                self.add(Code::UnexpectedBody, example.text.trim().whole(), message)
                    .weigh(Severity::Error);
            }
        }
    }

    fn response(&mut self, example: &Example, status: Option<u16>) {
        let responses: Vec<&'a Response<'a>> = match status {
            Some(status) => self.operation().response(status).into_iter().collect(),
            None => bodies::successes(self.operation()),
        };
        let Some(first) = responses.first() else {
            if status.is_some_and(|status| self.labelled(status)) {
                return;
            }
            let status = status.map_or("success".to_owned(), |status| status.to_string());
            let message = format!("no response is described for status {status}");
            self.add(Code::UnknownStatus, example.text.trim().whole(), message)
                .weigh(Severity::Error);
            return;
        };
        let described = responses.iter().flat_map(|it| bodies::json(it.content));
        let described: Vec<_> = described.collect();
        // What looks like events where there are none may be anything.
        if is_event_stream(example.text.text()) && !described.iter().any(|it| bodies::is_events(it))
        {
            return;
        }
        let Some(judged) = self.best(example, &described, Direction::Response) else {
            let message = format!(
                "`{}` answers {} without a body",
                self.target.name(),
                first.status
            );
            self.add(Code::UnexpectedBody, example.text.trim().whole(), message);
            return;
        };
        // Of a body of which nothing is said, it may rather be the request.
        if example.certainty == Certainty::Guessed
            && let Some(request) = self.best(example, &self.requests(), Direction::Request)
            && request.errors() < judged.errors()
        {
            return self.tell(example, request, Direction::Request);
        }
        self.tell(example, judged, Direction::Response);
    }

    /// Whether a label names a status, where it is told that it is not described.
    fn labelled(&self, status: u16) -> bool {
        let mut labels = self.section.labels.iter();
        labels.any(|label| {
            label.what == Announced::Response(Some(status))
                || label.what == Announced::Error(Some(status))
        })
    }

    /// An example of a failure fits one of the responses that are no success.
    fn failure(&mut self, example: &Example, status: Option<u16>) {
        let candidates = bodies::failures(self.operation(), status);
        let described = candidates.iter().flat_map(|it| bodies::json(it.content));
        let described: Vec<_> = described.collect();
        if let Some(judged) = self.best(example, &described, Direction::Response) {
            judged
                .verdict
                .report(self.report, Some(self.target.operation.id));
        } else if let (Some(status), true) = (status, candidates.is_empty())
            && !self.labelled(status)
        {
            let message = format!("no response is described for status {status}");
            self.add(Code::UnknownStatus, example.text.trim().whole(), message);
        }
    }
}
