//! `credentials.rs`: a type for each security scheme that the operations ask for.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::path::{fixed, token};
use crate::model::{Client, Credential, CredentialSet};
use trueup_description::ir::service::{CredentialEncoding, SchemeKind, TokenFlows};

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
            from_text(credential),
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

fn from_text(credential: &Credential) -> TokenStream {
    let flows = flows(&credential.flows);
    quote! {
        /// Takes the credential's text.
        #[inline]
        pub fn new(text: impl Into<String>) -> Self {
            Self(trueup_client::SecretSource::fixed(text))
        }

        /// Takes the credential from wherever it comes, such as a provider of tokens that run out.
        #[inline]
        pub fn from_source(source: impl Into<trueup_client::SecretSource>) -> Self {
            Self(source.into())
        }

        /// Asks `provider` before every request, for credentials that expire.
        pub fn provider<F, R>(provider: F) -> Self
        where
            F: Fn() -> R + Send + Sync + 'static,
            R: Future<Output = Result<trueup_client::SecretString, trueup_client::ProviderError>> + Send + 'static,
        {
            Self(trueup_client::SecretSource::provider(provider))
        }

        #flows
    }
}

/// Constructors for the ways in which a client gets tokens by itself.
///
/// ```text
/// pub fn client_credentials(client_id: impl Into<String>, …) -> Self {
///     let url = "https://login.example.com/token";
///     Self(trueup_client::OAuth2::client_credentials(url, client_id, client_secret).into())
/// }
/// ```
fn flows(flows: &TokenFlows) -> TokenStream {
    let own = flows.client_credentials.as_ref().map(|url| {
        quote! {
            /// Gets tokens by the client's own right, and another whenever one has run out (OAuth 2.0, RFC 6749,
            /// section 4.4).
            #[cfg(not(target_arch = "wasm32"))]
            pub fn client_credentials(
                client_id: impl Into<String>,
                client_secret: impl Into<trueup_client::SecretString>,
                scopes: &[&str],
            ) -> Self {
                let flow = trueup_client::OAuth2::client_credentials(#url, client_id, client_secret);
                Self(scopes.iter().fold(flow, |flow, scope| flow.scope(*scope)).into())
            }
        }
    });
    let refresh = flows.refresh.as_ref().map(|url| {
        quote! {
            /// Gets tokens by one that refreshes them, and another whenever one has run out (OAuth 2.0, RFC 6749,
            /// section 6). The secret of a client that has none is empty.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn refresh_token(
                client_id: impl Into<String>,
                client_secret: impl Into<trueup_client::SecretString>,
                refresh_token: impl Into<trueup_client::SecretString>,
            ) -> Self {
                Self(trueup_client::OAuth2::refresh_token(#url, client_id, client_secret, refresh_token).into())
            }
        }
    });
    quote!(#own #refresh)
}

/// The credential that every client is made with, if there is no choice.
pub(super) fn single(client: &Client) -> Option<&Credential> {
    match client.credential_sets.as_slice() {
        [only] => match only.credentials.as_slice() {
            [index] => client.credentials.get(*index),
            _ => None,
        },
        _ => None,
    }
}

/// The type that any of the alternatives becomes, and several of them. Where an operation needs several at once, they come
/// in a tuple.
///
/// ```text
/// pub struct Credential(trueup_client::Credential);
///
/// impl From<ApiKey> for Credential { … }
/// ```
fn choice(client: &Client) -> TokenStream {
    let into_choice = client
        .credential_sets
        .iter()
        .map(|set| into_choice(client, set));
    quote! {
        /// What a client shows to the server: one of the credentials that the service knows, or several. Each operation
        /// takes the first that it accepts; one that accepts none of them fails before anything is sent.
        #[derive(Clone, Debug)]
        pub struct Credential(trueup_client::Credential);

        impl Credential {
            /// This credential and another, for operations that accept the one or the other.
            #[must_use]
            pub fn and(self, other: impl Into<Self>) -> Self {
                Self(self.0.and(other.into().0))
            }
        }

        #(#into_choice)*

        impl From<Credential> for trueup_client::Credential {
            #[inline]
            fn from(credential: Credential) -> Self {
                credential.0
            }
        }
    }
}

fn into_choice(client: &Client, set: &CredentialSet) -> TokenStream {
    let types: Vec<_> = members(client, set)
        .map(|credential| token(&credential.ident))
        .collect();
    if let [only] = types.as_slice() {
        return quote! {
            impl From<#only> for Credential {
                #[inline]
                fn from(credential: #only) -> Self { Self(credential.into()) }
            }
        };
    }
    let slots: Vec<_> = slots(set).collect();
    let mut rest = slots.iter();
    let first = rest.next();
    quote! {
        impl From<(#(#types),*)> for Credential {
            #[inline]
            fn from((#(#slots),*): (#(#types),*)) -> Self {
                Self(trueup_client::Credential::from(#first)#(.and(#rest))*)
            }
        }
    }
}

fn members<'a>(client: &'a Client, set: &'a CredentialSet) -> impl Iterator<Item = &'a Credential> {
    let indices = set.credentials.iter();
    indices.filter_map(|index| client.credentials.get(*index))
}

/// Names for the credentials of a set: `credential1`, `credential2` and so on.
fn slots(set: &CredentialSet) -> impl Iterator<Item = proc_macro2::Ident> {
    (1..=set.credentials.len()).map(|number| fixed(&format!("credential{number}")))
}
