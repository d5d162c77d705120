//! Which words stand for the pictures of a page, and does a block say the same?
//!
//! Kept as hashes of letters and digits, whole and of every opening that ends with a word: a caption is often the
//! alternative text with a credit behind it, or the alternative text the caption with something behind it.

/// Bytes of words that stand for a picture and may be its caption too.
const BYTES: std::ops::Range<usize> = 12..500;
/// Alternative texts that are kept.
const MAX_KEPT: usize = 2000;
/// Openings of fewer letters and digits are no evidence.
const OPENING: usize = 12;

/// The alternative texts of a page.
#[derive(Debug, Default)]
pub(in crate::read::html) struct Alternatives {
    whole: Vec<u64>,
    openings: Vec<u64>,
}

impl Alternatives {
    pub(super) fn add(&mut self, words: &str) {
        if BYTES.contains(&words.len()) && self.whole.len() < MAX_KEPT {
            let openings = &mut self.openings;
            self.whole.push(openings_of(words, |opening| openings.push(opening)));
        }
    }

    pub(super) fn sort(&mut self) {
        for list in [&mut self.whole, &mut self.openings] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// How far some words are an alternative text: 0 not at all, 1 its opening, 2 it with more behind, 3 the same.
    pub(in crate::read::html) fn likeness(&self, words: &str) -> i16 {
        if self.whole.is_empty() || !BYTES.contains(&words.len()) {
            return 0;
        }
        let has = |list: &[u64], hash: u64| list.binary_search(&hash).is_ok();
        let mut is_longer = false;
        let all = openings_of(words, |opening| is_longer |= has(&self.whole, opening));
        match () {
            () if has(&self.whole, all) => 3,
            () if is_longer => 2,
            () if has(&self.openings, all) => 1,
            () => 0,
        }
    }
}

/// Letters and digits of some words as one number; `see` is told the number after every word but the last.
fn openings_of(words: &str, mut see: impl FnMut(u64)) -> u64 {
    let (mut state, mut seen, mut ended) = (0xcbf2_9ce4_8422_2325u64, 0usize, false);
    for c in words.chars() {
        if !c.is_alphanumeric() {
            ended = true;
            continue;
        }
        if ended && seen >= OPENING {
            see(state);
        }
        ended = false;
        let mut add = |c: char| {
            seen += 1;
            state = (state ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
        };
        if c.is_ascii() { add(c.to_ascii_lowercase()) } else { c.to_lowercase().for_each(add) }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_known_with_a_credit_behind_it_and_by_its_opening() {
        let mut alternatives = Alternatives::default();
        alternatives.add("The ferry leaves Porto Novo for the last time - Harbour Post");
        alternatives.add("Crews vote on Monday.");
        alternatives.sort();
        assert_eq!(alternatives.likeness("Crews vote on Monday"), 3);
        assert_eq!(alternatives.likeness("Crews vote on Monday. Photo: Ines Duarte"), 2);
        assert_eq!(alternatives.likeness("The ferry leaves Porto Novo for the last time"), 1);
        assert_eq!(alternatives.likeness("Crews on Monday"), 0);
    }
}
