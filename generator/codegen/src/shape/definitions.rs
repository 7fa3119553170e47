//! What a type is defined as: a struct, an enum, a union, a newtype or another name.

use super::types::Types;
use super::{enums, fields, listed, scalars, unions};
use crate::model::{
    Amount, AnyOf, Basic, Field, Ident, Presence, Scalar, ScalarKind, Secrecy, Shape, Struct,
    StructForm, Type, TypeDef, TypeId,
};
use crate::names::{self, Case, Scope};
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::schema::{Additional, ByteOrder, JsonType, Schema};

/// Fills in every definition.
pub(super) fn fill(types: &mut Types<'_>) {
    while let Some((id, definition)) = types.next() {
        let shape = shape(types, id, &definition);
        types.fill(id, shape);
    }
}

fn shape(types: &mut Types<'_>, id: TypeId, definition: &TypeDef) -> Shape {
    let schema = types.schemas.get(definition.schema);
    if let Some(labels) = types.labels_of_parts(id) {
        let form = StructForm::Parts(labels.clone());
        return Shape::Struct(structure(types, schema, definition, form));
    }
    if let Some(words) = listed::strings(schema) {
        return Shape::StringEnum(enums::string_enum(types, &words, schema, definition));
    }
    if let Some(integers) = listed::integers(schema) {
        return Shape::IntegerEnum(enums::numbers(types, &integers, schema, definition));
    }
    if schema.assertions.is_union() {
        return Shape::Union(unions::union(types, schema, definition));
    }
    if !schema.assertions.object.properties.is_empty() || is_empty_object(schema, definition) {
        return Shape::Struct(structure(types, schema, definition, StructForm::Object));
    }
    match scalars::newtype(schema) {
        Some(inner) => Shape::Scalar(Scalar {
            inner,
            secrecy: scalars::secrecy(schema),
            twin: twin(types, schema),
            quantity: quantity(types, schema),
        }),
        None => Shape::Alias(types.structural(schema, definition.ident.as_str())),
    }
}

/// What the values of a quantity are amounts of; another schema's than an integer's are amounts of nothing.
fn quantity(types: &mut Types<'_>, schema: &Schema) -> Option<Amount> {
    let quantity = schema.extensions.quantity?;
    let of = quantity
        .of
        .map(|(other, times)| (other, types.of_inner(other, ""), times));
    let is_integer = |schema: &Schema| {
        let inner = scalars::newtype(schema);
        inner.is_some_and(|inner| scalars::is_integer(&inner))
    };
    let of = match of {
        None if is_integer(schema) => return Some(Amount { of: None }),
        Some((other, Type::Named(id), times)) => {
            let other = types.schemas.get(types.schemas.unwrapped(other));
            (is_integer(schema) && is_integer(other)).then_some((id, times))
        }
        _ => None,
    };
    if of.is_none() {
        let message = "`x-trueup-quantity` says nothing of what is no named integer";
        let help =
            "let it and the schema that it names be integers, with or without a string around them";
        let diagnostic = Diagnostic::new(Code::BadExtension, &schema.origin, message);
        types.diagnostics.push(diagnostic.help(help));
    }
    of.map(|of| Amount { of: Some(of) })
}

/// The type of the same bytes in another encoding; others than bytes of the same length, both secret or neither, have no
/// conversion between them.
fn twin(types: &mut Types<'_>, schema: &Schema) -> Option<(TypeId, ByteOrder)> {
    let same = schema.extensions.same_value.as_ref()?;
    let ty = types.of_inner(same.schema, "");
    let other = types.schemas.get(types.schemas.unwrapped(same.schema));
    if let Type::Named(id) = ty
        && length(schema).is_some()
        && length(schema) == length(other)
    {
        return Some((id, same.order));
    }
    let message = "`x-trueup-same-value` says nothing of what is not bytes of one length";
    let help = "give both schemas a `format` of bytes (`hex`, `byte`, `base64url`) and a `pattern` of the same length, \
                and let both be secret or neither";
    let diagnostic = Diagnostic::new(Code::BadExtension, &schema.origin, message);
    types.diagnostics.push(diagnostic.help(help));
    None
}

