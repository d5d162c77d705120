//! What does a first look at all blocks of a page say of each one's surroundings? Numbers for the second look.
//!
//! A paragraph among paragraphs that look like the article is one; a teaser that reads like one stands among
//! teasers. The first scores of a block's neighbours, of those in the elements around it and of its template are
//! averaged, weighed by words (stacking, Wolpert 1992; on sequences, Cohen and Carvalho 2005).

use super::columns::Rows;
use super::phrases::{Phrases, Space};
use super::zones::Page;

/// Elements around a block whose blocks are averaged: its own and those above.
const LEVELS: usize = 4;
/// Blocks on either side that are averaged.
const NEAR: usize = 4;
const FAR: usize = 9;
/// Scores beyond these say nothing more, in parts of [`learn::SCALE`].
const LOWEST: i32 = -5 * learn::SCALE / 2;
const HIGHEST: i32 = 3 * learn::SCALE;
/// A block of so many words that looks like text is part of the article's middle.
const LONG: i32 = 15;

/// Columns of first scores.
const SCORES: [&str; 17] = [
    "first",
    "first: before",
    "first: after",
    "first: own",
    "first: own but this",
    "first: above",
    "first: above but this",
    "first: above that",
    "first: third above",
    "first: template",
    "first: template but this",
    "first: near",
    "first: far",
    "first: words",
    "first: before share",
    "first: from first",
    "first: from last",
];
/// Columns of how words sound.
const PHRASES: [&str; 5] =
    ["phrases", "phrases: own", "phrases: above", "phrases: template", "phrases: near"];
/// Number of columns.
const WIDTH: usize = SCORES.len() + PHRASES.len();

/// What the second look sees of a block beside what the first did.
pub(super) type More = [i16; WIDTH];

/// Names of the columns.
pub(super) fn names() -> impl Iterator<Item = String> {
    SCORES.iter().chain(&PHRASES).map(|name| (*name).to_owned())
}

/// Whether a block with this first score is looked at again.
pub(super) fn is_open(first: i32) -> bool {
    first > LOWEST
}

/// Where the blocks of a page stand, as far as the second look asks.
#[derive(Debug)]
pub(super) struct Surroundings {
    /// Elements around each block.
    levels: Vec<[u32; LEVELS]>,
    templates: Vec<u32>,
    /// Words of each block, at least one.
    words: Vec<i32>,
    elements: usize,
}

/// What the first look says of a block.
#[derive(Debug, Clone, Copy)]
struct First {
    score: i32,
    /// How its words sound; 0 where nobody asked.
    phrases: i16,
}

/// Sums over some blocks.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    words: i64,
    scores: i64,
    phrases: i64,
}

impl Sum {
    fn of(words: i32, first: First) -> Sum {
        let words = i64::from(words);
        Sum { words, scores: words * i64::from(first.score), phrases: words * i64::from(first.phrases) }
    }

    fn add(&mut self, other: Sum) {
        self.words += other.words;
        self.scores += other.scores;
        self.phrases += other.phrases;
    }

    fn without(self, other: Sum) -> Sum {
        Sum {
            words: self.words - other.words,
            scores: self.scores - other.scores,
            phrases: self.phrases - other.phrases,
        }
    }

    fn score(self) -> i16 {
        self.scores.checked_div(self.words).map_or(i16::MIN, |mean| mean as i16)
    }

    fn phrase(self) -> i16 {
        self.phrases.checked_div(self.words).map_or(0, |mean| mean as i16)
    }
}

impl Surroundings {
    pub(super) fn new(page: &Page<'_>, rows: &Rows) -> Surroundings {
        let levels = |block: usize| {
            let mut levels = [page.blocks[block].region; LEVELS];
            for level in 1..LEVELS {
                levels[level] = page.regions[levels[level - 1] as usize].parent;
            }
            levels
        };
        Surroundings {
            levels: (0..page.blocks.len()).map(levels).collect(),
            templates: rows.templates().to_vec(),
            words: page.counts.iter().map(|count| (*count).clamp(1, 30_000) as i32).collect(),
            elements: page.regions.len(),
        }
    }

