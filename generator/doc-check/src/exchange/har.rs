//! Reads HTTP archives (HAR 1.2), as browsers and proxies write them.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::recording::{place, string_body};
use super::{Body, Exchange};

#[derive(Deserialize)]
struct Archive<'a> {
    #[serde(borrow)]
    log: Log<'a>,
}

#[derive(Deserialize)]
struct Log<'a> {
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    method: String,
    url: String,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(borrow, default)]
    post_data: Option<PostData<'a>>,
}

#[derive(Deserialize)]
struct PostData<'a> {
    #[serde(borrow, default)]
    text: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: u16,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(borrow, default)]
    content: Option<Content<'a>>,
}

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow, default)]
    text: Option<&'a RawValue>,
    #[serde(default)]
    encoding: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

pub(super) fn read(text: &str) -> Result<Vec<Exchange>, serde_json::Error> {
    let archive: Archive<'_> = serde_json::from_str(text)?;
    archive
        .log
        .entries
        .into_iter()
        .map(|entry| exchange(text, entry))
        .collect()
}

fn exchange(text: &str, raw: &RawValue) -> Result<Exchange, serde_json::Error> {
    let entry: Entry<'_> = serde_json::from_str(raw.get())?;
    let headers = |headers: Vec<Header>| {
        headers
            .into_iter()
            .map(|header| (header.name, header.value))
            .collect()
    };
    let request = entry
        .request
        .post_data
        .and_then(|data| string_body(text, data.text?));
    let response = entry.response.content.and_then(|content| {
        let mut body = string_body(text, content.text?)?;
        if content.encoding.as_deref() == Some("base64") {
            body = Body {
                bytes: decode(&body.bytes),
                ..body
            };
        }
        Some(body)
    });
    Ok(Exchange {
        method: entry.request.method,
        url: entry.request.url,
        request_headers: headers(entry.request.headers),
        request,
        status: entry.response.status,
        response_headers: headers(entry.response.headers),
        response,
        place: place(text, raw),
    })
}

/// Standard base64; anything else in the text is passed over.
fn decode(text: &[u8]) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}
