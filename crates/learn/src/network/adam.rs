//! How far does each number move against its gradient? Adam (Kingma & Ba 2015).

use std::ops::Range;

/// Moving averages of one set of parameters (Adam, Kingma & Ba 2015).
#[derive(Debug, Clone)]
pub(super) struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    pub(super) fn new(size: usize) -> Moments {
        Moments { first: vec![0.0; size], second: vec![0.0; size] }
    }

    /// One step of some parameters against their gradients, which are multiplied by `scale` before.
    pub(super) fn step(
        &mut self,
        range: Range<usize>,
        parameters: &mut [f32],
        gradients: &[f32],
        scale: f32,
        rate: f32,
    ) {
        let moments = self.first[range.clone()].iter_mut().zip(&mut self.second[range]);
        for ((parameter, gradient), (first, second)) in parameters.iter_mut().zip(gradients).zip(moments) {
            let gradient = gradient * scale;
            *first = 0.9 * *first + 0.1 * gradient;
            *second = 0.999 * *second + 0.001 * gradient * gradient;
            *parameter -= rate * *first / (second.sqrt() + 1e-8);
        }
    }
}
