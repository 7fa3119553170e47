//! Webhooks and callbacks: what the server sends by itself (OpenAPI 3.1.1 §4.8.1, 3.0.3 §4.7.18).

use std::collections::{BTreeMap, BTreeSet};

use super::operation::{self, Context, Place};
use super::resolved;
use super::schema::SchemaLowering;
use super::values::unused;
use crate::choice::Chooser;
use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::ir::service::Method;
use crate::ir::webhook::{Occasion, Webhook};
use crate::item::Item;

/// One of them, as it stands in the document.
struct Found<'d> {
    /// Its key under `webhooks` or `callbacks`.
    key: String,
    /// The expression of its URL; none of a webhook.
    path: String,
    occasion: Occasion,
    item: Item<'d>,
    method: Method,
    at: At<'d>,
}

/// Those of a document; callbacks, of the operations that are meant: each with its id.
pub(super) fn lower<'d>(
    callers: &[(String, At<'d>)],
    context: &Context<'d>,
    chooser: &mut Chooser<'_>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Webhook> {
    let mut found = webhooks(context, chooser);
    found.extend(callbacks(callers, context));
    let names = names(&found);
    let mut lowered = Vec::new();
    for (one, name) in found.into_iter().zip(names) {
        says_nothing(&one, diagnostics);
        let place = Place {
            path: "",
            item: &one.item,
            method: one.method.clone(),
        };
        let request = operation::lower(&one.at, &place, context, schemas, diagnostics);
        lowered.extend(request.map(|mut request| {
            request.id = name;
            request.path = one.path;
            // The credentials of the API are for its callers.
            request.security = operation::security(&one.at, &context.schemes).unwrap_or_default();
            request.certificates =
                operation::certificates(&one.at, &context.of_connections).unwrap_or_default();
            Webhook {
                request,
                occasion: one.occasion,
            }
        }));
    }
    lowered
}

fn webhooks<'d>(context: &Context<'d>, chooser: &mut Chooser<'_>) -> Vec<Found<'d>> {
    let mut found = Vec::new();
    let webhooks = context.root.get("webhooks");
    for (key, item) in webhooks.iter().flat_map(At::entries) {
        let item = Item::new(context.documents, &item);
        for (method, at) in item.operations(context.documents) {
            if chooser.takes(key, &at) {
                found.push(Found {
                    key: key.to_owned(),
                    path: String::new(),
                    occasion: Occasion::Webhook,
                    item: item.clone(),
                    method,
                    at,
                });
            }
        }
    }
    found
}

/// A callback that several operations share is one.
fn callbacks<'d>(callers: &[(String, At<'d>)], context: &Context<'d>) -> Vec<Found<'d>> {
    let mut found: Vec<Found<'d>> = Vec::new();
    let mut known = BTreeMap::new();
    for (caller, operation) in callers {
        let callbacks = operation.get("callbacks");
        for (key, callback) in callbacks.iter().flat_map(At::entries) {
            let callback = resolved(context.documents, &callback);
            for (path, item) in callback.entries().filter(|(key, _)| !key.starts_with("x-")) {
                let item = Item::new(context.documents, &item);
                for (method, at) in item.operations(context.documents) {
                    let place = (at.origin.file, at.origin.pointer.clone());
                    let index = *known.entry(place).or_insert(found.len());
                    if let Some(shared) = found.get_mut(index) {
                        if let Occasion::Callback(callers) = &mut shared.occasion
                            && !callers.contains(caller)
                        {
                            callers.push(caller.clone());
                        }
                        continue;
                    }
                    found.push(Found {
                        key: key.to_owned(),
                        path: path.to_owned(),
                        occasion: Occasion::Callback(vec![caller.clone()]),
                        item: item.clone(),
                        method,
                        at,
                    });
                }
            }
        }
    }
    found
}

/// Names what a request of the server has no use for.
fn says_nothing(found: &Found<'_>, diagnostics: &mut Diagnostics) {
    let reason = "the server sends this request to whoever receives it";
    for at in found.item.parts().iter().chain([&found.at]) {
        unused(at, "servers", reason, "remove it", diagnostics);
    }
    let reason = "what receives a request of the server makes none of its own";
    let help = "describe it as a webhook, or as a callback of an operation";
    unused(&found.at, "callbacks", reason, help, diagnostics);
}

/// A name for each: its key, or with as much before and behind it as it takes to tell it from the others.
fn names(found: &[Found<'_>]) -> Vec<String> {
    let forms: Vec<[String; 3]> = found.iter().map(forms).collect();
    let mut uses: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (index, forms) in forms.iter().enumerate() {
        for form in forms {
            uses.entry(form).or_default().insert(index);
        }
    }
    let is_own = |form: &&String| {
        uses.get(form.as_str())
            .is_some_and(|users| users.len() == 1)
    };
    let mut taken = BTreeSet::new();
    let mut names = Vec::with_capacity(found.len());
    for forms in &forms {
        let name = forms.iter().find(is_own).cloned().unwrap_or_else(|| {
            let [.., longest] = forms;
            let mut numbered = (2u32..).map(|number| format!("{longest} {number}"));
            let own =
                numbered.find(|name| !uses.contains_key(name.as_str()) && !taken.contains(name));
            own.unwrap_or_default()
        });
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

fn forms(found: &Found<'_>) -> [String; 3] {
    let key = &found.key;
    let with_caller = match &found.occasion {
        Occasion::Webhook => key.clone(),
        Occasion::Callback(callers) => match callers.first() {
            Some(caller) => format!("{caller}.{key}"),
            None => key.clone(),
        },
    };
    let with_method = format!("{with_caller} {}", found.method);
    [key.clone(), with_caller, with_method]
}
