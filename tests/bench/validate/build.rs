//! Makes the bodies, their schemas, and the validators that `jsonschema`'s macro compiles.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use bench_fixtures::{Document, Spec, documents, draft4};
use bench_harness::{Result, repository};

fn main() -> Result<()> {
    let spec = repository().join("spec");
    println!("cargo::rerun-if-changed={}", spec.display());
    let spec = Spec::read(&spec)?;
    let out = env::var("OUT_DIR")?;
    let (mut list, mut modules) = (String::from("&[\n"), String::new());
    for document in documents(&spec)? {
        let (file, pointer) = document.schema;
        let path = Path::new(&out).join(format!("{}.schema.json", document.name));
        fs::write(
            &path,
            serde_json::to_string(&draft4(&spec, file, pointer)?)?,
        )?;
        write!(modules, "{}", compiled(document.name, &path))?;
        write!(list, "{}", listed(&document, Path::new(&out))?)?;
    }
    list.push_str("]\n");
    fs::write(Path::new(&out).join("documents.rs"), list)?;
    fs::write(Path::new(&out).join("compiled.rs"), modules)?;
    Ok(())
}

/// A module with the validator that the macro makes.
fn compiled(name: &str, schema: &Path) -> String {
    let formats = ["int64", "uint64", "hex", "byte"]
        .map(|format| format!("{format:?} => crate::formats::{format}"))
        .join(", ");
    format!(
        "pub(crate) mod {name} {{\n    #[jsonschema::validator(path = {schema:?}, draft = Draft4, \
         validate_formats = true, formats = {{ {formats} }})]\n    pub(crate) struct Validator;\n}}\n"
    )
}

/// The entry of a document, with its bodies beside it.
fn listed(document: &Document, out: &Path) -> Result<String> {
    let name = document.name;
    let mut entry = format!(
        "Document {{ name: {name:?}, operation: {:?}, schema: include_str!(\"{name}.schema.json\"), \
         compiled_valid: crate::compiled::{name}::Validator::is_valid, \
         compiled_errors: |value| crate::compiled::{name}::Validator::iter_errors(value).count(), bodies: &[\n",
        document.operation,
    );
    for errors in [0, 1, 100] {
        let body = if errors == 0 {
            Some(document.valid.clone())
        } else {
            document.broken(errors)
        };
        let Some(body) = body else { continue };
        for (layout, text) in [
            ("compact", serde_json::to_string(&body)?),
            ("indented", serde_json::to_string_pretty(&body)?),
        ] {
            let file = format!("{name}.{errors}.{layout}.json");
            fs::write(out.join(&file), text)?;
            writeln!(
                entry,
                "Body {{ layout: {layout:?}, errors: {errors}, text: include_bytes!({file:?}) }},"
            )?;
        }
    }
    entry.push_str("] },\n");
    Ok(entry)
}
