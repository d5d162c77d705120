//! Who wrote it? Names that structured data state, then names that the markup points at, then bylines by wording.
//!
//! The first source that names somebody counts; accounts such as "admin" and the outlet itself only where nobody
//! else is named.

use super::statements::{Origin, Stated, Statements};
use super::{Seen, key};
use crate::read::byline::BylineWords;
use crate::read::html::hints::Hints;
use crate::read::html::outline::{Mark, Sense};
use crate::read::layout::Layout;
use crate::read::wording::prefix;
use news::{Field, Span, Text};

/// Bytes of a byline in the page.
const MAX_BYLINE: usize = 120;
/// Marks near the headline that are looked at.
const MAX_MARKS: usize = 60;
/// Authors of one article.
const MAX_AUTHORS: usize = 20;

/// Who else writes on a page: readers, and people in posts from elsewhere.
const READERS: Hints = Hints::COMMENT.and(Hints::COMMENTS).and(Hints::COMMENT_FORM).and(Hints::EMBEDDED);
const OUTSIDE: Hints = Hints::BOILERPLATE.and(Hints::HIDDEN).and(Hints::RELATED).and(Hints::ASIDE);

/// Fills the authors.
pub(super) fn put(seen: &Seen<'_>, stated: &Statements, headline: Option<usize>, layout: &mut Layout) {
    let words = &seen.reading.byline_words;
    let outlets: Vec<String> = stated.outlets.iter().map(|outlet| key(&outlet.value)).collect();
    let page = Byline { words, seen, headline };
    let mut weak = Vec::new();
    for source in 0..9 {
        let found = unique(match source {
            0 => page.stated(stated, Origin::Article),
            1 => page.stated(stated, Origin::Meta),
            2 => page.stated(stated, Origin::Page),
            3 => page.stated(stated, Origin::Microdata),
            4 => page.stated(stated, Origin::Vague),
            5 => page.marked(),
            6 => page.announced(),
            7 => page.lines(),
            _ => page.bare(),
        });
        let is_person = |field: &&Field| {
            let key = key(&field.value);
            !words.is_nobody(&key) && !outlets.contains(&key)
        };
        let persons: Vec<Field> = found.iter().filter(is_person).cloned().collect();
        if !persons.is_empty() {
            layout.authors = persons;
            return;
        }
        if weak.is_empty() {
            weak = found;
        }
    }
    layout.authors = weak;
}

fn unique(found: Vec<Field>) -> Vec<Field> {
    let mut keys: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for field in found {
        let key = key(&field.value);
        if !key.is_empty() && !keys.contains(&key) && kept.len() < MAX_AUTHORS {
            keys.push(key);
            kept.push(field);
        }
    }
    kept
}

/// The page as a place of bylines.
struct Byline<'b> {
    words: &'b BylineWords,
    seen: &'b Seen<'b>,
    headline: Option<usize>,
}

