//! Which files and functions are larger than the rule, and how large may they be? A ratchet: numbers only fall.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where exceptions stand.
pub(super) const FILE: &str = "xtask/tidy-exceptions.toml";

/// Named exceptions with the size each had when it was accepted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Exceptions {
    /// Path and production lines.
    #[serde(default)]
    pub(super) files: BTreeMap<String, usize>,
    /// `path::function` and lines.
    #[serde(default)]
    pub(super) functions: BTreeMap<String, usize>,
}

impl Exceptions {
    pub(super) fn parse(text: &str) -> Result<Exceptions> {
        toml::from_str(text).with_context(|| format!("cannot understand `{FILE}`"))
    }
}

/// What is wrong with a size, given its limit and the exception that was made for it.
pub(super) fn problem(name: &str, lines: usize, limit: usize, exception: Option<usize>) -> Option<String> {
    match exception {
        None if lines > limit => Some(format!("{name}: {lines} lines, and {limit} are the limit")),
        Some(most) if lines > most => Some(format!("{name}: {lines} lines, and its exception allows {most}")),
        Some(_) if lines <= limit => {
            Some(format!("{name}: needs no exception any more: remove it from {FILE}"))
        }
        Some(most) if lines < most => {
            Some(format!("{name}: now {lines} lines: lower its exception from {most}"))
        }
        None | Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_may_not_grow_and_must_shrink_with_its_file() {
        assert!(problem("a", 500, 400, None).is_some());
        assert!(problem("a", 500, 400, Some(500)).is_none());
        assert!(problem("a", 501, 400, Some(500)).is_some());
        assert!(problem("a", 450, 400, Some(500)).is_some());
        assert!(problem("a", 390, 400, Some(500)).is_some());
        assert!(problem("a", 390, 400, None).is_none());
    }
}
