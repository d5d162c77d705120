//! What does a person hear about the run while it goes on? Everything here goes to standard error.

use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many accounts on a progress bar is worth its lines.
const LONG_WORK: usize = 8;

/// How talkative the run is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages {
    /// Failures only.
    pub(crate) quiet: bool,
}

impl Messages {
    /// Something could not be done.
    pub(crate) fn failure(self, failure: &Failure) {
        anstream::eprintln!("error: {failure}");
    }

    /// Something was done, but a person should know how.
    pub(crate) fn warning(self, warning: &Failure) {
        if !self.quiet {
            anstream::eprintln!("warning: {warning}");
        }
    }

    /// A bar for long work; it draws nothing where standard error is no terminal.
    pub(crate) fn progress(self, accounts: usize, fetching: bool) -> ProgressBar {
        if self.quiet || (accounts < LONG_WORK && !fetching) {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(accounts as u64), ProgressDrawTarget::stderr());
        match ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            Ok(style) => bar.with_style(style).with_message("reading accounts"),
            Err(_) => bar,
        }
    }
}
