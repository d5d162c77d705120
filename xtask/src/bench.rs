//! How long does a whole run take, how much memory, and how large is the program?
//!
//! Whole processes, start included, as a user waits for them. The accounts are the shipped examples.

mod annotate;
mod collate;
mod duplicates;
mod group;
mod ingest;
mod process;
mod read;

use crate::data;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Bytes of the largest program that is shipped.
const LARGEST_BINARY: u64 = 40_000_000;

/// The longest that two accounts of ordinary length may take.
const LONGEST_RUN: Duration = Duration::from_millis(50);

/// The most memory that they may take, in kB.
const LARGEST_MEMORY: u64 = 150_000;

/// Options of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to measure
    #[arg(value_enum, default_value = "compare")]
    what: What,
    /// Fail where a limit is broken
    #[arg(long)]
    check: bool,
    /// Runs per case; the fastest and the middle one are printed
    #[arg(long, default_value_t = 30)]
    runs: usize,
    /// With all but `compare`: folder of the unpacked data [default: target/data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// With `pages`: folders of pages; with `accounts`: a file of articles
    folders: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// `variorum compare` on the shipped examples
    Compare,
    /// Reading pages, against other extractors on the same pages
    Read,
    /// Finding who says what, against others on the same articles
    Annotate,
    /// Comparing 2 to 200 accounts that are annotated already
    Collate,
    /// Finding near-duplicates, against MinHash on the same articles
    Duplicates,
    /// Placing articles into stories, with 10,000 to 1,000,000 remembered
    Group,
    /// Taking pages in, grouped and ready to be searched, against a chain of Python libraries
    Ingest,
    /// What `read` runs as a process of its own
    #[value(hide = true)]
    Pages,
    /// What `annotate` runs as a process of its own
    #[value(hide = true)]
    Accounts,
    /// What `collate` runs as a process of its own
    #[value(hide = true)]
    Comparisons,
    /// What `duplicates` runs as a process of its own
    #[value(hide = true)]
    Alike,
}

impl Arguments {
    /// What continuous integration asks for.
    pub(crate) fn checked() -> Arguments {
        Arguments { what: What::Compare, check: true, runs: 30, data: None, folders: Vec::new() }
    }
}

/// What one case took.
#[derive(Debug, Clone, Copy)]
struct Taken {
    fastest: Duration,
    middle: Duration,
    /// Largest resident set in kB; `None` where the system does not say.
    memory: Option<u64>,
}

/// Builds the program for release and measures it.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    match arguments.what {
        What::Compare => compare(root, arguments),
        What::Read => {
            let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
            read::run(&root, &data, arguments.runs.min(5))
        }
        What::Pages => read::pages(&arguments.folders, arguments.runs),
        What::Annotate => {
            let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
            annotate::run(&root, &data, arguments.runs.min(5))
        }
        What::Accounts => {
            let file = arguments.folders.first().context("no file of articles")?;
            annotate::accounts(file, arguments.runs)
        }
        What::Collate => {
            let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
            collate::run(&root, &data, arguments.runs.min(5), arguments.check)
        }
        What::Duplicates => {
            let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
            duplicates::run(&root, &data, arguments.runs.min(5))
        }
        What::Ingest => {
            let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
            ingest::run(&root, &data)
        }
        What::Group => {
            let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
            group::run(&data, arguments.check)
        }
        What::Alike => {
            let file = arguments.folders.first().context("no file of articles")?;
            duplicates::alike(file, arguments.runs)
        }
        What::Comparisons => {
            let file = arguments.folders.first().context("no file of articles")?;
            collate::comparisons(file, arguments.runs, arguments.check)
        }
    }
}

fn compare(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let status = Command::new("cargo")
        .args(["build", "--release", "--quiet", "--locked", "--package", "variorum"])
        .current_dir(&root)
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("the program does not build");
    }
    let program = root.join("target/release/variorum");
    let size = program.metadata().context("no program was built")?.len();
    println!("binary: {:.1} MB", size as f64 / 1e6);
    let mut broken = Vec::new();
    if size > LARGEST_BINARY {
        broken.push(format!("the binary has {size} bytes, and {LARGEST_BINARY} are the limit"));
    }
    println!("{:<44} {:>11} {:>11} {:>9}", "compare", "fastest ms", "middle ms", "peak MB");
    for (accounts, format) in cases() {
        let taken = measure(&root, &program, &accounts, format, arguments.runs)?;
        let name = format!("{} --format {format}", accounts.join(" "));
        let memory = taken.memory.map_or_else(|| "?".to_string(), |kilobytes| (kilobytes / 1000).to_string());
        println!(
            "{name:<44} {:>11.1} {:>11.1} {memory:>9}",
            milliseconds(taken.fastest),
            milliseconds(taken.middle)
        );
        // The fastest run: the others say how busy the machine was.
        if taken.fastest > LONGEST_RUN {
            broken.push(format!("{name}: {:?}, and {LONGEST_RUN:?} is the limit", taken.fastest));
        }
        if taken.memory.is_some_and(|kilobytes| kilobytes > LARGEST_MEMORY) {
            broken.push(format!("{name}: {memory} MB, and {} are the limit", LARGEST_MEMORY / 1000));
        }
    }
    if arguments.check && !broken.is_empty() {
        bail!("{}", broken.join("\n  "));
    }
    Ok(())
}

/// Accounts and formats that are measured.
fn cases() -> Vec<(Vec<&'static str>, &'static str)> {
    let two = || vec!["dispatch.txt", "mirror.txt"];
    vec![
        (two(), "json"),
        (two(), "text"),
        (two(), "html"),
        (vec!["gazette.html", "dispatch.txt", "mirror.txt"], "json"),
    ]
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is what a clock is for")]
fn measure(root: &Path, program: &Path, accounts: &[&str], format: &str, runs: usize) -> Result<Taken> {
    let command = |program: &Path| {
        let mut command = Command::new(program);
        command.current_dir(root.join("examples")).stdout(Stdio::null());
        command
    };
    let arguments: Vec<&str> =
        ["compare"].iter().chain(accounts).chain(&["--format", format]).copied().collect();
    let mut times = Vec::new();
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let status = command(program).args(&arguments).status().context("cannot run the program")?;
        times.push(start.elapsed());
        if !status.success() {
            bail!("`variorum {}` failed", arguments.join(" "));
        }
    }
    times.sort_unstable();
    // GNU time prints the largest resident set of its child in kB.
    let output = command(Path::new("/usr/bin/time")).arg("-f%M").arg(program).args(&arguments).output();
    let memory = output.ok().and_then(|output| String::from_utf8(output.stderr).ok()?.trim().parse().ok());
    Ok(Taken { fastest: times[0], middle: times[times.len() / 2], memory })
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
