//! How long generators take from the text of a description to the text of a client.

mod large;

use std::collections::BTreeMap;
use std::path::Path;

use bench_fixtures::{Spec, synthetic};
use bench_generators::{Input, Readable, openapi_to_rust, ours, progenitor, readable};
use bench_harness::{Case, Options, Result, Table, locked, repository, run};

const OURS: &str = "ours";
const PROGENITOR: &str = "progenitor";
const OPENAPI_TO_RUST: &str = "openapi-to-rust";

/// One or several descriptions, in the forms that the generators read.
struct Subject {
    name: String,
    ours: Input,
    others: Vec<Readable>,
}

fn main() -> Result<()> {
    if let Some(result) = large::asked() {
        return result;
    }
    let options = Options::from_arguments()?;
    let subjects = [own()?, made_up()?];
    println!(
        "{}.\n",
        locked(&["progenitor", "openapi-to-rust"])?.join(", ")
    );
    let title = "From text to text in one process: CPU time, medians. Ours \
                 also emits the validator, its registry and the reference pages; the others read what \
                 `trueup export --for progenitor` makes of the documents";
    let heads = [
        "",
        "milliseconds",
        "times ours",
        "lines of Rust",
        "milliseconds per 1,000 lines",
        "noise",
    ];
    let mut table = Table::new(title, &heads);
    for subject in &subjects {
        for (name, reason) in subject.others.iter().flat_map(|other| &other.left_out) {
            println!("left out for progenitor: `{name}`: {reason}\n");
        }
        rows(&options, subject, &mut table)?;
    }
    println!("{table}");
    Ok(())
}

/// The documents of the spec folder.
fn own() -> Result<Subject> {
    let spec = Spec::read(&repository().join("spec"))?;
    let mut others = Vec::new();
    for file in [
        "billing.yaml",
        "lnd.yaml",
        "provisioning.yaml",
        "users.yaml",
    ] {
        others.push(readable(spec.texts.clone(), file)?);
    }
    let operations: usize = others.iter().map(|other| other.operations).sum();
    let left_out: usize = others.iter().map(|other| other.left_out.len()).sum();
    Ok(Subject {
        name: format!(
            "the four documents, {} operations ({operations} for the others)",
            operations + left_out
        ),
        ours: Input::new(&spec, "bench")?,
        others,
    })
}

/// The document of the size of a public one.
fn made_up() -> Result<Subject> {
    let text = serde_json::to_string_pretty(&synthetic())?;
    let texts = BTreeMap::from([("events.yaml".to_owned(), text)]);
    let other = readable(texts.clone(), "events.yaml")?;
    Ok(Subject {
        name: format!("synthetic document, {} operations", other.operations),
        ours: Input::of_texts(texts, "bench")?,
        others: vec![other],
    })
}

fn rows(options: &Options, subject: &Subject, table: &mut Table) -> Result<()> {
    let all = |generate: fn(&str) -> Result<String>| -> usize {
        subject
            .others
            .iter()
            .map(|other| generate(&other.text).map_or(0, |text| text.lines().count()))
            .sum()
    };
    let emitted = || ours(&subject.ours).map_or(0, |files| rust_lines(&files));
    let lines = [
        (OURS, emitted()),
        (PROGENITOR, all(progenitor)),
        (OPENAPI_TO_RUST, all(openapi_to_rust)),
    ];
    if lines.iter().any(|(_, lines)| *lines == 0) {
        return Err(format!("{}: a generator failed: {lines:?}", subject.name).into());
    }
    let mut cases = [
        Case::new(OURS, emitted),
        Case::new(PROGENITOR, || all(progenitor)),
        Case::new(OPENAPI_TO_RUST, || all(openapi_to_rust)),
    ];
    let samples = run(options, &mut cases)?;
    for (name, lines) in lines {
        let time = samples.median(name).unwrap_or(f64::NAN) / 1e6;
        table.row([
            format!("{}: {name}", subject.name),
            format!("{time:.1}"),
            format!("{:.2}", samples.ratio(name, OURS).unwrap_or(f64::NAN)),
            lines.to_string(),
            format!("{:.2}", time / lines as f64 * 1e3),
            format!("±{:.0} %", samples.noise() * 100.0),
        ]);
    }
    Ok(())
}

fn rust_lines(files: &BTreeMap<String, String>) -> usize {
    let rust = files
        .iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "rs"));
    rust.map(|(_, text)| text.lines().count()).sum()
}
