//! From statements to calls.

use std::ops::Range;

use super::body::Names;
use super::clients::{MadeClient, Scope};
use super::lex::{self, Kind, Token};
use super::library::{self, Begin};
use super::parser::Parser;
use super::value::{Argument, Link, Value};
use crate::document::call::{Call, Client};
use crate::document::text::{Mapped, Span, range_of};

/// What was read of a program.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The calls.
    pub(crate) calls: Vec<Call>,
    /// Where calls begin that could not be read, and why.
    pub(crate) unread: Vec<(Span, &'static str)>,
}

/// The calls of a program.
pub(crate) fn read(text: &Mapped, scope: &mut Scope) -> Read {
    let tokens = lex::tokens(text);
    let mut names = Names::default();
    for (name, text) in &scope.texts {
        names.set(name.clone(), Value::Text(text.clone()));
    }
    let mut reader = Reader {
        text,
        tokens: &tokens,
        names,
        clients: scope.clients.clone(),
        open: Vec::new(),
        block: None,
        calls: Vec::new(),
        unread: Vec::new(),
    };
    let mut blocks = Vec::from([Range {
        start: 0,
        end: tokens.len(),
    }]);
    let mut budget = tokens.len().saturating_mul(8);
    while let Some(block) = blocks.pop() {
        // A block within a block is read again for each level: there is an end to it.
        budget = match budget.checked_sub(block.len()) {
            Some(left) => left,
            None => break,
        };
        reader.block(block, &mut blocks);
    }
    scope.keep(&reader);
    reader.finish()
}

pub(super) struct Reader<'t> {
    text: &'t Mapped,
    tokens: &'t [Token],
    pub(super) names: Names,
    pub(super) clients: Vec<MadeClient>,
    /// Calls by the variables that they are kept in.
    open: Vec<(String, usize)>,
    /// A call whose block of settings is being read, and where that ends.
    block: Option<(usize, usize)>,
    pub(super) calls: Vec<Call>,
    unread: Vec<(Span, &'static str)>,
}

