//! `scalars.rs`: a newtype for each named scalar.

use super::{doc, path};
use crate::model::{
    Amount, ByteEncoding, Client, Ident, Scalar, ScalarKind, Secrecy, Shape, TextRules, TypeDef,
};
use crate::names::{self, Case, Scope};
use crate::render::HEADER;
use trueup_description::ir::schema::ByteOrder;
use trueup_description::pattern::{End, Run, Simple};

/// The file, or nothing if there is no scalar.
///
/// One scalar looks like this:
///
/// ```text
/// trueup_client::scalar! {
///     /// An amount.
///     pub struct Amount: StringInteger<i64>;
/// }
/// ```
pub(super) fn emit(client: &Client, types: &[&TypeDef]) -> Option<String> {
    let (mut text, mut constants) = (String::new(), Scope::default());
    for definition in types {
        if let Shape::Scalar(scalar) = &definition.shape {
            push_scalar(
                &mut text,
                client,
                types,
                (definition, scalar),
                &mut constants,
            );
        }
    }
    (!text.is_empty()).then(|| format!("// {HEADER}\n\n//! Units and formats: a type for each, so that they do not mix.\n{text}"))
}

fn push_scalar(
    text: &mut String,
    client: &Client,
    types: &[&TypeDef],
    (definition, scalar): (&TypeDef, &Scalar),
    constants: &mut Scope,
) {
    let name = &definition.ident;
    let wrapped = match &scalar.inner {
        ScalarKind::CheckedText(rules) => {
            let wanted = format!("{}_TEXT", names::screaming(name.as_str()));
            let constant = constants.free(Ident(wanted), Case::Screaming);
            text.push_str(&pattern(definition, rules, &constant));
            format!("CheckedText({constant})")
        }
        inner => wrapped(inner, scalar.secrecy),
    };
    text.push_str("\ntrueup_client::scalar! {\n");
    text.push_str(&doc::slashes(&definition.doc.to_string(), "    "));
    if definition.deprecated {
        text.push_str("    #[deprecated]\n");
    }
    text.push_str(&format!("    pub struct {name}: {wrapped};\n}}\n"));
    if let Some(quantity) = scalar.quantity {
        push_quantity(text, client, name, quantity);
    }
    if let Some((twin, order)) = &scalar.twin
        && let Some(bytes) = bytes_of(scalar.secrecy, *order)
    {
        text.push_str(&conversions(
            name.as_str(),
            client.definition(*twin).ident.as_str(),
            bytes,
        ));
        push_siblings(text, types, definition, scalar);
    }
}

/// Conversions to the other encodings of the same bytes that come before it.
fn push_siblings(text: &mut String, types: &[&TypeDef], definition: &TypeDef, scalar: &Scalar) {
    let Some((root, order)) = scalar.twin else {
        return;
    };
    let earlier = types
        .iter()
        .take_while(|other| other.ident != definition.ident);
    for other in earlier {
        let Shape::Scalar(sibling) = &other.shape else {
            continue;
        };
        let between = match sibling.twin {
            Some((other, theirs)) if other == root && theirs == order => ByteOrder::Same,
            Some((other, _)) if other == root => ByteOrder::Reversed,
            _ => continue,
        };
        if sibling.secrecy == scalar.secrecy
            && let Some(bytes) = bytes_of(scalar.secrecy, between)
        {
            let (name, sibling) = (definition.ident.as_str(), other.ident.as_str());
            text.push_str(&conversions(name, sibling, bytes));
        }
    }
}

/// ```text
/// trueup_client::quantity!(Euro);
///
/// trueup_client::quantity!(Euro = 100 Cent);
/// ```
fn push_quantity(text: &mut String, client: &Client, name: &Ident, quantity: Amount) {
    text.push_str(&format!("\ntrueup_client::quantity!({name});\n"));
    if let Some((other, times)) = quantity.of {
        let other = &client.definition(other).ident;
        text.push_str(&format!(
            "\ntrueup_client::quantity!({name} = {times} {other});\n"
        ));
    }
}

