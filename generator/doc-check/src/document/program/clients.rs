//! Clients that programs make, what calls have from them, and what one program knows from those before.

use super::library;
use super::read::Reader;
use super::value::{Argument, Link, Value};
use crate::document::text::{Mapped, Span};

/// What the programs of a document know from those before: clients, and texts that have names, such as a base URL.
#[derive(Default)]
pub(crate) struct Scope {
    pub(super) clients: Vec<MadeClient>,
    pub(super) texts: Vec<(String, Mapped)>,
}

/// So many clients and texts are kept.
const MOST_KEPT: usize = 64;

/// A client that calls are made of.
#[derive(Clone)]
pub(super) struct MadeClient {
    pub(super) name: String,
    /// The URL that theirs begin with.
    pub(super) base: Option<Mapped>,
    /// Whether it has headers or a credential of its own.
    pub(super) headers: bool,
}

impl Scope {
    /// Keeps what later programs may use: what else has a name is made anew in each.
    pub(super) fn keep(&mut self, reader: &Reader<'_>) {
        let clients = reader.clients.iter().rev();
        self.clients = clients.take(MOST_KEPT).rev().cloned().collect();
        let urls = reader.names.urls();
        self.texts = urls.take(MOST_KEPT).collect();
    }
}

impl Reader<'_> {
    /// `axios.create({baseURL: …})`, `httpx.Client(base_url=…)`
    pub(super) fn base_of(&self, links: &[Link]) -> Option<Mapped> {
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
    pub(super) fn has_headers(&self, links: &[Link]) -> bool {
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
    pub(super) fn client_headers(&mut self, links: &[Link]) {
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
    pub(super) fn client_base(&mut self, links: &[Link], given: &Value) {
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

    /// Puts the URL of a client before that of a call which has none.
    pub(super) fn below_base(&mut self, index: usize, links: &[Link]) {
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
}
