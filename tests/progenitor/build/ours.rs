//! How the calls of an emitted client are made, read from its source.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit::{Visit, visit_expr_method_call};
use syn::{Expr, FnArg, ImplItem, ImplItemFn, Item, Lit, Pat, Type};

use crate::Result;

/// How an operation is called.
pub(crate) struct Call {
    /// The method.
    pub(crate) method: syn::Ident,
    /// Its arguments.
    pub(crate) arguments: Vec<Argument>,
    /// What can be set beside them: a method with one argument each.
    pub(crate) setters: Vec<(syn::Ident, Argument)>,
}

/// A value that goes somewhere.
pub(crate) struct Argument {
    /// Place and name on the wire, or `body`.
    pub(crate) wire: String,
    /// Its type.
    pub(crate) ty: Type,
}

/// The calls of a client by operation id.
pub(crate) fn calls(client: &str, calls: &str) -> Result<BTreeMap<String, Call>> {
    let calls = syn::parse_file(calls)?;
    let ids = ids(&calls);
    let mut found = BTreeMap::new();
    for method in methods(&syn::parse_file(client)?, "Client") {
        let body = method.block.to_token_stream().to_string();
        let words: Vec<&str> = body
            .split("calls :: ")
            .skip(1)
            .filter_map(first_word)
            .collect();
        let Some(id) = words.iter().find_map(|word| ids.get(*word)) else {
            continue;
        };
        let setters = words.iter().flat_map(|word| methods(&calls, word));
        let setters =
            setters.filter_map(|setter| Some((setter.sig.ident.clone(), arguments(setter).pop()?)));
        let call = Call {
            method: method.sig.ident.clone(),
            arguments: arguments(method),
            setters: setters.collect(),
        };
        // Methods for other media types of the body come after that for the one that progenitor sends.
        found.entry(id.clone()).or_insert(call);
    }
    Ok(found)
}

/// The operation ids by the constants that describe operations.
fn ids(calls: &syn::File) -> BTreeMap<String, String> {
    let statics = calls.items.iter().filter_map(|item| match item {
        Item::Static(item) => Some(item),
        _ => None,
    });
    let with_id = statics.filter_map(|item| {
        let Expr::Struct(operation) = &*item.expr else {
            return None;
        };
        let id = operation
            .fields
            .iter()
            .find(|field| field.member.to_token_stream().to_string() == "id")?;
        Some((item.ident.to_string(), text(&id.expr)?))
    });
    with_id.collect()
}

/// The public methods of a type.
fn methods<'a>(file: &'a syn::File, name: &str) -> Vec<&'a ImplItemFn> {
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block)
            if block.trait_.is_none() && block.self_ty.to_token_stream().to_string() == name =>
        {
            Some(block)
        }
        _ => None,
    });
    let items = blocks.flat_map(|block| &block.items);
    items
        .filter_map(|item| match item {
            ImplItem::Fn(method) => Some(method),
            _ => None,
        })
        .collect()
}

/// The arguments of a method that the method sends somewhere.
fn arguments(method: &ImplItemFn) -> Vec<Argument> {
    let mut places = Places(BTreeMap::new());
    places.visit_block(&method.block);
    let typed = method.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed
        .filter_map(|typed| {
            let Pat::Ident(ident) = &*typed.pat else {
                return None;
            };
            Some(Argument {
                wire: places.0.get(&ident.ident.to_string())?.clone(),
                ty: (*typed.ty).clone(),
            })
        })
        .collect()
}

/// Which identifier goes where: `.query("a", b)` puts `b` at `query a`.
struct Places(BTreeMap<String, String>);

impl<'a> Visit<'a> for Places {
    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let method = call.method.to_string();
        let place = method.split('_').next().unwrap_or_default();
        let wire = match place {
            "path" | "query" | "header" | "cookie" => call
                .args
                .first()
                .and_then(text)
                .map(|name| format!("{place} {name}")),
            "json" | "form" | "body" | "multipart" | "text" => Some("body".to_owned()),
            _ => None,
        };
        if let Some(wire) = wire {
            for argument in &call.args {
                let tokens = argument.to_token_stream().to_string();
                if let Some(word) = first_word(tokens.trim_start_matches(['&', ' '])) {
                    self.0.insert(word.to_owned(), wire.clone());
                }
            }
        }
        visit_expr_method_call(self, call);
    }
}

fn first_word(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
