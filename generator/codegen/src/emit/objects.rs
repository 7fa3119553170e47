//! How structs travel: `Deserialize` and `Serialize` over the runtime's reader and writer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::blank::blank;
use super::path::{fixed, token};
use crate::ir::shape::{
    Basic, Client, Fallback, Field, Presence, ScalarKind, Secrecy, Shape, Struct, StructForm, Type,
    TypeDef,
};

/// Both impls, and the table of fields that reading needs.
pub(super) fn emit(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    if structure.form == StructForm::Parts {
        return parts(&name, structure);
    }
    let reading = reading(client, definition, structure);
    let writing = writing(definition, structure);
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
            #[inline]
            fn parts(&self, parts: &mut trueup_client::Parts) {
                #(#fields)*
            }
        }
    }
}

/// ```text
/// impl object::Object for Company {
///     const FIELDS: &'static object::Fields = &object::Fields {
///         object: "Company",
///         names: &["id", "name"],
///         required: &[0],
///     };
///     …
/// }
/// ```
fn reading(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let wires = structure.fields.iter().map(|field| &field.wire);
    let required = structure
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_required(field))
        .map(|(index, _)| Literal::usize_unsuffixed(index));
    let start = start(client, structure);
    let read = read(client, structure);
    quote! {
        impl object::Object for #name {
            const FIELDS: &'static object::Fields = &object::Fields {
                object: #wire_name,
                names: &[#(#wires),*],
                required: &[#(#required),*],
            };

            #start

            #read
        }
    }
}

