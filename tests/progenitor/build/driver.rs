//! Writes what calls both clients of a document: the same values, read from JSON, as the arguments of each.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{VisitMut, visit_path_mut};
use syn::{GenericArgument, Path, PathArguments, Type};

use crate::Result;
use crate::{ours, theirs};

/// Both clients of a document.
pub(crate) struct Clients<'a> {
    pub(crate) module: &'a str,
    pub(crate) library: &'a str,
    pub(crate) schemes: &'a [String],
    pub(crate) ours: &'a BTreeMap<String, ours::Call>,
    pub(crate) theirs: &'a theirs::Theirs,
}

/// A module with progenitor's client, and a function that calls each of the two by operation id.
pub(crate) fn driver(clients: &Clients<'_>) -> Result<TokenStream> {
    let module = format_ident!("{}", clients.module);
    let library: Path = syn::parse_str(clients.library)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (id, call) in &clients.theirs.calls {
        let our = clients
            .ours
            .get(id)
            .ok_or_else(|| format!("{id} is not ours"))?;
        ours.push(our_arm(id, our, &library));
        theirs.push(their_arm(id, call));
    }
    let source = &clients.theirs.source;
    let schemes = clients.schemes;
    Ok(quote! {
        #[allow(clippy::all, deprecated, unreachable_patterns, reason = "one form for all calls, deprecated ones among them")]
        pub(crate) mod #module {
            #[allow(
                clippy::all, clippy::restriction, dead_code, mismatched_lifetime_syntaxes, missing_docs,
                non_camel_case_types, unreachable_pub,
                unused_qualifications, unused_imports, irrefutable_let_patterns,
                reason = "made by others"
            )]
            mod generated { #source }

            #[allow(unused_imports, reason = "not every document has types that are sent")]
            use generated::types;
            use crate::clients::{Sent, Values, our_client, their_client};

            pub(crate) async fn ours(url: &str, operation: &str, values: &Values) -> Sent {
                let client: #library::Client = our_client(url, &[#(#schemes),*]);
                match operation { #(#ours)* other => values.unknown(other) }
            }

            pub(crate) async fn theirs(url: &str, operation: &str, values: &Values) -> Sent {
                let client = generated::Client::new_with_client(url, their_client());
                match operation { #(#theirs)* other => values.unknown(other) }
            }
        }
    })
}

/// Functions that call the client of a document by its name.
pub(crate) fn choice(names: &[String]) -> TokenStream {
    let modules: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
    let functions = ["ours", "theirs"].map(|name| {
        let name = format_ident!("{name}");
        quote! {
            pub(crate) async fn #name(document: &str, url: &str, operation: &str, values: &Values) -> Sent {
                match document {
                    #(#names => Box::pin(#modules::#name(url, operation, values)).await,)*
                    other => panic!("{other} is no document"),
                }
            }
        }
    });
    quote! { #(#functions)* }
}

/// `"getItem" => { values.check::<String>("path id")?; let call = client.get_item(&values.get::<String>("path id")); … }`
fn our_arm(id: &str, call: &ours::Call, library: &Path) -> TokenStream {
    let method = &call.method;
    let mut checks = Vec::new();
    let mut arguments = Vec::new();
    for argument in &call.arguments {
        let value = Value::of(&outside(&argument.ty, library));
        checks.push(value.check(&argument.wire));
        arguments.push(value.expression(&argument.wire));
    }
    let mut setters = Vec::new();
    for (setter, argument) in &call.setters {
        let value = Value::of(&outside(&argument.ty, library));
        let (wire, expression) = (&argument.wire, value.expression(&argument.wire));
        let check = value.check(wire);
        checks.push(quote! { if values.has(#wire) { #check } });
        setters.push(quote! { if values.has(#wire) { call = call.#setter(#expression); } });
    }
    quote! {
        #id => {
            #(#checks)*
            #[allow(unused_mut, reason = "not every call has setters")]
            let mut call = client.#method(#(#arguments),*);
            #(#setters)*
            drop(call.await);
            Ok(())
        }
    }
}

/// The same without setters: optional arguments are options.
fn their_arm(id: &str, call: &theirs::Call) -> TokenStream {
    let method = &call.method;
    let values: Vec<_> = call
        .arguments
        .iter()
        .map(|(wire, ty)| (wire, Value::of(ty)))
        .collect();
    let checks = values.iter().map(|(wire, value)| value.check(wire));
    let arguments = values.iter().map(|(wire, value)| value.expression(wire));
    quote! {
        #id => {
            #(#checks)*
            drop(client.#method(#(#arguments),*).await);
            Ok(())
        }
    }
}

/// How an argument is made: read as a type, then lent or given.
struct Value {
    read: TokenStream,
    optional: bool,
    lent: bool,
}

impl Value {
    fn of(ty: &Type) -> Self {
        if let Some(inner) = inside_option(ty) {
            return Self {
                optional: true,
                ..Self::of(inner)
            };
        }
        let (lent, ty) = match ty {
            Type::Reference(reference) => (true, &*reference.elem),
            ty => (false, ty),
        };
        let read = match ty {
            Type::Slice(slice) => {
                let item = &slice.elem;
                quote!(Vec<#item>)
            }
            Type::ImplTrait(_) => quote!(String),
            Type::Path(path) if path.path.is_ident("str") || path.path.is_ident("B") => {
                quote!(String)
            }
            ty => ty.to_token_stream(),
        };
        Self {
            read,
            optional: false,
            lent,
        }
    }

    fn check(&self, wire: &str) -> TokenStream {
        let (read, optional) = (&self.read, self.optional);
        quote! { values.check::<#read>(#wire, #optional)?; }
    }

    fn expression(&self, wire: &str) -> TokenStream {
        let read = &self.read;
        let text = read.to_string() == "String";
        let list = read.to_string().starts_with("Vec");
        match (self.optional, self.lent) {
            (true, true) if text || list => quote!(values.option::<#read>(#wire).as_deref()),
            (true, true) => quote!(values.option::<#read>(#wire).as_ref()),
            (true, false) => quote!(values.option::<#read>(#wire)),
            (false, true) => quote!(&values.get::<#read>(#wire)),
            (false, false) => quote!(values.get::<#read>(#wire)),
        }
    }
}

fn inside_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// A type of a client's own source as seen from elsewhere.
fn outside(ty: &Type, library: &Path) -> Type {
    struct Outside<'a>(&'a Path);
    impl VisitMut for Outside<'_> {
        fn visit_path_mut(&mut self, path: &mut Path) {
            visit_path_mut(self, path);
            if path
                .segments
                .first()
                .is_some_and(|first| first.ident == "super")
            {
                let rest = path.segments.iter().skip(1).cloned();
                path.segments = self.0.segments.iter().cloned().chain(rest).collect();
            }
        }
    }
    let mut ty = ty.clone();
    Outside(library).visit_type_mut(&mut ty);
    ty
}
