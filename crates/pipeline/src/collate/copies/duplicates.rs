//! Which of many texts are nearly the same text? Before anything is known of them but their words.
//!
//! The fingerprints by which copied prose is found in a comparison ([`super::shared`]), counted for each pair of texts
//! that meet, and then the shares of all runs of four words (Jaccard 1901; shingles: Broder 1997).

use super::super::utterances::words::{mix, split};
use super::prose::SEED;
use super::shared::{fingerprints, meetings};
use news::Span;

/// A fingerprint meets this many texts before it: more is furniture.
const REACH: usize = 48;
/// Thousandths by which the share of fingerprints may fall short of the wanted share of runs, for a pair to be looked
/// at: fingerprints are a sample.
const SLACK: u32 = 120;

/// Pairs of texts, lower index first, that share at least so many thousandths of their runs of four words; sorted.
pub(crate) fn pairs(texts: &[&str], least: u32) -> Vec<(usize, usize)> {
    let mut seeds: Vec<Vec<u64>> = texts.iter().map(|text| self::seeds(text)).collect();
    let prints: Vec<Vec<u64>> = seeds.iter().map(|seeds| fingerprints(seeds)).collect();
    let near = meetings(&prints, REACH).into_iter().filter(|(one, two, shared)| {
        jaccard(*shared as usize, prints[*one].len(), prints[*two].len()) + SLACK >= least
    });
    let near: Vec<(usize, usize)> = near.map(|(one, two, _)| (one, two)).collect();
    for &(one, two) in &near {
        for at in [one, two] {
            seeds[at].sort_unstable();
            seeds[at].dedup();
        }
    }
    let same = |(one, two): &(usize, usize)| {
        let shared = common(&seeds[*one], &seeds[*two]);
        jaccard(shared, seeds[*one].len(), seeds[*two].len()) >= least
    };
    near.into_iter().filter(same).collect()
}

/// The fingerprints of a text, sorted, each once: texts that are nearly the same share most of them.
pub(crate) fn prints(text: &str) -> Vec<u64> {
    fingerprints(&seeds(text))
}

/// The runs of four words of a text, in order.
fn seeds(text: &str) -> Vec<u64> {
    let words = split(text, &[Span::new(0, text.len())], |_| false).words;
    words.windows(SEED).map(|words| words.iter().fold(0, |hash, word| mix(hash, word.key))).collect()
}

/// Thousandths of all that are shared.
fn jaccard(shared: usize, one: usize, two: usize) -> u32 {
    (shared * 1000 / (one + two).saturating_sub(shared).max(1)) as u32
}

/// How many numbers stand in both sorted lists.
fn common(one: &[u64], two: &[u64]) -> usize {
    let (mut a, mut b, mut found) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), two.get(b)) {
        found += usize::from(left == right);
        a += usize::from(left <= right);
        b += usize::from(right <= left);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_word_changed_is_nearly_the_same_and_another_text_is_not() {
        let one: String = (0..120).map(|at| format!("word{at} ")).collect();
        let two = one.replace("word60 ", "other ");
        let three: String = (200..320).map(|at| format!("word{at} ")).collect();
        assert_eq!(pairs(&[&one, &three, &two], 700), [(0, 2)]);
        assert_eq!(pairs(&[&one, &three, &two], 990), []);
    }
}
