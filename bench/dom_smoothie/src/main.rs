//! What does dom_smoothie take for the same pages? A peer of `cargo xtask bench read`.
//!
//! `bench-dom-smoothie RUNS FOLDER...`: pages are in memory before the clock starts, the fastest run counts, one
//! JSON line comes out.

use dom_smoothie::Readability;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let runs: usize = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(1);
    let mut files: Vec<PathBuf> = arguments
        .flat_map(|folder| std::fs::read_dir(folder).expect("the folder is there"))
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    let pages: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let bytes = std::fs::read(file).expect("the page can be read");
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    let size: usize = pages.iter().map(|(_, page)| page.len()).sum();
    let before = kilobytes("VmRSS");
    let epoch = Instant::now();
    let mut best: Option<(Duration, Duration, &str, usize)> = None;
    for _ in 0..runs.max(1) {
        let (mut total, mut worst, mut slowest, mut failed) = (Duration::ZERO, Duration::ZERO, "", 0);
        for (name, page) in &pages {
            let start = clock(epoch);
            let article = Readability::new(page.as_str(), None, None).and_then(|mut one| one.parse());
            let taken = clock(epoch).saturating_sub(start);
            failed += usize::from(article.is_err());
            total += taken;
            if taken > worst {
                (worst, slowest) = (taken, name);
            }
        }
        if best.is_none_or(|(least, ..)| total < least) {
            best = Some((total, worst, slowest, failed));
        }
    }
    let Some((total, worst, slowest, failed)) = best else { return };
    println!(
        "{{\"name\": \"dom_smoothie {}\", \"pages\": {}, \"bytes\": {size}, \"peak_kb\": {}, \"seconds\": {}, \
         \"worst_ms\": {}, \"worst_page\": {slowest:?}, \"failed\": {failed}}}",
        "0.19.0",
        pages.len(),
        kilobytes("VmHWM").saturating_sub(before),
        total.as_secs_f64(),
        worst.as_secs_f64() * 1000.0,
    );
}

/// Time on the processor so far, so that a busy machine tells nothing; else time on the wall.
fn clock(start: Instant) -> Duration {
    let stated = std::fs::read_to_string("/proc/self/schedstat").ok();
    let taken = stated.and_then(|stated| stated.split_whitespace().next()?.parse().ok());
    taken.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// A field of the process's status; 0 where the system has none.
fn kilobytes(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
