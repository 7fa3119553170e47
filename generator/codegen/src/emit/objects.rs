//! How structs travel: `Deserialize` and `Serialize` over the runtime's reader and writer.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::blank::default_name;
use super::path::{fixed, token};
use super::reading::reading;
use crate::model::{
    Basic, Client, Fallback, Field, PartLabel, Presence, Shape, Struct, StructForm, Type, TypeDef,
};

/// Both impls, and the table of fields that reading needs.
pub(super) fn emit(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    if let StructForm::Parts(labels) = &structure.form {
        return parts(&name, structure, labels);
    }
    let reading = reading(client, definition, structure);
    let writing = writing(client, definition, structure);
    let deserialize = fixed(match structure.extra {
        None => "deserialize",
        Some(_) => "deserialize_open",
    });
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::#deserialize(deserializer)
            }
        }
        #reading
        #writing
    }
}

/// ```text
/// #[cfg(feature = "client")]
/// impl trueup_client::MultipartBody for UploadForm {
///     fn parts(&self, parts: &mut trueup_client::Parts) {
///         parts.field("caption", &self.caption);
///         parts.files("photo", [&self.photo]);
///     }
/// }
/// ```
fn parts(
    name: &proc_macro2::Ident,
    structure: &Struct,
    labels: &BTreeMap<String, PartLabel>,
) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let wire = &field.wire;
        let ident = token(&field.ident);
        let label = labels.get(wire).and_then(label);
        let optional = field.presence == Presence::Optional;
        let step = match (&field.ty, optional) {
            (Type::Basic(Basic::Upload), false) => quote!(files(#wire, [&self.#ident])),
            (Type::Basic(Basic::Upload), true) => quote!(files(#wire, &self.#ident)),
            (Type::List(item), false) if **item == Type::Basic(Basic::Upload) => {
                quote!(files(#wire, &self.#ident))
            }
            (Type::List(item), true) if **item == Type::Basic(Basic::Upload) => {
                quote!(files(#wire, self.#ident.iter().flatten()))
            }
            (_, false) => quote!(field(#wire, &self.#ident)),
            (_, true) => quote!(opt(#wire, &self.#ident)),
        };
        quote!(parts #label.#step;)
    });
    quote! {
        #[cfg(feature = "client")]
        impl trueup_client::MultipartBody for #name {
            #[inline]
            fn parts(&self, parts: &mut trueup_client::Parts) {
                #(#fields)*
            }
        }
    }
}

/// `.labelled(Some("image/png"), &[("X-Kind", "photo")])`
fn label(label: &PartLabel) -> Option<TokenStream> {
    if label.content_type.is_none() && label.headers.is_empty() {
        return None;
    }
    let content_type = match &label.content_type {
        Some(content_type) => quote!(Some(#content_type)),
        None => quote!(None),
    };
    let headers = label.headers.iter();
    let headers = headers.map(|(name, value)| quote!((#name, #value)));
    Some(quote!(.labelled(#content_type, &[#(#headers),*])))
}

/// Functions for the defaults that `Default` does not give.
pub(super) fn defaults(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let functions: Vec<TokenStream> = structure
        .fields
        .iter()
        .filter_map(|field| match &field.presence {
            Presence::Plain(Fallback::Default) => None,
            Presence::Plain(fallback) => {
                let name = fixed(&default_name(field));
                let ty = super::path::ty(&field.ty, client, super::path::From::Types);
                let value = self::fallback(fallback, &field.ty, client);
                Some(quote!(#[inline] fn #name() -> #ty { #value }))
            }
            _ => None,
        })
        .collect();
    if functions.is_empty() {
        return TokenStream::new();
    }
    let name = token(&definition.ident);
    quote!(impl #name { #(#functions)* })
}

/// The expression of a default.
pub(super) fn fallback(fallback: &Fallback, ty: &Type, client: &Client) -> TokenStream {
    let plain = match fallback {
        Fallback::Default => return quote!(Default::default()),
        Fallback::Bool(value) => quote!(#value),
        Fallback::Number(digits) => digits.parse().unwrap_or_default(),
        Fallback::Text(text) => quote!(#text.to_owned()),
        Fallback::Variant(ident) => {
            let Type::Named(id) = ty else {
                return TokenStream::new();
            };
            let name = token(&client.definition(*id).ident);
            let variant = token(ident);
            return quote!(#name::#variant);
        }
    };
    match ty {
        Type::Boxed(inner) => {
            let inner = self::fallback(fallback, inner, client);
            quote!(Box::new(#inner))
        }
        Type::Basic(Basic::IntegerText(_)) => quote!(trueup_client::StringInteger(#plain)),
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Scalar(_) => {
                let name = token(&client.definition(*id).ident);
                quote!(#name(#plain))
            }
            Shape::Alias(target) => self::fallback(fallback, target, client),
            _ => plain,
        },
        _ => plain,
    }
}

/// ```text
/// impl Serialize for Company {
///     fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         let mut writer = object::Writer::new(serializer, "Company", 2);
///         writer.field("id", &self.id);
///         writer.opt("name", &self.name);
///         writer.end()
///     }
/// }
/// ```
fn writing(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let count = Literal::usize_unsuffixed(structure.fields.len());
    let fields = structure.fields.iter().map(|field| write(client, field));
    let (writer, extra) = match &structure.extra {
        None => (
            quote!(object::Writer::new(serializer, #wire_name, #count)),
            TokenStream::new(),
        ),
        Some((ident, ty)) => {
            let ident = token(ident);
            let method = fixed(match client.floats(ty) {
                Some(_) => "extra_floats",
                None => "extra",
            });
            (
                quote!(object::ExtraWriter::new(serializer)),
                quote!(writer.#method(&self.#ident);),
            )
        }
    };
    let binding = if structure.fields.is_empty() && structure.extra.is_none() {
        quote!(writer)
    } else {
        quote!(mut writer)
    };
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let #binding = #writer;
                #(#fields)*
                #extra
                writer.end()
            }
        }
    }
}

fn write(client: &Client, field: &Field) -> TokenStream {
    let wire = &field.wire;
    let ident = token(&field.ident);
    let (value, within) = match client.floats(&field.ty) {
        None => (quote!(&self.#ident), quote!(&self.#ident)),
        // JSON does not have all of them.
        Some(_) => (
            quote!(&object::Finite(&self.#ident)),
            quote!(&self.#ident.as_ref().map(object::Finite)),
        ),
    };
    match &field.presence {
        Presence::Required
        | Presence::RequiredNullable
        | Presence::Plain(_)
        | Presence::Constant(_)
        | Presence::PlainNullable => {
            quote!(writer.field(#wire, #value);)
        }
        Presence::Optional
        | Presence::Zero {
            required: false, ..
        } => quote!(writer.opt(#wire, #within);),
        Presence::Zero {
            text,
            required: true,
        } => quote!(writer.zero(#wire, &self.#ident, #text);),
        Presence::Patch => quote!(writer.patch(#wire, #within);),
    }
}
