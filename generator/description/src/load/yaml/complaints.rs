//! What the reader of YAML has to say.

use saphyr_parser::ScanError;

use super::{Builder, MAX_DEPTH, position};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Position, Span};
use crate::tree::{Entry, Mapping};

impl Builder<'_> {
    pub(super) fn report_repeated(&mut self, mapping: &Mapping, repeated: &[Entry]) {
        for entry in repeated {
            let message = format!("the key `{}` stands twice in this object", entry.key);
            let mut diagnostic = Diagnostic::at(Code::DuplicateKey, entry.key_span, message)
                .help("remove one of the two");
            if let Some(first) = mapping.get(&entry.key) {
                diagnostic = diagnostic.label(first.key_span, "the first one");
            }
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn too_deep(&mut self, span: Span) -> Option<()> {
        let message = format!("values are nested more than {MAX_DEPTH} levels deep");
        self.report(
            Code::TooDeep,
            span,
            message,
            "give inner schemas a name and refer to them",
        );
        None
    }

    pub(super) fn syntax_error(&mut self, text: &str, error: &ScanError) {
        let start = position(*error.marker());
        if let Some(diagnostic) = self.foreign(text, start.line) {
            self.diagnostics.push(diagnostic);
            return;
        }
        let is_indentation = is_indentation(error.info());
        if is_indentation && let Some(found) = self.colonless(start.line) {
            return self.report(Code::BadYaml, found.span, found.message, found.help);
        }
        let span = Span {
            file: self.file,
            start,
            end: start,
        };
        let mut diagnostic = Diagnostic::at(Code::BadYaml, span, error.info());
        let indented = self.indented(start.line).filter(|_| is_indentation);
        if let Some(help) = indented.or_else(|| syntax_help(error.info())) {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Says so of lines that were moved before the text was read.
    pub(super) fn report_moved(&mut self) {
        for line in self.moved.first().to_vec() {
            let start = Position {
                line,
                column: self.indentation(line),
            };
            let message =
                "this line belongs to the value of a key above, and stands no deeper than the key";
            let span = Span {
                file: self.file,
                start,
                end: start,
            };
            let help = "indent what is in brackets or quotes deeper than its key; some readers refuse it otherwise";
            self.report(Code::ShallowLine, span, message, help);
        }
    }

    /// What to do about a line that stands between the levels of the lines above it.
    fn indented(&self, number: u32) -> Option<&'static str> {
        let line = self.sources.line(self.file, number)?;
        if line.trim().is_empty() {
            return None;
        }
        let mut above = (1..number).rev().filter_map(|number| {
            let text = self.sources.line(self.file, number)?;
            let is_blank = text.trim().is_empty() || text.trim_start().starts_with('#');
            (!is_blank).then(|| (self.indentation(number), text.trim_end()))
        });
        let here = self.indentation(number);
        let (before, text) = above.next()?;
        if here > before && !text.ends_with(':') {
            return Some(
                "this line stands deeper than the one above, which has its value already: is there a space too many?",
            );
        }
        // The levels that are open here: each line above that stands further out than those below it.
        let mut level = before;
        let mut is_level = here == level;
        for (indentation, _) in above {
            if level < here || is_level {
                break;
            }
            level = level.min(indentation);
            is_level = level == here;
        }
        (here < before && !is_level).then_some(
            "this line stands between the levels of the lines above: give it the indentation of its neighbours",
        )
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::at(code, span, message).help(help));
    }
}

/// Whether a complaint may be about a line that is indented otherwise than its neighbours.
fn is_indentation(info: &str) -> bool {
    [
        "mapping values are not allowed",
        "simple key",
        "did not find expected",
        "block mapping",
        "block collection",
        "indentation",
    ]
    .iter()
    .any(|part| info.contains(part))
}

/// What to do about the syntax errors that people make most.
fn syntax_help(info: &str) -> Option<&'static str> {
    [
        ("tabs ", "indent with spaces: YAML forbids tabs there"),
        ("a tab", "indent with spaces: YAML forbids tabs there"),
        ("tab cannot", "indent with spaces: YAML forbids tabs there"),
        (
            "valid YAML whitespace",
            "write a space behind the colon, and no tab",
        ),
        (
            "illegal placement of ':'",
            "is a `]` or `}` missing above? Otherwise put a text that holds `: ` in quotes",
        ),
        ("flow construct", "is a `]` or `}` missing above?"),
        (
            "expected ','",
            "a comma or the closing bracket is missing above, or a text that holds one needs quotes",
        ),
        (
            "mapping values are not allowed",
            "put a text that holds `: ` in quotes",
        ),
        (
            "simple key",
            "a key needs a colon, and the indentation of its neighbours",
        ),
        (
            "unknown anchor",
            "an alias repeats an anchor that stands before it",
        ),
        (
            "escape",
            "in double quotes a backslash starts an escape; use single quotes for patterns",
        ),
        (
            "recursion limit",
            "give inner schemas a name and refer to them",
        ),
    ]
    .into_iter()
    .find_map(|(part, help)| info.contains(part).then_some(help))
}
