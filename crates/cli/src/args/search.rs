//! What was typed behind `variorum search`?

use super::{Color, Database};
use clap::ValueEnum;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  variorum search dam evacuation
      Articles with both words, in any of their forms

  variorum search '\"spring tide\" OR storm' outlet:gazette before:2024-06
      A phrase or a word, in one outlet, before June

  variorum search speaker:okoro said:drained
      Who said it: attributions instead of articles, with the bytes of the words

What a QUERY may hold:
  words        all must be there; `a OR b`: one of them; `-word`: not this; `evac*`: words that begin so
  \"a phrase\"   these words in this order
  speaker:     words of the speaker's name            outlet:  part of the outlet's name
  said:        words of what is said                  before:, after:  day, month or year; after: includes it

Exit codes:
  0  something was found
  1  nothing was found
  2  the command line was wrong, or the database cannot be read";

/// Search articles and what people say in them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Search {
    /// What to look for; several are put together
    #[arg(value_name = "QUERY", required = true)]
    pub(crate) query: Vec<String>,

    #[command(flatten)]
    pub(crate) database: Database,

    /// Show at most N
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// How a list is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Listing {
    /// How they are written [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ListFormat>,

    /// Write to FILE instead of standard output; the file appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Whether to colour text
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// How lists are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For reading
    Text,
    /// One list
    Json,
    /// One object a line
    Jsonl,
}
