//! Looking things up by name, and checking bodies by what was found.

use super::{Api, Framing, Media, Operation, RequestBody, Response, Schema, Service, Webhook};
use crate::policy::Policy;
use crate::violation::Violations;

impl<'a> Api<'a> {
    /// The service of a name.
    pub fn service(&self, name: &str) -> Option<&'a Service<'a>> {
        self.services
            .iter()
            .find(|service| service.name == name)
            .copied()
    }

    /// The operation of an id: `getInfo`, or `service.getInfo` where several services have one of that id.
    pub fn operation(&self, id: &str) -> Option<&'a Operation<'a>> {
        match id.split_once('.') {
            Some((service, id)) => self.service(service)?.operation(id),
            None => only(
                self.services
                    .iter()
                    .filter_map(|service| service.operation(id)),
            ),
        }
    }

    /// The webhook or callback of a name: `newPet`, or `service.newPet` where several services have one of that name.
    pub fn webhook(&self, name: &str) -> Option<&'a Webhook<'a>> {
        // Names may have dots of their own.
        let services = self.services.iter();
        let plain = only(services.filter_map(|service| service.webhook(name)));
        plain.or_else(|| {
            let (service, name) = name.split_once('.')?;
            self.service(service)?.webhook(name)
        })
    }

    /// The schema of a name: `Channel`, or `service.Channel` where several services have one of that name.
    pub fn schema(&self, name: &str) -> Option<&'a Schema<'a>> {
        match name.split_once('.') {
            Some((service, name)) => self.service(service)?.schema(name),
            None => only(
                self.services
                    .iter()
                    .filter_map(|service| service.schema(name)),
            ),
        }
    }
}

/// The one thing that is found, be it several times.
fn only<'a, T>(mut found: impl Iterator<Item = &'a T>) -> Option<&'a T> {
    let first = found.next()?;
    found
        .all(|other| std::ptr::eq(first, other))
        .then_some(first)
}

impl<'a> Service<'a> {
    /// The operation of an id.
    pub fn operation(&self, id: &str) -> Option<&'a Operation<'a>> {
        self.operations
            .iter()
            .find(|operation| operation.id == id)
            .copied()
    }

    /// The webhook or callback of a name.
    pub fn webhook(&self, name: &str) -> Option<&'a Webhook<'a>> {
        self.webhooks.iter().find(|webhook| webhook.name() == name)
    }

    /// The schema of a name.
    pub fn schema(&self, name: &str) -> Option<&'a Schema<'a>> {
        self.schemas
            .iter()
            .find(|schema| schema.name == name)
            .copied()
    }
}

impl<'a> Operation<'a> {
    /// The response for a status: the exact one, or else its range, or else the default.
    pub fn response(&self, status: u16) -> Option<&'a Response<'a>> {
        self.responses
            .iter()
            .filter(|response| response.status.covers(status))
            .min_by_key(|response| response.status)
    }

    /// Checks the JSON body of a request.
    ///
    /// # Errors
    /// What is not as the description says. An operation without a JSON body takes anything.
    pub fn validate_request(&self, body: &[u8]) -> Result<(), Violations> {
        self.request
            .map_or(Ok(()), |request| request.validate(body))
    }
}

impl Operation<'_> {
    /// Checks the form in the body of a request (`application/x-www-form-urlencoded`).
    ///
    /// # Errors
    /// What is not as the description says. An operation that takes no such form takes anything.
    pub fn validate_form(&self, body: &str) -> Result<(), Violations> {
        let content = self.request.iter().flat_map(|request| request.content);
        let is_form = |media: &&Media<'_>| {
            let essence = media
                .media_type
                .split(';')
                .next()
                .unwrap_or_default()
                .trim();
            essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        };
        let form = content
            .filter(is_form)
            .find_map(|media| Some((media, media.form_json(body)?)));
        form.map_or(Ok(()), |(media, json)| {
            media.check(json.as_bytes(), Policy::REQUEST)
        })
    }
}

impl Schema<'_> {
    /// Checks a value by the schema alone, as any judge of JSON Schema would.
    ///
    /// # Errors
    /// What is not as the schema says.
    pub fn validate(&self, value: &[u8]) -> Result<(), Violations> {
        self.check(value, Policy::SCHEMA)
    }

    /// Checks a value.
    ///
    /// # Errors
    /// What is not as the schema and the policy say.
    pub fn check(&self, value: &[u8], policy: Policy) -> Result<(), Violations> {
        Violations::check(value, self.check, policy)
    }
}

impl<'a> RequestBody<'a> {
    /// The entry for JSON.
    pub fn json(&self) -> Option<&'a Media<'a>> {
        json(self.content)
    }

    /// The policy for such a body.
    pub fn policy(&self) -> Policy {
        Policy {
            camel_case: self.camel_case,
            ..Policy::REQUEST
        }
    }

    /// Checks a JSON body. An empty one is accepted where no body is required.
    ///
    /// # Errors
    /// What is not as the description says.
    pub fn validate(&self, body: &[u8]) -> Result<(), Violations> {
        if body.is_empty() && !self.required {
            return Ok(());
        }
        self.json()
            .map_or(Ok(()), |media| media.check(body, self.policy()))
    }
}

impl<'a> Response<'a> {
    /// The entry for JSON, or for many items of JSON.
    pub fn json(&self) -> Option<&'a Media<'a>> {
        json(self.content)
    }

    /// Checks a JSON body; of a stream, one item.
    ///
    /// # Errors
    /// What is not as the description says.
    pub fn validate(&self, body: &[u8]) -> Result<(), Violations> {
        self.json()
            .map_or(Ok(()), |media| media.check(body, Policy::RESPONSE))
    }
}

impl Media<'_> {
    /// Whether the media type is JSON (RFC 8259, RFC 6839 section 3.1, lines of JSON included).
    pub fn is_json(&self) -> bool {
        let essence = self.media_type.split(';').next().unwrap_or_default().trim();
        let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
        ["json", "x-ndjson", "ndjson", "jsonl"]
            .iter()
            .any(|json| subtype.eq_ignore_ascii_case(json))
            || subtype.to_ascii_lowercase().ends_with("+json")
    }

    /// Whether it is JSON, or many texts of JSON.
    pub fn holds_json(&self) -> bool {
        self.is_json() || self.framing().is_some()
    }

    /// How its items follow each other, where it is many.
    pub fn framing(&self) -> Option<Framing> {
        let described = self.stream.map(|stream| stream.framing);
        described.or_else(|| Framing::of_texts(self.media_type))
    }
}

fn json<'a>(content: &'a [Media<'a>]) -> Option<&'a Media<'a>> {
    content.iter().find(|media| media.holds_json())
}
