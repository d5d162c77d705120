//! What was typed behind `variorum watch`?

use super::{Database, Web};
use clap::ValueEnum;
use std::num::{NonZeroU16, NonZeroU32};

const EXAMPLES: &str = "\
Examples:
  variorum watch feeds.opml
      Ask the feeds of a list again and again, keep what is new in variorum.db, and print what changes

  variorum watch https://post.example/feed --format jsonl | jq -r 'select(.kind == \"new_story\").article.headline'
      Changes for another program, one JSON object a line

  variorum watch feeds.opml --quiet --webhook https://chat.example/hook/7
      Send every change to an address as JSON

  */10 * * * *  variorum watch feeds.opml --db news.db --once --quiet >> changes.log
      One round at a time, from cron

Changes:
  new_story                 no story so far tells this event
  joined_story              another article tells it; `reason` says why it was taken to
  first_denial              something is denied that nobody denied before
  altered_quotation         a quotation stands in other words than before
  first_independent_report  a second outlet tells it without the text of others, with a source of its own
  correction                an article says that it, or an earlier version of it, was wrong
  silently_changed          a newer version of an article says something else without saying so
  article_changed           the text of an article is not what it was, for instance longer

Every change is printed, or taken by the webhook, at least once, also after a crash; its `id` tells repeats. What is in
the feeds when they are watched for the first time is new, too.

Feeds are asked at intervals that adapt to how often they bring something. One that fails is asked after twice the
time, four times, and so on up to a day; `Retry-After` is kept to, also by the next run. Nothing that a server says is
unchanged is sent again. Stories can be corrected and articles ingested meanwhile; one program watches at a time.

Exit codes:
  0    done (--once)
  1    done, but a feed or an article could not be had, or the webhook did not take all (--once)
  2    the command line was wrong, there are no feeds, or the database cannot be written
  130  stopped with Ctrl-C or SIGTERM; everything that had come in is kept";

/// Watch feeds: keep what is new, say what changes
///
/// Asks feeds again and again, politely, fetches the articles that they name, takes them to their stories, and prints or
/// posts what changes. Runs until it is stopped; goes on where it was when it is started again.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Watch {
    /// A list of feeds (OPML, or one address a line), the address of a feed, or `-` for a list on standard input
    #[arg(value_name = "FEEDS", required = true)]
    pub(crate) sources: Vec<String>,

    #[command(flatten)]
    pub(crate) database: Database,

    /// How changes are printed [default: text, or nothing with --webhook]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ChangeFormat>,

    /// Post every change to this address as a JSON object; what is not taken is tried again
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,

    /// Ask every feed once and end; one that failed is asked when its time has come
    #[arg(long)]
    pub(crate) once: bool,

    /// Shortest time between two questions to one feed, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "300")]
    pub(crate) min_interval: NonZeroU32,

    /// Longest time between two questions to a feed that answers, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "3600")]
    pub(crate) max_interval: NonZeroU32,

    /// Only articles published on this day or later, or of an unknown day
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,

    #[command(flatten)]
    pub(crate) web: Web,

    /// Language of all articles, as a two-letter code such as `en`
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,

    /// Say nothing but errors on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// How many articles to read at once [default: one per processor]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroU16>,

    /// Longest time for fetching one URL, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub(crate) timeout: NonZeroU16,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangeFormat {
    /// A few lines for a person
    Text,
    /// One JSON object a line
    Jsonl,
}
