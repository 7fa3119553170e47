//! Hand-written Rust beside a document becomes a module of its crate.

use std::collections::BTreeMap;

use trueup_codegen::Generated;
use trueup_codegen::config::Config;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;

const SETTINGS: &str = "
prefix = 'zoo'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

const DOCUMENT: &str = "{openapi: 3.0.3, info: {title: Pets, version: '1'}, paths: {}}";

const TEXT: &str =
    "//! What only pets have.\n\n/// The sound of a dog.\npub const BARK: &str = \"woof\";\n";

fn generate(stem: &str) -> Result<Option<Generated>, String> {
    let texts = ["pets.yaml", "staff.yaml"].map(|path| (path.to_owned(), DOCUMENT.to_owned()));
    let mut config = Config::parse(SETTINGS)?;
    config.extensions = BTreeMap::from([(stem.to_owned(), TEXT.to_owned())]);
    trueup_codegen::generate(
        &Sources::new(texts.into()),
        &config,
        &mut Diagnostics::new(),
    )
}

#[test]
fn it_is_copied_into_the_crate_of_its_document_alone() {
    let files = generate("pets").unwrap().unwrap().files;
    let copy = files.get("zoo-pets/src/extension.rs").unwrap();
    let (header, text) = copy.split_once("\n\n").unwrap();
    assert!(header.starts_with("// @generated"), "{header}");
    assert_eq!(text, TEXT);
    let declares = |name: &str| {
        let library = files.get(&format!("{name}/src/lib.rs")).unwrap();
        library.contains("\npub mod extension;\n")
    };
    assert!(declares("zoo-pets"));
    assert!(!declares("zoo-staff") && !files.contains_key("zoo-staff/src/extension.rs"));
}

#[test]
fn one_without_a_document_is_not_left_out_silently() {
    let error = generate("parts").unwrap_err();
    assert!(error.contains("`parts/extension.rs`"), "{error}");
}
