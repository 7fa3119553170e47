//! What each generator makes of documents of others: of how many it makes a client, and of a sample, whether that
//! compiles. `TRUEUP_DOCUMENTS` names folders of documents in JSON or YAML, at any depth, as `PATH` names folders;
//! `TRUEUP_SAMPLE` says how many of each version are compiled, 60 if it says nothing. What is found goes line by line into
//! the file that `TRUEUP_ROWS` names, if it names one; what stands there is not asked again.
//!
//! A generator may end its process, so each document is given to a process of its own: this program again.

mod compiled;
mod folder;
mod rows;
mod trial;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use bench_harness::{Options, Result, Table, locked};

use compiled::Workshop;
use folder::{Document, LARGEST, Version, documents, sample};
use rows::Rows;
use trial::{Contender, End};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if let (Some(contender), Some(path)) = (arguments.next(), arguments.next()) {
        return trial::run(
            &contender,
            &path,
            arguments.next().as_deref().map(Path::new),
        );
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
    let Some(folders) = std::env::var_os("TRUEUP_DOCUMENTS") else {
        println!("Not measured: `TRUEUP_DOCUMENTS` names no folder of OpenAPI documents.");
        return Ok(());
    };
    let file = std::env::var_os("TRUEUP_ROWS");
    let mut rows = Rows::open(file.as_deref().map(Path::new))?;
    let most = match std::env::var("TRUEUP_SAMPLE") {
        Ok(text) => text.parse()?,
        Err(_) if options.quick => 3,
        Err(_) => 60,
    };
    let all = documents(std::env::split_paths(&folders))?;
    println!(
        "{}; {} documents.\n",
        locked(&["progenitor", "openapi-to-rust"])?.join(", "),
        all.len(),
    );
    let mut read = all.clone();
    if options.quick {
        read = Version::ALL
            .iter()
            .flat_map(|version| sample(&all, *version, 10))
            .collect();
    }
    println!("{}", compiled(&all, most, &mut rows)?);
    println!("{}", outcomes(&read, &mut rows)?);
    Ok(())
}

/// What became of the documents, and why ours refused those that it did.
fn outcomes(documents: &[Document], rows: &mut Rows) -> Result<String> {
    let heads = [
        "",
        "version",
        "documents",
        "generates",
        "refuses",
        "panics or aborts",
        "runs too long",
    ];
    let mut table = Table::new("Documents of which each makes a client", &heads);
    let mut refused = Vec::new();
    for contender in Contender::ALL {
        let mut counts: BTreeMap<Version, [usize; End::COUNT]> = BTreeMap::new();
        for document in documents {
            let found = rows.get("generate", contender.name(), &document.path, || {
                let (end, codes) = trial::spawn(*contender, &document.path, None)?;
                Ok([vec![end.name().to_owned()], codes].concat())
            })?;
            let Some((end, codes)) = found.split_first() else {
                continue;
            };
            let counts = counts.entry(document.version).or_default();
            if let Some(count) = End::of(end).and_then(|end| counts.get_mut(end as usize)) {
                *count += 1;
            }
            if !codes.is_empty() {
                refused.push(format!(
                    "- `{}`: {}",
                    document.path.display(),
                    codes.join(", ")
                ));
            }
        }
        for (version, counts) in counts {
            let total: usize = counts.iter().sum();
            let head = [contender.name(), version.name()].map(str::to_owned);
            let counts = std::iter::once(total).chain(counts);
            let counts = counts.map(|count| count.to_string());
            table.row(head.into_iter().chain(counts));
        }
    }
    Ok(format!(
        "{table}\nWhat ours refuses:\n\n{}\n",
        refused.join("\n")
    ))
}

/// Of a sample of each version, how many clients compile.
fn compiled(documents: &[Document], most: usize, rows: &mut Rows) -> Result<String> {
    let heads = [
        "",
        "version",
        "drawn",
        "generated",
        "compiles",
        "without a warning",
    ];
    let title = format!(
        "A sample of each version, of documents of at most {:.1} MB, compiled: ours the client with all features, and the \
         validator",
        LARGEST as f64 / 1e6
    );
    let mut table = Table::new(title, &heads);
    let mut faults = Vec::new();
    for contender in [Contender::Ours, Contender::OpenapiToRust] {
        for version in Version::ALL {
            let drawn = sample(documents, *version, most);
            if drawn.is_empty() {
                continue;
            }
            let mut workshop = Workshop::new(contender, *version)?;
            for document in &drawn {
                workshop.add(document)?;
            }
            let outcome = workshop.check(rows)?;
            let counts = [
                drawn.len(),
                workshop.generated(),
                outcome.compiles,
                outcome.clean,
            ];
            let head = [contender.name(), version.name()].map(str::to_owned);
            table.row(
                head.into_iter()
                    .chain(counts.map(|count| count.to_string())),
            );
            faults.extend(outcome.faults);
        }
    }
    Ok(format!(
        "{table}\nWhat the compiler says, the first of each:\n\n{}\n",
        faults.join("\n")
    ))
}
