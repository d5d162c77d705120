//! How are weights learnt? The averaged perceptron (Collins 2002), on one thread, in integers.
//!
//! Same examples in the same order, same weights, on any machine: nothing here depends on hash map order,
//! floating point or the clock.

use crate::model::Rows;
use crate::predictor::highest;

/// A seeded generator of numbers for shuffling: SplitMix64 (Steele, Lea & Flood 2014).
#[derive(Debug, Clone)]
pub struct Generator {
    state: u64,
}

impl Generator {
    /// A generator that gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Generator { state: seed }
    }

    /// A number below `bound` (at least 1).
    pub fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let number = crate::hash::mix(self.state);
        ((u128::from(number) * bound.max(1) as u128) >> 64) as usize
    }

    /// Puts the items in another order (Fisher & Yates 1938).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Feature to row: open addressing, at most half full. Features are hashes already.
#[derive(Debug)]
pub(crate) struct Slots {
    /// Row + 1; 0 is free.
    rows: Vec<u32>,
}

impl Slots {
    pub(crate) fn new() -> Slots {
        Slots { rows: vec![0; 1 << 10] }
    }

    /// The slot of a key: its own or the free one where it would go.
    fn slot(&self, keys: &[u32], key: u32) -> usize {
        let mask = self.rows.len() - 1;
        let mut at = key as usize & mask;
        while let Some(row) = self.rows[at].checked_sub(1) {
            if keys[row as usize] == key {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, keys: &[u32], key: u32) -> Option<usize> {
        self.rows[self.slot(keys, key)].checked_sub(1).map(|row| row as usize)
    }

    /// The row of a key that is in `keys` from now on; `true` if it is new.
    pub(crate) fn insert(&mut self, keys: &mut Vec<u32>, key: u32) -> (usize, bool) {
        let slot = self.slot(keys, key);
        if let Some(row) = self.rows[slot].checked_sub(1) {
            return (row as usize, false);
        }
        keys.push(key);
        self.rows[slot] = keys.len() as u32;
        if keys.len() * 2 > self.rows.len() {
            self.rows = vec![0; self.rows.len() * 4];
            for (row, key) in keys.iter().enumerate() {
                let slot = self.slot(keys, *key);
                self.rows[slot] = row as u32 + 1;
            }
        }
        (keys.len() - 1, true)
    }
}

/// Weights in training.
#[derive(Debug)]
pub struct Perceptron {
    labels: usize,
    rows: Slots,
    keys: Vec<u32>,
    /// How often each row was changed.
    changes: Vec<u32>,
    weights: Vec<i32>,
    /// Sum of change × time: turns last weights into average ones (Daumé 2006).
    delayed: Vec<i64>,
    time: i64,
    scores: Vec<i32>,
}

impl Perceptron {
    /// A perceptron that knows nothing.
    pub fn new(labels: usize) -> Self {
        Perceptron {
            labels,
            rows: Slots::new(),
            keys: Vec::new(),
            changes: Vec::new(),
            weights: Vec::new(),
            delayed: Vec::new(),
            time: 1,
            scores: Vec::new(),
        }
    }

    /// The best label by the weights so far.
    pub fn best(&mut self, features: &[u64]) -> usize {
        self.scores.clear();
        self.scores.resize(self.labels, 0);
        for &feature in features {
            let Some(row) = self.rows.get(&self.keys, (feature >> 32) as u32) else { continue };
            let from = row * self.labels;
            for (score, weight) in self.scores.iter_mut().zip(&self.weights[from..from + self.labels]) {
                *score += weight;
            }
        }
        highest(&self.scores)
    }

    /// Guesses, learns from a wrong guess, and gives the guess.
    pub fn learn(&mut self, features: &[u64], truth: usize) -> usize {
        self.learn_apart(features, truth, 1, 0)
    }

    /// Guesses, learns unless the truth lies more than `margin` above all else, and gives the guess.
    /// Weights are changed by `step`: examples that matter more move them further.
    pub fn learn_apart(&mut self, features: &[u64], truth: usize, step: i32, margin: i32) -> usize {
        let guess = self.best(features);
        let lowered = self.scores[truth].saturating_sub(margin);
        let truth_score = std::mem::replace(&mut self.scores[truth], lowered);
        let rival = highest(&self.scores);
        self.scores[truth] = truth_score;
        if rival != truth {
            for &feature in features {
                let row = self.row((feature >> 32) as u32);
                self.changes[row] += 1;
                self.change(row * self.labels + truth, step);
                self.change(row * self.labels + rival, -step);
            }
        }
        self.time += 1;
        guess
    }

    /// The scores of all labels by the weights so far, as [`Perceptron::best`] left them.
    pub fn scores(&self) -> &[i32] {
        &self.scores
    }

    fn row(&mut self, key: u32) -> usize {
        let (row, is_new) = self.rows.insert(&mut self.keys, key);
        if is_new {
            self.changes.push(0);
            self.weights.resize(self.weights.len() + self.labels, 0);
            self.delayed.resize(self.delayed.len() + self.labels, 0);
        }
        row
    }

    fn change(&mut self, at: usize, by: i32) {
        self.weights[at] += by;
        self.delayed[at] += i64::from(by) * self.time;
    }

    /// Average weights times `scale`, rounded, sorted by key. Features that were changed fewer than
    /// `fewest_changes` times and weights nearer to zero than `smallest` are left out.
    pub fn rows(&self, scale: i64, fewest_changes: u32, smallest: i64) -> Rows {
        let mut rows = Rows::default();
        let mut sorted: Vec<usize> = (0..self.keys.len()).collect();
        sorted.sort_by_key(|&index| self.keys[index]);
        for index in sorted {
            if self.changes[index] < fewest_changes {
                continue;
            }
            let average = |label: usize| {
                let at = index * self.labels + label;
                let sum = (i64::from(self.weights[at]) * self.time - self.delayed[at]) * scale;
                // Rounds half away from zero.
                (sum + sum.signum() * self.time / 2) / self.time
            };
            let weights: Vec<(u8, i16)> = (0..self.labels)
                .map(|label| (label as u8, average(label)))
                .filter(|&(_, weight)| weight.abs() >= smallest.max(1))
                .map(|(label, weight)| (label, weight.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16))
                .collect();
            if !weights.is_empty() {
                rows.push(self.keys[index], weights);
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Model, Predictor, hash};

    fn trained(seed: u64) -> Model {
        let mut perceptron = Perceptron::new(2);
        let mut examples: Vec<(Vec<u64>, usize)> = ["ana", "bob", "eva", "dan"]
            .iter()
            .map(|name| (name, usize::from(name.ends_with('a'))))
            .map(|(name, label)| (name.bytes().map(|b| hash(&[b])).collect(), label))
            .collect();
        let mut generator = Generator::new(seed);
        for _ in 0..100 {
            generator.shuffle(&mut examples);
            for (features, label) in &examples {
                perceptron.learn(features, *label);
            }
        }
        let labels = vec!["no".into(), "yes".into()];
        let rows = perceptron.rows(64, 1, 1);
        Model { name: "names".into(), recipe: [0; 32], normalisation: 1, labels, tables: vec![], rows }
    }

    #[test]
    fn learns_what_can_be_learnt_and_twice_the_same() {
        let model = trained(1);
        assert_eq!(model.to_bytes(), trained(1).to_bytes());
        let predictor = Predictor::new(model);
        let is_yes = |name: &str| {
            let features: Vec<u64> = name.bytes().map(|b| hash(&[b])).collect();
            predictor.best(&features, &mut Vec::new()) == 1
        };
        assert!(is_yes("eva") && is_yes("ana") && !is_yes("bob") && !is_yes("dan"));
    }

    #[test]
    fn many_features_keep_their_rows_and_a_margin_teaches_beyond_the_first_right_guess() {
        let mut perceptron = Perceptron::new(2);
        let features: Vec<u64> = (0..3000u32).map(|number| hash(&number.to_le_bytes())).collect();
        for _ in 0..2 {
            for (index, feature) in features.iter().enumerate() {
                perceptron.learn_apart(&[*feature], index % 2, 3, 2);
            }
        }
        assert!(
            features.iter().enumerate().all(|(index, feature)| perceptron.best(&[*feature]) == index % 2)
        );
        // Label 0 is the guess of one who knows nothing: without a margin nothing would have been learnt of it.
        perceptron.best(&features[..1]);
        assert_eq!(perceptron.scores(), [3, -3]);
    }

    #[test]
    fn shuffling_loses_nothing() {
        let mut items: Vec<u32> = (0..50).collect();
        Generator::new(9).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
