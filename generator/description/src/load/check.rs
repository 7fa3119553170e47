//! The walk over all documents: every value against the table of fixed fields, every reference to
//! what it leads to, and the rules of each kind of object.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::fields::{Field, Kind, Presence, Shape, Table, Use};
use super::version::Version;
use super::{forms, hints};
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::extensions;
use crate::pointer::Pointer;
use crate::resolve::{Document, Documents};
use crate::source::{FileId, Span};
use crate::tree::Value;

/// Checks all documents and what they refer to.
pub(super) fn check(documents: &Documents, diagnostics: &mut Diagnostics) {
    let mut checker = Checker {
        documents,
        diagnostics,
        seen: BTreeSet::new(),
        referenced: BTreeSet::new(),
        passed: BTreeSet::new(),
        lacks_values: false,
        queue: Vec::new(),
        context: Context::default(),
        operation: None,
        wrong: Code::WrongType,
    };
    for document in documents.documents() {
        checker.document(&document);
    }
    checker.infinite();
    // Whoever mends an error, or writes what is missing, may also begin or cease to refer to something.
    if !checker.diagnostics.has_errors() && !checker.lacks_values {
        checker.unused();
    }
}

/// What the rules know about the document that is being checked.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// The document; `None` only before the first one.
    pub(super) root: Option<At<'a>>,
    /// Where each `operationId` stands first.
    pub(super) operations: BTreeMap<&'a str, Span>,
    /// The names of the tags that it declares, if it declares any.
    pub(super) tags: Option<BTreeSet<&'a str>>,
}

pub(super) struct Checker<'a, 'd> {
    pub(super) documents: &'a Documents,
    diagnostics: &'d mut Diagnostics,
    /// What was checked already. A fragment has no kind of its own: it is checked once for each
    /// kind that positions referring to it expect.
    pub(super) seen: BTreeSet<(FileId, Pointer, Kind)>,
    /// Where references lead.
    pub(super) referenced: BTreeSet<(FileId, Pointer)>,
    /// What was looked at of what is not read.
    pub(super) passed: BTreeSet<(FileId, Pointer)>,
    /// Whether nothing stands where an array or an object should.
    lacks_values: bool,
    /// Targets that wait to be checked; a chain of references must not become a recursion.
    pub(super) queue: Vec<(At<'a>, Kind)>,
    pub(super) context: Context<'a>,
    /// The `operationId` of the operation that is being checked.
    operation: Option<String>,
    /// The code for values of a wrong shape: differs inside extensions.
    wrong: Code,
}

/// What a value is, for messages.
#[derive(Clone, Copy)]
pub(super) enum Subject<'s> {
    /// The value of a key.
    Key(&'s str),
    /// An element of the array under a key.
    Element(&'s str),
    /// The root of a file.
    File,
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => write!(f, "`{key}`"),
            Self::Element(key) => write!(f, "an element of `{key}`"),
            Self::File => write!(f, "the document"),
        }
    }
}

