//! Which days does the page show? `<time>` and named elements, then lines near the headline, then the rest.

use super::{Collected, Evidence, View, days, is_plausible};
use crate::read::dates::{self, Marker};
use crate::read::html::hints::Hints;
use crate::read::html::outline::Sense;
use crate::read::html::tags::Tag;
use crate::read::shape::word_count;
use news::{Span, Text};

/// What readers wrote, and posts from elsewhere.
pub(super) const FOREIGN: Hints = Hints::COMMENT
    .and(Hints::COMMENTS)
    .and(Hints::COMMENT_FORM)
    .and(Hints::COMMENT_TEXT)
    .and(Hints::EMBEDDED);
/// What may belong to other articles.
const BESIDE: Hints = Hints::RELATED.and(Hints::ASIDE);
/// Parts that may hold today's date.
const FURNITURE: Hints = Hints::BOILERPLATE.and(Hints::HIDDEN).and(Hints::AUTHOR_BOX);
/// Moments and marks of one page that are looked at.
const MAX_MARKS: usize = 400;
/// Lines of the rest of the page that are looked at.
const MAX_LINES: usize = 1500;

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Near,
    Within,
    After,
    Far,
}

impl Place {
    fn of(view: &View<'_>, block: usize) -> Place {
        let article = &view.page.article;
        let head = view.headline.unwrap_or(article.start).min(article.start.max(view.headline.unwrap_or(0)));
        let first = head.saturating_sub(6);
        let last = view.headline.unwrap_or(0).max(article.start).min(head + 16) + 3;
        if (first..=last).contains(&block) {
            Place::Near
        } else if article.contains(&block) {
            Place::Within
        } else if block >= article.end && block < article.end + 10 {
            Place::After
        } else {
            Place::Far
        }
    }

    fn loss(self) -> i32 {
        match self {
            Place::Near => 0,
            Place::After => 6,
            Place::Within => 10,
            Place::Far => 16,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Place::Near => "beside its headline",
            Place::Within => "inside the article",
            Place::After => "under the article",
            Place::Far => "on the page",
        }
    }
}

fn block_at(view: &View<'_>, at: u32) -> usize {
    let blocks = view.page.blocks;
    blocks.partition_point(|block| block.span.end <= at).min(blocks.len().saturating_sub(1))
}

/// The words before a place in the text, on its line.
fn words_before(view: &View<'_>, at: u32) -> String {
    let at = (at as usize).min(view.text.len());
    let start = view.text.get(..at).map_or(0, |text| {
        text.char_indices().rev().take(60).take_while(|(_, c)| *c != '\n').last().map_or(at, |(at, _)| at)
    });
    view.text.get(start..at).unwrap_or("").to_owned()
}

/// Moments in attributes, and words that the markup names a date.
pub(super) fn marked(view: &View<'_>, all: &mut Collected) {
    for time in view.outline.times.iter().take(MAX_MARKS) {
        let context = view.page.context[time.region as usize];
        if context.has(FOREIGN) {
            continue;
        }
        let days = days(view, &time.value);
        let marker = view.words.marker_before(&words_before(view, time.at));
        let place = Place::of(view, block_at(view, time.at));
        let stated = Some((time.value.clone(), time.range.clone()));
        let what = if time.sense.has(Sense::FORMAL) { "its microdata" } else { "a time element" };
        add(all, Sign { days, sense: time.sense, marker, place, context, what, shown: None, stated });
    }
    for mark in view
        .outline
        .marks
        .iter()
        .filter(|mark| mark.hints.has(Hints::DATE) || mark.sense.has(DATED))
        .take(MAX_MARKS)
    {
        let context = view.page.context[mark.region as usize];
        if context.has(FOREIGN) || mark.span.len() > 200 {
            continue;
        }
        let words = mark.span.of(view.text);
        let Some(found) = dates::find(view.words, words, &view.language, view.order).into_iter().next()
        else {
            continue;
        };
        let marker = view
            .words
            .marker_before(&words[..found.range.start])
            .or_else(|| view.words.marker_before(&words_before(view, mark.span.start)));
        let place = Place::of(view, block_at(view, mark.span.start));
        let shown = Some(mark.span.trimmed(view.text));
        let days = found.days.into_iter().filter(is_plausible).collect();
        let what = "an element that is named a date";
        add(all, Sign { days, sense: mark.sense, marker, place, context, what, shown, stated: None });
    }
}

const DATED: Sense = Sense::TIME.and(Sense::PUBLISHED).and(Sense::MODIFIED);

