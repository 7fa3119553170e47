//! Keywords of later dialects in a document of OpenAPI 3.0, in the form that 3.0 has for them, if it has one.

use trueup_description::cursor::At;
use trueup_description::json::Json;

/// What becomes of a keyword of a schema.
pub(super) enum Older {
    /// It stands as it is.
    Same,
    /// These say it.
    Members(Vec<(String, Json)>),
    /// OpenAPI 3.0 cannot say it.
    Nothing,
}

/// The keyword `key` of `schema` as OpenAPI 3.0.3, section 4.7.24, has it.
pub(super) fn older(schema: &At<'_>, key: &str, value: &At<'_>) -> Older {
    let is_list = value.items().next().is_some();
    match key {
        "const" if schema.get("enum").is_none() => {
            Older::Members(members([("enum", Json::Array(vec![value.to_json()]))]))
        }
        "exclusiveMinimum" if value.as_bool().is_none() => bound(schema, key, "minimum", value),
        "exclusiveMaximum" if value.as_bool().is_none() => bound(schema, key, "maximum", value),
        "type" if is_list => types(value),
        "type" if value.as_str() == Some("null") => Older::Nothing,
        "items" if is_list => Older::Nothing,
        "required" if value.as_bool().is_some() => Older::Nothing,
        "const"
        | "contains"
        | "contentEncoding"
        | "contentMediaType"
        | "contentSchema"
        | "dependentRequired"
        | "dependentSchemas"
        | "else"
        | "examples"
        | "if"
        | "maxContains"
        | "minContains"
        | "patternProperties"
        | "prefixItems"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Older::Nothing,
        _ => Older::Same,
    }
}

/// A bound that is not reached. Beside the other one, which is, 3.0 can say one of them.
fn bound(schema: &At<'_>, key: &str, inclusive: &str, value: &At<'_>) -> Older {
    match schema.get(inclusive) {
        Some(_) => Older::Nothing,
        None => Older::Members(members([
            (inclusive, value.to_json()),
            (key, Json::Bool(true)),
        ])),
    }
}

/// A set of types: one, or one and null.
fn types(value: &At<'_>) -> Older {
    let names = value.items().filter_map(|name| name.as_str());
    let (null, others): (Vec<_>, Vec<_>) = names.partition(|name| *name == "null");
    let [only] = others.as_slice() else {
        return Older::Nothing;
    };
    let mut found = members([("type", Json::String((*only).to_owned()))]);
    if !null.is_empty() {
        found.extend(members([("nullable", Json::Bool(true))]));
    }
    Older::Members(found)
}

fn members<'k>(list: impl IntoIterator<Item = (&'k str, Json)>) -> Vec<(String, Json)> {
    let list = list.into_iter();
    list.map(|(key, value)| (key.to_owned(), value)).collect()
}
