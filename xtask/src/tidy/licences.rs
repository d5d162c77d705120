//! May everything that the program is built from be used here? Licences of all dependencies against `deny.toml`.
//!
//! Known security holes need a list from the network and are left to `cargo deny check advisories`.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

#[derive(Debug, Deserialize)]
struct Deny {
    licenses: Allowed,
}

#[derive(Debug, Deserialize)]
struct Allowed {
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
}

/// Checks all packages of the lock file.
pub(super) fn check(root: &Path, deny: &str) -> Result<Vec<String>> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .context("cannot run `cargo metadata`")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    problems(&metadata.packages, deny)
}

fn problems(packages: &[Package], deny: &str) -> Result<Vec<String>> {
    let deny: Deny = toml::from_str(deny).context("cannot understand `deny.toml`")?;
    let allowed = |licence: &str| deny.licenses.allow.iter().any(|name| name == licence);
    let problem = |package: &Package| {
        let licence = package.license.as_deref().unwrap_or("none stated");
        let name = format!("{} {}", package.name, package.version);
        (!permits(licence, &allowed))
            .then(|| format!("{name}: its licence ({licence}) is not allowed in deny.toml"))
    };
    Ok(packages.iter().filter_map(problem).collect())
}

/// Whether an SPDX expression offers a choice that is allowed. `/` is an old way to write OR.
fn permits(expression: &str, allowed: &impl Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (value, rest) = any_of(&words, allowed);
    value && rest.is_empty()
}

/// `all-of (OR all-of)*`; what is left is given back.
fn any_of<'a>(words: &'a [&'a str], allowed: &impl Fn(&str) -> bool) -> (bool, &'a [&'a str]) {
    let (mut value, mut rest) = all_of(words, allowed);
    while let ["OR", more @ ..] = rest {
        let (other, left) = all_of(more, allowed);
        value |= other;
        rest = left;
    }
    (value, rest)
}

/// `one (AND one)*`
fn all_of<'a>(words: &'a [&'a str], allowed: &impl Fn(&str) -> bool) -> (bool, &'a [&'a str]) {
    let (mut value, mut rest) = one(words, allowed);
    while let ["AND", more @ ..] = rest {
        let (other, left) = one(more, allowed);
        value &= other;
        rest = left;
    }
    (value, rest)
}

/// A licence, one with an exception, or an expression in parentheses.
fn one<'a>(words: &'a [&'a str], allowed: &impl Fn(&str) -> bool) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inner @ ..] => {
            let (value, rest) = any_of(inner, allowed);
            (value, rest.strip_prefix(&[")"]).unwrap_or(rest))
        }
        [licence, "WITH", exception, rest @ ..] => (allowed(&format!("{licence} WITH {exception}")), rest),
        [licence, rest @ ..] => (allowed(licence), rest),
        [] => (false, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permitted(expression: &str) -> bool {
        permits(expression, &|licence| ["MIT", "ISC", "Unicode-3.0"].contains(&licence))
    }

    #[test]
    fn a_choice_needs_one_allowed_licence_and_a_sum_all() {
        for good in
            ["MIT", "Apache-2.0 OR MIT", "MIT/Apache-2.0", "(MIT OR GPL-3.0) AND Unicode-3.0", "MIT AND ISC"]
        {
            assert!(permitted(good), "{good}");
        }
        for bad in
            ["GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0 WITH LLVM-exception", "", "(MIT OR ISC) AND GPL-3.0"]
        {
            assert!(!permitted(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_with_another_licence_is_named() {
        let package =
            Package { name: "left".into(), version: "1.0.0".into(), license: Some("GPL-3.0".into()) };
        let problems = problems(&[package], "[licenses]\nallow = [\"MIT\"]").expect("a list of licences");
        assert_eq!(problems, ["left 1.0.0: its licence (GPL-3.0) is not allowed in deny.toml"]);
    }
}
