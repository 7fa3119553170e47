//! Operations: what they take, what they give, and examples of both.

use std::fmt;

use super::{Framing, NOWHERE, Position, Schema, Server, Type, Upstream};
use crate::node::Check;

/// One method of one path.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    /// Its id, unique in its service.
    pub id: &'a str,
    /// Method.
    pub method: Method<'a>,
    /// Path template, as in `/user/{id}`.
    pub path: &'a str,
    /// Base URLs of its own; where there are none, those of the service are its.
    pub servers: &'a [Server<'a>],
    /// What it does, in a few words.
    pub summary: Option<&'a str>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether the published reference leaves it out.
    pub unpublished: bool,
    /// Parameters.
    pub parameters: &'a [Parameter<'a>],
    /// Groups of query parameters of which at most one may be set.
    pub exclusive: &'a [Exclusive<'a>],
    /// Groups of query parameters of which at least one must be there.
    pub any_of: &'a [&'a [&'a str]],
    /// Alternatives, each a set of scheme names; an empty list or alternative asks for none.
    pub credentials: &'a [&'a [&'a str]],
    /// The body that it takes.
    pub request: Option<RequestBody<'a>>,
    /// What it answers: exact statuses, then ranges, then the default.
    pub responses: &'a [Response<'a>],
    /// Where it stands.
    pub position: Position<'a>,
    /// What another implementation of the API makes of it.
    pub upstream: Option<Upstream<'a>>,
}

impl Operation<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        id: "",
        method: Method::Get,
        path: "",
        servers: &[],
        summary: None,
        deprecated: false,
        unpublished: false,
        parameters: &[],
        exclusive: &[],
        any_of: &[],
        credentials: &[],
        request: None,
        responses: &[],
        position: NOWHERE,
        upstream: None,
    };
}

/// Names of which at most one may be set; null and zero count as unset.
pub type Exclusive<'a> = &'a [&'a str];

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method<'a> {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`
    Query,
    /// Any other, as it is sent.
    Other(&'a str),
}

impl<'a> Method<'a> {
    /// All that have a name here.
    const KNOWN: [Self; 9] = [
        Method::Get,
        Method::Put,
        Method::Post,
        Method::Delete,
        Method::Options,
        Method::Head,
        Method::Patch,
        Method::Trace,
        Method::Query,
    ];

    /// The name on the wire.
    pub fn name(self) -> &'a str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
            Method::Trace => "TRACE",
            Method::Query => "QUERY",
            Method::Other(name) => name,
        }
    }

    /// The method of a name, as it is sent (RFC 9110, section 9.1: names are case-sensitive).
    #[must_use]
    pub fn of(name: &'a str) -> Self {
        let mut known = Self::KNOWN.into_iter();
        known
            .find(|method| method.name() == name)
            .unwrap_or(Method::Other(name))
    }
}

impl fmt::Display for Method<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// Where it travels.
    pub place: Place,
    /// Its type.
    pub ty: Type<'a>,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The check of its value, as JSON.
    pub check: Check<'a>,
    /// How its value becomes text.
    pub style: Style<'a>,
    /// The values it may have, or those known so far; empty where any is allowed.
    pub values: &'a [&'a str],
    /// Examples of its value.
    pub examples: &'a [Example<'a>],
    /// Where it stands.
    pub position: Position<'a>,
    /// What another implementation of the API makes of it.
    pub upstream: Option<Upstream<'a>>,
}

impl Parameter<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        place: Place::Query,
        ty: Type::ANY,
        required: false,
        deprecated: false,
        check: Check::ANY,
        style: Style::Text,
        values: &[],
        examples: &[],
        position: NOWHERE,
        upstream: None,
    };
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Place {
    /// As descriptions name it.
    pub fn name(self) -> &'static str {
        match self {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Cookie => "cookie",
        }
    }
}

