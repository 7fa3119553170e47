//! The program as a newcomer runs it, in folders of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folders must stop"
)]

mod inputs;
mod outputs;
mod refused;
mod settings;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use outputs::contents;

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

/// Wherever the user stands, a path in a finding is one that opens the file from there, and what is emitted is the same.
#[test]
fn findings_name_files_as_seen_from_here() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let faulty = PETS.replace("operationId: listPets, ", "");
    put(root, "shop/api/parts/pets.yaml", &faulty);
    let shop = root.join("shop");
    for (folder, named, seen) in [
        (&shop, ".", "--> api/parts/pets.yaml:6:5"),
        (&shop, "api", "--> api/parts/pets.yaml:6:5"),
        (&shop, "api/parts/pets.yaml", "--> api/parts/pets.yaml:6:5"),
        (&shop.join("api/parts"), "pets.yaml", "--> pets.yaml:6:5"),
        (
            &shop.join("api/parts"),
            "../..",
            "--> ../../api/parts/pets.yaml:6:5",
        ),
        (&root.join("shop/api"), "../api", "--> parts/pets.yaml:6:5"),
    ] {
        let output = said(&trueup(folder, &["check", named]));
        assert!(output.contains(seen), "{named}: {output}");
    }
    let github = trueup(&shop, &["check", ".", "--format", "github"]);
    let github = said(&github);
    assert!(github.contains("file=api/parts/pets.yaml"), "{github}");
    for (folder, named, out) in [(&shop, "api", "here"), (&shop.join("api"), ".", "../there")] {
        let output = trueup(folder, &["generate", named, "--out", out]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let texts = |out: &str| contents(&shop.join(out)).into_values().collect::<Vec<_>>();
    assert_eq!(texts("here"), texts("there"));
    fs::remove_file(shop.join("there/pet-store-v2/README.md")).unwrap();
    let check = ["generate", ".", "--check", "--out", "../there"];
    let stale = said(&trueup(&shop.join("api"), &check));
    let missing = "`../there/pet-store-v2/README.md` is missing";
    assert!(stale.contains(missing), "{stale}");
}

/// Whatever stands in brackets behind `error`, `warning` or `note` can be explained.
#[test]
fn every_code_is_explained() {
    let place = tempfile::tempdir().unwrap();
    let list = said(&trueup(place.path(), &["explain"]));
    for code in [
        "missing-operation-id",
        "unknown-endpoint",
        "min-length",
        "json-syntax",
    ] {
        let listed = list
            .lines()
            .any(|line| line.split(' ').next() == Some(code));
        assert!(listed, "{code}");
        let output = trueup(place.path(), &["explain", code]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(said(&output).starts_with(code), "{}", said(&output));
    }
    // A parameter of a path is something else in a description than on a page.
    let both = said(&trueup(place.path(), &["explain", "path-parameter"]));
    let meanings = both
        .lines()
        .filter(|line| line.starts_with("path-parameter"));
    assert_eq!(meanings.count(), 2, "{both}");
}

#[test]
fn a_description_is_named_as_the_verb_before_had_it() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "pets.yaml", PETS);
    for verb in ["check", "operations"] {
        let plain = said(&trueup(place.path(), &[verb, "pets.yaml"]));
        let spec = said(&trueup(place.path(), &[verb, "--spec", "pets.yaml"]));
        assert_eq!(plain, spec);
    }
}

/// What a pipe is given has colours where they are asked for, and nowhere else.
#[test]
fn colours_are_those_that_are_asked_for() {
    let place = tempfile::tempdir().unwrap();
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("operationId: listPets, ", ""),
    );
    let painted = |flags: &[&str]| {
        let arguments = [&["check", "pets.yaml"], flags].concat();
        said(&trueup(place.path(), &arguments)).contains('\x1b')
    };
    assert!(!painted(&[]));
    assert!(painted(&["--color", "always"]));
    assert!(!painted(&["--color", "never"]));
    assert!(!painted(&["--color", "auto"]));
}

#[test]
fn settings_begin_with_what_holds_without_them() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "api/pets.yaml", PETS);
    let output = trueup(place.path(), &["init", "api"]);
    assert!(
        said(&output).contains("\nNext: trueup generate api\n"),
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
    // The page of the program names that of each verb, and each is there.
    let place = tempfile::tempdir().unwrap();
    let output = trueup(place.path(), &["man", "--out", "man1"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let pages = names(&place.path().join("man1"));
    let first = said(&trueup(here, &["man"]));
    let named = first.lines().filter_map(|line| line.strip_suffix("(1)"));
    let mut named: Vec<String> = named
        .map(|name| format!("{}.1", name.replace("\\-", "-")))
        .collect();
    named.push("trueup.1".to_owned());
    named.sort();
    assert_eq!(pages, named);
    assert!(pages.len() > 12, "{pages:?}");
    assert!(said(&trueup(here, &["man", "check"])).contains("deny\\-warnings"));
    let unknown = trueup(here, &["man", "chekc"]);
    assert!(said(&unknown).contains("did you mean `check`?"));
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
    assert!(text.ends_with("1 example: 1 error, 0 warnings\n"), "{text}");
    let output = trueup(place.path(), &["check", "pets.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["findings"][0]["code"], "type");
    assert_eq!(json["summary"]["examples"], 1);
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
