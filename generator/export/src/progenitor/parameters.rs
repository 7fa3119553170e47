//! Parameters: progenitor writes scalars everywhere, lists in the query in one way, and no objects.

use super::kind::Kind;
use super::operations::Operation;
use super::{Exporter, Json, Part, Said, object, string};
use trueup_codegen::names;
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;
use trueup_description::ir::header;

impl<'a> Exporter<'a> {
    /// The parameters of an operation, those of its path among them.
    pub(super) fn parameters(
        &mut self,
        operation: &Operation<'a>,
    ) -> Result<Said<Vec<Json>>, Box<Diagnostic>> {
        let mut kept = Vec::new();
        let mut idents = Vec::new();
        if operation.at.get("requestBody").is_some() {
            // That is what progenitor names the body.
            idents.push(("body".to_owned(), "the body".to_owned()));
        }
        for at in self.declared(operation)? {
            let name = text(&at, "name");
            let ident = names::snake(name).to_string();
            if text(&at, "in") == "header" && header::is_ignored_parameter(name) {
                let reason = "OpenAPI ignores header parameters of this name".to_owned();
                self.leave_out(operation, &at, Part::Parameter(name.to_owned()), reason);
                continue;
            }
            let said = match idents.iter().find(|(other, _)| *other == ident) {
                Some((_, other)) => Err(format!("progenitor gives it the name of {other}")),
                None => self.parameter(&at)?,
            };
            match said {
                Ok(parameter) => {
                    idents.push((ident, format!("the parameter `{name}`")));
                    kept.push(parameter);
                }
                Err(reason) if required(&at) => {
                    return Ok(Err(format!("its parameter `{name}`: {reason}")));
                }
                Err(reason) => {
                    self.leave_out(operation, &at, Part::Parameter(name.to_owned()), reason);
                }
            }
        }
        Ok(Ok(kept))
    }

    /// Those of the path and those of the operation, which replace others of the same name and place. Required ones
    /// first: if two cannot stand together, the optional one goes.
    fn declared(&self, operation: &Operation<'a>) -> Result<Vec<At<'a>>, Box<Diagnostic>> {
        let lists = [
            operation.item.get("parameters"),
            operation.at.get("parameters"),
        ];
        let mut all: Vec<At<'a>> = Vec::new();
        for at in lists.iter().flatten().flat_map(At::items) {
            let at = self.documents.resolve(&at)?;
            let same = |other: &At<'a>| {
                ["name", "in"]
                    .iter()
                    .all(|key| text(other, key) == text(&at, key))
            };
            match all.iter_mut().find(|other| same(other)) {
                Some(other) => *other = at,
                None => all.push(at),
            }
        }
        all.sort_by_key(|at| !required(at));
        Ok(all)
    }

    fn parameter(&mut self, at: &At<'a>) -> Result<Said<Json>, Box<Diagnostic>> {
        let Some(schema) = schema(at) else {
            return Ok(Err("its value is a JSON text".to_owned()));
        };
        let kind = Kind::of(self.documents, &schema)?;
        if at.get("allowReserved").and_then(|flag| flag.as_bool()) == Some(true) {
            return Ok(Err(
                "what is encoded in it already would be so twice".to_owned()
            ));
        }
        if let Err(reason) = readable(at, kind) {
            return Ok(Err(reason));
        }
        let mut members = vec![
            ("name", string(text(at, "name"))),
            ("in", string(text(at, "in"))),
            ("required", Json::Bool(required(at))),
            ("schema", self.schemas.schema(&schema)?),
        ];
        let notes = ["description", "deprecated"].into_iter();
        members.extend(notes.filter_map(|key| Some((key, at.get(key)?.to_json()))));
        Ok(Ok(object(members)))
    }
}

/// Whether progenitor has a text for values of this kind in this place and style (OpenAPI 3.0.3, section 4.7.12.2).
fn readable(at: &At<'_>, kind: Kind) -> Said<()> {
    let (place, style) = (text(at, "in"), text(at, "style"));
    let reason = match (place, style) {
        ("path", "" | "simple") if matches!(kind, Kind::Text | Kind::Scalar) => return Ok(()),
        ("header", "" | "simple") if matches!(kind, Kind::Text | Kind::Scalar) => return Ok(()),
        ("query", "" | "form") if kind.is_single() || kind == Kind::Nullable => return Ok(()),
        ("query", "" | "form") if kind == Kind::Flat && exploded(at) => return Ok(()),
        ("cookie", _) => "it is a cookie".to_owned(),
        ("path" | "header", "" | "simple") if kind == Kind::Time => {
            format!("a time in a {place} would not be written by RFC 3339")
        }
        ("path" | "header", "" | "simple") => format!("it is no scalar, in a {place}"),
        ("query", "" | "form") if kind == Kind::Flat => {
            "it is a list under one name; progenitor repeats the name".to_owned()
        }
        ("query", "" | "form") => "it is neither a scalar nor a list of scalars".to_owned(),
        (_, style) => format!("it has the style `{style}`"),
    };
    Err(reason)
}

/// The schema of a value that is written as it is. `text/plain` under `content` is another word for that.
fn schema<'a>(at: &At<'a>) -> Option<At<'a>> {
    at.get("schema")
        .or_else(|| at.get("content")?.get("text/plain")?.get("schema"))
}

/// Of the style `form`, the default of queries, `explode` is the default too.
fn exploded(at: &At<'_>) -> bool {
    at.get("explode").and_then(|flag| flag.as_bool()) != Some(false)
}

fn required(at: &At<'_>) -> bool {
    at.get("required").and_then(|flag| flag.as_bool()) == Some(true)
}

fn text<'a>(at: &At<'a>, key: &str) -> &'a str {
    at.get(key)
        .and_then(|value| value.as_str())
        .unwrap_or_default()
}
