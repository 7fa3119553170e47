//! What declarations of types and fields have in common.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::path::{self, From};
use crate::model::{Basic, Client, Field, Presence, ScalarKind, Secrecy, Shape, Type, TypeDef};
use trueup_text::markdown::code;

/// Documentation and attributes that every type begins with.
pub(super) fn head(definition: &TypeDef) -> TokenStream {
    let doc = doc::outer(&definition.doc.to_string());
    let deprecated = deprecation(definition.deprecated);
    quote!(#doc #deprecated)
}

/// `#[deprecated]`, if it is.
pub(super) fn deprecation(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// What the document says of a field; where it says nothing, its name on the wire if that is another than in Rust.
pub(super) fn field_documentation(field: &Field) -> String {
    if !field.doc.is_empty() {
        field.doc.to_string()
    } else if field.wire == field.ident.as_str() {
        String::new()
    } else {
        code(&field.wire)
    }
}

/// The type of a field of the struct itself.
pub(super) fn field_type(client: &Client, field: &Field, from: From) -> TokenStream {
    let ty = path::ty(&field.ty, client, from);
    match field.presence {
        Presence::Required | Presence::Plain(_) | Presence::Constant(_) => ty,
        Presence::RequiredNullable
        | Presence::PlainNullable
        | Presence::Optional
        | Presence::Zero { .. } => {
            quote!(Option<#ty>)
        }
        Presence::Patch => quote!(trueup_client::Patch<#ty>),
    }
}

/// Whether the constructor takes the field.
pub(super) fn is_argument(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable | Presence::Zero { required: true, .. }
    )
}

/// Whether other types stand for the value as well: text for text, one encoding of bytes for another, any map.
pub(super) fn converts(client: &Client, ty: &Type) -> bool {
    match client.unaliased(ty) {
        Type::Basic(Basic::String) | Type::Map(_) => true,
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Scalar(scalar) if scalar.twin.is_some() => true,
            Shape::Scalar(scalar) => {
                scalar.inner == ScalarKind::Text && scalar.secrecy == Secrecy::Open
            }
            _ => client.twins.contains(id),
        },
        _ => false,
    }
}
