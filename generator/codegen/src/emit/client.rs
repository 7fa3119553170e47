//! `client.rs`: the client and a method for each operation.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::calls;
use super::example_call::ExampleCall;
use super::path::token;
use super::{Emission, Parts, arguments, credentials, curl, doc};
use crate::model::{Call, Client, Type};
use crate::names;
use crate::parts;
use crate::prose;
use crate::render::{self, Items};
use trueup_description::ir::service::{Operation, Requirement};
use trueup_text::markdown::{Markdown, code, fence, line};

/// What each method is emitted in.
const ALONE: &str = "impl Client {";

/// The file, with the methods of these operations; those stand in files beside it if they are too long for one.
pub(super) fn emit(
    emission: &Emission<'_>,
    operations: &[(&Call, &Operation)],
) -> Result<(String, Parts), String> {
    let mut methods = methods(emission, operations)?;
    let here = match methods.len() {
        1 => methods.pop_first().map(|(_, methods)| methods),
        _ => None,
    };
    let user = match (operations.is_empty(), &here) {
        (true, _) => User::Nobody,
        (false, Some(_)) => User::Same,
        (false, None) => User::Beside,
    };
    let mut items = Items::new(&[()], names::RUNTIME, |()| definition(emission, user))?;
    let calls = here.is_some().then(|| {
        quote!(
            use super::calls;
        )
    });
    items.push(here.map_or_else(Items::default, |methods| {
        methods.joined(ALONE, "/// Operations.\nimpl Client {")
    }));
    let imports = calls::imports(&items);
    let text = items.under(quote! {
        //! The client and its operations.

        #imports

        #calls
    })?;
    Ok((text, apart(methods)?))
}

/// The methods of these operations alone, where the client is defined elsewhere.
pub(super) fn more(
    emission: &Emission<'_>,
    operations: &[(&Call, &Operation)],
) -> Result<Parts, String> {
    apart(methods(emission, operations)?)
}

/// Files of methods alone.
fn apart(methods: BTreeMap<String, Items<'_>>) -> Result<Parts, String> {
    let files = methods.into_iter().map(|(letters, methods)| {
        let items = methods.joined(ALONE, "/// Operations.\nimpl super::Client {");
        let imports = calls::imports(&items);
        let text = items.under(quote! {
            //! Operations of the client.

            #imports

            use super::calls;
        })?;
        Ok((letters, text))
    });
    files.collect()
}

/// A method for each operation, in parts that are not too long; none where there is no operation.
fn methods<'n>(
    emission: &Emission<'_>,
    operations: &[(&Call, &Operation)],
) -> Result<BTreeMap<String, Items<'n>>, String> {
    let each = render::each(operations, names::RUNTIME, |(call, operation)| {
        let method = method(emission, call, operation);
        quote!(impl Client { #method })
    })?;
    if each.is_empty() {
        return Ok(BTreeMap::new());
    }
    let parts = parts::of(
        operations.iter().zip(each).collect(),
        |((call, _), _)| call.builder.as_str(),
        |(_, method)| method.lines(),
    );
    let joined = parts.into_iter().map(|(letters, each)| {
        let methods = each.into_iter().map(|(_, method)| method);
        (letters, methods.collect())
    });
    Ok(joined.collect())
}

/// Which modules use what a client holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum User {
    /// The document has no operations.
    Nobody,
    /// That of the client alone.
    Same,
    /// Others beside it.
    Beside,
}

