//! `type`, one or several, and null among the choices.

use super::keywords::Keywords;
use super::schema::SchemaLowering;
use super::values::flag;
use crate::cursor::At;
use crate::dialect::Draft;
use crate::ir::schema::{ArrayRules, Assertions, JsonType, NumberRules, ObjectRules, StringRules};
use crate::json::Json;

/// The types of a schema.
#[derive(Debug, Default)]
struct Types {
    /// Those besides null, each once; none if any type will do.
    kinds: Vec<JsonType>,
    /// Whether null is one.
    null: bool,
}

impl Types {
    fn of(at: &At<'_>) -> Self {
        let Some(stated) = at.get("type") else {
            return Self::default();
        };
        let listed: Vec<&str> = stated.items().filter_map(|name| name.as_str()).collect();
        let names = listed.into_iter().chain(stated.as_str());
        // `type: null` without quotes.
        let mut types = Self {
            null: stated.is_null(),
            ..Self::default()
        };
        for name in names {
            match json_type(name) {
                Some(kind) if !types.kinds.contains(&kind) => types.kinds.push(kind),
                Some(_) => {}
                None => types.null |= name == "null",
            }
        }
        // An integer is a number.
        if types.kinds.contains(&JsonType::Number) {
            types.kinds.retain(|kind| *kind != JsonType::Integer);
        }
        types
    }

    /// Whether no value is of another type.
    fn are_all(&self) -> bool {
        self.null && self.kinds.len() == 5 && !self.kinds.contains(&JsonType::Integer)
    }
}

impl<'d> SchemaLowering<'d> {
    /// Adds what `type` says. Of several types each becomes a branch, with the assertions that are about it.
    pub(super) fn typed(&mut self, schema: &Keywords<'d>, mut own: Assertions) -> Assertions {
        let at = &schema.at;
        let types = match schema.dialect.knows("type") {
            true => Types::of(at),
            false => Types::default(),
        };
        // JSON Schema since draft 6, Validation §6.1.1.
        own.number.integer_by_value =
            schema.dialect.draft >= Draft::Draft6 && types.kinds.contains(&JsonType::Integer);
        match types.kinds.as_slice() {
            [] if types.null => own.values = Some(only_null(own.values)),
            [] => own.nullable = is_nullable(self, at),
            // Beside other schemas null is one of the types and no more, so that they may refuse it.
            [kind] if !types.null || !own.joins() => {
                own.kind = Some(*kind);
                own.nullable = types.null || is_nullable(self, at);
            }
            _ if types.are_all() => {}
            kinds => {
                let mut branches = Vec::new();
                for kind in kinds {
                    if let Some(branch) = branch(&own, *kind) {
                        branches.push(self.part(&at.origin, branch));
                    }
                }
                if types.null && allows(&own, &Json::Null) {
                    branches.push(self.part(&at.origin, null()));
                }
                own = Assertions {
                    // None of the listed values is of a type of the set: nothing is a value.
                    values: branches.is_empty().then(Vec::new),
                    format: None,
                    format_annotates: false,
                    number: NumberRules::default(),
                    string: StringRules::default(),
                    // What is unevaluated is so for the schema as a whole.
                    array: ArrayRules {
                        unevaluated: own.array.unevaluated,
                        ..ArrayRules::default()
                    },
                    object: ObjectRules {
                        unevaluated: own.object.unevaluated,
                        ..ObjectRules::default()
                    },
                    ..own
                };
                if branches.is_empty() {
                    return own;
                }
                if own.any_of.is_empty() {
                    own.any_of = branches;
                } else {
                    let choice = Assertions {
                        any_of: branches,
                        ..Assertions::default()
                    };
                    own.all_of.push(self.part(&at.origin, choice));
                }
            }
        }
        own
    }

