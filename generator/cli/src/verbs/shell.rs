//! `completions` and `man`: what a shell and a manual know of a program.

use clap::Command;
use clap_complete::Shell;

use crate::output::{self, End, Outcome};

/// Writes what a shell needs to complete arguments
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Writes the manual page
#[derive(Debug, clap::Args)]
pub struct Man {}

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

/// Writes the manual page on standard output.
///
/// # Errors
/// Standard output that cannot be written.
pub fn man(command: Command) -> Outcome {
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(command).render(&mut text);
    rendered.map_err(|error| error.to_string())?;
    output::answer(&String::from_utf8_lossy(&text))?;
    Ok(End::Clean)
}
