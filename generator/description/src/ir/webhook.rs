//! Requests that the server makes: webhooks, and callbacks of operations.

use super::service::Operation;

/// A request that the server makes, and whoever uses the API receives.
#[derive(Debug)]
pub struct Webhook {
    /// What is sent, and what is to be answered. Its id is the name of the webhook or the callback, unique in the
    /// service; its path is empty for a webhook, and for a callback the expression of its URL (OpenAPI 3.1.1 §4.8.18).
    pub request: Operation,
    /// What brings it about.
    pub occasion: Occasion,
}

/// What brings a request of the server about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Something that happens, reported to a URL that the server knows (`webhooks`, OpenAPI 3.1.1 §4.8.1).
    Webhook,
    /// A call of one of these operations (`callbacks`, OpenAPI 3.0.3 §4.7.10).
    Callback(Vec<String>),
}

impl Webhook {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.request.id
    }
}
