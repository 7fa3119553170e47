//! The flags that choose operations.

use std::fmt::Write as _;

use trueup_description::choice::Choice;
use trueup_text::shell;

/// Which operations are meant, in place of the choice of the settings.
#[derive(Debug, clap::Args)]
pub(super) struct Chosen {
    /// Only operations with this tag, and the types that they need; may be given several times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only operations at this path; `*` at its end stands for all that begin with it
    #[arg(long, value_name = "PATH")]
    path: Vec<String>,
    /// Only the operation with this id
    #[arg(long, value_name = "ID")]
    operation: Vec<String>,
}

impl Chosen {
    pub(super) fn choice(&self) -> Choice {
        Choice {
            tags: self.tag.clone(),
            paths: self.path.clone(),
            ids: self.operation.clone(),
        }
    }

    /// Writes the flags behind a command.
    pub(super) fn write(&self, command: &mut String) {
        for (option, names) in [
            ("tag", &self.tag),
            ("path", &self.path),
            ("operation", &self.operation),
        ] {
            for name in names {
                let _ = write!(command, " --{option} {}", shell::argument(name));
            }
        }
    }
}
