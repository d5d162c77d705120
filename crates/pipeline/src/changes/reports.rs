//! Does a second account tell independently what only one told before?
//!
//! Counted as in a comparison: *reports* goes from one, without the new account, to two with it.

use super::length;
use crate::{Kit, collate};
use news::{
    Account, Change, ChangeKind, Comparison, Link, PairRelation, Passage, Relation, Score, Statement,
};

/// Confidence from which two quotations, and two claims, surely say the same.
const SAME_WORDS: Score = Score(550);
const SAME_CLAIM: Score = Score(720);
/// Words that each passage needs.
const SHORTEST: usize = 6;
/// Statements that one alert shows.
const SHOWN: usize = 5;

/// The statements that the last account is the second to report, as one change.
pub(super) fn first_independent(kit: &Kit, accounts: &[Account], comparison: &Comparison) -> Option<Change> {
    let (_, before) = accounts.split_last()?;
    let new = before.len() as u32;
    let likely: Vec<(&Statement, Passage, Passage)> = comparison
        .statements
        .iter()
        .filter(|statement| statement.reports == 2)
        .filter_map(|statement| {
            let (earlier, here) = sides(accounts, comparison, statement, new)?;
            Some((statement, earlier, here))
        })
        .collect();
    // Most articles add none, and the second comparison is spared.
    if likely.is_empty() {
        return None;
    }
    let without = collate(kit, before).value;
    let told: Vec<&(&Statement, Passage, Passage)> =
        likely.iter().filter(|(statement, _, _)| reports(&without, statement, new) == 1).collect();
    let count = told.len();
    let name = |passage: Passage| {
        let article = &accounts.get(passage.account as usize)?.article;
        Some(article.outlet.as_ref().map_or(article.id.clone(), |outlet| outlet.value.clone()))
    };
    let (_, first, here) = told.first()?;
    let what = if count == 1 { "a statement".to_owned() } else { format!("{count} statements") };
    let reason = format!(
        "{what} that only one origin told before ({}) now stand{} in an account that takes no text from it ({})",
        name(*first)?,
        if count == 1 { "s" } else { "" },
        name(*here)?
    );
    let mut passages: Vec<Passage> = Vec::new();
    for (_, earlier, here) in told.iter().take(SHOWN) {
        if !passages.contains(earlier) || !passages.contains(here) {
            passages.extend([*earlier, *here]);
        }
    }
    Some(Change { kind: ChangeKind::FirstIndependentReport, passages, reason })
}

/// A passage of an earlier account and one of the new account that surely say the same, in accounts that share no prose.
fn sides(
    accounts: &[Account],
    comparison: &Comparison,
    statement: &Statement,
    new: u32,
) -> Option<(Passage, Passage)> {
    let says_same = |link: &&Link| {
        let is_sure = match link.relation {
            Relation::SameUtterance => link.confidence >= SAME_WORDS,
            Relation::SameClaim => link.confidence >= SAME_CLAIM,
            Relation::Copied
            | Relation::Reworded
            | Relation::Related
            | Relation::Denies
            | Relation::Contradicts
            | Relation::InTension => false,
        };
        is_sure && length(accounts, link.a).min(length(accounts, link.b)) >= SHORTEST
    };
    let ours = |passage: Passage| {
        statement.passages.iter().any(|one| one.account == passage.account && one.span.overlaps(passage.span))
    };
    let ends =
        comparison.links.iter().filter(says_same).filter_map(|link| match (link.a.account, link.b.account) {
            (a, b) if b == new && a < new => Some((link.a, link.b)),
            (a, b) if a == new && b < new => Some((link.b, link.a)),
            _ => None,
        });
    let apart = |earlier: Passage| {
        comparison.pairs.iter().any(|pair| {
            (pair.a.min(pair.b), pair.a.max(pair.b)) == (earlier.account, new)
                && matches!(pair.relation, PairRelation::Independent | PairRelation::QuotesOnly)
        })
    };
    ends.filter(|(earlier, here)| ours(*earlier) && ours(*here) && apart(*earlier)).min()
}

/// How many reports a statement had without the new account.
fn reports(without: &Comparison, statement: &Statement, new: u32) -> u32 {
    let earlier = statement.passages.iter().filter(|passage| passage.account < new);
    let held = earlier.flat_map(|passage| {
        without.statements.iter().filter(|one| {
            one.passages
                .iter()
                .any(|other| other.account == passage.account && other.span.overlaps(passage.span))
        })
    });
    // What no other account told is no statement of a comparison, and one report.
    held.map(|statement| statement.reports).max().unwrap_or(1)
}
