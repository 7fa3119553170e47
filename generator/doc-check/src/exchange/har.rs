//! Reads HTTP archives (HAR 1.2), as browsers and proxies write them.

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine as _, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::recording::{at, string_body};
use super::{Body, Broken, Exchange};
use crate::position::Cursor;

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
    #[serde(default)]
    status: i64,
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

/// Reads an archive. An entry that is not as it should be says so, and leaves the others alone.
pub(super) fn read(text: &str) -> Vec<Result<Exchange, Broken>> {
    let archive: Archive<'_> = match serde_json::from_str(text) {
        Ok(archive) => archive,
        Err(error) => return vec![Err(Broken::within(text, (1, 1), &error))],
    };
    let mut cursor = Cursor::new(text);
    let entries = archive.log.entries.into_iter().map(|entry| {
        cursor = at(cursor, entry);
        exchange(cursor, entry)
    });
    entries.collect()
}

fn exchange(start: Cursor<'_>, raw: &RawValue) -> Result<Exchange, Broken> {
    let text = raw.get();
    let entry: Entry<'_> =
        serde_json::from_str(text).map_err(|error| Broken::within(text, start.place(), &error))?;
    let headers = |headers: Vec<Header>| {
        headers
            .into_iter()
            .map(|header| (header.name, header.value))
            .collect()
    };
    let request = match entry.request.post_data.and_then(|data| data.text) {
        Some(text) => string_body(start, text)?,
        None => None,
    };
    let response = match entry.response.content {
        Some(content) => body(start, &content)?,
        None => None,
    };
    // What was called off, blocked or lost has a zero here, or less.
    let status = u16::try_from(entry.response.status.max(0)).map_err(|_| Broken {
        message: format!("{} is no status", entry.response.status),
        place: start.place(),
    })?;
    Ok(Exchange {
        method: entry.request.method,
        url: entry.request.url,
        request_headers: headers(entry.request.headers),
        request,
        status,
        response_headers: headers(entry.response.headers),
        response,
        place: start.place(),
    })
}

fn body(start: Cursor<'_>, content: &Content<'_>) -> Result<Option<Body>, Broken> {
    let body = match content.text {
        Some(text) => string_body(start, text)?,
        None => None,
    };
    let (Some(body), Some("base64")) = (&body, content.encoding.as_deref()) else {
        return Ok(body);
    };
    match decode(&body.bytes) {
        Some(bytes) => Ok(Some(Body {
            bytes,
            place: body.place,
            verbatim: false,
        })),
        None => Err(Broken {
            message: "the body is not the base64 that it is said to be".to_owned(),
            place: body.place,
        }),
    }
}

/// Base64 as browsers and tools write it: what fills the last group may be left out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Standard base64 (RFC 4648, section 4), with white space.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut digits = text.to_vec();
    digits.retain(|byte| !byte.is_ascii_whitespace());
    BASE64.decode(digits).ok()
}
