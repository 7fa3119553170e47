//! `calls.rs`: what each operation is, as data, and a type for its calls, with setters for what is optional.

use proc_macro2::{Ident as Token, TokenStream};
use quote::quote;

use super::path::{self, From, fixed, token};
use super::{Parts, arguments, declared, doc, headers, response_enums};
use crate::model::{
    Argument, Call, Client, Ident, Item, MediaTypeChoice, Output, Presence, ResponseBody, Secrecy,
    Shape, Success, Type,
};
use crate::names::{self, RUNTIME};
use crate::parts;
use crate::prose;
use crate::render::{self, Items};
use trueup_description::ir::service::{
    Envelope, Framing, Method, Operation, Pagination, Retry, Service, Stream,
};
use trueup_text::markdown::code;

/// What the module is about.
pub(super) const SUBJECT: &str =
    "A type for the calls of each operation: set what is needed, then await.";

/// The files; nothing if there is no operation.
pub(super) fn emit(
    client: &Client,
    operations: &[(&Call, &Operation)],
) -> Option<Result<Parts, String>> {
    (!operations.is_empty()).then(|| files(client, operations))
}

fn files(client: &Client, operations: &[(&Call, &Operation)]) -> Result<Parts, String> {
    // Of an operation's several calls, one has the data.
    let statics = render::each(operations, RUNTIME, |(call, operation)| match call.sends {
        None => description(call, operation),
        Some(_) => TokenStream::new(),
    })?;
    let builders = render::each(operations, RUNTIME, |(call, operation)| {
        builder(client, call, operation)
    })?;
    let each = operations.iter().zip(statics.into_iter().zip(builders));
    let parts = parts::of(
        each.collect(),
        |((call, _), _)| call.builder.as_str(),
        |(_, (data, builder))| data.lines() + builder.lines(),
    );
    let files = parts.into_iter().map(|(letters, each)| {
        let (statics, builders): (Vec<_>, Vec<_>) =
            each.into_iter().map(|(_, items)| items).unzip();
        Ok((
            letters,
            file(statics.into_iter().chain(builders).collect())?,
        ))
    });
    files.collect()
}

fn file(items: Items<'_>) -> Result<String, String> {
    let imports = imports(&items);
    let subject = format!(" {SUBJECT}");
    items.under(quote! {
        #![doc = #subject]

        #imports
    })
}

