//! What is each paragraph of a rendered page in truth? Gold text first, then the zones that markup gives.
//!
//! A kind that only the markup gives, where the gold file of the page is silent on it, is not known: it may be taught,
//! but nothing is measured by it.

use super::bylines::{self, Known};
use super::render::Dump;
use crate::eval::read::gold::Page;
use crate::eval::read::text::words;
use news::{Raw, Span, ZoneKind};
use std::collections::BTreeSet;

/// Paragraphs of fewer words must be a whole line of the gold text.
const SHORT: usize = 6;

/// What is known of one page.
#[derive(Debug)]
pub(crate) struct Truth {
    /// Zones of the page by its markup, in bytes of the page.
    zones: Vec<(Span<Raw>, ZoneKind)>,
    title: Option<String>,
    names: Vec<Vec<String>>,
    body: Option<Pieces>,
    paragraphs: Option<Pieces>,
    key_points: Option<Pieces>,
    /// Pieces among the key points.
    points: usize,
    captions: Option<Pieces>,
    comments: Option<Pieces>,
    with: Vec<String>,
    without: Vec<String>,
}

/// Gold text of one kind: its lines, and its runs of four words.
#[derive(Debug, Default)]
struct Pieces {
    lines: BTreeSet<String>,
    runs: BTreeSet<Vec<String>>,
}

impl Pieces {
    /// `None` where the gold says nothing.
    fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Pieces> {
        let mut pieces = Pieces::default();
        for text in texts {
            for line in text.lines() {
                pieces.lines.insert(words(line).join(" "));
            }
            let words = words(text);
            pieces.runs.extend(words.windows(4).map(<[String]>::to_vec));
        }
        (!pieces.lines.is_empty()).then_some(pieces)
    }

    fn holds(&self, paragraph: &[String]) -> bool {
        if paragraph.len() < SHORT {
            return self.lines.contains(&paragraph.join(" "));
        }
        let found = paragraph.windows(4).filter(|run| self.runs.contains(*run)).count();
        found * 2 >= paragraph.len() - 3
    }
}

impl Truth {
    /// Reads what is known of a page; `zones` are those that its markup gives, in bytes of the page.
    pub(crate) fn new(page: &Page, zones: Vec<(Span<Raw>, ZoneKind)>) -> Truth {
        let body = page.text.iter().chain(&page.paragraphs).chain(&page.heads);
        let snippets = |list: &[String]| -> Vec<String> {
            let flat = list.iter().map(|snippet| words(snippet).join(" "));
            flat.filter(|snippet| !snippet.is_empty()).collect()
        };
        let strings = |list: &'_ [String]| Pieces::of(list.iter().map(String::as_str));
        Truth {
            zones,
            title: page.title.as_deref().map(|title| words(title).join(" ")),
            names: bylines::names(&page.authors),
            body: Pieces::of(body.map(String::as_str)),
            paragraphs: strings(&page.paragraphs),
            key_points: strings(&page.summary),
            points: page.summary.len(),
            captions: strings(&page.captions),
            comments: strings(&page.comments),
            with: snippets(&page.with),
            without: snippets(&page.without),
        }
    }

    /// The kinds of paragraphs of a dump, and whether the gold file of the page says so.
    pub(crate) fn kinds(&self, dump: &Dump, paragraphs: &[Span]) -> Vec<Known> {
        let lines: Vec<Vec<String>> =
            paragraphs.iter().map(|paragraph| words(paragraph.of(&dump.text))).collect();
        let marked: Vec<ZoneKind> =
            paragraphs.iter().map(|paragraph| self.marked(dump.map.to_raw(*paragraph))).collect();
        let mut kinds: Vec<Known> =
            lines.iter().zip(&marked).map(|(words, marked)| self.kind(words, *marked)).collect();
        self.one_headline(&lines, &mut kinds);
        bylines::settle(&self.names, &lines, &marked, &mut kinds);
        kinds
    }

    /// The zone by markup that holds most of a stretch of the page.
    fn marked(&self, range: Span<Raw>) -> ZoneKind {
        let first = self.zones.partition_point(|(zone, _)| zone.end <= range.start);
        let inside = self.zones[first..].iter().take_while(|(zone, _)| zone.start < range.end);
        let best = inside.max_by_key(|(zone, _)| zone.intersection(range).map_or(0, Span::len));
        best.map_or(ZoneKind::Boilerplate, |(_, kind)| simple(*kind))
    }

