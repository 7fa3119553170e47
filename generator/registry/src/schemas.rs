//! A row for each schema that has a name, is a body, or has properties of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use trueup_description::ir::Api;
use trueup_description::ir::schema::{JsonType, SchemaId, Schemas};
use trueup_description::ir::service::{Operation, Service};
use trueup_description::json::Json;
use trueup_validator::Node;
use trueup_validator::registry::{Base, Field, Link, Schema, Type};

use crate::rule::{Rule, rule};
use crate::services::Builder;
use crate::titles::children;

/// The rows. A row may lead to itself, so each has its place before it is made.
pub(crate) struct Rows<'a>(BTreeMap<SchemaId, &'a OnceLock<&'a Schema<'a>>>);

impl<'a> Rows<'a> {
    pub(crate) fn new(builder: &Builder<'a, '_>) -> Self {
        let ids = rows(builder.api);
        let rows = Self(ids.iter().map(|&id| (id, builder.arena.place())).collect());
        for (id, place) in &rows.0 {
            let row = builder.arena.value(row(builder, &rows, *id));
            // Each is made once.
            let _ = place.set(row);
        }
        rows
    }

    /// The row of a schema.
    pub(crate) fn get(&self, id: SchemaId) -> Option<&'a Schema<'a>> {
        self.0.get(&id)?.get().copied()
    }
}

/// The schemas that have a row.
pub fn rows(api: &Api) -> BTreeSet<SchemaId> {
    let mut rows = BTreeSet::new();
    let mut open = Vec::new();
    for service in &api.services {
        open.extend(named(api, service));
        open.extend(service.operations.iter().flat_map(Operation::body_schemas));
    }
    while let Some(id) = open.pop() {
        if rows.insert(id) {
            open.extend(
                fields_of(&api.schemas, id)
                    .iter()
                    .filter_map(|(_, schema, _)| row_of(&api.schemas, *schema)),
            );
        }
    }
    rows
}

/// The named schemas of a service: those that its document declares, and those that it reaches in
/// fragments; in the order of their names.
pub fn named(api: &Api, service: &Service) -> Vec<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut open = service.schemas.clone();
    open.extend(service.operations.iter().flat_map(Operation::schemas));
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let inside = children(api.schemas.get(id)).into_iter();
            open.extend(inside.map(|(_, child)| child));
        }
    }
    let mut named: Vec<_> = reached
        .into_iter()
        .filter_map(|id| Some((api.schemas.get(id).name.as_deref()?, id)))
        .collect();
    named.sort_unstable();
    named.into_iter().map(|(_, id)| id).collect()
}

/// Properties of an object, or of the objects in an array: name, schema, whether required.
pub fn fields_of(schemas: &Schemas, id: SchemaId) -> Vec<(&str, SchemaId, bool)> {
    let mut id = schemas.unwrapped(id);
    // Arrays of arrays are followed to their end; a circle of them ends with the schemas.
    for _ in schemas.iter() {
        match rule(schemas, id) {
            Rule::Array(array) => match array.items.filter(|_| array.rules.prefix.is_empty()) {
                Some(items) => id = schemas.unwrapped(items),
                None => return Vec::new(),
            },
            Rule::Object(object) => {
                let declared = object.properties.into_iter();
                return declared
                    .filter_map(|property| {
                        Some((property.name, property.schema?, property.required))
                    })
                    .collect();
            }
            // What is checked in parts has the properties that these declare.
            _ => return declared(schemas, id),
        }
    }
    Vec::new()
}

/// The properties that a schema and the members of its `allOf` declare, each as the first of them says.
fn declared(schemas: &Schemas, id: SchemaId) -> Vec<(&str, SchemaId, bool)> {
    let mut layers = Vec::new();
    let mut waiting = vec![schemas.unwrapped(id)];
    while let Some(id) = waiting.pop() {
        if !layers.contains(&id) {
            layers.push(id);
            let members = schemas.get(id).assertions.all_of.iter().rev();
            waiting.extend(members.map(|member| schemas.unwrapped(*member)));
        }
    }
    let objects: Vec<_> = layers
        .iter()
        .map(|id| &schemas.get(*id).assertions.object)
        .collect();
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for property in objects.iter().flat_map(|object| &object.properties) {
        if names.insert(property.name.as_str()) {
            let required = objects.iter().any(|object| object.requires(&property.name));
            found.push((property.name.as_str(), property.schema, required));
        }
    }
    found
}

