//! What does a reader see, block by block, and inside which elements? Tokens in, a flat outline out.
//!
//! A light stack of open elements with implied ends stands in for a tree: bounded in depth, so that reading is
//! linear in time and in memory whatever the nesting. What the blocks are for is left to `zones`.

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements mean nothing to a step")]

mod alternatives;
mod attributes;
mod characters;
mod rows;
mod senses;

pub(super) use alternatives::Alternatives;
use characters::is_blank;
pub(super) use senses::Sense;

use super::hints::{Hints, Names};
use super::tags::{TAGS, Tag};
use super::tokens::{Attributes, Name};
use news::{OffsetMap, Span, Text};
use std::ops::Range;

/// Elements nested deeper than this are read as if they were not there; their words stay.
pub(super) const MAX_DEPTH: usize = 512;
/// How far an implied end or the end of an inline element looks back; and parts of a page that are told apart.
const MAX_LOOK_BACK: usize = 24;
const MAX_REGIONS: usize = 1 << 20;
/// Marks, times, scripts and meta elements of one page that are kept.
const MAX_KEPT: usize = 10_000;

/// An element that blocks stand in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) parent: u32,
    pub(super) tag: Tag,
    /// What its own names say.
    pub(super) hints: Hints,
    /// Length of the text when it opened.
    pub(super) start: u32,
    /// How deep a comment stands by its own name, and one more; 0: not said.
    pub(super) level: u8,
    /// Its tag and classes as one number: elements that a template repeats have the same.
    pub(super) name: u32,
}

/// A stretch of text between two starts or ends of block elements.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) span: Span<Text>,
    /// Index of the region.
    pub(super) region: u32,
    /// Bytes of it inside links.
    pub(super) linked: u32,
    /// Bytes of it in bold type.
    pub(super) strong: u32,
    /// Bytes of it in italics or small type.
    pub(super) small: u32,
    /// Whether a picture stands between the block before and the end of this one.
    pub(super) pictured: bool,
    /// Hints of inline elements inside it.
    pub(super) inline: Hints,
}

/// Words that a name in the markup points at: an author, a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) span: Span<Text>,
    pub(super) hints: Hints,
    pub(super) sense: Sense,
    pub(super) region: u32,
}

/// A moment in an attribute: `<time datetime>`, microdata, or the `title` of an element that is named a date.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) value: String,
    /// Bytes of the value.
    pub(super) range: Range<usize>,
    pub(super) sense: Sense,
    pub(super) region: u32,
    /// Length of the text when it stood.
    pub(super) at: u32,
}

/// A `<meta>` or the like: what it names and its value.
#[derive(Debug)]
pub(super) struct Meta {
    pub(super) name: String,
    pub(super) value: String,
    /// Bytes of the value.
    pub(super) range: Range<usize>,
    /// What the element around it is, as microdata: an author.
    pub(super) around: Sense,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    tag: Tag,
    region: u32,
    hints: Hints,
    sense: Sense,
    /// Length of the text when it opened.
    start: usize,
    blocks: usize,
}

/// How many elements of each kind are open.
#[derive(Debug)]
struct Counts([u32; TAGS]);

impl Default for Counts {
    fn default() -> Counts {
        Counts([0; TAGS])
    }
}

impl Counts {
    fn any(&self, tag: Tag) -> bool {
        self.0[tag.index()] > 0
    }

    fn add(&mut self, tag: Tag) {
        self.0[tag.index()] += 1;
    }

    fn remove(&mut self, tag: Tag) {
        self.0[tag.index()] = self.0[tag.index()].saturating_sub(1);
    }
}

/// White space owed before the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Block,
}

/// The outline of a page.
#[derive(Debug, Default)]
pub(super) struct Outline<'n> {
    text: Vec<u8>,
    map: OffsetMap,
    pub(super) regions: Vec<Region>,
    pub(super) blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
    pub(super) times: Vec<Time>,
    pub(super) metas: Vec<Meta>,
    /// Bytes of the page that hold JSON-LD.
    pub(super) json: Vec<Range<usize>>,
    /// Words of `<title>` with their bytes.
    pub(super) title: String,
    pub(super) title_range: Range<usize>,
    pub(super) is_deep: bool,
    names: Option<&'n Names>,
    remembered: attributes::Memory,
    stack: Vec<Open>,
    open: Counts,
    /// Open elements beyond the depth limit.
    beyond: usize,
    gap: Gap,
    gap_at: usize,
    row: rows::Row,
    block_start: usize,
    linked: u32,
    strong: u32,
    small: u32,
    pictured: bool,
    /// Words that stand for pictures.
    pub(super) alternatives: Alternatives,
    /// The region of each picture.
    pub(super) pictures: Vec<u32>,
    inline: Hints,
    after_break: bool,
}

