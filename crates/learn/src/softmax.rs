//! How are weights learnt that tell how likely each label is? Multinomial logistic regression by adaptive steps, on
//! one thread.
//!
//! Each weight has a step of its own, which shrinks with the errors that it was blamed for (AdaGrad: Duchi, Hazan &
//! Singer 2011): features seen once in a while learn as fast as those of every example. Only sums, products, quotients
//! and roots of floating point are used, so that the same examples in the same order give the same weights on any
//! machine; what is handed out are integers.

use crate::model::Rows;
use crate::train::Slots;

/// What every step starts from, squared.
const START: f32 = 0.01;
/// A truth more likely than this teaches nothing.
const CERTAIN: f32 = 0.995;
/// Smaller errors are passed over.
const NEGLIGIBLE: f32 = 1e-4;

/// Weights in training.
#[derive(Debug)]
pub struct Softmax {
    labels: usize,
    rate: f32,
    slots: Slots,
    keys: Vec<u32>,
    /// How often each row was changed.
    changes: Vec<u32>,
    weights: Vec<f32>,
    /// Sums of squared errors.
    squares: Vec<f32>,
    /// Examples since weights are averaged.
    shown: Option<u32>,
    /// Changes since then, each times the examples before it.
    late: Vec<f32>,
    shares: Vec<f32>,
    found: Vec<usize>,
}

impl Softmax {
    /// Knows nothing yet; `rate` is the length of the first steps.
    pub fn new(labels: usize, rate: f32) -> Softmax {
        Softmax {
            labels,
            rate,
            slots: Slots::new(),
            keys: Vec::new(),
            changes: Vec::new(),
            weights: Vec::new(),
            squares: Vec::new(),
            shown: None,
            late: Vec::new(),
            shares: Vec::new(),
            found: Vec::new(),
        }
    }

    /// From here on the weights are the mean of what they were after each example, not what the last examples made of
    /// them: another order of the same examples then gives much the same weights (Polyak & Juditsky 1992; of the last
    /// part of the way alone: Rakhlin, Shamir & Sridharan 2012).
    pub fn average(&mut self) {
        self.shown = Some(0);
        self.late.clear();
        self.late.resize(self.weights.len(), 0.0);
    }

    /// Learns from one example that counts `weight` times.
    pub fn learn(&mut self, features: &[u64], truth: usize, weight: f32) {
        let before = self.shown.map(|shown| shown as f32);
        self.shown = self.shown.map(|shown| shown.saturating_add(1));
        self.look_up(features);
        self.estimate();
        if self.shares.get(truth).is_none_or(|share| *share > CERTAIN) {
            return;
        }
        for label in 0..self.labels {
            let wanted = if label == truth { 1.0 } else { 0.0 };
            let error = (self.shares[label] - wanted) * weight;
            if error.abs() < NEGLIGIBLE {
                continue;
            }
            for row in &self.found {
                let at = row * self.labels + label;
                self.squares[at] += error * error;
                let step = self.rate * error / self.squares[at].sqrt();
                self.weights[at] -= step;
                if let Some(before) = before {
                    self.late[at] -= step * before;
                }
            }
        }
        for row in &self.found {
            self.changes[*row] += 1;
        }
    }

    /// The rows of the features, new ones with weights of zero.
    fn look_up(&mut self, features: &[u64]) {
        self.found.clear();
        for feature in features {
            let (row, is_new) = self.slots.insert(&mut self.keys, (feature >> 32) as u32);
            if is_new {
                self.changes.push(0);
                self.weights.resize(self.weights.len() + self.labels, 0.0);
                self.squares.resize(self.squares.len() + self.labels, START);
                if self.shown.is_some() {
                    self.late.resize(self.weights.len(), 0.0);
                }
            }
            self.found.push(row);
        }
    }

