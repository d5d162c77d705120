//! What does a reader want to see first? The view, sorted into the sections that terminal and page share.
//!
//! Nothing is found here: every line points back at passages of the view. How a section looks is left to the
//! two reports.

mod altered;
pub(crate) mod changes;
pub(crate) mod lineage;
pub(crate) mod unknown;
pub(crate) mod voices;
mod who;

pub(crate) use altered::Alteration;
pub(crate) use unknown::{SetAside, Unknown, zone_words};
pub(crate) use who::{Telling, Who};

use crate::view::account::Account;
use crate::view::page::Note;
use crate::view::{Link, Pair, Passage, Statement, TimelineEntry, View};
use news::{Operation, Relation};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use voices::Row;
use who::Tellers;

/// The closing line of every report.
pub(crate) const SUPPORT: &str = "This report measures support, not truth: what the texts say, whose words they are and \
                                  who has them from whom.";

/// The sections of a report, in reading order.
pub(crate) struct Findings<'v> {
    pub(crate) view: &'v View,
    /// Statements of two or more accounts, those of most accounts first.
    pub(crate) shared: Vec<Shared<'v>>,
    /// Narrator's words that several accounts share.
    pub(crate) copied: Vec<&'v Link>,
    /// Pairs of accounts that share anything.
    pub(crate) pairs: Vec<&'v Pair>,
    /// Quotations that differ from another form of them.
    pub(crate) altered: Vec<Alteration<'v>>,
    /// Denials, contradictions, tensions.
    pub(crate) apart: Vec<&'v Link>,
    /// About the same thing, not the same claim; and equal words that no statement holds.
    pub(crate) related: Vec<&'v Link>,
    /// Per account, in order: what no other account has.
    pub(crate) only_in: Vec<Vec<Passage>>,
    pub(crate) voices: Vec<Row<'v>>,
    /// One moment and the passages it rests on.
    pub(crate) timeline: &'v [TimelineEntry],
    /// What supports nothing: comments, badges, forms, furniture.
    pub(crate) set_aside: Vec<SetAside>,
    /// What the texts do not tell.
    pub(crate) unknown: Vec<Unknown<'v>>,
    tellers: Tellers<'v>,
}

/// One statement and everyone who tells it.
pub(crate) struct Shared<'v> {
    pub(crate) statement: &'v Statement,
    pub(crate) tellings: Vec<Telling<'v>>,
    /// Accounts that tell it.
    pub(crate) accounts: usize,
}

impl<'v> Findings<'v> {
    pub(crate) fn new(view: &'v View) -> Findings<'v> {
        let tellers = Tellers::new(view);
        let shared = shared(view, &tellers);
        let links = |wanted: &[Relation]| -> Vec<&'v Link> {
            view.links.iter().filter(|link| wanted.contains(&link.relation)).collect()
        };
        let only_in = |(index, (id, places)): (usize, &(String, Vec<crate::view::page::Words>))| {
            let passage =
                |words: &crate::view::page::Words| Passage { account: id.clone(), span: words.span, index };
            places.iter().map(passage).collect()
        };
        Findings {
            view,
            copied: links(&[Relation::Copied, Relation::Reworded]),
            pairs: view.pairs.iter().filter(|pair| pair.relation != "independent").collect(),
            altered: altered::list(view),
            apart: apart(view),
            related: related(view, &shared),
            only_in: view.only_in.0.iter().enumerate().map(only_in).collect(),
            voices: voices::rows(view),
            timeline: &view.timeline,
            set_aside: unknown::set_aside(view),
            unknown: unknown::list(view),
            shared,
            tellers,
        }
    }

