//! What a run has to say about its input: collected in a phase, sorted, rendered by the caller.

mod code;
mod level;
mod mended;
mod nearest;
mod render;

pub use code::{Code, Default as DefaultLevel, Entry};
pub use level::{Level, Levels};
pub use nearest::nearest;
pub use render::{render, summary};

use std::fmt;

use crate::cursor::Origin;
use crate::pointer::Pointer;
use crate::source::Span;

/// How bad a diagnostic is. Sorted from the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, but probably says something else than was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word for it: `error`, `warning`, `note`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A second place that a diagnostic points to, and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there, a few words.
    pub text: String,
}

/// Something to say about one place of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How bad it is, by the [level](Levels) of its code once it is among [`Diagnostics`].
    pub severity: Severity,
    /// Where, unless it is about the input as a whole.
    pub span: Option<Span>,
    /// Where inside the document, if the text could be read that far.
    pub pointer: Option<Pointer>,
    /// The `operationId` of the operation that it is about, if it is about one.
    pub operation: Option<String>,
    /// What is wrong here: one sentence, no capital, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// The level that lets it pass, if it is an error by its level alone.
    pub passes: Option<Level>,
}

impl Diagnostic {
    /// A diagnostic about a place in a document.
    #[must_use]
    pub fn new(code: Code, origin: &Origin, message: impl Into<String>) -> Self {
        Self {
            pointer: Some(origin.pointer.clone()),
            ..Self::at(code, origin.span, message)
        }
    }

    /// A diagnostic about a place in a text.
    #[must_use]
    pub fn at(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::general(code, message)
        }
    }

    /// A diagnostic about the input as a whole.
    #[must_use]
    pub fn general(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Levels::new().severity(code).unwrap_or(Severity::Note),
            span: None,
            pointer: None,
            operation: None,
            message: message.into(),
            help: None,
            labels: Vec::new(),
            passes: None,
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points to a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Names the operation by its `operationId`.
    #[must_use]
    pub fn operation(mut self, operation_id: impl Into<String>) -> Self {
        self.operation = Some(operation_id.into());
        self
    }

    /// By file and place; what is about the whole input comes first.
    fn order(&self) -> (Option<Span>, Code, &str) {
        (self.span, self.code, &self.message)
    }
}

/// Collects what the phases have to say.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    levels: Levels,
    /// Whether something was left out because its level allows it.
    has_allowed: bool,
}

impl Diagnostics {
    /// An empty collection, with the levels of the table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the levels of what is added from now on.
    pub fn set_levels(&mut self, levels: Levels) {
        self.levels = levels;
    }

    /// Adds one, with the severity that its code's level says, or none if it is allowed.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if let Some(severity) = self.levels.severity(diagnostic.code) {
            diagnostic.severity = severity;
            diagnostic.passes = self.levels.passes(diagnostic.code);
            self.list.push(diagnostic);
        } else {
            self.has_allowed = true;
        }
    }

    /// Whether one of them is an error. A phase does not start if so.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether nothing was added, not even what other levels would not allow.
    pub(crate) fn is_untouched(&self) -> bool {
        self.list.is_empty() && !self.has_allowed
    }

    /// All of them, by file and position. What was said twice about the same place stands once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by(|left, right| left.order().cmp(&right.order()));
        self.list.dedup();
        self.list
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}
