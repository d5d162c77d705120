//! Which passages say one thing? Clusters of links, without chaining.
//!
//! Two clusters join only if half of the passages of one are linked to half of the other's (average linkage);
//! equal words inside quotation marks join at once, since equality carries over. Weaker links make no statement, but bring
//! one passage of a further account to a statement that stands.

use super::parts;
use news::{Account, Link, Passage, Relation, Score};
use std::collections::{BTreeMap, BTreeSet};

/// Confidence from which one link is enough: equal words.
const EQUAL: Score = Score(950);

/// Confidence below which a link is shown but makes no statement: what is counted as one report must be surer than
/// what is worth a look.
const COUNTS: Score = Score(490);

/// What a link says of two sentences, or of two passages none of whose sentences stand for each other.
struct Tie {
    relation: Relation,
    a: Passage,
    b: Passage,
    confidence: Score,
}

/// Passages that say one thing.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cluster {
    /// Sorted.
    pub(super) passages: Vec<Passage>,
    /// Those of them that render one utterance, two by two.
    pub(super) utterances: Vec<(Passage, Passage)>,
}

/// The clusters, sorted by their first passage.
pub(super) fn find(accounts: &[Account], links: &[Link], order: &[usize]) -> Vec<Cluster> {
    let ties = |link: &Link| -> Vec<Tie> {
        let pairs = parts::of(accounts, link.a, link.b).into_iter();
        let (relation, sure) = (link.relation, link.confidence);
        let alike = Score(sure.0.min(EQUAL.0 - 1));
        let tie = |pair: parts::Pair| {
            let confidence = if pair.whole { sure } else { alike };
            Tie { relation, a: pair.a, b: pair.b, confidence }
        };
        pairs.map(tie).collect()
    };
    let mut links: Vec<Tie> = links.iter().filter(|link| is_same(link.relation)).flat_map(ties).collect();
    let place = |passage: &Passage| {
        (order.iter().position(|account| *account == passage.account as usize), passage.span)
    };
    links.sort_by_cached_key(|link| {
        let (a, b) = (place(&link.a), place(&link.b));
        (std::cmp::Reverse(link.confidence), a.min(b), a.max(b))
    });
    let places = places(&links);
    let mut clusters = Clusters::new(&places);
    for link in &links {
        let (Some(one), Some(two)) = (places.index(link.a), places.index(link.b)) else { continue };
        if one != two {
            clusters.neighbours[one].insert(two);
            clusters.neighbours[two].insert(one);
        }
    }
    for link in &links {
        if let (Some(one), Some(two)) = (places.index(link.a), places.index(link.b)) {
            if link.confidence < COUNTS && !clusters.takes(&places, one, two) {
                continue;
            }
            clusters.join(one, two, link.confidence >= EQUAL);
        }
    }
    let mut utterances: Vec<Vec<(Passage, Passage)>> = vec![Vec::new(); clusters.members.len()];
    for link in links.iter().filter(|link| link.relation == Relation::SameUtterance) {
        if let (Some(one), Some(two)) = (places.index(link.a), places.index(link.b))
            && clusters.cluster_of[one] == clusters.cluster_of[two]
        {
            utterances[clusters.cluster_of[one]].push((places.passages[one], places.passages[two]));
        }
    }
    let members = clusters.members.into_iter().zip(utterances);
    let mut found: Vec<Cluster> = members
        .filter(|(members, _)| members.len() > 1)
        .map(|(members, utterances)| {
            let mut passages: Vec<Passage> =
                members.into_iter().map(|place| places.passages[place]).collect();
            passages.sort();
            Cluster { passages, utterances }
        })
        .collect();
    found.sort();
    found
}

/// Whether the relation makes two passages one statement.
fn is_same(relation: Relation) -> bool {
    match relation {
        Relation::SameUtterance | Relation::SameClaim => true,
        Relation::Copied
        | Relation::Reworded
        | Relation::Related
        | Relation::Denies
        | Relation::Contradicts
        | Relation::InTension => false,
    }
}

/// Distinct places: passages of one account that mostly overlap are one.
struct Places {
    passages: Vec<Passage>,
    of: BTreeMap<Passage, usize>,
}

