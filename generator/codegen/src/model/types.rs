//! The types of a client: what each is, its fields and branches, and how they stand on the wire.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ident, IntegerEnum, Scalar, StringEnum, TypeId};
use trueup_description::cursor::Origin;
use trueup_description::ir::schema::{ErrorRule, SchemaId};
use trueup_text::markdown::Markdown;

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
    /// With a tag: the branch of values that it names no branch of.
    pub other: Option<usize>,
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
    /// Headers of a file whose values are for the caller to say, with what is said of each.
    pub asked: Vec<(String, String)>,
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
