//! What does `variorum export` mean?

use super::database;
use super::ingest::day;
use crate::args::{self, Exported, TableFormat};
use crate::failure::Failure;
use std::path::{Path, PathBuf};

/// Writing a table of a database.
#[derive(Debug)]
pub(crate) struct Export {
    /// The database.
    pub(crate) database: PathBuf,
    /// Which table.
    pub(crate) what: store::Export,
    /// Which rows of it.
    pub(crate) slice: store::Slice,
    /// How it is written.
    pub(crate) format: tables::Format,
    /// Where to; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A day that is none.
pub(crate) fn export(typed: args::Export) -> Result<Export, Failure> {
    let format = match typed.format {
        Some(TableFormat::Jsonl) => tables::Format::Jsonl,
        Some(TableFormat::Csv) => tables::Format::Csv,
        Some(TableFormat::Parquet) => tables::Format::Parquet,
        None => format_of(typed.output.as_deref()),
    };
    let what = match typed.what {
        Exported::Articles => store::Export::Articles,
        Exported::Attributions => store::Export::Attributions,
        Exported::Stories => store::Export::Stories,
        Exported::Entities => store::Export::Entities,
        Exported::Links => store::Export::Links,
    };
    let slice = store::Slice {
        since: typed.since.as_deref().map(|typed| day("--since", typed)).transpose()?,
        before: typed.before.as_deref().map(|typed| day("--before", typed)).transpose()?,
        story: typed.story,
        outlet: typed.outlet,
    };
    Ok(Export { database: database::path(typed.database.db), what, slice, format, output: typed.output })
}

/// The format that the output file's name asks for.
fn format_of(output: Option<&Path>) -> tables::Format {
    match output.and_then(|path| path.extension()).and_then(|ending| ending.to_str()) {
        Some("csv") => tables::Format::Csv,
        Some("parquet") => tables::Format::Parquet,
        Some(_) | None => tables::Format::Jsonl,
    }
}
