//! Findings as workflow commands, which a code host shows beside the lines of a change.

use std::io::{self, Write};

use trueup_text::terminal::line;
use trueup_validator::Severity;

use crate::finding::Findings;

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for finding in &findings.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let properties = [
            ("file", finding.file.clone()),
            ("line", number(finding.line)),
            ("endLine", number(finding.end_line)),
            ("col", number(finding.column)),
            // Columns are shown only where they are of one line.
            (
                "endColumn",
                number(
                    finding
                        .end_column
                        .filter(|_| finding.line == finding.end_line),
                ),
            ),
            ("title", Some(finding.code.to_owned())),
        ];
        let properties: Vec<_> = properties
            .iter()
            .filter_map(|(name, value)| {
                Some(format!("{name}={}", escape_property(value.as_deref()?)))
            })
            .collect();
        writeln!(
            out,
            "::{command} {}::{}",
            properties.join(","),
            escape(&finding.message)
        )?;
    }
    Ok(())
}

/// The text of a command: on one line, and with its percent signs as signs.
fn escape(text: &str) -> String {
    line(text).replace('%', "%25")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
