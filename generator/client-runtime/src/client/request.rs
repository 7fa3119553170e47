//! A request as it is put together by a call, before it is sent.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};

use crate::client::builder::parse_base_url;
use crate::client::core::Core;
use crate::client::credential::Place;
use crate::client::error::{Meaning, RequestError, RequestProblem};
use crate::client::operation::Operation;
use crate::client::percent;
use crate::client::retry::{RetryPolicy, random};
use crate::client::style::{PIPE, SPACE, TAB, divided};
use crate::client::validation::Validation;
use crate::json::{self, Printer};
use crate::request_body::RequestBody;
use crate::secret::SecretString;

/// How a list stands in a query (OpenAPI 3.0, `style` and `explode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// `name=a&name=b` (`form`, exploded: the default of OpenAPI).
    Exploded,
    /// `name=a,b` (`form`, not exploded).
    Comma,
    /// `name=a%20b` (`spaceDelimited`).
    Space,
    /// `name=a%7Cb` (`pipeDelimited`).
    Pipe,
    /// `name=a%09b` (`tsv` of Swagger 2.0).
    Tab,
}

/// What a call has gathered. Values are text already; nothing is checked before it is sent.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    /// Names with values that are percent-encoded already.
    pub(crate) path: Vec<(&'static str, String)>,
    /// Names with values that are percent-encoded already.
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    /// Names with values that are percent-encoded already.
    pub(crate) cookies: Vec<(Cow<'static, str>, String)>,
    pub(crate) body: Option<Content>,
    pub(crate) accept: &'static str,
    /// Why the body or a parameter could not be written.
    pub(crate) problem: Option<String>,
    /// The parameter that was set last, if nothing is sent of it.
    pub(crate) nothing: Option<&'static str>,
    /// Where it goes, if not to the client's base URL.
    pub(crate) base_url: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    /// The header that must have a key, one for all attempts.
    pub(crate) key: Option<&'static str>,
    /// What its error bodies mean; set when the request is sent.
    pub(crate) meaning: Meaning,
}

/// A request body.
#[derive(Clone)]
pub(crate) struct Content {
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) bytes: RequestBody,
}

impl fmt::Debug for Request {
    /// Parameters and bodies may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

impl Request {
    pub(crate) fn new(core: &Core, operation: &'static Operation) -> Box<Self> {
        Box::new(Self {
            core: core.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            accept: "application/json",
            problem: None,
            nothing: None,
            base_url: None,
            timeout: None,
            retry: None,
            key: None,
            meaning: Meaning::default(),
        })
    }

    /// Values are taken as `dyn`: a call passes many types, and each would bring its own copy of the step.
    pub(crate) fn set_path(&mut self, name: &'static str, value: &dyn Display) {
        set(&mut self.path, name, percent::value(&value.to_string()));
    }

    pub(crate) fn set_query(&mut self, name: &'static str, value: &dyn Display) {
        set(
            &mut self.query,
            name.into(),
            percent::value(&value.to_string()),
        );
    }

