//! Is it found which text became which, by what operation and which way? Families of copies that were made on purpose.
//!
//! `lineage` makes them of invented texts and needs no data; `lineage-background` of real articles. Each family is made
//! three times: with dates, with credits, and with no sign of direction. A relation counts as right where the operation
//! allows it: a text with half of another inside it may be told as partial or abridged. A tree is scored by its edges
//! between accounts; without a sign, copies must stand under one origin and no edge may claim a direction.

use super::{Cell, Counts, Table, Task, share};
use crate::copies::{self, Member, Operation, Sign, Text};
use anyhow::{Context, Result};
use news::{Account, Comparison, Direction, PairRelation, Relation};
use pipeline::{Kit, Page, annotate, collate, read};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// On invented texts.
pub(super) const INVENTED: Task =
    Task { name: "lineage", needs: "", floors: "eval/lineage.toml", run: invented };

/// On real articles.
pub(super) const BACKGROUND: Task = Task {
    name: "lineage-background",
    needs: "background/articles.jsonl",
    floors: "eval/lineage-background.toml",
    run: background,
};

/// Families from each two texts, with each sign.
const SEEDS: u64 = 4;
/// Families of real articles, one article in so many, and their words.
const FAMILIES: usize = 40;
const STEP: usize = 61;
const WORDS: std::ops::Range<usize> = 250..900;

const SIGNS: [(Sign, &str); 3] =
    [(Sign::Dates, "dated"), (Sign::Credits, "credited"), (Sign::None, "silent")];

fn invented(kit: &Kit, _: &Path) -> Result<Table> {
    let texts = copies::invented();
    let mut tally = Tally::default();
    let mut families = 0;
    for seed in 0..SEEDS {
        for first in (0..texts.len()).step_by(2) {
            let other = |step: usize| &texts[(first + step) % texts.len()];
            for (sign, name) in SIGNS {
                let strangers = [other(2), other(3)];
                let family = copies::family(other(0), other(1), strangers, sign, seed * 31 + first as u64);
                tally.add(kit, &family, sign, name);
                families += 1;
            }
        }
    }
    Ok(tally.table(&format!("{families} families of 11 texts, from invented ones")))
}

fn background(kit: &Kit, data: &Path) -> Result<Table> {
    let texts = articles(kit, &data.join("background/articles.jsonl"))?;
    let mut tally = Tally::default();
    for (number, group) in texts.chunks_exact(4).enumerate() {
        let (sign, name) = SIGNS[number % SIGNS.len()];
        let family = copies::family(&group[0], &group[1], [&group[2], &group[3]], sign, number as u64);
        tally.add(kit, &family, sign, name);
    }
    Ok(tally.table(&format!("{} families of 11 texts, from real articles", texts.len() / 4)))
}

/// Articles of several paragraphs with quotations, none of which credits another newsroom: a text that goes back to an
/// agency has a parent of its own.
fn articles(kit: &Kit, file: &Path) -> Result<Vec<Text>> {
    let file = std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut texts = Vec::new();
    for line in BufReader::new(file).lines().step_by(STEP) {
        if texts.len() == FAMILIES * 4 {
            break;
        }
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| article[name].as_str().unwrap_or("").trim().to_owned();
        let body = field("text");
        let paragraphs = body.split("\n\n").map(|one| curly(one.trim())).filter(|one| !one.is_empty());
        let paragraphs: Vec<String> = paragraphs.collect();
        let quotations = paragraphs.iter().filter(|paragraph| paragraph.contains('“')).count();
        let long = WORDS.contains(&body.split_whitespace().count());
        if paragraphs.len() < 8 || quotations < 3 || !long {
            continue;
        }
        // The outlets' real names would be found in the texts themselves.
        let outlet = ["Amber Gazette", "Birch Chronicle", "Copper Journal", "Dune Observer"][texts.len() % 4];
        let text = Text { outlet: outlet.to_owned(), headline: field("title"), paragraphs };
        let first = Member { text, published: None, parents: Vec::new(), altered: Vec::new() };
        if account(kit, 0, &first).credits.is_empty() {
            texts.push(first.text);
        }
    }
    Ok(texts)
}

