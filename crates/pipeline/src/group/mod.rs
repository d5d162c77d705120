//! Which accounts tell the same event?
//!
//! Single pass, nearest neighbour (Allan, Papka & Lavrenko 1998): each account, earliest first, joins the
//! story of the earlier account that is most like it, or starts a story. Likeness is the cosine of word
//! vectors whose weights come from how many news articles use a word at all, so that two accounts compare
//! alike in a batch of two and of two thousand. A first version: no merging or splitting of stories later.

use crate::collate::utterances::words::{Word, split};
use crate::{Kit, fold};
use news::{Account, Noted, Span, Story};
use std::collections::BTreeMap;

/// Least likeness, in thousandths, of two accounts of one event.
const ALIKE: u64 = 350;
/// Bytes of an account that are looked at: news says what it is about first.
const READ: usize = 6000;
/// Latest accounts with a word that are compared with a new one.
const NEIGHBOURS: usize = 400;
/// Words that a reason shows.
const SHOWN: usize = 6;

/// Groups accounts into stories.
pub fn group(kit: &Kit, accounts: &[Account]) -> Noted<Vec<Story>> {
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    order.sort_by_key(|&index| {
        let article = &accounts[index].article;
        (
            article.published.candidates.first().copied(),
            article.source.sha256().to_owned(),
            article.id.clone(),
        )
    });
    let vectors: Vec<Vector> = accounts.iter().map(|account| Vector::of(kit, account)).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut story_of: Vec<usize> = vec![0; accounts.len()];
    let mut stories: Vec<Vec<(u32, String)>> = Vec::new();
    for &index in &order {
        let vector = &vectors[index];
        match nearest(vector, &vectors, &holders) {
            Some((other, likeness)) if likeness >= ALIKE => {
                let reason = reason(vector, &vectors[other], &accounts[other], likeness);
                story_of[index] = story_of[other];
                stories[story_of[other]].push((index as u32, reason));
            }
            _ => {
                story_of[index] = stories.len();
                stories.push(vec![(index as u32, String::new())]);
            }
        }
        for word in vector.weights.keys() {
            holders.entry(word).or_default().push(index);
        }
    }
    let mut found: Vec<Story> = stories.into_iter().map(story).collect();
    found.sort_by(|one, two| one.accounts.cmp(&two.accounts));
    Noted::plain(found)
}

/// A story in the order of its accounts; the one that others joined has no reason.
fn story(mut members: Vec<(u32, String)>) -> Story {
    members.sort();
    let accounts = members.iter().map(|&(index, _)| index).collect();
    let reasons = members.into_iter().map(|(_, reason)| reason).filter(|reason| !reason.is_empty()).collect();
    Story { accounts, reasons }
}

/// The words of an account by weight.
struct Vector {
    weights: BTreeMap<String, u64>,
    /// Square of the length.
    square: u64,
}

impl Vector {
    fn of(kit: &Kit, account: &Account) -> Vector {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut count = |span: Span| {
            let words = split(account.text(), &[span], |word| kit.function_words.contains(word)).words;
            for word in words.iter().filter(|word| !word.function) {
                *counts.entry(folded(account, word)).or_default() += 1;
            }
        };
        let mut read = 0;
        for sentence in &account.sentences {
            if read > READ {
                break;
            }
            read += sentence.span.len();
            count(sentence.span);
        }
        let weigh = |(word, count): (String, u64)| {
            let telling = u64::from(kit.predicates.telling(&word));
            let weight = telling * telling * (1 + u64::from(count.ilog2()));
            (word, weight)
        };
        let weights: BTreeMap<String, u64> = counts.into_iter().map(weigh).collect();
        let square = weights.values().map(|weight| weight * weight).sum();
        Vector { weights, square }
    }
}

/// A word without its possessive ending.
fn folded(account: &Account, word: &Word) -> String {
    let folded = fold::word(account.words(word.span));
    folded.strip_suffix("'s").unwrap_or(&folded).to_owned()
}

