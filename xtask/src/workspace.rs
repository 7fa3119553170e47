//! The workspace that this command belongs to, whatever the current directory.

use std::path::{Path, PathBuf};

use trueup::Defaults;

/// What the verbs read and write unless said otherwise: `spec/` and `generated/` of the workspace.
pub(crate) fn defaults() -> Result<Defaults, String> {
    let root = root()?;
    Ok(Defaults {
        command: "cargo xtask".to_owned(),
        spec: root.join("spec"),
        out: root.join("generated"),
    })
}

/// The workspace that this command belongs to: what Cargo says, else the nearest folder upwards that
/// holds `spec/generate.toml`.
pub(crate) fn root() -> Result<PathBuf, String> {
    if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR")
        && let Some(root) = Path::new(&package).parent()
    {
        return Ok(root.to_owned());
    }
    let here = std::env::current_dir().map_err(|error| format!("no current directory: {error}"))?;
    here.ancestors()
        .find(|folder| folder.join("spec/generate.toml").is_file())
        .map(Path::to_owned)
        .ok_or_else(|| "no folder upwards from here holds `spec/generate.toml`".to_owned())
}
