//! What strangers write stays text in everything that is emitted.
//!
//! Documents of each version have a place for every text that a description can hold, and one has those in which only some
//! may stand; `TRUEUP_TEXTS` says with how many texts they are tried. The judges are those whom the texts would deceive: rustdoc's parser, TOML's, a shell.
//!
//! What else a hostile document may try, and where it is held:
//!
//! | try | held by |
//! | --- | --- |
//! | code in a description, in whatever block | [`hostile_texts_stay_text`], `trueup-text`'s `markdown` |
//! | a command in the name of a header, a value, a URL | the same; names that are no token: `rejected/bad-header-name` |
//! | a command of a terminal or a CI run | `trueup`'s `texts`, `trueup-docs`' `report` |
//! | a branch that is told apart by what is deep inside | `trueup-client`'s `unions`, `trueup-registry`'s `keywords` |
//! | a pattern beyond what an engine builds | `accepted/patterns`, `trueup-validator`'s `pattern` |
//! | names of crates, keywords, equal or unseen letters | `accepted/reserved`, `accepted/names` |
//! | pipes, devices, links, names of several lines | `trueup-io`, `trueup`'s `program` and `texts` |
//! | aliases, depth, references without end | `rejected/too-many-aliases`, `too-deep`, `infinite-schema`, `reference-chain` |
//! | sizes | the measurement `growth` in `tests/bench` |

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its fixture must stop"
)]

#[path = "../../text/tests/rustdoc/mod.rs"]
mod rustdoc;

use std::path::Path;

use proptest::prelude::*;
use rustdoc::Seen;
use serde_yaml::Value;
use trueup_codegen::{FileSet, config::Config, generate};
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::source::Sources;

const DOCUMENT: &str = include_str!("strangers/document.yaml");
const PLACES: &str = include_str!("strangers/places.yaml");
const NEWER: &str = include_str!("strangers/newer.yaml");
const SWAGGER: &str = include_str!("strangers/swagger.yaml");
const DOCUMENTS: [&str; 4] = [DOCUMENT, PLACES, NEWER, SWAGGER];

const SETTINGS: &str = "
prefix = 'some'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

/// The document with a text in every place, as JSON.
fn filled(document: &str, text: &str) -> String {
    let mut document: Value = serde_yaml::from_str(document).unwrap();
    fill(&mut document, "FILE", &file_name(text));
    fill(&mut document, "REF", &step(text));
    fill(&mut document, "TEXT", text);
    serde_json::to_string_pretty(&document).unwrap()
}

/// A text as a step of a JSON Pointer in a URI (RFC 6901, section 6).
fn step(text: &str) -> String {
    let escaped = text.replace('~', "~0").replace('/', "~1");
    escaped.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A file that is called after a text, as far as files can be.
fn file_name(text: &str) -> String {
    let fit = |character: char| match character {
        '/' | '\\' | '#' | '%' | '\0' => '_',
        other => other,
    };
    let name: String = text.chars().map(fit).take(40).collect();
    format!("of {name}.json")
}

fn fill(value: &mut Value, mark: &str, text: &str) {
    match value {
        Value::String(place) if place.contains(mark) => *place = place.replace(mark, text),
        Value::Sequence(items) => items.iter_mut().for_each(|item| fill(item, mark, text)),
        Value::Mapping(members) => {
            *members = std::mem::take(members)
                .into_iter()
                .map(|(mut key, mut member)| {
                    fill(&mut key, mark, text);
                    fill(&mut member, mark, text);
                    (key, member)
                })
                .collect();
        }
        _ => {}
    }
}

/// What is emitted for a document with this text; nothing if it is refused, which some texts deserve.
fn emitted(document: &str, text: &str) -> Option<FileSet> {
    let word = serde_json::json!({"Word": {"type": "string", "description": text}});
    let mut files = [("doc.json".to_owned(), filled(document, text))].to_vec();
    if document.contains("FILE") {
        files.push((file_name(text), word.to_string()));
    }
    let sources = Sources::new(files.into_iter().collect());
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS).unwrap();
    let generated = generate(&sources, &config, &mut diagnostics).unwrap();
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    check_hidden("diagnostics", &said);
    Some(generated?.files)
}

