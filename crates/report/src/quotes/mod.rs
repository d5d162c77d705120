//! How is it written down who says what on one page? As text to read, as lines of JSON and as rows of a table.
//!
//! The fields are those of an attribution in `variorum.comparison/1`, from the same view, with the words beside each
//! span. Which attributions are wanted is `chosen`; why one of them is as it is, `explained`.

mod chosen;
mod explained;
mod line;
mod lines_of;
mod row;
mod text;

pub use chosen::Chosen;
pub use explained::{Explained, explained_line, explained_text};
pub use line::quotes_lines;
pub use row::{QUOTES_HEAD, quotes_rows};
pub use text::quotes_text;

use crate::view::account::Attribution;
use crate::view::page::Record;
use crate::view::place::Place;
use news::Account;

/// A page on which attributions were looked for.
#[derive(Debug, Clone, Copy)]
pub struct QuotedPage<'a> {
    /// What it says.
    pub account: &'a Account,
    /// The record of a web archive that held it.
    pub record: Option<&'a Record>,
}

impl QuotedPage<'_> {
    fn words(&self, place: Place) -> &str {
        self.account.article.words(place.text)
    }

    fn words_of(&self, places: &[Place]) -> Vec<String> {
        places.iter().map(|place| self.words(*place).to_owned()).collect()
    }

    fn outlet(&self) -> Option<&str> {
        self.account.article.outlet.as_ref().map(|outlet| outlet.value.as_str())
    }

    fn published(&self) -> Vec<String> {
        self.account.article.published.candidates.iter().map(ToString::to_string).collect()
    }
}

/// Where an attribution begins: its first words, its cue or its source.
fn start(attribution: &Attribution) -> Option<Place> {
    let source = attribution.source.as_ref().map(|source| source.span);
    let cue = attribution.cue.as_ref().map(|cue| cue.span);
    attribution.content.iter().copied().chain(source).chain(cue).min()
}
