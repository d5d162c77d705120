//! How does the text of an account stand on the page? Zones as blocks, each cut at the borders of all marks.
//!
//! Marks may overlap in any way. The text is cut into segments at every border, and each segment lists the
//! findings that hold it: no element ever needs to close inside another.

use super::items::Kind;
use super::marks::Mark;
use crate::findings;
use crate::view::account::Account;
use crate::view::page::Zone;
use news::Span;

/// Findings that one segment can list; more at one place cannot be told apart by eye.
const MOST_FINDINGS: usize = 200;

/// A stretch of the column.
pub(super) enum Part {
    Shown(Block),
    /// Comments, forms and furniture: there, but folded.
    Folded {
        summary: String,
        blocks: Vec<Block>,
    },
}

/// One paragraph.
pub(super) struct Block {
    /// The zone, as a class.
    pub(super) zone: &'static str,
    /// The zone in words, on its first paragraph; empty for body text.
    pub(super) label: String,
    pub(super) segments: Vec<Segment>,
}

/// Words between two borders.
pub(super) struct Segment {
    pub(super) words: String,
    /// Numbers of the findings that hold it, with a space between.
    pub(super) findings: String,
    /// How it looks at rest; empty for unmarked text.
    pub(super) class: &'static str,
    /// Passages that begin here.
    pub(super) starts: Vec<Start>,
}

/// The place that a link jumps to.
pub(super) struct Start {
    pub(super) anchor: String,
    pub(super) finding: usize,
    pub(super) class: &'static str,
    /// Whether its number stands in the text.
    pub(super) is_numbered: bool,
}

/// The column of an account: every zone in order, what supports nothing folded.
pub(super) fn parts(account: &Account, marks: &[Mark]) -> Vec<Part> {
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by_key(|mark| (mark.span.start, mark.finding));
    let mut cutter = Cutter { account, marks, next: 0, open: Vec::new() };

    let mut parts: Vec<Part> = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    for (zone, span) in stretches(account) {
        let blocks = cutter.blocks(zone, span);
        if blocks.is_empty() {
            continue;
        }
        let is_folded = zone
            .is_some_and(|zone| !zone.is_account && !matches!(zone.kind, "byline" | "credit" | "correction"));
        if !is_folded {
            kinds.clear();
            parts.extend(blocks.into_iter().map(Part::Shown));
            continue;
        }
        kinds.extend(zone.map(|zone| zone.kind));
        match parts.last_mut() {
            Some(Part::Folded { summary, blocks: folded }) => {
                folded.extend(blocks);
                *summary = summary_of(&kinds);
            }
            Some(Part::Shown(_)) | None => parts.push(Part::Folded { summary: summary_of(&kinds), blocks }),
        }
    }
    parts
}

/// Zones in order with the text between them, which belongs to none.
fn stretches(account: &Account) -> Vec<(Option<&Zone>, Span)> {
    let mut list = Vec::new();
    let mut at = 0;
    for zone in &account.page.zones {
        let span = zone.span.text.range();
        if span.start > at {
            list.push((None, Span::new(at, span.start)));
        }
        list.push((Some(zone), Span::new(span.start.max(at), span.end.max(at))));
        at = at.max(span.end);
    }
    list.push((None, Span::new(at, account.text.len())));
    list
}

/// `2 comments, 1 comment form`
fn summary_of(kinds: &[&str]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for kind in kinds {
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    let words = |(kind, count): &(&str, usize)| format!("{count} {}", findings::zone_words(kind, *count));
    counts.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// Walks through the text once; marks are opened and closed on the way.
struct Cutter<'a> {
    account: &'a Account,
    /// Sorted by start.
    marks: Vec<&'a Mark>,
    next: usize,
    open: Vec<&'a Mark>,
}

impl Cutter<'_> {
    fn blocks(&mut self, zone: Option<&Zone>, span: Span) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for paragraph in paragraphs(self.account, span) {
            let paragraph = paragraph.trimmed(&self.account.text);
            let words = paragraph.of(&self.account.text);
            // Between zones stand line breaks and bullets, which the style draws.
            if words.is_empty() || zone.is_none() && !words.contains(char::is_alphanumeric) {
                continue;
            }
            let kind = zone.map_or("body", |zone| zone.kind);
            let label = match kind {
                "body" | "headline" => String::new(),
                _ if !blocks.is_empty() => String::new(),
                kind => kind.replace('_', " "),
            };
            blocks.push(Block { zone: kind, label, segments: self.segments(paragraph) });
        }
        blocks
    }

    fn segments(&mut self, paragraph: Span) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut at = paragraph.start;
        while at < paragraph.end {
            let mut starts = Vec::new();
            while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.span.start <= at) {
                // One that begins between paragraphs, or in a zone's gap, begins here.
                if mark.span.end > at {
                    starts.push(start(mark));
                    self.open.push(mark);
                }
                self.next += 1;
            }
            starts.sort_by_key(|start| start.is_numbered);
            self.open.retain(|mark| mark.span.end > at);
            let following = self.marks.get(self.next).map_or(paragraph.end, |mark| mark.span.start);
            let closing = self.open.iter().map(|mark| mark.span.end).min().unwrap_or(paragraph.end);
            let end = following.min(closing).min(paragraph.end);
            segments.push(self.segment(Span::new(at as usize, end as usize), starts));
            at = end;
        }
        segments
    }

    fn segment(&self, span: Span, starts: Vec<Start>) -> Segment {
        let class = self.open.iter().map(|mark| mark.kind).min().map_or("", Kind::class);
        let mut numbers: Vec<usize> = self.open.iter().map(|mark| mark.finding).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.truncate(MOST_FINDINGS);
        let findings: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let is_shown = |symbol: &char| *symbol == '\n' || *symbol == '\t' || !symbol.is_control();
        Segment {
            words: span.of(&self.account.text).chars().filter(is_shown).collect(),
            findings: findings.join(" "),
            class,
            starts,
        }
    }
}

fn start(mark: &Mark) -> Start {
    Start {
        anchor: mark.anchor.clone(),
        finding: mark.finding,
        class: mark.kind.class(),
        is_numbered: mark.kind != Kind::Other,
    }
}

/// The paragraphs inside a stretch; the whole stretch where none is known.
fn paragraphs(account: &Account, span: Span) -> Vec<Span> {
    let first = account.paragraphs.partition_point(|paragraph| paragraph.end <= span.start);
    let inside = account.paragraphs[first..].iter().take_while(|paragraph| paragraph.start < span.end);
    let mut list: Vec<Span> = Vec::new();
    let mut at = span.start;
    for paragraph in inside.filter_map(|paragraph| paragraph.intersection(span)) {
        // What stands between two paragraphs is shown too; blank lines fall away later.
        list.push(Span::new(at as usize, paragraph.start as usize));
        list.push(paragraph);
        at = paragraph.end;
    }
    list.push(Span::new(at as usize, span.end as usize));
    list
}
