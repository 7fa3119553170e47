//! Which files are read, and which operations of them.

use std::fs;
use std::process::Command;

use super::{PETS, TWO_TAGS, names, put, run, said, trueup};

const SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Pet",
  "type": "object",
  "required": ["name"],
  "properties": {"name": {"type": "string"}, "legs": {"type": "integer", "minimum": 0}}
}"#;

/// A repository as they are: nothing is said of what is no description.
#[test]
fn other_files_of_a_repository_are_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let reference = "      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '../parts/pet.yaml#/Pet'}}}}}\n";
    let document = format!("{PETS}  /pet:\n    get:\n      operationId: getPet\n{reference}");
    put(root, "services/pets.yaml", &document);
    put(
        root,
        "parts/pet.yaml",
        "Pet: {type: object, properties: {name: {type: string}}}\n",
    );
    put(
        root,
        "deploy/pod.yaml",
        "apiVersion: v1\nkind: Pod\n---\nkind: Pod\n",
    );
    put(
        root,
        "chart/templates/a.yaml",
        "openapi: {{ .Values.name }}\n{{- if .x }}\n",
    );
    // Settings of other programs have the key of a document, too.
    put(root, "chart/values.yaml", "swagger:\n  enabled: true\n");
    put(
        root,
        "server.yml",
        "openapi:\n  title: Pets\n  version: 1.0\n",
    );
    put(root, "docs.json", "{\"openapi\": [\"services/pets.yaml\"]}");
    put(
        root,
        "package.json",
        "{\"openapi\": \"services/pets.yaml\", \"dependencies\": {\"openapi\": \"1\"},}",
    );
    put(root, "docker-compose.yml", "services: &a\n  <<: *b\n");
    put(
        root,
        "node_modules/x/openapi.yaml",
        "openapi: 3.0.3\npaths: [\n",
    );
    put(root, "target/openapi.yaml", "openapi: 3.0.3\npaths: [\n");
    put(root, "build/openapi.yaml", "openapi: 3.0.3\npaths: [\n");
    put(root, ".gitignore", "build\n");
    let checked = || {
        let output = trueup(root, &["check"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(
            said(&output),
            "1 document, 2 operations, 0 examples: 0 errors, 0 warnings\n"
        );
    };
    checked();
    // Settings in a repository change nothing of that.
    assert_eq!(trueup(root, &["init"]).status.code(), Some(0));
    checked();
    let asked = trueup(root, &["check", "--warn", "unused-fragment"]);
    assert!(said(&asked).contains("--> "), "{}", said(&asked));
}

#[test]
fn a_plain_schema_is_a_document() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "pet.json", SCHEMA);
    put(
        place.path(),
        "good.json",
        r#"{"name": "Rex", "legs": 4, "more": true}"#,
    );
    put(place.path(), "bad.json", "{\n  \"legs\": -1\n}");
    let judge = |body| trueup(place.path(), &["body", "--spec", "pet.json", body]);
    let good = judge("good.json");
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    let bad = judge("bad.json");
    assert_eq!(bad.status.code(), Some(1), "{}", said(&bad));
    for finding in ["bad.json:2:11: error[minimum]", "error[required]"] {
        assert!(said(&bad).contains(finding), "{}", said(&bad));
    }
    let arguments = ["generate", "pet.json", "--out", "out"];
    let output = trueup(place.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let types = fs::read_to_string(place.path().join("out/pet/src/types.rs")).unwrap();
    assert!(types.contains("pub struct Pet"), "{types}");
    assert!(place.path().join("out/pet-validator/src").is_dir());
}

#[test]
fn a_fragment_is_not_the_document_of_its_name() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    put(folder, "one/common.yaml", PETS);
    let refers = "{'200': {$ref: 'common.yaml#/fine'}}";
    let text = PETS.replace("{'204': {description: Fine.}}", refers);
    put(folder, "two/Pets.v2.yaml", &text);
    put(folder, "two/common.yaml", "fine: {description: Fine.}\n");
    let generate = |document: &str, name: &str, more: &[&str]| {
        let arguments = ["generate", document, "--name", name, "--out", "out"];
        let output = trueup(folder, &[&arguments[..], more].concat());
        assert!(output.status.success(), "{}", said(&output));
        names(&folder.join("out/reference"))
    };
    generate("one/common.yaml", "one", &[]);
    let pages = generate("two/Pets.v2.yaml", "two", &[]);
    assert!(pages.contains(&"common.md".to_owned()), "{pages:?}");
    assert!(pages.contains(&"pets-v2.md".to_owned()), "{pages:?}");
    // What is no longer emitted of a document is deleted, whatever its file is called.
    let pages = generate("two/Pets.v2.yaml", "two", &["--clients-only"]);
    assert!(!pages.contains(&"pets-v2.md".to_owned()), "{pages:?}");
}

