//! What is said where something cannot be done as asked, and that it ends with 2.

use std::fs;

use super::{PETS, put, run, said, trueup};

/// A slip in what is to be checked is told before a missing description; where that was looked for is said, and how it is
/// named.
#[test]
fn a_missing_description_is_no_finding() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    fs::create_dir(root.join("below")).unwrap();
    put(root, "body.json", "1");
    put(root, "notes.yaml", "a: 1\n");
    let refused = |arguments: &[&str], words: &[&str]| {
        let output = trueup(root, arguments);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        for word in words {
            assert!(said(&output).contains(word), "{word}: {}", said(&output));
        }
    };
    let folder = root.canonicalize().unwrap();
    let nothing = format!("there is no description in {}", folder.display());
    refused(&["docs", "x.md"], &["cannot read x.md"]);
    refused(&["body", "x.json"], &["cannot read x.json"]);
    refused(&["exchanges", "x.har"], &["cannot read x.har"]);
    refused(&["exchanges", "."], &[&nothing, "`--spec PATH`"]);
    refused(&["body", "body.json"], &[&nothing, "`--spec PATH`"]);
    for verb in ["check", "generate", "operations"] {
        refused(&[verb], &[&nothing, "`openapi` or `swagger`"]);
        refused(&[verb, "below"], &[&format!("{}/below:", folder.display())]);
    }
    put(root, "below/pets.yaml", PETS);
    refused(
        &["check", "below", "below/pets.yaml"],
        &["below is a folder: name it alone, or files alone"],
    );
}

#[test]
fn a_schema_is_no_description_for_documents() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "Item.yaml", "type: object\n");
    put(root, "page.md", "### GET /pets\n");
    for verb in ["docs", "exchanges"] {
        let output = trueup(root, &[verb, "--spec", "Item.yaml", "page.md"]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        let words = "Item.yaml describes no operations, it is a schema by itself";
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

/// Whoever names a file of something else is told what it is taken for.
#[test]
fn what_is_taken_for_a_schema_is_said() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let words =
        "package.json has neither a key `openapi` nor `swagger`: it is read as a JSON Schema";
    put(root, "package.json", "{\"type\": \"module\"}");
    let output = trueup(root, &["check", "package.json"]);
    assert!(said(&output).contains(words), "{}", said(&output));
    put(
        root,
        "package.json",
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
    );
    let output = trueup(root, &["check", "package.json"]);
    assert!(!said(&output).contains("neither"), "{}", said(&output));
    put(root, "pets.yaml", PETS);
    let output = trueup(root, &["check", "pets.yaml"]);
    assert!(!said(&output).contains("neither"), "{}", said(&output));
}

/// A description of pets, and a page that has the type of a parameter wrong.
fn wrong(root: &std::path::Path) -> &'static str {
    let limit = "{parameters: [{name: limit, in: query, schema: {type: integer}}], operationId";
    put(root, "pets.yaml", &PETS.replace("{operationId", limit));
    "### GET /pets\n\n| name | type |\n| --- | --- |\n| `limit` | string |\n"
}

#[test]
fn standard_input_is_read_and_named_alike() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let page = wrong(root);
    let output = run(root, &["check", "-"], "");
    assert!(
        said(&output).contains("`<stdin>` is no document"),
        "{}",
        said(&output)
    );
    let docs = |more: &[&str]| run(root, &[&["docs", "-"], more].concat(), page);
    let output = docs(&[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let finding = "<stdin>.md:5:13: error[parameter-type]";
    assert!(said(&output).contains(finding), "{}", said(&output));
    let shown = said(&docs(&["--dry-run"]));
    assert!(shown.contains("+| `limit` | integer |\n"), "{shown}");
    for flag in ["--fix", "--watch"] {
        assert_eq!(docs(&[flag]).status.code(), Some(2));
    }
}

/// Nobody writes a folder of somebody else's, so nothing is said of the documents.
#[test]
fn a_folder_of_others_is_refused_before_all_else() {
    let place = tempfile::tempdir().unwrap();
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("operationId: listPets, ", ""),
    );
    let output = trueup(place.path(), &["generate", "pets.yaml", "--out", "."]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(
        said.starts_with("error: ") && said.contains("none that this command wrote"),
        "{said}"
    );
}

#[test]
fn a_dry_run_is_one_of_mending() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let page = wrong(root);
    put(root, "page.md", page);
    let shown = said(&trueup(root, &["docs", "page.md", "--dry-run"]));
    assert!(shown.contains("+| `limit` | integer |\n"), "{shown}");
    assert_eq!(fs::read_to_string(root.join("page.md")).unwrap(), page);
    let without = said(&trueup(
        root,
        &["docs", "page.md", "--allow", "unknown-endpoint"],
    ));
    assert!(
        without.contains("`--allow 'unknown-endpoint=the reason'`"),
        "{without}"
    );
}

#[test]
fn an_empty_recording_is_said_to_be_empty() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "pets.yaml", PETS);
    for name in ["a.json", "a.har"] {
        put(root, name, "\n");
        let output = trueup(root, &["exchanges", name]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            said(&output).contains("the file is empty"),
            "{}",
            said(&output)
        );
    }
}
