//! The ways to show findings.

mod github;
mod human;
mod sarif;

use std::io::{self, Write};

use trueup_io::Reader;

use crate::finding::{Finding, Findings};

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
        Format::Json => json(findings, out),
        Format::Sarif => sarif::write(findings, out),
        Format::Github => github::write(findings, out),
    }
}

/// Prints findings on standard output, and tells whether somebody read them to the end.
///
/// # Errors
/// When standard output fails, other than by being closed.
pub fn print(findings: &Findings, format: Format) -> io::Result<Reader> {
    if format == Format::Human {
        let mut text = Vec::new();
        write(findings, format, &mut text)?;
        return trueup_io::answer_lines(&String::from_utf8_lossy(&text));
    }
    let mut out = io::stdout().lock();
    let shown = write(findings, format, &mut out).and_then(|()| out.flush());
    trueup_io::is_closed(shown)
}

/// One finding for people, as [`Format::Human`] shows it among others.
#[must_use]
pub fn for_people(finding: &Finding) -> String {
    let mut shown = Vec::new();
    // Memory takes whatever is written to it.
    let _ = human::write_finding(finding, &mut shown);
    String::from_utf8_lossy(&shown).into_owned()
}

/// JSON without hidden characters.
fn json(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", trueup_text::json::escaped(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;

    fn shown(format: Format) -> String {
        let mut finding = Finding::new(Code::UnknownEndpoint, "a\u{1b}[2J\n::error::b%0A\u{202e}")
            .file("\u{1b}]0;x\u{7}\n::stop-commands::y.md")
            .help("##[add-mask]c\nd")
            .operation("e\n##vso[f]");
        finding.excerpt = Some("g\u{200b}\n::h".to_owned());
        let mut findings = Findings::default();
        findings.push(finding);
        let mut out = Vec::new();
        write(&findings, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_that_is_shown_commands_a_terminal_or_a_log() {
        for format in [Format::Human, Format::Json, Format::Sarif, Format::Github] {
            let text = shown(format);
            let hidden = |one: char| one != '\n' && trueup_text::hidden::is_hidden(one);
            assert!(!text.contains(hidden), "{format:?}: {text:?}");
            let commands = text
                .lines()
                .filter(|line| line.trim_start().starts_with("::"));
            let own = usize::from(format == Format::Github);
            assert_eq!(commands.count(), own, "{format:?}: {text}");
            let raw = format == Format::Human || format == Format::Github;
            assert!(
                !raw || !text.contains("##[") && !text.contains("##vso["),
                "{text}"
            );
        }
    }

    #[test]
    fn an_annotation_is_one_line() {
        let expected = "::error file=\\u{1b}]0;x\\u{7}\\n%3A%3Astop-commands%3A%3Ay.md,title=unknown-endpoint::a\\u{1b}[2J\\n::error::b%250A\\u{202e}\n";
        assert_eq!(shown(Format::Github), expected);
    }
}
