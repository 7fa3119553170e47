//! Schema Objects (OpenAPI 3.0.4 §4.7.24, 3.1.1 §4.8.24), each lowered once.

use std::collections::{BTreeMap, BTreeSet};

use trueup_text::hidden;

use super::scope::{Scope, Scopes};
use super::values::{flag, prose};
use super::{about, extension, resolved};
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::schema::{Annotations, Assertions, Schema, SchemaId, Schemas};
use crate::load::document_name;
use crate::load::section::Section;
use crate::pointer::Pointer;
use crate::resolve::{Documents, MAX_HOPS};
use crate::source::FileId;

/// Lowers schemas on demand. A schema gets its id when it is first met and its content later, so that
/// recursion through the documents needs no recursion here.
pub(super) struct SchemaLowering<'d> {
    pub(super) documents: &'d Documents,
    schemas: Schemas,
    known: BTreeMap<(FileId, Pointer, Scope), SchemaId>,
    /// Components that have been lowered: in a second scope, they have no name.
    named: BTreeSet<(FileId, Pointer)>,
    waiting: Vec<(SchemaId, At<'d>, Scope)>,
    scopes: Scopes,
    /// That of the schema that is being lowered.
    scope: Scope,
    /// Those that are something else, too.
    roles: BTreeMap<SchemaId, Role>,
}

/// What a schema is besides a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    Schema,
    /// A parameter or a header (Swagger 2.0): neither its name nor its description is the schema's.
    Parameter,
    /// A field of a form (Swagger 2.0), whose description is that of the property.
    Field,
}

impl<'d> SchemaLowering<'d> {
    pub(super) fn new(documents: &'d Documents) -> Self {
        Self {
            documents,
            schemas: Schemas::default(),
            known: BTreeMap::new(),
            named: BTreeSet::new(),
            waiting: Vec::new(),
            scopes: Scopes::default(),
            scope: Scope::default(),
            roles: BTreeMap::new(),
        }
    }

    /// The id of the schema that stands here, or to which a `$ref` here leads.
    pub(super) fn id(&mut self, at: &At<'d>) -> SchemaId {
        self.id_as(at, Role::Schema)
    }

    /// The id of a schema that is something else, too.
    pub(super) fn id_as(&mut self, at: &At<'d>, role: Role) -> SchemaId {
        let (target, scope) = self.target(at);
        let place = (target.origin.file, target.origin.pointer.clone(), scope);
        if let Some(id) = self.known.get(&place) {
            return *id;
        }
        let id = self.schemas.push(Schema::anything(target.origin.clone()));
        self.known.insert(place, id);
        self.waiting.push((id, target, scope));
        if role != Role::Schema {
            self.roles.insert(id, role);
        }
        id
    }

    /// The schema that is a document. It stands for itself even if it only refers to another.
    pub(super) fn root(&mut self, at: &At<'d>, name: &str) -> SchemaId {
        let id = self.id(at);
        if self.schemas.get(id).origin == at.origin {
            return id;
        }
        self.schemas.push(Schema {
            name: Some(name.to_owned()),
            assertions: Assertions {
                all_of: vec![id],
                ..Assertions::default()
            },
            ..Schema::anything(at.origin.clone())
        })
    }

    /// What a `$ref` here leads to; where more stands beside one, that is a schema of its own since 2020-12.
    fn target(&mut self, at: &At<'d>) -> (At<'d>, Scope) {
        let documents = self.documents;
        let mut here = at.clone();
        let mut scope = self.scopes.enter(self.scope, documents, &here.origin);
        for _ in 0..MAX_HOPS {
            match documents.follow(&here) {
                Ok(Some(next)) if !self.has_siblings(&here) => here = next,
                _ => break,
            }
            scope = self.scopes.enter(scope, documents, &here.origin);
        }
        (here, scope)
    }

    fn has_siblings(&self, at: &At<'d>) -> bool {
        let draft = self.documents.dialect(&at.origin).draft;
        draft.has_siblings() && at.mapping().is_some_and(|keys| keys.len() > 1)
    }

    /// The schema that a `$dynamicRef` leads to in the scope that is being lowered.
    pub(super) fn dynamic(&mut self, reference: &At<'d>) -> Option<SchemaId> {
        let (initial, name) = self.documents.dynamic(reference)?;
        let found = name.and_then(|name| self.scopes.find(self.scope, name));
        let found = found.and_then(|(file, pointer)| self.documents.at(*file, pointer));
        Some(self.id(&found.unwrap_or(initial)))
    }

    /// A schema that stands nowhere by itself: a part of the one at `origin`.
    pub(super) fn part(&mut self, origin: &Origin, assertions: Assertions) -> SchemaId {
        self.schemas.push(Schema {
            assertions,
            ..Schema::anything(origin.clone())
        })
    }

    /// Says in words what a part is.
    pub(super) fn describe(&mut self, part: SchemaId, description: Option<String>) {
        self.schemas.get_mut(part).annotations.description = description;
    }

