//! Diagnostics as text: code, position, the lines in question with what is marked, help.

use std::fmt::Write;

use trueup_text::count::counted;
use trueup_text::terminal;

use super::{Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

/// How many characters of a line are shown, so that one-line JSON stays readable.
const WIDTH: usize = 140;

/// How many of them stand before what is marked in a longer line.
const BEFORE: usize = 40;

/// Renders diagnostics in the order given, with an empty line after each.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&render_one(diagnostic, sources));
        text.push('\n');
    }
    text
}

/// How many errors and warnings there are, in words; empty if there are neither.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    let parts: Vec<_> = [(Severity::Error, "errors"), (Severity::Warning, "warnings")]
        .into_iter()
        .filter_map(|(severity, words)| match count(severity) {
            0 => None,
            some => Some(counted(some, words)),
        })
        .collect();
    parts.join(", ")
}

/// What is marked in one place of an excerpt.
struct Mark<'a> {
    span: Span,
    /// `^` for the place itself, `-` for others.
    line: char,
    text: &'a str,
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Diagnostic {
        severity,
        code,
        message,
        ..
    } = diagnostic;
    let message = terminal::line(message);
    let mut out = format!("{severity}[{code}]: {message}\n");
    let mut gutter = 1;
    if let Some(span) = diagnostic.span {
        let mut marks = vec![Mark {
            span,
            line: '^',
            text: "",
        }];
        marks.extend(diagnostic.labels.iter().map(|label| Mark {
            span: label.span,
            line: '-',
            text: &label.text,
        }));
        let last = marks.iter().map(|mark| mark.span.start.line).max();
        gutter = last.unwrap_or(1).to_string().len();
        excerpts(&mut out, span, marks, gutter, sources);
    }
    if let Some(help) = &diagnostic.help {
        let help = terminal::line(help);
        push_line(&mut out, &format!("{:gutter$} = help: {help}", ""));
    }
    if let Some(level) = diagnostic.passes {
        let level = level.as_str();
        let note = format!("`{code} = \"{level}\"` under `[lints]` in generate.toml lets it pass");
        push_line(&mut out, &format!("{:gutter$} = note: {note}", ""));
    }
    out
}

/// The lines of the place itself, then those of other files.
fn excerpts(
    out: &mut String,
    place: Span,
    mut marks: Vec<Mark<'_>>,
    gutter: usize,
    sources: &Sources,
) {
    let own = |mark: &Mark<'_>| mark.span.file != place.file;
    marks.sort_by_key(|mark| (own(mark), mark.span.file, mark.span.start, mark.line != '^'));
    let mut shown: Option<(FileId, u32)> = None;
    for mark in &marks {
        let Span { file, start, .. } = mark.span;
        match shown {
            Some((before, line)) if before == file && line == start.line => {}
            Some((before, line)) if before == file => {
                if line + 1 < start.line {
                    push_line(out, "...");
                }
                source_line(out, mark, gutter, sources);
            }
            _ => {
                let (arrow, at) = if shown.is_none() {
                    ("-->", place.start)
                } else {
                    (":::", start)
                };
                push_line(
                    out,
                    &format!(
                        "{:gutter$}{arrow} {}:{at}",
                        "",
                        terminal::line(&sources.shown(file))
                    ),
                );
                push_line(out, &format!("{:gutter$} |", ""));
                source_line(out, mark, gutter, sources);
            }
        }
        underline(out, mark, gutter, sources);
        shown = Some((file, start.line));
    }
}

fn source_line(out: &mut String, mark: &Mark<'_>, gutter: usize, sources: &Sources) {
    let line = mark.span.start.line;
    let (text, _) = window(mark, sources);
    push_line(out, &format!("{line:gutter$} | {text}"));
}

fn underline(out: &mut String, mark: &Mark<'_>, gutter: usize, sources: &Sources) {
    let (text, skipped) = window(mark, sources);
    let column = |column: u32| {
        usize::try_from(column)
            .unwrap_or(usize::MAX)
            .saturating_sub(1)
    };
    let from = column(mark.span.start.column).saturating_sub(skipped);
    let end = if mark.span.end.line == mark.span.start.line {
        column(mark.span.end.column).saturating_sub(skipped)
    } else {
        usize::MAX
    };
    let end = end.min(text.chars().count()).max(from + 1);
    let mut line = format!("{:gutter$} | {:from$}", "", "");
    line.extend(std::iter::repeat_n(mark.line, end - from));
    if !mark.text.is_empty() {
        let _ = write!(line, " {}", terminal::line(mark.text));
    }
    push_line(out, &line);
}

