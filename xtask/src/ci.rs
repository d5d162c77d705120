//! What must hold before a change lands?

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs every step; the first that fails ends the run.
pub(crate) fn run(root: PathBuf) -> Result<()> {
    let _ = &root;
    cargo(&root, &["fmt", "--all", "--check"])?;
    cargo(&root, &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?;
    cargo(&root, &["test", "--workspace", "--locked"])?;
    crate::tidy::run(root)
}

/// Runs one cargo command in the repository.
fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    println!("$ cargo {}", arguments.join(" "));
    let status =
        Command::new("cargo").args(arguments).current_dir(root).status().context("cannot run cargo")?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}
