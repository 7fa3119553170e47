//! From statements to calls.

use std::ops::Range;

use super::body::Names;
use super::lex::{self, Kind, Token};
use super::library::{self, Begin};
use super::value::{Argument, Link, Parser, Value};
use crate::document::call::{Call, Client};
use crate::document::text::{Mapped, Span};

/// What was read of a program.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The calls.
    pub(crate) calls: Vec<Call>,
    /// Where calls begin that could not be read, and why.
    pub(crate) unread: Vec<(Span, &'static str)>,
}

/// What the programs of a document know from those before: clients, and texts that have names, such as a base URL.
#[derive(Default)]
pub(crate) struct Scope {
    clients: Vec<MadeClient>,
    texts: Vec<(String, Mapped)>,
}

/// So many clients and texts are kept.
const MOST_KEPT: usize = 64;

/// A client that calls are made of.
#[derive(Clone)]
pub(super) struct MadeClient {
    name: String,
    /// The URL that theirs begin with.
    base: Option<Mapped>,
    /// Whether it has headers or a credential of its own.
    headers: bool,
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

impl Scope {
    /// Keeps what later programs may use: what else has a name is made anew in each.
    fn keep(&mut self, reader: &Reader<'_>) {
        let clients = reader.clients.iter().rev();
        self.clients = clients.take(MOST_KEPT).rev().cloned().collect();
        let urls = reader.names.urls();
        self.texts = urls.take(MOST_KEPT).collect();
    }
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

    /// `axios.create({baseURL: …})`, `httpx.Client(base_url=…)`
    fn base_of(&self, links: &[Link]) -> Option<Mapped> {
        let mut arguments = links
            .iter()
            .filter_map(|link| link.arguments.as_ref())
            .flatten();
        let is_base = |name: &str| {
            const NAMES: [&str; 7] = [
                "baseURL",
                "base_url",
                "base_uri",
                "prefixUrl",
                "baseUrl",
                "BaseAddress",
                "prefix_url",
            ];
            NAMES.contains(&name)
        };
        arguments.find_map(
            |argument| match (&argument.name, self.names.resolve(&argument.value)) {
                (Some(name), value) if is_base(name) => Some(self.names.plain(value)),
                (_, Value::Object(_, pairs)) => {
                    let base = pairs
                        .iter()
                        .find(|(key, _)| key.name().is_some_and(|it| is_base(&it)));
                    base.map(|(_, value)| self.names.plain(value))
                }
                _ => None,
            },
        )
    }

    /// Whether a client is made with headers or a credential.
    fn has_headers(&self, links: &[Link]) -> bool {
        let arguments = links.iter().filter_map(|link| link.arguments.as_ref());
        let gives =
            |argument: &Argument| match (&argument.name, self.names.resolve(&argument.value)) {
                (Some(name), _) => library::is_headers(name),
                (_, Value::Object(_, pairs)) => { pairs.iter() }
                    .filter_map(|(key, _)| key.name())
                    .any(|name| library::is_headers(&name)),
                _ => false,
            };
        arguments.flatten().any(gives)
    }

    /// `session.headers.update(…)`, `client.defaults.headers["…"] = …`, `session.auth = …`
    fn client_headers(&mut self, links: &[Link]) {
        let Some((first, rest)) = links.split_first() else {
            return;
        };
        let headers = |link: &Link| library::is_headers(&link.name) || link.name == "setHeader";
        if rest.iter().any(headers) {
            let mut clients = self.clients.iter_mut().rev();
            let client = clients.find(|client| client.name == first.name);
            client.into_iter().for_each(|client| client.headers = true);
        }
    }

