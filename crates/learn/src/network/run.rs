//! The network at work: sums of integers, the same on every machine.

use super::gates::integer_gate;
use super::{Bonds, FACTS, GATES, LARGEST_STATE, Linear, Network, ONE, ROW, WEIGHT};
use fearless_simd::{Level, Simd, dispatch};
use std::cell::OnceCell;
use std::ops::Range;

/// Bits between the scale of sums and that of states.
const SHIFT: u32 = WEIGHT.ilog2();

/// Bits of a key that tell keys of one bucket apart: a few keys stand in each.
const BUCKET: u32 = 18;

/// Where the keys of each bucket start: most features are found without a search through all of them.
pub(super) fn starts(keys: &[u32]) -> Vec<u32> {
    let buckets = 0..=1u64 << (u32::BITS - BUCKET);
    buckets.map(|bucket| keys.partition_point(|key| u64::from(*key) < bucket << BUCKET) as u32).collect()
}

/// Rows whose sum fits 16 bits.
const SHORT: usize = 256;

/// A sequence as the network sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    states: Vec<i16>,
    /// What the bonds see of each token, laid out once for all anchors when the first one asks.
    tokens: OnceCell<Vec<i32>>,
}

/// Room for the sums of one layer after another.
#[derive(Default)]
struct Room {
    sums: Vec<i32>,
    cells: Vec<i32>,
}

impl Linear {
    /// What a layer makes of the states of a sequence, in place.
    #[inline(always)]
    fn pass<S: Simd>(&self, simd: S, states: &mut [i16], width: usize, room: &mut Room) {
        self.sums(simd, states, &mut room.sums);
        let cells = room.cells.len().max(width / 2);
        room.cells.resize(cells, 0);
        simd.vectorize(
            #[inline(always)]
            || remember(states, width, &room.sums, &mut room.cells[..width / 2]),
        );
    }
}

/// Runs along a sequence, from both ends: what each token adds (`sums`) and what is kept of the others.
#[inline(always)]
fn remember(states: &mut [i16], width: usize, sums: &[i32], cells: &mut [i32]) {
    let (half, all) = (cells.len(), 2 * GATES * cells.len());
    let tokens = states.len() / width.max(1);
    for right in [false, true] {
        let (at, offset) = (if right { GATES * half } else { 0 }, if right { half } else { 0 });
        cells.fill(0);
        for step in 0..tokens {
            let token = if right { tokens - 1 - step } else { step };
            let sums = &sums[token * all + at..][..GATES * half];
            let (candidates, rest) = sums.split_at(half);
            let (forgets, outputs) = rest.split_at(half);
            let states = &mut states[token * width + offset..][..half];
            let (wide, narrow) = states.as_chunks_mut::<ABREAST>();
            let (wide_cells, narrow_cells) = cells.as_chunks_mut::<ABREAST>();
            let [(z, z_rest), (f, f_rest), (o, o_rest)] =
                [candidates, forgets, outputs].map(<[i32]>::as_chunks);
            for ((((state, cell), z), f), o) in wide.iter_mut().zip(wide_cells).zip(z).zip(f).zip(o) {
                keep(state, cell, z, f, o);
            }
            let rest = narrow.iter_mut().zip(narrow_cells).zip(z_rest).zip(f_rest).zip(o_rest);
            for ((((state, cell), z), f), o) in rest {
                let (state, cell) = (std::array::from_mut(state), std::array::from_mut(cell));
                keep(state, cell, &[*z], &[*f], &[*o]);
            }
        }
    }
}

/// Cells that are worked on side by side.
const ABREAST: usize = 16;

/// What some cells keep and what they add to the states, by candidate, forget gate and output gate.
#[inline(always)]
fn keep<const N: usize>(
    states: &mut [i16; N],
    cells: &mut [i32; N],
    candidates: &[i32; N],
    forgets: &[i32; N],
    outputs: &[i32; N],
) {
    for at in 0..N {
        // Cells have finer parts than states: what is remembered long must not be rounded away.
        let z = (candidates[at] >> SHIFT).clamp(-ONE, ONE) * FINER;
        let f = integer_gate(forgets[at] >> SHIFT);
        let o = integer_gate(outputs[at] >> SHIFT);
        cells[at] = (f * cells[at] + (ONE - f) * z) / ONE;
        let sum = i32::from(states[at]) + (cells[at] * o) / (ONE * FINER);
        states[at] = sum.clamp(-LARGEST_STATE, LARGEST_STATE) as i16;
    }
}

