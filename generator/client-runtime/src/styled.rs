//! The steps of a call whose values become text by a style, or the parts of a form.

use serde::Serialize;
use serde_json::Value;

use crate::call::Call;
use crate::multipart::{MultipartBody, Parts};
use crate::request::{encode, encode_segment, set};
use crate::style::{self, Style};

impl<T, E> Call<T, E> {
    /// Sets a path parameter by its style. A value that has no text in that style makes the call an error.
    pub fn path_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let text = json(value).and_then(|value| style::one(name, style, &value, encode_segment));
        if let Some(text) = self.kept(text) {
            set(&mut self.request.path, name, text);
        }
        self
    }

    /// Sets query parameters by a style.
    pub fn query_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let pairs = json(value).and_then(|value| style::pairs(name, style, &value));
        let pairs = self.kept(pairs).unwrap_or_default();
        let query = &mut self.request.query;
        query.retain(|(other, _)| !pairs.iter().any(|(name, _)| name == other));
        query.extend(pairs.into_iter().map(|(name, value)| (name.into(), value)));
        self
    }

    /// Sets a header parameter by its style. Headers are not percent-encoded.
    pub fn header_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let text = json(value).and_then(|value| style::one(name, style, &value, str::to_owned));
        if let Some(text) = self.kept(text) {
            set(&mut self.request.headers, name, text);
        }
        self
    }

    /// Sets a cookie parameter by its style.
    pub fn cookie_as(
        mut self,
        name: &'static str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let pairs = json(value).and_then(|value| style::pairs(name, style, &value));
        let pairs = self.kept(pairs).unwrap_or_default();
        let cookies = &mut self.request.cookies;
        cookies.retain(|(other, _)| *other != name);
        cookies.extend(pairs.into_iter().map(|(_, value)| (name, value)));
        self
    }

    /// Sets the body, as `application/x-www-form-urlencoded`; `styles` are those of properties that have one of their
    /// own.
    pub fn form(
        mut self,
        body: &(impl Serialize + ?Sized),
        styles: &[(&'static str, Style)],
    ) -> Self {
        let pairs = json(body).and_then(|body| style::form(&body, styles));
        let Some(pairs) = self.kept(pairs) else {
            return self;
        };
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|(name, value)| format!("{}={value}", encode(&name)))
            .collect();
        self.body("application/x-www-form-urlencoded", pairs.join("&"))
    }

    /// Sets the body, as `multipart/form-data`.
    pub fn multipart(mut self, body: &impl MultipartBody) -> Self {
        let mut parts = Parts::default();
        body.parts(&mut parts);
        let content = parts.finish();
        self.request.body = self.kept(content);
        self
    }

    /// The outcome of writing a part of the request; what went wrong is told when the call is sent.
    fn kept<V>(&mut self, outcome: Result<V, String>) -> Option<V> {
        match outcome {
            Ok(value) => Some(value),
            Err(problem) => {
                self.request.problem = Some(problem);
                None
            }
        }
    }
}

pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}
