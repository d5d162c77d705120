//! From which of several earlier accounts does an account come?
//!
//! From the one that holds most of its copied prose. Of those that hold about as much, the one whose quotations it
//! repeats with fewest alterations: an altered quotation that two share is a slip that independent copyists would not
//! make twice. Of these the earliest. A second parent is named where it holds much that the first does not.

use super::super::copies::Copy;
use super::super::relations::order;
use news::{Account, Comparison, PartialDate, Span};
use std::collections::BTreeMap;

/// Bytes that a second parent must add: two sentences or so.
const LEAST_ADDED: usize = 240;
/// Parents that one account may have.
const MOST_PARENTS: usize = 3;
/// Two parents hold about as much where the lesser holds this share, in hundredths, of the greater.
const ABOUT: usize = 95;

/// What it takes to choose.
pub(super) struct Choice<'a> {
    accounts: &'a [Account],
    /// Copied stretches of an account (first) that stand in another.
    held: BTreeMap<(u32, u32), Vec<Span>>,
    /// Alterations of quotations between two accounts, the lower first.
    altered: BTreeMap<(u32, u32), usize>,
    /// Place of each account in an order that does not depend on how they were given.
    pub(super) rank: Vec<usize>,
}

impl<'a> Choice<'a> {
    pub(super) fn new(accounts: &'a [Account], comparison: &Comparison, copies: &[Copy]) -> Choice<'a> {
        let mut held: BTreeMap<(u32, u32), Vec<Span>> = BTreeMap::new();
        for copy in copies {
            held.entry((copy.a.account, copy.b.account)).or_default().push(copy.a.span);
            held.entry((copy.b.account, copy.a.account)).or_default().push(copy.b.span);
        }
        let mut altered: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for variant in &comparison.variants {
            let Some(base) = variant.base else { continue };
            let (one, two) = (base.account, variant.variant.account);
            *altered.entry((one.min(two), one.max(two))).or_default() += 1;
        }
        let mut rank = vec![0; accounts.len()];
        for (place, account) in order(accounts).into_iter().enumerate() {
            rank[account] = place;
        }
        Choice { accounts, held, altered, rank }
    }

    /// The parents of an account among some that came before it, nearest first.
    pub(super) fn of(&self, child: u32, candidates: &[u32]) -> Vec<u32> {
        let mut parents: Vec<u32> = Vec::new();
        let mut covered: Vec<Span> = Vec::new();
        while parents.len() < MOST_PARENTS {
            let gains = candidates.iter().filter(|candidate| !parents.contains(candidate));
            let gains: Vec<(usize, u32)> =
                gains.map(|candidate| (self.adds(child, *candidate, &covered), *candidate)).collect();
            let most = gains.iter().map(|(gain, _)| *gain).max().unwrap_or(0);
            if !parents.is_empty() && most < LEAST_ADDED {
                break;
            }
            let near = gains.into_iter().filter(|(gain, _)| gain * 100 >= most * ABOUT);
            let key = |(gain, candidate): &(usize, u32)| {
                let pair = (child.min(*candidate), child.max(*candidate));
                let altered = self.altered.get(&pair).copied().unwrap_or(0);
                let day = self.day(*candidate);
                (
                    altered,
                    day.is_none(),
                    day,
                    std::cmp::Reverse(*gain),
                    self.rank.get(*candidate as usize).copied(),
                )
            };
            let Some((_, parent)) = near.min_by_key(key) else { break };
            covered.extend(self.held.get(&(child, parent)).into_iter().flatten());
            covered = joined(covered);
            parents.push(parent);
        }
        parents
    }

    /// Bytes of an account that stand in a candidate and are not covered yet.
    fn adds(&self, child: u32, candidate: u32, covered: &[Span]) -> usize {
        let held = joined(self.held.get(&(child, candidate)).cloned().unwrap_or_default());
        let shared = |span: &Span| -> usize {
            let first = covered.partition_point(|known| known.end <= span.start);
            let known = covered[first..].iter().take_while(|known| known.start < span.end);
            known.filter_map(|known| known.intersection(*span)).map(Span::len).sum()
        };
        held.iter().map(|span| span.len() - shared(span)).sum()
    }

    /// The one day on which an account was published.
    fn day(&self, account: u32) -> Option<PartialDate> {
        match self.accounts.get(account as usize)?.article.published.candidates.as_slice() {
            [only] => Some(*only),
            [] | [_, ..] => None,
        }
    }
}

/// Sorted spans without overlaps.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut found: Vec<Span> = Vec::new();
    for span in spans {
        match found.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => found.push(span),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice<'a>(held: &[(u32, u32, u32, u32)], altered: &[(u32, u32)]) -> Choice<'a> {
        let mut choice =
            Choice { accounts: &[], held: BTreeMap::new(), altered: BTreeMap::new(), rank: vec![0, 1, 2, 3] };
        for (child, parent, start, end) in held {
            choice.held.entry((*child, *parent)).or_default().push(Span::new(*start as usize, *end as usize));
        }
        for pair in altered {
            *choice.altered.entry(*pair).or_default() += 1;
        }
        choice
    }

    #[test]
    fn halves_of_two_texts_have_two_parents_and_a_part_of_one_has_one() {
        let merged = choice(&[(3, 0, 0, 900), (3, 1, 900, 1700), (3, 2, 0, 500)], &[]);
        assert_eq!(merged.of(3, &[0, 1, 2]), [0, 1]);
    }

    #[test]
    fn a_shared_slip_in_a_quotation_tells_the_copy_of_a_copy() {
        let chain = choice(&[(2, 0, 0, 900), (2, 1, 0, 900)], &[(0, 1), (0, 2)]);
        assert_eq!(chain.of(2, &[0, 1]), [1]);
    }
}
