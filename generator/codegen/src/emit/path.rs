//! How types and names are written in emitted code.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use crate::model::{Basic, Client, Ident, IntegerTextKind, NumberKind, Type};

/// Where the code stands that mentions a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// Beside the types.
    Types,
    /// In another module beside them.
    Elsewhere,
}

/// A decided name as a token.
pub(super) fn token(ident: &Ident) -> Token {
    Token::new(ident.as_str(), Span::call_site())
}

/// A fixed name as a token.
pub(super) fn fixed(name: &str) -> Token {
    Token::new(name, Span::call_site())
}

/// A type.
pub(super) fn ty(ty: &Type, client: &Client, from: From) -> TokenStream {
    match ty {
        Type::Named(id) => {
            let name = token(&client.definition(*id).ident);
            match from {
                From::Types => quote!(#name),
                From::Elsewhere => quote!(super::#name),
            }
        }
        Type::Basic(kind) => basic(*kind),
        Type::List(item) => {
            let item = self::ty(item, client, from);
            quote!(Vec<#item>)
        }
        Type::Map(value) => map(value, client, from),
        Type::Nullable(inner) => {
            let inner = self::ty(inner, client, from);
            quote!(Option<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = self::ty(inner, client, from);
            quote!(Box<#inner>)
        }
    }
}

/// A map of a type.
pub(super) fn map(value: &Type, client: &Client, from: From) -> TokenStream {
    let value = ty(value, client, from);
    quote!(trueup_client::Map<#value>)
}

fn basic(basic: Basic) -> TokenStream {
    match basic {
        Basic::Bool => quote!(bool),
        Basic::Number(kind) => {
            let name = fixed(number(kind));
            quote!(#name)
        }
        Basic::IntegerText(kind) => {
            let name = fixed(integer_text(kind));
            quote!(trueup_client::StringInteger<#name>)
        }
        Basic::String => quote!(String),
        Basic::Secret => quote!(trueup_client::SecretString),
        Basic::Decimal => quote!(trueup_client::Decimal),
        Basic::Timestamp => quote!(trueup_client::Timestamp),
        Basic::Date => quote!(trueup_client::Date),
        Basic::Json => quote!(trueup_client::Json),
        Basic::Bytes => quote!(Vec<u8>),
        Basic::Upload => quote!(trueup_client::Upload),
    }
}

/// Rust's name of a number type.
pub(super) fn number(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::I32 => "i32",
        NumberKind::I64 => "i64",
        NumberKind::U32 => "u32",
        NumberKind::U64 => "u64",
        NumberKind::F32 => "f32",
        NumberKind::F64 => "f64",
    }
}

/// Rust's name of the number in a string.
pub(super) fn integer_text(kind: IntegerTextKind) -> &'static str {
    match kind {
        IntegerTextKind::I64 => "i64",
        IntegerTextKind::U64 => "u64",
    }
}
