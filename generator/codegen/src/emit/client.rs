//! `client.rs`: the client and a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::calls::{self, Signature};
use super::path::token;
use super::usage::Usage;
use super::{Emission, curl, doc};
use crate::ir::service::Operation;
use crate::ir::shape::Call;
use crate::prose;

/// The file's tokens.
pub(super) fn emit(emission: &Emission<'_>) -> TokenStream {
    let constructors = constructors(emission);
    let methods = calls::operations(emission.service, emission.client)
        .into_iter()
        .map(|(call, operation)| method(emission, call, operation));
    let code = quote! {
        /// Calls the operations of the API. A clone shares connections and settings with the original.
        #[derive(Clone, Debug)]
        pub struct Client {
            core: Core,
        }

        impl FromCore for Client {
            fn from_core(core: Core) -> Self {
                Self { core }
            }
        }

        #constructors

        /// Operations.
        impl Client {
            #(#methods)*
        }
    };
    let imports = calls::imports(&code);
    quote! {
        //! The client and its operations.

        #imports

        use super::calls;

        #code
    }
}

/// `new` and `builder`, which take what the API cannot be called without.
fn constructors(emission: &Emission<'_>) -> TokenStream {
    let credential = match emission.client.credentials.as_slice() {
        [] => None,
        [only] => {
            let name = token(&only.ident);
            Some((quote!(credential: super::#name), quote!(credential)))
        }
        _ => Some((
            quote!(credential: impl Into<super::Credential>),
            quote!(credential.into()),
        )),
    };
    let (credential_parameter, credential_value) = match credential {
        Some((parameter, value)) => (Some(parameter), value),
        None => (None, quote!(trueup_client::Credential::none())),
    };
    let credential_argument = credential_parameter.as_ref().map(|_| quote!(credential));
    let base =
        (emission.service.needs_base_url()).then(|| (quote!(base_url: &str), quote!(base_url)));
    let parameters: Vec<_> = base
        .iter()
        .map(|(parameter, _)| parameter)
        .chain(&credential_parameter)
        .collect();
    let arguments: Vec<_> = base
        .iter()
        .map(|(_, argument)| argument)
        .chain(&credential_argument)
        .collect();
    let default_url = emission.service.default_url();
    let (constant, base_value) = match base {
        Some(_) => (TokenStream::new(), quote!(base_url)),
        None => (
            quote! {
                /// Where the service is, unless the builder is told otherwise.
                pub const DEFAULT_BASE_URL: &'static str = #default_url;
            },
            quote!(Self::DEFAULT_BASE_URL),
        ),
    };
    let agent = format!("{}/", emission.crate_name());
    quote! {
        impl Client {
            #constant

            /// A client with the default settings.
            ///
            /// # Errors
            ///
            /// A base URL that is none, or a platform without a source of trust for TLS.
            pub fn new(#(#parameters),*) -> Result<Self, BuildError> {
                Self::builder(#(#arguments),*).build()
            }

            /// Time limits, trust, retries and whatever else has a default.
            pub fn builder(#(#parameters),*) -> Builder<Self> {
                Builder::new(#base_value, #credential_value)
                    .user_agent(concat!(#agent, env!("CARGO_PKG_VERSION")))
            }
        }
    }
}

/// ```text
/// pub fn get_key(&self, id: &KeyId) -> Call<Key, ErrorBody> {
///     Call::new(&self.core, &calls::GET_KEY).path("id", id)
/// }
/// ```
fn method(emission: &Emission<'_>, call: &Call, operation: &Operation) -> TokenStream {
    let client = emission.client;
    let doc = doc::outer(&documentation(emission, call, operation));
    let deprecated = if operation.deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    };
    let name = token(&call.ident);
    let parameters = call.arguments.iter().map(|argument| {
        let ident = token(&argument.ident);
        let ty = calls::argument_type(client, argument);
        quote!(#ident: #ty)
    });
    let steps = call
        .arguments
        .iter()
        .map(|argument| calls::step(client, argument));
    let constant = token(&call.constant);
    let made = quote!(Call::new(&self.core, &calls::#constant) #(#steps)*);
    let Signature { call: finished, .. } = calls::signature(client, call);
    let (ty, body) = match &call.builder {
        Some(builder) => {
            let builder = token(builder);
            (quote!(calls::#builder), quote!(calls::#builder(#made)))
        }
        None => {
            let finish = calls::finish(call);
            (finished, quote!(#made #finish))
        }
    };
    quote! {
        #doc
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #ty {
            #body
        }
    }
}

/// Summary, description, the call on the wire, the call in Rust, and its errors.
fn documentation(emission: &Emission<'_>, call: &Call, operation: &Operation) -> String {
    let mut parts = Vec::new();
    parts.push(format!(
        "{}.",
        operation
            .summary
            .as_deref()
            .unwrap_or(&operation.id)
            .trim_end_matches('.')
    ));
    parts.push(format!("`{} {}`", operation.method, operation.path));
    parts.extend(operation.description.clone());
    parts.extend(operation.upstream.as_ref().map(prose::upstream));
    parts.extend(arguments_documentation(call));
    let mut text: String = parts
        .iter()
        .map(|part| format!("{}\n", doc::from_markdown(part)))
        .collect();
    text.push_str("# Examples\n\n```sh\n");
    text.push_str(&curl::command(emission.api, emission.service, operation));
    text.push_str("\n```\n");
    if let Some(usage) = Usage::new(emission, call, operation) {
        text.push_str(&doctest(&emission.crate_ident(), &usage));
    }
    text
}

/// An example that compiles where its documentation is tested.
fn doctest(krate: &str, usage: &Usage) -> String {
    let code = usage.code(krate);
    format!(
        "\n```no_run\n# async fn example(client: {krate}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{code}# Ok(())\n# }}\n```\n"
    )
}

fn arguments_documentation(call: &Call) -> Option<String> {
    let lines: Vec<String> = call
        .arguments
        .iter()
        .filter(|argument| !argument.doc.is_empty())
        .map(|argument| {
            format!(
                "- `{}`: {}",
                argument.ident,
                argument.doc.replace('\n', "\n  ")
            )
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
