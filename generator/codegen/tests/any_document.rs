//! Whatever the document, generating from it ends without a panic; what is emitted is Rust.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect must stop"
)]

#[path = "any_document/schemas.rs"]
mod schemas;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_yaml::Value;
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

/// Generates from a text; gives whether anything was emitted.
fn survives(text: &str) -> bool {
    let sources = Sources::new([("any.yaml".to_owned(), text.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS).unwrap();
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics)
        .unwrap_or_else(|defect| panic!("{defect}\n{text}"));
    let refused = diagnostics.has_errors();
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    assert_eq!(generated.is_none(), refused, "{said}");
    let Some(generated) = generated else {
        return false;
    };
    for (path, code) in &generated.files {
        if path.ends_with(".rs")
            && let Err(error) = syn::parse_file(code)
        {
            panic!("{path}: {error}\n{code}\n{text}");
        }
        if path.ends_with(".toml") {
            let parsed: Result<toml::Table, _> = toml::from_str(code);
            assert!(parsed.is_ok(), "{path}: {parsed:?}\n{code}");
        }
    }
    true
}

/// The accepted fixtures, each as text.
fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accepted");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// How many values a document holds.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Mapping(members) => members.iter().map(|(_, value)| size(value)).sum(),
        Value::Sequence(items) => items.iter().map(size).sum(),
        _ => 0,
    }
}

/// The value at a position, counted through the whole document.
fn find(value: &mut Value, mut position: usize) -> Option<&mut Value> {
    if position == 0 {
        return Some(value);
    }
    position -= 1;
    let children: Vec<&mut Value> = match value {
        Value::Mapping(members) => members.iter_mut().map(|(_, value)| value).collect(),
        Value::Sequence(items) => items.iter_mut().collect(),
        _ => return None,
    };
    for child in children {
        let inside = size(child);
        if position < inside {
            return find(child, position);
        }
        position -= inside;
    }
    None
}

