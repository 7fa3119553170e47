//! `required.rs`: for each type that needs several values, a struct in which these have names.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{From, token};
use super::{declared, doc};
use crate::model::{Client, Field, Shape, Struct, TypeDef};
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
        items.under(quote! {
            //! What values must have, by name: for each type with several required properties the argument of its
            //! `new`. The compiler names what is missing.
        })
    })
}

/// Whether the type has a struct here.
pub(super) fn is_in(definition: &TypeDef) -> bool {
    let shape = &definition.shape;
    declared::is_made(definition)
        && matches!(shape, Shape::Struct(structure) if is_named(structure))
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
    quote! {
        #doc
        #deprecated
        #[derive(Debug)]
        pub struct #name { #(#fields)* }
    }
}

fn field(client: &Client, field: &Field) -> TokenStream {
    let doc = doc::outer(&declared::field_documentation(field));
    let deprecated = declared::deprecation(field.deprecated);
    let ident = token(&field.ident);
    let ty = declared::field_type(client, field, From::Elsewhere);
    quote!(#doc #deprecated pub #ident: #ty,)
}
