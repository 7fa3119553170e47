//! Bodies of several parts, such as files beside texts (`multipart/form-data`, RFC 7578).

use reqwest::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::client::request::Content;
use crate::client::retry::random;
use crate::client::style;
use crate::json::to_value;
use crate::media_type::is_json;
use crate::request_body::RequestBody;
use crate::upload::Upload;

/// A type that is sent as the parts of a form. Emitted for the bodies of such operations.
pub trait MultipartBody {
    /// Writes the parts.
    fn parts(&self, parts: &mut Parts);
}

/// The parts of a form.
#[derive(Debug, Default)]
pub struct Parts {
    list: Vec<Part>,
    problem: Option<String>,
}

#[derive(Debug)]
struct Part {
    head: String,
    content: RequestBody,
}

/// Adds parts under what an Encoding Object says of them (OpenAPI 3.0.3, section 4.7.15). Made by [`Parts::labelled`].
#[derive(Debug)]
pub struct Labelled<'p> {
    parts: &'p mut Parts,
    content_type: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
}

impl Parts {
    /// Adds a value: text as it is, numbers and booleans as text, each item of a list as a part of its own, objects as
    /// JSON. Null is left out.
    pub fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.labelled(None, &[]).field(name, value);
    }

    /// Adds a value, if there is one.
    pub fn opt(&mut self, name: &str, value: &Option<impl Serialize>) {
        self.labelled(None, &[]).opt(name, value);
    }

    /// Adds files.
    pub fn files<'a>(&mut self, name: &str, files: impl IntoIterator<Item = &'a Upload>) {
        self.labelled(None, &[]).files(name, files);
    }

    /// Says of the next parts what they hold, and which headers they have.
    pub fn labelled(
        &mut self,
        content_type: Option<&'static str>,
        headers: &'static [(&'static str, &'static str)],
    ) -> Labelled<'_> {
        Labelled {
            parts: self,
            content_type,
            headers,
        }
    }

    fn push(&mut self, head: Result<Head, String>, content: RequestBody) {
        match head {
            Ok(Head(head)) => self.list.push(Part { head, content }),
            Err(problem) => self.problem = Some(problem),
        }
    }
}

impl Labelled<'_> {
    /// Adds a value. With a content type of JSON it is one part, else the same as by [`Parts::field`].
    pub fn field(mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        let value = match to_value(value) {
            Ok(value) => value,
            Err(problem) => {
                self.parts.problem = Some(problem);
                return;
            }
        };
        match value {
            Value::Null => {}
            value if self.content_type.is_some_and(is_json) => {
                let head = self.head(name, None, None);
                self.parts.push(head, value.to_string().into());
            }
            Value::Array(items) => items.iter().for_each(|item| self.value(name, item)),
            value => self.value(name, &value),
        }
    }

    /// Adds a value, if there is one.
    pub fn opt(self, name: &str, value: &Option<impl Serialize>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Adds files. The content type of a file itself comes first.
    pub fn files<'a>(self, name: &str, files: impl IntoIterator<Item = &'a Upload>) {
        for file in files {
            let file_name = file.file_name.as_deref().unwrap_or("file");
            let own = file.content_type.as_deref();
            let described = self.content_type.unwrap_or("application/octet-stream");
            let headers = file.headers.iter();
            let head = headers.fold(
                self.head(name, Some(file_name), Some(own.unwrap_or(described))),
                |head, (name, value)| head?.with(name, value),
            );
            self.parts.push(head, file.content.clone());
        }
    }

    fn value(&mut self, name: &str, value: &Value) {
        let (head, text) = match (style::text(value), self.content_type) {
            (Some(None), _) => return,
            (Some(Some(text)), _) => (self.head(name, None, None), text),
            (None, None) => (
                self.head(name, None, Some("application/json")),
                value.to_string(),
            ),
            (None, Some(content_type)) => {
                let problem = format!("`{name}` is no text, as `{content_type}` would be");
                (Err(problem), String::new())
            }
        };
        self.parts.push(head, text.into());
    }

    /// `content_type` is one that is not the label's.
    fn head(
        &self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
    ) -> Result<Head, String> {
        let mut head = Head::new(name, file_name);
        if let Some(content_type) = content_type.or(self.content_type) {
            head = head.with("Content-Type", content_type)?;
        }
        let mut headers = self.headers.iter();
        headers.try_fold(head, |head, (name, value)| head.with(name, value))
    }
}

/// The head of a part: lines without the last one's end.
struct Head(String);

impl Head {
    fn new(name: &str, file_name: Option<&str>) -> Self {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
        if let Some(file_name) = file_name {
            head += &format!("; filename=\"{}\"", escaped(file_name));
        }
        Self(head)
    }

    /// # Errors
    ///
    /// What is no header, and would end the head.
    fn with(mut self, name: &str, value: &str) -> Result<Self, String> {
        if HeaderName::try_from(name).is_err() || HeaderValue::try_from(value).is_err() {
            return Err(format!(
                "a part of a form cannot have such a header: {name:?}"
            ));
        }
        self.0 += &format!("\r\n{name}: {value}");
        Ok(self)
    }
}

