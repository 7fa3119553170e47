//! What both targets ask of a generation, whatever its documents.

use trueup_codegen::config::Config;
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::source::Sources;

const SETTINGS: &str = "
prefix = 'any'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

/// Generates from files, given as path and text. Either something was said against them, or what is emitted parses.
///
/// # Panics
///
/// Where neither holds: that is what is looked for.
pub fn survives<const N: usize>(files: [(&str, String); N]) {
    let sources = Sources::new(files.map(|(path, text)| (path.to_owned(), text)).into());
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS).expect("the settings are in order");
    let generated =
        trueup_codegen::generate(&sources, &config, &mut diagnostics).expect("emitted code parses");
    let refused = diagnostics.has_errors();
    let sorted = diagnostics.into_sorted();
    let said = diagnostic::render(&sorted, &sources);
    for diagnostic in &sorted {
        assert!(diagnostic.span.is_none_or(|span| span.start.line <= span.end.line));
    }
    assert_eq!(generated.is_none(), refused, "{said}");
    for (path, text) in generated.iter().flat_map(|generated| &generated.files) {
        if path.ends_with(".rs") {
            syn::parse_file(text).expect("emitted code parses");
        } else if path.ends_with(".toml") {
            toml::from_str::<toml::Table>(text).expect("emitted manifests parse");
        }
    }
}
