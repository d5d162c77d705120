//! Are articles grouped into the stories that people saw in them?
//!
//! B-cubed (Bagga & Baldwin 1998) and the F of pairs on the training halves of four collections, all with one setting.
//! Articles arrive in the order of the files, as `ingest` takes them; what is scored is where they are in the end.
//! Scores fall with the number of look-alikes around: for AllSides there is also the mean of its stories
//! taken in nine parts. The scores are in-sample: weights and threshold of grouping were tried on these very sets.

use super::{Cell, Table, Task};
use anyhow::{Context, Result};
use news::Account;
use pipeline::{Grouping, Kit, Limits, Page, Sketch, annotate, read, sketch};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "stories", needs: "stories/gva_dev.jsonl", floors: "eval/stories.toml", run };

/// Collections: name in the table and file.
const COLLECTIONS: [(&str, &str); 4] = [
    ("gva", "gva_dev.jsonl"),
    ("allsides", "allsides_train_val.jsonl"),
    ("ecb+", "ecbplus_train_dev.jsonl"),
    ("fnc-1", "fnc1_train.jsonl"),
];
/// The collection that is also looked at in parts, and how many parts.
const PARTED: (&str, u64) = ("allsides", 9);

#[derive(Deserialize)]
struct Document {
    id: String,
    story: String,
    title: Option<String>,
    date: Option<String>,
    text: String,
}

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&["articles", "stories", "found", "precision", "recall", "f1", "pairs f1"])
        .remark("B-cubed, and F of pairs");
    for (name, file) in COLLECTIONS {
        let text = std::fs::read_to_string(data.join("stories").join(file))?;
        let documents: Vec<Document> = text
            .lines()
            .map(|line| serde_json::from_str(line).context("a story line of another shape"))
            .collect::<Result<_>>()?;
        let sketches: Vec<Sketch> =
            documents.par_iter().map(|document| sketch(kit, &account(kit, document))).collect();
        let gold: Vec<&str> = documents.iter().map(|document| document.story.as_str()).collect();
        table.row(name, cells(&[score(&gold, &sketches)]));
        if name == PARTED.0 {
            let scores: Vec<Score> = (0..PARTED.1).map(|part| score_part(&gold, &sketches, part)).collect();
            table.row(format!("{name}, in parts"), cells(&scores));
        }
    }
    Ok(table)
}

/// What one collection, or one part of it, gives.
struct Score {
    articles: usize,
    stories: usize,
    found: usize,
    precision: f64,
    recall: f64,
    pairs: f64,
}

fn score(gold: &[&str], sketches: &[Sketch]) -> Score {
    let mut grouping = Grouping::new(Limits { articles: sketches.len() });
    let mut found: Vec<u64> = Vec::new();
    for (article, sketch) in (0..).zip(sketches) {
        let placement = grouping.place(article, sketch.clone());
        found.push(placement.story);
        let merged: Vec<u64> = placement.merged.iter().map(|(from, _)| *from).collect();
        found.iter_mut().filter(|story| merged.contains(story)).for_each(|story| *story = placement.story);
        if let Some(split) = placement.split {
            split.articles.iter().for_each(|article| found[*article as usize] = split.story);
        }
    }
    let (precision, recall) = b_cubed(gold, &found);
    Score {
        articles: gold.len(),
        stories: gold.iter().collect::<BTreeSet<_>>().len(),
        found: found.iter().collect::<BTreeSet<_>>().len(),
        precision,
        recall,
        pairs: pairs(gold, &found),
    }
}

fn score_part(gold: &[&str], sketches: &[Sketch], part: u64) -> Score {
    let is_in = |story: &str| learn::hash(story.as_bytes()) % PARTED.1 == part;
    let chosen: Vec<usize> = (0..gold.len()).filter(|at| is_in(gold[*at])).collect();
    let gold: Vec<&str> = chosen.iter().map(|at| gold[*at]).collect();
    let sketches: Vec<Sketch> = chosen.iter().map(|at| sketches[*at].clone()).collect();
    score(&gold, &sketches)
}

/// Counts summed, shares averaged.
fn cells(scores: &[Score]) -> Vec<Cell> {
    let sum = |of: fn(&Score) -> usize| Cell::Count(scores.iter().map(of).sum());
    let mean =
        |of: fn(&Score) -> f64| Cell::Share(100.0 * scores.iter().map(of).sum::<f64>() / scores.len() as f64);
    let f1 = |score: &Score| {
        2.0 * score.precision * score.recall / (score.precision + score.recall).max(f64::MIN_POSITIVE)
    };
    vec![
        sum(|score| score.articles),
        sum(|score| score.stories),
        sum(|score| score.found),
        mean(|score| score.precision),
        mean(|score| score.recall),
        mean(f1),
        mean(|score| score.pairs),
    ]
}

fn account(kit: &Kit, document: &Document) -> Account {
    let mut parts =
        document.date.iter().flat_map(|date| date.split('-')).map(|part| part.parse::<i16>().ok());
    let mut next = || parts.next().flatten();
    let published = match (next(), next(), next()) {
        (Some(year), Some(month), Some(day)) => {
            Some(news::PartialDate::day(year, month.clamp(1, 12) as u8, day.clamp(1, 31) as u8))
        }
        _ => None,
    };
    let page = Page {
        id: document.id.clone(),
        bytes: document.text.clone().into_bytes(),
        title: document.title.clone().filter(|title| !title.trim().is_empty()),
        published,
        ..Page::default()
    };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

/// Precision and recall, averaged over articles.
fn b_cubed(gold: &[&str], found: &[u64]) -> (f64, f64) {
    let mut in_gold: BTreeMap<&str, usize> = BTreeMap::new();
    let mut in_found: BTreeMap<u64, usize> = BTreeMap::new();
    let mut in_both: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    for (&story, &label) in gold.iter().zip(found) {
        *in_gold.entry(story).or_default() += 1;
        *in_found.entry(label).or_default() += 1;
        *in_both.entry((story, label)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (&story, &label) in gold.iter().zip(found) {
        let both = in_both[&(story, label)] as f64;
        precision += both / in_found[&label] as f64;
        recall += both / in_gold[story] as f64;
    }
    let articles = gold.len().max(1) as f64;
    (precision / articles, recall / articles)
}

/// F of the pairs of articles that are in one story.
fn pairs(gold: &[&str], found: &[u64]) -> f64 {
    let mut in_gold: BTreeMap<&str, usize> = BTreeMap::new();
    let mut in_found: BTreeMap<u64, usize> = BTreeMap::new();
    let mut in_both: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    for (&story, &label) in gold.iter().zip(found) {
        *in_gold.entry(story).or_default() += 1;
        *in_found.entry(label).or_default() += 1;
        *in_both.entry((story, label)).or_default() += 1;
    }
    let pairs = |count: &usize| (count * (count - 1) / 2) as f64;
    let both: f64 = in_both.values().map(pairs).sum();
    let all = in_gold.values().map(pairs).sum::<f64>() + in_found.values().map(pairs).sum::<f64>();
    2.0 * both / all.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_story_split_in_two_loses_recall_alone() {
        let (precision, recall) = b_cubed(&["s", "s", "t", "t"], &[0, 1, 2, 2]);
        assert!((pairs(&["s", "s", "t", "t"], &[0, 1, 2, 2]) - 2.0 / 3.0).abs() < 1e-9);
        assert!((precision - 1.0).abs() < 1e-9 && (recall - 0.75).abs() < 1e-9);
    }
}
