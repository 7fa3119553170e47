//! The program as a newcomer runs it, in folders of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folders must stop"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PETS: &str = "openapi: 3.0.3
info: {title: 'Pet Store (v2)', version: 2.1.0}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets:
    get: {operationId: listPets, responses: {'204': {description: Fine.}}}
";

fn trueup(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, arguments, "")
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trueup"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that cannot run ends before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn put(folder: &Path, path: &str, text: &str) -> PathBuf {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_document_is_enough() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "my.openapi file.yaml", PETS);
    let output = trueup(
        place.path(),
        &["generate", "my.openapi file.yaml", "--out", "out"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let out = place.path().join("out");
    assert_eq!(
        names(&out),
        [
            "pet-store-v2",
            "pet-store-v2-validator",
            "reference",
            "runtime"
        ]
    );
    let manifest = fs::read_to_string(out.join("pet-store-v2/Cargo.toml")).unwrap();
    assert!(manifest.contains("version = \"2.1.0\""), "{manifest}");
    assert!(!manifest.contains("license"), "{manifest}");
    assert!(
        manifest.contains("path = \"../runtime/client-runtime\""),
        "{manifest}"
    );
    assert!(out.join("runtime/client-runtime/LICENSE-MIT").exists());
    let again = trueup(
        place.path(),
        &[
            "generate",
            "my.openapi file.yaml",
            "--out",
            "out",
            "--check",
        ],
    );
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
}

#[test]
fn what_is_emitted_can_be_chosen() {
    let place = tempfile::tempdir().unwrap();
    let arguments = [
        "generate",
        "-",
        "--name",
        "pets",
        "--clients-only",
        "--runtime",
        "registry",
    ];
    let output = run(place.path(), &arguments, PETS);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let out = place.path().join("generated");
    assert_eq!(names(&out), ["pets"]);
    let manifest = fs::read_to_string(out.join("pets/Cargo.toml")).unwrap();
    assert!(!manifest.contains("path ="), "{manifest}");
    assert!(!manifest.contains("validate"), "{manifest}");
    let arguments = ["generate", "-", "--name", "toys", "--clients-only"];
    run(place.path(), &arguments, PETS);
    let arguments = ["generate", "-", "--name", "pets", "--emit", "reference"];
    let output = run(place.path(), &arguments, PETS);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        names(&out),
        ["reference", "runtime", "toys"],
        "what is no longer emitted of this document is deleted"
    );
}

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
        "name: {{ .Values.name }}\n{{- if .x }}\n",
    );
    put(
        root,
        "package.json",
        "{\"dependencies\": {\"openapi\": \"1\"},}",
    );
    put(root, "docker-compose.yml", "services: &a\n  <<: *b\n");
    put(root, "node_modules/x/openapi.yaml", "openapi: [\n");
    put(root, "target/openapi.yaml", "openapi: [\n");
    put(root, "build/openapi.yaml", "openapi: [\n");
    put(root, ".gitignore", "build\n");
    let output = trueup(root, &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        said(&output),
        "1 documents, 2 operations, 0 examples: 0 errors, 0 warnings\n"
    );
}

