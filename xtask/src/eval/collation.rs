//! Are quotations brought together, alterations named, and copies told from independent reports?
//!
//! Two tasks. `utterances`: pairs of quotations of one event; a gold pair is found where a `same_utterance`
//! link meets half of the shorter span on both sides. Precision is over labelled pairs. `copies`: pairs of
//! articles, their relation, direction and credits. Pairs marked doubtful are left out of both.

use super::{Cell, Counts, Table, Task, share};
use anyhow::{Context, Result};
use news::{Account, Comparison, Passage, Relation};
use pipeline::{Kit, Page, annotate, collate, read};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Quotations and their variants.
pub(super) const UTTERANCES: Task = Task {
    name: "utterances",
    needs: "collation/variants.jsonl",
    floors: "eval/utterances.toml",
    run: utterances,
};

/// Pairs of articles.
pub(super) const COPIES: Task =
    Task { name: "copies", needs: "collation/copies.jsonl", floors: "eval/copies.toml", run: copies };

/// One article, as the files of collation have it.
#[derive(Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    #[serde(default)]
    event: String,
    outlet: Option<String>,
    date: Option<String>,
    pub(crate) text: String,
}

#[derive(Deserialize)]
struct Quotation {
    doc: String,
    spans: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct GoldVariant {
    event: String,
    a: Quotation,
    b: Quotation,
    same_utterance: bool,
    operations: Vec<String>,
    doubt: u8,
}

#[derive(Deserialize)]
struct GoldPair {
    a: String,
    b: String,
    relation: String,
    direction: String,
}

#[derive(Deserialize)]
struct GoldCredit {
    doc: String,
    credit: String,
    span: Option<[usize; 2]>,
    strength: Option<String>,
    #[serde(rename = "self")]
    own: bool,
}

/// The lines of a file of JSON lines.
pub(crate) fn lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    text.lines().map(|line| serde_json::from_str(line).context("a line of another shape")).collect()
}

