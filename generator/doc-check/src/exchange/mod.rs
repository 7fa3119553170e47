//! Recorded exchanges, checked against the registry: parameters, credential, request, response.

mod check;
mod har;
mod passed;
mod recording;

use std::path::{Path, PathBuf};

use trueup_io::Found;
use trueup_validator::registry::Api;

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::position::{line_and_column, offset_of};
use crate::route::Routes;
use crate::settings::Settings;

/// A request and the response to it.
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
    /// Status of the response; zero where none came.
    pub status: u16,
    /// Headers of the response.
    pub response_headers: Vec<(String, String)>,
    /// Body of the response.
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

/// Why a recording cannot be read, and where: line and column.
#[derive(Debug)]
struct Broken {
    message: String,
    place: (u32, u32),
}

impl Broken {
    /// Of a part of a file that begins at a place.
    fn within(part: &str, (line, column): (u32, u32), error: &serde_json::Error) -> Self {
        let last = offset_of(part, error.line(), error.column());
        let inside = line_and_column(part, last + usize::from(error.is_eof()));
        let place = match inside {
            (1, further) => (line, column + further - 1),
            (further, column) => (line + further - 1, column),
        };
        // The place in the message counts from the beginning of the part, and in bytes.
        let counted = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string();
        Self {
            message: message
                .strip_suffix(&counted)
                .unwrap_or(&message)
                .to_owned(),
            place,
        }
    }

    fn finding(self) -> Finding {
        let message = format!("{}: {}", Code::BadRecording.title(), self.message);
        let (line, column) = self.place;
        Finding::new(Code::BadRecording, message).at(line, column)
    }
}

/// Checks exchanges in files and folders, by the decisions of a team.
///
/// # Errors
/// Where a path cannot be read, or a folder holds no recording.
pub fn check(api: &Api<'_>, paths: &[PathBuf], settings: &Settings) -> Result<Findings, String> {
    let routes = Routes::new(api, settings);
    let mut findings = Findings::default();
    for file in trueup_io::inputs(paths, &wanted, "recording")? {
        let bytes = trueup_io::read(&file)?;
        let name = file.display().to_string().replace('\\', "/");
        match std::str::from_utf8(&bytes) {
            Ok(text) => judge_text(&routes, &name, text, &mut findings),
            Err(error) => {
                let before = String::from_utf8_lossy(&bytes);
                let broken = Broken {
                    message: "not UTF-8".to_owned(),
                    // Up to there the two texts are the same.
                    place: line_and_column(&before, error.valid_up_to()),
                };
                findings.push(broken.finding().file(&name));
            }
        }
    }
    findings.sort();
    Ok(settings.weigh(findings))
}

/// Checks the exchanges of one recording or HAR file.
pub fn check_text(api: &Api<'_>, file: &str, text: &str, findings: &mut Findings) {
    check_text_with(api, file, text, &Settings::default(), findings);
}

/// The same, by the decisions of a team but for the weights of codes.
pub fn check_text_with(
    api: &Api<'_>,
    file: &str,
    text: &str,
    settings: &Settings,
    findings: &mut Findings,
) {
    judge_text(&Routes::new(api, settings), file, text, findings);
}

fn judge_text<'a>(routes: &Routes<'a>, file: &str, text: &str, findings: &mut Findings) {
    // Archives may begin with a byte order mark (HAR 1.2), and readers of JSON may pass over one (RFC 8259, section 8.1).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = if text.trim().is_empty() {
        vec![Err(Broken {
            message: "the file is empty".to_owned(),
            place: (1, 1),
        })]
    } else if is_archive(Path::new(file)) {
        har::read(text)
    } else {
        vec![recording::read(text)]
    };
    let readable = || read.iter().filter_map(|exchange| exchange.as_ref().ok());
    let ours = || readable().filter(|exchange| passed::over(routes, exchange).is_none());
    let (all, judged) = (readable().count(), ours().count());
    let stripped = passed::credentials_are_stripped(routes, ours());
    let mut lacking = Vec::new();
    for exchange in read {
        let exchange = match exchange {
            Ok(exchange) => exchange,
            Err(broken) => {
                findings.push(broken.finding().file(file));
                continue;
            }
        };
        if let Some(why) = passed::over(routes, &exchange) {
            findings.count(why);
            continue;
        }
        findings.count("exchanges");
        for finding in check::judge(routes, &exchange) {
            match stripped && finding.code == Code::MissingCredential.name() {
                true => lacking.push(finding),
                false => findings.push(finding.file(file)),
            }
        }
    }
    if let Some(first) = lacking.first() {
        let message = "no request here carries a credential, and they were answered: the credentials were taken out";
        let mut finding = Finding::new(Code::StrippedCredentials, message).file(file);
        (finding.line, finding.column) = (first.line, first.column);
        findings.push(finding);
    }
    if judged == 0 && all > 0 {
        let message =
            format!("none of the {all} exchanges here is with a server of the description");
        let help = "`--server URL` names the one that was recorded";
        findings.push(
            Finding::new(Code::NothingRecognised, message)
                .file(file)
                .help(help),
        );
    }
}

/// The recordings of a folder, not those of the folders in it.
fn wanted(found: Found<'_>) -> bool {
    matches!(found, Found::File(name) if is_recording(Path::new(name)))
}

fn is_recording(path: &Path) -> bool {
    is_archive(path) || has_extension(path, "json")
}

fn is_archive(path: &Path) -> bool {
    has_extension(path, "har")
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}
