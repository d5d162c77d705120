//! In which order did things happen, by the accounts' own words?

use news::{Account, Comparison, TimelineEntry};

/// Entries in order of time.
pub(crate) fn order(accounts: &[Account], comparison: &Comparison) -> Vec<TimelineEntry> {
    let _ = (accounts, comparison);
    Vec::new()
}