#[test]
fn a_fault_is_shown_at_its_line_and_explained() {
    let place = tempfile::tempdir().unwrap();
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("operationId: listPets, ", ""),
    );
    let output = trueup(place.path(), &["check", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        said(&output).contains("--> pets.yaml:6:5"),
        "{}",
        said(&output)
    );
    let denied = trueup(place.path(), &["check", "pets.yaml", "--deny-warnings"]);
    assert_eq!(denied.status.code(), Some(1));
    let explained = trueup(place.path(), &["explain", "missing-operation-id"]);
    assert!(said(&explained).contains("Name it as a call, verb first."));
    let unknown = trueup(place.path(), &["explain", "missing-operation"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("`missing-operation-id`"));
}

#[test]
fn settings_begin_with_what_holds_without_them() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "api/pets.yaml", PETS);
    let output = trueup(place.path(), &["init", "api"]);
    assert!(
        said(&output).contains("Next: trueup generate api"),
        "{}",
        said(&output)
    );
    assert_eq!(
        trueup(place.path(), &["init", "api"]).status.code(),
        Some(2)
    );
    let output = trueup(place.path(), &["generate", "api"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn shells_and_manuals_are_served() {
    let here = Path::new(".");
    for shell in ["bash", "zsh", "fish"] {
        assert!(said(&trueup(here, &["completions", shell])).contains("deny-warnings"));
    }
    assert!(said(&trueup(here, &["man"])).contains(".TH"));
}

/// Every verb says what it does, of itself alone, and shows how it is called.
#[test]
fn every_verb_explains_itself() {
    let here = Path::new(".");
    let overview = said(&trueup(here, &["--help"]));
    let verbs = overview.split("Commands:\n").nth(1).unwrap();
    let verbs = verbs.lines().take_while(|line| !line.is_empty());
    let mut seen = std::collections::BTreeMap::new();
    for (verb, about) in verbs.map(|line| line.trim().split_once("  ").unwrap()) {
        if verb == "help" {
            continue;
        }
        let other = seen.insert(about.trim().to_owned(), verb.to_owned());
        assert_eq!(other, None, "says the same as `{verb}`: {about}");
        let help = said(&trueup(here, &[verb, "--help"]));
        assert!(help.contains(&format!("\n  trueup {verb}")), "{help}");
        assert!(help.starts_with(about.trim()), "{help}");
    }
    assert!(seen.len() > 12, "{seen:?}");
}

/// Nothing is compiled, so there need be no compiler.
#[test]
fn pages_bodies_and_examples_are_judged_by_the_description() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let answer = "{'200': {description: Pets., content: {application/json: {example: [1], schema: {type: array, items: {type: string}}}}}}, callbacks: {found: {'{$request.query.url}': {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: Good.}}}}}}";
    put(
        root,
        "pets.yaml",
        &PETS.replace("{'204': {description: Fine.}}", answer),
    );
    put(root, "page.md", "### GET /pest\n");
    put(root, "body.json", "[1]");
    let runs: [(&[&str], &str); 4] = [
        (&["docs", "page.md"], "page.md:1:5: error[unknown-endpoint]"),
        (
            &[
                "body",
                "--operation",
                "listPets",
                "--response",
                "200",
                "body.json",
            ],
            "body.json:1:2: error[type]",
        ),
        (
            &["body", "--webhook", "found", "body.json"],
            "body.json:1:1: error[type]",
        ),
        (&["examples"], "pets.yaml:"),
    ];
    for (arguments, finding) in runs {
        let output = Command::new(env!("CARGO_BIN_EXE_trueup"))
            .current_dir(root)
            .env_clear()
            .args(arguments)
            .args(["--spec", "pets.yaml"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains(finding), "{}", said(&output));
    }
}

const TWO_TAGS: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {'200': {description: Pets., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses: {'200': {description: Orders., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
components:
  schemas:
    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {toy: {$ref: '#/components/schemas/Toy'}}}]}
    Toy: {type: object, properties: {colour: {type: string}}}
    Order: {type: object, properties: {note: {type: string}}}
";

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
        let types = root.join("generated/shop-shop/src/types.rs");
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
    assert!(output.ends_with("1 operations\n"), "{output}");
    let output = said(&trueup(root, &["check", "api", "--path", "/orders"]));
    assert!(output.contains("1 operations"), "{output}");
}

/// A command that is shown can be run, whatever folders are called.
#[test]
fn commands_are_shown_as_a_shell_takes_them() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "my api/pets.yaml", PETS);
    let output = said(&trueup(place.path(), &["init", "my api"]));
    assert!(
        output.contains("run: trueup check 'my api' --deny-warnings"),
        "{output}"
    );
    assert!(
        output.contains("Next: trueup generate 'my api'"),
        "{output}"
    );
    let output = said(&trueup(
        place.path(),
        &["generate", "my api", "--out", "my out", "--check"],
    ));
    let advice = "run `trueup generate 'my api' --out 'my out'` and commit";
    assert!(output.contains(advice), "{output}");
}

