//! What a team has decided, from `trueup.toml` or `generate.toml` beside its documents and from the command line.

use std::path::{Path, PathBuf};

use clap::Args;

use super::CouldNotRun;
use crate::settings::{FILE, GENERATION, Settings};
use trueup_io::shown;

/// Decisions about documents and recordings.
#[derive(Debug, Args)]
pub(super) struct Decisions {
    /// A base URL that counts as the description's, too; may be given several times
    #[arg(long = "server", value_name = "URL")]
    servers: Vec<String>,
    /// A code that is not reported, and why; may be given several times
    #[arg(long = "allow", value_name = "CODE=REASON")]
    allowed: Vec<String>,
    /// The settings [default: `trueup.toml`, or the table `documents` of `generate.toml`, in the folder of the first path or
    /// above it]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Decisions {
    /// The settings that hold for some paths.
    pub(super) fn settings(&self, paths: &[PathBuf]) -> Result<Settings, CouldNotRun> {
        let mut settings = match (&self.config, paths.first()) {
            (Some(file), _) => read(file)?.unwrap_or_default(),
            (None, Some(path)) => find(path)?,
            (None, None) => Settings::default(),
        };
        for server in &self.servers {
            settings.serve(server).map_err(CouldNotRun)?;
        }
        for allowed in &self.allowed {
            settings.allow(allowed).map_err(CouldNotRun)?;
        }
        Ok(settings)
    }
}

/// The settings in a file; none where that of a generation has no table of them.
fn read(file: &Path) -> Result<Option<Settings>, CouldNotRun> {
    let text = trueup_io::read_text(file)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let settings = match file.file_name().is_some_and(|name| name == GENERATION) {
        true => Settings::parse_table(&text, folder),
        false => Settings::parse(&text, folder).map(Some),
    };
    settings.map_err(|error| CouldNotRun(format!("{}: {error}", shown(file))))
}

/// The settings in the folder of a path or in the nearest one above it that has some, up to the one that the program was
/// started in.
fn find(path: &Path) -> Result<Settings, CouldNotRun> {
    for folder in path.ancestors() {
        for name in [FILE, GENERATION] {
            let file = folder.join(name);
            if file.is_file()
                && let Some(settings) = read(&file)?
            {
                return Ok(settings);
            }
        }
    }
    Ok(Settings::default())
}
