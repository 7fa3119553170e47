//! The types of a client: each schema becomes a type once, when something first needs it.

use std::collections::{BTreeMap, BTreeSet};

use super::flat::Flat;
use super::view::View;
use super::{attempts, components, constants, fields, scalars, unions, words};
use crate::model::{
    Amount, Basic, Directions, Ident, PartLabel, Scalar, Secrecy, Shape, Struct, StructForm, Type,
    TypeDef, TypeId,
};
use crate::names::{self, Case, Scope};
use trueup_description::cursor::Origin;
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::schema::{Additional, JsonType, Schema, SchemaId, Schemas};
use trueup_description::ir::service::Service;
use trueup_text::markdown::Markdown;

/// What the parts of a form say of themselves, by the names of their properties.
type Labels = BTreeMap<String, PartLabel>;

/// Collects the types of one service.
pub(super) struct Types<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) service: &'a Service,
    pub(super) diagnostics: &'a mut Diagnostics,
    labels: &'a BTreeMap<SchemaId, String>,
    nothing: Option<SchemaId>,
    circular: BTreeSet<SchemaId>,
    directions: &'a BTreeMap<SchemaId, Directions>,
    scope: Scope,
    definitions: Vec<TypeDef>,
    known: BTreeMap<SchemaId, TypeId>,
    /// Types of bodies of several parts, which are not those of the same schemas elsewhere.
    parts: BTreeMap<(SchemaId, Labels), TypeId>,
    /// What their parts say of themselves.
    labels_of_parts: BTreeMap<TypeId, Labels>,
    waiting: Vec<TypeId>,
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
            nothing: flat.nothing,
            circular: circular(&flat.schemas),
            directions,
            scope,
            definitions: Vec::new(),
            known: BTreeMap::new(),
            parts: BTreeMap::new(),
            labels_of_parts: BTreeMap::new(),
            waiting: Vec::new(),
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
        let inner = self.schemas.unwrapped(schema);
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
    fn structural(&mut self, schema: &'a Schema, context: &str) -> Type {
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
        let mixed = schema.assertions.values.is_some();
        let rules = schema.assertions.number != Default::default()
            || schema.assertions.string != Default::default();
        if !(mixed || rules || schema.assertions.format.is_some()) {
            return;
        }
        let message = if mixed {
            "the values listed here are of several types, so they are any JSON in Rust"
        } else {
            "this schema has no `type`, so its values are any JSON in Rust"
        };
        let help = "say which `type` the values have";
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
                source
                    .annotations
                    .description
                    .as_deref()
                    .or(source.annotations.title.as_deref())
                    .unwrap_or_default(),
            ),
            deprecated: source.annotations.deprecated,
            directions: self.directions.get(&schema).copied().unwrap_or_default(),
            shape: Shape::Alias(Type::Basic(Basic::Json)),
            error_rules: source.extensions.error_kinds.clone(),
            ident,
            schema,
        });
        self.waiting.push(id);
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

    /// Fills in every definition and gives them.
    pub(super) fn finish(mut self) -> Vec<TypeDef> {
        while let Some(id) = self.waiting.pop() {
            let Some(definition) = self.definitions.get(id.0).cloned() else {
                continue;
            };
            let shape = self.shape(id, &definition);
            if let Some(slot) = self.definitions.get_mut(id.0) {
                slot.shape = shape;
            }
        }
        fields::fill_fallbacks(&mut self.definitions, self.schemas, self.diagnostics);
        constants::set(&mut self.definitions, self.schemas);
        attempts::order(&mut self.definitions, self.diagnostics);
        self.definitions
    }

    fn shape(&mut self, id: TypeId, definition: &TypeDef) -> Shape {
        let schema = self.schemas.get(definition.schema);
        if let Some(labels) = self.labels_of_parts.get(&id) {
            let form = StructForm::Parts(labels.clone());
            return Shape::Struct(self.structure(schema, definition, form));
        }
        if let Some(words) = words::of(schema) {
            return Shape::StringEnum(words::string_enum(self, &words, schema, definition));
        }
        if let Some(integers) = words::integers(schema) {
            return Shape::IntegerEnum(words::numbers(self, &integers, schema, definition));
        }
        if schema.assertions.is_union() {
            return Shape::Union(unions::union(self, schema, definition));
        }
        if !schema.assertions.object.properties.is_empty() || is_empty_object(schema, definition) {
            return Shape::Struct(self.structure(schema, definition, StructForm::Object));
        }
        match scalars::newtype(schema) {
            Some(inner) => Shape::Scalar(Scalar {
                inner,
                secrecy: scalars::secrecy(schema),
                twin: self.twin(schema),
                quantity: self.quantity(schema),
            }),
            None => Shape::Alias(self.structural(schema, definition.ident.as_str())),
        }
    }

    /// What the values of a quantity are amounts of; another schema's than an integer's are amounts of nothing.
    fn quantity(&mut self, schema: &Schema) -> Option<Amount> {
        let quantity = schema.extensions.quantity?;
        let of = quantity
            .of
            .map(|(other, times)| (other, self.of_inner(other, ""), times));
        let is_integer = |schema: &Schema| {
            let inner = scalars::newtype(schema);
            inner.is_some_and(|inner| scalars::is_integer(&inner))
        };
        let of = match of {
            None if is_integer(schema) => return Some(Amount { of: None }),
            Some((other, Type::Named(id), times)) => {
                let other = self.schemas.get(self.schemas.unwrapped(other));
                (is_integer(schema) && is_integer(other)).then_some((id, times))
            }
            _ => None,
        };
        if of.is_none() {
            let message = "`x-trueup-quantity` says nothing of what is no named integer";
            let help = "let it and the schema that it names be integers, with or without a string around them";
            let diagnostic = Diagnostic::new(Code::BadExtension, &schema.origin, message);
            self.diagnostics.push(diagnostic.help(help));
        }
        of.map(|of| Amount { of: Some(of) })
    }

    fn twin(
        &mut self,
        schema: &Schema,
    ) -> Option<(TypeId, trueup_description::ir::schema::ByteOrder)> {
        let same = schema.extensions.same_value.as_ref()?;
        match self.of_inner(same.schema, "") {
            Type::Named(id) => Some((id, same.order)),
            _ => None,
        }
    }

    fn structure(&mut self, schema: &'a Schema, definition: &TypeDef, form: StructForm) -> Struct {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for property in &schema.assertions.object.properties {
            let Some(mut field) = fields::field(self, schema, property, definition, &form) else {
                continue;
            };
            field.ident = self.settle(
                &mut scope,
                field.ident,
                Case::Snake,
                &field.wire,
                &field.origin,
            );
            fields.push(field);
        }
        let extra = self.extra(schema, definition, &form).map(|ty| {
            let ident = names::snake("additional_properties");
            let wire = "additionalProperties";
            let ident = self.settle(&mut scope, ident, Case::Snake, wire, &schema.origin);
            (ident, ty)
        });
        let failure = schema.extensions.failure.as_ref();
        let failure = failure.and_then(|wire| fields.iter().find(|field| field.wire == *wire));
        let failure = failure.map(|field| field.ident.clone());
        Struct {
            fields,
            extra,
            failure,
            form,
        }
    }

    /// The type of properties beside the declared ones, where the document means them to be there.
    fn extra(
        &mut self,
        schema: &'a Schema,
        definition: &TypeDef,
        form: &StructForm,
    ) -> Option<Type> {
        match schema.assertions.object.additional {
            Additional::Schema(value) if *form == StructForm::Object => {
                Some(self.of(value, &format!("{}Extra", definition.ident)))
            }
            Additional::Any if *form == StructForm::Object => Some(Type::Basic(Basic::Json)),
            _ => None,
        }
    }

    /// Notes that the operation that is being shaped needs something that no client can do.
    pub(super) fn unsupported(&mut self, origin: &Origin, feature: impl Into<String>) {
        self.lack.get_or_insert(Lack {
            origin: origin.clone(),
            feature: feature.into(),
        });
    }

    /// What has been noted since the last question.
    pub(super) fn lack(&mut self) -> Option<Lack> {
        self.lack.take()
    }

    /// Whether values of the schema may be shown.
    pub(super) fn secrecy(&self, schemas: impl IntoIterator<Item = SchemaId>) -> Secrecy {
        let secret = schemas
            .into_iter()
            .any(|schema| super::directions::holds_secret(self.schemas, schema));
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
    let listed = words::of(schema).is_some() || words::integers(schema).is_some();
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
        targets.any(|target| circles.share(id.index(), *target))
    };
    schemas.iter().map(|(id, _)| id).filter(on_circle).collect()
}

/// An object type that declares nothing and is not meant as a map: one that refuses everything, or the
/// answer of a call that has nothing to tell.
fn is_empty_object(schema: &Schema, definition: &TypeDef) -> bool {
    let only_received = definition.directions.response && !definition.directions.request;
    schema.assertions.kind == Some(JsonType::Object)
        && schema.name.is_some()
        && match schema.assertions.object.additional {
            Additional::Refused => true,
            Additional::Unsaid => only_received,
            Additional::Any | Additional::Schema(_) => false,
        }
}
