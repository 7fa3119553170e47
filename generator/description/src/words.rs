//! The words of which a name on the wire is made, whatever joins them there.

use trueup_text::hidden::is_hidden;
use unicode_normalization::UnicodeNormalization;

/// Lower-case words of a wire name: split at anything that no identifier may hold, at `aB`, and before
/// the last capital of `HTTPServer`. Identifiers may hold characters that cannot be seen (Unicode Standard Annex #31,
/// section 2.3), words do not. Names that are equal in Normalization Form C have the same words: compilers take
/// such identifiers for one (Rust reference, "Identifiers").
pub fn words(wire: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous: Option<char> = None;
    let mut rest = wire.nfc().peekable();
    let parts = |c: char| !unicode_ident::is_xid_continue(c) || c == '_' || is_hidden(c);
    while let Some(c) = rest.next() {
        if parts(c) {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            previous = None;
            continue;
        }
        let after_small = previous.is_some_and(|p| p.is_lowercase() || p.is_numeric());
        let ends_capitals = previous.is_some_and(char::is_uppercase)
            && rest.peek().is_some_and(|n| n.is_lowercase());
        if c.is_uppercase() && (after_small || ends_capitals) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
        previous = Some(c);
    }
    if !word.is_empty() {
        words.push(word);
    }
    // Small letters of a composed capital may be composed no more.
    words.iter().map(|word| word.nfc().collect()).collect()
}

/// A word with its first letter in capitals.
pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).nfc().collect()
    })
}
