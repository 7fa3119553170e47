//! Collects what the checks find.

use trueup_validator::Severity;

use crate::code::Code;
use crate::document::text::Span;
use crate::finding::{Count, Edit, Finding, Tally};

/// A finding and its place in the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Issue {
    pub(crate) finding: Finding,
    pub(crate) span: Span,
}

impl Issue {
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.finding.help = Some(help.into());
        self
    }

    pub(crate) fn operation(&mut self, id: &str) -> &mut Self {
        self.finding.operation = Some(id.to_owned());
        self
    }

    pub(crate) fn pointer(&mut self, pointer: String) -> &mut Self {
        self.finding.pointer = Some(pointer);
        self
    }

    pub(crate) fn weigh(&mut self, severity: Severity) -> &mut Self {
        self.finding.severity = severity;
        self
    }

    pub(crate) fn edit(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.finding.edits.push(Edit {
            start: span.start,
            end: span.end,
            text: text.into(),
        });
        self
    }
}

/// What is counted in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Endpoint,
    Call,
    Parameter,
    Example,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Endpoint => "endpoint",
            Kind::Call => "call",
            Kind::Parameter => "list of parameters",
            Kind::Example => "example",
        }
    }
}

/// All that was found in a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    pub(crate) issues: Vec<Issue>,
    /// What stands there, and what was compared.
    pub(crate) tally: Tally,
}

impl Report {
    /// What was told of a place a moment ago.
    pub(crate) fn latest(&mut self, code: &str, span: Span) -> Option<&mut Issue> {
        const MOMENT: usize = 64;
        let mut latest = self.issues.iter_mut().rev().take(MOMENT);
        latest.find(|it| it.span == span && it.finding.code == code)
    }

    fn count(&mut self, kind: Kind) -> &mut Count {
        match kind {
            Kind::Endpoint => &mut self.tally.endpoints,
            Kind::Call => &mut self.tally.calls,
            Kind::Parameter => &mut self.tally.parameters,
            Kind::Example => &mut self.tally.examples,
        }
    }

    /// Counts what was compared with the description.
    pub(crate) fn compared(&mut self, kind: Kind, many: usize) {
        let count = self.count(kind);
        count.there += many;
        count.compared += many;
    }

    /// Counts what was not compared, for a reason that a finding tells already.
    pub(crate) fn passed_over(&mut self, kind: Kind, many: usize) {
        self.count(kind).there += many;
    }

    /// Counts so many in one place that were not compared, and tells the reason.
    pub(crate) fn uncompared(&mut self, kind: Kind, many: usize, span: Span, reason: &str) {
        if many == 0 {
            return;
        }
        self.passed_over(kind, many);
        let message = format!("this {} is not compared: {reason}", kind.word());
        self.add(Code::NotCompared, span, message);
    }

    /// Adds a finding, and gives it back to be completed.
    pub(crate) fn add(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Issue {
        self.push(Finding::new(code, message), span)
    }

    /// Adds a finding that is already made.
    pub(crate) fn push(&mut self, finding: Finding, span: Span) -> &mut Issue {
        let index = self.issues.len();
        self.issues.push(Issue { finding, span });
        #[expect(clippy::indexing_slicing, reason = "the element was pushed just now")]
        &mut self.issues[index]
    }
}
