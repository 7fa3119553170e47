//! `types.rs`: structs, unions and aliases.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use proc_macro2::TokenStream;
use quote::quote;

use super::declared::head;
use super::path::{self, From, token};
use super::{required, structs, unions};
use crate::model::{Client, Shape, Type, TypeDef};
use crate::parts;
use crate::render::{self, HEADER, Items};

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
        Shape::Struct(structure) => structs::emit(client, definition, structure),
        Shape::Union(union) => unions::emit(client, definition, union),
        Shape::Alias(ty) => alias(client, definition, ty),
        Shape::Wrapper(ty) => wrapper(client, definition, ty),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_) => TokenStream::new(),
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