impl Reader<'_> {
    fn block(&mut self, block: Range<usize>, blocks: &mut Vec<Range<usize>>) {
        let tokens = self.tokens;
        let mut parser = Parser {
            text: self.text,
            tokens: tokens.get(..block.end).unwrap_or_default(),
            at: block.start,
            blocks: Vec::new(),
        };
        while let Some(token) = parser.tokens.get(parser.at) {
            let before = parser.at;
            self.block = self.block.filter(|(_, end)| before < *end);
            let known = self.calls.len();
            if super::powershell::is_call(parser.tokens, parser.at) {
                self.cmdlet(&mut parser);
            } else if let Kind::Name(name) = &token.kind {
                match assigned(parser.tokens, parser.at) {
                    // `$item = Invoke-RestMethod …`
                    Some(value) if super::powershell::is_call(parser.tokens, value) => {
                        parser.at = value;
                        self.cmdlet(&mut parser);
                    }
                    Some(value) => {
                        parser.at = value;
                        let value = parser.value(0);
                        self.assign(name.clone(), value);
                    }
                    None => {
                        let value = parser.chain(0);
                        let end = parser.at;
                        if let Some(name) = named_after(parser.tokens, end) {
                            parser.at += 2;
                            self.assign(name, value);
                            continue;
                        }
                        if parser
                            .tokens
                            .get(end)
                            .is_some_and(|it| it.kind == Kind::Assign)
                        {
                            parser.at += 1;
                            let given = parser.value(0);
                            self.assign_part(&value, given);
                        } else {
                            self.value(&value, 0);
                        }
                    }
                }
            }
            parser.at = parser.at.max(before + 1);
            self.settings(&parser, known);
        }
        // In the order of the text: the last comes first out of the list.
        blocks.extend(parser.blocks.into_iter().rev());
    }

    /// `client.post(url) { setBody(…) }`: what stands in the block is about the call.
    fn settings(&mut self, parser: &Parser<'_>, known: usize) {
        const FAR: usize = 512;
        let Some(last) = self
            .calls
            .len()
            .checked_sub(1)
            .filter(|last| *last >= known)
        else {
            return;
        };
        let rest = parser.tokens.get(parser.at..).unwrap_or_default();
        let opens = |token: &Token| token.kind == Kind::Mark(b'{') && !token.first;
        if !rest.first().is_some_and(opens) {
            return;
        }
        let mut open = 0usize;
        for (ahead, token) in rest.iter().enumerate().take(FAR) {
            match token.kind {
                Kind::Mark(b'{') => open += 1,
                Kind::Mark(b'}') => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                self.block = Some((last, parser.at + ahead));
                return;
            }
        }
    }

    fn assign(&mut self, name: String, value: Value) {
        if let Value::Chain(links) = &value
            && library::is_client(links)
        {
            let base = self.base_of(links);
            let headers = self.has_headers(links);
            self.clients.push(MadeClient {
                name: name.clone(),
                base,
                headers,
            });
        }
        let before = self.calls.len();
        self.value(&value, 0);
        if self.calls.len() > before {
            self.open.push((name, before));
        } else {
            self.names.set(name, value);
        }
    }

    /// `request["Accept"] = "…"`, `request.body = …`
    fn assign_part(&mut self, target: &Value, given: Value) {
        let Value::Chain(links) = target else { return };
        self.client_headers(links);
        self.client_base(links, &given);
        let Some(index) = self.call_of(links) else {
            return;
        };
        match links.as_slice() {
            [
                Link {
                    index: Some(key), ..
                },
            ] => {
                let key = self.names.plain(key);
                self.header(index, &key, &given);
            }
            [_, part] => self.option(index, &part.name, &given),
            [_, headers, Link { name, .. }] if headers.name == "headers" => {
                let mut key = Mapped::default();
                key.push_decoded(name, headers.span);
                self.header(index, &key, &given);
            }
            _ => {}
        }
    }

    fn call_of(&self, links: &[Link]) -> Option<usize> {
        let name = &links.first()?.name;
        let open = self.open.iter().rev().find(|(open, _)| open == name)?;
        Some(open.1)
    }

    /// Finds the calls in an expression.
    fn value(&mut self, value: &Value, depth: u32) {
        const MAX_DEPTH: u32 = 48;
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Chain(links) => self.links(links, depth),
            Value::List(_, items) => items.iter().for_each(|item| self.value(item, depth + 1)),
            Value::Object(_, pairs) => pairs
                .iter()
                .for_each(|(_, item)| self.value(item, depth + 1)),
            Value::Text(_) | Value::Number(_) | Value::Unknown(_) => {}
        }
    }

    fn links(&mut self, links: &[Link], depth: u32) {
        self.client_headers(links);
        self.search_parameter(links);
        if let ([only], Some((call, _))) = (links, self.block) {
            self.link(call, only);
        }
        let mut call = self.call_of(links).filter(|_| links.len() > 1);
        let continued = call.is_some();
        let mut new = None;
        for (at, link) in links.iter().enumerate() {
            if let Some(call) = call {
                if !(continued && at == 0) {
                    self.link(call, link);
                }
                continue;
            }
            let is_client = |name: &str| self.clients.iter().any(|it| it.name == name);
            if let Some(begin) = library::begin(links, at, is_client) {
                let index = self.begin(begin, links);
                call = Some(index);
                new = Some(index);
                continue;
            }
            for argument in link.arguments.iter().flatten() {
                self.value(&argument.value, depth + 1);
            }
        }
        if let Some(index) = new
            && let Some(last) = links.last()
            && let Some(call) = self.calls.get_mut(index)
        {
            call.span = call.span.to(last.span);
        }
    }

    fn begin(&mut self, begin: Begin<'_>, links: &[Link]) -> usize {
        let index = self.calls.len();
        let span = links.first().map_or(Span::default(), |link| link.span);
        self.calls.push(Call {
            span,
            client: Client::Other,
            ..Call::default()
        });
        match begin {
            Begin::Method(method, arguments) => {
                let named = links.iter().find(|link| link.name.starts_with(method));
                self.method(index, method, named.map_or(span, |link| link.span));
                let rest = self.address(index, arguments);
                self.options(index, rest, method);
            }
            Begin::Named(arguments) => {
                let rest = match arguments.split_first() {
                    Some((first, rest)) if first.name.is_none() => {
                        self.option(index, "method", &first.value);
                        self.address(index, rest)
                    }
                    _ => arguments,
                };
                self.options(index, rest, "");
            }
            Begin::Line(arguments) => {
                self.line(index, arguments);
                self.opaque(index);
                self.unseen(index);
            }
            Begin::Options(arguments) => {
                let first = arguments
                    .first()
                    .map(|first| self.names.resolve(&first.value));
                let rest = match first {
                    Some(Value::Object(..)) => arguments,
                    _ => self.address(index, arguments),
                };
                self.options(index, rest, "");
            }
            Begin::Builder(arguments) => {
                self.address(index, arguments);
            }
        }
        self.below_base(index, links);
        index
    }

    /// Takes a method and a path from the first argument.
    fn line(&mut self, index: usize, arguments: &[Argument]) {
        let first = arguments.first().map(|first| &first.value);
        let Some(Value::Text(text)) = first else {
            return;
        };
        let Some((method, path)) = text.text().split_once(' ') else {
            return;
        };
        let part = |part: &str| text.slice(range_of(text.text(), part));
        self.method(index, method, part(method).whole());
        self.option(index, "url", &Value::Text(part(path)));
    }

    /// Takes the first argument for the URL, if it has no name.
    fn address<'v>(&mut self, index: usize, arguments: &'v [Argument]) -> &'v [Argument] {
        match arguments.split_first() {
            Some((first, rest)) if first.name.is_none() => {
                self.option(index, "url", &first.value);
                rest
            }
            _ => arguments,
        }
    }

    fn finish(mut self) -> Read {
        let mut read = Read::default();
        for call in self.calls.drain(..) {
            match &call.url {
                Some(url) if url.text.text().contains('/') => read.calls.push(call),
                // A word is no address: the client is one of another API.
                Some(url) if is_word(url.text.text()) => {}
                _ => self
                    .unread
                    .push((call.span, "where it goes is not written here")),
            }
        }
        read.calls.sort_by_key(|call| call.span.start);
        read.unread = self.unread;
        read
    }
}

