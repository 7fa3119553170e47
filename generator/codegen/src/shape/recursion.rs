//! Types that hold themselves: boxed where a value may end, refused where none can.

use std::collections::VecDeque;

use super::components;
use crate::model::{Presence, Shape, Type, TypeDef, TypeId};
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};

/// Makes newtypes of aliases that stand for themselves, and boxes the fields and branches through which a
/// type would have endless size.
pub(super) fn box_cycles(types: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    wrap_aliases(types);
    report_endless(types, diagnostics);
    // A field is better boxed than a branch, which is matched upon.
    for boxed in [Place::Fields, Place::Elsewhere] {
        let held: Vec<Vec<usize>> = types
            .iter()
            .map(|definition| indices(held_by_value(&definition.shape)))
            .collect();
        let circles = components::of(&held);
        for (at, definition) in types.iter_mut().enumerate() {
            let within = |target: TypeId| circles.are_connected(at, target.0);
            box_parts(&mut definition.shape, boxed, within);
        }
    }
}

/// Which parts of types are boxed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Fields of structs.
    Fields,
    /// Branches of unions and what newtypes hold.
    Elsewhere,
}

fn box_parts(shape: &mut Shape, place: Place, within: impl Fn(TypeId) -> bool) {
    match (shape, place) {
        (Shape::Struct(structure), Place::Fields) => structure
            .fields
            .iter_mut()
            .for_each(|field| box_if(&mut field.ty, &within)),
        (Shape::Union(union), Place::Elsewhere) => union
            .branches
            .iter_mut()
            .for_each(|branch| box_if(&mut branch.ty, &within)),
        (Shape::Wrapper(ty), Place::Elsewhere) => box_if(ty, within),
        _ => {}
    }
}

/// `type Tree = Vec<Tree>` is no Rust; `struct Tree(Vec<Tree>)` is.
fn wrap_aliases(types: &mut [TypeDef]) {
    let named: Vec<Vec<usize>> = types
        .iter()
        .map(|definition| match &definition.shape {
            Shape::Alias(ty) => indices(aliased(ty)),
            _ => Vec::new(),
        })
        .collect();
    let circles = components::of(&named);
    for (at, definition) in types.iter_mut().enumerate() {
        let Shape::Alias(ty) = &definition.shape else {
            continue;
        };
        if aliased(ty).is_some_and(|target| circles.are_connected(at, target.0)) {
            definition.shape = Shape::Wrapper(ty.clone());
        }
    }
}

fn box_if(ty: &mut Type, within: impl Fn(TypeId) -> bool) {
    let inner = match ty {
        Type::Nullable(inner) => inner.as_mut(),
        other => other,
    };
    if let Type::Named(target) = inner
        && within(*target)
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
        Shape::Alias(ty) | Shape::Wrapper(ty) => by_value(ty).into_iter().collect(),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_) => Vec::new(),
    }
}

fn by_value(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => by_value(inner),
        Type::Basic(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => None,
    }
}

/// Reports the types that have no finite value: each would have to hold another one, without end. In unions it finds
/// the branch that has one.
///
/// From the types that need no other one to those that wait for these, each type and each need looked at once.
fn report_endless(types: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    let mut waits: Vec<usize> = Vec::with_capacity(types.len());
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (at, definition) in types.iter().enumerate() {
        let needs = needs(&definition.shape);
        for need in &needs.types {
            users
                .get_mut(need.0)
                .into_iter()
                .for_each(|users| users.push(at));
        }
        waits.push(needs.count);
    }
    let ready = waits.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut open: VecDeque<usize> = ready.map(|(at, _)| at).collect();
    let mut finite = vec![false; types.len()];
    while let Some(at) = open.pop_front() {
        if let Some(definition) = types.get_mut(at) {
            settle(&mut definition.shape, &finite);
        }
        if let Some(slot) = finite.get_mut(at) {
            *slot = true;
        }
        for user in users.get(at).into_iter().flatten() {
            // Of the branches of a union, one is enough.
            if let Some(count) = waits.get_mut(*user).filter(|count| **count > 0) {
                *count -= 1;
                open.extend((*count == 0).then_some(*user));
            }
        }
    }
    for (definition, _) in types.iter().zip(finite).filter(|(_, finite)| !finite) {
        let message = format!(
            "`{}` holds itself in every value, so it has none",
            definition.ident
        );
        let help = "make a property on the way optional or nullable, or put it into an array";
        diagnostics
            .push(Diagnostic::new(Code::EndlessType, &definition.origin, message).help(help));
    }
}

/// The types that a value needs values of, and of how many of them.
struct Needs {
    types: Vec<TypeId>,
    count: usize,
}

fn needs(shape: &Shape) -> Needs {
    let named = |ty: &Type| match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    };
    let all = |types: Vec<TypeId>| Needs {
        count: types.len(),
        types,
    };
    match shape {
        Shape::Struct(structure) => {
            let required = structure.fields.iter().filter(|field| {
                matches!(field.presence, Presence::Required | Presence::Constant(_))
            });
            all(required.filter_map(|field| named(&field.ty)).collect())
        }
        Shape::Alias(ty) | Shape::Wrapper(ty) => all(named(ty).into_iter().collect()),
        Shape::Union(union) => {
            let types: Vec<TypeId> = union
                .branches
                .iter()
                .filter_map(|branch| named(&branch.ty))
                .collect();
            let free = types.len() < union.branches.len();
            Needs {
                count: usize::from(!free),
                types,
            }
        }
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_) => all(Vec::new()),
    }
}

/// A union notes the first branch that has a value, given those types that do.
fn settle(shape: &mut Shape, finite: &[bool]) {
    if let Shape::Union(union) = shape {
        let has_value = |ty: &Type| match ty {
            Type::Named(id) => finite.get(id.0).copied().unwrap_or(false),
            _ => true,
        };
        let simplest = union
            .branches
            .iter()
            .position(|branch| has_value(&branch.ty));
        union.simplest = simplest.unwrap_or_default();
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

fn indices(ids: impl IntoIterator<Item = TypeId>) -> Vec<usize> {
    ids.into_iter().map(|id| id.0).collect()
}
