//! What does `variorum read` mean?

use super::Pages;
use super::pages::pages;
use crate::args::{self, PageFormat};
use crate::failure::Failure;
use report::Wanted;

/// Bytes of the largest page that is read; reading looks at no more.
const LARGEST_PAGE: usize = 64 << 20;

/// Everything that reading needs to know.
#[derive(Debug)]
pub(crate) struct Read {
    /// Which pages, and how they are taken.
    pub(crate) pages: Pages,
    /// How pages are written.
    pub(crate) format: PageFormat,
    /// What of them is written.
    pub(crate) wanted: Wanted,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn read(typed: args::Read) -> Result<Read, Failure> {
    let pages = pages(typed.pages, LARGEST_PAGE)?;
    Ok(Read {
        format: typed.format.unwrap_or_else(|| format_of(pages.ending())),
        wanted: Wanted {
            kinds: (!typed.zones.is_empty()).then_some(typed.zones),
            comments: typed.comments,
            spans_alone: typed.spans_only,
        },
        pages,
    })
}

/// The format that the ending of the output file's name asks for.
fn format_of(ending: Option<&str>) -> PageFormat {
    match ending {
        Some("json") => PageFormat::Json,
        Some("jsonl" | "ndjson") => PageFormat::Jsonl,
        Some("md" | "markdown") => PageFormat::Markdown,
        Some(_) | None => PageFormat::Text,
    }
}
