//! Reads recordings: one JSON object with `request` and `response`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Body, Exchange};
use crate::position::line_and_column;

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

pub(super) fn read(text: &str) -> Result<Vec<Exchange>, serde_json::Error> {
    let recording: Recording<'_> = serde_json::from_str(text)?;
    let request = recording
        .request
        .body
        .and_then(|body| request_body(text, body));
    let response = match (recording.response.body_raw, recording.response.body) {
        (Some(raw), _) => string_body(text, raw),
        (None, Some(body)) => request_body(text, body),
        (None, None) => None,
    };
    Ok(vec![Exchange {
        method: recording.request.method,
        url: recording.request.path,
        request_headers: recording.request.headers.into_iter().collect(),
        request,
        status: recording.response.status,
        response_headers: recording.response.headers.into_iter().collect(),
        response,
        place: (1, 1),
    }])
}

fn request_body(text: &str, body: &RawValue) -> Option<Body> {
    match body.get().as_bytes().first()? {
        b'n' => None,
        b'"' => string_body(text, body),
        _ => Some(Body {
            bytes: body.get().into(),
            place: place(text, body),
            verbatim: true,
        }),
    }
}

/// A body kept as a string. An empty one is none.
pub(super) fn string_body(text: &str, body: &RawValue) -> Option<Body> {
    let content: String = serde_json::from_str(body.get()).ok()?;
    let place = place(text, body);
    (!content.is_empty()).then(|| Body {
        bytes: content.into_bytes(),
        place,
        verbatim: false,
    })
}

/// Where a borrowed part of a text begins.
pub(super) fn place(text: &str, part: &RawValue) -> (u32, u32) {
    let offset = (part.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    line_and_column(text, offset)
}
