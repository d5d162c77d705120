//! Which blocks are the article, and what is the rest? Names in the markup weighed against where the text stands.
//!
//! The article is the smallest element that holds nearly all running text which nothing marks as something else
//! (content density after Kohlschütter et al. 2010, common ancestor after Readability). Names that would throw
//! out most of the page are not believed.

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements and labels mean nothing to a step")]

use super::hints::Hints;
use super::outline::{Block, Region};
use super::tags::Tag;
use crate::read::layout::Role;
use crate::read::shape::{ends_with_stop, is_running_of, is_title_case, word_count};
use crate::read::wording::{Label, Wording};
use news::ZoneKind;

/// Hints that keep text out of the article.
const OUTSIDE: Hints = Hints::BOILERPLATE
    .and(Hints::RELATED)
    .and(Hints::ASIDE)
    .and(Hints::HIDDEN)
    .and(Hints::AUTHOR_BOX)
    .and(READERS);
/// Hints of what readers wrote.
const READERS: Hints = Hints::COMMENT.and(Hints::COMMENTS).and(Hints::COMMENT_FORM).and(Hints::COMMENT_TEXT);
/// Hints of short parts of an article that are not its running text.
const LABELLED: Hints = Hints::BYLINE.and(Hints::DATE).and(Hints::CAPTION).and(Hints::BADGE);

/// A page seen as a whole.
pub(super) struct Page<'p> {
    pub(super) text: &'p str,
    pub(super) regions: &'p [Region],
    pub(super) blocks: &'p [Block],
    /// What the names around each region say, its own included.
    pub(super) context: Vec<Hints>,
    /// One past the last region inside each region.
    inside: Vec<u32>,
    /// Number of words of each block.
    pub(super) counts: Vec<usize>,
    /// Whether each block reads as running text.
    pub(super) running: Vec<bool>,
    /// First and one past the last block of running text of the article.
    pub(super) article: std::ops::Range<usize>,
    pub(super) container: u32,
}

impl<'p> Page<'p> {
    pub(super) fn new(text: &'p str, regions: &'p [Region], blocks: &'p [Block]) -> Page<'p> {
        let mut inside: Vec<u32> = (1..=regions.len() as u32).collect();
        for index in (1..regions.len()).rev() {
            let parent = regions[index].parent as usize;
            inside[parent] = inside[parent].max(inside[index]);
        }
        let counts: Vec<usize> = blocks.iter().map(|block| word_count(block.span.of(text))).collect();
        let running: Vec<bool> =
            blocks.iter().zip(&counts).map(|(block, words)| is_running(text, block, *words)).collect();
        let context = believed(regions, blocks, &running);
        let (article, container) = (0..0, 0);
        let mut page = Page { text, regions, blocks, context, inside, counts, running, article, container };
        page.container = page.find_container();
        let report = |index: &usize| page.is_report(*index);
        let first = (0..blocks.len()).find(report);
        let last = (0..blocks.len()).rfind(report);
        page.article = first.zip(last).map_or(0..0, |(first, last)| first..last + 1);
        page
    }

    pub(super) fn words(&self, block: usize) -> &'p str {
        self.blocks[block].span.of(self.text)
    }

    pub(super) fn tag(&self, block: usize) -> Tag {
        self.regions[self.blocks[block].region as usize].tag
    }

    /// What the names around a block say.
    pub(super) fn context(&self, block: usize) -> Hints {
        self.context[self.blocks[block].region as usize]
    }

    /// Whether the block stands inside the article's element.
    pub(super) fn is_contained(&self, block: usize) -> bool {
        let region = self.blocks[block].region;
        self.container <= region && region < self.inside[self.container as usize]
    }

    /// Running text of the article.
    fn is_report(&self, block: usize) -> bool {
        self.running[block] && self.is_contained(block) && !self.context(block).has(OUTSIDE.and(LABELLED))
    }

    /// Whether at least half of the block is links.
    fn is_linked(&self, block: usize) -> bool {
        self.blocks[block].linked as usize * 2 > self.blocks[block].span.len()
    }

