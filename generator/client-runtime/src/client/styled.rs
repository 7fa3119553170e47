//! The steps of a call whose values become text by a style, or the parts of a form.

use serde::Serialize;
use serde_json::Value;

use crate::charset;
use crate::client::call::Call;
use crate::client::multipart::{MultipartBody, Parts};
use crate::client::percent;
use crate::client::request::{Content, Request, set};
use crate::client::style::{self, Spelling, Style};
use crate::json::to_value;
use crate::upload::Upload;

/// What is the same for calls of all types.
impl Request {
    fn spell_path(
        &mut self,
        name: &'static str,
        style: Style,
        value: Result<Value, String>,
        spelling: Spelling,
    ) {
        let text = value.and_then(|value| style::one(name, style, &value, spelling));
        // Nothing in the place of a parameter is an error when the path is put together.
        if let Some(text) = self.kept(text) {
            set(&mut self.path, name, text.unwrap_or_default());
        }
    }

    fn spell_query(
        &mut self,
        name: &'static str,
        style: Style,
        value: Result<Value, String>,
        spelling: Spelling,
    ) {
        let pairs = value.and_then(|value| style::pairs(name, style, &value, spelling));
        let pairs = self.kept(pairs).unwrap_or_default();
        self.note(name, pairs.is_empty());
        let is_new = |other: &str| other == name || pairs.iter().any(|(name, _)| name == other);
        self.query.retain(|(other, _)| !is_new(other));
        self.query
            .extend(pairs.into_iter().map(|(name, value)| (name.into(), value)));
    }

    fn spell_header(&mut self, name: &'static str, style: Style, value: Result<Value, String>) {
        let text = value.and_then(|value| style::one(name, style, &value, Spelling::HEADER));
        let text = self.kept(text).flatten();
        self.note(name, text.is_none());
        self.headers.retain(|(other, _)| *other != name);
        self.headers.extend(text.map(|text| (name.into(), text)));
    }

    fn spell_cookie(&mut self, name: &'static str, style: Style, value: Result<Value, String>) {
        let pairs = value.and_then(|value| style::cookies(name, style, &value));
        let pairs = self.kept(pairs).unwrap_or_default();
        self.note(name, pairs.is_empty());
        let is_new = |other: &str| other == name || pairs.iter().any(|(name, _)| name == other);
        self.cookies.retain(|(other, _)| !is_new(other));
        self.cookies
            .extend(pairs.into_iter().map(|(name, value)| (name.into(), value)));
    }

    fn set_form(&mut self, body: Result<Value, String>, styles: &[(&'static str, Style)]) {
        let pairs = body.and_then(|body| style::form(&body, styles));
        let Some(pairs) = self.kept(pairs) else {
            return;
        };
        let pairs = pairs
            .into_iter()
            .map(|(name, value)| format!("{}={value}", percent::value(&name)));
        let text = pairs.collect::<Vec<_>>().join("&");
        self.set_body("application/x-www-form-urlencoded", text.into());
    }

    /// The outcome of writing a part of the request; what went wrong is told when the call is sent.
    fn kept<V>(&mut self, outcome: Result<V, String>) -> Option<V> {
        match outcome {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem = Some(problem);
                None
            }
        }
    }
}

impl<T, E> Call<T, E> {
    /// Sets a path parameter by its style. A value that has no text in that style makes the call an error.
    #[doc(hidden)]
    pub fn path_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.request
            .spell_path(name, style, to_value(value), Spelling::VALUE);
        self
    }

    /// The same, with reserved characters and what is percent-encoded already as they are (`allowReserved` of OpenAPI),
    /// as far as a segment of a path may have them: `/`, `?`, `#`, `[` and `]` are encoded all the same.
    #[doc(hidden)]
    pub fn path_reserved(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.request
            .spell_path(name, style, to_value(value), Spelling::RESERVED_PATH);
        self
    }

    /// Sets query parameters by a style. Nothing is sent of a list or an object that is empty.
    #[doc(hidden)]
    pub fn query_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.request
            .spell_query(name, style, to_value(value), Spelling::VALUE);
        self
    }

    /// The same, with reserved characters and what is percent-encoded already as they are (`allowReserved` of OpenAPI).
    /// `#`, `[`, `]`, `'`, `&` and `+` are encoded all the same.
    #[doc(hidden)]
    pub fn query_reserved(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.request
            .spell_query(name, style, to_value(value), Spelling::RESERVED);
        self
    }

    /// Makes the call an error where nothing is sent of a parameter that must be there.
    #[doc(hidden)]
    pub fn filled(mut self, name: &'static str) -> Self {
        if self.request.nothing == Some(name) {
            self.request.problem = Some(format!(
                "`{name}` must be there, and nothing is sent of an empty list or object"
            ));
        }
        self
    }

    /// Sets a header parameter by its style. Headers are not percent-encoded.
    #[doc(hidden)]
    pub fn header_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.request.spell_header(name, style, to_value(value));
        self
    }

    /// Sets a cookie parameter by its style.
    #[doc(hidden)]
    pub fn cookie_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.request.spell_cookie(name, style, to_value(value));
        self
    }

    /// Sets the body, as `application/x-www-form-urlencoded`; `styles` are those of properties that have one of their
    /// own.
    #[doc(hidden)]
    pub fn form(
        mut self,
        body: &(impl Serialize + ?Sized),
        styles: &[(&'static str, Style)],
    ) -> Self {
        self.request.set_form(to_value(body), styles);
        self
    }

    /// Sets the body, as `multipart/form-data`.
    #[doc(hidden)]
    pub fn multipart(self, body: &impl MultipartBody) -> Self {
        self.multipart_as("multipart/form-data", body)
    }

    /// Sets the body, as parts of another media type, such as `multipart/mixed`.
    #[doc(hidden)]
    pub fn multipart_as(mut self, media_type: &'static str, body: &impl MultipartBody) -> Self {
        let mut parts = Parts::default();
        body.parts(&mut parts);
        let content = parts.finish(media_type);
        self.request.body = self.request.kept(content);
        self
    }

    /// Sets the body, as text in the encoding that the content type names (`charset`).
    #[doc(hidden)]
    pub fn text(mut self, content_type: &'static str, text: &str) -> Self {
        let bytes = charset::encoded(content_type, text);
        let bytes = bytes.map(|bytes| Content {
            content_type: content_type.into(),
            bytes: bytes.into(),
        });
        self.request.body = self.request.kept(bytes);
        self
    }

    /// Sets the body, as bytes of a content type of this range, which the file says.
    #[doc(hidden)]
    pub fn file(mut self, range: &'static str, file: impl Into<Upload>) -> Self {
        let file = file.into();
        let content = match file.content_type {
            Some(content_type) => Ok(Content {
                content_type: content_type.into(),
                bytes: file.content,
            }),
            None => Err(format!(
                "`{range}` is a range of content types: the file must say its own"
            )),
        };
        self.request.body = self.request.kept(content);
        self
    }
}
