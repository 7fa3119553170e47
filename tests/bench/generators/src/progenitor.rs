//! progenitor.

use std::panic::{catch_unwind, set_hook, take_hook};

use bench_harness::Result;
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Value, json};

/// The part of a document that progenitor can read.
#[derive(Debug)]
pub struct Readable {
    /// As JSON.
    pub text: String,
    /// Operations in it.
    pub operations: usize,
    /// Operations that were taken out, with progenitor's reason.
    pub refused: Vec<(String, String)>,
}

/// From a lowered document to the source of a client, printed as people read it.
///
/// # Errors
///
/// A document that progenitor refuses.
pub fn progenitor(text: &str) -> Result<String> {
    let document: OpenAPI = serde_json::from_str(text)?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional);
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    Ok(prettyplease_for_progenitor::unparse(
        &syn_for_progenitor::parse2(tokens)?,
    ))
}

/// Takes out of a lowered document the operations that progenitor refuses alone.
///
/// # Errors
///
/// When it refuses even what is left.
pub fn readable(mut document: Value) -> Result<Readable> {
    // Much of what it refuses it refuses by a panic; nobody needs to see each.
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let refused = take_out(&mut document);
    set_hook(hook);
    let text = serde_json::to_string(&document)?;
    progenitor(&text).map_err(|error| format!("progenitor: {error}"))?;
    Ok(Readable {
        text,
        operations: operations(&document).len(),
        refused,
    })
}

fn take_out(document: &mut Value) -> Vec<(String, String)> {
    let mut refused = Vec::new();
    for (path, method) in operations(document) {
        let Some(operation) = document
            .get("paths")
            .and_then(|paths| paths.get(&path))
            .and_then(|item| item.get(&method))
        else {
            continue;
        };
        let name = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let mut single = document.clone();
        let item = json!({ path.as_str(): { method.as_str(): operation } });
        if let Some(members) = single.as_object_mut() {
            members.insert("paths".to_owned(), item);
        }
        let text = single.to_string();
        let reason = match catch_unwind(|| {
            progenitor(&text)
                .map(drop)
                .map_err(|error| error.to_string())
        }) {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error,
            Err(_) => "it panics".to_owned(),
        };
        refused.push((name, reason));
        let item = document
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(&path));
        if let Some(members) = item.and_then(Value::as_object_mut) {
            members.remove(&method);
        }
    }
    refused
}

/// Path and method of every operation.
fn operations(document: &Value) -> Vec<(String, String)> {
    const METHODS: &[&str] = &[
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let paths = document.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        let members = item.as_object().into_iter().flat_map(|item| item.keys());
        found.extend(
            members
                .filter(|key| METHODS.contains(&key.as_str()))
                .map(|method| (path.clone(), method.clone())),
        );
    }
    found
}
