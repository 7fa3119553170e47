//! Emitted pages are right by the emitted checker: whatever document they are of.

use oracle::{API, PAGES};
use trueup_docs::Findings;
use trueup_docs::document::{Complete, Options, check};

fn findings(name: &str, page: &str) -> Findings {
    let documents = [(name.to_owned(), page.to_owned())];
    let complete = Options {
        complete: Complete::Yes,
    };
    check(&API, &documents, complete)
}

#[test]
fn no_page_has_a_finding() {
    let mut wrong = Vec::new();
    for (name, page) in PAGES {
        let found = findings(name, page);
        let lines = found.findings.iter().map(|finding| {
            let line = finding.line.unwrap_or_default();
            let text = page.lines().nth(line as usize - 1).unwrap_or_default();
            format!(
                "{name}:{line}: {}: {}\n    {text}",
                finding.code, finding.message
            )
        });
        wrong.extend(lines);
    }
    assert!(
        wrong.is_empty(),
        "{} findings\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
