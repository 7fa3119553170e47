//! Calls: method, URL, query, credential, media type, body.

use trueup_validator::registry::{Operation, Parameter, Place, Scheme, SchemeKind};
use trueup_validator::{Direction, Severity, Violations};

use super::report::Report;
use super::route::{self, Target};
use super::{Checks, example, fields};
use crate::code::Code;
use crate::document::model::Section;
use crate::document::placeholder::is_placeholder;
use crate::document::shell::{Call, Data, Quote, Trouble, with_entities};
use crate::document::suggest;
use crate::document::text::{Span, range_of};
use crate::exchange::{query, value};

/// The operation that a call leads to.
pub(super) fn target(checks: &Checks<'_>, call: &Call) -> Option<Target> {
    let url = call.url.as_ref()?.text.text();
    let (host, path, _) = route::split(url);
    let prefer = route::service_at(checks.api, host);
    route::find(checks.api, call.effective_method(), path, prefer)
        .filter(|target| route::serves(target.service, host) || prefer.is_none())
}

/// Checks what is wrong with a call whatever it calls.
pub(super) fn shell(call: &Call, report: &mut Report) {
    let doubles: Vec<Span> = call
        .troubles
        .iter()
        .filter_map(|trouble| match trouble {
            Trouble::DoubleBackslash(span) => Some(*span),
            _ => None,
        })
        .collect();
    if let Some(first) = doubles.first() {
        let message = match doubles.len() {
            1 => "a shell reads `\\\\` as one backslash, and the command ends here".to_owned(),
            many => format!(
                "a shell reads `\\\\` as one backslash, and the command ends here; {many} lines of this call"
            ),
        };
        let issue = report.add(Code::DoubleBackslash, *first, message);
        issue.help("one backslash continues a line");
        for span in &doubles {
            issue.edit(*span, "\\");
        }
    }
    for trouble in &call.troubles {
        match *trouble {
            Trouble::DoubleBackslash(_) => {}
            Trouble::Ampersand(span) => {
                let issue = report.add(
                    Code::ShellSyntax,
                    span,
                    "`&` without quotes ends the command: what follows does not reach the server",
                );
                if let Some(url) = &call.url {
                    issue.edit(url.span, format!("'{}'", url.text.text()));
                }
            }
            Trouble::OpenQuote(span) => {
                report.add(Code::ShellSyntax, span, "this quote is never closed");
            }
            Trouble::TrailingSpace(span) => {
                report
                    .add(
                        Code::ShellSyntax,
                        span,
                        "white space after the backslash: the command ends here",
                    )
                    .edit(span, "");
            }
            Trouble::Damaged(span) => damaged(call, span, report),
        }
    }
    if let Some(url) = call.url.as_ref().filter(|url| url.quote != Quote::Damaged)
        && let Some(mended) = with_entities(url.text.text())
    {
        let issue = report.add(
            Code::MangledUrl,
            url.span,
            format!("a parameter's name was taken for a character reference; this was `{mended}`"),
        );
        if let Some(span) = url.text.contiguous(0..url.text.text().len()) {
            issue.edit(span, mended);
        }
    }
    if call.url.is_none() {
        report.add(Code::ShellSyntax, call.span, "the call has no URL");
    }
}

fn damaged(call: &Call, span: Span, report: &mut Report) {
    let Some(url) = call.url.as_ref().filter(|url| url.span == span) else {
        return;
    };
    let url = url.text.text();
    let quoted = match url.contains(['?', '&', ' ']) {
        true => format!("\"{url}\""),
        false => url.to_owned(),
    };
    report
        .add(
            Code::MangledUrl,
            span,
            format!("markup has taken this URL for a tag; it was `{url}`"),
        )
        .edit(span, quoted);
}

/// Checks a call of an operation.
pub(super) fn check(
    checks: &Checks<'_>,
    section: &Section,
    call: &Call,
    target: Target,
    report: &mut Report,
) {
    let mut checker = CallCheck {
        checks,
        section,
        call,
        target,
        report,
    };
    checker.host();
    checker.query();
    checker.path_values();
    checker.credential();
    checker.headers();
    checker.body();
}

struct CallCheck<'c, 'd> {
    checks: &'c Checks<'d>,
    section: &'c Section,
    call: &'c Call,
    target: Target,
    report: &'c mut Report,
}

/// A parameter of the query: name and value, decoded, and the places of both.
struct Pair {
    name: String,
    value: String,
    name_span: Span,
    span: Span,
}

