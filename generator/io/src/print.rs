//! What goes to a terminal or into a pipe, whose reader may have seen enough.

use std::io::{self, ErrorKind, Write};

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

/// Prints on standard error what is said beside it, each line as a terminal and the log of a CI run may have it. When
/// this fails too nobody is left to tell.
pub fn remark(text: &str) {
    let text = trueup_text::terminal::lines(text);
    let _ = io::stderr().lock().write_all(text.as_bytes());
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
