//! Are the links, the statements and the one-sided passages between accounts of one event right?
//!
//! Gold and found passages meet where they share half of the shorter one. Links marked `likely` count neither
//! way; links that touch headlines and captions are left out. The gold lists of `related` are samples, so only
//! links of the same utterance or claim have a precision.

use super::{Cell, Counts, Table, Task, share};
use anyhow::{Context, Result};
use news::{Account, Comparison, Link, Passage, Relation};
use pipeline::{Kit, Page, annotate, collate, read};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "alignment", needs: "collation/alignment.json", floors: "eval/alignment.toml", run };

#[derive(Deserialize)]
struct Gold {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    docs: Vec<String>,
    ignore: Vec<Place>,
    links: Vec<GoldLink>,
    only_in: Vec<Place>,
    clusters: Vec<Cluster>,
}

/// A passage of the gold data: bytes of a document.
#[derive(Deserialize, Clone)]
struct Place {
    doc: String,
    span: [usize; 2],
}

#[derive(Deserialize)]
struct GoldLink {
    relation: String,
    a: Place,
    b: Place,
    confidence: String,
}

#[derive(Deserialize)]
struct Cluster {
    passages: Vec<Place>,
    reports: u32,
    evidence: u32,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

/// A stretch of raw bytes of one account.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    account: usize,
    start: usize,
    end: usize,
}

impl Stretch {
    /// Whether two stretches share half of the shorter one.
    fn meets(self, other: Stretch) -> bool {
        let common = self.end.min(other.end).saturating_sub(self.start.max(other.start));
        let shorter = (self.end - self.start).min(other.end - other.start);
        self.account == other.account && common > 0 && common * 2 >= shorter
    }
}

/// Everything that is counted.
#[derive(Default)]
struct Tally {
    same: Counts,
    tension: Counts,
    clusters: BCubed,
    reports: (usize, usize),
    evidence: (usize, usize),
    only_in: (usize, usize),
    not_only_in: (usize, usize),
}

/// Sums of B-cubed (Bagga & Baldwin 1998) over passages.
#[derive(Default)]
struct BCubed {
    precision: f64,
    recall: f64,
    passages: usize,
}

/// Measures all events.
fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let folder = data.join("collation");
    let gold: Gold = serde_json::from_slice(&std::fs::read(folder.join("alignment.json"))?)
        .context("alignment.json has another shape")?;
    let mut texts = BTreeMap::new();
    for line in std::fs::read_to_string(folder.join("event_docs.jsonl"))?.lines() {
        let document: Document = serde_json::from_str(line)?;
        texts.insert(document.id, document.text);
    }
    let (mut tally, mut same) = (Tally::default(), Vec::new());
    for event in &gold.events {
        let mut accounts = Vec::new();
        for id in &event.docs {
            let text = texts.get(id).with_context(|| format!("no document `{id}`"))?;
            let page = Page { id: id.clone(), bytes: text.clone().into_bytes(), ..Page::default() };
            accounts.push(read(kit, page).and_then(|article| annotate(kit, article)).value);
        }
        let comparison = collate(kit, &accounts).value;
        count(event, &accounts, &comparison, &mut tally);
        same.push(by_confidence(event, &accounts, &comparison));
    }
    let mut table = table(&tally, gold.events.len());
    let left_out = left_out(&same);
    table.below(format!(
        "links from the confidence on that is best for the other nine events ({WANTED} of 100 right): precision {:.1}, recall {:.1}",
        left_out.precision(),
        left_out.recall()
    ));
    Ok(table)
}

/// Least share of right links, in hundredths, at which a confidence is chosen.
const WANTED: usize = 90;

/// Confidences from which links are counted.
const STEPS: std::ops::Range<u16> = 0..50;

/// The links of one event, counted from each of [`STEPS`] times twenty thousandths on.
fn by_confidence(event: &Event, accounts: &[Account], comparison: &Comparison) -> Vec<Counts> {
    let from = |step: u16| {
        let mut kept = comparison.clone();
        kept.links.retain(|link| link.confidence.0 >= step * 20);
        let mut tally = Tally::default();
        count(event, accounts, &kept, &mut tally);
        tally.same
    };
    STEPS.map(from).collect()
}

/// Each event counted from the confidence on that finds most in all others while [`WANTED`] of 100 are right.
fn left_out(events: &[Vec<Counts>]) -> Counts {
    let mut sum = Counts::default();
    for (out, event) in events.iter().enumerate() {
        let of_others = |step: usize| {
            let mut others = Counts::default();
            for (_, other) in events.iter().enumerate().filter(|(other, _)| *other != out) {
                others.add(other[step]);
            }
            others
        };
        let right = |counts: Counts| counts.right * 100 >= counts.found * WANTED;
        let steps = (0..event.len()).filter(|step| right(of_others(*step)));
        let best = steps.max_by_key(|step| (of_others(*step).right, std::cmp::Reverse(*step)));
        sum.add(event[best.unwrap_or(event.len() - 1)]);
    }
    sum
}

