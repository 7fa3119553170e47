//! `string_enums.rs`: an enum for each set of strings.

use super::{Parts, doc};
use crate::model::{Ident, IntegerEnum, Openness, Shape, StringEnum, TypeDef};
use crate::parts;
use crate::render::HEADER;
use trueup_text::markdown::code;

/// What the module is about.
pub(super) const SUBJECT: &str = "Sets of words that the API uses.";

/// The files, or nothing if there is no string enum.
///
/// One string enum looks like this:
///
/// ```text
/// trueup_client::open_enum! {
///     /// State of an account.
///     pub enum AccountStatus else Unknown {
///         /// `active`
///         Active = "active",
///     }
/// }
/// ```
pub(super) fn emit(types: &[&TypeDef]) -> Option<Parts> {
    let enums = types.iter().filter_map(|definition| {
        let mut text = String::new();
        match &definition.shape {
            Shape::StringEnum(string_enum) => push_vocabulary(&mut text, definition, string_enum),
            Shape::IntegerEnum(integers) => push_integers(&mut text, definition, integers),
            _ => return None,
        }
        Some((definition.ident.as_str(), text))
    });
    let enums: Vec<_> = enums.collect();
    if enums.is_empty() {
        return None;
    }
    let parts = parts::of(enums, |(name, _)| name, |(_, text)| text.lines().count());
    let files = parts.into_iter().map(|(letters, enums)| {
        let enums: String = enums.into_iter().map(|(_, text)| text).collect();
        (letters, format!("// {HEADER}\n\n//! {SUBJECT}\n{enums}"))
    });
    Some(files.collect())
}

fn push_vocabulary(text: &mut String, definition: &TypeDef, string_enum: &StringEnum) {
    let macros = ["open_enum", "closed_enum"];
    let values = string_enum.values.iter().map(|value| {
        let wire = &value.wire;
        (&value.ident, wire.clone(), format!("{wire:?}"))
    });
    push(
        text,
        definition,
        macros,
        string_enum.openness,
        values.collect(),
    );
}

fn push_integers(text: &mut String, definition: &TypeDef, integers: &IntegerEnum) {
    let macros = ["open_integers", "closed_integers"];
    let values = integers.values.iter().map(|value| {
        let wire = value.wire.to_string();
        (&value.ident, wire.clone(), wire)
    });
    push(
        text,
        definition,
        macros,
        integers.openness,
        values.collect(),
    );
}

/// One enum: each value with its name, its text and its literal.
fn push(
    text: &mut String,
    definition: &TypeDef,
    [open, closed]: [&str; 2],
    openness: Openness,
    values: Vec<(&Ident, String, String)>,
) {
    let (name, rest) = match openness {
        Openness::Open => (open, format!(" else {}", unknown(&values))),
        Openness::Closed => (closed, String::new()),
    };
    text.push_str(&format!("\ntrueup_client::{name}! {{\n"));
    text.push_str(&doc::slashes(&definition.doc.to_string(), "    "));
    if definition.deprecated {
        text.push_str("    #[deprecated]\n");
    }
    text.push_str(&format!("    pub enum {}{rest} {{\n", definition.ident));
    for (ident, shown, literal) in &values {
        text.push_str(&doc::slashes(&value(shown), "        "));
        text.push_str(&format!("        {ident} = {literal},\n"));
    }
    text.push_str("    }\n}\n");
}

/// A value as the documentation of its variant.
fn value(wire: &str) -> String {
    if wire.trim().is_empty() {
        "An empty text, or white space.".to_owned()
    } else {
        code(wire)
    }
}

/// The variant for values that are not listed, under a name that none of them has.
fn unknown(values: &[(&Ident, String, String)]) -> &'static str {
    let taken = |name: &str| values.iter().any(|(ident, ..)| ident.as_str() == name);
    ["Unknown", "Other", "Unlisted"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("NotListedInTheDocument")
}
