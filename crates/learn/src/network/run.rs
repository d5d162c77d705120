//! The network at work: sums of integers, the same on every machine.

use super::gates::integer_gate;
use super::{Bonds, FACTS, LARGEST_STATE, Linear, Network, ONE, ROW, WEIGHT};

/// Tokens whose sums are taken together, so that weights are fetched once for all of them.
const TOGETHER: usize = 4;
/// Bits between the scale of sums and that of states.
const SHIFT: u32 = WEIGHT.ilog2();

/// Bits of a key that tell keys of one bucket apart.
const BUCKET: u32 = 20;

/// Where the keys of each bucket start: most features are found without a search through all of them.
pub(super) fn starts(keys: &[u32]) -> Vec<u32> {
    let buckets = 0..=1u64 << (u32::BITS - BUCKET);
    buckets.map(|bucket| keys.partition_point(|key| u64::from(*key) < bucket << BUCKET) as u32).collect()
}

/// A sequence as the network sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    states: Vec<i16>,
    /// What the bonds see of each token, laid out once for all anchors.
    tokens: Vec<i32>,
}

impl Linear {
    /// The sums of each row of `inputs` numbers, in parts of `ONE`·`WEIGHT`.
    fn sums(&self, states: &[i16]) -> Vec<i32> {
        let outputs = self.biases.len();
        let inputs = self.weights.len() / outputs.max(1);
        let mut out: Vec<i32> = vec![0; states.len() / inputs.max(1) * outputs];
        if inputs == 0 || outputs == 0 {
            return out;
        }
        let mut rows = states.chunks_exact(TOGETHER * inputs);
        let mut outs = out.chunks_exact_mut(TOGETHER * outputs);
        for (rows, out) in (&mut rows).zip(&mut outs) {
            let (first, rest) = rows.split_at(inputs);
            let (second, rest) = rest.split_at(inputs);
            let (third, fourth) = rest.split_at(inputs);
            for (output, (weights, bias)) in self.weights.chunks_exact(inputs).zip(&self.biases).enumerate() {
                for (at, row) in [first, second, third, fourth].into_iter().enumerate() {
                    out[at * outputs + output] = bias + product(row, weights);
                }
            }
        }
        for (row, out) in
            rows.remainder().chunks_exact(inputs).zip(outs.into_remainder().chunks_exact_mut(outputs))
        {
            for ((out, weights), bias) in
                out.iter_mut().zip(self.weights.chunks_exact(inputs)).zip(&self.biases)
            {
                *out = bias + product(row, weights);
            }
        }
        out
    }

    /// What a layer makes of the states of a sequence, in place.
    fn pass(&self, states: &mut [i16], width: usize) {
        let half = width / 2;
        let sums = self.sums(states);
        let tokens = states.len() / width.max(1);
        let all = self.biases.len();
        for right in [false, true] {
            let (at, offset) = (if right { 3 * half } else { 0 }, if right { half } else { 0 });
            let mut cells = vec![0i32; half];
            for step in 0..tokens {
                let token = if right { tokens - 1 - step } else { step };
                let sums = &sums[token * all + at..][..3 * half];
                let (candidates, rest) = sums.split_at(half);
                let (forgets, outputs) = rest.split_at(half);
                let states = &mut states[token * width + offset..][..half];
                let gates = candidates.iter().zip(forgets).zip(outputs);
                for ((cell, state), ((z, f), o)) in cells.iter_mut().zip(states).zip(gates) {
                    // Cells have finer parts than states: what is remembered long must not be rounded away.
                    let z = (z >> SHIFT).clamp(-ONE, ONE) * FINER;
                    let f = integer_gate(f >> SHIFT);
                    let o = integer_gate(o >> SHIFT);
                    *cell = (f * *cell + (ONE - f) * z) / ONE;
                    let sum = i32::from(*state) + (*cell * o) / (ONE * FINER);
                    *state = sum.clamp(-LARGEST_STATE, LARGEST_STATE) as i16;
                }
            }
        }
    }
}

/// Parts of a cell's number in one part of a state's.
const FINER: i32 = 1 << 4;