    /// A choice between one schema and null, and nothing else: that schema, and null too.
    pub(super) fn or_null(&mut self, at: &At<'d>, own: Assertions) -> Assertions {
        for key in ["anyOf", "oneOf"] {
            let list = at.get(key);
            let items: Vec<_> = list.iter().flat_map(At::items).collect();
            let [one, other] = items.as_slice() else {
                continue;
            };
            let inner = match (self.is_null(one), self.is_null(other)) {
                (false, true) => one,
                (true, false) => other,
                _ => continue,
            };
            // With `oneOf`, null must not be a value of the other schema too.
            if key == "oneOf" && !self.refuses_null(inner) {
                continue;
            }
            let inner = self.id(inner);
            let choice = Assertions {
                any_of: own.any_of.clone(),
                one_of: own.one_of.clone(),
                ..Assertions::default()
            };
            let only = own.any_of.is_empty() != own.one_of.is_empty();
            if own == choice && only {
                return Assertions {
                    all_of: vec![inner],
                    nullable: true,
                    ..Assertions::default()
                };
            }
        }
        own
    }

    /// Whether null is the only value.
    fn is_null(&self, at: &At<'d>) -> bool {
        let at = super::resolved(self.documents, at);
        let types = Types::of(&at);
        let only_type = types.null && types.kinds.is_empty();
        only_type || at.get("const").is_some_and(|value| value.is_null())
    }

    /// Whether `type` alone says that null is no value.
    fn refuses_null(&self, at: &At<'d>) -> bool {
        let at = super::resolved(self.documents, at);
        let types = Types::of(&at);
        !types.null && !types.kinds.is_empty() && !is_nullable(self, &at)
    }
}

/// `nullable`, which OpenAPI 3.0 knows and no version after it.
fn is_nullable(lowering: &SchemaLowering<'_>, at: &At<'_>) -> bool {
    let draft = lowering.documents.dialect(&at.origin).draft;
    draft == Draft::OpenApi && flag(at, "nullable")
}

/// What is asserted of values of one type; `None` without any.
fn branch(own: &Assertions, kind: JsonType) -> Option<Assertions> {
    let mut branch = Assertions {
        kind: Some(kind),
        ..Assertions::default()
    };
    if let Some(values) = &own.values {
        let values: Vec<Json> = values.iter().filter(|v| kind.admits(v)).cloned().collect();
        if values.is_empty() {
            return None;
        }
        branch.values = Some(values);
    }
    match kind {
        JsonType::String => {
            branch.string = own.string.clone();
            branch.format.clone_from(&own.format);
            branch.format_annotates = own.format_annotates && own.format.is_some();
        }
        JsonType::Number | JsonType::Integer => {
            branch.number = own.number.clone();
            branch.format.clone_from(&own.format);
            branch.format_annotates = own.format_annotates && own.format.is_some();
        }
        JsonType::Array => {
            branch.array = own.array.clone();
            branch.array.unevaluated = None;
        }
        JsonType::Object => {
            branch.object = own.object.clone();
            branch.object.unevaluated = None;
        }
        JsonType::Boolean => {}
    }
    Some(branch)
}

fn allows(own: &Assertions, value: &Json) -> bool {
    own.values
        .as_ref()
        .is_none_or(|values| values.contains(value))
}

fn only_null(values: Option<Vec<Json>>) -> Vec<Json> {
    let mut values = values.unwrap_or_else(|| vec![Json::Null]);
    values.retain(|value| *value == Json::Null);
    values
}

/// A schema that takes null alone.
fn null() -> Assertions {
    Assertions {
        values: Some(vec![Json::Null]),
        ..Assertions::default()
    }
}

fn json_type(text: &str) -> Option<JsonType> {
    match text {
        "string" => Some(JsonType::String),
        "number" => Some(JsonType::Number),
        "integer" => Some(JsonType::Integer),
        "boolean" => Some(JsonType::Boolean),
        "array" => Some(JsonType::Array),
        "object" => Some(JsonType::Object),
        _ => None,
    }
}
