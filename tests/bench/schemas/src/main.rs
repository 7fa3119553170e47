//! `cargo run --release -p bench-schemas -- FOLDER [BLAZE]`: for each schema of a folder (`NAME/schema.json`, its
//! instances one a line in `NAME/instances.jsonl`), how long until the verdict on all instances.
//!
//! The folder is that of `sourcemeta-research/jsonschema-benchmark`, which is had by hand. `BLAZE` is the program of the
//! npm package `@sourcemeta/jsonschema`: it times documents that are parsed already.

mod blaze;
mod ours;

use std::path::{Path, PathBuf};
use std::{env, fs};

use bench_harness::{Case, Options, Result, Table, run};
use serde_json::Value;

const OURS: &str = "trueup";
const JSONSCHEMA: &str = "jsonschema";
const BOON: &str = "boon";
const PARSE: &str = "serde_json, no verdict";

/// A schema and its instances.
struct Set {
    name: String,
    schema: PathBuf,
    text: String,
    instances: Vec<String>,
}

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("name the folder of the schemas")?;
    let blaze = arguments.next().map(PathBuf::from);
    let mut sets = sets(Path::new(&folder))?;
    sets.sort_by(|a, b| a.name.cmp(&b.name));
    let heads = [
        "",
        "instances",
        OURS,
        JSONSCHEMA,
        BOON,
        PARSE,
        "Blaze, parsed",
        "Blaze and parsing",
    ];
    let title =
        "Microseconds of CPU time for all instances of a schema; in brackets, how many times ours";
    let mut table = Table::new(title, &heads);
    let (mut faster, mut faster_alone, mut compared) = (0, 0, 0);
    for set in &sets {
        match measure(set, blaze.as_deref()) {
            Ok((row, ratios)) => {
                table.row(row);
                if let Some((alone, with_parsing)) = ratios {
                    compared += 1;
                    faster += usize::from(with_parsing > 1.0);
                    faster_alone += usize::from(alone > 1.0);
                }
            }
            Err(error) => println!("{}: {error}", set.name),
        }
    }
    println!("{table}");
    if compared > 0 {
        println!(
            "Of {compared} schemas, faster from bytes than Blaze with parsing on {faster}, than its evaluation alone on {faster_alone}."
        );
    }
    Ok(())
}

fn sets(folder: &Path) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let (schema, instances) = (path.join("schema.json"), path.join("instances.jsonl"));
        // Some files of the repository may not be there.
        let Ok(instances) = fs::read_to_string(instances) else {
            continue;
        };
        sets.push(Set {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            text: fs::read_to_string(&schema)?,
            schema,
            instances: instances.lines().map(str::to_owned).collect(),
        });
    }
    Ok(sets)
}

/// The cells of a row of the table, and how many times ours Blaze takes, without and with parsing.
type Row = (Vec<String>, Option<(f64, f64)>);

fn measure(set: &Set, blaze: Option<&Path>) -> Result<Row> {
    let schema: Value = serde_json::from_str(&set.text)?;
    let ours = ours::Loaded::of(&set.text)?;
    let ours = ours.check()?;
    let jsonschema = jsonschema::validator_for(&schema).ok();
    let boon = boon_of(&schema);
    let texts = &set.instances;
    let parsed = |text: &String| serde_json::from_str::<Value>(text).unwrap_or_default();
    let count_ours = || {
        texts
            .iter()
            .filter(|text| ours.admits(text.as_bytes()))
            .count()
    };
    let count_theirs = |judge: &jsonschema::Validator| {
        texts
            .iter()
            .filter(|text| judge.is_valid(&parsed(text)))
            .count()
    };
    let count_boon = |(schemas, index): &(boon::Schemas, boon::SchemaIndex)| {
        texts
            .iter()
            .filter(|text| schemas.validate(&parsed(text), *index).is_ok())
            .count()
    };
    let valid = count_ours();
    for (name, count) in [
        (JSONSCHEMA, jsonschema.as_ref().map(count_theirs)),
        (BOON, boon.as_ref().map(count_boon)),
    ] {
        if count.is_some_and(|count| count != valid) {
            println!(
                "{}: {valid} of {} are valid, {name} says {count:?}",
                set.name,
                texts.len()
            );
        }
    }
    let mut cases = vec![
        Case::new(OURS, count_ours),
        Case::new(PARSE, || {
            texts
                .iter()
                .map(|text| usize::from(parsed(text).is_null()))
                .sum()
        }),
    ];
    if let Some(judge) = &jsonschema {
        cases.push(Case::new(JSONSCHEMA, || count_theirs(judge)));
    }
    if let Some(judge) = &boon {
        cases.push(Case::new(BOON, || count_boon(judge)));
    }
    let samples = run(
        &Options {
            rounds: 15,
            ..Options::FULL
        },
        &mut cases,
    )?;
    let own = samples.median(OURS).ok_or("no measurement")?;
    let cell = |name: &str| match (samples.median(name), samples.ratio(name, OURS)) {
        (Some(time), Some(ratio)) => format!("{:.1} ({ratio:.2})", time / 1e3),
        _ => "–".to_owned(),
    };
    let mut row = vec![set.name.clone(), format!("{valid} of {}", texts.len())];
    row.extend([OURS, JSONSCHEMA, BOON, PARSE].map(cell));
    let Some(alone) = blaze
        .map(|program| blaze::nanoseconds(program, &set.schema))
        .transpose()?
    else {
        row.extend(["–".to_owned(), "–".to_owned()]);
        return Ok((row, None));
    };
    let parsing = samples.median(PARSE).unwrap_or_default();
    let ratios = (alone / own, (alone + parsing) / own);
    row.push(format!("{:.1} ({:.2})", alone / 1e3, ratios.0));
    row.push(format!("{:.1} ({:.2})", (alone + parsing) / 1e3, ratios.1));
    Ok((row, Some(ratios)))
}

fn boon_of(schema: &Value) -> Option<(boon::Schemas, boon::SchemaIndex)> {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("schema.json", schema.clone()).ok()?;
    let index = compiler.compile("schema.json", &mut schemas).ok()?;
    Some((schemas, index))
}