    /// The smallest element with nearly all running text that nothing keeps out.
    fn find_container(&self) -> u32 {
        let mut weights = vec![0u64; self.regions.len()];
        for (index, block) in self.blocks.iter().enumerate() {
            let context = self.context(index);
            if self.running[index] && !context.has(OUTSIDE.and(LABELLED)) {
                let named = if context.has(Hints::BODY) { 3 } else { 1 };
                weights[block.region as usize] += named * block.span.len() as u64;
            }
        }
        for index in (1..self.regions.len()).rev() {
            weights[self.regions[index].parent as usize] += weights[index];
        }
        let total = weights.first().copied().unwrap_or(0);
        let holds = |index: &usize| {
            let wide = !matches!(
                self.regions[*index].tag,
                Tag::P
                    | Tag::Li
                    | Tag::Heading(_)
                    | Tag::Inline
                    | Tag::Link
                    | Tag::Pre
                    | Tag::Quote
                    | Tag::Tr
            );
            wide && weights[*index] * 100 >= total * 85
        };
        // Regions stand in the order of their starts, so the last that holds enough is the innermost.
        (0..self.regions.len()).rfind(holds).unwrap_or(0) as u32
    }
}

/// How much the names in the markup are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// All of them, but where one would throw out most of the page.
    Names,
    /// Only what elements such as `nav` say themselves, and what names comments.
    Elements,
    /// Only what names comments.
    Readers,
}

/// Hints of each region with those around it. Page builders and grids name the article's own parts "widget" or
/// "sidebar": where hardly any running text is left, names are believed less.
fn believed(regions: &[Region], blocks: &[Block], running: &[bool]) -> Vec<Hints> {
    let mut weights = vec![0u64; regions.len()];
    for (block, running) in blocks.iter().zip(running) {
        if *running {
            weights[block.region as usize] += block.span.len() as u64;
        }
    }
    for index in (1..regions.len()).rev() {
        weights[regions[index].parent as usize] += weights[index];
    }
    let mut last = Vec::new();
    for belief in [Belief::Names, Belief::Elements, Belief::Readers] {
        let context = contexts(regions, &weights, belief);
        let (mut own, mut kept) = (0, 0);
        for (block, _) in blocks.iter().zip(running).filter(|(_, running)| **running) {
            let hints = context[block.region as usize];
            own += if hints.has(READERS) { 0 } else { block.span.len() };
            kept += if hints.has(OUTSIDE) { 0 } else { block.span.len() };
        }
        last = context;
        if kept * 3 >= own {
            break;
        }
    }
    last
}

fn contexts(regions: &[Region], weights: &[u64], belief: Belief) -> Vec<Hints> {
    let total = weights.first().copied().unwrap_or(0);
    let names = OUTSIDE.without(READERS);
    let mut context: Vec<Hints> = Vec::with_capacity(regions.len());
    for (index, region) in regions.iter().enumerate() {
        let mut own = region.hints;
        if weights[index] * 2 > total && total > 0 {
            own = own.without(names).without(LABELLED);
        }
        if weights[index] * 10 > total * 9 && total > 0 {
            own = own.without(READERS);
        }
        let keeps = match belief {
            Belief::Names => true,
            Belief::Elements => own.has(Hints::ELEMENT),
            Belief::Readers => false,
        };
        // Small parts stay what they are called: the doubt is about what holds text.
        let own = if keeps || weights[index] == 0 { own } else { own.without(names) };
        let around = if index == 0 { Hints::NONE } else { context[region.parent as usize] };
        context.push(around.and(own));
    }
    context
}

/// Whether a block reads as running text: sentences, few links.
fn is_running(text: &str, block: &Block, count: usize) -> bool {
    let words = block.span.of(text);
    if words.len() < 40 || block.linked as usize * 10 > words.len() * 4 {
        return false;
    }
    let runs = is_running_of(words, count) || !words.is_ascii() && words.contains(['。', '؟', '।', '۔']);
    runs && has_letters(words)
}

