//! The model that was read of a document, section by section, so that a writer sees why something was not compared.

use serde::Serialize;

use super::check::Target;
use super::include::Lines;
use super::model::{
    Announced, Certainty, Document, Example, Filled, Label, ParameterList, ParameterRow, Role,
    Section, Where,
};

/// What was read of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model {
    /// The file, as it was named.
    pub file: String,
    /// Its sections, in order.
    pub sections: Vec<SectionModel>,
    /// Base URLs, endpoints in overviews and in passing, and what looks like something and was not read.
    pub parts: Vec<Part>,
}

/// What was read of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionModel {
    /// The file that it stands in, where the document takes it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line, from 1.
    pub line: u32,
    /// Its heading.
    pub heading: Option<String>,
    /// The endpoint that it states, or that is taken from its call.
    pub endpoint: Option<String>,
    /// Whether the section states its endpoint itself.
    pub stated: bool,
    /// The operation that it is compared with.
    pub operation: Option<String>,
    /// What it shows, in order.
    pub parts: Vec<Part>,
}

/// Something that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The file that it stands in, where the document takes it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line, from 1.
    pub line: u32,
    /// `label`, `call`, `parameters`, `example`, `codes`, `base`, `endpoint`, `unread`.
    pub what: &'static str,
    /// In words.
    pub text: String,
    /// The operation that it leads to.
    pub operation: Option<String>,
}

/// A part that knows where it stands, and not yet in which line.
struct Placed {
    offset: usize,
    part: Part,
}

fn placed(
    offset: usize,
    what: &'static str,
    text: String,
    operation: Option<Target<'_>>,
) -> Placed {
    Placed {
        offset,
        part: Part {
            file: None,
            line: 0,
            what,
            text,
            operation: operation.map(|target| target.operation.id.to_owned()),
        },
    }
}

/// The parts by their lines.
fn lined(mut parts: Vec<Placed>, lines: &mut Lines<'_, '_>) -> Vec<Part> {
    parts.sort_by_key(|placed| placed.offset);
    let line = |Placed { offset, mut part }| {
        let (file, line) = lines.of(offset);
        (part.file, part.line) = (file.map(str::to_owned), line);
        part
    };
    parts.into_iter().map(line).collect()
}

/// What a section and each of its calls lead to.
type Led<'a> = (Option<Target<'a>>, Vec<Option<Target<'a>>>);

/// The model of a document.
pub(super) fn model<'e, 't>(
    file: &str,
    document: &Document,
    led: &[Led<'_>],
    lines: &dyn Fn() -> Lines<'e, 't>,
) -> Model
where
    't: 'e,
{
    let mut places = lines();
    let sections = document.sections.iter().zip(led);
    let sections = sections.filter(|(section, _)| !is_empty(section));
    let sections = sections.map(|(section, (target, calls))| {
        let (file, line) = places.of(section.span.start);
        let endpoint = section.endpoint.as_ref();
        SectionModel {
            file: file.map(str::to_owned),
            line,
            heading: section
                .heading
                .as_ref()
                .map(|it| it.text().trim().to_owned()),
            endpoint: endpoint.map(|it| format!("{} {}", it.method.value, it.path.value)),
            stated: section.is_stated(),
            operation: target.map(|target| target.operation.id.to_owned()),
            parts: lined(parts(section, calls), &mut places),
        }
    });
    let sections = sections.collect();
    Model {
        file: file.to_owned(),
        sections,
        parts: lined(others(document), &mut lines()),
    }
}

fn is_empty(section: &Section) -> bool {
    section.heading.is_none()
        && section.endpoint.is_none()
        && section.calls.is_empty()
        && section.lists.is_empty()
        && section.examples.is_empty()
}

/// What stands in no section.
fn others(document: &Document) -> Vec<Placed> {
    let bases = document.bases.iter().map(|base| {
        let text = format!("{}: {}", base.label, base.url.value);
        placed(base.url.span.start, "base", text, None)
    });
    let mentions = document.mentions.iter().map(|mention| {
        let text = format!("{} {}", mention.method.value, mention.path.value);
        placed(mention.span.start, "endpoint", text, None)
    });
    let unread = document
        .unread
        .iter()
        .map(|unread| placed(unread.span.start, "unread", unread.reason.to_string(), None));
    bases.chain(mentions).chain(unread).collect()
}

fn parts(section: &Section, led: &[Option<Target<'_>>]) -> Vec<Placed> {
    let labels = section.labels.iter();
    let labels = labels.map(|label| placed(label.span.start, "label", labelled(label), None));
    let calls = section.calls.iter().zip(led).map(|(call, target)| {
        let url = call.url.as_ref().map_or("", |url| url.text.text());
        let text = format!("{} {url}", call.effective_method());
        placed(call.span.start, "call", text, *target)
    });
    let lists = section.lists.iter();
    let lists = lists.map(|list| placed(list.span.start, "parameters", listed(list), None));
    let examples = section.examples.iter().map(|example| {
        let offset = example.text.trim().whole().start;
        placed(offset, "example", shown(example), None)
    });
    let codes = section.codes.iter().map(|row| {
        let text = format!("{} {}", row.number.value, row.name.value);
        placed(row.number.span.start, "codes", text, None)
    });
    labels
        .chain(calls)
        .chain(lists)
        .chain(examples)
        .chain(codes)
        .collect()
}

fn labelled(label: &Label) -> String {
    let status = |status: Option<u16>| status.map_or(String::new(), |status| format!(" {status}"));
    let what = match label.what {
        Announced::Call => "a call".to_owned(),
        Announced::Request => "a request".to_owned(),
        Announced::Response(of) => format!("a response{}", status(of)),
        Announced::Error(of) => format!("a failure{}", status(of)),
        Announced::Parameters(place) => format!("parameters {}", travelling(place)),
        Announced::Codes => "codes".to_owned(),
        Announced::Example => "an example".to_owned(),
        Announced::Authentication => "authentication".to_owned(),
        Announced::Endpoint => "the endpoint".to_owned(),
    };
    let follows = match label.filled {
        Filled::No => ", and nothing follows",
        Filled::Words => ", and words follow",
        Filled::List | Filled::Block => "",
    };
    format!("announces {what}{follows}")
}

fn travelling(place: Where) -> &'static str {
    match place {
        Where::Path => "in the path",
        Where::Query => "in the query",
        Where::Header => "in headers",
        Where::Body => "in the body",
        Where::Response => "in the response",
        Where::Anywhere => "wherever they are",
    }
}

fn listed(list: &ParameterList) -> String {
    let rows: Vec<_> = list.rows.iter().map(row).collect();
    let guessed = match list.certainty {
        Certainty::Said => "",
        Certainty::Guessed => ", as it seems",
    };
    format!("{}{guessed}: {}", travelling(list.place), rows.join("; "))
}

fn row(row: &ParameterRow) -> String {
    let mut text = row.name.value.clone();
    if let Some(ty) = &row.ty {
        text.push(' ');
        text.push_str(&ty.value);
    }
    match row.required.as_ref().map(|required| required.value) {
        Some(true) => text.push_str(" required"),
        Some(false) => text.push_str(" optional"),
        None => {}
    }
    text
}

fn shown(example: &Example) -> String {
    let status = |status: Option<u16>| status.map_or(String::new(), |status| format!(" {status}"));
    let what = match example.role {
        Role::Request => "a request".to_owned(),
        Role::Response(of) => format!("a response{}", status(of)),
        Role::Error(of) => format!("a failure{}", status(of)),
    };
    match example.certainty {
        Certainty::Said => what,
        Certainty::Guessed => format!("{what}, as it seems"),
    }
}
