//! Endpoints as sections state them: in a line, in pairs of keys and values, in tables, in passing, or by a call alone.

use trueup_validator::registry::split_url;

use super::assemble::Assembler;
use super::endpoint::{self, Pair};
use super::inline::Inline;
use super::line;
use crate::document::call::{Call, Client, Quote, Word};
use crate::document::model::{
    Announced, BaseUrl, Certainty, Endpoint, Filled, Looks, Section, Unread,
};
use crate::document::shell;
use crate::document::text::{Mapped, Span, Spanned};

/// What was said about endpoints, and is not one yet.
#[derive(Default)]
pub(super) struct Stated {
    /// `Method: GET`
    method: Option<Spanned<String>>,
    /// `URL: /books`
    path: Option<Spanned<String>>,
    /// A heading that is a path, and its level: the headings below it may be its methods.
    above: Option<(u8, Spanned<String>)>,
    /// A key whose value stands below it.
    below: Option<Pair>,
    /// Endpoints that the section names in sentences, lists and tables.
    mentions: Vec<Endpoint>,
    /// Whether a call has stated the endpoint of the section.
    called: bool,
    /// The lists of the section that are of parameters if it states an endpoint, and of something else otherwise.
    early: Vec<usize>,
}

impl Stated {
    /// Notes an endpoint that is named in passing or in an index.
    pub(super) fn mention(&mut self, endpoint: Endpoint) {
        self.mentions.push(endpoint);
    }

    /// Notes that a list is one of parameters if an endpoint follows.
    pub(super) fn early(&mut self, list: usize) {
        if self.early.last() != Some(&list) {
            self.early.push(list);
        }
    }

    /// The path that a heading above one of a level states.
    pub(super) fn path_above(&mut self, level: u8) -> Option<Spanned<String>> {
        // What stands beside the heading, or above it, is no longer about its path.
        if self
            .above
            .as_ref()
            .is_some_and(|(above, _)| *above >= level)
        {
            self.above = None;
        }
        self.above.as_ref().map(|(_, path)| path.clone())
    }

    /// Notes the path that a heading states.
    pub(super) fn set_path_above(&mut self, level: u8, path: Spanned<String>) {
        self.above = Some((level, path));
    }
}

