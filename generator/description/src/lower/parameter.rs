//! Parameter Objects (OpenAPI 3.0.3 §4.7.12), and Header Objects, which are parameters without a name and a place.

use super::schema::SchemaLowering;
use super::values::{flag, text, unused};
use super::{about, body, extension, resolved};
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::schema::{Assertions, JsonType, SchemaId};
use crate::ir::service::{Example, Header, Parameter, Place, Style};
use crate::ir::{header, media};
use crate::json::Json;
use crate::load::Version;
use crate::path::PathKey;
use crate::resolve::Documents;

/// Something that no client can do: where it is asked for, and the words for it.
pub(super) struct Lack {
    pub(super) place: Origin,
    pub(super) reason: String,
    pub(super) help: &'static str,
}

impl Lack {
    /// Says that something is left out for it.
    pub(super) fn left_out(self, code: Code, what: &str) -> Diagnostic {
        let message = format!("{what} is left out: {}", self.reason);
        Diagnostic::new(code, &self.place, message).help(self.help)
    }
}

/// A Parameter Object; `None` if it has no effect.
pub(super) fn parameter<'d>(
    reference: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Parameter>, Lack> {
    let at = &resolved(documents, reference);
    let version = documents.version(at.origin.file);
    let place = at.get("in");
    let place = place.as_ref().and_then(At::as_str);
    let (Some(name), Some(place)) = (text(at, "name"), place) else {
        return Ok(None);
    };
    let place = match place {
        "path" => Place::Path,
        "query" | "querystring" => Place::Query,
        "header" => Place::Header,
        _ => Place::Cookie,
    };
    // The loader has said so.
    if name.is_empty() || place == Place::Header && header::is_ignored_parameter(&name) {
        return Ok(None);
    }
    let (concerned, reason): (&[Place], _) = match version {
        Version::V3_2 => (
            &[Place::Query, Place::Path],
            "it concerns parameters of a path or a query alone",
        ),
        _ => (&[Place::Query], "it concerns parameters of a query alone"),
    };
    let allow_reserved = flag(at, "allowReserved") && concerned.contains(&place);
    if !allow_reserved {
        unused(at, "allowReserved", reason, "remove it", diagnostics);
    }
    let described = match is_whole_query(at) {
        true => whole_query(at, schemas, diagnostics)?,
        false => described(at, place, schemas)?,
    };
    Ok(Some(Parameter {
        origin: at.origin.clone(),
        name,
        place,
        description: about::referred(reference, at, "description", documents),
        required: flag(at, "required") || place == Place::Path,
        deprecated: flag(at, "deprecated"),
        schema: described.schema,
        style: described.style,
        explode: described.explode,
        allow_reserved,
        keyed: None,
        examples: examples(at, documents, diagnostics),
        upstream: extension::upstream(at),
    }))
}

/// The query and the fragment that stand in the key of a path: a value in braces is a parameter, any other is one that a
/// parameter always has.
pub(super) fn of_path_key<'d>(
    key: &PathKey<'_>,
    operation: &At<'d>,
    parameters: &mut Vec<Parameter>,
    schemas: &mut SchemaLowering<'d>,
) {
    for (name, slot) in key.slots() {
        let mut in_path = parameters.iter_mut();
        let is_slot = |known: &&mut Parameter| known.place == Place::Path && known.name == slot;
        if let Some(parameter) = in_path.find(is_slot) {
            name.clone_into(&mut parameter.name);
            parameter.place = Place::Query;
            parameter.style = Style::Form;
            parameter.explode = true;
        }
    }
    let unsent = key.unsent();
    parameters.retain(|known| known.place != Place::Path || !unsent.contains(&known.name.as_str()));
    for name in lacking(&key.names(), parameters) {
        let text = anything_written();
        parameters.push(undeclared(operation, Place::Path, name, text, schemas));
    }
    for (name, value) in key.fixed() {
        let declared = |known: &&mut Parameter| known.place == Place::Query && known.name == name;
        if let Some(declared) = parameters.iter_mut().find(declared) {
            declared.keyed = Some(value.to_owned());
            continue;
        }
        let only = Assertions {
            kind: Some(JsonType::String),
            values: Some(vec![Json::String(value.to_owned())]),
            ..Assertions::default()
        };
        let parameter = undeclared(operation, Place::Query, name, only, schemas);
        parameters.push(Parameter {
            keyed: Some(value.to_owned()),
            ..parameter
        });
    }
    for (name, value) in key.fragment_pairs() {
        let named = |known: &&mut Parameter| {
            matches!(known.place, Place::Query | Place::Header) && known.name == name
        };
        if let Some(parameter) = parameters.iter_mut().find(named) {
            parameter.keyed = Some(value.to_owned());
        }
    }
}

