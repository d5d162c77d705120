//! Which renderings are worth laying side by side? Those that share a shingle of words.
//!
//! An index, not all pairs: a rendering of three words and more is found by its shingles, a shorter one by
//! all of its words inside a longer one. Whether two are one utterance is left to `evidence`.

use super::renderings::Rendering;
use super::words::{Word, phrase};
use std::collections::{BTreeMap, BTreeSet};

/// Words of a shingle.
const SHINGLE: usize = 3;
/// A shingle in more renderings than this says nothing any more (or they are copies, and each is compared
/// with its neighbours only).
const CROWD: usize = 48;

/// Pairs of indexes `(lower, higher)`, sorted.
pub(super) fn pairs(renderings: &[Rendering]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, rendering) in renderings.iter().enumerate() {
        for shingle in shingles(&rendering.words, SHINGLE) {
            note(&mut places, shingle, index);
        }
    }
    let short = short_forms(renderings);
    for (index, rendering) in renderings.iter().enumerate() {
        for length in 1..SHINGLE {
            for shingle in shingles(&rendering.words, length) {
                if short.contains(&shingle) {
                    note(&mut places, shingle, index);
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    for (shingle, holders) in &places {
        for (at, &one) in holders.iter().enumerate() {
            for &two in holders[at + 1..].iter().take(CROWD) {
                let whole = !short.contains(shingle)
                    || is_whole(&renderings[one], *shingle)
                    || is_whole(&renderings[two], *shingle);
                if whole {
                    found.insert((one, two));
                }
            }
        }
    }
    found.into_iter().collect()
}

fn note(places: &mut BTreeMap<u64, Vec<usize>>, shingle: u64, index: usize) {
    let holders = places.entry(shingle).or_default();
    if holders.last() != Some(&index) {
        holders.push(index);
    }
}

/// Shingles that hold a content word.
fn shingles(words: &[Word], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length).filter(|window| window.iter().any(|word| !word.function)).map(phrase)
}

/// The shingles that are whole renderings shorter than a shingle.
fn short_forms(renderings: &[Rendering]) -> BTreeSet<u64> {
    let short = renderings.iter().filter(|rendering| rendering.words.len() < SHINGLE);
    short.flat_map(|rendering| shingles(&rendering.words, rendering.words.len())).collect()
}

/// Whether a shingle is all that a rendering has.
fn is_whole(rendering: &Rendering, shingle: u64) -> bool {
    rendering.words.len() < SHINGLE
        && shingles(&rendering.words, rendering.words.len()).next() == Some(shingle)
}
