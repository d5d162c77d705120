//! What was typed about pages, whatever a command does with them?

use std::num::{NonZeroU16, NonZeroU64};
use std::path::PathBuf;

pub(super) const WHAT_A_PAGE_MAY_BE: &str = "\
What a PAGE may be:
  a file       HTML or plain text (also a page copied out of a browser), perhaps compressed (.gz)
  a folder     all .html, .htm, .xhtml, .txt, .warc, .jsonl, .ndjson, .csv and .tsv files in it, also .gz, and
               .parquet files, sorted by name
  a pattern    in quotation marks: 'site/**/*.html'
  a URL        http or https
  an archive   WARC, compressed or not; records that cannot be read are named and stepped over
  JSON lines   with `html` or `text` and, where known, id, outlet, url, date, title, language
  a table      CSV (also with semicolons or tabs) or Parquet with columns of these names, or of names such as
               body, content, headline, published, source, publication, link; rows that do not fit are named
  -            standard input: any of these kinds of file";

/// The end of a command's help: its examples, what pages are, its limit, and how it ends.
pub(super) fn help(examples: &str, megabytes: usize, nothing: &str) -> String {
    format!(
        "{examples}\n\n{WHAT_A_PAGE_MAY_BE}\n\n\
Limits: a page, unpacked, may hold {megabytes} MB. Archives, tables and files of JSON lines may be of any length.\n\n\
Exit codes:
  0    done
  1    done, but a page was refused or a record was damaged
  2    the command line was wrong, {nothing}, or the output could not be written
  130  stopped with Ctrl-C; what was written until then is whole"
    )
}

/// Pages, and how they are taken.
#[derive(Debug, clap::Args)]
pub(crate) struct Pages {
    /// A file, folder, pattern, URL, web archive (WARC), table, file of JSON lines, or `-` for standard input
    #[arg(value_name = "PAGE", required = true)]
    pub(crate) pages: Vec<String>,

    /// Write to FILE instead of standard output; the file appears when all is done
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) taking: Taking,
}

/// How pages are taken.
#[derive(Debug, clap::Args)]
pub(crate) struct Taking {
    /// Stop after N pages
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<NonZeroU64>,

    /// Language of all pages, as a two-letter code such as `en`
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,

    /// Say nothing but errors on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Column of CSV and Parquet files that holds the articles' text [default: text, body, content, article, …]
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,

    /// How many pages to read at once [default: one per processor]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroU16>,

    /// Longest time for fetching one URL, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub(crate) timeout: NonZeroU16,
}

/// How pages are fetched that feeds and lists name.
#[derive(Debug, clap::Args)]
pub(crate) struct Web {
    /// Seconds between two requests to one host; its robots.txt may ask for more
    #[arg(long, value_name = "SECONDS", default_value = "1")]
    pub(crate) delay: f32,

    /// Let feeds and lists name machines of private networks, this one included
    #[arg(long)]
    pub(crate) allow_private: bool,
}
