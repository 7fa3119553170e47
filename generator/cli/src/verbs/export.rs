//! `export`: a document in the form that another generator reads.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use trueup_description::diagnostic::Diagnostics;
use trueup_description::load;
use trueup_description::source::Sources;
use trueup_export::progenitor::{Exported, export};
use trueup_text::count::counted;
use trueup_text::json;
use trueup_text::terminal::line;

use super::document;
use crate::discover;
use crate::output::{self, End, Outcome};
use trueup_io::shown;

/// Writes a document in one piece, without what another generator has no code for, and lists what it left out
///
/// The result is JSON on standard output; the list, one line for each omission with its reason, is on standard error.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Who is to read it
    #[arg(long = "for", value_enum, value_name = "GENERATOR")]
    reader: Reader,
    /// A document; what it refers to is read from its folder
    #[arg(value_name = "FILE")]
    document: PathBuf,
    /// Where to write it instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The generators that a document can be written for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Reader {
    /// progenitor 0.15, which reads OpenAPI 3.0 in one file
    Progenitor,
}

/// Writes the document on standard output or into a file.
///
/// # Errors
/// What cannot be read or written, and a file that is no document.
pub fn run(arguments: &Arguments) -> Outcome {
    let shown = shown(&arguments.document);
    let Some(name) = arguments.document.file_name() else {
        return Err(format!("{shown} is no file"));
    };
    let sources = discover::find(std::slice::from_ref(&arguments.document))?.sources;
    let mut diagnostics = Diagnostics::new();
    let documents = load::load(&sources, &mut diagnostics);
    let diagnostics = diagnostics.into_sorted();
    let Some(documents) = documents else {
        output::print_diagnostics(&diagnostics, &sources);
        return Ok(End::Faulty);
    };
    let document = document::find(&documents, Some(Path::new(name)))?;
    let exported = match arguments.reader {
        Reader::Progenitor => export(&documents, &document),
    };
    match exported {
        Ok(exported) => {
            list(&exported, &sources);
            write(&exported, arguments.out.as_deref())
        }
        Err(diagnostic) => {
            output::print_diagnostics(&[*diagnostic], &sources);
            Ok(End::Faulty)
        }
    }
}

fn list(exported: &Exported, sources: &Sources) {
    let mut text = String::new();
    for left in &exported.left_out {
        let _ = writeln!(
            text,
            "{}:{}: {}: left out {}: {}",
            line(&sources.shown(left.origin.file)),
            left.origin.span.start,
            line(&left.of),
            line(&left.part.to_string()),
            line(&left.reason)
        );
    }
    let _ = writeln!(
        text,
        "{}, {}",
        counted(exported.operations().len(), "operations"),
        counted(exported.left_out.len(), "omissions")
    );
    trueup_io::remark(&text);
}

fn write(exported: &Exported, out: Option<&Path>) -> Outcome {
    let text = json::escaped(&format!("{:#}\n", exported.document)).into_owned();
    match out {
        None => output::answer(&text)?,
        Some(path) => trueup_io::replace(path, text.as_bytes())?,
    }
    Ok(End::Clean)
}