/// The figures in rows.
fn table(tally: &Tally, events: usize) -> Table {
    let mut table = Table::of_counts().remark(format!("{events} events of three accounts"));
    table.counts("same claim or utterance", tally.same);
    table.counts("denies, contradicts, in tension", tally.tension);
    let passages = tally.clusters.passages.max(1) as f64;
    let (precision, recall) =
        (100.0 * tally.clusters.precision / passages, 100.0 * tally.clusters.recall / passages);
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    table.row(
        "statements (b-cubed)",
        vec![
            Cell::Count(tally.clusters.passages),
            Cell::Empty,
            Cell::Share(precision),
            Cell::Share(recall),
            Cell::Share(f1),
        ],
    );
    let parts = [
        ("reports right where a statement is found", tally.reports),
        ("evidence right where a statement is found", tally.evidence),
        ("only-in passages listed", tally.only_in),
        ("shared passages not listed as only-in", tally.not_only_in),
    ];
    for (label, (right, all)) in parts {
        table.row(
            label,
            vec![Cell::Count(all), Cell::Count(right), Cell::Empty, Cell::Share(share(right, all))],
        );
    }
    table
}

/// Adds one event.
fn count(event: &Event, accounts: &[Account], comparison: &Comparison, tally: &mut Tally) {
    let place = |place: &Place| {
        let account = event.docs.iter().position(|doc| *doc == place.doc).unwrap_or(usize::MAX);
        Stretch { account, start: place.span[0], end: place.span[1] }
    };
    let ignored: Vec<Stretch> = event.ignore.iter().map(place).collect();
    let is_ignored = |stretch: Stretch| ignored.iter().any(|ignored| ignored.meets(stretch));
    let raw = |passage: &Passage| raw(accounts, passage);
    let pairs = |wanted: fn(&str) -> bool, confidence: &str| -> Vec<(Stretch, Stretch)> {
        let links = event.links.iter().filter(|link| wanted(&link.relation) && link.confidence == confidence);
        let pairs = links.map(|link| (place(&link.a), place(&link.b)));
        pairs.filter(|(a, b)| !is_ignored(*a) && !is_ignored(*b)).collect()
    };
    let found = |wanted: fn(Relation) -> bool| -> Vec<(Stretch, Stretch)> {
        let links = comparison.links.iter().filter(|link: &&Link| wanted(link.relation));
        let pairs = links.map(|link| (raw(&link.a), raw(&link.b)));
        pairs.filter(|(a, b)| a.account != b.account && !is_ignored(*a) && !is_ignored(*b)).collect()
    };
    let same = |relation: &str| matches!(relation, "same_claim" | "same_utterance" | "copied" | "reworded");
    let is_same = |relation| matches!(relation, Relation::SameClaim | Relation::SameUtterance);
    tally.same.add(compare(&found(is_same), &pairs(same, "sure"), &pairs(same, "likely")));
    let apart = |relation: &str| matches!(relation, "denies" | "contradicts" | "in_tension");
    let is_apart =
        |relation| matches!(relation, Relation::Denies | Relation::Contradicts | Relation::InTension);
    tally.tension.add(compare(&found(is_apart), &pairs(apart, "sure"), &pairs(apart, "likely")));

    let statements: Vec<Vec<Stretch>> =
        comparison.statements.iter().map(|statement| statement.passages.iter().map(raw).collect()).collect();
    let clusters: Vec<Vec<Stretch>> =
        event.clusters.iter().map(|cluster| cluster.passages.iter().map(place).collect()).collect();
    b_cubed(&clusters, &statements, &mut tally.clusters);
    count_reports(event, comparison, &clusters, &statements, tally);
    let listed = |stretch: Stretch| {
        let spans = comparison.only_in.get(stretch.account).into_iter().flatten();
        let covered: usize = spans
            .map(|span| raw(&Passage { account: stretch.account as u32, span: *span }))
            .map(|own| own.end.min(stretch.end).saturating_sub(own.start.max(stretch.start)))
            .sum();
        covered * 2 >= stretch.end - stretch.start
    };
    for stretch in event.only_in.iter().map(place).filter(|stretch| !is_ignored(*stretch)) {
        tally.only_in.0 += usize::from(listed(stretch));
        tally.only_in.1 += 1;
    }
    let shared = pairs(same, "sure").into_iter().filter(|(a, b)| a.account != b.account);
    let shared: BTreeSet<Stretch> = shared.flat_map(|(a, b)| [a, b]).collect();
    tally.not_only_in.0 += shared.iter().filter(|stretch| !listed(**stretch)).count();
    tally.not_only_in.1 += shared.len();
}

