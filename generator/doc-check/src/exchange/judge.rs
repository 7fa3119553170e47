//! What is wrong with one exchange.

use trueup_validator::registry::{
    Base, Media, Operation, Parameter, Place, Route, Scheme, SchemeKind, split_url,
};
use trueup_validator::{Policy, Severity, Violations};

use super::{Body, Exchange, query, value};
use crate::code::Code;
use crate::finding::Finding;
use crate::route::Routes;

/// All findings of an exchange, with places but without the file.
pub(super) fn judge<'a>(routes: &Routes<'a>, exchange: &Exchange) -> Vec<Finding> {
    let (_, path, query) = split_url(&exchange.url);
    let Some(route) = routes.call(&exchange.method, &exchange.url) else {
        let message = format!("no operation for {} {path}", exchange.method);
        let (line, column) = exchange.place;
        return vec![Finding::new(Code::UnknownOperation, message).at(line, column)];
    };
    let mut judge = Judge {
        exchange,
        route,
        query: query::pairs(query),
        findings: Vec::new(),
    };
    judge.parameters();
    judge.credential();
    judge.request();
    judge.response();
    judge.findings
}

struct Judge<'a, 'e> {
    exchange: &'e Exchange,
    route: Route<'a, 'e>,
    query: Vec<(String, String)>,
    findings: Vec<Finding>,
}

