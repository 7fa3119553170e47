//! What an operation takes: parameters, a body, or a form ("Parameter Object").

use std::collections::BTreeMap;

use super::super::schema::{Role, SchemaLowering};
use super::super::values::{flag, prose, unused};
use super::super::{extension, resolved};
use super::{is_file, media_types, own_schema, style};
use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::ir::header;
use crate::ir::media::{self, Kind};
use crate::ir::schema::{Assertions, JsonType, ObjectRules, Property, SchemaId};
use crate::ir::service::{Encoding, Media, Parameter, Place, RequestBody, Style};
use crate::item::Item;
use crate::resolve::Documents;

const MULTIPART: &str = "multipart/form-data";
const FORM: &str = "application/x-www-form-urlencoded";

/// The parameters of an operation and of its path, and the body that some of them are.
pub(in super::super) fn inputs<'d>(
    operation: &At<'d>,
    item: &Item<'d>,
    root: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Parameter>, Option<RequestBody>) {
    let listed = listed(operation, item, documents);
    let consumes = media_types(operation, root, "consumes");
    let mut parameters = Vec::new();
    let mut fields = Vec::new();
    let mut body = None;
    for at in listed {
        match at.get("in").and_then(|place| place.as_str()) {
            Some("body") => body = Some(self::body(&at, &consumes, schemas)),
            Some("formData") => fields.push(at),
            Some(place) => parameters.extend(parameter(&at, place, schemas, diagnostics)),
            None => {}
        }
    }
    if body.is_none() && !fields.is_empty() {
        body = Some(form(operation, &fields, &consumes, schemas, diagnostics));
    }
    (parameters, body)
}

/// The path item's parameters, and the operation's in their place where both name the same one.
fn listed<'d>(operation: &At<'d>, item: &Item<'d>, documents: &'d Documents) -> Vec<At<'d>> {
    let mut all: Vec<At<'d>> = Vec::new();
    let mut known = BTreeMap::new();
    let text = |at: &At<'d>, key: &str| at.get(key).and_then(|value| value.as_str());
    let own = operation.get("parameters");
    let own = own.iter().flat_map(At::items);
    for at in item.parameters().into_iter().chain(own) {
        let at = resolved(documents, &at);
        let place = text(&at, "in");
        // There is one body, whatever it is called.
        let name = text(&at, "name").filter(|_| place != Some("body"));
        let index = *known.entry((place, name)).or_insert(all.len());
        match all.get_mut(index) {
            Some(known) => *known = at,
            None => all.push(at),
        }
    }
    all
}

fn parameter<'d>(
    at: &At<'d>,
    place: &str,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<Parameter> {
    let name = prose(at, "name")?;
    let place = match place {
        "path" => Place::Path,
        "header" => Place::Header,
        _ => Place::Query,
    };
    // The loader has said so.
    if name.is_empty() || place == Place::Header && header::is_ignored_parameter(&name) {
        return None;
    }
    let (style, explode) = style(at, place, diagnostics);
    Some(Parameter {
        origin: at.origin.clone(),
        name,
        place,
        description: prose(at, "description"),
        required: flag(at, "required") || place == Place::Path,
        deprecated: false,
        schema: own_schema(at, Role::Parameter, schemas),
        style,
        explode,
        allow_reserved: false,
        keyed: None,
        examples: Vec::new(),
        upstream: extension::upstream(at),
    })
}

/// A parameter with `in: body`, in each of the media types that no form is written in.
fn body<'d>(at: &At<'d>, consumes: &[String], schemas: &mut SchemaLowering<'d>) -> RequestBody {
    let is_form =
        |media_type: &str| matches!(media::kind(media_type), Kind::Form | Kind::Multipart);
    let mut types: Vec<&str> = consumes.iter().map(String::as_str).collect();
    types.retain(|media_type| !is_form(media_type));
    if types.is_empty() {
        types.push("application/json");
    }
    let schema = at.get("schema").map(|schema| schemas.id(&schema));
    let content = types.into_iter().map(|media_type| Media {
        origin: at.origin.clone(),
        media_type: media_type.to_owned(),
        schema,
        examples: Vec::new(),
        encodings: Vec::new(),
        stream: None,
    });
    RequestBody {
        origin: at.origin.clone(),
        description: prose(at, "description"),
        required: flag(at, "required"),
        content: content.collect(),
    }
}

/// Parameters with `in: formData`, which are the fields of one form.
fn form<'d>(
    operation: &At<'d>,
    fields: &[At<'d>],
    consumes: &[String],
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> RequestBody {
    let with_file = fields.iter().any(is_file);
    let fits = |kind: Kind| kind == Kind::Multipart || kind == Kind::Form && !with_file;
    let mut types: Vec<&str> = consumes.iter().map(String::as_str).collect();
    types.retain(|media_type| fits(media::kind(media_type)));
    if types.is_empty() {
        types.push(if with_file { MULTIPART } else { FORM });
    }
    let schema = object(operation, fields, schemas);
    let mut content = Vec::new();
    for media_type in types {
        let kind = media::kind(media_type);
        content.push(Media {
            origin: operation.origin.clone(),
            media_type: media_type.to_owned(),
            schema: Some(schema),
            examples: Vec::new(),
            encodings: encodings(fields, kind, diagnostics),
            stream: None,
        });
    }
    RequestBody {
        origin: operation.origin.clone(),
        description: None,
        required: fields.iter().any(|field| flag(field, "required")),
        content,
    }
}

fn object<'d>(operation: &At<'d>, fields: &[At<'d>], schemas: &mut SchemaLowering<'d>) -> SchemaId {
    let mut rules = ObjectRules::default();
    for field in fields {
        let Some(name) = prose(field, "name") else {
            continue;
        };
        if flag(field, "required") {
            rules.required.insert(name.clone());
        }
        rules.properties.push(Property {
            name,
            origin: field.origin.clone(),
            schema: own_schema(field, Role::Field, schemas),
        });
    }
    let object = Assertions {
        kind: Some(JsonType::Object),
        object: rules,
        ..Assertions::default()
    };
    schemas.part(&operation.origin, object)
}

/// How the fields are written that are lists. The parts of a form repeat a name for each element, always.
fn encodings(fields: &[At<'_>], kind: Kind, diagnostics: &mut Diagnostics) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for field in fields {
        if kind == Kind::Multipart {
            let repeats = field
                .get("collectionFormat")
                .is_some_and(|format| format.as_str() == Some("multi"));
            if !repeats {
                let reason = "each element of a list is a part of its own";
                let help = "write `multi`, or describe the field as a text";
                unused(field, "collectionFormat", reason, help, diagnostics);
            }
            continue;
        }
        let (style, explode) = style(field, Place::Query, diagnostics);
        let Some(property) = prose(field, "name") else {
            continue;
        };
        if (style, explode) != (Style::Form, true) {
            encodings.push(Encoding {
                origin: field.origin.clone(),
                property,
                content_type: None,
                style,
                explode,
                headers: Vec::new(),
            });
        }
    }
    encodings
}
