//! Which moments and names does the markup point at, and as what? Microdata, `<time>`, `rel="author"`.

use super::{MAX_KEPT, Outline, Time};
use crate::read::html::hints::Hints;
use crate::read::html::tags::Tag;
use crate::read::html::tokens::{Attributes, Name};

/// What an element says about the page, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::read::html) struct Sense(u8);

impl Sense {
    pub(in crate::read::html) const NONE: Sense = Sense(0);
    /// A moment of publication.
    pub(in crate::read::html) const PUBLISHED: Sense = Sense(1);
    /// A moment of change.
    pub(in crate::read::html) const MODIFIED: Sense = Sense(2);
    /// Said in microdata, RDFa or microformats rather than by a class of the site's own.
    pub(in crate::read::html) const FORMAL: Sense = Sense(4);
    /// Who wrote it.
    pub(in crate::read::html) const AUTHOR: Sense = Sense(8);
    /// A name, of whatever stands around it.
    pub(in crate::read::html) const NAME: Sense = Sense(16);
    /// A `<time>`.
    pub(in crate::read::html) const TIME: Sense = Sense(32);

    pub(in crate::read::html) const fn and(self, other: Sense) -> Sense {
        Sense(self.0 | other.0)
    }

    /// Whether any of the senses is there.
    pub(in crate::read::html) const fn has(self, any: Sense) -> bool {
        self.0 & any.0 != 0
    }

    pub(in crate::read::html) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// What an element says by its name and attributes.
    pub(super) fn of(tag: Tag, hints: Hints, attributes: &Attributes<'_>) -> Sense {
        let mut sense = if tag == Tag::Time { Sense::TIME } else { Sense::NONE };
        for name in [Name::Itemprop, Name::Property, Name::Rel] {
            let value = attributes.value(name);
            if !value.is_empty() {
                sense = value.split_ascii_whitespace().take(8).fold(sense, |all, word| all.and(formal(word)));
            }
        }
        if tag == Tag::Time || hints.has(Hints::DATE.and(Hints::BYLINE)) {
            let class = attributes.value(Name::Class);
            sense = class.split_ascii_whitespace().take(20).fold(sense, |all, word| all.and(by_class(word)));
        }
        sense
    }
}

/// Words of microdata, RDFa and `rel`.
fn formal(word: &str) -> Sense {
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    if is(&["datePublished", "dc:date", "dcterms:issued", "dc:issued", "schema:datePublished", "og:pubdate"])
    {
        return Sense::PUBLISHED.and(Sense::FORMAL);
    }
    if is(&["dateCreated", "dc:created", "dcterms:created", "uploadDate", "schema:dateCreated"]) {
        return Sense::PUBLISHED;
    }
    if is(&["dateModified", "dcterms:modified", "dc:modified", "schema:dateModified"]) {
        return Sense::MODIFIED.and(Sense::FORMAL);
    }
    if is(&["author", "creator", "schema:author"]) {
        return Sense::AUTHOR.and(Sense::FORMAL);
    }
    if is(&["name", "schema:name"]) { Sense::NAME } else { Sense::NONE }
}

/// Classes of microformats and of the large publishing systems.
fn by_class(word: &str) -> Sense {
    if word.len() > 60 {
        return Sense::NONE;
    }
    let word = word.to_ascii_lowercase();
    let holds = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if holds(&["update", "modif", "aktualis", "actualiz"]) {
        return Sense::MODIFIED;
    }
    let published =
        ["publish", "pubdate", "pub-date", "entry-date", "entry-time", "post-date", "posted", "created"];
    if holds(&published) {
        return Sense::PUBLISHED;
    }
    let named = ["author-name", "author__name", "authorname", "byline-name", "byline__name", "author-link"];
    if holds(&named) || word == "fn" || word == "author" { Sense::AUTHOR } else { Sense::NONE }
}

impl Outline<'_> {
    /// Keeps the moment that an attribute of the element states.
    pub(super) fn moment(&mut self, tag: Tag, hints: Hints, sense: Sense, attributes: &Attributes<'_>) {
        let is_date =
            sense.has(Sense::PUBLISHED.and(Sense::MODIFIED).and(Sense::TIME)) || hints.has(Hints::DATE);
        let named = attributes.get(Name::Moment);
        if !is_date && named.is_none() || self.times.len() >= MAX_KEPT {
            return;
        }
        let names: &[Name] = match tag {
            // What a meta element states without microdata is read with the other meta elements.
            Tag::Meta if attributes.get(Name::Itemprop).is_none() => return,
            Tag::Time | Tag::Meta => &[Name::Datetime, Name::Content, Name::Title],
            Tag::Link | Tag::LinkRel => return,
            _ => &[Name::Content, Name::Datetime, Name::Title],
        };
        let stated = names.iter().filter_map(|name| attributes.get(*name)).chain(named).find(|(value, _)| {
            (6..=80).contains(&value.len()) && value.bytes().any(|byte| byte.is_ascii_digit())
        });
        if let Some((value, range)) = stated {
            let (value, at) = (value.to_owned(), self.text.len() as u32);
            self.times.push(Time { value, range, sense, region: self.region(), at });
        }
    }
}
