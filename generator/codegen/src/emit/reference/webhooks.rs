//! The sections of what the server sends by itself.

use super::markdown::{self, code, line};
use super::operation::introduction;
use super::outline::{Place, Section};
use super::page::{Page, title};
use super::tables::Direction;
use trueup_description::ir::service::Response;
use trueup_description::ir::webhook::{Occasion, Webhook};

impl Page<'_> {
    /// Webhooks and callbacks, if there are any.
    pub(super) fn webhooks(&self) -> Vec<String> {
        let webhooks = &self.emission.service.webhooks;
        if webhooks.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![
            self.outline.heading(Place::Section(Section::Webhooks)),
            "These requests are made by the server, and received by whoever uses the API. The responses are those that the \
             server takes for an answer."
                .to_owned(),
        ];
        for (index, webhook) in webhooks.iter().enumerate() {
            blocks.extend(self.webhook(index, webhook));
        }
        blocks
    }

    fn webhook(&self, index: usize, webhook: &Webhook) -> Vec<String> {
        let request = &webhook.request;
        let mut blocks = vec![self.outline.heading(Place::Webhook(index))];
        if let Some(summary) = &request.summary {
            let summary = line(summary.trim().trim_end_matches('.'));
            blocks.push(format!("**{summary}.**"));
        }
        let description = request.description.as_deref();
        blocks.extend(description.and_then(markdown::description));
        blocks.extend(self.standing(request));
        blocks.push(self.occasion(webhook));
        if !request.parameters.is_empty() {
            blocks.push("**Sent with it**".to_owned());
            blocks.push(self.parameters(&request.parameters));
        }
        let body = request.body.as_ref();
        let said = body.and_then(|body| body.description.as_deref());
        blocks.extend(said.and_then(markdown::description));
        for media in request.body.iter().flat_map(|body| &body.content) {
            blocks.extend(self.typed(media, 1, Direction::Response, said));
        }
        for response in &request.responses {
            blocks.extend(self.wanted(response));
        }
        let events = &self.emission.client.events;
        let event = events.iter().find(|event| event.webhook == index);
        blocks.extend(event.map(|event| {
            format!(
                "**Rust**: {}",
                code(&format!("events::Event::{}", event.ident))
            )
        }));
        blocks
    }

    /// When the request comes, and where to.
    fn occasion(&self, webhook: &Webhook) -> String {
        let method = code(webhook.request.method.as_str());
        match &webhook.occasion {
            Occasion::Webhook => {
                format!("Sent with the method {method} to a URL that the server was told.")
            }
            Occasion::Callback(callers) => {
                let operations = self.emission.service.operations.iter().enumerate();
                let links: Vec<String> = operations
                    .filter(|(_, operation)| callers.contains(&operation.id))
                    .map(|(index, operation)| {
                        let place = Place::Operation(index);
                        self.outline.link(place, &code(&title(operation)))
                    })
                    .collect();
                let url = code(&webhook.request.path);
                format!(
                    "Sent with the method {method} to {url}, after {}.",
                    links.join(" or ")
                )
            }
        }
    }

    /// What the server is to be answered.
    fn wanted(&self, response: &Response) -> Vec<String> {
        let mut blocks = vec![introduction(response).to_string()];
        for media in &response.content {
            let (many, said) = (response.content.len(), Some(response.description.as_str()));
            blocks.extend(self.typed(media, many, Direction::Request, said));
        }
        blocks
    }
}
