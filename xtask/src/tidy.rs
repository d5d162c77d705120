//! Which house rules does no compiler know, and who breaks them?

use anyhow::Result;
use std::path::PathBuf;

/// Checks all rules.
pub(crate) fn run(_root: PathBuf) -> Result<()> {
    Ok(())
}
