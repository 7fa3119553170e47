//! The types of a client: each schema becomes a type once, when something first needs it.

use std::collections::BTreeMap;

use super::view::View;
use super::{fields, scalars};
use crate::cursor::Origin;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Api;
use crate::ir::schema::{Additional, JsonType, Schema, SchemaId};
use crate::ir::service::Service;
use crate::ir::shape::{
    Basic, Branch, Ident, Openness, Scalar, Secrecy, Shape, Struct, Travel, Type, TypeDef, TypeId,
    Union, Value, Vocabulary,
};
use crate::names::{self, Scope};

/// Collects the types of one service.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) service: &'a Service,
    pub(super) diagnostics: &'a mut Diagnostics,
    travel: &'a BTreeMap<SchemaId, Travel>,
    scope: Scope,
    definitions: Vec<TypeDef>,
    known: BTreeMap<SchemaId, TypeId>,
    waiting: Vec<TypeId>,
}

impl<'a> Types<'a> {
    pub(super) fn new(
        api: &'a Api,
        service: &'a Service,
        travel: &'a BTreeMap<SchemaId, Travel>,
        scope: Scope,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let definitions = Vec::new();
        let waiting = Vec::new();
        Self {
            api,
            service,
            diagnostics,
            travel,
            scope,
            definitions,
            known: BTreeMap::new(),
            waiting,
        }
    }

    /// Takes a type name, or reports who has it.
    pub(super) fn claim(&mut self, ident: &Ident, wire: &str, origin: &Origin) {
        if let Err(earlier) = self.scope.claim(ident, wire, origin) {
            self.diagnostics
                .push(collision(ident, wire, origin, &earlier));
        }
    }

    /// Makes a type for each named schema, so that names do not depend on who uses them first.
    pub(super) fn add_named(&mut self, declared: &[SchemaId]) {
        let mut named: Vec<SchemaId> = declared.to_vec();
        named.extend(
            self.travel
                .keys()
                .filter(|id| self.api.schemas.get(**id).name.is_some()),
        );
        named.sort_by_key(|id| (self.api.schemas.get(*id).name.clone(), *id));
        named.dedup();
        for id in named {
            if self.needs_definition(id) {
                self.define(id, "");
            }
        }
    }

    /// The type of values of this schema.
    pub(super) fn of(&mut self, schema: SchemaId, context: &str) -> Type {
        let view = View::new(&self.api.schemas, schema);
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
        let inner = self.api.schemas.unwrapped(schema);
        if let Some(id) = self.known.get(&inner) {
            return Type::Named(*id);
        }
        if self.needs_definition(inner) {
            return Type::Named(self.define(inner, context));
        }
        self.structural(self.api.schemas.get(inner), context)
    }

    /// Whether values of the schema get a type of their own.
    fn needs_definition(&self, id: SchemaId) -> bool {
        let schema = self.api.schemas.get(id);
        if schema.annotated().is_some() {
            return false;
        }
        let composed =
            !schema.one_of.is_empty() || !schema.any_of.is_empty() || schema.all_of.len() > 1;
        let has_fields = !schema.object.properties.is_empty();
        let vocabulary = words(schema).is_some();
        let bytes = scalars::newtype(schema).is_some() && scalars::basic(schema).is_none();
        schema.name.is_some() || composed || has_fields || vocabulary || bytes
    }

    /// The type of a schema that has no definition.
    fn structural(&mut self, schema: &'a Schema, context: &str) -> Type {
        match schema.kind {
            Some(JsonType::Array) => match schema.array.items {
                Some(items) => Type::List(Box::new(self.of(items, &format!("{context}Item")))),
                None => Type::List(Box::new(Type::Basic(Basic::Json))),
            },
            Some(JsonType::Object) => match schema.object.additional {
                Additional::Schema(value) => {
                    Type::Map(Box::new(self.of(value, &format!("{context}Value"))))
                }
                _ => Type::Map(Box::new(Type::Basic(Basic::Json))),
            },
            Some(_) => scalars::basic(schema).map_or(Type::Basic(Basic::Json), Type::Basic),
            None => Type::Basic(Basic::Json),
        }
    }

