//! The ways to show findings.

mod github;
mod human;
mod sarif;

use std::io::{self, Write};

use crate::finding::Findings;

/// A way to show findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a workflow run.
    Github,
}

/// Writes findings.
///
/// # Errors
/// When the writer fails.
pub fn write(findings: &Findings, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(findings, out),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, findings)?;
            writeln!(out)
        }
        Format::Sarif => sarif::write(findings, out),
        Format::Github => github::write(findings, out),
    }
}
