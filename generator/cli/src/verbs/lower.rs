//! `lower`: a document in the form that progenitor reads.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use trueup_codegen::lowered::{Lowered, lowered};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::load;
use trueup_description::source::Sources;
use trueup_text::terminal::line;

use super::document;
use crate::discover;
use crate::output::{self, End, Outcome};

/// Writes a document of OpenAPI 3.0 in one piece, without what progenitor 0.15 has no code for, and lists what it left out
///
/// The result is JSON on standard output; the list, one line for each omission with its reason, is on standard error.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A document; what it refers to is read from its folder
    #[arg(value_name = "FILE")]
    document: PathBuf,
    /// Where to write it instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the document on standard output or into a file.
///
/// # Errors
/// What cannot be read or written, and a file that is no document.
pub fn run(arguments: &Arguments) -> Outcome {
    let shown = arguments.document.display();
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
    match lowered(&documents, &document) {
        Ok(lowered) => {
            list(&lowered, &sources);
            write(&lowered, arguments.out.as_deref())
        }
        Err(diagnostic) => {
            output::print_diagnostics(&[*diagnostic], &sources);
            Ok(End::Faulty)
        }
    }
}

fn list(lowered: &Lowered, sources: &Sources) {
    let mut text = String::new();
    for left in &lowered.left_out {
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
        "{} operations, {} omissions",
        lowered.operations().len(),
        lowered.left_out.len()
    );
    trueup_io::remark(&text);
}

fn write(lowered: &Lowered, out: Option<&Path>) -> Outcome {
    let text = format!("{:#}\n", lowered.document);
    match out {
        None => output::answer(&text)?,
        Some(path) => trueup_io::replace(path, text.as_bytes())?,
    }
    Ok(End::Clean)
}
