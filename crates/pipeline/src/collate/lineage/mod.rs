//! Who depends on whom? The stemma of accounts and origins, every edge with a reason.
//!
//! Stated edges point at the words that state them; textual ones at copied prose. An origin that the texts
//! do not name stays without a name. Nothing is filled in from knowledge of the world.

mod parents;

use super::copies::Copy;
use super::copies::direction::same_outlet;
use crate::fold;
use news::{
    Account, Comparison, Credit, Direction, Lineage, LineageCertainty, LineageEdge, LineageNode, Pair,
    Passage, Relay, Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// Stated credits and relays, then textual dependence.
pub(crate) fn trace(accounts: &[Account], comparison: &Comparison, copies: &[Copy]) -> Lineage {
    let mut stemma = Stemma::of(accounts);
    for (index, account) in accounts.iter().enumerate() {
        stemma.credits(account, index as u32);
        stemma.relays(account, index as u32);
    }
    stemma.copies(accounts, comparison, copies);
    stemma.finish()
}

/// The stemma as it grows.
struct Stemma {
    nodes: Vec<LineageNode>,
    /// Folded name of an origin (or of an account's outlet) and its node.
    names: BTreeMap<String, u32>,
    /// Folded outlet names of the accounts, empty where the text has none.
    outlets: Vec<String>,
    /// Node of the unnamed origin of an account, once it has one.
    hidden: BTreeMap<u32, u32>,
    edges: BTreeMap<(u32, u32), LineageEdge>,
    /// Keys of the edges along which text came, by a credit or by copying; quotations alone may come by the others.
    text_edges: BTreeSet<(u32, u32)>,
    /// Of those that rest on credits alone, the words that these cover.
    covered: BTreeMap<(u32, u32), Vec<Span>>,
}

impl Stemma {
    fn of(accounts: &[Account]) -> Stemma {
        let nodes = (0..accounts.len()).map(|index| LineageNode { account: Some(index as u32), name: None });
        let outlets: Vec<String> = accounts
            .iter()
            .map(|account| {
                account.article.outlet.as_ref().map(|outlet| key(&outlet.value)).unwrap_or_default()
            })
            .collect();
        let mut names = BTreeMap::new();
        for (index, outlet) in outlets.iter().enumerate() {
            // Two pages of one outlet: its name alone does not tell which is meant.
            let alone = outlets.iter().filter(|other| *other == outlet).count() == 1;
            if alone && !outlet.is_empty() {
                names.insert(outlet.clone(), index as u32);
            }
        }
        Stemma {
            nodes: nodes.collect(),
            names,
            outlets,
            hidden: BTreeMap::new(),
            edges: BTreeMap::new(),
            text_edges: BTreeSet::new(),
            covered: BTreeMap::new(),
        }
    }

    /// The node of a named origin.
    fn named(&mut self, name: &str) -> u32 {
        let next = self.nodes.len() as u32;
        let wanted = key(name);
        // "AP" and "Associated Press" are one by their initials.
        let alike =
            || self.names.iter().find(|(known, _)| same_outlet(known, &wanted)).map(|(_, &node)| node);
        let node = self.names.get(&wanted).copied().or_else(alike).unwrap_or(next);
        self.names.entry(wanted).or_insert(node);
        if node == next {
            self.nodes.push(LineageNode { account: None, name: Some(name.to_owned()) });
        }
        node
    }

    /// A node without account or name.
    fn unnamed(&mut self) -> u32 {
        self.nodes.push(LineageNode { account: None, name: None });
        self.nodes.len() as u32 - 1
    }

    /// Whether a name is the account's own outlet.
    fn is_own(&self, name: &str, account: u32) -> bool {
        self.outlets.get(account as usize).is_some_and(|outlet| !outlet.is_empty() && *outlet == key(name))
    }

    fn edge(
        &mut self,
        from: u32,
        to: u32,
        certainty: LineageCertainty,
        reason: String,
        passages: &[Passage],
    ) {
        if from == to {
            return;
        }
        let edge = self.edges.entry((to, from)).or_insert_with(|| LineageEdge {
            from,
            to,
            certainty,
            reason: reason.clone(),
            passages: Vec::new(),
        });
        if certainty < edge.certainty {
            edge.certainty = certainty;
            edge.reason = reason;
        }
        edge.passages.extend(passages.iter().filter(|passage| !passage.span.is_empty()));
    }

    /// "The Courier reports:" says where the words after it come from.
    fn credits(&mut self, account: &Account, index: u32) {
        for credit in &account.credits {
            if credit.name.is_empty() || self.is_own(&credit.name, index) {
                continue;
            }
            let from = self.named(&credit.name);
            let reason = format!("the text credits “{}”: “{}”", credit.name, account.words(credit.span));
            self.edge(from, index, LineageCertainty::Stated, reason, &[passage(index, credit.span)]);
            self.text_edges.insert((index, from));
            self.covered.entry((index, from)).or_default().extend(&credit.scope);
        }
    }

    /// "told the Courier" and "it was reported" each add a hop.
    fn relays(&mut self, account: &Account, index: u32) {
        let attributed = account.attributions.iter().map(|attribution| &attribution.relays);
        let claimed = account.claims.iter().map(|claim| &claim.relays);
        for relays in attributed.chain(claimed) {
            self.chain(account, index, relays);
        }
    }

    /// One chain of hops, nearest to the speaker first, down to the account.
    fn chain(&mut self, account: &Account, index: u32, relays: &[Relay]) {
        let mut to = index;
        for relay in relays.iter().rev() {
            let own = relay.name.as_deref().is_some_and(|name| self.is_own(name, index));
            if own {
                continue;
            }
            let words = account.words(relay.span);
            let (from, reason) = match &relay.name {
                Some(name) => (self.named(name), format!("words came through “{name}”: “{words}”")),
                None => (self.hidden_of(index), format!("a report that the text does not name: “{words}”")),
            };
            self.edge(from, to, LineageCertainty::Stated, reason, &[passage(index, relay.span)]);
            to = from;
        }
    }

    /// The unnamed origin of an account.
    fn hidden_of(&mut self, index: u32) -> u32 {
        if let Some(&node) = self.hidden.get(&index) {
            return node;
        }
        let node = self.unnamed();
        self.hidden.insert(index, node);
        node
    }

    /// Copied prose: from account to account where the direction is known, from a common origin otherwise.
    fn copies(&mut self, accounts: &[Account], comparison: &Comparison, copies: &[Copy]) {
        let choice = parents::Choice::new(accounts, comparison, copies);
        // By content: what the tree says does not depend on which account was given first.
        let sides = |pair: &Pair| by_rank(&choice.rank, [pair.a, pair.b]);
        let mut copied: Vec<&Pair> =
            comparison.pairs.iter().filter(|pair| pair.relation.shares_prose()).collect();
        copied.sort_by_key(|pair| sides(pair).map(|side| choice.rank.get(side as usize).copied()));
        let mut candidates: BTreeMap<u32, Vec<(u32, &Pair)>> = BTreeMap::new();
        let mut groups = Groups::of(accounts.len());
        let (mut common, mut unknown): (Vec<&Pair>, Vec<&Pair>) = (Vec::new(), Vec::new());
        for &pair in &copied {
            match pair.direction {
                Direction::AToB => candidates.entry(pair.b).or_default().push((pair.a, pair)),
                Direction::BToA => candidates.entry(pair.a).or_default().push((pair.b, pair)),
                Direction::CommonParent => common.push(pair),
                Direction::Unknown => unknown.push(pair),
            }
        }
        for (child, candidates) in candidates {
            let from: Vec<u32> = candidates.iter().map(|(parent, _)| *parent).collect();
            for parent in choice.of(child, &from) {
                let Some((_, pair)) = candidates.iter().find(|(from, _)| *from == parent) else { continue };
                self.edge(parent, child, LineageCertainty::Textual, pair.reason.clone(), &pair.passages);
                self.text_edges.insert((child, parent));
                self.covered.remove(&(child, parent));
            }
        }
        // Where the shared prose comes from is known already if both go back to one text by a way that covers it. If they
        // do so by credits for other words, and none is for these, the texts do not tell.
        common.retain(|pair| {
            let meet = |shared| !self.origins(pair.a, shared).is_disjoint(&self.origins(pair.b, shared));
            if !meet(None) {
                return true;
            }
            let known = meet(Some(&pair.passages));
            let credited = sides(pair).iter().any(|&side| self.covering(accounts, pair, side).is_some());
            if !known && !credited {
                unknown.push(pair);
            }
            !known && credited
        });
        let added: Vec<(u32, u32)> =
            common.into_iter().flat_map(|pair| self.common_parent(accounts, pair, sides(pair))).collect();
        self.keep_one_way(&added);
        for pair in &unknown {
            groups.join(pair.a as usize, pair.b as usize);
        }
        self.unknown_origins(&unknown, &mut groups);
    }

    /// Whether one node goes back to another, by any number of edges.
    fn goes_back(&self, node: u32, to: u32) -> bool {
        let (mut open, mut seen) = (vec![node], BTreeSet::from([node]));
        while let Some(at) = open.pop() {
            if at == to {
                return true;
            }
            let above = self.edges.range((at, 0)..=(at, u32::MAX)).map(|((_, from), _)| *from);
            open.extend(above.filter(|from| seen.insert(*from)));
        }
        false
    }

    /// An account and all that its text goes back to, or that those of the passages do that are its own.
    fn origins(&self, account: u32, passages: Option<&Vec<Passage>>) -> BTreeSet<u32> {
        let (mut open, mut seen) = (vec![account], BTreeSet::from([account]));
        let leads = |edge: &&(u32, u32)| {
            let covered = self.covered.get(edge).filter(|_| edge.0 == account);
            covered.zip(passages).is_none_or(|(covered, passages)| covers(covered, passages, account))
        };
        while let Some(at) = open.pop() {
            let above = self.text_edges.range((at, 0)..=(at, u32::MAX)).filter(leads).map(|(_, from)| *from);
            open.extend(above.filter(|from| seen.insert(*from)));
        }
        seen
    }

    /// The credit of one side that covers what the pair shares.
    fn covering<'a>(&self, accounts: &'a [Account], pair: &Pair, side: u32) -> Option<&'a Credit> {
        let mut credits = accounts.get(side as usize)?.credits.iter();
        credits.find(|credit| {
            !credit.name.is_empty()
                && !self.is_own(&credit.name, side)
                && covers(&credit.scope, &pair.passages, side)
        })
    }

    /// Both texts go back to an origin that at least one of them credits; returns the new edges.
    fn common_parent(&mut self, accounts: &[Account], pair: &Pair, sides: [u32; 2]) -> Vec<(u32, u32)> {
        let covering = sides.iter().find_map(|&side| self.covering(accounts, pair, side));
        let any = || {
            sides.iter().find_map(|&side| {
                let account = accounts.get(side as usize)?;
                account.credits.iter().find(|credit| !self.is_own(&credit.name, side))
            })
        };
        let Some(credit) = covering.or_else(any) else { return Vec::new() };
        let from = self.named(&credit.name);
        let mut added = Vec::new();
        for side in sides {
            let reason = format!("shares prose with a text that credits “{}”", credit.name);
            // What goes back to an account cannot be where the account comes from.
            if !self.edges.contains_key(&(side, from)) && !self.goes_back(from, side) {
                self.edge(from, side, LineageCertainty::Textual, reason, &pair.passages);
                added.push((side, from));
            }
        }
        added
    }

    /// Takes back the edges (to, from) that another way makes needless, once all are known: while they are added, which
    /// of two is needless would depend on which came first.
    fn keep_one_way(&mut self, added: &[(u32, u32)]) {
        for key in added {
            let Some(edge) = self.edges.remove(key) else { continue };
            if !self.goes_back(key.0, key.1) {
                self.edges.insert(*key, edge);
            }
        }
    }

    /// Accounts that share prose without a sign of direction have some origin in common.
    fn unknown_origins(&mut self, pairs: &[&Pair], groups: &mut Groups) {
        let mut origins: BTreeMap<usize, u32> = BTreeMap::new();
        for pair in pairs {
            let root = groups.root(pair.a as usize);
            let origin = match origins.get(&root) {
                Some(&origin) => origin,
                None => {
                    let origin = self.unnamed();
                    origins.insert(root, origin);
                    origin
                }
            };
            for side in [pair.a, pair.b] {
                let reason = format!("{}; which way it went, the texts do not tell", pair.reason);
                if !self.edges.contains_key(&(side, origin)) {
                    self.edge(origin, side, LineageCertainty::Possible, reason, &pair.passages);
                }
            }
        }
    }

    fn finish(self) -> Lineage {
        let mut edges: Vec<LineageEdge> = self.edges.into_values().collect();
        for edge in &mut edges {
            edge.passages.sort();
            edge.passages.dedup();
        }
        Lineage { nodes: self.nodes, edges }
    }
}

