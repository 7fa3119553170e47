//! Arguments: the type under which each is passed, and the step that puts it into the call.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::{self, From, fixed, token};
use crate::model::{
    Argument, Basic, BodyForm, Client, Constant, ListStyle, Role, ScalarKind, Secrecy, Shape,
    TextStyle, Type,
};
use crate::shape::is_small;
use trueup_description::ir::service::Place;

/// The type under which an argument is passed.
pub(super) fn ty(client: &Client, argument: &Argument) -> TokenStream {
    let ty = path::ty(&argument.ty, client, From::Elsewhere);
    match &argument.ty {
        Type::Basic(Basic::String) => quote!(&str),
        Type::Basic(Basic::Bytes) => quote!(impl Into<trueup_client::RequestBody>),
        Type::Basic(Basic::Upload) => quote!(impl Into<trueup_client::Upload>),
        Type::List(item) => {
            let item = path::ty(item, client, From::Elsewhere);
            quote!(&[#item])
        }
        small if !argument.role.is_body() && is_small(small, client) => ty,
        _ => quote!(&#ty),
    }
}

/// The step that puts an argument into the call.
pub(super) fn step(client: &Client, argument: &Argument) -> TokenStream {
    let name = token(&argument.ident);
    let wire = &argument.wire;
    let value = match secret(&argument.ty, client) {
        None => quote!(#name),
        Some(Revealed::Text) => quote!(#name.expose()),
        Some(Revealed::Bytes) => quote!(#name.to_text().expose()),
    };
    match &argument.role {
        Role::Path => quote!(.path(#wire, #value)),
        Role::Query => quote!(.query(#wire, #value)),
        Role::Header => quote!(.header(#wire, #value)),
        Role::Cookie => quote!(.cookie(#wire, #value)),
        Role::QueryList(style) => {
            let style = fixed(match style {
                ListStyle::Exploded => "Exploded",
                ListStyle::Comma => "Comma",
                ListStyle::Space => "Space",
                ListStyle::Pipe => "Pipe",
                ListStyle::Tab => "Tab",
            });
            quote!(.query_list(#wire, ListStyle::#style, #name))
        }
        Role::Styled(place, style) => {
            let method = match place {
                Place::Path => "path_as",
                Place::Query => "query_as",
                Place::Header => "header_as",
                Place::Cookie => "cookie_as",
            };
            styled(client, argument, method, *style)
        }
        Role::Reserved(place, style) => {
            let method = match place {
                Place::Path => "path_reserved",
                _ => "query_reserved",
            };
            styled(client, argument, method, *style)
        }
        Role::Body(form) => body(form, &name),
    }
}

/// The same for what must be there: of a list that is empty, nothing would be.
pub(super) fn required(client: &Client, argument: &Argument) -> TokenStream {
    let step = step(client, argument);
    let may_be_nothing = match &argument.role {
        Role::QueryList(_) => true,
        Role::Styled(_, TextStyle::Json) | Role::Styled(Place::Path, _) => false,
        Role::Styled(..) | Role::Reserved(Place::Query, _) => is_list(&argument.ty, client),
        _ => false,
    };
    let wire = may_be_nothing.then_some(&argument.wire);
    let filled = wire.map(|wire| quote!(.filled(#wire)));
    quote!(#step #filled)
}

fn is_list(ty: &Type, client: &Client) -> bool {
    match ty {
        Type::List(_) => true,
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Alias(target) => is_list(target, client),
            _ => false,
        },
        _ => false,
    }
}

/// `.header("X-Target", "Jobs.List")`
pub(super) fn constant(constant: &Constant) -> TokenStream {
    let (wire, text) = (&constant.wire, &constant.text);
    match constant.place {
        Place::Header => quote!(.header(#wire, #text)),
        _ => quote!(.query(#wire, #text)),
    }
}

/// `.query_as("name", Style::Form, name)`
fn styled(client: &Client, argument: &Argument, method: &str, style: TextStyle) -> TokenStream {
    let name = token(&argument.ident);
    let wire = &argument.wire;
    let method = fixed(method);
    let style = self::style(style);
    let value = if is_small(&argument.ty, client) {
        quote!(&#name)
    } else {
        quote!(#name)
    };
    quote!(.#method(#wire, #style, #value))
}

fn body(form: &BodyForm, name: &proc_macro2::Ident) -> TokenStream {
    match form {
        BodyForm::Json(media_type) if media_type == "application/json" => quote!(.json(#name)),
        BodyForm::Json(media_type) => quote!(.json_as(#media_type, #name)),
        BodyForm::Form(styles) => {
            let styles = styles.iter().map(|(property, style)| {
                let style = self::style(*style);
                quote!((#property, #style))
            });
            quote!(.form(#name, &[#(#styles),*]))
        }
        BodyForm::Multipart(media_type) if media_type == "multipart/form-data" => {
            quote!(.multipart(#name))
        }
        BodyForm::Multipart(media_type) => quote!(.multipart_as(#media_type, #name)),
        BodyForm::Text(media_type) if names_charset(media_type) => {
            quote!(.text(#media_type, #name))
        }
        BodyForm::Text(media_type) | BodyForm::Bytes(media_type) => {
            quote!(.body(#media_type, #name))
        }
        BodyForm::File(range) => quote!(.file(#range, #name)),
    }
}

/// Whether a media type names another encoding of text than UTF-8, which Rust's texts have.
fn names_charset(media_type: &str) -> bool {
    let lower = media_type.to_ascii_lowercase();
    lower.contains("charset") && !lower.contains("utf-8")
}

fn style(style: TextStyle) -> TokenStream {
    let name = fixed(match style {
        TextStyle::Simple => "Simple",
        TextStyle::SimpleExploded => "SimpleExploded",
        TextStyle::Label => "Label",
        TextStyle::LabelExploded => "LabelExploded",
        TextStyle::Matrix => "Matrix",
        TextStyle::MatrixExploded => "MatrixExploded",
        TextStyle::Form => "Form",
        TextStyle::FormExploded => "FormExploded",
        TextStyle::Space => "Space",
        TextStyle::Pipe => "Pipe",
        TextStyle::Tab => "Tab",
        TextStyle::Cookie => "Cookie",
        TextStyle::CookieExploded => "CookieExploded",
        TextStyle::DeepObject => "DeepObject",
        TextStyle::Json => "Json",
        TextStyle::Query => "Query",
    });
    quote!(Style::#name)
}

/// What a secret shows to the call alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Revealed {
    Text,
    Bytes,
}

/// How a type that keeps its text to itself gives it away; `None` if it does not keep it.
fn secret(ty: &Type, client: &Client) -> Option<Revealed> {
    match ty {
        Type::Basic(Basic::Secret) => Some(Revealed::Text),
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Scalar(scalar) if scalar.secrecy == Secrecy::Secret => {
                Some(match scalar.inner {
                    ScalarKind::Bytes(_) | ScalarKind::FixedBytes(..) => Revealed::Bytes,
                    _ => Revealed::Text,
                })
            }
            Shape::Alias(target) => secret(target, client),
            _ => None,
        },
        _ => None,
    }
}