/// Whether the first few hundred characters hold as many letters as a sentence does.
fn has_letters(words: &str) -> bool {
    let (mut letters, mut wide) = (0, false);
    for c in words.chars().take(400) {
        letters += usize::from(c.is_alphabetic());
        wide |= ('\u{3000}'..='\u{9fff}').contains(&c);
        if letters >= 50 {
            return true;
        }
    }
    wide && letters >= 20
}

/// Roles of all blocks, but for comments, which `comments` finds.
pub(super) fn roles(
    wording: &Wording,
    page: &Page<'_>,
    labels: &[Option<Label>],
    headline: Option<usize>,
) -> Vec<Role> {
    let mut in_teasers = false;
    (0..page.blocks.len())
        .map(|block| {
            if headline == Some(block) {
                return Role::stated(ZoneKind::Headline);
            }
            let label = labels[block];
            let role =
                labelled(page, block, label).unwrap_or_else(|| by_place(wording, page, block, headline));
            // A heading such as "Related stories" opens a list of links.
            let heading =
                role.kind == ZoneKind::Related && label == Some(Label::Related) && !page.running[block];
            if heading && page.counts[block] <= 5 {
                in_teasers = true;
            } else if page.running[block]
                || matches!(page.tag(block), Tag::Heading(_)) && role.kind == ZoneKind::Body
            {
                in_teasers = false;
            }
            if in_teasers && role.kind == ZoneKind::Body { Role::inferred(ZoneKind::Related) } else { role }
        })
        .collect()
}

/// What names and words say of a block.
fn labelled(page: &Page<'_>, block: usize, label: Option<Label>) -> Option<Role> {
    let context = page.context(block);
    let hints = context.and(page.blocks[block].inline);
    let count = page.counts[block];
    let stated = |kind| Some(Role::stated(kind));
    if context.has(Hints::COMMENT_FORM) {
        return stated(ZoneKind::CommentForm);
    }
    if context.has(Hints::COMMENTS.and(Hints::COMMENT)) {
        let form = label == Some(Label::CommentForm);
        return stated(if form { ZoneKind::CommentForm } else { ZoneKind::Boilerplate });
    }
    let is_under_picture = page.blocks[block].pictured && page.blocks[block].inline.has(Hints::CAPTION);
    if context.has(Hints::CAPTION) || is_under_picture && count <= 80 {
        return stated(ZoneKind::Caption);
    }
    if context.has(Hints::BOILERPLATE.and(Hints::HIDDEN).and(Hints::AUTHOR_BOX)) {
        return stated(ZoneKind::Boilerplate);
    }
    if context.has(Hints::RELATED.and(Hints::ASIDE)) || context.has(Hints::PAYWALL) && !page.running[block] {
        return stated(ZoneKind::Related);
    }
    let before_end = block < page.article.end;
    if context.has(Hints::KEY_POINTS) && count >= 3 && before_end {
        return stated(ZoneKind::KeyPoint);
    }
    if context.has(Hints::PULL_QUOTE) && count >= 4 {
        return stated(ZoneKind::PullQuote);
    }
    if context.has(Hints::CORRECTION) && count >= 4 {
        return stated(ZoneKind::Correction);
    }
    if hints.has(Hints::BYLINE) && count <= 30 && !page.running[block] {
        return stated(ZoneKind::Byline);
    }
    // A `<time>` alone needs no name.
    let is_time = page.blocks[block].inline.has(Hints::COMMENT_DATE) && count <= 6;
    if hints.has(Hints::DATE) && count <= 14 || is_time && !page.running[block] {
        return stated(ZoneKind::Dateline);
    }
    if context.has(Hints::SUBHEADLINE) && count >= 5 && block <= page.article.start + 1 {
        return stated(ZoneKind::Subheadline);
    }
    if context.has(Hints::BADGE) && count <= 6 {
        return stated(ZoneKind::Badge);
    }
    by_words(page, block, label, count)
}

