//! `response_enums.rs`: enums of what a call gives, or of its errors, by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, fixed, token};
use super::{doc, headers};
use crate::model::{Client, ResponseBody, ResponseEnum, ResponseEnumId, ResponseVariant};
use crate::render::Items;
use trueup_description::ir::service::Status;
use trueup_text::markdown::{Markdown, code};

/// The file; nothing if no response depends on the status.
pub(super) fn emit(client: &Client, enums: &[&ResponseEnum]) -> Option<Result<String, String>> {
    (!enums.is_empty()).then(|| file(client, enums))
}

fn file(client: &Client, enums: &[&ResponseEnum]) -> Result<String, String> {
    let names = ["Binary", "Body", "DecodeFailure", "FromResponse", "Text"];
    let items = Items::new(enums, &names, |of| choice(client, of))?;
    let names = items.mentioned(&names).into_iter().map(fixed);
    let head = quote! {
        //! Answers that depend on the status.

        use trueup_client::{#(#names),*};
    };
    items.under(head)
}

/// The name of an enum, as other modules write it.
pub(super) fn name(client: &Client, id: ResponseEnumId) -> TokenStream {
    let name = token(&client.response_enum(id).ident);
    quote!(super::#name)
}

/// ```text
/// pub enum StartJobResponse {
///     /// 200: It is over.
///     Ok(super::Job),
///     /// 204: There was nothing to do.
///     NoContent,
/// }
/// impl FromResponse for StartJobResponse {
///     fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
///         match body.status() {
///             200 => body.json().map(Self::Ok),
///             204 => Ok(Self::NoContent),
///             _ => Err(DecodeFailure::new("the description has no body for this status")),
///         }
///     }
/// }
/// ```
fn choice(client: &Client, of: &ResponseEnum) -> TokenStream {
    let doc = doc::outer(&of.doc.to_string());
    let name = token(&of.ident);
    let variants = of
        .variants
        .iter()
        .map(|variant| declaration(client, variant));
    // A media type is looked for before a status takes whatever comes.
    let mut ordered: Vec<&ResponseVariant> = of.variants.iter().collect();
    ordered.sort_by_key(|variant| (variant.status, variant.media_type.is_none()));
    let arms = ordered.into_iter().map(arm);
    let has_default = of
        .variants
        .iter()
        .any(|variant| variant.status == Status::Default && variant.media_type.is_none());
    let rest = (!has_default).then(
        || quote!(_ => Err(DecodeFailure::new("the description has no body for this status")),),
    );
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }

        impl FromResponse for #name {
            #[inline]
            fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
                match body.status() { #(#arms)* #rest }
            }
        }
    }
}

fn declaration(client: &Client, variant: &ResponseVariant) -> TokenStream {
    let media_type = variant.media_type.as_deref().map(code);
    let media_type = media_type.map_or_else(String::new, |code| format!(" as {code}"));
    let status = format!("{}{media_type}", variant.status);
    let doc = doc::outer(&match variant.doc.is_empty() {
        true => status,
        false => Markdown::own(format!("{status}:"))
            .then(variant.doc.clone())
            .to_string(),
    });
    let ident = token(&variant.ident);
    match &variant.body {
        ResponseBody::Nothing | ResponseBody::Several(_) => quote!(#doc #ident,),
        ResponseBody::Json(ty) => {
            let ty = path::ty(ty, client, From::Elsewhere);
            quote!(#doc #ident(#ty),)
        }
        ResponseBody::Text => quote!(#doc #ident(Text),),
        ResponseBody::Bytes => quote!(#doc #ident(Binary),),
    }
}

fn arm(variant: &ResponseVariant) -> TokenStream {
    let ident = token(&variant.ident);
    let statuses = headers::statuses(variant.status);
    let statuses = match &variant.media_type {
        Some(media_type) => quote!(#statuses if body.is(#media_type)),
        None => statuses,
    };
    match &variant.body {
        ResponseBody::Nothing | ResponseBody::Several(_) => quote!(#statuses => Ok(Self::#ident),),
        ResponseBody::Json(_) => quote!(#statuses => body.json().map(Self::#ident),),
        ResponseBody::Text | ResponseBody::Bytes => {
            quote!(#statuses => FromResponse::from_response(body).map(Self::#ident),)
        }
    }
}
