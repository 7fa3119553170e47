//! Types that hold themselves: boxed where a value may end, refused where none can.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::shape::{Presence, Shape, Type, TypeDef, TypeId};

/// Boxes the fields and branches through which a type would have endless size.
pub(super) fn box_cycles(types: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    report_endless(types, diagnostics);
    let held: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| held_by_value(&definition.shape))
        .collect();
    for at in 0..types.len() {
        let reaches = |target: TypeId| reaches(&held, target, TypeId(at));
        let Some(definition) = types.get_mut(at) else {
            continue;
        };
        match &mut definition.shape {
            Shape::Struct(structure) => {
                structure
                    .fields
                    .iter_mut()
                    .for_each(|field| box_if(&mut field.ty, reaches));
            }
            Shape::Union(union) => union
                .branches
                .iter_mut()
                .for_each(|branch| box_if(&mut branch.ty, reaches)),
            Shape::Vocabulary(_) | Shape::Scalar(_) | Shape::Alias(_) => {}
        }
    }
}

fn box_if(ty: &mut Type, reaches: impl Fn(TypeId) -> bool) {
    let inner = match ty {
        Type::Nullable(inner) => inner.as_mut(),
        other => other,
    };
    if let Type::Named(target) = inner
        && reaches(*target)
    {
        *inner = Type::Boxed(Box::new(inner.clone()));
    }
}

/// The types whose values stand inside a value of this shape.
fn held_by_value(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Struct(structure) => structure
            .fields
            .iter()
            .filter_map(|field| by_value(&field.ty))
            .collect(),
        Shape::Union(union) => union
            .branches
            .iter()
            .filter_map(|branch| by_value(&branch.ty))
            .collect(),
        Shape::Alias(ty) => by_value(ty).into_iter().collect(),
        Shape::Vocabulary(_) | Shape::Scalar(_) => Vec::new(),
    }
}

fn by_value(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => by_value(inner),
        Type::Basic(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => None,
    }
}

fn reaches(held: &[Vec<TypeId>], from: TypeId, to: TypeId) -> bool {
    let mut seen = vec![false; held.len()];
    let mut waiting = vec![from];
    while let Some(id) = waiting.pop() {
        if id == to {
            return true;
        }
        if let Some(seen) = seen.get_mut(id.0)
            && !*seen
        {
            *seen = true;
            waiting.extend(held.get(id.0).into_iter().flatten());
        }
    }
    false
}

/// An object that requires itself has no finite value.
fn report_endless(types: &[TypeDef], diagnostics: &mut Diagnostics) {
    let needed: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| needed_by(&definition.shape))
        .collect();
    for (at, definition) in types.iter().enumerate() {
        let first_steps = needed.get(at).into_iter().flatten();
        if first_steps
            .clone()
            .any(|next| reaches(&needed, *next, TypeId(at)))
        {
            let message = format!(
                "`{}` holds itself in every value, so it has none",
                definition.ident
            );
            let help = "make a property on the way optional or nullable, or put it into an array";
            diagnostics
                .push(Diagnostic::new(Code::EndlessType, &definition.origin, message).help(help));
        }
    }
}

/// The types that every value of this shape must hold.
fn needed_by(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Struct(structure) => {
            let required = structure
                .fields
                .iter()
                .filter(|field| field.presence == Presence::Required);
            required.filter_map(|field| needed(&field.ty)).collect()
        }
        Shape::Alias(ty) => aliased(ty).into_iter().collect(),
        Shape::Union(_) | Shape::Vocabulary(_) | Shape::Scalar(_) => Vec::new(),
    }
}

fn needed(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// A Rust alias may not mention itself, not even inside a list.
fn aliased(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            aliased(inner)
        }
        Type::Basic(_) => None,
    }
}
