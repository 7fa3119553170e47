//! Looking things up by name, and checking bodies by what was found.

use super::{Api, FormFields, Media, Operation, RequestBody, Response, Schema, Service, Webhook};
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
        // Names may have dots of their own.
        let services = self.services.iter();
        let plain = only(services.filter_map(|service| service.operation(id)));
        plain.or_else(|| {
            let (service, id) = id.split_once('.')?;
            self.service(service)?.operation(id)
        })
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
        // Names may have dots of their own.
        let services = self.services.iter();
        let plain = only(services.filter_map(|service| service.schema(name)));
        plain.or_else(|| {
            let (service, name) = name.split_once('.')?;
            self.service(service)?.schema(name)
        })
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
        let mut aliases = self.aliases.iter();
        let alias = aliases.find(|(alias, _)| *alias == name);
        let name = alias.map_or(name, |(_, name)| *name);
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
    /// Checks the body of a request that was sent as this media type: JSON, or the fields of a form.
    ///
    /// # Errors
    /// What is not as the description says. What is neither, and what the operation does not take, is not judged.
    pub fn validate_request_as(&self, content_type: &str, body: &[u8]) -> Result<(), Violations> {
        let Some((request, media)) = self
            .request
            .and_then(|request| Some((request, Media::closest(request.content, content_type)?)))
        else {
            return Ok(());
        };
        let policy = request.policy();
        if let Some(shape) = media.form {
            let fields = FormFields::read(body, content_type);
            let json = fields.and_then(|fields| fields.json(shape));
            json.map_or(Ok(()), |json| media.check(json.as_bytes(), policy))
        } else if media.is_json_as(Some(content_type)) {
            media.check(body, policy)
        } else {
            Ok(())
        }
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

    /// Checks a body that came as this media type, if that is JSON; of a stream, one item. One of which that is not said,
    /// or that is none of those described, is checked as JSON.
    ///
    /// # Errors
    /// What is not as the description says.
    pub fn validate_as(&self, content_type: Option<&str>, body: &[u8]) -> Result<(), Violations> {
        match content_type.and_then(|sent| Media::closest(self.content, sent)) {
            Some(media) if media.is_json_as(content_type) => media.check(body, Policy::RESPONSE),
            Some(_) => Ok(()),
            None => self.validate(body),
        }
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

fn json<'a>(content: &'a [Media<'a>]) -> Option<&'a Media<'a>> {
    content.iter().find(|media| media.holds_json())
}
