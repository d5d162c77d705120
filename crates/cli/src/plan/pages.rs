//! Which pages does a command take, and how?

use super::{Limits, Place, check_output, check_standard_input, language, place};
use crate::args;
use crate::failure::Failure;
use std::path::PathBuf;

/// Pages, and how they are taken.
#[derive(Debug)]
pub(crate) struct Pages {
    /// Pages, and what holds pages.
    pub(crate) places: Vec<Place>,
    /// Language of all pages by the user's word.
    pub(crate) language: Option<String>,
    /// What is taken, and how.
    pub(crate) limits: Limits,
    /// Threads; 0: one per processor.
    pub(crate) jobs: usize,
    /// After how many pages to stop.
    pub(crate) limit: u64,
    /// Where they are written; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// Turns what was typed into a plan; `largest`: bytes of the largest page.
pub(super) fn pages(typed: args::Pages, largest: usize) -> Result<Pages, Failure> {
    let taken = taken(&typed.pages, &typed.taking, largest)?;
    check_output(typed.output.as_deref(), taken.places.iter())?;
    Ok(Pages { output: typed.output, ..taken })
}

/// The same for pages that are not written anywhere.
pub(super) fn taken(pages: &[String], taking: &args::Taking, largest: usize) -> Result<Pages, Failure> {
    let places = pages.iter().map(|page| place(page)).collect::<Result<Vec<_>, _>>()?;
    check_standard_input(places.iter())?;
    Ok(Pages {
        places,
        language: taking.language.as_deref().map(language).transpose()?,
        limits: Limits {
            text_column: taking.text_column.clone(),
            ..Limits::new(taking.timeout, largest, None)
        },
        jobs: taking.jobs.map_or(0, |jobs| jobs.get().into()),
        limit: taking.limit.map_or(u64::MAX, std::num::NonZeroU64::get),
        output: None,
    })
}

impl Pages {
    /// The ending of the output's name.
    pub(super) fn ending(&self) -> Option<&str> {
        self.output.as_deref()?.extension()?.to_str()
    }
}
