//! Writes files: beside the old one, then in its place, never through a link.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Problem, shown};

/// What the names of files begin and end with that are being written.
const UNFINISHED: (&str, &str) = (".", ".trueup-new");

/// How often a file is tried whose place another run takes away: it tidies up folders that are empty, and remains.
const ATTEMPTS: usize = 16;

/// Whether a file's name is that of one that a run was writing when it ended.
#[must_use]
pub fn is_unfinished(name: &str) -> bool {
    name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1)
}

/// The place of a file, by its path below a folder with `/` between the parts.
///
/// # Errors
/// A path that leads out of the folder, or through a link.
pub fn inside(folder: &Path, path: &str) -> Result<PathBuf, Problem> {
    let normal = |part| matches!(part, Component::Normal(_));
    if path.is_empty() || !Path::new(path).components().all(normal) {
        return Err(Problem::new(format!(
            "`{}` is not a path inside the output folder",
            shown(Path::new(path))
        )));
    }
    let mut place = folder.to_owned();
    for part in Path::new(path).components() {
        place.push(part);
        if place.is_symlink() {
            return Err(link(&place));
        }
    }
    Ok(place)
}

fn link(path: &Path) -> Problem {
    Problem::new(format!(
        "{} is a link, and nothing is written through one: name what it leads to, or delete it",
        shown(path)
    ))
}

/// Gives a file new contents at once, and keeps its permissions: whoever reads it sees the old or the new ones, and
/// whatever fails, as on a full disk, leaves the old ones. Folders are made.
///
/// # Errors
/// A link, a folder or something else in the file's place, and what the system says.
pub fn replace(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        match try_replace(path, contents) {
            Err(Failure::System(error))
                if attempt < ATTEMPTS
                    && matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => {}
            Err(Failure::System(error)) => return Err(Problem::system("write", path, &error)),
            Err(Failure::Refused(problem)) => return Err(problem),
            Ok(()) => return Ok(()),
        }
    }
}

enum Failure {
    Refused(Problem),
    System(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

fn try_replace(path: &Path, contents: &[u8]) -> Result<(), Failure> {
    let permissions = permissions(path)?;
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Failure::Refused(Problem::new("the root is no file"))),
    };
    fs::create_dir_all(parent)?;
    // A rename is atomic only inside one file system, so the new text stands beside the old one. Names that runs and
    // threads do not share, without the file's own, which may be as long as a name can be.
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let (before, behind) = UNFINISHED;
    let name = format!("{before}{}-{number}{behind}", std::process::id());
    let unfinished = parent.join(name);
    let file = File::options()
        .write(true)
        .create_new(true)
        .open(&unfinished)?;
    let written =
        write_all(file, contents, permissions).and_then(|()| fs::rename(&unfinished, path));
    if let Err(error) = written {
        // The first failure is what matters; the next run removes what stays.
        let _ = fs::remove_file(&unfinished);
        return Err(error.into());
    }
    Ok(())
}

/// Those of the file that is replaced; none if there is none yet.
fn permissions(path: &Path) -> Result<Option<Permissions>, Failure> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(Failure::Refused(link(path))),
        Ok(metadata) if !metadata.is_file() => Err(Failure::Refused(Problem::new(format!(
            "cannot write {}: it is {}",
            shown(path),
            crate::read::kind(metadata.file_type())
        )))),
        Ok(metadata) => Ok(Some(metadata.permissions())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn write_all(mut file: File, contents: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    file.write_all(contents)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    // Without this a crash of the machine may keep the rename and lose the text.
    file.sync_data()
}

/// Deletes a file by its path below a folder, and the folders that are empty then. One that is gone already is no error.
///
/// # Errors
/// As [`inside`], and what the system says.
pub fn remove(folder: &Path, path: &str) -> Result<(), Problem> {
    let path = inside(folder, path)?;
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(Problem::system("delete", &path, &error));
        }
        _ => {}
    }
    for parent in path
        .ancestors()
        .skip(1)
        .take_while(|parent| *parent != folder)
    {
        // Fails as soon as a folder holds something else.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_with_its_folders_and_replaced() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b/c.md");
        for text in ["one", "two"] {
            replace(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(names(path.parent().unwrap()), ["c.md"]);
        assert!(replace(&place.path().join("a"), b"").is_err(), "a folder");
    }

    #[test]
    fn a_name_may_be_as_long_as_a_name_can_be() {
        let place = tempfile::tempdir().unwrap();
        replace(&place.path().join("n".repeat(255)), b"text").unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("run.sh");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o750)).unwrap();
        replace(&path, b"new").unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o750);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().unwrap();
        let outside = place.path().join("outside.md");
        fs::write(&outside, "theirs").unwrap();
        let folder = place.path().join("out");
        fs::create_dir(&folder).unwrap();
        symlink(&outside, folder.join("page.md")).unwrap();
        symlink("..", folder.join("up")).unwrap();
        assert!(replace(&folder.join("page.md"), b"ours").is_err());
        for path in ["page.md", "up/outside.md"] {
            let said = inside(&folder, path).unwrap_err().to_string();
            assert!(said.contains("is a link"), "{said}");
            assert!(remove(&folder, path).is_err(), "{path}");
        }
        assert_eq!(fs::read_to_string(outside).unwrap(), "theirs");
    }

    /// `/dev/full` is a disk that is full; it needs no privilege to try one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_a_failure_to_write() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let failed = write_all(full, b"text", None).unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::StorageFull);
    }

    #[test]
    fn folders_that_come_and_go_are_borne() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        std::thread::scope(|scope| {
            for name in ["a", "b", "c"] {
                scope.spawn(move || {
                    for _ in 0..200 {
                        let path = format!("x/y/{name}");
                        replace(&folder.join(&path), b"text").unwrap();
                        remove(folder, &path).unwrap();
                    }
                });
            }
        });
        assert!(names(folder).is_empty());
    }
}
