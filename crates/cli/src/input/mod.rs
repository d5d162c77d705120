//! What was given? Files, folders, archives, tables, feeds, standard input, URLs and JSON lines become pages, in order.
//!
//! Everything has a limit, so that memory has one: see `plan::Limits`. What the bytes mean is left to
//! `pipeline::read`.

mod archive;
mod asking;
mod files;
mod followed;
mod ids;
mod kinds;
mod lines;
mod listing;
mod pages;
mod rows;

pub(crate) use asking::{UnderWay, ask};
pub(crate) use files::{bytes_of, may_hold_several};
pub(crate) use followed::{Announced, Asker, Followed, Had, Outcomes, unusable};
pub(crate) use ids::{letters, name_accounts};
pub(crate) use listing::list;
pub(crate) use pages::Pages;

use crate::failure::Failure;
use crate::fetch;
use crate::plan::{Limits, Place};
use pipeline::Page;
use report::Record;
use std::fmt;

/// What stands at the next place.
#[derive(Debug)]
pub(crate) enum Found {
    /// A page.
    Page(Box<Waiting>),
    /// Something that should be a page and cannot be one.
    Refused(Failure),
    /// Something that is no page, and is none of ours to complain about.
    Passed(Passed),
}

/// Why something was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Passed {
    /// Neither HTML nor plain text.
    NotText,
    /// A server's answer that it has no such page, or has it elsewhere.
    NoSuccess,
    /// Published too early, by the feed that names it.
    Early,
}

impl Passed {
    /// What it is, in the summary.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Passed::NotText => "not text",
            Passed::NoSuccess => "not found or moved",
            Passed::Early => "too early by their feeds",
        }
    }
}

/// A page that is known but not loaded yet.
pub(crate) struct Waiting {
    /// What is known before loading: id, and metadata by the user's word.
    pub(crate) page: Page,
    /// How messages call it.
    pub(crate) name: String,
    /// Whether the user named it, so that what is odd about it should be said.
    pub(crate) is_named: bool,
    /// Whether it is all that was given.
    pub(crate) is_alone: bool,
    /// Where the bytes are.
    content: Content,
}

enum Content {
    /// Already in the page (JSON lines, rows of tables, articles of feeds).
    Loaded,
    /// To be opened or fetched.
    At(Place),
    /// A page of an archive, as the server sent it.
    Archived(Box<warc::Page>, Record),
}

/// A page with its bytes.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) page: Page,
    /// Where an archive holds it.
    pub(crate) record: Option<Record>,
    /// Whether the archive holds its front alone.
    pub(crate) is_cut: bool,
}

impl Waiting {
    fn new(page: Page, content: Content) -> Waiting {
        Waiting { name: page.uri.clone(), page, is_named: true, is_alone: false, content }
    }

    /// Whether loading goes over the network.
    pub(crate) fn is_remote(&self) -> bool {
        matches!(self.content, Content::At(Place::Url(_)))
    }

    /// Bytes that it keeps in memory already.
    pub(crate) fn held_bytes(&self) -> usize {
        match &self.content {
            Content::Loaded => self.page.bytes.len(),
            Content::At(_) => 0,
            Content::Archived(page, _) => page.sent_bytes(),
        }
    }

    /// Loads the bytes.
    ///
    /// # Errors
    /// The place cannot be read, or holds more than the limit.
    pub(crate) fn load(self, limits: &Limits) -> Result<Loaded, Failure> {
        let (page, largest) = (self.page, limits.fetch.largest);
        let whole = |page| Loaded { page, record: None, is_cut: false };
        match self.content {
            Content::Loaded => Ok(whole(page)),
            Content::At(Place::Url(url)) => {
                let fetched = fetch::fetch(&url, &limits.fetch)?;
                let media_type = fetch::media_type(&url, fetched.media_type.as_deref())?;
                let (uri, charset) = (fetched.address.to_string(), fetched.charset);
                Ok(whole(Page { bytes: fetched.bytes, media_type, charset, uri, ..page }))
            }
            Content::At(place) => {
                let bytes = files::bytes_of(&place, largest)?;
                Ok(whole(Page { bytes, media_type: kinds::media_type_of(&place), ..page }))
            }
            Content::Archived(archived, record) => {
                let (bytes, is_cut) = archived
                    .unpack(largest)
                    .map_err(|bad| archive::explain(&self.name, record.number, record.offset, &bad))?;
                Ok(Loaded { page: Page { bytes, ..page }, record: Some(record), is_cut })
            }
        }
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How messages and reports call a place.
pub(crate) fn name_of(place: &Place) -> String {
    match place {
        Place::File(path) => path.to_string_lossy().into_owned(),
        Place::StandardInput => "standard input".to_string(),
        Place::Url(url) => url.clone(),
    }
}
