//! What the server sends by itself: webhooks and callbacks.

use super::bodies;
use super::responses::{self, Asked};
use super::types::{Lack, Types};
use crate::model::{Event, ResponseBody, Secrecy};
use crate::names::{self, Case, Scope};
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::media::Kind;
use trueup_description::ir::service::Service;
use trueup_description::ir::webhook::{Occasion, Webhook};
use trueup_text::markdown::{Markdown, code};

/// Names that variants may not have: they mean something else after `Self::`.
const RESERVED: &[&str] = &["Self", "NAMES"];

/// The events of a service, in the order of its webhooks.
pub(super) fn shape(service: &Service, types: &mut Types<'_>) -> Vec<Event> {
    let mut scope = Scope::reserving(RESERVED);
    let webhooks = service.webhooks.iter().enumerate();
    let mut events = Vec::new();
    for (index, webhook) in webhooks {
        let event = event(index, webhook, &mut scope, types);
        match types.lack() {
            None => events.push(event),
            Some(lack) => types.diagnostics.push(left_out(&lack, webhook)),
        }
    }
    events
}

fn left_out(lack: &Lack, webhook: &Webhook) -> Diagnostic {
    let message = format!(
        "the client has no event for `{}`: {} is not supported",
        webhook.name(),
        lack.feature
    );
    let help = "describe it by other means, if the server has any; the other events are there";
    Diagnostic::new(Code::OperationLeftOut, &lack.origin, message)
        .help(help)
        .operation(webhook.name())
}

fn event(index: usize, webhook: &Webhook, scope: &mut Scope, types: &mut Types<'_>) -> Event {
    let request = &webhook.request;
    let name = names::pascal(webhook.name());
    let ident = types.settle(
        scope,
        name.clone(),
        Case::Pascal,
        webhook.name(),
        &request.origin,
    );
    let media = request
        .body
        .as_ref()
        .and_then(|body| responses::best(&body.content, Asked::ForTheBest, types));
    let context = format!("{name}Payload");
    let (body, secrecy) = match media {
        Some((media, kind)) => {
            if matches!(kind, Kind::Text | Kind::Form) {
                bodies::passed_as_text(media, types);
            }
            (
                responses::body(media, kind, &context, types),
                types.secrecy(media.schema),
            )
        }
        None => (ResponseBody::Nothing, Secrecy::Open),
    };
    Event {
        webhook: index,
        wire: webhook.name().to_owned(),
        ident,
        doc: documentation(webhook),
        deprecated: request.deprecated,
        body,
        secrecy,
    }
}

fn documentation(webhook: &Webhook) -> Markdown {
    let name = code(webhook.name());
    let what = Markdown::own(match &webhook.occasion {
        Occasion::Webhook => format!("The webhook {name}."),
        Occasion::Callback(operations) => {
            let operations: Vec<_> = operations.iter().map(|id| code(id)).collect();
            format!("The callback {name} of {}.", operations.join(", "))
        }
    });
    let request = &webhook.request;
    let said = [&request.summary, &request.description];
    said.into_iter()
        .flatten()
        .fold(what, |doc, text| doc.then(Markdown::description(text)))
}
