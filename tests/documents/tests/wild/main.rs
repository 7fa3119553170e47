//! References as people write them: each is broken in one place at a time, and it is counted whether that is seen there.
//!
//! `TRUEUP_WILD=FOLDER cargo test -p documents-tests --test wild -- --nocapture` does it with the projects of a folder,
//! each with its documents in `docs/` and its description in `spec/`, and prints the table; `TRUEUP_EDITS` says how many
//! places of each kind are tried, `TRUEUP_MISSED=1` prints those that were missed. Without a folder it is our own project,
//! of which every place must be seen.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test that cannot read its data should stop"
)]

mod fixes;
mod judged;
mod known;
mod places;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use known::Known;
use places::{Place, places};
use trueup_description::diagnostic::{Code, Diagnostics, Level, Levels};
use trueup_description::source::Sources;
use trueup_docs::Findings;
use trueup_docs::document::{Complete, Options, check};
use trueup_registry::Arena;
use trueup_validator::registry::Api;

/// How many places were tried, and how many seen.
type Table = BTreeMap<(String, String), (usize, usize)>;

#[test]
fn what_is_broken_is_seen_where_it_stands() {
    let mut table = Table::new();
    let mut missed = Vec::new();
    for project in projects() {
        try_project(&project, &mut table, &mut missed);
    }
    for ((project, kind), (seen, tried)) in &table {
        let percent = *seen as f64 * 100.0 / *tried as f64;
        println!("{project:12} {kind:24} {seen:4} of {tried:4}  {percent:5.1} %");
    }
    if std::env::var_os("TRUEUP_MISSED").is_some() {
        println!("{}", missed.join("\n"));
    }
    assert!(!table.is_empty(), "no place was found to break");
    if wild().is_none() {
        assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
    }
}

/// The folder of references of others, if there is one.
fn wild() -> Option<PathBuf> {
    std::env::var_os("TRUEUP_WILD").map(PathBuf::from)
}

/// The folders of the projects: of others, or our own.
fn projects() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("wild");
    folders(&wild().unwrap_or(own))
}

/// A project: its description, and names and texts of its documents.
struct Project<'a> {
    api: Api<'a>,
    documents: Vec<(String, String)>,
}

impl<'a> Project<'a> {
    fn read(folder: &Path, arena: &'a Arena) -> Self {
        Self {
            api: api(&folder.join("spec"), arena),
            documents: documents(&folder.join("docs")),
        }
    }
}

fn try_project(folder: &Path, table: &mut Table, missed: &mut Vec<String>) {
    let project = folder.file_name().unwrap().to_string_lossy().into_owned();
    let arena = Arena::default();
    let Project { api, documents } = Project::read(folder, &arena);
    let known = Known::of(&api);
    let all: Vec<(usize, Place)> = documents
        .iter()
        .enumerate()
        .flat_map(|(index, (name, text))| {
            let places = places(name, text, &known).into_iter();
            places.map(move |place| (index, place))
        })
        .collect();
    let before: Vec<Found> = documents
        .iter()
        .map(|(name, text)| found(&findings(&api, name, text)))
        .collect();
    let mut kinds: BTreeMap<String, Vec<&(usize, Place)>> = BTreeMap::new();
    for place in &all {
        kinds.entry(place.1.kind.clone()).or_default().push(place);
    }
    for (kind, places) in kinds {
        for (index, place) in spread(&places) {
            let (name, text) = &documents[*index];
            let broken = place.broken(text);
            let after = found(&findings(&api, name, &broken));
            let seen = is_new_at(&before[*index], &after, place.line);
            let counts = table.entry((project.clone(), kind.clone())).or_default();
            counts.0 += usize::from(seen);
            counts.1 += 1;
            if !seen {
                let line = broken
                    .lines()
                    .nth(place.line as usize - 1)
                    .unwrap_or_default();
                missed.push(format!("{kind}: {name}:{}: {}", place.line, line.trim()));
            }
        }
    }
}

/// Places that are spread over all, as many as are asked for.
fn spread<'p>(places: &[&'p (usize, Place)]) -> Vec<&'p (usize, Place)> {
    let asked = std::env::var("TRUEUP_EDITS").ok();
    let most = asked
        .and_then(|asked| asked.parse().ok())
        .unwrap_or(60)
        .min(places.len());
    (0..most)
        .map(|index| places[index * places.len() / most])
        .collect()
}

/// Findings by all but their places, and the lines that they cover.
type Found = BTreeMap<(String, String), Vec<(u32, u32)>>;

fn found(findings: &Findings) -> Found {
    let mut found = Found::new();
    for finding in &findings.findings {
        let key = (finding.code.to_owned(), finding.message.clone());
        let lines = (finding.line.unwrap_or(0), finding.end_line.unwrap_or(0));
        found.entry(key).or_default().push(lines);
    }
    found
}

/// Whether there is a finding at a line that was not there before. What is told of once with further places is one too.
fn is_new_at(before: &Found, after: &Found, line: u32) -> bool {
    let at = |places: &[(u32, u32)]| {
        places
            .iter()
            .filter(|(start, end)| (*start..=*end).contains(&line))
            .count()
    };
    after.iter().any(|(key, places)| {
        key.0 != "not-compared" && at(places) > before.get(key).map_or(0, |places| at(places))
    })
}

fn findings(api: &Api<'_>, name: &str, text: &str) -> Findings {
    let options = Options {
        complete: Complete::No,
    };
    check(api, &[(name.to_owned(), text.to_owned())], options)
}

/// The description in a folder; what is doubtful in it is none of our business.
fn api<'a>(folder: &Path, arena: &'a Arena) -> Api<'a> {
    let files = files(folder).into_iter().filter(|path| {
        let extension = path.extension().unwrap_or_default();
        ["json", "yaml", "yml"]
            .iter()
            .any(|known| extension == *known)
    });
    let texts = files.map(|path| {
        let name = path
            .strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        (name, std::fs::read_to_string(&path).unwrap())
    });
    let sources = Sources::new(texts.collect());
    let mut levels = Levels::new();
    for code in Code::ALL {
        // Those that no level changes stay errors.
        let _ = levels.set(*code, Level::Allow);
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.set_levels(levels);
    let api = trueup_registry::load(&sources, &mut diagnostics, arena);
    let said = diagnostics.into_sorted();
    api.ok_or(said).unwrap()
}

/// Names and texts.
fn documents(folder: &Path) -> Vec<(String, String)> {
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).unwrap())
    };
    files(folder).into_iter().map(read).collect()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("docs").is_dir()).collect();
    folders.sort();
    folders
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    files
}
