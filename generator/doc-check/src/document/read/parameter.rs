//! Parameters and properties in a line: name, type, presence, what is said about them.

use super::inline::Inline;
use crate::document::model::{ParameterRow, Where};
use crate::document::text::{Mapped, Spanned, range_of};

/// `name: type (optional) - description`, and the spellings of lists.
pub(super) fn read(line: &Mapped) -> Option<ParameterRow> {
    let text = line.text();
    let start = text.trim_start_matches(['-', '*', '•', ' ', '\t', '`']);
    let name = start.get(..name_length(start))?.trim_end_matches('.');
    let rest = start
        .get(name.len()..)?
        .trim_start_matches(['`', '*', ' ', '\t']);
    let first = rest.chars().next()?;
    let details = rest.trim_start_matches(SEPARATORS);
    if name.is_empty() || !matches!(first, ':' | '–' | '—' | '-' | '(' | '|') {
        return None;
    }
    let said = details_of(line, details);
    if said.ty.is_none() && said.required.is_none() {
        return None;
    }
    Some(row(line, name, said))
}

/// An item whose name is marked: `**name** – description`, `` `name` (type, required) ``.
pub(super) fn read_marked(line: &Inline) -> Option<ParameterRow> {
    let lead = line.lead()?;
    let whole = &line.text;
    let bare = lead
        .text()
        .trim_matches([':', ' ', '*', '`', '–', '-', '<', '>', '{', '}']);
    let name = bare.get(..name_length(bare))?.trim_end_matches('.');
    // `name: type` may be marked as a whole.
    let inside = bare.get(name.len()..)?.trim_start();
    // As in queries: `limit=<number>`.
    let typed = inside.starts_with("=<");
    if name.is_empty() || !(inside.is_empty() || typed || inside.starts_with(SEPARATORS)) {
        return None;
    }
    // `host:port` is a value, and a note is a note.
    if inside.starts_with(':') && !inside.starts_with(": ") || is_admonition(name) {
        return None;
    }
    let at = whole.text().find(name)?;
    let rest = whole.text().get(at + name.len()..)?;
    let rest = rest.trim_start_matches(['`', '*', ' ', '\t']);
    let rest = rest.strip_prefix('=').filter(|_| typed).unwrap_or(rest);
    let details = rest.trim_start_matches(SEPARATORS);
    let details = details_of(whole, details);
    let separated = typed
        || rest.is_empty()
        || rest.starts_with(SEPARATORS)
        || rest.starts_with(['(', ',', '[']);
    let said = details.ty.is_some() || details.required.is_some();
    let name = whole.text().get(at..at + name.len())?;
    (separated || said).then(|| row(whole, name, details))
}

/// Words that lead in a remark.
fn is_admonition(name: &str) -> bool {
    const WORDS: [&str; 10] = [
        "note",
        "notes",
        "warning",
        "tip",
        "important",
        "caution",
        "hint",
        "info",
        "danger",
        "attention",
    ];
    name.starts_with(|c: char| c.is_uppercase()) && WORDS.contains(&name.to_lowercase().as_str())
}

const SEPARATORS: [char; 8] = [':', '–', '—', '-', '|', ' ', '\t', '\u{a0}'];

fn row(line: &Mapped, name: &str, details: Details) -> ParameterRow {
    ParameterRow {
        name: Spanned::new(name.to_owned(), line.span(range_of(line.text(), name))),
        cell: None,
        ty: details.ty,
        required: details.required,
        place: details.place,
        text: line.clone(),
    }
}

/// The length of the name of a parameter that a text begins with.
fn name_length(text: &str) -> usize {
    let letter =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']' | '$' | '@');
    if !text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$' | '@')) {
        return 0;
    }
    text.find(|c| !letter(c)).unwrap_or(text.len())
}

/// What is said about a parameter before its description.
#[derive(Debug, Default)]
pub(super) struct Details {
    pub(super) ty: Option<Spanned<String>>,
    pub(super) required: Option<Spanned<bool>>,
    pub(super) place: Option<Where>,
}

