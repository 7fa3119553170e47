//! Unions without a tag: in which order their branches are tried, and whether that finds the right one.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::takes::{self, Table};
use crate::model::{
    Attempt, Basic, Branch, Openness, Presence, ScalarKind, Shape, Struct, Type, TypeDef, TypeId,
};
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};

/// How much of what JSON can say a type takes; the less, the earlier it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Breadth {
    /// A few values.
    Listed,
    /// Values of a certain look.
    Formatted,
    /// Whole numbers.
    Whole,
    /// Objects with certain properties; those with more required ones first.
    Object(Reverse<usize>),
    /// Arrays.
    Array,
    /// Any value of a kind.
    Kind,
    /// Values that an open set keeps although it does not list them.
    Unlisted,
    /// Anything.
    All,
}

/// Decides the order of each union without a tag, and reports branches that are never reached.
pub(super) fn order(definitions: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    let known = definitions.to_vec();
    let table = Table::of(&known);
    for definition in definitions {
        let Shape::Union(union) = &mut definition.shape else {
            continue;
        };
        if union.tag.is_some() {
            continue;
        }
        let mut attempts: Vec<(Breadth, Attempt)> = Vec::new();
        for (index, branch) in union.branches.iter().enumerate() {
            let resolved = resolved(&branch.ty, &known);
            let attempt = |takes| Attempt {
                branch: index,
                takes,
                object: None,
            };
            let takes = table.takes(&branch.ty);
            if let Resolved::Open(words) = resolved {
                let listed = takes::listed(&takes, words);
                attempts.push((Breadth::Listed, attempt(listed)));
            }
            attempts.push((breadth(&resolved), attempt(takes)));
        }
        attempts.sort_by_key(|(breadth, attempt)| (*breadth, attempt.branch));
        let order: Vec<usize> = attempts.iter().map(|(_, attempt)| attempt.branch).collect();
        report_hidden(
            &union.branches,
            &order,
            &known,
            &definition.origin,
            diagnostics,
        );
        report_any_object(&union.branches, &known, &definition.origin, diagnostics);
        union.attempts = attempts.into_iter().map(|(_, attempt)| attempt).collect();
        let objects = union
            .branches
            .iter()
            .map(|branch| object(&branch.ty, &known));
        table.tell_apart(&mut union.attempts, &objects.collect::<Vec<_>>());
    }
}

/// The type and its fields, where a type is an object with fields.
fn object<'a>(ty: &'a Type, known: &'a [TypeDef]) -> Option<(TypeId, &'a Struct)> {
    match resolved(ty, known) {
        Resolved::Struct(id, structure) => Some((id, structure)),
        _ => None,
    }
}

/// What matters about a type here.
enum Resolved<'a> {
    Struct(TypeId, &'a Struct),
    /// An open string enum, or an open set of integers.
    Open(TypeId),
    Basic(Basic),
    Scalar(&'a ScalarKind),
    List,
    /// A map, with the type of its values.
    Map(&'a Type),
    Listed,
    /// A union, or something recursive.
    Other,
}

fn resolved<'a>(ty: &'a Type, known: &'a [TypeDef]) -> Resolved<'a> {
    let mut ty = ty;
    for _ in 0..=known.len() {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
            Type::List(_) => return Resolved::List,
            Type::Map(item) => return Resolved::Map(item),
            Type::Basic(basic) => return Resolved::Basic(*basic),
            Type::Named(id) => match known.get(id.0).map(|definition| &definition.shape) {
                Some(Shape::Alias(inner)) => ty = inner,
                Some(Shape::Struct(structure)) => return Resolved::Struct(*id, structure),
                Some(Shape::StringEnum(words)) if words.openness == Openness::Open => {
                    return Resolved::Open(*id);
                }
                Some(Shape::IntegerEnum(numbers)) if numbers.openness == Openness::Open => {
                    return Resolved::Open(*id);
                }
                Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) => return Resolved::Listed,
                Some(Shape::Scalar(scalar)) => return Resolved::Scalar(&scalar.inner),
                _ => return Resolved::Other,
            },
        }
    }
    Resolved::Other
}

