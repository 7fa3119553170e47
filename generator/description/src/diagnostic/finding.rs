//! The one shape in which every command reports findings as JSON.

use serde::Serialize;

use super::Diagnostic;
use crate::source::Sources;

/// A diagnostic with its position spelt out. Field names are those of the JSON output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The code, in kebab case.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, from the specification folder on.
    pub file: Option<String>,
    /// The first line, counted from 1.
    pub line: Option<u32>,
    /// The first column, counted from 1, in Unicode scalar values.
    pub column: Option<u32>,
    /// The line of the place after the last character.
    pub end_line: Option<u32>,
    /// The column of the place after the last character.
    pub end_column: Option<u32>,
    /// The JSON Pointer of the place, if the text could be read that far.
    pub pointer: Option<String>,
    /// The `operationId`, if the finding is about one operation.
    pub operation: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Finding {
    /// Spells out where `diagnostic` points to.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let span = diagnostic.span;
        Self {
            code: diagnostic.code.as_str().to_owned(),
            severity: diagnostic.severity.as_str(),
            message: diagnostic.message.clone(),
            file: span.map(|span| sources.shown(span.file)),
            line: span.map(|span| span.start.line),
            column: span.map(|span| span.start.column),
            end_line: span.map(|span| span.end.line),
            end_column: span.map(|span| span.end.column),
            pointer: diagnostic.pointer.as_ref().map(ToString::to_string),
            operation: diagnostic.operation.clone(),
            help: diagnostic.help.clone(),
        }
    }
}
