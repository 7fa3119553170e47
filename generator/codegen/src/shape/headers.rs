//! The headers of responses: a struct for each response that has some, shared by those that refer to the same one.

use std::collections::BTreeMap;

use super::responses::successes;
use super::statuses::word;
use super::types::Types;
use crate::model::{
    Basic, HeaderField, HeaderForm, Headers, HeadersId, HeadersShape, HeadersVariant, Ident, Type,
};
use crate::names::{self, Case, Scope};
use trueup_description::cursor::Origin;
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::schema::{JsonType, SchemaId};
use trueup_description::ir::service::{Header, Operation, Response, Status, Style};
use trueup_text::markdown::{Markdown, code};

/// Names that the module of headers uses for itself.
const RESERVED: &[&str] = &[
    "Clone",
    "Debug",
    "DecodeFailure",
    "Err",
    "FromHeaders",
    "HeaderForm",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "ResponseHeaders",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// What an operation's responses have of headers.
pub(super) struct OperationHeaders {
    /// Those of its successes.
    pub(super) success: Option<HeadersId>,
    /// Those of its errors.
    pub(super) errors: Vec<(Status, HeadersId)>,
}

/// Collects the headers of a service.
pub(super) struct HeaderTypes {
    all: Vec<Headers>,
    known: BTreeMap<Origin, HeadersId>,
    scope: Scope,
}

impl HeaderTypes {
    pub(super) fn new() -> Self {
        Self {
            all: Vec::new(),
            known: BTreeMap::new(),
            scope: Scope::reserving(RESERVED),
        }
    }

    pub(super) fn finish(self) -> Vec<Headers> {
        self.all
    }

    /// The headers of an operation's responses.
    pub(super) fn of(
        &mut self,
        operation: &Operation,
        name: &Ident,
        types: &mut Types<'_>,
    ) -> OperationHeaders {
        let successes = successes(operation);
        let is_success = |response: &&Response| {
            let mut statuses = successes.iter().map(|success| success.status);
            statuses.any(|status| status == response.status)
        };
        let mut errors = Vec::new();
        for response in operation.responses.iter().filter(|one| !is_success(one)) {
            let own = format!("{name}{}Headers", word(response.status));
            let headers = self.response(response, &own, types);
            errors.extend(headers.map(|headers| (response.status, headers)));
        }
        let whole = format!("{name}Headers");
        let success = match successes.as_slice() {
            [only] => self.response(only, &whole, types),
            several => self.by_status(operation, several, &whole, name, types),
        };
        OperationHeaders { success, errors }
    }

    /// The enum of the headers of several successes; nothing if none has some.
    fn by_status(
        &mut self,
        operation: &Operation,
        successes: &[&Response],
        ident: &str,
        name: &Ident,
        types: &mut Types<'_>,
    ) -> Option<HeadersId> {
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        for response in successes {
            let word = word(response.status);
            let wire = response.status.to_string();
            let variant = names::pascal(&word);
            variants.push(HeadersVariant {
                ident: types.settle(&mut scope, variant, Case::Pascal, &wire, &response.origin),
                status: response.status,
                headers: self.response(response, &format!("{name}{word}Headers"), types),
            });
        }
        variants.iter().find(|variant| variant.headers.is_some())?;
        let ident = self.claim(ident, &operation.id, &operation.origin, types);
        Some(self.add(Headers {
            origin: operation.origin.clone(),
            ident,
            doc: Markdown::own(format!(
                "The headers of {}, by status.",
                code(&operation.id)
            )),
            statuses: successes.iter().map(|response| response.status).collect(),
            shape: HeadersShape::ByStatus(variants),
        }))
    }

    /// The struct of a response's headers; nothing if it has none.
    fn response(
        &mut self,
        response: &Response,
        own: &str,
        types: &mut Types<'_>,
    ) -> Option<HeadersId> {
        if response.headers.is_empty() {
            return None;
        }
        if let Some(id) = self.known.get(&response.origin) {
            if let Some(headers) = self.all.get_mut(id.0)
                && !headers.statuses.contains(&response.status)
            {
                headers.statuses.push(response.status);
            }
            return Some(*id);
        }
        let component = response.name.as_ref();
        let name = component.map_or_else(|| own.to_owned(), |name| format!("{name}Headers"));
        let ident = self.claim(&name, &name, &response.origin, types);
        let mut scope = Scope::default();
        let fields = response.headers.iter();
        let fields = fields
            .map(|header| field(header, &ident, &mut scope, types))
            .collect();
        let id = self.add(Headers {
            origin: response.origin.clone(),
            doc: Markdown::own("Headers:").then(Markdown::description(&response.description)),
            statuses: vec![response.status],
            shape: HeadersShape::Struct(fields),
            ident,
        });
        self.known.insert(response.origin.clone(), id);
        Some(id)
    }

    fn claim(&mut self, name: &str, wire: &str, origin: &Origin, types: &mut Types<'_>) -> Ident {
        types.settle(
            &mut self.scope,
            names::pascal(name),
            Case::Pascal,
            wire,
            origin,
        )
    }

    fn add(&mut self, headers: Headers) -> HeadersId {
        let id = HeadersId(self.all.len());
        self.all.push(headers);
        id
    }
}

fn field(header: &Header, owner: &Ident, scope: &mut Scope, types: &mut Types<'_>) -> HeaderField {
    let context = format!("{owner}{}", names::pascal(&header.name));
    let form = form(header, types);
    let ty = match form {
        Some(_) => types.of_inner(header.schema, &context),
        None => {
            let message = format!(
                "the header `{}` has no Rust type, so its text is passed on as it is",
                header.name
            );
            let help = "let it be one value, a list of such, or JSON";
            let place = &header.origin;
            types
                .diagnostics
                .push(Diagnostic::new(Code::UntypedValue, place, message).help(help));
            Type::Basic(Basic::String)
        }
    };
    let ident = names::snake(&header.name);
    HeaderField {
        wire: header.name.clone(),
        ident: types.settle(scope, ident, Case::Snake, &header.name, &header.origin),
        ty,
        form: form.unwrap_or(HeaderForm::Text),
        required: header.required,
        doc: Markdown::description(header.description.as_deref().unwrap_or_default()),
        deprecated: header.deprecated,
    }
}

/// What the text of a header is; `None` if its values are made of more than that.
fn form(header: &Header, types: &Types<'_>) -> Option<HeaderForm> {
    if header.style == Style::Json {
        return Some(HeaderForm::Json);
    }
    match single(header.schema, types) {
        Some(form) => Some(form),
        None => {
            let schema = types.schemas.get(types.schemas.unwrapped(header.schema));
            let items = schema
                .assertions
                .array
                .items
                .filter(|_| !schema.assertions.is_union())?;
            let separator = match header.style {
                Style::SpaceDelimited => Some(' '),
                Style::PipeDelimited => Some('|'),
                Style::TabDelimited => Some('\t'),
                _ => None,
            };
            match single(items, types)? {
                HeaderForm::Literal => Some(HeaderForm::Literals(separator)),
                _ => Some(HeaderForm::Texts(separator)),
            }
        }
    }
}

/// What the text of a single value is.
fn single(schema: SchemaId, types: &Types<'_>) -> Option<HeaderForm> {
    let schema = types.schemas.get(types.schemas.unwrapped(schema));
    if schema.assertions.is_union() {
        return None;
    }
    match schema.assertions.kind {
        Some(JsonType::String) | None => Some(HeaderForm::Text),
        Some(JsonType::Number | JsonType::Integer | JsonType::Boolean) => Some(HeaderForm::Literal),
        Some(JsonType::Array | JsonType::Object) => None,
    }
}