/// A disk that is full, as a process is told it: nothing that stood there is lost, no half of a file is left, and the next
/// run makes it whole.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "pets.yaml", PETS);
    let arguments = [
        "generate",
        "pets.yaml",
        "--runtime",
        "registry",
        "--name",
        "pets",
    ];
    assert_eq!(trueup(root, &arguments).status.code(), Some(0));
    let old = contents(&root.join("generated"));
    let path =
        "  /dogs:\n    get: {operationId: listDogs, responses: {'204': {description: Fine.}}}\n";
    put(root, "pets.yaml", &format!("{PETS}{path}"));
    // No file may grow beyond one block, of 512 or 1024 bytes.
    let limited = Command::new("sh")
        .current_dir(root)
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_trueup"))
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(2), "{}", said(&limited));
    assert!(
        said(&limited).contains("cannot write"),
        "{}",
        said(&limited)
    );
    let left = contents(&root.join("generated"));
    assert_eq!(trueup(root, &arguments).status.code(), Some(0));
    let new = contents(&root.join("generated"));
    assert_ne!(old, new);
    assert_eq!(
        left.keys().collect::<Vec<_>>(),
        old.keys().collect::<Vec<_>>()
    );
    for (path, text) in &left {
        let whole = old.get(path) == Some(text) || new.get(path) == Some(text);
        assert!(whole, "{path} is neither old nor new");
    }
}

/// Whatever is asked for and cannot be written is a failure, help among it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_by_every_verb() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "pets.yaml", PETS);
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["man"],
        &["explain"],
        &["operations", "pets.yaml"],
        &["bundle", "pets.yaml"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let program = Command::new(env!("CARGO_BIN_EXE_trueup"))
            .current_dir(place.path())
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(program.status.code(), Some(2), "{arguments:?}");
        assert!(said(&program).contains("cannot write"), "{arguments:?}");
    }
}

