//! What was typed behind `variorum read`?

use super::Pages;
use super::pages::help;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use news::ZoneKind;

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
      Some parts of all pages in a folder, and of those that fit a pattern";

/// Read news pages: which part is what
///
/// Tells the article from captions, comments, teasers and menus, and finds headline, authors, outlet and date. Every
/// part is given with the bytes it stands on. Pages are read in parallel and written in the order given.
#[derive(Debug, clap::Args)]
#[command(after_help = help(EXAMPLES, 64, "no page could be read"))]
pub(crate) struct Read {
    /// How pages are written [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<PageFormat>,

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

    #[command(flatten)]
    pub(crate) pages: Pages,
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
