//! Tables, by the words in their heads: parameters, codes, endpoints, base URLs.

use super::{endpoint, parameter};
use crate::document::model::{BaseUrl, Certainty, CodeRow, Endpoint, ParameterRow, Where};
use crate::document::suggest;
use crate::document::text::{Mapped, Span, Spanned, range_of};

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Parameters or properties, and where they travel if the head says so.
    Parameters(Option<Where>, Certainty, Vec<ParameterRow>),
    /// Codes.
    Codes(Vec<CodeRow>),
    /// Endpoints.
    Endpoints(Vec<Endpoint>),
    /// Base URLs.
    Bases(Vec<BaseUrl>),
    /// Anything else.
    Other,
}

/// Reads a table, the head first, beside its rows as texts; `announced` says that it stands where parameters are
/// announced.
pub(super) fn read(rows: &[Vec<Mapped>], texts: &[Mapped], announced: bool) -> Kind {
    if let Some(rows) = in_one_column(rows) {
        return read(&rows, texts, announced);
    }
    let Some((head, body)) = rows.split_first() else {
        return Kind::Other;
    };
    let texts = texts.get(1..).unwrap_or_default();
    let head: Vec<String> = head
        .iter()
        .map(|cell| cell.text().trim().to_ascii_lowercase())
        .collect();
    if head.iter().any(|cell| cell.starts_with("response header")) {
        // They are no parameters, whatever else the head says.
        return Kind::Other;
    }
    let endpoints: Vec<_> = body.iter().filter_map(|row| endpoint_of(row)).collect();
    if !endpoints.is_empty() {
        return Kind::Endpoints(endpoints);
    }
    if column(&head, CODE).is_some() {
        let codes: Vec<_> = body.iter().filter_map(|row| code(row)).collect();
        if !codes.is_empty() && codes.len() * 2 >= body.len() {
            return Kind::Codes(codes);
        }
    }
    if let Some(name) = column(&head, NAME)
        && (announced || column(&head, TYPE).is_some() || column(&head, REQUIRED).is_some())
    {
        let place = head.get(name).and_then(|head| place(head));
        return Kind::Parameters(place, Certainty::Said, rows_of(&head, name, body, texts));
    }
    if let Some(name) = column(&head, THINGS)
        && column(&head, DESCRIPTION).is_some()
    {
        let place = head.get(name).and_then(|head| place(head));
        return Kind::Parameters(place, Certainty::Guessed, rows_of(&head, name, body, texts));
    }
    let bases: Vec<_> = body.iter().filter_map(|row| base(row)).collect();
    if bases.is_empty() {
        Kind::Other
    } else {
        Kind::Bases(bases)
    }
}

/// The columns of a table that has them all in one: `| Name, Type, Description |`.
fn in_one_column(rows: &[Vec<Mapped>]) -> Option<Vec<Vec<Mapped>>> {
    let ([head], body) = rows
        .split_first()
        .map(|(head, body)| (head.as_slice(), body))?
    else {
        return None;
    };
    let separator = [',', '/', '|', ';']
        .into_iter()
        .find(|it| head.text().contains(*it))?;
    let titles = head.text().split(separator);
    let titles: Vec<String> = titles.map(|it| it.trim().to_ascii_lowercase()).collect();
    let is = |names: &[&str]| titles.iter().any(|title| names.contains(&title.as_str()));
    if !is(NAME) || !(is(TYPE) || is(DESCRIPTION)) || titles.len() < 2 {
        return None;
    }
    // `milestone string`: the name, and all that is said of it behind.
    let named = |row: &Vec<Mapped>| {
        let first = row
            .first()
            .and_then(|cell| cell.text().split(separator).next());
        first.is_some_and(|first| first.trim().contains(' '))
    };
    if body.iter().filter(|row| named(row)).count() * 2 > body.len() {
        let at = titles.iter().position(|it| NAME.contains(&it.as_str()))?;
        let title = head.text().split(separator).nth(at)?;
        let head = vec![head.slice(range_of(head.text(), title)).trim()];
        return Some(std::iter::once(head).chain(body.to_vec()).collect());
    }
    let split = |cell: &Mapped| -> Vec<Mapped> {
        let parts = cell.text().splitn(titles.len(), separator);
        parts
            .map(|part| cell.slice(range_of(cell.text(), part)).trim())
            .collect()
    };
    let head = split(head);
    let body = body
        .iter()
        .map(|row| row.first().map(split).unwrap_or_default());
    Some(std::iter::once(head).chain(body).collect())
}

