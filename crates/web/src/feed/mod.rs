//! Which articles does a feed announce? RSS 0.9 to 2.0, Atom and JSON Feed, also where they are broken.
//!
//! Entries come in the order of the feed, as given: a date that cannot be is kept as it is written. What is broken is a
//! [`Flaw`] with its line, and the entries around it stay.

mod dates;
mod entry;
mod json;
mod xml;

pub use dates::Stamp;
pub(crate) use dates::month;

use crate::address::Address;
use crate::text::{Flaw, Unusable, decode};

/// Entries that are taken of one feed. Feeds hold 10 to 500.
pub(crate) const MOST_ENTRIES: usize = 20_000;

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it calls itself, as plain words.
    pub title: Option<String>,
    /// Language of the whole feed, as written (`en-GB`).
    pub language: Option<String>,
    /// Its entries, in its order.
    pub entries: Vec<Entry>,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
}

/// One article that a feed announces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The feed's name for it; where it has none, its address, and else its title.
    pub id: String,
    /// Where the article is.
    pub address: Option<Address>,
    /// Its title as plain words.
    pub title: Option<String>,
    /// When it appeared first.
    pub published: Option<Stamp>,
    /// When it was changed last.
    pub updated: Option<Stamp>,
    /// A short form, as HTML.
    pub summary: Option<String>,
    /// The whole article, as HTML, where the feed says that this is it.
    pub content: Option<String>,
    /// Language of this entry, as written.
    pub language: Option<String>,
    /// The line of the feed where it begins, from 1.
    pub line: usize,
}

impl Entry {
    /// What changes when the feed says that the article did: the last of its dates, as written.
    pub fn stamp(&self) -> &str {
        self.updated.as_ref().or(self.published.as_ref()).map_or("", |stamp| &stamp.text)
    }
}

impl Feed {
    /// Reads a feed. `charset`: what the sender says. `base`: where it was found, for links that leave out the host.
    ///
    /// # Errors
    /// It is no feed at all, or broken JSON.
    pub fn read(bytes: &[u8], charset: Option<&str>, base: Option<&Address>) -> Result<Feed, Unusable> {
        let text = decode(bytes, charset);
        if text.trim_start().starts_with('{') { json::read(&text, base) } else { xml::read(&text, base) }
    }
}

#[cfg(test)]
mod tests;