fn by_words(page: &Page<'_>, block: usize, label: Option<Label>, count: usize) -> Option<Role> {
    let kind = match label? {
        Label::Correction => ZoneKind::Correction,
        Label::Credit if count <= 30 => ZoneKind::Credit,
        Label::Byline if count <= 30 => ZoneKind::Byline,
        Label::Caption if count <= 40 => ZoneKind::Caption,
        Label::Related | Label::Paywall if count <= 40 => ZoneKind::Related,
        Label::Badge if count <= 6 => ZoneKind::Badge,
        Label::CommentForm if count <= 30 && block >= page.article.start => ZoneKind::CommentForm,
        Label::Boilerplate | Label::Comments | Label::CommentControl if count <= 40 => ZoneKind::Boilerplate,
        _ => return None,
    };
    Some(Role::stated(kind))
}

/// Where a block stands, if neither names nor words say what it is.
fn by_place(wording: &Wording, page: &Page<'_>, block: usize, headline: Option<usize>) -> Role {
    let words = page.words(block);
    let count = page.counts[block];
    if !page.is_contained(block) {
        let between = headline.is_some_and(|headline| headline < block) && block < page.article.start;
        let near = between && block <= headline.unwrap_or(0) + 4;
        return match () {
            () if near && is_byline(words) => Role::stated(ZoneKind::Byline),
            () if near && count >= 6 && !page.is_linked(block) => Role::inferred(ZoneKind::Subheadline),
            () if page.is_linked(block) && count >= 4 => Role::inferred(ZoneKind::Related),
            () => Role::inferred(ZoneKind::Boilerplate),
        };
    }
    if block < page.article.start {
        return front(page, block, headline, words, count);
    }
    let is_sentence =
        page.tag(block) == Tag::P && ends_with_stop(words) && count >= 8 && block < page.article.end;
    if page.is_linked(block)
        && !page.running[block]
        && !is_sentence
        && (count >= 3 || page.tag(block) == Tag::Li)
    {
        return Role::inferred(ZoneKind::Related);
    }
    if block >= page.article.end {
        return trail(wording, page, block, words, count);
    }
    if page.tag(block) == Tag::Block && !page.running[block] && !ends_with_stop(words) && count < 8 {
        return Role::inferred(ZoneKind::Boilerplate);
    }
    Role::stated(ZoneKind::Body)
}

/// A block of the article's element before its first running text.
fn front(page: &Page<'_>, block: usize, headline: Option<usize>, words: &str, count: usize) -> Role {
    let after_headline = headline.is_none_or(|headline| headline < block);
    if is_byline(words) {
        return Role::stated(ZoneKind::Byline);
    }
    if !after_headline || page.is_linked(block) {
        return Role::inferred(ZoneKind::Boilerplate);
    }
    match page.tag(block) {
        Tag::Li if count >= 4 => Role::inferred(ZoneKind::KeyPoint),
        Tag::P | Tag::Heading(_) if count >= 5 => Role::inferred(ZoneKind::Subheadline),
        // A heading right above the first paragraph belongs to it.
        Tag::Heading(_) if block + 1 == page.article.start => Role::stated(ZoneKind::Body),
        _ => Role::inferred(ZoneKind::Boilerplate),
    }
}

/// A block of the article's element after its last running text.
fn trail(wording: &Wording, page: &Page<'_>, block: usize, words: &str, count: usize) -> Role {
    if wording.picture_score(words) >= 3 && !ends_with_stop(words) {
        return Role::inferred(ZoneKind::Caption);
    }
    let near = block < page.article.end + 12;
    let text_like = match page.tag(block) {
        Tag::P | Tag::Li | Tag::Quote | Tag::Td => {
            ends_with_stop(words) && count >= 3 || count >= 12 && !is_title_case(words)
        }
        _ => false,
    };
    if near && text_like { Role::inferred(ZoneKind::Body) } else { Role::inferred(ZoneKind::Boilerplate) }
}

/// "By Ines Duarte".
fn is_byline(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    parts.next().is_some_and(|word| matches!(word, "By" | "BY" | "by" | "Von" | "Por" | "Par"))
        && parts.next().is_some_and(|word| word.starts_with(char::is_uppercase))
        && word_count(words) <= 12
        && !ends_with_stop(words)
}