#[test]
fn a_mistyped_folder_gets_no_settings() {
    let place = tempfile::tempdir().unwrap();
    let output = trueup(place.path(), &["init", "apy"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("apy is no folder"));
    assert!(!place.path().join("apy").exists());
    let output = said(&trueup(place.path(), &["init"]));
    let next = "\nNext: put a description there, such as openapi.yaml, then trueup generate .\n";
    assert!(output.ends_with(next), "{output}");
}

#[test]
fn what_came_by_standard_input_is_called_so() {
    let place = tempfile::tempdir().unwrap();
    let text = PETS.replace("operationId", "operationID");
    let output = said(&run(place.path(), &["check", "-"], &text));
    assert!(output.contains("--> <stdin>:6:"), "{output}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_of_the_folder_is_refused() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("repository");
    put(&root, "api/pets.yaml", PETS);
    put(place.path(), "outside/pets.yaml", PETS);
    let checked = || said(&trueup(&root, &["check", "."]));
    let refused = |words: &str| {
        let output = trueup(&root, &["check", "."]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(words), "{}", said(&output));
    };
    // A link to what is read anyway adds nothing, and neither does a folder that is linked.
    symlink("api/pets.yaml", root.join("linked.yaml")).unwrap();
    symlink("api", root.join("also")).unwrap();
    assert!(checked().contains("1 document,"), "{}", checked());
    for (link, target, words) in [
        ("out.yaml", "../outside/pets.yaml", "out of the folder"),
        ("out", "../outside", "out of the folder"),
        ("again", ".", "leads back"),
    ] {
        symlink(target, root.join(link)).unwrap();
        refused(words);
        fs::remove_file(root.join(link)).unwrap();
    }
    let made = Command::new("mkfifo").arg(root.join("pipe.yaml")).status();
    assert!(made.unwrap().success());
    refused("a named pipe");
}

/// A schema of a file of its own is called after the file, letter by letter, as a bundle calls it.
#[test]
fn a_schema_is_called_after_its_file() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let answer = "{'200': {description: A pet., content: {application/json: {schema: {$ref: 'schemas/HousePet.yaml'}}}}}";
    put(
        root,
        "pets.yaml",
        &PETS.replace("{'204': {description: Fine.}}", answer),
    );
    put(root, "schemas/HousePet.yaml", "type: object\n");
    put(root, "body.json", "{}");
    let arguments = [
        "body",
        "--spec",
        "pets.yaml",
        "--schema",
        "HousePet",
        "body.json",
    ];
    let output = trueup(root, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let bundled = said(&trueup(root, &["bundle", "pets.yaml"]));
    assert!(bundled.contains("HousePet:"), "{bundled}");
    let output = trueup(root, &["generate", "pets.yaml", "--name", "pets"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let types = fs::read_to_string(root.join("generated/pets/src/types.rs")).unwrap();
    assert!(types.contains("struct HousePet"), "{types}");
}

/// What the chosen operations need is emitted: also what a discriminator leads to by name alone.
#[test]
fn operations_can_be_chosen() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "api/shop.yaml", TWO_TAGS);
    for choice in [
        ["--tag", "pets"],
        ["--path", "/p*"],
        ["--operation", "listPets"],
    ] {
        let arguments = ["generate", "api", "--name", "shop"];
        let output = trueup(root, &[&arguments[..], &choice].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let types = root.join("generated/shop/src/types.rs");
        let types = fs::read_to_string(types).unwrap();
        assert!(
            types.contains("struct Cat") && types.contains("struct Toy"),
            "{types}"
        );
        assert!(!types.contains("struct Order"), "{types}");
        let page = fs::read_to_string(root.join("generated/reference/shop.md")).unwrap();
        assert!(!page.contains("/orders"), "{page}");
    }
    put(
        root,
        "api/generate.toml",
        "[operations]\ntags = ['orders']\n",
    );
    let output = trueup(root, &["generate", "api"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let expected = "no operation has the tag `pet`; did you mean `pets`?";
    for verb in ["generate", "check", "operations"] {
        let output = trueup(root, &[verb, "api", "--tag", "pet"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(expected), "{}", said(&output));
    }
}

/// What is chosen in the settings is the description, for whatever is held against it.
#[test]
fn a_choice_holds_for_every_verb() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "api/shop.yaml", TWO_TAGS);
    put(root, "page.md", "### GET /pets\n\n### GET /orders\n");
    put(root, "body.json", "{\"note\": 1}");
    let docs = ["docs", "--spec", "api", "page.md"];
    let body = [
        "body",
        "--spec",
        "api",
        "--operation",
        "listOrders",
        "--response",
        "200",
        "body.json",
    ];
    assert_eq!(trueup(root, &docs).status.code(), Some(0));
    assert_eq!(trueup(root, &body).status.code(), Some(1));
    put(root, "api/generate.toml", "[operations]\ntags = ['pets']\n");
    let output = said(&trueup(root, &docs));
    assert!(
        output.contains("page.md:3:5: error[unknown-endpoint]"),
        "{output}"
    );
    let output = said(&trueup(root, &body));
    assert!(
        output.contains("no operation is called listOrders"),
        "{output}"
    );
    let output = said(&trueup(root, &["operations", "api"]));
    assert!(output.ends_with("1 operation\n"), "{output}");
    let output = said(&trueup(root, &["check", "api", "--path", "/orders"]));
    assert!(output.contains("1 operation"), "{output}");
}
