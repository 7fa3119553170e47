//! Keywords that say something of one type only, beside another: JSON Schema passes over them, and so do we.

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic};

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

impl<'a> Checker<'a, '_> {
    pub(super) fn without_effect(&mut self, at: &At<'a>) {
        let Some(name) = at.get("type").and_then(|value| value.as_str()) else {
            return;
        };
        let others = KEYWORDS.iter().filter(|(types, _)| !types.contains(&name));
        for key in others.flat_map(|(_, keywords)| *keywords) {
            if let Some(value) = at.get(key) {
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
