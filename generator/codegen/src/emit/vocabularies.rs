//! `vocabularies.rs`: an enum for each set of strings.

use super::{doc, scalars};
use crate::ir::shape::{Ident, Openness, Shape, TypeDef, Vocabulary};
use crate::render::HEADER;

/// The file, or nothing if there is no vocabulary.
///
/// One vocabulary looks like this:
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
pub(super) fn emit(types: &[&TypeDef]) -> Option<String> {
    let mut text = String::new();
    for definition in types {
        if let Shape::Vocabulary(vocabulary) = &definition.shape {
            push_vocabulary(&mut text, definition, vocabulary);
        }
    }
    (!text.is_empty())
        .then(|| format!("// {HEADER}\n\n//! Sets of words that the API uses.\n{text}"))
}

fn push_vocabulary(text: &mut String, definition: &TypeDef, vocabulary: &Vocabulary) {
    let (name, rest) = match vocabulary.openness {
        Openness::Open => ("open_enum", format!(" else {}", unknown(vocabulary))),
        Openness::Closed => ("closed_enum", String::new()),
    };
    text.push_str(&format!("\ntrueup_client::{name}! {{\n"));
    text.push_str(&doc::slashes(
        &doc::from_markdown(&scalars::documentation(definition)),
        "    ",
    ));
    if definition.deprecated {
        text.push_str("    #[deprecated]\n");
    }
    text.push_str(&format!("    pub enum {}{rest} {{\n", definition.ident));
    for value in &vocabulary.values {
        text.push_str(&format!(
            "        /// `{}`\n        {} = {:?},\n",
            value.wire, value.ident, value.wire
        ));
    }
    text.push_str("    }\n}\n");
}

/// The variant for values that are not listed, under a name that none of them has.
fn unknown(vocabulary: &Vocabulary) -> &'static str {
    let taken = |name: &str| {
        vocabulary
            .values
            .iter()
            .any(|value| value.ident == Ident(name.to_owned()))
    };
    ["Unknown", "Other", "Unlisted"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("NotListedInTheDocument")
}