impl CallCheck<'_, '_> {
    fn operation(&self) -> &'static Operation {
        self.target.operation
    }

    fn add(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut super::report::Issue {
        let id = self.target.operation.id;
        self.report.add(code, span, message).operation(id)
    }

    fn host(&mut self) {
        let Some(url) = &self.call.url else { return };
        let (host, ..) = route::split(url.text.text());
        if route::serves(self.target.service, host) {
            return;
        }
        let span = url.text.span(range_of(url.text.text(), host));
        let edit = url.text.contiguous(range_of(url.text.text(), host));
        let servers = self.target.service.servers;
        let known: Vec<_> = servers
            .iter()
            .map(|server| format!("`{}`", server.url))
            .collect();
        let message = format!(
            "`{host}` is not where this operation is; it is at {}",
            known.join(" or ")
        );
        let fixed = match servers {
            [server] if route::is_fixed(server) => Some(route::split(server.url).0),
            _ => None,
        };
        let issue = self.add(Code::BaseUrl, span, message);
        if let (Some(server), Some(span)) = (fixed, edit) {
            issue.edit(span, server);
        }
    }

    /// The parameters of the query, those given as data included.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        if let Some(url) = &self.call.url {
            if let Some(mended) = with_entities(url.text.text()) {
                return mended_pairs(&mended, url.span);
            }
            let (_, _, query) = route::split(url.text.text());
            for part in query.split('&').filter(|part| !part.is_empty()) {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                let span = |text: &str| url.text.span(range_of(url.text.text(), text));
                pairs.push(Pair {
                    name: query::decode(name),
                    value: query::decode(&value.replace('+', " ")),
                    name_span: span(name),
                    span: span(part),
                });
            }
        }
        if self.call.get {
            for data in &self.call.data {
                pairs.extend(data_pairs(data));
            }
        }
        pairs
    }

    fn query(&mut self) {
        let pairs = self.pairs();
        let declared = || {
            self.target
                .operation
                .parameters
                .iter()
                .filter(|p| p.place == Place::Query)
        };
        for pair in &pairs {
            let outer = pair.name.split('[').next().unwrap_or(&pair.name);
            match declared()
                .find(|parameter| parameter.name == pair.name || parameter.name == outer)
            {
                Some(parameter) => self.value(parameter, &pair.value, pair.span),
                None => self.unknown_parameter(pair),
            }
        }
        for parameter in declared().filter(|parameter| parameter.required) {
            if !pairs.iter().any(|pair| pair.name == parameter.name) {
                let span = self
                    .call
                    .url
                    .as_ref()
                    .map_or(self.call.span, |url| url.span);
                let message = format!(
                    "the call lacks the required query parameter `{}`",
                    parameter.name
                );
                self.add(Code::MissingParameter, span, message);
            }
        }
        for group in self.operation().exclusive {
            let set: Vec<_> = pairs
                .iter()
                .filter(|pair| group.contains(&pair.name.as_str()))
                .filter(|pair| !matches!(pair.value.as_str(), "" | "0" | "false" | "null"))
                .collect();
            if let [_, second, ..] = set.as_slice() {
                let names: Vec<_> = group.iter().map(|name| format!("`{name}`")).collect();
                let message = format!("at most one of these may be set: {}", names.join(", "));
                self.add(Code::ExclusiveParameters, second.span, message);
            }
        }
    }

    fn unknown_parameter(&mut self, pair: &Pair) {
        let credential = self
            .target
            .service
            .schemes
            .iter()
            .any(|scheme| matches!(scheme.kind, SchemeKind::Query(name) if name == pair.name));
        if credential || is_placeholder(&pair.name) {
            return;
        }
        let names = self
            .operation()
            .parameters
            .iter()
            .filter(|p| p.place == Place::Query);
        let near = suggest::nearest(&pair.name, names.map(|parameter| parameter.name));
        let span = pair.name_span;
        let exact = span.end - span.start == pair.name.len();
        let message = format!(
            "`{}` has no query parameter `{}`",
            self.target.name(),
            pair.name
        );
        let issue = self
            .add(Code::UnknownParameter, span, message)
            .weigh(Severity::Error);
        if let Some(near) = near {
            issue.help(format!("did you mean `{near}`?"));
            if exact {
                issue.edit(span, near);
            }
        }
    }

    fn value(&mut self, parameter: &'static Parameter, text: &str, span: Span) {
        if is_placeholder(text) || text.is_empty() {
            return;
        }
        let Some(json) = value::json(parameter.style, &[text]) else {
            return;
        };
        let what = format!("{} parameter `{}`", parameter.place.name(), parameter.name);
        let policy = example::policy(Direction::Request, false);
        if let Err(violations) = Violations::check(json.as_bytes(), parameter.check, policy) {
            for violation in violations.iter().filter(|v| v.severity == Severity::Error) {
                self.add(Code::BadParameter, span, format!("{what}: {violation}"));
            }
        }
    }

    fn path_values(&mut self) {
        let Some(url) = &self.call.url else { return };
        let (_, path, _) = route::split(url.text.text());
        let Some(found) = self
            .target
            .service
            .route(self.operation().method.name(), path.trim_end_matches('/'))
        else {
            return;
        };
        for (name, text) in found.parameters() {
            let mut declared = self.target.operation.parameters.iter();
            let parameter = declared.find(|p| p.place == Place::Path && p.name == name);
            if let Some(parameter) = parameter {
                let span = url.text.span(range_of(url.text.text(), text));
                self.value(parameter, &query::decode(text), span);
            }
        }
    }

    fn credential(&mut self) {
        let alternatives = self.operation().credentials;
        let carried = |name: &&str| {
            self.target
                .service
                .schemes
                .iter()
                .any(|scheme| scheme.name == *name && self.carries(scheme))
        };
        if alternatives.is_empty() || alternatives.iter().any(|set| set.iter().all(&carried)) {
            return;
        }
        let wanted: Vec<String> = alternatives
            .iter()
            .map(|set| {
                let how: Vec<_> = set.iter().map(|name| self.how(name)).collect();
                how.join(" with ")
            })
            .collect();
        let wanted = wanted.join(", or ");
        match self.other_credential() {
            Some((span, edit)) => {
                let message = format!(
                    "this is not the credential that `{}` takes: {wanted}",
                    self.target.name()
                );
                let issue = self.add(Code::WrongCredential, span, message);
                if let Some(name) = edit {
                    issue.edit(span, name);
                }
            }
            None => {
                let message = format!(
                    "the call carries no credential; `{}` takes {wanted}",
                    self.target.name()
                );
                self.add(Code::MissingCredential, self.call.span, message);
            }
        }
    }

    /// How a scheme travels, as documents write it.
    fn how(&self, name: &str) -> String {
        let scheme = self
            .target
            .service
            .schemes
            .iter()
            .find(|scheme| scheme.name == name);
        match scheme.map(|scheme| scheme.kind) {
            Some(SchemeKind::Bearer) => "`Authorization: Bearer …`".to_owned(),
            Some(SchemeKind::Basic) => "`Authorization: Basic …`".to_owned(),
            Some(SchemeKind::Header(header)) => format!("`{header}: …`"),
            Some(SchemeKind::Query(name)) => format!("`?{name}=…`"),
            Some(SchemeKind::Cookie(name)) => format!("the cookie `{name}`"),
            None => format!("`{name}`"),
        }
    }

    fn carries(&self, scheme: &Scheme) -> bool {
        let authorization = |kind: &str| {
            self.call.header("Authorization").any(|header| {
                let (first, rest) = header
                    .value
                    .value
                    .split_once(' ')
                    .unwrap_or((&header.value.value, ""));
                first.eq_ignore_ascii_case(kind) && !rest.trim().is_empty()
                    || first.starts_with('$')
            })
        };
        match scheme.kind {
            SchemeKind::Bearer => authorization("Bearer"),
            SchemeKind::Basic => self.call.user.is_some() || authorization("Basic"),
            SchemeKind::Header(name) => self
                .call
                .header(name)
                .any(|header| !header.value.value.is_empty()),
            SchemeKind::Query(name) => self.pairs().iter().any(|pair| pair.name == name),
            SchemeKind::Cookie(name) => self
                .call
                .header("Cookie")
                .any(|header| header.value.value.contains(&format!("{name}="))),
        }
    }

    /// Another credential in the place of the right one, and its proper name if it is only misspelt.
    fn other_credential(&self) -> Option<(Span, Option<String>)> {
        let all = self
            .checks
            .api
            .services
            .iter()
            .flat_map(|service| service.schemes);
        let names: Vec<&str> = all
            .filter_map(|scheme| match scheme.kind {
                SchemeKind::Bearer | SchemeKind::Basic => Some("Authorization"),
                SchemeKind::Header(name) => Some(name),
                _ => None,
            })
            .collect();
        self.call.headers.iter().find_map(|header| {
            let name = &header.name.value;
            if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                return Some((header.name.span.to(header.value.span), None));
            }
            let near = suggest::nearest(name, names.iter().copied())?;
            Some((header.name.span, Some(near.to_owned())))
        })
    }

    /// Headers whose names are misspelt.
    fn headers(&mut self) {
        const KNOWN: [&str; 6] = [
            "Content-Type",
            "Accept",
            "User-Agent",
            "Cookie",
            "Accept-Encoding",
            "Idempotency-Key",
        ];
        for header in &self.call.headers {
            let name = &header.name.value;
            if KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                continue;
            }
            if let Some(near) = suggest::nearest_within(name, KNOWN.into_iter(), 2) {
                let message = format!("`{name}` is probably `{near}`");
                let span = header.name.span;
                self.add(Code::HeaderName, span, message).edit(span, near);
            }
        }
    }

    fn body(&mut self) {
        let data: Vec<&Data> = match self.call.get {
            true => Vec::new(),
            false => self.call.data.iter().collect(),
        };
        let first = data.first().copied();
        match (&self.operation().request, first) {
            (None, Some(data)) => {
                let message = format!("`{}` takes no body", self.target.name());
                self.add(Code::UnexpectedBody, data.span, message)
                    .weigh(Severity::Error);
            }
            (Some(request), None) if request.required && !self.call.opaque_body => {
                let message = format!("the call has no body, `{}` needs one", self.target.name());
                self.add(Code::MissingBody, self.call.span, message);
            }
            (Some(request), Some(data)) => {
                self.content_type();
                let text = data.text.text().trim();
                let unseen =
                    data.file || data.encode || is_placeholder(text) && !text.contains('"');
                if let Some(media) = request.json().filter(|_| !unseen) {
                    let policy = example::policy(Direction::Request, request.camel_case);
                    example::judge(&data.text, media, policy)
                        .report(self.report, Some(self.target.operation.id));
                    fields::check(
                        self.section,
                        &data.text,
                        media,
                        self.target,
                        Direction::Request,
                        &self.checks.said,
                        self.report,
                    );
                }
            }
            _ => {}
        }
    }

    /// curl calls data a form unless it is told otherwise.
    fn content_type(&mut self) {
        let Some(request) = &self.operation().request else {
            return;
        };
        let types: Vec<&str> = request
            .content
            .iter()
            .map(|media| media.media_type)
            .collect();
        let essence = |text: &str| {
            text.split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        };
        let fits = |text: &str| types.iter().any(|media| essence(media) == essence(text));
        let said = self.call.header("Content-Type").next();
        let wanted = types.join(" or ");
        match said {
            None if self.call.json && fits("application/json") => {}
            None if fits("application/x-www-form-urlencoded") => {}
            None => {
                let misspelt = self.call.headers.iter().any(|header| {
                    suggest::distance(&header.name.value, "Content-Type", 2).is_some()
                });
                if !misspelt {
                    let message =
                        format!("without `Content-Type: {wanted}` the body travels as a form");
                    self.add(Code::ContentType, self.call.span, message);
                }
            }
            Some(header) if !fits(&header.value.value) => {
                let span = header.value.span;
                let message = format!("the body is {wanted}, not `{}`", header.value.value);
                let issue = self.add(Code::ContentType, span, message);
                if let [only] = types.as_slice() {
                    issue.edit(span, *only);
                }
            }
            Some(_) => {}
        }
    }
}

/// The parameters of a URL that was mended: all of them at its place.
fn mended_pairs(url: &str, span: Span) -> Vec<Pair> {
    let (_, _, query) = route::split(url);
    query::pairs(query)
        .into_iter()
        .map(|(name, value)| Pair {
            name,
            value,
            name_span: span,
            span,
        })
        .collect()
}

/// `a=1&b=2` given as data.
fn data_pairs(data: &Data) -> Vec<Pair> {
    let text = data.text.text();
    let part = |part: &str| {
        let (name, value) = part.split_once('=')?;
        Some(Pair {
            name: query::decode(name),
            value: if data.encode {
                value.to_owned()
            } else {
                query::decode(value)
            },
            name_span: data.text.span(range_of(text, name)),
            span: data.text.span(range_of(text, part)),
        })
    };
    match data.encode {
        true => part(text).into_iter().collect(),
        false => text.split('&').filter_map(part).collect(),
    }
}
