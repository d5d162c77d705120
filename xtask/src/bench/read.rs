//! How fast are pages read, and how fast are they by others? The same pages in one run, one core each.
//!
//! Every reader is a process of its own that has all pages in memory before its clock starts and prints one JSON line. Ours finds all zones and metadata; the peers take the main
//! text alone. They are installed on the first run.

use super::process::{built, clock, kilobytes, ours, pinned, python};
use anyhow::{Context, Result, bail};
use news::MediaType;
use pipeline::{Kit, Page};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The peers from PyPI; the last one is what trafilatura needs and does not ask for.
const PEERS: [&str; 3] = ["trafilatura==2.3.1", "resiliparse==2.0.1", "lxml_html_clean"];
/// Sets whose pages are read.
const SETS: [&str; 2] = ["wcxb_articles_dev", "fundus_dev"];

/// Measures everybody and prints a table.
pub(super) fn run(root: &Path, data: &Path, runs: usize) -> Result<()> {
    let folders: Vec<PathBuf> =
        SETS.iter().map(|set| data.join("extraction").join(set).join("html")).collect();
    if let Some(missing) = folders.iter().find(|folder| !folder.is_dir()) {
        bail!("no pages in `{}`", missing.display());
    }
    let mut readers = vec![("variorum", ours(root, &["pages"])?)];
    readers.extend(peers(root));
    let mut measured: Vec<Value> = Vec::new();
    for (name, mut command) in readers {
        let count = if name == "trafilatura" { 1 } else { runs };
        let output = command.arg(count.to_string()).args(&folders).output();
        match output.ok().filter(|output| output.status.success()) {
            Some(output) => measured.push(serde_json::from_slice(&output.stdout).context(name)?),
            None => println!("{name}: skipped, it cannot be run here"),
        }
    }
    print(&measured);
    Ok(())
}

fn print(measured: &[Value]) {
    let speed =
        |one: &Value| one["bytes"].as_f64().unwrap_or(0.0) / 1e6 / one["seconds"].as_f64().unwrap_or(1.0);
    let is_base = |one: &&Value| one["name"].as_str().is_some_and(|name| name.starts_with("trafilatura"));
    let base = measured.iter().find(is_base).map(speed);
    println!(
        "{:<24} {:>6} {:>8} {:>14} {:>9} {:>9}  worst page",
        "read", "pages", "MB/s", "x trafilatura", "worst ms", "peak MB"
    );
    for one in measured {
        let ratio = base.map_or_else(|| "?".to_owned(), |base| format!("{:.1}", speed(one) / base));
        println!(
            "{:<24} {:>6} {:>8.1} {ratio:>14} {:>9.1} {:>9.1}  {}",
            one["name"].as_str().unwrap_or("?"),
            one["pages"],
            speed(one),
            one["worst_ms"].as_f64().unwrap_or(0.0),
            one["peak_kb"].as_f64().unwrap_or(0.0) / 1000.0,
            one["worst_page"].as_str().unwrap_or("?"),
        );
    }
}

/// The peers that can be installed here.
fn peers(root: &Path) -> Vec<(&'static str, Command)> {
    let mut peers = Vec::new();
    if let Ok(python) = python(root, "peers", &PEERS) {
        for name in ["trafilatura", "resiliparse"] {
            let mut command = pinned(&python);
            command.arg(root.join("bench/peers.py")).arg(name);
            peers.push((name, command));
        }
    } else {
        println!("trafilatura, resiliparse: skipped, they cannot be installed here");
    }
    let target = root.join("target/peers-rust");
    let mut build = Command::new("cargo");
    build.args(["build", "--release", "--quiet"]).current_dir(root.join("bench/dom_smoothie"));
    if built(build.env("CARGO_TARGET_DIR", &target)).is_ok() {
        peers.push(("dom_smoothie", pinned(&target.join("release/bench-dom-smoothie"))));
    } else {
        println!("dom_smoothie: skipped, it cannot be built here");
    }
    peers
}

/// Reads all pages of some folders `runs` times and prints the fastest run as a JSON line.
#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
pub(super) fn pages(folders: &[PathBuf], runs: usize) -> Result<()> {
    let kit = Kit::embedded()?;
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders {
        for entry in
            std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?
        {
            files.push(entry?.path());
        }
    }
    files.sort();
    let pages = files.iter().map(std::fs::read).collect::<std::io::Result<Vec<Vec<u8>>>>()?;
    let before = kilobytes("VmRSS");
    let epoch = Instant::now();
    let mut best: Option<(Duration, Duration, &Path)> = None;
    for _ in 0..runs.max(1) {
        let (mut total, mut worst, mut slowest) = (Duration::ZERO, Duration::ZERO, Path::new(""));
        for (file, bytes) in files.iter().zip(&pages) {
            let page = Page {
                bytes: bytes.clone(),
                media_type: Some(MediaType::Html),
                charset: Some("utf-8".to_owned()),
                ..Page::default()
            };
            let start = clock(epoch);
            let read = pipeline::read(&kit, page);
            let taken = clock(epoch).saturating_sub(start);
            drop(read);
            total += taken;
            if taken > worst {
                (worst, slowest) = (taken, file);
            }
        }
        if best.is_none_or(|(least, _, _)| total < least) {
            best = Some((total, worst, slowest));
        }
    }
    let (total, worst, slowest) = best.context("no run")?;
    let line = json!({
        "name": "variorum",
        "pages": files.len(),
        "bytes": pages.iter().map(Vec::len).sum::<usize>(),
        "seconds": total.as_secs_f64(),
        "worst_ms": worst.as_secs_f64() * 1000.0,
        "worst_page": slowest.file_name().unwrap_or_default().to_string_lossy(),
        "peak_kb": kilobytes("VmHWM").saturating_sub(before),
    });
    println!("{line}");
    Ok(())
}
