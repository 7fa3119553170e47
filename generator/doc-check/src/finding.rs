//! Findings: the one shape in which everything is reported.

use std::collections::BTreeMap;

use serde::Serialize;
use trueup_validator::{Severity, Violation, Violations};

use crate::code::Code;
use crate::document::Model;

/// Something that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// What is wrong here.
    pub message: String,
    /// The file, as it was named.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column, from 1, in code points.
    pub column: Option<u32>,
    /// Line of the end.
    pub end_line: Option<u32>,
    /// Column after the end.
    pub end_column: Option<u32>,
    /// JSON Pointer inside the body or the document.
    pub pointer: Option<String>,
    /// Id of the operation.
    pub operation: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Where else in the file the same is so, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Place>,
    /// What mends it, where there is one right answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// The text that is meant, with a mark under it, for people.
    #[serde(skip)]
    pub excerpt: Option<String>,
}

/// File, line, column, code and message of a finding.
pub(crate) type Identity = (
    Option<String>,
    Option<u32>,
    Option<u32>,
    &'static str,
    String,
);

/// A further place of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column, from 1, in code points.
    pub column: Option<u32>,
    /// Line of the end.
    pub end_line: Option<u32>,
    /// Column after the end.
    pub end_column: Option<u32>,
}

/// A replacement of some bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
    /// What takes their place.
    pub text: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn severity<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

impl Finding {
    /// A finding of the table.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::of(code.name(), code.severity(), message)
    }

    /// A finding whose code is of another table.
    pub fn of(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            file: None,
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            pointer: None,
            operation: None,
            help: None,
            also: Vec::new(),
            edits: Vec::new(),
            excerpt: None,
        }
    }

    /// A violation in a body, its lines and columns those of the body.
    pub fn violation(violation: &Violation) -> Self {
        Self {
            line: Some(violation.line),
            column: Some(violation.column),
            end_line: Some(violation.end_line),
            end_column: Some(violation.end_column),
            pointer: Some(violation.pointer.clone()),
            help: violation.location.as_ref().map(|location| {
                format!(
                    "`{}` is described at {}:{}:{}",
                    location.name, location.file, location.line, location.column
                )
            }),
            ..Self::of(
                violation.code.name(),
                violation.severity,
                violation.to_string(),
            )
        }
    }

    /// What is not among the violations of a body because there are too many; it has no place.
    pub fn left_out(violations: &Violations) -> Option<Self> {
        let more = violations.dropped();
        let message = format!("{more} more violations in this body are not listed");
        (more > 0).then(|| Self::new(Code::LeftOut, message))
    }

    /// In a file.
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// At a place, without an end.
    pub fn at(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (Some(line), Some(column));
        (self.end_line, self.end_column) = (None, None);
        self
    }

    /// About an operation.
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operation = Some(id.into());
        self
    }

    /// What makes it one: the file, the place and the words.
    pub(crate) fn identity(&self) -> Identity {
        let (file, message) = (self.file.clone(), self.message.clone());
        (file, self.line, self.column, self.code, message)
    }

    /// Takes in another place of the same cause.
    fn add(&mut self, other: Self) {
        self.also.push(Place {
            line: other.line,
            column: other.column,
            end_line: other.end_line,
            end_column: other.end_column,
        });
        self.edits.extend(other.edits);
        if self.operation != other.operation {
            self.operation = None;
        }
        if self.pointer != other.pointer {
            self.pointer = None;
        }
    }

    /// With advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// How much was looked at, and how much was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// What was looked at: `examples`, `bodies`, `exchanges`, …
    #[serde(flatten)]
    pub counts: BTreeMap<&'static str, usize>,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

/// How many of some things stand somewhere, and how many of them were compared with the description.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// So many stand there.
    pub there: usize,
    /// So many were compared.
    pub compared: usize,
}

/// What stands in a document, and how much of it was compared with the description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The file, as it was named.
    pub file: String,
    /// Methods with paths, in headings, overviews and in passing.
    pub endpoints: Count,
    /// Calls, in whatever language.
    pub calls: Count,
    /// Rows of lists of parameters and properties.
    pub parameters: Count,
    /// Bodies in JSON.
    pub examples: Count,
}

/// What makes two findings of a file one: file, code, message and help.
type Cause = (Option<String>, &'static str, String, Option<String>);

/// The outcome of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// The findings, by file and line.
    pub findings: Vec<Finding>,
    /// What stands in each document, and what was compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Tally>,
    /// What was read of each document, for who asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model: Vec<Model>,
    /// The counts.
    pub summary: Summary,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        match finding.severity {
            Severity::Error => self.summary.errors += 1,
            Severity::Warning => self.summary.warnings += 1,
            Severity::Note => self.summary.notes += 1,
        }
        self.findings.push(finding);
    }

    /// Adds the findings of another run, and what it counted.
    pub fn append(&mut self, other: Self) {
        for (what, count) in other.summary.counts {
            self.count_more(what, count);
        }
        self.documents.extend(other.documents);
        self.model.extend(other.model);
        for finding in other.findings {
            self.push(finding);
        }
    }

    /// Counts one more thing that was looked at.
    pub fn count(&mut self, what: &'static str) {
        *self.summary.counts.entry(what).or_default() += 1;
    }

    /// Counts more things that were looked at.
    pub fn count_more(&mut self, what: &'static str, count: usize) {
        *self.summary.counts.entry(what).or_default() += count;
    }

    /// Sorts by file, line and column.
    pub fn sort(&mut self) {
        fn key(finding: &Finding) -> (Option<&str>, Option<u32>, Option<u32>, &str) {
            let file = finding.file.as_deref();
            (file, finding.line, finding.column, finding.code)
        }
        self.findings.sort_by(|a, b| key(a).cmp(&key(b)));
    }

    /// The same with one finding for each cause: what is said in the same words at several places of a file is said at the
    /// first, and has the others [beside it](Finding::also).
    #[must_use]
    pub fn by_cause(self) -> Self {
        let mut merged = Self {
            documents: self.documents,
            model: self.model,
            ..Self::default()
        };
        merged.summary.counts = self.summary.counts;
        let mut known: BTreeMap<Cause, usize> = BTreeMap::new();
        for finding in self.findings {
            let (file, help) = (finding.file.clone(), finding.help.clone());
            let key = (file, finding.code, finding.message.clone(), help);
            let index = known.entry(key).or_insert(merged.findings.len());
            match merged.findings.get_mut(*index) {
                Some(first) => first.add(finding),
                None => merged.push(finding),
            }
        }
        merged
    }

    /// The same with a finding for each place.
    #[must_use]
    pub fn by_place(&self) -> Self {
        let mut spread = Self {
            documents: self.documents.clone(),
            model: self.model.clone(),
            ..Self::default()
        };
        spread.summary.counts = self.summary.counts.clone();
        for finding in &self.findings {
            let mut first = finding.clone();
            let others = std::mem::take(&mut first.also);
            let without = |place: &Place| Finding {
                line: place.line,
                column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
                edits: Vec::new(),
                ..first.clone()
            };
            let others: Vec<_> = others.iter().map(without).collect();
            spread.push(first);
            others.into_iter().for_each(|other| spread.push(other));
        }
        spread.sort();
        spread
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.summary.errors > 0
    }
}
