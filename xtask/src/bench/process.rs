//! How are rivals started side by side, and how is their time taken? One core each, time on the processor.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// On one core where the system can say so.
pub(super) fn pinned(program: &Path) -> Command {
    let can = Command::new("taskset").arg("--version").output().is_ok_and(|output| output.status.success());
    if !can {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}

/// This program again, built for release, as `bench` with some arguments and, in the end, the number of runs.
pub(super) fn ours(root: &Path, what: &[&str]) -> Result<Command> {
    built(
        Command::new("cargo").args(["build", "--release", "--quiet", "--package", "xtask"]).current_dir(root),
    )
    .context("xtask does not build")?;
    let mut command = pinned(&root.join("target/release/xtask"));
    command.arg("bench").args(what).arg("--runs");
    Ok(command)
}

/// A Python of its own under `target` with some packages of PyPI in it.
pub(super) fn python(root: &Path, folder: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = root.join("target").join(folder);
    let python = folder.join("bin/python");
    if !python.exists() {
        built(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    built(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages))?;
    Ok(python)
}

/// Waits for a command to end well.
pub(super) fn built(command: &mut Command) -> Result<()> {
    if command.status().context("cannot be started")?.success() { Ok(()) } else { bail!("it failed") }
}

/// Time on the processor so far, so that a busy machine tells nothing; else time on the wall.
pub(super) fn clock(start: Instant) -> Duration {
    let stated = std::fs::read_to_string("/proc/self/schedstat").ok();
    let taken = stated.and_then(|stated| stated.split_whitespace().next()?.parse().ok());
    taken.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// A field of the process's status; 0 where the system has none.
pub(super) fn kilobytes(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
