//! Types in the words that people use: `int`, `uint64`, `string[]`, `array of strings`, `timestamp`.

use trueup_validator::registry::{Base, Type};

use crate::document::suggest;

/// How a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Representation {
    /// As text, in which a number and a text of digits are the same.
    Text,
    /// As JSON.
    Json,
}

/// Whether a documented type is the described one.
pub(super) fn agrees(text: &str, ty: Type, representation: Representation) -> bool {
    if is_as_written(text, ty) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    if ty.base == Base::Any {
        return true;
    }
    // `map of array`, and an object that is called List, are none; `object array` is one.
    let mut said = lower.split_whitespace().skip(1);
    let of_objects = matches!((said.next(), said.next()), (Some("array" | "list"), None))
        && !lower.contains(',');
    let object = matches!(words.first(), Some(&("object" | "map"))) && !of_objects;
    let list = lower.contains("[]")
        || lower.starts_with('[') && lower.ends_with(']')
        || !object && words.iter().any(|word| matches!(*word, "array" | "list"));
    if list != (ty.base == Base::Array) {
        return false;
    }
    if !list {
        return one(&words, ty, representation);
    }
    let items: Vec<&str> = words
        .into_iter()
        .filter(|word| !matches!(*word, "array" | "list" | "of"))
        .map(|word| word.strip_suffix('s').unwrap_or(word))
        .collect();
    items.is_empty()
        || ty.items.is_none_or(|ty| {
            matches!(ty.base, Base::Array | Base::Any) || one(&items, *ty, representation)
        })
}

/// Whether it is the words in which reference pages and messages name the type; a format can be any text.
fn is_as_written(text: &str, ty: Type) -> bool {
    let rest = text.strip_prefix(&ty.to_string());
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(", ") || rest.starts_with(" or null")
    })
}

fn one(words: &[&str], ty: Type, representation: Representation) -> bool {
    let Some((first, rest)) = words.split_first() else {
        return true;
    };
    let mut formats = rest.iter().copied().filter(|word| is_format(word));
    let same_format = |word: &str| ty.format.is_none_or(|format| format == word);
    word_agrees(first, ty, representation) && formats.all(same_format)
}

fn is_format(word: &str) -> bool {
    matches!(
        word,
        "int32"
            | "int64"
            | "uint32"
            | "uint64"
            | "float"
            | "double"
            | "date"
            | "date-time"
            | "uuid"
            | "byte"
            | "hex"
    )
}

fn word_agrees(word: &str, ty: Type, representation: Representation) -> bool {
    let digits = ty.base == Base::String && ty.format.is_some_and(|format| format.contains("int"));
    let whole = ty.base == Base::Integer || representation == Representation::Text && digits;
    match word {
        "string" | "str" | "text" => ty.base == Base::String,
        "int32" | "int64" | "uint32" | "uint64" => {
            ty.format == Some(word) || whole && ty.format.is_none()
        }
        "integer" | "int" | "long" => whole,
        "number" => whole || ty.base == Base::Number,
        "float" | "double" | "decimal" => ty.base == Base::Number,
        "boolean" | "bool" => ty.base == Base::Boolean,
        "object" | "map" => ty.base == Base::Object,
        "enum" => matches!(ty.base, Base::String | Base::Integer),
        "bytes" => ty.base == Base::String,
        "date" | "datetime" | "date-time" | "uuid" | "file" => {
            ty.base == Base::String && ty.format.is_none_or(|format| !format.contains("int"))
        }
        "timestamp" => matches!(ty.base, Base::String | Base::Integer),
        _ => suggest::type_word(word).is_none(),
    }
}

/// Whether a text is a word for a type and nothing else.
pub(super) fn is_word(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "string", "integer", "int", "number", "boolean", "bool", "object", "array", "list", "map",
        "any", "null",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether values of a type hold no others.
pub(super) fn is_simple(ty: Type) -> bool {
    use Base::{Boolean, Integer, Number, String};
    matches!(ty.base, Boolean | Integer | Number | String)
}

/// Whether a text is a word for such a type and nothing else.
pub(super) fn is_simple_word(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let others = ["object", "array", "list", "map", "dict", "any"];
    !others.iter().any(|other| lower.contains(other)) && !lower.contains(['[', '|', '<', '{'])
}

/// The one word for a type.
pub(super) fn word(ty: Type) -> String {
    match ty.format {
        Some(format) if format.contains("int") => format.to_owned(),
        _ => ty.base.name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_compared_by_meaning() {
        const INT64: Type = Type::new(Base::String, Some("int64"));
        const TEXT: Type = Type::new(Base::String, None);
        const TEXTS: Type = Type::array(&TEXT);
        const ANY: Type = Type::new(Base::Any, None);
        const OBJECT: Type = Type::new(Base::Object, None);
        let yes = [
            ("int64", INT64, Representation::Json),
            ("string", INT64, Representation::Json),
            ("string (int64)", INT64, Representation::Json),
            ("integer", INT64, Representation::Text),
            ("string[]", TEXTS, Representation::Json),
            ("array of strings", TEXTS, Representation::Json),
            (
                "Boolean",
                Type::new(Base::Boolean, None),
                Representation::Text,
            ),
            (
                "array of object or string",
                Type::array(&ANY),
                Representation::Json,
            ),
            ("string array", TEXTS, Representation::Json),
            ("object array", Type::array(&OBJECT), Representation::Json),
            ("map of array", OBJECT, Representation::Json),
            ("object, List", OBJECT, Representation::Json),
        ];
        for (text, ty, representation) in yes {
            assert!(agrees(text, ty, representation), "{text}");
        }
        let no = [
            ("uint64", INT64, Representation::Text),
            ("integer", INT64, Representation::Json),
            ("string (uint64)", INT64, Representation::Json),
            ("boolean", INT64, Representation::Text),
            ("string", TEXTS, Representation::Json),
            ("array of integers", TEXTS, Representation::Json),
            ("array", TEXT, Representation::Json),
        ];
        for (text, ty, representation) in no {
            assert!(!agrees(text, ty, representation), "{text}");
        }
    }
}
