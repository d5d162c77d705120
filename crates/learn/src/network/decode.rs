//! Which labels fit together? The best path through scores, and the stretches that labels mark.

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
    let places = scores.len() / labels.max(1);
    let mut back: Vec<u8> = Vec::with_capacity(places * labels);
    let mut best: Vec<i64> = Vec::new();
    for place in scores.chunks_exact(labels) {
        let first = best.is_empty();
        let reach = |from: usize, to: usize| {
            let possible = follows((!first).then_some(from), to);
            let before = best.get(from).map_or(0, |best| best + i64::from(transitions[from * labels + to]));
            before + if possible { 0 } else { NEVER }
        };
        let next = (0..labels).map(|to| {
            let from = (0..labels).rev().max_by_key(|&from| reach(from, to)).unwrap_or(0);
            (reach(from, to) + i64::from(place[to]), from as u8)
        });
        let (scores, from): (Vec<i64>, Vec<u8>) = next.unzip();
        best = scores;
        back.extend(from);
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
