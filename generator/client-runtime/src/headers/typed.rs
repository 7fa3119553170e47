//! Headers as a description types them.

use serde::de::DeserializeOwned;

use super::ResponseHeaders;
use super::list;
use crate::response::{Body, DecodeFailure};

/// The headers that a description gives a response. Emitted for each response that has some.
pub trait FromHeaders: Sized {
    /// Whether they are those of a response of this status.
    fn fits(status: u16) -> bool;

    /// Reads them.
    ///
    /// # Errors
    ///
    /// When a required one is missing, or one is not of its type.
    fn from_headers(headers: &ResponseHeaders, status: u16) -> Result<Self, DecodeFailure>;
}

/// Headers as they came fit any response.
impl FromHeaders for ResponseHeaders {
    fn fits(_: u16) -> bool {
        true
    }

    fn from_headers(headers: &ResponseHeaders, _: u16) -> Result<Self, DecodeFailure> {
        Ok(headers.clone())
    }
}

/// What the text of a header is (OpenAPI 3.0.3, section 4.7.12.3, `simple`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// A text.
    Text,
    /// A number or a boolean.
    Literal,
    /// Texts between commas.
    Texts,
    /// Numbers or booleans between commas.
    Literals,
    /// Texts between what no item holds (`collectionFormat` of Swagger 2.0).
    TextsBetween(char),
    /// Numbers or booleans between what no item holds.
    LiteralsBetween(char),
    /// JSON.
    Json,
}

impl ResponseHeaders {
    /// The value of a header that is always there.
    ///
    /// # Errors
    ///
    /// When it is missing, or not of this type. The error does not show the value: it may be a secret.
    pub fn required<T: DeserializeOwned>(
        &self,
        name: &str,
        form: HeaderForm,
    ) -> Result<T, DecodeFailure> {
        match self.optional(name, form)? {
            Some(value) => Ok(value),
            None => Err(missing(name)),
        }
    }

    /// The value of a header that may be there.
    ///
    /// # Errors
    ///
    /// When it is not of this type. The error does not show the value: it may be a secret.
    pub fn optional<T: DeserializeOwned>(
        &self,
        name: &str,
        form: HeaderForm,
    ) -> Result<Option<T>, DecodeFailure> {
        let Some(json) = self.as_json(name, form) else {
            return Ok(None);
        };
        let body = Body::new(0, None, json.as_bytes());
        match body.json() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(mistyped(name)),
        }
    }

    /// The value of a header as JSON, which all types are read from.
    fn as_json(&self, name: &str, form: HeaderForm) -> Option<String> {
        let mut lines = self.lines(name).map(String::from_utf8_lossy);
        let first = lines.next()?;
        // More lines are one list (RFC 9110, section 5.3), but for cookies, which may hold commas.
        if name.eq_ignore_ascii_case("set-cookie") {
            return Some(match form {
                HeaderForm::Texts => {
                    array([first].into_iter().chain(lines).map(|line| text(&line)))
                }
                _ => text(&first),
            });
        }
        let whole = lines.fold(first.into_owned(), |whole, line| whole + ", " + &line);
        Some(match form {
            HeaderForm::Text => text(&whole),
            HeaderForm::Literal | HeaderForm::Json => whole,
            HeaderForm::Texts => array(list::items(&whole).iter().map(|item| text(item))),
            HeaderForm::Literals => array(list::items(&whole).into_iter()),
            HeaderForm::TextsBetween(separator) => {
                array(list::between(&whole, separator).map(text))
            }
            HeaderForm::LiteralsBetween(separator) => {
                array(list::between(&whole, separator).map(str::to_owned))
            }
        })
    }
}

#[cold]
fn missing(name: &str) -> DecodeFailure {
    DecodeFailure::new(format!("the header `{name}` is missing"))
}

#[cold]
fn mistyped(name: &str) -> DecodeFailure {
    DecodeFailure::new(format!("the header `{name}` is not of its type"))
}

fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use http::header::{HeaderMap, HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> ResponseHeaders {
        let mut map = HeaderMap::new();
        for (name, value) in lines {
            map.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        ResponseHeaders::new(map)
    }

    #[test]
    fn values_have_the_form_that_the_description_says() {
        let headers = headers(&[
            ("x-text", "a \"b\", 7"),
            ("x-number", "7"),
            ("x-flag", "true"),
            ("x-list", "a, \"b,c\""),
            ("x-list", "d"),
            ("x-numbers", "1,2"),
            ("x-bars", "a b| c|d,e"),
            ("x-tabs", "1\t2"),
            ("x-json", "{\"a\": [1]}"),
            ("set-cookie", "a=1; Expires=Fri, 01 Jan 2027 00:00:00 GMT"),
            ("set-cookie", "b=2"),
        ]);
        let text: String = headers.required("X-Text", HeaderForm::Text).unwrap();
        assert_eq!(text, "a \"b\", 7");
        let number: i64 = headers.required("X-Number", HeaderForm::Literal).unwrap();
        assert_eq!(number, 7);
        let flag: bool = headers.required("x-flag", HeaderForm::Literal).unwrap();
        assert!(flag);
        let list: Vec<String> = headers.required("x-list", HeaderForm::Texts).unwrap();
        assert_eq!(list, ["a", "b,c", "d"]);
        let numbers: Vec<u32> = headers.required("x-numbers", HeaderForm::Literals).unwrap();
        assert_eq!(numbers, [1, 2]);
        let bars = HeaderForm::TextsBetween('|');
        let bars: Vec<String> = headers.required("x-bars", bars).unwrap();
        assert_eq!(bars, ["a b", "c", "d,e"]);
        let tabs = HeaderForm::LiteralsBetween('\t');
        let tabs: Vec<u32> = headers.required("x-tabs", tabs).unwrap();
        assert_eq!(tabs, [1, 2]);
        let json: serde_json::Value = headers.required("x-json", HeaderForm::Json).unwrap();
        assert_eq!(json, serde_json::json!({"a": [1]}));
        let cookies: Vec<String> = headers.required("Set-Cookie", HeaderForm::Texts).unwrap();
        assert_eq!(cookies.len(), 2);
        let none: Option<String> = headers.optional("x-none", HeaderForm::Text).unwrap();
        assert_eq!(none, None);
    }

    #[test]
    fn what_is_wrong_is_named_and_not_shown() {
        let headers = headers(&[("x-number", "hunter2")]);
        let wrong = headers.required::<i64>("X-Number", HeaderForm::Literal);
        let message = wrong.unwrap_err().to_string();
        assert_eq!(message, "the header `X-Number` is not of its type");
        let missing = headers.required::<i64>("X-None", HeaderForm::Literal);
        let message = missing.unwrap_err().to_string();
        assert_eq!(message, "the header `X-None` is missing");
        assert_eq!(format!("{headers:?}"), "[\"x-number\"]");
    }
}
