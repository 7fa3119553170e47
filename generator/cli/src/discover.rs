//! Finds documents, and the files that they refer to; whatever else lies beside them is left alone, unless it is asked for.

mod document;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use trueup_description::load;
use trueup_description::source::Sources;
use trueup_description::tree::{Node, Value};
use trueup_io::{Folder, Problem, shown};
use trueup_text::terminal;

use document::is_document;

/// What is read, and where it stands.
pub(crate) struct Found {
    /// The documents and what they refer to.
    pub(crate) sources: Sources,
    /// Their folder, unless they came from standard input.
    pub(crate) folder: Option<PathBuf>,
    /// What emitted code calls that folder, wherever the user stands; empty for documents that were named.
    pub(crate) title: Option<String>,
    /// Whether it is one document that was named, not a folder of them.
    pub(crate) standalone: bool,
}

/// Folders that hold what tools made.
const MADE: [&str; 2] = ["node_modules", "target"];

/// Reads what was named: documents, folders, or standard input.
///
/// # Errors
/// What cannot be read, and a folder without any document.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Found, String> {
    match paths {
        [only] if only.as_os_str() == "-" => standard_input(),
        [only] if only.is_dir() => folder(only),
        files => named(files),
    }
}

fn standard_input() -> Result<Found, String> {
    let text = trueup_io::read_standard_text()?;
    Ok(Found {
        sources: Sources::new([("api.yaml".to_owned(), text)].into()).shown_as("<stdin>"),
        folder: None,
        title: None,
        standalone: true,
    })
}

/// The documents of a folder, such as that of a whole repository, and what they refer to.
fn folder(path: &Path) -> Result<Found, String> {
    let root = crate::place::absolute(path)?;
    let title = root.file_name().unwrap_or_default();
    let sources = texts(&root, Wanted::Documents)?;
    if sources.ids().next().is_none() {
        return Err(format!(
            "there is no description in {}: no file there that ends in .yaml, .yml or .json has a key `openapi` or `swagger` at its root",
            shown(&root)
        ));
    }
    Ok(Found {
        sources,
        title: Some(title.to_string_lossy().into_owned()),
        folder: Some(root),
        standalone: false,
    })
}

/// Whether a folder has a document.
pub(crate) fn has_document(folder: &Path) -> Result<bool, String> {
    let root = crate::place::absolute(folder)?;
    Ok(texts(&root, Wanted::Documents)?.ids().next().is_some())
}

/// Every text of a folder that can be a part of a description, whether or not a document refers to it.
pub(crate) fn everything(root: &Path) -> Result<Sources, String> {
    texts(root, Wanted::Everything)
}

/// What is read of a folder.
#[derive(Clone, Copy)]
enum Wanted {
    /// Documents, and what they refer to.
    Documents,
    /// All texts.
    Everything,
}

fn texts(root: &Path, wanted: Wanted) -> Result<Sources, String> {
    let folder = Folder::open(root)?;
    let mut walk = WalkBuilder::new(root);
    walk.require_git(false).filter_entry(|entry| {
        !entry
            .file_name()
            .to_str()
            .is_some_and(|name| MADE.contains(&name))
    });
    let mut files = Files::new(folder);
    let take = |files: &mut Files, path| match wanted {
        Wanted::Documents => files.add_document(path),
        Wanted::Everything => files.add_text(path),
    };
    let (mut seen, mut links) = (BTreeSet::new(), Vec::new());
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            // Nothing can be told without the root; of a folder inside, it is said that it was not seen.
            Err(error) if error.depth() == Some(0) => return Err(error.to_string()),
            Err(error) => {
                let error = terminal::line(&error.to_string()).into_owned();
                trueup_io::remark(&format!("warning: not looked at: {error}\n"));
                continue;
            }
        };
        let kind = entry.file_type();
        let is_link = kind.is_some_and(|kind| kind.is_symlink());
        let is_folder = if is_link {
            entry.path().is_dir()
        } else {
            kind.is_none_or(|kind| kind.is_dir())
        };
        let is_wanted = match is_folder {
            true => is_link,
            false => has_ending(entry.path()),
        };
        if !is_wanted {
            continue;
        }
        let Some(path) = entry.path().strip_prefix(root).ok().and_then(slashes) else {
            let shown = shown(entry.path());
            trueup_io::remark(&format!(
                "warning: not looked at: the name of {shown} is not Unicode\n"
            ));
            continue;
        };
        // What is no file of the folder is refused, before anything is read of it.
        let Some(target) = files.folder.target(&path)? else {
            continue;
        };
        match is_link {
            true => links.push((path, target)),
            false => {
                seen.insert(target);
                take(&mut files, path)?;
            }
        }
    }
    // What a link leads to has been read where it stands, unless nobody goes there.
    for (path, target) in links {
        if !seen.contains(&target) {
            take(&mut files, path)?;
        }
    }
    Ok(Sources::joined(files.texts.into_values()).shown_in(&crate::place::seen(root)?))
}

