//! A row for each schema that has a name, is a body, or has properties of its own.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use trueup_description::ir::Api;
use trueup_description::ir::schema::{JsonType, SchemaId};
use trueup_description::ir::service::{Operation, Service};
use trueup_description::json::Json;
use trueup_validator::Node;
use trueup_validator::registry::{Base, Field, Link, Schema, Type};

use crate::builder::Builder;
use crate::properties::{KnownProperty, Properties, common};
use crate::titles::children;

/// The rows. A row may lead to itself, so each has its place before it is made.
pub(crate) struct Rows<'a>(BTreeMap<SchemaId, &'a OnceLock<&'a Schema<'a>>>);

impl<'a> Rows<'a> {
    pub(crate) fn new(builder: &Builder<'a, '_>) -> Self {
        let known = rows(builder.api);
        let places = known.keys().map(|&id| (id, builder.arena.place()));
        let rows = Self(places.collect());
        for ((id, place), known) in rows.0.iter().zip(known.values()) {
            let row = builder.arena.value(row(builder, &rows, *id, known));
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

/// The schemas that have a row, with their properties.
fn rows(api: &Api) -> BTreeMap<SchemaId, Vec<KnownProperty<'_>>> {
    let mut properties = Properties::new(&api.schemas);
    let mut rows = BTreeMap::new();
    let mut open = Vec::new();
    for service in &api.services {
        open.extend(named(api, service));
        open.extend(service.requests().flat_map(Operation::body_schemas));
    }
    while let Some(id) = open.pop() {
        if let Entry::Vacant(place) = rows.entry(id) {
            let known = place.insert(properties.of(id));
            open.extend(known.iter().filter_map(|known| known.row));
        }
    }
    rows
}

/// The named schemas of a service: those that its document declares, and those that it reaches in
/// fragments; in the order of their names.
pub(crate) fn named(api: &Api, service: &Service) -> Vec<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut open = service.schemas.clone();
    open.extend(service.requests().flat_map(Operation::schemas));
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

fn row<'a>(
    builder: &Builder<'a, '_>,
    rows: &Rows<'a>,
    id: SchemaId,
    known: &[KnownProperty<'_>],
) -> Schema<'a> {
    let schema = builder.api.schemas.get(id);
    let fields = known.iter().filter_map(|known| field(builder, rows, known));
    let fields: Vec<_> = fields.collect();
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

/// A property as documents describe it. Where schemas differ, only what all of them say is said.
fn field<'a>(
    builder: &Builder<'a, '_>,
    rows: &Rows<'a>,
    known: &KnownProperty<'_>,
) -> Option<Field<'a>> {
    let schemas = &builder.api.schemas;
    let first = schemas.get(*known.schemas.first()?);
    let inner = |id: &SchemaId| schemas.get(schemas.unwrapped(*id));
    let upstream = first.extensions.upstream.as_ref();
    let upstream = upstream.or_else(|| inner(known.schemas.first()?).extensions.upstream.as_ref());
    let mut nodes = known.schemas.iter().map(|id| builder.nodes.node(*id));
    Some(Field {
        name: builder.text(known.name),
        ty: common(known.schemas.iter().map(|id| type_of(builder, *id)))
            .unwrap_or(Type::new(Base::Any, None)),
        required: known.required,
        alternative: known.alternative,
        nullable: nodes.clone().any(is_nullable),
        deprecated: known
            .schemas
            .iter()
            .all(|id| schemas.get(*id).annotations.deprecated || inner(id).annotations.deprecated),
        sensitive: nodes.any(is_sensitive),
        schema: known
            .row
            .and_then(|id| rows.0.get(&id))
            .map(|row| Link::Later(row)),
        values: common(known.schemas.iter().map(|id| values_of(builder, *id))).unwrap_or_default(),
        position: builder.places.position(&first.origin),
        upstream: builder.upstream(upstream),
    })
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
