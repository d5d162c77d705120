//! Which earlier articles can be like a new one? Found without looking at all of them.
//!
//! Lists of the latest articles with a term or with a run of words. What is looked at is bounded, rarest terms first, so
//! that the work for an article does not grow with the window; terms that very many articles have bring nobody together.

use super::sketch::{Sketch, Term};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// Words and pairs of words of an article by which it is found: the most telling.
const FOUND_BY: [usize; 2] = [28, 20];
/// Latest articles with a term that are looked at.
const HOLDERS: usize = 200;
/// Entries of lists that are looked at for one article.
const LOOKED_AT: usize = 1200;
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

/// Set in what a key stands for where it is the place of a list; else it is the arrival number of the only article.
const LISTED: u32 = 1 << 31;

/// Arrival numbers, ascending, of articles with something. Most things stand in one article: that needs no list.
#[derive(Debug, Clone, Default)]
struct Lists {
    keys: HashMap<u32, u32, BuildHasherDefault<Key>>,
    lists: Vec<Vec<u32>>,
    /// Places in `lists` that are free again.
    free: Vec<u32>,
}

impl Lists {
    fn push(&mut self, key: u32, arrival: u32) {
        let found = match self.keys.entry(key) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(new) if arrival < LISTED => {
                new.insert(arrival);
                return;
            }
            Entry::Vacant(new) => new.insert(listed(&mut self.lists, &mut self.free)),
        };
        if *found < LISTED {
            let only = std::mem::replace(found, listed(&mut self.lists, &mut self.free));
            if let Some(list) = self.lists.get_mut((*found ^ LISTED) as usize) {
                list.push(only);
            }
        }
        let Some(list) = self.lists.get_mut((*found ^ LISTED) as usize) else { return };
        // Half of a full list at a time: what is left out was out of sight already.
        if list.len() >= 2 * HOLDERS {
            list.drain(..HOLDERS);
        }
        list.push(arrival);
    }

    /// Forgets the oldest article.
    fn remove(&mut self, key: u32, arrival: u32) {
        let Entry::Occupied(mut found) = self.keys.entry(key) else { return };
        if *found.get() < LISTED {
            if *found.get() == arrival {
                found.remove();
            }
            return;
        }
        let at = *found.get() ^ LISTED;
        let Some(list) = self.lists.get_mut(at as usize) else { return };
        if list.first() == Some(&arrival) {
            list.remove(0);
        }
        match *list.as_slice() {
            [] => found.remove(),
            [only] if only < LISTED => found.insert(only),
            [_, ..] => return,
        };
        *list = Vec::new();
        self.free.push(at);
    }

    /// The latest articles of a list.
    fn latest(&self, key: u32) -> &[u32] {
        let Some(found) = self.keys.get(&key) else { return &[] };
        if *found < LISTED {
            return std::slice::from_ref(found);
        }
        let list = self.lists.get((*found ^ LISTED) as usize).map_or(&[][..], Vec::as_slice);
        list.get(list.len().saturating_sub(HOLDERS)..).unwrap_or_default()
    }
}

/// The place of an empty list, marked as one.
fn listed(lists: &mut Vec<Vec<u32>>, free: &mut Vec<u32>) -> u32 {
    let at = free.pop().unwrap_or_else(|| {
        lists.push(Vec::new());
        lists.len() as u32 - 1
    });
    at | LISTED
}

/// Sums by arrival number: a table of open addresses, at most half full.
struct Sums(Vec<(u32, u32)>);

/// No article is the last that can be numbered.
const NONE: u32 = u32::MAX;

impl Sums {
    fn new(entries: usize) -> Sums {
        Sums(vec![(NONE, 0); (2 * entries).next_power_of_two().max(2)])
    }

    fn add(&mut self, arrival: u32, weight: u32) {
        let last = self.0.len() - 1;
        let mut at = arrival.wrapping_mul(0x9e37_79b1) as usize & last;
        while let Some(slot) = self.0.get_mut(at) {
            if slot.0 == arrival || slot.0 == NONE {
                *slot = (arrival, slot.1 + weight);
                return;
            }
            at = (at + 1) & last;
        }
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
        let mut entries = 0;
        lists.retain(|(list, ..)| {
            entries += list.len();
            !list.is_empty() && entries <= LOOKED_AT
        });
        let mut sums = Sums::new(entries.min(LOOKED_AT));
        for (list, _, telling) in lists {
            let weight = u32::from(telling).pow(2);
            list.iter().for_each(|arrival| sums.add(*arrival, weight));
        }
        let mut best: Vec<(u32, u32)> = sums.0.into_iter().filter(|(arrival, _)| *arrival != NONE).collect();
        if best.len() > CANDIDATES {
            best.select_nth_unstable_by_key(CANDIDATES, |&(arrival, weight)| {
                (std::cmp::Reverse(weight), std::cmp::Reverse(arrival))
            });
            best.truncate(CANDIDATES);
        }
        let mut found: Vec<u32> = best.into_iter().map(|(arrival, _)| arrival).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn lists_hold_the_articles_of_the_window(
            articles in proptest::collection::vec(proptest::collection::btree_set(0u32..12, 0..6), 1..60),
            room in 1usize..20,
            // The later ones number beyond what can stand for itself.
            first in prop_oneof![Just(0), Just(LISTED - 20)],
        ) {
            let mut lists = Lists::default();
            for (at, keys) in articles.iter().enumerate() {
                keys.iter().for_each(|key| lists.push(*key, first + at as u32));
                if let Some(oldest) = at.checked_sub(room) {
                    articles[oldest].iter().for_each(|key| lists.remove(*key, first + oldest as u32));
                }
                let held: Vec<usize> = ((at + 1).saturating_sub(room)..=at).collect();
                for key in 0..12 {
                    let with = held.iter().filter(|at| articles[**at].contains(&key));
                    let with: Vec<u32> = with.map(|at| first + *at as u32).collect();
                    prop_assert_eq!(lists.latest(key), &with);
                }
            }
        }

        #[test]
        fn sums_are_those_of_a_map(entries in proptest::collection::vec((0u32..40, 0u32..9), 0..100)) {
            let (mut sums, mut map) = (Sums::new(entries.len()), BTreeMap::new());
            for (arrival, weight) in entries {
                sums.add(arrival, weight);
                *map.entry(arrival).or_insert(0) += weight;
            }
            let found: BTreeMap<u32, u32> = sums.0.into_iter().filter(|(arrival, _)| *arrival != NONE).collect();
            prop_assert_eq!(found, map);
        }
    }
}
