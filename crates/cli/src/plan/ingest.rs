//! What does `variorum ingest` mean?

use super::pages::taken;
use super::{Follow, Limits, Pages, database, date};
use crate::args;
use crate::failure::Failure;
use std::path::PathBuf;
use std::time::Duration;

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
    let since = typed.since.as_deref().map(|typed| day("--since", typed)).transpose()?;
    let mut pages = taken(&typed.sources, &typed.taking, Limits::LARGEST_ACCOUNT)?;
    let delay = delay(typed.web.delay)?;
    pages.limits.follow =
        Some(Follow { delay, allow_private: typed.web.allow_private, since: since.clone() });
    Ok(Ingest { pages, database: database::path(typed.database.db), since })
}

/// Time between two requests to one host.
pub(super) fn delay(seconds: f32) -> Result<Duration, Failure> {
    const LONGEST: f32 = 3600.0;
    Duration::try_from_secs_f32(seconds.min(LONGEST))
        .map_err(|_| Failure::new("--delay is not a time").hint("write seconds, such as 0.5"))
}

/// A day, month or year, as it sorts among days.
pub(super) fn day(option: &str, typed: &str) -> Result<String, Failure> {
    match date(typed) {
        Some(date) => Ok(date.to_string()),
        None => Err(Failure::new(format!("{option} `{typed}` is not a date"))
            .hint("write 2024-05-14, 2024-05 or 2024")),
    }
}
