//! Keywords without effect: those that say something of one type only, beside another, which JSON Schema passes over, and
//! bounds beyond what clients hold.

use std::cmp::Ordering;

use super::super::check::Checker;
use super::schema::TYPES;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic};
use crate::tree::Number;

/// Keywords by the types that they are about (JSON Schema Wright 00, section 5).
const KEYWORDS: [(&[&str], &[&str]); 4] = [
    (
        &["integer", "number"],
        &[
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
        ],
    ),
    (&["string"], &["maxLength", "minLength", "pattern"]),
    (
        &["array"],
        &["items", "maxItems", "minItems", "uniqueItems"],
    ),
    (
        &["object"],
        &[
            "properties",
            "required",
            "additionalProperties",
            "maxProperties",
            "minProperties",
        ],
    ),
];

/// The least and the most that 64 bits hold, with a sign and without.
const LEAST: &str = "-9223372036854775808";
const MOST: &str = "9223372036854775807";
const MOST_UNSIGNED: &str = "18446744073709551615";

impl<'a> Checker<'a, '_> {
    /// Bounds of integers beyond 64 bits: a client refuses what lies between them and its own.
    pub(super) fn wide_bounds(&mut self, at: &At<'a>) {
        let is_integer = |name: &At<'_>| name.as_str() == Some("integer");
        let Some(kind) = at.get("type") else { return };
        if !is_integer(&kind) && !kind.items().any(|name| is_integer(&name)) {
            return;
        }
        let beyond = |key: &str, bound: &str, side: Ordering| {
            let value = at.get(key)?;
            let limit = Number::from_json(bound)?;
            (value.number()?.order(&limit) == side).then_some(value)
        };
        let floors = ["minimum", "exclusiveMinimum"];
        let below_zero = |key: &str| beyond(key, "0", Ordering::Less).is_some();
        let has_floor = floors
            .iter()
            .any(|key| at.get(key).is_some_and(|at| at.number().is_some()));
        let is_unsigned = has_floor && !floors.iter().any(|key| below_zero(key));
        let most = if is_unsigned { MOST_UNSIGNED } else { MOST };
        let tops = ["maximum", "exclusiveMaximum"].map(|key| beyond(key, most, Ordering::Greater));
        let floors = floors.map(|key| beyond(key, LEAST, Ordering::Less));
        for value in tops.into_iter().chain(floors).flatten() {
            let message =
                "clients hold integers of 64 bits, and refuse what this bound admits beyond";
            let help = "describe it as a `number`, or as a text, if such values come";
            self.error(Code::UnusedField, &value.name_origin(), message, help);
        }
    }

    pub(super) fn without_effect(&mut self, at: &At<'a>) {
        let name = at.get("type").and_then(|value| value.as_str());
        let Some(name) = name.filter(|name| TYPES.contains(name)) else {
            return;
        };
        let others = KEYWORDS.iter().filter(|(types, _)| !types.contains(&name));
        for key in others.flat_map(|(_, keywords)| *keywords) {
            // Of a flag in place of a list something else is said.
            let value = at.get(key);
            if let Some(value) =
                value.filter(|value| *key != "required" || value.as_bool().is_none())
            {
                let message = format!("`{key}` asserts nothing beside `type: {name}`");
                let code = Code::IneffectiveKeyword;
                self.report(
                    Diagnostic::new(code, &value.name_origin(), message)
                        .help("remove it, or mend the type"),
                );
            }
        }
    }
}
