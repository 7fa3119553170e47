//! `docs`: checks documents that people read.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use clap::Args;
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
    /// Check again whenever a document changes
    #[arg(long)]
    watch: bool,
}

impl Arguments {
    /// Whether to go on after the first run.
    pub(super) fn watches(&self) -> bool {
        self.watch
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

pub(super) fn check(api: &'static Api, arguments: &Arguments) -> Result<Findings, CouldNotRun> {
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
            std::fs::write(&*name, &mended)
                .map_err(|error| CouldNotRun(format!("cannot write {name}: {error}")))?;
            *text = mended;
        }
    }
    Ok(document::check(api, &documents, arguments.options()))
}

/// Names and texts of the documents.
fn read(paths: &[PathBuf]) -> Result<Vec<(String, String)>, CouldNotRun> {
    let mut documents = Vec::new();
    for file in files(paths)? {
        let name = file.display().to_string();
        if documents.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let bytes = std::fs::read(&file)
            .map_err(|error| CouldNotRun(format!("cannot read {}: {error}", file.display())))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| CouldNotRun(format!("{} is not UTF-8", file.display())))?;
        documents.push((name, text));
    }
    Ok(documents)
}

/// The files named, and the Markdown in the folders named, in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CouldNotRun> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut folders = vec![path.clone()];
        let mut inside = Vec::new();
        while let Some(folder) = folders.pop() {
            let explain = |error: std::io::Error| {
                CouldNotRun(format!("cannot read {}: {error}", folder.display()))
            };
            for entry in std::fs::read_dir(&folder).map_err(explain)? {
                let entry = entry.map_err(explain)?;
                let kind = entry.file_type().map_err(explain)?;
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if kind.is_dir() && !hidden {
                    folders.push(entry.path());
                } else if kind.is_file() && is_markdown(&entry.path()) {
                    inside.push(entry.path());
                }
            }
        }
        if inside.is_empty() {
            // Whoever has its name wrong must not think that all is well.
            return Err(CouldNotRun(format!("no Markdown in {}", path.display())));
        }
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
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
