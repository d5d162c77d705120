//! What does `variorum read` mean?

use super::{Limits, Place, check_standard_input, language, place};
use crate::args::{self, PageFormat};
use crate::failure::Failure;
use report::Wanted;
use std::path::{Path, PathBuf};

/// Bytes of the largest page that is read; reading looks at no more.
const LARGEST_PAGE: usize = 64 << 20;

/// Everything that reading needs to know.
#[derive(Debug)]
pub(crate) struct Read {
    /// Pages, and what holds pages.
    pub(crate) places: Vec<Place>,
    /// Language of all pages by the user's word.
    pub(crate) language: Option<String>,
    /// What is taken, and how.
    pub(crate) limits: Limits,
    /// Threads; 0: one per processor.
    pub(crate) jobs: usize,
    /// How pages are written.
    pub(crate) format: PageFormat,
    /// What of them is written.
    pub(crate) wanted: Wanted,
    /// After how many pages to stop.
    pub(crate) limit: u64,
    /// Where they are written; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn read(typed: args::Read) -> Result<Read, Failure> {
    let places = typed.pages.iter().map(|page| place(page)).collect::<Result<Vec<_>, _>>()?;
    check_standard_input(places.iter())?;
    Ok(Read {
        places,
        language: typed.language.as_deref().map(language).transpose()?,
        limits: Limits::new(typed.timeout, LARGEST_PAGE, None),
        jobs: typed.jobs.map_or(0, |jobs| jobs.get().into()),
        format: typed.format.unwrap_or_else(|| format_of(typed.output.as_deref())),
        wanted: Wanted {
            kinds: (!typed.zones.is_empty()).then_some(typed.zones),
            comments: typed.comments,
            spans_alone: typed.spans_only,
        },
        limit: typed.limit.map_or(u64::MAX, std::num::NonZeroU64::get),
        output: typed.output,
    })
}

/// The format that the output file's name asks for.
fn format_of(output: Option<&Path>) -> PageFormat {
    match output.and_then(Path::extension).and_then(|ending| ending.to_str()) {
        Some("json") => PageFormat::Json,
        Some("jsonl" | "ndjson") => PageFormat::Jsonl,
        Some("md" | "markdown") => PageFormat::Markdown,
        Some(_) | None => PageFormat::Text,
    }
}
