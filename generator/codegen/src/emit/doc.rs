//! Markdown as comments of Rust.
//!
//! What comes in is safe already: the emitter's own words, and what `trueup_text` made of those of the document.

use proc_macro2::TokenStream;
use quote::quote;
use trueup_text::hidden;

/// `#[doc]` attributes for a text, one a line; nothing for an empty text.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// `///` lines with this indentation, each with its line break.
pub(super) fn slashes(text: &str, indent: &str) -> String {
    lines(text)
        .iter()
        .map(|line| format!("{indent}///{line}\n"))
        .collect()
}

/// The lines of a text, each with the space that `///` wants.
pub(super) fn lines(text: &str) -> Vec<String> {
    // No comment may hold a hidden character, whoever wrote it.
    let text = hidden::prose(text);
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let lines = text.lines().map(str::trim_end);
    lines
        .map(|line| match line {
            "" => String::new(),
            line => format!(" {line}"),
        })
        .collect()
}
