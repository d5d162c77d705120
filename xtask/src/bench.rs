//! How long do whole runs take, and how much memory?

use anyhow::{Result, bail};
use std::path::PathBuf;

/// Options of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to measure
    #[arg(default_value = "compare")]
    what: String,
}

/// Measures.
pub(crate) fn run(_root: PathBuf, arguments: &Arguments) -> Result<()> {
    bail!("nothing measures `{}` yet", arguments.what)
}