    /// Reserves a definition; its content comes later, so that types may refer to each other.
    fn define(&mut self, schema: SchemaId, context: &str) -> TypeId {
        if let Some(id) = self.known.get(&schema) {
            return *id;
        }
        let source = self.api.schemas.get(schema);
        let ident = match &source.name {
            Some(name) => {
                let ident = names::pascal(name);
                self.claim(&ident, name, &source.origin);
                ident
            }
            None => self.free_name(context, &source.origin),
        };
        let id = TypeId(self.definitions.len());
        self.definitions.push(TypeDef {
            origin: source.origin.clone(),
            doc: source
                .annotations
                .description
                .clone()
                .or_else(|| source.annotations.title.clone())
                .unwrap_or_default(),
            deprecated: source.annotations.deprecated,
            travel: self.travel.get(&schema).copied().unwrap_or_default(),
            shape: Shape::Alias(Type::Basic(Basic::Json)),
            error_rules: source.extensions.error_kinds.clone(),
            ident,
            schema,
        });
        self.known.insert(schema, id);
        self.waiting.push(id);
        id
    }

    /// A name for a schema without one: what holds it and where, and a number if that is taken.
    fn free_name(&mut self, context: &str, origin: &Origin) -> Ident {
        let first = names::pascal(context);
        let mut ident = first.clone();
        for number in 2u32.. {
            if self.scope.claim(&ident, context, origin).is_ok() {
                break;
            }
            ident = Ident(format!("{first}{number}"));
        }
        ident
    }

    /// Fills in every definition and gives them.
    pub(super) fn finish(mut self) -> Vec<TypeDef> {
        while let Some(id) = self.waiting.pop() {
            let Some(definition) = self.definitions.get(id.0).cloned() else {
                continue;
            };
            let shape = self.shape(&definition);
            if let Some(slot) = self.definitions.get_mut(id.0) {
                slot.shape = shape;
            }
        }
        fields::fill_fallbacks(&mut self.definitions, self.api, self.diagnostics);
        self.definitions
    }

    fn shape(&mut self, definition: &TypeDef) -> Shape {
        let schema = self.api.schemas.get(definition.schema);
        if let Some(words) = words(schema) {
            return Shape::Vocabulary(self.vocabulary(&words, schema, definition));
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return Shape::Union(self.union(schema, definition));
        }
        if schema.all_of.len() > 1 {
            self.unsupported(&schema.origin, "`allOf` of several schemas");
            return Shape::Alias(Type::Basic(Basic::Json));
        }
        if !schema.object.properties.is_empty() || is_empty_object(schema) {
            return Shape::Struct(self.structure(schema, definition));
        }
        match scalars::newtype(schema) {
            Some(inner) => Shape::Scalar(Scalar {
                inner,
                secrecy: scalars::secrecy(schema),
                twin: self.twin(schema),
            }),
            None => Shape::Alias(self.structural(schema, definition.ident.as_str())),
        }
    }

    fn twin(&mut self, schema: &Schema) -> Option<(TypeId, crate::ir::schema::ByteOrder)> {
        let same = schema.extensions.same_value.as_ref()?;
        match self.of_inner(same.schema, "") {
            Type::Named(id) => Some((id, same.order)),
            _ => None,
        }
    }

    fn vocabulary(
        &mut self,
        words: &[String],
        schema: &Schema,
        definition: &TypeDef,
    ) -> Vocabulary {
        let idents = names::variants(words);
        let mut scope = Scope::default();
        for (word, ident) in words.iter().zip(&idents) {
            if let Err(earlier) = scope.claim(ident, word, &schema.origin) {
                self.diagnostics
                    .push(collision(ident, word, &schema.origin, &earlier));
            }
        }
        let open = schema.extensions.open_values.is_some() || definition.travel.response;
        Vocabulary {
            values: words
                .iter()
                .cloned()
                .zip(idents)
                .map(|(wire, ident)| Value { wire, ident })
                .collect(),
            openness: if open {
                Openness::Open
            } else {
                Openness::Closed
            },
        }
    }