/// Heads that stand over names of parameters and hardly over anything else.
const THINGS: &[&str] = &[
    "parameter",
    "field",
    "property",
    "attribute",
    "param",
    "argument",
];
const DESCRIPTION: &[&str] = &["description", "meaning", "details", "explanation", "notes"];
const NAME: &[&str] = &[
    "name",
    "parameter",
    "field",
    "property",
    "attribute",
    "key",
    "header",
    "param",
    "argument",
];
const TYPE: &[&str] = &["type", "data type", "schema"];
const REQUIRED: &[&str] = &[
    "required",
    "required?",
    "presence",
    "optional",
    "mandatory",
    "need",
];
const PLACE: &[&str] = &["in", "location", "where", "place", "passed in"];
const CODE: &[&str] = &[
    "code",
    "status",
    "error code",
    "status code",
    "http status",
    "http",
    "number",
    "grpc code",
];

fn column(head: &[String], names: &[&str]) -> Option<usize> {
    head.iter()
        .position(|cell| names.contains(&cell.as_str()))
        .or_else(|| {
            head.iter().position(|cell| {
                names
                    .iter()
                    .any(|name| cell.split(' ').any(|word| word == *name))
            })
        })
}

/// Where the things of a name or of a head travel.
pub(super) fn place(text: &str) -> Option<Where> {
    let text = text.to_ascii_lowercase();
    let has = |word: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .any(|part| part == word)
    };
    if has("query") {
        Some(Where::Query)
    } else if has("path") {
        Some(Where::Path)
    } else if has("header") || has("headers") {
        Some(Where::Header)
    } else if has("body") || has("request") {
        Some(Where::Body)
    } else if has("response") {
        Some(Where::Response)
    } else {
        None
    }
}

/// Which columns of a table of parameters say what.
struct Columns {
    name: usize,
    description: Option<usize>,
    ty: Option<usize>,
    required: Option<usize>,
    /// Whether the other column says what is optional.
    negated: bool,
    place: Option<usize>,
}

impl Columns {
    fn of(head: &[String], name: usize, body: &[Vec<Mapped>]) -> Self {
        let required = column(head, REQUIRED);
        let mut ty = column(head, TYPE).filter(|&index| index != name);
        let mut at = column(head, PLACE);
        // `Type` may be where it travels, beside the schema.
        let says_where = |index: usize| {
            let mut cells = body.iter().filter_map(|row| row.get(index));
            cells.all(|cell| place(cell.text()).is_some())
        };
        let schema = column(head, &["schema"]).filter(|_| at.is_none() && !body.is_empty());
        if let (Some(index), Some(schema)) = (ty.filter(|index| says_where(*index)), schema) {
            (at, ty) = (Some(index), Some(schema));
        }
        let title = required.and_then(|index| head.get(index));
        Self {
            name,
            description: column(head, DESCRIPTION).filter(|index| *index != name),
            ty,
            required,
            negated: title.is_some_and(|title| title.contains("optional")),
            place: at,
        }
    }
}

impl Columns {
    /// Whether a parameter must be there, as its description begins: `**Required**. The name.`
    fn described(&self, row: &[Mapped]) -> Option<Spanned<bool>> {
        let cell = row.get(self.description?)?;
        let end = cell.text().find(['.', ':', ',', '–', '—'])?;
        let word = cell.text().get(..end)?.trim();
        let value = match word.to_ascii_lowercase().as_str() {
            "required" => true,
            "optional" => false,
            _ => return None,
        };
        let span = cell.span(range_of(cell.text(), word));
        Some(Spanned::new(value, span))
    }
}

