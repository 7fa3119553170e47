//! The error of a call is matched as if no kind could be added.

use comet_users::{Error, ErrorBody};

fn example(error: Error<ErrorBody>) -> bool {
    match error {
        Error::Request(_) | Error::Transport(_) => true,
        Error::Api(_) | Error::UnexpectedStatus(_) | Error::Decode(_) | Error::Failure(_) => false,
    }
}

fn main() {}
