//! What the tests of documents share: checking a text, and golden lists of findings with their reasons.

pub mod golden;
pub mod mutate;

use trueup_docs::document::{Complete, Options, check};
use trueup_docs::{Finding, Findings};

/// All findings of a document, in full.
pub fn findings(name: &str, text: &str) -> Findings {
    checked(name, text, Complete::Yes)
}

/// The findings of a document that may leave out what it likes.
pub fn checked(name: &str, text: &str, complete: Complete) -> Findings {
    let documents = [(name.to_owned(), text.to_owned())];
    check(&comet_validator::API, &documents, Options { complete })
}

/// A finding as golden lists write it.
pub fn line(finding: &Finding) -> String {
    format!(
        "{}:{} {} {} {}",
        finding.line.unwrap_or(0),
        finding.column.unwrap_or(0),
        finding.severity,
        finding.code,
        finding.message
    )
}
