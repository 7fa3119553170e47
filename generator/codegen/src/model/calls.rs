//! The Rust side of operations: credentials, what a call takes, what it gives.

use super::{HeadersId, Ident, ResponseBody, ResponseEnumId, Secrecy, Type};
use trueup_description::cursor::Origin;
use trueup_description::ir::service::{
    CredentialEncoding, Place, SchemeKind, Status, Stream, TokenFlows,
};
use trueup_text::markdown::Markdown;

/// A credential type.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Where the scheme stands.
    pub origin: Origin,
    /// The scheme's name in the document.
    pub wire: String,
    /// The type's name.
    pub ident: Ident,
    /// Rustdoc text.
    pub doc: Markdown,
    /// How it travels.
    pub kind: SchemeKind,
    /// How its bytes become text.
    pub encoding: CredentialEncoding,
    /// Where a client gets tokens by itself.
    pub flows: TokenFlows,
}

/// The Rust side of an operation.
#[derive(Clone, Debug)]
pub struct Call {
    /// Index of the operation in the service.
    pub operation: usize,
    /// Name of the method.
    pub ident: Ident,
    /// Name of the static that describes the operation.
    pub constant: Ident,
    /// Name of the call type.
    pub builder: Ident,
    /// Parameters that always have the same text.
    pub constants: Vec<Constant>,
    /// Required parameters and body, in the order of the path and the document.
    pub arguments: Vec<Argument>,
    /// Optional parameters and body.
    pub setters: Vec<Argument>,
    /// What a success gives.
    pub output: Output,
    /// The body of an error.
    pub error: ResponseBody,
    /// The media type of its body, where it is another than that of the operation's first call.
    pub sends: Option<String>,
    /// Which statuses are its successes.
    pub success: Success,
    /// The headers of its successes.
    pub headers: Option<HeadersId>,
    /// The headers of its errors.
    pub error_headers: Vec<(Status, HeadersId)>,
    /// The media types that are asked for, where it is not `application/json` alone.
    pub accept: Option<String>,
    /// Other media types that can be asked for.
    pub choices: Vec<MediaTypeChoice>,
    /// Whether the response holds a secret.
    pub secrecy: Secrecy,
}

/// A response in another media type than the one that is asked for where nothing is said.
#[derive(Clone, Debug)]
pub struct MediaTypeChoice {
    /// Name of the method that asks for it.
    pub ident: Ident,
    /// The media type, as the document has it.
    pub media_type: String,
    /// What is asked for.
    pub accept: String,
    /// What a success gives.
    pub output: Output,
}

/// Which statuses are the successes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Success {
    /// 2xx.
    Ok,
    /// 3xx: the operation leads elsewhere, and nothing else.
    Redirection,
}

/// A parameter that always has the same text: of several operations at one path, it tells which one is called.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Name on the wire.
    pub wire: String,
    /// Where it goes: into the query or a header.
    pub place: Place,
    /// Its text.
    pub text: String,
}

/// A parameter or body of a call.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Where it stands.
    pub origin: Origin,
    /// Name on the wire; `body` for a body.
    pub wire: String,
    /// Name in Rust.
    pub ident: Ident,
    /// Its type.
    pub ty: Type,
    /// Where it goes.
    pub role: Role,
    /// Rustdoc text.
    pub doc: Markdown,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// Where an argument goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into the query, a list.
    QueryList(ListStyle),
    /// Into a header.
    Header,
    /// Into a cookie.
    Cookie,
    /// Where it goes by itself, but as text of a style: lists and objects.
    Styled(Place, TextStyle),
    /// Into the query or the path, as text of a style, reserved characters as they are.
    Reserved(Place, TextStyle),
    /// It is the body.
    Body(BodyForm),
}

impl Role {
    /// Whether it goes into the path.
    pub fn is_path(&self) -> bool {
        matches!(
            self,
            Self::Path | Self::Styled(Place::Path, _) | Self::Reserved(Place::Path, _)
        )
    }

    /// Whether it is the body.
    pub fn is_body(&self) -> bool {
        matches!(self, Self::Body(_))
    }
}

/// How a request body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyForm {
    /// As JSON of this media type.
    Json(String),
    /// As names and values; properties that have a style of their own.
    Form(Vec<(String, TextStyle)>),
    /// As parts, in this media type.
    Multipart(String),
    /// As text of this media type.
    Text(String),
    /// As bytes of this media type.
    Bytes(String),
    /// As bytes of a media type in this range, which comes with them.
    File(String),
}

/// How a list or an object becomes text (OpenAPI 3.0.3 §4.7.12.3), with `explode` where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStyle {
    /// `simple`
    Simple,
    /// `simple`, exploded
    SimpleExploded,
    /// `label`
    Label,
    /// `label`, exploded
    LabelExploded,
    /// `matrix`
    Matrix,
    /// `matrix`, exploded
    MatrixExploded,
    /// `form`
    Form,
    /// `form`, exploded
    FormExploded,
    /// `spaceDelimited`
    Space,
    /// `pipeDelimited`
    Pipe,
    /// `tsv` of Swagger 2.0
    Tab,
    /// `cookie`
    Cookie,
    /// `cookie`, exploded
    CookieExploded,
    /// `deepObject`
    DeepObject,
    /// A JSON text.
    Json,
    /// The fields of a form, which are the whole query.
    Query,
}

/// How a list in the query becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// The name once for each item.
    Exploded,
    /// Items between commas.
    Comma,
    /// Items between spaces.
    Space,
    /// Items between bars.
    Pipe,
    /// Items between tabs.
    Tab,
}

/// What a successful call gives.
#[derive(Clone, Debug)]
pub enum Output {
    /// No body.
    Nothing,
    /// One JSON value.
    Json(Type),
    /// One JSON value whose own field may say that the call failed.
    Checked(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// It depends on the status.
    Several(ResponseEnumId),
    /// Many items, one after the other.
    Stream(Items),
}

/// The items of a stream.
#[derive(Clone, Debug)]
pub struct Items {
    /// What each is.
    pub item: Item,
    /// How they travel.
    pub stream: Stream,
}

/// An item of a stream.
#[derive(Clone, Debug)]
pub enum Item {
    /// A JSON value.
    Json(Type),
    /// A server-sent event whose data are a JSON value.
    Event(Type),
    /// A server-sent event whose data are text.
    TextEvent,
}
