//! Where things are: paths without detours, and the way from one folder to another.

use std::path::{Component, Path, PathBuf};
use trueup_io::shown;

/// A path without `.`, `..` and symbolic links, so that its spelling does not matter. What does not exist
/// yet stands behind what does.
///
/// # Errors
/// What the system says of a folder that cannot be read.
pub fn absolute(path: &Path) -> Result<PathBuf, String> {
    let problem = |error: std::io::Error| format!("cannot read {}: {error}", shown(path));
    let mut existing = std::path::absolute(path).map_err(problem)?;
    let mut missing = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(found) => {
                return Ok(missing
                    .iter()
                    .rev()
                    .fold(found, |folder: PathBuf, name| folder.join(name)));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let Some(name) = existing.file_name().map(ToOwned::to_owned) else {
                    return Err(problem(error));
                };
                missing.push(name);
                existing.pop();
            }
            Err(error) => return Err(problem(error)),
        }
    }
}

/// The way from one absolute folder to another, with `/` between its parts; `None` if there is none, as
/// between two drives.
#[must_use]
pub fn relative(from: &Path, to: &Path) -> Option<String> {
    let from: Vec<Component<'_>> = from.components().collect();
    let to: Vec<Component<'_>> = to.components().collect();
    let shared = from
        .iter()
        .zip(&to)
        .take_while(|(left, right)| left == right)
        .count();
    if shared == 0 {
        return None;
    }
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to
        .iter()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    Some(if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_up_and_down() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to)).unwrap();
        assert_eq!(way("/a/b/c", "/a/d"), "../../d");
        assert_eq!(way("/a", "/a/b/c"), "b/c");
        assert_eq!(way("/a", "/a"), ".");
    }

    #[test]
    fn spelling_does_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        let plain = absolute(folder.path()).unwrap();
        assert!(
            absolute(&folder.path().join("x/../y")).is_err(),
            "x does not exist"
        );
        std::fs::create_dir(folder.path().join("x")).unwrap();
        assert_eq!(absolute(&folder.path().join("x/../.")).unwrap(), plain);
        assert_eq!(
            absolute(&folder.path().join("x/new/file")).unwrap(),
            plain.join("x/new/file")
        );
    }
}
