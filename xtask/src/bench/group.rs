//! How many articles a second are placed into stories, and does an article cost more the more are remembered?
//!
//! One core, sketches in memory. The articles of `background` are given again and again with other names, rare words and
//! days: each round tells other events in the same language, grouped alike. A window is filled with articles whose
//! stories are known, and is full when the clock starts: each article that is placed makes the oldest leave. The same
//! articles are timed at each size.

use super::process::{clock, kilobytes};
use anyhow::{Context, Result, bail};
use pipeline::steps::grouping::varied;
use pipeline::{Grouping, Kit, Limits, Page, Sketch, annotate, read, sketch};
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// One article in so many: those of one outlet stand together.
const STEP: usize = 5;
/// Articles in the window.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Articles that are timed together. Of each row the fastest of [`TIMED`] rounds counts, for the machine may be busy.
const ROW: usize = 1000;
const ROWS: usize = 5;
const TIMED: usize = 4;
/// Articles a second at 100,000 in the window.
const SLOWEST: f64 = 3000.0;
/// How much more an article may cost with the largest window than with the smallest.
const GROWTH: f64 = 2.0;
/// Bytes of memory for an article in the largest window.
const HEAVIEST: u64 = 4100;

/// Measures and prints a table; with `check`, fails where a limit is broken.
pub(super) fn run(data: &Path, check: bool) -> Result<()> {
    let events = Events::of(sketches(data)?);
    let bytes: usize = events.sketches.iter().map(|sketch| sketch.to_bytes().len()).sum();
    println!("{} articles, {} bytes a stored sketch", events.sketches.len(), bytes / events.sketches.len());
    println!("{:>10} {:>12} {:>14} {:>18}", "window", "articles/s", "µs an article", "bytes in memory");
    let before = kilobytes("VmRSS:");
    let (mut costs, mut memory) = (Vec::new(), 0);
    for size in SIZES {
        let mut grouping = Grouping::new(Limits { articles: size });
        // The window ends with a whole round.
        let rounds = size.div_ceil(events.sketches.len());
        let end = rounds * events.sketches.len();
        for at in end - size..end {
            let (sketch, story) = events.article(at);
            grouping.restore(at as u64, sketch, story, false);
        }
        memory = kilobytes("VmRSS:").saturating_sub(before) * 1024 / size as u64;
        let cost = cost(&events, &mut grouping, rounds);
        println!("{size:>10} {:>12.0} {:>14.1} {memory:>18}", 1.0 / cost, cost * 1e6);
        costs.push(cost);
    }
    let growth = costs[costs.len() - 1] / costs[0];
    println!("an article costs {growth:.2} times as much with the largest window as with the smallest");
    if check && (1.0 / costs[1] < SLOWEST || growth > GROWTH || memory > HEAVIEST) {
        bail!(
            "slower than {SLOWEST} articles a second at 100,000, growing more than {GROWTH} times, or more than \
             {HEAVIEST} bytes an article"
        );
    }
    Ok(())
}

/// Seconds for an article of the rounds from one on.
#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
fn cost(events: &Events, grouping: &mut Grouping, from: usize) -> f64 {
    let epoch = Instant::now();
    let mut best = [Duration::MAX; ROWS];
    for round in from..from + TIMED {
        let first = round * events.sketches.len();
        for (best, at) in best.iter_mut().zip((first..first + events.sketches.len()).step_by(ROW)) {
            let row: Vec<Sketch> = (at..at + ROW).map(|at| events.article(at).0).collect();
            let start = clock(epoch);
            for (sketch, at) in row.into_iter().zip(at as u64..) {
                grouping.place(at, sketch);
            }
            *best = (*best).min(clock(epoch).saturating_sub(start));
        }
    }
    best.iter().sum::<Duration>().as_secs_f64() / (ROW * ROWS) as f64
}

/// Articles and their stories, told again and again as other events.
struct Events {
    sketches: Vec<Sketch>,
    stories: Vec<u64>,
}

impl Events {
    fn of(sketches: Vec<Sketch>) -> Events {
        let mut grouping = Grouping::new(Limits::default());
        let place = |(sketch, at): (&Sketch, u64)| grouping.place(at, sketch.clone()).story;
        let stories = sketches.iter().zip(0..).map(place).collect();
        Events { sketches, stories }
    }

    fn article(&self, at: usize) -> (Sketch, u64) {
        let (round, at) = (at / self.sketches.len(), at % self.sketches.len());
        let first = (round * self.sketches.len()) as u64;
        (varied(&self.sketches[at], round as u32), first + self.stories[at])
    }
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
