//! What was typed behind `variorum read`?

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use news::ZoneKind;
use std::num::{NonZeroU16, NonZeroU64};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  variorum read story.html
      The article's own words: headline, key points, body, nothing else

  variorum read story.html --format json
      Every part of the page with its role and its bytes: captions, comments, teasers, menus

  variorum read --format jsonl --output pages.jsonl crawl.warc.gz
      All pages of a web archive, one JSON object a line

  variorum read --format markdown --comments https://example.org/story
      A fetched page in Markdown, with what its readers wrote

  variorum read --format jsonl --zones headline,body,caption saved/ 'more/*.htm' | jq -r .text
      Some parts of all pages in a folder, and of those that fit a pattern

What a PAGE may be:
  a file       HTML or plain text (also a page copied out of a browser), perhaps compressed (.gz)
  a folder     all .html, .htm, .xhtml, .txt, .warc, .jsonl and .ndjson files in it, also .gz, sorted by name
  a pattern    in quotation marks: 'site/**/*.html'
  a URL        http or https
  an archive   WARC, compressed or not; records that cannot be read are named and stepped over
  JSON lines   with `html` or `text` and, where known, id, outlet, url, date, title, language
  -            standard input: any of these kinds of file

Limits: a page, unpacked, may hold 64 MB. Archives and files of JSON lines may be of any length.

Exit codes:
  0    done
  1    done, but a page was refused or a record was damaged
  2    the command line was wrong, no page could be read, or the output could not be written
  130  stopped with Ctrl-C; what was written until then is whole";

/// Read news pages: which part is what
///
/// Tells the article from captions, comments, teasers and menus, and finds headline, authors, outlet and date. Every
/// part is given with the bytes it stands on. Pages are read in parallel and written in the order given.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Read {
    /// A file, folder, pattern, URL, web archive (WARC), file of JSON lines, or `-` for standard input
    #[arg(value_name = "PAGE", required = true)]
    pub(crate) pages: Vec<String>,

    /// How pages are written [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<PageFormat>,

    /// Write to FILE instead of standard output; the file appears when all is done
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Parts of these kinds alone, parted by commas
    #[arg(
        long,
        value_name = "KIND,…",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(ZoneKind::ALL.map(ZoneKind::name)).map(kind_of)
    )]
    pub(crate) zones: Vec<ZoneKind>,

    /// Readers' comments too, behind the article (text and markdown)
    #[arg(long)]
    pub(crate) comments: bool,

    /// Only where the parts stand, without their words (json and jsonl)
    #[arg(long)]
    pub(crate) spans_only: bool,

    /// Stop after N pages
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<NonZeroU64>,

    /// Language of all pages, as a two-letter code such as `en`
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,

    /// Say nothing but errors on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// How many pages to read at once [default: one per processor]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroU16>,

    /// Longest time for fetching one URL, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub(crate) timeout: NonZeroU16,
}

/// The four ways to write a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// The article's words
    Text,
    /// The article's words with headings, lists and captions
    Markdown,
    /// Everything that was found, for one page an object, for several a list
    Json,
    /// The same, one object a line
    Jsonl,
}

/// The kind of a name that the parser let through.
fn kind_of(name: String) -> ZoneKind {
    ZoneKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(ZoneKind::Body)
}
