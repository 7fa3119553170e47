//! Assertions of two schemas made one: the stricter of each.

use trueup_description::ir::schema::{
    Additional, Annotations, Extensions, NumberRules, ObjectRules, Schema, StringRules,
};
use trueup_description::tree::Number;

/// What properties beside the declared ones are. A map has one type for all, so a pattern gives it only if there is
/// nothing else.
pub(super) fn additional(rules: &ObjectRules) -> Additional {
    let closed = matches!(rules.additional, Additional::Unsaid | Additional::Refused);
    match rules.patterns.as_slice() {
        [] => rules.additional.clone(),
        [(_, schema)] if closed && rules.properties.is_empty() => Additional::Schema(*schema),
        _ => Additional::Any,
    }
}

/// The smaller of two bounds.
pub(super) fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Of two patterns the first is kept: a type may take more than the schema does.
pub(super) fn strings(rules: &mut StringRules, other: &StringRules) {
    rules.min_length = rules.min_length.max(other.min_length);
    rules.max_length = least(rules.max_length, other.max_length);
    rules.pattern = rules.pattern.take().or_else(|| other.pattern.clone());
}

pub(super) fn numbers(rules: &mut NumberRules, other: &NumberRules) {
    let low = stricter(&rules.minimum, &other.minimum, |new, known| new > known);
    if low {
        rules.minimum.clone_from(&other.minimum);
        rules.exclusive_minimum = other.exclusive_minimum;
    }
    let high = stricter(&rules.maximum, &other.maximum, |new, known| new < known);
    if high {
        rules.maximum.clone_from(&other.maximum);
        rules.exclusive_maximum = other.exclusive_maximum;
    }
    rules.multiple_of = rules
        .multiple_of
        .take()
        .or_else(|| other.multiple_of.clone());
}

fn stricter(known: &Option<Number>, new: &Option<Number>, wins: impl Fn(f64, f64) -> bool) -> bool {
    match (known, new) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(known), Some(new)) => wins(new.as_f64(), known.as_f64()),
    }
}

/// What the extensions of a part add.
pub(super) fn extensions(known: &mut Extensions, part: &Extensions) {
    known.open_values = known
        .open_values
        .take()
        .or_else(|| part.open_values.clone());
    known.sensitive |= part.sensitive;
    known.zero = known.zero.take().or_else(|| part.zero.clone());
    known.accepts_number |= part.accepts_number;
    known.failure = known.failure.take().or_else(|| part.failure.clone());
    if known.error_kinds.is_empty() {
        known.error_kinds.clone_from(&part.error_kinds);
    }
    for group in &part.exclusive {
        if !known.exclusive.contains(group) {
            known.exclusive.push(group.clone());
        }
    }
}

/// What the annotations of a part say, where the whole says nothing. A named part describes itself.
pub(super) fn annotations(known: &mut Annotations, part: &Schema) {
    let new = &part.annotations;
    if part.name.is_none() {
        known.description = known.description.take().or_else(|| new.description.clone());
        known.title = known.title.take().or_else(|| new.title.clone());
        known.example = known.example.take().or_else(|| new.example.clone());
    }
    known.default = known.default.take().or_else(|| new.default.clone());
    known.read_only |= new.read_only;
    known.write_only |= new.write_only;
}
