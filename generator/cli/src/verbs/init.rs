//! `init`: settings with a comment for each, and a job for CI.

use std::path::{Path, PathBuf};

use trueup_io::shown;
use trueup_text::{shell, terminal};

use crate::discover;
use crate::output::{self, End, Outcome};

/// Writes a commented generate.toml, shows a job for CI, and says the next command
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder of the documents
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Settings that say what is so without them.
const SETTINGS: &str = include_str!("init/generate.toml");

/// A job of a workflow that finds drift.
const JOB: &str = include_str!("init/job.yml");

/// Writes the settings; what is there already is left alone.
///
/// # Errors
/// A folder that is not there; settings that exist, or cannot be written.
pub fn run(arguments: &Arguments) -> Outcome {
    if !arguments.folder.is_dir() {
        return Err(format!("{} is no folder", shown(&arguments.folder)));
    }
    let path = arguments.folder.join("generate.toml");
    if path.exists() {
        return Err(format!("{} exists already", shown(&path)));
    }
    trueup_io::replace(&path, SETTINGS.as_bytes())?;
    output::answer(&said(
        &path,
        &arguments.folder,
        discover::has_document(&arguments.folder)?,
    ))?;
    Ok(End::Clean)
}

fn said(path: &Path, folder: &Path, has_document: bool) -> String {
    // A name of several lines has no place in a line of YAML.
    let folder = terminal::line(&shell::argument(&folder.to_string_lossy())).into_owned();
    let job = JOB.replace("FOLDER", &folder);
    let before = match has_document {
        true => "",
        false => "put a description there, such as openapi.yaml, then ",
    };
    format!(
        "wrote {}\n\nA job for CI, as .github/workflows/api.yml:\n\n{job}\nNext: {before}trueup generate {folder}\n",
        shown(path)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_say_what_is_so_without_them() {
        let stated = trueup_codegen::config::Config::parse(SETTINGS).unwrap();
        let unstated = crate::settings::without_file();
        assert_eq!(stated, unstated);
    }
}
