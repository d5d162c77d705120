//! Are articles grouped into the stories that people saw in them?
//!
//! B-cubed (Bagga & Baldwin 1998) on the training halves of four collections.

use super::{Cell, Table, Task};
use anyhow::{Context, Result};
use pipeline::{Kit, Page, annotate, group, read};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "stories", needs: "stories/gva_dev.jsonl", floors: "eval/stories.toml", run };

/// Collections: name in the table and file. The largest is left out for its running time.
const COLLECTIONS: [(&str, &str); 3] =
    [("gva", "gva_dev.jsonl"), ("ecb+", "ecbplus_train_dev.jsonl"), ("fnc-1", "fnc1_train.jsonl")];

#[derive(Deserialize)]
struct Document {
    id: String,
    story: String,
    #[serde(default)]
    title: String,
    date: Option<String>,
    text: String,
}

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&["articles", "precision", "recall", "f1"]).remark("B-cubed");
    for (name, file) in COLLECTIONS {
        let text = std::fs::read_to_string(data.join("stories").join(file))?;
        let documents: Vec<Document> = text
            .lines()
            .map(|line| serde_json::from_str(line).context("a story line of another shape"))
            .collect::<Result<_>>()?;
        let accounts: Vec<_> = documents.iter().map(|document| account(kit, document)).collect();
        let mut found = vec![0; documents.len()];
        for (label, story) in group(kit, &accounts).value.iter().enumerate() {
            for &at in &story.accounts {
                found[at as usize] = label;
            }
        }
        let gold: Vec<&str> = documents.iter().map(|document| document.story.as_str()).collect();
        let (precision, recall) = b_cubed(&gold, &found);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        let cells = [precision, recall, f1].map(|value| Cell::Share(100.0 * value));
        table.row(name, [&[Cell::Count(documents.len())], cells.as_slice()].concat());
    }
    Ok(table)
}

fn account(kit: &Kit, document: &Document) -> news::Account {
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
        bytes: format!("{}\n\n{}", document.title, document.text).into_bytes(),
        published,
        ..Page::default()
    };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

/// Precision and recall, averaged over articles.
fn b_cubed(gold: &[&str], found: &[usize]) -> (f64, f64) {
    let mut in_gold: BTreeMap<&str, usize> = BTreeMap::new();
    let mut in_found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut in_both: BTreeMap<(&str, usize), usize> = BTreeMap::new();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_story_split_in_two_loses_recall_alone() {
        let (precision, recall) = b_cubed(&["s", "s", "t", "t"], &[0, 1, 2, 2]);
        assert!((precision - 1.0).abs() < 1e-9 && (recall - 0.75).abs() < 1e-9);
    }
}