/// A paragraph with curly quotation marks for straight ones that pair up.
fn curly(paragraph: &str) -> String {
    let marks = paragraph.matches('"').count();
    if marks % 2 == 1 {
        return paragraph.to_owned();
    }
    let mut opens = false;
    let curled = paragraph.chars().map(|c| match c {
        '"' => {
            opens = !opens;
            if opens { '“' } else { '”' }
        }
        other => other,
    });
    curled.collect()
}

/// Everything that is counted.
#[derive(Default)]
struct Tally {
    relations: BTreeMap<Operation, (usize, usize)>,
    confused: BTreeMap<(Operation, &'static str), usize>,
    directions: BTreeMap<&'static str, (usize, usize)>,
    edges: BTreeMap<&'static str, Counts>,
    /// Edges that are not so, by what was done to the texts at their ends.
    false_edges: BTreeMap<(&'static str, &'static str), usize>,
    both_parents: (usize, usize),
    one_origin: (usize, usize),
    operations: Counts,
    exact: (usize, usize),
}

impl Tally {
    fn add(&mut self, kit: &Kit, family: &[Member], sign: Sign, name: &'static str) {
        let accounts: Vec<Account> =
            family.iter().enumerate().map(|(at, member)| account(kit, at, member)).collect();
        let comparison = collate(kit, &accounts).value;
        for (copy, member) in family.iter().enumerate() {
            for (parent, operation) in &member.parents {
                self.pair(&comparison, (*parent, copy, *operation), sign, name);
            }
            if let [(parent, _)] = member.parents.as_slice() {
                self.quotations(&accounts, &comparison, *parent, copy, member);
            }
        }
        self.tree(family, &comparison, sign, name);
    }

    /// Relation and direction of a copy and its parent.
    fn pair(
        &mut self,
        comparison: &Comparison,
        (parent, copy, operation): (usize, usize, Operation),
        sign: Sign,
        name: &'static str,
    ) {
        let ends = (parent.min(copy) as u32, parent.max(copy) as u32);
        let Some(pair) = comparison.pairs.iter().find(|pair| (pair.a, pair.b) == ends) else { return };
        let fits = relations(operation).contains(&pair.relation);
        let sums = self.relations.entry(operation).or_default();
        sums.0 += usize::from(fits);
        sums.1 += 1;
        if !fits {
            *self.confused.entry((operation, pair.relation.name())).or_default() += 1;
        }
        let forwards = if parent < copy { Direction::AToB } else { Direction::BToA };
        let told = sign != Sign::None && operation != Operation::QuotesOnly;
        let wanted = if told { forwards } else { Direction::Unknown };
        let sums = self.directions.entry(name).or_default();
        sums.0 += usize::from(pair.direction == wanted);
        sums.1 += 1;
    }

    /// Operations on the quotations of a copy.
    fn quotations(
        &mut self,
        accounts: &[Account],
        comparison: &Comparison,
        parent: usize,
        copy: usize,
        member: &Member,
    ) {
        let text = accounts[copy].text();
        for altered in &member.altered {
            // Words that the reading lost are a miss like any other.
            self.operations.gold += 1;
            self.exact.1 += 1;
            let Some(start) = text.find(&altered.now) else { continue };
            let now = news::Span::new(start, start + altered.now.len());
            let at = |passage: news::Passage| passage.account as usize == copy && passage.span.overlaps(now);
            let from = |passage: news::Passage| passage.account as usize == parent;
            let linked = comparison.links.iter().any(|link| {
                link.relation == Relation::SameUtterance
                    && (at(link.a) && from(link.b) || at(link.b) && from(link.a))
            });
            let variants = comparison.variants.iter().filter(|variant| {
                variant.base.is_some_and(|base| {
                    from(base) && at(variant.variant) || at(base) && from(variant.variant)
                })
            });
            let found: BTreeSet<&str> =
                variants.filter(|_| linked).map(|variant| variant.operation.name()).collect();
            self.operations.found += found.len();
            self.operations.right += usize::from(found.contains(altered.operation));
            self.exact.0 += usize::from(found == BTreeSet::from([altered.operation]));
        }
    }