/// The names of a template that no parameter has. Of one such name and one parameter of another name, the parameter gets
/// the name; other parameters that are no part of the path are left out. The loader has said so.
fn lacking<'n>(names: &[&'n str], parameters: &mut Vec<Parameter>) -> Vec<&'n str> {
    let is_surplus =
        |known: &Parameter| known.place == Place::Path && !names.contains(&known.name.as_str());
    let is_declared = |name: &str| {
        let mut known = parameters.iter();
        known.any(|known| known.place == Place::Path && known.name == name)
    };
    let lacking: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !is_declared(name))
        .collect();
    let surplus = parameters.iter().filter(|known| is_surplus(known)).count();
    if let (&[name], 1) = (lacking.as_slice(), surplus)
        && let Some(misnamed) = parameters.iter_mut().find(|known| is_surplus(known))
    {
        name.clone_into(&mut misnamed.name);
        return Vec::new();
    }
    parameters.retain(|known| !is_surplus(known));
    lacking
}

/// What is known of values that nothing is said of: they are written as texts.
fn anything_written() -> Assertions {
    Assertions {
        kind: Some(JsonType::String),
        ..Assertions::default()
    }
}

/// A parameter that only the key of a path names.
fn undeclared<'d>(
    operation: &At<'d>,
    place: Place,
    name: &str,
    assertions: Assertions,
    schemas: &mut SchemaLowering<'d>,
) -> Parameter {
    Parameter {
        origin: operation.origin.clone(),
        name: name.to_owned(),
        place,
        description: None,
        required: true,
        deprecated: false,
        schema: schemas.part(&operation.origin, assertions),
        style: match place {
            Place::Query | Place::Cookie => Style::Form,
            Place::Path | Place::Header => Style::Simple,
        },
        explode: place == Place::Query,
        allow_reserved: false,
        keyed: None,
        examples: Vec::new(),
        upstream: None,
    }
}

/// The `headers` of a response or of a part of a form (§4.7.17, §4.7.15). `Content-Type` is described elsewhere.
pub(super) fn headers<'d>(
    owner: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Header> {
    let mut headers = Vec::new();
    for (name, at) in owner.get("headers").iter().flat_map(At::entries) {
        // The loader has said so.
        if header::is_ignored(name) || !header::is_token(name) {
            continue;
        }
        let reference = at;
        let at = resolved(documents, &reference);
        let described = match described(&at, Place::Header, schemas) {
            Ok(described) => described,
            Err(lack) => {
                let what = format!("the header `{name}`");
                diagnostics.push(lack.left_out(Code::UnusedField, &what));
                continue;
            }
        };
        headers.push(Header {
            origin: at.origin.clone(),
            name: name.to_owned(),
            description: about::referred(&reference, &at, "description", documents),
            required: flag(&at, "required"),
            deprecated: flag(&at, "deprecated"),
            schema: described.schema,
            style: described.style,
            explode: described.explode,
            examples: examples(&at, documents, diagnostics),
        });
    }
    headers
}

