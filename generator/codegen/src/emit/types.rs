//! `types.rs`: structs, unions and aliases; `codec.rs`: how they are read and written.

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

/// What a file holds of its types: they are read without what is for serde.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What they are.
    Declarations,
    /// How they are read and written.
    Implementations,
}

impl Side {
    /// The module.
    pub(super) fn module(self) -> &'static str {
        match self {
            Self::Declarations => "types",
            Self::Implementations => "codec",
        }
    }

    fn subject(self) -> &'static str {
        match self {
            Self::Declarations => "What calls send and receive",
            Self::Implementations => "How what calls send and receive is read and written",
        }
    }
}

/// The files, that of the module first; none if there is nothing for it.
pub(super) fn emit(
    client: &Client,
    types: &[&TypeDef],
    side: Side,
    reach: Reach,
) -> Result<Vec<(String, String)>, String> {
    let (beside, own): (Vec<&TypeDef>, Vec<&TypeDef>) =
        types.iter().copied().partition(|definition| {
            matches!(
                definition.shape,
                Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_)
            )
        });
    let has = |definition: &&TypeDef| {
        side == Side::Declarations || !matches!(definition.shape, Shape::Alias(_))
    };
    let own: Vec<&TypeDef> = own.into_iter().filter(has).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let name = side.module();
    // Of types beside these only whether they are mentioned matters. What is read and written stands in another file.
    let names = IMPORTS.map(|(name, _)| name);
    let outside: BTreeSet<&str> = beside.iter().map(|other| other.ident.as_str()).collect();
    let needs_beside = AtomicBool::new(side == Side::Implementations);
    let each = render::each(&own, &names, |definition| {
        let code = item(client, definition, side);
        if !needs_beside.load(Ordering::Relaxed) && render::mentions_any(&code, &outside) {
            needs_beside.store(true, Ordering::Relaxed);
        }
        code
    })?;
    let own = own.into_iter().zip(each).collect();
    let parts = parts::of(
        own,
        |(definition, _)| definition.ident.as_str(),
        |(_, items)| items.lines(),
    );
    let beside = match (parts.len(), reach) {
        (1, Reach::Beside) => Beside::Module(needs_beside.into_inner()),
        (1, Reach::Anywhere) => Beside::Anywhere,
        _ => Beside::Parts,
    };
    let mut files = Vec::new();
    let mut declared = Vec::new();
    for (letters, own) in parts {
        let (own, items): (Vec<&TypeDef>, Vec<Items<'_>>) = own.into_iter().unzip();
        let text = file(&own, Items::from_iter(items), side, beside)?;
        if beside != Beside::Parts {
            return Ok(vec![(name.to_owned(), text)]);
        }
        let module = parts::module(&letters);
        files.push((format!("{name}/{module}"), text));
        declared.push(module);
    }
    files.insert(0, (name.to_owned(), above(side, &declared)));
    Ok(files)
}

/// The file of the module whose types are in parts.
fn above(side: Side, parts: &[String]) -> String {
    let subject = side.subject();
    let mut text = format!("// {HEADER}\n\n//! {subject}, by the first letters of its name.\n\n");
    for module in parts {
        text.push_str(&format!("#[rustfmt::skip]\nmod {module};\n"));
    }
    if side == Side::Declarations {
        text.push('\n');
        let shown = parts.iter().map(|module| format!("pub use {module}::*;\n"));
        text.extend(shown);
    }
    text
}

/// Where the types are that types are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// In the same module, or in those beside it that are known by their kind.
    Beside,
    /// In any part of the client.
    Anywhere,
}

/// What a file needs of what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// What is in the modules beside its own, if anything.
    Module(bool),
    /// Types that may be anywhere.
    Anywhere,
    /// Types that may be anywhere, from one module further below.
    Parts,
}

/// A file of types.
fn file(own: &[&TypeDef], items: Items<'_>, side: Side, beside: Beside) -> Result<String, String> {
    let imports = imports(&items, side);
    let above = match beside {
        Beside::Module(_) | Beside::Anywhere => quote!(super),
        Beside::Parts => quote!(super::super),
    };
    let named = needs_required(own, side).then(|| {
        quote!(
            use #above::required;
        )
    });
    let others = match beside {
        Beside::Module(false) => TokenStream::new(),
        Beside::Module(true) => quote! {
            use super::*;
        },
        Beside::Anywhere | Beside::Parts => quote! {
            #[allow(unused_imports, reason = "types refer to each other wherever they are")]
            use #above::*;
        },
    };
    let subject = match beside {
        Beside::Module(_) | Beside::Anywhere => format!(" {}.", side.subject()),
        Beside::Parts => format!(" {}: some of it.", side.subject()),
    };
    items.under(quote! {
        #![doc = #subject]

        #imports
        #named

        #others
    })
}

/// Whether a constructor takes what is required by name.
fn needs_required(own: &[&TypeDef], side: Side) -> bool {
    side == Side::Declarations && own.iter().any(|definition| required::is_in(definition))
}

/// The imports of what the items mention. Declarations need none: a word of theirs is a name of the document.
fn imports(items: &Items<'_>, side: Side) -> TokenStream {
    if side == Side::Declarations {
        return TokenStream::new();
    }
    let mentioned = items.mentioned(&IMPORTS.map(|(name, _)| name));
    let imports = IMPORTS.iter().filter(|(name, _)| mentioned.contains(name));
    imports
        .filter_map(|(_, import)| import.parse::<TokenStream>().ok())
        .collect()
}

fn item(client: &Client, definition: &TypeDef, side: Side) -> TokenStream {
    match (&definition.shape, side) {
        (Shape::Struct(structure), Side::Declarations) => {
            structs::declaration(client, definition, structure)
        }
        (Shape::Struct(structure), Side::Implementations) => {
            structs::implementation(client, definition, structure)
        }
        (Shape::Union(union), Side::Declarations) => unions::declaration(client, definition, union),
        (Shape::Union(union), Side::Implementations) => {
            unions::implementation(client, definition, union)
        }
        (Shape::Wrapper(ty), Side::Declarations) => wrapper(client, definition, ty),
        (Shape::Wrapper(_), Side::Implementations) => wrapped(definition),
        (Shape::Alias(ty), Side::Declarations) => alias(client, definition, ty),
        (Shape::Alias(_), Side::Implementations)
        | (Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_), _) => {
            TokenStream::new()
        }
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
    }
}

/// How a wrapper is read and written: as what it wraps.
fn wrapped(definition: &TypeDef) -> TokenStream {
    let name = token(&definition.ident);
    quote! {
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
