//! The Rust side of a service: which types its client has, how their fields travel, what its calls
//! take and return. Every name here is final.

mod calls;
mod events;
mod headers;
mod types;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use calls::*;
pub use events::*;
pub use headers::*;
pub use types::*;
pub use values::*;

use trueup_description::cursor::Origin;
use trueup_description::ir::service::Status;
use trueup_text::markdown::Markdown;

/// A name in the emitted code, decided by the `names` module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ident(pub(crate) String);

impl Ident {
    /// The name's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Index of a type in [`Client::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(pub(crate) usize);

/// The client crate of one service.
#[derive(Debug)]
pub struct Client {
    /// Named types; [`TypeId`] is an index here.
    pub types: Vec<TypeDef>,
    /// The credentials that its operations ask for.
    pub credentials: Vec<Credential>,
    /// What the client's constructor takes, one of these; empty where no operation asks for one.
    pub credential_sets: Vec<CredentialSet>,
    /// One call for each operation, in the order of the service.
    pub calls: Vec<Call>,
    /// What the server sends by itself, in the order of the service's webhooks.
    pub events: Vec<Event>,
    /// Bodies that depend on the status; [`ResponseEnumId`] is an index here.
    pub response_enums: Vec<ResponseEnum>,
    /// The headers of responses; [`HeadersId`] is an index here.
    pub headers: Vec<Headers>,
    /// The parts of the server's URL that callers choose.
    pub server: Vec<ServerPart>,
    /// Where error bodies hold their codes and words.
    pub errors: BTreeMap<TypeId, ErrorBody>,
    /// The same of enums by status.
    pub errors_by_status: BTreeMap<ResponseEnumId, ErrorBody>,
    /// Scalars whose bytes another one has in another encoding.
    pub twins: BTreeSet<TypeId>,
}

impl Client {
    /// The definition of an id of this client.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are positions in `types`, which only grows"
    )]
    pub fn definition(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The calls of an operation, by its position in the service.
    pub fn calls_of(&self, operation: usize) -> &[Call] {
        let start = self
            .calls
            .partition_point(|call| call.operation < operation);
        let rest = self.calls.get(start..).unwrap_or_default();
        let end = rest.partition_point(|call| call.operation == operation);
        rest.get(..end).unwrap_or_default()
    }

    /// What a type stands for: itself, unless it is another name for a type.
    pub fn unaliased<'t>(&'t self, mut ty: &'t Type) -> &'t Type {
        // None stands for itself: the lowering makes newtypes of such.
        while let Type::Named(id) = ty
            && let Shape::Alias(target) = &self.definition(*id).shape
        {
            ty = target;
        }
        ty
    }

    /// The kind of floating-point number that a type is, or holds and nothing else. Newtypes have their own impls.
    pub fn floats(&self, ty: &Type) -> Option<NumberKind> {
        let mut ty = ty;
        loop {
            match self.unaliased(ty) {
                Type::Basic(Basic::Number(kind)) if !kind.is_whole() => return Some(*kind),
                Type::List(inner)
                | Type::Map(inner)
                | Type::Nullable(inner)
                | Type::Boxed(inner) => {
                    ty = inner;
                }
                Type::Basic(_) | Type::Named(_) => return None,
            }
        }
    }

    /// The bodies of an id of this client.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are positions in `response_enums`, which only grows"
    )]
    pub fn response_enum(&self, id: ResponseEnumId) -> &ResponseEnum {
        &self.response_enums[id.0]
    }

    /// The headers of an id of this client.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are positions in `headers`, which only grows"
    )]
    pub fn headers(&self, id: HeadersId) -> &Headers {
        &self.headers[id.0]
    }
}

/// Index of a set of bodies in [`Client::response_enums`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResponseEnumId(pub(crate) usize);

/// The bodies of an operation's successes, or of its errors, by status: an enum.
#[derive(Clone, Debug)]
pub struct ResponseEnum {
    /// The operation.
    pub origin: Origin,
    /// Name of the enum.
    pub ident: Ident,
    /// What rustdoc says.
    pub doc: Markdown,
    /// One variant for each status: exact statuses, then ranges, then `default`.
    pub variants: Vec<ResponseVariant>,
}

/// One variant of [`ResponseEnum`].
#[derive(Clone, Debug)]
pub struct ResponseVariant {
    /// Name of the variant.
    pub ident: Ident,
    /// The statuses that it stands for.
    pub status: Status,
    /// The media type that it stands for, where the statuses have others too.
    pub media_type: Option<String>,
    /// What rustdoc says.
    pub doc: Markdown,
    /// The body.
    pub body: ResponseBody,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseBody {
    /// None.
    Nothing,
    /// A JSON value.
    Json(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// It depends on the status.
    Several(ResponseEnumId),
}

/// Credentials that a client can be made with.
#[derive(Clone, Debug)]
pub struct CredentialSet {
    /// Indices in [`Client::credentials`]; several are all needed at once.
    pub credentials: Vec<usize>,
}

/// A variable of the server's URL.
#[derive(Clone, Debug)]
pub struct ServerPart {
    /// Name in the template.
    pub wire: String,
    /// Name in Rust.
    pub ident: Ident,
    /// Its type: a string enum, or text.
    pub ty: Type,
    /// What rustdoc says.
    pub doc: Markdown,
}

/// Where an error body holds its code and its words.
#[derive(Clone, Debug, Default)]
pub struct ErrorBody {
    /// The code, and its type.
    pub code: Option<(ErrorPart, Type)>,
    /// The words for people.
    pub message: Option<ErrorPart>,
}

/// Where an error body holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorPart {
    /// In this field.
    Field(Ident),
    /// In what this field holds, an error body itself.
    Within(Ident),
    /// In these branches of the union, or variants of the enum by status, each an error body itself.
    Branches(Vec<Ident>),
}
