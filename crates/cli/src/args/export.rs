//! What was typed behind `variorum export`?

use super::Database;
use clap::ValueEnum;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  variorum export --what attributions -o said.parquet
      Who says what in all articles, for pandas, R or DuckDB

  variorum export --what articles --story 17 --format csv
      The articles of one story with digests, offsets and reasons

  variorum export --what attributions --since 2024-05-01 --before 2024-06-01 --outlet gazette -o may.csv
      What one outlet let people say in one month

Offsets (`start`, `end`) count bytes of the source as it was given.";

/// Write tables of a database as JSON lines, CSV or Parquet
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) database: Database,

    /// What is written
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) what: Exported,

    /// How it is written [default: by the ending of --output, else jsonl]
    #[arg(long, value_enum)]
    pub(crate) format: Option<TableFormat>,

    /// Write to FILE instead of standard output; the file appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Of articles published on this day or later
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,

    /// Of articles published before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) before: Option<String>,

    /// Of this story alone
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<i64>,

    /// Of outlets that have this in their name
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
}

/// The tables that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Exported {
    /// Every version of every article: where from, when, by whom, in which story
    Articles,
    /// Who says what, with the words
    Attributions,
    /// Stories with their sizes and days
    Stories,
    /// Whom and what articles name, and how often
    Entities,
    /// Which article repeats, replaces or credits which
    Links,
}

/// The three ways to write a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header line
    Csv,
    /// Apache Parquet
    Parquet,
}
