//! Which documents a verb is about: by their paths, or as the verbs say it that check something by a description.

use std::path::PathBuf;

/// Documents, folders of them, or standard input.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Documents {
    /// Documents, a folder of them, or `-` for standard input [default: those of the program; for `trueup`, the present folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The same, as the verbs have it that check by a description
    #[arg(long, value_name = "PATH", conflicts_with = "paths")]
    spec: Vec<PathBuf>,
}

impl Documents {
    /// What was named; nothing for the program's own.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        match self.spec.as_slice() {
            [] => &self.paths,
            spec => spec,
        }
    }
}