/// What the newtype wraps, in the words of the runtime's macro.
fn wrapped(inner: &ScalarKind, secrecy: Secrecy) -> String {
    let secret = match secrecy {
        Secrecy::Secret => "Secret",
        _ => "",
    };
    match inner {
        ScalarKind::Number(kind) => match path::number(*kind) {
            float @ ("f32" | "f64") => format!("Float<{float}>"),
            integer => format!("Integer<{integer}>"),
        },
        ScalarKind::IntegerText(kind) => format!("StringInteger<{}>", path::integer_text(*kind)),
        ScalarKind::Text | ScalarKind::CheckedText(_) => format!("{secret}Text"),
        ScalarKind::Bytes(encoding) => format!("{secret}{}Bytes", encoding_name(*encoding)),
        ScalarKind::FixedBytes(encoding, length) => {
            format!("{secret}{}<{length}>", encoding_name(*encoding))
        }
        ScalarKind::Decimal => "Decimal".to_owned(),
        ScalarKind::Timestamp => "DateTime".to_owned(),
        ScalarKind::Date => "Date".to_owned(),
    }
}

fn encoding_name(encoding: ByteEncoding) -> &'static str {
    match encoding {
        ByteEncoding::Hex => "Hex",
        ByteEncoding::Base64 => "Base64",
        ByteEncoding::Base64Url => "Base64Url",
    }
}

/// The constant that a checked text is checked by.
fn pattern(definition: &TypeDef, rules: &TextRules, constant: &Ident) -> String {
    let shown = rules
        .pattern
        .as_ref()
        .map(Simple::to_string)
        .unwrap_or_default();
    let pieces: String = rules
        .pattern
        .iter()
        .flat_map(|pattern| &pattern.runs)
        .map(piece)
        .collect();
    let open = rules
        .pattern
        .as_ref()
        .is_none_or(|pattern| pattern.end == End::Open);
    let constructor = if open { "prefix" } else { "new" };
    let length = match (rules.min_length, rules.max_length) {
        (None, None) => String::new(),
        (min, max) => {
            let max = max.map_or("None".to_owned(), |max| format!("Some({max})"));
            format!(".with_length({}, {max})", min.unwrap_or(0))
        }
    };
    format!(
        "\n/// What a [`{}`] looks like.\nconst {}: trueup_client::Pattern = trueup_client::Pattern::{constructor}(\n    {shown:?},\n    &[\n{pieces}    ],\n){length};\n",
        definition.ident, constant,
    )
}

fn piece(run: &Run) -> String {
    let max = run
        .max
        .map_or("None".to_owned(), |max| format!("Some({max})"));
    format!(
        "        trueup_client::Piece::new(&[{}], {}, {max}),\n",
        run.set.literals(),
        run.min
    )
}

/// How a value of one encoding is made of another's, `value`. Secrets keep their bytes where they are, so
/// there is no turning them round.
fn bytes_of(secrecy: Secrecy, order: ByteOrder) -> Option<&'static str> {
    match (secrecy, order) {
        (Secrecy::Open, ByteOrder::Same) => Some("Self::from_bytes(*value.as_bytes())"),
        (Secrecy::Open, ByteOrder::Reversed) => {
            Some("Self::from_bytes(trueup_client::scalar::reversed(*value.as_bytes()))")
        }
        (Secrecy::Secret, ByteOrder::Same) => Some("Self(value.0)"),
        (Secrecy::Secret, ByteOrder::Reversed) => None,
    }
}

/// Conversions between two encodings of the same bytes.
fn conversions(name: &str, twin: &str, made: &str) -> String {
    [(name, twin), (twin, name)]
        .map(|(from, to)| {
            format!(
                "\nimpl From<{from}> for {to} {{\n    #[inline]\n    fn from(value: {from}) -> Self {{\n        {made}\n    }}\n}}\n"
            )
        })
        .concat()
}