/// Type, presence and place at the start of what is said about a parameter.
pub(super) fn details_of(line: &Mapped, details: &str) -> Details {
    let whole = line.text();
    let spanned = |part: &str| line.span(range_of(whole, part));
    let mut said = Details::default();
    for part in parts(behind_example(details)) {
        if let Some(value) = presence_word(part) {
            said.required = said
                .required
                .or_else(|| Some(Spanned::new(value, spanned(part))));
        } else if let Some(place) = place_word(part).filter(|_| said.place.is_none()) {
            said.place = Some(place);
        } else if said.ty.is_none()
            && let Some(words) = type_words(part)
        {
            said.ty = Some(Spanned::new(words.to_owned(), spanned(words)));
            // `string required`
            let rest = part
                .get(range_of(part, words).end..)
                .unwrap_or_default()
                .trim();
            if let Some(value) = presence_word(rest) {
                said.required = said
                    .required
                    .or_else(|| Some(Spanned::new(value, spanned(rest))));
            }
        } else {
            break;
        }
    }
    // A word alone may begin a sentence.
    if said.ty.is_none() && said.required.is_none() {
        said.place = None;
    }
    said
}

/// What stands behind a value that is given as an example, in brackets: `10 (number, optional)`.
fn behind_example(details: &str) -> &str {
    // It stands in one word.
    let end = details.find([' ', ':', ',', '(', '.']);
    let parts = end.and_then(|end| Some((details.get(..end)?, details.get(end..)?)));
    let Some((example, rest)) =
        parts.and_then(|(word, rest)| Some((word, rest.strip_prefix(" (")?)))
    else {
        return details;
    };
    let plain = !example.is_empty();
    let inside = rest.split([',', ')']).next().unwrap_or_default().trim();
    let says = |text: &str| presence_word(text).is_some() || type_words(text).is_some();
    match plain && !says(example) && says(inside) {
        true => rest,
        false => details,
    }
}

/// Where a parameter travels: `in query`, `path parameter`, `body`.
fn place_word(text: &str) -> Option<Where> {
    // Cheap looks first: most words are of something else.
    const LONGEST: usize = 24;
    let begins = text.starts_with([
        'i', 'I', 'p', 'P', 'u', 'q', 'Q', 'h', 'H', 'b', 'B', 'f', 'F', 'r',
    ]);
    if !begins || text.len() > LONGEST {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let word = lower.strip_prefix("in ").or(lower.strip_prefix("in: "));
    let word = word.unwrap_or(&lower).trim_start_matches("the ");
    let kinds = [" parameter", " param", " string"];
    let bare = kinds.iter().find_map(|kind| word.strip_suffix(kind));
    Some(match bare.unwrap_or(word) {
        "path" | "url path" => Where::Path,
        "query" | "querystring" => Where::Query,
        "header" => Where::Header,
        "body" | "request body" | "formdata" | "form" => Where::Body,
        _ => return None,
    })
}

/// The comma- or bracket-separated words before the description.
fn parts(details: &str) -> impl Iterator<Item = &str> {
    const MOST: usize = 5;
    const MARKS: [char; 12] = [' ', '\t', '`', '*', '_', '.', '[', '<', '>', '{', '(', ')'];
    let mut rest = Some(details);
    let parts = std::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = split_part(text);
        rest = after;
        Some(part.trim_matches(MARKS))
    });
    parts.filter(|part| !part.is_empty()).take(MOST)
}

/// A text up to what separates it from the next part, and what stands behind that.
fn split_part(text: &str) -> (&str, Option<&str>) {
    for (at, letter) in text.char_indices() {
        let length = match letter {
            '(' | ')' | ',' | ';' | '|' | '–' | '—' | ':' => letter.len_utf8(),
            ' ' if text.get(at..at + 3) == Some(" - ") => 3,
            '.' if text.get(at..at + 2) == Some(". ") => 2,
            // `{{<required>}} String`: a mark of Hugo.
            '>' if text.get(at..at + 3) == Some(">}}") => 3,
            _ => continue,
        };
        return (text.get(..at).unwrap_or_default(), text.get(at + length..));
    }
    (text, None)
}

