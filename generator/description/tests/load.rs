//! What the loader reads: values, positions, and the same as a second reader of YAML.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

use trueup_description::diagnostic::{self, Diagnostics, Levels, Severity};
use trueup_description::json::{Json, Pretty};
use trueup_description::load::{load, read};
use trueup_description::pointer::Pointer;
use trueup_description::source::{Sources, Span};
use trueup_description::tree::Node;

/// Reads one text; `None` if there was an error.
fn tree(path: &str, text: &str) -> Option<Node> {
    let sources = Sources::new([(path.to_owned(), text.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    let tree = read(&sources, sources.find(path).unwrap(), &mut diagnostics);
    tree.filter(|_| !diagnostics.has_errors())
}

/// What a span covers, lines joined by `|`.
fn covered(text: &str, span: Span) -> String {
    let lines: Vec<Vec<char>> = text
        .split('\n')
        .map(|line| line.chars().collect())
        .collect();
    let mut out = Vec::new();
    for number in span.start.line..=span.end.line {
        let line = &lines[usize::try_from(number - 1).unwrap()];
        let column = |column: u32| usize::try_from(column - 1).unwrap();
        let from = if number == span.start.line {
            column(span.start.column)
        } else {
            0
        };
        let to = if number == span.end.line {
            column(span.end.column)
        } else {
            line.len()
        };
        out.push(line[from..to].iter().collect::<String>());
    }
    out.join("|")
}

#[test]
fn every_value_knows_its_place() {
    let text = "\
é: [x, {y: \"z\",
  q: 2}]
list:
  - |
    literal
    text

  - plain
    text # comment
  - >-
    folded
# comment
map:
  empty:
  'quoted': *é
last: &é 1
";
    let text = text.replace("*é", "'t'");
    let root = tree("a.yaml", &text).unwrap();
    let sources = Sources::new([("a.yaml".to_owned(), text.clone())].into());
    let at = trueup_description::cursor::At::root(sources.find("a.yaml").unwrap(), &root);
    for (pointer, expected) in [
        ("/é", "[x, {y: \"z\",|  q: 2}]"),
        ("/é/1", "{y: \"z\",|  q: 2}"),
        ("/é/1/y", "\"z\""),
        ("/é/1/q", "2"),
        ("/list/0", "literal|    text"),
        ("/list/1", "plain|    text"),
        ("/list/2", "folded"),
        ("/map", "empty:|  'quoted': 't'"),
        ("/map/empty", ""),
        ("/map/quoted", "'t'"),
        ("/last", "&é 1"),
    ] {
        let value = at.descend(&Pointer::parse(pointer).unwrap()).unwrap();
        assert_eq!(covered(&text, value.origin.span), expected, "{pointer}");
    }
    assert_eq!(
        covered(&text, at.get("map").unwrap().key_span("quoted").unwrap()),
        "'quoted'"
    );
    assert_eq!(covered(&text, at.get("é").unwrap().name_origin().span), "é");
}

#[test]
fn an_alias_repeats_its_anchor() {
    let root = tree("a.yaml", "a: &a {b: [1]}\nc: *a\n? *d\n: 1\n").map(|root| Json::from(&root));
    assert_eq!(root, None, "an anchor must stand before its alias");
    let root = tree("a.yaml", "a: &a {b: [1]}\nc: *a\n&d e: 1\nf: *d\n").unwrap();
    assert_eq!(
        Json::from(&root).to_string(),
        r#"{"a":{"b":[1]},"c":{"b":[1]},"e":1,"f":"e"}"#
    );
    assert_eq!(
        tree("a.yaml", "a: &a [*a]"),
        None,
        "an alias inside its anchor has no end"
    );
}

#[test]
fn lines_no_deeper_than_their_key_are_read() {
    let text = "\
a: [
1, {b: 2,
c: 'x
y'}
]
d:
  e: \"f
  g\"
";
    let sources = Sources::new([("a.yaml".to_owned(), text.to_owned())].into());
    let file = sources.find("a.yaml").unwrap();
    let mut diagnostics = Diagnostics::new();
    let root = read(&sources, file, &mut diagnostics).unwrap();
    assert_eq!(
        Json::from(&root).to_string(),
        r#"{"a":[1,{"b":2,"c":"x y"}],"d":{"e":"f g"}}"#
    );
    let at = trueup_description::cursor::At::root(file, &root);
    let covers = |pointer| {
        let value = at.descend(&Pointer::parse(pointer).unwrap()).unwrap();
        covered(text, value.origin.span)
    };
    assert_eq!(covers("/a/1/c"), "'x|y'");
    assert_eq!(covers("/d/e"), "\"f|  g\"");
    let lines: Vec<_> = diagnostics
        .into_sorted()
        .iter()
        .map(|said| (said.code.as_str(), said.span.unwrap().start.line))
        .collect();
    assert_eq!(lines, [("shallow-line", 2), ("shallow-line", 8)]);
    // What is wrong otherwise stays wrong, and a text without quotes is none with them.
    assert_eq!(tree("a.yaml", "a: [\n1\n]\nb: c: d\n"), None);
    let root = tree("a.yaml", "a: plain\n  'text [\nb: [\n]\nc: it's\n").unwrap();
    assert_eq!(
        Json::from(&root).to_string(),
        r#"{"a":"plain 'text [","b":[],"c":"it's"}"#
    );
}

#[test]
fn json_is_read_as_it_is_written() {
    let text =
        r#"{"a": "\ud83d\ude00\/\u00e9", "b": [1.50, -0, 1e3, true, null, {}, []], "": " "}"#;
    let root = tree("a.json", text).unwrap();
    let compact = r#"{"a":"😀/é","b":[1.50,-0,1e3,true,null,{},[]],"":" "}"#;
    assert_eq!(Json::from(&root).to_string(), compact);
}

#[test]
fn pretty_json_tells_where_its_values_come_from() {
    let text = "a:\n  - 1\n  - \"x\\ty\"\nb: {}\n";
    let root = tree("a.yaml", text).unwrap();
    let pretty = Pretty::new(&root);
    assert_eq!(
        pretty.text,
        "{\n  \"a\": [\n    1,\n    \"x\\ty\"\n  ],\n  \"b\": {}\n}"
    );
    let starts: Vec<_> = pretty
        .positions
        .iter()
        .map(|(offset, span)| {
            (
                pretty
                    .text
                    .get(*offset..)
                    .and_then(|rest| rest.chars().next())
                    .unwrap(),
                span.start.line,
            )
        })
        .collect();
    assert_eq!(starts, [('{', 1), ('[', 2), ('1', 2), ('"', 3), ('{', 4)]);
}

#[test]
fn a_byte_order_mark_and_line_breaks_of_all_kinds_are_read() {
    for text in [
        "\u{feff}a: 1\nb: 2\n",
        "a: 1\r\nb: 2\r\n",
        "a: 1\rb: 2",
        "%YAML 1.2\n---\na: 1\nb: 2\n...\n",
    ] {
        let root = tree("a.yaml", text).unwrap();
        assert_eq!(
            Json::from(&root).to_string(),
            r#"{"a":1,"b":2}"#,
            "{text:?}"
        );
    }
}

#[test]
fn references_lead_across_files() {
    let files = [
        (
            "pets.yaml",
            "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    \
             Pet: {$ref: lib/pet.yaml#/Pet}\n    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n",
        ),
        ("lib/pet.yaml", "Pet: {$ref: more/real%20pet.yaml}\n"),
        (
            "lib/more/real pet.yaml",
            "type: object\nproperties: {other: {$ref: ../pet.yaml#/Pet}}\n",
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let sources = Sources::new(files.into());
    let mut diagnostics = Diagnostics::new();
    let documents = load(&sources, &mut diagnostics);
    let text = diagnostic::render(&diagnostics.into_sorted(), &sources);
    let documents = documents.unwrap_or_else(|| panic!("{text}"));
    let pets = documents.documents().next().unwrap();
    assert_eq!(pets.stem, "pets");
    let pointer = Pointer::parse("/components/schemas/Dog/allOf/0").unwrap();
    let dog = documents
        .resolve(&pets.root.descend(&pointer).unwrap())
        .unwrap();
    assert_eq!(
        documents.sources().path(dog.origin.file),
        "lib/more/real pet.yaml"
    );
    let other = dog.get("properties").unwrap().get("other").unwrap();
    assert_eq!(documents.resolve(&other).unwrap().origin, dog.origin);
}

/// All YAML and JSON files of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|e| *e == extension))
            {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_second_reader_of_yaml_sees_the_same() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [here.join("../codegen/tests"), here.join("../../spec")];
    let mut compared = 0;
    for path in folders.iter().flat_map(|folder| files(folder)) {
        // Texts that one of the two refuses have their tests elsewhere.
        let text = fs::read_to_string(&path).unwrap();
        let Some(ours) = tree("a.yaml", &text) else {
            continue;
        };
        let Ok(theirs) = serde_yaml::from_str::<serde_yaml::Value>(&text) else {
            continue;
        };
        compared += 1;
        // The one known difference: they take numbers with leading zeros for texts.
        if path.file_name().unwrap() != "ambiguous-scalar.yaml" {
            assert_eq!(Json::from(&ours), as_json(&theirs), "{}", path.display());
        }
    }
    assert!(compared > 25, "only {compared} files were compared");
}

fn as_json(value: &serde_yaml::Value) -> Json {
    match value {
        serde_yaml::Value::Null => Json::Null,
        serde_yaml::Value::Bool(value) => Json::Bool(*value),
        serde_yaml::Value::Number(number) => {
            let text = number.to_string();
            Json::Number(trueup_description::tree::Number::from_json(&text).unwrap())
        }
        serde_yaml::Value::String(text) => Json::String(text.clone()),
        serde_yaml::Value::Sequence(items) => Json::Array(items.iter().map(as_json).collect()),
        serde_yaml::Value::Mapping(mapping) => Json::Object(
            mapping
                .iter()
                .map(|(key, value)| (key_text(key), as_json(value)))
                .collect(),
        ),
        serde_yaml::Value::Tagged(tagged) => panic!("the loader refuses tags: {tagged:?}"),
    }
}

fn key_text(key: &serde_yaml::Value) -> String {
    match key {
        serde_yaml::Value::String(text) => text.clone(),
        serde_yaml::Value::Number(number) => number.to_string(),
        other => panic!("the loader refuses the key {other:?}"),
    }
}

#[test]
fn operations_without_a_name_get_one_if_that_is_asked_for() {
    let operation = |id: &str| format!("{{{id}responses: {{'204': {{description: Fine.}}}}}}");
    let parameter = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    get: {}\n    post: {}\n  \
         /pets/{{id}}:\n    {parameter}\n    get: {}\n    post: {}\n  /pets/{{id}}/food-stocks:\n    {parameter}\n    get: {}\n",
        operation("operationId: getPets, "),
        operation(""),
        operation(""),
        operation("operationId: '', "),
        operation(""),
    );
    let sources = Sources::new([("pets.yaml".to_owned(), text)].into());
    let mut diagnostics = Diagnostics::new();
    let api = trueup_description::lower(&sources, &mut diagnostics).unwrap();
    let ids: Vec<_> = api.services[0]
        .operations
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "getPets",
            "createPets",
            "getPetsById",
            "createPetsById",
            "listPetsFoodStocks"
        ]
    );
    assert_eq!(diagnostics.count(Severity::Warning), 4);
    let mut diagnostics = Diagnostics::new();
    let mut levels = Levels::new();
    levels.deny_warnings();
    diagnostics.set_levels(levels);
    assert!(trueup_description::lower(&sources, &mut diagnostics).is_none());
}