    /// Where the schemas stand that have been met, from the one of this number on.
    pub(super) fn places(&self, from: usize) -> Vec<(FileId, Pointer)> {
        let met = self.schemas.iter().skip(from);
        met.map(|(_, schema)| (schema.origin.file, schema.origin.pointer.clone()))
            .collect()
    }

    /// Lowers what has been met so far.
    pub(super) fn lower_waiting(&mut self) {
        while let Some((id, at, scope)) = self.waiting.pop() {
            self.scope = scope;
            let mut schema = self.schema(&at);
            match self.roles.get(&id) {
                None | Some(Role::Schema) => {}
                Some(Role::Parameter) => {
                    schema.name = None;
                    schema.annotations.description = None;
                    schema.annotations.example = None;
                }
                Some(Role::Field) => schema.name = None,
            }
            *self.schemas.get_mut(id) = schema;
        }
        self.scope = Scope::default();
    }

    /// Lowers the rest and gives the arena.
    pub(super) fn finish(mut self, diagnostics: &mut Diagnostics) -> Schemas {
        self.lower_waiting();
        if self.scopes.too_many {
            let message =
                "references by `$dynamicRef` lead through too many schemas in too many orders";
            diagnostics.push(Diagnostic::general(Code::TooManyScopes, message));
        }
        self.schemas
    }

    fn schema(&mut self, at: &At<'d>) -> Schema {
        let assertions = self.assertions(at);
        let format = at.get("format");
        let format = format.as_ref().and_then(At::as_str);
        Schema {
            origin: at.origin.clone(),
            pattern_span: at.get("pattern").map(|pattern| pattern.origin.span),
            name: self.free_name(&at.origin),
            annotations: annotations(at),
            assertions,
            extensions: extension::of_schema(at, format, self),
        }
    }

    /// The same for a schema that is lowered for the first time.
    fn free_name(&mut self, origin: &Origin) -> Option<String> {
        let name = self.component_name(origin)?;
        let place = (origin.file, origin.pointer.clone());
        self.named.insert(place).then_some(name)
    }

    /// The name of a schema in a file that is one: its key among the definitions, or the file's.
    fn definition_name(&self, origin: &Origin) -> Option<String> {
        let mut segments = origin.pointer.segments();
        let name = match (segments.next(), segments.next()) {
            (None, _) if self.is_of_document(origin) => {
                document_name(self.documents.sources().path(origin.file))?
            }
            (None, _) => self.documents.sources().stem(origin.file).to_owned(),
            (Some(kind), Some(name)) if kind == "$defs" || kind == "definitions" => {
                name.into_owned()
            }
            _ => return None,
        };
        segments.next().is_none().then_some(name)
    }

    /// The name under which others refer to it: a component's; in a fragment that of a definition, or of the file that is
    /// one schema.
    pub(super) fn component_name(&self, origin: &Origin) -> Option<String> {
        if self.documents.is_schema(origin.file) {
            return self.definition_name(origin);
        }
        let version = self.documents.version(origin.file);
        Section::Schemas
            .name(version, &origin.pointer)
            .or_else(|| self.fragment_name(origin))
    }

    fn is_of_document(&self, origin: &Origin) -> bool {
        let mut documents = self.documents.documents();
        documents.any(|document| document.root.origin.file == origin.file)
    }

    /// The name of a definition in a file that is no document, or of the file that is one schema.
    fn fragment_name(&self, origin: &Origin) -> Option<String> {
        if self.is_of_document(origin) {
            return None;
        }
        let segments: Vec<_> = origin.pointer.segments().take(3).collect();
        let names: Vec<&str> = segments.iter().map(|segment| &**segment).collect();
        match names.as_slice() {
            [] => Some(self.documents.sources().stem(origin.file).to_owned()),
            [name] | ["$defs" | "definitions" | "schemas", name] => Some((*name).to_owned()),
            _ => None,
        }
    }

    /// The name of a response that is a component.
    pub(super) fn response_name(&self, origin: &Origin) -> Option<String> {
        let version = self.documents.version(origin.file);
        Section::Responses.name(version, &origin.pointer)
    }
}

impl<'d> SchemaLowering<'d> {
    /// The schema that a discriminator's mapping names: by the name of a component, or by a reference.
    pub(super) fn mapped(&self, at: &At<'d>) -> Option<At<'d>> {
        let text = at.as_str()?;
        let version = self.documents.version(at.origin.file);
        let component = Section::Schemas.pointer(version, text);
        let by_name = || self.documents.at(at.origin.file, &component);
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
        title: prose(at, "title").map(|title| hidden::line(&title)),
        description: about::description(at),
        default: at.get("default").map(|value| value.to_json()),
        example: at
            .get("example")
            .or_else(|| at.get("examples")?.items().next())
            .map(|value| value.to_json()),
        deprecated: flag(at, "deprecated"),
        read_only: flag(at, "readOnly"),
        write_only: flag(at, "writeOnly"),
    }
}
