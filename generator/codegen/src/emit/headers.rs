//! `headers.rs`: what the headers of responses hold.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::path::{self, From, fixed, token};
use super::{declared, doc};
use crate::model::{
    Client, HeaderField, HeaderForm, Headers, HeadersId, HeadersShape, HeadersVariant,
};
use crate::render::Items;
use trueup_description::ir::service::Status;
use trueup_text::markdown::{Markdown, code};

/// The file; nothing if no response has headers.
pub(super) fn emit(client: &Client, headers: &[&Headers]) -> Option<Result<String, String>> {
    (!headers.is_empty()).then(|| file(client, headers))
}

fn file(client: &Client, headers: &[&Headers]) -> Result<String, String> {
    let names = [
        "DecodeFailure",
        "FromHeaders",
        "HeaderForm",
        "ResponseHeaders",
    ];
    let items = Items::new(headers, &names, |headers| match &headers.shape {
        HeadersShape::Struct(fields) => structure(client, headers, fields),
        HeadersShape::ByStatus(variants) => choice(client, headers, variants),
    })?;
    let names = items.mentioned(&names).into_iter().map(fixed);
    let head = quote! {
        //! The headers of responses: of a success by `with_headers` of its call, of an error by
        //! [`Error::described_headers`](trueup_client::Error::described_headers).

        use trueup_client::{#(#names),*};
    };
    items.under(head)
}

/// The name of a type, as other modules write it.
pub(super) fn name(client: &Client, id: HeadersId) -> TokenStream {
    let name = token(&client.headers(id).ident);
    quote!(super::headers::#name)
}

/// ```text
/// pub struct ListThingsHeaders {
///     /// How many there are.
///     pub x_total_count: i64,
/// }
/// impl FromHeaders for ListThingsHeaders {
///     fn fits(status: u16) -> bool { matches!(status, 200) }
///     fn from_headers(headers: &ResponseHeaders, _: u16) -> Result<Self, DecodeFailure> {
///         Ok(Self { x_total_count: headers.required("X-Total-Count", HeaderForm::Literal)? })
///     }
/// }
/// ```
fn structure(client: &Client, headers: &Headers, fields: &[HeaderField]) -> TokenStream {
    let (head, fits) = head(headers);
    let name = token(&headers.ident);
    let declared = fields.iter().map(|field| declared(client, field));
    let read = fields.iter().map(|field| {
        let ident = token(&field.ident);
        let wire = &field.wire;
        let method = fixed(if field.required {
            "required"
        } else {
            "optional"
        });
        let form = match field.form {
            HeaderForm::Text => quote!(Text),
            HeaderForm::Literal => quote!(Literal),
            HeaderForm::Texts(None) => quote!(Texts),
            HeaderForm::Literals(None) => quote!(Literals),
            HeaderForm::Texts(Some(separator)) => quote!(TextsBetween(#separator)),
            HeaderForm::Literals(Some(separator)) => quote!(LiteralsBetween(#separator)),
            HeaderForm::Json => quote!(Json),
        };
        quote!(#ident: headers.#method(#wire, HeaderForm::#form)?,)
    });
    quote! {
        #head
        pub struct #name { #(#declared)* }

        impl FromHeaders for #name {
            #fits

            fn from_headers(headers: &ResponseHeaders, _: u16) -> Result<Self, DecodeFailure> {
                Ok(Self { #(#read)* })
            }
        }
    }
}

fn declared(client: &Client, field: &HeaderField) -> TokenStream {
    let name = code(&field.wire);
    let doc = doc::outer(&match field.doc.is_empty() {
        true => name,
        false => Markdown::own(format!("{name}:"))
            .then(field.doc.clone())
            .to_string(),
    });
    let deprecated = declared::deprecation(field.deprecated);
    let ident = token(&field.ident);
    let ty = path::ty(&field.ty, client, From::Elsewhere);
    let ty = if field.required {
        ty
    } else {
        quote!(Option<#ty>)
    };
    quote!(#doc #deprecated pub #ident: #ty,)
}

/// ```text
/// pub enum CreateThingHeaders { Created(CreateThingCreatedHeaders), Accepted }
/// ```
fn choice(client: &Client, headers: &Headers, variants: &[HeadersVariant]) -> TokenStream {
    let (head, fits) = head(headers);
    let name = token(&headers.ident);
    let declared = variants.iter().map(|variant| {
        let doc = doc::outer(&format!("{}", variant.status));
        let ident = token(&variant.ident);
        match variant.headers {
            Some(id) => {
                let ty = token(&client.headers(id).ident);
                quote!(#doc #ident(#ty),)
            }
            None => quote!(#doc #ident,),
        }
    });
    let arms = variants.iter().map(|variant| {
        let ident = token(&variant.ident);
        let statuses = statuses(variant.status);
        match variant.headers {
            Some(_) => {
                quote!(#statuses => FromHeaders::from_headers(headers, status).map(Self::#ident),)
            }
            None => quote!(#statuses => Ok(Self::#ident),),
        }
    });
    quote! {
        #head
        pub enum #name { #(#declared)* }

        impl FromHeaders for #name {
            #fits

            fn from_headers(headers: &ResponseHeaders, status: u16) -> Result<Self, DecodeFailure> {
                match status {
                    #(#arms)*
                    _ => Err(DecodeFailure::new("the description has no headers for this status")),
                }
            }
        }
    }
}

/// What a type begins with, and the function that says whose headers it has.
fn head(headers: &Headers) -> (TokenStream, TokenStream) {
    let doc = doc::outer(&headers.doc.to_string());
    let any = headers.statuses.contains(&Status::Default);
    let statuses = headers.statuses.iter().map(|status| statuses(*status));
    let fits = if any {
        quote! {
            fn fits(_: u16) -> bool { true }
        }
    } else {
        quote! {
            fn fits(status: u16) -> bool { matches!(status, #(#statuses)|*) }
        }
    };
    let head = quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
    };
    (head, fits)
}

/// The pattern of the statuses that a response is for.
pub(super) fn statuses(status: Status) -> TokenStream {
    match status {
        Status::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Status::Range(digit) => {
            let first = Literal::u16_unsuffixed(u16::from(digit) * 100);
            let last = Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}
