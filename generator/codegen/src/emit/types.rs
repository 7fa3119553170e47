//! `types.rs`: structs, unions and aliases.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, token};
use super::{doc, objects, required, scalars, unions};
use crate::model::{Basic, Client, Field, Presence, Shape, Struct, Type, TypeDef};
use crate::parts;
use crate::render::{self, HEADER, Items};
use trueup_text::markdown::{Markdown, code};

/// Names of the runtime and of serde that the types mention, each with its import.
const IMPORTS: [(&str, &str); 2] = [
    ("object", "use trueup_client::object;"),
    (
        "Deserializer",
        "use trueup_client::serde::{Deserialize, Deserializer, Serialize, Serializer};",
    ),
];

/// The files, `types` first; none if all types stand elsewhere.
pub(super) fn emit(client: &Client, types: &[&TypeDef]) -> Result<Vec<(String, String)>, String> {
    let (beside, own): (Vec<&TypeDef>, Vec<&TypeDef>) =
        types.iter().copied().partition(|definition| {
            matches!(
                definition.shape,
                Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_)
            )
        });
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let parts = parts::of(own, |definition: &&TypeDef| definition.ident.as_str());
    if let (1, Some(own)) = (parts.len(), parts.values().next()) {
        return Ok(vec![("types".to_owned(), file(client, own, &beside)?)]);
    }
    let mut text = format!(
        "// {HEADER}\n\n//! What calls send and receive, by the first letters of its name.\n\n"
    );
    let mut files = Vec::new();
    for (letters, own) in &parts {
        let module = parts::module(letters);
        text.push_str(&format!("#[rustfmt::skip]\nmod {module};\n"));
        files.push((format!("types/{module}"), part(client, own)?));
    }
    text.push('\n');
    let modules = parts.keys().map(|letters| parts::module(letters));
    modules.for_each(|module| text.push_str(&format!("pub use {module}::*;\n")));
    files.insert(0, ("types".to_owned(), text));
    Ok(files)
}

/// One file of several.
fn part(client: &Client, own: &[&TypeDef]) -> Result<String, String> {
    let names = IMPORTS.map(|(name, _)| name);
    let items = Items::new(own, &names, |definition| item(client, definition))?;
    let imports = imports(&items);
    let named = own.iter().any(|definition| required::is_in(definition));
    let named = named.then(|| {
        quote!(
            use super::super::required;
        )
    });
    items.under(quote! {
        //! Some of what calls send and receive.

        #imports
        #named

        #[allow(unused_imports, reason = "types refer to each other wherever they are")]
        use super::super::*;
    })
}

/// The imports of what the items mention.
fn imports(items: &Items<'_>) -> TokenStream {
    let mentioned = items.mentioned(&IMPORTS.map(|(name, _)| name));
    let imports = IMPORTS.iter().filter(|(name, _)| mentioned.contains(name));
    imports
        .filter_map(|(_, import)| import.parse::<TokenStream>().ok())
        .collect()
}

fn file(client: &Client, own: &[&TypeDef], beside: &[&TypeDef]) -> Result<String, String> {
    let names = IMPORTS.map(|(name, _)| name);
    let beside: BTreeSet<&str> = beside.iter().map(|other| other.ident.as_str()).collect();
    // Only whether there is such a name matters, not which.
    let needs_beside = AtomicBool::new(false);
    let items = Items::new(own, &names, |definition| {
        let code = item(client, definition);
        if !needs_beside.load(Ordering::Relaxed) && render::mentions_any(&code, &beside) {
            needs_beside.store(true, Ordering::Relaxed);
        }
        code
    })?;
    let imports = imports(&items);
    let named = own.iter().any(|definition| required::is_in(definition));
    let named = named.then(|| {
        quote!(
            use super::required;
        )
    });
    let beside = needs_beside.into_inner().then(|| {
        quote! {
            // Units and words come from the files beside this one.
            use super::*;
        }
    });
    items.under(quote! {
        //! What calls send and receive.

        #imports
        #named

        #beside
    })
}

fn item(client: &Client, definition: &TypeDef) -> TokenStream {
    match &definition.shape {
        Shape::Struct(structure) => self::structure(client, definition, structure),
        Shape::Union(union) => unions::emit(client, definition, union),
        Shape::Alias(ty) => alias(client, definition, ty),
        Shape::Wrapper(ty) => wrapper(client, definition, ty),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_) => TokenStream::new(),
    }
}

