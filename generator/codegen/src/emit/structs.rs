//! Structs: their fields, constructor and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::declared::{converts, deprecation, field_documentation, field_type, head, is_argument};
use super::path::{self, From, token};
use super::{doc, objects, required};
use crate::model::{AnyOf, Client, Field, Presence, Struct, TypeDef};
use trueup_text::markdown::code;

/// A struct, with its constructor and setters if requests hold it.
pub(super) fn declaration(
    client: &Client,
    definition: &TypeDef,
    structure: &Struct,
) -> TokenStream {
    let head = head(definition);
    let name = token(&definition.ident);
    let fields = structure
        .fields
        .iter()
        .map(|field| self::field(client, field));
    let extra = structure.extra.iter().map(|(ident, ty)| {
        let ident = token(ident);
        let map = path::map(ty, client, From::Types);
        quote! {
            /// Properties that the document does not name.
            pub #ident: #map,
        }
    });
    let derives = if starts_empty(structure) {
        quote!(Clone, Debug, Default, PartialEq)
    } else {
        quote!(Clone, Debug, PartialEq)
    };
    let construction = if definition.is_made() {
        construction(client, definition, structure)
    } else {
        TokenStream::new()
    };
    quote! {
        #head
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #(#extra)*
        }
        #construction
    }
}

