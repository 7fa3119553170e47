//! The Rust side of a service: which types its client has, how their fields travel, what its calls
//! take and return. Every name here is final.

mod calls;
mod events;
mod headers;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use calls::*;
pub use events::*;
pub use headers::*;
pub use values::*;

use trueup_description::cursor::Origin;
use trueup_description::ir::schema::{ErrorRule, SchemaId};
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

/// A type with a name of its own.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its schema, or the parameter, body or response that it was made for.
    pub origin: Origin,
    /// Its name.
    pub ident: Ident,
    /// Its schema.
    pub schema: SchemaId,
    /// What rustdoc says.
    pub doc: Markdown,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// Which way its values travel.
    pub directions: Directions,
    /// What it is.
    pub shape: Shape,
    /// Conditions under which a body of this type is an error of a kind.
    pub error_rules: Vec<ErrorRule>,
}

impl TypeDef {
    /// Whether callers make values of the type: those of responses alone they are given.
    pub(crate) fn is_made(&self) -> bool {
        self.directions.request || !self.directions.response
    }
}

/// Which way values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// A request holds it.
    pub request: bool,
    /// A response holds it.
    pub response: bool,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object with declared properties.
    Struct(Struct),
    /// A closed or open set of strings.
    StringEnum(StringEnum),
    /// A closed or open set of integers.
    IntegerEnum(IntegerEnum),
    /// A newtype around one value.
    Scalar(Scalar),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// A newtype, where another name would stand for itself.
    Wrapper(Type),
}

/// A type in a position: a field, an item, a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A type of the client.
    Named(TypeId),
    /// A type that every client shares.
    Basic(Basic),
    /// `Vec`
    List(Box<Type>),
    /// The runtime's map, with text as keys.
    Map(Box<Type>),
    /// `Option`: an item or a body that may be null.
    Nullable(Box<Type>),
    /// `Box`, where a type would hold itself.
    Boxed(Box<Type>),
}

/// Types that need no definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basic {
    /// `bool`
    Bool,
    /// A JSON number that fits.
    Number(NumberKind),
    /// A 64-bit integer that travels as a decimal string.
    IntegerText(IntegerTextKind),
    /// `String`
    String,
    /// A string that never reaches `Debug`.
    Secret,
    /// An exact decimal that travels as a JSON number.
    Decimal,
    /// RFC 3339 `date-time`
    Timestamp,
    /// RFC 3339 `full-date`
    Date,
    /// Any JSON value.
    Json,
    /// The bytes of a whole body.
    Bytes,
    /// A file in a form of several parts.
    Upload,
}

/// Rust's number types for JSON numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
}

impl NumberKind {
    /// Whether it has no fractions.
    pub fn is_whole(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }
}

/// Integers that travel as decimal strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerTextKind {
    /// `i64`
    I64,
    /// `u64`
    U64,
}

/// One of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// The branches, in the order of the document.
    pub branches: Vec<Branch>,
    /// Property that names the branch.
    pub tag: Option<String>,
    /// Without a tag: the order in which the branches are tried, the choosiest first.
    pub attempts: Vec<Attempt>,
    /// The branch that has a value without another one of this union in it.
    pub simplest: usize,
}

/// A way to find the branch of a value without a tag: what a value is that the branch may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Index of the branch.
    pub branch: usize,
    /// What the value is.
    pub takes: Takes,
    /// Of an object: its type, and what stands in those fields that tell it from others.
    pub object: Option<(TypeId, Vec<(String, Takes)>)>,
}

/// The values that a type takes, as far as a short look tells: never fewer than it does take.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Takes {
    /// What kinds of value.
    pub kinds: BTreeSet<ValueKind>,
    /// Of strings, those that this string enum lists.
    pub words: Option<TypeId>,
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number that is an integer of 64 bits.
    Integer,
    /// Any other number.
    Float,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl ValueKind {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Bool,
        Self::Integer,
        Self::Float,
        Self::Text,
        Self::List,
        Self::Object,
    ];
}

/// One branch of a [`Union`].
#[derive(Clone, Debug)]
pub struct Branch {
    /// Name of the variant.
    pub ident: Ident,
    /// The variant's type.
    pub ty: Type,
    /// Values of the tag that name this branch.
    pub tags: Vec<String>,
}

/// An object with declared properties.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Fields, in the order of the document.
    pub fields: Vec<Field>,
    /// Which of them callers must set one of, beside those that are required.
    pub any_of: Option<AnyOf>,
    /// Type of further properties that are kept.
    pub extra: Option<(Ident, Type)>,
    /// Field whose non-empty text means that the call failed.
    pub failure: Option<Ident>,
    /// How its values travel.
    pub form: StructForm,
}

/// Optional fields of which callers must set at least one: an argument of the constructor.
#[derive(Clone, Debug)]
pub struct AnyOf {
    /// The argument's type, an enum.
    pub ident: Ident,
    /// The argument.
    pub argument: Ident,
    /// Its variants, each with the name of its field on the wire.
    pub choices: Vec<(Ident, String)>,
}

impl Struct {
    /// The variants of what must be set, each with its field.
    pub fn choices(&self) -> impl Iterator<Item = (&Ident, &Field)> {
        let choices = self.any_of.iter().flat_map(|any_of| &any_of.choices);
        choices.filter_map(|(variant, wire)| {
            let field = self.fields.iter().find(|field| field.wire == *wire)?;
            Some((variant, field))
        })
    }
}

/// How the values of a struct travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructForm {
    /// As a JSON object, or as what can be made of one.
    Object,
    /// As the parts of a `multipart/form-data` body, some of which say more of themselves than their names.
    Parts(BTreeMap<String, PartLabel>),
}

/// What a part of a form says of itself beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartLabel {
    /// Its content type.
    pub content_type: Option<String>,
    /// The content types that a file may have, where they are several.
    pub choices: Option<String>,
    /// Headers with their values.
    pub headers: Vec<(String, String)>,
    /// Headers of a file whose values are for the caller to say.
    pub asked: Vec<String>,
}

/// A field of a [`Struct`].
#[derive(Clone, Debug)]
pub struct Field {
    /// Where the property stands.
    pub origin: Origin,
    /// Name on the wire.
    pub wire: String,
    /// Name in Rust.
    pub ident: Ident,
    /// The type of a value that is there.
    pub ty: Type,
    /// What absent and null mean.
    pub presence: Presence,
    /// What rustdoc says.
    pub doc: Markdown,
    /// Whether the property is deprecated.
    pub deprecated: bool,
}

/// What absent, null and "not set" mean for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Must be there and not null: `T`.
    Required,
    /// Must be there, may be null: `Option<T>`.
    RequiredNullable,
    /// May be absent and has a default: `T`, always written.
    Plain(Fallback),
    /// Must be there and has one value, which constructors set: `T`.
    Constant(Fallback),
    /// May be absent or null, and its default is null: `Option<T>`, always written.
    PlainNullable,
    /// May be absent (and null, where the schema says so): `Option<T>`, left out when `None`.
    Optional,
    /// A text means "not set": `Option<T>`; `None` is written as that text.
    Zero {
        /// The text.
        text: String,
        /// Whether the property must be there.
        required: bool,
    },
    /// Absent, null or a value, in bodies of PATCH: `Patch<T>`.
    Patch,
}

/// The value of a field that was absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// What `Default` gives: zero, false, empty.
    Default,
    /// A boolean.
    Bool(bool),
    /// A number, in the digits of the document.
    Number(String),
    /// A text.
    Text(String),
    /// A variant of a string enum.
    Variant(Ident),
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
