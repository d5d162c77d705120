//! How long does it take to compare accounts that are annotated already, and how does that grow with their number?
//!
//! Real articles on one event that lasted days: many go back to the same agency text, most quote the same people.
//! Time is that on the processor, the fastest of several runs. Annotation is measured elsewhere.

use super::milliseconds;
use super::process::{clock, ours};
use crate::eval::collation::{self, Document};
use anyhow::{Result, bail};
use news::Account;
use pipeline::Kit;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Articles nearest to this many words are taken.
const WORDS: usize = 700;
/// How many are compared with one another.
const SIZES: [usize; 4] = [25, 50, 100, 200];
/// Pairs of which the slowest is printed.
const PAIRS: usize = 40;
/// Comparisons of two accounts that are timed together.
const REPEATS: u32 = 20;
/// The longest that two accounts, and the largest of the sizes, may take.
const LONGEST_PAIR: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_secs(1);

/// Builds for release and measures there.
pub(super) fn run(root: &Path, data: &Path, runs: usize, check: bool) -> Result<()> {
    let file = data.join("collation/copy_docs.jsonl");
    let mut command = ours(root, &["comparisons"])?;
    command.arg(runs.to_string()).arg(&file).stdout(Stdio::inherit());
    if check {
        command.arg("--check");
    }
    super::process::built(&mut command)
}

/// Compares accounts of the file's articles and prints what it took.
#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
pub(super) fn comparisons(file: &Path, runs: usize, check: bool) -> Result<()> {
    let kit = Kit::embedded()?;
    let accounts = accounts(&kit, file)?;
    let epoch = Instant::now();
    let mut broken = Vec::new();
    let paired = &accounts[..accounts.len().min(PAIRS + 1)];
    let mut pairs: Vec<Duration> = paired.windows(2).map(|pair| fastest(&kit, pair, runs, epoch)).collect();
    pairs.sort_unstable();
    let (middle, slowest) = (pairs[pairs.len() / 2], pairs[pairs.len() - 1]);
    println!(
        "{:<28} {:>10} {:>14} {:>12}",
        "compare, annotated already", "ms", "ms per account", "words each"
    );
    println!(
        "{:<28} {:>10.2} {:>14.2} {:>12}",
        "2 accounts",
        milliseconds(middle),
        milliseconds(middle) / 2.0,
        words_each(paired)
    );
    println!(
        "{:<28} {:>10.2} {:>14.2}",
        "2 accounts, slowest pair",
        milliseconds(slowest),
        milliseconds(slowest) / 2.0
    );
    if slowest > LONGEST_PAIR {
        broken.push(format!("two accounts take {slowest:?}, and {LONGEST_PAIR:?} is the limit"));
    }
    for size in SIZES.into_iter().filter(|size| *size <= accounts.len()) {
        let chosen = &accounts[..size];
        let taken = fastest(&kit, chosen, runs, epoch);
        let label = format!("{size} accounts");
        let per_account = milliseconds(taken) / size as f64;
        println!("{label:<28} {:>10.1} {per_account:>14.2} {:>12}", milliseconds(taken), words_each(chosen));
        if taken > LONGEST {
            broken.push(format!("{size} accounts take {taken:?}, and {LONGEST:?} is the limit"));
        }
    }
    let largest = SIZES[SIZES.len() - 1];
    if accounts.len() < largest {
        broken.push(format!("{largest} accounts were not measured: there are only {}", accounts.len()));
    }
    if check && !broken.is_empty() {
        bail!("{}", broken.join("\n  "));
    }
    Ok(())
}

/// The mean number of words.
fn words_each(accounts: &[Account]) -> usize {
    let words: usize = accounts.iter().map(|account| account.text().split_whitespace().count()).sum();
    words / accounts.len().max(1)
}

/// The articles nearest to the wanted length, annotated, in the order of the file.
fn accounts(kit: &Kit, file: &Path) -> Result<Vec<Account>> {
    let words = |document: &Document| document.text.split_whitespace().count().abs_diff(WORDS);
    let mut documents: Vec<Document> = collation::lines(file)?;
    documents.sort_by_cached_key(words);
    documents.truncate(SIZES[SIZES.len() - 1]);
    documents.sort_by(|one, two| one.id.cmp(&two.id));
    if documents.len() < PAIRS {
        bail!("too few articles in `{}`", file.display());
    }
    Ok(documents.iter().map(|document| collation::account(kit, document)).collect())
}

/// The fastest of several runs.
fn fastest(kit: &Kit, accounts: &[Account], runs: usize, epoch: Instant) -> Duration {
    // The system counts in steps of milliseconds: short runs are taken together.
    let repeats = if accounts.len() == 2 { REPEATS } else { 1 };
    let run = || {
        let start = clock(epoch);
        for _ in 0..repeats {
            std::hint::black_box(pipeline::collate(kit, accounts));
        }
        clock(epoch).saturating_sub(start) / repeats
    };
    (0..runs.max(1)).map(|_| run()).min().unwrap_or_default()
}
