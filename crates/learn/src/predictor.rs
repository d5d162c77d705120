//! Which label fits best? A model laid out for speed.

use crate::model::{Model, Rows, Table};

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

/// Where the weights of a feature stand; none for a free slot.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    start: u32,
    count: u32,
}

/// A model that is ready to run: one look for a feature, one for its weights.
#[derive(Debug, Clone)]
pub struct Predictor {
    labels: usize,
    /// Open addressing by the upper half of the feature, at most half full.
    slots: Vec<Slot>,
    rows: Rows,
}

impl Predictor {
    /// Lays out a model.
    pub fn new(model: Model) -> Self {
        let rows = model.rows;
        let mut slots = vec![Slot::default(); (rows.keys().len() * 2 + 1).next_power_of_two()];
        let mask = slots.len() - 1;
        for (index, &key) in rows.keys().iter().enumerate() {
            let range = rows.range(index);
            let mut at = key as usize & mask;
            while slots[at].count != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = Slot { key, start: range.start as u32, count: range.len() as u32 };
        }
        Predictor { labels: model.labels.len(), slots, rows }
    }

    /// Sums the weights of the features for every label into `scores`, one per label.
    pub fn score(&self, features: &[u64], scores: &mut Vec<i32>) {
        // One sum for any label that a byte can name: no sum needs a look at the bounds.
        let mut sums = [0; 256];
        let mask = self.slots.len() - 1;
        for &feature in features {
            let key = (feature >> 32) as u32;
            let mut at = key as usize & mask;
            while self.slots[at].key != key && self.slots[at].count != 0 {
                at = (at + 1) & mask;
            }
            let Slot { start, count, .. } = self.slots[at];
            for &(label, weight) in self.rows.all(start, count) {
                sums[usize::from(label)] += i32::from(weight);
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
