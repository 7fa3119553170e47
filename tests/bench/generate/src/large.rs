//! Large descriptions, those of a folder: each generator by itself in a process of its own, whose memory is its own too.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bench_generators::{Input, exported, openapi_to_rust, ours, progenitor};
use bench_harness::{Result, Table, cpu, locked};

/// The folder of descriptions.
const FOLDER: &str = "TRUEUP_LARGE";
/// In a process of its own: the generator.
const GENERATOR: &str = "TRUEUP_LARGE_GENERATOR";
/// In a process of its own: the file.
const FILE: &str = "TRUEUP_LARGE_FILE";

/// The generators by name.
const GENERATORS: [&str; 4] = [
    "ours: client, validator, page",
    "ours: client",
    "progenitor",
    "openapi-to-rust",
];

/// The table of a folder, if one is named; in a process of its own, one line of it.
pub(crate) fn asked() -> Option<Result<()>> {
    if let (Ok(generator), Ok(file)) = (env::var(GENERATOR), env::var(FILE)) {
        return Some(measure(&generator, Path::new(&file)));
    }
    env::var(FOLDER)
        .ok()
        .map(|folder| table(Path::new(&folder)))
}

fn table(folder: &Path) -> Result<()> {
    println!(
        "{}.\n",
        locked(&["progenitor", "openapi-to-rust"])?.join(", ")
    );
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.retain(|path| {
        path.extension()
            .is_some_and(|end| end == "json" || end == "yaml")
    });
    files.sort();
    let title = "From the text of a description to the text of what is emitted, each in a process of its own: CPU seconds of all threads, \
                 memory at its peak. The others read the copy that `trueup export --for progenitor` makes, which is not in their time";
    let heads = ["", "CPU seconds", "memory, MB", "lines of Rust"];
    let mut table = Table::new(title, &heads);
    for file in &files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let size = fs::metadata(file)?.len() as f64 / 1e6;
        for generator in GENERATORS {
            let output = Command::new(env::current_exe()?)
                .env(GENERATOR, generator)
                .env(FILE, file)
                .output()?;
            let text = String::from_utf8_lossy(&output.stdout);
            let cells = text.lines().last().filter(|_| output.status.success());
            let cells = cells.map(|line| line.split('\t').map(str::to_owned).collect());
            let cells =
                cells.unwrap_or_else(|| vec!["refused".to_owned(), "-".to_owned(), "-".to_owned()]);
            let head = format!("{name} ({size:.1} MB): {generator}");
            table.row([head].into_iter().chain(cells));
        }
    }
    println!("{table}");
    Ok(())
}

/// Runs a generator, and prints time, memory and lines.
fn measure(generator: &str, file: &Path) -> Result<()> {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let texts = BTreeMap::from([(name.clone(), fs::read_to_string(file)?)]);
    let (seconds, lines) = match generator {
        "progenitor" | "openapi-to-rust" => {
            // What comes before needs memory, too, but not more than the generator.
            let text = exported(texts, &name)?.text;
            let generate = if generator == "progenitor" {
                progenitor
            } else {
                openapi_to_rust
            };
            let start = cpu()?;
            let lines = generate(&text)?.lines().count();
            (cpu()? - start, lines)
        }
        _ => {
            let mut input = Input::of_texts(texts, "bench")?;
            if generator == "ours: client" {
                input = input.clients_only();
            }
            let start = cpu()?;
            let files = ours(&input)?;
            (cpu()? - start, super::rust_lines(&files))
        }
    };
    let memory = peak().map_or_else(
        || "-".to_owned(),
        |kilobytes| (kilobytes / 1000).to_string(),
    );
    println!("{:.1}\t{memory}\t{lines}", seconds.as_secs_f64());
    Ok(())
}

/// The most memory that this process has had, in kilobytes; nothing where the system does not say.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
