//! How do the parts of an entry become the entry? What several formats say of one thing is brought together here.

use super::{Entry, Stamp};
use crate::address::Address;
use crate::markup::words;

/// What is known of an entry while it is read.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) line: usize,
    pub(super) id: Option<String>,
    /// Whether the id may be taken for an address where there is none (RSS).
    pub(super) id_is_link: bool,
    /// Where the article is, by the feed; `original`: before a service put its own counting address there.
    pub(super) link: Option<String>,
    pub(super) original: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) content: Option<String>,
    pub(super) language: Option<String>,
}

impl Parts {
    /// The entry, and what is wrong with it.
    pub(super) fn entry(self, base: Option<&Address>) -> (Entry, Option<String>) {
        let resolve = |link: &str| match base {
            Some(base) => base.join(link),
            None => Address::parse(link),
        };
        let id = self.id.map(|id| id.trim().to_string()).filter(|id| !id.is_empty());
        let by_id = id.as_deref().filter(|id| self.id_is_link && id.starts_with("http"));
        let links = [self.original.as_deref(), self.link.as_deref(), by_id];
        let mut wrong = None;
        let mut address = None;
        for link in links.into_iter().flatten().filter(|link| !link.trim().is_empty()) {
            match resolve(link) {
                Ok(found) => {
                    address = Some(found);
                    break;
                }
                Err(fault) => wrong = Some(format!("the link of an entry {fault}")),
            }
        }
        if address.is_some() {
            wrong = None;
        }
        let title = self.title.map(|title| words(&title)).filter(|title| !title.is_empty());
        let fallback = || address.as_ref().map(Address::to_string).or_else(|| title.clone());
        let entry = Entry {
            id: id.or_else(fallback).unwrap_or_default(),
            published: self.published.as_deref().and_then(Stamp::read),
            updated: self.updated.as_deref().and_then(Stamp::read),
            summary: self.summary.filter(|text| !text.trim().is_empty()),
            content: self.content.filter(|text| !text.trim().is_empty()),
            language: self.language.map(|code| code.trim().to_string()).filter(|code| !code.is_empty()),
            line: self.line,
            address,
            title,
        };
        (entry, wrong)
    }
}
