//! How many documents of others each generator makes a client of: `TRUEUP_DOCUMENTS` names a folder of OpenAPI 3.0
//! documents in JSON, at any depth.
//!
//! A generator may end its process, so each document is given to a process of its own: this program again.

mod folder;
mod trial;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use bench_harness::{Options, Result, Table, locked};

use folder::{Document, documents};
use trial::{Contender, End};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if let (Some(contender), Some(path)) = (arguments.next(), arguments.next()) {
        return trial::run(&contender, &path);
    }
    match report() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn report() -> Result<()> {
    let options = Options::from_arguments()?;
    let Some(folder) = std::env::var_os("TRUEUP_DOCUMENTS").map(PathBuf::from) else {
        println!("Not measured: `TRUEUP_DOCUMENTS` names no folder of OpenAPI documents in JSON.");
        return Ok(());
    };
    let mut documents = documents(&folder)?;
    if options.quick {
        documents.truncate(20);
    }
    let operations: usize = documents.iter().map(|document| document.operations).sum();
    println!(
        "{}; {} documents of OpenAPI 3.0 with {operations} operations.\n",
        locked(&["progenitor", "openapi-to-rust"])?.join(", "),
        documents.len(),
    );
    println!("{}", outcomes(&documents)?);
    Ok(())
}

/// What became of the documents, and why ours refused those that it did.
fn outcomes(documents: &[Document]) -> Result<String> {
    let heads = [
        "",
        "generates",
        "refuses",
        "panics or aborts",
        "runs too long",
    ];
    let mut table = Table::new("Documents of which each makes a client", &heads);
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for contender in Contender::ALL {
        let mut counts = [0usize; End::COUNT];
        for document in documents {
            let (end, codes) = trial::spawn(*contender, &document.path)?;
            if let Some(count) = counts.get_mut(end as usize) {
                *count += 1;
            }
            for code in codes {
                *reasons.entry(code).or_default() += 1;
            }
        }
        let counts = counts.iter().map(ToString::to_string);
        table.row(std::iter::once(contender.name().to_owned()).chain(counts));
    }
    let mut most: Vec<_> = reasons.into_iter().collect();
    most.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), code.clone()));
    let most: Vec<_> = most
        .iter()
        .map(|(code, count)| format!("`{code}` {count}"))
        .collect();
    Ok(format!(
        "{table}\nWhat ours refuses, by document: {}.",
        most.join(", ")
    ))
}
