//! Unions: an enum with a variant for each branch.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, token};
use super::{doc, types};
use crate::model::{Attempt, Branch, Client, Shape, Type, TypeDef, Union};

/// The enum, and how it is read and written.
pub(super) fn emit(client: &Client, definition: &TypeDef, union: &Union) -> TokenStream {
    let head = types::head(definition);
    let name = token(&definition.ident);
    let variants = union.branches.iter().map(|branch| variant(client, branch));
    let reading = match &union.tag {
        Some(tag) => tagged(definition, union, tag),
        None => untagged(client, definition, union),
    };
    let writes = union
        .branches
        .iter()
        .map(|branch| write(client, union, branch));
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

/// The first branch that takes the value, the choosiest before the others.
fn untagged(client: &Client, definition: &TypeDef, union: &Union) -> TokenStream {
    let attempts = union.attempts.iter().filter_map(|attempt| {
        let (index, listed) = match attempt {
            Attempt::Takes(index) => (*index, None),
            Attempt::Lists(index) => (*index, Some(())),
        };
        let branch = union.branches.get(index)?;
        let ident = token(&branch.ident);
        let listed = listed.and_then(|()| vocabulary(client, &branch.ty)).map(
            |name| quote!(value.as_str().is_some_and(|text| #name::VALUES.contains(&text)) &&),
        );
        Some(quote! {
            if #listed let Ok(value) = value.read::<_, D::Error>() {
                return Ok(Self::#ident(value));
            }
        })
    });
    let name = definition.ident.as_str();
    quote! {
        let value = object::Buffer::deserialize(deserializer)?;
        #(#attempts)*
        Err(object::no_branch(#name))
    }
}

/// The vocabulary that a type is, under whatever name.
fn vocabulary(client: &Client, ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Vocabulary(_) => {
                let name = token(&client.definition(*id).ident);
                Some(quote!(#name))
            }
            Shape::Alias(target) => vocabulary(client, target),
            _ => None,
        },
        Type::Nullable(inner) | Type::Boxed(inner) => vocabulary(client, inner),
        _ => None,
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
            quote!(#(Some(#tags))|* => value.read().map(Self::#ident),)
        });
    let name = definition.ident.as_str();
    quote! {
        let value = object::Buffer::deserialize(deserializer)?;
        match value.tag(#tag) {
            #(#arms)*
            _ => Err(object::no_tag(#name, #tag)),
        }
    }
}

/// How a branch is written: as it is, or with the tag that it does not hold itself.
fn write(client: &Client, union: &Union, branch: &Branch) -> TokenStream {
    let ident = token(&branch.ident);
    match (&union.tag, branch.tags.first()) {
        (Some(tag), Some(value)) if !holds(client, &branch.ty, tag) => {
            quote!(Self::#ident(value) => object::tagged(serializer, #tag, #value, value),)
        }
        _ => quote!(Self::#ident(value) => value.serialize(serializer),),
    }
}

/// Whether values of a type write the tag by themselves.
fn holds(client: &Client, ty: &Type, tag: &str) -> bool {
    match ty {
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Struct(structure) => structure.fields.iter().any(|field| field.wire == tag),
            Shape::Union(union) => union.tag.as_deref() == Some(tag),
            Shape::Alias(target) => holds(client, target, tag),
            _ => false,
        },
        Type::Nullable(inner) | Type::Boxed(inner) => holds(client, inner, tag),
        _ => false,
    }
}
