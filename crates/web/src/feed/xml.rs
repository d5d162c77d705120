//! How are RSS and Atom read, broken ones too? In one pass: an entry is what stands between two tags, its parts are the
//! elements right inside it.
//!
//! Names are known by their usual prefixes, not by name spaces: feeds that declare them wrongly are as common as others.

use super::entry::Parts;
use super::{Feed, MOST_ENTRIES};
use crate::address::Address;
use crate::markup::{Piece, Pieces, attribute, entities, words};
use crate::text::{Flaws, Unusable};

/// How deep elements may be nested; what is deeper is looked at as if it were not there.
const DEEPEST: usize = 256;

/// What an element right inside a feed or an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Link,
    Original,
    Title,
    Published,
    Updated,
    Summary,
    Content,
    Language,
}

/// An element whose content is being read.
struct Open<'t> {
    field: Field,
    /// Its place on the stack.
    depth: usize,
    /// Where its content begins.
    start: usize,
    /// Its text so far.
    text: String,
    /// Whether there is markup inside: then the content is what stands in the feed.
    has_elements: bool,
    name: &'t str,
}

struct Walk<'t, 'a> {
    text: &'t str,
    base: Option<Address>,
    given: Option<&'a Address>,
    flaws: Flaws<'t>,
    /// Names of the elements around.
    stack: Vec<&'t str>,
    /// Prefix of the root's name: `atom:` in `atom:feed`.
    prefix: &'t str,
    has_root: bool,
    feed: Feed,
    parts: Option<(Parts, usize)>,
    open: Option<Open<'t>>,
}

/// Reads RSS or Atom.
pub(super) fn read(text: &str, base: Option<&Address>) -> Result<Feed, Unusable> {
    let mut walk = Walk {
        text,
        base: base.cloned(),
        given: base,
        flaws: Flaws::new(text),
        stack: Vec::new(),
        prefix: "",
        has_root: false,
        feed: Feed::default(),
        parts: None,
        open: None,
    };
    for piece in Pieces::new(text) {
        match piece {
            Piece::Open { name, attributes, is_empty, at, end } => {
                if !walk.has_root {
                    walk.root(name, attributes)?;
                }
                walk.enter(name, attributes, is_empty, at, end);
            }
            Piece::Close { name, at, .. } => walk.leave(name, at),
            Piece::Text { raw } => walk.say(&entities(raw)),
            Piece::Data { text } => walk.say(text),
            Piece::Wrong { at, what } => walk.flaws.note(at, what),
        }
    }
    walk.end()
}