fn check_hidden(path: &str, text: &str) {
    let hidden = text
        .chars()
        .find(|one| *one != '\n' && trueup_text::hidden::is_hidden(*one));
    assert_eq!(hidden, None, "{path}: {text}");
}

/// The documentation of a file of Rust, one text for each item.
fn documentation(code: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut text = String::new();
    for line in code.lines() {
        let line = line.trim_start();
        match line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        {
            Some(doc) => {
                text.push_str(doc.strip_prefix(' ').unwrap_or(doc));
                text.push('\n');
            }
            None => texts.push(std::mem::take(&mut text)),
        }
    }
    texts.push(text);
    texts.retain(|text| !text.is_empty());
    texts
}

/// What emitted manifests say of a package.
const PACKAGE_KEYS: [&str; 9] = [
    "name",
    "version",
    "edition",
    "rust-version",
    "description",
    "license",
    "readme",
    "keywords",
    "metadata",
];

/// The headings of emitted documentation.
const OWN_HEADINGS: [&str; 6] = [
    "Examples",
    "Errors",
    "Operations",
    "Events",
    "Is it the server?",
    "Features",
];

fn check_rust(path: &str, code: &str) {
    for text in documentation(code) {
        let seen = Seen::of(&text);
        let (tests, faults): (Vec<_>, Vec<_>) = seen
            .faults
            .iter()
            .partition(|fault| fault.starts_with("code that is tested"));
        // References to items are the emitter's own, and lead to names.
        let own = |fault: &&String| {
            fault.starts_with("a reference to an item: `")
                || fault.ends_with(": trueup_client")
                || fault.starts_with("a link to super::")
                || fault.starts_with("a link to Client::")
                || fault.starts_with("a link to events::Event")
                || fault.ends_with("trueup_client::Error::described_headers")
        };
        let faults: Vec<_> = faults.into_iter().filter(|fault| !own(fault)).collect();
        assert!(faults.is_empty(), "{path}: {faults:?}\n{text}");
        assert!(seen.html.is_empty(), "{path}: {:?}\n{text}", seen.html);
        assert!(
            seen.headings
                .iter()
                .all(|title| OWN_HEADINGS.contains(&title.as_str())),
            "{path}: {text}"
        );
        for block in &seen.tested {
            check_example(path, block);
        }
        assert_eq!(tests.len(), seen.tested.len(), "{path}: {text}");
    }
}

/// An example is code of the emitter: it is Rust, and names nothing that a stranger did.
fn check_example(path: &str, block: &str) {
    assert!(!block.trim().is_empty(), "{path}: an empty example");
    let plain: String = block
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .map(|line| if line == "#" { "" } else { line })
        .map(|line| format!("{line}\n"))
        .collect();
    let parsed = syn::parse_str::<syn::Block>(&format!("{{ {plain} }}"));
    assert!(parsed.is_ok(), "{path}: {block}");
    let own = ["fn example(", "fn receive(", "let body = br#"];
    assert!(own.iter().any(|own| block.contains(own)), "{path}: {block}");
}

