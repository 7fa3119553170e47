//! Goes through a folder that was named: what is read lies inside it, whatever links say.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::read::{self, read, read_text};
use crate::{Problem, shown};

/// So many entries of a folder are looked at. Links to folders can make a small tree endlessly wide.
const ENTRIES: usize = 1_000_000;

/// A folder that was named by a user.
#[derive(Clone, Debug)]
pub struct Folder {
    /// As it was named.
    named: PathBuf,
    /// Without links.
    root: PathBuf,
}

/// An entry of a folder, offered to whoever goes through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'n> {
    /// A folder: is it to be entered?
    Folder(&'n str),
    /// Something that is no folder: is it to be read?
    File(&'n str),
}

/// The files named, and what is wanted of the folders named, in the order of their names.
///
/// # Errors
/// A folder that holds nothing of the kind, which is what `what` names, and as [`Folder::files`].
pub fn inputs(
    paths: &[PathBuf],
    wanted: &dyn Fn(Found<'_>) -> bool,
    what: &str,
) -> Result<Vec<PathBuf>, Problem> {
    let mut inputs = Vec::new();
    for path in paths {
        if !path.is_dir() {
            inputs.push(path.clone());
            continue;
        }
        let folder = Folder::open(path)?;
        let inside = folder.files(wanted)?;
        if inside.is_empty() {
            // Whoever has its name wrong must not think that all is well.
            return Err(Problem::new(format!("no {what} in {}", shown(path))));
        }
        inputs.extend(inside.iter().map(|file| folder.named(file)));
    }
    Ok(inputs)
}

fn leads_back(link: &Path, target: &Path) -> Problem {
    Problem::new(format!(
        "cannot read {}: the link leads back to {}, which holds it",
        shown(link),
        shown(target)
    ))
}

/// A walk under way.
struct Walk<'f> {
    folder: &'f Folder,
    wanted: &'f dyn Fn(Found<'_>) -> bool,
    entries: usize,
    files: Vec<String>,
    /// The folders that hold the present one, without links, for it must not be found in itself.
    above: Vec<PathBuf>,
}

impl Folder {
    /// A folder that exists.
    ///
    /// # Errors
    /// What does not exist, or is no folder.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let problem = |error: std::io::Error| Problem::system("read", path, &error);
        let root = path.canonicalize().map_err(problem)?;
        if !root.is_dir() {
            return Err(Problem::new(format!("{} is no folder", shown(path))));
        }
        Ok(Self {
            named: path.to_owned(),
            root,
        })
    }

    /// The regular files below the folder that are wanted, by path, with `/` between the parts. Names that begin with a
    /// dot are left alone.
    ///
    /// # Errors
    /// What is wanted and no regular file; a link that leads out of the folder, or to a folder that holds the link; a
    /// folder that cannot be read or holds too much.
    pub fn files(&self, wanted: &dyn Fn(Found<'_>) -> bool) -> Result<Vec<String>, Problem> {
        let mut walk = Walk {
            folder: self,
            wanted,
            entries: 0,
            files: Vec::new(),
            above: vec![self.root.clone()],
        };
        walk.enter("")?;
        walk.files.sort();
        Ok(walk.files)
    }

    /// Reads a file by its path below the folder.
    ///
    /// # Errors
    /// A path that leads out of the folder, and as [`crate::read`].
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        read(&self.resolved(path)?)
    }

    /// Reads a text by its path below the folder.
    ///
    /// # Errors
    /// A path that leads out of the folder, and as [`crate::read_text`].
    pub fn read_text(&self, path: &str) -> Result<String, Problem> {
        read_text(&self.resolved(path)?)
    }

    /// Reads a text by the path of its file, wherever that is seen from; none where it is not below the folder.
    ///
    /// # Errors
    /// As [`crate::read_text`].
    pub fn text_inside(&self, file: &Path) -> Result<Option<String>, Problem> {
        let target = file.canonicalize();
        let target = target.map_err(|error| Problem::system("read", file, &error))?;
        match target.starts_with(&self.root) {
            true => read_text(file).map(Some),
            false => Ok(None),
        }
    }

    /// A file below the folder as its user would write it.
    #[must_use]
    pub fn named(&self, path: &str) -> PathBuf {
        self.named.join(path)
    }

    /// What a path below the folder leads to: the path of a regular file, below the folder too and without links, or none
    /// where it is a folder.
    ///
    /// # Errors
    /// A link that leads nowhere, out of the folder, or to a folder that holds the link; what is neither a regular file nor a
    /// folder.
    pub fn target(&self, path: &str) -> Result<Option<PathBuf>, Problem> {
        let named = self.resolved(path)?;
        let problem = |error: std::io::Error| Problem::system("read", &named, &error);
        let target = named.canonicalize().map_err(problem)?;
        if !target.is_dir() {
            read::refuse_others(&named, &fs::metadata(&target).map_err(problem)?)?;
            return Ok(target.strip_prefix(&self.root).ok().map(Path::to_owned));
        }
        let holder = named.parent().unwrap_or(&named);
        match holder.canonicalize().map_err(problem)?.starts_with(&target) {
            true => Err(leads_back(&named, &target)),
            false => Ok(None),
        }
    }

    /// The path without links, which must be inside.
    fn resolved(&self, path: &str) -> Result<PathBuf, Problem> {
        let named = self.named(path);
        let target = named.canonicalize();
        let target = target.map_err(|error| Problem::system("read", &named, &error))?;
        if !target.starts_with(&self.root) {
            return Err(Problem::new(format!(
                "cannot read {}: it leads to {}, out of the folder {}",
                shown(&named),
                shown(&target),
                shown(&self.named)
            )));
        }
        // Messages name the file as its user does.
        Ok(named)
    }
}

