//! Where things are.

use std::path::{Path, PathBuf};

/// The folder of the measurements.
#[must_use]
pub fn bench() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().unwrap_or(folder).to_owned()
}

/// The root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    bench().join("../..")
}
