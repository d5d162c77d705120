//! How is one page written down? The `accounts[]` element of the contract up to its zones.
//!
//! `variorum compare` prints it as the front of an account, `variorum read` by itself.

use super::Passage;
use super::place::Place;
use serde::Serialize;

/// What a page is and what its parts are. Fields that the text does not fill are null, never guessed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) source: Source,
    pub(crate) outlet: Option<Named>,
    pub(crate) headline: Option<Words>,
    /// The title by agreement of the page's sources, in its text or not.
    pub(crate) title: Option<Named>,
    pub(crate) authors: Option<Vec<Named>>,
    pub(crate) language: Option<Language>,
    /// What the words look like, whatever the page states.
    pub(crate) detected_language: Option<&'static str>,
    pub(crate) url: Option<Named>,
    pub(crate) published: Published,
    /// The last change, where the page states one.
    pub(crate) modified: Option<Published>,
    pub(crate) zones: Vec<Zone>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Source {
    pub(crate) uri: String,
    pub(crate) sha256: String,
    pub(crate) bytes: usize,
    pub(crate) media_type: &'static str,
    pub(crate) charset: &'static str,
    /// Where a web archive holds the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) record: Option<Record>,
}

/// The record of a web archive that held a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The archive's file.
    pub file: String,
    /// Bytes of the file before the record, or before the compressed member that holds it.
    pub offset: u64,
    /// From 1, whatever the records before it are.
    pub number: u64,
    /// When the archive took the page, as the record says; no date of publication.
    pub captured: Option<String>,
}

/// A name and where the source has it; the span is null where the user gave the name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) span: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Language {
    pub(crate) code: String,
    pub(crate) span: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Words {
    pub(crate) span: Place,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Published {
    pub(crate) candidates: Vec<String>,
    pub(crate) reasons: Vec<Reason>,
    /// The day as the markup writes it, where it stands in no visible text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) stated: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Reason {
    pub(crate) why: String,
    pub(crate) passages: Vec<Passage>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Zone {
    pub(crate) kind: &'static str,
    pub(crate) span: Place,
    pub(crate) inferred: bool,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<Comment>,
    /// Somebody's post from another site, shown inside the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) post: Option<Post>,
    /// Whether the outlet speaks here about the event.
    #[serde(skip)]
    pub(crate) is_account: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Comment {
    pub(crate) author: Option<Place>,
    pub(crate) date: Option<Place>,
    pub(crate) depth: u8,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) author_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Post {
    pub(crate) author: Option<Place>,
    pub(crate) date: Option<Place>,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) author_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Note {
    pub(crate) code: &'static str,
    pub(crate) span: Option<Place>,
    pub(crate) message: String,
}