/// The sum of products; both sides hold at most [`super::WIDEST`] numbers within their limits.
fn product(states: &[i16], weights: &[i16]) -> i32 {
    // Within the limits nothing overflows; a check at every step would cost more than the sum.
    let products = states.iter().zip(weights).map(|(state, weight)| i32::from(*state) * i32::from(*weight));
    products.fold(0, i32::wrapping_add)
}

impl Network {
    /// The row of a feature, if it has been learnt.
    pub fn row(&self, feature: u64) -> Option<u32> {
        let key = (feature >> 32) as u32;
        let bucket = (key >> BUCKET) as usize;
        let (start, end) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        let row = self.keys[start as usize..end as usize].binary_search(&key).ok()?;
        Some(start + row as u32)
    }

    /// Names of a head's labels.
    pub fn labels(&self, head: usize) -> &[String] {
        self.heads.get(head).map_or(&[], |(labels, _)| labels)
    }

    /// Names of the labels that tokens have to an anchor.
    pub fn bond_labels(&self) -> &[String] {
        self.bonds.as_ref().map_or(&[], |bonds| &bonds.labels)
    }

    /// Reads a sequence: the rows of each token's features.
    pub fn read<'r>(&self, tokens: impl Iterator<Item = &'r [u32]>) -> Reading {
        let mut states: Vec<i16> = Vec::new();
        let mut sum: Vec<i32> = vec![0; self.width];
        for rows in tokens {
            sum.fill(0);
            for row in rows {
                let numbers = &self.rows[*row as usize * self.width..][..self.width];
                sum.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += i32::from(*number));
            }
            states.extend(
                sum.iter().map(|sum| (sum * (ONE / ROW)).clamp(-LARGEST_STATE, LARGEST_STATE) as i16),
            );
        }
        for layer in &self.layers {
            layer.pass(&mut states, self.width);
        }
        let tokens = self.bonds.as_ref().map_or(Vec::new(), |bonds| bonds.token.sums(&states));
        Reading { states, tokens }
    }

    /// The scores of a head's labels, by token, in parts of [`ONE`].
    pub fn scores(&self, reading: &Reading, head: usize) -> Vec<i32> {
        let Some((_, head)) = self.heads.get(head) else { return Vec::new() };
        head.sums(&reading.states).into_iter().map(|sum| sum >> SHIFT).collect()
    }

    /// The scores of what the tokens `range` are to the anchor of tokens `first` to `last`, in parts of [`ONE`].
    /// `facts` tells, for each token of the range, what stands between it and the anchor.
    pub fn bonds(
        &self,
        reading: &Reading,
        range: std::ops::Range<usize>,
        (first, last): (usize, usize),
        facts: &[[u16; FACTS]],
    ) -> Vec<i32> {
        let Some(bonds) = &self.bonds else { return Vec::new() };
        let width = self.width;
        let (left, right) = (&reading.states[first * width..], &reading.states[last * width..]);
        let mean: Vec<i16> = left
            .iter()
            .zip(right)
            .take(width)
            .map(|(a, b)| ((i32::from(*a) + i32::from(*b)) / 2) as i16)
            .collect();
        let anchor = bonds.anchor.sums(&mean);
        let mut states: Vec<i16> = Vec::with_capacity(range.len() * bonds.width);
        let tokens =
            reading.tokens[range.start * bonds.width..range.end * bonds.width].chunks_exact(bonds.width);
        let mut sum: Vec<i32> = vec![0; bonds.width];
        for (token, facts) in tokens.zip(facts) {
            let known = sum.iter_mut().zip(token).zip(&anchor);
            known.for_each(|((sum, token), anchor)| *sum = (token + anchor) >> SHIFT);
            for fact in facts {
                let numbers = bonds.facts.chunks_exact(bonds.width).nth(usize::from(*fact)).unwrap_or(&[]);
                sum.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += i32::from(*number));
            }
            states.extend(sum.iter().map(|sum| (*sum).clamp(0, LARGEST_STATE) as i16));
        }
        for layer in &bonds.layers {
            layer.pass(&mut states, bonds.width);
        }
        bonds.head.sums(&states).into_iter().map(|sum| sum >> SHIFT).collect()
    }

    /// Weights of each bond label after each, in parts of [`ONE`], for [`super::best_path`].
    pub fn transitions(&self) -> &[i32] {
        self.bonds.as_ref().map_or(&[], |bonds: &Bonds| &bonds.transitions)
    }
}
