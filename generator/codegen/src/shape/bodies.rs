//! Request bodies: which of several media types is sent, and how.

use std::collections::BTreeSet;

use super::fields::is_binary;
use super::parameters::text_style;
use super::parts;
use super::types::Types;
use crate::model::{Argument, Basic, BodyForm, Ident, Role, TextStyle, Type};
use crate::names;
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::schema::{JsonType, Schema, SchemaId, Schemas};
use trueup_description::ir::service::{Encoding, Media, RequestBody, Service, Style};

/// The argument for a body; `None` if none of its media types can be sent.
pub(super) fn argument(
    body: &RequestBody,
    name: &Ident,
    types: &mut Types<'_>,
) -> Option<Argument> {
    let Some((media, kind)) = chosen(&body.content, types.schemas) else {
        refuse(body, types);
        return None;
    };
    let context = format!("{name}Body");
    let media_type = media.media_type.clone();
    let (ty, form) = match kind {
        Kind::Json => (
            json(media, &context, types),
            BodyForm::Json(concrete(&media_type, "application/json")),
        ),
        Kind::Form => form(media, &context, types)?,
        Kind::Multipart => (multipart(media, &context, types)?, BodyForm::Multipart),
        Kind::Text => {
            passed_as_text(media, types);
            (Type::Basic(Basic::String), BodyForm::Text(media_type))
        }
        Kind::Bytes | Kind::Events => (
            Type::Basic(Basic::Bytes),
            BodyForm::Bytes(concrete(&media_type, "application/octet-stream")),
        ),
    };
    Some(Argument {
        origin: body.origin.clone(),
        wire: "body".to_owned(),
        ident: names::snake("body"),
        ty,
        role: Role::Body(form),
        doc: body
            .description
            .clone()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        deprecated: false,
    })
}

/// The media type to send: JSON before all others, files before forms that have no place for them.
fn chosen<'a>(content: &'a [Media], schemas: &Schemas) -> Option<(&'a Media, Kind)> {
    let candidates = content.iter().filter_map(|media| {
        let kind = kind(media, schemas);
        let files = has_files(media, schemas);
        let preferred = match kind {
            Kind::Json => Preference::Typed,
            Kind::Form if files => Preference::Last,
            Kind::Form => Preference::Form,
            Kind::Multipart => Preference::Parts,
            Kind::Text => Preference::Text,
            Kind::Bytes if !names_content(&media.media_type) => return None,
            Kind::Bytes => Preference::Bytes,
            Kind::Events => return None,
        };
        let exact = media::essence(&media.media_type) != "application/json";
        Some(((preferred, exact), (media, kind)))
    });
    candidates
        .min_by_key(|(preference, _)| *preference)
        .map(|(_, chosen)| chosen)
}

/// What is sent where several media types could be, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Preference {
    Typed,
    Form,
    Parts,
    Text,
    Bytes,
    Last,
}

/// The kind of a media type with its schema: `*/*` may be anything.
pub(super) fn kind(media: &Media, schemas: &Schemas) -> Kind {
    let kind = media::kind(&media.media_type);
    let schema = media.schema.map(|id| schemas.get(schemas.unwrapped(id)));
    match schema {
        Some(schema) if kind == Kind::Json && is_binary(schema) => Kind::Bytes,
        Some(schema) if media::is_range(&media.media_type) && kind == Kind::Json => {
            match schema.assertions.kind {
                Some(JsonType::String) => Kind::Text,
                _ => Kind::Json,
            }
        }
        None if media::is_range(&media.media_type) => Kind::Bytes,
        _ => kind,
    }
}

/// Whether a body of the media type can be sent: `image/*` does not say what is sent.
fn names_content(media_type: &str) -> bool {
    matches!(media::essence(media_type).as_str(), "*/*" | "application/*")
        || !media::is_range(media_type)
}

/// The media type, or what stands for a range.
fn concrete(media_type: &str, instead: &str) -> String {
    if media::is_range(media_type) {
        instead.to_owned()
    } else {
        media_type.to_owned()
    }
}

fn has_files(media: &Media, schemas: &Schemas) -> bool {
    let Some(schema) = media.schema else {
        return false;
    };
    let schema = schemas.get(schemas.unwrapped(schema));
    let mut properties = schema.assertions.object.properties.iter();
    properties.any(|property| is_binary(schemas.get(schemas.unwrapped(property.schema))))
}