impl Assembler<'_> {
    /// The endpoint of the section, or the first line of another.
    pub(super) fn statement(&mut self, endpoint: Endpoint, start: usize) {
        let guessed = |known: &Endpoint| known.certainty == Certainty::Guessed;
        match &self.section.endpoint {
            Some(known) if known.same(&endpoint) && !guessed(known) => {}
            // `GET https://api.example/books/7` in an example is a call of what is documented here.
            Some(known) if self.in_example() && !guessed(known) && endpoint.is_one_of(known) => {
                // Its query is that of a call.
                let call = endpoint
                    .path
                    .value
                    .contains('?')
                    .then(|| line_of(&endpoint));
                self.section.calls.extend(call);
                return self.stated.mention(endpoint);
            }
            Some(known) if endpoint.path.value.contains("://") && endpoint.has_values_of(known) => {
                return self.stated.mention(endpoint);
            }
            Some(known) if guessed(known) => self.section.endpoint = Some(endpoint),
            // Values stood there before the template, as in a definition behind an example.
            Some(known) if known.is_one_of(&endpoint) => {
                let example = self.section.endpoint.replace(endpoint);
                self.stated.mentions.extend(example);
            }
            None if self.section.heading.is_some() || self.document.sections.is_empty() => {
                self.section.endpoint = Some(endpoint);
            }
            _ => {
                // What was announced is this, though it is something else.
                if self.in_example() {
                    self.fill(Filled::Block);
                }
                self.close(start);
                self.section.span.start = start;
                self.section.base = self.base;
                self.section.endpoint = Some(endpoint);
            }
        }
        self.stated.called = false;
        self.fill(Filled::Block);
    }

    fn in_example(&self) -> bool {
        matches!(
            self.announced_now(),
            Some(Announced::Example | Announced::Call | Announced::Request)
        )
    }

    /// A key of an endpoint and its value, or the value of one that stands above.
    pub(super) fn pair(&mut self, text: &Mapped) -> bool {
        let below = self.stated.below.take();
        let found = endpoint::pair(text).or_else(|| self.value_below(below, text));
        match found {
            Some(pair) => self.take_pair(pair, text.whole().start),
            None => false,
        }
    }

    /// The value of a key that stands above, or of a label that announces an endpoint.
    fn value_below(&self, below: Option<Pair>, text: &Mapped) -> Option<Pair> {
        let announced = self.announced_now() == Some(Announced::Endpoint);
        let path = || endpoint::path_alone(text).map(Pair::Path);
        let method = || endpoint::method_alone(text).map(Pair::Method);
        match below {
            Some(Pair::MethodBelow) => method(),
            Some(Pair::PathBelow) => path(),
            // `PATCH` in a badge, and the path beside it.
            _ if self.stated.method.is_some() => path(),
            _ if announced => path().or_else(method),
            _ => None,
        }
    }

    /// A method whose path follows.
    pub(super) fn method_of_next(&mut self, method: &Mapped) {
        let value = method.text().to_owned();
        self.stated.method = Some(Spanned::new(value, method.whole()));
    }

    /// The path of a method that was stated before, as the only line of some code.
    pub(super) fn path_in_code(&mut self, text: &Mapped) -> bool {
        let path = match self.stated.method {
            Some(_) => endpoint::path_alone(&text.trim()),
            None => None,
        };
        let Some(path) = path else { return false };
        let start = path.span.start;
        let taken = self.take_pair(Pair::Path(path), start);
        // Its query is that of a call.
        let endpoint = self.section.endpoint.as_ref().filter(|_| taken);
        let call = endpoint
            .filter(|it| it.path.value.contains('?'))
            .map(line_of);
        self.section.calls.extend(call);
        taken
    }

    fn take_pair(&mut self, pair: Pair, start: usize) -> bool {
        match pair {
            Pair::Both(endpoint) => {
                self.statement(endpoint, start);
                return true;
            }
            Pair::Method(method) => self.stated.method = Some(method),
            // A host alone is a base URL.
            Pair::Path(path) if !is_below_host(&path.value) => return false,
            Pair::Path(path) => self.stated.path = Some(path),
            Pair::MethodBelow | Pair::PathBelow => self.stated.below = Some(pair),
        }
        let stated = &mut self.stated;
        match (stated.method.take(), stated.path.take()) {
            (Some(method), Some(path)) => {
                let (first, last) = match method.span <= path.span {
                    true => (method.span, path.span),
                    false => (path.span, method.span),
                };
                let endpoint = Endpoint {
                    method,
                    path,
                    span: first.to(last),
                    certainty: Certainty::Said,
                };
                self.statement(endpoint, first.start);
            }
            (method, path) => (stated.method, stated.path) = (method, path),
        }
        self.fill(Filled::Block);
        true
    }

    /// A table of keys and values that states an endpoint: `| Method | GET |` over `| Path | /books |`.
    pub(super) fn paired(&mut self, rows: &[Vec<Mapped>]) -> bool {
        let pair = |row: &Vec<Mapped>| {
            let [key, value] = row.as_slice() else {
                return None;
            };
            let mut line = key.trim();
            let key = line.text().len();
            let end = line.whole().end;
            line.push_decoded(": ", Span::new(end, end));
            line.append(&value.trim());
            let (key, value) = line.text().split_at_checked(key)?;
            let value = value.get(2..)?;
            Some((
                endpoint::pair_of(&line, key.trim_matches(['*', '`', ':', ' ']), value)?,
                line.whole().start,
            ))
        };
        let pairs: Vec<_> = rows.iter().filter_map(pair).collect();
        let path = |(pair, _): &(Pair, usize)| matches!(pair, Pair::Path(_) | Pair::Both(_));
        if pairs.len() * 2 < rows.len() || !pairs.iter().any(path) {
            return false;
        }
        for (pair, start) in pairs {
            self.take_pair(pair, start);
        }
        true
    }

    /// The endpoints of a table: one alone under a heading is what the section is about, several are an index.
    pub(super) fn tabled(&mut self, mut endpoints: Vec<Endpoint>, span: Span) {
        let free = self.section.heading.is_some() && self.section.endpoint.is_none();
        if free
            && endpoints.len() == 1
            && let Some(endpoint) = endpoints.pop()
        {
            return self.statement(endpoint, span.start);
        }
        self.stated.mentions.extend(endpoints);
    }

    /// Endpoints and calls that a sentence names.
    pub(super) fn in_passing(&mut self, line: &Inline) {
        if self.is_plain() {
            return;
        }
        for code in line.codes() {
            if code.text().starts_with("curl ") {
                for call in shell::calls(&code, &mut self.variables) {
                    self.call(call);
                }
            }
        }
        self.inline_bodies(line);
        self.section.statuses.extend(line::successes(&line.text));
        for endpoint in endpoint::requests(line) {
            self.stated.mention(Endpoint {
                certainty: Certainty::Guessed,
                ..endpoint
            });
        }
    }

    /// A call: where nothing else states an endpoint, it does.
    pub(super) fn call(&mut self, call: Call) {
        if self.detached {
            return self.loose.calls.push(call);
        }
        if let Some(called) = called(&call).filter(|_| !self.is_plain()) {
            match &self.section.endpoint {
                // It is stated behind its examples.
                None if self.stated_below => {}
                None => {
                    self.section.endpoint = Some(called);
                    self.stated.called = true;
                }
                Some(known) if self.stated.called && !known.same(&called) => {
                    let start = call.span.start;
                    self.close(start);
                    self.section.span.start = start;
                    self.section.base = self.base;
                    self.section.endpoint = Some(called);
                    self.stated.called = true;
                }
                Some(_) => {}
            }
        }
        self.section.calls.push(call);
    }

    /// At the end of a section: what it names in passing is what it is about, if it is one thing and nothing else was
    /// stated.
    pub(super) fn settle(&mut self) {
        self.stated.below = None;
        self.stated.called = false;
        let early = std::mem::take(&mut self.stated.early);
        if self.section.endpoint.is_none() {
            let mut index = 0..;
            let lists = &mut self.section.lists;
            lists.retain(|_| {
                index
                    .next()
                    .is_none_or(|at| early.binary_search(&at).is_err())
            });
        }
        let mut mentions = std::mem::take(&mut self.stated.mentions);
        let alone = mentions
            .split_first()
            .is_some_and(|(first, rest)| rest.iter().all(|other| other.same(first)));
        if self.section.endpoint.is_none() && alone && shows_something(&self.section) {
            let endpoint = mentions.pop().map(|endpoint| Endpoint {
                certainty: Certainty::Guessed,
                ..endpoint
            });
            self.section.endpoint = endpoint;
            mentions.clear();
        }
        self.document.mentions.extend(mentions);
        let (method, path) = (self.stated.method.take(), self.stated.path.take());
        let half = match (method, path) {
            // A URL of its own is the base of something.
            (None, Some(path)) if path.value.contains("://") => {
                let label = "URL".to_owned();
                return self.document.bases.push(BaseUrl { label, url: path });
            }
            (Some(method), None) => (method.span, "a method without a path"),
            (None, Some(path)) => (path.span, "a path without a method"),
            _ => return,
        };
        if self.section.endpoint.is_none() {
            self.document.unread.push(Unread {
                what: Looks::Endpoint,
                span: half.0,
                reason: half.1.into(),
            });
        }
    }

    pub(super) fn add_base(&mut self, base: BaseUrl, text: &Mapped) {
        self.document.bases.push(base);
        if text.text().to_ascii_lowercase().contains("base url") {
            self.base = Some(self.document.bases.len() - 1);
            // Behind the calls and bodies of a section it is about what follows.
            let begun = !(self.section.calls.is_empty() && self.section.examples.is_empty());
            if !begun {
                self.section.base = self.base;
            }
        }
        self.section.prose.push(text.clone());
    }
}

