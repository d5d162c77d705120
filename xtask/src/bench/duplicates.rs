//! How fast are near-duplicates found, and how fast by MinHash? The same articles in one run, one core each.
//!
//! Both have the texts in memory before their clock starts, and give pairs of articles that share 7 of 10 runs of four
//! words. Every fourth article is given a second time with some words changed and its end cut. Which pairs are
//! near-duplicates is counted once, exactly; recall and precision of both are measured against that. What grouping makes of
//! them, article by article in its stream, is measured in the same way.

use super::process::{clock, ours, pinned, python};
use crate::copies;
use anyhow::{Context, Result, bail};
use pipeline::steps::duplicates;
use pipeline::{Grouping, Kit, Limits, Page, read, sketch, skim};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

/// The peer from PyPI.
const PEERS: [&str; 1] = ["datasketch==1.6.5"];
/// Thousandths of the runs of words that near-duplicates share.
const LEAST: u32 = 700;
/// Words of a run.
const RUN: usize = 4;
/// One article in so many: those of one outlet stand together.
const STEP: usize = 13;
/// One of so many is printed again with some changes: the articles themselves hold hardly any near-duplicates.
const COPIED: usize = 4;

type Pairs = BTreeSet<(usize, usize)>;

/// Measures both and prints a table.
pub(super) fn run(root: &Path, data: &Path, runs: usize) -> Result<()> {
    let articles = root.join("target/bench-duplicates.jsonl");
    let texts = select(&data.join("background/articles.jsonl"), &articles)?;
    let truth = truth(&texts);
    let mut rivals = vec![(ours(root, &["alike"])?, runs)];
    match python(root, "peers-duplicates", &PEERS) {
        Ok(python) => {
            let mut command = pinned(&python);
            command.arg(root.join("bench/near_duplicates.py"));
            rivals.push((command, 1));
        }
        Err(_) => println!("datasketch: skipped, it cannot be installed here"),
    }
    println!("{} articles, {} pairs of near-duplicates", texts.len(), truth.len());
    println!(
        "{:<24} {:>11} {:>8} {:>8} {:>10}",
        "near-duplicates", "articles/s", "slower", "recall", "precision"
    );
    let (mut fastest, mut lines) = (None, Vec::new());
    for (mut command, runs) in rivals {
        let output =
            command.arg(runs.to_string()).arg(&articles).output().context("a rival cannot be run")?;
        if !output.status.success() {
            bail!("a rival failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let one: Value = serde_json::from_slice(&output.stdout)?;
        let found: Pairs = serde_json::from_value(one["pairs"].clone())?;
        let right = found.intersection(&truth).count() as f64;
        let speed = texts.len() as f64 / one["seconds"].as_f64().unwrap_or(1.0);
        let ours = *fastest.get_or_insert(speed);
        println!(
            "{:<24} {speed:>11.0} {:>7.1}x {:>8.3} {:>10.3}",
            one["name"].as_str().unwrap_or("?"),
            ours / speed,
            right / truth.len().max(1) as f64,
            right / found.len().max(1) as f64,
        );
        let name = one["name"].as_str().unwrap_or("?");
        // Ours is what becomes of them through grouping, where each is folded under one other at most.
        match serde_json::from_value(one["folded"].clone()) {
            Ok(folded) => lines.push((format!("{name}, by grouping"), folded)),
            Err(_) => lines.push((name.to_owned(), found)),
        }
    }
    lines.iter().for_each(|(name, found)| tell(name, found, &truth));
    Ok(())
}

/// Of the articles that nearly repeat an earlier one: how many were found with such a one?
fn tell(name: &str, found: &Pairs, truth: &Pairs) {
    let later: BTreeSet<usize> = truth.iter().map(|(_, later)| *later).collect();
    let right: BTreeSet<usize> = found.intersection(truth).map(|(_, later)| *later).collect();
    let wrong: BTreeSet<usize> = found.difference(truth).map(|(_, later)| *later).collect();
    println!(
        "{name:<24} {} of the {} articles that nearly repeat an earlier one ({:.3}); {} others",
        right.len(),
        later.len(),
        right.len() as f64 / later.len().max(1) as f64,
        wrong.difference(&right).count(),
    );
}

/// Under which earlier articles are they folded while they are grouped, by a sample of their runs of words?
fn folded(texts: &[&str]) -> Result<Pairs> {
    let kit = Kit::embedded()?;
    let mut grouping = Grouping::new(Limits { articles: texts.len() });
    let place = |(text, at): (&&str, u64)| {
        let page = Page { bytes: text.as_bytes().to_vec(), ..Page::default() };
        let account = read(&kit, page).and_then(|article| skim(&kit, article)).value;
        let placement = grouping.place(at, sketch(&kit, &account));
        placement.parent.map(|parent| (parent as usize, at as usize))
    };
    Ok(texts.iter().zip(0..).filter_map(place).collect())
}

/// Writes the articles that both read, and returns their texts.
fn select(all: &Path, articles: &Path) -> Result<Vec<String>> {
    let file = std::fs::File::open(all).with_context(|| format!("cannot read `{}`", all.display()))?;
    let (mut lines, mut texts) = (String::new(), Vec::new());
    for line in BufReader::new(file).lines().step_by(STEP) {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or("").to_owned();
        let copy = (texts.len() % COPIED == 0).then(|| copies::near_copy(&text, texts.len() as u64));
        for text in [Some(text), copy].into_iter().flatten() {
            lines.push_str(&json!({ "text": text }).to_string());
            lines.push('\n');
            texts.push(text);
        }
    }
    std::fs::write(articles, lines).with_context(|| format!("cannot write `{}`", articles.display()))?;
    Ok(texts)
}

/// The pairs that share enough runs of words, counted exactly. Runs that very many articles hold bring no two together,
/// but count.
fn truth(texts: &[String]) -> Pairs {
    let runs = |text: &String| -> Vec<u64> {
        let words: Vec<u64> =
            text.split_whitespace().map(|word| learn::hash(word.to_lowercase().as_bytes())).collect();
        let mix = |hash: u64, word: &u64| (hash.rotate_left(9) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut runs: Vec<u64> = words.windows(RUN).map(|run| run.iter().fold(0, mix)).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    };
    let sets: Vec<Vec<u64>> = texts.iter().map(runs).collect();
    let mut holders: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    // One run in eight finds the pairs; all of them judge.
    for (at, set) in sets.iter().enumerate() {
        for run in set.iter().filter(|run| **run % 8 == 0) {
            holders.entry(*run).or_default().push(at as u32);
        }
    }
    let mut near: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for holders in holders.values().filter(|holders| holders.len() <= 200) {
        for (at, one) in holders.iter().enumerate() {
            for two in &holders[at + 1..] {
                *near.entry((*one, *two)).or_default() += 1;
            }
        }
    }
    let is_near = |one: &Vec<u64>, two: &Vec<u64>| {
        let shared = one.iter().filter(|run| two.binary_search(run).is_ok()).count();
        shared * 1000 >= LEAST as usize * (one.len() + two.len() - shared).max(1)
    };
    let pairs = near
        .into_iter()
        .filter(|(_, shared)| *shared >= 2)
        .map(|((one, two), _)| (one as usize, two as usize));
    pairs.filter(|(one, two)| is_near(&sets[*one], &sets[*two])).collect()
}

/// Finds the near-duplicates of a file `runs` times and prints the fastest run as a JSON line.
#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
pub(super) fn alike(file: &Path, runs: usize) -> Result<()> {
    let lines = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let parsed: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = parsed.iter().filter_map(|article| article["text"].as_str()).collect();
    let epoch = Instant::now();
    let (mut best, mut pairs) = (Duration::MAX, Vec::new());
    for _ in 0..runs.max(1) {
        let start = clock(epoch);
        pairs = duplicates::pairs(&texts, LEAST);
        best = best.min(clock(epoch).saturating_sub(start));
    }
    let folded = folded(&texts)?;
    println!(
        "{}",
        json!({ "name": "variorum", "seconds": best.as_secs_f64(), "pairs": pairs, "folded": folded })
    );
    Ok(())
}
