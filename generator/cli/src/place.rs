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

/// A folder as the user sees it from the present one: the way there if both lie in one place, else its whole path; empty
/// for the present one. Separators are `/`.
///
/// # Errors
/// What the system says of a folder that cannot be read.
pub fn seen(folder: &Path) -> Result<String, String> {
    let (here, there) = (absolute(Path::new("."))?, absolute(folder)?);
    Ok(seen_from(&here, &there))
}

fn seen_from(here: &Path, there: &Path) -> String {
    // The root alone is no place that two folders have in common.
    let shared = here.components().zip(there.components());
    let is_near = shared
        .take_while(|(left, right)| left == right)
        .any(|(part, _)| matches!(part, Component::Normal(_)));
    match relative(here, there).filter(|_| is_near) {
        Some(way) if way == "." => String::new(),
        Some(way) => way,
        None => there
            .to_string_lossy()
            .replace(std::path::MAIN_SEPARATOR, "/"),
    }
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
    fn a_folder_is_seen_from_where_the_user_stands() {
        let seen = |there: &str| seen_from(Path::new("/home/me/shop"), Path::new(there));
        assert_eq!(seen("/home/me/shop"), "");
        assert_eq!(seen("/home/me/shop/api"), "api");
        assert_eq!(seen("/home/me/other"), "../other");
        assert_eq!(seen("/tmp/shop"), "/tmp/shop");
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
