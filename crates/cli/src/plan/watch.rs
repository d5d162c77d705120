//! What does `variorum watch` mean?

use super::ingest::{day, delay};
use super::pages::taken;
use super::{Follow, Limits, Pages, Place, check_standard_input, database, place};
use crate::args::{self, ChangeFormat};
use crate::failure::Failure;
use std::path::PathBuf;
use std::time::Duration;
use web::Address;

/// Everything that watching needs to know.
#[derive(Debug)]
pub(crate) struct Watch {
    /// Feeds, and lists of feeds.
    pub(crate) sources: Vec<Place>,
    /// How the articles are taken.
    pub(crate) pages: Pages,
    /// How the web is asked.
    pub(crate) follow: Follow,
    /// Where articles are kept.
    pub(crate) database: PathBuf,
    /// How changes are printed; `None`: they are not.
    pub(crate) format: Option<ChangeFormat>,
    /// Where changes are sent.
    pub(crate) webhook: Option<Address>,
    /// Whether to end after one round.
    pub(crate) once: bool,
    /// Shortest and longest time between two questions to a feed that answers.
    pub(crate) interval: (Duration, Duration),
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn watch(typed: args::Watch) -> Result<Watch, Failure> {
    let sources = typed.sources.iter().map(|source| place(source)).collect::<Result<Vec<_>, _>>()?;
    check_standard_input(sources.iter())?;
    let taking = args::Taking {
        limit: None,
        language: typed.language,
        quiet: typed.quiet,
        text_column: None,
        jobs: typed.jobs,
        timeout: typed.timeout,
    };
    let since = typed.since.as_deref().map(|typed| day("--since", typed)).transpose()?;
    let webhook = typed.webhook.as_deref().map(|url| {
        Address::parse(url).map_err(|fault| {
            Failure::new(format!("--webhook `{url}` {fault}")).hint("write https://host/path")
        })
    });
    let seconds = |number: std::num::NonZeroU32| Duration::from_secs(number.get().into());
    let interval = (seconds(typed.min_interval), seconds(typed.max_interval));
    if interval.0 > interval.1 {
        return Err(Failure::new("--min-interval is longer than --max-interval")
            .hint("give both, or a shorter --min-interval"));
    }
    Ok(Watch {
        sources,
        pages: taken(&[], &taking, Limits::LARGEST_ACCOUNT)?,
        follow: Follow { delay: delay(typed.web.delay)?, allow_private: typed.web.allow_private, since },
        database: database::path(typed.database.db),
        format: match (typed.format, &webhook) {
            (None, Some(_)) => None,
            (format, _) => Some(format.unwrap_or(ChangeFormat::Text)),
        },
        webhook: webhook.transpose()?,
        once: typed.once,
        interval,
    })
}
