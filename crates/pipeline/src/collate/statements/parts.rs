//! Which sentences of two linked passages stand for each other?
//!
//! Who quotes three sentences of a speech of which another quotes the second has reported two sentences that the other has
//! not. A link between long passages is therefore counted sentence by sentence; what has no counterpart in the other passage is in no
//! statement because of this link.

use crate::collate::relations::words;
use news::{Account, Passage};
use std::collections::BTreeMap;

/// One sentence of a passage.
struct Part<'a> {
    passage: Passage,
    /// Its words, sorted.
    words: Vec<&'a str>,
}

/// Fewest words of a part that is told apart: "Yes.", "he said".
const FEWEST: usize = 3;

/// The passages that two linked ones join: their sentences two by two, or both whole where no sentence has a counterpart.
pub(super) fn of(accounts: &[Account], a: Passage, b: Passage) -> Vec<(Passage, Passage)> {
    let (ones, twos) = (parts(accounts, a), parts(accounts, b));
    if ones.len() < 2 && twos.len() < 2 {
        return vec![(a, b)];
    }
    let mut shares: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (i, one) in ones.iter().enumerate() {
        for (j, two) in twos.iter().enumerate() {
            let shared = words::shared(&one.words, &two.words);
            let shorter = one.words.len().min(two.words.len());
            if shared * 2 >= shorter {
                shares.insert((i, j), shared * 2000 / (one.words.len() + two.words.len()));
            }
        }
    }
    let is_best = |pair: (usize, usize), share: usize| {
        let rival = shares.iter().filter(|(other, _)| **other != pair);
        let mut rival = rival.filter(|(other, _)| other.0 == pair.0 || other.1 == pair.1);
        rival.all(|(_, other)| *other <= share)
    };
    let pairs: Vec<(Passage, Passage)> = shares
        .iter()
        .filter(|(pair, share)| is_best(**pair, **share))
        .map(|((i, j), _)| (ones[*i].passage, twos[*j].passage))
        .collect();
    if pairs.is_empty() { vec![(a, b)] } else { pairs }
}

/// The sentences of a passage, cut at its ends.
fn parts(accounts: &[Account], passage: Passage) -> Vec<Part<'_>> {
    let Some(account) = accounts.get(passage.account as usize) else { return Vec::new() };
    let first = account.sentences.partition_point(|sentence| sentence.span.end <= passage.span.start);
    let inside =
        account.sentences[first..].iter().take_while(|sentence| sentence.span.start < passage.span.end);
    let parts = inside.filter_map(|sentence| {
        let span = sentence.span.intersection(passage.span)?;
        let words = words::of(account, span);
        (words.len() >= FEWEST).then_some(Part { passage: Passage { account: passage.account, span }, words })
    });
    parts.collect()
}
