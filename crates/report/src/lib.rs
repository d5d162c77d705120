//! One view, three reports: a comparison as JSON, on the terminal and as an HTML page. And a single page that was
//! read: as JSON with its zones, as text and as Markdown.
//!
//! [`View`] is the only place that knows how a noun is written down for others; the three reports are drawn
//! from it and from nothing else. Nothing here opens a file or looks at a terminal: the caller says how wide
//! the page is and whether it may be coloured.

mod findings;
mod html;
mod json;
mod quotes;
mod reading;
mod terminal;
mod view;

pub use html::html;
pub use json::json;
pub use quotes::{
    Chosen, Explained, QUOTES_HEAD, QuotedPage, explained_line, explained_text, quotes_lines, quotes_rows,
    quotes_text,
};
pub use reading::{ReadPage, Record, Wanted, page_json, page_line, page_markdown, page_text};
pub use terminal::{TerminalStyle, terminal};
pub use view::View;

use news::{Account, Comparison, Note};

/// What a view is made of: the accounts, what was noted on the way to each, and their comparison.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The accounts, in the order given.
    pub accounts: &'a [Account],
    /// Notes of reading and annotating, one list per account.
    pub notes: &'a [Vec<Note>],
    /// What collation found.
    pub comparison: &'a Comparison,
    /// Notes of collation.
    pub comparison_notes: &'a [Note],
}
