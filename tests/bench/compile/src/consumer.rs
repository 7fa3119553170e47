//! A crate that awaits every operation of a client, made from the client's source.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::{VisitMut, visit_path_mut};
use syn::{FnArg, ImplItem, ImplItemFn, Item, Pat, Path, Type, Visibility};

use bench_harness::Result;

/// One function for each method of `Client` that is a call. Each returns a boxed future, so that the future is
/// compiled here, not where somebody polls it. `library` is the client's crate.
///
/// # Errors
///
/// Source that is not Rust, or without a call.
pub(crate) fn consumer(source: &str, library: &str) -> Result<String> {
    let mut functions = Vec::new();
    for item in syn::parse_file(source)?.items {
        if let Item::Impl(block) = item
            && block.trait_.is_none()
            && matches!(&*block.self_ty, Type::Path(path) if path.path.is_ident("Client"))
        {
            let methods = block.items.into_iter().filter_map(|item| match item {
                ImplItem::Fn(method) => Some(method),
                _ => None,
            });
            functions.extend(
                methods
                    .filter(is_call)
                    .map(|method| function(method, library)),
            );
        }
    }
    if functions.is_empty() {
        return Err(format!("{library} has no calls").into());
    }
    let library = format_ident!("{library}");
    let code = quote! {
        //! Awaits every operation.
        #![allow(deprecated, unused_imports, reason = "deprecated calls are calls")]
        use std::{future::Future, pin::Pin};
        use #library::*;
        type Done<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
        #(#functions)*
    };
    Ok(code.to_string())
}

/// Whether a method sends something: it is public, takes `&self`, and returns what is not plain data.
fn is_call(method: &ImplItemFn) -> bool {
    const PLAIN: &[&str] = &["baseurl", "client", "api_version", "inner"];
    matches!(method.vis, Visibility::Public(_))
        && method.sig.receiver().is_some()
        && !PLAIN.iter().any(|name| method.sig.ident == name)
}

fn function(method: ImplItemFn, library: &str) -> TokenStream {
    let name = &method.sig.ident;
    let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
    for (index, input) in method.sig.inputs.into_iter().enumerate() {
        let FnArg::Typed(mut typed) = input else {
            continue;
        };
        let argument = match *typed.pat {
            Pat::Ident(ident) => ident.ident,
            _ => format_ident!("argument{index}"),
        };
        Outside(library).visit_type_mut(&mut typed.ty);
        let ty = typed.ty;
        parameters.push(quote!(#argument: #ty));
        arguments.push(argument);
    }
    quote! {
        pub fn #name<'a>(client: &'a Client, #(#parameters),*) -> Done<'a> {
            Box::pin(async move { client.#name(#(#arguments),*).await.is_ok() })
        }
    }
}

/// Names of a client's own source as seen from another crate, and borrows that last as long as the call.
struct Outside<'a>(&'a str);

impl VisitMut for Outside<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let own = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate" || first.ident == "super");
        if own && let Some(first) = path.segments.first_mut() {
            first.ident = format_ident!("{}", self.0);
        }
        visit_path_mut(self, path);
    }

    /// Whatever stands for the type is sent along with the future.
    fn visit_type_impl_trait_mut(&mut self, opaque: &mut syn::TypeImplTrait) {
        opaque.bounds.push(syn::parse_quote!(Send));
        syn::visit_mut::visit_type_impl_trait_mut(self, opaque);
    }

    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        reference.lifetime = Some(syn::Lifetime::new("'a", proc_macro2::Span::call_site()));
        syn::visit_mut::visit_type_reference_mut(self, reference);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_public_method_is_awaited() {
        let source = "impl Client { pub fn new() -> Self { Self } \
            pub fn get(&self, id: &crate::Id, n: Option<&str>) -> Call<X> { todo!() } fn own(&self) {} }";
        let code = consumer(source, "lib").unwrap();
        let wanted = quote! {
            pub fn get<'a>(client: &'a Client, id: &'a lib::Id, n: Option<&'a str>) -> Done<'a> {
                Box::pin(async move { client.get(id, n).await.is_ok() })
            }
        };
        assert!(code.contains(&wanted.to_string()), "{code}");
        assert!(!code.contains("own"), "{code}");
    }
}
