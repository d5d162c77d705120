//! Which times of two accounts belong to one event, as far as their words show it?
//!
//! Two sentences are taken to tell one event when they share several names and a good part of their other words,
//! or when the accounts quote the same words and name the same weekday beside shared names. Anything less ties
//! nothing: a false tie would put false days into an account.

use super::Heard;
use crate::annotate::dates::days::Grain;
use crate::annotate::dates::expression::{Expression, Meaning};
use crate::fold;
use news::{Account, Passage, Tag};
use std::collections::BTreeSet;

/// Words of a quotation that two accounts must share in a row.
const QUOTED_RUN: usize = 6;
/// Times per account that are compared.
const MOST_TIMES: usize = 64;
/// Tokens of a sentence that are looked at.
const LONGEST: usize = 120;
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
    index: u32,
    expression: &'h Expression,
    /// Runs of name words.
    names: Vec<BTreeSet<String>>,
    /// All content words.
    words: BTreeSet<String>,
}

/// All ties between accounts, sorted.
pub(super) fn ties(accounts: &[Account], heard: &[Heard]) -> Vec<Tie> {
    let times: Vec<Vec<Time>> =
        accounts.iter().zip(heard).map(|(account, heard)| times(account, heard)).collect();
    let quoted: Vec<BTreeSet<u64>> = accounts.iter().map(quoted_runs).collect();
    let mut ties = Vec::new();
    for a in 0..accounts.len() {
        for b in a + 1..accounts.len() {
            let shares_quotation = !quoted[a].is_disjoint(&quoted[b]);
            for first in &times[a] {
                for second in &times[b] {
                    let Some(why) = one_event(first, second, shares_quotation) else { continue };
                    let evidence = vec![
                        Passage { account: a as u32, span: first.expression.span },
                        Passage { account: b as u32, span: second.expression.span },
                    ];
                    let (a, b) = ((a as u32, first.index), (b as u32, second.index));
                    ties.push(Tie { a, b, why: why.to_string(), evidence });
                }
            }
        }
    }
    ties
}

fn times<'h>(account: &Account, heard: &'h Heard) -> Vec<Time<'h>> {
    let comparable = heard.expressions.iter().enumerate().filter(|(_, expression)| {
        let exact = matches!(expression.meaning.grain(), Some(Grain::Day | Grain::Month));
        exact && !expression.meaning.is_stretch() && !expression.quoted
    });
    let told = comparable.take(MOST_TIMES).filter_map(|(index, expression)| {
        let sentence = account.sentences.get(expression.sentence as usize)?;
        let (mut names, mut words): (Vec<BTreeSet<String>>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
        let mut in_name = false;
        for at in sentence.tokens.clone().take(LONGEST) {
            let token = account.tokens.get(at as usize)?;
            let own = expression.span.overlaps(token.span);
            let named = token.tag == Tag::Propn && !own;
            if named || (matches!(token.tag, Tag::Noun | Tag::Verb | Tag::Adj) && !own) {
                words.insert(stem(&token.lemma));
            }
            if named && !in_name {
                names.push(BTreeSet::new());
            }
            if let (true, Some(run)) = (named, names.last_mut()) {
                run.insert(stem(&token.lemma));
            }
            in_name = named;
        }
        Some(Time { index: index as u32, expression, names, words })
    });
    told.collect()
}

/// The first letters of a word: "deepen" and "deepening" are one, whatever their tags.
fn stem(lemma: &str) -> String {
    fold::word(lemma).chars().take(STEM).collect()
}

/// Why two times belong to one event; `None` where the words do not show it.
fn one_event(a: &Time, b: &Time, shares_quotation: bool) -> Option<&'static str> {
    if !can_be_one(&a.expression.meaning, &b.expression.meaning) {
        return None;
    }
    let shared = a.words.intersection(&b.words).count();
    let shared_names = a.names.iter().filter(|run| !run.is_disjoint(&b.words)).count();
    let named_back = b.names.iter().filter(|run| !run.is_disjoint(&a.words)).count();
    let names = shared_names.min(named_back);
    let fewer = a.words.len().min(b.words.len());
    if names >= 2 && shared >= 5 && shared * 3 >= fewer {
        return Some("both sentences tell one event: they share names and other words");
    }
    let same_weekday = matches!(
        (&a.expression.meaning, &b.expression.meaning),
        (Meaning::Weekday { .. }, Meaning::Weekday { .. })
    );
    (shares_quotation && same_weekday && names >= 1 && shared >= 3)
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