/// `required` or `optional`, as they stand between other words.
fn presence_word(text: &str) -> Option<bool> {
    let is = |word: &str| word.eq_ignore_ascii_case(text);
    match () {
        () if is("required") || is("mandatory") => Some(true),
        () if is("optional") || is("not required") => Some(false),
        () => None,
    }
}

/// `required` or `optional`, or the marks for them in a column.
pub(super) fn presence(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "required" | "mandatory" | "yes" | "true" | "✓" | "✔" | "✅" | "x" | "always" => {
            Some(true)
        }
        "optional" | "not required" | "no" | "false" | "-" | "–" | "❌" | "✗" => Some(false),
        _ => None,
    }
}

/// The words at the start of a text that name a type: `string` of "A string that …", `array of objects`.
fn type_words(text: &str) -> Option<&str> {
    let mut start = text.trim_start();
    let whole = start;
    for article in ["a ", "an ", "the "] {
        if start
            .get(..article.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(article))
        {
            start = start.get(article.len()..)?;
        }
    }
    let word_end = |text: &str| {
        let inner = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '[' | ']' | '<' | '>' | '{' | '}' | '_')
        };
        text.find(|c| !inner(c)).unwrap_or(text.len())
    };
    let first = start.get(..word_end(start))?;
    let bare = first.trim_start_matches("[]").to_ascii_lowercase();
    let bare = bare
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .next()?;
    if !is_type_word(bare) {
        return None;
    }
    let mut end = first.len();
    // "A list of rules that" says what it is about, and not how it is written.
    let sentence = start.len() < whole.len();
    if sentence
        && let Some(of) = start.get(end..).and_then(|rest| rest.strip_prefix(" of "))
        && !of
            .get(..word_end(of))
            .is_some_and(|it| is_type_word(&it.to_ascii_lowercase()))
    {
        return None;
    }
    // Alternatives and the types of items belong to it.
    while let Some(rest) = start.get(end..) {
        let Some(joint) = [" of ", " or ", " | ", "/"]
            .iter()
            .find(|joint| rest.starts_with(*joint))
        else {
            break;
        };
        let next = rest.get(joint.len()..)?;
        let word = next.get(..word_end(next))?;
        if word.is_empty()
            || *joint != " of " && !is_type_word(&word.to_ascii_lowercase()) && word != "null"
        {
            break;
        }
        end += joint.len() + word.len();
    }
    // `string (int64)`
    if let Some(format) = start.get(end..).and_then(|rest| rest.strip_prefix(" (")) {
        let length = format.find(')').unwrap_or(0);
        if format
            .get(..length)
            .is_some_and(|it| is_type_word(&it.to_ascii_lowercase()))
        {
            end += 2 + length + 1;
        }
    }
    start.get(..end)
}

fn is_type_word(word: &str) -> bool {
    const TYPES: [&str; 32] = [
        "string",
        "str",
        "text",
        "integer",
        "int",
        "int32",
        "int64",
        "uint32",
        "uint64",
        "long",
        "number",
        "float",
        "double",
        "decimal",
        "boolean",
        "bool",
        "object",
        "array",
        "list",
        "map",
        "enum",
        "bytes",
        "date",
        "datetime",
        "date-time",
        "timestamp",
        "uuid",
        "file",
        "dict",
        "dictionary",
        "hash",
        "num",
    ];
    TYPES.contains(&word)
        || word
            .strip_suffix('s')
            .is_some_and(|one| TYPES.contains(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Mapped {
        Mapped::verbatim(text, 100)
    }

    #[test]
    fn parameters() {
        for text in [
            "max: uint64 (optional) - The most.",
            "- `max` (uint64, optional): The most.",
            "* max - uint64, optional. The most.",
        ] {
            let row = read(&line(text)).unwrap();
            assert_eq!(row.name.value, "max", "{text}");
            assert_eq!(row.ty.unwrap().value, "uint64", "{text}");
            assert!(!row.required.unwrap().value, "{text}");
        }
        assert!(read(&line("Note: this is text")).is_none());
        assert!(read(&line("1: Cancelled")).is_none());
    }
}
