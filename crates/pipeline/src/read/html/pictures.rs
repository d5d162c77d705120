//! Which blocks stand beside a picture, say what it shows, or whose it is? Columns for the scorer.

use super::outline::Outline;
use super::zones::Page;
use crate::kit::KitError;
use crate::lexicon::{self, WordSet};
use crate::read::wording::prefix;

/// Names of the columns, in order.
pub(super) const COLUMNS: [&str; 14] = [
    "pictured",
    "picture next",
    "alternative",
    "since picture",
    "picture above",
    "picture count",
    "picture blocks",
    "picture bytes",
    "picture place",
    "credit",
    "credit from start",
    "credit from end",
    "credit next",
    "credit before",
];

/// Place of "since picture" among them.
pub(super) const SINCE: usize = 3;

/// Elements around a block that are searched for a picture, its own among them.
const ABOVE: i16 = 6;
/// Blocks after a picture whose words are looked at.
const BESIDE: i16 = 6;
/// Longest block that may be a caption with its credit, in bytes.
const CAPTION: usize = 900;

/// Words that tell whose a picture is.
#[derive(Debug)]
pub(crate) struct CreditWords(WordSet);

impl CreditWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<CreditWords, KitError> {
        let text = include_str!("../../../../../lexicons/picture-credits.txt");
        let words: Vec<&str> =
            lexicon::entries("picture-credits.txt", text).map(|entry| entry.field(0)).collect();
        Ok(CreditWords(WordSet::new(&words)))
    }

    /// Where a credit stands in some words, as a number below 16: 0 none; else whether near the start, near the end,
    /// and whether there are several words of it.
    pub(in crate::read) fn shape(&self, words: &str) -> u8 {
        let credit = self.credit(words);
        if credit.count == 0 {
            return 0;
        }
        let (near_start, near_end) = (credit.first <= 2, credit.words - credit.last <= 4);
        1 + 2 * u8::from(near_start) + 4 * u8::from(near_end) + 8 * u8::from(credit.count > 1)
    }

    fn credit(&self, words: &str) -> Credit {
        let mut credit = Credit::default();
        for word in prefix(words, CAPTION).split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            credit.words += 1;
            if self.0.holds(word) {
                if credit.count == 0 {
                    credit.first = credit.words;
                }
                credit.count += 1;
                credit.last = credit.words;
            }
        }
        credit
    }
}

/// Words of a credit in a block: how many, and where.
#[derive(Debug, Clone, Copy, Default)]
struct Credit {
    words: i16,
    count: i16,
    first: i16,
    last: i16,
}

/// The pictures of a page, seen from its blocks.
pub(super) struct Pictures {
    /// Pictures inside each element.
    inside: Vec<u32>,
    /// Blocks since the last picture: 0 for the first after it, -1 before any.
    since: Vec<i16>,
    alternatives: Vec<i16>,
    credits: Vec<Credit>,
}

impl Pictures {
    pub(super) fn new(words: &CreditWords, page: &Page<'_>, outline: &Outline<'_>) -> Pictures {
        let mut inside = vec![0u32; page.regions.len()];
        for region in &outline.pictures {
            inside[*region as usize] += 1;
        }
        for region in (1..page.regions.len()).rev() {
            inside[page.regions[region].parent as usize] += inside[region];
        }
        let mut last = None;
        let mut since = Vec::with_capacity(page.blocks.len());
        for (index, block) in page.blocks.iter().enumerate() {
            if block.pictured {
                last = Some(index);
            }
            since.push(last.map_or(-1, |last| (index - last).min(500) as i16));
        }
        let near = |block: usize| (0..BESIDE).contains(&since[block]);
        let is_short = |block: usize| page.blocks[block].span.len() <= CAPTION;
        let blocks = 0..page.blocks.len();
        let looked_at: Vec<bool> = blocks.clone().map(|block| near(block) && is_short(block)).collect();
        let alternatives = blocks
            .clone()
            .map(|block| if looked_at[block] { outline.alternatives.likeness(page.words(block)) } else { 0 })
            .collect();
        let credits = blocks
            .map(|block| if looked_at[block] { words.credit(page.words(block)) } else { Credit::default() })
            .collect();
        Pictures { inside, since, alternatives, credits }
    }

    /// The columns of one block; `extent` gives blocks, bytes and first block of an element.
    pub(super) fn put(
        &self,
        page: &Page<'_>,
        block: usize,
        extent: impl Fn(usize) -> (usize, usize, usize),
        values: &mut Vec<i16>,
    ) {
        let cap = |value: usize| value.min(30_000) as i16;
        values.extend([
            i16::from(page.blocks[block].pictured),
            i16::from(page.blocks.get(block + 1).is_some_and(|next| next.pictured)),
            self.alternatives[block],
            self.since[block],
        ]);
        let mut region = page.blocks[block].region as usize;
        let mut above = 0;
        while above < ABOVE && self.inside[region] == 0 {
            region = page.regions[region].parent as usize;
            above += 1;
        }
        let (blocks, bytes, first) = extent(region);
        values.extend([
            above,
            cap(self.inside[region] as usize),
            cap(blocks),
            cap(bytes),
            cap(block.saturating_sub(first)),
        ]);
        let credit = self.credits[block];
        let count = |at: Option<usize>| at.and_then(|at| self.credits.get(at)).map_or(0, |other| other.count);
        values.extend([
            credit.count,
            if credit.count == 0 { -1 } else { credit.first },
            if credit.count == 0 { -1 } else { credit.words - credit.last },
            count(Some(block + 1)),
            count(block.checked_sub(1)),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_counted_from_both_ends() {
        let words = CreditWords::embedded().expect("the list is sound");
        let credit = words.credit("The ferry at dusk (Foto: Ines Duarte/AFP)");
        assert_eq!((credit.count, credit.first, credit.last, credit.words), (2, 5, 8, 8));
        assert_eq!(words.credit("The ferry at dusk").count, 0);
    }
}
