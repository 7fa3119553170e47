//! The types of a client: each schema becomes a type once, when something first needs it.

use std::collections::{BTreeMap, BTreeSet};

use super::equal::Equal;
use super::flat::Flat;
use super::view::View;
use super::{components, directions, listed, scalars};
use crate::model::{Basic, Directions, Ident, PartLabel, Secrecy, Shape, Type, TypeDef, TypeId};
use crate::names::{self, Case, Scope};
use trueup_description::cursor::Origin;
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::schema::{Additional, JsonType, Schema, SchemaId, Schemas};
use trueup_description::ir::service::Service;
use trueup_description::json::Json;
use trueup_text::markdown::Markdown;

/// What the parts of a form say of themselves, by the names of their properties.
pub(super) type Labels = BTreeMap<String, PartLabel>;

/// Collects the types of one service.
pub(super) struct Types<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) service: &'a Service,
    pub(super) diagnostics: &'a mut Diagnostics,
    labels: &'a BTreeMap<SchemaId, String>,
    any_needed: &'a BTreeMap<SchemaId, Vec<String>>,
    nothing: Option<SchemaId>,
    circular: BTreeSet<SchemaId>,
    equal: Equal,
    directions: &'a BTreeMap<SchemaId, Directions>,
    scope: Scope,
    definitions: Vec<TypeDef>,
    known: BTreeMap<SchemaId, TypeId>,
    /// Types of bodies of several parts, which are not those of the same schemas elsewhere.
    parts: BTreeMap<(SchemaId, Labels), TypeId>,
    /// What their parts say of themselves.
    labels_of_parts: BTreeMap<TypeId, Labels>,
    /// Definitions without content, those with the shortest names first: what is in several of them is named after the
    /// shortest, whatever the order of the document.
    waiting: BTreeSet<(usize, Ident, TypeId)>,
    /// What the operation that is being shaped needs, and no client can do.
    lack: Option<Lack>,
}

/// Something that no client can do.
pub(super) struct Lack {
    /// Where it is asked for.
    pub(super) origin: Origin,
    /// The words for it.
    pub(super) feature: String,
}

