//! Responses that are streams of items.

use super::bodies;
use super::responses::{Asked, media};
use super::types::Types;
use crate::model::{Ident, Item, Items, Output, Type};
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::schema::JsonType;
use trueup_description::ir::service::{Envelope, Framing, Media, Operation, Response};

/// The stream that a success is, if it is one.
pub(super) fn streamed(
    operation: &Operation,
    successes: &[&Response],
    asked: Asked<'_>,
    name: &Ident,
    types: &mut Types<'_>,
    accepted: &mut Vec<String>,
) -> Option<Output> {
    let mut found = successes
        .iter()
        .filter_map(|response| Some(media(response, asked, types)?.0));
    let (media, stream) = found.find_map(|media| Some((media, media.stream.as_ref()?)))?;
    if successes.len() > 1 {
        // What is only one of several choices can be read whole.
        if matches!(asked, Asked::For(_)) {
            return None;
        }
        types.unsupported(&operation.origin, "a stream beside other successes");
    }
    accepted.push(media.media_type.clone());
    let item = match (stream.framing, &stream.envelope) {
        (Framing::EventText, _) => {
            say_if_untyped(media, types);
            Item::TextEvent
        }
        (Framing::EventData, None) => Item::Event(item(media, name, types)),
        (_, None) => Item::Json(item(media, name, types)),
        (_, Some(envelope)) => Item::Json(enveloped(envelope, media, name, types)?),
    };
    Some(Output::Stream(Items {
        item,
        stream: stream.clone(),
    }))
}

/// The type of an item that travels as it is.
fn item(media: &Media, name: &Ident, types: &mut Types<'_>) -> Type {
    bodies::json(media, &format!("{name}Item"), types)
}

/// The type of an item that travels in an envelope.
fn enveloped(
    envelope: &Envelope,
    media: &Media,
    name: &Ident,
    types: &mut Types<'_>,
) -> Option<Type> {
    let Some(schema) = media.schema else {
        types.unsupported(&media.origin, "a stream in envelopes without a schema");
        return None;
    };
    let object = types.schemas.get(types.schemas.unwrapped(schema));
    let Some(property) = object.assertions.object.property(&envelope.item) else {
        let message = format!(
            "the schema of the stream has no property `{}`",
            envelope.item
        );
        let diagnostic = Diagnostic::new(Code::BadExtension, &media.origin, message);
        types.diagnostics.push(diagnostic);
        return None;
    };
    Some(types.of_inner(property.schema, &format!("{name}Item")))
}

/// Says so where events have a schema that may be that of their data, or of the whole.
fn say_if_untyped(media: &Media, types: &mut Types<'_>) {
    let schema = media
        .schema
        .map(|id| types.schemas.get(types.schemas.unwrapped(id)));
    if schema.is_none_or(|schema| schema.assertions.kind == Some(JsonType::String)) {
        return;
    }
    let message = "the data of these events are passed on as text: the schema does not say whether it is theirs";
    let help = "write `x-trueup-stream: {}` beside it if each event's data is such a value; in OpenAPI 3.2, `itemSchema` \
                describes an event";
    let diagnostic = Diagnostic::new(Code::UntypedValue, &media.origin, message).help(help);
    types.diagnostics.push(diagnostic);
}