fn breadth(resolved: &Resolved<'_>) -> Breadth {
    match resolved {
        Resolved::Listed => Breadth::Listed,
        Resolved::Struct(_, structure) => Breadth::Object(Reverse(required(structure).count())),
        Resolved::Open(_) => Breadth::Unlisted,
        Resolved::List => Breadth::Array,
        Resolved::Map(_) => Breadth::Kind,
        Resolved::Scalar(kind) => match kind {
            ScalarKind::Number(kind) if kind.is_whole() => Breadth::Whole,
            ScalarKind::Text | ScalarKind::Number(_) | ScalarKind::Decimal => Breadth::Kind,
            _ => Breadth::Formatted,
        },
        Resolved::Basic(basic) => match basic {
            Basic::Number(kind) if kind.is_whole() => Breadth::Whole,
            Basic::IntegerText(_) | Basic::Timestamp | Basic::Date => Breadth::Formatted,
            Basic::Json => Breadth::All,
            _ => Breadth::Kind,
        },
        Resolved::Other => Breadth::Kind,
    }
}

fn required(structure: &Struct) -> impl Iterator<Item = (&str, &Type)> {
    structure
        .fields
        .iter()
        .filter(|field| {
            matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable | Presence::Constant(_)
            )
        })
        .map(|field| (field.wire.as_str(), &field.ty))
}

/// How many branches of a union are compared with others: unions of thousands are told apart by something else.
const MOST_PAIRS: usize = 100_000;

/// Reports each branch all of whose values an earlier one takes.
fn report_hidden(
    branches: &[Branch],
    order: &[usize],
    known: &[TypeDef],
    origin: &trueup_description::cursor::Origin,
    diagnostics: &mut Diagnostics,
) {
    let tried: Vec<&Branch> = order
        .iter()
        .filter_map(|index| branches.get(*index))
        .collect();
    let (mut seen, mut pairs) = (BTreeSet::new(), 0);
    for (at, later) in tried.iter().enumerate() {
        if !seen.insert(&later.ident) {
            continue;
        }
        let hides = |earlier: &&&Branch| {
            earlier.ident != later.ident && takes_all(&earlier.ty, &later.ty, known)
        };
        let before = tried.iter().take(at.min(MOST_PAIRS - pairs));
        pairs += before.len();
        let Some(earlier) = before.into_iter().find(hides) else {
            continue;
        };
        let message = format!(
            "nothing tells `{}` from `{}`, so its values are taken for that",
            later.ident, earlier.ident
        );
        let help = "add a `discriminator`, or require a property that only one of them has";
        diagnostics.push(Diagnostic::new(Code::AmbiguousUnion, origin, message).help(help));
    }
}

/// Reports a branch for objects without rules beside one with properties: it takes what that should refuse.
fn report_any_object(
    branches: &[Branch],
    known: &[TypeDef],
    origin: &trueup_description::cursor::Origin,
    diagnostics: &mut Diagnostics,
) {
    let with_properties = branches
        .iter()
        .find(|branch| object(&branch.ty, known).is_some());
    let any = branches.iter().find(
        |branch| matches!(resolved(&branch.ty, known), Resolved::Map(item) if *item == Type::Basic(Basic::Json)),
    );
    if let (Some(any), Some(other)) = (any, with_properties) {
        let message = format!(
            "`{}` takes any object, also one that `{}` should refuse",
            any.ident, other.ident
        );
        let help = "say which properties its objects have, or leave the branch out";
        diagnostics.push(Diagnostic::new(Code::AmbiguousUnion, origin, message).help(help));
    }
}

/// Whether every value of one type is taken by another that is tried before it.
fn takes_all(earlier: &Type, later: &Type, known: &[TypeDef]) -> bool {
    match (resolved(earlier, known), resolved(later, known)) {
        (Resolved::Struct(_, earlier), Resolved::Struct(_, later)) => {
            required(earlier).all(|field| required(later).any(|other| other == field))
        }
        (Resolved::Basic(earlier), Resolved::Basic(later)) => earlier == later,
        (Resolved::List, Resolved::List) | (Resolved::Map(_), Resolved::Map(_)) => earlier == later,
        (Resolved::Map(_), Resolved::Struct(..)) => true,
        (Resolved::Struct(_, earlier), Resolved::Map(_)) => required(earlier).next().is_none(),
        _ => false,
    }
}