/// Documents that were named, and what they refer to in the folder that holds them all.
fn named(paths: &[PathBuf]) -> Result<Found, String> {
    let mut absolute = Vec::new();
    for path in paths {
        let what = match path.is_dir() {
            true => "a folder",
            false => "standard input",
        };
        if path.is_dir() || path.as_os_str() == "-" {
            return Err(format!(
                "{} is {what}: name it alone, or files alone",
                shown(path)
            ));
        }
        // Says what is wrong with it in the words of its user.
        trueup_io::read(path)?;
        absolute.push(std::path::absolute(path).map_err(|error| error.to_string())?);
    }
    let mut folders = absolute.iter().filter_map(|path| path.parent());
    let first = folders.next().unwrap_or(Path::new("/")).to_owned();
    let root = folders.fold(first, |shared, folder| {
        let holds = |candidate: &&Path| folder.starts_with(candidate);
        shared
            .ancestors()
            .find(holds)
            .unwrap_or(Path::new("/"))
            .to_owned()
    });
    let mut files = Files::new(Folder::open(&root)?);
    let mut asked = Vec::new();
    for path in &absolute {
        let inside = path.strip_prefix(&root).ok().and_then(slashes);
        let Some(inside) = inside else {
            return Err(format!("the name of {} is not Unicode", shown(path)));
        };
        let text = files.folder.read_text(&inside)?;
        asked.push(inside.clone());
        files.add(alone(inside, text))?;
    }
    let sources = Sources::joined(files.texts.into_values()).shown_in(&crate::place::seen(&root)?);
    Ok(Found {
        sources: sources.asking_for(asked),
        title: Some(String::new()),
        standalone: absolute.len() == 1,
        folder: Some(root),
    })
}

/// Texts, and those that they refer to.
struct Files {
    folder: Folder,
    texts: BTreeMap<String, Sources>,
}

impl Files {
    fn new(folder: Folder) -> Self {
        Self {
            folder,
            texts: BTreeMap::new(),
        }
    }

    /// Takes in a file if it is a document; one that is no text is none.
    fn add_document(&mut self, path: String) -> Result<(), Problem> {
        match self.folder.read_text(&path) {
            Ok(text) => match alone(path, text) {
                document if is_document(&document) => self.add(document),
                _ => Ok(()),
            },
            Err(_) => Ok(()),
        }
    }

    /// Takes in a file, whatever it is.
    fn add_text(&mut self, path: String) -> Result<(), Problem> {
        let text = self.folder.read_text(&path)?;
        self.add(alone(path, text))
    }

    /// Takes in a text and what it refers to. What a reference leads to and is not there is for the loader to say.
    fn add(&mut self, text: Sources) -> Result<(), Problem> {
        let mut waiting = vec![text];
        while let Some(text) = waiting.pop() {
            for other in referred(&text) {
                if self.texts.contains_key(&other) || !self.folder.named(&other).exists() {
                    continue;
                }
                let text = self.folder.read_text(&other)?;
                waiting.push(alone(other, text));
            }
            let path = text.ids().next().map(|file| text.path(file).to_owned());
            self.texts.extend(path.map(|path| (path, text)));
        }
        Ok(())
    }
}

/// A text by itself.
fn alone(path: String, text: String) -> Sources {
    Sources::new([(path, text)].into())
}

fn slashes(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

fn has_ending(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json")
}

/// The files that a text refers to, by their path below the folder; links to the network and out of the folder lead
/// nowhere.
fn referred(alone: &Sources) -> BTreeSet<String> {
    let found = alone
        .ids()
        .next()
        .and_then(|file| load::look(alone, file, |root| targets(alone.path(file), root)));
    found.unwrap_or_default()
}

fn targets(path: &str, root: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::Mapping(mapping) => {
                for entry in mapping.iter() {
                    if let ("$ref" | "$dynamicRef" | "$schema", Value::String(reference)) =
                        (entry.key.as_str(), &entry.value.value)
                    {
                        found.extend(target(path, reference));
                    }
                    waiting.push(&entry.value);
                }
            }
            Value::Sequence(items) => waiting.extend(items),
            _ => {}
        }
    }
    found
}

/// The file of a reference, seen from the file that holds it. What a URI names may be the file of that name beside it,
/// which then says so by its `$id`.
fn target(path: &str, reference: &str) -> Option<String> {
    let (file, _) = reference.split_once('#').unwrap_or((reference, ""));
    let file = match file.contains("://") {
        true => file.rsplit_once('/')?.1,
        false => file,
    };
    if file.is_empty() || file.starts_with('/') {
        return None;
    }
    let (folder, _) = path.rsplit_once('/').unwrap_or(("", ""));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_to_files_below_the_folder() {
        assert_eq!(
            target("a/b.yaml", "../c.yaml#/X").as_deref(),
            Some("c.yaml")
        );
        assert_eq!(
            target("b.yaml", "./parts/c.yaml").as_deref(),
            Some("parts/c.yaml")
        );
        assert_eq!(
            target("a/b.yaml", "https://example.com/x/c.yaml#/X").as_deref(),
            Some("a/c.yaml")
        );
        for reference in ["#/X", "../c.yaml", "https://example.com/", "/etc/c.yaml"] {
            assert_eq!(target("b.yaml", reference), None, "{reference}");
        }
    }
}