/// How a value becomes text.
#[derive(Clone, Copy, Debug)]
pub enum Style<'a> {
    /// One string: the text as it stands.
    Text,
    /// One number, boolean or null: the text is JSON.
    Literal,
    /// One value that may be a string or not.
    Either,
    /// Any value, as JSON.
    Json,
    /// Another style after a text that always comes first.
    After(&'a str, &'a Style<'a>),
    /// A list: the name once for each item.
    Repeated(&'a Style<'a>),
    /// A list in one text, between these characters.
    Separated(&'a str, &'a Style<'a>),
    /// An object.
    Object(ObjectStyle<'a>, &'a Shape<'a>),
    /// Another style, in which nothing is encoded, wherever it travels.
    Plain(&'a Style<'a>),
    /// Any other way, which is not read.
    Opaque,
}

/// How an object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectStyle<'a> {
    /// `name[a]=1&name[b]=2`
    Deep,
    /// `a=1&b=2`
    Exploded,
    /// `a,1,b,2`, between these characters.
    Flat(&'a str),
    /// `a=1,b=2`, between these characters.
    Assigned(&'a str),
}

/// The properties of an object that becomes text.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// The declared ones.
    pub properties: &'a [(&'a str, Style<'a>)],
    /// All others; `None` where the description has no place for them.
    pub rest: Option<&'a Style<'a>>,
}

impl Shape<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        properties: &[],
        rest: None,
    };
}

/// The body that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct RequestBody<'a> {
    /// Whether it must be there.
    pub required: bool,
    /// One entry for each media type.
    pub content: &'a [Media<'a>],
    /// Where it stands.
    pub position: Position<'a>,
    /// Whether the server takes the lowerCamelCase spelling of properties too.
    pub camel_case: bool,
}

impl RequestBody<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        required: false,
        content: &[],
        position: NOWHERE,
        camel_case: false,
    };
}

/// What an operation answers with a status.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// The status or statuses.
    pub status: Status,
    /// Its headers, as parameters that travel in one (OpenAPI 3.0.3, section 4.7.21: a Header Object follows the structure
    /// of the Parameter Object).
    pub headers: &'a [Parameter<'a>],
    /// One entry for each media type; empty where there is no body.
    pub content: &'a [Media<'a>],
    /// Where it stands.
    pub position: Position<'a>,
}

impl Response<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        status: Status::Default,
        headers: &[],
        content: &[],
        position: NOWHERE,
    };
}

/// The status or statuses that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// A hundred statuses, by their first digit.
    Range(u8),
    /// All others.
    Default,
}

impl Status {
    /// Whether a status is meant.
    pub fn covers(self, status: u16) -> bool {
        match self {
            Status::Exact(exact) => exact == status,
            Status::Range(digit) => status / 100 == u16::from(digit),
            Status::Default => true,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Exact(status) => write!(f, "{status}"),
            Status::Range(digit) => write!(f, "{digit}XX"),
            Status::Default => f.write_str("default"),
        }
    }
}

/// A body in one media type.
#[derive(Clone, Copy, Debug)]
pub struct Media<'a> {
    /// The media type, as the description writes it.
    pub media_type: &'a str,
    /// The schema; `None` where any body is allowed, or one that is not JSON.
    pub schema: Option<&'a Schema<'a>>,
    /// How a form becomes JSON, by its fields; `None` for what is no form.
    pub form: Option<&'a Shape<'a>>,
    /// Set where the body is many items, of which the schema describes one.
    pub stream: Option<Stream<'a>>,
    /// Examples.
    pub examples: &'a [Example<'a>],
}

impl Media<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        media_type: "",
        schema: None,
        form: None,
        stream: None,
        examples: &[],
    };
}

/// A body of many items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream<'a> {
    /// How they follow each other.
    pub framing: Framing,
    /// Property of each that holds the item proper; empty where that is the whole.
    pub item: &'a str,
    /// Property of each that holds an error; empty where there is none.
    pub error: &'a str,
}

impl Stream<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        framing: Framing::Lines,
        item: "",
        error: "",
    };
}

/// An example of a body.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// Name.
    pub name: &'a str,
    /// What it shows.
    pub summary: Option<&'a str>,
    /// The body, indented.
    pub json: &'a str,
    /// The file that it stands in.
    pub file: &'a str,
    /// Where each value of it stands in that file, in the order of the text.
    pub marks: &'a [Mark],
}

impl Example<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        summary: None,
        json: "",
        file: "",
        marks: &[],
    };
}

/// Offset of a value in an example, and its line and column in the description.
pub type Mark = (u32, u32, u32);

impl<'a> Example<'a> {
    /// The position in the description of the value at an offset of the example.
    pub fn position(&self, offset: usize) -> Position<'a> {
        let next = self
            .marks
            .partition_point(|&(mark, ..)| mark as usize <= offset);
        let (_, line, column) = self
            .marks
            .get(next.saturating_sub(1))
            .copied()
            .unwrap_or((0, 1, 1));
        Position {
            file: self.file,
            line,
            column,
        }
    }
}
