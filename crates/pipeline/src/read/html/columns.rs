//! What is there to see of a block? Numbers for the scorer: its words, its element, its place, its template, its
//! neighbours.
//!
//! The columns follow the features of boilerplate removal that last (Kohlschütter et al. 2010; Vogels et al. 2018)
//! and add what the rules of `zones` think. What the numbers mean together is left to the trained forest.

use super::hints::{Hints, hash};
use super::metadata::Metadata;
use super::pictures::{self, Pictures};
use super::zones::Page;
use crate::read::layout::Role;
use crate::read::shape::{self, Marks, ends_with_call, ends_with_stop, is_name, is_title_case};
use crate::read::wording::{Label, prefix};
use std::collections::BTreeMap;

/// Bytes of a block whose characters are counted.
const COUNTED: usize = 600;
/// Longest block that may be what the page calls its description, in bytes.
const DESCRIPTION: usize = 1500;
/// How many elements around a block are looked at: its own and those above.
const AROUND: usize = 4;

/// Columns about the words of a block.
const WORDS: [&str; 18] = [
    "words",
    "bytes",
    "linked",
    "stop",
    "call",
    "title case",
    "name",
    "small",
    "digit first",
    "quote first",
    "commas",
    "ends",
    "signs",
    "colons",
    "digits",
    "capitals",
    "word length",
    "label",
];
/// Columns about what else says the same, and how it is set.
const LOOKS: [&str; 4] = ["repeated", "described", "strong", "small"];
/// Place of the column of blocks since the last picture, which is asked for by itself.
pub(super) const SINCE_PICTURE: usize = WORDS.len() + LOOKS.len() + pictures::SINCE;
/// Columns about its element and its place in the page.
const PLACE: [&str; 15] = [
    "tag",
    "tag above",
    "tag above that",
    "depth",
    "depth in container",
    "contained",
    "from first",
    "from last",
    "from headline",
    "before",
    "index",
    "left",
    "kind",
    "inferred",
    "since running",
];
/// Columns of a group of blocks.
const GROUP: [&str; 5] = ["blocks", "mean bytes", "linked", "running", "share"];
/// Columns of a neighbour.
const NEIGHBOUR: [&str; 6] = ["words", "linked", "tag", "kind", "stop", "kin"];
/// Neighbours that are looked at.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Names of all columns, in order.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = WORDS
        .iter()
        .chain(&LOOKS)
        .chain(&pictures::COLUMNS)
        .chain(&PLACE)
        .map(|name| (*name).to_owned())
        .collect();
    names.push("until running".to_owned());
    names.extend(Hints::names().map(|name| format!("hint {name}")));
    for group in ["template", "own", "above", "above that", "third above"] {
        names.extend(GROUP.iter().map(|name| format!("{group}: {name}")));
    }
    names.extend(["template: since", "template: until"].map(str::to_owned));
    for by in NEIGHBOURS {
        names.extend(NEIGHBOUR.iter().map(|name| format!("{by:+}: {name}")));
    }
    names.extend(["page: running", "page: bytes"].map(str::to_owned));
    names
}

/// The values of all blocks, row by row.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    values: Vec<i16>,
    width: usize,
    templates: Vec<u32>,
}

impl Rows {
    /// The row of a block, one value per column.
    pub(crate) fn row(&self, block: usize) -> &[i16] {
        &self.values[block * self.width..(block + 1) * self.width]
    }

    /// Number of the template of each block.
    pub(super) fn templates(&self) -> &[u32] {
        &self.templates
    }
}

/// Sums over a group of blocks.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    blocks: usize,
    bytes: usize,
    linked: usize,
    running: usize,
    first: usize,
    last: usize,
}