/// The account that an article gives, with the outlet and the day that the file has for it.
pub(crate) fn account(kit: &Kit, document: &Document) -> Account {
    let day = document.date.as_deref().and_then(|date| date.get(..10));
    let published = day.and_then(|day| {
        let mut parts = day.split('-').map(|part| part.parse::<i16>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        Some(news::PartialDate::day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
    });
    let page = Page {
        id: document.id.clone(),
        bytes: document.text.clone().into_bytes(),
        outlet: document.outlet.clone(),
        published,
        ..Page::default()
    };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

/// One collated event.
struct Event {
    accounts: Vec<Account>,
    comparison: Comparison,
}

impl Event {
    /// Whether a passage meets a gold quotation in half of the shorter span.
    fn meets(&self, passage: Passage, quotation: &Quotation) -> bool {
        let account = &self.accounts[passage.account as usize];
        if account.article.id != quotation.doc {
            return false;
        }
        let raw = account.article.map.to_raw(passage.span).range();
        quotation.spans.iter().any(|&[start, end]| {
            let common = raw.end.min(end).saturating_sub(raw.start.max(start));
            common > 0 && common * 2 >= raw.len().min(end - start)
        })
    }

    fn joins(&self, one: Passage, two: Passage, gold: &GoldVariant) -> bool {
        (self.meets(one, &gold.a) && self.meets(two, &gold.b))
            || (self.meets(one, &gold.b) && self.meets(two, &gold.a))
    }

    /// The operations named between the two quotations; `None` where they are not one utterance.
    fn operations(&self, gold: &GoldVariant) -> Option<BTreeSet<&'static str>> {
        let links = &self.comparison.links;
        links
            .iter()
            .find(|link| link.relation == Relation::SameUtterance && self.joins(link.a, link.b, gold))?;
        let named = self
            .comparison
            .variants
            .iter()
            .filter(|variant| variant.base.is_some_and(|base| self.joins(base, variant.variant, gold)));
        Some(named.map(|variant| variant.operation.name()).filter(|name| is_rated(name)).collect())
    }
}

/// Scope, splice and paraphrase have too few cases to be rated.
fn is_rated(operation: &str) -> bool {
    ["cut_front", "cut_end", "cut_middle", "changed_word", "punctuation", "case"].contains(&operation)
}

/// Gold operations by the names of the output.
fn rated(operations: &[String]) -> BTreeSet<&str> {
    let name = |operation| match operation {
        "cut_middle_marked" | "cut_middle_unmarked" => "cut_middle",
        "inserted_word" => "changed_word",
        other => other,
    };
    operations.iter().map(|operation| name(operation.as_str())).filter(|name| is_rated(name)).collect()
}

fn utterances(kit: &Kit, data: &Path) -> Result<Table> {
    let folder = data.join("collation");
    let gold: Vec<GoldVariant> = lines(&folder.join("variants.jsonl"))?;
    let mut documents: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for document in lines::<Document>(&folder.join("event_docs.jsonl"))? {
        documents.entry(document.event.clone()).or_default().push(document);
    }
    let mut events: BTreeMap<&str, Event> = BTreeMap::new();
    for gold in &gold {
        if !events.contains_key(gold.event.as_str()) {
            let documents = documents.get(&gold.event).context("an event without documents")?;
            let accounts: Vec<Account> = documents.iter().map(|document| account(kit, document)).collect();
            let comparison = collate(kit, &accounts).value;
            events.insert(&gold.event, Event { accounts, comparison });
        }
    }
    let mut tally = VariantTally::default();
    for gold in gold.iter().filter(|gold| gold.doubt == 0) {
        tally.add(gold, events[gold.event.as_str()].operations(gold));
    }
    Ok(tally.table(events.len()))
}

#[derive(Default)]
struct VariantTally {
    same: Counts,
    exact: (usize, usize),
    operations: Counts,
    each: BTreeMap<String, Counts>,
}

impl VariantTally {
    fn add(&mut self, gold: &GoldVariant, found: Option<BTreeSet<&'static str>>) {
        self.same.gold += usize::from(gold.same_utterance);
        self.same.found += usize::from(found.is_some());
        if !gold.same_utterance {
            return;
        }
        let wanted = rated(&gold.operations);
        if let Some(found) = &found {
            self.same.right += 1;
            self.exact.0 += usize::from(*found == wanted);
            self.exact.1 += 1;
        }
        let found = found.unwrap_or_default();
        for operation in found.union(&wanted) {
            let (is_found, is_wanted) = (found.contains(operation), wanted.contains(operation));
            let one = Counts {
                right: usize::from(is_found && is_wanted),
                found: usize::from(is_found),
                gold: usize::from(is_wanted),
            };
            self.operations.add(one);
            self.each.entry((*operation).to_owned()).or_default().add(one);
        }
    }

    fn table(self, events: usize) -> Table {
        let mut table = Table::of_counts().remark(format!(
            "{events} events of three accounts; operations of pairs that were found or wanted"
        ));
        table.counts("same utterance", self.same);
        table.row(
            "precision of same utterance",
            vec![Cell::Empty, Cell::Empty, Cell::Share(self.same.precision())],
        );
        let exact =
            vec![Cell::Count(self.exact.1), Cell::Empty, Cell::Share(share(self.exact.0, self.exact.1))];
        table.row("operations exact", exact);
        table.counts("operations", self.operations);
        for (operation, counts) in self.each {
            table.counts(operation, counts);
        }
        table
    }
}

fn copies(kit: &Kit, data: &Path) -> Result<Table> {
    let folder = data.join("collation");
    let gold: Vec<GoldPair> = lines(&folder.join("copies.jsonl"))?;
    let documents: Vec<Document> = lines(&folder.join("copy_docs.jsonl"))?;
    let accounts: BTreeMap<&str, Account> =
        documents.iter().map(|document| (document.id.as_str(), account(kit, document))).collect();
    let mut each: BTreeMap<&str, Counts> = BTreeMap::new();
    let (mut right, mut directions, mut copied) = (0, 0, Counts::default());
    for gold in &gold {
        let one = accounts.get(gold.a.as_str()).context("a pair without its documents")?;
        let two = accounts.get(gold.b.as_str()).context("a pair without its documents")?;
        let comparison = collate(kit, &[one.clone(), two.clone()]).value;
        let pair = comparison.pairs.first().context("two accounts without a pair")?;
        let found = pair.relation.name();
        let wanted = gold.relation.as_str();
        right += usize::from(found == wanted);
        each.entry(wanted).or_default().gold += 1;
        each.entry(found).or_default().found += 1;
        each.entry(found).or_default().right += usize::from(found == wanted);
        copied.gold += usize::from(is_copying(wanted));
        copied.found += usize::from(is_copying(found));
        copied.right += usize::from(is_copying(wanted) && is_copying(found));
        let direction = if gold.direction == "both_from_parent" { "common_parent" } else { &gold.direction };
        directions += usize::from(pair.direction.name() == direction);
    }
    let mut table = Table::of_counts().remark(format!("{} pairs of articles on one event", gold.len()));
    let accuracy = |right| vec![Cell::Count(gold.len()), Cell::Empty, Cell::Share(share(right, gold.len()))];
    table.row("relation accuracy", accuracy(right));
    table.row("direction accuracy", accuracy(directions));
    table.counts("copied at all", copied);
    for (relation, counts) in each {
        table.counts(relation, counts);
    }
    table.counts("credited", credited(&lines(&folder.join("credits.jsonl"))?, &accounts));
    Ok(table)
}

fn is_copying(relation: &str) -> bool {
    ["verbatim", "abridged", "partial", "rewritten"].contains(&relation)
}

/// Articles that another newsroom's text stands in as a whole, by credit: found where any credit of ours
/// touches the gold span or names it.
fn credited(gold: &[GoldCredit], accounts: &BTreeMap<&str, Account>) -> Counts {
    let mut counts = Counts::default();
    for gold in gold {
        let Some(account) = accounts.get(gold.doc.as_str()) else { continue };
        let wanted = gold.strength.as_deref() == Some("full") && !gold.own;
        // An index of teasers, a quotation of a report: neither right nor wrong.
        if !wanted && (gold.span.is_some() || gold.credit != "none") {
            continue;
        }
        let fits = account.credits.iter().any(|credit| {
            let raw = account.article.map.to_raw(credit.span);
            gold.span.is_some_and(|[start, end]| (raw.start as usize) < end && start < raw.end as usize)
        });
        counts.gold += usize::from(wanted);
        counts.found += usize::from(!account.credits.is_empty());
        counts.right += usize::from(wanted && fits);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_operations_take_the_names_of_the_output() {
        let gold = ["cut_middle_marked", "identical", "scope", "inserted_word"].map(str::to_owned);
        assert_eq!(rated(&gold).into_iter().collect::<Vec<_>>(), ["changed_word", "cut_middle"]);
    }

    #[test]
    fn a_pair_that_is_missed_misses_its_operations() {
        let quotation = || Quotation { doc: "a".into(), spans: vec![[0, 9]] };
        let gold = GoldVariant {
            event: "e".into(),
            a: quotation(),
            b: quotation(),
            same_utterance: true,
            operations: vec!["cut_front".into()],
            doubt: 0,
        };
        let mut tally = VariantTally::default();
        tally.add(&gold, None);
        tally.add(&gold, Some(BTreeSet::from(["cut_front"])));
        assert_eq!(tally.operations, Counts { right: 1, found: 1, gold: 2 });
        assert_eq!(tally.exact, (1, 1));
    }
}
