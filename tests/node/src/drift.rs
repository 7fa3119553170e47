//! The description beside what lnd itself publishes of two versions: every difference is accepted, with a reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_drift::{Accepted, compare};

/// The files of a folder with one of these endings, by their paths from it on.
fn texts(folder: &Path, endings: &[&str]) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            if endings.iter().any(|ending| name.ends_with(ending)) {
                texts.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    texts
}

fn api(texts: BTreeMap<String, String>) -> Api {
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    let api = trueup_description::lower(&sources, &mut diagnostics);
    let said = || diagnostic::render(&diagnostics.into_sorted(), &sources);
    api.unwrap_or_else(|| panic!("{}", said()))
}

fn own() -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut texts = texts(&folder, &[".yaml"]);
    texts.retain(|name, _| name == "lnd.yaml" || name.starts_with("lnd/"));
    api(texts)
}

#[test]
fn what_lnd_publishes_differs_only_as_accepted() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let upstream = here.join("../shared/lnd/upstream");
    for (version, short) in [("v0.17.0-beta", "0.17"), ("v0.21.2-beta", "0.21")] {
        let folder: PathBuf = upstream.join(version);
        if !folder.is_dir() {
            println!(
                "not compared with lnd {version}: its Swagger files are not in {}",
                folder.display()
            );
            continue;
        }
        let file = here.join(format!("spec/lnd/drift-{short}.toml"));
        let accepted = Accepted::parse(&fs::read_to_string(file).unwrap()).unwrap();
        let judged = accepted.judge(compare(&own(), &api(texts(&folder, &[".json"]))));
        let left: Vec<_> = judged
            .left
            .iter()
            .map(|one| format!("{}: {}: {}", one.kind, one.at, one.message))
            .collect();
        assert!(left.is_empty(), "lnd {version}:\n{}", left.join("\n"));
        let unused: Vec<_> = judged
            .unused
            .iter()
            .filter_map(|index| Some(&accepted.accept.get(*index)?.get_ref().at))
            .collect();
        assert!(unused.is_empty(), "lnd {version}: nothing is {unused:?}");
        assert!(
            judged.accepted > 50,
            "lnd {version}: {} accepted",
            judged.accepted
        );
    }
}
