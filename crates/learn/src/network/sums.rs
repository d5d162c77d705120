//! How are many sums of products taken at once? In the widest steps that the machine has, with one result on all.
//!
//! Weights stand as the steps want them: sixteen outputs side by side, two inputs at a time, so that the products of
//! both are summed where they stand (Vanhoucke, Senior & Mao 2011). What the sums are for is left to `run`.

use fearless_simd::{Simd, i16x32, i32x16, prelude::*};

/// Outputs whose sums are taken side by side.
const BLOCK: usize = 16;
/// Weights of a block for two inputs.
const STEP: usize = 2 * BLOCK;

/// A weighted sum for each of a number of outputs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Linear {
    /// Weights by output, then input.
    pub(super) weights: Vec<i16>,
    /// What is added to each output, in parts of `ONE`·`WEIGHT`.
    pub(super) biases: Vec<i32>,
    /// The weights again: by block of outputs, two inputs, output, input of the two.
    steps: Vec<[i16; STEP]>,
}

impl Linear {
    /// `weights` by output, then input. The inputs are even in number.
    pub(super) fn new(weights: Vec<i16>, biases: Vec<i32>) -> Linear {
        let inputs = weights.len() / biases.len().max(1);
        let rows: Vec<&[i16]> = weights.chunks_exact(inputs.max(1)).collect();
        let mut steps = Vec::with_capacity(biases.len().div_ceil(BLOCK) * inputs / 2);
        for block in rows.chunks(BLOCK) {
            for pair in 0..inputs / 2 {
                let mut step = [0; STEP];
                for (both, row) in step.as_chunks_mut::<2>().0.iter_mut().zip(block) {
                    both.copy_from_slice(&row[2 * pair..][..2]);
                }
                steps.push(step);
            }
        }
        Linear { weights, biases, steps }
    }

    fn inputs(&self) -> usize {
        self.weights.len() / self.biases.len().max(1)
    }

    /// The sums of each row of states, in parts of `ONE`·`WEIGHT`; `out` is made to hold them.
    #[inline(always)]
    pub(super) fn sums<S: Simd>(&self, simd: S, states: &[i16], out: &mut Vec<i32>) {
        let (inputs, outputs) = (self.inputs(), self.biases.len());
        let rows = states.len().checked_div(inputs).unwrap_or(0);
        // What stood there is written over.
        out.resize(rows * outputs, 0);
        if inputs == 0 {
            return;
        }
        // As many sums at a time as there is room for in the registers.
        simd.vectorize(
            #[inline(always)]
            || match S::i16s::LEN {
                32.. => self.fill::<S, 8>(simd, states, out),
                16.. => self.fill::<S, 4>(simd, states, out),
                _ => self.fill::<S, 2>(simd, states, out),
            },
        );
    }

    #[inline(always)]
    fn fill<S: Simd, const ROWS: usize>(&self, simd: S, states: &[i16], out: &mut [i32]) {
        let (inputs, outputs) = (self.inputs(), self.biases.len());
        for (block, steps) in self.steps.chunks_exact(inputs / 2).enumerate() {
            let at = block * BLOCK;
            let width = BLOCK.min(outputs - at);
            let mut start = [0; BLOCK];
            start[..width].copy_from_slice(&self.biases[at..at + width]);
            let rows = states.chunks(ROWS * inputs).zip(out.chunks_mut(ROWS * outputs));
            for (rows, outs) in rows {
                let sums = tile::<S, ROWS>(simd, rows, steps, start);
                for (out, sums) in outs.chunks_exact_mut(outputs).zip(sums) {
                    put(&mut out[at..at + width], sums);
                }
            }
        }
    }
}

/// Whole blocks go out in one piece.
#[inline(always)]
fn put(out: &mut [i32], sums: [i32; BLOCK]) {
    match out.as_chunks_mut() {
        ([whole], _) => *whole = sums,
        (_, part) => part.copy_from_slice(&sums[..part.len()]),
    }
}

/// The sums of some rows for one block of outputs, from `start` on. Where rows are lacking the last one stands for
/// them: a step over many takes no longer than one over few. Within the limits of states, weights and biases nothing
/// overflows.
#[inline(always)]
fn tile<S: Simd, const ROWS: usize>(
    simd: S,
    rows: &[i16],
    steps: &[[i16; STEP]],
    start: [i32; BLOCK],
) -> [[i32; BLOCK]; ROWS] {
    let pairs = rows.as_chunks::<2>().0;
    let last = (pairs.len() / steps.len()).saturating_sub(1);
    let rows: [&[[i16; 2]]; ROWS] =
        std::array::from_fn(|row| &pairs[row.min(last) * steps.len()..][..steps.len()]);
    let mut sums = [i32x16::simd_from(simd, start); ROWS];
    for (pair, step) in steps.iter().enumerate() {
        let step = i16x32::simd_from(simd, *step);
        for (sum, row) in sums.iter_mut().zip(rows) {
            let [first, second] = row[pair].map(i16::to_ne_bytes);
            let both = i32::from_ne_bytes([first[0], first[1], second[0], second[1]]);
            let states: i16x32<S> = i32x16::splat(simd, both).bitcast();
            *sum += step.pairwise_dot_product(states);
        }
    }
    sums.map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fearless_simd::{Level, dispatch};

    #[test]
    fn all_machines_find_the_sums_of_the_definition() {
        for (inputs, outputs, rows) in [(2, 1, 1), (6, 2, 9), (10, 16, 8), (8, 35, 13), (128, 48, 5)] {
            let number = |at: usize, limit: i64| (crate::combine(7, at as u64, 0) as i64 % limit) as i16;
            let weights: Vec<i16> = (0..inputs * outputs).map(|at| number(at, 2048)).collect();
            let states: Vec<i16> = (0..inputs * rows).map(|at| number(at + 9999, 6144)).collect();
            let biases: Vec<i32> = (0..outputs as i32).map(|output| 1000 * output - 7).collect();
            let mut expected = Vec::new();
            for row in states.chunks_exact(inputs) {
                for (weights, bias) in weights.chunks_exact(inputs).zip(&biases) {
                    let products = row.iter().zip(weights).map(|(a, b)| i32::from(*a) * i32::from(*b));
                    expected.push(bias + products.sum::<i32>());
                }
            }
            let linear = Linear::new(weights, biases);
            for level in levels() {
                let mut found = vec![1; 3];
                dispatch!(level, simd => linear.sums(simd, &states, &mut found));
                assert_eq!(found, expected, "{inputs} inputs, {outputs} outputs, {rows} rows, {level:?}");
            }
        }
    }

    /// What this machine can do, and all that it could do without.
    fn levels() -> Vec<Level> {
        let mut levels = vec![Level::new(), Level::baseline()];
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        levels.extend(Level::new().as_avx2().map(Level::Avx2));
        levels
    }

    #[test]
    fn nothing_has_no_sums() {
        let mut found = vec![1];
        dispatch!(Level::new(), simd => Linear::default().sums(simd, &[], &mut found));
        assert!(found.is_empty());
    }
}
