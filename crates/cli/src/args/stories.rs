//! What was typed behind `variorum stories`, `variorum story` and `variorum versions`?

use super::{Color, Database, Format, Listing};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

const STORIES: &str = "\
Examples:
  variorum stories --min-articles 3
      Events that at least three articles tell, the latest first

  variorum stories --format jsonl | jq -r '[.id, (.articles | length)] | @tsv'
      One story a line, with the ids of its articles

  variorum stories --since 2024-05-01 --before 2024-06-01 --name 'Port Hale' --outlet gazette
      Stories of a month in which a place is spoken of and an outlet takes part";

/// List the stories in a database
#[derive(Debug, clap::Args)]
#[command(after_help = STORIES)]
pub(crate) struct Stories {
    #[command(flatten)]
    pub(crate) database: Database,

    /// With an article published on this day or later
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,

    /// With an article published before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) before: Option<String>,

    /// With an article of an outlet that has this in its name
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// In which somebody or something is spoken of that has this in its name
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Of the storyline of this story: what it continues, and what continues it
    #[arg(long, value_name = "ID")]
    pub(crate) storyline: Option<i64>,

    /// With at least N articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_articles: u32,

    /// In which order [default: latest; id for json and jsonl]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<Order>,

    /// List at most N [default: 50 on a terminal, else all]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// In which order stories are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// By number: as they came up
    Id,
    /// The latest first
    Latest,
    /// The largest first
    Size,
}

const STORY: &str = "\
Examples:
  variorum story 17
      Who says what in the articles of story 17, what they share and what was altered

  variorum story 17 --articles
      Which articles they are, and why each belongs there

  variorum story 17 -o story.html
      The comparison as a web page of its own

  variorum story merge 17 21            both tell one event
  variorum story split 17 gaz-3 gaz-9   these articles of story 17 tell another one
  variorum story move gaz-3 --to 21     this article belongs to story 21

Corrections stay: articles placed by hand are never moved by later articles.
An article is called by the id that came with it, or by its number: #12.";

/// Compare the articles of one story, or correct it
///
/// A story that went into another is found under its old number, too.
#[derive(Debug, clap::Args)]
#[command(after_help = STORY, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(crate) struct Story {
    /// The number of the story
    #[arg(value_name = "ID", required = true)]
    pub(crate) id: Option<i64>,

    /// List its articles, what happened to it and its storyline instead of comparing them
    #[arg(long)]
    pub(crate) articles: bool,

    #[command(flatten)]
    pub(crate) shown: Shown,

    #[command(subcommand)]
    pub(crate) correct: Option<Correct>,
}

/// How a comparison of what is in a database is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Shown {
    #[command(flatten)]
    pub(crate) database: Database,

    /// How it is written [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Write to FILE instead of standard output; the file appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Whether to colour text
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// List everything in the text report instead of the most important
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// Say nothing but errors on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// What the user knows better.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Correct {
    /// Put stories into one: all tell one event
    Merge {
        /// The story that stays
        into: i64,
        /// The stories that go into it
        #[arg(required = true)]
        from: Vec<i64>,
        #[command(flatten)]
        why: Why,
    },
    /// Make a story of some articles of another: they tell another event
    Split {
        /// The story
        story: i64,
        /// The articles that leave it
        #[arg(required = true)]
        articles: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Move articles to the story that they belong to
    Move {
        /// The articles
        #[arg(required = true)]
        articles: Vec<String>,
        /// Their story
        #[arg(long, value_name = "STORY")]
        to: i64,
        #[command(flatten)]
        why: Why,
    },
}

/// The reason of a correction, and the database.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Why {
    /// Why, for those who look later
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub(crate) because: String,

    /// The database [default: as VARIORUM_DB says, else variorum.db]
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
}

const VERSIONS: &str = "\
Examples:
  variorum versions https://gazette.example/dam
      What was changed on a page between the times it was taken in

  variorum versions gaz-3 -o changes.html
      The same for an article without an address, by its id";

/// Compare the versions of one article
///
/// All versions of a page are kept. Accounts are called A, B, … from the earliest to the latest.
#[derive(Debug, clap::Args)]
#[command(after_help = VERSIONS)]
pub(crate) struct Versions {
    /// The URL of the page, the id that came with the article, or its number
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,

    #[command(flatten)]
    pub(crate) shown: Shown,
}
