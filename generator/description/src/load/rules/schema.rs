//! Schemas: types, ranges, and keys that belong together.

use std::collections::BTreeSet;

use super::super::check::Checker;
use super::super::version::Version;
use super::default::of_another_type;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::item_values::are_of_items;
use crate::tree::Value;

/// Section 4.7.24: the types of JSON Schema without `null`.
pub(super) const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

impl<'a> Checker<'a, '_> {
    pub(super) fn schema(&mut self, at: &At<'a>) {
        self.schema_type(at);
        self.dynamic_reference(at);
        self.without_effect(at);
        self.wide_bounds(at);
        self.ranges(at);
        self.distinct(at, "required");
        self.distinct(at, "enum");
        self.distinct(at, "x-extensible-enum");
        self.required_properties(at);
        self.named_properties(at);
        self.known_values(at);
        self.listed_values(at);
        self.listed_examples(at);
        self.default(at);
        self.discriminator(at);
        let flag = |key| at.get(key).and_then(|value| value.as_bool()) == Some(true);
        if flag("readOnly") && flag("writeOnly") {
            self.exclude(at, "readOnly", "writeOnly");
        }
    }

    /// The types that a schema of JSON Schema names.
    pub(in super::super) fn type_names(&mut self, at: &At<'a>) {
        let Some(value) = at.get("type") else { return };
        match value.node.value {
            Value::Sequence(_) => value.items().for_each(|name| self.type_name(&name, true)),
            _ => self.type_name(&value, true),
        }
    }

    fn schema_type(&mut self, at: &At<'a>) {
        let Some(value) = at.get("type") else { return };
        let version = self.version_at(at);
        // A schema of 2.0 has the `type` of draft 4.
        let sets = version.has_json_schema() || version == Version::V2_0;
        if is_file(at, version) {
            return;
        }
        if matches!(value.node.value, Value::Sequence(_)) {
            if !sets {
                let message = "`type` is one type before OpenAPI 3.1, and several only since";
                let help = "write one type and `nullable: true`, or `oneOf`";
                self.error(Code::NewerForm, &value.name_origin(), message, help);
            }
            for member in value.items() {
                self.type_name(&member, true);
            }
        } else {
            self.type_name(&value, sets);
        }
        if value.as_str() == Some("array")
            && at.get("items").is_none()
            && !version.has_json_schema()
        {
            let message = "a schema of type `array` needs `items`";
            let help = "say what the elements are; they may be anything now";
            self.error(Code::MissingItems, &at.name_origin(), message, help);
        }
    }

    fn type_name(&mut self, value: &At<'a>, with_null: bool) {
        let Some(name) = value.as_str() else {
            if let Value::Mapping(_) | Value::Null = value.node.value {
                return self.no_type(value);
            }
            let message = format!("`type` must be a string, not {}", value.node.value.kind());
            let help = "write one of the six types, like `string`";
            return self.error(Code::UnknownType, &value.origin, message, help);
        };
        if name == "null" && !with_null {
            let message = "null is the only value here, for which OpenAPI 3.0 has no type";
            let help = "write `nullable: true` beside another type";
            return self.error(Code::IneffectiveKeyword, &value.origin, message, help);
        }
        let known = TYPES.contains(&name) || name == "null";
        if !known {
            let message = format!("there is no type `{name}`");
            self.error(Code::UnknownType, &value.origin, message, meant_type(name));
        }
    }

    /// An object under `type` is a property that has lost its place; null is a type in quotes.
    fn no_type(&mut self, value: &At<'a>) {
        if value.is_null() {
            let message = "`type` is read as `null`, the type of null alone";
            let help = "put it in quotes: `type: 'null'`";
            return self.error(Code::UnquotedText, &value.name_origin(), message, help);
        }
        let message = "an object under `type` says no type";
        let help = "put a property of this name under `properties`";
        self.error(
            Code::IneffectiveKeyword,
            &value.name_origin(),
            message,
            help,
        );
    }

    fn ranges(&mut self, at: &At<'a>) {
        for (low, high) in [
            ("minimum", "maximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
            ("minProperties", "maxProperties"),
        ] {
            let (Some(least), Some(most)) = (at.get(low), at.get(high)) else {
                continue;
            };
            let (Some(from), Some(to)) = (least.number(), most.number()) else {
                continue;
            };
            let empty = match (from.as_i128(), to.as_i128()) {
                (Some(from), Some(to)) => from > to,
                _ => from.as_f64() > to.as_f64(),
            };
            if empty {
                let message = format!("no value fits: `{low}` is {from}, `{high}` is {to}");
                let diagnostic = Diagnostic::new(Code::EmptyRange, &most.origin, message)
                    .label(least.origin.span, "the other bound");
                self.report(diagnostic);
            }
        }
        let step = at.get("multipleOf");
        if let Some(step) =
            step.filter(|step| step.number().is_some_and(|number| !number.is_positive()))
        {
            let message = "`multipleOf` must be above zero";
            self.report(Diagnostic::new(Code::UnknownValue, &step.origin, message));
        }
    }

    fn distinct(&mut self, at: &At<'a>, key: &str) {
        let Some(list) = at.get(key) else { return };
        let mut values = BTreeSet::new();
        for item in list.items() {
            let value = item.to_json();
            if !values.insert(value.clone()) {
                let message = format!("{value} stands twice in `{key}`");
                self.error(
                    Code::DuplicateValue,
                    &item.origin,
                    message,
                    "remove one of the two",
                );
            }
        }
    }

    /// A name in `required` that is no property is nearly always a slip; in an `allOf` the property
    /// may be another member's.
    fn required_properties(&mut self, at: &At<'a>) {
        let composed = ["allOf", "oneOf", "anyOf", "additionalProperties"];
        let inside = at
            .origin
            .pointer
            .parent()
            .and_then(|parent| Some(parent.last()? == "allOf"));
        if composed.iter().any(|key| at.get(key).is_some()) || inside == Some(true) {
            return;
        }
        let Some(properties) = at.get("properties") else {
            return;
        };
        for item in at.get("required").iter().flat_map(At::items) {
            let Some(name) = item.as_str().filter(|name| properties.get(name).is_none()) else {
                continue;
            };
            let message = format!("`{name}` is required, but no property");
            let help = help_among(name, &properties);
            self.error(Code::UndeclaredProperty, &item.origin, message, help);
        }
    }

    /// Extensions that name properties.
    fn named_properties(&mut self, at: &At<'a>) {
        let Some(properties) = at.get("properties").filter(|_| at.get("allOf").is_none()) else {
            return;
        };
        let groups = at.get("x-trueup-exclusive");
        let exclusive = groups
            .iter()
            .flat_map(At::items)
            .flat_map(|group| group.items());
        let parts = at.get("x-trueup-error");
        let parts = parts.iter().flat_map(At::entries).map(|(_, item)| item);
        for item in exclusive.chain(at.get("x-trueup-failure")).chain(parts) {
            let Some(name) = item.as_str().filter(|name| properties.get(name).is_none()) else {
                continue;
            };
            let message = format!("this object has no property `{name}`");
            let help = help_among(name, &properties);
            self.error(Code::BadExtension, &item.origin, message, help);
        }
    }

    /// `x-extensible-enum` lists values of the schema's type, and `x-enum-varnames` has a name for each value.
    fn known_values(&mut self, at: &At<'a>) {
        let known = at.get("x-extensible-enum");
        let kind = at.get("type").and_then(|kind| kind.as_str());
        for item in known.iter().flat_map(At::items) {
            let fits = match kind {
                Some("integer") => item.number().is_some(),
                _ => item.as_str().is_some(),
            };
            if !fits {
                let message = format!("{} is no value of this type", item.to_json());
                let help = "list strings for `string` and numbers for `integer`";
                self.error(Code::BadExtension, &item.origin, message, help);
            }
        }
        let Some(names) = at
            .get("x-enum-varnames")
            .filter(|_| kind == Some("integer"))
        else {
            return;
        };
        let values = known.or_else(|| at.get("enum"));
        let count = values.map_or(0, |values| values.items().count());
        if names.items().count() != count {
            let message = format!(
                "there are {} names for {count} values",
                names.items().count()
            );
            let help = "give each value of `x-extensible-enum` or `enum` one name";
            self.error(Code::BadExtension, &names.origin, message, help);
        }
    }

    /// A value in `enum` that is of another type than `type` says can never be one of the schema's. Beside `nullable`,
    /// null can (section 4.7.24.1).
    fn listed_values(&mut self, at: &At<'a>) {
        let Some(kind) = at.get("type") else {
            return;
        };
        let name = match kind.as_str() {
            Some(name) => name.to_owned(),
            None => kind.to_json().to_string(),
        };
        let admits_null = kind.items().any(|name| name.as_str() == Some("null"))
            || at.get("nullable").and_then(|flag| flag.as_bool()) == Some(true);
        let Some(values) = at.get("enum") else {
            return;
        };
        if are_of_items(at) {
            let message = "`enum` of an array lists arrays; this is read as what its items can be";
            let help = "write it under `items`";
            return self.error(Code::MisplacedValues, &values.name_origin(), message, help);
        }
        for item in values.items() {
            if item.is_null() {
                if !admits_null {
                    let message =
                        format!("`type: {name}` admits no null, whether it is listed or not");
                    let help = "add `nullable: true`, or remove null";
                    self.error(Code::IneffectiveKeyword, &item.origin, message, help);
                }
            } else if self.is_read_as_text(&item, &name) {
                let read = item.to_text().unwrap_or_default();
                let message = format!("a value of `enum` is read as the text `{read}`");
                let help = "put it in quotes";
                self.error(Code::UnquotedText, &item.origin, message, help);
            } else if let Some(what) = of_another_type(at, &item) {
                let message = format!(
                    "{} can never be a value of `type: {name}`: {what}",
                    item.to_json()
                );
                let help = match item.node.value {
                    Value::Number(_) | Value::Bool(_) if name == "string" => {
                        "put it in quotes if a text is meant".to_owned()
                    }
                    Value::String(_) if name == "boolean" => {
                        "write `true` or `false`, without quotes".to_owned()
                    }
                    Value::String(_) if kind.as_str().is_none() => {
                        "remove the quotes, or add `string` to the types".to_owned()
                    }
                    Value::String(_) => "remove the quotes, or write `type: string`".to_owned(),
                    _ => "remove it, or change the `type`".to_owned(),
                };
                self.error(Code::ImpossibleValue, &item.origin, message, help);
            }
        }
    }

    /// Whether a number or a boolean stands among texts. JSON Schema knows no such reading.
    fn is_read_as_text(&self, item: &At<'a>, kind: &str) -> bool {
        let unquoted = matches!(item.node.value, Value::Number(_) | Value::Bool(_));
        unquoted && kind == "string" && !self.version_at(item).has_json_schema()
    }

    /// `examples` of a schema is a list, unlike that of a media type.
    fn listed_examples(&mut self, at: &At<'a>) {
        let examples = at
            .get("examples")
            .filter(|_| self.version_at(at).has_json_schema());
        if let Some(examples) = examples.filter(|at| !matches!(at.node.value, Value::Sequence(_))) {
            let message = format!(
                "`examples` of a schema is an array, and {} says nothing",
                examples.node.value.kind()
            );
            let help = "list the values: `examples: [1, 2]`";
            self.error(
                Code::IneffectiveKeyword,
                &examples.name_origin(),
                message,
                help,
            );
        }
    }

    /// Section 4.7.25: the values of a mapping are references, or names of component schemas.
    fn discriminator(&mut self, at: &At<'a>) {
        let Some(discriminator) = at.get("discriminator") else {
            return;
        };
        if self.version_at(at) == Version::V2_0 {
            return self.discriminator_name(at, &discriminator);
        }
        if at.get("oneOf").is_none() && at.get("anyOf").is_none() && at.get("properties").is_none()
        {
            let message = "a discriminator needs `oneOf`, `anyOf` or the property that it names";
            let help = "add the alternatives, or remove it";
            self.error(Code::BadDiscriminator, &discriminator.origin, message, help);
        }
        for (_, value) in discriminator.get("mapping").iter().flat_map(At::entries) {
            let Some(text) = value.as_str() else { continue };
            match self.documents.locate_mapped(&value.origin, text) {
                Ok(target) => self.target(&value, target, super::Kind::Schema),
                Err(diagnostic) => self.report(*diagnostic),
            }
        }
    }
}

