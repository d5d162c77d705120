//! Which house rules does no compiler know, and who breaks them?
//!
//! Every rule is a function from the [`Repository`] to problems, so that each is seen red by a test on a small
//! repository that breaks it.

mod documents;
mod exceptions;
mod licences;
mod names;
mod sizes;
mod words;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that git knows or would take, with their texts.
#[derive(Debug, Default)]
pub(crate) struct Repository {
    files: Vec<File>,
}

/// One text file.
#[derive(Debug)]
struct File {
    /// From the root, with slashes.
    path: String,
    text: String,
}

impl Repository {
    /// Reads the working tree. Files that are not UTF-8 (models, pictures) are left out.
    fn read(root: &Path) -> Result<Repository> {
        let output = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("cannot run `git`")?;
        let list = String::from_utf8(output.stdout).context("a file name is not UTF-8")?;
        let mut paths: Vec<&str> = list.lines().collect();
        paths.sort_unstable();
        paths.dedup();
        let read = |path: &str| {
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            Some(File { path: path.to_string(), text })
        };
        Ok(Repository { files: paths.into_iter().filter_map(read).collect() })
    }

    /// The text of one file; empty where there is none.
    fn text(&self, path: &str) -> &str {
        self.files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str())
    }

    /// Whether a file or folder is there.
    fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Rust files outside test folders.
    fn production(&self) -> impl Iterator<Item = &File> {
        self.rust().filter(|file| !file.is_test())
    }

    /// All Rust files.
    fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    /// A repository made up for a test.
    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Repository {
        let file = |(path, text): &(&str, &str)| File { path: path.to_string(), text: text.to_string() };
        Repository { files: files.iter().map(file).collect() }
    }
}

impl File {
    /// Whether the whole file is test code.
    fn is_test(&self) -> bool {
        let mut parts = self.path.split('/');
        parts.any(|part| matches!(part, "tests" | "benches" | "fuzz" | "tests.rs"))
    }

    /// The text before the first module of tests.
    fn production_text(&self) -> &str {
        let end = self
            .text
            .match_indices("#[cfg(test)]")
            .find(|(at, found)| self.text[at + found.len()..].trim_start().starts_with("mod "));
        end.map_or(self.text.as_str(), |(at, _)| &self.text[..at])
    }
}

/// Checks all rules.
pub(crate) fn run(root: PathBuf) -> Result<()> {
    let repository = Repository::read(&root)?;
    let mut problems = check(&repository)?;
    problems.extend(licences::check(&root, repository.text("deny.toml"))?);
    if !problems.is_empty() {
        bail!("{} problem(s)\n  {}", problems.len(), problems.join("\n  "));
    }
    println!("tidy: {} files keep the rules", repository.files.len());
    Ok(())
}

/// Checks the rules that need nothing but the files.
fn check(repository: &Repository) -> Result<Vec<String>> {
    let mut problems = names::check(repository);
    problems.extend(sizes::check(repository)?);
    problems.extend(words::check(repository));
    problems.extend(documents::check(repository));
    Ok(problems)
}
