//! Requests that a server makes, webhooks and callbacks, as values.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::response::{Binary, Body, DecodeFailure, FromResponse, Text};

/// Why what a server sent is no event that the description knows.
///
/// It shows a bounded part of the body that does not fit, and no more than the kind of the failure where the description
/// says that the body holds secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventError(Problem);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Unknown,
    Undecided(Vec<&'static str>),
    Body {
        event: &'static str,
        failure: String,
    },
}

impl EventError {
    /// No event of the description has the name. Servers send new ones as they grow: answer with success all the same,
    /// or the server tries again.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.0 == Problem::Unknown
    }

    /// The events that a body without a name may be: none, or several.
    #[must_use]
    pub fn candidates(&self) -> Option<&[&'static str]> {
        match &self.0 {
            Problem::Undecided(candidates) => Some(candidates),
            _ => None,
        }
    }

    /// The event whose body is not as described.
    #[must_use]
    pub fn event(&self) -> Option<&'static str> {
        match self.0 {
            Problem::Body { event, .. } => Some(event),
            _ => None,
        }
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            // The name came with a request of anybody's.
            Problem::Unknown => f.write_str("the description has no event of this name"),
            Problem::Undecided(candidates) if candidates.is_empty() => {
                f.write_str("the body is that of no event of the description")
            }
            Problem::Undecided(candidates) => {
                write!(f, "the body may be that of {}", candidates.join(", "))
            }
            Problem::Body { event, failure } => write!(f, "the body of {event}: {failure}"),
        }
    }
}

impl std::error::Error for EventError {}

/// How much of a body that does not fit may be shown.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excerpts {
    /// The value that is refused.
    Shown,
    /// Nothing: it may be a secret.
    Hidden,
}

/// An event of the description, by its name.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Received<'b> {
    event: &'static str,
    body: Body<'b>,
    excerpts: Excerpts,
}

impl<'b> Received<'b> {
    #[must_use]
    pub fn new(event: &'static str, body: &'b [u8], excerpts: Excerpts) -> Self {
        Self {
            event,
            body: Body::new(200, None, body),
            excerpts,
        }
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// When it is not of this type.
    pub fn json<T: DeserializeOwned>(self) -> Result<T, EventError> {
        self.body.json().map_err(|failure| self.refused(&failure))
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8.
    pub fn text(self) -> Result<Text, EventError> {
        Text::from_response(self.body).map_err(|failure| self.refused(&failure))
    }

    /// The body as it came.
    #[must_use]
    pub fn bytes(self) -> Binary {
        Binary(self.body.bytes().to_vec())
    }

    fn refused(self, failure: &DecodeFailure) -> EventError {
        let failure = match self.excerpts {
            Excerpts::Shown => failure.to_string(),
            Excerpts::Hidden => failure.kind().to_string(),
        };
        EventError(Problem::Body {
            event: self.event,
            failure,
        })
    }
}

/// A name that no event has.
#[doc(hidden)]
#[must_use]
pub fn unknown() -> EventError {
    EventError(Problem::Unknown)
}

/// The only one of some events as which a body can be read.
///
/// # Errors
///
/// When it can be read as none of them, or as several.
#[doc(hidden)]
pub fn only<T>(
    events: &'static [&'static str],
    decode: impl Fn(&'static str) -> Result<T, EventError>,
) -> Result<T, EventError> {
    let mut fitting = events
        .iter()
        .filter_map(|event| Some((*event, decode(event).ok()?)));
    match (fitting.next(), fitting.next()) {
        (Some((_, one)), None) => Ok(one),
        (first, second) => {
            let found = first.into_iter().chain(second);
            let candidates = found
                .map(|(event, _)| event)
                .chain(fitting.map(|(event, _)| event));
            Err(EventError(Problem::Undecided(candidates.collect())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(event: &'static str, body: &[u8]) -> Result<u64, EventError> {
        let received = |excerpts| Received::new(event, body, excerpts);
        match event {
            "small" => received(Excerpts::Shown).json::<u8>().map(u64::from),
            "large" => received(Excerpts::Shown).json::<u64>(),
            "secret" => received(Excerpts::Hidden).json::<u64>(),
            _ => Err(unknown()),
        }
    }

    #[test]
    fn an_event_is_decided_by_what_alone_can_be_read() {
        let decide =
            |body: &'static [u8]| only(&["small", "large"], move |event| decode(event, body));
        assert_eq!(decide(b"256"), Ok(256));
        let both = decide(b"7").unwrap_err();
        assert_eq!(both.candidates(), Some(&["small", "large"][..]));
        let none = decide(b"-1").unwrap_err();
        assert_eq!(none.candidates(), Some(&[][..]));
    }

    #[test]
    fn what_is_refused_is_shown_unless_it_may_be_a_secret() {
        let error = decode("small", b"\"hunter2\"").unwrap_err();
        assert!(error.to_string().contains("hunter2"), "{error}");
        let error = decode("secret", b"\"hunter2\"").unwrap_err();
        assert_eq!(error.event(), Some("secret"));
        assert!(!error.to_string().contains("hunter2"), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        assert!(decode("other", b"1").unwrap_err().is_unknown());
    }
}
