//! `credentials.rs`: a type for each security scheme that the operations ask for.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::path::{fixed, token};
use crate::model::{Access, Client, Credential};
use trueup_description::ir::service::{CredentialEncoding, SchemeKind};

/// The file's tokens; nothing if no operation asks for a credential.
pub(super) fn emit(client: &Client) -> Option<TokenStream> {
    if client.credentials.is_empty() {
        return None;
    }
    let types = client.credentials.iter().map(credential);
    let choice = single(client).is_none().then(|| choice(client));
    Some(quote! {
        //! What proves to the server who is calling. `Debug` shows none of it.

        #(#types)*
        #choice
    })
}

fn credential(credential: &Credential) -> TokenStream {
    let doc = doc::outer(&credential.doc.to_string());
    let name = token(&credential.ident);
    let scheme = &credential.wire;
    let (inner, constructors, text) = match credential.encoding {
        CredentialEncoding::Hex => (
            quote!(trueup_client::SecretBytes),
            from_bytes(),
            quote!(credential.0.to_hex()),
        ),
        CredentialEncoding::Text => (
            quote!(trueup_client::SecretSource),
            from_text(),
            quote!(credential.0),
        ),
    };
    let credential_value = match &credential.kind {
        SchemeKind::Bearer => quote!(Self::bearer(#scheme, #text)),
        SchemeKind::Header(header) => quote!(Self::header(#scheme, #header, "", #text)),
        SchemeKind::Query(parameter) => quote!(Self::query(#scheme, #parameter, #text)),
        SchemeKind::Cookie(cookie) => quote!(Self::cookie(#scheme, #cookie, #text)),
        SchemeKind::Basic => return basic(credential),
    };
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct #name(#inner);

        impl #name { #constructors }

        impl From<#name> for trueup_client::Credential {
            #[inline]
            fn from(credential: #name) -> Self { #credential_value }
        }
    }
}

/// A user name and a password (RFC 7617).
fn basic(credential: &Credential) -> TokenStream {
    let doc = doc::outer(&credential.doc.to_string());
    let name = token(&credential.ident);
    let scheme = &credential.wire;
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct #name(trueup_client::Credential);

        impl #name {
            /// Takes a user name and a password.
            #[inline]
            pub fn new(user: &str, password: &str) -> Self {
                Self(trueup_client::Credential::basic(#scheme, user, password))
            }
        }

        impl From<#name> for trueup_client::Credential {
            #[inline]
            fn from(credential: #name) -> Self { credential.0 }
        }
    }
}

fn from_bytes() -> TokenStream {
    quote! {
        /// Takes the credential's bytes.
        #[inline]
        pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Self {
            Self(trueup_client::SecretBytes::new(bytes))
        }

        /// Reads the credential from hex, in upper or lower case.
        ///
        /// # Errors
        ///
        /// A text that is not hex. The error does not show it.
        #[inline]
        pub fn from_hex(text: &str) -> Result<Self, trueup_client::ScalarError> {
            trueup_client::SecretBytes::from_hex(text).map(Self)
        }

        /// Reads the credential's bytes from a file.
        ///
        /// # Errors
        ///
        /// What the operating system says.
        #[inline]
        pub fn from_file(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
            trueup_client::SecretBytes::from_file(path).map(Self)
        }
    }
}

fn from_text() -> TokenStream {
    quote! {
        /// Takes the credential's text.
        #[inline]
        pub fn new(text: impl Into<String>) -> Self {
            Self(trueup_client::SecretSource::fixed(text))
        }

        /// Asks `provider` before every request, for credentials that expire.
        pub fn provider<F, R>(provider: F) -> Self
        where
            F: Fn() -> R + Send + Sync + 'static,
            R: Future<Output = Result<trueup_client::SecretString, trueup_client::ProviderError>> + Send + 'static,
        {
            Self(trueup_client::SecretSource::provider(provider))
        }
    }
}

/// The credential that every client is made with, if there is no choice.
pub(super) fn single(client: &Client) -> Option<&Credential> {
    match client.accesses.as_slice() {
        [only] => match only.credentials.as_slice() {
            [index] => client.credentials.get(*index),
            _ => None,
        },
        _ => None,
    }
}

/// The enum of alternatives. Where several credentials are needed at once, a variant holds them all.
fn choice(client: &Client) -> TokenStream {
    let variants = client.accesses.iter().map(|access| {
        let name = token(&access.ident);
        let members: Vec<&Credential> = members(client, access).collect();
        let links: Vec<String> = members
            .iter()
            .map(|credential| format!("[`{}`]", credential.ident))
            .collect();
        let doc = doc::outer(&format!("See {}.", links.join(" and ")));
        let types = members.iter().map(|credential| token(&credential.ident));
        quote!(#doc #name(#(#types),*),)
    });
    let into_choice = client
        .accesses
        .iter()
        .map(|access| into_choice(client, access));
    let arms = client.accesses.iter().map(|access| {
        let name = token(&access.ident);
        let slots: Vec<_> = slots(access).collect();
        let mut rest = slots.iter();
        let first = rest.next();
        let value = if slots.len() == 1 {
            quote!(#first.into())
        } else {
            quote!(Self::from(#first)#(.and(#rest))*)
        };
        quote!(Credential::#name(#(#slots),*) => #value,)
    });
    quote! {
        /// One of the credentials that the service knows. An operation that does not accept the given one
        /// fails before anything is sent.
        #[derive(Clone, Debug)]
        pub enum Credential { #(#variants)* }

        #(#into_choice)*

        impl From<Credential> for trueup_client::Credential {
            #[inline]
            fn from(credential: Credential) -> Self {
                match credential { #(#arms)* }
            }
        }
    }
}

fn into_choice(client: &Client, access: &Access) -> TokenStream {
    let name = token(&access.ident);
    let types: Vec<_> = members(client, access)
        .map(|credential| token(&credential.ident))
        .collect();
    if let [only] = types.as_slice() {
        return quote! {
            impl From<#only> for Credential {
                #[inline]
                fn from(credential: #only) -> Self { Self::#name(credential) }
            }
        };
    }
    let slots: Vec<_> = slots(access).collect();
    quote! {
        impl From<(#(#types),*)> for Credential {
            #[inline]
            fn from((#(#slots),*): (#(#types),*)) -> Self { Self::#name(#(#slots),*) }
        }
    }
}

fn members<'a>(client: &'a Client, access: &'a Access) -> impl Iterator<Item = &'a Credential> {
    let indices = access.credentials.iter();
    indices.filter_map(|index| client.credentials.get(*index))
}

/// Names for the credentials of a set: `credential`, or `credential1`, `credential2` and so on.
fn slots(access: &Access) -> impl Iterator<Item = proc_macro2::Ident> {
    let several = access.credentials.len() > 1;
    (0..access.credentials.len()).map(move |index| {
        if several {
            fixed(&format!("credential{}", index + 1))
        } else {
            fixed("credential")
        }
    })
}
