//! What is recognised in documents: each form is right once, and wrong in one place, where that must be seen.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot read its description should stop"
)]

mod bodies;
mod calls;
mod endpoints;
mod includes;
mod parameters;

use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::document::{Complete, Options, Pages, check_with};
use trueup_docs::settings::Settings;
use trueup_registry::Arena;
use trueup_validator::registry::Api;

/// Judges by the description of tours.
fn with_tours<T>(judge: impl FnOnce(&Api<'_>) -> T) -> T {
    let description = include_str!("../../wild/tours/spec/tours.yaml").to_owned();
    let sources = Sources::new([("tours.yaml".to_owned(), description)].into());
    let arena = Arena::default();
    let mut diagnostics = Diagnostics::new();
    judge(&trueup_registry::load(&sources, &mut diagnostics, &arena).unwrap())
}

/// Line and code of each finding in a document of a name.
fn codes(name: &str, text: &str) -> Vec<(u32, &'static str)> {
    codes_by(name, text, &Settings::default())
}

/// The same by the decisions of a team.
fn codes_by(name: &str, text: &str, settings: &Settings) -> Vec<(u32, &'static str)> {
    let options = Options {
        complete: Complete::No,
    };
    let documents = [(name.to_owned(), text.to_owned())];
    let pages = Pages {
        documents: &documents,
        beside: &[],
    };
    let found = with_tours(|api| check_with(api, pages, options, settings));
    found
        .findings
        .iter()
        .map(|finding| (finding.line.unwrap_or(0), finding.code))
        .collect()
}

/// A document is right, and with `right` replaced by `wrong` there is one finding, where that stands.
fn seen(name: &str, text: &str, right: &str, wrong: &str, code: &str) {
    assert_eq!(codes(name, text), [], "{text}");
    let broken = text.replacen(right, wrong, 1);
    assert_ne!(broken, text, "`{right}` is not in it");
    let at = text.find(right).unwrap();
    let line = 1 + text[..at].matches('\n').count();
    assert_eq!(
        codes(name, &broken),
        [(u32::try_from(line).unwrap(), code)],
        "{broken}"
    );
}