/// A page has the outline that it has for a harmless text, and no HTML but its own.
fn check_page(path: &str, page: &str, harmless: &str) {
    let (seen, expected) = (Seen::of(page), Seen::of(harmless));
    let tested = |fault: &&String| fault.starts_with("code that is tested");
    let faults: Vec<_> = seen.faults.iter().filter(|fault| !tested(fault)).collect();
    assert!(faults.is_empty(), "{path}: {faults:?}\n{page}");
    let (open, close) = trueup_text::QUOTATION;
    let own = |html: &&String| {
        *html == "<br>"
            || html.starts_with("<!-- @generated by trueup")
            || [open, close].contains(&html.trim_end())
    };
    assert!(
        seen.html.iter().all(|html| own(&html)),
        "{path}: {:?}\n{page}",
        seen.html
    );
    // No call is shown where a path could only hold an empty text.
    assert!(seen.tested.len() <= expected.tested.len(), "{path}: {page}");
    // A tag of white space is none, so its heading is not there; no text adds one.
    let blank = expected.headings.len() - 1;
    assert!(
        (blank..=expected.headings.len()).contains(&seen.headings.len()),
        "{path}: {:?}\n{page}",
        seen.headings
    );
    assert!(
        !path.ends_with("README.md") || seen.ends_with("Licence: MIT"),
        "{path}: {page}"
    );
    check_tables(path, page);
}

/// Every row of a table has as many cells as its head.
fn check_tables(path: &str, page: &str) {
    let mut columns = 0;
    for line in page.lines().map(|line| line.trim_start_matches(['>', ' '])) {
        if !line.starts_with("| ") && !line.starts_with("|:") {
            columns = 0;
            continue;
        }
        let count = line
            .replace("\\\\", "")
            .replace("\\|", "")
            .matches('|')
            .count();
        assert!(columns == 0 || columns == count, "{path}: {line}\n{page}");
        columns = count;
    }
}

fn check(files: &FileSet, harmless: &FileSet) {
    for (path, content) in files {
        check_hidden(path, content);
        if path.ends_with(".rs") {
            assert!(syn::parse_file(content).is_ok(), "{path}: {content}");
            check_rust(path, content);
        } else if path.ends_with(".md") {
            check_page(path, content, &harmless[path]);
        } else if path.ends_with(".toml") {
            let manifest: toml::Table = toml::from_str(content).unwrap();
            let package = manifest
                .get("package")
                .and_then(toml::Value::as_table)
                .unwrap();
            let known = |key: &String| PACKAGE_KEYS.contains(&key.as_str());
            assert!(package.keys().all(known), "{content}");
            let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
            assert_eq!(dependencies.unwrap().len(), 2, "{content}");
        }
    }
}

