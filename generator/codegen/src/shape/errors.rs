//! Where error bodies hold their codes and their words.

use std::collections::BTreeMap;

use crate::model::{
    Basic, ErrorBody, ErrorPart, Field, Ident, ResponseBody, ResponseEnum, ResponseEnumId, Shape,
    Struct, Type, TypeDef, TypeId,
};
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::schema::Schemas;

/// The error bodies whose descriptions say it, and the unions of such.
pub(super) fn bodies(
    types: &[TypeDef],
    schemas: &Schemas,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<TypeId, ErrorBody> {
    let mut known = BTreeMap::new();
    // A body may hold another one, so each round finds those around what is known.
    for _ in 0..types.len() {
        let found = round(types, &known, |definition, known| match &definition.shape {
            Shape::Struct(structure) => of_struct(definition, structure, schemas, types, known),
            _ => None,
        });
        if found.is_empty() {
            break;
        }
        known.extend(found);
    }
    let unions = round(types, &known, |definition, known| match &definition.shape {
        Shape::Union(union) => {
            let branches = union.branches.iter();
            of_branches(branches.map(|branch| (&branch.ident, &branch.ty)), known)
        }
        _ => None,
    });
    complain(types, schemas, &known, diagnostics);
    known.extend(unions);
    known
}

/// The enums by status that have bodies which say it.
pub(super) fn by_status(
    response_enums: &[ResponseEnum],
    known: &BTreeMap<TypeId, ErrorBody>,
) -> BTreeMap<ResponseEnumId, ErrorBody> {
    let ids = (0..).map(ResponseEnumId).zip(response_enums);
    ids.filter_map(|(id, response_enums)| {
        let bodies = response_enums.variants.iter();
        let bodies = bodies.filter_map(|variant| match &variant.body {
            ResponseBody::Json(ty) => Some((&variant.ident, ty)),
            _ => None,
        });
        Some((id, of_branches(bodies, known)?))
    })
    .collect()
}

/// The bodies that a look at each type finds, beside the known ones.
fn round(
    types: &[TypeDef],
    known: &BTreeMap<TypeId, ErrorBody>,
    look: impl Fn(&TypeDef, &BTreeMap<TypeId, ErrorBody>) -> Option<ErrorBody>,
) -> Vec<(TypeId, ErrorBody)> {
    let ids = (0..).map(TypeId).zip(types);
    ids.filter(|(id, _)| !known.contains_key(id))
        .filter_map(|(id, definition)| Some((id, look(definition, known)?)))
        .filter(|(_, body)| body.code.is_some() || body.message.is_some())
        .collect()
}

/// What the struct's description says; nothing as long as what it leads to is not known.
fn of_struct(
    definition: &TypeDef,
    structure: &Struct,
    schemas: &Schemas,
    types: &[TypeDef],
    known: &BTreeMap<TypeId, ErrorBody>,
) -> Option<ErrorBody> {
    let schema = schemas.get(definition.schema);
    let parts = schema.extensions.error_parts.as_ref()?;
    let field = |wire: &Option<String>| {
        let wire = wire.as_ref()?;
        structure.fields.iter().find(|field| field.wire == *wire)
    };
    Some(ErrorBody {
        code: field(&parts.code).and_then(|field| code(field, types, known)),
        message: field(&parts.message).and_then(|field| message(field, known)),
    })
}

fn code(
    field: &Field,
    types: &[TypeDef],
    known: &BTreeMap<TypeId, ErrorBody>,
) -> Option<(ErrorPart, Type)> {
    if let Some(inner) = inner(&field.ty, known) {
        let (_, ty) = inner.code.clone()?;
        return Some((ErrorPart::Within(field.ident.clone()), ty));
    }
    let is_code = match &field.ty {
        Type::Named(id) => types.get(id.0).is_some_and(|definition| {
            matches!(
                definition.shape,
                Shape::IntegerEnum(_) | Shape::StringEnum(_) | Shape::Scalar(_)
            )
        }),
        Type::Basic(Basic::Number(_) | Basic::String) => true,
        _ => false,
    };
    is_code.then(|| (ErrorPart::Field(field.ident.clone()), field.ty.clone()))
}

fn message(field: &Field, known: &BTreeMap<TypeId, ErrorBody>) -> Option<ErrorPart> {
    if inner(&field.ty, known).is_some_and(|inner| inner.message.is_some()) {
        return Some(ErrorPart::Within(field.ident.clone()));
    }
    (field.ty == Type::Basic(Basic::String)).then(|| ErrorPart::Field(field.ident.clone()))
}

/// What the branches have in common: a code of one type, words. Nothing if they have neither.
fn of_branches<'b>(
    branches: impl Iterator<Item = (&'b Ident, &'b Type)>,
    known: &BTreeMap<TypeId, ErrorBody>,
) -> Option<ErrorBody> {
    let bodies: Vec<_> = branches
        .filter_map(|(ident, ty)| Some((ident, inner(ty, known)?)))
        .collect();
    let codes = bodies.iter().filter(|(_, body)| body.code.is_some());
    let messages = bodies.iter().filter(|(_, body)| body.message.is_some());
    let idents: Vec<_> = codes.map(|(ident, _)| (*ident).clone()).collect();
    let code = code_type(&bodies).map(|ty| (ErrorPart::Branches(idents), ty));
    let idents: Vec<_> = messages.map(|(ident, _)| (*ident).clone()).collect();
    let message = (!idents.is_empty()).then_some(ErrorPart::Branches(idents));
    (code.is_some() || message.is_some()).then_some(ErrorBody { code, message })
}

/// The type of the branches' codes, if it is one.
fn code_type<T>(bodies: &[(T, &ErrorBody)]) -> Option<Type> {
    let mut types = bodies
        .iter()
        .filter_map(|(_, body)| Some(&body.code.as_ref()?.1));
    let first = types.next()?;
    types.all(|ty| ty == first).then(|| first.clone())
}

/// The error body that a type is, if it is known as one.
fn inner<'k>(ty: &Type, known: &'k BTreeMap<TypeId, ErrorBody>) -> Option<&'k ErrorBody> {
    match ty {
        Type::Named(id) => known.get(id),
        Type::Boxed(inner) => self::inner(inner, known),
        _ => None,
    }
}

/// Reports descriptions that lead to nothing.
fn complain(
    types: &[TypeDef],
    schemas: &Schemas,
    known: &BTreeMap<TypeId, ErrorBody>,
    diagnostics: &mut Diagnostics,
) {
    for (index, definition) in types.iter().enumerate() {
        let Some(parts) = &schemas.get(definition.schema).extensions.error_parts else {
            continue;
        };
        let body = known.get(&TypeId(index));
        let code = body.is_some_and(|body| body.code.is_some()) || parts.code.is_none();
        let message = body.is_some_and(|body| body.message.is_some()) || parts.message.is_none();
        if !code || !message {
            let message = "`x-trueup-error` leads to no code, or to no text";
            let help = "name a property of this object: the code, a plain string, or an object that has the extension too";
            diagnostics
                .push(Diagnostic::new(Code::BadExtension, &definition.origin, message).help(help));
        }
    }
}