    /// `client.BaseAddress = new Uri("…")`
    fn client_base(&mut self, links: &[Link], given: &Value) {
        let [client, part] = links else { return };
        if !matches!(part.name.as_str(), "BaseAddress" | "baseURL" | "base_url") {
            return;
        }
        let base = self.names.plain(given);
        let mut clients = self.clients.iter_mut().rev();
        let client = clients.find(|it| it.name == client.name);
        client
            .into_iter()
            .for_each(|client| client.base = Some(base.clone()));
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

    /// Puts the URL of a client before that of a call which has none.
    fn below_base(&mut self, index: usize, links: &[Link]) {
        let root = links.first().map(|link| link.name.as_str());
        let mut clients = self.clients.iter().rev();
        let Some(client) = clients.find(|it| Some(it.name.as_str()) == root) else {
            return;
        };
        if client.headers
            && let Some(call) = self.calls.get_mut(index)
        {
            call.unseen = true;
        }
        if let Some(base) = client.base.clone() {
            self.below(index, &base);
        }
    }

    /// Puts a URL before that of a call which has none.
    pub(super) fn below(&mut self, index: usize, base: &Mapped) {
        if let Some(url) = self.calls.get_mut(index).and_then(|call| call.url.as_mut())
            && !url.text.text().contains("://")
            && !url.text.text().starts_with(['{', '$', '<'])
        {
            let mut text = Mapped::default();
            let at = Span::new(url.span.start, url.span.start);
            text.push_decoded(base.text().trim_end_matches('/'), at);
            if !url.text.text().starts_with('/') {
                text.push_decoded("/", at);
            }
            text.append(&url.text);
            url.text = text;
        }
    }

    /// Arguments behind the URL: named ones, an object of options, or a body.
    fn options(&mut self, index: usize, arguments: &[Argument], method: &str) {
        // C# writes its methods in capitals, and lets the body follow.
        let capital = method.starts_with(|c: char| c.is_ascii_uppercase()) && arguments.len() <= 2;
        let lower = method.to_ascii_lowercase();
        let method = match capital
            && matches!(
                arguments.first(),
                Some(Argument {
                    value: Value::Object(..),
                    ..
                })
            ) {
            true => lower.as_str(),
            false => method,
        };
        const LOWER_BODY: [&str; 3] = ["post", "put", "patch"];
        for (at, argument) in arguments.iter().enumerate() {
            if let Some(name) = &argument.name {
                self.option(index, name, &argument.value);
                continue;
            }
            let resolved = self.names.resolve(&argument.value).clone();
            match &resolved {
                // axios: the body stands before the options.
                Value::Object(_, pairs)
                    if is_options(pairs)
                        && !(at == 0 && LOWER_BODY.contains(&method) && arguments.len() > 1) =>
                {
                    for (key, value) in pairs {
                        if let Some(key) = key.name() {
                            self.option(index, &key, value);
                        }
                    }
                }
                Value::Object(..) | Value::List(..) if at == 0 && LOWER_BODY.contains(&method) => {
                    self.body(index, &argument.value, true);
                }
                // Go: `http.Post(url, "application/json", body)`
                Value::Text(text) if method == "Post" && at == 0 => {
                    let text = text.clone();
                    let mut name = Mapped::default();
                    name.push_decoded("Content-Type", text.whole());
                    self.header(index, &name, &Value::Text(text));
                }
                Value::Chain(links)
                    if links
                        .last()
                        .is_some_and(|it| matches!(it.name.as_str(), "nil" | "null" | "None")) => {}
                Value::Text(_) | Value::Object(..) | Value::List(..) => {
                    self.body(index, &argument.value, false)
                }
                _ if at == 0 && method.is_empty() || method == "Post" => {
                    self.opaque(index);
                }
                _ => {}
            }
        }
    }

    /// A further link of the chain that makes a call.
    fn link(&mut self, index: usize, link: &Link) {
        let Some(arguments) = &link.arguments else {
            return;
        };
        let one = arguments.first().map(|first| &first.value);
        let two = arguments.get(1).map(|second| &second.value);
        match (link.name.as_str(), one, two) {
            (
                "header" | "addHeader" | "Add" | "Set" | "setHeader" | "add_header"
                | "setRequestHeader" | "set",
                Some(name),
                Some(value),
            ) => {
                let name = self.names.plain(name);
                self.header(index, &name, value);
            }
            ("header" | "addHeader", Some(both), None) => self.header_line(index, &both.clone()),
            // Swift
            ("setValue" | "addValue", Some(value), Some(name)) => {
                let name = self.names.plain(name);
                self.header(index, &name, value);
            }
            // Kotlin's Ktor
            ("setBody", Some(body), _) => self.body(index, body, true),
            ("bearerAuth" | "basicAuth", _, _) => self.unseen(index),
            ("parameter", Some(name), Some(value)) => {
                let pair = vec![(name.clone(), value.clone())];
                self.query(index, &Value::Object(name.span(), pair));
            }
            ("method", Some(method), body) => {
                self.option(index, "method", method);
                if let Some(body) = body {
                    self.body(index, body, false);
                }
            }
            ("url" | "uri", Some(url), _) => self.option(index, "url", url),
            ("bearer_auth", Some(token), _) => {
                let token = format!("Bearer {}", self.names.plain(token).text());
                self.push_header(index, "Authorization", &token, link.span);
            }
            ("basic_auth" | "SetBasicAuth" | "auth", Some(user), _) => {
                self.option(index, "auth", user)
            }
            ("json", Some(body), _) => self.option(index, "json", body),
            ("body" | "send" | "BodyPublisher", Some(body), _) => self.body(index, body, false),
            ("form" | "multipart", Some(_), _) => self.opaque(index),
            ("query", Some(query), _) => self.option(index, "params", query),
            (
                "GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "get" | "post" | "put" | "delete"
                | "patch" | "head",
                body,
                _,
            ) => {
                if self
                    .calls
                    .get(index)
                    .is_some_and(|call| call.method.is_none())
                {
                    self.method(index, &link.name, link.span);
                }
                if let Some(body) = body {
                    self.body(index, body, false);
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Read {
        let mut read = Read::default();
        for call in self.calls.drain(..) {
            match &call.url {
                Some(url) if url.text.text().contains('/') => read.calls.push(call),
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

/// Whether an object holds options of a call, and is not its body.
fn is_options(pairs: &[(Value, Value)]) -> bool {
    const OPTIONS: [&str; 14] = [
        "method",
        "headers",
        "body",
        "url",
        "data",
        "params",
        "json",
        "auth",
        "query",
        "baseURL",
        "timeout",
        "responseType",
        "signal",
        "credentials",
    ];
    let known = |key: &Value| {
        let name = key.name();
        name.is_some_and(|name| OPTIONS.contains(&name.as_str()) || name.starts_with("CURLOPT_"))
    };
    pairs.iter().any(|(key, _)| known(key))
}
