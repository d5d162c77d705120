//! Everything a developer runs: `cargo xtask tidy|ci|eval|acceptance|train|data|bench|soak|screenshot`.
//!
//! What is checked and measured is each module's business; here only the command line.

#![expect(clippy::print_stdout, reason = "a developers' tool: standard output is its report")]

mod acceptance;
mod bench;
mod ci;
mod copies;
mod data;
mod dumps;
mod eval;
mod screenshot;
mod soak;
mod tidy;
pub(crate) mod train;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Developers' tasks of Variorum.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Check the house rules that no compiler knows: sizes, names, licences, documents
    Tidy,
    /// Everything that continuous integration runs: format, lints, tests, documents, tidy, accuracy
    Ci(ci::Arguments),
    /// Check what is found in two real accounts against what an analyst expects
    Acceptance(acceptance::Arguments),
    /// Measure accuracy on the gold data
    Eval(eval::Arguments),
    /// Train a model again from its recipe
    Train(train::Arguments),
    /// Unpack the gold data into `target/data`
    Data(data::Arguments),
    /// Measure time and memory of whole runs
    Bench(bench::Arguments),
    /// Kill a run that takes articles in again and again, and compare what it keeps with an undisturbed one
    Soak(soak::Arguments),
    /// Draw the README's picture of the page from the shipped example
    Screenshot(screenshot::Arguments),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Tidy => tidy::run(root()),
        Task::Ci(arguments) => ci::run(root(), &arguments),
        Task::Acceptance(arguments) => acceptance::run(root(), &arguments),
        Task::Eval(arguments) => eval::run(root(), &arguments),
        Task::Train(arguments) => train::run(root(), &arguments),
        Task::Data(arguments) => data::run(root(), &arguments),
        Task::Bench(arguments) => bench::run(root(), &arguments),
        Task::Soak(arguments) => soak::run(root(), &arguments),
        Task::Screenshot(arguments) => screenshot::run(root(), &arguments),
    }
}

/// The root of the repository, wherever the task was started.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