/// Whether a text is a value of its own: neither an address nor something that is put in.
fn is_word(text: &str) -> bool {
    let plain = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    !text.is_empty() && text.chars().all(plain)
}

/// `with …() as name`: the name that a value gets behind it.
fn named_after(tokens: &[Token], at: usize) -> Option<String> {
    let kind = |ahead: usize| tokens.get(at + ahead).map(|token| &token.kind);
    match (kind(0), kind(1), kind(2)) {
        (Some(Kind::Name(word)), Some(Kind::Name(name)), Some(Kind::Mark(b':' | b',' | b')')))
            if word == "as" =>
        {
            Some(name.clone())
        }
        _ => None,
    }
}

/// Where the value begins that a name is given: `name =`, `name := `, `name: Type =`, `name, other :=`.
fn assigned(tokens: &[Token], at: usize) -> Option<usize> {
    let kind = |ahead: usize| tokens.get(at + ahead).map(|token| &token.kind);
    let mut ahead = 1;
    loop {
        match kind(ahead) {
            Some(Kind::Assign) => return Some(at + ahead + 1),
            Some(Kind::Mark(b',' | b':'))
                if matches!(kind(ahead + 1), Some(Kind::Name(_))) && ahead < 8 =>
            {
                ahead += 2
            }
            _ => return None,
        }
    }
}