/// The import of what the code mentions.
pub(super) fn imports(code: &Items<'_>) -> TokenStream {
    let names = code.mentioned(RUNTIME).into_iter().map(fixed);
    quote!(use trueup_client::{#(#names),*};)
}

/// Each call with its operation.
pub(super) fn operations<'a>(
    service: &'a Service,
    client: &'a Client,
) -> Vec<(&'a Call, &'a Operation)> {
    let pair = |call: &'a Call| Some((call, service.operations.get(call.operation)?));
    client.calls.iter().filter_map(pair).collect()
}

/// ```text
/// pub(crate) static GET_ACCOUNT: Operation = Operation {
///     id: "getAccount",
///     method: Method::Get,
///     path: "/account",
///     security: &[&["token"]],
///     retry: Retry::Idempotent,
///     success: Success::Ok,
///     sensitive: false,
/// };
/// ```
fn description(call: &Call, operation: &Operation) -> TokenStream {
    let constant = token(&call.constant);
    let id = &operation.id;
    let method = match &operation.method {
        Method::Other(name) => quote!(Other(#name)),
        fixed => {
            let variant = token(&names::pascal(&fixed.as_str().to_lowercase()));
            quote!(#variant)
        }
    };
    let path = &operation.path;
    let security = operation
        .credentials()
        .map(|alternative| quote!(&[#(#alternative),*]));
    let retry = match operation.retry {
        Retry::Idempotent => quote!(Retry::Idempotent),
        Retry::Never => quote!(Retry::Never),
    };
    let success = match call.success {
        Success::Ok => quote!(Success::Ok),
        Success::Redirection => quote!(Success::Redirection),
    };
    let sensitive = call.secrecy == Secrecy::Secret;
    quote! {
        pub(crate) static #constant: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            security: &[#(#security),*],
            retry: #retry,
            success: #success,
            sensitive: #sensitive,
        };
    }
}

/// The types of a call.
struct Signature {
    /// Type of the value, or of an item of a stream.
    value: TokenStream,
    /// Type of the error body.
    error: TokenStream,
}

/// What a call gives.
fn signature(client: &Client, call: &Call) -> Signature {
    let value = value(client, &call.output);
    let error = match &call.error {
        ResponseBody::Nothing => quote!(Undeclared),
        ResponseBody::Json(ty) => path::ty(ty, client, From::Elsewhere),
        ResponseBody::Text => quote!(trueup_client::Text),
        ResponseBody::Bytes => quote!(trueup_client::Binary),
        ResponseBody::Several(id) => response_enums::name(client, *id),
    };
    Signature { value, error }
}

/// The type of what a success gives.
fn value(client: &Client, output: &Output) -> TokenStream {
    match output {
        Output::Nothing => quote!(NoContent),
        Output::Json(ty) | Output::Checked(ty) => path::ty(ty, client, From::Elsewhere),
        Output::Stream(items) => item(client, &items.item),
        Output::Text => quote!(trueup_client::Text),
        Output::Bytes => quote!(trueup_client::Binary),
        Output::Several(id) => response_enums::name(client, *id),
    }
}

/// The type of an item of a stream.
fn item(client: &Client, item: &Item) -> TokenStream {
    match item {
        Item::Json(ty) => path::ty(ty, client, From::Elsewhere),
        Item::Event(ty) => {
            let data = path::ty(ty, client, From::Elsewhere);
            quote!(trueup_client::ServerSentEvent<#data>)
        }
        Item::TextEvent => quote!(trueup_client::ServerSentEvent<trueup_client::Text>),
    }
}

/// How the items of a stream travel: the variant of the runtime's framing, and the envelope.
fn form(stream: &Stream) -> (Token, TokenStream) {
    let framing = fixed(match stream.framing {
        Framing::Lines => "Lines",
        Framing::Sequence => "Sequence",
        Framing::Events => "Events",
        Framing::EventData | Framing::EventText => "EventData",
    });
    let envelope = match &stream.envelope {
        Some(Envelope { item, error }) => quote!(Some((#item, #error))),
        None => quote!(None),
    };
    (framing, envelope)
}

/// ```text
/// pub fn accept_csv(self) -> Call<trueup_client::Text, Undeclared> { self.0.accepting("text/csv") }
/// ```
fn choice(client: &Client, choice: &MediaTypeChoice, error: &TokenStream) -> TokenStream {
    let doc = doc::outer(&format!(
        "Asks for the response as {}.",
        code(&choice.media_type)
    ));
    let name = token(&choice.ident);
    let value = value(client, &choice.output);
    let accept = &choice.accept;
    let finish = finish(&choice.output);
    let call = match choice.output {
        Output::Stream(_) => quote!(trueup_client::StreamCall),
        _ => quote!(Call),
    };
    quote! {
        #doc
        #[inline]
        pub fn #name(self) -> #call<#value, #error> {
            self.0.accepting(#accept) #finish
        }
    }
}

/// What turns a call into a stream or lets the body say that it failed.
fn finish(output: &Output) -> TokenStream {
    match output {
        Output::Stream(items) => {
            let (framing, envelope) = form(&items.stream);
            quote!(.stream(trueup_client::Framing::#framing, #envelope))
        }
        Output::Checked(_) => quote!(.checked()),
        _ => TokenStream::new(),
    }
}

/// How the call is read, in the words of the runtime's macro.
fn reading(output: &Output) -> TokenStream {
    match output {
        Output::Stream(items) => {
            let (framing, envelope) = form(&items.stream);
            quote!(stream(#framing, #envelope))
        }
        Output::Checked(_) => quote!(checked()),
        Output::Bytes => quote!(download()),
        _ => quote!(whole()),
    }
}

/// The type of an operation's calls. What all of them can do is the runtime's macro's.
///
/// ```text
/// pub struct ListKeys(pub(crate) Call<super::Keys, super::Problem>);
///
/// trueup_client::__call!(ListKeys, super::Keys, super::Problem, whole());
///
/// impl ListKeys {
///     pub fn limit(self, limit: u32) -> Self { Self(self.0.query("limit", limit)) }
/// }
/// ```
fn builder(client: &Client, call: &Call, operation: &Operation) -> TokenStream {
    let name = token(&call.builder);
    let Signature { value, error } = signature(client, call);
    let reading = reading(&call.output);
    let doc = doc::outer(&format!(
        "The call {}, made by [`Client::{}`](super::Client::{}).",
        code(&operation.id),
        call.ident,
        call.ident
    ));
    let deprecated = deprecation(operation);
    let own = own(client, call, operation, &value, &error);
    let own = (!own.is_empty()).then(|| quote!(impl #name { #own }));
    quote! {
        #doc
        #deprecated
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name(pub(crate) Call<#value, #error>);

        trueup_client::__call!(#name, #value, #error, #reading);

        #own
    }
}

/// The methods that only this call has.
fn own(
    client: &Client,
    call: &Call,
    operation: &Operation,
    value: &TokenStream,
    error: &TokenStream,
) -> TokenStream {
    let setters = call.setters.iter().map(|argument| setter(client, argument));
    let pages = operation
        .pagination
        .as_ref()
        .and_then(|pagination| pages(client, call, pagination));
    let choices = call.choices.iter();
    let choices = choices.map(|choice| self::choice(client, choice, error));
    let headers = call.headers.map(|id| {
        let headers = headers::name(client, id);
        quote! {
            /// Asks for the headers of the response beside its body.
            #[inline]
            pub fn with_headers(self) -> ResponseCall<#value, #headers, #error> {
                self.call().with_headers()
            }
        }
    });
    quote! {
        #(#setters)*
        #pages
        #headers
        #(#choices)*
    }
}

/// `#[deprecated]` if the operation is, with what to call instead if the document says so.
pub(super) fn deprecation(operation: &Operation) -> TokenStream {
    match &operation.upstream {
        _ if !operation.deprecated => TokenStream::new(),
        Some(upstream) => {
            let note = prose::upstream_line(upstream);
            quote!(#[deprecated(note = #note)])
        }
        None => quote!(#[deprecated]),
    }
}

fn setter(client: &Client, argument: &Argument) -> TokenStream {
    let name = token(&argument.ident);
    let text = if argument.doc.is_empty() {
        format!("Sets {}.", code(&argument.wire))
    } else {
        argument.doc.to_string()
    };
    let doc = doc::outer(&text);
    let deprecated = declared::deprecation(argument.deprecated);
    let ty = arguments::ty(client, argument);
    let step = arguments::step(client, argument);
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name(self, #name: #ty) -> Self {
            Self(self.0 #step)
        }
    }
}

/// Whether the type of the call has a stream across pages.
pub(super) fn has_pages(client: &Client, call: &Call, pagination: &Pagination) -> bool {
    pages(client, call, pagination).is_some()
}

/// Methods that read a list page by page.
fn pages(client: &Client, call: &Call, pagination: &Pagination) -> Option<TokenStream> {
    let Output::Json(page_type) = &call.output else {
        return None;
    };
    let items = property(client, page_type, &pagination.items)?;
    let Type::List(item) = items.1 else {
        return None;
    };
    let item = path::ty(item, client, From::Elsewhere);
    let Signature { value, error } = signature(client, call);
    let items = token(items.0);
    let cursor = &pagination.cursor;
    let next = token(property(client, page_type, &pagination.next)?.0);
    let backwards = pagination.previous.as_ref().zip(pagination.reverse.as_ref()).and_then(|(previous, reverse)| {
        let previous = token(property(client, page_type, previous)?.0);
        Some(quote! {
            /// The items of all pages from the last one on, those of a page in the order in which the server lists them.
            /// Each page is asked for when it is needed.
            #[inline]
            pub fn items_reversed(self) -> Items<#item, #value, #error> {
                self.0.query(#reverse, true).items(#cursor, |page| Page::new(page.#items, page.#previous))
            }
        })
    });
    Some(quote! {
        /// The items of all pages, each page asked for when it is needed.
        #[inline]
        pub fn items(self) -> Items<#item, #value, #error> {
            self.0.items(#cursor, |page| Page::new(page.#items, page.#next))
        }

        #backwards
    })
}

/// The field of a property that is always there.
fn property<'a>(client: &'a Client, ty: &Type, wire: &str) -> Option<(&'a Ident, &'a Type)> {
    let Type::Named(id) = ty else { return None };
    let Shape::Struct(structure) = &client.definition(*id).shape else {
        return None;
    };
    let field = structure.fields.iter().find(|field| field.wire == wire)?;
    matches!(
        field.presence,
        Presence::Required | Presence::Plain(_) | Presence::Constant(_)
    )
    .then_some((&field.ident, &field.ty))
}
