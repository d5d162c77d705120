//! How many articles a second are placed into stories, and does an article cost more the more are remembered?
//!
//! One core, sketches in memory. The articles of `background` are given again and again with other names, rare words and
//! days, until there are as many as are wanted: each round tells other events in the same language.

use super::process::clock;
use anyhow::{Context, Result, bail};
use pipeline::steps::grouping::varied;
use pipeline::{Grouping, Kit, Limits, Page, Sketch, annotate, read, sketch};
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// One article in so many: those of one outlet stand together.
const STEP: usize = 5;
/// Articles in the window when the clock starts.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Articles that are timed together; the fastest of [`TIMED`] such rows counts, for the machine may be busy.
const ROW: usize = 1000;
const TIMED: usize = 8;
/// Articles a second at 100,000 in the window.
const SLOWEST: f64 = 3000.0;
/// How much more an article may cost with the largest window than with the smallest.
const GROWTH: f64 = 2.0;

/// Measures and prints a table; with `check`, fails where a limit is broken.
#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
pub(super) fn run(data: &Path, check: bool) -> Result<()> {
    let sketches = sketches(data)?;
    let bytes: usize = sketches.iter().map(|sketch| sketch.to_bytes().len()).sum();
    println!("{} articles, {} bytes a stored sketch", sketches.len(), bytes / sketches.len().max(1));
    println!("{:>10} {:>12} {:>14} {:>10}", "window", "articles/s", "µs an article", "stories");
    let epoch = Instant::now();
    let mut grouping = Grouping::new(Limits { articles: SIZES[SIZES.len() - 1] });
    let (mut placed, mut stories) = (0, 0usize);
    let mut costs: Vec<f64> = Vec::new();
    for size in SIZES {
        let mut best = Duration::MAX;
        // The last rows before the window holds so many are timed.
        while placed < size {
            let row: Vec<Sketch> = (placed..placed + ROW)
                .map(|at| varied(&sketches[at % sketches.len()], (at / sketches.len()) as u32))
                .collect();
            let start = clock(epoch);
            for (sketch, at) in row.into_iter().zip(placed as u64..) {
                stories += usize::from(grouping.place(at, sketch).is_new);
            }
            let taken = clock(epoch).saturating_sub(start);
            placed += ROW;
            if placed + TIMED * ROW > size {
                best = best.min(taken);
            }
        }
        let cost = best.as_secs_f64() / ROW as f64;
        println!("{size:>10} {:>12.0} {:>14.1} {stories:>10}", 1.0 / cost, cost * 1e6);
        costs.push(cost);
    }
    let (first, last) = (costs[0], costs[costs.len() - 1]);
    println!(
        "an article costs {:.2} times as much with the largest window as with the smallest",
        last / first
    );
    if check && (1.0 / costs[1] < SLOWEST || last / first > GROWTH) {
        bail!("slower than {SLOWEST} articles a second at 100,000, or growing more than {GROWTH} times");
    }
    Ok(())
}

fn sketches(data: &Path) -> Result<Vec<Sketch>> {
    let file = data.join("background/articles.jsonl");
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let lines: Vec<&str> = text.lines().step_by(STEP).collect();
    let kit = Kit::embedded()?;
    let of = |line: &&str| -> Result<Sketch> {
        let article: Value = serde_json::from_str(line)?;
        let bytes = article["text"].as_str().unwrap_or("").as_bytes().to_vec();
        let published = article["date"].as_str().and_then(day);
        let page = Page { bytes, published, ..Page::default() };
        let account = read(&kit, page).and_then(|article| annotate(&kit, article)).value;
        Ok(sketch(&kit, &account))
    };
    lines.par_iter().map(of).collect()
}

fn day(date: &str) -> Option<news::PartialDate> {
    let mut parts = date.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(news::PartialDate::day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}
