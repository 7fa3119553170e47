//! The tables.

use bench_harness::{Case, Options, Result, Samples, Table, locked, run};

use crate::contenders::{self, Contender, MACRO, OURS, SONIC, SYNTAX};
use crate::documents::{Body, DOCUMENTS, Document};

/// Valid bodies: how long until the verdict.
///
/// # Errors
///
/// A contender that is wrong.
pub(crate) fn valid(options: &Options) -> Result<()> {
    let mut measured = Vec::new();
    for document in DOCUMENTS {
        let contenders = contenders::verdict(document)?;
        for body in document.bodies.iter().filter(|body| body.errors == 0) {
            measured.push(measure(options, document, body, &contenders)?);
        }
    }
    let versions = locked(&["serde_json", "jsonschema", "boon", "sonic-rs"])?.join(", ");
    println!("{versions}; `serde_json` with the features that they ask for themselves.\n");
    println!(
        "{}",
        table("Valid bodies, from bytes to verdict", &measured)?
    );
    targets(&measured);
    Ok(())
}

/// Bodies with errors: how long until all errors are known.
///
/// # Errors
///
/// A contender that is wrong.
pub(crate) fn broken(options: &Options) -> Result<()> {
    let mut measured = Vec::new();
    for document in DOCUMENTS {
        let contenders = contenders::errors(document)?;
        for body in document
            .bodies
            .iter()
            .filter(|body| body.errors > 0 && body.layout == "compact")
        {
            measured.push(measure(options, document, body, &contenders)?);
        }
    }
    println!(
        "\n{}",
        table(
            "Bodies with errors, compact, from bytes to the list of errors",
            &measured
        )?
    );
    Ok(())
}

/// What one body took.
struct Measured {
    document: &'static str,
    body: &'static Body,
    samples: Samples,
}

fn measure(
    options: &Options,
    document: &'static Document,
    body: &'static Body,
    contenders: &[Contender],
) -> Result<Measured> {
    for contender in contenders {
        let found = (contender.judge)(body.text);
        if found != body.errors {
            let (name, layout) = (document.name, body.layout);
            return Err(format!(
                "{} finds {found} errors in {name} ({layout}), not {}",
                contender.name, body.errors
            )
            .into());
        }
    }
    let mut cases: Vec<_> = contenders
        .iter()
        .map(|contender| Case::new(contender.name, || (contender.judge)(body.text)))
        .collect();
    Ok(Measured {
        document: document.name,
        body,
        samples: run(options, &mut cases)?,
    })
}

/// One row a contender, one column a body.
fn table(title: &str, measured: &[Measured]) -> Result<Table> {
    let noise = measured
        .iter()
        .map(|measured| measured.samples.noise())
        .fold(0.0, f64::max);
    let title = format!(
        "{title}: microseconds of CPU time, in brackets how many times ours (medians; noise at most ±{:.0} %)",
        noise * 100.0
    );
    let heads: Vec<_> = measured.iter().map(head).collect();
    let heads: Vec<_> = std::iter::once("")
        .chain(heads.iter().map(String::as_str))
        .collect();
    let mut table = Table::new(title, &heads);
    let first = measured.first().ok_or("nothing was measured")?;
    for contender in &first.samples.0 {
        let cells = measured
            .iter()
            .map(|measured| cell(&measured.samples, &contender.name));
        table.row(std::iter::once(contender.name.clone()).chain(cells));
    }
    Ok(table)
}

fn head(measured: &Measured) -> String {
    let Measured { document, body, .. } = measured;
    let size = match body.text.len() {
        bytes if bytes < 10_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        bytes => format!("{:.0} kB", bytes as f64 / 1e3),
    };
    match body.errors {
        0 => format!("{document}, {}, {size}", body.layout),
        errors => format!("{document}, {errors} wrong, {size}"),
    }
}

fn cell(samples: &Samples, name: &str) -> String {
    let (time, ratio) = (samples.median(name), samples.ratio(name, OURS));
    match (time, ratio) {
        (Some(time), Some(ratio)) => format!("{:.1} ({ratio:.2})", time / 1e3),
        _ => "–".to_owned(),
    }
}

/// What was to be reached, and whether it was.
fn targets(measured: &[Measured]) {
    let ratio = |document: &str, layout: &str, name: &str| {
        let of = measured
            .iter()
            .find(|measured| measured.document == document && measured.body.layout == layout);
        of.and_then(|measured| measured.samples.ratio(name, OURS))
            .unwrap_or(f64::NAN)
    };
    let mut rows = Vec::new();
    for (layout, times) in [("compact", 15.0), ("indented", 8.0)] {
        let found = ratio("channels", layout, MACRO);
        rows.push((
            format!("channels, {layout}, against the `jsonschema` macro"),
            times,
            found,
        ));
    }
    for (contender, short, layouts) in [
        (SYNTAX, "syntax only", &["compact"][..]),
        (SONIC, "typed `sonic-rs`", &["compact", "indented"]),
    ] {
        for document in DOCUMENTS {
            for layout in layouts {
                let found = ratio(document.name, layout, contender);
                rows.push((
                    format!("{}, {layout}, against {short}", document.name),
                    1.0,
                    found,
                ));
            }
        }
    }
    let mut table = Table::new("Targets: times faster", &["", "at least", "measured", ""]);
    for (what, wanted, found) in rows {
        let verdict = if found >= wanted {
            "reached".to_owned()
        } else {
            format!("missed by {:.0} %", (1.0 - found / wanted) * 100.0)
        };
        table.row([what, format!("{wanted:.1}"), format!("{found:.2}"), verdict]);
    }
    println!("{table}");
}