#[test]
fn tags_may_say_what_json_can() {
    let json = |text: &str| tree("a.yaml", text).map(|node| Json::from(&node).to_string());
    for (text, read) in [
        ("!!str 200", r#""200""#),
        (
            "{a: !!str null, !!str 1: ! true}",
            r#"{"1":"true","a":"null"}"#,
        ),
        ("!!str 'a'", r#""a""#),
        (
            "[!!int 7, !!float 1.5, !!bool true, !!null ~]",
            "[7,1.5,true,null]",
        ),
        ("!!map {a: !!seq [1]}", r#"{"a":[1]}"#),
        ("!!str", r#""""#),
    ] {
        let members = |text: &str| {
            let mut all: Vec<char> = text.chars().collect();
            all.sort_unstable();
            all
        };
        assert_eq!(
            json(text).as_deref().map(members),
            Some(members(read)),
            "{text}"
        );
    }
    for text in [
        "!!int '7'",
        "!!int 1.5",
        "!!binary aGk=",
        "!!seq {}",
        "!!map [1]",
        "!own 1",
        "!!set {a}",
    ] {
        assert_eq!(json(text), None, "{text}");
    }
}

#[test]
fn a_null_character_ends_no_text() {
    for text in ["a: 1\n# \0\nb: 2\n", "a: '\0'\n"] {
        let sources = Sources::new([("a.yaml".to_owned(), text.to_owned())].into());
        let mut diagnostics = Diagnostics::new();
        assert!(load(&sources, &mut diagnostics).is_none());
        let said = diagnostics.into_sorted();
        assert!(
            said.iter().any(|one| one.message.contains("U+0000")),
            "{said:?}"
        );
    }
}
