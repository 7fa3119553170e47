//! Calls: method, URL, query, credential, media type, body.

use trueup_validator::registry::{
    Media, Operation, Parameter, Place, RequestBody, split_url, wire,
};
use trueup_validator::{Direction, Severity};

use super::report::Report;
use super::route::{self, Target};
use super::{Checks, example, fields, form};
use crate::code::Code;
use crate::document::call::{Call, Client, Data};
use crate::document::model::Section;
use crate::document::placeholder::is_placeholder;
use crate::document::suggest;
use crate::document::text::{Span, range_of};
use crate::document::{json, mend};
use crate::host;

/// The operation that a call of the document leads to.
pub(super) fn target<'a>(checks: &Checks<'a, '_>, call: &Call) -> Option<Target<'a>> {
    let address = std::ptr::from_ref(call) as usize;
    if let Some(known) = checks.called.borrow().get(&address) {
        return *known;
    }
    let target = look_up(checks, call);
    checks.called.borrow_mut().insert(address, target);
    target
}

fn look_up<'a>(checks: &Checks<'a, '_>, call: &Call) -> Option<Target<'a>> {
    let url = call.url.as_ref()?.text.text();
    let (host, path, _) = split_url(url);
    let prefer = host::owner(checks.routes, host);
    let method = call.effective_method();
    let mut below = checks.routes.below_servers(url).into_iter();
    let found = below
        .find_map(|(service, rest)| route::find_of(checks.routes, method, rest, service))
        .or_else(|| route::find(checks.routes, method, path, prefer))
        .or_else(|| route::with_slashes(checks.routes, method, path, prefer));
    found.filter(|target| host::serves(checks.routes, target.service, host) || prefer.is_none())
}

/// Whether a call has what an operation alone of those at its path has: a required header, or a name in the query, of one
/// value.
pub(super) fn names(call: &Call, operation: &Operation<'_>) -> bool {
    let query = call.url.as_ref().map(|url| split_url(url.text.text()).2);
    let query = wire::pairs(query.unwrap_or_default());
    let parameters = operation.parameters.iter();
    let mut told = parameters.filter_map(|parameter| match parameter.values {
        [only] if parameter.required => Some((parameter, *only)),
        _ => None,
    });
    told.any(|(parameter, only)| match parameter.place {
        Place::Header => {
            let mut headers = call.headers.iter();
            let name = parameter.name;
            headers.any(|header| {
                header.name.value.eq_ignore_ascii_case(name) && header.value.value == only
            })
        }
        Place::Query => {
            let mut pairs = query.iter();
            pairs.any(|(name, value)| *name == parameter.name && *value == only)
        }
        Place::Path | Place::Cookie => false,
    })
}

/// Checks a call of an operation.
pub(super) fn check<'a>(
    checks: &Checks<'a, '_>,
    section: &Section,
    call: &Call,
    target: Target<'a>,
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

pub(super) struct CallCheck<'a, 'c, 'd> {
    pub(super) checks: &'c Checks<'a, 'd>,
    section: &'c Section,
    pub(super) call: &'c Call,
    pub(super) target: Target<'a>,
    pub(super) report: &'c mut Report,
}

impl<'a> CallCheck<'a, '_, '_> {
    pub(super) fn operation(&self) -> &'a Operation<'a> {
        self.target.operation
    }

    pub(super) fn add(
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
        let (host, ..) = split_url(url.text.text());
        let (routes, service) = (self.checks.routes, self.target.service);
        // An operation that has servers of its own is at no other (OpenAPI 3.0.3, section 4.7.10.1).
        let own = self.operation().servers;
        let elsewhere =
            !own.is_empty() && host::is_described(routes, service, host) && !host::is_at(own, host);
        if !elsewhere && host::serves(routes, service, host) {
            return;
        }
        let span = url.text.span(range_of(url.text.text(), host));
        let servers = if own.is_empty() { service.servers } else { own };
        let servers = servers.iter();
        let known: Vec<_> = servers.map(|server| format!("`{}`", server.url)).collect();
        let message = format!(
            "`{host}` is not where this operation is; it is at {}",
            known.join(" or ")
        );
        self.add(Code::BaseUrl, span, message);
    }