/// `example` and `examples`: its own, or those of the media type that describes it.
pub(super) fn examples(
    at: &At<'_>,
    documents: &Documents,
    diagnostics: &mut Diagnostics,
) -> Vec<Example> {
    let own = body::examples(at, documents, diagnostics);
    let content = at.get("content");
    let media = content.iter().flat_map(At::entries).next();
    match media.filter(|_| own.is_empty()) {
        Some((_, media)) => body::examples(&resolved(documents, &media), documents, diagnostics),
        None => own,
    }
}

/// What the text of a value looks like.
struct Described {
    schema: SchemaId,
    style: Style,
    explode: bool,
}

fn is_whole_query(at: &At<'_>) -> bool {
    at.get("in").and_then(|place| place.as_str()) == Some("querystring")
}

/// The whole query (OpenAPI 3.2.0 §4.12.1), described by `content`: a form.
fn whole_query<'d>(
    at: &At<'d>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Result<Described, Lack> {
    let content = at.get("content");
    let media = content.iter().flat_map(At::entries).next();
    let form = media.filter(|(media_type, _)| media::kind(media_type) == media::Kind::Form);
    let schema = form.as_ref().and_then(|(_, media)| media.get("schema"));
    let (Some((_, media)), Some(schema)) = (form, schema) else {
        return Err(Lack {
            place: at.name_origin(),
            reason: "nothing but a form is written in the place of the whole query".to_owned(),
            help: "describe it by `content: {application/x-www-form-urlencoded: {schema: …}}`",
        });
    };
    let reason = "a query is written as a form without it";
    unused(&media, "encoding", reason, "remove it", diagnostics);
    Ok(Described {
        schema: schemas.id(&schema),
        style: Style::Query,
        explode: true,
    })
}

/// By `schema` and `style`, or by `content`.
fn described<'d>(
    at: &At<'d>,
    place: Place,
    schemas: &mut SchemaLowering<'d>,
) -> Result<Described, Lack> {
    if let Some(schema) = at.get("schema") {
        let (style, explode) = style(at, place);
        return Ok(Described {
            schema: schemas.id(&schema),
            style,
            explode,
        });
    }
    let content = at.get("content");
    let Some((media_type, media)) = content.iter().flat_map(At::entries).next() else {
        let (style, explode) = style(at, place);
        return Ok(Described {
            schema: schemas.part(&at.origin, anything_written()),
            style,
            explode,
        });
    };
    let style = match (media::is_json(media_type), media::is_text(media_type)) {
        (true, _) => Style::Json,
        (false, true) => Style::Text,
        (false, false) => {
            return Err(Lack {
                place: media.origin,
                reason: format!("nothing is written in the form of `{media_type}`"),
                help: "describe it by `schema`, or as `application/json` or `text/plain`",
            });
        }
    };
    let Some(schema) = media.get("schema") else {
        return Err(Lack {
            place: media.origin,
            reason: "nothing says what its values are".to_owned(),
            help: "add `schema` to its media type",
        });
    };
    Ok(Described {
        schema: schemas.id(&schema),
        style,
        explode: false,
    })
}

/// `style`, or the default of the place, and `explode`, or the default of the style (OpenAPI 3.0.3 §4.7.12.2). What is
/// exploded has a name for each value, whatever would separate them otherwise.
pub(super) fn style(at: &At<'_>, place: Place) -> (Style, bool) {
    let style = style_itself(at, place);
    let explode = at.get("explode").and_then(|explode| explode.as_bool());
    match (style, explode) {
        (Style::SpaceDelimited | Style::PipeDelimited, Some(true)) => (Style::Form, true),
        (style, stated) => {
            let by_itself = matches!(style, Style::Form | Style::Cookie);
            (style, stated.unwrap_or(by_itself))
        }
    }
}

fn style_itself(at: &At<'_>, place: Place) -> Style {
    match text(at, "style").as_deref() {
        Some("form") => Style::Form,
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        Some("label") => Style::Label,
        Some("matrix") => Style::Matrix,
        Some("cookie") => Style::Cookie,
        Some(_) => Style::Simple,
        None => match place {
            Place::Query | Place::Cookie => Style::Form,
            Place::Path | Place::Header => Style::Simple,
        },
    }
}
