//! How is one page that was read written down? As JSON with its zones, or as an article to read.
//!
//! The JSON is the `accounts[]` element of `variorum.comparison/1` up to its zones, from the same view. Which
//! parts a reader sees in text and Markdown is `blocks`, what they look like on the page `shape`; how they are written
//! is `text` and `markdown`.

mod blocks;
mod markdown;
mod shape;
mod text;

pub use crate::view::page::Record;
pub use markdown::page_markdown;
pub use text::page_text;

use crate::view::page::{Note, Page};
use crate::{json, view};
use news::{Article, ZoneKind};
use serde::Serialize;

/// One page that was read.
#[derive(Debug, Clone, Copy)]
pub struct ReadPage<'a> {
    /// What it is.
    pub article: &'a Article,
    /// What was noticed on the way.
    pub notes: &'a [news::Note],
    /// The record of a web archive that held it.
    pub record: Option<&'a Record>,
}

/// What of a page is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Zones of these kinds alone; `None`: all in JSON, the article's own words in text and Markdown.
    pub kinds: Option<Vec<ZoneKind>>,
    /// Comments too, after the article; in JSON they are there anyway, and then in its text as well.
    pub comments: bool,
    /// In JSON, spans without the words beside them.
    pub spans_alone: bool,
}

/// The fields of a page in their order.
#[derive(Serialize)]
struct Fields {
    #[serde(flatten)]
    page: Page,
    /// What `--format text` prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    notes: Vec<Note>,
}

/// The page as a JSON object over several lines, without a line break at its end.
pub fn page_json(page: ReadPage<'_>, wanted: &Wanted) -> String {
    json::lay_out(&compact(page, wanted))
}

/// The page as a JSON object on one line, which ends in a line break.
pub fn page_line(page: ReadPage<'_>, wanted: &Wanted) -> String {
    let mut line = compact(page, wanted);
    line.push('\n');
    line
}

fn compact(page: ReadPage<'_>, wanted: &Wanted) -> String {
    let (mut written, notes) =
        view::page(page.article, page.notes, wanted.kinds.as_deref(), !wanted.spans_alone);
    written.source.record = page.record.cloned();
    let text = (!wanted.spans_alone).then(|| page_text(page, wanted).trim_end().to_owned());
    let fields = Fields { page: written, text, notes };
    serde_json::to_string(&fields).expect("a page holds string keys and whole numbers only")
}
