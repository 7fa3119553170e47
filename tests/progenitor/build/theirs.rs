//! progenitor's client of an exported document, and how its calls are made.

use std::collections::BTreeMap;
use std::panic::{catch_unwind, set_hook, take_hook};

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::Value;
use syn::{FnArg, ImplItem, Item, Type};
use trueup_export::progenitor::Exported;

use crate::Result;

/// A generated client.
pub(crate) struct Theirs {
    /// What it was generated from.
    pub(crate) document: Value,
    /// The source.
    pub(crate) source: TokenStream,
    /// Operations that progenitor refuses, and what it says.
    pub(crate) refused: BTreeMap<String, String>,
    /// Method and arguments of each operation, by its id.
    pub(crate) calls: BTreeMap<String, Call>,
}

/// How an operation is called.
pub(crate) struct Call {
    /// The method.
    pub(crate) method: syn::Ident,
    /// Place and name of each argument, and its type.
    pub(crate) arguments: Vec<(String, Type)>,
}

/// Generates from what progenitor reads of the document.
pub(crate) fn client(mut exported: Exported) -> Result<Theirs> {
    // Much of what it refuses it refuses by a panic; nobody needs to see each.
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let refused = refused(&exported);
    exported.retain(|id| !refused.contains_key(id));
    let generated = generate(&exported);
    set_hook(hook);
    let source = generated?;
    let text = exported.document.to_string();
    let calls = calls(&serde_json::from_str(&text)?, &source)?;
    Ok(Theirs {
        document: serde_json::from_str(&text)?,
        source,
        refused,
        calls,
    })
}

/// The operations that progenitor refuses each alone.
fn refused(exported: &Exported) -> BTreeMap<String, String> {
    let mut refused = BTreeMap::new();
    if generate(exported).is_ok() {
        return refused;
    }
    for id in exported.operations() {
        let mut single = exported.clone();
        single.retain(|other| other == id);
        if let Err(reason) = generate(&single) {
            refused.insert(id.to_owned(), reason.to_string());
        }
    }
    refused
}

/// progenitor ends with a panic on much that is legal; here that is an error like any other.
fn generate(exported: &Exported) -> Result<TokenStream> {
    let document: OpenAPI = serde_json::from_str(&exported.document.to_string())?;
    let generated = catch_unwind(|| {
        let mut settings = GenerationSettings::new();
        settings.with_interface(InterfaceStyle::Positional);
        Generator::new(&settings).generate_tokens(&document)
    });
    match generated {
        Ok(tokens) => Ok(tokens?),
        Err(panic) => {
            let text = panic.downcast::<String>().map_or_else(
                |other| {
                    other
                        .downcast::<&str>()
                        .map_or_else(|_| String::new(), |text| text.to_string())
                },
                |text| *text,
            );
            Err(format!("it panics: {text}").into())
        }
    }
}

/// The calls: one asynchronous method for each operation, in the order of the document.
fn calls(document: &OpenAPI, source: &TokenStream) -> Result<BTreeMap<String, Call>> {
    let mut methods: Vec<(syn::Ident, Vec<Type>)> = Vec::new();
    for item in syn::parse2::<syn::File>(source.clone())?.items {
        let Item::Impl(block) = item else { continue };
        let methods_of = block.items.into_iter().filter_map(|item| match item {
            ImplItem::Fn(method) if method.sig.asyncness.is_some() => Some(method.sig),
            _ => None,
        });
        methods.extend(methods_of.map(|signature| {
            let types = signature
                .inputs
                .into_iter()
                .filter_map(|input| match input {
                    FnArg::Typed(typed) => Some(*typed.ty),
                    FnArg::Receiver(_) => None,
                });
            (signature.ident, types.collect())
        }));
    }
    let mut calls = BTreeMap::new();
    let mut methods = methods.into_iter();
    for (path, _, operation) in document.operations() {
        let names = arguments(path, &serde_json::to_value(operation)?);
        let (method, types) = methods.next().ok_or("fewer methods than operations")?;
        if names.len() != types.len() {
            return Err(format!("{method} takes something else than {names:?}").into());
        }
        let arguments = names.into_iter().zip(types).collect();
        let id = operation.operation_id.clone().unwrap_or_default();
        calls.insert(id, Call { method, arguments });
    }
    Ok(calls)
}

/// Place and name of each argument in the order of progenitor: the path's as there, the query's sorted, the body,
/// headers sorted.
fn arguments(path: &str, operation: &Value) -> Vec<String> {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    let of = |place: &str| -> Vec<&str> {
        let all = parameters.into_iter().flatten();
        let here =
            all.filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some(place));
        let mut names: Vec<&str> = here
            .filter_map(|parameter| parameter.get("name")?.as_str())
            .collect();
        names.sort_unstable();
        names
    };
    let mut in_path = of("path");
    in_path.sort_by_key(|name| path.find(&format!("{{{name}}}")));
    let body = operation.get("requestBody").map(|_| "body".to_owned());
    let named = |place: &'static str, names: Vec<&str>| -> Vec<String> {
        names.iter().map(|name| format!("{place} {name}")).collect()
    };
    let mut all = named("path", in_path);
    all.extend(named("query", of("query")));
    all.extend(body);
    all.extend(named("header", of("header")));
    all
}