struct Sign {
    days: Vec<news::PartialDate>,
    sense: Sense,
    marker: Option<Marker>,
    place: Place,
    context: Hints,
    what: &'static str,
    shown: Option<Span<Text>>,
    stated: Option<(String, std::ops::Range<usize>)>,
}

/// What is lost where the names around say that this is no part of the article.
fn outside(context: Hints) -> i32 {
    let furniture = if context.has(FURNITURE) { 14 } else { 0 };
    let beside = if context.has(BESIDE) { 24 } else { 0 };
    furniture + beside
}

fn add(all: &mut Collected, sign: Sign) {
    if sign.days.is_empty() {
        return;
    }
    let Sign { days, sense, marker, place, context, what, shown, stated } = sign;
    let is_published = sense.has(Sense::PUBLISHED);
    let trust = match () {
        () if is_published && sense.has(Sense::FORMAL) => 88,
        () if is_published => 80,
        () if sense.has(Sense::TIME) => 68,
        () => 64,
    };
    let marked = match marker {
        Some(Marker::Published) => 6,
        Some(Marker::Modified) | None => 0,
    };
    // Microdata far from the headline are still the page's own; a class may be a teaser's.
    let loss = match () {
        () if sense.has(Sense::FORMAL) => outside(context) / 2 + place.loss() / 2,
        () if is_published => outside(context) + place.loss() * 2,
        () => outside(context) + place.loss(),
    };
    let trust = trust + marked - loss;
    let is_change = sense.has(Sense::MODIFIED) && !is_published || marker == Some(Marker::Modified);
    let done = if is_change { "changed" } else { "published" };
    let why = match () {
        () if is_published || is_change => {
            format!("the page says in {what} {} that it was {done} on this day", place.name())
        }
        () => format!("the page shows this day in {what} {}", place.name()),
    };
    let evidence = Evidence { days, trust, why, shown, stated };
    if is_change { all.modified.push(evidence) } else { all.published.push(evidence) }
}

/// Lines near the headline.
pub(super) fn near(view: &View<'_>, all: &mut Collected) {
    let article = &view.page.article;
    let head = view.headline.unwrap_or(article.start);
    let end = (article.start.max(head).min(head + 16) + 4).min(view.page.blocks.len());
    for block in head.min(article.start).saturating_sub(6)..end {
        line(view, block, Place::Near, all);
    }
}

/// Lines of the rest of the page, those after the article first.
pub(super) fn far(view: &View<'_>, all: &mut Collected) {
    let count = view.page.blocks.len();
    let mut left = MAX_LINES;
    for block in 0..count {
        let place = Place::of(view, block);
        if place != Place::Near && left > 0 {
            left -= 1;
            line(view, block, place, all);
        }
    }
}

fn line(view: &View<'_>, block: usize, place: Place, all: &mut Collected) {
    let context = view.page.context(block);
    let words = view.page.words(block);
    if context.has(FOREIGN) || words.len() > 4000 {
        return;
    }
    let looked_at = crate::read::wording::prefix(words, 600);
    let found = dates::find(view.words, looked_at, &view.language, view.order);
    let length = words.trim().len();
    for one in found.into_iter().take(3) {
        let days: Vec<_> = one.days.into_iter().filter(is_plausible).collect();
        if days.is_empty() {
            continue;
        }
        let marker = view.words.marker_before(&words[..one.range.start]);
        let alone = one.range.len() * 2 >= length;
        let shape = match () {
            () if alone => 4,
            () if word_count(words) <= 30 => 0,
            () if one.range.start < 60 => -10,
            () => -24,
        };
        let marked = if marker == Some(Marker::Published) { 6 } else { 0 };
        let named = if context.and(view.page.blocks[block].inline).has(Hints::DATE.and(Hints::BYLINE)) {
            4
        } else {
            0
        };
        let heading =
            matches!(view.page.tag(block), Tag::Heading(1 | 2)) && !alone || view.headline == Some(block);
        let heading = if heading { 14 } else { 0 };
        let linked = if view.page.blocks[block].linked as usize * 2 > length { 6 } else { 0 };
        let trust = 56 + shape + marked + named - outside(context) - linked - heading - 2 * place.loss();
        let start = view.page.blocks[block].span.start as usize;
        let shown = Some(Span::new(start + one.range.start, start + one.range.end));
        let is_change = marker == Some(Marker::Modified);
        let why = match is_change {
            true => format!("the page prints {} that it was changed on this day", place.name()),
            false => format!("the page prints this day {}", place.name()),
        };
        let evidence = Evidence { days, trust, why, shown, stated: None };
        if is_change { all.modified.push(evidence) } else { all.published.push(evidence) }
    }
}
