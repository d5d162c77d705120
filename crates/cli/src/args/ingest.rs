//! What was typed behind `variorum ingest`?

use super::Database;
use super::pages::{Taking, WHAT_A_PAGE_MAY_BE, Web};

const EXAMPLES: &str = "\
Examples:
  variorum ingest articles.jsonl
      Keep the articles of a file in variorum.db, and say which tell the same event

  variorum ingest --db march.db saved/ crawl.warc.gz --since 2024-03-01
      Pages of a folder and of a web archive, from a day on

  zcat dump.jsonl.gz | variorum ingest -
      Articles from another program

  variorum ingest feeds.opml https://post.example/feed addresses.urls --since 2024-05-01
      The articles that feeds and lists name, fetched politely

  variorum stories && variorum story 17
      What there is now, and the comparison of one story";

const NOTES: &str = "\
The same article is kept once, however often it comes; of a URL all versions are kept. A run that was
stopped, however, goes on where it was when the same command is given again. Pages without an article
are not kept.

Exit codes:
  0    done
  1    done, but a page was refused or a record was damaged
  2    the command line was wrong, or the database cannot be written
  130  stopped with Ctrl-C; what had come in until then is kept";

const LISTS: &str = "\
  a feed       RSS, Atom or JSON Feed, as a file or URL: the articles that it names are fetched
  a list       of feeds (OPML) or of addresses (.urls, or a text file with one URL a line, `#` in front of comments)

Pages that feeds and lists name are fetched politely: robots.txt is kept to, each host has its pauses, machines of
private networks are not asked. Where a page cannot be had, the text in the feed is taken if it is whole.";

/// Keep articles in a database and group them into stories
///
/// Reads and annotates every page in parallel, decides which story it belongs to, and keeps its bytes, its parts, who
/// says what in it, and the reason for its story. Nothing is sent anywhere.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{EXAMPLES}\n\n{WHAT_A_PAGE_MAY_BE}\n{LISTS}\n\n{NOTES}"))]
pub(crate) struct Ingest {
    /// A file, folder, pattern, URL, feed, list of feeds (OPML), web archive (WARC), file of JSON lines, or `-`
    #[arg(value_name = "SOURCE", required = true)]
    pub(crate) sources: Vec<String>,

    #[command(flatten)]
    pub(crate) database: Database,

    /// Only articles published on this day or later, or of an unknown day
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,

    #[command(flatten)]
    pub(crate) web: Web,

    #[command(flatten)]
    pub(crate) taking: Taking,
}