    fn structure(&mut self, schema: &'a Schema, definition: &TypeDef) -> Struct {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for property in &schema.object.properties {
            let Some(field) = fields::field(self, schema, property, definition) else {
                continue;
            };
            if let Err(earlier) = scope.claim(&field.ident, &field.wire, &field.origin) {
                self.diagnostics.push(collision(
                    &field.ident,
                    &field.wire,
                    &field.origin,
                    &earlier,
                ));
            }
            fields.push(field);
        }
        let extra = match schema.object.additional {
            Additional::Schema(value) => {
                let ty = self.of(value, &format!("{}Extra", definition.ident));
                Some((extra_name(&scope), ty))
            }
            _ => None,
        };
        let failure = schema.extensions.failure.as_deref().map(names::snake);
        Struct {
            fields,
            extra,
            failure,
        }
    }

    fn union(&mut self, schema: &'a Schema, definition: &TypeDef) -> Union {
        let tag = schema.discriminator.as_ref();
        let mut scope = Scope::default();
        let mut branches = Vec::new();
        for (number, branch) in schema.one_of.iter().chain(&schema.any_of).enumerate() {
            let inner = self.api.schemas.get(self.api.schemas.unwrapped(*branch));
            let wire = inner
                .name
                .clone()
                .unwrap_or_else(|| branch_name(inner, number));
            let ident = names::pascal(&wire);
            if let Err(earlier) = scope.claim(&ident, &wire, &inner.origin) {
                self.diagnostics
                    .push(collision(&ident, &wire, &inner.origin, &earlier));
            }
            let ty = self.of(*branch, &format!("{}{ident}", definition.ident));
            let tags = tag.map_or_else(Vec::new, |tag| {
                tag.mapping
                    .iter()
                    .filter(|(_, target)| target == branch)
                    .map(|(value, _)| value.clone())
                    .collect()
            });
            branches.push(Branch { ident, ty, tags });
        }
        Union {
            branches,
            tag: tag.map(|tag| tag.property.clone()),
        }
    }

    /// Reports a construct that no type stands for.
    pub(super) fn unsupported(&mut self, origin: &Origin, feature: &str) {
        let message = format!("{feature} cannot be turned into a Rust type yet");
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedFeature, origin, message));
    }

    /// Whether values of the schema may be shown.
    pub(super) fn secrecy(&self, schemas: impl IntoIterator<Item = SchemaId>) -> Secrecy {
        let secret = schemas
            .into_iter()
            .any(|schema| super::travel::holds_secret(self.api, schema));
        if secret {
            Secrecy::Secret
        } else {
            Secrecy::Open
        }
    }
}

/// The values of a string schema that lists them.
fn words(schema: &Schema) -> Option<Vec<String>> {
    if let Some(open) = &schema.extensions.open_values {
        return Some(open.clone());
    }
    let values = schema.values.as_ref()?;
    let words: Vec<String> = values
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    let others = values.len() - words.len();
    let null_at_most = values
        .iter()
        .all(|value| value.as_str().is_some() || *value == crate::json::Json::Null);
    (schema.kind == Some(JsonType::String) && null_at_most && others <= 1 && !words.is_empty())
        .then_some(words)
}

/// An object type that declares nothing and is not meant as a map.
fn is_empty_object(schema: &Schema) -> bool {
    schema.kind == Some(JsonType::Object)
        && matches!(
            schema.object.additional,
            Additional::Unsaid | Additional::Refused
        )
        && schema.name.is_some()
}

fn branch_name(schema: &Schema, number: usize) -> String {
    match schema.kind {
        Some(JsonType::String) => "Text".to_owned(),
        Some(JsonType::Number) => "Number".to_owned(),
        Some(JsonType::Integer) => "Integer".to_owned(),
        Some(JsonType::Boolean) => "Bool".to_owned(),
        Some(JsonType::Array) => "List".to_owned(),
        Some(JsonType::Object) | None => format!("Variant{}", number + 1),
    }
}

/// The field that keeps further properties.
fn extra_name(scope: &Scope) -> Ident {
    let name = names::snake("additional_properties");
    if scope.is_free(&name) {
        name
    } else {
        names::snake("further_properties")
    }
}

/// Two things of a scope want one name.
pub(super) fn collision(
    ident: &Ident,
    wire: &str,
    origin: &Origin,
    earlier: &names::Claim,
) -> Diagnostic {
    let message = match &earlier.origin {
        Some(_) => format!("`{wire}` and `{}` are both `{ident}` in Rust", earlier.wire),
        None => format!("`{wire}` is `{ident}` in Rust, a name that the emitted code needs itself"),
    };
    let diagnostic =
        Diagnostic::new(Code::NameCollision, origin, message).help("give one of them another name");
    match &earlier.origin {
        Some(other) => diagnostic.label(other.span, format!("`{}` stands here", earlier.wire)),
        None => diagnostic,
    }
}
