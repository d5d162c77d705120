//! Which times of two accounts belong to one event, as far as their words show it?
//!
//! Two sentences are taken to tell one event when they share several names and a good part of their other words,
//! or when the accounts quote the same words and name the same weekday beside shared names. Anything less ties
//! nothing: a false tie would put false days into an account.

use super::Heard;
use crate::annotate::dates::days::Grain;
use crate::annotate::dates::expression::{Expression, Meaning};
use crate::collate::relations::order;
use crate::fold;
use news::{Account, Passage, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// Words of a quotation that two accounts must share in a row.
const QUOTED_RUN: usize = 6;
/// Times per account that are compared.
const MOST_TIMES: usize = 64;
/// Tokens of a sentence that are looked at.
const LONGEST: usize = 120;
/// Earlier times that one time is tied to: what they know reaches it through them.
const MOST_TIES: usize = 12;
/// A word beside more times than this brings no two together.
const COMMONEST: usize = 400;
/// Letters that decide whether two words are forms of one.
const STEM: usize = 6;

/// Two expressions that stand for the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tie {
    /// (account, index of the expression)
    pub(super) a: (u32, u32),
    /// The same in a later account.
    pub(super) b: (u32, u32),
    /// Why they are taken for one.
    pub(super) why: String,
    /// Both places.
    pub(super) evidence: Vec<Passage>,
}

/// A time that can be compared, with the words around it.
struct Time<'h> {
    /// (account, index of the expression)
    at: (u32, u32),
    expression: &'h Expression,
    /// Runs of name words.
    names: Vec<Vec<u32>>,
    /// All content words, sorted, each once.
    words: Vec<u32>,
}

/// Words by number.
type Numbers = BTreeMap<String, u32>;

/// All ties between accounts, in an order that depends on the accounts' content alone. Times meet through words that
/// not very many others have, so that the work does not grow with the square of their number.
pub(super) fn ties(accounts: &[Account], heard: &[Heard]) -> Vec<Tie> {
    let mut numbers = Numbers::new();
    let mut times: Vec<Time> = Vec::new();
    for index in order(accounts) {
        if let (Some(account), Some(heard)) = (accounts.get(index), heard.get(index)) {
            times.extend(self::times(account, index as u32, heard, &mut numbers));
        }
    }
    let quoted: Vec<BTreeSet<u64>> = accounts.iter().map(quoted_runs).collect();
    let holders = holders(&times, numbers.len());
    let mut shared: Vec<usize> = vec![0; times.len()];
    let mut ties = Vec::new();
    for (number, time) in times.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        for word in &time.words {
            let holders = &holders[*word as usize];
            if holders.len() > COMMONEST {
                continue;
            }
            let earlier = holders.iter().map(|other| *other as usize).take_while(|other| *other < number);
            for other in earlier {
                if shared[other] == 0 {
                    touched.push(other);
                }
                shared[other] += 1;
            }
        }
        touched.sort_unstable();
        let before = ties.len();
        for place in touched {
            let shared = std::mem::take(&mut shared[place]);
            let other = &times[place];
            if shared >= LEAST_SHARED && other.at.0 != time.at.0 && ties.len() < before + MOST_TIES {
                let shares_quotation =
                    || !quoted[other.at.0 as usize].is_disjoint(&quoted[time.at.0 as usize]);
                let tie = tie(other, time, shared, shares_quotation);
                ties.extend(tie.map(|tie| ((place, number), tie)));
            }
        }
    }
    ties.sort_by_key(|(places, _)| *places);
    ties.into_iter().map(|(_, tie)| tie).collect()
}

/// The times beside which each word stands, in order.
fn holders(times: &[Time], words: usize) -> Vec<Vec<u32>> {
    let mut holders: Vec<Vec<u32>> = vec![Vec::new(); words];
    for (time, number) in times.iter().zip(0u32..) {
        for word in &time.words {
            holders[*word as usize].push(number);
        }
    }
    holders
}

/// The tie of two times, in the order of their accounts.
fn tie(one: &Time, two: &Time, shared: usize, shares_quotation: impl Fn() -> bool) -> Option<Tie> {
    let (a, b) = if one.at <= two.at { (one, two) } else { (two, one) };
    let why = one_event(a, b, shared, shares_quotation)?;
    let evidence = [a, b].map(|time| Passage { account: time.at.0, span: time.expression.span }).to_vec();
    Some(Tie { a: a.at, b: b.at, why: why.to_string(), evidence })
}