    fn kind(&self, words: &[String], marked: ZoneKind) -> Known {
        if let Some(kind) = self.told(words, marked) {
            return (kind, true);
        }
        let kind = self.rest(words, marked);
        let known = match kind {
            ZoneKind::Subheadline | ZoneKind::KeyPoint | ZoneKind::Caption => false,
            ZoneKind::Comment => self.comments.is_some(),
            ZoneKind::Headline => self.title.is_some(),
            // A whole text tells of all paragraphs, snippets of the few that hold one.
            ZoneKind::Byline
            | ZoneKind::Dateline
            | ZoneKind::Body
            | ZoneKind::PullQuote
            | ZoneKind::Badge
            | ZoneKind::Credit
            | ZoneKind::Correction
            | ZoneKind::Related
            | ZoneKind::CommentForm
            | ZoneKind::Boilerplate => {
                self.body.is_some() || has_one(&self.with, words) || has_one(&self.without, words)
            }
        };
        (kind, known)
    }

    /// A kind of which the gold file has this very text.
    fn told(&self, words: &[String], marked: ZoneKind) -> Option<ZoneKind> {
        let holds = |pieces: &Option<Pieces>| pieces.as_ref().is_some_and(|pieces| pieces.holds(words));
        if holds(&self.comments) && words.len() >= 3 {
            return Some(ZoneKind::Comment);
        }
        if holds(&self.key_points) {
            // What sums the report up may stand in it once more.
            if marked == ZoneKind::Body && holds(&self.paragraphs) {
                return Some(ZoneKind::Body);
            }
            // Several sentences one by one are key points, one piece is a standfirst.
            let listed = self.points > 1 || marked == ZoneKind::KeyPoint;
            return Some(if listed { ZoneKind::KeyPoint } else { ZoneKind::Subheadline });
        }
        holds(&self.captions).then_some(ZoneKind::Caption)
    }

    /// What is left by gold text and markup.
    fn rest(&self, words: &[String], marked: ZoneKind) -> ZoneKind {
        let holds = |pieces: &Option<Pieces>| pieces.as_ref().is_some_and(|pieces| pieces.holds(words));
        let is_report = matches!(
            marked,
            ZoneKind::Body
                | ZoneKind::Subheadline
                | ZoneKind::KeyPoint
                | ZoneKind::Caption
                | ZoneKind::Headline
        );
        if self.body.is_some() {
            // Short lines of furniture stand in gold texts by chance.
            return match (holds(&self.body), marked) {
                (true, _) if words.len() >= SHORT || is_report => {
                    if is_report {
                        marked
                    } else {
                        ZoneKind::Body
                    }
                }
                (false, ZoneKind::Body) if words.len() < SHORT => ZoneKind::Boilerplate,
                (false, ZoneKind::Body | ZoneKind::KeyPoint) => ZoneKind::Boilerplate,
                _ => marked,
            };
        }
        if is_report && has_one(&self.without, words) {
            return ZoneKind::Boilerplate;
        }
        marked
    }

    /// Of several paragraphs with the words of the title, the one that markup takes for the headline, else the
    /// first.
    fn one_headline(&self, lines: &[Vec<String>], kinds: &mut [Known]) {
        let Some(title) = &self.title else { return };
        let equal: Vec<usize> = (0..kinds.len()).filter(|index| lines[*index].join(" ") == *title).collect();
        let marked = equal.iter().find(|index| kinds[**index].0 == ZoneKind::Headline);
        let Some(headline) = marked.or(equal.first()).copied() else { return };
        for (index, kind) in kinds.iter_mut().enumerate() {
            if index == headline {
                *kind = (ZoneKind::Headline, true);
            } else if kind.0 == ZoneKind::Headline || equal.contains(&index) {
                *kind = (ZoneKind::Boilerplate, true);
            }
        }
    }
}

/// Whether a paragraph holds one of these snippets.
fn has_one(snippets: &[String], words: &[String]) -> bool {
    let flat = words.join(" ");
    snippets.iter().any(|snippet| flat.contains(snippet))
}

/// The kind as the model knows it.
pub(crate) fn simple(kind: ZoneKind) -> ZoneKind {
    match kind {
        ZoneKind::PullQuote | ZoneKind::Credit | ZoneKind::Correction => ZoneKind::Body,
        ZoneKind::Badge | ZoneKind::CommentForm => ZoneKind::Boilerplate,
        ZoneKind::Headline
        | ZoneKind::Subheadline
        | ZoneKind::Byline
        | ZoneKind::Dateline
        | ZoneKind::KeyPoint
        | ZoneKind::Body
        | ZoneKind::Caption
        | ZoneKind::Related
        | ZoneKind::Comment
        | ZoneKind::Boilerplate => kind,
    }
}
