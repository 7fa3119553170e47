//! Calls, in whatever language a document shows them: method, URL, headers, body, each with its place.

use super::text::{Mapped, Span, Spanned};

/// A call, in whatever language it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    /// The whole command or statement.
    pub(crate) span: Span,
    /// What it is written in.
    pub(crate) client: Client,
    /// The method that is named.
    pub(crate) method: Option<Spanned<String>>,
    /// The URL.
    pub(crate) url: Option<Word>,
    /// Headers.
    pub(crate) headers: Vec<Header>,
    /// The parts of the body, or of the query with `-G`.
    pub(crate) data: Vec<Data>,
    /// The parts of a form.
    pub(crate) parts: Vec<FormPart>,
    /// Data goes into the query.
    pub(crate) get: bool,
    /// Headers alone are asked for.
    pub(crate) head: bool,
    /// An upload: a body that is not read.
    pub(crate) opaque_body: bool,
    /// `--json`: media type and body in one.
    pub(crate) json: bool,
    /// Pairs of the query that stand beside the URL.
    pub(crate) queries: Vec<Data>,
    /// Headers that are made elsewhere: whatever is missing may be among them.
    pub(crate) unseen: bool,
    /// User and password.
    pub(crate) user: Option<Word>,
    /// What a shell would not read as it is meant.
    pub(crate) troubles: Vec<Trouble>,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Name.
    pub(crate) name: Spanned<String>,
    /// Value.
    pub(crate) value: Spanned<String>,
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Data {
    /// The text.
    pub(crate) text: Mapped,
    /// The word as it stands.
    pub(crate) span: Span,
    /// It comes from a file that we do not see.
    pub(crate) file: bool,
    /// curl percent-encodes it.
    pub(crate) encode: bool,
}

impl Data {
    /// A text that is sent as it is written.
    pub(crate) fn written(text: Mapped) -> Self {
        Self {
            span: text.whole(),
            text,
            file: false,
            encode: false,
        }
    }
}

/// A part of a form: `-F name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormPart {
    /// Its name.
    pub(crate) name: String,
    /// What it holds; `None` for a file, which we do not see.
    pub(crate) text: Option<String>,
    /// The word as it stands.
    pub(crate) span: Span,
}

impl Call {
    /// Whether it sends a body.
    pub(crate) fn sends_body(&self) -> bool {
        !self.get && (!self.data.is_empty() || !self.parts.is_empty() || self.opaque_body)
    }

    /// The method that travels.
    pub(crate) fn effective_method(&self) -> &str {
        match &self.method {
            Some(method) => &method.value,
            None if self.head => "HEAD",
            None if self.get => "GET",
            None if self.data.is_empty() && self.parts.is_empty() && !self.opaque_body => "GET",
            None => "POST",
        }
    }

    /// Where the method is named, or else the command.
    pub(crate) fn method_span(&self) -> Span {
        self.method.as_ref().map_or(self.span, |method| method.span)
    }

    /// The values of a header.
    pub(crate) fn header<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c Header> {
        self.headers
            .iter()
            .filter(move |header| header.name.value.eq_ignore_ascii_case(name))
    }
}

/// What a call is written in, as far as it decides what travels that is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Client {
    /// curl, which calls a body a form unless it is told otherwise.
    #[default]
    Curl,
    /// Another command, a library or a raw message, of which nobody knows here what it adds.
    Other,
    /// The first line of a message, without the headers and the body that would follow.
    Line,
}

/// A word, unquoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// What the program gets.
    pub(crate) text: Mapped,
    /// The word as it stands, with its quotes.
    pub(crate) span: Span,
    /// How its quoting goes.
    pub(crate) quote: Quote,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Quote {
    /// Without quotes.
    #[default]
    None,
    /// In single quotes at least in part.
    Single,
    /// In double quotes at least in part.
    Double,
    /// A URL that markup has damaged, recovered.
    Damaged,
}

/// What a shell would not read as it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Two backslashes at the end of a line: no continuation, but a backslash.
    DoubleBackslash(Span),
    /// `&` in a URL without quotes: the command ends there.
    Ampersand(Span),
    /// A quote that is never closed.
    OpenQuote(Span),
    /// A URL that markup has damaged.
    Damaged(Span),
    /// A backslash with nothing but white space between it and the end of the line.
    TrailingSpace(Span),
}

impl Trouble {
    /// Where it is.
    pub(crate) fn span(&self) -> Span {
        match *self {
            Trouble::DoubleBackslash(span)
            | Trouble::Ampersand(span)
            | Trouble::OpenQuote(span)
            | Trouble::Damaged(span)
            | Trouble::TrailingSpace(span) => span,
        }
    }
}
