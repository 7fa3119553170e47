//! Files that documents take in: what is wrong in them is found at their own lines.

use trueup_docs::Findings;
use trueup_docs::document::{Complete, Options, Pages, check_with, explain};
use trueup_docs::settings::Settings;

use super::with_tours;

type Files<'f> = [(&'f str, &'f str)];

fn owned(files: &Files<'_>) -> Vec<(String, String)> {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    files.iter().map(owned).collect()
}

fn found(documents: &Files<'_>, beside: &Files<'_>) -> Findings {
    let (documents, beside) = (owned(documents), owned(beside));
    let pages = Pages {
        documents: &documents,
        beside: &beside,
    };
    let options = Options {
        complete: Complete::No,
    };
    with_tours(|api| check_with(api, pages, options, &Settings::default()))
}

/// File, line and code of each finding.
fn places(findings: &Findings) -> Vec<String> {
    let findings = findings.findings.iter();
    findings
        .map(|it| {
            let file = it.file.as_deref().unwrap_or_default();
            format!("{file}:{} {}", it.line.unwrap_or(0), it.code)
        })
        .collect()
}

const WRONG: &str =
    "---\ntitle: Body\n---\nIt answers:\n\n```json\n{\n  \"id\": \"seven\"\n}\n```\n";

#[test]
fn what_is_taken_in_is_found_at_its_own_line() {
    for (name, part, include) in [
        ("docs/a.md", "docs/b.md", "<!--@include: ./b.md-->"),
        ("docs/a.md", "docs/b.md", "@include: ./b.md"),
        ("docs/a.md", "docs/b.md", "{{#include b.md}}"),
        ("docs/a.md", "docs/parts/b.md", "--8<-- \"parts/b.md\""),
        (
            "docs/api/a.md",
            "docs/parts/b.md",
            "{% include \"/parts/b.md\" %}",
        ),
        (
            "docs/api/a.mdx",
            "docs/parts/b.mdx",
            "import Body from '@site/parts/b.mdx'\n\n<Body of=\"tours\" />",
        ),
    ] {
        let text = format!("# Read\n\nGET /tours/{{tour_id}}\n\n{include}\n\nThe end.\n");
        let seen = [format!("{part}:8 type")];
        // In the folder, or beside it.
        assert_eq!(
            places(&found(&[(name, &text), (part, WRONG)], &[])),
            seen,
            "{include}"
        );
        assert_eq!(
            places(&found(&[(part, WRONG), (name, &text)], &[])),
            seen,
            "{include}"
        );
        assert_eq!(
            places(&found(&[(name, &text)], &[(part, WRONG)])),
            seen,
            "{include}"
        );
    }
}

#[test]
fn what_comes_behind_is_found_at_its_own_line_too() {
    let text =
        "# Read\n\nGET /tours/{tour_id}\n\n<!--@include: ./b.md-->\n\n## Gone\n\nGET /tuors\n";
    let right = WRONG.replace("\"seven\"", "7");
    let said = found(&[("a.md", text)], &[("b.md", &right)]);
    assert_eq!(places(&said), ["a.md:9 unknown-endpoint"]);
    // And the edits stand where they should.
    let edits = said.findings.iter().flat_map(|it| &it.edits);
    for edit in edits {
        assert!(
            text.get(edit.start..edit.end)
                .is_some_and(|it| it.contains("tuors"))
        );
    }
}

#[test]
fn a_part_may_be_meant() {
    let lines = "{\"id\": \"six\"}\n<!-- #region one -->\n```json\n{\"id\": \"seven\"}\n```\n<!-- #endregion one -->\n";
    for include in [
        "<!--@include: ./b.md{3,5}-->",
        "<!--@include: ./b.md#one-->",
    ] {
        let text = format!("# Read\n\nGET /tours/{{tour_id}}\n\n{include}\n");
        let said = found(&[("a.md", &text)], &[("b.md", lines)]);
        assert_eq!(places(&said), ["b.md:4 type"], "{include}");
    }
}

#[test]
fn code_is_taken_in_as_code() {
    for code in [
        "```json\n--8<-- \"b.json\"\n```",
        "```json\n{{#include b.json}}\n```",
        "<<< ./b.json",
    ] {
        let text = format!("# Read\n\nGET /tours/{{tour_id}}\n\n{code}\n");
        let said = found(
            &[("a.md", &text)],
            &[("b.json", "{\n  \"id\": \"seven\"\n}\n")],
        );
        assert_eq!(places(&said), ["b.json:2 type"], "{code}");
    }
}

#[test]
fn what_several_take_in_is_told_of_once() {
    let text = "# Read\n\nGET /tours/{tour_id}\n\n<!--@include: ./b.md-->\n";
    let said = found(&[("a.md", text), ("c.md", text)], &[("b.md", WRONG)]);
    assert_eq!(places(&said), ["b.md:8 type"]);
}

#[test]
fn what_cannot_be_taken_in_is_named() {
    let one = |text: &str| found(&[("a.md", text)], &[]);
    assert_eq!(
        places(&one("<!--@include: ./b.md-->\n")),
        ["a.md:1 not-compared"]
    );
    let itself = one("Hello\n\n<!--@include: ./a.md-->\n");
    assert_eq!(places(&itself), ["a.md:3 not-compared"]);
    assert!(
        itself
            .findings
            .iter()
            .all(|it| it.message.contains("takes in itself"))
    );
    // Above the root, and elsewhere.
    assert_eq!(
        places(&one("<!--@include: ../../../etc/passwd.md-->\n")).len(),
        1
    );
    assert_eq!(places(&one("{% include \"head.html\" %}\n")), [""; 0]);
}

/// Each takes in the next one many times.
#[test]
fn a_tower_of_files_ends() {
    let names: Vec<String> = (0..12).map(|index| format!("f{index}.md")).collect();
    let texts = names.iter().enumerate().map(|(index, name)| {
        let next = format!("<!--@include: ./f{}.md-->\n", index + 1);
        (name.clone(), next.repeat(10))
    });
    let mut documents: Vec<(String, String)> = texts.collect();
    documents.push(("f12.md".to_owned(), "x".repeat(1000)));
    let files: Vec<(&str, &str)> = documents
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let said = found(&files, &[]);
    assert!(
        said.findings
            .iter()
            .any(|it| it.message.contains("too many"))
    );
}

#[test]
fn the_model_names_the_file() {
    let documents = owned(&[(
        "a.md",
        "# Read\n\nGET /tours/{tour_id}\n\n<!--@include: ./b.md-->\n",
    )]);
    let beside = owned(&[("b.md", WRONG)]);
    let pages = Pages {
        documents: &documents,
        beside: &beside,
    };
    let models = with_tours(|api| explain(api, pages, &Settings::default()));
    let parts: Vec<_> = models
        .iter()
        .flat_map(|it| &it.sections)
        .flat_map(|it| &it.parts)
        .collect();
    let example = parts.iter().find(|part| part.what == "example").unwrap();
    assert_eq!((example.file.as_deref(), example.line), (Some("b.md"), 7));
}