    /// Who says a passage.
    pub(crate) fn telling(&self, passage: &'v Passage) -> Telling<'v> {
        self.tellers.telling(self.view, passage)
    }

    /// The words of a passage, on one line.
    pub(crate) fn words(&self, passage: &Passage) -> String {
        words(self.view, passage)
    }
}

/// The words of a passage, on one line.
fn words(view: &View, passage: &Passage) -> String {
    one_line(view.accounts.get(passage.index).map_or("", |account| account.words(passage.span)))
}

/// Text on one line: runs of white space become one space; what a terminal or a page would obey (control
/// characters, direction overrides) is left out.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for symbol in text.chars() {
        match symbol {
            _ if symbol.is_whitespace() => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            _ if is_obeyed(symbol) => {}
            _ => line.push(symbol),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Characters that steer a display instead of standing on it.
pub(crate) fn is_obeyed(symbol: char) -> bool {
    symbol.is_control()
        || matches!(symbol, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// Where a passage stands: `A:1122`, the account and the first byte in its source.
pub(crate) fn position(passage: &Passage) -> String {
    format!("{}:{}", one_line(&passage.account), passage.span.raw.start)
}

/// The days an account may have been published on, in words.
pub(crate) fn published(account: &Account) -> String {
    match account.page.published.candidates.as_slice() {
        [] => "date not in text".to_owned(),
        days @ ([_] | [_, _] | [_, _, _]) => days.join(" or "),
        [first, .., last] => {
            format!("{first} … {last} ({} days possible)", account.page.published.candidates.len())
        }
    }
}

/// Notes that say how far an account could be used at all; they belong at the top.
pub(crate) fn is_warning(note: &Note) -> bool {
    const WARNINGS: [&str; 10] = [
        "no-article",
        "empty",
        "binary",
        "truncated",
        "bad-encoding",
        "deep-nesting",
        "unsupported-language",
        "paywall",
        "duplicate",
        "bad-date",
    ];
    WARNINGS.contains(&note.code)
}

fn shared<'v>(view: &'v View, tellers: &Tellers<'v>) -> Vec<Shared<'v>> {
    let shared = |statement: &'v Statement| {
        let accounts: BTreeSet<usize> = statement.passages.iter().map(|passage| passage.index).collect();
        (accounts.len() > 1).then(|| Shared {
            statement,
            tellings: statement.passages.iter().map(|passage| tellers.telling(view, passage)).collect(),
            accounts: accounts.len(),
        })
    };
    let mut list: Vec<Shared<'v>> = view.statements.iter().filter_map(shared).collect();
    list.sort_by_key(|shared| Reverse((shared.accounts, shared.statement.reports)));
    list
}

/// Links that no other section shows.
fn related<'v>(view: &'v View, shared: &[Shared<'v>]) -> Vec<&'v Link> {
    // (account, start, end, statement) of every passage that a statement shows.
    let mut told: BTreeSet<(usize, u32, u32, usize)> = BTreeSet::new();
    let mut longest = 0;
    for (statement, shared) in shared.iter().enumerate() {
        for passage in &shared.statement.passages {
            let place = passage.span.text;
            told.insert((passage.index, place.start, place.end, statement));
            longest = longest.max(place.end - place.start);
        }
    }
    // The statements that touch a passage. None of theirs that does starts more than the longest before it.
    let statements_of = |passage: &Passage| -> BTreeSet<usize> {
        let place = passage.span.text;
        let from = (passage.index, place.start.saturating_sub(longest), 0, 0);
        let near = told.range(from..(passage.index, place.end, 0, 0));
        near.filter(|(_, _, end, _)| place.start < *end).map(|(.., statement)| *statement).collect()
    };
    let is_shown_elsewhere = |link: &&Link| match link.relation {
        Relation::SameUtterance | Relation::SameClaim => {
            !statements_of(&link.a).is_disjoint(&statements_of(&link.b))
        }
        Relation::Related => false,
        Relation::Copied
        | Relation::Reworded
        | Relation::Denies
        | Relation::Contradicts
        | Relation::InTension => true,
    };
    view.links.iter().filter(|link| !is_shown_elsewhere(link)).collect()
}

/// Denials and contradictions before tensions, between accounts before within one, the surest first.
fn apart(view: &View) -> Vec<&Link> {
    let rank = |link: &Link| match link.relation {
        Relation::Contradicts | Relation::Denies => Some(0),
        Relation::InTension => Some(1),
        Relation::SameUtterance
        | Relation::SameClaim
        | Relation::Copied
        | Relation::Reworded
        | Relation::Related => None,
    };
    let mut list: Vec<(u8, &Link)> = view.links.iter().filter_map(|link| Some((rank(link)?, link))).collect();
    list.sort_by_key(|(rank, link)| (*rank, link.a.index == link.b.index, Reverse(link.confidence.0)));
    list.into_iter().map(|(_, link)| link).collect()
}

/// The operation in words for people.
pub(crate) fn operation_words(operation: Operation) -> &'static str {
    match operation {
        Operation::CutFront => "cut at the front",
        Operation::CutEnd => "cut at the end",
        Operation::CutMiddle => "cut in the middle",
        Operation::ChangedWord => "changed word",
        Operation::Punctuation => "punctuation",
        Operation::Case => "capitals",
        Operation::Scope => "scope stretched",
        Operation::Splice => "spliced",
        Operation::Translation => "translated",
        Operation::ParaphraseInQuotes => "paraphrased inside the marks",
    }
}

/// The relation in words for people.
pub(crate) fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::SameUtterance => "same words, same speaker",
        Relation::SameClaim => "same claim",
        Relation::Copied => "copied",
        Relation::Reworded => "reworded",
        Relation::Related => "related",
        Relation::Denies => "denies",
        Relation::Contradicts => "contradicts",
        Relation::InTension => "in tension",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_words_and_drops_what_steers_the_display() {
        assert_eq!(one_line("  two\n\u{a0}words\t\u{1b}[31mred\u{202e}\u{7} "), "two words [31mred");
    }
}
