//! Which labels fit together? The best path through scores, and the stretches that labels mark.

use fearless_simd::{Level, Simd, dispatch};

/// A stretch of a sequence, half-open, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// First place.
    pub start: usize,
    /// Place behind the last.
    pub end: usize,
    /// Kind of stretch: label `2·kind + 1` opens it, `2·kind + 2` goes on; label 0 is outside.
    pub kind: usize,
}

/// As good as impossible.
const NEVER: i64 = -(1 << 30);

/// Whether a label may stand behind another, or first: one that goes on needs its own kind before it.
pub(super) fn follows(before: Option<usize>, label: usize) -> bool {
    let goes_on = label > 0 && label.is_multiple_of(2);
    !goes_on || before == Some(label) || before == Some(label - 1)
}

/// The labels of the best path (Viterbi 1967) where a label that goes on may only follow its own kind. `scores`
/// holds one number per label and place, `transitions` one per label after each label (from, then to), both in
/// parts of [`ONE`](super::ONE). Label 0 is outside, then each kind opens and goes on.
pub fn best_path(scores: &[i32], transitions: &[i32], labels: usize) -> Vec<usize> {
    dispatch!(Level::new(), simd => simd.vectorize(#[inline(always)] || path(scores, transitions, labels)))
}

/// Labels that are weighed side by side.
const ABREAST: usize = 8;

#[inline(always)]
fn path(scores: &[i32], transitions: &[i32], labels: usize) -> Vec<usize> {
    if labels == 0 {
        return Vec::new();
    }
    let places = scores.len() / labels;
    let blocks = labels.div_ceil(ABREAST);
    // From, then to: what cannot follow is as good as impossible.
    let mut steps = vec![[0; ABREAST]; labels * blocks];
    for (at, weight) in transitions.iter().enumerate().take(labels * labels) {
        let (from, to) = (at / labels, at % labels);
        let bar = if follows(Some(from), to) { 0 } else { NEVER };
        steps[from * blocks + to / ABREAST][to % ABREAST] = i64::from(*weight) + bar;
    }
    let first =
        |(label, score): (usize, &i32)| i64::from(*score) + if follows(None, label) { 0 } else { NEVER };
    let mut best: Vec<i64> = scores.iter().take(labels).enumerate().map(first).collect();
    let mut back: Vec<u8> = vec![0; places * labels];
    let mut next = vec![0; labels];
    for (place, back) in scores.chunks_exact(labels).zip(back.chunks_exact_mut(labels)).skip(1) {
        for (block, (next, back)) in next.chunks_mut(ABREAST).zip(back.chunks_mut(ABREAST)).enumerate() {
            // Of equals the first.
            let (mut most, mut from) = ([i64::MIN; ABREAST], [0; ABREAST]);
            for (label, before) in best.iter().enumerate() {
                let steps = &steps[label * blocks + block];
                for at in 0..ABREAST {
                    let reach = before + steps[at];
                    from[at] = if reach > most[at] { label as i64 } else { from[at] };
                    most[at] = most[at].max(reach);
                }
            }
            for (((next, back), most), from) in next.iter_mut().zip(back).zip(most).zip(from) {
                (*next, *back) = (most, from as u8);
            }
        }
        for ((best, next), score) in best.iter_mut().zip(&next).zip(place) {
            *best = next + i64::from(*score);
        }
    }
    let mut label = (0..best.len()).rev().max_by_key(|&label| best[label]).unwrap_or(0);
    let mut path = vec![0; places];
    for place in (0..places).rev() {
        path[place] = label;
        label = usize::from(back[place * labels + label]);
    }
    path
}

/// The stretches that a path marks, in order.
pub fn stretches(path: &[usize]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (place, &label) in path.iter().enumerate().filter(|(_, label)| **label > 0) {
        let kind = (label - 1) / 2;
        match found.last_mut() {
            Some(last) if label.is_multiple_of(2) && last.end == place && last.kind == kind => {
                last.end = place + 1;
            }
            _ => found.push(Stretch { start: place, end: place + 1, kind }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_has_been_opened() {
        // "Go on" is best at the first place, yet nothing has been opened there.
        let path = best_path(&[0, 10, 90, 0, 0, 90, 50, 0, 0], &[0; 9], 3);
        assert_eq!(path, [1, 2, 0]);
    }

    #[test]
    fn stretches_of_two_kinds_stand_apart() {
        let found = stretches(&[1, 2, 3, 4, 4, 0, 1]);
        let kinds: Vec<_> = found.iter().map(|found| (found.start, found.end, found.kind)).collect();
        assert_eq!(kinds, [(0, 2, 0), (2, 5, 1), (6, 7, 0)]);
    }

    #[test]
    fn nothing_has_no_path() {
        assert!(best_path(&[], &[0; 9], 3).is_empty());
    }
}
