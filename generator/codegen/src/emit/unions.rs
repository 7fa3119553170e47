//! Unions: an enum with a variant for each branch.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::path::{self, From, token};
use super::{declared, doc};
use crate::model::{Branch, Client, Shape, Takes, Type, TypeDef, Union, ValueKind};

/// The enum.
pub(super) fn declaration(client: &Client, definition: &TypeDef, union: &Union) -> TokenStream {
    let head = declared::head(definition);
    let name = token(&definition.ident);
    let variants = union.branches.iter().map(|branch| variant(client, branch));
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

/// How it is read and written.
pub(super) fn implementation(client: &Client, definition: &TypeDef, union: &Union) -> TokenStream {
    let name = token(&definition.ident);
    let reading = reading(client, definition, union);
    let writes = union
        .branches
        .iter()
        .map(|branch| write(client, union, branch));
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::union(deserializer)
            }
        }

        #reading

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

/// ```text
/// impl object::Union for Owner {
///     const NAME: &'static str = "Owner";
///     const BRANCHES: &'static object::Branches = …;
///     fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
///         match index {
///             0 => Deserialize::deserialize(value).map(Self::Person),
///             _ => Deserialize::deserialize(value).map(Self::Company),
///         }
///     }
/// }
/// ```
fn reading(client: &Client, definition: &TypeDef, union: &Union) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let branches = match &union.tag {
        Some(tag) => tagged(union, tag),
        None => tried(client, union),
    };
    let last = union.branches.len().saturating_sub(1);
    let arms = union.branches.iter().enumerate().map(|(index, branch)| {
        let ident = token(&branch.ident);
        let index = match index == last {
            true => quote!(_),
            false => number(index),
        };
        quote!(#index => Deserialize::deserialize(value).map(Self::#ident),)
    });
    quote! {
        impl object::Union for #name {
            const NAME: &'static str = #wire_name;

            const BRANCHES: &'static object::Branches = &#branches;

            fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
                match index { #(#arms)* }
            }
        }
    }
}

/// ```text
/// object::Branches::Tagged {
///     property: "petType",
///     names: &[("cat", 0), ("dog", 1)],
///     other: None,
/// }
/// ```
fn tagged(union: &Union, tag: &str) -> TokenStream {
    let branches = union.branches.iter().enumerate();
    let names = branches.flat_map(|(index, branch)| {
        let index = number(index);
        branch.tags.iter().map(move |tag| quote!((#tag, #index)))
    });
    let other = match union.other.map(number) {
        Some(index) => quote!(Some(#index)),
        None => quote!(None),
    };
    quote! {
        object::Branches::Tagged {
            property: #tag,
            names: &[#(#names),*],
            other: #other,
        }
    }
}

/// ```text
/// object::Branches::Tried(&[
///     object::Branch::new(1, object::OBJECT)
///         .with(<Company as object::Object>::FIELDS, &[("id", object::Takes::new(object::TEXT))]),
///     object::Branch::new(0, object::TEXT).words(Grade::VALUES),
/// ])
/// ```
fn tried(client: &Client, union: &Union) -> TokenStream {
    let branches = union.attempts.iter().map(|attempt| {
        let index = number(attempt.branch);
        let (kinds, words) = takes(client, &attempt.takes);
        let object = attempt.object.as_ref().map(|(id, members)| {
            let name = token(&client.definition(*id).ident);
            let members = members.iter().map(|(wire, held)| {
                let (kinds, words) = takes(client, held);
                quote!((#wire, object::Takes::new(#kinds)#words))
            });
            quote!(.with(<#name as object::Object>::FIELDS, &[#(#members),*]))
        });
        quote!(object::Branch::new(#index, #kinds)#words #object)
    });
    quote!(object::Branches::Tried(&[#(#branches),*]))
}

/// The kinds, and the call that adds the words.
fn takes(client: &Client, takes: &Takes) -> (TokenStream, TokenStream) {
    let kinds = takes.kinds.iter().map(|kind| match kind {
        ValueKind::Null => quote!(object::NULL),
        ValueKind::Bool => quote!(object::BOOL),
        ValueKind::Integer => quote!(object::INTEGER),
        ValueKind::Float => quote!(object::FLOAT),
        ValueKind::Text => quote!(object::TEXT),
        ValueKind::List => quote!(object::LIST),
        ValueKind::Object => quote!(object::OBJECT),
    });
    let kinds = match takes.kinds.len() {
        ValueKind::COUNT => quote!(object::ANY),
        _ => quote!(#(#kinds)|*),
    };
    let words = takes.words.map(|listing| {
        let definition = client.definition(listing);
        let name = token(&definition.ident);
        match definition.shape {
            Shape::IntegerEnum(_) => quote!(.numbers(#name::VALUES)),
            _ => quote!(.words(#name::VALUES)),
        }
    });
    (kinds, words.unwrap_or_default())
}

fn number(index: usize) -> TokenStream {
    let literal = Literal::usize_unsuffixed(index);
    quote!(#literal)
}

/// How a branch is written: as it is, or with the tag that it does not hold itself.
fn write(client: &Client, union: &Union, branch: &Branch) -> TokenStream {
    let ident = token(&branch.ident);
    match (&union.tag, branch.tags.first()) {
        (Some(tag), Some(value)) if !holds(client, &branch.ty, tag) => {
            quote!(Self::#ident(value) => object::tagged(serializer, #tag, #value, value),)
        }
        _ if client.floats(&branch.ty).is_some() => {
            quote!(Self::#ident(value) => object::Finite(value).serialize(serializer),)
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
