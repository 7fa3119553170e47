//! Generates progenitor's client of every document and fixture, and what calls it and ours with the same values.

#[path = "build/documents.rs"]
mod documents;
#[path = "build/driver.rs"]
mod driver;
#[path = "build/ours.rs"]
mod ours;
#[path = "build/theirs.rs"]
mod theirs;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (mut modules, mut facts, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for document in documents::all(&root)? {
        let theirs = theirs::client(document.exported)
            .map_err(|error| format!("{}: {error}", document.name))?;
        let driver = driver::driver(&driver::Clients {
            module: &document.name,
            library: &document.library,
            schemes: &document.schemes,
            ours: &ours::calls(&document.client, &document.calls)?,
            theirs: &theirs,
        })?;
        if !theirs.calls.is_empty() {
            modules.push(driver);
            names.push(document.name.clone());
        }
        facts.push(json!({
            "name": document.name,
            "exported": theirs.document,
            "left_out": document.left_out,
            "refused": theirs.refused,
            "operations": document.examples,
        }));
    }
    modules.push(driver::choice(&names));
    let clients = prettyplease::unparse(&syn::parse2(modules.into_iter().collect())?);
    fs::write(out.join("clients.rs"), clients)?;
    fs::write(out.join("facts.json"), json!(facts).to_string())?;
    Ok(())
}
