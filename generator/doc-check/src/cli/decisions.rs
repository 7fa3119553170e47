//! What a team has decided, from `trueup.toml` beside its documents and from the command line.

use std::path::{Path, PathBuf};

use clap::Args;

use super::CouldNotRun;
use crate::settings::{FILE, Settings};

/// Decisions about documents and recordings.
#[derive(Debug, Args)]
pub(super) struct Decisions {
    /// A base URL that counts as the description's, too; may be given several times
    #[arg(long = "server", value_name = "URL")]
    servers: Vec<String>,
    /// A code that is not reported, and why; may be given several times
    #[arg(long = "allow", value_name = "CODE=REASON")]
    allowed: Vec<String>,
    /// The settings [default: `trueup.toml` in the folder of the first path, or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Decisions {
    /// The settings that hold for some paths.
    pub(super) fn settings(&self, paths: &[PathBuf]) -> Result<Settings, CouldNotRun> {
        let file = self.config.clone().or_else(|| find(paths.first()?));
        let mut settings = match &file {
            Some(file) => read(file)?,
            None => Settings::default(),
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

fn read(file: &Path) -> Result<Settings, CouldNotRun> {
    let text = trueup_io::read_text(file)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    Settings::parse(&text, folder)
        .map_err(|error| CouldNotRun(format!("{}: {error}", file.display())))
}

/// The file in the folder of a path or in one above it, up to the one that the program was started in.
fn find(path: &Path) -> Option<PathBuf> {
    let files = path.ancestors().map(|folder| folder.join(FILE));
    let mut files = files.filter(|file| file.is_file());
    files.next()
}
