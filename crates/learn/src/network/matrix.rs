//! Products of matrices, row by row, each sum in one fixed order.
//!
//! No library: they choose another order of additions on another machine, and a model would no longer be rebuilt
//! byte for byte.

/// Columns of a tile that stays in registers.
const TILE: usize = 8;
/// Rows of a tile.
const TALL: usize = 4;

/// `out += x · w`, where `x` has rows of `inputs`, `w` has `inputs` rows of `outputs`.
pub(super) fn multiply(out: &mut [f32], x: &[f32], w: &[f32], inputs: usize, outputs: usize) {
    let mut outs = out.chunks_exact_mut(TALL * outputs);
    let mut xs = x.chunks_exact(TALL * inputs);
    for (out, x) in (&mut outs).zip(&mut xs) {
        let mut column = 0;
        while column + TILE <= outputs {
            let mut sums = [[0.0f32; TILE]; TALL];
            for (input, w) in w.chunks_exact(outputs).enumerate() {
                let w = &w[column..column + TILE];
                for (row, sums) in sums.iter_mut().enumerate() {
                    let factor = x[row * inputs + input];
                    for (sum, weight) in sums.iter_mut().zip(w) {
                        *sum += factor * weight;
                    }
                }
            }
            for (row, sums) in sums.iter().enumerate() {
                let place = &mut out[row * outputs + column..][..TILE];
                place.iter_mut().zip(sums).for_each(|(out, sum)| *out += sum);
            }
            column += TILE;
        }
        for (row, x) in x.chunks_exact(inputs).enumerate() {
            slowly(&mut out[row * outputs..][..outputs], x, w, column);
        }
    }
    let rest = outs.into_remainder().chunks_exact_mut(outputs);
    for (out, x) in rest.zip(xs.remainder().chunks_exact(inputs)) {
        slowly(out, x, w, 0);
    }
}

/// One row of a product, from a column on.
fn slowly(out: &mut [f32], x: &[f32], w: &[f32], column: usize) {
    let outputs = out.len();
    if column == outputs {
        return;
    }
    for (factor, w) in x.iter().zip(w.chunks_exact(outputs)) {
        for (out, weight) in out[column..].iter_mut().zip(&w[column..]) {
            *out += factor * weight;
        }
    }
}

/// `out += xᵀ · y`: the gradient of weights from what went in and what came back.
pub(super) fn outer(out: &mut [f32], x: &[f32], y: &[f32], inputs: usize, outputs: usize) {
    let mut xs = x.chunks_exact(TALL * inputs);
    let mut ys = y.chunks_exact(TALL * outputs);
    for (x, y) in (&mut xs).zip(&mut ys) {
        let (y0, rest) = y.split_at(outputs);
        let (y1, rest) = rest.split_at(outputs);
        let (y2, y3) = rest.split_at(outputs);
        for (input, out) in out.chunks_exact_mut(outputs).enumerate() {
            let [a, b, c, d] = [0, 1, 2, 3].map(|row| x[row * inputs + input]);
            for ((((out, y0), y1), y2), y3) in out.iter_mut().zip(y0).zip(y1).zip(y2).zip(y3) {
                *out += (a * y0 + b * y1) + (c * y2 + d * y3);
            }
        }
    }
    for (x, y) in xs.remainder().chunks_exact(inputs).zip(ys.remainder().chunks_exact(outputs)) {
        for (factor, out) in x.iter().zip(out.chunks_exact_mut(outputs)) {
            out.iter_mut().zip(y).for_each(|(out, y)| *out += factor * y);
        }
    }
}

/// The matrix with rows and columns exchanged.
pub(super) fn transposed(w: &[f32], outputs: usize) -> Vec<f32> {
    let inputs = w.len() / outputs.max(1);
    let mut out = vec![0.0; w.len()];
    for (input, row) in w.chunks_exact(outputs).enumerate() {
        for (output, weight) in row.iter().enumerate() {
            out[output * inputs + input] = *weight;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, step: usize) -> Vec<f32> {
        (0..count).map(|at| ((at * step) % 17) as f32 / 8.0 - 1.0).collect()
    }

    /// The product as the textbook writes it.
    fn textbook(x: &[f32], w: &[f32], inputs: usize, outputs: usize) -> Vec<f32> {
        let rows = x.len() / inputs;
        let mut out = vec![0.0; rows * outputs];
        for row in 0..rows {
            for output in 0..outputs {
                for input in 0..inputs {
                    out[row * outputs + output] += x[row * inputs + input] * w[input * outputs + output];
                }
            }
        }
        out
    }

    #[test]
    fn products_are_those_of_the_textbook() {
        for (rows, inputs, outputs) in [(9, 5, 19), (4, 8, 8), (1, 3, 2), (3, 2, 5)] {
            let (x, w) = (numbers(rows * inputs, 7), numbers(inputs * outputs, 5));
            let mut out = vec![0.0; rows * outputs];
            multiply(&mut out, &x, &w, inputs, outputs);
            // Eighths multiply exactly.
            assert_eq!(out, textbook(&x, &w, inputs, outputs));

            let y = numbers(rows * outputs, 3);
            let mut gradient = vec![0.0; inputs * outputs];
            outer(&mut gradient, &x, &y, inputs, outputs);
            assert_eq!(gradient, textbook(&transposed(&x, inputs), &y, rows, outputs));
        }
    }
}
