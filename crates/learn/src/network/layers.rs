//! One layer of the network, forwards and back, in floating point.
//!
//! A layer adds to each token what its two memories say, one from the left, one from the right: at token t,
//! c = f·c' + (1 − f)·z, and the layer adds c·o, where z, f and o come from the token alone (simple recurrent
//! units, Lei, Zhang & Dai 2018, with piecewise linear gates).

use super::GATES;
use super::gates::gate;
use super::matrix;
use std::ops::Range;

/// Where a layer's numbers stand among all parameters.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) width: usize,
    pub(super) weights: Range<usize>,
    pub(super) biases: Range<usize>,
}

/// What a layer did, for the way back.
#[derive(Debug)]
pub(super) struct Trace {
    input: Vec<f32>,
    /// z, f and o of the cells of one direction, then of the other, by token.
    gates: Vec<f32>,
    memory: Vec<f32>,
}

impl Layer {
    /// Sums per token.
    pub(super) fn sums(width: usize) -> usize {
        width * GATES
    }

    /// The states of the tokens after this layer.
    pub(super) fn forward(&self, parameters: &[f32], input: Vec<f32>) -> (Vec<f32>, Trace) {
        let (width, half) = (self.width, self.width / 2);
        let sums = Layer::sums(width);
        let tokens = input.len() / width;
        let mut gates: Vec<f32> = Vec::with_capacity(tokens * sums);
        for _ in 0..tokens {
            gates.extend_from_slice(&parameters[self.biases.clone()]);
        }
        matrix::multiply(&mut gates, &input, &parameters[self.weights.clone()], width, sums);
        for token in gates.chunks_exact_mut(GATES * half) {
            let (z, rest) = token.split_at_mut(half);
            z.iter_mut().for_each(|z| *z = z.clamp(-1.0, 1.0));
            rest.iter_mut().for_each(|sum| *sum = gate(*sum));
        }
        let mut memory = vec![0.0; tokens * width];
        let mut output = input.clone();
        for right in [false, true] {
            let (at, offset) = (if right { GATES * half } else { 0 }, if right { half } else { 0 });
            let mut cells = vec![0.0f32; half];
            for step in 0..tokens {
                let token = if right { tokens - 1 - step } else { step };
                let gates = &gates[token * sums + at..][..GATES * half];
                let memory = &mut memory[token * width + offset..][..half];
                let output = &mut output[token * width + offset..][..half];
                for cell in 0..half {
                    let (z, f, o) = (gates[cell], gates[half + cell], gates[2 * half + cell]);
                    cells[cell] = f * cells[cell] + (1.0 - f) * z;
                    memory[cell] = cells[cell];
                    output[cell] += cells[cell] * o;
                }
            }
        }
        (output, Trace { input, gates, memory })
    }

    /// Adds this layer's gradients to `gradients` and turns `back`, the gradient of what it gave, into that of
    /// what it got.
    pub(super) fn backward(
        &self,
        parameters: &[f32],
        gradients: &mut [f32],
        trace: &Trace,
        back: &mut [f32],
    ) {
        let (width, half) = (self.width, self.width / 2);
        let sums = Layer::sums(width);
        let tokens = back.len() / width;
        let mut raw = vec![0.0f32; tokens * sums];
        for right in [false, true] {
            let (at, offset) = (if right { GATES * half } else { 0 }, if right { half } else { 0 });
            let mut carry = vec![0.0f32; half];
            for step in (0..tokens).rev() {
                let token = if right { tokens - 1 - step } else { step };
                let before = (step > 0).then(|| if right { token + 1 } else { token.wrapping_sub(1) });
                let gates = &trace.gates[token * sums + at..][..GATES * half];
                let memory = &trace.memory[token * width + offset..][..half];
                let earlier = before.map(|before| &trace.memory[before * width + offset..][..half]);
                let back = &back[token * width + offset..][..half];
                let raw = &mut raw[token * sums + at..][..GATES * half];
                for cell in 0..half {
                    let (z, f, o) = (gates[cell], gates[half + cell], gates[2 * half + cell]);
                    let total = back[cell] * o + carry[cell];
                    let inside =
                        |value: f32, slope: f32| if value > 0.0 && value < 1.0 { slope } else { 0.0 };
                    raw[cell] = if z.abs() < 1.0 { total * (1.0 - f) } else { 0.0 };
                    let was = earlier.map_or(0.0, |earlier| earlier[cell]);
                    raw[half + cell] = inside(f, total * (was - z) * 0.25);
                    raw[2 * half + cell] = inside(o, back[cell] * memory[cell] * 0.25);
                    carry[cell] = total * f;
                }
            }
        }
        for token in raw.chunks_exact(sums) {
            let biases = &mut gradients[self.biases.clone()];
            biases.iter_mut().zip(token).for_each(|(bias, raw)| *bias += raw);
        }
        matrix::outer(&mut gradients[self.weights.clone()], &trace.input, &raw, width, sums);
        let turned = matrix::transposed(&parameters[self.weights.clone()], sums);
        matrix::multiply(back, &raw, &turned, sums, width);
    }
}

/// Where the numbers of a weighted sum stand among all parameters.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) weights: Range<usize>,
    pub(super) biases: Range<usize>,
}

impl Sum {
    /// The sums of each row of `input`.
    pub(super) fn forward(&self, parameters: &[f32], input: &[f32]) -> Vec<f32> {
        let rows = input.len() / self.inputs;
        let mut out: Vec<f32> = Vec::with_capacity(rows * self.outputs);
        for _ in 0..rows {
            out.extend_from_slice(&parameters[self.biases.clone()]);
        }
        matrix::multiply(&mut out, input, &parameters[self.weights.clone()], self.inputs, self.outputs);
        out
    }

    /// Adds gradients; adds the gradient of the input to `back`.
    pub(super) fn backward(
        &self,
        parameters: &[f32],
        gradients: &mut [f32],
        input: &[f32],
        slopes: &[f32],
        back: &mut [f32],
    ) {
        for row in slopes.chunks_exact(self.outputs) {
            let biases = &mut gradients[self.biases.clone()];
            biases.iter_mut().zip(row).for_each(|(bias, slope)| *bias += slope);
        }
        matrix::outer(&mut gradients[self.weights.clone()], input, slopes, self.inputs, self.outputs);
        let turned = matrix::transposed(&parameters[self.weights.clone()], self.outputs);
        matrix::multiply(back, slopes, &turned, self.outputs, self.inputs);
    }
}
