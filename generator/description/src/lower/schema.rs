//! Schema Objects (OpenAPI 3.0.3 §4.7.24), each lowered once.

use std::collections::{BTreeMap, BTreeSet};

use super::service::prose;
use super::{extension, resolved};
use crate::cursor::{At, Origin};
use crate::ir::schema::{
    Additional, Annotations, ArrayRules, Assertions, Discriminator, JsonType, NumberRules,
    ObjectRules, Property, Schema, SchemaId, Schemas, StringRules,
};
use crate::json::Json;
use crate::pointer::Pointer;
use crate::prose;
use crate::resolve::Documents;
use crate::source::FileId;

/// Lowers schemas on demand. A schema gets its id when it is first met and its content later, so that
/// recursion through the documents needs no recursion here.
pub(super) struct SchemaLowering<'d> {
    documents: &'d Documents,
    schemas: Schemas,
    known: BTreeMap<(FileId, Pointer), SchemaId>,
    waiting: Vec<(SchemaId, At<'d>)>,
}

impl<'d> SchemaLowering<'d> {
    pub(super) fn new(documents: &'d Documents) -> Self {
        Self {
            documents,
            schemas: Schemas::default(),
            known: BTreeMap::new(),
            waiting: Vec::new(),
        }
    }

    /// The id of the schema that stands here, or to which a `$ref` here leads.
    pub(super) fn id(&mut self, at: &At<'d>) -> SchemaId {
        let target = resolved(self.documents, at);
        let place = (target.origin.file, target.origin.pointer.clone());
        if let Some(id) = self.known.get(&place) {
            return *id;
        }
        let id = self.schemas.push(Schema::anything(target.origin.clone()));
        self.known.insert(place, id);
        self.waiting.push((id, target));
        id
    }

    /// Lowers what has been met so far.
    pub(super) fn lower_waiting(&mut self) {
        while let Some((id, at)) = self.waiting.pop() {
            let schema = self.schema(&at);
            *self.schemas.get_mut(id) = schema;
        }
    }

    /// Lowers the rest and gives the arena.
    pub(super) fn finish(mut self) -> Schemas {
        self.lower_waiting();
        self.schemas
    }

    fn schema(&mut self, at: &At<'d>) -> Schema {
        let text = |key: &str| {
            at.get(key)
                .and_then(|value| value.as_str().map(str::to_owned))
        };
        let format = text("format");
        Schema {
            origin: at.origin.clone(),
            name: self.component_name(&at.origin),
            annotations: annotations(at),
            assertions: Assertions {
                kind: text("type").as_deref().and_then(json_type),
                nullable: flag(at, "nullable"),
                values: at.get("enum").map(|values| {
                    let values = distinct(&values).into_iter();
                    values.map(|(_, value)| value).collect()
                }),
                number: number_rules(at),
                string: StringRules {
                    min_length: count(at, "minLength"),
                    max_length: count(at, "maxLength"),
                    pattern: text("pattern"),
                },
                array: ArrayRules {
                    items: at.get("items").map(|items| self.id(&items)),
                    min_items: count(at, "minItems"),
                    max_items: count(at, "maxItems"),
                    unique: flag(at, "uniqueItems"),
                },
                object: self.object_rules(at),
                all_of: self.list(at, "allOf"),
                any_of: self.list(at, "anyOf"),
                one_of: self.list(at, "oneOf"),
                not: at.get("not").map(|not| self.id(&not)),
                discriminator: at
                    .get("discriminator")
                    .and_then(|discriminator| self.discriminator(at, &discriminator)),
                format: format.clone(),
            },
            extensions: extension::of_schema(at, format.as_deref(), self),
        }
    }

    /// The name under which others refer to it: a component, or the top level of a fragment.
    fn component_name(&self, origin: &Origin) -> Option<String> {
        let mut segments = origin.pointer.segments();
        let first = segments.next()?;
        let fragment = !self
            .documents
            .documents()
            .any(|document| document.root.origin.file == origin.file);
        let name = match (segments.next(), segments.next()) {
            (None, _) if fragment => first,
            (Some(kind), Some(name)) if first == "components" && kind == "schemas" => name,
            _ => return None,
        };
        segments.next().is_none().then(|| name.into_owned())
    }

    fn list(&mut self, at: &At<'d>, key: &str) -> Vec<SchemaId> {
        at.get(key).map_or_else(Vec::new, |list| {
            list.items().map(|item| self.id(&item)).collect()
        })
    }

