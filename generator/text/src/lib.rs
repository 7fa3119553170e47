//! Text from strangers, written so that it stays text.
//!
//! Descriptions, names, values and file names come from people who are not to be trusted, and end up where text may
//! be more than text: rustdoc compiles code blocks, pages show HTML, shells expand words, terminals and CI logs obey
//! sequences of characters. For each of these places there is one way in, here; whoever emits anything goes by it.
//!
//! | place | way |
//! | --- | --- |
//! | rustdoc, `README.md`, reference pages | [`markdown`] (feature `markdown`) |
//! | a shell's command | [`shell`] |
//! | a terminal, the log of a CI run | [`terminal`] |
//! | JSON | [`json`] |
//! | code of Rust | [`rust`] |
//!
//! Characters that cannot be seen, or that make others look other than they are, stand raw nowhere: [`hidden`] says
//! which ones.

pub mod count;
pub mod hidden;
pub mod json;
#[cfg(feature = "markdown")]
pub mod markdown;
pub mod rust;
pub mod shell;
pub mod terminal;

/// The lines before and behind words that a page takes from a description: whoever holds the page against the description
/// need not hold these against it.
pub const QUOTATION: (&str, &str) = (
    "<!-- trueup: words of the description -->",
    "<!-- trueup: end of its words -->",
);