impl<'a> Judge<'a, '_> {
    fn operation(&self) -> &'a Operation<'a> {
        self.route.operation
    }

    fn push(&mut self, finding: Finding, (line, column): (u32, u32)) {
        self.findings
            .push(finding.at(line, column).operation(self.operation().id));
    }

    fn find(&mut self, code: Code, message: String) {
        self.push(Finding::new(code, message), self.exchange.place);
    }

    fn parameters(&mut self) {
        for parameter in self.operation().parameters {
            let texts = self.texts(parameter);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            self.parameter(parameter, &texts);
        }
        self.unknown_parameters();
        self.exclusive_parameters();
    }

    /// The values of a parameter, decoded.
    fn texts(&self, parameter: &Parameter) -> Vec<String> {
        match parameter.place {
            Place::Path => {
                let named = self
                    .route
                    .parameters()
                    .filter(|(name, _)| *name == parameter.name);
                named.map(|(_, text)| query::decode(text)).collect()
            }
            Place::Query => {
                let named = self.query.iter().filter(|(name, _)| name == parameter.name);
                named.map(|(_, text)| text.clone()).collect()
            }
            Place::Header => header(&self.exchange.request_headers, parameter.name)
                .map(str::to_owned)
                .collect(),
            Place::Cookie => cookies(self.exchange)
                .filter(|(name, _)| *name == parameter.name)
                .map(|(_, value)| value.to_owned())
                .collect(),
        }
    }

    fn parameter(&mut self, parameter: &'a Parameter<'a>, texts: &[&str]) {
        let what = format!("{} parameter `{}`", parameter.place.name(), parameter.name);
        if texts.is_empty() {
            if parameter.required {
                self.find(
                    Code::MissingParameter,
                    format!("required {what} is missing"),
                );
            }
            return;
        }
        if texts.len() > 1 && !value::repeats(parameter.style) {
            self.find(
                Code::RepeatedParameter,
                format!("{what} is there {} times", texts.len()),
            );
        }
        if let (Base::Boolean, Some(text @ (&"0" | &"1"))) = (parameter.ty.base, texts.first()) {
            // Many servers take these too; nobody promises it.
            let proper = if *text == "1" { "true" } else { "false" };
            let message = format!("{what} is `{text}`, described as `{proper}`");
            return self.find(Code::ParameterSpelling, message);
        }
        let Some(json) = value::json(parameter.style, texts) else {
            return;
        };
        // A parameter travels in a request, where some numbers may be written as strings and the other way round.
        if let Err(violations) =
            Violations::check(json.as_bytes(), parameter.check, Policy::REQUEST)
        {
            for violation in violations
                .iter()
                .filter(|violation| violation.severity == Severity::Error)
            {
                // What stands in a header may be a secret, whatever the header is.
                let message = match parameter.place {
                    Place::Path | Place::Query => format!("{what}: {violation}"),
                    Place::Header | Place::Cookie => {
                        let title = violation.code.title();
                        format!("{what}: {title}: expected {}", violation.expected)
                    }
                };
                self.find(Code::BadParameter, message);
            }
        }
    }

    fn unknown_parameters(&mut self) {
        let known = |name: &str| {
            let declared = self.operation().parameters.iter();
            let mut declared = declared.filter(|parameter| parameter.place == Place::Query);
            // `a[b]` belongs to the object `a`.
            let outer = name.split('[').next().unwrap_or(name);
            declared.any(|parameter| parameter.name == name || parameter.name == outer)
                || self
                    .schemes()
                    .any(|scheme| matches!(scheme.kind, SchemeKind::Query(query) if query == name))
        };
        let unknown: Vec<_> = self
            .query
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !known(name))
            .cloned()
            .collect();
        for name in unknown {
            self.find(
                Code::UnknownParameter,
                format!("no query parameter is called `{name}`"),
            );
        }
    }

    fn exclusive_parameters(&mut self) {
        for group in self.operation().exclusive {
            let set = |name: &&&str| {
                self.query.iter().any(|(key, value)| {
                    key == **name && !matches!(value.as_str(), "" | "0" | "false" | "null")
                })
            };
            let together: Vec<_> = group
                .iter()
                .filter(set)
                .map(|name| format!("`{name}`"))
                .collect();
            if together.len() > 1 {
                self.find(
                    Code::ExclusiveParameters,
                    format!("at most one of these may be set: {}", together.join(", ")),
                );
            }
        }
    }

    fn schemes(&self) -> impl Iterator<Item = &'a Scheme<'a>> {
        self.route.service.schemes.iter()
    }

    /// One alternative must be there as a whole. Values are never looked at, let alone shown.
    fn credential(&mut self) {
        let alternatives = self.operation().credentials;
        let present = |name: &&str| {
            self.schemes()
                .filter(|scheme| scheme.name == *name)
                .any(|scheme| self.carries(scheme))
        };
        if alternatives.is_empty() || alternatives.iter().any(|set| set.iter().all(&present)) {
            return;
        }
        let sets: Vec<_> = alternatives.iter().map(|set| set.join(" with ")).collect();
        self.find(
            Code::MissingCredential,
            format!("the request carries no {}", sets.join(", nor ")),
        );
    }

    fn carries(&self, scheme: &Scheme) -> bool {
        let headers = &self.exchange.request_headers;
        let authorization = |kind: &str| {
            header(headers, "Authorization").any(|value| {
                value.split_once(' ').is_some_and(|(scheme, token)| {
                    scheme.eq_ignore_ascii_case(kind) && !token.trim().is_empty()
                })
            })
        };
        match scheme.kind {
            SchemeKind::Bearer => authorization("Bearer"),
            SchemeKind::Basic => authorization("Basic"),
            SchemeKind::Header(name) => header(headers, name).any(|value| !value.is_empty()),
            SchemeKind::Query(name) => self
                .query
                .iter()
                .any(|(key, value)| key == name && !value.is_empty()),
            SchemeKind::Cookie(name) => cookies(self.exchange).any(|(key, _)| key == name),
        }
    }

    fn request(&mut self) {
        let body = self.exchange.request.as_ref();
        match (&self.operation().request, body) {
            (None, None) => {}
            (None, Some(body)) => {
                self.push(
                    Finding::new(
                        Code::UnexpectedBody,
                        "the request has a body, the operation takes none",
                    ),
                    body.place,
                );
            }
            (Some(request), None) if request.required => {
                self.find(Code::MissingBody, "the request has no body".to_owned());
            }
            (Some(_), None) => {}
            (Some(request), Some(body)) => {
                let headers = &self.exchange.request_headers;
                if let Some(media) = self.media(request.content, headers, "request") {
                    self.body(media, body, request.policy());
                }
            }
        }
    }

    fn response(&mut self) {
        let status = self.exchange.status;
        if status == 0 {
            return;
        }
        let Some(response) = self.operation().response(status) else {
            self.find(
                Code::UnknownStatus,
                format!("no response is described for status {status}"),
            );
            return;
        };
        let Some(body) = &self.exchange.response else {
            return;
        };
        if response.content.is_empty() {
            let message = format!("the answer has a body, none is described for status {status}");
            self.push(Finding::new(Code::UnexpectedBody, message), body.place);
        } else if let Some(media) =
            self.media(response.content, &self.exchange.response_headers, "answer")
        {
            self.body(media, body, Policy::RESPONSE);
        }
    }

    /// The entry for the content type; without a header, the first.
    fn media(
        &mut self,
        content: &'a [Media<'a>],
        headers: &[(String, String)],
        whose: &str,
    ) -> Option<&'a Media<'a>> {
        let Some(sent) = header(headers, "Content-Type").next() else {
            return content.first();
        };
        let essence = |text: &str| {
            text.split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        };
        let wanted = essence(sent);
        // Streams of JSON lines are often labelled as plain JSON.
        let fits = |media: &&Media| {
            covers(&essence(media.media_type), &wanted)
                || (media.stream.is_some() && wanted == "application/json")
        };
        let found = content.iter().find(fits);
        if found.is_none() {
            let described: Vec<_> = content.iter().map(|media| media.media_type).collect();
            let message = format!(
                "the media type of the {whose} is none of those described: {}",
                described.join(", ")
            );
            self.find(Code::MediaType, message);
        }
        found
    }

    fn body(&mut self, media: &Media, body: &Body, policy: Policy) {
        if !media.is_json() {
            return;
        }
        if media.stream.is_none() {
            return self.json(media, body, &body.bytes, 0, policy);
        }
        for (line, text) in (0..).zip(body.bytes.split(|&byte| byte == b'\n')) {
            if !text.trim_ascii().is_empty() {
                self.json(media, body, text, line, policy);
            }
        }
    }

    fn json(&mut self, media: &Media, body: &Body, text: &[u8], line: u32, policy: Policy) {
        let Err(violations) = media.check(text, policy) else {
            return;
        };
        for violation in &violations {
            let mut finding = Finding::violation(violation);
            if media.stream.is_some() {
                finding.message = format!("line {}: {}", line + 1, finding.message);
            }
            let place = match (body.verbatim, violation.line) {
                (false, _) => body.place,
                (true, 1) => (body.place.0, body.place.1 + violation.column - 1),
                (true, line) => (body.place.0 + line - 1, violation.column),
            };
            self.push(finding, place);
        }
        if let Some(left_out) = Finding::left_out(&violations) {
            self.push(left_out, body.place);
        }
    }
}

/// Whether a described media type, which may be a range, covers one that was sent.
fn covers(described: &str, sent: &str) -> bool {
    match described.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => sent.split('/').next() == Some(kind),
        None => described == sent,
    }
}

fn header<'h>(headers: &'h [(String, String)], name: &str) -> impl Iterator<Item = &'h str> {
    headers
        .iter()
        .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

fn cookies(exchange: &Exchange) -> impl Iterator<Item = (&str, &str)> {
    header(&exchange.request_headers, "Cookie")
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
}