impl Group {
    fn and(self, other: Group) -> Group {
        if self.blocks == 0 {
            return other;
        }
        Group {
            blocks: self.blocks + other.blocks,
            bytes: self.bytes + other.bytes,
            linked: self.linked + other.linked,
            running: self.running + other.running,
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    fn values(&self, total: usize) -> [i16; GROUP.len()] {
        let share = |part: usize, whole: usize, of: usize| cap((part * of).checked_div(whole).unwrap_or(0));
        [
            cap(self.blocks),
            cap(self.bytes.checked_div(self.blocks).unwrap_or(0)),
            share(self.linked, self.bytes, 100),
            share(self.running, self.blocks, 100),
            share(self.bytes, total, 1000),
        ]
    }
}

/// What all rows of a page need.
struct Whole<'p, 'a> {
    page: &'a Page<'p>,
    roles: &'a [Role],
    total: usize,
    /// Sums over each element with all inside it.
    inside: Vec<Group>,
    depths: Vec<i16>,
    /// Number of the template of each block, and sums over each template.
    template_of: Vec<usize>,
    templates: Vec<Group>,
    /// Words of each block, and whether they end as a sentence does: every block is asked five times.
    counts: Vec<i16>,
    stops: Vec<bool>,
    /// Whether another block has the same words.
    repeated: Vec<bool>,
}

/// The values of all blocks of a page.
pub(super) fn rows(
    page: &Page<'_>,
    labels: &[Option<Label>],
    roles: &[Role],
    metadata: &Metadata,
    pictures: &Pictures,
) -> Rows {
    let whole = Whole::new(page, roles);
    let mut values = Vec::with_capacity(page.blocks.len() * 120);
    let (mut before, mut running) = (0, None);
    let next = next_running(page);
    for block in 0..page.blocks.len() {
        words(&whole, block, labels[block], &mut values);
        let described =
            page.blocks[block].span.len() <= DESCRIPTION && metadata.is_description(page.words(block));
        values.extend([i16::from(whole.repeated[block]), i16::from(described)]);
        values.extend(type_of(page, block));
        let extent = |region: usize| {
            let group = &whole.inside[region];
            (group.blocks, group.bytes, group.first)
        };
        pictures.put(page, block, extent, &mut values);
        place(&whole, block, metadata.headline, before, &mut values);
        let since = running.map_or(-1, |last| cap(block - last));
        values.push(since);
        values.push(next[block].map_or(-1, |next| cap(next - block)));
        let region = page.blocks[block].region as usize;
        let near = |at: usize| page.regions[page.regions[at].parent as usize].hints;
        let context = page.context(block);
        let close = page.regions[region].hints.and(near(region)).and(page.blocks[block].inline);
        values.extend(Hints::levels(context, close));
        groups(&whole, block, &mut values);
        neighbours(&whole, block, &mut values);
        values.extend([cap(whole.inside[0].running), cap(whole.total / 100)]);
        before += page.blocks[block].span.len();
        if page.running[block] {
            running = Some(block);
        }
    }
    let width = values.len().checked_div(page.blocks.len()).unwrap_or(0);
    let templates = whole.template_of.iter().map(|number| *number as u32).collect();
    Rows { values, width, templates }
}

impl<'p, 'a> Whole<'p, 'a> {
    fn new(page: &'a Page<'p>, roles: &'a [Role]) -> Whole<'p, 'a> {
        let own: Vec<Group> = (0..page.blocks.len()).map(|block| own(page, block)).collect();
        let mut inside = vec![Group::default(); page.regions.len()];
        for (block, group) in page.blocks.iter().zip(&own) {
            let sum = &mut inside[block.region as usize];
            *sum = sum.and(*group);
        }
        let mut depths = vec![0i16; page.regions.len()];
        for region in 1..page.regions.len() {
            depths[region] = depths[page.regions[region].parent as usize].saturating_add(1);
        }
        for region in (1..page.regions.len()).rev() {
            let parent = page.regions[region].parent as usize;
            inside[parent] = inside[parent].and(inside[region]);
        }
        // Elements whose tags and names, and those of two elements around them, are alike.
        let mut numbers: BTreeMap<[u32; 3], usize> = BTreeMap::new();
        let mut templates: Vec<Group> = Vec::new();
        let mut template_of = Vec::with_capacity(page.blocks.len());
        for (block, group) in page.blocks.iter().zip(&own) {
            let names = above(page, block.region).map(|region| page.regions[region].name);
            let number = *numbers.entry([names[0], names[1], names[2]]).or_insert_with(|| {
                templates.push(Group::default());
                templates.len() - 1
            });
            templates[number] = templates[number].and(*group);
            template_of.push(number);
        }
        let repeated = repeated(page);
        let total = page.blocks.iter().map(|block| block.span.len()).sum();
        let counts = (0..page.blocks.len()).map(|block| cap(page.counts[block])).collect();
        let stops = (0..page.blocks.len()).map(|block| ends_with_stop(page.words(block))).collect();
        Whole { page, roles, total, inside, depths, template_of, templates, counts, stops, repeated }
    }
}

/// Whether another block has the same words. Hashes part nearly all that differ.
fn repeated(page: &Page<'_>) -> Vec<bool> {
    let key = |at: usize| (hash(page.words(at).as_bytes()), page.words(at));
    let mut sorted: Vec<((u64, &str), usize)> = (0..page.blocks.len()).map(|at| (key(at), at)).collect();
    sorted.sort_unstable();
    let mut repeated = vec![false; sorted.len()];
    for pair in sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        (repeated[pair[0].1], repeated[pair[1].1]) = (true, true);
    }
    repeated
}

fn own(page: &Page<'_>, block: usize) -> Group {
    Group {
        blocks: 1,
        bytes: page.blocks[block].span.len(),
        linked: page.blocks[block].linked as usize,
        running: usize::from(page.running[block]),
        first: block,
        last: block,
    }
}

/// An element and those around it.
fn above(page: &Page<'_>, region: u32) -> [usize; AROUND] {
    let mut around = [region as usize; AROUND];
    for at in 1..AROUND {
        around[at] = page.regions[around[at - 1]].parent as usize;
    }
    around
}

fn next_running(page: &Page<'_>) -> Vec<Option<usize>> {
    let mut next = vec![None; page.blocks.len()];
    let mut last = None;
    for block in (0..page.blocks.len()).rev() {
        next[block] = last;
        if page.running[block] {
            last = Some(block);
        }
    }
    next
}

fn words(whole: &Whole<'_, '_>, block: usize, label: Option<Label>, values: &mut Vec<i16>) {
    let page = whole.page;
    let words = page.words(block);
    let count = whole.counts[block];
    let counts = shape::marks(prefix(words, COUNTED));
    let Marks { all, commas, ends, signs, colons, digits, capitals } = counts;
    let all = usize::from(all.max(1));
    values.extend([
        count,
        cap(words.len()),
        linked(page, block),
        i16::from(whole.stops[block]),
        i16::from(ends_with_call(words)),
        i16::from(is_title_case(words)),
        i16::from(words.len() <= 100 && (2..=4).contains(&count) && is_name(words)),
        i16::from(words.starts_with(char::is_lowercase)),
        i16::from(words.starts_with(|c: char| c.is_ascii_digit())),
        i16::from(words.starts_with(['"', '“', '‘', '«', '„', '\''])),
        cap(commas.into()),
        cap(ends.into()),
        cap(signs.into()),
        cap(colons.into()),
        cap(usize::from(digits) * 100 / all),
        cap(usize::from(capitals) * 100 / all),
        cap(words.len() * 10 / count.max(1) as usize),
        label.map_or(0, |label| 1 + label as i16),
    ]);
}

/// How much of the words is bold, and how much is small or in italics.
fn type_of(page: &Page<'_>, block: usize) -> [i16; 2] {
    let this = &page.blocks[block];
    [this.strong, this.small].map(|bytes| cap(bytes as usize * 100 / this.span.len().max(1)))
}

fn linked(page: &Page<'_>, block: usize) -> i16 {
    cap(page.blocks[block].linked as usize * 100 / page.blocks[block].span.len().max(1))
}

fn place(whole: &Whole<'_, '_>, block: usize, headline: Option<usize>, before: usize, values: &mut Vec<i16>) {
    let page = whole.page;
    let around = above(page, page.blocks[block].region);
    let tags = around.map(|region| page.regions[region].tag.index() as i16);
    let depth = whole.depths[around[0]];
    let from = |other: usize| (block as i64 - other as i64).clamp(-3000, 3000) as i16;
    values.extend([
        tags[0],
        tags[1],
        tags[2],
        depth,
        depth - whole.depths[page.container as usize],
        i16::from(page.is_contained(block)),
        from(page.article.start),
        from(page.article.end),
        headline.map_or(i16::MIN, from),
        cap(before * 1000 / whole.total.max(1)),
        cap(block),
        cap(page.blocks.len() - block),
        whole.roles[block].kind as i16,
        i16::from(whole.roles[block].inferred),
    ]);
}

fn groups(whole: &Whole<'_, '_>, block: usize, values: &mut Vec<i16>) {
    let template = &whole.templates[whole.template_of[block]];
    values.extend(template.values(whole.total));
    for region in above(whole.page, whole.page.blocks[block].region) {
        values.extend(whole.inside[region].values(whole.total));
    }
    values.extend([cap(block - template.first), cap(template.last - block)]);
}

fn neighbours(whole: &Whole<'_, '_>, block: usize, values: &mut Vec<i16>) {
    let page = whole.page;
    let region = page.blocks[block].region;
    for by in NEIGHBOURS {
        let Some(other) = block.checked_add_signed(by).filter(|other| *other < page.blocks.len()) else {
            values.extend([-1; NEIGHBOUR.len()]);
            continue;
        };
        let beside = page.blocks[other].region;
        let parent = |region: u32| page.regions[region as usize].parent;
        let name = |region: u32| page.regions[region as usize].name;
        let kin = i16::from(beside == region)
            + 2 * i16::from(parent(beside) == parent(region))
            + 4 * i16::from(name(beside) == name(region));
        values.extend([
            whole.counts[other],
            linked(page, other),
            page.tag(other).index() as i16,
            whole.roles[other].kind as i16,
            i16::from(whole.stops[other]),
            kin,
        ]);
    }
}

fn cap(value: usize) -> i16 {
    value.min(30_000) as i16
}
