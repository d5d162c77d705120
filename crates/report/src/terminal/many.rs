//! How do more accounts than a reader can hold in mind still read well? Copies are folded under the first of them,
//! denials and tensions that copies repeat are shown once, what is in one account alone takes a line each, and what
//! the accounts do not tell a line for each kind. `-v` lists everything as for few accounts.

use super::sheet::{Ink, clip};
use super::{HANG, Page, account_lines, counted, position};
use crate::findings::unknown::Unknown;
use crate::findings::{self, Findings};
use crate::view::{Link, Pair, Passage, View};
use std::collections::{BTreeMap, BTreeSet};

/// Accounts up to this many are told one by one.
const FEW: usize = 8;
/// Copies named under the first of them.
const NAMED: usize = 12;

impl Page {
    /// Whether there are too many accounts to tell them one by one.
    pub(super) fn is_many(&self, view: &View) -> bool {
        !self.verbose && view.accounts.len() > FEW
    }

    /// A line for each account that is no copy, the copies below it.
    pub(super) fn families(&mut self, view: &View) {
        let families = families(view);
        let copies = view.accounts.len() - families.len();
        let share = match copies {
            1 => "1 of them shares its text with one above it".to_owned(),
            _ => format!("{copies} of them share their text with one above them"),
        };
        if copies > 0 {
            self.faint(&format!("{share} in this list, whole, cut or in other words"));
        }
        for (first, copies) in families {
            let Some(account) = view.accounts.get(first) else { continue };
            let name = findings::one_line(&account.page.id);
            self.sheet.paragraph(2, (Ink::Strong, &name), 5, &account_lines::named(account));
            self.warnings(account, "note");
            let copies: Vec<_> = copies.iter().filter_map(|copy| view.accounts.get(*copy)).collect();
            let ids: Vec<String> = copies.iter().map(|copy| findings::one_line(&copy.page.id)).collect();
            if !ids.is_empty() {
                let more = ids.len().saturating_sub(NAMED);
                let mut line = ids[..ids.len() - more].join(", ");
                if more > 0 {
                    line.push_str(&format!(" and {more} more"));
                }
                self.sheet.paragraph(5, (Ink::Plain, "└─"), 8, &[(Ink::Plain, line)]);
            }
            for (copy, id) in copies.iter().zip(&ids) {
                self.warnings(copy, &format!("note on {id}"));
            }
        }
    }

    /// Which accounts share the narrator's text, with the passages, and how many share quotations alone.
    pub(super) fn shared_text(&mut self, findings: &Findings<'_>) {
        const BRIEF: usize = 6;
        let (quoting, copying): (Vec<&Pair>, Vec<&Pair>) =
            findings.pairs.iter().copied().partition(|pair| pair.relation == "quotes_only");
        self.heading("the same text in two accounts", Some(copying.len()));
        if !quoting.is_empty() {
            self.faint(&format!("quotations alone in common: {}", counted(quoting.len(), "other pair")));
        }
        self.pairs(&copying, BRIEF);
        self.links(&findings.copied, findings, 3);
    }

    /// What is in one account alone: how much, and the first of it.
    pub(super) fn only_in_each(&mut self, findings: &Findings<'_>) {
        let all: usize = findings.only_in.iter().map(Vec::len).sum();
        self.heading("only in one account", Some(all));
        self.faint("how many passages no other account has, and the first of them (-v lists all)");
        for (account, passages) in findings.view.accounts.iter().zip(&findings.only_in) {
            let name = findings::one_line(&account.page.id);
            let Some(first) = passages.first() else {
                self.sheet.paragraph(2, (Ink::Strong, &name), HANG, &[(Ink::Faint, "nothing".to_owned())]);
                continue;
            };
            let words = clip(&findings.words(first), self.most(110));
            let count = format!("{} ", passages.len());
            let pieces =
                [(Ink::Strong, count), (Ink::Plain, words), (Ink::Faint, format!(" {}", position(first)))];
            self.sheet.paragraph(2, (Ink::Strong, &name), HANG, &pieces);
        }
    }

    /// What the accounts do not tell, each kind once: in how many places and accounts, and the first of them.
    pub(super) fn unknown_by_kind(&mut self, findings: &Findings<'_>) {
        let mut kinds: Vec<(&str, Vec<&Unknown<'_>>)> = Vec::new();
        for unknown in &findings.unknown {
            match kinds.iter_mut().find(|(what, _)| *what == unknown.what) {
                Some((_, known)) => known.push(unknown),
                None => kinds.push((&unknown.what, vec![unknown])),
            }
        }
        for (what, known) in kinds {
            let accounts: BTreeSet<usize> = known.iter().map(|unknown| unknown.account).collect();
            let places: Vec<&Passage> = known.iter().flat_map(|unknown| &unknown.passages).collect();
            let count = match places.len() {
                0 => format!("in {}", counted(accounts.len(), "account")),
                places => format!("{} in {}", counted(places, "place"), counted(accounts.len(), "account")),
            };
            let first = places.first().map(|place| format!(", the first at {}", position(place)));
            let line = format!("· {count}{}", first.unwrap_or_default());
            self.sheet.paragraph(2, (Ink::Plain, what), 5, &[(Ink::Faint, line)]);
        }
        self.faint("(-v lists all)");
    }
}

/// Denials and tensions, each once where only copies repeat it: equal words at both ends, and at each end accounts of
/// one family. A denial stays apart from its reverse, where the same families say each other's words.
pub(super) fn apart<'v>(findings: &Findings<'v>) -> Vec<&'v Link> {
    let first = firsts(findings.view);
    let mut seen = BTreeSet::new();
    let is_new = |link: &&Link| {
        // Links stand in the order of their accounts, which copies need not share.
        let mut ends = [&link.a, &link.b].map(|end| (first.get(end.index).copied(), findings.words(end)));
        ends.sort();
        seen.insert((link.relation, ends))
    };
    findings.apart.iter().copied().filter(is_new).collect()
}

/// Accounts that are no copies of one before them, each with those that are.
fn families(view: &View) -> Vec<(usize, Vec<usize>)> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, first) in firsts(view).into_iter().enumerate() {
        let copies = found.entry(first).or_default();
        if first != at {
            copies.push(at);
        }
    }
    found.into_iter().collect()
}

/// Of each account the first that it shares its text with, directly or through other copies; itself if none.
fn firsts(view: &View) -> Vec<usize> {
    let place: BTreeMap<&str, usize> =
        view.accounts.iter().enumerate().map(|(at, account)| (account.page.id.as_str(), at)).collect();
    let mut first: Vec<usize> = (0..view.accounts.len()).collect();
    let copied =
        view.pairs.iter().filter(|pair| matches!(pair.relation, "verbatim" | "abridged" | "rewritten"));
    for pair in copied {
        let (Some(&one), Some(&two)) = (place.get(pair.a.as_str()), place.get(pair.b.as_str())) else {
            continue;
        };
        let roots = (root(&first, one), root(&first, two));
        first[roots.0.max(roots.1)] = roots.0.min(roots.1);
    }
    (0..first.len()).map(|at| root(&first, at)).collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while let Some(&next) = first.get(at).filter(|next| **next != at) {
        at = next;
    }
    at
}
