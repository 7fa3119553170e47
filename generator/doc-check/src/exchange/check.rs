//! What is wrong with one exchange.

use trueup_validator::Policy;
use trueup_validator::registry::{
    FormFields, Media, Operation, ParameterViolation, Place, Response, Route, Scheme, SchemeKind,
    split_url, wire,
};

use super::{Body, Exchange};
use crate::code::Code;
use crate::finding::Finding;
use crate::joined::{Told, joined};
use crate::route::Routes;

/// All findings of an exchange, with places but without the file.
pub(super) fn judge<'a>(routes: &Routes<'a>, exchange: &Exchange) -> Vec<Finding> {
    let (_, path, query) = split_url(&exchange.url);
    let Some(route) = routes.call(&exchange.method, &exchange.url) else {
        let message = format!("no operation for {} {path}", exchange.method);
        let (line, column) = exchange.place;
        return vec![Finding::new(Code::UnknownOperation, message).at(line, column)];
    };
    let judged = |route| {
        let mut judge = ExchangeCheck {
            exchange,
            route,
            query,
            findings: Vec::new(),
        };
        judge.parameters();
        judge
    };
    // What tells operations of the same method and path apart is a query or a header, or else what the bodies hold: the one
    // that fits best is called.
    let twins = routes.twins(route.operation).iter();
    let mut twins: Vec<_> = twins.map(|operation| judged(route.to(operation))).collect();
    let fewest = twins.iter().map(|judge| judge.findings.len()).min();
    twins.retain(|judge| Some(judge.findings.len()) == fewest);
    twins.truncate(MOST_TWINS);
    if twins.is_empty() {
        twins.push(judged(route));
    }
    for judge in &mut twins {
        judge.credential();
        judge.request();
        judge.response();
    }
    let best = twins.into_iter().min_by_key(|judge| judge.findings.len());
    best.map_or_else(Vec::new, |judge| judge.findings)
}

/// Of operations that nothing but bodies tells apart, so many are tried: each costs another look at the bodies.
const MOST_TWINS: usize = 16;

struct ExchangeCheck<'a, 'e> {
    exchange: &'e Exchange,
    route: Route<'a, 'e>,
    query: &'e str,
    findings: Vec<Finding>,
}

