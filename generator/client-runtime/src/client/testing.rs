//! A server of examples, for tests of what calls an emitted client: no network, and answers as the description has them.
//!
//! Emitted clients have theirs in the module `examples`, with their feature `test-util`:
//!
//! ```
//! use trueup_client::testing::{Example, Examples};
//!
//! static TABLE: &[Example] = &[Example {
//!     operation: "listPets",
//!     status: 200,
//!     media_type: "application/json",
//!     body: r#"["Rex"]"#,
//! }];
//! let pets: Vec<String> = Examples::new(TABLE).sample("listPets").unwrap();
//! assert_eq!(pets, ["Rex"]);
//! ```
//!
//! `Client::builder(…).transport(examples::server())` is a client that speaks with it.

use crate::client::transport::{
    CalledOperation, Transport, TransportBody, TransportFault, TransportFuture,
};
use crate::response::{Body, FromResponse};

/// The example of a response.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The operation's id.
    pub operation: &'static str,
    /// The status.
    pub status: u16,
    /// The media type of the body; empty if there is none.
    pub media_type: &'static str,
    /// The body.
    pub body: &'static str,
}

/// A [`Transport`] that answers each call with an example: that of its operation's success, unless it is told otherwise.
#[derive(Clone, Debug)]
pub struct Examples {
    table: &'static [Example],
    /// Operations with another status to answer with.
    told: Vec<(String, u16)>,
}

impl Examples {
    /// Answers by this table, whose order is that of preference.
    #[must_use]
    pub const fn new(table: &'static [Example]) -> Self {
        Self {
            table,
            told: Vec::new(),
        }
    }

    /// Answers an operation's calls with the example of another status, such as one of an error.
    #[must_use]
    pub fn answering(mut self, operation: impl Into<String>, status: u16) -> Self {
        self.told.insert(0, (operation.into(), status));
        self
    }

    /// The value of an operation's example; `None` if it has none, or not of this type.
    #[must_use]
    pub fn sample<T: FromResponse>(&self, operation: &str) -> Option<T> {
        let example = self.example(operation)?;
        let media_type = Some(example.media_type).filter(|media_type| !media_type.is_empty());
        let body = Body::new(example.status, media_type, example.body.as_bytes());
        T::from_response(body).ok()
    }

    fn example(&self, operation: &str) -> Option<&'static Example> {
        let mut told = self.told.iter();
        let told = told
            .find(|(id, _)| id == operation)
            .map(|(_, status)| *status);
        self.table.iter().find(|example| {
            example.operation == operation && told.is_none_or(|status| status == example.status)
        })
    }
}

impl Transport for Examples {
    fn send(&self, request: http::Request<TransportBody>) -> TransportFuture {
        let operation = request.extensions().get::<CalledOperation>();
        let id = operation.map(CalledOperation::id).unwrap_or_default();
        let Some(example) = self.example(id) else {
            let why = format!("the description has no such example of a response of `{id}`");
            return Box::pin(async move { Err(TransportFault::interrupted(why)) });
        };
        Box::pin(async move {
            let mut response = http::Response::builder().status(example.status);
            if !example.media_type.is_empty() {
                response = response.header("content-type", example.media_type);
            }
            let response = response.body(TransportBody::from(example.body));
            response.map_err(TransportFault::interrupted)
        })
    }
}
