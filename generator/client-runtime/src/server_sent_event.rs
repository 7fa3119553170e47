//! Events that a server sends.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::response::{Body, DecodeFailure, FromResponse};

/// An event of a stream of server-sent events (HTML standard, section 9.2), its data decoded.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ServerSentEvent<T> {
    /// What it says.
    pub data: T,
    /// Its type; an event without one is a `message`.
    pub event: Option<String>,
    /// Its id, if it has one of its own.
    pub id: Option<String>,
    /// How long to wait before the stream is called again, if it says so.
    pub retry: Option<Duration>,
}

/// From the object of its fields.
impl<T: FromResponse> FromResponse for ServerSentEvent<T> {
    fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
        let mut fields: Map<String, Value> = body.json()?;
        let mut text = |name| match fields.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let data = text("data").unwrap_or_default();
        let (event, id) = (text("event"), text("id"));
        let retry = fields.get("retry").and_then(Value::as_u64);
        Ok(Self {
            data: T::from_response(Body::new(body.status(), None, data.as_bytes()))?,
            event,
            id,
            retry: retry.map(Duration::from_millis),
        })
    }
}
