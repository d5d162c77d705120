//! Which words of a page does a reader want to see, in which order, and what is each block?

use news::{Article, Comment, Span, Zone, ZoneKind};

/// One paragraph with its role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    pub(super) kind: ZoneKind,
    pub(super) span: Span,
    /// What the page says about a comment.
    pub(super) comment: Option<&'a Comment>,
    /// Whether its zone starts with it.
    pub(super) is_first: bool,
}

impl Block<'_> {
    /// How deep a comment stands in its thread, as far as that is shown.
    pub(super) fn depth(&self) -> usize {
        self.comment.map_or(0, |comment| usize::from(comment.depth.min(16)))
    }
}

/// Which kinds of zones are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    kinds: &'a [ZoneKind],
    comments: bool,
}

impl<'a> Shown<'a> {
    /// The user's choice, or the article's own words.
    pub(super) fn new(wanted: &'a super::Wanted, unless: &'a [ZoneKind]) -> Shown<'a> {
        Shown { kinds: wanted.kinds.as_deref().unwrap_or(unless), comments: wanted.comments }
    }

    pub(super) fn has(self, kind: ZoneKind) -> bool {
        self.kinds.contains(&kind) || self.comments && kind == ZoneKind::Comment
    }
}

/// The blocks that are shown, the headline first.
pub(super) fn blocks<'a>(article: &'a Article, shown: Shown<'_>) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let headline = article.headline.filter(|_| shown.has(ZoneKind::Headline));
    if let Some(span) = headline {
        blocks.push(Block { kind: ZoneKind::Headline, span, comment: None, is_first: true });
    }
    let mut paragraphs = Paragraphs { article, next: 0 };
    // Where a dateline or credit began that stands on the line of the paragraph after it.
    let mut opening = None;
    for (index, zone) in article.zones.iter().enumerate() {
        let opens = opens_next(article, zone, article.zones.get(index + 1));
        if opens && (shown.has(ZoneKind::Body) || shown.has(zone.kind)) {
            opening = opening.or(Some(zone.span.start));
            continue;
        }
        let start = opening.take();
        let is_said = zone.kind == ZoneKind::Headline && headline.is_some();
        if !shown.has(zone.kind) || is_said {
            continue;
        }
        let first = blocks.len();
        for span in paragraphs.inside(zone.span) {
            if !is_about_comment(zone, span) {
                let comment = zone.comment.as_ref();
                blocks.push(Block { kind: zone.kind, span, comment, is_first: false });
            }
        }
        if let Some(block) = blocks.get_mut(first) {
            block.is_first = true;
            let from = start.map_or(block.span.start, |start| start.min(block.span.start));
            block.span = Span::new(from as usize, block.span.end as usize);
        }
    }
    blocks
}

/// Whether a zone is a mark on the line of the body after it: `ESTMARK, May 3 (AP) —`.
fn opens_next(article: &Article, zone: &Zone, next: Option<&Zone>) -> bool {
    let (ZoneKind::Dateline | ZoneKind::Credit, Some(next)) = (zone.kind, next) else { return false };
    let between = Span::new(zone.span.end as usize, next.span.start as usize);
    let is_body = matches!(next.kind, ZoneKind::Body | ZoneKind::Dateline | ZoneKind::Credit);
    is_body && !article.words(between).contains('\n')
}

/// Whether a paragraph of a comment only says who wrote it, and when.
fn is_about_comment(zone: &Zone, span: Span) -> bool {
    let Some(comment) = &zone.comment else { return false };
    [comment.author, comment.date].into_iter().flatten().any(|known| known.contains(span))
}

/// Walks through the paragraphs once, zone by zone.
struct Paragraphs<'a> {
    article: &'a Article,
    next: usize,
}

impl Paragraphs<'_> {
    /// The paragraphs inside a zone, or the zone as one where it has none.
    fn inside(&mut self, zone: Span) -> Vec<Span> {
        let all = &self.article.paragraphs;
        while all.get(self.next).is_some_and(|span| span.end <= zone.start) {
            self.next += 1;
        }
        let found: Vec<Span> = all[self.next.min(all.len())..]
            .iter()
            .take_while(|span| span.start < zone.end)
            .filter_map(|span| span.intersection(zone))
            .collect();
        if found.is_empty() { vec![zone] } else { found }
    }
}
