//! What does a person hear about the run while it goes on? Everything here goes to standard error.

use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many accounts on a progress bar is worth its lines.
const LONG_WORK: usize = 8;

/// From how many bytes on a bar is worth its line.
const LONG_READING: u64 = 4 << 20;

/// `1 article`, `2 articles`.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

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

    /// What a run did, in one line.
    pub(crate) fn remark(self, line: &str) {
        if !self.quiet {
            anstream::eprintln!("{line}");
        }
    }

    /// A bar for reading: bytes of files, and pages; it draws nothing where standard error is no terminal.
    pub(crate) fn reading(self, places: usize, bytes: u64) -> ProgressBar {
        if self.quiet || (places < LONG_WORK && bytes < LONG_READING) {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
        let template =
            "{bar:30} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec} {eta} left, {msg}";
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style).with_message("0 pages"),
            Err(_) => bar,
        }
    }

    /// A bar for looking at many things whose number is not known yet.
    pub(crate) fn checking(self) -> ProgressBar {
        if self.quiet {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        match ProgressStyle::with_template("{bar:30} {pos}/{len} sources {eta} left") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
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