impl Places {
    fn index(&self, passage: Passage) -> Option<usize> {
        self.of.get(&passage).copied()
    }
}

/// The places of all link ends.
fn places(links: &[Tie]) -> Places {
    let ends: BTreeSet<Passage> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    let mut places = Places { passages: Vec::new(), of: BTreeMap::new() };
    for end in ends {
        let same = places.passages.last().is_some_and(|last| {
            last.account == end.account
                && last
                    .span
                    .intersection(end.span)
                    .is_some_and(|common| common.len() * 2 > last.span.cover(end.span).len())
        });
        if !same {
            places.passages.push(end);
        }
        places.of.insert(end, places.passages.len() - 1);
    }
    places
}

/// A partition of the places.
struct Clusters {
    cluster_of: Vec<usize>,
    members: Vec<Vec<usize>>,
    neighbours: Vec<BTreeSet<usize>>,
}

impl Clusters {
    fn new(places: &Places) -> Self {
        let count = places.passages.len();
        Clusters {
            cluster_of: (0..count).collect(),
            members: (0..count).map(|place| vec![place]).collect(),
            neighbours: vec![BTreeSet::new(); count],
        }
    }

    /// Whether one of two places stands alone and the other in a cluster that has nothing of its account.
    fn takes(&self, places: &Places, one: usize, two: usize) -> bool {
        [(one, two), (two, one)].into_iter().any(|(alone, other)| {
            let members = &self.members[self.cluster_of[other]];
            let account = places.passages[alone].account;
            self.members[self.cluster_of[alone]].len() == 1
                && members.len() > 1
                && members.iter().all(|member| places.passages[*member].account != account)
        })
    }

    /// Joins the clusters of two places if enough links hold them together.
    fn join(&mut self, one: usize, two: usize, equal: bool) {
        let (mut into, mut from) = (self.cluster_of[one], self.cluster_of[two]);
        if into == from {
            return;
        }
        if self.members[into].len() < self.members[from].len() {
            std::mem::swap(&mut into, &mut from);
        }
        if !equal {
            let linked: usize = self.members[from]
                .iter()
                .flat_map(|place| &self.neighbours[*place])
                .filter(|place| self.cluster_of[**place] == into)
                .count();
            if linked * 2 < self.members[into].len() * self.members[from].len() {
                return;
            }
        }
        let moved = std::mem::take(&mut self.members[from]);
        for place in &moved {
            self.cluster_of[*place] = into;
        }
        self.members[into].extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use news::Span;

    fn passage(account: u32) -> Passage {
        Passage { account, span: Span::new(0, 10) }
    }

    fn link(a: u32, b: u32, confidence: u16) -> Link {
        Link {
            relation: Relation::SameClaim,
            a: passage(a),
            b: passage(b),
            reason: String::new(),
            confidence: Score(confidence),
        }
    }

    #[test]
    fn a_weak_chain_does_not_make_one_statement() {
        let chain = [link(0, 1, 700), link(1, 2, 690), link(2, 3, 680)];
        assert!(find(&[], &chain, &[0, 1, 2, 3]).iter().all(|cluster| cluster.passages.len() < 4));
    }

    #[test]
    fn a_weak_link_brings_a_further_account_and_makes_no_statement() {
        let weak = link(1, 2, 460);
        assert!(find(&[], std::slice::from_ref(&weak), &[0, 1, 2]).is_empty());
        let found = find(&[], &[link(0, 1, 700), weak], &[0, 1, 2]);
        assert_eq!(found[0].passages.len(), 3);
    }

    #[test]
    fn equal_words_make_one_statement() {
        let chain = [link(0, 1, 990), link(1, 2, 990), link(2, 3, 990)];
        assert_eq!(find(&[], &chain, &[0, 1, 2, 3]).len(), 1);
    }

    #[test]
    fn a_related_passage_belongs_to_no_statement() {
        let mut other = link(0, 1, 990);
        other.relation = Relation::Related;
        assert!(find(&[], &[other], &[0, 1]).is_empty());
    }
}
