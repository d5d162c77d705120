//! How are the weights of a number learnt? Descent on the absolute error, averaged, on one thread, in integers.
//!
//! The sum of the weights comes to stand for the median of what was said of such features (Koenker and Bassett 1978),
//! not for the mean: a few who saw it otherwise do not move it. Averaging as in the perceptron (Collins 2002).

use crate::model::Rows;
use crate::train::Generator;
use std::collections::BTreeMap;

/// Weights are kept in this many parts of a unit.
const PARTS: i64 = 1024;

/// How far and how often the weights move.
#[derive(Debug, Clone, Copy)]
pub struct Descent {
    /// Times that all examples are seen.
    pub epochs: usize,
    /// First step in thousandths of a unit; it shrinks to a tenth.
    pub step: i64,
    /// Errors up to this are none.
    pub slack: i64,
    /// Values that are never passed: a sum beyond them is as good as one there.
    pub ends: (i64, i64),
    /// Features seen less often are not learnt.
    pub fewest: u32,
    /// What the sum starts from: added to every example as a feature of its own.
    pub start: i64,
    /// For the order of examples.
    pub seed: u64,
}

/// Averaged weights by the upper half of their features.
#[derive(Debug, Clone, Default)]
pub struct Regression {
    weights: BTreeMap<u32, i64>,
}

/// One weight while it is learnt.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    now: i64,
    total: i64,
    since: i64,
}

impl Regression {
    /// Learns from examples: features and the number that they stand for.
    pub fn learn(descent: &Descent, examples: &[(&[u64], i64)]) -> Regression {
        let key = |feature: &u64| (feature >> 32) as u32;
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for feature in examples.iter().flat_map(|(features, _)| features.iter()) {
            *counts.entry(key(feature)).or_default() += 1;
        }
        let kept = counts.iter().filter(|(_, count)| **count >= descent.fewest).map(|(key, _)| *key);
        let index: BTreeMap<u32, usize> = kept.enumerate().map(|(at, key)| (key, at)).collect();
        let rows: Vec<Vec<usize>> = examples
            .iter()
            .map(|(features, _)| {
                features.iter().filter_map(|feature| index.get(&key(feature)).copied()).collect()
            })
            .collect();
        let mut weights = vec![Weight::default(); index.len()];
        let mut generator = Generator::new(descent.seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let steps = (descent.epochs * examples.len()).max(1) as i64;
        let mut time = 0;
        for _ in 0..descent.epochs {
            generator.shuffle(&mut order);
            for &at in &order {
                time += 1;
                let sum = descent.start * PARTS + rows[at].iter().map(|row| weights[*row].now).sum::<i64>();
                let wanted = examples[at].1 * PARTS;
                let error = error(descent, sum, wanted);
                if error == 0 {
                    continue;
                }
                let step = descent.step * PARTS / 1000 * (10 * steps - 9 * time) / (10 * steps);
                for row in &rows[at] {
                    let weight = &mut weights[*row];
                    weight.total += weight.now * (time - weight.since);
                    weight.since = time;
                    weight.now += error.signum() * step;
                }
            }
        }
        let average = |weight: &Weight| (weight.total + weight.now * (time - weight.since)) / time.max(1);
        Regression { weights: index.iter().map(|(key, at)| (*key, average(&weights[*at]))).collect() }
    }

    /// The sum of the weights of the features, with `start`.
    pub fn sum(&self, descent: &Descent, features: &[u64]) -> i64 {
        let weights = features.iter().filter_map(|feature| self.weights.get(&((feature >> 32) as u32)));
        descent.start + weights.sum::<i64>() / PARTS
    }

    /// The weights times `scale` as the rows of a model with one label; those below `smallest` are left out.
    pub fn rows(&self, scale: i64, smallest: i64) -> Rows {
        let mut rows = Rows::default();
        for (key, weight) in &self.weights {
            let rounded = (weight * scale).div_euclid(PARTS).clamp(i16::MIN.into(), i16::MAX.into());
            if rounded.abs() >= smallest.max(1) {
                rows.push(*key, [(0, rounded as i16)]);
            }
        }
        rows
    }
}

/// What is wanted less what is there; 0 within the slack, and beyond an end that is wanted.
fn error(descent: &Descent, sum: i64, wanted: i64) -> i64 {
    let (low, high) = (descent.ends.0 * PARTS, descent.ends.1 * PARTS);
    let beyond = wanted >= high && sum >= high || wanted <= low && sum <= low;
    let error = wanted - sum;
    if beyond || error.abs() < descent.slack * PARTS { 0 } else { error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_learnt_and_rare_features_are_not() {
        let (often, rare) = ([1 << 32, 2 << 32], [1 << 32, 3 << 32]);
        let mut examples: Vec<(&[u64], i64)> = vec![(&often, 100); 30];
        examples.extend([(&often[..], -300); 8]);
        examples.push((&rare, -300));
        let descent =
            Descent { epochs: 40, step: 4000, slack: 2, ends: (-300, 300), fewest: 2, start: 0, seed: 7 };
        let learnt = Regression::learn(&descent, &examples);
        assert!((85..=115).contains(&learnt.sum(&descent, &often)), "{}", learnt.sum(&descent, &often));
        assert_eq!(learnt.rows(16, 1).keys(), [1, 2]);
        assert_eq!(learnt.weights, Regression::learn(&descent, &examples).weights);
    }
}
