//! What does `variorum search` mean?

use super::{database, stories};
use crate::args::{self, ListFormat};
use crate::failure::Failure;
use report::TerminalStyle;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use store::Query;

/// How a list is written.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) format: ListFormat,
    /// How text is drawn.
    pub(crate) style: TerminalStyle,
    /// Where it is written; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// A search.
#[derive(Debug)]
pub(crate) struct Search {
    /// Where to look.
    pub(crate) database: PathBuf,
    /// What for.
    pub(crate) query: Query,
    /// At most so many.
    pub(crate) limit: u32,
    /// How what is found is written.
    pub(crate) listing: Listing,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A search that asks for nothing.
pub(crate) fn search(typed: args::Search) -> Result<Search, Failure> {
    let query = Query::parse(&typed.query.join(" ")).map_err(|error| {
        Failure::new(error.to_string()).hint("`variorum search --help` shows what can be asked")
    })?;
    Ok(Search {
        database: database::path(typed.database.db),
        query,
        limit: typed.limit,
        listing: listing(typed.listing).0,
    })
}

/// How a list is written, and whether a terminal shows it.
pub(super) fn listing(typed: args::Listing) -> (Listing, bool) {
    let to_terminal = typed.output.is_none() && std::io::stdout().is_terminal();
    let listing = Listing {
        format: typed.format.unwrap_or_else(|| format_of(typed.output.as_deref())),
        style: stories::style(typed.color, to_terminal, false),
        output: typed.output,
    };
    (listing, to_terminal)
}

/// The format that the output file's name asks for.
fn format_of(output: Option<&Path>) -> ListFormat {
    match output.and_then(|path| path.extension()).and_then(|ending| ending.to_str()) {
        Some("json") => ListFormat::Json,
        Some("jsonl" | "ndjson") => ListFormat::Jsonl,
        Some(_) | None => ListFormat::Text,
    }
}