fn refuse(body: &RequestBody, types: &mut Types<'_>) {
    let names: Vec<String> = body
        .content
        .iter()
        .map(|media| format!("`{}`", media.media_type))
        .collect();
    let message = match names.as_slice() {
        [] => "a request body without a media type cannot be sent".to_owned(),
        names => format!("a request body of {} cannot be sent", names.join(" or ")),
    };
    let help = "describe it as JSON, a form, text or bytes of one media type";
    types
        .diagnostics
        .push(Diagnostic::new(Code::UnsupportedFeature, &body.origin, message).help(help));
}

/// The type of a JSON body; any JSON without a schema.
pub(super) fn json(media: &Media, context: &str, types: &mut Types<'_>) -> Type {
    media
        .schema
        .map_or(Type::Basic(Basic::Json), |schema| types.of(schema, context))
}

/// Says so where structured data travel as text.
pub(super) fn passed_as_text(media: &Media, types: &mut Types<'_>) {
    let schema = media
        .schema
        .map(|id| types.schemas.get(types.schemas.unwrapped(id)));
    let plain = |schema: &Schema| {
        !matches!(
            schema.assertions.kind,
            Some(JsonType::Object | JsonType::Array)
        ) && !schema.assertions.is_union()
    };
    if schema.is_none_or(plain) {
        return;
    }
    let message = format!(
        "a body of `{}` has no Rust type, so its text is passed on as it is",
        media.media_type
    );
    let help = "describe it as JSON too, if the server speaks JSON";
    types
        .diagnostics
        .push(Diagnostic::new(Code::UntypedValue, &media.origin, message).help(help));
}

/// A form of names and values. A form without properties is a map of texts.
fn form(media: &Media, context: &str, types: &mut Types<'_>) -> Option<(Type, BodyForm)> {
    let Some(schema) = media.schema else {
        types.unsupported(&media.origin, "a form without a schema");
        return None;
    };
    let inner = types.schemas.get(types.schemas.unwrapped(schema));
    if inner.assertions.kind != Some(JsonType::Object) {
        types.unsupported(&media.origin, "a form that is no object");
        return None;
    }
    let mut styles = Vec::new();
    for encoding in &media.encodings {
        if let Some(style) = form_style(encoding, types) {
            styles.push((encoding.property.clone(), style));
        }
    }
    Some((types.of_inner(schema, context), BodyForm::Form(styles)))
}

/// The style of a property that is not written like all others.
fn form_style(encoding: &Encoding, types: &mut Types<'_>) -> Option<TextStyle> {
    if encoding.content_type.as_deref().is_some_and(media::is_json) {
        return Some(TextStyle::Json);
    }
    if let (Style::Form, true) = (encoding.style, encoding.explode) {
        return None;
    }
    let style = text_style(encoding.style, encoding.explode);
    if style.is_none() {
        types.unsupported(
            &encoding.origin,
            "this combination of `style` and `explode`",
        );
    }
    style
}

fn multipart(media: &Media, context: &str, types: &mut Types<'_>) -> Option<Type> {
    let ty = media.schema.and_then(|schema| {
        let labels = parts::labels(media, schema, types);
        types.of_parts(schema, labels, context)
    });
    if ty.is_none() {
        types.unsupported(
            &media.origin,
            "a `multipart/form-data` body without properties",
        );
    }
    ty
}

/// The schemas that nothing but bodies of several parts refers to.
pub(super) fn only_parts(service: &Service, schemas: &Schemas) -> BTreeSet<SchemaId> {
    let mut parts = BTreeSet::new();
    let mut others = BTreeSet::new();
    for operation in &service.operations {
        if let Some(body) = &operation.body {
            let multipart = chosen(&body.content, schemas)
                .filter(|(_, kind)| *kind == Kind::Multipart)
                .and_then(|(media, _)| media.schema);
            parts.extend(multipart.map(|schema| schemas.unwrapped(schema)));
            if multipart.is_none() {
                others.extend(body.content.iter().filter_map(|media| media.schema));
            }
        }
        others.extend(
            operation
                .responses
                .iter()
                .flat_map(|response| &response.content)
                .filter_map(|media| media.schema),
        );
    }
    let inside = schemas.iter().flat_map(|(_, schema)| {
        let subschemas = schema.assertions.subschemas().into_iter();
        let described = subschemas.filter(|(keyword, _)| keyword.describes());
        described.map(|(_, id)| id).collect::<Vec<_>>()
    });
    others.extend(inside);
    let others: BTreeSet<SchemaId> = others.into_iter().map(|id| schemas.unwrapped(id)).collect();
    parts.difference(&others).copied().collect()
}