/// What to write in place of a type that there is not: many are those of other languages, or formats.
fn meant_type(name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "file" => "write `type: string` and `format: binary`".to_owned(),
        "int" | "int32" | "int64" | "long" => "write `type: integer` and a `format`".to_owned(),
        "float" | "double" | "decimal" => "write `type: number` and a `format`".to_owned(),
        "date" | "date-time" | "datetime" | "timestamp" => {
            "write `type: string` and a `format`".to_owned()
        }
        format @ ("uuid" | "uri" | "email" | "byte" | "binary" | "password") => {
            format!("write `type: string` and `format: {format}`")
        }
        "url" => "write `type: string` and `format: uri`".to_owned(),
        "bool" => "write `boolean`".to_owned(),
        "str" | "text" => "write `string`".to_owned(),
        "dict" | "map" | "hash" | "struct" => {
            "write `object`; `additionalProperties` says what its values are".to_owned()
        }
        "list" | "set" | "tuple" => "write `array`; `items` says what its elements are".to_owned(),
        "any" => "remove `type`: a schema without one admits any value".to_owned(),
        _ => match nearest(name, TYPES) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it can be {}", super::super::hints::alternatives(&TYPES)),
        },
    }
}

/// A file, which is a type of the whole body of a response in Swagger 2.0 ("Response Object").
fn is_file(schema: &At<'_>, version: Version) -> bool {
    let is_body = schema.origin.pointer.last().as_deref() == Some("schema");
    version == Version::V2_0
        && is_body
        && schema
            .get("type")
            .is_some_and(|kind| kind.as_str() == Some("file"))
}

fn help_among(name: &str, properties: &At<'_>) -> String {
    let names = properties
        .mapping()
        .into_iter()
        .flatten()
        .map(|entry| entry.key.as_str());
    match nearest(name, names) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "add it to `properties`".to_owned(),
    }
}