impl Parts {
    /// The body, of a media type that is told its boundary.
    pub(crate) fn finish(self, media_type: &str) -> Result<Content, String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let boundary = self.boundary();
        let mut pieces = Vec::new();
        for part in self.list {
            let head = format!("--{boundary}\r\n{}\r\n\r\n", part.head);
            pieces.extend([head.into(), part.content, b"\r\n".into()]);
        }
        pieces.push(format!("--{boundary}--\r\n").into());
        let bytes = RequestBody::joined(pieces);
        Ok(Content {
            content_type: format!("{media_type}; boundary={boundary}").into(),
            bytes: bytes.ok_or("a file is a stream, and has been sent already")?,
        })
    }

    /// A line that stands in no part (RFC 2046 §5.1.1). What a stream will bring is not known: there, chance has to do.
    fn boundary(&self) -> String {
        if self.list.iter().any(|part| part.content.is_stream()) {
            return format!("part-{:016x}{:016x}", random(), random());
        }
        let mut number = 0u64;
        loop {
            let boundary = format!("part-{number:016x}");
            let inside = |part: &Part| {
                let content = part.content.whole().map(|bytes| bytes.as_ref());
                let mut windows = content.unwrap_or_default().windows(boundary.len());
                windows.any(|bytes| bytes == boundary.as_bytes())
            };
            if !self.list.iter().any(inside) {
                return boundary;
            }
            number += 1;
        }
    }
}

/// The text between quotes, as browsers send it (WHATWG HTML, "multipart/form-data encoding algorithm").
fn escaped(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FORM: &str = "multipart/form-data";

    fn text(parts: Parts) -> String {
        String::from_utf8(parts.finish(FORM).unwrap().bytes.whole().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn parts_stand_between_boundaries() {
        let mut parts = Parts::default();
        parts.field("a\"b", "x");
        parts.field("list", &[1, 2]);
        parts.field("object", &json!({"k": null}));
        parts.opt("none", &None::<u8>);
        parts.files("file", &Some(Upload::new("content").file_name("n\r\n")));
        let boundary = "part-0000000000000000";
        let expected = [
            "name=\"a%22b\"\r\n\r\nx",
            "name=\"list\"\r\n\r\n1",
            "name=\"list\"\r\n\r\n2",
            "name=\"object\"\r\nContent-Type: application/json\r\n\r\n{\"k\":null}",
            "name=\"file\"; filename=\"n%0D%0A\"\r\nContent-Type: application/octet-stream\r\n\r\ncontent",
        ];
        let expected: String = expected
            .iter()
            .map(|part| format!("--{boundary}\r\nContent-Disposition: form-data; {part}\r\n"))
            .collect();
        assert_eq!(text(parts), format!("{expected}--{boundary}--\r\n"));
    }

    #[test]
    fn a_boundary_is_in_no_part() {
        let mut parts = Parts::default();
        parts.field("a", "--part-0000000000000000--");
        assert!(text(parts).ends_with("--part-0000000000000001--\r\n"));
    }

    #[test]
    fn a_content_type_cannot_end_the_head() {
        let mut parts = Parts::default();
        parts.files("f", [&Upload::new("").content_type("a/b\r\nX: y")]);
        assert!(parts.finish(FORM).is_err());
        for (name, value) in [("X", "y\r\nZ: z"), ("X:", "y"), ("X\n", "y"), ("", "y")] {
            let mut parts = Parts::default();
            parts.files("f", [&Upload::new("").header(name, value)]);
            assert!(parts.finish(FORM).is_err(), "{name:?}: {value:?}");
        }
    }

    #[test]
    fn parts_are_what_their_labels_say() {
        let mut parts = Parts::default();
        let json = Some("application/vnd.meta+json");
        parts
            .labelled(json, &[("X-A", "1")])
            .field("meta", &json!([{"k": 1}]));
        parts.labelled(json, &[]).field("text", "x");
        parts.labelled(json, &[]).opt("none", &None::<u8>);
        let text = Some("text/markdown");
        parts.labelled(text, &[]).field("note", &["*a*", "*b*"]);
        let files = [
            Upload::new("1"),
            Upload::new("2")
                .content_type("image/gif")
                .header("X-B", "2"),
        ];
        parts
            .labelled(Some("image/png"), &[("X-A", "1")])
            .files("img", &files);
        let expected = [
            "name=\"meta\"\r\nContent-Type: application/vnd.meta+json\r\nX-A: 1\r\n\r\n[{\"k\":1}]",
            "name=\"text\"\r\nContent-Type: application/vnd.meta+json\r\n\r\n\"x\"",
            "name=\"note\"\r\nContent-Type: text/markdown\r\n\r\n*a*",
            "name=\"note\"\r\nContent-Type: text/markdown\r\n\r\n*b*",
            "name=\"img\"; filename=\"file\"\r\nContent-Type: image/png\r\nX-A: 1\r\n\r\n1",
            "name=\"img\"; filename=\"file\"\r\nContent-Type: image/gif\r\nX-A: 1\r\nX-B: 2\r\n\r\n2",
        ];
        let boundary = "part-0000000000000000";
        let expected: String = expected
            .iter()
            .map(|part| format!("--{boundary}\r\nContent-Disposition: form-data; {part}\r\n"))
            .collect();
        assert_eq!(self::text(parts), format!("{expected}--{boundary}--\r\n"));
    }

    #[test]
    fn an_object_is_no_text() {
        let mut parts = Parts::default();
        parts
            .labelled(Some("text/xml"), &[])
            .field("a", &json!({"k": 1}));
        assert!(parts.finish(FORM).is_err());
    }
}
