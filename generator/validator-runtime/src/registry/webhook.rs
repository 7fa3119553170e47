//! Webhooks and callbacks: requests that the server makes.

use super::{Media, Operation};
use crate::policy::Policy;
use crate::violation::Violations;

/// A request that the server makes, and whoever uses the API receives.
#[derive(Clone, Copy, Debug)]
pub struct Webhook<'a> {
    /// What is sent, and what is to be answered. Its id is the name of the webhook or the callback; its path is empty for
    /// a webhook, and for a callback the expression of its URL.
    pub request: &'a Operation<'a>,
    /// The ids of the operations whose callback it is; none of a webhook.
    pub callback_of: &'a [&'a str],
}

impl Webhook<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        request: &Operation::DEFAULT,
        callback_of: &[],
    };
}

impl<'a> Webhook<'a> {
    /// Its name, unique in the service.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.request.id
    }

    /// The entry for JSON of what is sent.
    #[must_use]
    pub fn json(&self) -> Option<&'a Media<'a>> {
        self.request.request?.json()
    }

    /// Checks the JSON body of what was received. An empty one is accepted where no body is required.
    ///
    /// # Errors
    /// What is not as the description says. One without a JSON body takes anything.
    pub fn validate(&self, body: &[u8]) -> Result<(), Violations> {
        match (self.request.request, self.json()) {
            (Some(described), Some(media)) if described.required || !body.is_empty() => {
                media.check(body, Policy::RESPONSE)
            }
            _ => Ok(()),
        }
    }
}
