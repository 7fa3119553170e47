//! Reads recordings: one JSON object with `request` and `response`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Body, Broken, Exchange};
use crate::position::Cursor;

#[derive(Deserialize)]
struct Recording<'a> {
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize)]
struct Request<'a> {
    method: String,
    path: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// JSON, null where there was no body, or a string where the body was not JSON.
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The text as it came.
    #[serde(borrow, default)]
    body_raw: Option<&'a RawValue>,
    /// The same, parsed.
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// Reads a recording.
pub(super) fn read(text: &str) -> Result<Exchange, Broken> {
    let recording: Recording<'_> =
        serde_json::from_str(text).map_err(|error| Broken::within(text, (1, 1), &error))?;
    let start = Cursor::new(text);
    let response = match (recording.response.body_raw, recording.response.body) {
        (Some(raw), _) => string_body(start, raw)?,
        (None, body) => json_body(start, body)?,
    };
    Ok(Exchange {
        method: recording.request.method,
        url: recording.request.path,
        request_headers: recording.request.headers.into_iter().collect(),
        request: json_body(start, recording.request.body)?,
        status: recording.response.status,
        response_headers: recording.response.headers.into_iter().collect(),
        response,
        place: (1, 1),
    })
}

/// A body kept as JSON, or as a string where it was none.
fn json_body(from: Cursor<'_>, body: Option<&RawValue>) -> Result<Option<Body>, Broken> {
    match body {
        None => Ok(None),
        Some(body) if body.get().starts_with(['n', '"']) => string_body(from, body),
        Some(body) => Ok(Some(Body {
            bytes: body.get().into(),
            place: at(from, body).place(),
            verbatim: true,
        })),
    }
}

/// A body kept as a string. An empty string and null mean that there is no body.
pub(super) fn string_body(from: Cursor<'_>, body: &RawValue) -> Result<Option<Body>, Broken> {
    let place = at(from, body).place();
    let content: Option<String> = serde_json::from_str(body.get())
        .map_err(|error| Broken::within(body.get(), place, &error))?;
    let content = content.filter(|content| !content.is_empty());
    Ok(content.map(|content| Body {
        bytes: content.into_bytes(),
        place,
        verbatim: false,
    }))
}

/// Where a borrowed part of a text begins; it is sought from a place in that text.
pub(super) fn at<'t>(from: Cursor<'t>, part: &RawValue) -> Cursor<'t> {
    let address = |text: &str| text.as_ptr() as usize;
    from.to(address(part.get()).saturating_sub(address(from.text())))
}
