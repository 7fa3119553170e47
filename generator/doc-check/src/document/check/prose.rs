//! What a section says about itself, so that nobody is told what stands there already.

use trueup_validator::registry::Upstream;

use crate::document::model::Section;

/// Whether a section says that something is deprecated: of a name, in the same paragraph.
pub(super) fn says_deprecated(section: &Section, name: Option<&str>) -> bool {
    const WORDS: [&str; 9] = [
        "deprecated", "obsolete", "legacy", "no longer", "instead", "superseded", "replaced by", "use `", "older",
    ];
    says(section, name, &WORDS)
}

/// Whether a section says how another implementation differs.
pub(super) fn says_upstream(section: &Section, name: Option<&str>, upstream: &Upstream) -> bool {
    let other = upstream.name.to_lowercase();
    let mut words = vec![
        other.as_str(), "stock", "upstream", "removed", "not available", "not supported", "unsupported", "deprecated",
        "does not exist",
    ];
    let instead = upstream.instead.map(str::to_lowercase);
    if let (Some(instead), None) = (&instead, name) {
        words.push(instead);
    }
    says(section, name, &words)
}

fn says(section: &Section, name: Option<&str>, words: &[&str]) -> bool {
    section.prose.iter().any(|paragraph| {
        let text = paragraph.text().to_lowercase();
        name.is_none_or(|name| has_word(&text, &name.to_lowercase())) && words.iter().any(|word| has_word(&text, word))
    })
}

/// Whether a text holds a word as a whole.
fn has_word(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(word)) {
        let start = from + found;
        let end = start + word.len();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        let edge = |inner: Option<char>, outer: Option<char>| !(letter(inner) && letter(outer));
        if edge(word.chars().next(), before) && edge(word.chars().next_back(), after) {
            return true;
        }
        from = end.max(start + 1);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::Mapped;

    #[test]
    fn a_section_speaks_for_itself() {
        let section = Section {
            prose: vec![
                Mapped::verbatim("`fee_sat` is deprecated.", 0),
                Mapped::verbatim("`fee` is what it costs.", 0),
            ],
            ..Section::default()
        };
        assert!(says_deprecated(&section, Some("fee_sat")));
        assert!(!says_deprecated(&section, Some("fee")));
        assert!(says_deprecated(&section, None));
    }
}