/// How many bytes the values of a schema are, if that is fixed, and whether they are secret.
fn length(schema: &Schema) -> Option<(u32, Secrecy)> {
    match scalars::newtype(schema)? {
        ScalarKind::FixedBytes(_, length) => Some((length, scalars::secrecy(schema))),
        _ => None,
    }
}

fn structure<'a>(
    types: &mut Types<'a>,
    schema: &'a Schema,
    definition: &TypeDef,
    form: StructForm,
) -> Struct {
    let mut scope = Scope::default();
    let mut fields = Vec::new();
    for property in &schema.assertions.object.properties {
        let Some(mut field) = fields::field(types, schema, property, definition, &form) else {
            continue;
        };
        field.ident = types.settle(
            &mut scope,
            field.ident,
            Case::Snake,
            &field.wire,
            &field.origin,
        );
        fields.push(field);
    }
    let extra = extra(types, schema, definition, &form).map(|ty| {
        let ident = names::snake("additional_properties");
        let wire = "additionalProperties";
        let ident = types.settle(&mut scope, ident, Case::Snake, wire, &schema.origin);
        (ident, ty)
    });
    let any_of = any_of(types, &mut scope, definition, &fields);
    let failure = schema.extensions.failure.as_ref();
    let failure = failure.and_then(|wire| fields.iter().find(|field| field.wire == *wire));
    let failure = failure.map(|field| field.ident.clone());
    Struct {
        fields,
        any_of,
        extra,
        failure,
        form,
    }
}

/// Of which optional fields callers must set one; nothing where one of them must be there in any case, or has no field.
fn any_of(
    types: &mut Types<'_>,
    scope: &mut Scope,
    definition: &TypeDef,
    fields: &[Field],
) -> Option<AnyOf> {
    if !definition.is_made() {
        return None;
    }
    let mut variants = Scope::default();
    let mut choices: Vec<(Ident, String)> = Vec::new();
    for wire in types.any_needed(definition.schema)? {
        if choices.iter().any(|(_, known)| known == wire) {
            continue;
        }
        let field = fields.iter().find(|field| field.wire == *wire)?;
        let optional = matches!(
            field.presence,
            Presence::Optional
                | Presence::Patch
                | Presence::Zero {
                    required: false,
                    ..
                }
        );
        if !optional {
            return None;
        }
        let variant = names::pascal(wire);
        let variant = types.settle(&mut variants, variant, Case::Pascal, wire, &field.origin);
        choices.push((variant, wire.clone()));
    }
    let origin = &definition.origin;
    let argument = names::snake("any_of");
    let (argument, _) = scope.settle(argument, Case::Snake, "anyOf", origin);
    let name = format!("{}AnyOf", definition.ident);
    let ident = types.claim(names::pascal(&name), &name, origin);
    Some(AnyOf {
        ident,
        argument,
        choices,
    })
}

/// The type of properties beside the declared ones, where the document means them to be there.
fn extra<'a>(
    types: &mut Types<'a>,
    schema: &'a Schema,
    definition: &TypeDef,
    form: &StructForm,
) -> Option<Type> {
    match schema.assertions.object.additional {
        Additional::Schema(value) if *form == StructForm::Object => {
            Some(types.of(value, &format!("{}Extra", definition.ident)))
        }
        Additional::Any if *form == StructForm::Object => Some(Type::Basic(Basic::Json)),
        _ => None,
    }
}

/// An object type that declares nothing and is not meant as a map: one that refuses everything, or the
/// answer of a call that has nothing to tell.
fn is_empty_object(schema: &Schema, definition: &TypeDef) -> bool {
    let only_received = definition.directions.response && !definition.directions.request;
    schema.assertions.kind == Some(JsonType::Object)
        && schema.name.is_some()
        && match schema.assertions.object.additional {
            Additional::Refused => true,
            Additional::Unsaid => only_received,
            Additional::Any | Additional::Schema(_) => false,
        }
}
