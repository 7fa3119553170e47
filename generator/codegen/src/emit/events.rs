//! `events.rs`: an enum of what the server sends by itself.

use proc_macro2::{Ident as Token, TokenStream};
use quote::quote;

use super::path::{self, From, fixed, token};
use super::{Emission, doc};
use crate::model::{Client, Event, ResponseBody, Secrecy};
use crate::render;
use trueup_text::markdown::code;

/// The file; nothing if the document describes neither webhooks nor callbacks.
pub(super) fn emit(emission: &Emission<'_>) -> Option<Result<String, String>> {
    let client = emission.client;
    (!client.events.is_empty()).then(|| {
        let (declaration, reading) = (declaration(client), reading(client));
        let code = quote!(#declaration #reading);
        let mentioned = |names: &[&'static str]| -> Vec<Token> {
            render::mentioned(&code, names)
                .into_iter()
                .map(fixed)
                .collect()
        };
        let helpers = mentioned(&["Excerpts", "Received"]);
        let bodies = mentioned(&["Binary", "EventError", "Text"]);
        let head = head(emission);
        render::rust(quote! {
            #head
            use trueup_client::event::{self, #(#helpers),*};
            use trueup_client::{#(#bodies),*};

            #declaration
            #reading
        })
    })
}

/// What the module is for, and where a signature is verified.
fn head(emission: &Emission<'_>) -> TokenStream {
    let krate = emission.crate_ident();
    let text = format!(
        "What the server sends by itself, webhooks and callbacks, as values.

# Is it the server?

Anybody can send a request to an address that is public. The description does not say how the server proves who it is, so
that is for the receiver to verify, over the bytes of the body as they came, and before they are decoded:

```
use {krate}::events::Event;

fn receive(
    name: &str,
    body: &[u8],
    is_authentic: impl Fn(&[u8]) -> bool,
) -> Result<(), Box<dyn std::error::Error>> {{
    if !is_authentic(body) {{
        return Err(\"not sent by the server\".into());
    }}
    match Event::decode(name, body)? {{
        event => println!(\"{{}}\", event.name()),
    }}
    Ok(())
}}
```"
    );
    let lines = doc::lines(&text);
    quote!(#(#![doc = #lines])*)
}

/// ```text
/// pub enum Event {
///     /// The webhook `newPet`.
///     NewPet(super::Pet),
/// }
/// ```
fn declaration(client: &Client) -> TokenStream {
    let variants = client.events.iter().map(|event| {
        let doc = doc::outer(&event.doc.to_string());
        let deprecated = event.deprecated.then(|| quote!(#[deprecated]));
        let ident = token(&event.ident);
        let held = match &event.body {
            ResponseBody::Nothing | ResponseBody::Several(_) => None,
            ResponseBody::Json(ty) => Some(path::ty(ty, client, From::Elsewhere)),
            ResponseBody::Text => Some(quote!(Text)),
            ResponseBody::Bytes => Some(quote!(Binary)),
        };
        let held = held.map(|ty| quote!((#ty)));
        quote!(#doc #deprecated #ident #held,)
    });
    quote! {
        /// Something that the server reports, with what it sends of it.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event { #(#variants)* }
    }
}

/// ```text
/// pub fn decode(name: &str, body: &[u8]) -> Result<Self, EventError> {
///     match name {
///         "newPet" => Received::new("newPet", body, Excerpts::Shown).json().map(Self::NewPet),
///         _ => Err(event::unknown()),
///     }
/// }
/// ```
fn reading(client: &Client) -> TokenStream {
    let events = &client.events;
    let names = events.iter().map(|event| &event.wire);
    let arms = events.iter().map(decoded);
    let named = events.iter().map(|event| {
        let (ident, wire) = (token(&event.ident), &event.wire);
        let held = (event.body != ResponseBody::Nothing).then(|| quote!((_)));
        quote!(Self::#ident #held => #wire,)
    });
    let typed = events
        .iter()
        .filter(|event| matches!(event.body, ResponseBody::Json(_)))
        .map(|event| &event.wire);
    let has_bodies = events
        .iter()
        .any(|event| event.body != ResponseBody::Nothing);
    let body = fixed(if has_bodies { "body" } else { "_body" });
    quote! {
        impl Event {
            /// The names of all events, as the description has them.
            pub const NAMES: &'static [&'static str] = &[#(#names),*];

            /// The name of the event.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { #(#named)* }
            }

            /// Reads the event of a name, which the server says in the URL, in a header or in the body itself.
            ///
            /// # Errors
            ///
            /// When the description has no event of the name, or the body is not as it says.
            pub fn decode(name: &str, #body: &[u8]) -> Result<Self, EventError> {
                match name {
                    #(#arms)*
                    _ => Err(event::unknown()),
                }
            }

            /// Reads an event whose name is not known: the only one whose JSON this can be.
            ///
            /// # Errors
            ///
            /// When it can be none, or several of them: [`EventError::candidates`] says which.
            pub fn recognize(body: &[u8]) -> Result<Self, EventError> {
                event::only(&[#(#typed),*], |name| Self::decode(name, body))
            }
        }
    }
}

fn decoded(event: &Event) -> TokenStream {
    let (ident, wire) = (token(&event.ident), &event.wire);
    let excerpts = fixed(match event.secrecy {
        Secrecy::Open => "Shown",
        Secrecy::Secret => "Hidden",
    });
    let received = quote!(Received::new(#wire, body, Excerpts::#excerpts));
    match event.body {
        ResponseBody::Nothing | ResponseBody::Several(_) => quote!(#wire => Ok(Self::#ident),),
        ResponseBody::Json(_) => quote!(#wire => #received.json().map(Self::#ident),),
        ResponseBody::Text => quote!(#wire => #received.text().map(Self::#ident),),
        ResponseBody::Bytes => quote!(#wire => Ok(Self::#ident(#received.bytes())),),
    }
}

/// What the crate's documentation says of the module.
pub(super) fn introduction(emission: &Emission<'_>) -> Option<String> {
    let client = emission.client;
    (!client.events.is_empty()).then(|| {
        let mut text =
            "# Events\n\nWhat the server sends by itself is a value of [`events::Event`]:\n\n"
                .to_owned();
        for event in &client.events {
            text.push_str(&format!(
                "- {}: [`{ident}`](events::Event::{ident})\n",
                code(&event.wire),
                ident = event.ident,
            ));
        }
        text
    })
}