impl Byline<'_> {
    fn stated(&self, stated: &Statements, origin: Origin) -> Vec<Field> {
        let of_origin = stated.authors.iter().filter(|one| one.origin == origin);
        of_origin.flat_map(|one| self.of_statement(one)).collect()
    }

    fn of_statement(&self, one: &Stated) -> Vec<Field> {
        let names = self.words.names(&one.value, true);
        let written = self.seen.html.get(one.range.clone()).unwrap_or("");
        let field = |name: &str| {
            let at = written.find(name).map(|at| one.range.start + at..one.range.start + at + name.len());
            let range = at.unwrap_or(one.range.clone());
            Field {
                value: name.to_owned(),
                span: Some(self.seen.under.to_raw(Span::new(range.start, range.end))),
            }
        };
        names.into_iter().map(field).collect()
    }

    /// The blocks around the headline.
    fn near(&self) -> std::ops::RangeInclusive<usize> {
        let start = self.seen.page.article.start;
        let head = self.headline.unwrap_or(start);
        head.saturating_sub(6)..=(head + 10).max(start.min(head + 30) + 2)
    }

    /// What the markup points at near the headline, readers' names and boxes about authors left out.
    fn marks(&self, wanted: impl Fn(&Mark) -> bool) -> Vec<Mark> {
        let (page, near) = (self.seen.page, self.near());
        let fits = |mark: &&Mark| {
            let context = page.context[mark.region as usize];
            let block = page.blocks.partition_point(|block| block.span.end <= mark.span.start);
            near.contains(&block)
                && !context.has(READERS.and(Hints::AUTHOR_BOX))
                && !(context.has(OUTSIDE) && block > page.article.start + 2)
        };
        let marks = self.seen.outline.marks.iter().filter(|mark| wanted(mark));
        marks.filter(fits).take(MAX_MARKS).copied().collect()
    }

    /// Microdata, `rel="author"` and classes of names.
    fn marked(&self) -> Vec<Field> {
        let marks = self.marks(|mark| mark.sense.has(Sense::AUTHOR.and(Sense::NAME)));
        let mut found = Vec::new();
        let inside = |outer: &Mark, inner: &Mark| outer.span != inner.span && outer.span.contains(inner.span);
        for mark in marks.iter().filter(|mark| mark.sense.has(Sense::AUTHOR) && mark.span.len() <= MAX_BYLINE)
        {
            let mut inner = marks.iter().filter(|other| inside(mark, other));
            if inner.clone().any(|other| other.sense.has(Sense::AUTHOR)) {
                continue;
            }
            if inner.clone().next().is_none() {
                found.extend(self.shown(mark.span, mark.span.of(self.seen.text)));
            } else {
                found.extend(
                    inner.by_ref().flat_map(|name| self.shown(name.span, name.span.of(self.seen.text))),
                );
            }
        }
        found
    }

    /// Elements named a byline that begin with "by".
    fn announced(&self) -> Vec<Field> {
        let marks = self.marks(|mark| mark.hints.has(Hints::BYLINE) && mark.span.len() <= MAX_BYLINE);
        let lines = marks.iter().map(|mark| (mark.span, first_line(mark.span.of(self.seen.text))));
        let announced = lines.filter(|(_, line)| self.words.announced(line, false).is_some());
        announced.flat_map(|(span, line)| self.shown(span, line)).collect()
    }

    /// Lines near the headline that begin with "by".
    fn lines(&self) -> Vec<Field> {
        let (page, mut found) = (self.seen.page, Vec::new());
        let near = self.near();
        for block in (*near.start()..=*near.end()).take_while(|block| *block < page.blocks.len()) {
            let words = page.words(block);
            if words.len() > MAX_BYLINE + 20 || page.context(block).has(READERS) {
                continue;
            }
            if let Some(rest) = self.words.announced(first_line(words), true) {
                found.extend(self.shown(page.blocks[block].span, before_date(rest)));
            }
        }
        found
    }

    /// Elements named a byline that hold nothing but a name.
    fn bare(&self) -> Vec<Field> {
        let marks = self.marks(|mark| mark.hints.has(Hints::BYLINE) && mark.span.len() <= MAX_BYLINE / 2);
        let lines = marks.iter().map(|mark| (mark.span, first_line(mark.span.of(self.seen.text))));
        let fields = lines.flat_map(|(span, line)| self.shown(span, line));
        let is_full = |field: &Field| (2..=4).contains(&field.value.split_whitespace().count());
        fields.filter(|field| is_full(field) && !self.words.has_office(&field.value)).collect()
    }

    /// The names in words of the page, with their bytes.
    fn shown(&self, span: Span<Text>, words: &str) -> Vec<Field> {
        let names = self.words.names(prefix(words, MAX_BYLINE + 20), false);
        let text = span.of(self.seen.text);
        let field = |name: &str| {
            let at = text.find(name).unwrap_or(0);
            let place = Span::new(span.start as usize + at, span.start as usize + at + name.len());
            let raw = self.seen.under.to_raw(self.between(place));
            Field { value: name.split_whitespace().collect::<Vec<_>>().join(" "), span: Some(raw) }
        };
        names.into_iter().map(field).collect()
    }

    /// Characters of the page behind words of its text.
    fn between(&self, place: Span<Text>) -> Span<Text> {
        let raw = self.seen.map.to_raw(place);
        Span::new(raw.start as usize, raw.end as usize)
    }
}

fn first_line(text: &str) -> &str {
    text.trim_start().lines().next().unwrap_or("")
}

/// A byline without the date that often follows.
fn before_date(line: &str) -> &str {
    let end = line
        .match_indices(|c: char| c.is_whitespace() || c == ',')
        .map(|(at, _)| at)
        .find(|at| {
            let rest = line[*at..].trim_start_matches([' ', ',', '\u{a0}']);
            rest.starts_with(|c: char| c.is_ascii_digit())
                || rest.starts_with("on ")
                || rest.starts_with("am ")
        })
        .unwrap_or(line.len());
    &line[..end]
}
