//! `bundle`: a description in one file.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use trueup_description::bundle::{bundle, yaml};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::json::Json;
use trueup_description::load;
use trueup_text::json;

use super::document;
use crate::output::{self, End, Outcome};
use crate::progress::Progress;
use crate::{Defaults, discover};

/// Writes a document and all that it refers to as one file
///
/// What stands in other files becomes a component, of the name that it has there; if that is taken, a number comes behind
/// it. Nothing is lost but comments: examples, extensions and the order of keys stay.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A document, a folder, or `-` for standard input [default: those of the program; for `trueup`, the present folder]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Which document of the folder, by its path in it [default: the only one]
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Where to write it instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How to write it [default: as the ending of --out says, else YAML]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// How a description is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// YAML that all readers read alike.
    Yaml,
    /// JSON, indented.
    Json,
}

impl Format {
    fn of(path: &Path) -> Self {
        match path.extension() {
            Some(ending) if ending == "json" => Self::Json,
            _ => Self::Yaml,
        }
    }

    fn written(self, value: &Json) -> String {
        match self {
            Self::Yaml => yaml(value),
            Self::Json => json::escaped(&format!("{value:#}\n")).into_owned(),
        }
    }
}

/// Writes the bundle on standard output or into a file; what there is to say about the description, on standard error.
///
/// # Errors
/// What cannot be read or written, and several documents of which none is named.
pub fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let path = arguments.path.as_ref().unwrap_or(&defaults.spec);
    let progress = Progress::new("reading");
    let sources = discover::find(std::slice::from_ref(path))?.sources;
    let name = path.file_name().filter(|_| path.is_file());
    let named = arguments.document.as_deref().or(name.map(Path::new));
    let mut diagnostics = Diagnostics::new();
    let bundled = match load::load(&sources, &mut diagnostics) {
        Some(documents) => {
            let document = document::find(&documents, named)?;
            bundle(&documents, &document, &mut diagnostics)
        }
        None => None,
    };
    drop(progress);
    output::print_diagnostics(&diagnostics.into_sorted(), &sources);
    let Some(bundled) = bundled else {
        return Ok(End::Faulty);
    };
    let by_ending = || arguments.out.as_deref().map_or(Format::Yaml, Format::of);
    let text = arguments.format.unwrap_or_else(by_ending).written(&bundled);
    match &arguments.out {
        None => output::answer(&text)?,
        Some(path) => trueup_io::replace(path, text.as_bytes())?,
    }
    Ok(End::Clean)
}