    /// Judges what is there of a parameter: names and values as they travel.
    pub(super) fn value(
        &mut self,
        parameter: &'a Parameter<'a>,
        pairs: &[(&str, &str)],
        span: Span,
    ) {
        let decoded = |text: &str| parameter.spelling().decode(text).into_owned();
        if pairs
            .iter()
            .any(|(_, text)| text.is_empty() || is_placeholder(&decoded(text)))
        {
            return;
        }
        for violation in parameter.violations(pairs) {
            self.add(
                Code::BadParameter,
                span,
                format!("{parameter}: {violation}"),
            );
        }
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
        match &self.operation().request {
            None => {
                let part = self.call.parts.first().map(|part| part.span);
                if let Some(span) = first.map(|data| data.span).or(part) {
                    let message = format!("`{}` takes no body", self.target.name());
                    self.add(Code::UnexpectedBody, span, message)
                        .weigh(Severity::Error);
                }
            }
            Some(request) if !self.call.sends_body() => {
                if request.required && self.call.client != Client::Line {
                    let message =
                        format!("the call has no body, `{}` needs one", self.target.name());
                    self.add(Code::MissingBody, self.call.span, message);
                }
            }
            Some(request) => {
                self.content_type();
                match (form::media(request, self.call), first) {
                    (Some(media), _) => self.form(media),
                    (None, Some(data)) => self.json_body(request, data),
                    (None, None) => {}
                }
            }
        }
    }

    fn json_body(&mut self, request: &'a RequestBody<'a>, data: &Data) {
        let text = data.text.text().trim();
        // Names and values, as curl sends them where nobody says that they are JSON: that is said.
        let said = self.call.header("Content-Type").next().is_some();
        if !said && !self.call.json && !text.starts_with(['{', '[', '"']) && text.contains('=') {
            return;
        }
        let unseen = data.file || data.encode || is_placeholder(text) && !text.contains('"');
        // A description may have the properties of a body that it does not call JSON.
        let described: &'a [Media<'a>] = request.content;
        let mut described = described.iter().filter(|media| media.form.is_none());
        let media = request.json().or_else(|| {
            let other = described.find(|it| it.schema.is_some_and(|it| !it.fields.is_empty()));
            other.filter(|_| self.shows_json())
        });
        let Some(media) = media.filter(|_| !unseen) else {
            return;
        };
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

    /// Whether the body of the call is JSON by its looks.
    fn shows_json(&self) -> bool {
        let [data] = self.call.data.as_slice() else {
            return false;
        };
        let text = data.text.text().trim();
        text.starts_with(['{', '[']) && json::parse(&mend::mend(text).text).is_some()
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
        let fits = |text: &str| request.content.iter().any(|media| media.fits(text));
        let said = self.call.header("Content-Type").next();
        let wanted = types.join(" or ");
        match said {
            None if self.call.json && fits("application/json") => {}
            None if !self.call.parts.is_empty() && fits("multipart/form-data") => {}
            None if self.call.opaque_body || self.call.client != Client::Curl => {}
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
                let shows_json = self.shows_json();
                let issue = self.add(Code::ContentType, span, message);
                if let [only] = types.as_slice() {
                    // Another type may be a mistake of the description; a slip is none, nor is what the body shows.
                    let slip = suggest::distance(&header.value.value, only, 2).is_some();
                    if slip
                        || shows_json
                            && request
                                .content
                                .iter()
                                .any(|media| media.fits("application/json"))
                    {
                        issue.edit(span, *only);
                    }
                }
            }
            Some(_) => {}
        }
    }
}