impl<'a> Types<'a> {
    pub(super) fn new(
        flat: &'a Flat,
        service: &'a Service,
        directions: &'a BTreeMap<SchemaId, Directions>,
        scope: Scope,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            schemas: &flat.schemas,
            service,
            diagnostics,
            labels: &flat.labels,
            any_needed: &flat.any_needed,
            nothing: flat.nothing,
            circular: circular(&flat.schemas),
            equal: Equal::new(&flat.schemas, &flat.any_needed, directions),
            directions,
            scope,
            definitions: Vec::new(),
            known: BTreeMap::new(),
            parts: BTreeMap::new(),
            labels_of_parts: BTreeMap::new(),
            waiting: BTreeSet::new(),
            lack: None,
        }
    }

    /// Takes a type name, or another like it if that is taken.
    pub(super) fn claim(&mut self, ident: Ident, wire: &str, origin: &Origin) -> Ident {
        let (settled, earlier) = self.scope.settle(ident.clone(), Case::Pascal, wire, origin);
        if let Some(earlier) = earlier {
            self.renamed(&ident, &settled, wire, origin, &earlier);
        }
        settled
    }

    /// The properties of an object of which at least one must be there.
    pub(super) fn any_needed(&self, schema: SchemaId) -> Option<&'a [String]> {
        self.any_needed.get(&schema).map(Vec::as_slice)
    }

    /// Takes a name of a scope, or another like it if that is taken.
    pub(super) fn settle(
        &mut self,
        scope: &mut Scope,
        ident: Ident,
        case: Case,
        wire: &str,
        origin: &Origin,
    ) -> Ident {
        let (settled, earlier) = scope.settle(ident.clone(), case, wire, origin);
        if let Some(earlier) = earlier {
            self.renamed(&ident, &settled, wire, origin, &earlier);
        }
        settled
    }

    /// Says that something has another name than one would think.
    fn renamed(
        &mut self,
        ident: &Ident,
        settled: &Ident,
        wire: &str,
        origin: &Origin,
        earlier: &names::Claim,
    ) {
        let message = match &earlier.origin {
            Some(_) => format!(
                "`{wire}` and `{}` are both `{ident}` in Rust; this one becomes `{settled}`",
                earlier.wire
            ),
            None => format!(
                "`{wire}` is `{ident}` in Rust, a name that the emitted code needs itself; it becomes `{settled}`"
            ),
        };
        let diagnostic = Diagnostic::new(Code::NameCollision, origin, message)
            .help("give it another name, if the document can be changed");
        self.diagnostics.push(match &earlier.origin {
            Some(other) if other != origin => {
                diagnostic.label(other.span, format!("`{}` stands here", earlier.wire))
            }
            _ => diagnostic,
        });
    }

    /// Makes a type for each named schema, so that names do not depend on who uses them first.
    pub(super) fn add_named(&mut self, declared: &[SchemaId], except: &BTreeSet<SchemaId>) {
        let mut named: Vec<SchemaId> = declared.to_vec();
        named.extend(
            self.directions
                .keys()
                .filter(|id| self.schemas.get(**id).name.is_some()),
        );
        named.retain(|id| !except.contains(id));
        named.sort_by_key(|id| (self.schemas.get(*id).name.clone(), *id));
        named.dedup();
        for id in named {
            if self.needs_definition(id) {
                self.define(id, "");
            }
        }
    }

    /// The type of values of this schema.
    pub(super) fn of(&mut self, schema: SchemaId, context: &str) -> Type {
        let view = View::new(self.schemas, schema);
        let nullable = view.nullable();
        let ty = self.of_inner(view.inner, context);
        if nullable && ty != Type::Basic(Basic::Json) {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// The same, null left aside. `context` names what has no name of its own.
    pub(super) fn of_inner(&mut self, schema: SchemaId, context: &str) -> Type {
        let inner = self.equal.of(self.schemas.unwrapped(schema));
        if let Some(id) = self.known.get(&inner) {
            return Type::Named(*id);
        }
        if self.needs_definition(inner) {
            return Type::Named(self.define(inner, context));
        }
        self.structural(self.schemas.get(inner), context)
    }

    /// The type of a body of several parts.
    pub(super) fn of_parts(
        &mut self,
        schema: SchemaId,
        labels: Labels,
        context: &str,
    ) -> Option<Type> {
        let inner = self.schemas.unwrapped(schema);
        let key = (inner, labels);
        if let Some(id) = self.parts.get(&key) {
            return Some(Type::Named(*id));
        }
        let source = self.schemas.get(inner);
        if source.assertions.object.properties.is_empty() {
            return None;
        }
        // Of forms that have the schema in common, one can have its name.
        let first = (inner, Labels::new());
        let mut known = self.parts.range(first..);
        let is_first = known.next().is_none_or(|((other, _), _)| *other != inner);
        let name = match &source.name {
            Some(name) if is_first && !self.known.contains_key(&inner) => name.clone(),
            Some(name) if is_first => format!("{name}Form"),
            _ => context.to_owned(),
        };
        let ident = self.claim(names::pascal(&name), &name, &source.origin);
        let id = self.reserve(inner, ident);
        self.labels_of_parts.insert(id, key.1.clone());
        self.parts.insert(key, id);
        Some(Type::Named(id))
    }

    /// Whether values of the schema get a type of their own.
    fn needs_definition(&self, id: SchemaId) -> bool {
        let schema = self.schemas.get(id);
        if schema.annotated().is_some() {
            return false;
        }
        is_distinct(schema) || self.circular.contains(&id)
    }

    /// The type of a schema that has no definition.
    pub(super) fn structural(&mut self, schema: &'a Schema, context: &str) -> Type {
        match schema.assertions.kind {
            Some(JsonType::Array) => match schema.assertions.array.items {
                Some(items) => Type::List(Box::new(self.of(items, &format!("{context}Item")))),
                None => Type::List(Box::new(Type::Basic(Basic::Json))),
            },
            Some(JsonType::Object) => match schema.assertions.object.additional {
                Additional::Schema(value) => {
                    Type::Map(Box::new(self.of(value, &format!("{context}Value"))))
                }
                _ => Type::Map(Box::new(Type::Basic(Basic::Json))),
            },
            Some(_) => scalars::basic(schema).map_or(Type::Basic(Basic::Json), Type::Basic),
            None => {
                self.untyped(schema);
                Type::Basic(Basic::Json)
            }
        }
    }

    /// Says so where a schema without a type asserts something all the same.
    fn untyped(&mut self, schema: &Schema) {
        let rules = schema.assertions.number != Default::default()
            || schema.assertions.string != Default::default();
        let (message, help) = match schema.assertions.values.as_deref() {
            None if !rules && schema.assertions.format.is_none() => return,
            None => (
                "this schema has no `type`, so its values are any JSON in Rust",
                "say which `type` the values have",
            ),
            Some([]) => (
                "no value is listed here, so there is none, and it is any JSON in Rust",
                "list the values, or remove `enum`",
            ),
            // Null has no other type.
            Some(values) if values.iter().all(|value| *value == Json::Null) => return,
            Some(_) => (
                "the values listed here are of several types, so they are any JSON in Rust",
                "say which `type` the values have",
            ),
        };
        self.diagnostics
            .push(Diagnostic::new(Code::UntypedValue, &schema.origin, message).help(help));
    }

    /// Reserves a definition; its content comes later, so that types may refer to each other.
    fn define(&mut self, schema: SchemaId, context: &str) -> TypeId {
        if let Some(id) = self.known.get(&schema) {
            return *id;
        }
        let source = self.schemas.get(schema);
        let ident = match &source.name {
            Some(name) => self.claim(names::pascal(name), name, &source.origin),
            None => self.free_name(context, &source.origin),
        };
        let id = self.reserve(schema, ident);
        self.known.insert(schema, id);
        id
    }

    fn reserve(&mut self, schema: SchemaId, ident: Ident) -> TypeId {
        let source = self.schemas.get(schema);
        let id = TypeId(self.definitions.len());
        self.definitions.push(TypeDef {
            origin: source.origin.clone(),
            doc: Markdown::description(
                self.equal
                    .description(self.schemas, schema)
                    .unwrap_or_default(),
            ),
            deprecated: source.annotations.deprecated,
            directions: self.directions.get(&schema).copied().unwrap_or_default(),
            shape: Shape::Alias(Type::Basic(Basic::Json)),
            error_rules: source.extensions.error_kinds.clone(),
            ident: ident.clone(),
            schema,
        });
        self.waiting.insert((ident.as_str().len(), ident, id));
        id
    }

    /// The schema of definitions that stand for none.
    pub(super) fn nothing(&self) -> Option<SchemaId> {
        self.nothing
    }

    /// A definition that stands for no schema of the document.
    pub(super) fn add(&mut self, definition: TypeDef) -> TypeId {
        let id = TypeId(self.definitions.len());
        self.definitions.push(definition);
        id
    }

    /// A name for a schema without one: what holds it and where, and a number if that is taken.
    fn free_name(&mut self, context: &str, origin: &Origin) -> Ident {
        let first = names::pascal(context);
        self.scope.settle(first, Case::Pascal, context, origin).0
    }

    /// What a schema that was made up was made of.
    pub(super) fn label(&self, schema: SchemaId) -> Option<&'a str> {
        self.labels.get(&schema).map(String::as_str)
    }

    /// A definition that waits for its content.
    pub(super) fn next(&mut self) -> Option<(TypeId, TypeDef)> {
        let (_, _, id) = self.waiting.pop_first()?;
        let definition = self.definitions.get(id.0)?;
        Some((id, definition.clone()))
    }

    /// Gives a definition its content.
    pub(super) fn fill(&mut self, id: TypeId, shape: Shape) {
        if let Some(definition) = self.definitions.get_mut(id.0) {
            definition.shape = shape;
        }
    }

    /// What the parts of a form say of themselves; `None` if the type is not that of a form.
    pub(super) fn labels_of_parts(&self, id: TypeId) -> Option<&Labels> {
        self.labels_of_parts.get(&id)
    }

    /// The definitions, in the order of their ids.
    pub(super) fn into_definitions(self) -> Vec<TypeDef> {
        self.definitions
    }

    /// Notes that the operation that is being shaped needs something that no client can do.
    pub(super) fn unsupported(&mut self, origin: &Origin, feature: impl Into<String>) {
        self.lack.get_or_insert(Lack {
            origin: origin.clone(),
            feature: feature.into(),
        });
    }

    /// Does something, and gives what it lacks, which is noted nowhere else.
    pub(super) fn trying<T>(&mut self, attempt: impl FnOnce(&mut Self) -> T) -> (T, Option<Lack>) {
        let noted = self.lack.take();
        let outcome = attempt(self);
        (outcome, std::mem::replace(&mut self.lack, noted))
    }

    /// What has been noted since the last question.
    pub(super) fn lack(&mut self) -> Option<Lack> {
        self.lack.take()
    }

    /// Whether values of the schema may be shown.
    pub(super) fn secrecy(&self, schemas: impl IntoIterator<Item = SchemaId>) -> Secrecy {
        let secret = schemas
            .into_iter()
            .any(|schema| directions::holds_secret(self.schemas, schema));
        if secret {
            Secrecy::Secret
        } else {
            Secrecy::Open
        }
    }
}