/// The call that the line of an endpoint makes.
fn line_of(endpoint: &Endpoint) -> Call {
    let mut url = Mapped::empty(endpoint.path.span.start);
    url.push_decoded(&endpoint.path.value, endpoint.path.span);
    Call {
        span: endpoint.span,
        client: Client::Line,
        method: Some(endpoint.method.clone()),
        url: Some(Word {
            text: url,
            span: endpoint.path.span,
            quote: Quote::None,
        }),
        ..Call::default()
    }
}

/// Whether a URL goes on below its host.
fn is_below_host(url: &str) -> bool {
    let path = url.split_once("://").map_or(Some(url), |(_, rest)| {
        rest.find('/').and_then(|at| rest.get(at..))
    });
    path.is_some_and(|path| path.len() > 1)
}

/// Whether there is something to compare in a section.
fn shows_something(section: &Section) -> bool {
    section.heading.is_some()
        && !(section.calls.is_empty() && section.examples.is_empty() && section.lists.is_empty())
}

/// The endpoint that a call names.
fn called(call: &Call) -> Option<Endpoint> {
    let url = call.url.as_ref()?;
    let text = url.text.text();
    let address = text.split(['?', '#']).next().unwrap_or_default();
    if !address.contains('/') {
        return None;
    }
    Some(Endpoint {
        method: Spanned::new(call.effective_method().to_owned(), call.method_span()),
        path: Spanned::new(address.to_owned(), url.text.span(0..address.len())),
        span: url.span,
        certainty: Certainty::Guessed,
    })
}

impl Endpoint {
    /// Whether this is another with values for its parameters.
    fn is_one_of(&self, other: &Endpoint) -> bool {
        let (_, path, _) = split_url(&self.path.value);
        let (_, template, _) = split_url(&other.path.value);
        let mut segments = path.rsplit('/');
        let fits = |wanted: &str| {
            let segment = segments.next();
            let parameter = wanted.starts_with(['{', ':', '<', '[', '(']);
            segment.is_some_and(|segment| segment == wanted || parameter && !segment.is_empty())
        };
        let wanted = template.trim_start_matches('/').rsplit('/');
        self.method.value.eq_ignore_ascii_case(&other.method.value) && { wanted }.all(fits)
    }

    /// Whether this is another, written as a template, with values in its place.
    fn has_values_of(&self, other: &Endpoint) -> bool {
        let template = other.path.value.contains(['{', ':', '<', '[', '(']);
        template && self.is_one_of(other) && !other.path.value.contains("://")
    }

    /// Whether this is another, or one of what it stands for, with a query of its own.
    pub(super) fn is_form_of(&self, other: &Endpoint) -> bool {
        let mut plain = self.clone();
        let end = plain.path.value.find(['?', '#']);
        plain
            .path
            .value
            .truncate(end.unwrap_or(plain.path.value.len()));
        plain.same(other) || plain.is_one_of(other)
    }

    /// Whether two statements name the same endpoint, one perhaps as a URL.
    pub(super) fn same(&self, other: &Endpoint) -> bool {
        self.method.value.eq_ignore_ascii_case(&other.method.value)
            && (self.path.value.ends_with(&other.path.value)
                || other.path.value.ends_with(&self.path.value))
    }
}