    /// The values of all columns for the blocks that are looked at again, none for others. `scores` are those of the first
    /// look, in parts of [`learn::SCALE`]: anything very low for a block that is not asked about.
    pub(super) fn rows<'t>(
        &self,
        scores: &[i32],
        phrases: &Phrases,
        words: impl Fn(usize) -> &'t str,
    ) -> Vec<Option<More>> {
        let mut space = Space::default();
        let first = |(block, score): (usize, &i32)| First {
            score: (*score).clamp(LOWEST, HIGHEST),
            phrases: if is_open(*score) { phrases.score(words(block), &mut space) } else { 0 },
        };
        let firsts: Vec<First> = scores.iter().enumerate().map(first).collect();
        let sums = Sums::new(self, &firsts);
        let mut before = 0;
        let row = |block: usize| {
            let share = (before * 100 / sums.text.max(1)) as i16;
            before += if firsts[block].score > 0 { i64::from(self.words[block]) } else { 0 };
            is_open(firsts[block].score).then(|| self.row(block, share, &firsts, &sums))
        };
        (0..firsts.len()).map(row).collect()
    }

    fn row(&self, block: usize, share: i16, firsts: &[First], sums: &Sums) -> More {
        let own = Sum::of(self.words[block], firsts[block]);
        let beside = |other: Option<usize>| {
            other.and_then(|other| firsts.get(other)).map_or(i16::MIN, |first| first.score as i16)
        };
        let from = |other: Option<usize>| {
            other.map_or(i16::MIN, |other| (block as i64 - other as i64).clamp(-3000, 3000) as i16)
        };
        let within = |by: usize| {
            let end = (block + by + 1).min(firsts.len());
            sums.running[end].without(sums.running[block.saturating_sub(by)])
        };
        let level = |level: usize| sums.levels[level][self.levels[block][level] as usize];
        let (beneath, above) = (level(0), level(1));
        let template = sums.templates[self.templates[block] as usize];
        let near = within(NEAR);
        [
            firsts[block].score as i16,
            beside(block.checked_sub(1)),
            beside(Some(block + 1)),
            beneath.score(),
            beneath.without(own).score(),
            above.score(),
            above.without(own).score(),
            level(2).without(own).score(),
            level(3).score(),
            template.score(),
            template.without(own).score(),
            near.score(),
            within(FAR).score(),
            sums.text.min(30_000) as i16,
            share,
            from(sums.ends.map(|ends| ends.0)),
            from(sums.ends.map(|ends| ends.1)),
            firsts[block].phrases,
            beneath.phrase(),
            above.phrase(),
            template.phrase(),
            near.phrase(),
        ]
    }
}

/// Sums over the blocks of a page.
struct Sums {
    /// By element, for each level: over the blocks that stand so far inside it.
    levels: [Vec<Sum>; LEVELS],
    templates: Vec<Sum>,
    /// Over all blocks before each, and over all.
    running: Vec<Sum>,
    /// Words that look like text.
    text: i64,
    /// First and last long block that looks like text.
    ends: Option<(usize, usize)>,
}

impl Sums {
    fn new(page: &Surroundings, firsts: &[First]) -> Sums {
        let mut sums = Sums {
            levels: [(); LEVELS].map(|()| vec![Sum::default(); page.elements]),
            templates: vec![Sum::default(); page.templates.len()],
            running: Vec::with_capacity(firsts.len() + 1),
            text: 0,
            ends: None,
        };
        let mut running = Sum::default();
        for (block, (first, words)) in firsts.iter().zip(&page.words).enumerate() {
            let own = Sum::of(*words, *first);
            for (elements, element) in sums.levels.iter_mut().zip(page.levels[block]) {
                elements[element as usize].add(own);
            }
            sums.templates[page.templates[block] as usize].add(own);
            sums.running.push(running);
            running.add(own);
            if first.score > 0 {
                sums.text += own.words;
                if *words >= LONG {
                    sums.ends = Some((sums.ends.map_or(block, |ends| ends.0), block));
                }
            }
        }
        sums.running.push(running);
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_seen_with_its_kin_and_hopeless_ones_are_not_looked_at_again() {
        let surroundings = Surroundings {
            levels: vec![[1, 0, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0]],
            templates: vec![0, 0, 1],
            words: vec![30, 10, 10],
            elements: 3,
        };
        let rows = surroundings.rows(&[1000, -1000, -9000], &Phrases::none(), |_| "");
        let [Some(long), Some(short), None] = &rows[..] else { panic!("{rows:?}") };
        let value =
            |row: &More, name: &str| row[names().position(|column| column == name).expect("a column")];
        assert_eq!((value(long, "first"), value(short, "first")), (1000, -1000));
        assert_eq!((value(long, "first: before"), value(long, "first: after")), (i16::MIN, -1000));
        assert_eq!((value(long, "first: own"), value(long, "first: own but this")), (500, -1000));
        assert_eq!(value(short, "first: after"), LOWEST as i16);
        assert_eq!((value(long, "first: words"), value(short, "first: before share")), (30, 100));
        assert_eq!((value(short, "first: from first"), value(short, "phrases: near")), (1, 0));
    }
}