    /// How likely each label is by the weights so far.
    fn estimate(&mut self) {
        self.shares.clear();
        self.shares.resize(self.labels, 0.0);
        for row in &self.found {
            let from = row * self.labels;
            for (share, weight) in self.shares.iter_mut().zip(&self.weights[from..from + self.labels]) {
                *share += weight;
            }
        }
        let most = self.shares.iter().copied().fold(f32::MIN, f32::max);
        self.shares.iter_mut().for_each(|share| *share = exponential(*share - most));
        let all: f32 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|share| *share /= all);
    }

    /// A weight, or its mean.
    fn weight(&self, at: usize) -> f32 {
        match self.shown {
            Some(shown) if shown > 0 => self.weights[at] - self.late[at] / shown as f32,
            Some(_) | None => self.weights[at],
        }
    }

    /// Weights times `scale`, rounded, sorted by key. Features that were changed fewer than `fewest_changes` times and
    /// weights nearer to zero than `smallest` are left out.
    pub fn rows(&self, scale: i64, fewest_changes: u32, smallest: i64) -> Rows {
        let mut rows = Rows::default();
        let mut sorted: Vec<usize> = (0..self.keys.len()).collect();
        sorted.retain(|index| self.changes[*index] >= fewest_changes);
        sorted.sort_by_key(|index| self.keys[*index]);
        for index in sorted {
            let own = index * self.labels..(index + 1) * self.labels;
            let weights: Vec<(u8, i16)> = own
                .enumerate()
                // Casts of floating point numbers to integers end at the largest.
                .map(|(label, at)| (label as u8, (self.weight(at) * scale as f32).round() as i16))
                .filter(|(_, weight)| i64::from(weight.unsigned_abs()) >= smallest.max(1))
                .collect();
            if !weights.is_empty() {
                rows.push(self.keys[index], weights);
            }
        }
        rows
    }
}

/// The exponential function of a number that is not above zero, by basic operations only.
fn exponential(number: f32) -> f32 {
    if number < -40.0 {
        return 0.0;
    }
    // e^x = (e^(x/64))^64, and e^(x/64) by the first terms of its series.
    let part = number / 64.0;
    let mut power = 1.0 + part * (1.0 + part / 2.0 * (1.0 + part / 3.0 * (1.0 + part / 4.0)));
    for _ in 0..6 {
        power *= power;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Model, Predictor, hash};

    #[test]
    fn the_series_is_the_exponential_function() {
        for (number, wanted) in [(0.0, 1.0), (-0.5, 0.606_53), (-1.0, 0.367_88), (-3.0, 0.049_79)] {
            assert!((exponential(number) - wanted).abs() < 1e-4, "{number}");
        }
        assert!(exponential(-1000.0) == 0.0);
    }

    #[test]
    fn averages_hang_less_on_the_last_examples() {
        let weight = |is_averaged: bool| {
            let mut softmax = Softmax::new(2, 0.5);
            for round in 0..200 {
                if is_averaged && round == 100 {
                    softmax.average();
                }
                // One of two as often as the other, until the last few.
                softmax.learn(&[hash(b"any")], if round < 196 { round % 2 } else { 1 }, 1.0);
            }
            let rows = softmax.rows(600, 1, 1);
            rows.weights(0).iter().find(|(label, _)| *label == 1).map_or(0, |(_, weight)| i32::from(*weight))
        };
        assert!(weight(true).abs() * 2 < weight(false).abs(), "{} {}", weight(true), weight(false));
    }

    #[test]
    fn learns_what_can_be_learnt_and_how_sure_it_is() {
        let feature = |name: &str| hash(name.as_bytes());
        let mut softmax = Softmax::new(3, 0.1);
        for round in 0..300 {
            softmax.learn(&[feature("rain"), feature("any")], 1, 1.0);
            softmax.learn(&[feature("sun"), feature("any")], if round % 4 == 0 { 1 } else { 2 }, 1.0);
        }
        let labels = vec!["none".into(), "wet".into(), "dry".into()];
        let rows = softmax.rows(600, 1, 1);
        let model =
            Model { name: "sky".into(), recipe: [0; 32], normalisation: 1, labels, tables: vec![], rows };
        let predictor = Predictor::new(model);
        let scores = |name: &str| {
            let mut scores = Vec::new();
            predictor.score(&[feature(name), feature("any")], &mut scores);
            scores
        };
        let (rain, sun) = (scores("rain"), scores("sun"));
        assert!(rain[1] > rain[2] + 1200 && rain[1] > rain[0]);
        // Three to one is a little more than one in logarithms of odds.
        assert!((300..1200).contains(&(sun[2] - sun[1])), "{sun:?}");
        assert!(softmax.rows(600, 10_000, 1).keys().is_empty());
    }
}
