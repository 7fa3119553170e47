//! Writes the bodies: members in the order of the schema, and shuffled.

use std::path::Path;
use std::{env, fs};

use bench_fixtures::{Random, Spec, documents, shuffled};
use bench_harness::{Result, repository};

fn main() -> Result<()> {
    let spec = repository().join("spec");
    println!("cargo::rerun-if-changed={}", spec.display());
    let out = env::var("OUT_DIR")?;
    for document in documents(&Spec::read(&spec)?)? {
        let file = |order: &str| Path::new(&out).join(format!("{}.{order}.json", document.name));
        fs::write(file("ordered"), serde_json::to_vec(&document.valid)?)?;
        let mixed = shuffled(&document.valid, &mut Random(7));
        fs::write(file("shuffled"), serde_json::to_vec(&mixed)?)?;
    }
    Ok(())
}