impl<'a> ExchangeCheck<'a, '_> {
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
            let named = |text| (parameter.name, text);
            let pairs: Vec<_> = match parameter.place {
                Place::Path => {
                    let texts = self.path_texts(parameter.name).into_iter();
                    texts.map(named).collect()
                }
                Place::Header => {
                    let texts = header(&self.exchange.request_headers, parameter.name);
                    texts.map(named).collect()
                }
                Place::Cookie => cookies(self.exchange)
                    .filter(|(name, _)| parameter.style.takes(parameter.name, name))
                    .collect(),
                Place::Query => continue,
            };
            self.violations(parameter.judge(&pairs));
        }
        let credentials: Vec<&str> = self
            .schemes()
            .filter_map(|scheme| match scheme.kind {
                SchemeKind::Query(name) => Some(name),
                _ => None,
            })
            .collect();
        self.violations(self.operation().check_query(self.query, &credentials));
    }

    fn path_texts(&self, name: &str) -> Vec<&str> {
        let values = self.route.parameters();
        values
            .filter(|(known, _)| *known == name)
            .map(|(_, text)| text)
            .collect()
    }

    fn violations(&mut self, violations: Vec<ParameterViolation<'_>>) {
        for violation in violations {
            let code = match violation {
                ParameterViolation::Missing(_) | ParameterViolation::NoneOf(_) => {
                    Code::MissingParameter
                }
                ParameterViolation::Repeated(..) => Code::RepeatedParameter,
                ParameterViolation::Spelling(..) => Code::ParameterSpelling,
                ParameterViolation::Unknown(_) => Code::UnknownParameter,
                ParameterViolation::Exclusive(_) => Code::ExclusiveParameters,
                _ => Code::BadParameter,
            };
            self.find(code, violation.to_string());
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
                is_masked(value)
                    || value.split_once(' ').is_some_and(|(scheme, token)| {
                        scheme.eq_ignore_ascii_case(kind) && !token.trim().is_empty()
                    })
            })
        };
        match scheme.kind {
            SchemeKind::Bearer => authorization("Bearer"),
            SchemeKind::Basic => authorization("Basic"),
            SchemeKind::Header(name) => header(headers, name).any(|value| !value.is_empty()),
            SchemeKind::Query(name) => wire::pairs(self.query)
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
                let exchange = self.exchange;
                let content_type = header(&exchange.request_headers, "Content-Type").next();
                if let Some(media) = self.media(request.content, content_type, "request") {
                    self.body(media, body, request.policy(), content_type);
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
        self.response_headers(response);
        let Some(body) = &self.exchange.response else {
            return;
        };
        if response.content.is_empty() {
            let message = format!("the response has a body, none is described for status {status}");
            self.push(Finding::new(Code::UnexpectedBody, message), body.place);
            return;
        }
        let exchange = self.exchange;
        let content_type = header(&exchange.response_headers, "Content-Type").next();
        if let Some(media) = self.media(response.content, content_type, "response") {
            self.body(media, body, Policy::RESPONSE, content_type);
        }
    }

    /// Values are never shown: they may be secrets. A recording without any header has not kept them.
    fn response_headers(&mut self, response: &'a Response<'a>) {
        let sent = &self.exchange.response_headers;
        let described = response.headers.iter().filter(|_| !sent.is_empty());
        // `Content-Type` is what the content says (OpenAPI 3.0.3, section 4.7.17.1).
        let described = described.filter(|it| !it.name.eq_ignore_ascii_case("Content-Type"));
        for described in described {
            let name = described.name;
            let lines: Vec<&str> = header(sent, name).collect();
            // Several lines of a list are one (RFC 9110, section 5.3).
            let value = lines.join(",");
            let pairs = [(name, value.as_str())];
            let pairs = if lines.is_empty() { &[][..] } else { &pairs };
            for of_header in described.judge(pairs) {
                match of_header {
                    ParameterViolation::Missing(_) => self.find(
                        Code::MissingHeader,
                        format!("the response lacks the required header `{name}`"),
                    ),
                    ParameterViolation::Value(_, violation) => self.find(
                        Code::BadHeader,
                        format!(
                            "the response's header `{name}`: {}: expected {}",
                            violation.code.title(),
                            violation.expected
                        ),
                    ),
                    _ => {}
                }
            }
        }
    }

    /// The entry for a content type; without one, the first.
    fn media(
        &mut self,
        content: &'a [Media<'a>],
        sent: Option<&str>,
        whose: &str,
    ) -> Option<&'a Media<'a>> {
        let Some(sent) = sent else {
            return content.first();
        };
        let found = Media::closest(content, sent);
        if found.is_none() {
            let described: Vec<_> = content.iter().map(|media| media.media_type).collect();
            let message = format!(
                "the media type of the {whose} is not one of those described: {}",
                described.join(", ")
            );
            self.find(Code::MediaType, message);
        }
        found
    }

    fn body(&mut self, media: &Media<'_>, body: &Body, policy: Policy, content_type: Option<&str>) {
        if let Some(shape) = media.form {
            let fields = FormFields::read(&body.bytes, content_type.unwrap_or(media.media_type));
            let Some(fields) = fields else {
                let finding = Finding::new(Code::BadForm, Code::BadForm.title());
                return self.push(finding, body.place);
            };
            // A field in a style that is not read leaves the whole undecided.
            let Some(json) = fields.json(shape) else {
                return;
            };
            // Positions in the JSON that is made of a form are not positions in the recording.
            let whole = Body {
                bytes: json.into_bytes(),
                place: body.place,
                verbatim: false,
            };
            return self.json(media, &whole, policy);
        }
        if media.is_json_as(content_type) {
            self.json(media, body, policy);
        }
    }

    /// What is JSON, or many items of it.
    fn json(&mut self, media: &Media, body: &Body, policy: Policy) {
        // A recording of JSON, not of a text, holds one item.
        let verdict = match body.verbatim {
            true => media.check(&body.bytes, policy),
            false => media.check_body(&body.bytes, policy),
        };
        let Err(violations) = verdict else {
            return;
        };
        for Told { violation, meant } in joined(violations.iter()) {
            let mut finding = Finding::violation(&violation);
            if let Some(meant) = meant {
                finding.help = Some(format!("did you mean `{meant}`?"));
            }
            if media.stream.is_some() {
                finding.message = format!("line {}: {}", violation.line, finding.message);
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

/// Whether a credential was made unreadable when the exchange was recorded: `[REDACTED]`, `***`.
fn is_masked(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    ["redacted", "***", "removed", "masked", "filtered"]
        .iter()
        .any(|mark| lower.contains(mark))
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