/// The rows of a table; those that stand below others by their marks are properties of them.
fn rows_of(
    head: &[String],
    name: usize,
    body: &[Vec<Mapped>],
    texts: &[Mapped],
) -> Vec<ParameterRow> {
    let columns = Columns::of(head, name, body);
    let mut rows: Vec<ParameterRow> = Vec::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    for (row, text) in body.iter().zip(texts) {
        let Some((depth, mut row)) = row_of(&columns, row, text) else {
            continue;
        };
        while above.last().is_some_and(|(other, _)| *other >= depth) {
            above.pop();
        }
        // The body as a whole, whose properties stand below it.
        if depth == 0 && row.place == Some(Where::Body) && row.name.value == "body" {
            continue;
        }
        if depth > 0
            && let Some((_, path)) = above.last()
        {
            row.name.value = format!("{path}.{}", row.name.value);
        }
        above.push((depth, row.name.value.clone()));
        rows.push(row);
    }
    rows
}

/// The name that a cell begins with, and its length there: in quotes, any text. A remark such as "required" or
/// "(deprecated)" may stand beside it.
fn name_of(cell: &str) -> Option<(String, usize)> {
    if cell.starts_with('"') {
        let mut quoted = serde_json::Deserializer::from_str(cell).into_iter::<String>();
        if let Some(Ok(name)) = quoted.next() {
            return Some((name, quoted.byte_offset()));
        }
    }
    let length = cell.find(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | ':'));
    let name = cell.get(..length.unwrap_or(cell.len()))?;
    let name = name.trim_end_matches('*');
    (!name.is_empty()).then(|| (with_hidden(name), name.len()))
}

/// A name with the characters that nobody sees in the place of their numbers, as emitted pages write them: `a\u{3164}b`.
fn with_hidden(name: &str) -> String {
    // Cheap looks first: hardly any name has one.
    if !name.contains('\\') {
        return name.to_owned();
    }
    let mut parts = name.split("\\u{");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let coded = part.split_once('}').and_then(|(digits, rest)| {
            let code = u32::from_str_radix(digits, 16).ok()?;
            Some((char::from_u32(code)?, rest))
        });
        match coded {
            Some((letter, rest)) => {
                whole.push(letter);
                whole.push_str(rest);
            }
            None => {
                whole.push_str("\\u{");
                whole.push_str(part);
            }
        }
    }
    whole
}