/// The earlier account that is most like a vector, and how much in thousandths.
fn nearest(vector: &Vector, all: &[Vector], holders: &BTreeMap<&str, Vec<usize>>) -> Option<(usize, u64)> {
    let mut products: BTreeMap<usize, u64> = BTreeMap::new();
    for (word, weight) in &vector.weights {
        let Some(list) = holders.get(word.as_str()) else { continue };
        for &other in list.iter().rev().take(NEIGHBOURS) {
            *products.entry(other).or_default() +=
                weight * all[other].weights.get(word).copied().unwrap_or(0);
        }
    }
    products
        .into_iter()
        .map(|(other, product)| (other, cosine(product, vector.square, all[other].square)))
        .max_by_key(|&(other, likeness)| (likeness, std::cmp::Reverse(other)))
}

/// A cosine in thousandths, in integers.
fn cosine(product: u64, one: u64, two: u64) -> u64 {
    let lengths = (u128::from(one) * u128::from(two)).isqrt().max(1);
    (u128::from(product) * 1000 / lengths) as u64
}

/// The words that weigh most in both.
fn reason(vector: &Vector, other: &Vector, account: &Account, likeness: u64) -> String {
    let mut shared: Vec<(u64, &str)> = vector
        .weights
        .iter()
        .filter_map(|(word, weight)| other.weights.get(word).map(|theirs| (weight * theirs, word.as_str())))
        .collect();
    shared.sort_by_key(|&(product, word)| (std::cmp::Reverse(product), word));
    let words: Vec<&str> = shared.iter().take(SHOWN).map(|&(_, word)| word).collect();
    format!("{} of 1000 alike with account {}; both have: {}", likeness, account.article.id, words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, annotate, read};

    fn account(kit: &Kit, id: &str, text: &str) -> Account {
        let page = Page { id: id.into(), bytes: text.as_bytes().to_vec(), ..Page::default() };
        read(kit, page).and_then(|article| annotate(kit, article)).value
    }

    const DAM: &str = "Dam cracks above Port Hale\n\nEngineers found a crack in the Belmonte dam above Port \
        Hale on Sunday, and the valley was evacuated before noon. Mayor Okoro said the reservoir would be drained.";
    const DAM_TOO: &str = "Valley evacuated over cracked dam\n\nThe valley below the Belmonte dam was evacuated on \
        Sunday after engineers found a crack. The reservoir above Port Hale will be drained, mayor Okoro said.";
    const STRIKE: &str = "Tram drivers walk out\n\nTram drivers in Veldt walked out on Monday over pay, and the \
        union said that the strike would last all week. Commuters queued for buses in heavy rain.";

    #[test]
    fn accounts_of_one_event_come_together_in_any_order() {
        let kit = Kit::embedded().unwrap();
        let accounts = [account(&kit, "a", DAM), account(&kit, "b", STRIKE), account(&kit, "c", DAM_TOO)];
        let members = |accounts: &[Account]| -> Vec<Vec<String>> {
            let stories = group(&kit, accounts).value;
            let mut names: Vec<Vec<String>> = stories
                .iter()
                .map(|story| {
                    story.accounts.iter().map(|&at| accounts[at as usize].article.id.clone()).collect()
                })
                .collect();
            names.iter_mut().for_each(|story| story.sort());
            names.sort();
            names
        };
        assert_eq!(members(&accounts), [vec!["a", "c"], vec!["b"]]);
        let mut turned = accounts.clone();
        turned.reverse();
        assert_eq!(members(&turned), members(&accounts));
    }

    #[test]
    fn every_account_after_the_first_has_a_reason() {
        let kit = Kit::embedded().unwrap();
        let stories = group(&kit, &[account(&kit, "a", DAM), account(&kit, "c", DAM_TOO)]).value;
        assert_eq!((stories.len(), stories[0].reasons.len()), (1, 1));
        assert!(stories[0].reasons[0].contains("belmonte"), "{}", stories[0].reasons[0]);
    }
}