impl<'a> Checker<'a, '_> {
    fn document(&mut self, document: &Document<'a>) {
        if !self.version(&document.root) {
            return;
        }
        self.context = Context {
            root: Some(document.root.clone()),
            operations: BTreeMap::new(),
            tags: document.root.get("tags").map(|tags| {
                let names = tags.items().filter_map(|tag| tag.get("name")?.as_str());
                names.collect()
            }),
        };
        match document.is_schema() {
            true => self.position(&document.root, Kind::Schema, Subject::File),
            false => self.object(&document.root, Kind::OpenApi, Subject::File),
        }
        while let Some((at, kind)) = self.queue.pop() {
            let pointer = at.origin.pointer.clone();
            let name = pointer.last().unwrap_or_default();
            let subject = if name.is_empty() {
                Subject::File
            } else {
                Subject::Key(&name)
            };
            self.position(&at, kind, subject);
        }
    }

    /// The version by which a value is read.
    pub(super) fn version_at(&self, at: &At<'a>) -> Version {
        self.documents.version(at.origin.file)
    }

    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.operation.is_none() {
            diagnostic.operation.clone_from(&self.operation);
        }
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn error(
        &mut self,
        code: Code,
        origin: &Origin,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::new(code, origin, message).help(help));
    }

    /// Checks one value against the shape that its place prescribes.
    pub(super) fn value(&mut self, at: &At<'a>, shape: &Shape, subject: Subject<'_>) {
        match shape {
            Shape::Any => {}
            _ if self.other_form(at, shape) => {}
            Shape::Object(kind) => self.object(at, *kind, subject),
            Shape::Reference(kind) => self.position(at, *kind, subject),
            Shape::BoolOrSchema if at.as_bool().is_some() => {}
            Shape::BoolOrSchema => self.position(at, Kind::Schema, subject),
            Shape::SchemaOrSchemas if matches!(at.node.value, Value::Sequence(_)) => {
                self.list(at, &Shape::Reference(Kind::Schema), subject);
            }
            Shape::SchemaOrNames if matches!(at.node.value, Value::Sequence(_)) => {
                self.list(at, &Shape::Text, subject);
            }
            Shape::SchemaOrSchemas | Shape::SchemaOrNames => {
                self.position(at, Kind::Schema, subject);
            }
            Shape::List(element) => self.list(at, element, subject),
            Shape::Filled(element) => {
                self.list(at, element, subject);
                if matches!(&at.node.value, Value::Sequence(items) if items.is_empty()) {
                    let message = format!("{subject} must not be empty");
                    let help = "name at least one, or remove the key";
                    self.error(self.lenient(Code::EmptyValue), &at.origin, message, help);
                }
            }
            Shape::Map(value) => self.map(at, value, subject),
            Shape::Components(value) => {
                self.component_names(at);
                self.map(at, value, subject);
            }
            Shape::SchemaReference => self.schema_reference(at, subject),
            _ => self.scalar(at, shape, subject),
        }
    }

    /// The code for a value that is wrong, and whose meaning is plain; inside extensions all are errors.
    fn lenient(&self, code: Code) -> Code {
        match self.wrong {
            Code::WrongType => code,
            strict => strict,
        }
    }

    /// A text without quotes, or an empty name; whether it was one of them.
    fn nearly_a_text(&mut self, at: &At<'a>, shape: &Shape, subject: Subject<'_>) -> bool {
        if !matches!(shape, Shape::Text | Shape::Name) {
            return false;
        }
        let (code, message, help) = match &at.node.value {
            Value::Number(_) | Value::Bool(_) => {
                let read = at.to_text().unwrap_or_default();
                let message = format!("{subject} is read as the text `{read}`");
                (Code::UnquotedText, message, "put it in quotes".to_owned())
            }
            Value::String(text) if text.is_empty() => {
                let message = format!("{subject} is empty");
                (
                    Code::EmptyValue,
                    message,
                    "name it, or remove it".to_owned(),
                )
            }
            Value::Null => {
                let message = format!("{subject} is empty");
                let commented = self.commented(at);
                let help = commented.unwrap_or_else(|| "write it, or remove the key".to_owned());
                (Code::EmptyValue, message, help)
            }
            _ => return false,
        };
        self.error(self.lenient(code), &at.origin, message, help);
        true
    }

    /// A keyword in the form that another version of OpenAPI or JSON Schema gives it; whether it was one.
    fn other_form(&mut self, at: &At<'a>, shape: &Shape) -> bool {
        let last = at.origin.pointer.last().unwrap_or_default();
        let Some(form) = forms::of(&last, shape, at) else {
            return false;
        };
        if let Some(element) = form.elements {
            self.list(at, element, Subject::Key(&last));
        }
        self.error(form.code, &at.name_origin(), form.message, form.help);
        true
    }

    fn scalar(&mut self, at: &At<'a>, shape: &Shape, subject: Subject<'_>) {
        let text = at.as_str();
        let whole = at
            .number()
            .filter(|number| number.is_integer() && !number.as_str().starts_with('-'));
        let (fits, expected) = match shape {
            Shape::Text => (text.is_some(), "a string"),
            Shape::Name => (
                text.is_some_and(|text| !text.is_empty()),
                "a string that is not empty",
            ),
            Shape::Word => (
                text.is_some() || at.number().is_some_and(|number| number.is_integer()),
                "a string or an integer",
            ),
            Shape::HeaderName => (
                text.is_some_and(is_header_name),
                "the name of a header, like `Idempotency-Key`",
            ),
            Shape::Pointer => (
                text.is_some_and(|text| Pointer::parse(text).is_some()),
                "a JSON Pointer, like `/code`",
            ),
            Shape::Bool => (at.as_bool().is_some(), "`true` or `false`"),
            Shape::True => (at.as_bool() == Some(true), "`true`"),
            Shape::Number => (at.number().is_some(), "a number"),
            Shape::Count => (whole.is_some(), "a whole number from 0 up"),
            Shape::Positive => (
                whole.is_some_and(|number| number.as_u64() != Some(0)),
                "a whole number from 1 up",
            ),
            Shape::OneOf(values) => return self.one_of(at, values, subject),
            _ => (true, ""),
        };
        if !fits && !self.nearly_a_text(at, shape, subject) {
            self.wrong_type(at, subject, expected);
        }
    }

    /// What to do where a comment stands in the place of a value.
    fn commented(&self, at: &At<'a>) -> Option<String> {
        hints::commented(self.documents.sources(), at.name_origin().span)
    }

    /// Whether nothing stands where an array or an object should; says so.
    fn is_empty(&mut self, at: &At<'a>, subject: Subject<'_>) -> bool {
        let empty = at.is_null() && self.wrong == Code::WrongType;
        if empty {
            let message = format!("{subject} is empty");
            let help = self.commented(at).unwrap_or_else(|| {
                "nothing stands here: is something missing, or not indented?".to_owned()
            });
            self.error(Code::EmptyValue, &at.name_origin(), message, help);
            self.lacks_values = true;
        }
        empty
    }

    fn one_of(&mut self, at: &At<'a>, values: &[&str], subject: Subject<'_>) {
        let Some(text) = at.as_str() else {
            return self.wrong_type(at, subject, "a string");
        };
        if values.contains(&text) {
            return;
        }
        let code = if self.wrong == Code::WrongType {
            Code::UnknownValue
        } else {
            self.wrong
        };
        let message = format!("{subject} cannot be `{text}`");
        let last = at.origin.pointer.last().unwrap_or_default();
        let help = match nearest(text, values.iter().copied()) {
            _ if last == "in" && matches!(text, "body" | "formData") => {
                "OpenAPI 3 describes what a body holds under `requestBody`".to_owned()
            }
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it can be {}", hints::alternatives(values)),
        };
        self.error(code, &at.origin, message, help);
    }

    pub(super) fn wrong_type(&mut self, at: &At<'a>, subject: Subject<'_>, expected: &str) {
        let message = format!("{subject} must be {expected}, not {}", hints::found(at));
        let diagnostic = Diagnostic::new(self.wrong, &at.origin, message);
        let commented = at.is_null().then(|| self.commented(at)).flatten();
        let help = commented.or_else(|| hints::wrong_type(self.documents.sources(), at, expected));
        self.report(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    fn list(&mut self, at: &At<'a>, element: &Shape, subject: Subject<'_>) {
        if self.is_empty(at, subject) {
            return;
        }
        if !matches!(at.node.value, Value::Sequence(_)) {
            return self.wrong_type(at, subject, "an array");
        }
        let key = at.origin.pointer.clone();
        let key = key.last().unwrap_or_default();
        for item in at.items() {
            self.value(&item, element, Subject::Element(&key));
        }
    }

    fn map(&mut self, at: &At<'a>, shape: &Shape, subject: Subject<'_>) {
        if self.is_empty(at, subject) {
            return;
        }
        if at.mapping().is_none() {
            return self.wrong_type(at, subject, "an object");
        }
        let content = Kind::MediaType.table(self.version_at(at));
        for (key, value) in at.entries() {
            // What is missing between is said of the keys of `content`.
            let within = match shape {
                Shape::Reference(Kind::MediaType) => content.field(key),
                _ => None,
            };
            let shape = within.map_or(shape, |field| &field.shape);
            self.value(&value, shape, Subject::Key(key));
        }
    }

    pub(super) fn object(&mut self, at: &At<'a>, kind: Kind, subject: Subject<'_>) {
        let place = (at.origin.file, at.origin.pointer.clone(), kind);
        if !self.seen.insert(place) {
            return;
        }
        if !matches!(subject, Subject::File) && self.is_empty(at, subject) {
            return;
        }
        if at.mapping().is_none() {
            return self.wrong_type(at, subject, "an object");
        }
        self.members(at, kind);
    }

    /// Checks the keys of an object, and the rules of its kind.
    pub(super) fn members(&mut self, at: &At<'a>, kind: Kind) {
        let outer = self.operation.clone();
        if kind == Kind::Operation {
            self.operation = at
                .get("operationId")
                .and_then(|id| Some(id.as_str()?.to_owned()));
        }
        let dialect = self.documents.dialect(&at.origin);
        if kind == Kind::Schema && !dialect.openapi {
            return self.keywords(at, dialect.draft);
        }
        let table = kind.table(self.version_at(at));
        // The last key that is known, if nothing stands under it.
        let mut above = None;
        for (key, value) in at.entries() {
            let shape = table.field(key).map(|field| field.shape);
            if let Some(shape) = shape.or_else(|| table.other(key)) {
                above = (value.is_null() && shape.is_collection()).then_some(key);
            }
            match table.field(key) {
                // A reference has been followed before what stands beside it is looked at.
                None if kind == Kind::PathItem && key == "$ref" => {}
                Some(field) => {
                    self.value(&value, &field.shape, Subject::Key(key));
                    self.named_if_unused(&value, field);
                }
                None => self.other_key(at, kind, table, &value, (key, above)),
            }
        }
        self.missing(at, table);
        self.rules(at, kind);
        self.operation = outer;
    }

    /// Says so of a field of which nothing is made.
    fn named_if_unused(&mut self, at: &At<'a>, field: &Field) {
        if let Use::Nothing(reason, help) = field.used
            && at.as_bool() != Some(false)
        {
            let message = format!("`{}` has no effect here: {reason}", field.name);
            self.error(Code::UnusedField, &at.name_origin(), message, help);
        }
    }

    fn missing(&mut self, at: &At<'a>, table: Table) {
        let is_missing =
            |field: &&Field| field.presence != Presence::Optional && at.get(field.name).is_none();
        for field in table.fields().filter(is_missing) {
            let (code, verb) = match field.presence {
                Presence::Expected => (Code::OmittedKey, "should have"),
                _ => (Code::MissingKey, "needs"),
            };
            let message = format!("{} {verb} `{}`", table.name, field.name);
            let diagnostic = Diagnostic::new(code, &at.name_origin(), message);
            self.report(match hints::missing(field.name) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }

    /// A key that is no fixed field, below one of which the value is missing, if there is one.
    fn other_key(
        &mut self,
        at: &At<'a>,
        kind: Kind,
        table: Table,
        value: &At<'a>,
        (key, above): (&'a str, Option<&str>),
    ) {
        if table.is_extensible() && key.starts_with("x-") {
            return self.extension(at, kind, key, value);
        }
        // Schemas of OpenAPI 3.0 are often written with what they have since 3.1.
        let newer = (kind == Kind::Schema).then(|| kind.table(Version::V3_1).field(key));
        match (table.other(key), newer.flatten()) {
            (Some(shape), _) => self.value(value, &shape, Subject::Key(key)),
            (None, Some(field)) => {
                let message = format!("`{key}` is a keyword of schemas since OpenAPI 3.1");
                let help = hints::unknown_key(kind, table, key);
                self.error(Code::NewerForm, &value.name_origin(), message, help);
                self.value(value, &field.shape, Subject::Key(key));
            }
            (None, None) => {
                self.unread(value);
                let help = match above {
                    Some(above) => {
                        format!("`{above}` above is empty: indent this, if it belongs there")
                    }
                    None => hints::unknown_key(kind, table, key),
                };
                self.unknown_key(&value.name_origin(), kind, table, key, help);
            }
        }
    }

    fn unknown_key(&mut self, origin: &Origin, kind: Kind, table: Table, key: &str, help: String) {
        // JSON Schema 2020-12, Core §4.3.1: what is unknown annotates, and asserts nothing.
        if kind == Kind::Schema && table.version.has_json_schema() {
            let message = format!("JSON Schema has no keyword `{key}`, so it asserts nothing");
            return self.error(Code::UnknownKeyword, origin, message, help);
        }
        let message = format!("{} has no key `{key}`", table.name);
        self.error(Code::UnknownKey, origin, message, help);
    }

    pub(super) fn extension(&mut self, at: &At<'a>, kind: Kind, key: &'a str, value: &At<'a>) {
        let Some(extension) = extensions::find(key) else {
            if key.starts_with(extensions::PREFIX)
                && let Some(origin) = at.key_origin(key)
            {
                let message = format!("there is no extension `{key}`");
                let names = extensions::EXTENSIONS
                    .iter()
                    .map(|extension| extension.name);
                let help = match nearest(key, names) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "the README lists the extensions".to_owned(),
                };
                self.error(Code::UnknownExtension, &origin, message, help);
            }
            return;
        };
        if !extension.kinds.contains(&kind) {
            let Some(origin) = at.key_origin(key) else {
                return;
            };
            let message = format!(
                "`{key}` says nothing in {}",
                kind.table(self.version_at(at)).name
            );
            let help = format!("its place: {}", extension.place);
            return self.error(Code::BadExtension, &origin, message, help);
        }
        self.wrong = Code::BadExtension;
        self.value(value, &extension.shape, Subject::Key(key));
        self.wrong = Code::WrongType;
    }
}

/// Whether a text is a token (RFC 9110, section 5.6.2), which the name of a header is.
fn is_header_name(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}
