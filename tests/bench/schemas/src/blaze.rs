//! Blaze, by the program of its npm package.

use std::path::Path;
use std::process::Command;

use bench_harness::Result;

/// How often it goes over all instances.
const LOOPS: &str = "200";

/// The nanoseconds that it says it takes for all instances once.
pub(crate) fn nanoseconds(program: &Path, schema: &Path) -> Result<f64> {
    let instances = schema.with_file_name("instances.jsonl");
    let output = Command::new(program)
        .args(["validate", "--benchmark", "--loop", LOOPS])
        .args([schema, &instances])
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    total(&text).ok_or_else(|| format!("Blaze says `{}`", text.trim()).into())
}

/// One line an instance: `…: PASS 1.234 +- 0.056 us`, or `ns`, or `ms`.
fn total(text: &str) -> Option<f64> {
    let mut total = None;
    for line in text.lines() {
        let Some((_, rest)) = line.split_once("+-") else {
            continue;
        };
        let (before, _) = line.split_once("+-")?;
        let mean: f64 = before.split_whitespace().last()?.parse().ok()?;
        let unit = rest.split_whitespace().nth(1)?;
        let factor = match unit {
            "ns" => 1.0,
            "us" | "µs" => 1e3,
            "ms" => 1e6,
            _ => return None,
        };
        *total.get_or_insert(0.0) += mean * factor;
    }
    total
}