    fn object_rules(&mut self, at: &At<'d>) -> ObjectRules {
        let properties = at.get("properties").map_or_else(Vec::new, |properties| {
            let entries = properties.entries();
            entries
                .map(|(name, value)| Property {
                    name: name.to_owned(),
                    origin: value.origin.clone(),
                    schema: self.id(&value),
                })
                .collect()
        });
        ObjectRules {
            properties,
            required: at.get("required").map_or_else(Vec::new, |names| {
                let names = distinct(&names).into_iter();
                names
                    .filter_map(|(_, name)| name.as_str().map(str::to_owned))
                    .collect()
            }),
            additional: self.additional(at),
            min_properties: count(at, "minProperties"),
            max_properties: count(at, "maxProperties"),
        }
    }

    fn additional(&mut self, at: &At<'d>) -> Additional {
        let Some(additional) = at.get("additionalProperties") else {
            return Additional::Unsaid;
        };
        match additional.as_bool() {
            Some(true) => Additional::Any,
            Some(false) => Additional::Refused,
            None if additional
                .mapping()
                .is_some_and(|mapping| mapping.is_empty()) =>
            {
                Additional::Any
            }
            None => Additional::Schema(self.id(&additional)),
        }
    }

    fn discriminator(&mut self, schema: &At<'d>, at: &At<'d>) -> Option<Discriminator> {
        let property = at.get("propertyName")?.as_str()?.to_owned();
        let mut mapping = Vec::new();
        if let Some(explicit) = at.get("mapping") {
            for (value, target) in explicit.entries() {
                if let Some(branch) = self.mapped(&target) {
                    mapping.push((value.to_owned(), self.id(&branch)));
                }
            }
        }
        for key in ["oneOf", "anyOf"] {
            for branch in schema.get(key).iter().flat_map(At::items) {
                let id = self.id(&branch);
                let target = resolved(self.documents, &branch);
                let Some(name) = self.component_name(&target.origin) else {
                    continue;
                };
                if !mapping
                    .iter()
                    .any(|(value, known)| *value == name || *known == id)
                {
                    mapping.push((name, id));
                }
            }
        }
        Some(Discriminator {
            origin: at.origin.clone(),
            property,
            mapping,
        })
    }
}

impl<'d> SchemaLowering<'d> {
    /// The schema that a discriminator's mapping names: by the name of a component, or by a reference.
    pub(super) fn mapped(&self, at: &At<'d>) -> Option<At<'d>> {
        let text = at.as_str()?;
        let component = format!("#/components/schemas/{text}");
        let by_name = || self.documents.locate(&at.origin, &component).ok();
        let target = if text.contains(['#', '/']) {
            None
        } else {
            by_name()
        };
        let target = target.or_else(|| self.documents.locate(&at.origin, text).ok())?;
        Some(resolved(self.documents, &target))
    }
}

fn annotations(at: &At<'_>) -> Annotations {
    Annotations {
        title: prose(at, "title").map(|title| prose::line(&title)),
        description: prose(at, "description"),
        default: at.get("default").map(|value| value.to_json()),
        example: at.get("example").map(|value| value.to_json()),
        deprecated: flag(at, "deprecated"),
        read_only: flag(at, "readOnly"),
        write_only: flag(at, "writeOnly"),
    }
}

fn number_rules(at: &At<'_>) -> NumberRules {
    let number = |key: &str| at.get(key).and_then(|value| value.number().cloned());
    NumberRules {
        minimum: number("minimum"),
        exclusive_minimum: flag(at, "exclusiveMinimum"),
        maximum: number("maximum"),
        exclusive_maximum: flag(at, "exclusiveMaximum"),
        multiple_of: number("multipleOf"),
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

/// A boolean field that is false when absent.
pub(super) fn flag(at: &At<'_>, key: &str) -> bool {
    at.get(key)
        .and_then(|value| value.as_bool())
        .unwrap_or(false)
}

/// A field that counts something.
fn count(at: &At<'_>, key: &str) -> Option<u64> {
    at.get(key)?.as_u64()
}

/// A list of strings.
pub(super) fn texts(at: &At<'_>, key: &str) -> Vec<String> {
    let list = at.get(key);
    list.iter()
        .flat_map(At::items)
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

/// The items of a list, each where it stands first, with its place.
pub(super) fn distinct(list: &At<'_>) -> Vec<(usize, Json)> {
    let mut seen = BTreeSet::new();
    let items = list.items().map(|item| item.to_json()).enumerate();
    items
        .filter(|(_, item)| seen.insert(item.clone()))
        .collect()
}
