//! What was typed behind `variorum compare`?

use super::Color;
use clap::ValueEnum;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  variorum compare first.html second.txt
      Who says what in both, printed to the terminal

  variorum compare first.html second.txt -o report.html
      The same as a web page of its own: click a finding, see both passages

  variorum compare https://example.org/story saved.html --published 2024-05-14 --published 2024-05-15
      Publication dates by your word, in the order of the accounts

  variorum compare --jsonl articles.jsonl --outlet gazette-17='The Gazette' --format json
      Accounts from JSON lines with `text` or `html` and, where known, id, outlet, url, date, title, language

Exit codes:
  0  done
  1  done, but an account was refused or something given was skipped
  2  the command line was wrong, or fewer than two accounts could be read";

/// Compare accounts of one event
///
/// Shows whose words are shared, which quotations were altered, what only one account has, where accounts pull
/// apart and who depends on whom. Accounts are called A, B, … in the order given.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    /// An HTML or text file, a folder of them, a URL (http or https), a web archive, a table (CSV, Parquet), or `-` for standard input
    #[arg(value_name = "ACCOUNT")]
    pub(crate) accounts: Vec<String>,

    /// Take one account from each line of a JSON-lines file (`-` for standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) jsonl: Vec<String>,

    /// Column of CSV and Parquet files that holds the articles' text [default: text, body, content, article, …]
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,

    /// How the comparison is written [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Write to FILE instead of standard output; the file appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Publication date: `2024-05-14` (or a month, or a year) for the next account in order, or `B=2024-05-14`
    #[arg(long, value_name = "[ID=]DATE")]
    pub(crate) published: Vec<String>,

    /// Outlet: a name for the next account in order, or `B=NAME`
    #[arg(long, value_name = "[ID=]NAME")]
    pub(crate) outlet: Vec<String>,

    /// Language of all accounts, as a two-letter code such as `en`
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,

    /// Whether to colour the text report
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Say nothing but errors on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// List everything in the text report instead of the most important
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// How many accounts to read at once [default: one per processor]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroU16>,

    /// Longest time for fetching one URL, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub(crate) timeout: std::num::NonZeroU16,
}

/// The three reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading, top to bottom
    Text,
    /// For programs: the format `variorum.comparison/1`
    Json,
    /// A self-contained web page
    Html,
}
