//! Descriptions of any size: what is emitted of them is in files that people and their tools can open.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot emit its description must stop"
)]

use std::fmt::Write as _;

use trueup_codegen::config::Config;
use trueup_codegen::{FileSet, generate};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;

/// How many lines a file has at most.
const LONGEST: usize = 10_000;

/// Operations with a long description, and an enum each in what they give.
fn description(operations: usize) -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: Large, version: '1'}\npaths:\n".to_owned();
    let lines = "        It does what it does.\n\n".repeat(20);
    for number in 0..operations {
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap());
        write!(
            text,
            "  /{letter}{number}:\n    get:\n      operationId: {letter}{number}\n      summary: It\n      description: |\n{lines}      responses:\n        '200':\n          description: It.\n          content:\n            application/json:\n              schema:\n                type: object\n                properties:\n                  state: {{type: string, enum: [{letter}, b{number}, c, d, e, f, g, h, i, j, k, l, m, n, o, p]}}\n"
        )
        .unwrap();
    }
    text
}

fn emitted(text: &str) -> FileSet {
    let sources = Sources::new([("large.yaml".to_owned(), text.to_owned())].into());
    let config = Config::parse("emit = ['client', 'validator']").unwrap();
    let generated = generate(&sources, &config, &mut Diagnostics::new()).unwrap();
    generated.unwrap().files
}

#[test]
fn no_file_is_too_long() {
    let files = emitted(&description(500));
    let sources = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let long: Vec<_> = sources
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .collect();
    assert_eq!(long, []);
}

#[test]
fn long_modules_show_what_stands_beside_them() {
    let files = emitted(&description(500));
    let file = |name: &str| files.get(&format!("large/src/{name}.rs"));
    for module in ["calls", "string_enums"] {
        let shown = file(module).unwrap();
        assert!(
            shown.contains(&format!("pub use super::{module}_a::*;")),
            "{shown}"
        );
    }
    let library = file("lib").unwrap();
    for declared in [
        "pub mod calls;\n",
        "\nmod calls_a;\n",
        "\nmod client_a;\n",
        "\nmod string_enums_a;\n",
    ] {
        assert!(library.contains(declared), "{declared}");
    }
    assert!(file("client_a").unwrap().contains("impl super::Client {"));
    assert!(!file("client").unwrap().contains("use super::calls"));
}

#[test]
fn few_operations_stand_in_one_file() {
    let files = emitted(&description(3));
    assert!(files.iter().all(|(path, _)| !path.contains("_a.rs")));
}
