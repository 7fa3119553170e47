//! From the text of a schema to the verdict on one body: what a program without a compiler has to do.

use bench_harness::{Case, Options, Result, Table, run};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::{Policy, Violations};

use crate::contenders;
use crate::documents::{DOCUMENTS, Document};

const OURS: &str = "**registry in memory**";
const RUNTIME: &str = "`Value` + `jsonschema` runtime";

/// Each schema, loaded anew for each verdict.
///
/// # Errors
///
/// A contender that is wrong.
pub(crate) fn report(options: &Options) -> Result<()> {
    let mut table = Table::new(
        "Loading included, from the texts of schema and body to the verdict: microseconds of CPU time, in brackets how many \
         times ours",
        &["", "schema, kB", OURS, RUNTIME],
    );
    for document in DOCUMENTS {
        let bodies = document.bodies.iter();
        let body = bodies
            .filter(|body| body.errors == 0)
            .min_by_key(|body| body.text.len());
        let body = body.ok_or("no valid body")?.text;
        let schema = as_document(document)?;
        let (ours, theirs) = (judge(&schema, body)?, runtime(document, body)?);
        if !(ours && theirs) {
            return Err(format!("{}: a valid body is refused", document.name).into());
        }
        let mut cases = [
            Case::new(OURS, || usize::from(judge(&schema, body).unwrap_or(false))),
            Case::new(RUNTIME, || {
                usize::from(runtime(document, body).unwrap_or(false))
            }),
        ];
        let samples = run(options, &mut cases)?;
        let cell = |name: &str| match (samples.median(name), samples.ratio(name, OURS)) {
            (Some(time), Some(ratio)) => format!("{:.0} ({ratio:.2})", time / 1e3),
            _ => "–".to_owned(),
        };
        let size = format!("{:.1}", document.schema.len() as f64 / 1e3);
        table.row([document.name.to_owned(), size, cell(OURS), cell(RUNTIME)]);
    }
    println!("\n{table}");
    Ok(())
}

/// The schema with the name of its dialect, so that both read it alike.
fn as_document(document: &Document) -> Result<String> {
    let mut schema: serde_json::Value = serde_json::from_str(document.schema)?;
    let root = schema.as_object_mut().ok_or("no object")?;
    let dialect = "http://json-schema.org/draft-04/schema#";
    root.insert("$schema".to_owned(), dialect.into());
    Ok(schema.to_string())
}

fn judge(schema: &str, body: &[u8]) -> Result<bool> {
    let sources = Sources::new([("schema.json".to_owned(), schema.to_owned())].into());
    let (mut diagnostics, arena) = (Diagnostics::default(), Arena::default());
    let Some(api) = load(&sources, &mut diagnostics, &arena) else {
        let said = diagnostics.into_sorted();
        return Err(said
            .first()
            .map_or_else(String::new, |one| one.message.clone())
            .into());
    };
    let service = api.services.first().ok_or("no document")?;
    let check = service.root().ok_or("no schema")?.check;
    Ok(Violations::check(body, check, Policy::SCHEMA).is_ok())
}

fn runtime(document: &Document, body: &[u8]) -> Result<bool> {
    let judge = contenders::runtime(document)?;
    Ok(judge.is_valid(&serde_json::from_slice(body)?))
}
