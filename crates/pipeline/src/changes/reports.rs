//! Does a second outlet tell independently what only one told before?
//!
//! Once in a story: the first account that takes nothing from an earlier one, nor from an origin of theirs, claims what one of
//! them claims, and heard somebody whom none of them names. To tell the same event in other words is no report of one's own,
//! and most articles do; nor is it one to quote what was said in public.

use super::{SURE, cover, length};
use crate::collate::copies::direction::same_outlet;
use crate::collate::relations::units::shared_index;
use crate::fold;
use news::{
    Account, Attribution, Change, ChangeKind, Comparison, Entity, EntityKind, Link, Passage, Relation, Score,
    SpeakerStatus,
};
use std::collections::BTreeSet;

/// Confidence from which two claims surely say the same.
const SAME_CLAIM: Score = Score(720);
/// Words that each passage needs.
const SHORTEST: usize = 6;
/// Claims of both accounts that one alert shows.
const SHOWN: usize = 3;

/// What shows that an account is independent of all before it.
struct Independent {
    /// What an earlier account claims, and where this one does, too.
    same: Vec<(Passage, Passage)>,
    /// Somebody whom no earlier account names, and where the account has their words.
    source: (String, Passage),
}

/// The last account, if it is the first independent one.
pub(super) fn first_independent(accounts: &[Account], comparison: &Comparison) -> Option<Change> {
    let last = accounts.len().checked_sub(1)?;
    let Independent { same, source: (source, heard) } = independent(accounts, comparison, last)?;
    if (1..last).any(|index| independent(accounts, comparison, index).is_some()) {
        return None;
    }
    let (first, _) = same.first()?;
    let earlier = outlet(accounts.get(first.account as usize)?)?;
    let reason = format!(
        "tells what {earlier} told before, takes no text from an earlier article or its origin, and cites {source}, whom none \
         of them names"
    );
    let mut passages: Vec<Passage> = Vec::new();
    for (earlier, here) in same.into_iter().take(SHOWN) {
        passages.extend([earlier, here]);
    }
    passages.push(heard);
    Some(Change { kind: ChangeKind::FirstIndependentReport, passages, reason })
}

/// Whether the account of this index is independent of all before it.
fn independent(accounts: &[Account], comparison: &Comparison, index: usize) -> Option<Independent> {
    let (account, before) = (accounts.get(index)?, accounts.get(..index)?);
    let own = outlet(account)?;
    let is_another = before.iter().all(|other| {
        outlet(other).is_some_and(|name| {
            !same_outlet(&fold::text(&name), &fold::text(&own)) && !account.text().contains(&name)
        })
    });
    let origins = origins(comparison, index as u32);
    let is_apart = || (0..index).all(|other| origins.is_disjoint(&self::origins(comparison, other as u32)));
    if !is_another || !is_apart() {
        return None;
    }
    let same = same(accounts, comparison, index as u32);
    if same.is_empty() {
        return None;
    }
    let source = own_source(accounts, comparison, index)?;
    Some(Independent { same, source })
}

/// The outlet as the page names it, else the host of its address.
fn outlet(account: &Account) -> Option<String> {
    let host = || {
        let (_, rest) = account.article.source.uri.split_once("://")?;
        rest.split('/').next().filter(|host| !host.is_empty()).map(str::to_owned)
    };
    account.article.outlet.as_ref().map(|outlet| outlet.value.clone()).or_else(host)
}

/// An account and everything that it comes from, as far as the texts tell.
fn origins(comparison: &Comparison, index: u32) -> BTreeSet<u32> {
    let mut known = BTreeSet::from([index]);
    let mut open = vec![index];
    while let Some(node) = open.pop() {
        let parents = comparison.lineage.edges.iter().filter(|edge| edge.to == node);
        open.extend(parents.map(|edge| edge.from).filter(|from| known.insert(*from)));
    }
    known
}

/// What an earlier account and this one surely both claim, in accounts that share no prose.
fn same(accounts: &[Account], comparison: &Comparison, index: u32) -> Vec<(Passage, Passage)> {
    let is_sure = |link: &&Link| link.relation == Relation::SameClaim && link.confidence >= SAME_CLAIM;
    let is_apart = |earlier: u32| {
        comparison.pairs.iter().any(|pair| {
            (pair.a.min(pair.b), pair.a.max(pair.b)) == (earlier, index) && !pair.relation.shares_prose()
        })
    };
    let ends = comparison.links.iter().filter(is_sure).filter_map(|link| {
        match (link.a.account.cmp(&index), link.b.account.cmp(&index)) {
            (std::cmp::Ordering::Less, std::cmp::Ordering::Equal) => Some((link.a, link.b)),
            (std::cmp::Ordering::Equal, std::cmp::Ordering::Less) => Some((link.b, link.a)),
            _ => None,
        }
    });
    // What was said in public, everybody may quote.
    let is_quoted = |passage: Passage| {
        let account = accounts.get(passage.account as usize);
        let mut quotations = account.into_iter().flat_map(|account| &account.quotations);
        quotations.any(|quotation| quotation.inner.overlaps(passage.span))
    };
    let is_telling = |(one, two): &(Passage, Passage)| {
        length(accounts, *one).min(length(accounts, *two)) >= SHORTEST
            && is_apart(one.account)
            && !is_quoted(*one)
            && !is_quoted(*two)
    };
    let found: BTreeSet<(Passage, Passage)> = ends.filter(is_telling).collect();
    found.into_iter().collect()
}

/// A person of whom no earlier account speaks, and where this account has their words.
fn own_source(accounts: &[Account], comparison: &Comparison, index: usize) -> Option<(String, Passage)> {
    let account = accounts.get(index)?;
    let shared = shared_index(accounts, &comparison.entities);
    let known: BTreeSet<u32> = shared.get(..index)?.iter().flatten().copied().collect();
    let ours = shared.get(index)?;
    let told = account.attributions.iter().filter(|one| {
        one.confidence >= SURE
            && one.zone.is_account()
            && one.speaker.status == SpeakerStatus::Resolved
            && one.relays.is_empty()
    });
    let stranger = |one: &Attribution| -> Option<Entity> {
        let [speaker] = one.speaker.entities.as_slice() else { return None };
        let entity = account.entity(*speaker)?;
        let is_known = ours.get(speaker.0 as usize).is_none_or(|shared| known.contains(shared));
        (entity.kind == EntityKind::Person && !is_known).then(|| entity.clone())
    };
    told.filter_map(|one| {
        let passage = Passage { account: index as u32, span: cover(&one.content)? };
        let name = stranger(one)?.name;
        // An earlier account may call the person otherwise than in full.
        let last = name.split_whitespace().next_back()?;
        let is_named = accounts.get(..index)?.iter().any(|other| other.text().contains(last));
        let is_full = name.split_whitespace().count() > 1;
        (is_full && !is_named && length(accounts, passage) >= SHORTEST).then_some((name, passage))
    })
    .min_by_key(|(_, passage)| *passage)
}