/// Adds the two counts of the statements that hold two passages of a gold cluster.
fn count_reports(
    event: &Event,
    comparison: &Comparison,
    clusters: &[Vec<Stretch>],
    statements: &[Vec<Stretch>],
    tally: &mut Tally,
) {
    for (cluster, gold) in clusters.iter().zip(&event.clusters) {
        let hits = |statement: &Vec<Stretch>| {
            cluster.iter().filter(|gold| statement.iter().any(|found| found.meets(**gold))).count()
        };
        let best =
            (0..statements.len()).max_by_key(|index| (hits(&statements[*index]), statements.len() - index));
        if let Some(index) = best.filter(|index| hits(&statements[*index]) >= 2) {
            let statement = &comparison.statements[index];
            tally.reports.0 += usize::from(statement.reports == gold.reports);
            tally.evidence.0 += usize::from(statement.evidence == gold.evidence);
            tally.reports.1 += 1;
            tally.evidence.1 += 1;
        }
    }
}

/// The raw bytes of a passage.
fn raw(accounts: &[Account], passage: &Passage) -> Stretch {
    let account = passage.account as usize;
    let span = accounts[account].article.map.to_raw(passage.span);
    Stretch { account, start: span.start as usize, end: span.end as usize }
}

/// Found links against those that must and those that may be found.
fn compare(
    found: &[(Stretch, Stretch)],
    sure: &[(Stretch, Stretch)],
    likely: &[(Stretch, Stretch)],
) -> Counts {
    let fits = |one: &(Stretch, Stretch), two: &(Stretch, Stretch)| {
        one.0.meets(two.0) && one.1.meets(two.1) || one.0.meets(two.1) && one.1.meets(two.0)
    };
    let sure: Vec<&(Stretch, Stretch)> =
        sure.iter().filter(|link| link.0.account != link.1.account).collect();
    let mut counts = Counts::default();
    let mut right_found = 0;
    for link in found {
        if sure.iter().any(|gold| fits(link, gold)) {
            right_found += 1;
            counts.found += 1;
        } else if !likely.iter().any(|gold| fits(link, gold)) {
            counts.found += 1;
        }
    }
    let reached = sure.iter().filter(|gold| found.iter().any(|link| fits(link, gold))).count();
    counts.gold = sure.len();
    counts.right = reached;
    // Several found links may fit one gold link and the other way round: precision counts what was found.
    counts.found = (counts.found * reached).checked_div(right_found).unwrap_or(counts.found);
    counts
}

/// Adds the B-cubed of gold clusters; a passage that no statement holds stands alone.
fn b_cubed(gold: &[Vec<Stretch>], statements: &[Vec<Stretch>], sums: &mut BCubed) {
    let mut labels: Vec<(usize, usize)> = Vec::new();
    let mut alone = statements.len();
    for (cluster, passages) in gold.iter().enumerate() {
        for passage in passages {
            let held =
                statements.iter().position(|statement| statement.iter().any(|found| found.meets(*passage)));
            let label = held.unwrap_or_else(|| {
                alone += 1;
                alone
            });
            labels.push((cluster, label));
        }
    }
    for (cluster, label) in &labels {
        let both = labels.iter().filter(|other| other.0 == *cluster && other.1 == *label).count() as f64;
        sums.precision += both / labels.iter().filter(|other| other.1 == *label).count() as f64;
        sums.recall += both / labels.iter().filter(|other| other.0 == *cluster).count() as f64;
        sums.passages += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(account: usize, start: usize, end: usize) -> Stretch {
        Stretch { account, start, end }
    }

    #[test]
    fn a_found_link_fits_either_way_round() {
        let gold = [(stretch(0, 0, 10), stretch(1, 0, 10))];
        let found = [(stretch(1, 2, 12), stretch(0, 0, 40)), (stretch(0, 50, 60), stretch(1, 50, 60))];
        let counts = compare(&found, &gold, &[]);
        assert_eq!((counts.right, counts.found, counts.gold), (1, 2, 1));
        assert_eq!(compare(&found[1..], &gold, &[(stretch(0, 50, 60), stretch(1, 50, 60))]).found, 0);
    }

    #[test]
    fn statements_equal_to_the_gold_are_perfect() {
        let gold =
            vec![vec![stretch(0, 0, 10), stretch(1, 0, 10)], vec![stretch(0, 20, 30), stretch(1, 20, 30)]];
        let mut sums = BCubed::default();
        b_cubed(&gold, &gold, &mut sums);
        assert!((sums.precision - 4.0).abs() < 1e-9 && (sums.recall - 4.0).abs() < 1e-9);
    }
}