/// A row, and how many marks say that it stands below another.
fn row_of(columns: &Columns, row: &[Mapped], text: &Mapped) -> Option<(usize, ParameterRow)> {
    const BELOW: [char; 10] = ['└', '─', '├', '│', '↳', '»', '>', '∟', '\u{a0}', '·'];
    let cell = row.get(columns.name)?.trim();
    let marks = |c: char| BELOW.contains(&c) || c.is_whitespace();
    let bare = cell.text().trim_start_matches(marks);
    let bare = bare.trim_start_matches(['-', '–']).trim_start();
    let depth = cell.text().len() - bare.len();
    let cell = match depth {
        0 => cell,
        _ => cell.slice(depth..cell.text().len()),
    };
    let (called, mut length) = name_of(cell.text())?;
    let optional = called.contains('?');
    let called = match called.split_once('?') {
        Some((bare, "")) if !bare.is_empty() && !cell.text().starts_with('"') => {
            length -= 1;
            bare.to_owned()
        }
        _ => called,
    };
    let remark = cell.text().get(length..).unwrap_or_default();
    let remark = remark.trim_matches(|c: char| !c.is_alphanumeric());
    // `limit (integer, optional)`: the cell of the name says it all.
    let in_name = match columns.ty {
        Some(_) => parameter::Details::default(),
        None => parameter::details_of(&cell, cell.text().get(length..).unwrap_or_default()),
    };
    let ty = columns.ty.and_then(|index| row.get(index));
    let ty = ty.map(Mapped::trim);
    let details = ty
        .as_ref()
        .map(|cell| parameter::details_of(cell, cell.text()));
    let (ty, said) = match details {
        // The cell as a whole is the type, up to a word that says whether it must be there.
        Some(details) if details.ty.is_some() && details.required.is_none() => (
            ty.map(|cell| Spanned::new(cell.text().to_owned(), cell.whole())),
            None,
        ),
        // A slip of a type is one.
        Some(details) if details.ty.is_none() && details.required.is_none() => (
            ty.filter(|cell| suggest::type_word(cell.text()).is_some())
                .map(|cell| Spanned::new(cell.text().to_owned(), cell.whole())),
            None,
        ),
        Some(details) => (details.ty, details.required),
        None => (in_name.ty, None),
    };
    let required = columns.required.and_then(|index| {
        let cell = row.get(index)?.trim();
        let value = match cell.text().trim() {
            "" => false,
            text => parameter::presence(text)?,
        };
        Some(Spanned::new(value != columns.negated, cell.whole()))
    });
    let behind = |value| Spanned::new(value, cell.span(length..cell.text().len()));
    // `limit?`: it may be left out.
    let marked = || optional.then(|| behind(false));
    let required = required
        .or(said)
        .or_else(|| parameter::presence(remark).map(behind))
        .or(in_name.required)
        .or_else(|| columns.described(row))
        .or_else(marked);
    let place = columns
        .place
        .and_then(|index| row.get(index))
        .and_then(|cell| place(cell.text()));
    let whole = cell.text().trim_matches([' ', '`', '*']);
    let more = whole.contains(' ') && whole.starts_with(called.as_str());
    let whole = range_of(cell.text(), whole);
    let row = ParameterRow {
        cell: more.then(|| {
            let words = cell.slice(whole.clone());
            Spanned::new(words.text().to_owned(), words.whole())
        }),
        name: Spanned::new(called, cell.span(0..length)),
        ty,
        required,
        place,
        text: text.clone(),
    };
    Some((depth, row))
}

/// A row as one text.
pub(super) fn joined(row: &[Mapped]) -> Mapped {
    let mut whole = Mapped::default();
    for cell in row {
        whole.append(cell);
        let end = cell.whole().end;
        whole.push_decoded(" ", Span::new(end, end));
    }
    whole
}

fn code(row: &[Mapped]) -> Option<CodeRow> {
    let (number, name) = (row.first()?.trim(), row.get(1)?.trim());
    let value = number.text().trim_matches('`').parse().ok()?;
    let named = name.text().starts_with(char::is_alphabetic);
    named.then(|| CodeRow {
        number: Spanned::new(value, number.whole()),
        name: Spanned::new(name.text().to_owned(), name.whole()),
    })
}

/// A row with `GET /books` in one cell or in two.
fn endpoint_of(row: &[Mapped]) -> Option<Endpoint> {
    if let Some(endpoint) = row.iter().find_map(endpoint::read) {
        return Some(endpoint);
    }
    row.iter()
        .zip(row.iter().skip(1))
        // Cheap looks first: most cells are neither.
        .filter(|(method, path)| {
            path.text().contains('/') && method.text().contains(|c: char| c.is_ascii_uppercase())
        })
        .find_map(|(method, path)| {
            let mut both = method.trim();
            let end = both.whole().end;
            both.push_decoded(" ", Span::new(end, end));
            both.append(&path.trim());
            endpoint::read(&both)
        })
}

fn base(row: &[Mapped]) -> Option<BaseUrl> {
    let label = row.first()?.text().trim().to_owned();
    let cell = row
        .iter()
        .find(|cell| cell.text().trim().starts_with("http"))?
        .trim();
    let plain = !cell.text().contains(char::is_whitespace);
    plain.then(|| BaseUrl {
        label,
        url: Spanned::new(cell.text().to_owned(), cell.whole()),
    })
}