impl Walk<'_> {
    /// Goes through a folder below the root, whose path ends with `/` unless it is the root itself.
    fn enter(&mut self, inner: &str) -> Result<(), Problem> {
        let path = self.folder.named(inner);
        let problem = |error: std::io::Error| Problem::system("read the folder", &path, &error);
        for entry in fs::read_dir(&path).map_err(problem)? {
            let entry = entry.map_err(problem)?;
            self.entries += 1;
            if self.entries > ENTRIES {
                return Err(Problem::new(format!(
                    "{} holds more than {ENTRIES} files and folders",
                    shown(&self.folder.named)
                )));
            }
            self.visit(inner, &entry.file_name())?;
        }
        Ok(())
    }

    fn visit(&mut self, inner: &str, name: &OsStr) -> Result<(), Problem> {
        let lossy = name.to_string_lossy();
        if lossy.starts_with('.') {
            return Ok(());
        }
        let path = self.folder.named(inner).join(name);
        // Follows links, so that what is wanted goes by what there is.
        let is_folder = path.is_dir();
        let found = if is_folder {
            Found::Folder(&lossy)
        } else {
            Found::File(&lossy)
        };
        if !(self.wanted)(found) {
            return Ok(());
        }
        let Some(name) = name.to_str() else {
            return Err(Problem::new(format!(
                "cannot read {}: its name is not Unicode",
                shown(&path)
            )));
        };
        let below = format!("{inner}{name}");
        let target = self.folder.resolved(&below)?;
        if is_folder {
            return self.descend(&below, &target);
        }
        let problem = |error: std::io::Error| Problem::system("read", &path, &error);
        read::refuse_others(&path, &fs::metadata(&target).map_err(problem)?)?;
        self.files.push(below);
        Ok(())
    }

    fn descend(&mut self, below: &str, named: &Path) -> Result<(), Problem> {
        let problem = |error: std::io::Error| Problem::system("read the folder", named, &error);
        let target = named.canonicalize().map_err(problem)?;
        if self.above.contains(&target) {
            return Err(leads_back(named, &target));
        }
        self.above.push(target);
        self.enter(&format!("{below}/"))?;
        self.above.pop();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, path: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "text").unwrap();
    }

    fn yaml(found: Found<'_>) -> bool {
        match found {
            Found::Folder(name) => name != "target",
            Found::File(name) => name.ends_with(".yaml"),
        }
    }

    #[test]
    fn what_is_wanted_is_found_by_path() {
        let place = tempfile::tempdir().unwrap();
        for path in [
            "b.yaml",
            "a/c.yaml",
            "notes.txt",
            ".hidden/d.yaml",
            "target/e.yaml",
        ] {
            put(place.path(), path);
        }
        let folder = Folder::open(place.path()).unwrap();
        assert_eq!(folder.files(&yaml).unwrap(), ["a/c.yaml", "b.yaml"]);
        assert_eq!(folder.read_text("a/c.yaml").unwrap(), "text");
        assert!(folder.read("../b.yaml").is_err());
        assert!(Folder::open(&place.path().join("b.yaml")).is_err());
    }

    #[cfg(unix)]
    mod links {
        use std::os::unix::fs::symlink;

        use super::*;

        fn refusal(make: impl Fn(&Path)) -> String {
            let place = tempfile::tempdir().unwrap();
            let spec = place.path().join("spec");
            put(&spec, "a.yaml");
            put(place.path(), "outside/b.yaml");
            make(&spec);
            let folder = Folder::open(&spec).unwrap();
            folder.files(&yaml).unwrap_err().to_string()
        }

        #[test]
        fn links_inside_are_followed() {
            let place = tempfile::tempdir().unwrap();
            put(place.path(), "parts/a.yaml");
            symlink("parts", place.path().join("more")).unwrap();
            symlink("parts/a.yaml", place.path().join("b.yaml")).unwrap();
            let folder = Folder::open(place.path()).unwrap();
            let files = folder.files(&yaml).unwrap();
            assert_eq!(files, ["b.yaml", "more/a.yaml", "parts/a.yaml"]);
        }

        #[test]
        fn links_that_lead_out_or_back_are_refused() {
            for target in ["../outside", "../outside/b.yaml", "/dev/zero"] {
                let said = refusal(|spec| symlink(target, spec.join("l.yaml")).unwrap());
                assert!(said.contains("out of the folder"), "{said}");
            }
            let said = refusal(|spec| symlink(".", spec.join("l")).unwrap());
            assert!(said.contains("the link leads back"), "{said}");
            let said = refusal(|spec| {
                for (name, target) in [("x", "../y"), ("y", "../x")] {
                    fs::create_dir(spec.join(name)).unwrap();
                    symlink(target, spec.join(name).join("other")).unwrap();
                }
            });
            assert!(said.contains("the link leads back"), "{said}");
            let said = refusal(|spec| symlink("nothing", spec.join("l.yaml")).unwrap());
            assert!(said.contains("l.yaml"), "{said}");
        }

        #[test]
        fn a_pipe_is_refused_where_a_file_is_wanted_and_left_alone_elsewhere() {
            let pipe = |path: &Path| {
                let made = std::process::Command::new("mkfifo").arg(path).status();
                assert!(made.unwrap().success());
            };
            let said = refusal(|spec| pipe(&spec.join("p.yaml")));
            assert!(said.contains("it is a named pipe"), "{said}");
            let place = tempfile::tempdir().unwrap();
            pipe(&place.path().join("pipe"));
            assert!(
                Folder::open(place.path())
                    .unwrap()
                    .files(&yaml)
                    .unwrap()
                    .is_empty()
            );
        }
    }
}
