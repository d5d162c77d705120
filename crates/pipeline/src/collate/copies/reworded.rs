//! Which sentences of the narrator are the same sentence in other words?
//!
//! Half of the telling words and half of all content words of the shorter sentence, at least four: fewer
//! prove a common subject, not a common text. Inside quotation marks nothing counts.

use super::prose::{Prose, ProseSentence};

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
    let mut found = Vec::new();
    let mut counts = vec![0usize; two.sentences.len()];
    let mut touched: Vec<usize> = Vec::new();
    for (a, sentence) in one.sentences.iter().enumerate().filter(|(_, sentence)| is_full(sentence)) {
        for stem in &sentence.telling {
            let first = two.places.partition_point(|(other, _)| other < stem);
            let places = two.places[first..].iter().take_while(|(other, _)| other == stem).take(CROWD);
            for b in places.map(|(_, b)| *b as usize) {
                if counts[b] == 0 {
                    touched.push(b);
                }
                counts[b] += 1;
            }
        }
        let best = touched
            .drain(..)
            .map(|b| (b, std::mem::take(&mut counts[b])))
            .filter(|&(b, shared)| is_same(sentence, &two.sentences[b], shared))
            .max_by_key(|&(b, shared)| (shared, std::cmp::Reverse(b)));
        found.extend(best.map(|(b, shared)| Reworded { a, b, shared }));
    }
    found
}

/// The telling stems of an account's sentences with the sentences that they stand in, sorted.
pub(super) fn places(sentences: &[ProseSentence]) -> Vec<(u64, u32)> {
    let full = sentences.iter().enumerate().filter(|(_, sentence)| is_full(sentence));
    let mut places: Vec<(u64, u32)> =
        full.flat_map(|(at, sentence)| sentence.telling.iter().map(move |&stem| (stem, at as u32))).collect();
    places.sort_unstable();
    places
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