/// Parts of a cell's number in one part of a state's.
const FINER: i32 = 1 << 4;

impl Network {
    /// The row of a feature, if it has been learnt.
    pub fn row(&self, feature: u64) -> Option<u32> {
        let key = (feature >> 32) as u32;
        let bucket = (key >> BUCKET) as usize;
        let (start, end) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        let row = self.keys[start as usize..end as usize].iter().position(|other| *other == key)?;
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
        dispatch!(Level::new(), simd => self.reading(simd, tokens))
    }

    #[inline(always)]
    fn reading<'r, S: Simd>(&self, simd: S, tokens: impl Iterator<Item = &'r [u32]>) -> Reading {
        let mut states: Vec<i16> = Vec::new();
        let (mut sum, mut part) = (vec![0; self.width], vec![0; self.width]);
        for rows in tokens {
            sum.fill(0);
            for rows in rows.chunks(SHORT) {
                part.fill(0);
                for row in rows {
                    let numbers = &self.rows[*row as usize * self.width..][..self.width];
                    part.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += i16::from(*number));
                }
                sum.iter_mut().zip(&part).for_each(|(sum, part)| *sum += i32::from(*part));
            }
            states.extend(
                sum.iter().map(|sum| (sum * (ONE / ROW)).clamp(-LARGEST_STATE, LARGEST_STATE) as i16),
            );
        }
        let mut room = Room::default();
        for layer in &self.layers {
            layer.pass(simd, &mut states, self.width, &mut room);
        }
        Reading { states, tokens: OnceCell::new() }
    }

    /// The scores of a head's labels, by token, in parts of [`ONE`].
    pub fn scores(&self, reading: &Reading, head: usize) -> Vec<i32> {
        let Some((_, head)) = self.heads.get(head) else { return Vec::new() };
        let mut scores = Vec::new();
        dispatch!(Level::new(), simd => head.sums(simd, &reading.states, &mut scores));
        scores.iter_mut().for_each(|sum| *sum >>= SHIFT);
        scores
    }

    /// The scores of what the tokens `range` are to the anchor of tokens `first` to `last`, in parts of [`ONE`].
    /// `facts` tells, for each token of the range, what stands between it and the anchor.
    pub fn bonds(
        &self,
        reading: &Reading,
        range: Range<usize>,
        anchor: (usize, usize),
        facts: &[[u16; FACTS]],
    ) -> Vec<i32> {
        let Some(bonds) = &self.bonds else { return Vec::new() };
        dispatch!(Level::new(), simd => self.bound(simd, bonds, reading, range, anchor, facts))
    }

    #[inline(always)]
    fn bound<S: Simd>(
        &self,
        simd: S,
        bonds: &Bonds,
        reading: &Reading,
        range: Range<usize>,
        (first, last): (usize, usize),
        facts: &[[u16; FACTS]],
    ) -> Vec<i32> {
        let width = self.width;
        let (left, right) = (&reading.states[first * width..], &reading.states[last * width..]);
        let mean: Vec<i16> = left
            .iter()
            .zip(right)
            .take(width)
            .map(|(a, b)| ((i32::from(*a) + i32::from(*b)) / 2) as i16)
            .collect();
        let mut anchor = Vec::new();
        bonds.anchor.sums(simd, &mean, &mut anchor);
        let mut states: Vec<i16> = Vec::with_capacity(range.len() * bonds.width);
        let tokens = reading.tokens.get_or_init(|| {
            let mut tokens = Vec::new();
            bonds.token.sums(simd, &reading.states, &mut tokens);
            tokens
        });
        let tokens = tokens[range.start * bonds.width..range.end * bonds.width].chunks_exact(bonds.width);
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
        let mut room = Room::default();
        for layer in &bonds.layers {
            layer.pass(simd, &mut states, bonds.width, &mut room);
        }
        bonds.head.sums(simd, &states, &mut room.sums);
        room.sums.iter_mut().for_each(|sum| *sum >>= SHIFT);
        room.sums
    }

    /// Weights of each bond label after each, in parts of [`ONE`], for [`super::best_path`].
    pub fn transitions(&self) -> &[i32] {
        self.bonds.as_ref().map_or(&[], |bonds: &Bonds| &bonds.transitions)
    }
}
