//! `completions` and `man`: what a shell and a manual know of a program.

use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;
use trueup_description::diagnostic::nearest;

use crate::output::{self, End, Outcome};

/// Writes what a shell needs to complete arguments
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Writes the manual page, of the program or of a verb
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The verb whose page is meant [default: the program]
    verb: Option<String>,
    /// Write the pages of the program and of all verbs into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "verb")]
    out: Option<PathBuf>,
}

/// Writes completions on standard output.
///
/// # Errors
/// Standard output that cannot be written.
pub fn completions(arguments: &Completions, mut command: Command) -> Outcome {
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut text);
    output::answer(&String::from_utf8_lossy(&text))?;
    Ok(End::Clean)
}

/// Writes a manual page on standard output, or all of them into a folder.
///
/// # Errors
/// A verb that there is not; what cannot be written.
pub fn man(arguments: &Man, command: Command) -> Outcome {
    // Of `trueup help generate` there is nothing to say that `trueup-generate` does not.
    let mut command = command.disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &arguments.out {
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            let name = command.get_display_name().unwrap_or(command.get_name());
            let path = folder.join(format!("{name}.1"));
            trueup_io::replace(&path, &page(command)?)?;
        }
        return Ok(End::Clean);
    }
    let wanted = match &arguments.verb {
        None => &command,
        Some(verb) => command.find_subcommand(verb).ok_or_else(|| {
            let verbs = command.get_subcommands().map(Command::get_name);
            let meant = nearest(verb, verbs);
            let meant =
                meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
            format!("there is no verb `{verb}`{meant}")
        })?,
    };
    output::answer(&String::from_utf8_lossy(&page(wanted)?))?;
    Ok(End::Clean)
}

/// The page of a program or a verb; that of the program names those of its verbs.
fn page(command: &Command) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut text);
    rendered.map_err(|error| error.to_string())?;
    Ok(text)
}
