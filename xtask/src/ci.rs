//! What must hold before a change lands? The same steps here, on a laptop and in `.ci/run`.

use crate::{acceptance, bench, data, eval, tidy};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `cargo xtask ci`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Steps to run [default: all, in this order]
    #[arg(value_enum)]
    steps: Vec<Step>,
}

/// One step; cheap ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Step {
    /// Code is formatted
    Format,
    /// House rules hold
    Tidy,
    /// No lint speaks
    Lint,
    /// Tests pass
    Test,
    /// Documentation builds
    Document,
    /// Accuracy is not below its floors
    Eval,
    /// The acceptance figure is not below its floor
    Acceptance,
    /// Time and memory stay within their limits
    Bench,
}

const ALL: [Step; 8] = [
    Step::Format,
    Step::Tidy,
    Step::Lint,
    Step::Test,
    Step::Document,
    Step::Eval,
    Step::Acceptance,
    Step::Bench,
];

/// Runs the steps. All of them, even after one fails: a list of all that is wrong saves rounds.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let steps = if arguments.steps.is_empty() { ALL.to_vec() } else { arguments.steps.clone() };
    let mut failed = Vec::new();
    for step in steps {
        println!("\n== {step:?}");
        if let Err(error) = run_step(&root, step) {
            println!("error: {error:#}");
            failed.push(format!("{step:?}").to_lowercase());
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    println!("\nall steps passed");
    Ok(())
}

fn run_step(root: &Path, step: Step) -> Result<()> {
    match step {
        Step::Format => cargo(root, &["fmt", "--all", "--check"]),
        Step::Tidy => tidy::run(root.to_path_buf()),
        Step::Lint => {
            cargo(root, &["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"])
        }
        // The command that the README gives.
        Step::Test => cargo(root, &["test", "--workspace", "--locked", "--no-fail-fast"]),
        Step::Document => cargo(root, &["doc", "--workspace", "--no-deps", "--locked"]),
        Step::Eval => evaluate(root),
        Step::Acceptance => acceptance::run(root.to_path_buf(), &acceptance::Arguments::checked()),
        Step::Bench => bench::run(root.to_path_buf(), &bench::Arguments::checked()),
    }
}

/// Checks floors. Where there are archives of gold data, every task must run.
fn evaluate(root: &Path) -> Result<()> {
    let archives = data::Arguments::default();
    if !data::has_archives(root, &archives) {
        println!("eval: there are no archives of gold data; only what needs none is measured");
        return eval::run(root.to_path_buf(), &eval::Arguments::without_data());
    }
    data::run(root.to_path_buf(), &archives)?;
    eval::run(root.to_path_buf(), &eval::Arguments::checked())
}

/// Runs one cargo command in the repository.
fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    println!("$ cargo {}", arguments.join(" "));
    let status = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .env("RUSTDOCFLAGS", "--deny warnings")
        .env("INSTA_UPDATE", "no")
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}
