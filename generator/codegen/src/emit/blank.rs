//! What stands in a field until its value is read.
//!
//! An object is read into its own fields: no place beside it holds them meanwhile, and nothing is moved at the end.
//! What a required field holds at first is never seen, since an object that lacks it is refused. So it need not be a
//! value that the type's rules allow, and it is the cheapest that there is. A literal is cheaper than a call: for the
//! compiler too.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::path::{fixed, token};
use crate::model::{
    Basic, Client, Fallback, Field, Ident, NumberKind, Presence, Scalar, ScalarKind, Secrecy,
    Shape, Type, TypeId,
};

/// Of a field before it is read.
pub(super) fn of_field(client: &Client, field: &Field) -> TokenStream {
    match &field.presence {
        Presence::Required | Presence::Constant(_) => blank(client, &field.ty),
        Presence::Plain(Fallback::Default) => default(client, &field.ty),
        Presence::Plain(
            Fallback::Variant(_) | Fallback::Bool(_) | Fallback::Number(_) | Fallback::Text(_),
        ) => {
            let name = fixed(&default_name(field));
            quote!(Self::#name())
        }
        Presence::RequiredNullable
        | Presence::PlainNullable
        | Presence::Optional
        | Presence::Zero { .. } => quote!(None),
        Presence::Patch => quote!(trueup_client::Patch::Keep),
    }
}

/// Name of the function that gives a field's default.
pub(super) fn default_name(field: &Field) -> String {
    format!("default_{}", field.suffix())
}

/// The value of a type's `Default`, which most often is the cheapest too.
fn default(client: &Client, ty: &Type) -> TokenStream {
    let is_cheapest = match client.unaliased(ty) {
        Type::Basic(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) => true,
        Type::Boxed(_) => false,
        Type::Named(id) => matches!(client.definition(*id).shape, Shape::Scalar(_)),
    };
    if is_cheapest {
        blank(client, ty)
    } else {
        quote!(Default::default())
    }
}

fn blank(client: &Client, ty: &Type) -> TokenStream {
    match ty {
        Type::Basic(basic) => of_basic(*basic),
        Type::List(_) => quote!(Vec::new()),
        Type::Map(_) => quote!(trueup_client::Map::new()),
        Type::Nullable(_) => quote!(None),
        Type::Boxed(inner) => {
            let inner = blank(client, inner);
            quote!(Box::new(#inner))
        }
        Type::Named(id) => of_named(client, *id),
    }
}

fn of_basic(basic: Basic) -> TokenStream {
    match basic {
        Basic::Bool => quote!(false),
        Basic::Number(kind) => zero(kind),
        Basic::IntegerText(_) => quote!(trueup_client::StringInteger(0)),
        Basic::String => quote!(String::new()),
        Basic::Secret => quote!(trueup_client::SecretString::new("")),
        Basic::Timestamp => quote!(trueup_client::Timestamp::UNIX_EPOCH),
        Basic::Json => quote!(trueup_client::Json::Null),
        Basic::Date => quote!(trueup_client::Date::UNIX_EPOCH),
        Basic::Bytes => quote!(Vec::new()),
        Basic::Decimal | Basic::Upload => quote!(Default::default()),
    }
}

fn of_named(client: &Client, id: TypeId) -> TokenStream {
    let definition = client.definition(id);
    let name = token(&definition.ident);
    match &definition.shape {
        Shape::Struct(_) => quote!(<#name as object::Object>::start()),
        Shape::Scalar(scalar) => {
            let inner = of_scalar(scalar);
            quote!(#name #inner)
        }
        Shape::Wrapper(ty) => {
            let inner = blank(client, ty);
            quote!(#name(#inner))
        }
        Shape::Alias(ty) => blank(client, ty),
        // The lowering has found a branch whose values end.
        Shape::Union(union) => union.branches.get(union.simplest).map_or_else(
            || quote!(Default::default()),
            |branch| {
                let variant = token(&branch.ident);
                let inner = blank(client, &branch.ty);
                quote!(#name::#variant(#inner))
            },
        ),
        Shape::StringEnum(set) => first(&name, set.values.first().map(|value| &value.ident)),
        Shape::IntegerEnum(set) => first(&name, set.values.first().map(|value| &value.ident)),
    }
}

/// The first value of a set: the lowering makes no set without one.
fn first(name: &proc_macro2::Ident, value: Option<&Ident>) -> TokenStream {
    let value = value.map(token);
    value.map_or_else(|| quote!(Default::default()), |value| quote!(#name::#value))
}

/// What follows the name of a newtype.
fn of_scalar(scalar: &Scalar) -> TokenStream {
    let secret = scalar.secrecy == Secrecy::Secret;
    match &scalar.inner {
        ScalarKind::Text if secret => quote!(::new("")),
        ScalarKind::Number(kind) => {
            let zero = zero(*kind);
            quote!((#zero))
        }
        ScalarKind::IntegerText(_) => quote!((0)),
        ScalarKind::Text | ScalarKind::CheckedText(_) => quote!((String::new())),
        ScalarKind::Bytes(_) if secret => quote!(::from_bytes(Vec::new())),
        ScalarKind::Bytes(_) => quote!((Vec::new())),
        ScalarKind::FixedBytes(_, length) => {
            let length = Literal::u32_unsuffixed(*length);
            quote!(::from_bytes([0; #length]))
        }
        ScalarKind::Timestamp => quote!((trueup_client::Timestamp::UNIX_EPOCH)),
        ScalarKind::Date => quote!((trueup_client::Date::UNIX_EPOCH)),
        ScalarKind::Decimal => quote!((trueup_client::rust_decimal::Decimal::ZERO)),
    }
}

fn zero(kind: NumberKind) -> TokenStream {
    if kind.is_whole() {
        quote!(0)
    } else {
        quote!(0.0)
    }
}