/// ```text
/// #[inline]
/// fn start() -> Self {
///     Self { id: String::new(), owner: <Person as object::Object>::start(), name: None }
/// }
/// ```
fn start(client: &Client, structure: &Struct) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let ident = token(&field.ident);
        let value = match &field.presence {
            Presence::Required | Presence::Constant(_) => blank(client, &field.ty),
            Presence::Plain(Fallback::Default) => quote!(Default::default()),
            Presence::Plain(
                Fallback::Variant(_) | Fallback::Bool(_) | Fallback::Number(_) | Fallback::Text(_),
            ) => {
                let constant = fixed(&default_name(field));
                quote!(Self::#constant())
            }
            Presence::RequiredNullable
            | Presence::PlainNullable
            | Presence::Optional
            | Presence::Zero { .. } => quote!(None),
            Presence::Patch => quote!(trueup_client::Patch::Keep),
        };
        quote!(#ident: #value,)
    });
    let extra = structure.extra.iter().map(|(ident, _)| {
        let ident = token(ident);
        quote!(#ident: trueup_client::Map::new(),)
    });
    quote! {
        #[inline]
        fn start() -> Self {
            Self { #(#fields)* #(#extra)* }
        }
    }
}

/// ```text
/// fn read<'de, D: Deserializer<'de>>(
///     &mut self,
///     index: usize,
///     field: object::Field<'_, D>,
/// ) -> Result<(), D::Error> {
///     match index {
///         0 => field.put(&mut self.id),
///         1 => field.opt(&mut self.name),
///         _ => field.skip(),
///     }
/// }
/// ```
fn read(client: &Client, structure: &Struct) -> TokenStream {
    let arms = structure
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| arm(client, index, field));
    let rest = match &structure.extra {
        None => quote!(field.skip()),
        Some((ident, _)) => {
            let ident = token(ident);
            quote!(field.extra(&mut self.#ident))
        }
    };
    let body = if structure.fields.is_empty() {
        rest
    } else {
        quote! {
            match index {
                #(#arms)*
                _ => #rest,
            }
        }
    };
    let index = if structure.fields.is_empty() {
        quote!(_)
    } else {
        quote!(index)
    };
    quote! {
        fn read<'de, D: Deserializer<'de>>(
            &mut self,
            #index: usize,
            field: object::Field<'_, D>,
        ) -> Result<(), D::Error> {
            #body
        }
    }
}

fn arm(client: &Client, index: usize, field: &Field) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let ident = token(&field.ident);
    let (plain, optional) = methods(client, &field.ty);
    if plain == "put"
        && matches!(field.presence, Presence::Required | Presence::Plain(_))
        && let Some(method) = within(client, &field.ty)
    {
        let method = fixed(method);
        return quote!(#index => field.#method(&mut self.#ident.0),);
    }
    let (method, rest) = match &field.presence {
        Presence::Required | Presence::Plain(_) | Presence::Constant(_) => (plain, None),
        Presence::Optional | Presence::PlainNullable | Presence::RequiredNullable => {
            (optional, None)
        }
        Presence::Zero { text, .. } => ("zero", Some(quote!(, #text))),
        Presence::Patch => ("patch", None),
    };
    let method = fixed(method);
    quote!(#index => field.#method(&mut self.#ident #rest),)
}

/// The runtime's methods that read a field of this type: where it is there for sure, and where it can be absent.
///
/// Objects and lists of them are read into their places; what keeps keys that the document does not name is not.
fn methods(client: &Client, ty: &Type) -> (&'static str, &'static str) {
    match client.unaliased(ty) {
        Type::List(item) if is_closed(client, item) => ("objects", "opt_objects"),
        Type::List(_) => ("list", "opt_list"),
        ty if is_closed(client, ty) => ("object", "opt_object"),
        _ => ("put", "opt"),
    }
}

/// The method that reads what a newtype holds, where that is all there is to reading it: such code is the same for all
/// newtypes that hold the same.
fn within(client: &Client, ty: &Type) -> Option<&'static str> {
    let Type::Named(id) = client.unaliased(ty) else {
        return None;
    };
    let Shape::Scalar(scalar) = &client.definition(*id).shape else {
        return None;
    };
    match scalar.inner {
        ScalarKind::Number(_) | ScalarKind::Timestamp | ScalarKind::Date => Some("put"),
        ScalarKind::Text if scalar.secrecy == Secrecy::Open => Some("put"),
        ScalarKind::IntegerText(_) => Some("integer"),
        _ => None,
    }
}

/// Whether a type is an object of its own fields alone.
fn is_closed(client: &Client, ty: &Type) -> bool {
    let Type::Named(id) = client.unaliased(ty) else {
        return false;
    };
    matches!(&client.definition(*id).shape, Shape::Struct(structure)
        if structure.extra.is_none() && structure.form == StructForm::Object)
}

/// Whether an object without the field is refused.
fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable | Presence::Constant(_)
    )
}

/// The type of what holds properties that the document does not name.
pub(super) fn map_of(ty: &Type, client: &Client) -> TokenStream {
    let ty = super::path::ty(ty, client, super::path::From::Types);
    quote!(trueup_client::Map<#ty>)
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
fn writing(definition: &TypeDef, structure: &Struct) -> TokenStream {
    let name = token(&definition.ident);
    let wire_name = definition.ident.as_str();
    let count = Literal::usize_unsuffixed(structure.fields.len());
    let fields = structure.fields.iter().map(write);
    let (writer, extra) = match &structure.extra {
        None => (
            quote!(object::Writer::new(serializer, #wire_name, #count)),
            TokenStream::new(),
        ),
        Some((ident, _)) => {
            let ident = token(ident);
            (
                quote!(object::ExtraWriter::new(serializer)),
                quote!(writer.extra(&self.#ident);),
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
            quote!(writer.field(#wire, &self.#ident);)
        }
        Presence::Optional
        | Presence::Zero {
            required: false, ..
        } => quote!(writer.opt(#wire, &self.#ident);),
        Presence::Zero {
            text,
            required: true,
        } => quote!(writer.zero(#wire, &self.#ident, #text);),
        Presence::Patch => quote!(writer.patch(#wire, &self.#ident);),
    }
}
