//! Lists of codes, compared with the vocabularies that everybody shares, and examples with the lists.

use trueup_validator::Severity;

use super::report::Report;
use crate::code::Code;
use crate::document::json::{self, Node, Value};
use crate::document::mend;
use crate::document::model::{CodeRow, Document, Role};
use crate::document::suggest;
use crate::document::text::Mapped;

/// A vocabulary of codes.
struct CodeList {
    name: &'static str,
    codes: &'static [(u16, &'static str)],
}

/// The status codes of gRPC (`google/rpc/code.proto`), in words.
const GRPC: CodeList = CodeList {
    name: "gRPC",
    codes: &[
        (0, "ok"),
        (1, "cancelled"),
        (2, "unknown"),
        (3, "invalid argument"),
        (4, "deadline exceeded"),
        (5, "not found"),
        (6, "already exists"),
        (7, "permission denied"),
        (8, "resource exhausted"),
        (9, "failed precondition"),
        (10, "aborted"),
        (11, "out of range"),
        (12, "unimplemented"),
        (13, "internal"),
        (14, "unavailable"),
        (15, "data loss"),
        (16, "unauthenticated"),
    ],
};

/// The status codes of HTTP (RFC 9110, section 15; RFC 6585), in words.
const HTTP: CodeList = CodeList {
    name: "HTTP",
    codes: &[
        (200, "ok"),
        (201, "created"),
        (202, "accepted"),
        (204, "no content"),
        (301, "moved permanently"),
        (302, "found"),
        (304, "not modified"),
        (400, "bad request"),
        (401, "unauthorized"),
        (402, "payment required"),
        (403, "forbidden"),
        (404, "not found"),
        (405, "method not allowed"),
        (406, "not acceptable"),
        (408, "request timeout"),
        (409, "conflict"),
        (410, "gone"),
        (412, "precondition failed"),
        (413, "content too large"),
        (415, "unsupported media type"),
        (422, "unprocessable content"),
        (429, "too many requests"),
        (500, "internal server error"),
        (501, "not implemented"),
        (502, "bad gateway"),
        (503, "service unavailable"),
        (504, "gateway timeout"),
    ],
};

/// Checks the lists of codes of a document, and the codes in its examples of failures.
pub(super) fn check(document: &Document, report: &mut Report) {
    let rows: Vec<&CodeRow> = document
        .sections
        .iter()
        .flat_map(|section| &section.codes)
        .collect();
    let (statuses, codes): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.number.value >= 100);
    list(&codes, &GRPC, report);
    list(&statuses, &HTTP, report);
    if !codes.is_empty() {
        examples(document, &codes, report);
    }
}

/// A list is meant to be of a vocabulary if most of its rows are.
fn list(rows: &[&CodeRow], vocabulary: &CodeList, report: &mut Report) {
    let right = rows.iter().filter(|row| vocabulary.has(row)).count();
    if rows.len() < 3 || right * 2 < rows.len() {
        return;
    }
    let mut last: Option<u16> = None;
    for row in rows {
        let number = row.number.value;
        if !vocabulary.has(row) {
            wrong(row, vocabulary, report);
        } else if last == Some(number) {
            report.add(
                Code::ErrorCode,
                row.number.span,
                format!("code {number} is listed twice"),
            );
        }
        last = Some(number);
    }
    let (Some(first), Some(end)) = (
        rows.iter().map(|row| row.number.value).min(),
        rows.iter().map(|row| row.number.value).max(),
    ) else {
        return;
    };
    // A list of nearly all codes is meant to hold all of them.
    let between = || {
        vocabulary
            .codes
            .iter()
            .filter(|(code, _)| (first..=end).contains(code))
    };
    if vocabulary.name == GRPC.name && rows.len() * 4 >= between().count() * 3 {
        for (code, name) in between() {
            if rows.iter().any(|row| row.number.value == *code)
                || rows.iter().any(|row| vocabulary.is(*code, &row.name.value))
            {
                continue;
            }
            let before = rows
                .iter()
                .rfind(|row| row.number.value < *code)
                .or(rows.first());
            if let Some(row) = before {
                let span = row.number.span.to(row.name.span);
                report
                    .add(
                        Code::ErrorCode,
                        span,
                        format!("code {code}, {name}, is missing from the list"),
                    )
                    .weigh(Severity::Warning);
            }
        }
    }
}

fn wrong(row: &CodeRow, vocabulary: &CodeList, report: &mut Report) {
    let (number, name) = (row.number.value, &row.name.value);
    // What stands beside a status of HTTP may say what it means here, such as "no such container"; the name of another
    // status does not.
    let names_another = vocabulary
        .codes
        .iter()
        .any(|(code, _)| vocabulary.is(*code, name));
    if vocabulary.name == HTTP.name && !names_another {
        return;
    }
    let by_number = vocabulary.codes.iter().find(|(code, _)| *code == number);
    let by_name = vocabulary
        .codes
        .iter()
        .find(|(code, _)| vocabulary.is(*code, name));
    let message = match (by_number, by_name) {
        (_, Some((code, _))) => {
            format!("`{name}` is {} code {code}, not {number}", vocabulary.name)
        }
        (Some((_, right)), None) => format!(
            "{} code {number} is `{right}`, not `{name}`",
            vocabulary.name
        ),
        (None, None) => format!("{} has no code {number}", vocabulary.name),
    };
    let span = if by_name.is_some() {
        row.number.span
    } else {
        row.name.span
    };
    report.add(Code::ErrorCode, span, message);
}

impl CodeList {
    fn has(&self, row: &CodeRow) -> bool {
        self.is(row.number.value, &row.name.value)
    }

    /// Whether a text begins with a code's name, in any spelling: `NOT_FOUND`, `NotFound: no such thing`.
    fn is(&self, code: u16, text: &str) -> bool {
        let Some((_, name)) = self.codes.iter().find(|(known, _)| *known == code) else {
            return false;
        };
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_ascii_alphanumeric())
                .map(|c| c.to_ascii_lowercase())
                .collect::<String>()
        };
        let head = text
            .split([':', '(', '.', ',', ';', '–', '—'])
            .next()
            .unwrap_or_default();
        // The spelling with one l is as common.
        let head = letters(head).replace("canceled", "cancelled");
        head == letters(name)
            || text
                .split(" - ")
                .next()
                .is_some_and(|head| suggest::same_words(head, name))
    }
}

/// Codes in examples of failures that the document's own list does not have.
fn examples(document: &Document, rows: &[&CodeRow], report: &mut Report) {
    for section in &document.sections {
        for example in &section.examples {
            if !matches!(example.role, Role::Error(_)) {
                continue;
            }
            let text = example.text.trim();
            let Some(tree) = json::parse(&mend::mend(text.text()).text) else {
                continue;
            };
            code_in(&tree, &text, rows, report);
            if let Some(inner) = tree.get("error") {
                code_in(&inner.value, &text, rows, report);
            }
        }
    }
}

fn code_in(node: &Node, text: &Mapped, rows: &[&CodeRow], report: &mut Report) {
    let Some(member) = node.get("code") else {
        return;
    };
    let Value::Number(number) = &member.value.value else {
        return;
    };
    let listed = |row: &&&CodeRow| row.number.value.to_string() == *number;
    if rows.iter().find(listed).is_none() {
        let span = text.span(member.value.start..member.value.end);
        report.add(
            Code::ErrorCode,
            span,
            format!("code {number} is not in the document's list of codes"),
        );
    }
}
