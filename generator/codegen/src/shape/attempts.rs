//! Unions without a tag: in which order their branches are tried, and whether that finds the right one.

use std::cmp::Reverse;

use crate::model::{
    Attempt, Basic, Branch, Openness, Presence, ScalarKind, Shape, Struct, Type, TypeDef,
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
    /// Anything.
    All,
}

/// Decides the order of each union without a tag, and reports branches that are never reached.
pub(super) fn order(definitions: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    let known = definitions.to_vec();
    for definition in definitions {
        let Shape::Union(union) = &mut definition.shape else {
            continue;
        };
        if union.tag.is_some() {
            continue;
        }
        let mut attempts: Vec<(Breadth, usize, Attempt)> = Vec::new();
        for (index, branch) in union.branches.iter().enumerate() {
            let resolved = resolved(&branch.ty, &known);
            if let Resolved::Open = resolved {
                attempts.push((Breadth::Listed, index, Attempt::Lists(index)));
                attempts.push((Breadth::Kind, index, Attempt::Takes(index)));
            } else {
                attempts.push((breadth(&resolved), index, Attempt::Takes(index)));
            }
        }
        attempts.sort_by_key(|(breadth, index, _)| (*breadth, *index));
        let order: Vec<usize> = attempts.iter().map(|(_, index, _)| *index).collect();
        report_hidden(
            &union.branches,
            &order,
            &known,
            &definition.origin,
            diagnostics,
        );
        union.attempts = attempts.into_iter().map(|(.., attempt)| attempt).collect();
    }
}

/// What matters about a type here.
enum Resolved<'a> {
    Struct(&'a Struct),
    /// An open vocabulary.
    Open,
    Basic(Basic),
    Scalar(&'a ScalarKind),
    List,
    Map,
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
            Type::Map(_) => return Resolved::Map,
            Type::Basic(basic) => return Resolved::Basic(*basic),
            Type::Named(id) => match known.get(id.0).map(|definition| &definition.shape) {
                Some(Shape::Alias(inner)) => ty = inner,
                Some(Shape::Struct(structure)) => return Resolved::Struct(structure),
                Some(Shape::Vocabulary(words)) if words.openness == Openness::Open => {
                    return Resolved::Open;
                }
                Some(Shape::Vocabulary(_)) => return Resolved::Listed,
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
        Resolved::Struct(structure) => Breadth::Object(Reverse(required(structure).count())),
        Resolved::Open => Breadth::Kind,
        Resolved::List => Breadth::Array,
        Resolved::Map => Breadth::Kind,
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
    for (at, later) in tried.iter().enumerate() {
        let hides = |earlier: &&&Branch| {
            earlier.ident != later.ident && takes_all(&earlier.ty, &later.ty, known)
        };
        let Some(earlier) = tried.iter().take(at).find(hides) else {
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

/// Whether every value of one type is taken by another that is tried before it.
fn takes_all(earlier: &Type, later: &Type, known: &[TypeDef]) -> bool {
    match (resolved(earlier, known), resolved(later, known)) {
        (Resolved::Struct(earlier), Resolved::Struct(later)) => {
            required(earlier).all(|field| required(later).any(|other| other == field))
        }
        (Resolved::Basic(earlier), Resolved::Basic(later)) => earlier == later,
        (Resolved::List, Resolved::List) | (Resolved::Map, Resolved::Map) => earlier == later,
        (Resolved::Map, Resolved::Struct(_)) => true,
        _ => false,
    }
}
