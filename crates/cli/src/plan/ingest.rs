//! What does `variorum ingest` mean?

use super::pages::taken;
use super::{Limits, Pages, database, date};
use crate::args;
use crate::failure::Failure;
use std::path::PathBuf;

/// Everything that taking articles in needs to know.
#[derive(Debug)]
pub(crate) struct Ingest {
    /// Which pages, and how they are taken.
    pub(crate) pages: Pages,
    /// Where they are kept.
    pub(crate) database: PathBuf,
    /// Only articles of this day or later, ISO 8601.
    pub(crate) since: Option<String>,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn ingest(typed: args::Ingest) -> Result<Ingest, Failure> {
    Ok(Ingest {
        pages: taken(&typed.sources, &typed.taking, Limits::LARGEST_ACCOUNT)?,
        database: database::path(typed.database.db),
        since: typed.since.as_deref().map(|typed| day("--since", typed)).transpose()?,
    })
}

/// A day, month or year, as it sorts among days.
pub(super) fn day(option: &str, typed: &str) -> Result<String, Failure> {
    match date(typed) {
        Some(date) => Ok(date.to_string()),
        None => Err(Failure::new(format!("{option} `{typed}` is not a date"))
            .hint("write 2024-05-14, 2024-05 or 2024")),
    }
}