/// The type, and how it is made.
fn definition(emission: &Emission<'_>, user: User) -> TokenStream {
    let constructors = constructors(emission);
    let schemes = emission.client.credentials.iter();
    let schemes = schemes.map(|credential| &credential.wire);
    let (unused, visibility) = match (emission.groups.is_empty(), user) {
        (true, User::Nobody) => (
            quote!(#[expect(dead_code, reason = "the document has no operations")]),
            TokenStream::new(),
        ),
        (true, User::Same) => (TokenStream::new(), TokenStream::new()),
        (true, User::Beside) => (TokenStream::new(), quote!(pub(crate))),
        (false, _) => (
            quote!(#[allow(dead_code, reason = "operations stand behind features")]),
            quote!(pub(crate)),
        ),
    };
    quote! {
        /// Calls the operations of the API. A clone shares connections and settings with the original.
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            #visibility core: Core,
        }

        impl FromCore for Client {
            const SCHEMES: Option<&'static [&'static str]> = Some(&[#(#schemes),*]);

            #[inline]
            fn from_core(core: Core) -> Self {
                Self { core }
            }
        }

        #constructors
    }
}

/// `new` and `builder`, which take what the API cannot be called without.
fn constructors(emission: &Emission<'_>) -> TokenStream {
    let credential = match credentials::single(emission.client) {
        _ if emission.client.credential_sets.is_empty() => None,
        Some(only) => {
            let name = token(&only.ident);
            Some((quote!(credential: super::#name), quote!(credential)))
        }
        None => Some((
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
    let server_url = server_url(emission);
    quote! {
        impl Client {
            #constant

            #server_url

            /// A client with the default settings.
            ///
            /// # Errors
            ///
            /// An invalid base URL, or a platform without a source of trust for TLS.
            #[inline]
            pub fn new(#(#parameters),*) -> Result<Self, BuildError> {
                Self::builder(#(#arguments),*).build()
            }

            /// Time limits, trust, retries and whatever else has a default.
            #[inline]
            pub fn builder(#(#parameters),*) -> Builder<Self> {
                Builder::new(#base_value, #credential_value)
                    .user_agent(concat!(#agent, env!("CARGO_PKG_VERSION")))
            }
        }
    }
}

/// The function that makes a base URL of the server's variables, where it has any with an `enum`.
///
/// ```text
/// pub fn server_url(region: super::ServerRegion, port: &str) -> String {
///     ["https://", region.as_str(), ".example.com:", port].concat()
/// }
/// ```
fn server_url(emission: &Emission<'_>) -> Option<TokenStream> {
    let parts = &emission.client.server;
    let server = emission.service.servers.first()?;
    parts
        .iter()
        .find(|part| matches!(part.ty, Type::Named(_)))?;
    let parameters = parts.iter().map(|part| {
        let ident = token(&part.ident);
        match &part.ty {
            Type::Named(id) => {
                let name = token(&emission.client.definition(*id).ident);
                quote!(#ident: super::#name)
            }
            _ => quote!(#ident: &str),
        }
    });
    let mut pieces = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (wire, after) = after.split_once('}')?;
        let part = parts.iter().find(|part| part.wire == wire)?;
        let ident = token(&part.ident);
        if !before.is_empty() {
            pieces.push(quote!(#before));
        }
        pieces.push(match &part.ty {
            Type::Named(_) => quote!(#ident.as_str()),
            _ => quote!(#ident),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(quote!(#rest));
    }
    let doc = doc::outer(&format!(
        "The base URL of a server, from its parts: {}.",
        code(&server.url)
    ));
    Some(quote! {
        #doc
        #[must_use]
        #[inline]
        pub fn server_url(#(#parameters),*) -> String {
            [#(#pieces),*].concat()
        }
    })
}

/// ```text
/// pub fn get_key(&self, id: &KeyId) -> calls::GetKey {
///     calls::GetKey(Call::new(&self.core, &calls::GET_KEY).path("id", id))
/// }
/// ```
fn method(emission: &Emission<'_>, call: &Call, operation: &Operation) -> TokenStream {
    let client = emission.client;
    let doc = doc::outer(&documentation(emission, call, operation));
    let deprecated = calls::deprecation(operation);
    let name = token(&call.ident);
    let parameters = call.arguments.iter().map(|argument| {
        let ident = token(&argument.ident);
        let ty = arguments::ty(client, argument);
        quote!(#ident: #ty)
    });
    let steps = call
        .arguments
        .iter()
        .map(|argument| arguments::required(client, argument));
    let constants = call.constants.iter().map(arguments::constant);
    let accept = call.accept.as_ref().map(|accept| quote!(.accept(#accept)));
    let key = operation.idempotency_key.as_ref();
    let key = key.map(|key| quote!(.idempotency_key(#key)));
    let constant = token(&call.constant);
    let builder = token(&call.builder);
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> calls::#builder {
            calls::#builder(Call::new(&self.core, &calls::#constant) #(#constants)* #(#steps)* #key #accept)
        }
    }
}

/// Summary, description, the call on the wire, the call in Rust, and its errors.
fn documentation(emission: &Emission<'_>, call: &Call, operation: &Operation) -> String {
    let summary = operation.summary.as_deref().unwrap_or(&operation.id);
    let summary = format!("{}.", line(summary.trim().trim_end_matches('.')));
    let sends = call.sends.as_ref();
    let sends = sends.map(|media_type| format!(", with a body of {}", code(media_type)));
    let wire = code(&format!("{} {}", operation.method, operation.path));
    let wire = format!("{wire}{}", sends.unwrap_or_default());
    let description = operation.description.as_deref().unwrap_or_default();
    let upstream = operation.upstream.as_ref().map(prose::upstream);
    let text = Markdown::own(summary)
        .below(Markdown::own(wire))
        .below(Markdown::description(description))
        .below(upstream.unwrap_or_default())
        .below(needed(operation).map(Markdown::own).unwrap_or_default())
        .below(elsewhere(operation).unwrap_or_default());
    let arguments = arguments_documentation(call);
    let arguments = arguments
        .map(|list| format!("\n\n{list}"))
        .unwrap_or_default();
    let headers = error_headers(emission.client, call).unwrap_or_default();
    let examples = examples(emission, call, operation);
    format!("{text}{arguments}\n\n{headers}{examples}")
}

/// Where it is, if not where the others are, and how it is called there.
fn elsewhere(operation: &Operation) -> Option<Markdown> {
    let servers = prose::servers(operation)?;
    Some(servers.then(Markdown::own("`base_url` of the call sends it there.")))
}

/// The credentials that must have scopes: "Needs `token` with `read`."
fn needed(operation: &Operation) -> Option<String> {
    let with_scopes = |set: &Vec<Requirement>| set.iter().any(|one| !one.scopes.is_empty());
    operation.security.iter().find(|set| with_scopes(set))?;
    let one = |one: &Requirement| match prose::scopes(one) {
        Some(scopes) => format!("{} {scopes}", code(&one.scheme)),
        None => code(&one.scheme),
    };
    let sets = operation.security.iter().map(|set| match set.as_slice() {
        [] => "no credential".to_owned(),
        set => set.iter().map(one).collect::<Vec<_>>().join(", and "),
    });
    let sets: Vec<String> = sets.collect();
    Some(format!("Needs {}.", sets.join(", or ")))
}

/// The call by curl, if it sends what curl is shown to send, and in Rust.
fn examples(emission: &Emission<'_>, call: &Call, operation: &Operation) -> String {
    let mut text = String::new();
    if call.sends.is_none()
        && let Ok(command) = curl::command(emission, operation)
    {
        text.push_str(&format!("\n{}\n", fence("sh", &command)));
    }
    if let Some(example_call) = ExampleCall::new(emission, call, operation) {
        text.push_str(&doctest(&emission.crate_ident(), &example_call));
    }
    if text.is_empty() {
        return text;
    }
    format!("# Examples\n{text}")
}

/// An example that compiles where its documentation is tested.
fn doctest(krate: &str, example_call: &ExampleCall) -> String {
    let code = example_call.code(krate);
    format!(
        "\n```no_run\n# async fn example(client: {krate}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{code}# Ok(())\n# }}\n```\n"
    )
}

/// Which errors have headers, and in which type. These are names and links of ours, so they come as they are.
fn error_headers(client: &Client, call: &Call) -> Option<String> {
    let lines: String = call
        .error_headers
        .iter()
        .map(|(status, id)| {
            let name = &client.headers(*id).ident;
            format!("- {status}: [`{name}`](super::headers::{name})\n")
        })
        .collect();
    (!lines.is_empty()).then(|| {
        format!(
            "# Errors\n\nThese have headers, for [`Error::described_headers`](trueup_client::Error::described_headers):\n\n{lines}\n"
        )
    })
}

fn arguments_documentation(call: &Call) -> Option<String> {
    let documented = call
        .arguments
        .iter()
        .filter(|argument| !argument.doc.is_empty());
    let lines: Vec<String> = documented
        .map(|argument| {
            let label = Markdown::own(format!("`{}`:", argument.ident));
            label.then(argument.doc.clone()).item()
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
