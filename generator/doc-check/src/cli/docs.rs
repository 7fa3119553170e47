//! `docs`: checks documents that people read.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use clap::Args;
use similar::TextDiff;
use trueup_io::{Folder, Found, Problem};
use trueup_text::terminal::{columns, line};
use trueup_validator::registry::Api;

use super::CouldNotRun;
use crate::document::{self, Complete, Options, Pages};
use crate::finding::Findings;
use crate::report::Format;
use crate::settings::Settings;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files, folders of Markdown, or `-` for Markdown on standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Every operation of the services that the documents cover must be documented
    #[arg(long)]
    complete: bool,
    /// Mend what has one right answer, and print what changes
    #[arg(long)]
    fix: bool,
    /// Print what `--fix` would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print what was read of each document, section by section
    #[arg(long)]
    explain: bool,
    /// Tell of one cause at each of its lines, not at the first alone
    #[arg(long)]
    every: bool,
    #[command(flatten)]
    decisions: super::Decisions,
    /// Check again whenever a document changes
    #[arg(long)]
    watch: bool,
}

/// How standard input is called, which is read as Markdown.
const STANDARD_INPUT: &str = "<stdin>.md";

impl Arguments {
    /// What was named to be checked.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

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

pub(super) fn check(
    api: &Api<'_>,
    arguments: &Arguments,
    format: Format,
) -> Result<Findings, CouldNotRun> {
    let is_written = arguments.fix && !arguments.dry_run;
    let is_input = |path: &PathBuf| path.as_os_str() == "-";
    if (is_written || arguments.watch) && arguments.paths.iter().any(is_input) {
        return Err(CouldNotRun(
            "standard input is read once and cannot be mended: `--dry-run` prints what would change"
                .to_owned(),
        ));
    }
    let settings = arguments.decisions.settings(&arguments.paths)?;
    settings.check_services(api).map_err(CouldNotRun)?;
    let mut documents = read(&arguments.paths, &settings)?;
    let beside = beside(&documents, &arguments.paths, &settings)?;
    if arguments.fix || arguments.dry_run {
        let all = [documents.clone(), beside.clone()].concat();
        for document in &mut documents {
            let mended = document::mend(api, document, &all, &settings);
            let (name, text) = document;
            if mended == *text {
                continue;
            }
            if is_written {
                trueup_io::replace(Path::new(name.as_str()), mended.as_bytes())?;
            }
            print_changes(name, text, &mended, format)?;
            if is_written {
                *text = mended;
            }
        }
    }
    let pages = Pages {
        documents: &documents,
        beside: &beside,
    };
    let mut findings = document::check_with(api, pages, arguments.options(), &settings);
    if arguments.explain {
        findings.model = document::explain(api, pages, &settings);
    }
    Ok(findings)
}

/// Prints what changes in a document, beside the findings where these are for programs.
fn print_changes(name: &str, old: &str, new: &str, format: Format) -> Result<(), CouldNotRun> {
    let diff = TextDiff::from_lines(old, new);
    let mut diff = diff.unified_diff();
    let name = line(name);
    let shown = diff.context_radius(1).header(&name, &name).to_string();
    let shown: String = shown
        .lines()
        .map(|line| format!("{}\n", columns(line)))
        .collect();
    if format != Format::Human {
        trueup_io::remark(&shown);
        return Ok(());
    }
    let mut out = io::stdout().lock();
    let written = out.write_all(shown.as_bytes()).and_then(|()| out.flush());
    trueup_io::is_closed(written)
        .map(|_| ())
        .map_err(|error| CouldNotRun(format!("cannot write the changes: {error}")))
}

/// Names and texts of the documents.
fn read(paths: &[PathBuf], settings: &Settings) -> Result<Vec<(String, String)>, Problem> {
    let mut documents: Vec<(String, String)> = Vec::new();
    let wanted = files(paths)?.into_iter();
    for file in wanted.filter(|file| !settings.ignores(file)) {
        if file.as_os_str() == "-" {
            documents.push((STANDARD_INPUT.to_owned(), trueup_io::read_standard_text()?));
            continue;
        }
        let name = file.display().to_string();
        if !documents.iter().any(|(known, _)| *known == name) {
            documents.push((name, trueup_io::read_text(&file)?));
        }
    }
    Ok(documents)
}

/// The files that documents take in and that were not named: those in a folder that was named, beside a file that was, or
/// below the settings. What leads out of there is not read.
fn beside(
    documents: &[(String, String)],
    paths: &[PathBuf],
    settings: &Settings,
) -> Result<Vec<(String, String)>, Problem> {
    const MOST: usize = 10_000;
    let folder = |path: &PathBuf| match path.is_dir() {
        true => path.clone(),
        false => path.parent().unwrap_or(Path::new("")).join("."),
    };
    let folders = paths.iter().map(folder);
    let folders = folders.chain(settings.folder().map(Path::to_owned));
    let folders: Vec<Folder> = folders
        .map(|it| Folder::open(&it))
        .collect::<Result<_, _>>()?;
    let mut known: BTreeSet<String> = documents.iter().map(|(name, _)| name.clone()).collect();
    let mut found: Vec<(String, String)> = Vec::new();
    let wanted: Vec<_> = documents
        .iter()
        .flat_map(|(name, text)| document::wanted(name, text))
        .collect();
    let mut open = wanted;
    while let Some(candidates) = open.pop() {
        let file = candidates
            .into_iter()
            .find(|name| known.contains(name) || Path::new(name).is_file());
        let Some(name) = file.filter(|name| !known.contains(name) && found.len() < MOST) else {
            continue;
        };
        let mut texts = folders
            .iter()
            .map(|folder| folder.text_inside(Path::new(&name)));
        if let Some(text) = texts.find_map(|it| it.ok().flatten()) {
            open.extend(document::wanted(&name, &text));
            known.insert(name.clone());
            found.push((name, text));
        }
    }
    Ok(found)
}

/// The files named, and the documents in the folders named; those in languages that are not read are told of.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let wanted = |found: Found<'_>| match found {
        // What tools put there is nobody's document.
        Found::Folder(name) => !["node_modules", "target"].contains(&name),
        Found::File(name) => document::is_document(name),
    };
    trueup_io::inputs(paths, &wanted, "Markdown")
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
