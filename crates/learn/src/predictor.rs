//! Which label fits best? A model laid out for speed.

use crate::model::{Model, Table};

/// A map from the upper half of a hash to a number: open addressing, at most half full.
#[derive(Debug, Clone)]
struct Map {
    /// Key and value + 1; 0 is free.
    slots: Vec<(u32, u32)>,
    mask: usize,
}

impl Map {
    fn new(entries: impl ExactSizeIterator<Item = (u32, u32)>) -> Self {
        let size = (entries.len() * 2 + 1).next_power_of_two();
        let mut map = Map { slots: vec![(0, 0); size], mask: size - 1 };
        for (key, value) in entries {
            let mut at = key as usize & map.mask;
            while map.slots[at].1 != 0 {
                at = (at + 1) & map.mask;
            }
            map.slots[at] = (key, value.saturating_add(1));
        }
        map
    }

    fn get(&self, feature: u64) -> Option<u32> {
        let key = (feature >> 32) as u32;
        let mut at = key as usize & self.mask;
        loop {
            match self.slots[at] {
                (_, 0) => return None,
                (found, value) if found == key => return Some(value - 1),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

/// A model's facts about words, ready to be asked.
#[derive(Debug, Clone)]
pub struct Values {
    map: Map,
}

impl Values {
    /// Lays out a table; `None` (the model has no such table) knows nothing.
    pub fn new(table: Option<&Table>) -> Self {
        let entries = table.map_or(&[][..], |table| &table.entries);
        Values { map: Map::new(entries.iter().copied()) }
    }

    /// What is known about the word with this hash.
    pub fn get(&self, hash: u64) -> Option<u32> {
        self.map.get(hash)
    }
}

/// Keys that are looked at together: with their starts, a line of the processor's cache.
const ABREAST: usize = 8;

/// Some keys and where the weights of each start; 0 for a free place.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Line {
    keys: [u32; ABREAST],
    starts: [u32; ABREAST],
}

/// Weights that are added together: most features have no more, and a loop that always runs as often is never guessed
/// wrong.
const GROUP: usize = 4;
/// Low bits of a start, which tell how many groups follow the first: at most one weight for each of 256 labels.
const MORE: u32 = 6;

/// What a feature adds to some labels.
#[derive(Debug, Clone, Copy)]
struct Group {
    labels: [u8; GROUP],
    weights: [i16; GROUP],
}

impl Group {
    /// Where no weight stands, nothing is added to one of the last labels, which few models have.
    fn new(weights: &[(u8, i16)]) -> Group {
        let mut group =
            Group { labels: [u8::MAX, u8::MAX - 1, u8::MAX - 2, u8::MAX - 3], weights: [0; GROUP] };
        for (at, &(label, weight)) in weights.iter().take(GROUP).enumerate() {
            (group.labels[at], group.weights[at]) = (label, weight);
        }
        group
    }

    fn add(&self, sums: &mut [i32; 256]) {
        for (label, weight) in self.labels.iter().zip(&self.weights) {
            sums[usize::from(*label)] += i32::from(*weight);
        }
    }
}

/// Features that are looked up before the weights of any are read: memory answers many questions at a time.
const TOGETHER: usize = 64;

/// A model that is ready to run: one look for a feature, one for its weights.
#[derive(Debug, Clone)]
pub struct Predictor {
    labels: usize,
    /// By the upper half of the feature, at most three quarters full; what finds no place in its line stands in the next.
    lines: Vec<Line>,
    /// The weights of each feature in turn; none starts at 0.
    groups: Vec<Group>,
    /// A bit for each of the possible beginnings of a key, set where a key begins so (Bloom 1970). Most features that a
    /// text brings were never learnt: this little table says so of nearly all of them, before memory is asked for lines.
    begins: Vec<u64>,
    /// Bits of a key that are not part of its beginning.
    tail: u32,
}

/// Possible beginnings for one key that there is.
const SPARSE: usize = 8;
/// The fewest and the most bits of a beginning: from one word of 64 bits to half a megabyte.
const BEGINNING: (u32, u32) = (6, 22);

impl Predictor {
    /// Lays out a model.
    pub fn new(model: Model) -> Self {
        let rows = model.rows;
        let lines = (rows.keys().len() * 4 / 3 / ABREAST + 1).next_power_of_two();
        let bits = (rows.keys().len() * SPARSE).max(1).ilog2().clamp(BEGINNING.0, BEGINNING.1);
        let mut predictor = Predictor {
            begins: vec![0; (1 << bits) / 64],
            tail: u32::BITS - bits,
            labels: model.labels.len(),
            lines: vec![Line::default(); lines],
            groups: vec![Group::new(&[])],
        };
        for (index, &key) in rows.keys().iter().enumerate() {
            let groups = rows.weights(index).chunks(GROUP).take(1 << MORE);
            let Some(more) = groups.len().checked_sub(1) else { continue };
            let start = ((predictor.groups.len() as u32) << MORE) | more as u32;
            predictor.groups.extend(groups.map(Group::new));
            let mut at = key as usize & (lines - 1);
            let free = loop {
                match predictor.lines[at].starts.iter().position(|start| *start == 0) {
                    Some(free) => break free,
                    None => at = (at + 1) & (lines - 1),
                }
            };
            (predictor.lines[at].keys[free], predictor.lines[at].starts[free]) = (key, start);
            let beginning = (key >> predictor.tail) as usize;
            predictor.begins[beginning / 64] |= 1 << (beginning % 64);
        }
        predictor
    }

    /// Whether a key may have weights: if not, it has none.
    fn may_have(&self, key: u32) -> bool {
        let beginning = (key >> self.tail) as usize;
        self.begins.get(beginning / 64).is_some_and(|bits| bits >> (beginning % 64) & 1 == 1)
    }

    /// Where the weights of a key start; 0 if it has none.
    fn start(&self, key: u32) -> u32 {
        let mask = self.lines.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let line = &self.lines[at];
            // All places are compared: a search that ends early is one that the processor guesses wrong.
            let places = line.keys.iter().zip(&line.starts);
            let start =
                places.fold(0, |found, (other, start)| found | if *other == key { *start } else { 0 });
            let goes_on = (start == 0) & (line.starts[ABREAST - 1] != 0);
            if !goes_on {
                return start;
            }
            at = (at + 1) & mask;
        }
    }

    /// Sums the weights of the features for every label into `scores`, one per label.
    pub fn score(&self, features: &[u64], scores: &mut Vec<i32>) {
        // One sum for any label that a byte can name: no sum needs a look at the bounds.
        let mut sums = [0; 256];
        for features in features.chunks(TOGETHER) {
            let (mut likely, mut count) = ([0; TOGETHER], 0);
            for &feature in features {
                let key = (feature >> 32) as u32;
                likely[count % TOGETHER] = key;
                count += usize::from(self.may_have(key));
            }
            let (mut starts, mut known) = ([0; TOGETHER], 0);
            for &key in &likely[..count] {
                let start = self.start(key);
                starts[known % TOGETHER] = start;
                known += usize::from(start != 0);
            }
            let starts = &starts[..known];
            let mut firsts = [self.groups[0]; TOGETHER];
            for (first, start) in firsts.iter_mut().zip(starts) {
                *first = self.groups[(start >> MORE) as usize];
            }
            for (first, start) in firsts.iter().zip(starts) {
                first.add(&mut sums);
                let (at, more) = ((start >> MORE) as usize + 1, (start & ((1 << MORE) - 1)) as usize);
                self.groups[at..at + more].iter().for_each(|group| group.add(&mut sums));
            }
        }
        scores.clear();
        scores.extend_from_slice(&sums[..self.labels]);
    }

    /// The label with the highest score, the first of equals; `scores` is space to work in.
    pub fn best(&self, features: &[u64], scores: &mut Vec<i32>) -> usize {
        self.score(features, scores);
        highest(scores)
    }
}

/// Index of the highest score, the first of equals.
pub(crate) fn highest(scores: &[i32]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rows;

    #[test]
    fn weights_add_up_and_unknown_features_count_nothing() {
        let mut rows = Rows::default();
        rows.push(1, [(0, 2), (1, 1)]);
        rows.push(2, [(1, 4)]);
        rows.push(17, [(0, 3)]);
        let labels = vec!["a".into(), "b".into()];
        let model =
            Model { name: "m".into(), recipe: [0; 32], normalisation: 0, labels, tables: vec![], rows };
        let predictor = Predictor::new(model);
        let mut scores = Vec::new();
        assert_eq!(predictor.best(&[1 << 32, 2 << 32, 9 << 32], &mut scores), 1);
        assert_eq!(scores, [2, 5]);
        assert_eq!(predictor.best(&[17 << 32], &mut scores), 0);
        assert_eq!(predictor.best(&[], &mut scores), 0);
    }
}
