//! A folder that several runs want to write.

use std::fs::{self, File};
use std::path::Path;

use crate::{Problem, shown};

/// Held as long as a folder is compared and written; the end of the process releases it too.
#[derive(Debug)]
#[must_use = "the folder is locked as long as this lives"]
pub struct FolderLock {
    _handle: Option<File>,
}

/// Makes a folder if need be, and waits until no other run writes into it. Where a system has no locks for folders (as on
/// Windows and some network drives) the lock is empty: [`crate::replace`] bears another run beside it, and both must then
/// write the same to end alike.
///
/// # Errors
/// A folder that cannot be made.
pub fn lock(folder: &Path) -> Result<FolderLock, Problem> {
    if folder.is_file() {
        let shown = shown(folder);
        return Err(Problem::new(format!("{shown} is a file, not a folder")));
    }
    fs::create_dir_all(folder).map_err(|error| Problem::system("create", folder, &error))?;
    let handle = File::open(folder).ok();
    Ok(FolderLock {
        _handle: handle.filter(|handle| handle.lock().is_ok()),
    })
}
