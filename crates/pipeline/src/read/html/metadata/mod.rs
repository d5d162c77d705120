//! What does the page say about itself? Title, outlet, authors, language, address, dates, each with its bytes.
//!
//! `metas` and `json_ld` collect what the markup states; `headline`, `authors` and `date` weigh it against what the
//! page shows. What no source says stays empty.

mod authors;
mod date;
mod headline;
mod json_ld;
mod metas;
mod statements;
#[cfg(test)]
mod tests;

pub(crate) use metas::MetaNames;

use super::Given;
use super::outline::Outline;
use super::zones::Page;
use crate::fold;
use crate::read::Reading;
use crate::read::layout::Layout;
use news::{Field, Note, NoteCode, OffsetMap, Span};
use statements::{Origin, Stated, Statements, push};

/// What the page states.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Index of the block that is the headline.
    pub(super) headline: Option<usize>,
    /// Descriptions of the page as it states them, folded for matching, cut ends without their ellipsis. A visible
    /// block that says the same is the standfirst.
    pub(super) descriptions: Vec<String>,
    /// The title as the markup has it, where no block of the page shows it.
    title: Option<Stated>,
    stated: Statements,
}

/// The page and what was made of it.
pub(super) struct Seen<'s> {
    pub(super) reading: &'s Reading,
    pub(super) html: &'s str,
    pub(super) text: &'s str,
    /// From `text` to `html`.
    pub(super) map: &'s OffsetMap,
    /// From `html` to the bytes of the source.
    pub(super) under: &'s OffsetMap,
    pub(super) page: &'s Page<'s>,
    pub(super) outline: &'s Outline<'s>,
}

/// Reads JSON-LD and meta elements, and finds the headline.
pub(super) fn read(
    reading: &Reading,
    html: &str,
    outline: &Outline<'_>,
    page: &Page<'_>,
    given: Given<'_>,
) -> Metadata {
    let mut stated = Statements::default();
    push(&mut stated.titles, given.title.unwrap_or(""), 0..0, Origin::Given);
    metas::read(&reading.meta_names, outline, &mut stated);
    push(&mut stated.titles, &outline.title, outline.title_range.clone(), Origin::Title);
    let titles: Vec<String> = stated.titles.iter().map(|title| fold::text(&title.value)).collect();
    json_ld::Scripts::parse(html, &outline.json).read(&titles, &mut stated);
    if given.address.starts_with("http://") || given.address.starts_with("https://") {
        push(&mut stated.addresses, given.address, 0..0, Origin::Given);
    }
    let mut descriptions = Vec::new();
    for one in &stated.descriptions {
        push_description(&mut descriptions, &one.value);
    }
    let (headline, title) = headline::choose(page, &stated);
    Metadata { headline, descriptions, title, stated }
}

fn push_description(descriptions: &mut Vec<String>, description: &str) {
    let folded = fold::text(description);
    let folded = folded.trim_end_matches(['.', '…', ' ']);
    let is_new = !descriptions.iter().any(|other| other == folded);
    if folded.len() >= 20 && folded.len() <= 4096 && is_new && descriptions.len() < 8 {
        descriptions.push(folded.to_owned());
    }
}

impl Metadata {
    /// Whether a block says what the page states as its description. Stated descriptions are often cut short.
    pub(super) fn is_description(&self, words: &str) -> bool {
        if words.len() < 20 || words.len() > 8192 || self.descriptions.is_empty() {
            return false;
        }
        // Folding every block of a page costs more than a look at how it begins.
        let opening = fold::word(&words[..words.chars().next().map_or(0, char::len_utf8)]);
        if !self.descriptions.iter().any(|stated| stated.starts_with(&*opening)) {
            return false;
        }
        let folded = fold::text(words);
        let bare = folded.trim_end_matches(['.', '…', ' ']);
        self.descriptions.iter().any(|stated| {
            stated == bare
                || stated.len() >= 60 && bare.starts_with(stated.as_str()) && bare.len() < stated.len() * 3
        })
    }

    /// Fills the fields of the layout.
    pub(super) fn put(&self, seen: &Seen<'_>, layout: &mut Layout) {
        let field = |one: &Stated| Field {
            value: one.value.clone(),
            span: (one.origin != Origin::Given)
                .then(|| seen.under.to_raw(Span::new(one.range.start, one.range.end))),
        };
        let stated = &self.stated;
        layout.outlet = first(&stated.outlets, &[Origin::Meta, Origin::Article, Origin::Page]).map(field);
        layout.outlet = layout.outlet.take().or_else(|| stated.outlets.first().map(field));
        layout.language = first(&stated.languages, &[Origin::Meta, Origin::Article, Origin::Page])
            .or(stated.languages.first())
            .map(field)
            .map(|mut field| {
                field.value = field.value.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
                field
            });
        layout.canonical_url =
            first(&stated.addresses, &[Origin::Meta, Origin::Vague, Origin::Article]).map(field);
        layout.title = self.title.as_ref().map(|title| {
            let shown = self.headline.filter(|_| title.origin == Origin::Shown);
            let mut field = field(title);
            if let Some(block) = shown {
                let raw = seen.map.to_raw(seen.page.blocks[block].span);
                field.span = Some(seen.under.to_raw(Span::new(raw.start as usize, raw.end as usize)));
            }
            field
        });
        authors::put(seen, stated, self.headline, layout);
        let address = stated.addresses.first().map_or("", |one| one.value.as_str());
        let lands: Vec<&str> = stated.languages.iter().map(|one| one.value.as_str()).collect();
        let tag = lands.iter().find(|tag| tag.len() > 3).or(lands.first()).copied().unwrap_or("");
        let view = date::View {
            words: &seen.reading.date_words,
            html: seen.html,
            text: seen.text,
            page: seen.page,
            outline: seen.outline,
            headline: self.headline,
            language: layout.language.as_ref().map_or(String::new(), |field| field.value.clone()),
            order: date::order(tag, address),
        };
        date::put(&view, stated, seen.under, layout);
        if stated.paywalled {
            layout.notes.push(Note {
                code: NoteCode::Paywall,
                span: None,
                message: "the page states that its text is not free to read; it may be cut".to_owned(),
            });
        }
    }
}

/// Words in lower case without marks, parted by single spaces.
fn key(text: &str) -> String {
    let lower = text.chars().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).collect::<String>();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The first value of the most trusted origin that states one.
fn first<'s>(list: &'s [Stated], origins: &[Origin]) -> Option<&'s Stated> {
    origins.iter().find_map(|origin| list.iter().find(|one| one.origin == *origin))
}
