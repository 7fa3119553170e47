//! `required.rs`: for each type that needs several values, a struct in which these have names, and for each that needs one
//! of several an enum of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{From, token};
use super::{declared, doc};
use crate::model::{AnyOf, Client, Field, Shape, Struct, TypeDef};
use crate::render::Items;

/// The file; nothing if no type needs several values.
///
/// ```text
/// /// What a [`Transfer`](super::Transfer) must have.
/// pub struct Transfer {
///     /// Who pays.
///     pub from: String,
///     /// Who is paid.
///     pub to: String,
/// }
/// ```
pub(super) fn emit(client: &Client, types: &[&TypeDef]) -> Option<Result<String, String>> {
    let named = types.iter().filter(|definition| is_in(definition));
    let here: Vec<_> = named
        .filter_map(|definition| match &definition.shape {
            Shape::Struct(structure) => Some((definition, structure)),
            _ => None,
        })
        .collect();
    (!here.is_empty()).then(|| {
        let items = Items::new(&here, &[], |(definition, structure)| {
            item(client, definition, structure)
        })?;
        let has_choices = here.iter().any(|(_, structure)| structure.any_of.is_some());
        let choices = has_choices.then(|| {
            quote! {
                //!
                //! Where one of several properties must be there, an enum of them is an argument, too.
            }
        });
        items.under(quote! {
            //! What values must have, by name: for each type with several required properties the argument of its
            //! `new`. The compiler names what is missing.
            #choices
        })
    })
}

/// Whether the type has a struct here.
pub(super) fn is_in(definition: &TypeDef) -> bool {
    let shape = &definition.shape;
    let needs = |structure: &Struct| is_named(structure) || structure.any_of.is_some();
    definition.is_made() && matches!(shape, Shape::Struct(structure) if needs(structure))
}

/// Whether the type's constructor takes its required values by name.
pub(super) fn is_named(structure: &Struct) -> bool {
    let mut arguments = structure
        .fields
        .iter()
        .filter(|field| declared::is_argument(field));
    arguments.nth(1).is_some()
}

fn item(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let doc = doc::outer(&format!("What a [`{name}`](super::{name}) must have."));
    let deprecated = declared::deprecation(definition.deprecated);
    let arguments = structure
        .fields
        .iter()
        .filter(|field| declared::is_argument(field));
    let fields = arguments.map(|field| self::field(client, field));
    let any_of = structure.any_of.as_ref();
    let choice = any_of.map(|any_of| choice(client, definition, structure, any_of));
    if !is_named(structure) {
        return choice.unwrap_or_default();
    }
    let any_of = any_of.map(|any_of| {
        let (argument, ident) = (token(&any_of.argument), token(&any_of.ident));
        quote! {
            /// One of the optional properties; the others may be set beside it.
            pub #argument: #ident,
        }
    });
    quote! {
        #doc
        #deprecated
        #[derive(Debug)]
        pub struct #name { #(#fields)* #any_of }
        #choice
    }
}

/// The optional properties of which one must be there.
fn choice(
    client: &Client,
    definition: &TypeDef,
    structure: &Struct,
    any_of: &AnyOf,
) -> TokenStream {
    let owner = token(&definition.ident);
    let name = token(&any_of.ident);
    let doc = doc::outer(&format!(
        "Of these a [`{owner}`](super::{owner}) must have one. The others may be set beside it."
    ));
    let deprecated = declared::deprecation(definition.deprecated);
    let variants = structure.choices().map(|(variant, field)| {
        let doc = doc::outer(&declared::field_documentation(field));
        let deprecated = declared::deprecation(field.deprecated);
        let variant = token(variant);
        let ty = super::path::ty(&field.ty, client, From::Elsewhere);
        quote!(#doc #deprecated #variant(#ty),)
    });
    quote! {
        #doc
        #deprecated
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn field(client: &Client, field: &Field) -> TokenStream {
    let doc = doc::outer(&declared::field_documentation(field));
    let deprecated = declared::deprecation(field.deprecated);
    let ident = token(&field.ident);
    let ty = declared::field_type(client, field, From::Elsewhere);
    quote!(#doc #deprecated pub #ident: #ty,)
}
