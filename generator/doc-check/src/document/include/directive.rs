//! The lines with which documents take in other files, in the forms of the programs that publish them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::read::fence_mark;
use crate::document::text::range_of;

/// A place where another file is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive<'t> {
    /// What the file takes the place of.
    pub(super) span: Range<usize>,
    /// The file, as it is written.
    pub(super) path: &'t str,
    /// How much of it is meant.
    pub(super) part: Part<'t>,
    /// What becomes of it.
    pub(super) form: Form,
}

/// How much of a file is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// All of it.
    All,
    /// From one line to another, from 1.
    Lines(usize, usize),
    /// What stands between two marks of that name.
    Region(&'t str),
}

/// What becomes of a file that is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A part of the document.
    Text,
    /// Lines of the code that the directive stands in.
    Lines,
    /// A block of code.
    Code,
}

/// The directives of a Markdown text, in order.
pub(super) fn directives(text: &str) -> Vec<Directive<'_>> {
    // Cheap looks first: most texts take in nothing.
    const MARKS: [&str; 4] = ["include", "-8<-", "<<< ", "import "];
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return Vec::new();
    }
    let mut scan = Scan::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        scan.line(line, at);
        at += line.len();
        if scan.found.len() > super::MOST_FILES {
            break;
        }
    }
    scan.found
}

#[derive(Default)]
struct Scan<'t> {
    found: Vec<Directive<'t>>,
    /// The marks of the fence that is open.
    fence: Option<&'t str>,
    /// Names and files of imported parts.
    imported: BTreeMap<&'t str, &'t str>,
}

impl<'t> Scan<'t> {
    fn line(&mut self, line: &'t str, at: usize) {
        // Cheap looks first: nearly all lines end here.
        const FIRST: &[u8] = b"-{<@!`~i";
        let trimmed = line.trim_start();
        let first = trimmed.bytes().next();
        if self.imported.is_empty() && !first.is_some_and(|byte| FIRST.contains(&byte)) {
            return;
        }
        let trimmed = trimmed.trim_end();
        let form = match (self.fence, fence_mark(trimmed)) {
            (Some(open), _) => {
                if trimmed.starts_with(open) && trimmed.trim_start_matches(['`', '~']).is_empty() {
                    self.fence = None;
                    return;
                }
                Form::Lines
            }
            (None, Some(mark)) => {
                self.fence = Some(mark);
                return;
            }
            (None, None) => Form::Text,
        };
        if let Some((path, part, form)) = read(trimmed, form) {
            let range = range_of(line, trimmed);
            self.found.push(Directive {
                span: at + range.start..at + range.end,
                path,
                part,
                form,
            });
        } else if form == Form::Text {
            match import(trimmed) {
                Some((name, path)) => {
                    self.imported.insert(name, path);
                }
                None => self.tags(line, at),
            }
        }
    }

    /// `<Name />` of what was imported.
    fn tags(&mut self, line: &'t str, at: usize) {
        const MOST: usize = 64;
        if self.imported.is_empty() || !line.contains('<') {
            return;
        }
        for (open, _) in line.match_indices('<').take(MOST) {
            let rest = line.get(open + 1..).unwrap_or_default();
            let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let name = rest.find(|c| !letter(c)).and_then(|end| rest.get(..end));
            let path = name.and_then(|name| self.imported.get(name));
            let end = rest.find("/>").filter(|end| {
                !rest
                    .get(..*end)
                    .is_some_and(|inside| inside.contains(['<', '>']))
            });
            if let (Some(path), Some(end)) = (path, end) {
                self.found.push(Directive {
                    span: at + open..at + open + 1 + end + 2,
                    path,
                    part: Part::All,
                    form: Form::Text,
                });
            }
        }
    }
}

/// The directive that a line is, where it stands in a text or in code.
fn read(line: &str, form: Form) -> Option<(&str, Part<'_>, Form)> {
    let snippet = || {
        let rest = line.trim_start_matches('-').strip_prefix("8<")?;
        let name = rest.trim_start_matches('-').trim();
        line.starts_with('-').then(|| quoted(name)).flatten()
    };
    if let Some(path) = snippet() {
        return Some(with_colons(path, form));
    }
    let handlebars = || {
        let inside = line.strip_prefix("{{")?.strip_suffix("}}")?.trim();
        let path = inside.strip_prefix("#include ");
        path.or_else(|| inside.strip_prefix("#rustdoc_include "))
    };
    if let Some(path) = handlebars() {
        return Some(with_colons(path.trim(), form));
    }
    if form != Form::Text {
        return None;
    }
    if let Some(path) = line.strip_prefix("<<< ") {
        let (path, part) = with_braces(path);
        return Some((path, part, Form::Code));
    }
    let comment = line
        .strip_prefix("<!--")
        .and_then(|it| it.strip_suffix("-->"));
    let inside = comment.unwrap_or(line).trim();
    let named = inside
        .strip_prefix("@include:")
        .or_else(|| inside.strip_prefix("@include "));
    if let Some(path) = named {
        let (path, part) = with_braces(path);
        return Some((path, part, Form::Text));
    }
    let called = |open: &str, close: &str| inside.strip_prefix(open)?.strip_suffix(close);
    let path = called("@include(", ")")
        .or_else(|| called("!!!include(", ")!!!"))
        .or_else(|| {
            let inside = called("{%", "%}")?.trim_matches(['-', ' ']);
            let path = inside
                .strip_prefix("include ")
                .or_else(|| inside.strip_prefix("include-markdown "))?;
            quoted(path.trim())
        })?;
    Some((path.trim(), Part::All, Form::Text))
}