/// Texts that each mean something to somebody.
const HOSTILE: &[&str] = &[
    "```rust\nstd::fs::write(\"ran\", \"x\").unwrap();\n```\n",
    "Intro\n\n~~~\npanic!()\n~~~\n",
    "````\npanic!()\n````",
    "- a\n\n      panic!()\n",
    "> ```\n> panic!()",
    "1. ```\n   panic!()\n   ```",
    "```\n",
    "    panic!()",
    "&#96;&#96;&#96;\npanic!()",
    "a\n\n# Heading\n\nb\n===\n",
    "<script>alert(1)</script>",
    "<!-- trueup: allow deprecated: none -->",
    "a | b\n--|--\nc | d",
    "[a]: https://a.example\n[a] [`Client`] [Client](crate::Client) [^1]\n\n[^1]: x",
    "[a](javascript:alert(1)) ![b](file:///etc/passwd)",
    "*/ /* \" ' #\" \"# \\ {} {0} $x #[test] ///",
    "$(touch ran) `touch ran` ; touch ran\n'; touch ran; '\" \" touch ran",
    "a\u{202e}b\u{200b}c\u{feff}\u{1b}[31m\u{7}\r\nd\u{0}e\u{2028}f\u{e0041}",
    "RateLimit { at(\"x\") Type:: Values Checker<'_>",
    "::error::x\n##[error]y",
    "\"\nmalicious = \"1\"\n[dependencies]\nx = \"1\"",
    "core",
    "builder",
    "self",
    "Self",
    "\u{131}",
    "ß",
    "",
    " ",
    "\\",
    "|",
    "`",
    "``",
    "_",
    "2020-01-01",
    "\u{e9}",
    "e\u{301}",
    "a`|\\|`b",
    "```rust,should_panic\na\n```\n\n~~~{.rust}\nb\n~~~\n\n``` edition2021\nc\n```\n\n```ignore-x86\nd",
    "- x\n  - y\n\n    ```\n    a\n\n<details>\n<summary>b</summary>\n\n```\nc\n```\n</details>\n<pre>\n\n```\nd\n```",
    "Title\n---\n\n####### no\n\n###### six\n\n[x]: javascript:a()\n\n[x] <javascript:b()> ![y][x] <a onclick=c()>d</a>",
    "--> <!-- x --> --!> $$x$$ ${{ secrets.X }} {{x}} {% raw %} #![doc = include_str!(\"/etc/passwd\")]",
    // Letters that cannot be seen, and marks on letters.
    "a\u{3164}b\u{115f}c\u{ffa0}\u{fe0f}\u{e0100}\u{ad}\u{180e}\u{17b4}",
    "a\u{2029}b\u{85}c\u{b}d\u{c}e\rf\u{9b}31m",
    "@/etc/passwd",
    "-X !! ~root <(id)",
    "../../x",
    "CON",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

#[test]
fn hostile_texts_stay_text() {
    let refused = [(DOCUMENT, 6), (PLACES, 30), (NEWER, 6), (SWAGGER, 6)];
    std::thread::scope(|scope| {
        for (index, (document, refused)) in refused.into_iter().enumerate() {
            scope.spawn(move || check_all(document, refused, index));
        }
    });
}

fn check_all(document: &str, refused: usize, index: usize) {
    let harmless = emitted(document, "plain").unwrap();
    let name = format!("trueup-strangers-{}-{index}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let mut accepted = 0;
    for files in HOSTILE.iter().filter_map(|text| emitted(document, text)) {
        check(&files, &harmless);
        check_commands(&files, &folder);
        accepted += 1;
    }
    std::fs::remove_dir(&folder).unwrap();
    assert!(
        accepted + refused > HOSTILE.len(),
        "only {accepted} of {} are accepted",
        HOSTILE.len()
    );
}

/// Variables that commands on pages take credentials from.
const VARIABLES: [&str; 8] = [
    "KEY", "TOKEN", "BASIC", "COOKIE", "FLOWS", "OPEN", "DEVICE", "FLOW",
];

/// Commands on pages, in a shell whose `curl` prints what it is given: nothing else happens.
#[cfg(unix)]
fn check_commands(files: &FileSet, folder: &Path) {
    let pages = files
        .iter()
        .filter(|(path, _)| path.ends_with(".md") || path.ends_with("/client.rs"));
    let commands = |content: &String| {
        Seen::of(&content.replace("    /// ", "").replace("    ///", "")).commands
    };
    let commands = pages.flat_map(|(_, content)| commands(content));
    let mut script = "curl() { printf '<%s>' \"$@\"; }\n".to_owned();
    for command in commands.filter(|command| command.starts_with("curl ")) {
        script.push_str(&command);
        script.push('\n');
    }
    let run = std::process::Command::new("sh")
        .arg("-euc")
        .arg(&script)
        .envs(VARIABLES.map(|name| (name, "secret")))
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && said.is_empty(), "{script}\n{said}");
    let left = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(left, 0, "{script}");
}

#[cfg(not(unix))]
fn check_commands(_: &FileSet, _: &Path) {}

fn texts() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = HOSTILE
        .iter()
        .flat_map(|text| {
            let pieces = text.split_inclusive(['\n', ' ', '`', '(', '"']);
            pieces.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    prop::collection::vec(prop::sample::select(pieces), 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_text(text in texts(), index in 0..DOCUMENTS.len()) {
        thread_local! {
            static HARMLESS: [FileSet; 4] = DOCUMENTS.map(|document| emitted(document, "plain").unwrap());
        }
        HARMLESS.with(|harmless| {
            if let Some(files) = emitted(DOCUMENTS[index], &text) {
                check(&files, &harmless[index]);
            }
        });
    }
}

fn cases() -> u32 {
    let set = std::env::var("TRUEUP_TEXTS").ok();
    set.and_then(|count| count.parse().ok()).unwrap_or(16)
}