/// The sides of a pair in the order of their content.
fn by_rank(rank: &[usize], mut sides: [u32; 2]) -> [u32; 2] {
    sides.sort_by_key(|side| rank.get(*side as usize).copied());
    sides
}

/// Whether words of an account are among those of its own passages, or there are none to tell by.
fn covers(words: &[Span], passages: &[Passage], account: u32) -> bool {
    let mut own = passages.iter().filter(|passage| passage.account == account).peekable();
    own.peek().is_none() || own.any(|passage| words.iter().any(|span| span.overlaps(passage.span)))
}

fn passage(account: u32, span: Span) -> Passage {
    Passage { account, span }
}

/// What of an outlet's name is compared.
fn key(name: &str) -> String {
    let folded = fold::text(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// Groups of accounts that share prose.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn of(len: usize) -> Groups {
        Groups { parent: (0..len).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        let (low, high) = (one.min(two), one.max(two));
        self.parent[high] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kit, Page, annotate, read};
    use news::PairRelation;

    /// A text, its copy of a later day, and one that shares prose with both and credits a third newsroom.
    const TEXTS: [&str; 3] = [
        "The mill of Ostrand burnt down. Nobody was hurt.",
        "The mill burnt down. Nobody was hurt in Ostrand.",
        "The Amber Courier reports:\n\nThe mill burnt down. Nobody was hurt.",
    ];

    /// The edges, by the number of the text or the name of the origin, whatever order the texts are given in.
    fn edges(kit: &Kit, given: [usize; 3]) -> BTreeSet<(String, String, String)> {
        let page = |text: usize| Page { bytes: TEXTS[text].as_bytes().to_vec(), ..Page::default() };
        let accounts: Vec<Account> = given
            .iter()
            .map(|text| read(kit, page(*text)).and_then(|article| annotate(kit, article)).value)
            .collect();
        let pair = |(a, b): (usize, usize)| {
            let direction = match (given[a], given[b]) {
                (0, 1) => Direction::AToB,
                (1, 0) => Direction::BToA,
                _ => Direction::CommonParent,
            };
            let (a, b) = (a as u32, b as u32);
            let (reason, passages) = (String::new(), Vec::new());
            Pair { a, b, relation: PairRelation::Partial, direction, reason, passages }
        };
        let pairs = [(0, 1), (0, 2), (1, 2)].map(pair).to_vec();
        let lineage = trace(&accounts, &Comparison { pairs, ..Comparison::default() }, &[]);
        let name = |node: u32| {
            let node = &lineage.nodes[node as usize];
            let text = node.account.map(|account| given[account as usize].to_string());
            text.or(node.name.clone()).unwrap_or_default()
        };
        lineage.edges.iter().map(|edge| (name(edge.from), name(edge.to), edge.reason.clone())).collect()
    }

    /// The origins of the second of two texts that share one sentence.
    fn origins_of_second(texts: [&str; 2]) -> Vec<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = |text: &str| Page { bytes: text.as_bytes().to_vec(), ..Page::default() };
        let accounts: Vec<Account> = texts
            .iter()
            .map(|text| read(&kit, page(text)).and_then(|article| annotate(&kit, article)).value)
            .collect();
        let shared = |index: u32| {
            let start = accounts[index as usize].text().find(SHARED).expect("it is shared");
            passage(index, Span::new(start, start + SHARED.len()))
        };
        let passages = vec![shared(0), shared(1)];
        let (relation, direction) = (PairRelation::Partial, Direction::CommonParent);
        let pair = Pair { a: 0, b: 1, relation, direction, reason: String::new(), passages };
        let lineage = trace(&accounts, &Comparison { pairs: vec![pair], ..Comparison::default() }, &[]);
        let edges = lineage.edges.iter().filter(|edge| edge.to == 1);
        edges.map(|edge| lineage.nodes[edge.from as usize].name.clone().unwrap_or_default()).collect()
    }

    const SHARED: &str = "The mill of Ostrand burnt down on Monday, and nobody was hurt.";

    #[test]
    fn a_credit_for_other_words_does_not_explain_shared_prose() {
        let courier = "Mill news\n\nThe Amber Courier reports:\n\n";
        let covered = format!("{courier}{SHARED}\n");
        let other = format!(
            "{courier}The weir of Ostrand was dry all year.\n\nThe Birch Chronicle reports:\n\n{SHARED}\n"
        );
        let before =
            format!("Mill news\n\n{SHARED}\n\nThe Amber Courier reports:\n\nThe bridge was shut at noon.\n");
        assert_eq!(origins_of_second([&covered, &covered]), ["The Amber Courier"]);
        assert_eq!(origins_of_second([&other, &before]), ["The Amber Courier", "The Birch Chronicle"]);
        assert_eq!(origins_of_second([&before, &before]), ["The Amber Courier", ""]);
    }

    #[test]
    fn a_tree_is_the_same_whatever_the_order_of_accounts() {
        let kit = Kit::embedded().expect("the kit is sound");
        let first = edges(&kit, [0, 1, 2]);
        let ends: Vec<(&str, &str)> =
            first.iter().map(|(from, to, _)| (from.as_str(), to.as_str())).collect();
        assert_eq!(ends, [("0", "1"), ("The Amber Courier", "0"), ("The Amber Courier", "2")]);
        for given in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            assert_eq!(edges(&kit, given), first, "{given:?}");
        }
    }
}