/// The times of one account that can be compared.
fn times<'h>(account: &Account, of: u32, heard: &'h Heard, numbers: &mut Numbers) -> Vec<Time<'h>> {
    let mut number = |lemma: &str| {
        let next = numbers.len() as u32;
        *numbers.entry(stem(lemma)).or_insert(next)
    };
    let comparable = heard.expressions.iter().enumerate().filter(|(_, expression)| {
        let exact = matches!(expression.meaning.grain(), Some(Grain::Day | Grain::Month));
        exact && !expression.meaning.is_stretch() && !expression.quoted
    });
    let told = comparable.take(MOST_TIMES).filter_map(|(index, expression)| {
        let sentence = account.sentences.get(expression.sentence as usize)?;
        let (mut names, mut words): (Vec<Vec<u32>>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut in_name = false;
        for at in sentence.tokens.clone().take(LONGEST) {
            let token = account.tokens.get(at as usize)?;
            let own = expression.span.overlaps(token.span);
            let named = token.tag == Tag::Propn && !own;
            if named || (matches!(token.tag, Tag::Noun | Tag::Verb | Tag::Adj) && !own) {
                words.push(number(&token.lemma));
            }
            if named && !in_name {
                names.push(Vec::new());
            }
            if let (true, Some(run)) = (named, names.last_mut()) {
                run.push(number(&token.lemma));
            }
            in_name = named;
        }
        words.sort_unstable();
        words.dedup();
        Some(Time { at: (of, index as u32), expression, names, words })
    });
    told.collect()
}

/// The first letters of a word: "deepen" and "deepening" are one, whatever their tags.
fn stem(lemma: &str) -> String {
    fold::word(lemma).chars().take(STEM).collect()
}

/// Words that the sentences of two times share at least, whatever else ties them.
const LEAST_SHARED: usize = 3;

/// Why two times with some words in common belong to one event; `None` where the words do not show it.
fn one_event(a: &Time, b: &Time, shared: usize, shares_quotation: impl Fn() -> bool) -> Option<&'static str> {
    if !can_be_one(&a.expression.meaning, &b.expression.meaning) {
        return None;
    }
    let told = |names: &[Vec<u32>], words: &[u32]| {
        names.iter().filter(|run| run.iter().any(|word| words.binary_search(word).is_ok())).count()
    };
    let names = told(&a.names, &b.words).min(told(&b.names, &a.words));
    let fewer = a.words.len().min(b.words.len());
    if names >= 2 && shared >= 5 && shared * 3 >= fewer {
        return Some("both sentences tell one event: they share names and other words");
    }
    let same_weekday = matches!(
        (&a.expression.meaning, &b.expression.meaning),
        (Meaning::Weekday { .. }, Meaning::Weekday { .. })
    );
    (same_weekday && names >= 1 && shared >= LEAST_SHARED && shares_quotation())
        .then_some("both accounts quote the same words and name the same weekday beside the same names")
}

/// Whether two meanings could be one time at all.
fn can_be_one(a: &Meaning, b: &Meaning) -> bool {
    match (a, b) {
        (Meaning::Weekday { weekday: a, pick: first }, Meaning::Weekday { weekday: b, pick: second }) => {
            a == b && first == second
        }
        _ => a.grain() == b.grain(),
    }
}

/// Hashes of all runs of quoted words.
fn quoted_runs(account: &Account) -> BTreeSet<u64> {
    let mut runs = BTreeSet::new();
    for quotation in account.quotations.iter().filter(|quotation| quotation.within.is_none()) {
        let range = account.tokens_in(quotation.inner);
        let tokens = account.tokens.get(range.start as usize..range.end as usize).unwrap_or_default();
        let words: Vec<u64> = tokens
            .iter()
            .filter(|token| token.tag != Tag::Punct)
            .map(|token| hash(fold::word(account.words(token.span)).bytes().map(u64::from)))
            .collect();
        runs.extend(words.windows(QUOTED_RUN).map(|run| hash(run.iter().copied())));
    }
    runs
}

/// FNV-1a: the same on every machine.
fn hash(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0xcbf2_9ce4_8422_2325, |sum, part| (sum ^ part).wrapping_mul(0x0100_0000_01b3))
}
