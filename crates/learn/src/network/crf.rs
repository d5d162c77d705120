//! How wrong are scores along a sequence, and which way is better? A linear-chain conditional random field.
//!
//! Lafferty, McCallum & Pereira 2001; forwards and back with the sums of each place scaled to one.

use super::decode::follows;
use super::gates::{exponential, logarithm};

/// Labels of a sequence with learnt weights between neighbours.
#[derive(Debug)]
pub(super) struct Chain<'p> {
    pub(super) labels: usize,
    /// Weight of each label after each label: from, then to.
    pub(super) transitions: &'p [f32],
}

impl Chain<'_> {
    /// The loss of the right labels; turns `scores` (labels per place) into the gradient and adds that of the
    /// transitions to `gradients`.
    pub(super) fn slopes(&self, scores: &mut [f32], right: &[u8], gradients: &mut [f32]) -> f64 {
        let labels = self.labels;
        let places = right.len();
        let between: Vec<f64> = (0..labels * labels)
            .map(|at| {
                let possible = follows(Some(at / labels), at % labels);
                if possible { exponential(f64::from(self.transitions[at])) } else { 0.0 }
            })
            .collect();
        let mut loss = self.pay(scores, right);
        // Exponentials of the scores, then forward and backward sums, each place's sum being one.
        let mut weights = Vec::with_capacity(places * labels);
        for place in scores.chunks_exact(labels) {
            let highest = place.iter().copied().fold(f32::MIN, f32::max);
            loss += f64::from(highest);
            weights.extend(place.iter().map(|score| exponential(f64::from(score - highest))));
        }
        let mut forward = vec![0.0f64; places * labels];
        let mut wholes = vec![1.0f64; places];
        for place in 0..places {
            let (before, here) = forward.split_at_mut(place * labels);
            let before = before.chunks_exact(labels).next_back();
            for to in 0..labels {
                let reach = match before {
                    None => f64::from(u8::from(follows(None, to))),
                    Some(before) => (0..labels).map(|from| before[from] * between[from * labels + to]).sum(),
                };
                here[to] = reach * weights[place * labels + to];
            }
            wholes[place] = here[..labels].iter().sum::<f64>().max(1e-300);
            here[..labels].iter_mut().for_each(|sum| *sum /= wholes[place]);
            loss += logarithm(wholes[place]);
        }
        let mut backward = vec![1.0f64; labels];
        for place in (0..places).rev() {
            let here = place * labels;
            for label in 0..labels {
                let share = forward[here + label] * backward[label];
                scores[here + label] = share as f32 - f32::from(u8::from(usize::from(right[place]) == label));
            }
            if place == 0 {
                break;
            }
            let coming: Vec<f64> =
                (0..labels).map(|to| weights[here + to] * backward[to] / wholes[place]).collect();
            for from in 0..labels {
                let left = forward[here - labels + from];
                let mut sum = 0.0;
                for to in 0..labels {
                    let part = between[from * labels + to] * coming[to];
                    gradients[from * labels + to] += (left * part) as f32;
                    sum += part;
                }
                backward[from] = sum;
            }
            gradients[usize::from(right[place - 1]) * labels + usize::from(right[place])] -= 1.0;
        }
        loss
    }

    /// What the right path earns, as a debt.
    fn pay(&self, scores: &[f32], right: &[u8]) -> f64 {
        let labels = self.labels;
        let places = scores.chunks_exact(labels).zip(right);
        let emitted: f64 = places.map(|(place, label)| f64::from(place[usize::from(*label)])).sum();
        let passed: f64 = right
            .windows(2)
            .map(|pair| f64::from(self.transitions[usize::from(pair[0]) * labels + usize::from(pair[1])]))
            .sum();
        -emitted - passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORES: [f32; 9] = [0.5, 1.0, -0.5, 0.25, -1.0, 0.75, 0.0, 0.5, 0.25];
    const TRANSITIONS: [f32; 9] = [0.1, -0.2, 0.0, 0.3, 0.2, 0.6, -0.4, 0.1, 0.5];
    const RIGHT: [u8; 3] = [1, 2, 0];

    fn loss(scores: &[f32], transitions: &[f32]) -> f64 {
        let mut scores = scores.to_vec();
        Chain { labels: 3, transitions }.slopes(&mut scores, &RIGHT, &mut [0.0; 9])
    }

    #[test]
    fn the_loss_is_that_of_all_paths() {
        let mut whole = 0.0;
        for path in 0..27 {
            let path = [path / 9, path / 3 % 3, path % 3];
            let mut before = None;
            if !path.iter().all(|&label| follows(before.replace(label), label)) {
                continue;
            }
            let emitted: f32 = (0..3).map(|place| SCORES[place * 3 + path[place]]).sum();
            let passed: f32 = path.windows(2).map(|pair| TRANSITIONS[pair[0] * 3 + pair[1]]).sum();
            whole += exponential(f64::from(emitted + passed));
        }
        let right = f64::from(1.0f32 + 0.75 + 0.0 + 0.6 - 0.4);
        assert!((loss(&SCORES, &TRANSITIONS) - (logarithm(whole) - right)).abs() < 1e-6);
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        let (mut slopes, mut gradients) = (SCORES.to_vec(), [0.0; 9]);
        Chain { labels: 3, transitions: &TRANSITIONS }.slopes(&mut slopes, &RIGHT, &mut gradients);
        for at in 0..9 {
            let step = 1e-2;
            let (mut up, mut down) = (SCORES, SCORES);
            up[at] += step;
            down[at] -= step;
            let slope = (loss(&up, &TRANSITIONS) - loss(&down, &TRANSITIONS)) / f64::from(2.0 * step);
            assert!((slope - f64::from(slopes[at])).abs() < 1e-3, "score {at}");
            let (mut up, mut down) = (TRANSITIONS, TRANSITIONS);
            up[at] += step;
            down[at] -= step;
            let slope = (loss(&SCORES, &up) - loss(&SCORES, &down)) / f64::from(2.0 * step);
            assert!((slope - f64::from(gradients[at])).abs() < 1e-3, "transition {at}");
        }
    }
}
