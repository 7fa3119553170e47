//! Paths as people write them down: `{id}`, `<id>`, `[id]`, `(id or name)`, `:id`, `$id`, `${id}` and `{{id}}` stand for values.

use trueup_validator::registry::{Operation, segment_form, split_url};

use crate::document::model::Endpoint;
use crate::document::text::{Span, range_of};

/// A segment as it may be meant: its text, with `{}` for each parameter, and their names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading<'s> {
    form: String,
    names: Vec<&'s str>,
}

/// What a segment has that is not only text.
const MARKS: [char; 6] = ['{', '<', '[', '(', ':', '$'];

/// The forms of the segments of templates that a segment of a documented path may be, the likeliest first.
pub(crate) fn forms(segment: &str) -> Vec<String> {
    if !segment.contains(MARKS) {
        return vec![segment_form(segment)];
    }
    let mut forms: Vec<String> = Vec::new();
    for reading in all(segment) {
        let form = segment_form(&reading.form);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// The names that a documented segment gives to the parameters of a template's segment; none if it is not that one.
pub(crate) fn names<'s>(template: &str, segment: &'s str) -> Option<Vec<&'s str>> {
    let wanted = segment_form(template);
    if !segment.contains(MARKS) {
        return (segment_form(segment) == wanted).then(Vec::new);
    }
    all(segment)
        .find(|reading| segment_form(&reading.form) == wanted)
        .map(|reading| reading.names)
}

/// A parameter of the path under another name than the description's.
pub(crate) struct Renamed<'d, 'a> {
    /// Its name in the document.
    pub(crate) name: &'d str,
    pub(crate) span: Span,
    /// Its name in the description.
    pub(crate) described: &'a str,
}

/// The parameters to which a documented path gives other names than an operation's.
pub(crate) fn renamed<'d, 'a>(
    endpoint: &'d Endpoint,
    operation: &Operation<'a>,
) -> Vec<Renamed<'d, 'a>> {
    let whole = endpoint.path.value.as_str();
    let (_, path, _) = split_url(whole);
    let templates: Vec<&'a str> = operation.path.split('/').collect();
    let segments: Vec<&'d str> = path.split('/').collect();
    let below = segments.len().saturating_sub(templates.len());
    let mut renamed = Vec::new();
    let pairs = templates.iter().zip(segments.iter().skip(below));
    for (template, segment) in pairs.filter(|(template, _)| template.contains('{')) {
        let wanted = names(template, template).unwrap_or_default();
        let named = names(template, segment).unwrap_or_default();
        // Two words are no name, and a way into something else is not its name here.
        let differ = wanted.iter().zip(named);
        let differ = differ.filter(|(wanted, it)| **wanted != *it && !it.contains([' ', '.']));
        renamed.extend(differ.map(|(described, name)| {
            let start = endpoint.path.span.start + range_of(whole, name).start;
            let span = Span::new(start, start + name.len());
            Renamed {
                name,
                span,
                described,
            }
        }));
    }
    renamed
}

/// Whether a segment of a documented path is a parameter as a whole.
pub(crate) fn is_parameter(segment: &str) -> bool {
    all(segment).any(|reading| reading.form == "{}")
}

/// Whether a segment has a parameter and text beside it.
pub(crate) fn is_mixed(segment: &str) -> bool {
    segment.contains('{') && !is_parameter(segment)
}

fn all(segment: &str) -> impl Iterator<Item = Reading<'_>> {
    let literal = (!segment.contains('{')).then(|| Reading {
        form: segment.to_owned(),
        names: Vec::new(),
    });
    // `:book-id`: a name may have dashes where nothing follows it.
    let whole = segment
        .strip_prefix([':', '$'])
        .filter(|name| !name.is_empty() && !name.contains([':', '$', '{']))
        .map(|name| Reading {
            form: "{}".to_owned(),
            names: vec![name],
        });
    // `(id or name)` is what stands there, and not what it is called.
    let told = segment
        .strip_prefix('(')
        .and_then(|inside| inside.strip_suffix(')'))
        .filter(|inside| !inside.is_empty() && !inside.contains(['(', ')', '\'', '"']))
        .map(|name| Reading {
            form: "{}".to_owned(),
            names: vec![name],
        });
    literal
        .into_iter()
        .chain(told)
        .chain(std::iter::once(marked(segment)))
        .chain(whole)
}

/// A segment with each mark of a parameter read as one.
fn marked(segment: &str) -> Reading<'_> {
    let mut reading = Reading {
        form: String::new(),
        names: Vec::new(),
    };
    let mut rest = segment;
    while let Some(first) = rest.chars().next() {
        // `/{id}:log` and `/:id:log` have a verb after the parameter.
        let may_begin =
            !reading.form.ends_with("{}") && !reading.form.ends_with(|c: char| c.is_alphanumeric());
        match mark(rest, may_begin) {
            Some((name, after)) => {
                reading.form.push_str("{}");
                reading.names.push(name);
                rest = after;
            }
            None => {
                reading.form.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    reading
}

/// The parameter that a text begins with: its name, and what follows.
fn mark(text: &str, may_begin: bool) -> Option<(&str, &str)> {
    const BRACKETS: [(&str, &str); 5] = [
        ("{{", "}}"),
        ("${", "}"),
        ("{", "}"),
        ("<", ">"),
        ("[", "]"),
    ];
    for (open, close) in BRACKETS {
        if let Some(inside) = text.strip_prefix(open)
            && let Some((name, after)) = inside.split_once(close)
            && !name.is_empty()
        {
            return Some((name.trim(), after));
        }
    }
    let sign = if may_begin { &[':', '$'][..] } else { &['$'] };
    let inside = text.strip_prefix(sign)?;
    let end = inside
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(inside.len());
    let (name, after) = inside.split_at_checked(end)?;
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        .then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_read_in_every_spelling() {
        let cases = [
            ("books", &["books"][..]),
            ("{id}", &["{}"]),
            (":id", &[":id", "{}"]),
            (":book-id", &[":book-id", "{}-id", "{}"]),
            ("<id>.json", &["%3Cid%3E.json", "{}.json"]),
            ("{y}.{fmt}", &["{}.{}"]),
            (":y.:fmt", &[":y.:fmt", "{}.{}"]),
            ("{id}:log", &["{}:log"]),
            (":id:log", &[":id:log", "{}:log"]),
            ("$ID:log", &["$ID:log", "{}:log"]),
            ("7:log", &["7:log"]),
            ("$count", &["$count", "{}"]),
            ("Users('{id}')", &["Users('{}')"]),
            ("{{id}}", &["{}"]),
            ("(id or name)", &["(id%20or%20name)", "{}"]),
        ];
        for (segment, expected) in cases {
            assert_eq!(forms(segment), expected, "{segment}");
        }
    }

    #[test]
    fn names_are_found_beside_those_of_the_template() {
        assert_eq!(
            names("{y}.{fmt}", "{row}.{type}"),
            Some(vec!["row", "type"])
        );
        assert_eq!(names("{id}", ":book-id"), Some(vec!["book-id"]));
        assert_eq!(names("{id}:log", ":job:log"), Some(vec!["job"]));
        assert_eq!(names("{id}", "{job}:log"), None);
    }
}
