//! Request bodies: which of several media types is sent, and how.

use std::collections::BTreeSet;

use super::parameters::text_style;
use super::parts;
use super::types::Types;
use crate::model::{Argument, Basic, BodyForm, Ident, Role, TextStyle, Type};
use crate::names;
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::schema::{JsonType, Schema, SchemaId, Schemas};
use trueup_description::ir::service::{Encoding, Media, RequestBody, Service, Style};
use trueup_text::markdown::Markdown;

/// The argument for a body in the media type that comes first; `None` if none of its media types can be sent.
pub(super) fn argument(
    body: &RequestBody,
    name: &Ident,
    types: &mut Types<'_>,
) -> Option<Argument> {
    let Some((media, kind)) = choices(&body.content, types.schemas).into_iter().next() else {
        refuse(body, types);
        return None;
    };
    if kind == Kind::Text {
        passed_as_text(media, types);
    }
    of_media(body, media, kind, &format!("{name}Body"), types)
}

/// A body in another media type than the first.
pub(super) struct Alternative {
    /// What its method is called after: `multipart`.
    pub(super) word: String,
    /// The media type, as the document has it.
    pub(super) media_type: String,
    pub(super) argument: Argument,
}

/// The body in every media type but the first.
pub(super) fn alternatives(
    body: &RequestBody,
    name: &Ident,
    types: &mut Types<'_>,
) -> Vec<Alternative> {
    let choices = choices(&body.content, types.schemas);
    let mut alternatives = Vec::new();
    for (media, kind) in choices.into_iter().skip(1) {
        let word = media::word(&media.media_type);
        if let Err(reason) = sendable(media, kind, types.schemas) {
            let message = format!("the body as `{}` is not sent: {reason}", media.media_type);
            let help = "describe its properties, or leave the media type out";
            types
                .diagnostics
                .push(Diagnostic::new(Code::UnusedField, &media.origin, message).help(help));
            continue;
        }
        let context = format!("{name}{}Body", names::pascal(&word));
        let argument = of_media(body, media, kind, &context, types);
        if let Some(lack) = types.lack() {
            let message = format!(
                "the body as `{}` is not sent: {} is not supported",
                media.media_type, lack.feature
            );
            types
                .diagnostics
                .push(Diagnostic::new(Code::UnusedField, &lack.origin, message));
            continue;
        }
        alternatives.extend(argument.map(|argument| Alternative {
            word,
            media_type: media.media_type.clone(),
            argument,
        }));
    }
    alternatives
}

/// The argument for a body of a media type.
fn of_media(
    body: &RequestBody,
    media: &Media,
    kind: Kind,
    context: &str,
    types: &mut Types<'_>,
) -> Option<Argument> {
    let media_type = media::concrete(&media.media_type, kind).to_owned();
    let (ty, form) = match kind {
        Kind::Json => (json(media, context, types), BodyForm::Json(media_type)),
        Kind::Form => form(media, context, types)?,
        Kind::Multipart => (
            multipart(media, context, types)?,
            BodyForm::Multipart(media::essence(&media_type)),
        ),
        Kind::Text => (Type::Basic(Basic::String), BodyForm::Text(media_type)),
        Kind::Bytes | Kind::Events if asks_for_type(&media.media_type) => (
            Type::Basic(Basic::Upload),
            BodyForm::File(media.media_type.clone()),
        ),
        Kind::Bytes | Kind::Events => (Type::Basic(Basic::Bytes), BodyForm::Bytes(media_type)),
    };
    Some(Argument {
        origin: body.origin.clone(),
        wire: "body".to_owned(),
        ident: names::snake("body"),
        ty,
        role: Role::Body(form),
        doc: Markdown::description(body.description.as_deref().unwrap_or_default()),
        deprecated: false,
    })
}