    /// Names are not case-sensitive (RFC 9110, section 5.1).
    pub(crate) fn set_header(&mut self, name: Cow<'static, str>, value: &dyn Display) {
        self.headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.to_string()));
    }

    /// Adds a query parameter to those that there are, were they of the same name.
    pub(crate) fn add_query(&mut self, name: Cow<'static, str>, value: &dyn Display) {
        self.query.push((name, percent::value(&value.to_string())));
    }

    pub(crate) fn set_cookie(&mut self, name: &'static str, value: &dyn Display) {
        let value = percent::cookie(&value.to_string());
        set(&mut self.cookies, name.into(), value);
    }

    /// Notes whether anything is sent of a parameter.
    pub(crate) fn note(&mut self, name: &'static str, is_nothing: bool) {
        self.nothing = is_nothing.then_some(name);
    }

    /// Writes a body of JSON.
    pub(crate) fn set_json(
        &mut self,
        content_type: &'static str,
        write: &dyn Fn(&mut Printer) -> Result<(), json::Error>,
    ) {
        let mut printer = Printer::new();
        match write(&mut printer) {
            Ok(()) => self.set_body(content_type, printer.into_bytes().into()),
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    pub(crate) fn set_body(&mut self, content_type: &'static str, bytes: RequestBody) {
        self.body = Some(Content {
            content_type: content_type.into(),
            bytes,
        });
    }

    /// Whether a header has been set. Names are not case-sensitive (RFC 9110, section 5.1).
    fn sets(&self, name: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|(other, _)| other.eq_ignore_ascii_case(name))
    }

    /// Makes the key that tells this call's attempts from other calls, unless the caller has.
    pub(crate) fn make_key(&mut self) {
        let Some(name) = self.key else { return };
        if self.sets(name) {
            return;
        }
        // In the form of a UUID of version 4 (RFC 9562, section 5.4), which servers expect most.
        let number = (u128::from(random()) << 64) | u128::from(random());
        let number = (number & !(0xf000_u128 << 64) & !(0xc0_u128 << 56))
            | (0x4000_u128 << 64)
            | (0x80_u128 << 56);
        let digits = format!("{number:032x}");
        let pieces = [0..8, 8..12, 12..16, 16..20, 20..32];
        let pieces = pieces.map(|piece| digits.get(piece).unwrap_or_default());
        self.headers.push((name.into(), pieces.join("-")));
    }

    pub(crate) fn error(&self, problem: RequestProblem) -> RequestError {
        RequestError::new(self.operation.id, problem)
    }

    /// Validates query and body, if the client has a validator.
    pub(crate) fn validate(&self) -> Result<(), RequestError> {
        let validation = &self.core.shared().validation;
        let query = validation.query(self.operation, &|| self.query_text());
        let verdict = query.and_then(|()| self.validate_body(validation));
        verdict.map_err(|why| self.error(RequestProblem::Invalid(why)))
    }

    fn validate_body(&self, validation: &Validation) -> Result<(), String> {
        let Some(content) = &self.body else {
            return Ok(());
        };
        let whole = content.bytes.whole();
        whole.map_or(Ok(()), |bytes| {
            validation.request(self.operation, &content.content_type, bytes)
        })
    }

    /// The query, without credentials.
    fn query_text(&self) -> String {
        let (mut text, mut separator) = (String::new(), '?');
        for (name, value) in &self.query {
            push_pair(&mut text, &mut separator, name, value);
        }
        text.split_off(text.len().min(1))
    }

    /// The request, with these secrets, for the HTTP library.
    pub(crate) fn build(
        &self,
        secrets: &[(Place, SecretString)],
    ) -> Result<reqwest::Request, RequestError> {
        let url = self.url(secrets)?;
        let method = self.operation.method.to_http();
        let method = method.ok_or_else(|| self.error(RequestProblem::Method))?;
        let mut request = reqwest::Request::new(method, url);
        let shared = self.core.shared();
        let headers = request.headers_mut();
        headers.clone_from(&shared.headers);
        if shared.gzip {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        headers.insert(ACCEPT, self.media_type("Accept", self.accept.into())?);
        for (name, value) in &self.headers {
            let problem = || self.error(RequestProblem::HeaderParameter(name.clone()));
            let value = header_value(value).ok_or_else(problem)?;
            let name = HeaderName::try_from(&**name).map_err(|_| problem())?;
            headers.insert(name, value);
        }
        for (place, secret) in secrets {
            if let Place::Header { name, prefix } = place {
                let problem = || self.error(RequestProblem::InvalidCredential);
                let text = SecretString::concat(&[prefix, secret.expose()]);
                let name = HeaderName::try_from(*name).map_err(|_| problem())?;
                headers.insert(name, sensitive(&text).ok_or_else(problem)?);
            }
        }
        if let Some(mut cookie) = self.cookie(secrets)? {
            let problem = || self.error(RequestProblem::InvalidCredential);
            // One header holds all cookies (RFC 6265, section 5.4).
            if let Some(Ok(own)) = headers.get(COOKIE).map(HeaderValue::to_str) {
                cookie = SecretString::concat(&[own, "; ", cookie.expose()]);
            }
            headers.insert(COOKIE, sensitive(&cookie).ok_or_else(problem)?);
        }
        if let Some(content) = &self.body {
            if !self.sets(CONTENT_TYPE.as_str()) {
                let content_type = self.media_type("Content-Type", content.content_type.clone())?;
                headers.insert(CONTENT_TYPE, content_type);
            }
            if content.bytes.is_stream() && content.bytes.length().is_none() {
                // Not told so, the HTTP library would send a GET without its body.
                headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
            }
            let body = content.bytes.body();
            *request.body_mut() = Some(body.ok_or_else(|| self.error(RequestProblem::Spent))?);
        } else if self.operation.method.takes_body() {
            // A server may wait for a body whose end nothing tells (RFC 9110, section 8.6).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(request)
    }

    /// A media type, as the value of a header. Those of the description are not copied.
    fn media_type(
        &self,
        header: &'static str,
        text: Cow<'static, str>,
    ) -> Result<HeaderValue, RequestError> {
        let value = match text {
            Cow::Borrowed(text) => {
                HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
            }
            Cow::Owned(text) => HeaderValue::try_from(text),
        };
        value.map_err(|_| self.error(RequestProblem::HeaderParameter(header.into())))
    }

    fn url(&self, secrets: &[(Place, SecretString)]) -> Result<reqwest::Url, RequestError> {
        let base = match &self.base_url {
            None => self.core.base_url().to_owned(),
            Some(own) => match parse_base_url(own) {
                Ok(base) => base.into(),
                Err(_) => return Err(self.error(RequestProblem::Url)),
            },
        };
        let mut text = base.trim_end_matches('/').to_owned();
        self.render_path(&mut text)?;
        let mut separator = '?';
        // A credential takes the place of a parameter of its name, as it does in the headers.
        let taken = |name: &str| {
            let mut secrets = secrets.iter();
            secrets.any(|(place, _)| matches!(place, Place::Query(other) if *other == name))
        };
        for (name, value) in self.query.iter().filter(|(name, _)| !taken(name)) {
            push_pair(&mut text, &mut separator, name, value);
        }
        for (place, secret) in secrets {
            if let Place::Query(name) = place {
                push_pair(
                    &mut text,
                    &mut separator,
                    name,
                    &percent::value(secret.expose()),
                );
            }
        }
        reqwest::Url::parse(&text).map_err(|_| self.error(RequestProblem::Url))
    }

    /// Puts the parameters into the path's template, segment by segment.
    fn render_path(&self, text: &mut String) -> Result<(), RequestError> {
        for segment in self.operation.path.split('/').skip(1) {
            if !segment.contains('{') {
                text.push('/');
                text.push_str(segment);
                continue;
            }
            let mut rendered = segment.to_owned();
            let mut parameter = None;
            for (name, value) in &self.path {
                let place = format!("{{{name}}}");
                if rendered.contains(&place) {
                    rendered = rendered.replace(&place, value);
                    parameter = Some(*name);
                }
            }
            // An empty or dotted segment would be normalised away, and the path be another operation's.
            if let (Some(name), "" | "." | "..") = (parameter, rendered.as_str()) {
                return Err(self.error(RequestProblem::PathParameter(name)));
            }
            text.push('/');
            text.push_str(&rendered);
        }
        Ok(())
    }

    /// The cookies, those that are secrets last.
    fn cookie(
        &self,
        secrets: &[(Place, SecretString)],
    ) -> Result<Option<SecretString>, RequestError> {
        let mut pieces = Vec::new();
        let taken = |name: &str| {
            let mut secrets = secrets.iter();
            secrets.any(|(place, _)| matches!(place, Place::Cookie(other) if *other == name))
        };
        for (name, value) in self.cookies.iter().filter(|(name, _)| !taken(name)) {
            pieces.extend(["; ", &**name, "=", value]);
        }
        for (place, secret) in secrets {
            if let Place::Cookie(name) = place {
                if !fits_cookie(secret.expose()) {
                    return Err(self.error(RequestProblem::InvalidCredential));
                }
                pieces.extend(["; ", *name, "=", secret.expose()]);
            }
        }
        let pieces = pieces.get(1..).filter(|pieces| !pieces.is_empty());
        Ok(pieces.map(SecretString::concat))
    }
}

/// The value of a header; `None` if it cannot be one, or whoever receives it would take it for another, because they
/// strip spaces and tabs at its ends (RFC 9110, section 5.5).
fn header_value(text: &str) -> Option<HeaderValue> {
    let is_blank = |end: Option<char>| end.is_some_and(|end| end == ' ' || end == '\t');
    if is_blank(text.chars().next()) || is_blank(text.chars().next_back()) {
        return None;
    }
    HeaderValue::try_from(text).ok()
}

/// Whether a secret stays one cookie's: a semicolon would end it (RFC 6265, section 5.4), a control character the
/// header. It goes as it was given out, and is not encoded.
fn fits_cookie(value: &str) -> bool {
    !value.contains(|c: char| c == ';' || c.is_ascii_control())
}

/// Puts a value in the place of those that the name has.
pub(crate) fn set<N: PartialEq>(pairs: &mut Vec<(N, String)>, name: N, value: String) {
    pairs.retain(|(other, _)| *other != name);
    pairs.push((name, value));
}

fn sensitive(text: &SecretString) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(text.expose()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn push_pair(text: &mut String, separator: &mut char, name: &str, value: &str) {
    text.push(*separator);
    text.push_str(&percent::value(name));
    text.push('=');
    text.push_str(value);
    *separator = '&';
}

/// A list as it is put into the query, item by item.
pub(crate) struct List {
    name: &'static str,
    style: ListStyle,
    /// The items of one parameter so far; none of [`ListStyle::Exploded`], where each is a parameter.
    joined: Option<String>,
    is_empty: bool,
}

impl List {
    /// A list without items; those that the parameter had before are gone.
    pub(crate) fn begin(request: &mut Request, name: &'static str, style: ListStyle) -> Self {
        request.query.retain(|(other, _)| other != name);
        Self {
            name,
            style,
            joined: None,
            is_empty: true,
        }
    }

    pub(crate) fn push(&mut self, request: &mut Request, item: &dyn Display) {
        self.is_empty = false;
        let item = percent::value(&item.to_string());
        let separator = match self.style {
            ListStyle::Exploded => return request.query.push((self.name.into(), item)),
            ListStyle::Comma => ",",
            ListStyle::Space => SPACE,
            ListStyle::Pipe => PIPE,
            ListStyle::Tab => TAB,
        };
        if item.contains(separator) {
            request.problem = Some(divided(self.name));
        }
        match &mut self.joined {
            None => self.joined = Some(item),
            Some(joined) => {
                joined.push_str(separator);
                joined.push_str(&item);
            }
        }
    }

    /// Nothing is sent of a list without items (RFC 6570, section 2.3).
    pub(crate) fn end(self, request: &mut Request) {
        request.note(self.name, self.is_empty);
        let joined = self.joined.map(|joined| (self.name.into(), joined));
        request.query.extend(joined);
    }
}
