//! Which part of the page is what? Bytes in, an [`Article`] with zones, metadata and spans out.
//!
//! Reading never fails: broken input gives what there is, with notes. What the words mean is left to
//! `annotate`.

use crate::Kit;
use news::{Article, MediaType, Noted, OffsetMap, PartialDate, Published, Source};

/// One page or text as it was given, before reading.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Name of the account in the output: `A`, `B`, … or the id that came with it.
    pub id: String,
    /// Path, URL or id, for people.
    pub uri: String,
    /// The bytes as given.
    pub bytes: Vec<u8>,
    /// What the sender says they are; `None`: look at the bytes.
    pub media_type: Option<MediaType>,
    /// Character encoding stated by the sender (HTTP header).
    pub charset: Option<String>,
    /// Publication date by the user's word.
    pub published: Option<PartialDate>,
    /// Outlet by the user's word.
    pub outlet: Option<String>,
    /// Title by the user's word (JSON lines).
    pub title: Option<String>,
    /// Language by the user's word, ISO 639-1.
    pub language: Option<String>,
}

/// Reads one page.
pub fn read(kit: &Kit, page: Page) -> Noted<Article> {
    let _ = kit;
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    let map = OffsetMap::identity(text.len());
    let source = Source {
        uri: page.uri,
        sha256: String::new(),
        bytes: page.bytes,
        media_type: page.media_type.unwrap_or(MediaType::Plain),
        charset: "UTF-8",
    };
    Noted::plain(Article {
        id: page.id,
        source,
        text,
        map,
        zones: Vec::new(),
        paragraphs: Vec::new(),
        headline: None,
        outlet: None,
        authors: Vec::new(),
        language: None,
        detected_language: None,
        canonical_url: None,
        published: Published::default(),
    })
}