impl<'t> Walk<'t, '_> {
    /// Checks that the first element is that of a feed.
    fn root(&mut self, name: &'t str, attributes: &str) -> Result<(), Unusable> {
        let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
        match local.to_ascii_lowercase().as_str() {
            "rss" | "feed" | "rdf" | "channel" | "item" | "entry" => {
                self.prefix = prefix;
                self.has_root = true;
                self.rebase(attributes);
                self.feed.language = attribute(attributes, "xml:lang");
                Ok(())
            }
            "html" | "head" | "body" => Err(Unusable::Page(announced(self.text, self.given))),
            _ => Err(Unusable::NoFeed),
        }
    }

    fn rebase(&mut self, attributes: &str) {
        if let Some(link) = attribute(attributes, "xml:base") {
            let joined = match &self.base {
                Some(base) => base.join(&link),
                None => Address::parse(&link),
            };
            if let Ok(base) = joined {
                self.base = Some(base);
            }
        }
    }

    fn enter(&mut self, name: &'t str, attributes: &'t str, is_empty: bool, at: usize, end: usize) {
        if self.is_entry(name) {
            self.begin(attributes, at);
        } else if self.open.is_none() {
            self.look(name, attributes, is_empty, end);
        } else if let Some(open) = &mut self.open {
            open.has_elements = true;
        }
        if !is_empty {
            if self.stack.len() < DEEPEST {
                self.stack.push(name);
            } else {
                self.flaws.note(at, "elements are nested too deeply");
            }
        } else if self.is_entry(name) {
            self.finish();
        }
    }

    /// The part of a name that counts: without a prefix that says no more than "of this feed".
    fn core(&self, name: &'t str) -> &'t str {
        match name.rsplit_once(':') {
            Some((prefix, local))
                if matches!(prefix, "atom" | "atom10" | "a10" | "rss") || prefix == self.prefix =>
            {
                local
            }
            Some(_) | None => name,
        }
    }

    fn is_entry(&self, name: &'t str) -> bool {
        matches!(self.core(name), "item" | "entry")
    }

    /// A new entry begins; one that is still open ends here.
    fn begin(&mut self, attributes: &str, at: usize) {
        if let Some((_, entry)) = &self.parts {
            self.stack.truncate(*entry);
            self.flaws.note(at, "an entry begins inside another, which does not end");
            self.open = None;
            self.finish();
        }
        let line = self.flaws.line(at);
        let language = attribute(attributes, "xml:lang");
        // RSS 1.0 names an item by its address.
        let id = attribute(attributes, "rdf:about");
        let parts = Parts { line, language, id, id_is_link: true, ..Parts::default() };
        self.parts = Some((parts, self.stack.len()));
    }

    /// What an element right inside a feed or an entry is.
    fn look(&mut self, name: &'t str, attributes: &str, is_empty: bool, end: usize) {
        let depth = self.stack.len();
        let is_part = match &self.parts {
            Some((_, entry)) => depth == entry + 1,
            None => self.stack.last().is_some_and(|last| matches!(self.core(last), "channel" | "feed")),
        };
        let core = self.core(name);
        if !is_part {
            return;
        }
        if core == "link" && self.link(attributes) {
            return;
        }
        let Some(field) = field(core) else { return };
        if let Some((parts, _)) = self.parts.as_mut().filter(|_| field == Field::Id) {
            let is_link = attribute(attributes, "isPermaLink").is_none_or(|value| value != "false");
            parts.id_is_link = core == "guid" && is_link;
        }
        if field == Field::Content && core == "content" && attribute(attributes, "src").is_some() {
            return;
        }
        if !is_empty {
            let text = String::new();
            self.open = Some(Open { field, depth, start: end, text, has_elements: false, name });
        }
    }

    /// A link as Atom writes it. Returns whether it is one.
    fn link(&mut self, attributes: &str) -> bool {
        let Some(link) = attribute(attributes, "href") else { return false };
        let is_page = attribute(attributes, "rel").is_none_or(|rel| rel.is_empty() || rel == "alternate");
        if let Some((parts, _)) = self.parts.as_mut().filter(|_| is_page) {
            parts.link.get_or_insert(link);
        }
        true
    }

    fn say(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
        }
    }

    fn leave(&mut self, name: &'t str, at: usize) {
        let Some(depth) = self.stack.iter().rposition(|open| *open == name) else {
            return self.flaws.note(at, format!("</{}> ends nothing", short(name)));
        };
        if depth + 1 < self.stack.len() {
            let inner = self.stack.last().map_or("", |inner| short(inner));
            // HTML that stands in a feed as it is ends what it likes.
            if self.open.as_ref().is_none_or(|open| depth <= open.depth) {
                self.flaws.note(at, format!("<{inner}> does not end before </{}>", short(name)));
            }
        }
        if let Some(open) = self.open.take_if(|open| depth <= open.depth) {
            let is_whole = depth == open.depth;
            let value = if open.has_elements && is_whole {
                self.text[open.start..at].to_string()
            } else if open.has_elements {
                // Nobody knows where it should have ended: what stands before the first tag is safe.
                let rest = &self.text[open.start..at];
                entities(&rest[..rest.find('<').unwrap_or(rest.len())])
            } else {
                open.text
            };
            self.put(open.field, value, open.name);
        }
        self.stack.truncate(depth);
        if self.parts.as_ref().is_some_and(|(_, entry)| depth <= *entry) {
            self.finish();
        }
    }

    /// Takes the content of an element.
    fn put(&mut self, field: Field, value: String, name: &str) {
        let Some((parts, _)) = &mut self.parts else {
            let place = match field {
                Field::Title => &mut self.feed.title,
                Field::Language => &mut self.feed.language,
                // A feed out of a file has no address; its site's is better than none.
                Field::Link => {
                    self.base = self.base.take().or_else(|| Address::parse(&value).ok());
                    return;
                }
                Field::Id | Field::Original | Field::Published | Field::Updated => return,
                Field::Summary | Field::Content => return,
            };
            let value = words(&value);
            if !value.is_empty() {
                place.get_or_insert(value);
            }
            return;
        };
        let place = match field {
            Field::Id => &mut parts.id,
            Field::Link => &mut parts.link,
            Field::Original => &mut parts.original,
            Field::Title => &mut parts.title,
            Field::Published => &mut parts.published,
            Field::Updated => &mut parts.updated,
            Field::Summary => &mut parts.summary,
            Field::Content => &mut parts.content,
            Field::Language => &mut parts.language,
        };
        // The first counts, but for the name of an item, which RSS 1.0 gives twice.
        if place.as_deref().is_none_or(|value| value.trim().is_empty()) || name == "guid" {
            *place = Some(value);
        }
    }

    /// The entry ends.
    fn finish(&mut self) {
        let Some((parts, _)) = self.parts.take() else { return };
        let line = parts.line;
        if self.feed.entries.len() >= MOST_ENTRIES {
            return;
        }
        let (entry, wrong) = parts.entry(self.base.as_ref());
        if let Some(what) = wrong {
            self.flaws.note_line(line, what);
        }
        self.feed.entries.push(entry);
    }

    fn end(mut self) -> Result<Feed, Unusable> {
        if !self.has_root {
            return Err(Unusable::NoFeed);
        }
        if self.parts.is_some() {
            self.flaws.note(self.text.len(), "the feed ends in the middle of an entry");
            self.finish();
        } else if !self.stack.is_empty() {
            self.flaws.note(self.text.len(), "the feed ends too early");
        }
        self.feed.flaws = self.flaws.found;
        Ok(self.feed)
    }
}

/// A name as it may be shown.
fn short(name: &str) -> &str {
    &name[..name.floor_char_boundary(40)]
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "guid" | "id" => Field::Id,
        "link" => Field::Link,
        "feedburner:origLink" => Field::Original,
        "title" => Field::Title,
        "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" => {
            Field::Published
        }
        "updated" | "modified" | "dcterms:modified" => Field::Updated,
        "description" | "summary" | "dc:description" => Field::Summary,
        "content:encoded" | "content" | "xhtml:body" | "body" => Field::Content,
        "language" | "dc:language" => Field::Language,
        _ => return None,
    })
}

/// The feeds that a web page announces in its head.
fn announced(text: &str, base: Option<&Address>) -> Vec<String> {
    const MOST: usize = 5;
    let link = |piece| {
        let Piece::Open { name, attributes, .. } = piece else { return None };
        let kind = attribute(attributes, "type")?.to_ascii_lowercase();
        let is_feed = name.eq_ignore_ascii_case("link")
            && ["rss", "atom", "feed+json"].iter().any(|name| kind.contains(name));
        let link = attribute(attributes, "href").filter(|_| is_feed)?;
        Some(base.and_then(|base| base.join(&link).ok()).map_or(link, |address| address.to_string()))
    };
    Pieces::new(text).filter_map(link).take(MOST).collect()
}
