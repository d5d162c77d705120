//! Which earlier articles can be like a new one? Found without looking at all of them.
//!
//! Lists of the latest articles with a term or with a run of words. The lists are bounded, so that the work for an
//! article does not grow with the window; terms that very many articles have bring nobody together.

use super::sketch::Sketch;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

/// Latest articles with a term that are looked at.
const HOLDERS: usize = 200;
/// Candidates that are compared with a new article.
const CANDIDATES: usize = 48;

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

type Lists = HashMap<u32, VecDeque<u32>, BuildHasherDefault<Key>>;

/// The latest articles, by arrival number, with a term and with a run of words.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    terms: Lists,
    prints: Lists,
}

impl Index {
    pub(super) fn insert(&mut self, arrival: u32, sketch: &Sketch) {
        for term in &sketch.terms {
            push(&mut self.terms, term.key, arrival);
        }
        for print in &sketch.prints {
            push(&mut self.prints, *print, arrival);
        }
    }

    /// Forgets the oldest article.
    pub(super) fn remove(&mut self, arrival: u32, sketch: &Sketch) {
        for term in &sketch.terms {
            drop_first(&mut self.terms, term.key, arrival);
        }
        for print in &sketch.prints {
            drop_first(&mut self.prints, *print, arrival);
        }
    }

    /// Articles that share a run of words, ascending.
    pub(super) fn repeated(&self, prints: &[u32]) -> Vec<u32> {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for arrival in prints.iter().filter_map(|print| self.prints.get(print)).flatten() {
            *shared.entry(*arrival).or_default() += 1;
        }
        shared.into_iter().filter(|(_, count)| *count >= 4).map(|(arrival, _)| arrival).collect()
    }

    /// Articles that share most by the weight of terms, ascending.
    pub(super) fn candidates(&self, sketch: &Sketch) -> Vec<u32> {
        let mut shared: BTreeMap<u32, u64> = BTreeMap::new();
        for term in &sketch.terms {
            for arrival in self.terms.get(&term.key).into_iter().flatten() {
                *shared.entry(*arrival).or_default() += u64::from(term.weight).pow(2);
            }
        }
        let mut best: Vec<(u64, u32)> =
            shared.into_iter().map(|(arrival, weight)| (weight, arrival)).collect();
        best.sort_unstable_by_key(|&(weight, arrival)| (std::cmp::Reverse(weight), arrival));
        best.truncate(CANDIDATES);
        let mut found: Vec<u32> = best.into_iter().map(|(_, arrival)| arrival).collect();
        found.sort_unstable();
        found
    }
}

fn push(lists: &mut Lists, key: u32, arrival: u32) {
    let list = lists.entry(key).or_default();
    list.push_back(arrival);
    if list.len() > HOLDERS {
        list.pop_front();
    }
}

fn drop_first(lists: &mut Lists, key: u32, arrival: u32) {
    if let Some(list) = lists.get_mut(&key) {
        if list.front() == Some(&arrival) {
            list.pop_front();
        }
        if list.is_empty() {
            lists.remove(&key);
        }
    }
}
