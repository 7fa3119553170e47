//! Several schemas for one value made one.

use std::collections::{BTreeMap, BTreeSet};

use super::Flattener;
use super::rules;
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::schema::{
    Additional, ArrayRules, Assertions, JsonType, ObjectRules, Property, Schema, SchemaId,
};
use trueup_description::json::Json;

/// Where the properties that are known so far stand, by their names.
type Places = BTreeMap<String, usize>;

/// What several schemas make together.
pub(super) struct Merged {
    pub(super) schema: Schema,
    /// The parts that are unions, whose branches are not in `schema`.
    pub(super) unions: Vec<Schema>,
    /// Whether no value satisfies all of them.
    pub(super) contradictory: bool,
}

impl Flattener<'_> {
    /// Joins the parts of a schema, which gives the name and the annotations.
    pub(super) fn merged(&mut self, id: SchemaId, parts: &[(SchemaId, Schema)]) -> Merged {
        let outer = self.exact.get(id);
        let mut schema = Schema::anything(outer.origin.clone());
        schema.name = outer.name.clone();
        schema.annotations = outer.annotations.clone();
        schema.extensions = outer.extensions.clone();
        schema.assertions.nullable = self.exact.admits_null(id);
        let mut unions = Vec::new();
        let mut places = Places::new();
        let before = self.conflicts;
        for (_, part) in parts {
            self.merge(&mut schema, part, &mut places);
            if part.assertions.is_union() {
                unions.push(part.clone());
            }
        }
        self.closed(&schema, parts);
        self.possible(&mut schema, parts);
        Merged {
            schema,
            unions,
            contradictory: self.conflicts > before,
        }
    }

    /// Joins one part. Every keyword is named here, so that a new one is decided upon.
    fn merge(&mut self, schema: &mut Schema, part: &Schema, places: &mut Places) {
        let Assertions {
            kind: _,
            values,
            format,
            // A type reads a format, whoever asks for it.
            format_annotates: _,
            number,
            string,
            array,
            object,
            not,
            // Null is decided by all parts together, and unions are distributed.
            nullable: _,
            all_of: _,
            any_of: _,
            one_of: _,
            discriminator: _,
            // They choose between values and not between types.
            conditions: _,
        } = &part.assertions;
        schema.assertions.kind = self.kind(schema, part);
        self.format(schema, part, format.as_ref());
        self.values(schema, part, values.as_ref());
        rules::numbers(&mut schema.assertions.number, number);
        rules::strings(&mut schema.assertions.string, string);
        self.arrays(&mut schema.assertions.array, array);
        if !array.prefix.is_empty() {
            let message =
                "the first elements are told apart by their places, so all are any JSON in Rust";
            let help = "describe an object, whose properties have names, if the server has one";
            let diagnostic = Diagnostic::new(Code::UntypedValue, &part.origin, message);
            self.diagnostics.push(diagnostic.help(help));
        }
        self.objects(&mut schema.assertions.object, object, places);
        schema.assertions.not = schema.assertions.not.or(*not);
        rules::extensions(&mut schema.extensions, &part.extensions);
        rules::annotations(&mut schema.annotations, part);
    }

    fn format(&mut self, schema: &mut Schema, part: &Schema, format: Option<&String>) {
        let Some(format) = format else { return };
        match schema.assertions.format.take() {
            None => schema.assertions.format = Some(format.clone()),
            Some(known) => {
                if known != *format {
                    self.conflict(schema, part, "format", &known, format);
                }
                schema.assertions.format = Some(known);
            }
        }
    }

    fn values(&mut self, schema: &mut Schema, part: &Schema, values: Option<&Vec<Json>>) {
        let Some(values) = values else { return };
        let common = match schema.assertions.values.take() {
            None => values.clone(),
            Some(known) => {
                let listed: BTreeSet<Json> = values.iter().map(Json::normal).collect();
                let common = known.into_iter();
                common
                    .filter(|value| listed.contains(&value.normal()))
                    .collect()
            }
        };
        if common.is_empty() && !values.is_empty() {
            let message = "no value is in each `enum` of the schemas joined here";
            self.report(schema, part, message);
        }
        schema.assertions.values = Some(common);
    }

    /// Leaves out the listed values that are of another type than the schema's, which nobody can send. The loader says so
    /// of a schema that has both keywords itself.
    fn possible(&mut self, schema: &mut Schema, parts: &[(SchemaId, Schema)]) {
        let Some(kind) = schema.assertions.kind else {
            return;
        };
        let Some(values) = &mut schema.assertions.values else {
            return;
        };
        let is_null = |value: &Json| *value == Json::Null;
        let any = values.iter().any(|value| !is_null(value));
        values.retain(|value| is_null(value) || kind.admits(value));
        if !any || values.iter().any(|value| !is_null(value)) {
            return;
        }
        self.conflicts += 1;
        let lists = |(_, part): &&(SchemaId, Schema)| part.assertions.values.is_some();
        let listing = parts.iter().find(lists);
        if let Some((_, part)) = listing.filter(|(_, part)| part.assertions.kind.is_none()) {
            let kind = kind.name();
            let message = format!(
                "`type: {kind}` of one of the schemas joined here admits no value that another lists"
            );
            self.report(schema, part, message);
        }
    }

    fn kind(&mut self, schema: &Schema, part: &Schema) -> Option<JsonType> {
        match (schema.assertions.kind, part.assertions.kind) {
            (None, kind) | (kind, None) => kind,
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(JsonType::Number), Some(JsonType::Integer))
            | (Some(JsonType::Integer), Some(JsonType::Number)) => Some(JsonType::Integer),
            (Some(one), Some(other)) => {
                self.conflict(schema, part, "type", one.name(), other.name());
                Some(one)
            }
        }
    }

    /// Elements of a tuple are told apart by their place, which no list does: they are any JSON.
    fn arrays(&mut self, array: &mut ArrayRules, other: &ArrayRules) {
        let is_list = other.prefix.is_empty();
        array.items = match (array.items, other.items.filter(|_| is_list)) {
            (Some(one), Some(other)) => Some(self.both(one, other)),
            (one, other) => one.or(other),
        };
        array.min_items = array.min_items.max(other.min_items);
        array.max_items = rules::least(array.max_items, other.max_items);
        array.unique |= other.unique;
    }

    fn objects(&mut self, object: &mut ObjectRules, other: &ObjectRules, places: &mut Places) {
        for property in &other.properties {
            let next = object.properties.len();
            let at = *places.entry(property.name.clone()).or_insert(next);
            match object.properties.get_mut(at) {
                Some(known) => {
                    *known = Property {
                        schema: self.both(known.schema, property.schema),
                        ..property.clone()
                    }
                }
                None => object.properties.push(property.clone()),
            }
        }
        for name in other.required.iter() {
            object.required.insert(name.clone());
        }
        object.additional = match (&object.additional, &rules::additional(other)) {
            (Additional::Unsaid, said) | (said, Additional::Unsaid) => said.clone(),
            (Additional::Refused, _) | (_, Additional::Refused) => Additional::Refused,
            (Additional::Any, said) | (said, Additional::Any) => said.clone(),
            (Additional::Schema(one), Additional::Schema(other)) => {
                Additional::Schema(self.both(*one, *other))
            }
        };
        object.min_properties = object.min_properties.max(other.min_properties);
        object.max_properties = rules::least(object.max_properties, other.max_properties);
    }

    /// Reports parts that refuse what others require.
    fn closed(&mut self, schema: &Schema, parts: &[(SchemaId, Schema)]) {
        for (_, part) in parts {
            if part.assertions.object.additional != Additional::Refused {
                continue;
            }
            let known = part.assertions.object.properties.iter();
            let known: BTreeSet<&String> = known.map(|property| &property.name).collect();
            if let Some(name) = schema
                .assertions
                .object
                .required
                .iter()
                .find(|name| !known.contains(name))
            {
                let message = format!(
                    "`{name}` is required by one of the schemas joined here and refused by another"
                );
                self.report(schema, part, message);
            }
        }
    }

    fn conflict(&mut self, schema: &Schema, part: &Schema, key: &str, one: &str, other: &str) {
        let message =
            format!("the schemas joined here disagree about `{key}`: `{one}` and `{other}`");
        self.report(schema, part, message);
    }

    fn report(&mut self, schema: &Schema, part: &Schema, message: impl Into<String>) {
        self.conflicts += 1;
        let diagnostic = Diagnostic::new(Code::ConflictingSchemas, &schema.origin, message)
            .help("no value satisfies all of them; change one, or do not join them");
        self.diagnostics.push(if part.origin == schema.origin {
            diagnostic
        } else {
            diagnostic.label(part.origin.span, "one of them")
        });
    }
}