/// One change of a document.
#[derive(Clone, Debug)]
enum Change {
    /// A value takes another's place.
    Copy(Index, Index),
    /// A member or an item goes.
    Remove(Index, Index),
    /// A key gets another name.
    Rename(Index, Index, String),
    /// A text or a number becomes another.
    Set(Index, String),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let index = any::<Index>;
    let word = prop_oneof![
        prop::sample::select(vec![
            "nullable",
            "oneOf",
            "anyOf",
            "allOf",
            "not",
            "enum",
            "type",
            "format",
            "items",
            "additionalProperties",
            "discriminator",
            "required",
            "default",
            "readOnly",
            "style",
            "explode",
            "schema",
            "content",
            "deepObject",
            "matrix",
            "string",
            "object",
            "array",
            "int64",
            "binary",
            "date-time",
            "true",
            "null",
            "0",
            "-1",
            "1.5",
            "multipart/form-data",
            "text/plain",
            "*/*",
            "application/json",
            "default",
            "2XX",
            "self",
            "Self",
            "€",
            "",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Zäß_0-9]{0,4}",
        any::<String>(),
    ];
    let change = prop_oneof![
        4 => (index(), index()).prop_map(|(from, to)| Change::Copy(from, to)),
        2 => (index(), index()).prop_map(|(at, key)| Change::Remove(at, key)),
        2 => (index(), index(), word.clone()).prop_map(|(at, key, name)| Change::Rename(at, key, name)),
        2 => (index(), word).prop_map(|(at, text)| Change::Set(at, text)),
    ];
    prop::collection::vec(change, 1..5)
}

fn apply(document: &mut Value, change: &Change) {
    let count = size(document);
    match change {
        Change::Copy(from, to) => {
            let value = find(document, from.index(count)).map(|value| value.clone());
            let place = find(document, to.index(count));
            if let (Some(value), Some(place)) = (value, place)
                && count < 2_000
            {
                *place = value;
            }
        }
        Change::Remove(at, key) => match find(document, at.index(count)) {
            Some(Value::Mapping(members)) if !members.is_empty() => {
                let key = members.keys().nth(key.index(members.len())).cloned();
                key.and_then(|key| members.remove(&key));
            }
            Some(Value::Sequence(items)) if !items.is_empty() => {
                items.remove(key.index(items.len()));
            }
            _ => {}
        },
        Change::Rename(at, key, name) => {
            if let Some(Value::Mapping(members)) = find(document, at.index(count))
                && !members.is_empty()
                && let Some(old) = members.keys().nth(key.index(members.len())).cloned()
                && let Some(value) = members.remove(&old)
            {
                members.insert(Value::String(name.clone()), value);
            }
        }
        Change::Set(at, text) => {
            if let Some(value @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) =
                find(document, at.index(count))
            {
                *value = serde_yaml::from_str(text).unwrap_or_else(|_| Value::String(text.clone()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn changed_fixtures(which in any::<Index>(), changes in changes()) {
        let fixtures = fixtures();
        let text = &fixtures[which.index(fixtures.len())];
        let mut document: Value = serde_yaml::from_str(text).unwrap();
        for change in &changes {
            apply(&mut document, change);
        }
        survives(&serde_yaml::to_string(&document).unwrap());
    }

    #[test]
    fn any_schemas(document in schemas::documents()) {
        survives(&document);
    }
}

#[test]
fn texts_of_the_document_cannot_end_a_comment_or_a_string() {
    let odd = r#""*/ \" \\ \r \u202E ``` {} # \u0000 \u007f é\n\nsecond\r\n    fn""#;
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: {odd}, description: {odd}, version: '1'}}\ntags: [{{name: {odd}, description: {odd}}}]\n\
         servers: [{{url: 'https://a.example', description: {odd}}}]\npaths:\n  /a:\n    get:\n      operationId: {odd}\n      summary: {odd}\n      description: {odd}\n      tags: [{odd}]\n      \
         parameters: [{{name: {odd}, in: query, description: {odd}, schema: {{type: string, enum: [{odd}, b]}}}}]\n      \
         responses: {{'200': {{description: {odd}, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}, '404': {{description: {odd}, content: {{text/plain: {{schema: {{type: string}}}}}}}}}}\n\
         components: {{schemas: {{A: {{type: object, title: {odd}, description: {odd}, properties: {{{odd}: {{type: string, description: {odd}, default: {odd}, enum: [{odd}]}}}}}}}}}}\n"
    );
    assert!(survives(&text), "{text}");
}

/// As many operations and schemas as large public documents have, each schema leading to the next.
#[test]
fn large_documents_need_no_deep_stack() {
    let mut text = "openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths:\n".to_owned();
    for index in 0..300 {
        text += &format!(
            "  /things/{index}/{{id}}:\n    post:\n      operationId: makeThing{index}\n      \
             parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}, {{name: page, in: query, schema: {{type: integer}}}}]\n      \
             requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/S{index}'}}}}}}}}\n      \
             responses: {{'200': {{description: Fine., content: {{application/json: {{schema: {{$ref: '#/components/schemas/S{index}'}}}}}}}}, default: {{description: Wrong., content: {{application/json: {{schema: {{$ref: '#/components/schemas/E'}}}}}}}}}}\n"
        );
    }
    text +=
        "components:\n  schemas:\n    E: {type: object, properties: {message: {type: string}}}\n";
    for index in 0..1_500 {
        let next = (index + 1) % 1_500;
        let reference = |name: usize| format!("{{$ref: '#/components/schemas/S{name}'}}");
        text += &match index % 5 {
            0 => format!(
                "    S{index}: {{type: object, properties: {{next: {}, name: {{type: string}}}}}}\n",
                reference(next)
            ),
            1 => format!(
                "    S{index}: {{type: array, items: {}}}\n",
                reference(next)
            ),
            2 => format!(
                "    S{index}: {{oneOf: [{}, {{type: string}}]}}\n",
                reference(next)
            ),
            3 => format!(
                "    S{index}: {{allOf: [{}, {{type: object, properties: {{own{index}: {}}}}}]}}\n",
                reference((index + 2) % 1_500),
                reference(next)
            ),
            _ => format!(
                "    S{index}: {{type: object, additionalProperties: {}}}\n",
                reference(next)
            ),
        };
    }
    let small_stack = std::thread::Builder::new().stack_size(1 << 20);
    let generated = small_stack.spawn(move || survives(&text)).unwrap().join();
    assert!(generated.unwrap());
}

/// A sample of it would have no end.
#[test]
fn a_parameter_may_be_a_list_of_itself() {
    let text = "openapi: 3.0.3\ninfo: {title: Trees, version: '1'}\npaths:\n  /trees:\n    get:\n      operationId: listTrees\n      \
         parameters: [{name: like, in: query, required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}]\n      \
         responses: {'204': {description: Fine.}}\n\
         components: {schemas: {Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}\n";
    assert!(survives(text));
}
