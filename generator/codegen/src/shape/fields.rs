//! Fields: what absent, null and "not set" mean, by the direction in which the object travels.

use super::types::Types;
use super::view::View;
use super::{fallback, parts};
use crate::model::{Basic, Fallback, Field, PartLabel, Presence, Shape, StructForm, Type, TypeDef};
use crate::names;
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::schema::{Property, Schema, Schemas};
use trueup_description::ir::service::Method;
use trueup_description::json::Json;
use trueup_text::markdown::{Markdown, code};

/// The field of a property; `None` where it does not travel.
pub(super) fn field(
    types: &mut Types<'_>,
    owner: &Schema,
    property: &Property,
    definition: &TypeDef,
    form: &StructForm,
) -> Option<Field> {
    let view = View::new(types.schemas, property.schema);
    let directions = definition.directions;
    let never_sent = view.read_only() && !directions.response;
    let never_received = view.write_only() && !directions.request;
    if never_sent || never_received {
        return None;
    }
    let required = owner.assertions.object.requires(&property.name)
        && !(view.read_only() && directions.request)
        && !(view.write_only() && directions.response);
    let context = format!("{}{}", definition.ident, names::pascal(&property.name));
    let patch_body = directions.request && is_patch_body(types, definition);
    let presence = match form {
        StructForm::Object => presence(&view, required, directions.request, patch_body),
        // A part that would be null is left out.
        StructForm::Parts(_) if required => Presence::Required,
        StructForm::Parts(_) => Presence::Optional,
    };
    let mut doc = doc(&view);
    let deprecated = view.deprecated();
    let ty = match form {
        StructForm::Object => types.of_inner(property.schema, &context),
        StructForm::Parts(labels) => {
            let label = labels.get(&property.name);
            doc = add_label(doc, label);
            part(types, property, label, &context)
        }
    };
    Some(Field {
        origin: property.origin.clone(),
        wire: property.name.clone(),
        ident: names::snake(&property.name),
        ty,
        presence,
        doc,
        deprecated,
    })
}

/// The type of a part: binary content is a file.
fn part(
    types: &mut Types<'_>,
    property: &Property,
    label: Option<&PartLabel>,
    context: &str,
) -> Type {
    let upload = Type::Basic(Basic::Upload);
    let inner = types.schemas.get(types.schemas.unwrapped(property.schema));
    if parts::is_foreign(inner, label) {
        let message =
            "nothing writes this part in its content type, so its text is passed on as it is";
        let help = "let it be JSON, if the server speaks JSON";
        let place = &property.origin;
        types
            .diagnostics
            .push(Diagnostic::new(Code::UntypedValue, place, message).help(help));
        return Type::Basic(Basic::String);
    }
    match inner.assertions.array.items {
        _ if inner.is_binary() => upload,
        Some(_) if parts::is_file(property.schema, types.schemas) => Type::List(Box::new(upload)),
        _ => types.of_inner(property.schema, context),
    }
}

/// What the caller says of a file.
fn add_label(doc: Markdown, label: Option<&PartLabel>) -> Markdown {
    let choices = label.and_then(|label| label.choices.as_ref());
    let choices = choices.map(|choices| format!("Its content type is one of {}.", code(choices)));
    let asked = label.into_iter().flat_map(|label| &label.asked);
    let asked = asked.map(|(header, description)| {
        let set = format!("Its header {} is set by `Upload::header`.", code(header));
        Markdown::own(set).then(Markdown::description(description))
    });
    let lines = choices.into_iter().map(Markdown::own).chain(asked);
    lines.fold(doc, Markdown::below)
}
fn presence(view: &View<'_>, required: bool, sent: bool, patch_body: bool) -> Presence {
    let nullable = view.nullable();
    if let Some(zero) = view.zero() {
        let always = required || !sent;
        return Presence::Zero {
            text: zero.to_owned(),
            required: always,
        };
    }
    match (required, view.default()) {
        (true, _) if nullable => Presence::RequiredNullable,
        (true, _) => Presence::Required,
        (false, Some(Json::Null)) if !sent && nullable => Presence::PlainNullable,
        // The value itself follows once all types are known.
        (false, Some(_)) if !sent && !nullable => Presence::Plain(Fallback::Default),
        (false, _) if nullable && patch_body => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}

/// Whether the type is the whole body of a PATCH, where null and absent differ (RFC 7396).
fn is_patch_body(types: &Types<'_>, definition: &TypeDef) -> bool {
    let operations = types
        .service
        .operations
        .iter()
        .filter(|operation| operation.method == Method::Patch);
    let bodies =
        operations.flat_map(|operation| operation.body.iter().flat_map(|body| &body.content));
    bodies.filter_map(|media| media.schema).any(|body| {
        let body = types.schemas.unwrapped(body);
        let items = types
            .schemas
            .get(body)
            .assertions
            .array
            .items
            .map(|items| types.schemas.unwrapped(items));
        body == definition.schema || items == Some(definition.schema)
    })
}

/// Rustdoc of a field: its description and how another implementation differs.
fn doc(view: &View<'_>) -> Markdown {
    let doc = Markdown::description(view.description().unwrap_or_default());
    doc.below(
        view.upstream()
            .map(crate::prose::upstream)
            .unwrap_or_default(),
    )
}

/// Turns the defaults of plain fields into Rust values, now that every type is known.
pub(super) fn fill_fallbacks(
    definitions: &mut [TypeDef],
    schemas: &Schemas,
    diagnostics: &mut Diagnostics,
) {
    let known = definitions.to_vec();
    for definition in definitions {
        let Shape::Struct(structure) = &mut definition.shape else {
            continue;
        };
        let schema = schemas.get(definition.schema);
        for field in &mut structure.fields {
            let Presence::Plain(value) = &mut field.presence else {
                continue;
            };
            let property = schema.assertions.object.property(&field.wire);
            let default =
                property.and_then(|property| View::new(schemas, property.schema).default());
            match default.and_then(|default| fallback::of(&field.ty, default, &known)) {
                Some(fallback) => *value = fallback,
                None => {
                    // Tools that write documents like to put `null` there, and mean none.
                    if default != Some(&Json::Null) {
                        diagnostics.push(unstated_default(field, &known));
                    }
                    field.presence = Presence::Optional;
                }
            }
        }
    }
}

fn unstated_default(field: &Field, known: &[TypeDef]) -> Diagnostic {
    let of = match &field.ty {
        Type::Named(id) => known.get(id.0).map_or(String::new(), |definition| {
            format!(" of {}", definition.ident)
        }),
        _ => String::new(),
    };
    let message = format!(
        "the default of `{}` is no value{of} that Rust code can state; the field is an `Option`",
        field.wire
    );
    Diagnostic::new(Code::UnsupportedDefault, &field.origin, message)
        .help("nothing, if an `Option` is fine; otherwise make the property required, or leave the default out")
}
