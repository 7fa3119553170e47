//! What goes to a terminal or into a pipe, whose reader may have seen enough.

use std::io::{self, ErrorKind, Write};

use anstream::ColorChoice;
use trueup_text::terminal;

/// Whether somebody still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// As far as one can tell.
    There,
    /// The other end of the pipe is closed.
    Gone,
}

/// Prints what was asked for on standard output.
///
/// # Errors
/// A failure other than a closed pipe, as of a disk that is full.
pub fn answer(text: &str) -> io::Result<Reader> {
    let mut out = io::stdout().lock();
    is_closed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints lines of text on standard output, each as a terminal and the log of a CI run may have it, in colours where
/// they are shown.
///
/// # Errors
/// As [`answer`].
pub fn answer_lines(text: &str) -> io::Result<Reader> {
    let mut out = anstream::stdout().lock();
    let text = shown(text, out.current_choice());
    is_closed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// When what is printed has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// Where they are shown.
    #[default]
    Auto,
    /// Into pipes and files, too.
    Always,
    /// Nowhere.
    Never,
}

/// Decides for the whole process when what is printed has colours.
pub fn set_colours(colours: Colours) {
    let choice = match colours {
        Colours::Auto => ColorChoice::Auto,
        Colours::Always => ColorChoice::Always,
        Colours::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Prints on standard error what is said beside it, as [`answer_lines`] does. When this fails too nobody is left to tell.
pub fn remark(text: &str) {
    let mut out = anstream::stderr().lock();
    let text = shown(text, out.current_choice());
    let _ = out.write_all(text.as_bytes());
}

/// Unless [`set_colours`] says it, whether there are colours is decided by what is written to, and by the variables `NO_COLOR`, `CLICOLOR` and
/// `CLICOLOR_FORCE`.
fn shown(text: &str, choice: ColorChoice) -> String {
    let lines = terminal::lines(text);
    match choice {
        ColorChoice::Never => lines,
        _ => terminal::painted(&lines),
    }
}

/// Takes a closed pipe for the end of what its reader wanted.
///
/// # Errors
/// Any other failure.
pub fn is_closed(outcome: io::Result<()>) -> io::Result<Reader> {
    match outcome {
        Ok(()) => Ok(Reader::There),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(error),
    }
}
