//! How structs travel: `Deserialize` and `Serialize` over the runtime's reader and writer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::path::{fixed, token};
use crate::ir::shape::{
    Basic, Client, Fallback, Field, Presence, Shape, Struct, StructForm, Type, TypeDef,
};

/// Both impls, and the table of fields that reading needs.
pub(super) fn emit(definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    if structure.form == StructForm::Parts {
        return parts(&name, structure);
    }
    let reading = reading(definition, structure);
    let writing = writing(definition, structure);
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::deserialize(deserializer)
            }
        }
        #reading
        #writing
    }
}

/// ```text
/// impl trueup_client::MultipartBody for UploadForm {
///     fn parts(&self, parts: &mut trueup_client::Parts) {
///         parts.field("caption", &self.caption);
///         parts.files("photo", [&self.photo]);
///     }
/// }
/// ```
fn parts(name: &proc_macro2::Ident, structure: &Struct) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let wire = &field.wire;
        let ident = token(&field.ident);
        let optional = field.presence == Presence::Optional;
        match (&field.ty, optional) {
            (Type::Basic(Basic::Upload), false) => quote!(parts.files(#wire, [&self.#ident]);),
            (Type::Basic(Basic::Upload), true) => quote!(parts.files(#wire, &self.#ident);),
            (Type::List(item), false) if **item == Type::Basic(Basic::Upload) => {
                quote!(parts.files(#wire, &self.#ident);)
            }
            (Type::List(item), true) if **item == Type::Basic(Basic::Upload) => {
                quote!(parts.files(#wire, self.#ident.iter().flatten());)
            }
            (_, false) => quote!(parts.field(#wire, &self.#ident);),
            (_, true) => quote!(parts.opt(#wire, &self.#ident);),
        }
    });
    quote! {
        impl trueup_client::MultipartBody for #name {
            fn parts(&self, parts: &mut trueup_client::Parts) {
                #(#fields)*
            }
        }
    }
}

/// ```text
/// impl<'de> object::Object<'de> for Company {
///     const NAME: &'static str = "Company";
///     const FIELDS: &'static [&'static str] = &["id", "name"];
///     fn read<A: MapAccess<'de>>(mut reader: object::Reader<A>) -> Result<Self, A::Error> {
///         let mut id = None;
///         let mut name = None;
///         while let Some(field) = reader.next()? {
///             match field {
///                 0 => reader.put(&mut id),
///                 1 => reader.opt(&mut name),
///                 _ => reader.skip(),
///             }?;
///         }
///         let (Some(id),) = (id,) else { return Err(reader.missing(&[0])) };
///         Ok(Self { id, name })
///     }
/// }
/// ```
fn reading(definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let wires = structure.fields.iter().map(|field| &field.wire);
    let slots = structure.fields.iter().map(|field| {
        let ident = slot(field);
        match field.presence {
            Presence::Patch => quote!(let mut #ident = trueup_client::Patch::Keep;),
            _ => quote!(let mut #ident = None;),
        }
    });
    let arms = structure
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| arm(index, field));
    let (unknown, extra_slot, rest) = unknown(structure);
    let reading_loop = if structure.fields.is_empty() {
        quote! {
            while reader.next()?.is_some() {
                #rest?;
            }
        }
    } else {
        quote! {
            while let Some(field) = reader.next()? {
                match field {
                    #(#arms)*
                    _ => #rest,
                }?;
            }
        }
    };
    let required = required(structure);
    let values = structure.fields.iter().map(value);
    let extra = structure.extra.iter().map(|(ident, _)| token(ident));
    quote! {
        impl<'de> object::Object<'de> for #name {
            const NAME: &'static str = #wire_name;
            const FIELDS: &'static [&'static str] = &[#(#wires),*];
            #unknown

            fn read<A: MapAccess<'de>>(mut reader: object::Reader<A>) -> Result<Self, A::Error> {
                #(#slots)*
                #extra_slot
                #reading_loop
                #required
                Ok(Self { #(#values,)* #(#extra,)* })
            }
        }
    }
}

fn arm(index: usize, field: &Field) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let ident = slot(field);
    match &field.presence {
        Presence::Required
        | Presence::RequiredNullable
        | Presence::Plain(_)
        | Presence::Constant(_) => {
            quote!(#index => reader.put(&mut #ident),)
        }
        Presence::Optional | Presence::PlainNullable => quote!(#index => reader.opt(&mut #ident),),
        Presence::Zero { text, .. } => quote!(#index => reader.zero(&mut #ident, #text),),
        Presence::Patch => quote!(#index => reader.patch(&mut #ident),),
    }
}

/// What becomes of properties that the document does not name.
fn unknown(structure: &Struct) -> (TokenStream, TokenStream, TokenStream) {
    match &structure.extra {
        None => (
            TokenStream::new(),
            TokenStream::new(),
            quote!(reader.skip()),
        ),
        Some((ident, _)) => {
            let ident = token(ident);
            (
                quote!(
                    const UNKNOWN: object::Unknown = object::Unknown::Keep;
                ),
                quote!(let mut #ident = std::collections::BTreeMap::new();),
                quote!(reader.extra(&mut #ident)),
            )
        }
    }
}

/// The check that everything required was there.
fn required(structure: &Struct) -> TokenStream {
    let required: Vec<(usize, &Field)> = structure
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| {
            matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable | Presence::Constant(_)
            )
        })
        .collect();
    let indices = required
        .iter()
        .map(|(index, _)| Literal::usize_unsuffixed(*index));
    let idents: Vec<_> = required.iter().map(|(_, field)| slot(field)).collect();
    match idents.as_slice() {
        [] => TokenStream::new(),
        [only] => quote! {
            let Some(#only) = #only else { return Err(reader.missing(&[#(#indices),*])) };
        },
        several => quote! {
            let (#(Some(#several)),*) = (#(#several),*) else { return Err(reader.missing(&[#(#indices),*])) };
        },
    }
}

/// The variable that holds a field's value while the others are read.
fn slot(field: &Field) -> proc_macro2::Ident {
    match field.ident.as_str() {
        // Variables of the code around. No name ends like this, except those of keywords.
        taken @ ("reader" | "field") => fixed(&format!("{taken}_")),
        _ => token(&field.ident),
    }
}

fn value(field: &Field) -> TokenStream {
    let ident = token(&field.ident);
    let slot = slot(field);
    match &field.presence {
        Presence::Plain(Fallback::Default) => quote!(#ident: #slot.unwrap_or_default()),
        Presence::Plain(
            Fallback::Variant(_) | Fallback::Bool(_) | Fallback::Number(_) | Fallback::Text(_),
        ) => {
            let constant = fixed(&default_name(field));
            quote!(#ident: #slot.unwrap_or_else(Self::#constant))
        }
        _ if slot != ident => quote!(#ident: #slot),
        _ => quote!(#ident),
    }
}

/// Name of the function that gives a field's default.
fn default_name(field: &Field) -> String {
    format!("default_{}", field.suffix())
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
                Some(quote!(fn #name() -> #ty { #value }))
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
///         let mut writer = object::Writer::new(serializer, "Company", 2)?;
///         writer.field("id", &self.id)?;
///         writer.opt("name", &self.name)?;
///         writer.end()
///     }
/// }
/// ```
fn writing(definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let count = Literal::usize_unsuffixed(structure.fields.len());
    let fields = structure.fields.iter().map(write);
    let (writer, extra) = match &structure.extra {
        None => (
            quote!(object::Writer::new(serializer, #wire_name, #count)?),
            TokenStream::new(),
        ),
        Some((ident, _)) => {
            let ident = token(ident);
            (
                quote!(object::ExtraWriter::new(serializer)?),
                quote!(writer.extra(&self.#ident)?;),
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

fn write(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let ident = token(&field.ident);
    match &field.presence {
        Presence::Required
        | Presence::RequiredNullable
        | Presence::Plain(_)
        | Presence::Constant(_)
        | Presence::PlainNullable => {
            quote!(writer.field(#wire, &self.#ident)?;)
        }
        Presence::Optional
        | Presence::Zero {
            required: false, ..
        } => quote!(writer.opt(#wire, &self.#ident)?;),
        Presence::Zero {
            text,
            required: true,
        } => quote!(writer.zero(#wire, &self.#ident, #text)?;),
        Presence::Patch => quote!(writer.patch(#wire, &self.#ident)?;),
    }
}
