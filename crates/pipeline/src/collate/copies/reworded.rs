//! Which sentences of the narrator are the same sentence in other words?
//!
//! Half of the telling words and half of all content words of the shorter sentence, at least four: fewer
//! prove a common subject, not a common text. Inside quotation marks nothing counts.

use super::prose::{Prose, ProseSentence};
use std::collections::BTreeMap;

/// Least telling words, and least content words, of a sentence that is looked at.
const LEAST_TELLING: usize = 4;
const LEAST_CONTENT: usize = 6;
/// A stem in more sentences than this leads nowhere.
const CROWD: usize = 64;

/// Sentence indexes of both accounts and how many telling words they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reworded {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) shared: usize,
}

/// For each sentence of the first account the best in the second, if any is the same reworded (or verbatim).
pub(super) fn sentences(one: &Prose, two: &Prose) -> Vec<Reworded> {
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, sentence) in two.sentences.iter().enumerate().filter(|(_, sentence)| is_full(sentence)) {
        for &stem in &sentence.telling {
            places.entry(stem).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for (a, sentence) in one.sentences.iter().enumerate().filter(|(_, sentence)| is_full(sentence)) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for stem in &sentence.telling {
            for &b in places.get(stem).into_iter().flatten().take(CROWD) {
                *counts.entry(b).or_default() += 1;
            }
        }
        let best = counts
            .into_iter()
            .filter(|&(b, shared)| is_same(sentence, &two.sentences[b], shared))
            .max_by_key(|&(b, shared)| (shared, std::cmp::Reverse(b)));
        found.extend(best.map(|(b, shared)| Reworded { a, b, shared }));
    }
    found
}

fn is_full(sentence: &ProseSentence) -> bool {
    sentence.telling.len() >= LEAST_TELLING && sentence.stems.len() >= LEAST_CONTENT
}

fn is_same(one: &ProseSentence, two: &ProseSentence, shared: usize) -> bool {
    let all = one.stems.iter().filter(|stem| two.stems.binary_search(stem).is_ok()).count();
    shared >= LEAST_TELLING
        && shared * 2 >= one.telling.len().min(two.telling.len())
        && all * 2 >= one.stems.len().min(two.stems.len())
}
