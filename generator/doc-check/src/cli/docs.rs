//! `docs`: checks documents that people read.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use clap::Args;
use trueup_io::{Found, Problem};
use trueup_validator::registry::Api;

use super::CouldNotRun;
use crate::document::{self, Complete, Options};
use crate::finding::Findings;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files, or folders of Markdown
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Every operation of the services that the documents cover must be documented
    #[arg(long)]
    complete: bool,
    /// Mend what has one right answer
    #[arg(long)]
    fix: bool,
    /// Tell of one cause at each of its lines, not at the first alone
    #[arg(long)]
    every: bool,
    /// Check again whenever a document changes
    #[arg(long)]
    watch: bool,
}

impl Arguments {
    /// Whether to go on after the first run.
    pub(super) fn watches(&self) -> bool {
        self.watch
    }

    /// Whether each place of a cause is a finding of its own.
    pub(super) fn is_every(&self) -> bool {
        self.every
    }

    fn options(&self) -> Options {
        Options {
            complete: if self.complete {
                Complete::Yes
            } else {
                Complete::No
            },
        }
    }
}

pub(super) fn check(api: &Api<'_>, arguments: &Arguments) -> Result<Findings, CouldNotRun> {
    let mut documents = read(&arguments.paths)?;
    let findings = document::check(api, &documents, arguments.options());
    if !arguments.fix {
        return Ok(findings);
    }
    for (name, text) in &mut documents {
        let here = findings
            .findings
            .iter()
            .filter(|finding| finding.file.as_deref() == Some(name.as_str()));
        let (mended, count) = document::apply(text, here);
        if count > 0 {
            trueup_io::replace(Path::new(name), mended.as_bytes())?;
            *text = mended;
        }
    }
    Ok(document::check(api, &documents, arguments.options()))
}

/// Names and texts of the documents.
fn read(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Problem> {
    let mut documents: Vec<(String, String)> = Vec::new();
    for file in files(paths)? {
        let name = file.display().to_string();
        if !documents.iter().any(|(known, _)| *known == name) {
            documents.push((name, trueup_io::read_text(&file)?));
        }
    }
    Ok(documents)
}

/// The files named, and the Markdown in the folders named.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let wanted = |found: Found<'_>| match found {
        // What tools put there is nobody's document.
        Found::Folder(name) => !["node_modules", "target"].contains(&name),
        Found::File(name) => is_markdown(Path::new(name)),
    };
    trueup_io::inputs(paths, &wanted, "Markdown")
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["md", "mdx", "markdown"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Waits until a document changes, comes or goes.
pub(super) fn wait(arguments: &Arguments) {
    let before = times(arguments);
    loop {
        std::thread::sleep(Duration::from_millis(300));
        if times(arguments) != before {
            return;
        }
    }
}

fn times(arguments: &Arguments) -> Vec<(PathBuf, Option<SystemTime>)> {
    let files = files(&arguments.paths).unwrap_or_default();
    let time = |file: PathBuf| {
        let changed = std::fs::metadata(&file)
            .and_then(|metadata| metadata.modified())
            .ok();
        (file, changed)
    };
    files.into_iter().map(time).collect()
}
