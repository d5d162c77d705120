//! Whose word are the passages of one statement? The voices behind them, each once.
//!
//! One utterance has one speaker: passages with the same words inside quotation marks rest on one voice, even where the
//! accounts name it differently ("Ada Okoro", "the mayor") or one of them does not name it at all. Which voices are
//! one by their names is left to `origins`.

use super::origins::{Origins, Voice, VoiceKind};
use crate::fold;
use news::Passage;
use std::collections::{BTreeMap, BTreeSet};

/// What to call the speaker of an utterance whom no account tells.
const UNTOLD: &str = "a speaker whom the texts do not name";

/// The voices of passages, some of which render one utterance; `group` holds the first of the accounts that each account
/// depends on.
pub(super) fn of(
    origins: &Origins<'_>,
    passages: &[Passage],
    utterances: &[(Passage, Passage)],
    group: &BTreeMap<u32, u32>,
) -> BTreeSet<Voice> {
    let place = |passage: &Passage| passages.binary_search(passage).ok();
    let mut first: Vec<usize> = (0..passages.len()).collect();
    for (one, two) in utterances {
        let (Some(one), Some(two)) = (place(one), place(two)) else { continue };
        let (one, two) = (first[one], first[two]);
        for root in first.iter_mut().filter(|root| **root == one.max(two)) {
            *root = one.min(two);
        }
    }
    let mut told: BTreeMap<usize, Vec<(u32, Voice)>> = BTreeMap::new();
    for (passage, root) in passages.iter().zip(&first) {
        let voices = told.entry(*root).or_default();
        voices.extend(origins.voice(*passage).map(|voice| (passage.account, voice)));
    }
    let mut found: BTreeSet<Voice> = BTreeSet::new();
    // Nameless voices that accounts of one text tell in the same words are one.
    let mut nameless: BTreeSet<(String, u32)> = BTreeSet::new();
    for (root, voices) in told {
        let is_one = first.iter().filter(|other| **other == root).count() > 1;
        let untold = || (passages[root].account, untold());
        let kept: Vec<(u32, Voice)> =
            if is_one { vec![best(&voices).unwrap_or_else(untold)] } else { voices };
        for (account, voice) in kept {
            let name = (fold::text(&voice.name), group.get(&account).copied().unwrap_or(account));
            if voice.kind != VoiceKind::Anonymous || nameless.insert(name) || found.contains(&voice) {
                found.insert(voice);
            }
        }
    }
    found
}

/// The voice that says most about the one speaker: a person with a name before others, then what most accounts tell.
fn best(voices: &[(u32, Voice)]) -> Option<(u32, Voice)> {
    let count = |voice: &Voice| voices.iter().filter(|(_, other)| other == voice).count();
    let key = |(_, voice): &&(u32, Voice)| {
        (voice.kind, std::cmp::Reverse(count(voice)), std::cmp::Reverse(voice.name.len()), voice.clone())
    };
    voices.iter().min_by_key(key).cloned()
}

fn untold() -> Voice {
    Voice { key: (Vec::new(), String::new()), name: UNTOLD.to_owned(), kind: VoiceKind::Anonymous }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str, kind: VoiceKind) -> (u32, Voice) {
        (0, Voice { key: (Vec::new(), name.to_owned()), name: name.to_owned(), kind })
    }

    #[test]
    fn a_person_with_a_name_says_most() {
        let voices = [
            voice("the mayor", VoiceKind::Anonymous),
            voice("Harlan", VoiceKind::Named),
            voice("Ada Okoro", VoiceKind::Person),
        ];
        assert_eq!(best(&voices).map(|(_, voice)| voice.name).as_deref(), Some("Ada Okoro"));
        assert!(best(&[]).is_none());
    }
}
