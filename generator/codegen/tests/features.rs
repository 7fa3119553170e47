//! Parts of a client behind features: what its manifest and its front page say of them, and when there are none.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its fixture must stop"
)]

use trueup_codegen::config::Config;
use trueup_codegen::{FileSet, generate};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;

const TAGS: &str = include_str!("accepted/tags.yaml");

fn emitted(text: &str) -> Result<FileSet, String> {
    let sources = Sources::new([("tags.yaml".to_owned(), text.to_owned())].into());
    let config = Config::parse("prefix = 'test'\ncrates.tags.features = 'tags'").unwrap();
    let generated = generate(&sources, &config, &mut Diagnostics::new())?;
    Ok(generated.unwrap().files)
}

#[test]
fn each_part_is_a_feature_that_is_on_by_default() {
    let files = emitted(TAGS).unwrap();
    let manifest: toml::Value = toml::from_str(files.get("test-tags/Cargo.toml").unwrap()).unwrap();
    let features = manifest.get("features").unwrap();
    let list = |name: &str| -> Vec<&str> {
        let names = features.get(name).unwrap().as_array().unwrap();
        names.iter().map(|name| name.as_str().unwrap()).collect()
    };
    let parts = ["pets", "client-tag", "webhooks", "other-types"];
    assert_eq!(
        list("default"),
        [["client", "tls"].as_slice(), &parts].concat()
    );
    // A part needs those whose types its own are made of, and no others.
    assert_eq!(
        parts.map(list),
        [vec![], vec![], vec!["pets"], vec!["client-tag"]]
    );
    // The program makes a call of a part.
    let example = manifest.get("example").unwrap().get(0).unwrap();
    let required = example
        .get("required-features")
        .unwrap()
        .as_array()
        .unwrap();
    assert!(
        required.len() == 1
            || required
                .get(1)
                .unwrap()
                .as_str()
                .is_some_and(|name| parts.contains(&name))
    );
}

#[test]
fn the_front_page_and_the_readme_say_how_to_leave_parts_out() {
    let files = emitted(TAGS).unwrap();
    let library = files.get("test-tags/src/lib.rs").unwrap();
    assert!(
        library.contains("//! | `pets`, on by default | operations of the tag `pets`"),
        "{library}"
    );
    let readme = files.get("test-tags/README.md").unwrap();
    assert!(
        readme.contains("features = [\"client\", \"tls\", \"pets\"]"),
        "{readme}"
    );
}

#[test]
fn what_several_tags_need_is_in_none_of_them() {
    let files = emitted(TAGS).unwrap();
    let holds = |file: &str, text: &str| {
        let file = files.get(&format!("test-tags/src/{file}.rs"));
        file.is_some_and(|file| file.contains(text))
    };
    assert!(holds("types", "pub struct Problem"));
    assert!(holds("tag_pets/types", "pub struct NewPet"));
    assert!(holds("tag_client_tag/types", "pub struct Address"));
    assert!(holds("other_types/types", "pub struct Forgotten"));
    assert!(!holds("types", "pub struct Pet"));
}

#[test]
fn a_document_without_tags_has_no_features_by_tag() {
    let text = TAGS
        .replace("tags: [pets]", "")
        .replace("tags: [Client]", "");
    let error = emitted(&text).unwrap_err();
    assert!(error.contains("no operation has a tag"), "{error}");
}

#[test]
fn tags_in_any_letters_are_features() {
    for (tag, feature) in [
        ("Über", "uber"),
        ("日本", "tag"),
        ("\"]\\n\"", "n"),
        ("2FA", "2-fa"),
    ] {
        let text = TAGS.replace("tags: [pets]", &format!("tags: [{tag:?}]"));
        let files = emitted(&text).unwrap();
        let manifest = files.get("test-tags/Cargo.toml").unwrap();
        let manifest: toml::Value = toml::from_str(manifest).unwrap();
        assert!(
            manifest.get("features").unwrap().get(feature).is_some(),
            "{tag}"
        );
        let module = format!("test-tags/src/tag_{}.rs", feature.replace('-', "_"));
        assert!(files.contains_key(&module), "{tag}");
    }
}

#[test]
fn of_calls_alone_nothing_is_shown_at_the_root() {
    let text = "
openapi: 3.0.3
info: {title: Ping, version: '1'}
paths: {/ping: {get: {operationId: ping, tags: [status], responses: {'204': {description: Here.}}}}}
";
    let files = emitted(text).unwrap();
    let root = files.get("test-tags/src/lib.rs").unwrap();
    assert!(root.contains("mod tag_status;") && !root.contains("use tag_status::"));
}

#[test]
fn files_of_tags_have_names_that_files_can_have() {
    let long = "Tag ".repeat(100);
    let files = emitted(&TAGS.replace("pets", &long)).unwrap();
    let parts = files.keys().flat_map(|path| path.split('/'));
    let longest = parts.map(str::len).max();
    assert!(
        longest.is_some_and(|length| (64..128).contains(&length)),
        "{longest:?}"
    );
}
