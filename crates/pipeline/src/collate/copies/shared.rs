//! Which stretches stand word for word in two accounts, and how much does that prove?
//!
//! Candidates by winnowed fingerprints (Schleimer, Wilkerson & Aiken 2003), then seeds, extended to maximal
//! runs, longest first at each place (greedy string tiling, Wise 1993). Names, titles and stock phrases give
//! long runs in independent accounts, so a run weighs what it has of telling words, not its length.

use super::prose::{Prose, SEED};

/// A window of seeds gives one fingerprint.
const WINDOW: usize = 4;
/// A fingerprint in more accounts than this is compared with its next neighbours only.
const CROWD: usize = 256;
/// Places of one seed that are tried.
const PLACES: usize = 50;

/// Pairs of accounts that share a fingerprint, sorted.
pub(super) fn candidates(proses: &[Prose]) -> Vec<(usize, usize)> {
    let seeds = proses.iter().map(|prose| {
        let mut hashes = vec![0; prose.seeds.len()];
        for &(hash, place) in &prose.seeds {
            hashes[place as usize] = hash;
        }
        fingerprints(&hashes)
    });
    let lists: Vec<Vec<u64>> = seeds.collect();
    meetings(&lists, CROWD).into_iter().map(|(one, two, _)| (one, two)).collect()
}

/// The smallest seed of every window of seeds in text order; sorted, each once.
pub(super) fn fingerprints(seeds: &[u64]) -> Vec<u64> {
    let mut found: Vec<u64> =
        seeds.windows(WINDOW).filter_map(|window| window.iter().min().copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Pairs of lists that have a number in common, and how many, sorted. A number meets the `reach` lists before it that
/// hold it too: what many hold tells little, and the work stays in proportion to the lists.
pub(super) fn meetings(lists: &[Vec<u64>], reach: usize) -> Vec<(usize, usize, u32)> {
    let held = lists.iter().zip(0u32..).flat_map(|(list, at)| list.iter().map(move |number| (*number, at)));
    let mut held: Vec<(u64, u32)> = held.collect();
    held.sort_unstable();
    // Where each list stands among those that hold a number.
    let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); lists.len()];
    let mut first = 0u32;
    for group in held.chunk_by(|one, two| one.0 == two.0) {
        for (within, (_, list)) in group.iter().enumerate().skip(1) {
            places[*list as usize].push((first + within as u32, within.min(reach) as u32));
        }
        first += group.len() as u32;
    }
    let mut counts = vec![0u32; lists.len()];
    let mut found = Vec::new();
    for (two, places) in places.iter().enumerate() {
        let mut touched: Vec<u32> = Vec::new();
        for (at, before) in places {
            for (_, one) in &held[(at - before) as usize..*at as usize] {
                if counts[*one as usize] == 0 {
                    touched.push(*one);
                }
                counts[*one as usize] += 1;
            }
        }
        found.extend(
            touched.into_iter().map(|one| (one as usize, two, std::mem::take(&mut counts[one as usize]))),
        );
    }
    found.sort_unstable();
    found
}

/// A run of words that stands in both accounts: word indexes and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) len: usize,
}

/// Maximal shared runs of at least a seed, each word of either side in one run at most.
pub(super) fn stretches(one: &Prose, two: &Prose) -> Vec<Stretch> {
    let mut taken = vec![false; two.words.len()];
    let mut found = Vec::new();
    let mut hashes = vec![0; one.words.len()];
    for &(hash, place) in &one.seeds {
        hashes[place as usize] = hash;
    }
    let mut at = 0;
    while at + SEED <= one.words.len() {
        match longest(one, two, &taken, hashes[at], at) {
            Some((place, len)) if len >= SEED => {
                taken[place..place + len].fill(true);
                found.push(Stretch { a: at, b: place, len });
                at += len;
            }
            _ => at += 1,
        }
    }
    found
}

