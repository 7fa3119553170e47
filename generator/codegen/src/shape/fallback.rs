//! The Rust value of a `default`.

use crate::model::{
    Basic, Fallback, IntegerEnum, IntegerTextKind, NumberKind, ScalarKind, Secrecy, Shape,
    StringEnum, Type, TypeDef,
};
use trueup_description::json::Json;

/// The value of an absent field of this type; `None` if the default does not fit it.
pub(super) fn of(ty: &Type, default: &Json, types: &[TypeDef]) -> Option<Fallback> {
    match ty {
        Type::Boxed(inner) => of(inner, default, types),
        Type::Nullable(_) => matches!(default, Json::Null).then_some(Fallback::Default),
        Type::List(_) => {
            matches!(default, Json::Array(items) if items.is_empty()).then_some(Fallback::Default)
        }
        Type::Map(_) => matches!(default, Json::Object(members) if members.is_empty())
            .then_some(Fallback::Default),
        Type::Basic(basic) => of_basic(*basic, default),
        Type::Named(id) => match &types.get(id.0)?.shape {
            Shape::StringEnum(string_enum) => of_vocabulary(string_enum, default),
            // A secret has no default: nobody should make one up.
            Shape::Scalar(scalar) if scalar.secrecy == Secrecy::Secret => None,
            Shape::Scalar(scalar) => of_scalar(&scalar.inner, default),
            Shape::Alias(target) => of(target, default, types),
            Shape::IntegerEnum(integers) => of_integers(integers, default),
            Shape::Struct(_) | Shape::Union(_) | Shape::Wrapper(_) => None,
        },
    }
}

fn of_basic(basic: Basic, default: &Json) -> Option<Fallback> {
    match basic {
        Basic::Bool => match default {
            Json::Bool(false) => Some(Fallback::Default),
            Json::Bool(true) => Some(Fallback::Bool(true)),
            _ => None,
        },
        Basic::Number(kind) => of_number(kind, default),
        Basic::IntegerText(kind) => of_integer_text(kind, default),
        Basic::String => text(default),
        Basic::Secret
        | Basic::Decimal
        | Basic::Timestamp
        | Basic::Date
        | Basic::Json
        | Basic::Bytes
        | Basic::Upload => None,
    }
}

fn of_scalar(kind: &ScalarKind, default: &Json) -> Option<Fallback> {
    match kind {
        ScalarKind::Number(kind) => of_number(*kind, default),
        ScalarKind::IntegerText(kind) => of_integer_text(*kind, default),
        ScalarKind::Text => text(default),
        ScalarKind::Bytes(_) => (default.as_str() == Some("")).then_some(Fallback::Default),
        ScalarKind::CheckedText(_)
        | ScalarKind::FixedBytes(..)
        | ScalarKind::Decimal
        | ScalarKind::Timestamp
        | ScalarKind::Date => None,
    }
}

fn of_vocabulary(string_enum: &StringEnum, default: &Json) -> Option<Fallback> {
    let wire = default.as_str()?;
    let value = string_enum.values.iter().find(|value| value.wire == wire)?;
    Some(Fallback::Variant(value.ident.clone()))
}

fn of_integers(integers: &IntegerEnum, default: &Json) -> Option<Fallback> {
    let Json::Number(number) = default else {
        return None;
    };
    let wire = number.as_i64()?;
    let value = integers.values.iter().find(|value| value.wire == wire)?;
    Some(Fallback::Variant(value.ident.clone()))
}

fn text(default: &Json) -> Option<Fallback> {
    Some(match default.as_str()? {
        "" => Fallback::Default,
        text => Fallback::Text(text.to_owned()),
    })
}

fn of_number(kind: NumberKind, default: &Json) -> Option<Fallback> {
    let Json::Number(number) = default else {
        return None;
    };
    let fits = match kind {
        NumberKind::I32 => number
            .as_i64()
            .is_some_and(|value| i32::try_from(value).is_ok()),
        NumberKind::I64 => number.as_i64().is_some(),
        NumberKind::U32 => number
            .as_u64()
            .is_some_and(|value| u32::try_from(value).is_ok()),
        NumberKind::U64 => number.as_u64().is_some(),
        NumberKind::F32 | NumberKind::F64 => true,
    };
    let text = match (number.as_i128(), kind) {
        (Some(0), _) => return fits.then_some(Fallback::Default),
        (Some(whole), NumberKind::F32 | NumberKind::F64) => format!("{whole}.0"),
        (Some(whole), _) => whole.to_string(),
        (None, _) => number.to_string(),
    };
    fits.then_some(Fallback::Number(text))
}

fn of_integer_text(kind: IntegerTextKind, default: &Json) -> Option<Fallback> {
    let text = default.as_str()?;
    let (fits, zero) = match kind {
        IntegerTextKind::I64 => (text.parse::<i64>().is_ok(), text.parse() == Ok(0i64)),
        IntegerTextKind::U64 => (text.parse::<u64>().is_ok(), text.parse() == Ok(0u64)),
    };
    fits.then(|| {
        if zero {
            Fallback::Default
        } else {
            Fallback::Number(text.to_owned())
        }
    })
}