/// `"path"`, and what may follow.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (path, _) = text.get(1..)?.split_once(quote)?;
    Some(path)
}

/// `path`, `path:2:10`, `path:name`.
fn with_colons(text: &str, form: Form) -> (&str, Part<'_>, Form) {
    let Some((path, rest)) = text.split_once(':') else {
        return (text, Part::All, form);
    };
    let part = match rest.split_once(':') {
        Some((from, to)) => lines(from, to),
        None => lines(rest, rest),
    };
    let part = part.unwrap_or(match rest.is_empty() {
        true => Part::All,
        false => Part::Region(rest),
    });
    (path, part, form)
}

/// `path`, `path{2,10}`, `path#name`.
fn with_braces(text: &str) -> (&str, Part<'_>) {
    let text = text.trim();
    let (before, braces) = match text.split_once('{') {
        Some((before, rest)) => (before.trim(), rest.split('}').next()),
        None => (text, None),
    };
    let numbers = braces.and_then(|inside| {
        let inside = inside.split(' ').next()?;
        let (from, to) = inside.split_once([',', '-'])?;
        lines(from, to)
    });
    match before.split_once('#') {
        Some((path, region)) => (path, numbers.unwrap_or(Part::Region(region))),
        None => (before, numbers.unwrap_or(Part::All)),
    }
}

fn lines<'t>(from: &str, to: &str) -> Option<Part<'t>> {
    let number = |text: &str, other: usize| match text.trim() {
        "" => Some(other),
        text => text.parse().ok(),
    };
    Some(Part::Lines(number(from, 1)?, number(to, usize::MAX)?))
}

/// `import Name from './part.mdx'`.
fn import(line: &str) -> Option<(&str, &str)> {
    let (name, from) = line.strip_prefix("import ")?.split_once(" from ")?;
    let path = quoted(from.trim_start())?;
    let name = name.trim();
    let is_name = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
    (is_name && super::is_markdown(path)).then_some((name, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Option<(&str, Part<'_>, Form)> {
        let mut found = directives(line).into_iter();
        let one = found.next().map(|it| (it.path, it.part, it.form));
        assert_eq!(found.next(), None);
        one
    }

    #[test]
    fn files_are_taken_in_in_many_forms() {
        let all = Some(("./a.md", Part::All, Form::Text));
        for line in [
            "<!--@include: ./a.md-->",
            "  <!-- @include: ./a.md -->\n",
            "@include: ./a.md",
            "@include(./a.md)",
            "!!!include(./a.md)!!!",
            "{{#include ./a.md}}",
            "--8<-- \"./a.md\"",
            "{% include \"./a.md\" %}",
            "{%- include-markdown './a.md' comments=false -%}",
        ] {
            assert_eq!(one(line), all, "{line}");
        }
        let part = |line| one(line).map(|it| it.1);
        assert_eq!(
            part("<!--@include: a.md{3,}-->"),
            Some(Part::Lines(3, usize::MAX))
        );
        assert_eq!(part("<!--@include: a.md#b-->"), Some(Part::Region("b")));
        assert_eq!(part("{{#include a.md:2:4}}"), Some(Part::Lines(2, 4)));
        assert_eq!(part("--8<-- \"a.md:b\""), Some(Part::Region("b")));
        assert_eq!(
            one("<<< @/a.json{2-4 json}"),
            Some(("@/a.json", Part::Lines(2, 4), Form::Code))
        );
        for line in ["include: a.md", "# include", "<include>", "{{#if x}}"] {
            assert_eq!(one(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_imported_stands_where_its_tag_does() {
        let text = "import A from './a.mdx'\nimport B from '@theme/B'\n\n<A/> <B/>\n\n```mdx\n<A/>\n```\n\n<A of=\"b\" />\n";
        let found = directives(text);
        let tags: Vec<&str> = found
            .iter()
            .map(|it| text.get(it.span.clone()).unwrap())
            .collect();
        assert_eq!(tags, ["<A/>", "<A of=\"b\" />"]);
    }

    #[test]
    fn code_takes_in_lines() {
        assert_eq!(
            one("```json\n--8<-- \"a.json\"\n```\n"),
            Some(("a.json", Part::All, Form::Lines))
        );
        assert_eq!(one("```md\n<!--@include: ./a.md-->\n```\n"), None);
    }
}