/// Documentation and attributes that every type begins with.
pub(super) fn head(definition: &TypeDef) -> TokenStream {
    let doc = doc::outer(&scalars::documentation(definition));
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

fn alias(client: &Client, definition: &TypeDef, ty: &Type) -> TokenStream {
    let head = head(definition);
    let name = token(&definition.ident);
    let ty = path::ty(ty, client, From::Types);
    quote!(#head pub type #name = #ty;)
}

/// ```text
/// pub struct Tree(pub Vec<Tree>);
/// ```
fn wrapper(client: &Client, definition: &TypeDef, ty: &Type) -> TokenStream {
    let head = head(definition);
    let name = token(&definition.ident);
    let ty = path::ty(ty, client, From::Types);
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(
            /// The value.
            pub #ty,
        );

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer).map(Self)
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    }
}

/// A struct, its constructor and setters if requests hold it, and how it travels.
fn structure(client: &Client, definition: &TypeDef, structure: &Struct) -> TokenStream {
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
    let construction = if is_made(definition) {
        construction(client, definition, structure)
    } else {
        TokenStream::new()
    };
    let defaults = objects::defaults(client, definition, structure);
    let serde = objects::emit(client, definition, structure);
    quote! {
        #head
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #(#extra)*
        }
        #construction
        #defaults
        #serde
    }
}

fn field(client: &Client, field: &Field) -> TokenStream {
    let doc = doc::outer(&field_documentation(field));
    let deprecated = deprecation(field.deprecated);
    let ident = token(&field.ident);
    let ty = field_type(client, field, From::Types);
    quote!(#doc #deprecated pub #ident: #ty,)
}

/// Every field is documented, also where the document says nothing.
pub(super) fn field_documentation(field: &Field) -> String {
    if field.doc.is_empty() {
        code(&field.wire)
    } else {
        field.doc.to_string()
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

/// Whether callers make values of the type: those of responses alone they are given.
pub(super) fn is_made(definition: &TypeDef) -> bool {
    definition.directions.request || !definition.directions.response
}

/// Whether the struct can be made of nothing.
fn starts_empty(structure: &Struct) -> bool {
    structure.fields.iter().all(|field| {
        matches!(
            field.presence,
            Presence::Optional
                | Presence::Patch
                | Presence::Zero {
                    required: false,
                    ..
                }
        )
    })
}

/// Whether the constructor takes the field.
pub(super) fn is_argument(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable | Presence::Zero { required: true, .. }
    )
}

/// `new` with what is required, `with_…` for the rest. One required value is an argument; several are set by their names,
/// so that neither the document's order nor the caller's memory can mistake one for another.
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
            .collect()
    };
    let body = if starts_empty(structure) {
        quote!(Self::default())
    } else {
        literal(client, structure)
    };
    let setters = structure
        .fields
        .iter()
        .filter(|field| !is_argument(field) && !matches!(field.presence, Presence::Constant(_)))
        .map(|field| setter(client, field));
    let takes_nothing = !structure.fields.iter().any(is_argument);
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

/// Whether other types stand for the value as well: text for text, one encoding of bytes for another, any map.
pub(super) fn converts(client: &Client, ty: &Type) -> bool {
    use crate::model::{ScalarKind, Secrecy};
    match client.unaliased(ty) {
        Type::Basic(Basic::String) | Type::Map(_) => true,
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Scalar(scalar) if scalar.twin.is_some() => true,
            Shape::Scalar(scalar) => {
                scalar.inner == ScalarKind::Text && scalar.secrecy == Secrecy::Open
            }
            _ => is_twin(client, *id),
        },
        _ => false,
    }
}

fn is_twin(client: &Client, id: crate::model::TypeId) -> bool {
    client.types.iter().any(|definition| {
        matches!(&definition.shape, Shape::Scalar(scalar) if scalar.twin.as_ref().is_some_and(|(twin, _)| *twin == id))
    })
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

fn setter_documentation(field: &Field) -> String {
    let sets = Markdown::own(format!("Sets {}.", code(&field.wire)));
    sets.below(field.doc.first_paragraph()).to_string()
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
