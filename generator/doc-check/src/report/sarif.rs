//! Findings as SARIF 2.1.0 (OASIS standard), for code scanning.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Map, Value, json};
use trueup_validator::Severity;

use crate::finding::{Finding, Findings};

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let rules: BTreeSet<_> = findings
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    let rules: Vec<_> = rules.into_iter().map(rule).collect();
    let results: Vec<_> = findings.findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "trueup",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    super::json(&log, out)
}

fn rule(code: &'static str) -> Value {
    json!({ "id": code, "shortDescription": { "text": title(code) } })
}

fn title(name: &'static str) -> &'static str {
    let violation = trueup_validator::Code::ALL
        .iter()
        .find(|code| code.name() == name)
        .map(|code| code.title());
    let finding = crate::code::Code::ALL
        .iter()
        .find(|code| code.name() == name)
        .map(|code| code.title());
    violation.or(finding).unwrap_or(name)
}

fn result(finding: &Finding) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let mut result =
        json!({ "ruleId": finding.code, "level": level, "message": { "text": message } });
    if let (Some(result), Some(file)) = (result.as_object_mut(), &finding.file) {
        let mut physical = Map::new();
        physical.insert("artifactLocation".into(), json!({ "uri": uri(file) }));
        if let Some(region) = region(finding) {
            physical.insert("region".into(), region);
        }
        if !finding.edits.is_empty() {
            result.insert("fixes".into(), fixes(finding, file));
        }
        result.insert(
            "locations".into(),
            json!([{ "physicalLocation": physical }]),
        );
    }
    result
}

/// All edits of a finding are one fix.
fn fixes(finding: &Finding, file: &str) -> Value {
    let replacements: Vec<_> = finding
        .edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": {
                    "byteOffset": edit.start,
                    "byteLength": edit.end.saturating_sub(edit.start),
                },
                "insertedContent": { "text": edit.text },
            })
        })
        .collect();
    json!([{ "artifactChanges": [{
        "artifactLocation": { "uri": uri(file) },
        "replacements": replacements,
    }] }])
}

fn region(finding: &Finding) -> Option<Value> {
    let mut region = Map::new();
    region.insert("startLine".into(), finding.line?.into());
    for (name, number) in [
        ("startColumn", finding.column),
        ("endLine", finding.end_line),
        ("endColumn", finding.end_column),
    ] {
        if let Some(number) = number {
            region.insert(name.into(), number.into());
        }
    }
    Some(Value::Object(region))
}

/// A path as a relative reference (RFC 3986, section 4.2).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            b'\\' => uri.push('/'),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
