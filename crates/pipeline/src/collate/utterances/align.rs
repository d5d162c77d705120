//! Which words of two texts are the same words? The best chain of shared runs.
//!
//! Local alignment (Smith & Waterman 1981) with a gap cost that does not grow with the gap: a cut of two
//! hundred words is as easy to make as a cut of five. What the gaps mean is left to `variants`.

use super::words::{Word, mix};
use std::collections::BTreeMap;

/// A run of words that stands in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// Index of its first word on one side.
    pub(crate) a: usize,
    /// And on the other.
    pub(crate) b: usize,
    /// How many words.
    pub(crate) len: usize,
}

/// Worth of a shared word.
const CONTENT: i32 = 4;
const FUNCTION: i32 = 2;
/// Cost of skipping up to `NEAR` words on either side, or more.
const NEAR: usize = 3;
const NEAR_COST: i32 = 3;
const FAR_COST: i32 = 7;
/// More cells than this are not filled; shared shingles are chained instead.
const MAX_CELLS: usize = 1 << 20;
/// Length of those shingles.
const SHINGLE: usize = 4;

/// The runs that two texts share, in order on both sides.
pub(crate) fn align(a: &[Word], b: &[Word]) -> Vec<Run> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    if a.len().saturating_mul(b.len()) > MAX_CELLS { chain_shingles(a, b) } else { best_chain(a, b) }
}

/// Where the best chain that ends in a cell came from.
#[derive(Clone, Copy)]
struct Cell {
    score: i32,
    from: u32,
}

const NOWHERE: u32 = u32::MAX;

/// Fills the table and walks back from its best cell.
fn best_chain(a: &[Word], b: &[Word]) -> Vec<Run> {
    let width = b.len();
    let mut cells = vec![Cell { score: 0, from: NOWHERE }; a.len() * width];
    // Best score (and its cell) in all rows before the current one, by column prefix.
    let mut above: Vec<(i32, u32)> = vec![(0, NOWHERE); width];
    let mut best = (0, NOWHERE);
    for (row, word) in a.iter().enumerate() {
        for (column, other) in b.iter().enumerate() {
            if word.key != other.key {
                continue;
            }
            let before = predecessor(&cells, &above, width, row, column);
            let worth = if word.function { FUNCTION } else { CONTENT };
            let at = row * width + column;
            cells[at] = Cell { score: worth + before.0, from: before.1 };
            if cells[at].score > best.0 {
                best = (cells[at].score, at as u32);
            }
        }
        let mut running = (0, NOWHERE);
        for (column, reached) in above.iter_mut().enumerate() {
            let at = row * width + column;
            if cells[at].score > running.0 {
                running = (cells[at].score, at as u32);
            }
            if running.0 > reached.0 {
                *reached = running;
            }
        }
    }
    walk_back(&cells, width, best.1)
}

/// The best way to come to a cell: go on with a run, skip a little, skip much, or start here.
fn predecessor(cells: &[Cell], above: &[(i32, u32)], width: usize, row: usize, column: usize) -> (i32, u32) {
    let mut best = (0, NOWHERE);
    if row == 0 || column == 0 {
        return best;
    }
    for up in 1..=(NEAR + 1).min(row) {
        for left in 1..=(NEAR + 1).min(column) {
            let at = (row - up) * width + column - left;
            let cost = if up == 1 && left == 1 { 0 } else { NEAR_COST };
            if cells[at].score > 0 && cells[at].score - cost > best.0 {
                best = (cells[at].score - cost, at as u32);
            }
        }
    }
    let (score, at) = above[column - 1];
    if score - FAR_COST > best.0 {
        best = (score - FAR_COST, at);
    }
    best
}

/// The chain that ends in a cell, as runs.
fn walk_back(cells: &[Cell], width: usize, end: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = end;
    while at != NOWHERE {
        let (a, b) = (at as usize / width, at as usize % width);
        match runs.last_mut() {
            Some(run) if run.a == a + 1 && run.b == b + 1 => {
                *run = Run { a, b, len: run.len + 1 };
            }
            _ => runs.push(Run { a, b, len: 1 }),
        }
        at = cells[at as usize].from;
    }
    runs.reverse();
    runs
}

/// For very long texts: shingles that both have, extended and kept where the order is the same.
fn chain_shingles(a: &[Word], b: &[Word]) -> Vec<Run> {
    let shingle = |words: &[Word]| words.iter().fold(0, |hash, word| mix(hash, word.key));
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for (at, words) in b.windows(SHINGLE).enumerate() {
        places.entry(shingle(words)).or_insert(at);
    }
    let mut runs: Vec<Run> = Vec::new();
    let (mut at, mut reached) = (0, 0);
    while at + SHINGLE <= a.len() {
        let place = places.get(&shingle(&a[at..at + SHINGLE])).filter(|&&place| place >= reached);
        let Some(&place) = place else {
            at += 1;
            continue;
        };
        let len = a[at..].iter().zip(&b[place..]).take_while(|(one, two)| one.key == two.key).count();
        if len < SHINGLE {
            at += 1;
            continue;
        }
        runs.push(Run { a: at, b: place, len });
        at += len;
        reached = place + len;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::words::split;
    use super::*;
    use news::Span;

    fn words(text: &str) -> Vec<Word> {
        split(text, &[Span::new(0, text.len())], |word| ["the", "of", "and", "a", "we"].contains(&word)).words
    }

    fn runs(a: &str, b: &str) -> Vec<(usize, usize, usize)> {
        align(&words(a), &words(b)).iter().map(|run| (run.a, run.b, run.len)).collect()
    }

    #[test]
    fn a_cut_of_any_length_is_one_gap() {
        let long = "we close the mill x x x x x x x x x x x x and sell every wheel";
        assert_eq!(runs(long, "we close the mill and sell every wheel"), [(0, 0, 4), (16, 4, 4)]);
    }

    #[test]
    fn a_changed_word_parts_two_runs() {
        assert_eq!(runs("nobody sold the old mill", "nobody bought the old mill"), [(0, 0, 1), (2, 2, 3)]);
    }

    #[test]
    fn a_lone_grammar_word_far_away_is_no_part_of_the_chain() {
        assert_eq!(runs("close every mill q q q q q q the", "close every mill r r r r r the"), [(0, 0, 3)]);
    }

    #[test]
    fn very_long_texts_are_chained_by_shingles() {
        let one: String = (0..1500).map(|n| format!("w{n} ")).collect();
        let two: String = (700..1500).map(|n| format!("w{n} ")).collect();
        assert_eq!(runs(&one, &two), [(700, 0, 800)]);
    }
}
