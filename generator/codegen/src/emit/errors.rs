//! `errors.rs`: what the bodies of errors mean.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::error_parts;
use super::groups::{Groups, Home};
use super::path::{fixed, token};
use crate::model::{
    Basic, Client, Output, Presence, ResponseBody, ResponseEnum, ResponseEnumId, Shape, Struct,
    Type, TypeDef, TypeId,
};
use crate::render;
use trueup_description::ir::schema::{ErrorKind, ErrorRule, ErrorTest};
use trueup_description::json::Json;

/// Properties that hold a sentence for a human, the most telling first.
const MESSAGES: [&str; 4] = ["message", "detail", "error", "title"];

/// The file's tokens; nothing if no operation describes its errors or failures by what stands in this place.
pub(super) fn emit(client: &Client, groups: &Groups, home: Home) -> Option<TokenStream> {
    let (mut errors, mut failures) = (error_types(client), failure_types(client));
    errors.retain(|id| groups.of_type(*id) == home);
    failures.retain(|id| groups.of_type(*id) == home);
    let mut response_enum = error_replies(client);
    response_enum.retain(|id| groups.of_enum(*id) == home);
    if errors.is_empty() && failures.is_empty() && response_enum.is_empty() {
        return None;
    }
    let classify = errors.iter().map(|id| {
        let classify = classify(client, *id);
        let parts = error_parts::emit(client, *id);
        quote!(#classify #parts)
    });
    let failures = failures
        .iter()
        .map(|id| check_failure(client.definition(*id)));
    let response_enum = response_enum.iter().map(|id| {
        let classify = classify_replies(client, *id);
        let parts = error_parts::emit_by_status(client, *id);
        quote!(#classify #parts)
    });
    let code = quote!(#(#classify)* #(#response_enum)* #(#failures)*);
    let names = render::mentioned(
        &code,
        &[
            "FailureInBody",
            "ErrorDetails",
            "HasErrorCode",
            "ErrorKind",
            "ErrorRule",
        ],
    );
    let names = names.into_iter().map(fixed);
    Some(quote! {
        //! What the bodies of errors mean.

        use trueup_client::{#(#names),*};

        #code
    })
}

/// Types of error bodies, and the branches of those that are unions. Names of types that the runtime knows
/// need nothing.
fn error_types(client: &Client) -> BTreeSet<TypeId> {
    let mut waiting: Vec<&Type> = Vec::new();
    for call in &client.calls {
        match &call.error {
            ResponseBody::Json(ty) => waiting.push(ty),
            ResponseBody::Several(id) => waiting.extend(bodies(client.response_enum(*id))),
            ResponseBody::Nothing | ResponseBody::Text | ResponseBody::Bytes => {}
        }
    }
    let mut found = BTreeSet::new();
    let mut aliases = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        let id = match ty {
            Type::Named(id) => *id,
            Type::Nullable(inner) | Type::Boxed(inner) => {
                waiting.push(inner);
                continue;
            }
            Type::Basic(_) | Type::List(_) | Type::Map(_) => continue,
        };
        match &client.definition(id).shape {
            Shape::Alias(target) => {
                if aliases.insert(id) {
                    waiting.push(target);
                }
            }
            Shape::Union(union) => {
                if found.insert(id) {
                    waiting.extend(union.branches.iter().map(|branch| &branch.ty));
                }
            }
            _ => {
                found.insert(id);
            }
        }
    }
    found
}

/// The JSON bodies of an enum by status.
fn bodies(response_enum: &ResponseEnum) -> impl Iterator<Item = &Type> {
    response_enum
        .variants
        .iter()
        .filter_map(|variant| match &variant.body {
            ResponseBody::Json(ty) => Some(ty),
            _ => None,
        })
}

/// Enums of errors by status.
fn error_replies(client: &Client) -> BTreeSet<ResponseEnumId> {
    let ids = client.calls.iter().filter_map(|call| match call.error {
        ResponseBody::Several(id) => Some(id),
        _ => None,
    });
    ids.collect()
}

/// ```text
/// impl ErrorDetails for super::StartJobError {
///     fn kind(&self, status: u16) -> Option<ErrorKind> {
///         match self {
///             Self::NotFound(body) => body.kind(status),
///             _ => None,
///         }
///     }
/// }
/// ```
fn classify_replies(client: &Client, id: ResponseEnumId) -> TokenStream {
    let response_enum = client.response_enum(id);
    let name = token(&response_enum.ident);
    let rules = rules_of(client, response_enum);
    let rules =
        (!rules.is_empty()).then(|| quote!(const RULES: &'static [ErrorRule] = &[#(#rules),*];));
    let with_body: Vec<_> = response_enum
        .variants
        .iter()
        .filter(|variant| matches!(variant.body, ResponseBody::Json(_) | ResponseBody::Text))
        .map(|variant| token(&variant.ident))
        .collect();
    let rest = (with_body.len() < response_enum.variants.len()).then(|| quote!(_ => None,));
    quote! {
        impl ErrorDetails for super::#name {
            #rules

            #[inline]
            fn kind(&self, status: u16) -> Option<ErrorKind> {
                match self { #(Self::#with_body(body) => body.kind(status),)* #rest }
            }

            #[inline]
            fn message(&self) -> Option<&str> {
                match self { #(Self::#with_body(body) => body.message(),)* #rest }
            }
        }
    }
}

/// The rules of all bodies of an enum: they look at the body, whatever its status.
fn rules_of(client: &Client, response_enum: &ResponseEnum) -> Vec<TokenStream> {
    let mut types = BTreeSet::new();
    for body in bodies(response_enum) {
        if let Type::Named(id) = body {
            types.insert(*id);
        }
    }
    let rules = types
        .into_iter()
        .flat_map(|id| &client.definition(id).error_rules);
    rules.map(rule).collect()
}

/// Types whose own field may say that the call failed.
fn failure_types(client: &Client) -> BTreeSet<TypeId> {
    let outputs = client.calls.iter().flat_map(|call| {
        let choices = call.choices.iter().map(|choice| &choice.output);
        choices.chain([&call.output])
    });
    let checked = outputs.filter_map(|output| match output {
        Output::Checked(Type::Named(id)) => Some(*id),
        _ => None,
    });
    checked.collect()
}

/// ```text
/// impl ErrorDetails for ErrorBody {
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
    let message = error_parts::message(client, id).or_else(|| message(definition));
    let message = message.map(|body| {
        quote! {
            #[inline]
            fn message(&self) -> Option<&str> { #body }
        }
    });
    quote! {
        impl ErrorDetails for super::#name {
            #rules
            #message
        }
    }
}

fn rule(rule: &ErrorRule) -> TokenStream {
    let kind = fixed(match rule.kind {
        ErrorKind::Unauthenticated => "Unauthenticated",
        ErrorKind::Forbidden => "Forbidden",
        ErrorKind::Unsupported => "Unsupported",
        ErrorKind::NotFound => "NotFound",
        ErrorKind::Conflict => "Conflict",
        ErrorKind::RateLimited => "RateLimited",
        ErrorKind::NotReady => "NotReady",
        ErrorKind::Transient => "Transient",
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
                .filter(|branch| has_message(&branch.ty))
                .map(|branch| {
                    let ident = token(&branch.ident);
                    quote!(Self::#ident(body) => body.message(),)
                });
            let rest = union
                .branches
                .iter()
                .any(|branch| !has_message(&branch.ty))
                .then(|| quote!(_ => None,));
            Some(quote!(match self { #(#arms)* #rest }))
        }
        Shape::StringEnum(_)
        | Shape::IntegerEnum(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Wrapper(_) => None,
    }
}

/// Whether a branch of a union of errors can speak for itself.
fn has_message(ty: &Type) -> bool {
    match ty {
        Type::Named(_) => true,
        Type::Boxed(inner) => has_message(inner),
        _ => false,
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
        Presence::Required | Presence::Plain(_) | Presence::Constant(_) => {
            Some(quote!(Some(&self.#ident)))
        }
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
        impl FailureInBody for super::#name {
            #[inline]
            fn failure(&self) -> Option<&str> {
                #text.filter(|text| !text.is_empty())
            }
        }
    }
}