#[test]
fn a_crate_has_a_name_that_files_can_have() {
    let place = tempfile::tempdir().unwrap();
    let long = "Very".repeat(100);
    put(place.path(), "pets.yaml", &PETS.replace("Pet Store", &long));
    let output = trueup(place.path(), &["generate", "pets.yaml", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let crates = names(&place.path().join("out"));
    assert!(crates.iter().all(|name| name.len() <= 64), "{crates:?}");
    let words = ["Wordwordwordword"; 4].join(" ");
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("Pet Store", &words),
    );
    trueup(place.path(), &["generate", "pets.yaml", "--out", "other"]);
    let crates = names(&place.path().join("other"));
    let whole_words = ["wordwordwordword"; 3].join("-");
    assert!(crates.contains(&whole_words), "{crates:?}");
    // The crate of a document beside others is called after both.
    put(
        place.path(),
        "api/generate.toml",
        "prefix = 'pets'\nlicense = 'MIT'\n",
    );
    put(place.path(), &format!("api/{}.yaml", "n".repeat(100)), PETS);
    let output = trueup(place.path(), &["generate", "api", "--out", "third"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("at most 64 letters"),
        "{}",
        said(&output)
    );
}

/// Every file below a folder, by its path.
#[cfg(unix)]
fn contents(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_bundle_goes_where_it_is_wanted() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let reference = "{$ref: 'parts/pet.yaml#/Pet'}";
    put(
        root,
        "api/shop.yaml",
        &TWO_TAGS.replace("{$ref: '#/components/schemas/Order'}", reference),
    );
    put(
        root,
        "api/parts/pet.yaml",
        "Pet: {type: string, enum: [no, 'off']}\n",
    );
    let output = trueup(root, &["bundle", "api/shop.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Pet2:\n      type: string\n      enum:\n        - 'no'\n"),
        "{text}"
    );
    let again = run(root, &["check", "-"], &text);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    let output = trueup(root, &["bundle", "api", "--out", "api.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("api.json")).unwrap()).unwrap();
    let pet = json.pointer("/components/schemas/Pet2/type").unwrap();
    assert_eq!(pet, "string");
    put(root, "api/other.yaml", PETS);
    let output = trueup(root, &["bundle", "api"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("other.yaml, shop.yaml"),
        "{}",
        said(&output)
    );
}

/// One judge: an example is wrong for `check` as for everything else.
#[test]
fn check_judges_examples() {
    let place = tempfile::tempdir().unwrap();
    let answer = "{'200': {description: Pets., content: {application/json: {example: [1], schema: {type: array, items: {type: string}}}}}}";
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("{'204': {description: Fine.}}", answer),
    );
    let output = trueup(place.path(), &["check", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let text = said(&output);
    assert!(
        text.contains("pets.yaml:6:") && text.contains("error[type]"),
        "{text}"
    );
    assert!(
        text.ends_with("1 examples: 1 errors, 0 warnings\n"),
        "{text}"
    );
    let output = trueup(place.path(), &["check", "pets.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["findings"][0]["code"], "type");
    assert_eq!(json["summary"]["examples"], 1);
}

/// What a user typed, or a script, is repeated so that a terminal and a log obey none of it.
#[test]
fn wrong_arguments_command_no_terminal() {
    for argument in ["\u{1b}[2J", "a\n::error::b", "--\u{7}x"] {
        let output = trueup(Path::new("."), &["check", "--format", argument]);
        assert_eq!(output.status.code(), Some(2));
        let text = said(&output);
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
        let commands = text
            .lines()
            .filter(|line| line.trim_start().starts_with("::"));
        assert_eq!(commands.count(), 0, "{text:?}");
    }
}

/// Colours are for terminals, and for who asks for them.
#[test]
fn colours_are_shown_on_request() {
    let place = tempfile::tempdir().unwrap();
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("operationId: listPets, ", ""),
    );
    let coloured = |variable: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_trueup"))
            .current_dir(place.path())
            .args(["check", "pets.yaml"])
            .env_remove("NO_COLOR")
            .env(variable, "1")
            .output();
        said(&output.unwrap()).contains("\u{1b}[1;33mwarning[missing-operation-id]\u{1b}[0m")
    };
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}

const SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Pet",
  "type": "object",
  "required": ["name"],
  "properties": {"name": {"type": "string"}, "legs": {"type": "integer", "minimum": 0}}
}"#;

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

/// What the first page tells a newcomer to type does what it says, one line after the other.
#[test]
fn the_commands_of_the_readme_run() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let place = tempfile::tempdir().unwrap();
    let pets = fs::read_to_string(repository.join("tests/readme/pets.yaml")).unwrap();
    put(place.path(), "clone/tests/readme/pets.yaml", &pets);
    let page = fs::read_to_string(repository.join("README.md")).unwrap();
    let consoles = page.split("```console\n").skip(1);
    let lines = consoles.flat_map(|text| text.split("```").next().unwrap().lines());
    let commands: Vec<&str> = lines
        .filter_map(|line| line.strip_prefix("$ trueup "))
        .collect();
    assert!(commands.len() > 2, "{commands:?}");
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').collect();
        let output = trueup(&place.path().join("clone"), &arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{command}: {}",
            said(&output)
        );
    }
    assert!(place.path().join("pets/pets/Cargo.toml").exists());
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
fn many_warnings_of_one_kind_are_counted() {
    let place = tempfile::tempdir().unwrap();
    let components: String = (0..40)
        .map(|index| format!("    S{index}: {{type: string}}\n"))
        .collect();
    let text = format!("{PETS}components:\n  schemas:\n{components}");
    put(place.path(), "pets.yaml", &text);
    let generated = said(&trueup(place.path(), &["generate", "pets.yaml"]));
    let count = |text: &str| text.matches("nothing refers to").count();
    assert!(count(&generated) <= 5, "{generated}");
    assert!(
        generated
            .contains("warning[unused-component]: 35 more of these, which `trueup check` shows"),
        "{generated}"
    );
    let checked = said(&trueup(place.path(), &["check", "pets.yaml"]));
    assert!(count(&checked) >= 40 || checked.matches("unused-component").count() >= 40);
}

#[test]
fn a_mistyped_folder_gets_no_settings() {
    let place = tempfile::tempdir().unwrap();
    let output = trueup(place.path(), &["init", "apy"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("apy is no folder"));
    assert!(!place.path().join("apy").exists());
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
    assert!(checked().contains("1 documents"), "{}", checked());
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
