//! What a document says, whatever its format: sections, endpoints, calls, parameters, examples, codes.

use std::borrow::Cow;

use super::call::Call;
use super::text::{Mapped, Span, Spanned};

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// Its sections, in order; none lies within another.
    pub(crate) sections: Vec<Section>,
    /// Base URLs that it states.
    pub(crate) bases: Vec<BaseUrl>,
    /// Comments that silence findings.
    pub(crate) suppressions: Vec<Suppression>,
    /// Texts that announce something and are followed by nothing.
    pub(crate) lost: Vec<Span>,
    /// Endpoints that are named in passing or in an index.
    pub(crate) mentions: Vec<Endpoint>,
    /// Tables whose cells stand one on a line.
    pub(crate) lines: Vec<Mapped>,
    /// Tables that belong to no endpoint.
    pub(crate) tables: Vec<Table>,
    /// What looks like something that is read, and is not.
    pub(crate) unread: Vec<Unread>,
}

/// Something that was not read into the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// What it looks like.
    pub(crate) what: Looks,
    /// Where it stands.
    pub(crate) span: Span,
    /// Why it was not read.
    pub(crate) reason: Cow<'static, str>,
}

/// What something looks like that was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    /// An endpoint.
    Endpoint,
    /// A call.
    Call,
    /// A whole document, in a format that is not read.
    Document,
    /// A file that is taken in here.
    Include,
    /// A body.
    Example,
}

/// A part of a document: all that is said about one endpoint, or text between endpoints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// The title, or the line of the endpoint.
    pub(crate) heading: Option<Mapped>,
    /// The endpoint that it documents.
    pub(crate) endpoint: Option<Endpoint>,
    /// From the heading to the next section.
    pub(crate) span: Span,
    /// Paragraphs, descriptions of parameters, comments in tables: whatever may explain something.
    pub(crate) prose: Vec<Mapped>,
    /// curl commands.
    pub(crate) calls: Vec<Call>,
    /// Lists and tables of parameters and properties.
    pub(crate) lists: Vec<ParameterList>,
    /// JSON bodies.
    pub(crate) examples: Vec<Example>,
    /// Whether a body stands in it that was not read.
    pub(crate) unread_body: bool,
    /// Rows of lists of codes.
    pub(crate) codes: Vec<CodeRow>,
    /// Statuses of success that sentences name, `200 OK`.
    pub(crate) statuses: Vec<Spanned<u16>>,
    /// Blocks that are announced.
    pub(crate) labels: Vec<Label>,
    /// The base URL in force, as an index into the document's.
    pub(crate) base: Option<usize>,
}

impl Section {
    /// Whether it says itself what endpoint it is about.
    pub(crate) fn is_stated(&self) -> bool {
        let endpoint = self.endpoint.as_ref();
        endpoint.is_some_and(|endpoint| endpoint.certainty == Certainty::Said)
    }
}

/// A method and a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The method.
    pub(crate) method: Spanned<String>,
    /// The path, or a URL.
    pub(crate) path: Spanned<String>,
    /// Both.
    pub(crate) span: Span,
    /// Whether the section says that it is about this, or we take it from a call or a sentence in it.
    pub(crate) certainty: Certainty,
}

impl Endpoint {
    /// Where it stands; where its method and its path stand apart, the one that is wrong.
    pub(crate) fn place(&self, method: bool) -> Span {
        const BESIDE: usize = 4;
        let between = self.path.span.start.checked_sub(self.method.span.end);
        match between.is_some_and(|between| between <= BESIDE) {
            true => self.span,
            false if method => self.method.span,
            false => self.path.span,
        }
    }
}

/// A table of which nothing else is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// The cells, row by row, the head first.
    pub(crate) rows: Vec<Vec<Mapped>>,
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announced {
    /// A call.
    Call,
    /// A body of the request.
    Request,
    /// A body of a response, with its status.
    Response(Option<u16>),
    /// A body of a failure, with its status.
    Error(Option<u16>),
    /// Parameters.
    Parameters(Where),
    /// A list of codes.
    Codes,
    /// Something.
    Example,
    /// How to authenticate: nothing that could be missing.
    Authentication,
    /// The endpoint itself.
    Endpoint,
}

/// Where parameters travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Where {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In headers.
    Header,
    /// In the body of the request.
    Body,
    /// In the body of the response.
    Response,
    /// It is not said.
    Anywhere,
}

/// An announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// What it announces.
    pub(crate) what: Announced,
    /// The label.
    pub(crate) span: Span,
    /// What follows.
    pub(crate) filled: Filled,
}

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Filled {
    /// Nothing.
    No,
    /// Words.
    Words,
    /// A list or a table.
    List,
    /// What it announces, or something like it.
    Block,
}

/// A JSON body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    /// What it shows.
    pub(crate) role: Role,
    /// The text.
    pub(crate) text: Mapped,
    /// Of a property that is shown alone, `"data": {…}`: its value, which may be the whole body.
    pub(crate) inside: Option<Mapped>,
    /// Whether the document says what it shows, or we guess.
    pub(crate) certainty: Certainty,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A request.
    Request,
    /// A response, with its status.
    Response(Option<u16>),
    /// A failure, with its status.
    Error(Option<u16>),
}

/// How well we know what something shows or is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// The document says so.
    Said,
    /// It stands where such things stand.
    Guessed,
}

/// A list of parameters or properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterList {
    /// Where they travel.
    pub(crate) place: Where,
    /// The rows.
    pub(crate) rows: Vec<ParameterRow>,
    /// The list.
    pub(crate) span: Span,
    /// Whether the document says that these are parameters, or it only looks so.
    pub(crate) certainty: Certainty,
}

/// What is said about a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterRow {
    /// Name.
    pub(crate) name: Spanned<String>,
    /// The cell that it begins, where that has more words.
    pub(crate) cell: Option<Spanned<String>>,
    /// Type, as it is written.
    pub(crate) ty: Option<Spanned<String>>,
    /// Whether it must be there.
    pub(crate) required: Option<Spanned<bool>>,
    /// Where it travels, if the row says so.
    pub(crate) place: Option<Where>,
    /// The row.
    pub(crate) text: Mapped,
}

/// A row of a list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodeRow {
    /// The number.
    pub(crate) number: Spanned<u16>,
    /// What it is called.
    pub(crate) name: Spanned<String>,
}

/// A base URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    /// What it is said to be the base of.
    pub(crate) label: String,
    /// The URL.
    pub(crate) url: Spanned<String>,
}

/// A comment that silences findings: `<!-- trueup: allow code: reason -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suppression {
    /// The codes.
    pub(crate) codes: Vec<String>,
    /// Why.
    pub(crate) reason: String,
    /// The comment.
    pub(crate) span: Span,
    /// What it covers.
    pub(crate) covers: Span,
}
