//! What a section says about itself, so that nobody is told what stands there already.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use trueup_validator::registry::Upstream;

use crate::document::model::{Document, Section};

/// What a document says about properties where it describes objects on their own: rows and paragraphs that begin with
/// a property's name.
pub(crate) struct Said {
    about: BTreeMap<String, String>,
    /// What sections say, once it is known: by the section's address, the property, and what is asked.
    known: RefCell<BTreeMap<(usize, String, Asked), bool>>,
    /// The paragraphs of the section that was asked about last, and its address.
    last: RefCell<Option<(usize, Rc<Paragraphs>)>>,
}

/// The paragraphs of a section in small letters.
struct Paragraphs {
    all: Vec<String>,
    /// Those that say that something is deprecated.
    deprecating: Vec<String>,
}

/// What is asked about a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Deprecated,
    Upstream,
}

impl Said {
    /// Collects it.
    pub(super) fn of(document: &Document) -> Self {
        let mut about: BTreeMap<String, String> = BTreeMap::new();
        for section in document
            .sections
            .iter()
            .filter(|section| section.endpoint.is_none())
        {
            for paragraph in &section.prose {
                let text = paragraph.text().to_lowercase();
                let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
                let name = text.trim_start_matches(['`', ' ', '-', '*']);
                let name = name.split(|c| !letter(c)).next().unwrap_or_default();
                let last = name.rsplit('.').next().unwrap_or_default();
                if !last.is_empty() && WORDS.iter().chain(&OTHERS).any(|word| text.contains(word)) {
                    let known = about.entry(last.to_owned()).or_default();
                    known.push_str(&text);
                    known.push('\n');
                }
            }
        }
        Self {
            about,
            known: RefCell::default(),
            last: RefCell::default(),
        }
    }

    fn elsewhere(&self, name: &str, words: &[&str]) -> bool {
        self.about
            .get(&name.to_lowercase())
            .is_some_and(|text| words.iter().any(|word| has_word(text, word)))
    }

    /// Whether it is said that a property is deprecated.
    pub(super) fn deprecated(&self, section: &Section, name: &str) -> bool {
        let name = last(name);
        self.once(section, name, Asked::Deprecated, |prose| {
            says(&prose.deprecating, Some(name), &WORDS) || self.elsewhere(name, &WORDS)
        })
    }

    /// Whether it is said how another implementation treats a property.
    pub(super) fn upstream(&self, section: &Section, name: &str, upstream: &Upstream) -> bool {
        let (name, other) = (last(name), upstream.name.to_lowercase());
        self.once(section, name, Asked::Upstream, |prose| {
            says(&prose.all, Some(name), &OTHERS)
                || says(&prose.all, Some(name), &[&other])
                || self.elsewhere(name, &OTHERS)
                || self.elsewhere(name, &[&other])
        })
    }

    /// Reads a section once for each property.
    fn once(
        &self,
        section: &Section,
        name: &str,
        asked: Asked,
        read: impl Fn(&Paragraphs) -> bool,
    ) -> bool {
        let key = (address(section), name.to_owned(), asked);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let said = read(&self.paragraphs(section));
        self.known.borrow_mut().insert(key, said);
        said
    }

    fn paragraphs(&self, section: &Section) -> Rc<Paragraphs> {
        let mut last = self.last.borrow_mut();
        match &*last {
            Some((known, prose)) if *known == address(section) => Rc::clone(prose),
            _ => {
                let all = paragraphs(section);
                let telling = |text: &&String| WORDS.iter().any(|word| has_word(text, word));
                let deprecating = all.iter().filter(telling).cloned().collect();
                let prose = Rc::new(Paragraphs { all, deprecating });
                *last = Some((address(section), Rc::clone(&prose)));
                prose
            }
        }
    }
}

/// What tells the sections of a document apart.
fn address(section: &Section) -> usize {
    std::ptr::from_ref(section) as usize
}

/// The last name of a path such as `a[].b`.
fn last(name: &str) -> &str {
    name.rsplit('.')
        .next()
        .unwrap_or(name)
        .trim_end_matches("[]")
}

const WORDS: [&str; 9] = [
    "deprecated",
    "obsolete",
    "legacy",
    "no longer",
    "instead",
    "superseded",
    "replaced by",
    "use `",
    "older",
];
const OTHERS: [&str; 8] = [
    "stock",
    "upstream",
    "removed",
    "not available",
    "not supported",
    "unsupported",
    "deprecated",
    "does not exist",
];

/// Whether a section says that its operation is deprecated.
pub(super) fn says_deprecated(section: &Section) -> bool {
    // "Use this instead" may be said of a part.
    let words = [
        "deprecated",
        "obsolete",
        "legacy",
        "no longer",
        "superseded",
    ];
    says(&paragraphs(section), None, &words)
}

/// Whether a section says how another implementation of its operation differs.
pub(super) fn says_upstream(section: &Section, upstream: &Upstream) -> bool {
    let other = upstream.name.to_lowercase();
    let instead = upstream.instead.map(str::to_lowercase);
    let mut words = OTHERS.to_vec();
    words.push(&other);
    words.extend(instead.as_deref());
    says(&paragraphs(section), None, &words)
}

/// The paragraphs of a section in small letters.
fn paragraphs(section: &Section) -> Vec<String> {
    let prose = section.prose.iter();
    prose.map(|it| it.text().to_lowercase()).collect()
}

/// Whether one of some paragraphs has one of some words, and the name that is asked about.
fn says(paragraphs: &[String], name: Option<&str>, words: &[&str]) -> bool {
    let name = name.map(str::to_lowercase);
    paragraphs.iter().any(|text| {
        name.as_ref().is_none_or(|name| has_word(text, name))
            && words.iter().any(|word| has_word(text, word))
    })
}

/// Whether a text holds a word as a whole.
fn has_word(text: &str, word: &str) -> bool {
    // Cheap looks first: this is much faster than to look for where it is.
    if !text.contains(word) {
        return false;
    }
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
        let said = |name| says(&paragraphs(&section), Some(name), &WORDS);
        assert!(said("fee_sat"));
        assert!(!said("fee"));
        assert!(says_deprecated(&section));
    }
}