    /// The edges between accounts; without a sign, the common origin.
    fn tree(&mut self, family: &[Member], comparison: &Comparison, sign: Sign, name: &'static str) {
        let account = |node: u32| comparison.lineage.nodes.get(node as usize).and_then(|node| node.account);
        let edges = &comparison.lineage.edges;
        let found: BTreeSet<(u32, u32)> =
            edges.iter().filter_map(|edge| Some((account(edge.from)?, account(edge.to)?))).collect();
        let copied = |member: &Member| -> Vec<u32> {
            let parents = member.parents.iter().filter(|(_, how)| *how != Operation::QuotesOnly);
            parents.map(|(parent, _)| *parent as u32).collect()
        };
        if sign == Sign::None {
            let under = |copy: u32| -> BTreeSet<u32> {
                edges.iter().filter(|edge| account(edge.to) == Some(copy)).map(|edge| edge.from).collect()
            };
            let root = under(0);
            for (at, member) in family.iter().enumerate() {
                let copy = !copied(member).is_empty();
                let together = !under(at as u32).is_disjoint(&root);
                if copy {
                    self.one_origin.0 += usize::from(together);
                    self.one_origin.1 += 1;
                }
            }
            self.edges.entry(name).or_default().add(Counts { right: 0, found: found.len(), gold: 0 });
            return;
        }
        let mut wanted: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (at, member) in family.iter().enumerate() {
            let parents = copied(member);
            if parents.len() == 2 {
                self.both_parents.0 +=
                    usize::from(parents.iter().all(|parent| found.contains(&(*parent, at as u32))));
                self.both_parents.1 += 1;
            }
            wanted.extend(parents.into_iter().map(|parent| (parent, at as u32)));
        }
        let right = found.intersection(&wanted).count();
        let made = |at: u32| family[at as usize].parents.first().map_or("first", |(_, how)| how.name());
        for (from, to) in found.difference(&wanted) {
            *self.false_edges.entry((made(*from), made(*to))).or_default() += 1;
        }
        self.edges.entry(name).or_default().add(Counts { right, found: found.len(), gold: wanted.len() });
    }

    fn table(self, remark: &str) -> Table {
        let mut table = Table::of_counts().remark(remark);
        let row = |(right, all): (usize, usize)| {
            vec![Cell::Count(all), Cell::Count(right), Cell::Share(share(right, all))]
        };
        for (operation, sums) in self.relations {
            table.row(format!("relation, {}", operation.name()), row(sums));
        }
        for (name, sums) in self.directions {
            table.row(format!("direction, {name}"), row(sums));
        }
        for (name, counts) in self.edges {
            if counts.gold > 0 {
                table.counts(format!("edges, {name}"), counts);
            } else {
                table.below(format!("edges that claim a direction without a sign: {}", counts.found));
            }
        }
        table.row("both parents of a merged text", row(self.both_parents));
        table.row("silent copies under one origin", row(self.one_origin));
        table.counts("altered quotations", self.operations);
        table.row("altered quotations, exact", row(self.exact));
        for ((from, to), count) in self.false_edges {
            table.below(format!("false edges from {from} to {to}: {count}"));
        }
        for ((operation, relation), count) in self.confused {
            table.below(format!("{}: {count} told as {relation}", operation.name()));
        }
        table
    }
}

/// What an operation may be told as.
fn relations(operation: Operation) -> &'static [PairRelation] {
    match operation {
        Operation::Verbatim | Operation::Reorder => &[PairRelation::Verbatim],
        Operation::Quotations => &[PairRelation::Verbatim, PairRelation::Abridged],
        Operation::Cut => &[PairRelation::Abridged],
        Operation::Reword => &[PairRelation::Rewritten],
        Operation::Insert | Operation::Merge => &[PairRelation::Partial, PairRelation::Abridged],
        Operation::QuotesOnly => &[PairRelation::QuotesOnly],
    }
}

/// The account that a member of a family gives.
fn account(kit: &Kit, at: usize, member: &Member) -> Account {
    let page = Page {
        id: format!("M{at}"),
        bytes: member.text.page().into_bytes(),
        outlet: Some(member.text.outlet.clone()),
        published: member.published,
        ..Page::default()
    };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verbatim_copy_with_a_later_day_is_found_with_its_way() {
        let kit = Kit::embedded().unwrap();
        let texts = copies::invented();
        let family = copies::family(&texts[0], &texts[1], [&texts[2], &texts[3]], Sign::Dates, 3);
        let mut tally = Tally::default();
        tally.add(&kit, &family, Sign::Dates, "dated");
        assert_eq!(tally.relations[&Operation::Verbatim], (1, 1));
        assert!(tally.edges["dated"].right >= 1);
    }
}
