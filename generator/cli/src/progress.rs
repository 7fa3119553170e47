//! What a terminal shows while something takes long; nothing anywhere else.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line on standard error that says what is being done, taken away at its end.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Begins with a first stage.
    pub(crate) fn new(stage: &'static str) -> Self {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(stage);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Goes on to another stage.
    pub(crate) fn stage(&self, stage: &'static str) {
        self.0.set_message(stage);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
