//! Which earlier articles can be like a new one? Found without looking at all of them.
//!
//! Lists of the latest articles with a term or with a run of words. What is looked at is bounded, rarest terms first, so
//! that the work for an article does not grow with the window; terms that very many articles have bring nobody together.

use super::sketch::{Sketch, Term};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Words and pairs of words of an article by which it is found: the most telling.
const FOUND_BY: [usize; 2] = [28, 20];
/// Latest articles with a term that are looked at.
const HOLDERS: usize = 200;
/// Entries of lists that are looked at for one article.
const LOOKED_AT: usize = 2500;
/// Candidates that are compared with a new article.
const CANDIDATES: usize = 24;
/// Runs of words that must be shared for a closer look.
const RUNS: u32 = 6;

/// Keys are hashes already.
#[derive(Debug, Clone, Copy, Default)]
struct Key(u64);

impl Hasher for Key {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Arrival numbers, ascending, of articles with something.
#[derive(Debug, Clone, Default)]
struct Lists(HashMap<u32, Vec<u32>, BuildHasherDefault<Key>>);

impl Lists {
    fn push(&mut self, key: u32, arrival: u32) {
        let list = self.0.entry(key).or_default();
        // Half of a full list at a time: what is left out was out of sight already.
        if list.len() >= 2 * HOLDERS {
            list.drain(..HOLDERS);
        }
        list.push(arrival);
    }

    /// Forgets the oldest article.
    fn remove(&mut self, key: u32, arrival: u32) {
        if let Some(list) = self.0.get_mut(&key) {
            if list.first() == Some(&arrival) {
                list.remove(0);
            }
            if list.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    /// The latest articles of a list.
    fn latest(&self, key: u32) -> &[u32] {
        let list = self.0.get(&key).map_or(&[][..], Vec::as_slice);
        list.get(list.len().saturating_sub(HOLDERS)..).unwrap_or_default()
    }
}

/// The latest articles, by arrival number, with a term and with a run of words.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    terms: Lists,
    prints: Lists,
}

impl Index {
    pub(super) fn insert(&mut self, arrival: u32, sketch: &Sketch) {
        for (key, _) in found_by(sketch) {
            self.terms.push(key, arrival);
        }
        for print in &sketch.prints {
            self.prints.push(*print, arrival);
        }
    }

    /// Forgets the oldest article.
    pub(super) fn remove(&mut self, arrival: u32, sketch: &Sketch) {
        for (key, _) in found_by(sketch) {
            self.terms.remove(key, arrival);
        }
        for print in &sketch.prints {
            self.prints.remove(*print, arrival);
        }
    }

    /// Articles that share several runs of words, ascending.
    pub(super) fn repeated(&self, prints: &[u32]) -> Vec<u32> {
        let least = RUNS.min(prints.len() as u32).max(1);
        let mut entries: Vec<u32> = Vec::new();
        for print in prints {
            entries.extend_from_slice(self.prints.latest(*print));
        }
        entries.sort_unstable();
        let groups = entries.chunk_by(|one, two| one == two);
        groups
            .filter(|group| group.len() as u32 >= least)
            .filter_map(|group| group.first().copied())
            .collect()
    }

    /// Articles that share most, by how much shared terms tell; ascending.
    pub(super) fn candidates(&self, sketch: &Sketch) -> Vec<u32> {
        let mut lists: Vec<(&[u32], u32, u8)> = found_by(sketch)
            .into_iter()
            .map(|(key, telling)| (self.terms.latest(key), key, telling))
            .collect();
        lists.sort_unstable_by_key(|(list, key, _)| (list.len(), *key));
        let mut entries: Vec<(u32, u32)> = Vec::new();
        for (list, _, telling) in lists {
            if entries.len() + list.len() > LOOKED_AT {
                break;
            }
            entries.extend(list.iter().map(|arrival| (*arrival, u32::from(telling).pow(2))));
        }
        entries.sort_unstable_by_key(|(arrival, _)| *arrival);
        let groups = entries.chunk_by(|one, two| one.0 == two.0);
        let mut best: Vec<(u32, u32)> = groups
            .filter_map(|group| Some((group.iter().map(|(_, weight)| *weight).sum(), group.first()?.0)))
            .collect();
        best.sort_unstable_by_key(|&(weight, arrival)| {
            (std::cmp::Reverse(weight), std::cmp::Reverse(arrival))
        });
        best.truncate(CANDIDATES);
        let mut found: Vec<u32> = best.into_iter().map(|(_, arrival)| arrival).collect();
        found.sort_unstable();
        found
    }
}

/// The terms by which an article is found, with how much each tells. Keys of words and of pairs do not meet.
fn found_by(sketch: &Sketch) -> Vec<(u32, u8)> {
    let strongest = |terms: &[Term], kept: usize, kind: u32| -> Vec<(u32, u8)> {
        let weight = |term: &Term| u32::from(term.telling) * (4 + u32::from(term.often));
        let mut sorted: Vec<&Term> = terms.iter().collect();
        sorted.sort_unstable_by_key(|term| (std::cmp::Reverse(weight(term)), term.key));
        sorted.iter().take(kept).map(|term| (term.key | kind << 24, term.telling)).collect()
    };
    let mut found = strongest(&sketch.words, FOUND_BY[0], 0);
    found.extend(strongest(&sketch.pairs, FOUND_BY[1], 1));
    found
}