/// Whether a schema is more than a list, a map or a plain value.
fn is_distinct(schema: &Schema) -> bool {
    let composed = schema.assertions.is_union();
    let has_fields = !schema.assertions.object.properties.is_empty();
    let listed = listed::strings(schema).is_some() || listed::integers(schema).is_some();
    let bytes = scalars::newtype(schema).is_some() && scalars::basic(schema).is_none();
    schema.name.is_some() || composed || has_fields || listed || bytes
}

/// Lists and maps without a name that hold themselves, as joined schemas can: a type of their own ends the
/// way down.
fn circular(schemas: &Schemas) -> BTreeSet<SchemaId> {
    let held = |schema: &Schema| {
        let value = match schema.assertions.object.additional {
            Additional::Schema(value) => Some(value),
            _ => None,
        };
        let parts = match schema.annotated() {
            Some(inner) => [Some(inner), None],
            None if is_distinct(schema) => [None, None],
            None => [schema.assertions.array.items, value],
        };
        parts.into_iter().flatten().map(SchemaId::index).collect()
    };
    let edges: Vec<Vec<usize>> = schemas.iter().map(|(_, schema)| held(schema)).collect();
    let circles = components::of(&edges);
    let on_circle = |id: &SchemaId| {
        let mut targets = edges.get(id.index()).into_iter().flatten();
        targets.any(|target| circles.are_connected(id.index(), *target))
    };
    schemas.iter().map(|(id, _)| id).filter(on_circle).collect()
}
