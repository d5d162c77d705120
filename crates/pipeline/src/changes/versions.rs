//! Does a newer version of one page say something else, and does it say so?
//!
//! Sentences are compared as they are worded, whatever part of the page they came to stand in: the whole text of the other
//! version is looked through before a sentence counts as gone. What is only added makes a page longer, not different.

use super::corrections::{admits, notes, shown};
use crate::fold;
use news::{Account, Change, ChangeKind, Passage, Sentence};
use std::collections::BTreeSet;

/// Passages that one alert shows.
const SHOWN: usize = 12;
/// The shortest sentence, in words, that counts as gone when nothing came in its place.
const SHORTEST: usize = 6;

/// What the newer of two versions of one page says otherwise. In the passages, the old version has the index `first`, the
/// new one the next.
///
/// Nothing is found where less than half of the old sentences are still there: that is another article, or a page that
/// was read otherwise.
pub(super) fn of(old: &Account, new: &Account, first: u32) -> Vec<Change> {
    let gone: Vec<&Sentence> = missing(old, new);
    let come: Vec<&Sentence> = missing(new, old);
    let noted = new_notes(old, new, first + 1);
    if let Some(note) = noted.iter().find(|note| admits(new, note.span)) {
        let reason = format!("the newer version says so: “{}”", shown(new, note.span));
        return vec![Change { kind: ChangeKind::Correction, passages: noted, reason }];
    }
    let whole = old.sentences.iter().filter(|sentence| sentence.zone.is_account()).count();
    if gone.is_empty() || !noted.is_empty() || gone.len() * 2 > whole {
        return Vec::new();
    }
    let mut passages: Vec<Passage> = Vec::new();
    let (mut reworded, mut removed) = (0, 0);
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for sentence in &gone {
        let before = words(old, sentence);
        let place = come.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        let place = place.map(|(index, other)| (shared(&before, &words(new, other)), index)).max();
        let place =
            place.filter(|(share, _)| *share >= 500).and_then(|(_, index)| Some((index, come.get(index)?)));
        if place.is_none() && before.len() < SHORTEST {
            continue;
        }
        passages.push(Passage { account: first, span: sentence.span });
        match place {
            Some((index, other)) => {
                taken.insert(index);
                passages.push(Passage { account: first + 1, span: other.span });
                reworded += 1;
            }
            None => removed += 1,
        }
    }
    if passages.is_empty() {
        return Vec::new();
    }
    let count = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 sentence {what}")),
        _ => Some(format!("{count} sentences {what}")),
    };
    let parts: Vec<String> =
        [count(reworded, "reworded"), count(removed, "removed")].into_iter().flatten().collect();
    let reason = format!("{}; the newer version has no note of a change", parts.join(", "));
    passages.truncate(SHOWN);
    vec![Change { kind: ChangeKind::SilentlyChanged, passages, reason }]
}

/// Whether the newer version has sentences that the old one had not.
pub(super) fn says_more(old: &Account, new: &Account) -> bool {
    !missing(new, old).is_empty()
}

/// Sentences of one version whose words stand nowhere in the other.
fn missing<'a>(one: &'a Account, other: &Account) -> Vec<&'a Sentence> {
    let kept: BTreeSet<Vec<String>> = other.sentences.iter().map(|sentence| words(other, sentence)).collect();
    // Between blanks, so that no word is the front of another.
    let whole = format!(" {} ", words_of(&other.article.text).join(" "));
    let sentences = one.sentences.iter().filter(|sentence| sentence.zone.is_account());
    sentences
        .filter(|sentence| {
            let words = words(one, sentence);
            !words.is_empty() && !kept.contains(&words) && !whole.contains(&format!(" {} ", words.join(" ")))
        })
        .collect()
}

fn words(account: &Account, sentence: &Sentence) -> Vec<String> {
    words_of(account.words(sentence.span))
}

/// Folded words without marks: other marks, capitals and spaces are no change.
fn words_of(text: &str) -> Vec<String> {
    let folded = fold::text(text);
    let words = folded.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'));
    words
        .map(|word| word.trim_matches(['\'', '-']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Words that two sentences share, in thousandths of the longer one.
fn shared(one: &[String], two: &[String]) -> usize {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    let mut left: Vec<&String> = long.iter().collect();
    let mut count = 0;
    for word in short {
        if let Some(at) = left.iter().position(|other| *other == word) {
            left.swap_remove(at);
            count += 1;
        }
    }
    count * 1000 / long.len().max(1)
}

/// Notes of change in the new version that the old one did not have.
fn new_notes(old: &Account, new: &Account, index: u32) -> Vec<Passage> {
    let before: BTreeSet<String> = notes(old).map(|note| fold::text(old.words(note))).collect();
    let added = notes(new).filter(|note| !before.contains(&fold::text(new.words(*note))));
    added.map(|span| Passage { account: index, span }).collect()
}
