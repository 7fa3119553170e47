//! Unions: an enum with a variant for each branch.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, token};
use super::{doc, types};
use crate::ir::shape::{Branch, Client, TypeDef, Union};

/// The enum, and how it is read and written.
pub(super) fn emit(client: &Client, definition: &TypeDef, union: &Union) -> TokenStream {
    let head = types::head(definition);
    let name = token(&definition.ident);
    let variants = union.branches.iter().map(|branch| variant(client, branch));
    let reading = match &union.tag {
        Some(tag) => tagged(definition, union, tag),
        None => untagged(definition, union),
    };
    let writes = union.branches.iter().map(|branch| {
        let ident = token(&branch.ident);
        quote!(Self::#ident(value) => value.serialize(serializer),)
    });
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #reading
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { #(#writes)* }
            }
        }
    }
}

fn variant(client: &Client, branch: &Branch) -> TokenStream {
    let ident = token(&branch.ident);
    let ty = path::ty(&branch.ty, client, From::Types);
    let doc = doc::outer(&format!("The value is a `{}`.", branch.ident));
    quote!(#doc #ident(#ty),)
}

/// The first branch that takes the value.
fn untagged(definition: &TypeDef, union: &Union) -> TokenStream {
    let attempts = union.branches.iter().map(|branch| {
        let ident = token(&branch.ident);
        quote! {
            if let Ok(value) = Deserialize::deserialize(&value) {
                return Ok(Self::#ident(value));
            }
        }
    });
    let message = format!("the value is no branch of `{}`", definition.ident);
    quote! {
        let value = trueup_client::Json::deserialize(deserializer)?;
        #(#attempts)*
        Err(trueup_client::serde::de::Error::custom(#message))
    }
}

/// The branch that the tag names.
fn tagged(definition: &TypeDef, union: &Union, tag: &str) -> TokenStream {
    let arms = union
        .branches
        .iter()
        .filter(|branch| !branch.tags.is_empty())
        .map(|branch| {
            let ident = token(&branch.ident);
            let tags = &branch.tags;
            quote!(#(Some(#tags))|* => Deserialize::deserialize(&value).map(Self::#ident),)
        });
    let message = format!("`{tag}` names no branch of `{}`", definition.ident);
    quote! {
        let value = trueup_client::Json::deserialize(deserializer)?;
        match value.get(#tag).and_then(trueup_client::Json::as_str) {
            #(#arms)*
            _ => return Err(trueup_client::serde::de::Error::custom(#message)),
        }
        .map_err(trueup_client::serde::de::Error::custom)
    }
}
