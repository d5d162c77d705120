//! How much of what an analyst expects of two real accounts does the comparison find?
//!
//! The accounts and the assertions about them lie outside the repository, and no rule of the program knows them.
//! The figure that was reached is a floor that only rises.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the floor stands.
const FLOOR: &str = "eval/acceptance.toml";

/// Options of `cargo xtask acceptance`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder with the accounts, the assertions and their checker
    #[arg(long, value_name = "DIR", default_value = "../shared/acceptance")]
    from: PathBuf,
    /// Fail where fewer assertions hold than once held
    #[arg(long)]
    check: bool,
    /// Raise the floor to what holds now
    #[arg(long)]
    update: bool,
    /// Show only the assertions of one group
    #[arg(long)]
    group: Option<String>,
}

impl Arguments {
    /// What continuous integration asks for.
    pub(crate) fn checked() -> Arguments {
        Arguments { from: "../shared/acceptance".into(), check: true, update: false, group: None }
    }
}

/// How many assertions held.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Floor {
    holds: u32,
}

/// Compares the two accounts and has the result checked.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let from = root.join(&arguments.from);
    if !from.exists() {
        println!("acceptance: skipped, there is no `{}`", arguments.from.display());
        return Ok(());
    }
    let report = compare(&root, &from)?;
    let mut checker = Command::new("python3");
    checker.arg(from.join("check.py")).arg(&report);
    if let Some(group) = &arguments.group {
        checker.args(["--group", group]);
    }
    let output = checker.output().context("cannot run `python3`")?;
    let said = String::from_utf8_lossy(&output.stdout);
    print!("{said}");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    if arguments.group.is_some() {
        return Ok(());
    }
    let holds = said.lines().last().and_then(holding).context("the checker gave no figure")?;
    settle(&root.join(FLOOR), holds, arguments)
}

/// Compares holding assertions with the floor, and raises it where that was asked for.
fn settle(file: &Path, holds: u32, arguments: &Arguments) -> Result<()> {
    let floor: Floor = match std::fs::read_to_string(file) {
        Ok(text) => {
            toml::from_str(&text).with_context(|| format!("cannot understand `{}`", file.display()))?
        }
        Err(_) => Floor::default(),
    };
    if arguments.update && holds > floor.holds {
        let text = toml::to_string(&Floor { holds })?;
        let head =
            "# Assertions of the acceptance check that hold; kept by `cargo xtask acceptance --update`.\n";
        std::fs::write(file, format!("{head}{text}"))?;
        println!("acceptance: floor raised from {} to {holds}", floor.holds);
    }
    if (arguments.check || arguments.update) && holds < floor.holds {
        bail!("acceptance: {holds} assertions hold, and {} is the floor", floor.holds);
    }
    Ok(())
}

/// Runs the program as its users do; returns the report's path.
fn compare(root: &Path, from: &Path) -> Result<PathBuf> {
    let report = root.join("target").join("acceptance.json");
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--locked", "--package", "variorum", "--", "compare"])
        .args([from.join("a.txt"), from.join("b.txt")])
        .args(["--format", "json", "--output"])
        .arg(&report)
        .current_dir(root)
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("the comparison of the acceptance accounts failed");
    }
    Ok(report)
}

/// The figure in `acceptance: N of M hold (P %)`.
fn holding(line: &str) -> Option<u32> {
    line.strip_prefix("acceptance: ")?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_is_read_from_the_last_line() {
        assert_eq!(holding("acceptance: 150 of 199 hold (75.4 %)"), Some(150));
        assert_eq!(holding("Traceback"), None);
    }

    #[test]
    fn falling_below_the_floor_is_an_error_and_the_floor_stays() {
        let file = std::env::temp_dir().join(format!("variorum-floor-{}.toml", std::process::id()));
        let arguments = |update| Arguments { check: true, update, ..Arguments::checked() };
        settle(&file, 150, &arguments(true)).expect("a first floor");
        assert!(settle(&file, 149, &arguments(true)).is_err());
        assert!(settle(&file, 149, &arguments(false)).is_err());
        assert!(settle(&file, 150, &arguments(false)).is_ok());
        std::fs::remove_file(&file).expect("the floor was written");
    }
}
