//! Collects what the checks find.

use trueup_validator::Severity;

use crate::code::Code;
use crate::document::text::Span;
use crate::finding::{Edit, Finding};

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

/// All that was found in a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    pub(crate) issues: Vec<Issue>,
}

impl Report {
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
