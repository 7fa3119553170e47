//! `replies.rs`: enums of what a call gives, or of its errors, by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, fixed, token};
use super::{doc, headers};
use crate::model::{Answer, Client, Replies, RepliesId, Reply};
use crate::render::Items;
use trueup_description::ir::service::Status;
use trueup_text::markdown::{Markdown, code};

/// The file; nothing if no answer depends on the status.
pub(super) fn emit(client: &Client) -> Option<Result<String, String>> {
    (!client.replies.is_empty()).then(|| file(client))
}

fn file(client: &Client) -> Result<String, String> {
    let names = ["Binary", "Body", "DecodeFailure", "FromResponse", "Text"];
    let items = Items::new(&client.replies, &names, |replies| choice(client, replies))?;
    let names = items.mentioned(&names).into_iter().map(fixed);
    let head = quote! {
        //! Answers that depend on the status.

        use trueup_client::{#(#names),*};
    };
    items.under(head)
}

/// The name of an enum, as other modules write it.
pub(super) fn name(client: &Client, id: RepliesId) -> TokenStream {
    let name = token(&client.replies(id).ident);
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
fn choice(client: &Client, replies: &Replies) -> TokenStream {
    let doc = doc::outer(&replies.doc.to_string());
    let name = token(&replies.ident);
    let variants = replies.variants.iter().map(|reply| variant(client, reply));
    // A media type is looked for before a status takes whatever comes.
    let mut ordered: Vec<&Reply> = replies.variants.iter().collect();
    ordered.sort_by_key(|reply| (reply.status, reply.media_type.is_none()));
    let arms = ordered.into_iter().map(arm);
    let has_default = replies
        .variants
        .iter()
        .any(|reply| reply.status == Status::Default && reply.media_type.is_none());
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

fn variant(client: &Client, reply: &Reply) -> TokenStream {
    let media_type = reply.media_type.as_deref().map(code);
    let media_type = media_type.map_or_else(String::new, |code| format!(" as {code}"));
    let status = format!("{}{media_type}", reply.status);
    let doc = doc::outer(&match reply.doc.is_empty() {
        true => status,
        false => Markdown::own(format!("{status}:"))
            .then(reply.doc.clone())
            .to_string(),
    });
    let ident = token(&reply.ident);
    match &reply.body {
        Answer::Nothing | Answer::Several(_) => quote!(#doc #ident,),
        Answer::Json(ty) => {
            let ty = path::ty(ty, client, From::Elsewhere);
            quote!(#doc #ident(#ty),)
        }
        Answer::Text => quote!(#doc #ident(Text),),
        Answer::Bytes => quote!(#doc #ident(Binary),),
    }
}

fn arm(reply: &Reply) -> TokenStream {
    let ident = token(&reply.ident);
    let statuses = headers::statuses(reply.status);
    let statuses = match &reply.media_type {
        Some(media_type) => quote!(#statuses if body.is(#media_type)),
        None => statuses,
    };
    match &reply.body {
        Answer::Nothing | Answer::Several(_) => quote!(#statuses => Ok(Self::#ident),),
        Answer::Json(_) => quote!(#statuses => body.json().map(Self::#ident),),
        Answer::Text | Answer::Bytes => {
            quote!(#statuses => FromResponse::from_response(body).map(Self::#ident),)
        }
    }
}
