//! What is said of a call: by the arguments behind its URL, and by further links of its chain.

use super::read::Reader;
use super::value::{Argument, Link, Value};
use crate::document::text::Mapped;

/// Methods of libraries that take a body before all options.
const LOWER_BODY: [&str; 3] = ["post", "put", "patch"];

impl Reader<'_> {
    /// Arguments behind the URL: named ones, an object of options, or a body.
    pub(super) fn options(&mut self, index: usize, arguments: &[Argument], method: &str) {
        // C# writes its methods in capitals, and lets an object that is the body follow.
        let first = arguments.first().map(|first| &first.value);
        let lower = method.to_ascii_lowercase();
        let method = match first {
            Some(Value::Object(..)) if arguments.len() <= 2 => lower.as_str(),
            _ => method,
        };
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
    pub(super) fn link(&mut self, index: usize, link: &Link) {
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