/// The media types that can be sent, the one first that is meant where nothing else is said: JSON before all others,
/// files before forms that have no place for them; forms that have nothing to send come last. What another one stands
/// for as well is left out.
fn choices<'a>(content: &'a [Media], schemas: &Schemas) -> Vec<(&'a Media, Kind)> {
    let mut choices: Vec<_> = content
        .iter()
        .filter_map(|media| {
            let kind = media::kind_of(media, schemas);
            let exact = media::essence(&media.media_type) != "application/json";
            Some((preference(media, kind, schemas)?, exact, media, kind))
        })
        .collect();
    choices.sort_by_key(|(preference, exact, ..)| (*preference, *exact));
    let mut kept: Vec<(&Media, Kind)> = Vec::new();
    for (preference, _, media, kind) in choices {
        let same = |(other, known): &(&Media, Kind)| {
            *known == kind && media::covers(&other.media_type, &media.media_type)
        };
        let has_no_place = preference == Preference::Last && !kept.is_empty();
        if !has_no_place && !kept.iter().any(same) {
            kept.push((media, kind));
        }
    }
    kept.sort_by_key(|(media, kind)| sendable(media, *kind, schemas).is_err());
    kept
}

/// Where a media type stands among others; `None` if it cannot be sent.
fn preference(media: &Media, kind: Kind, schemas: &Schemas) -> Option<Preference> {
    Some(match kind {
        Kind::Json => Preference::Typed,
        Kind::Form if has_files(media, schemas) => Preference::Last,
        Kind::Form => Preference::Form,
        Kind::Multipart => Preference::Parts,
        Kind::Text => Preference::Text,
        Kind::Bytes => Preference::Bytes,
        Kind::Events => return None,
    })
}

/// Whether a form has properties to send.
fn sendable(media: &Media, kind: Kind, schemas: &Schemas) -> Result<(), &'static str> {
    let schema = media
        .schema
        .map(|schema| schemas.get(schemas.unwrapped(schema)));
    match kind {
        Kind::Form
            if schema.is_none_or(|schema| schema.assertions.kind != Some(JsonType::Object)) =>
        {
            Err("a form is an object")
        }
        Kind::Multipart
            if schema.is_none_or(|schema| schema.assertions.object.properties.is_empty()) =>
        {
            Err("a form of parts has properties")
        }
        _ => Ok(()),
    }
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

/// Whether whoever sends a body has to say what it is, as with `image/*`.
fn asks_for_type(media_type: &str) -> bool {
    let is_any = matches!(media::essence(media_type).as_str(), "*/*" | "application/*");
    media::is_range(media_type) && !media::is_json(media_type) && !is_any
}

fn has_files(media: &Media, schemas: &Schemas) -> bool {
    let Some(schema) = media.schema else {
        return false;
    };
    let schema = schemas.get(schemas.unwrapped(schema));
    let mut properties = schema.assertions.object.properties.iter();
    properties.any(|property| schemas.get(schemas.unwrapped(property.schema)).is_binary())
}

fn refuse(body: &RequestBody, types: &mut Types<'_>) {
    let names = body.content.iter();
    let names: Vec<String> = names
        .map(|media| format!("`{}`", media.media_type))
        .collect();
    types.unsupported(
        &body.origin,
        format!("a request body of {}", names.join(" or ")),
    );
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
        types.unsupported(&media.origin, "a body of parts without properties");
    }
    ty
}

/// The schemas that nothing but bodies of several parts refers to.
pub(super) fn only_parts(service: &Service, schemas: &Schemas) -> BTreeSet<SchemaId> {
    let mut parts = BTreeSet::new();
    let mut others = BTreeSet::new();
    for operation in service.requests() {
        let content = operation.body.iter().flat_map(|body| &body.content);
        for media in content {
            let schemas_of = match media::kind_of(media, schemas) {
                Kind::Multipart => &mut parts,
                _ => &mut others,
            };
            schemas_of.extend(media.schema.map(|schema| schemas.unwrapped(schema)));
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
