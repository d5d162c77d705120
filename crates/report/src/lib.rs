//! One view, three reports: a comparison as JSON, on the terminal and as an HTML page.
//!
//! [`View`] is the only place that knows how a noun is written down for others; the three reports are drawn
//! from it and from nothing else. Nothing here opens a file or looks at a terminal: the caller says how wide
//! the page is and whether it may be coloured.

mod json;
mod view;

pub use json::json;
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

/// How the terminal report is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Columns of the terminal; the report stays between 60 and 120.
    pub width: usize,
    /// Whether to write colours (ANSI escapes).
    pub colour: bool,
    /// Whether to list everything (`-v`) instead of the most important.
    pub verbose: bool,
}

impl Default for TerminalStyle {
    fn default() -> Self {
        TerminalStyle { width: 80, colour: false, verbose: false }
    }
}

/// The report that a person reads top to bottom in a minute, ending in a line break.
pub fn terminal(view: &View, style: TerminalStyle) -> String {
    let _ = (view, style);
    String::new()
}

/// One self-contained HTML page.
pub fn html(view: &View) -> String {
    let _ = view;
    String::new()
}
