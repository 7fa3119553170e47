//! How long references of one and of ten megabytes take to be read and checked, with all their findings.

use std::fmt::Write as _;

use bench_harness::{Options, Result, Table, median, once, repository};
use trueup_docs::document::{Complete, Options as Asked, check};

/// What is repeated until it is long enough.
const SOURCES: &[(&str, &str)] = &[
    (
        "plain text with damage and mistakes",
        "tests/documents/own/reference.txt",
    ),
    ("Markdown with mistakes", "tests/documents/own/reference.md"),
    ("rendered reference, repeated", "generated/reference/lnd.md"),
];

fn main() -> Result<()> {
    let options = Options::from_arguments()?;
    let mut table = Table::new(
        "Megabytes a second, one thread; each repetition documents its endpoints once more, which is a finding.",
        &["document", "1 MB", "10 MB", "findings in 10 MB"],
    );
    let mut sources = SOURCES.iter().map(read).collect::<Result<Vec<_>>>()?;
    sources.push((
        "endpoints, no two alike".to_owned(),
        "a.md".to_owned(),
        templates(),
    ));
    for (title, path, text) in &sources {
        let (small, _) = speed(&options, path, text, 1_000_000)?;
        let (large, findings) = speed(&options, path, text, 10_000_000)?;
        table.row([
            title.clone(),
            format!("{small:.1} MB/s"),
            format!("{large:.1} MB/s"),
            findings.to_string(),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// Title, path and text of a source.
fn read((title, path): &(&str, &str)) -> Result<(String, String, String)> {
    let text = std::fs::read_to_string(repository().join(path))?;
    Ok(((*title).to_owned(), (*path).to_owned(), text))
}

/// A megabyte of endpoints that nothing describes, with several parameters in a segment.
fn templates() -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= 1_000_000 {
            break;
        }
        let _ = write!(
            text,
            "#### GET /v1/{{a{number}}}/x-{{b}}.{{c}}/{{d}}\n\nSee `GET /v1/{{z}}/{{x}}/{{y}}.{{fmt}}` and `/users/{{id}}:cancel`.\n\n"
        );
    }
    text
}

/// Megabytes a second, the median of some runs, and how many findings there were.
fn speed(options: &Options, path: &str, text: &str, bytes: usize) -> Result<(f64, usize)> {
    let long = text.repeat(bytes / text.len() + 1);
    let megabytes = long.len() as f64 / 1e6;
    let documents = [(path.to_owned(), long)];
    let asked = Asked {
        complete: Complete::Yes,
    };
    let (mut times, mut findings) = (Vec::new(), 0);
    for _ in 0..options.slow_rounds {
        let (nanoseconds, found) = once(|| check(&comet_validator::API, &documents, asked))?;
        findings = found.findings.len();
        times.push(nanoseconds);
    }
    Ok((megabytes * 1e9 / median(&times), findings))
}