/// How a struct is read and written.
pub(super) fn implementation(
    client: &Client,
    definition: &TypeDef,
    structure: &Struct,
) -> TokenStream {
    let defaults = objects::defaults(client, definition, structure);
    let serde = objects::emit(client, definition, structure);
    quote!(#defaults #serde)
}

fn field(client: &Client, field: &Field) -> TokenStream {
    let doc = doc::outer(&field_documentation(field));
    let deprecated = deprecation(field.deprecated);
    let ident = token(&field.ident);
    let ty = field_type(client, field, From::Types);
    quote!(#doc #deprecated pub #ident: #ty,)
}

/// Whether the struct can be made of nothing.
fn starts_empty(structure: &Struct) -> bool {
    let optional = |field: &Field| {
        matches!(
            field.presence,
            Presence::Optional
                | Presence::Patch
                | Presence::Zero {
                    required: false,
                    ..
                }
        )
    };
    structure.any_of.is_none() && structure.fields.iter().all(optional)
}

/// `new` with what is required, `with_…` for the rest. One required value is an argument; several are set by their names,
/// so that neither the document's order nor the caller's memory can mistake one for another. Where one of several optional
/// ones must be there, an enum of them is the last.
fn construction(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let parameters: Vec<TokenStream> = if required::is_named(structure) {
        vec![quote!(required: required::#name)]
    } else {
        let arguments = structure.fields.iter().filter(|field| is_argument(field));
        arguments
            .map(|field| {
                let ident = token(&field.ident);
                let ty = parameter_type(client, field);
                quote!(#ident: #ty)
            })
            .chain(structure.any_of.iter().map(|any_of| {
                let (argument, ident) = (token(&any_of.argument), token(&any_of.ident));
                quote!(#argument: required::#ident)
            }))
            .collect()
    };
    let body = if starts_empty(structure) {
        quote!(Self::default())
    } else {
        let literal = literal(client, structure);
        match &structure.any_of {
            Some(any_of) => chosen(structure, any_of, &literal),
            None => literal,
        }
    };
    let setters = structure
        .fields
        .iter()
        .filter(|field| !is_argument(field) && !matches!(field.presence, Presence::Constant(_)))
        .map(|field| setter(client, field));
    let takes_nothing = structure.any_of.is_none() && !structure.fields.iter().any(is_argument);
    let default = (takes_nothing && !starts_empty(structure)).then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self { Self::new() }
            }
        }
    });
    quote! {
        #default

        impl #name {
            /// A value with what the API requires; the rest is unset.
            #[inline]
            pub fn new(#(#parameters),*) -> Self {
                #body
            }

            #(#setters)*
        }
    }
}

/// The value with the one optional field that the caller chose.
///
/// ```text
/// let value = Self { id: None, name: None };
/// match any_of {
///     required::LookupAnyOf::Id(id) => value.with_id(id),
///     required::LookupAnyOf::Name(name) => value.with_name(name),
/// }
/// ```
fn chosen(structure: &Struct, any_of: &AnyOf, literal: &TokenStream) -> TokenStream {
    let ident = token(&any_of.ident);
    let argument = token(&any_of.argument);
    let argument = if required::is_named(structure) {
        quote!(required.#argument)
    } else {
        quote!(#argument)
    };
    let arms = structure.choices().map(|(variant, field)| {
        let variant = token(variant);
        let set = path::fixed(&format!("with_{}", field.suffix()));
        quote!(required::#ident::#variant(chosen) => value.#set(chosen),)
    });
    quote! {
        let value = #literal;
        match #argument { #(#arms)* }
    }
}

/// `Self { … }` of the constructor's arguments.
fn literal(client: &Client, structure: &Struct) -> TokenStream {
    let is_named = required::is_named(structure);
    let fields = structure.fields.iter().map(|field| {
        let ident = token(&field.ident);
        if is_named && is_argument(field) {
            return quote!(#ident: required.#ident);
        }
        match (&field.presence, converts(client, &field.ty)) {
            (Presence::Required, true) => quote!(#ident: #ident.into()),
            (
                Presence::Required
                | Presence::RequiredNullable
                | Presence::Zero { required: true, .. },
                _,
            ) => quote!(#ident),
            (Presence::Patch, _) => quote!(#ident: trueup_client::Patch::Keep),
            (Presence::Plain(fallback) | Presence::Constant(fallback), _) => {
                let value = objects::fallback(fallback, &field.ty, client);
                quote!(#ident: #value)
            }
            _ => quote!(#ident: None),
        }
    });
    let extra = structure.extra.iter().map(|(ident, _)| {
        let ident = token(ident);
        quote!(#ident: trueup_client::Map::new())
    });
    quote!(Self { #(#fields,)* #(#extra,)* })
}

fn parameter_type(client: &Client, field: &Field) -> TokenStream {
    let ty = path::ty(&field.ty, client, From::Types);
    match field.presence {
        Presence::RequiredNullable | Presence::Zero { .. } => quote!(Option<#ty>),
        _ if converts(client, &field.ty) => quote!(impl Into<#ty>),
        _ => ty,
    }
}

fn setter(client: &Client, field: &Field) -> TokenStream {
    let name = path::fixed(&format!("with_{}", field.suffix()));
    let ident = token(&field.ident);
    let doc = doc::outer(&setter_documentation(field));
    let deprecated = deprecation(field.deprecated);
    let ty = path::ty(&field.ty, client, From::Types);
    let (parameter, value) = match &field.presence {
        Presence::Patch => (
            quote!(impl Into<trueup_client::Patch<#ty>>),
            quote!(#ident.into()),
        ),
        Presence::Plain(_) => (ty, quote!(#ident)),
        _ if converts(client, &field.ty) => (quote!(impl Into<#ty>), quote!(Some(#ident.into()))),
        _ => (ty, quote!(Some(#ident))),
    };
    quote! {
        #doc
        #deprecated
        #[must_use]
        #[inline]
        pub fn #name(mut self, #ident: #parameter) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// The first paragraph about the field; where there is none, its name on the wire if the setter has another.
fn setter_documentation(field: &Field) -> String {
    let said = field.doc.first_paragraph();
    if !said.is_empty() {
        said.to_string()
    } else if field.wire == field.suffix() {
        String::new()
    } else {
        format!("Sets {}.", code(&field.wire))
    }
}

impl Field {
    /// The name after `with_`: no keyword can clash there.
    pub(crate) fn suffix(&self) -> &str {
        let name = self.ident.as_str();
        name.strip_suffix('_')
            .unwrap_or(name)
            .trim_start_matches('_')
    }
}
