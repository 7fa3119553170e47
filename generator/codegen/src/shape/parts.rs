//! What the parts of a form say of themselves: their Encoding Objects (OpenAPI 3.0.3 §4.7.15).

use std::collections::BTreeMap;

use super::types::Types;
use super::view::View;
use crate::model::PartLabel;
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::media;
use trueup_description::ir::schema::{JsonType, Schema, SchemaId, Schemas};
use trueup_description::ir::service::{Encoding, Header, Media};
use trueup_description::json::Json;

/// The labels of the parts that have one, by the names of their properties.
pub(super) fn labels(
    media: &Media,
    schema: SchemaId,
    types: &mut Types<'_>,
) -> BTreeMap<String, PartLabel> {
    let form = types.schemas.get(types.schemas.unwrapped(schema));
    let mut labels = BTreeMap::new();
    for encoding in &media.encodings {
        let Some(property) = form.assertions.object.property(&encoding.property) else {
            let message = format!("the form has no property `{}`", encoding.property);
            types.diagnostics.push(
                Diagnostic::new(Code::UnusedField, &encoding.origin, message)
                    .help("declare it under `properties`, or remove it"),
            );
            continue;
        };
        let label = label(encoding, property.schema, types);
        if label != PartLabel::default() {
            labels.insert(encoding.property.clone(), label);
        }
    }
    labels
}

fn label(encoding: &Encoding, property: SchemaId, types: &mut Types<'_>) -> PartLabel {
    let is_file = is_file(property, types.schemas);
    let mut label = PartLabel {
        content_type: encoding.content_type.as_deref().and_then(first_concrete),
        choices: match &encoding.content_type {
            Some(text) if is_file && first_concrete(text).as_ref() != Some(text) => {
                Some(text.clone())
            }
            _ => None,
        },
        ..PartLabel::default()
    };
    for header in &encoding.headers {
        match constant(header, types.schemas) {
            Some(value) => label.headers.push((header.name.clone(), value)),
            None if is_file => {
                let description = header.description.clone().unwrap_or_default();
                label.asked.push((header.name.clone(), description));
            }
            None => {
                let message = format!("nothing says which value the header `{}` has", header.name);
                let help = "give its schema one value in `enum`, or a `default`";
                let place = &header.origin;
                types
                    .diagnostics
                    .push(Diagnostic::new(Code::UnusedField, place, message).help(help));
            }
        }
    }
    label
}

/// Whether a part is a file, or several.
pub(super) fn is_file(property: SchemaId, schemas: &Schemas) -> bool {
    let inner = schemas.get(schemas.unwrapped(property));
    let items = inner
        .assertions
        .array
        .items
        .map(|items| schemas.unwrapped(items));
    inner.is_binary() || items.is_some_and(|items| schemas.get(items).is_binary())
}

/// Whether a part is structured data that its content type has no text for: they are passed on as text.
pub(super) fn is_foreign(schema: &Schema, label: Option<&PartLabel>) -> bool {
    let content_type = label.and_then(|label| label.content_type.as_deref());
    schema.assertions.kind == Some(JsonType::Object)
        && content_type.is_some_and(|text| !media::is_json(text))
}

/// The first media type of a list that is no range.
fn first_concrete(content_type: &str) -> Option<String> {
    let mut types = content_type.split(',').map(str::trim);
    let first = types.find(|text| !text.is_empty() && !text.contains('*'))?;
    Some(first.to_owned())
}

/// The one value of a header that its description leaves no choice of.
fn constant(header: &Header, schemas: &Schemas) -> Option<String> {
    let view = View::new(schemas, header.schema);
    let only = match schemas.get(view.inner).assertions.values.as_deref() {
        Some([only]) => Some(only),
        _ => None,
    };
    match only.or(view.default())? {
        Json::String(text) => Some(text.clone()),
        value @ (Json::Number(_) | Json::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}