/// The place in the second account where the run from `at` goes on longest.
fn longest(one: &Prose, two: &Prose, taken: &[bool], hash: u64, at: usize) -> Option<(usize, usize)> {
    let from = two.seeds.partition_point(|&(other, _)| other < hash);
    let places = two.seeds[from..].iter().take_while(|&&(other, _)| other == hash).take(PLACES);
    let run = |place: usize| {
        let words = one.words[at..].iter().zip(&two.words[place..]).zip(&taken[place..]);
        words.take_while(|((word, other), taken)| word.key == other.key && !**taken).count()
    };
    places
        .map(|&(_, place)| (place as usize, run(place as usize)))
        .max_by_key(|&(place, len)| (len, std::cmp::Reverse(place)))
}

/// The parts of a stretch that are the narrator's on both sides, and the number of other words.
pub(super) fn narrators_parts(one: &Prose, two: &Prose, stretch: Stretch) -> (Vec<Stretch>, usize) {
    let (mut parts, mut quoted): (Vec<Stretch>, usize) = (Vec::new(), 0);
    let mut open = false;
    for step in 0..stretch.len {
        let (a, b) = (stretch.a + step, stretch.b + step);
        if one.words[a].quoted || two.words[b].quoted {
            quoted += 1;
            open = false;
            continue;
        }
        match parts.last_mut() {
            Some(part) if open => part.len += 1,
            _ => parts.push(Stretch { a, b, len: 1 }),
        }
        open = true;
    }
    (parts, quoted)
}

/// What a narrator's run proves: telling words beyond the two that chance and custom give. Zero for runs of
/// names and titles.
pub(super) fn weight(one: &Prose, part: Stretch) -> usize {
    let words = &one.words[part.a..part.a + part.len];
    let small = words.iter().filter(|word| word.small).count();
    let telling = words.iter().filter(|word| word.telling).count();
    if part.len >= 5 && small >= 4 { telling.saturating_sub(2) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::prose::ProseWord;
    use super::*;
    use crate::collate::utterances::words::{hash, mix};
    use news::Span;

    fn prose(text: &str) -> Prose {
        let mut words: Vec<ProseWord> = Vec::new();
        for word in text.split(' ') {
            let small = word.starts_with(char::is_lowercase);
            let bare = word.trim_start_matches('“');
            let key = hash(&bare.to_lowercase());
            let quoted = word.starts_with('“');
            words.push(ProseWord { key, span: Span::new(0, 0), quoted, telling: small, small, sentence: 0 });
        }
        let seed = |words: &[ProseWord]| words.iter().fold(0, |sum, word| mix(sum, word.key));
        let mut seeds: Vec<(u64, u32)> =
            words.windows(SEED).enumerate().map(|(at, words)| (seed(words), at as u32)).collect();
        seeds.sort_unstable();
        Prose { words, seeds, ..Prose::default() }
    }

    #[test]
    fn runs_are_maximal_and_moved_paragraphs_are_found() {
        let one = prose("the dam cracked at dawn on Sunday and the valley was cleared by noon");
        let two = prose("engineers say the valley was cleared by noon after the dam cracked at dawn");
        let found = stretches(&one, &two);
        assert_eq!(found, [Stretch { a: 0, b: 9, len: 5 }, Stretch { a: 8, b: 2, len: 6 }]);
        assert_eq!(candidates(&[one, two]), [(0, 1)]);
    }

    #[test]
    fn lists_meet_the_nearest_that_hold_the_same() {
        let lists = [vec![1, 2, 3], vec![9], vec![2, 3], vec![3]];
        assert_eq!(meetings(&lists, 9), [(0, 2, 2), (0, 3, 1), (2, 3, 1)]);
        assert_eq!(meetings(&lists, 1), [(0, 2, 2), (2, 3, 1)]);
    }

    #[test]
    fn names_and_titles_weigh_nothing() {
        let one = prose("Regional Water Minister Ana Belmonte Of The Union said");
        let whole = Stretch { a: 0, b: 0, len: 9 };
        assert_eq!(weight(&one, whole), 0);
        let two = prose("the cracked wall was sealed with concrete overnight");
        assert!(weight(&two, Stretch { a: 0, b: 0, len: 8 }) >= 5);
    }

    #[test]
    fn quoted_words_are_no_part_of_the_narrators_run() {
        let one = prose("the mayor said “we “will “rebuild and left the hall");
        let (parts, quoted) = narrators_parts(&one, &one, Stretch { a: 0, b: 0, len: 10 });
        assert_eq!((parts.len(), quoted), (2, 3));
    }
}
