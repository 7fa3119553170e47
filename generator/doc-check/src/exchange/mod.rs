//! Recorded exchanges, checked against the registry: parameters, credential, request, response.

mod har;
mod judge;
pub(crate) mod query;
mod recording;
pub(crate) mod value;

use std::path::{Path, PathBuf};

use trueup_validator::registry::Api;

use crate::code::Code;
use crate::finding::{Finding, Findings};

/// A request and the answer to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Method, in capitals.
    pub method: String,
    /// URL or path, with query.
    pub url: String,
    /// Headers of the request.
    pub request_headers: Vec<(String, String)>,
    /// Body of the request.
    pub request: Option<Body>,
    /// Status of the answer.
    pub status: u16,
    /// Headers of the answer.
    pub response_headers: Vec<(String, String)>,
    /// Body of the answer.
    pub response: Option<Body>,
    /// Where the recording begins in its file: line and column.
    pub place: (u32, u32),
}

/// A recorded body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The bytes that travelled, as well as the recording tells.
    pub bytes: Vec<u8>,
    /// Where it stands in the file: line and column.
    pub place: (u32, u32),
    /// Whether the file holds it byte by byte, not as a string with escapes.
    pub verbatim: bool,
}

/// Checks exchanges in files and folders.
///
/// # Errors
/// Where a path cannot be read.
pub fn check(api: &Api, paths: &[PathBuf]) -> Result<Findings, String> {
    let mut findings = Findings::default();
    for file in files(paths)? {
        let text = std::fs::read(&file)
            .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let name = file.display().to_string().replace('\\', "/");
        check_text(api, &name, &String::from_utf8_lossy(&text), &mut findings);
    }
    findings.sort();
    Ok(findings)
}

/// Checks the exchanges of one recording or HAR file.
pub fn check_text(api: &Api, file: &str, text: &str, findings: &mut Findings) {
    let read = if file.ends_with(".har") {
        har::read(text)
    } else {
        recording::read(text)
    };
    match read {
        Ok(exchanges) => {
            for exchange in &exchanges {
                findings.count("exchanges");
                for finding in judge::judge(api, exchange) {
                    findings.push(finding.file(file));
                }
            }
        }
        Err(error) => {
            let (line, column) = (error.line() as u32, error.column() as u32);
            let message = format!("{}: {error}", Code::BadRecording.title());
            findings.push(
                Finding::new(Code::BadRecording, message)
                    .file(file)
                    .at(line.max(1), column.max(1)),
            );
        }
    }
}

/// The files named, and the recordings in the folders named, in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let explain = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(explain)? {
            let entry = entry.map_err(explain)?.path();
            if entry.is_file() && is_recording(&entry) {
                inside.push(entry);
            }
        }
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

fn is_recording(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "json" || extension == "har")
}