/// The row for what is inside a field: its object, or the object in its array.
pub fn row_of(schemas: &Schemas, id: SchemaId) -> Option<SchemaId> {
    (!fields_of(schemas, id).is_empty()).then(|| schemas.unwrapped(id))
}

fn row<'a>(builder: &Builder<'a, '_>, rows: &Rows<'a>, id: SchemaId) -> Schema<'a> {
    let schema = builder.api.schemas.get(id);
    let fields: Vec<_> = fields_of(&builder.api.schemas, id)
        .into_iter()
        .map(|(name, id, required)| field(builder, rows, name, id, required))
        .collect();
    Schema {
        name: builder.text(builder.titles.get(id)),
        ty: type_of(builder, id),
        check: builder.nodes.check(id),
        fields: builder.arena.list(fields),
        position: builder.places.position(&schema.origin),
        upstream: builder.upstream(schema.extensions.upstream.as_ref()),
        sensitive: is_sensitive(builder.nodes.node(id)),
    }
}

fn field<'a>(
    builder: &Builder<'a, '_>,
    rows: &Rows<'a>,
    name: &str,
    id: SchemaId,
    required: bool,
) -> Field<'a> {
    let schemas = &builder.api.schemas;
    let schema = schemas.get(id);
    let inner = schemas.get(schemas.unwrapped(id));
    let upstream = schema.extensions.upstream.as_ref();
    let row = row_of(schemas, id).and_then(|id| rows.0.get(&id));
    let node = builder.nodes.node(id);
    Field {
        name: builder.text(name),
        ty: type_of(builder, id),
        required,
        nullable: is_nullable(node),
        deprecated: schema.annotations.deprecated || inner.annotations.deprecated,
        sensitive: is_sensitive(node),
        schema: row.map(|row| Link::Later(row)),
        values: values_of(builder, id),
        position: builder.places.position(&schema.origin),
        upstream: builder.upstream(upstream.or(inner.extensions.upstream.as_ref())),
    }
}

/// How many arrays inside each other a type tells. An array that holds itself has no type that could be written down.
const MOST_ARRAYS: usize = 32;

/// A schema's type.
pub(crate) fn type_of<'a>(builder: &Builder<'a, '_>, id: SchemaId) -> Type<'a> {
    let schemas = &builder.api.schemas;
    let (mut current, mut arrays) = (schemas.unwrapped(id), 0usize);
    while let (Some(JsonType::Array), Some(items)) = (
        schemas.get(current).assertions.kind,
        schemas.get(current).assertions.array.items,
    ) {
        if arrays >= MOST_ARRAYS {
            return Type::new(Base::Array, format_of(builder, id));
        }
        current = schemas.unwrapped(items);
        arrays += 1;
    }
    let base = match schemas.get(current).assertions.kind {
        Some(JsonType::String) => Base::String,
        Some(JsonType::Integer) => Base::Integer,
        Some(JsonType::Number) => Base::Number,
        Some(JsonType::Boolean) => Base::Boolean,
        Some(JsonType::Object) => Base::Object,
        Some(JsonType::Array) => Base::Array,
        None if matches!(builder.nodes.node(current), Node::Object(_)) => Base::Object,
        None => Base::Any,
    };
    let innermost = Type::new(base, format_of(builder, current));
    (0..arrays).fold(innermost, |items, _| {
        Type::array(builder.arena.value(items))
    })
}

fn format_of<'a>(builder: &Builder<'a, '_>, id: SchemaId) -> Option<&'a str> {
    let schemas = &builder.api.schemas;
    let schema = schemas.get(schemas.unwrapped(id));
    builder.optional(schema.assertions.format.as_deref())
}

/// The values that a string may have, or those known so far.
pub(crate) fn values_of<'a>(builder: &Builder<'a, '_>, id: SchemaId) -> &'a [&'a str] {
    let schemas = &builder.api.schemas;
    let schema = schemas.get(schemas.unwrapped(id));
    let closed = schema
        .assertions
        .values
        .iter()
        .flatten()
        .filter_map(Json::as_str);
    let open = schema.extensions.open_values.iter().flatten();
    builder.arena.texts(closed.chain(open.map(String::as_str)))
}

fn is_nullable(node: Node<'_>) -> bool {
    match node {
        Node::Any | Node::Nullable(_) => true,
        Node::Boolean(table) => table.nullable,
        Node::Number(table) => table.nullable,
        Node::Text(table) => table.nullable,
        Node::Array(table) => table.nullable,
        Node::Object(table) => table.nullable,
        _ => false,
    }
}

fn is_sensitive(node: Node<'_>) -> bool {
    matches!(node, Node::Text(text) if text.sensitive)
}
