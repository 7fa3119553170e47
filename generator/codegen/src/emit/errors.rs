//! `errors.rs`: what the bodies of errors mean.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{fixed, token};
use crate::ir::schema::{ErrorKind, ErrorRule, ErrorTest};
use crate::ir::shape::{Basic, Client, Output, Presence, Shape, Struct, Type, TypeDef, TypeId};
use crate::json::Json;
use crate::render;

/// Properties that hold a sentence for a human, the most telling first.
const MESSAGES: [&str; 4] = ["message", "detail", "error", "title"];

/// The file's tokens; nothing if no operation describes its errors or failures.
pub(super) fn emit(client: &Client) -> Option<TokenStream> {
    let errors = error_types(client);
    let failures = failure_types(client);
    if errors.is_empty() && failures.is_empty() {
        return None;
    }
    let classify = errors.iter().map(|id| classify(client, *id));
    let failures = failures
        .iter()
        .map(|id| check_failure(client.definition(*id)));
    let code = quote!(#(#classify)* #(#failures)*);
    let names = render::mentioned(
        &code,
        &["CheckFailure", "Classify", "ErrorKind", "ErrorRule"],
    );
    let names = names.into_iter().map(fixed);
    Some(quote! {
        //! What the bodies of errors mean.

        use trueup_client::{#(#names),*};

        #code
    })
}

/// Types of error bodies, and the branches of those that are unions.
fn error_types(client: &Client) -> BTreeSet<TypeId> {
    let named = |ty: &Type| match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    };
    let mut found = BTreeSet::new();
    let mut waiting: Vec<TypeId> = client
        .calls
        .iter()
        .filter_map(|call| named(call.error.as_ref()?))
        .collect();
    while let Some(id) = waiting.pop() {
        if !found.insert(id) {
            continue;
        }
        if let Shape::Union(union) = &client.definition(id).shape {
            waiting.extend(union.branches.iter().filter_map(|branch| named(&branch.ty)));
        }
    }
    found
}

/// Types whose own field may say that the call failed.
fn failure_types(client: &Client) -> BTreeSet<TypeId> {
    let checked = client.calls.iter().filter_map(|call| match &call.output {
        Output::Checked(Type::Named(id)) => Some(*id),
        _ => None,
    });
    checked.collect()
}

/// ```text
/// impl Classify for ErrorBody {
///     const RULES: &'static [trueup_client::ErrorRule] = &[…];
///     fn message(&self) -> Option<&str> { self.message.as_deref() }
/// }
/// ```
fn classify(client: &Client, id: TypeId) -> TokenStream {
    let definition = client.definition(id);
    let name = token(&definition.ident);
    let rules = (!definition.error_rules.is_empty()).then(|| {
        let rules = definition.error_rules.iter().map(rule);
        quote!(const RULES: &'static [ErrorRule] = &[#(#rules),*];)
    });
    let message = message(definition).map(|body| {
        quote! {
            fn message(&self) -> Option<&str> { #body }
        }
    });
    quote! {
        impl Classify for super::#name {
            #rules
            #message
        }
    }
}

fn rule(rule: &ErrorRule) -> TokenStream {
    let kind = fixed(match rule.kind {
        ErrorKind::Unauthenticated => "Unauthenticated",
        ErrorKind::NotFound => "NotFound",
        ErrorKind::Retryable => "Retryable",
    });
    let pointer = &rule.pointer;
    match &rule.test {
        ErrorTest::Contains(part) => quote!(ErrorRule::contains(ErrorKind::#kind, #pointer, #part)),
        ErrorTest::Equals(Json::String(text)) => {
            quote!(ErrorRule::text(ErrorKind::#kind, #pointer, #text))
        }
        ErrorTest::Equals(value) => {
            let number: TokenStream = value.to_string().parse().unwrap_or_default();
            quote!(ErrorRule::number(ErrorKind::#kind, #pointer, #number))
        }
    }
}

/// The expression that finds the sentence for a human.
fn message(definition: &TypeDef) -> Option<TokenStream> {
    match &definition.shape {
        Shape::Struct(structure) => message_field(structure),
        Shape::Union(union) => {
            let arms = union
                .branches
                .iter()
                .filter(|branch| matches!(branch.ty, Type::Named(_)))
                .map(|branch| {
                    let ident = token(&branch.ident);
                    quote!(Self::#ident(body) => Classify::message(body),)
                });
            let rest = union
                .branches
                .iter()
                .any(|branch| !matches!(branch.ty, Type::Named(_)))
                .then(|| quote!(_ => None,));
            Some(quote!(match self { #(#arms)* #rest }))
        }
        Shape::Vocabulary(_) | Shape::Scalar(_) | Shape::Alias(_) => None,
    }
}

fn message_field(structure: &Struct) -> Option<TokenStream> {
    let is_text = |wire: &&str| {
        structure
            .fields
            .iter()
            .find(|field| field.wire == **wire && field.ty == Type::Basic(Basic::String))
    };
    let field = MESSAGES.iter().find_map(is_text)?;
    let ident = token(&field.ident);
    match field.presence {
        Presence::Required | Presence::Plain(_) => Some(quote!(Some(&self.#ident))),
        Presence::Patch => None,
        _ => Some(quote!(self.#ident.as_deref())),
    }
}

fn check_failure(definition: &TypeDef) -> TokenStream {
    let name = token(&definition.ident);
    let Shape::Struct(Struct {
        failure: Some(failure),
        fields,
        ..
    }) = &definition.shape
    else {
        return TokenStream::new();
    };
    let ident = token(failure);
    let optional = fields.iter().any(|field| {
        field.ident == *failure
            && !matches!(field.presence, Presence::Required | Presence::Plain(_))
    });
    let text = if optional {
        quote!(self.#ident.as_deref())
    } else {
        quote!(Some(self.#ident.as_str()))
    };
    quote! {
        impl CheckFailure for super::#name {
            fn failure(&self) -> Option<&str> {
                #text.filter(|text| !text.is_empty())
            }
        }
    }
}
