//! Whose word are the passages of one statement? The voices behind them, each once.
//!
//! One utterance has one speaker: passages with the same words inside quotation marks rest on one voice, even where the
//! accounts name it differently ("Ada Okoro", "the mayor") or one of them does not name it at all. People whom the accounts
//! name beside the words stay apart: two may read out one text. Which names are one person's is left to `origins`.

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
    let mut told: BTreeMap<usize, Vec<Told>> = BTreeMap::new();
    for (passage, root) in passages.iter().zip(&first) {
        let voices = told.entry(*root).or_default();
        voices.extend(origins.voice(*passage).map(|voice| {
            let by_name = voice.kind == VoiceKind::Person && origins.is_by_name(*passage);
            Told { account: passage.account, by_name, voice }
        }));
    }
    let mut found: BTreeSet<Voice> = BTreeSet::new();
    // Nameless voices that accounts of one text tell in the same words are one.
    let mut nameless: BTreeSet<(String, u32)> = BTreeSet::new();
    for (root, voices) in told {
        let is_one = first.iter().filter(|other| **other == root).count() > 1;
        let untold = || vec![Told { account: passages[root].account, by_name: false, voice: untold() }];
        let kept = if is_one {
            speakers(&voices, |one, two| origins.is_one_person(one, two)).unwrap_or_else(untold)
        } else {
            voices
        };
        for Told { account, voice, .. } in kept {
            let name = (fold::text(&voice.name), group.get(&account).copied().unwrap_or(account));
            if voice.kind != VoiceKind::Anonymous || nameless.insert(name) || found.contains(&voice) {
                found.insert(voice);
            }
        }
    }
    found
}

/// What to call a voice in a reason: "several sources" alone would read as several.
pub(super) fn told(voice: &Voice) -> String {
    if voice.kind == VoiceKind::Anonymous && voice.name != UNTOLD {
        format!("“{}”, not named", voice.name)
    } else {
        voice.name.clone()
    }
}

/// A voice and the account that has it.
#[derive(Clone)]
struct Told {
    account: u32,
    voice: Voice,
    /// Whether the account names this person beside the words.
    by_name: bool,
}

/// Those who spoke the words of one utterance: the voice that says most, and everybody else who is named beside them and
/// is not the same person.
fn speakers(voices: &[Told], is_one: impl Fn(&Voice, &Voice) -> bool) -> Option<Vec<Told>> {
    let mut kept = vec![best(voices)?];
    let mut people: Vec<&Told> = voices.iter().filter(|told| told.by_name).collect();
    // The fullest name first: a surname is then known.
    people.sort_by_key(|told| (std::cmp::Reverse(told.voice.name.len()), &told.voice, told.account));
    for told in people {
        if !kept.iter().any(|known| is_one(&known.voice, &told.voice)) {
            kept.push(told.clone());
        }
    }
    Some(kept)
}

/// The voice that says most about the one speaker: a person with a name before others, one named beside the words before
/// one whom "she" stands for, then what most accounts tell.
fn best(voices: &[Told]) -> Option<Told> {
    let count = |voice: &Voice| voices.iter().filter(|other| other.voice == *voice).count();
    let key = |told: &&Told| {
        let (voice, length) = (&told.voice, std::cmp::Reverse(told.voice.name.len()));
        (voice.kind, !told.by_name, std::cmp::Reverse(count(voice)), length, voice.clone())
    };
    voices.iter().min_by_key(key).cloned()
}

fn untold() -> Voice {
    Voice { key: (Vec::new(), String::new()), name: UNTOLD.to_owned(), kind: VoiceKind::Anonymous }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, kind: VoiceKind) -> Told {
        let voice = Voice { key: (Vec::new(), name.to_owned()), name: name.to_owned(), kind };
        Told { account: 0, voice, by_name: kind == VoiceKind::Person }
    }

    #[test]
    fn a_person_with_a_name_says_most() {
        let voices = [
            told("the mayor", VoiceKind::Anonymous),
            told("Harlan", VoiceKind::Named),
            told("Ada Okoro", VoiceKind::Person),
        ];
        assert_eq!(best(&voices).map(|told| told.voice.name).as_deref(), Some("Ada Okoro"));
        assert!(best(&[]).is_none());
    }

    #[test]
    fn two_people_named_beside_the_same_words_are_two_voices() {
        let is_one = |one: &Voice, two: &Voice| one.name == two.name;
        let count = |voices: &[Told]| speakers(voices, is_one).map_or(0, |kept| kept.len());
        let (ada, linus) = (told("Ada Okoro", VoiceKind::Person), told("Linus Lind", VoiceKind::Person));
        assert_eq!(count(&[ada.clone(), linus.clone()]), 2);
        assert_eq!(count(&[ada.clone(), ada.clone()]), 1);
        assert_eq!(count(&[ada.clone(), told("Harlan", VoiceKind::Named)]), 1);
        let she = Told { by_name: false, ..linus };
        assert_eq!(count(&[she, ada]), 1);
        assert_eq!(count(&[]), 0);
    }
}
