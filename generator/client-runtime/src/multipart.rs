//! Bodies of several parts, such as files beside texts (`multipart/form-data`, RFC 7578).

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::outgoing::Outgoing;
use crate::request::Content;
use crate::retry::random;
use crate::style;
use crate::styled::json;

/// A file in a form.
///
/// ```
/// use trueup_client::Upload;
///
/// let photo = Upload::new(b"...").file_name("cat.png").content_type("image/png");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    content: Outgoing,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Upload {
    /// Takes the content. Without a name and a content type it is sent as the file `file` of
    /// `application/octet-stream`.
    ///
    /// It may be a stream: see [`Outgoing`], where it says what follows for the call. A form of which one file is a
    /// stream makes one call.
    pub fn new(content: impl Into<Outgoing>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// Sets the name under which the server is told of the file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content's media type.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

/// Shows the length and not the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
            .finish()
    }
}

impl<B: Into<Outgoing>> From<B> for Upload {
    fn from(content: B) -> Self {
        Self::new(content)
    }
}

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
    content: Outgoing,
}

impl Parts {
    /// Adds a value: text as it is, numbers and booleans as text, each item of a list as a part of its own, objects as
    /// JSON. Null is left out.
    pub fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        match json(value) {
            Ok(Value::Array(items)) => items.iter().for_each(|item| self.value(name, item)),
            Ok(value) => self.value(name, &value),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Adds a value, if there is one.
    pub fn opt(&mut self, name: &str, value: &Option<impl Serialize>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Adds files.
    pub fn files<'a>(&mut self, name: &str, files: impl IntoIterator<Item = &'a Upload>) {
        for file in files {
            let file_name = escaped(file.file_name.as_deref().unwrap_or("file"));
            let content_type = file
                .content_type
                .as_deref()
                .unwrap_or("application/octet-stream");
            if content_type.chars().any(char::is_control) {
                self.problem = Some(format!("the content type of `{name}` is none"));
            }
            let head = format!(
                "name=\"{}\"; filename=\"{file_name}\"\r\nContent-Type: {content_type}",
                escaped(name)
            );
            let content = file.content.clone();
            self.list.push(Part { head, content });
        }
    }

    fn value(&mut self, name: &str, value: &Value) {
        let name = escaped(name);
        let (head, text) = match style::text(value) {
            Some(None) => return,
            Some(Some(text)) => (format!("name=\"{name}\""), text),
            None => (
                format!("name=\"{name}\"\r\nContent-Type: application/json"),
                value.to_string(),
            ),
        };
        let content = Outgoing::from(text);
        self.list.push(Part { head, content });
    }

    /// The body.
    pub(crate) fn finish(self) -> Result<Content, String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let boundary = self.boundary();
        let mut pieces = Vec::new();
        for part in self.list {
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; {}\r\n\r\n",
                part.head
            );
            pieces.extend([head.into(), part.content, b"\r\n".into()]);
        }
        pieces.push(format!("--{boundary}--\r\n").into());
        let bytes = Outgoing::joined(pieces);
        Ok(Content {
            content_type: format!("multipart/form-data; boundary={boundary}").into(),
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

    fn text(parts: Parts) -> String {
        String::from_utf8(parts.finish().unwrap().bytes.whole().unwrap().to_vec()).unwrap()
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
        assert!(parts.finish().is_err());
    }
}