/// The part of the mark's line that is shown, and how many characters before it are not. Tabs
/// count as one column, as in positions.
fn window(mark: &Mark<'_>, sources: &Sources) -> (String, usize) {
    let line = sources
        .line(mark.span.file, mark.span.start.line)
        .unwrap_or_default();
    if line.chars().nth(WIDTH).is_none() {
        return (terminal::columns(line), 0);
    }
    let column = usize::try_from(mark.span.start.column).unwrap_or(usize::MAX);
    let skipped = column.saturating_sub(BEFORE);
    let window: String = line.chars().skip(skipped).take(WIDTH).collect();
    (terminal::columns(&window), skipped)
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Position;

    fn span(sources: &Sources, path: &str, start: (u32, u32), end: (u32, u32)) -> Span {
        let position = |(line, column)| Position { line, column };
        Span {
            file: sources.find(path).unwrap(),
            start: position(start),
            end: position(end),
        }
    }

    #[test]
    fn labels_stand_in_the_order_of_the_lines() {
        let texts = [
            ("a.yaml", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\na: é6\n"),
            ("b.yaml", "\tx: 1"),
        ];
        let files = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sources = Sources::new(files.into());
        let diagnostic = Diagnostic::at(
            Code::DuplicateKey,
            span(&sources, "a.yaml", (6, 1), (6, 2)),
            "twice",
        )
        .label(span(&sources, "a.yaml", (1, 1), (3, 5)), "the first")
        .label(span(&sources, "a.yaml", (6, 4), (6, 6)), "a value")
        .label(span(&sources, "b.yaml", (1, 2), (1, 2)), "elsewhere")
        .help("remove one");
        let expected = "\
error[duplicate-key]: twice
 --> a.yaml:6:1
  |
1 | a: 1
  | ---- the first
...
6 | a: é6
  | ^
  |    -- a value
 ::: b.yaml:1:2
  |
1 |  x: 1
  |  - elsewhere
  = help: remove one

";
        assert_eq!(render(&[diagnostic], &sources), expected);
    }

    #[test]
    fn a_terminal_is_told_nothing_by_what_it_shows() {
        let files = [(
            "a\u{1b}.yaml".to_owned(),
            "a: \u{202e}##[error]x\u{7}\n".to_owned(),
        )];
        let sources = Sources::new(files.into());
        let place = span(&sources, "a\u{1b}.yaml", (1, 4), (1, 5));
        let diagnostic = Diagnostic::at(Code::BadYaml, place, "a\n::error::b")
            .label(place, "c\u{1b}[2J")
            .help("d\u{200b}\n##vso[x]");
        let expected = "\
error[bad-yaml]: a\\n::error::b
 --> a\\u{1b}.yaml:1:4
  |
1 | a: \u{fffd}#\u{fffd}[error]x
  |    ^
  |    - c\\u{1b}[2J
  = help: d\\u{200b}\\n#\\u{23}vso[x]

";
        assert_eq!(render(&[diagnostic], &sources), expected);
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}needle{}", "x".repeat(500), "y".repeat(500));
        let sources = Sources::new([("a.json".to_owned(), text)].into());
        let span = span(&sources, "a.json", (1, 501), (1, 507));
        let text = render(&[Diagnostic::at(Code::BadYaml, span, "long")], &sources);
        assert!(text.contains("needle"), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() < WIDTH + 10),
            "{text}"
        );
    }

    #[test]
    fn the_summary_counts() {
        let error = Diagnostic::general(Code::NoDocument, "none");
        let warning = Diagnostic::general(Code::UnusedComponent, "none");
        assert_eq!(summary(&[]), "");
        assert_eq!(
            summary(&[error.clone(), error, warning]),
            "2 errors, 1 warning"
        );
    }
}
