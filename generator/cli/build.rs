//! Takes in the sources of the crates that emitted code calls, so that the program can put them beside it.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Their folders. Each has its manifest, free of the workspace, in `runtime/`.
const CRATES: [&str; 5] = [
    "client-runtime",
    "validator-runtime",
    "doc-check",
    "io",
    "text",
];

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut table = "&[\n".to_owned();
    for name in CRATES {
        // In the repository the crates lie beside this one; what is published has copies.
        let beside = package.join("..").join(name).join("src");
        let own = package.join("runtime").join(name);
        let sources = if beside.is_dir() { beside } else { own };
        println!("cargo::rerun-if-changed={}", sources.display());
        for file in files(&sources)? {
            let inner = file
                .strip_prefix(&sources)?
                .to_string_lossy()
                .replace('\\', "/");
            entry(&mut table, &format!("{name}/src/{inner}"), &file)?;
        }
        let manifest = package.join(format!("runtime/{name}.toml"));
        println!("cargo::rerun-if-changed={}", manifest.display());
        entry(&mut table, &format!("{name}/Cargo.toml"), &manifest)?;
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            entry(
                &mut table,
                &format!("{name}/{license}"),
                &package.join(license),
            )?;
        }
    }
    table.push_str("]\n");
    fs::write(out.join("runtime.rs"), table)?;
    Ok(())
}

fn entry(table: &mut String, path: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    let file = file.canonicalize()?;
    let file = file.to_str().ok_or("a path that is not Unicode")?;
    writeln!(table, "    ({path:?}, include_str!({file:?})),")?;
    Ok(())
}

/// All files below a folder, by path.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
