//! What a curl command sends, as an entry of an archive.

use serde_json::{Value, json};

use crate::words::words;

/// What a part or a body has that comes from a file.
const FILE: &str = "what is in the file";
const BOUNDARY: &str = "7f3a";

/// The request that is being put together.
#[derive(Default)]
struct Request {
    method: Option<String>,
    url: Option<String>,
    headers: Vec<(String, String)>,
    data: Option<Vec<String>>,
    parts: Vec<String>,
}

/// An archive of the one call that a command makes.
///
/// # Errors
/// What is not understood of the command.
pub(crate) fn archive(command: &str) -> Result<String, String> {
    let variable = |name: &str| match name {
        "BASE_URL" => "https://base.example.com".to_owned(),
        _ => "secret".to_owned(),
    };
    let words = words(command, variable).ok_or("no words")?;
    let mut words = words.into_iter();
    if words.next().as_deref() != Some("curl") {
        return Err("no call of curl".to_owned());
    }
    let mut request = Request::default();
    while let Some(word) = words.next() {
        request.word(word, &mut words)?;
    }
    Ok(request.archive()?.to_string())
}

impl Request {
    fn word(
        &mut self,
        word: String,
        rest: &mut impl Iterator<Item = String>,
    ) -> Result<(), String> {
        if word == "-I" {
            self.method = Some("HEAD".to_owned());
            return Ok(());
        }
        if !word.starts_with('-') {
            return match self.url.replace(word) {
                None => Ok(()),
                Some(_) => Err("two URLs".to_owned()),
            };
        }
        let value = rest.next().ok_or("an option without a value")?;
        match word.as_str() {
            "-X" => self.method = Some(value),
            "-H" => {
                let (name, value) = value.split_once(':').ok_or("no header")?;
                self.headers
                    .push((name.to_owned(), value.trim_start().to_owned()));
            }
            "-u" => self
                .headers
                .push(("Authorization".to_owned(), format!("Basic {value}"))),
            "-b" => self.headers.push(("Cookie".to_owned(), value)),
            "--data-binary" if value.starts_with('@') => {
                self.data.get_or_insert_default().push(FILE.to_owned());
            }
            "-d" if value.starts_with('@') => return Err("a file as data".to_owned()),
            "-d" | "--data-raw" => self.data.get_or_insert_default().push(value),
            "--data-urlencode" => {
                let (name, value) = value.split_once('=').ok_or("no field")?;
                let field = format!("{name}={}", percent(value));
                self.data.get_or_insert_default().push(field);
            }
            "-F" | "--form-string" => self.part(&word, &value)?,
            other => return Err(format!("the option {other}")),
        }
        Ok(())
    }

    /// A part of a form: `name=value`, `name=@file`, `name="value";type=…`.
    fn part(&mut self, option: &str, text: &str) -> Result<(), String> {
        let (name, value) = text.split_once('=').ok_or("no part")?;
        let mut head = format!("Content-Disposition: form-data; name=\"{name}\"");
        let value = match (option, value) {
            ("-F", value) if value.starts_with('@') => {
                head.push_str("; filename=\"file\"");
                FILE.to_owned()
            }
            ("-F", value) => match value.strip_prefix('"') {
                Some(quoted) => {
                    let (inside, media) = unquoted(quoted).ok_or("an open quote")?;
                    if let Some(media) = media.strip_prefix(";type=") {
                        head.push_str(&format!("\r\nContent-Type: {media}"));
                    }
                    inside
                }
                None => value.to_owned(),
            },
            (_, value) => value.to_owned(),
        };
        self.parts
            .push(format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n"));
        Ok(())
    }

    fn archive(self) -> Result<Value, String> {
        let mut headers = self.headers;
        let said = headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
        let (body, media) = match (self.data, self.parts.as_slice()) {
            (Some(data), []) => {
                let media = "application/x-www-form-urlencoded".to_owned();
                (Some(data.join("&")), media)
            }
            (None, []) => (None, String::new()),
            (None, parts) => {
                let media = format!("multipart/form-data; boundary={BOUNDARY}");
                (Some(parts.concat() + &format!("--{BOUNDARY}--\r\n")), media)
            }
            (Some(_), _) => return Err("data and parts".to_owned()),
        };
        if body.is_some() && !said {
            headers.push(("Content-Type".to_owned(), media));
        }
        // What is in a file is no text of this test's, unless it is text.
        let is_text = headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("Content-Type") && value.starts_with("text/")
        });
        let body = body.filter(|body| is_text || body != FILE);
        let headers: Vec<Value> = headers
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let request = json!({
            "method": self.method.ok_or("no method")?,
            "url": self.url.ok_or("no URL")?,
            "headers": headers,
            "postData": body.map(|text| json!({"mimeType": "", "text": text})),
        });
        let response = json!({
            "status": 0, "headers": [], "content": {"mimeType": "", "text": ""},
        });
        Ok(json!({"log": {
            "version": "1.2",
            "creator": {"name": "pages", "version": "1"},
            "entries": [{"request": request, "response": response}],
        }}))
    }
}

/// The text up to the closing quote, and what follows; `\"` and `\\` stand for their second characters.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((inside, text.get(at + 1..)?)),
            '\\' => inside.push(characters.next()?.1),
            other => inside.push(other),
        }
    }
    None
}

/// A value as curl encodes it.
fn percent(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