impl<'n> Outline<'n> {
    /// An outline of a page of which nothing has been read.
    pub(super) fn new(names: &'n Names) -> Outline<'n> {
        let root = Region { parent: 0, tag: Tag::Body, hints: Hints::NONE, start: 0, level: 0, name: 0 };
        Outline { names: Some(names), regions: vec![root], ..Outline::default() }
    }

    /// Text and map, once all tokens are read.
    pub(super) fn finish(&mut self) -> (String, OffsetMap) {
        while !self.stack.is_empty() {
            self.pop();
        }
        self.alternatives.sort();
        self.end_block();
        let text = String::from_utf8(std::mem::take(&mut self.text))
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        (text, std::mem::take(&mut self.map))
    }

    fn region(&self) -> u32 {
        self.stack.last().map_or(0, |open| open.region)
    }

    /// A start tag.
    pub(super) fn open(
        &mut self,
        name: &[u8],
        attributes: &Attributes<'_>,
        range: Range<usize>,
        closed: bool,
    ) {
        let tag = Tag::of(name);
        match tag {
            Tag::Meta => {
                self.meta(tag, attributes);
                self.moment(tag, Hints::NONE, Sense::of(tag, Hints::NONE, attributes), attributes);
            }
            Tag::LinkRel | Tag::Html => self.meta(tag, attributes),
            Tag::Br => return self.line_break(range.start),
            Tag::Image => self.picture(attributes),
            Tag::Script if self.json.len() < MAX_KEPT && is_json(attributes) => {
                self.json.push(range.end..range.end);
            }
            _ => {}
        }
        if tag.is_void() || matches!(tag, Tag::Html) {
            return;
        }
        // In SVG and MathML "/>" closes; elsewhere it means nothing.
        if closed && matches!(tag, Tag::Inline | Tag::Strong | Tag::Small | Tag::Skip) {
            return;
        }
        self.imply_ends(tag);
        let (hints, name) = self.hints(tag, attributes);
        match tag.is_block() {
            true => self.part(tag, range.start),
            false => self.inline = self.inline.and(hints),
        }
        let (sense, level) = (Sense::of(tag, hints, attributes), Outline::level(hints, attributes));
        let (parent, start) = (self.region(), self.text.len() as u32);
        self.push(Region { parent, tag, hints, start, level, name }, sense);
        self.moment(tag, hints, sense, attributes);
    }

    fn push(&mut self, element: Region, sense: Sense) {
        let Region { parent, tag, hints, .. } = element;
        if self.stack.len() >= MAX_DEPTH {
            self.is_deep = true;
            // Scripts and the like must still hide their words.
            if !matches!(tag, Tag::Script | Tag::Skip | Tag::Title) {
                self.beyond += 1;
                return;
            }
        }
        let mut region = parent;
        if (tag.is_block() || !hints.without(Hints::EMBEDDED).is_none()) && self.regions.len() < MAX_REGIONS {
            region = self.regions.len() as u32;
            self.regions.push(element);
        }
        self.open.add(tag);
        let (start, blocks) = (self.text.len(), self.blocks.len());
        self.stack.push(Open { tag, region, hints, sense, start, blocks });
    }

    /// An end tag.
    pub(super) fn close(&mut self, name: &[u8], range: Range<usize>) {
        let tag = Tag::of(name);
        if tag == Tag::Br {
            return self.line_break(range.start);
        }
        if tag.is_void() || matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        if tag.is_block() {
            self.part(tag, range.start);
        }
        if self.beyond > 0 && !matches!(tag, Tag::Script | Tag::Skip | Tag::Title) {
            self.beyond -= 1;
            return;
        }
        if !self.open.any(tag) {
            return;
        }
        // Inline ends stay inside their block, block ends inside their table cell.
        let reach = if tag.is_block() { self.stack.len() } else { MAX_LOOK_BACK };
        let stops = |open: &Open| {
            if tag.is_block() {
                open.tag.is_scope() && !matches!(tag, Tag::Td | Tag::Tr | Tag::Table)
            } else {
                open.tag.is_block()
            }
        };
        for (depth, open) in self.stack.iter().enumerate().rev().take(reach) {
            if open.tag == tag {
                while self.stack.len() > depth {
                    self.pop();
                }
                return;
            }
            if stops(open) {
                return;
            }
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        self.open.remove(open.tag);
        let marked = Hints::BYLINE.and(Hints::DATE).and(Hints::COMMENT_AUTHOR).and(Hints::COMMENT_DATE);
        let has_text = self.text.len() > open.start;
        if has_text && (open.hints.has(marked) || !open.sense.is_none()) && self.marks.len() < MAX_KEPT {
            let start = self.text[open.start..].iter().take_while(|byte| is_blank(**byte)).count();
            let span = Span::new(open.start + start, self.text.len());
            // A whole article in a "byline" is no byline.
            if span.len() <= 400 && self.blocks.len() <= open.blocks + 8 {
                let date = if open.tag == Tag::Time { Hints::DATE } else { Hints::NONE };
                let hints = open.hints.and(date);
                self.marks.push(Mark { span, hints, sense: open.sense, region: open.region });
            }
        }
    }

    /// Ends that the start of an element implies: a paragraph before a block, an item before an item.
    fn imply_ends(&mut self, tag: Tag) {
        if tag.closes_paragraph() && self.open.any(Tag::P) {
            self.pop_near(|open| open.tag == Tag::P, |open| open.tag.is_scope());
        }
        let same: &[Tag] = match tag {
            Tag::Li => &[Tag::Li],
            Tag::Term => &[Tag::Term],
            Tag::Td => &[Tag::Td],
            Tag::Tr => &[Tag::Tr],
            Tag::Link => &[Tag::Link],
            _ => return,
        };
        let walls: &[Tag] = match tag {
            Tag::Li | Tag::Term => &[Tag::List, Tag::Table, Tag::Td],
            Tag::Td => &[Tag::Table, Tag::Tr],
            Tag::Tr => &[Tag::Table],
            _ => &[Tag::Td, Tag::Article, Tag::P, Tag::Li],
        };
        if self.open.any(tag) {
            self.pop_near(|open| same.contains(&open.tag), |open| walls.contains(&open.tag));
        }
    }

    fn pop_near(&mut self, wanted: impl Fn(&Open) -> bool, wall: impl Fn(&Open) -> bool) {
        for (depth, open) in self.stack.iter().enumerate().rev().take(MAX_LOOK_BACK) {
            if wanted(open) {
                if open.tag.is_block() && !self.is_cell_of_line(open.tag) {
                    self.end_block();
                }
                while self.stack.len() > depth {
                    self.pop();
                }
                return;
            }
            if wall(open) {
                return;
            }
        }
    }

    fn line_break(&mut self, at: usize) {
        if self.after_break {
            // Two breaks in a row part paragraphs.
            self.end_block();
            self.owe(Gap::Block, at);
        } else {
            self.owe(Gap::Line, at);
            self.after_break = true;
        }
    }

    fn push_block(&mut self, end: usize, region: u32, [linked, strong, small]: [u32; 3]) {
        let span = Span::new(self.block_start, end);
        let pictured = std::mem::take(&mut self.pictured);
        self.blocks.push(Block { span, region, linked, strong, small, pictured, inline: self.inline });
    }

    fn end_block(&mut self) {
        if self.text.len() > self.block_start && self.gap != Gap::Block {
            let region = self.part_cells();
            self.push_block(self.text.len(), region, [self.linked, self.strong, self.small]);
            self.block_start = self.text.len();
        }
        (self.linked, self.strong, self.small) = (0, 0, 0);
        self.inline = self
            .stack
            .iter()
            .rev()
            .take_while(|open| !open.tag.is_block())
            .fold(Hints::NONE, |all, open| all.and(open.hints));
    }
}

fn is_json(attributes: &Attributes<'_>) -> bool {
    attributes.value(Name::Type).eq_ignore_ascii_case("application/ld+json")
}
