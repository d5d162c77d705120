//! What was typed behind `variorum quotes`?

use super::pages::help;
use super::{Color, Pages};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use news::AttributionKind;

const EXAMPLES: &str = "\
Examples:
  variorum quotes story.html
      Who says what, speaker by speaker, with the line and the bytes of the words

  variorum quotes story.html --speaker okoro --kind direct
      What somebody says in quotation marks alone; any of the speaker's names will do

  variorum quotes story.html --explain A.q3
      Why A.q3 was found and given to its speaker

  variorum quotes --format csv -o quotes.csv 'site/**/*.html'
      A table of all attributions of many pages, for a spreadsheet

  variorum quotes --format jsonl crawl.warc.gz --cue deny --cue reject | jq -r '[.speaker.name, .content_text[]] | @tsv'
      Who denies what in a web archive";

/// List who says what on news pages
///
/// Finds every attribution: who speaks, with which word, what is said, through whom it came and how sure all that is.
/// Every part is given with the bytes it stands on. Pages are read in parallel and written in the order given. English
/// only: of a page in another language it says so, and attributes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = help(EXAMPLES, 20, "no page could be read, no attribution has the id of --explain"))]
pub(crate) struct Quotes {
    /// How attributions are written [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<QuotesFormat>,

    /// Attributions alone whose speaker has this name, or a name that holds it
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Vec<String>,

    /// Attributions of these kinds alone, parted by commas
    #[arg(
        long,
        value_name = "KIND,…",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(AttributionKind::ALL.map(AttributionKind::name)).map(kind_of)
    )]
    pub(crate) kind: Vec<AttributionKind>,

    /// Attributions with this reporting word alone, by its dictionary form: say, deny, according to
    #[arg(long, value_name = "LEMMA")]
    pub(crate) cue: Vec<String>,

    /// Attributions alone that are at least so sure, from 0 to 1
    #[arg(long, value_name = "SHARE")]
    pub(crate) min_confidence: Option<f64>,

    /// Print what one decision rests on, by its id such as A.q3
    #[arg(long, value_name = "ID", conflicts_with_all = ["speaker", "kind", "cue", "min_confidence"])]
    pub(crate) explain: Option<String>,

    /// Colour the text
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,

    #[command(flatten)]
    pub(crate) pages: Pages,
}

/// The three ways to write attributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuotesFormat {
    /// Grouped by page and speaker, to read
    Text,
    /// One line for each attribution, with a line of names first
    Csv,
    /// One JSON object a line for each attribution, with the text of each span beside it
    Jsonl,
}

/// The kind of a name that the parser let through.
fn kind_of(name: String) -> AttributionKind {
    AttributionKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(AttributionKind::Direct)
}
