//! Is any file, function or crate too large to be read in one go?

use super::exceptions::{self, Exceptions};
use super::{File, Repository};
use anyhow::Result;

/// Production lines of a file. The 95th percentile of well-kept codebases lies just below.
const LONGEST_FILE: usize = 400;

/// Lines of a function: about a screen.
const LONGEST_FUNCTION: usize = 60;

/// Production lines of the crate of nouns, which everything rebuilds with.
const LARGEST_NEWS: usize = 2500;

/// Checks sizes against limits and exceptions.
pub(super) fn check(repository: &Repository) -> Result<Vec<String>> {
    let accepted = Exceptions::parse(repository.text(exceptions::FILE))?;
    let mut problems = Vec::new();
    let mut news = 0;
    for file in repository.production() {
        let lines = file.production_text().lines().count();
        if file.path.starts_with("crates/news/") {
            news += lines;
        }
        let exception = accepted.files.get(&file.path).copied();
        problems.extend(exceptions::problem(&file.path, lines, LONGEST_FILE, exception));
        for (name, lines) in functions(file) {
            let name = format!("{}::{name}", file.path);
            let exception = accepted.functions.get(&name).copied();
            problems.extend(exceptions::problem(&name, lines, LONGEST_FUNCTION, exception));
        }
    }
    if news > LARGEST_NEWS {
        problems.push(format!("crates/news: {news} production lines, and {LARGEST_NEWS} are the limit"));
    }
    let gone = accepted.files.keys().filter(|path| !repository.has(path));
    problems.extend(
        gone.map(|path| format!("{path}: has an exception in {} and is not there", exceptions::FILE)),
    );
    Ok(problems)
}

/// Names and lengths of the functions in formatted code: a body ends where a `}` stands below its `fn`.
fn functions(file: &File) -> Vec<(String, usize)> {
    let lines: Vec<&str> = file.production_text().lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = lines[start..].iter().position(|line| line.strip_prefix(indent) == Some("}"));
        let one_line = line.trim_end().ends_with(['}', ';']);
        if let (false, Some(length)) = (one_line, end) {
            found.push((name.to_string(), length + 1));
        }
    }
    found
}

/// The name in a line that starts a function.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(visible) = rest.strip_prefix("pub") {
        rest = visible.split_once(' ')?.1;
    }
    for modifier in ["const ", "async ", "extern \"C\" "] {
        rest = rest.strip_prefix(modifier).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    Some(&name[..name.find(['(', '<'])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> String {
        format!(
            "//! Why.\n\npub(crate) fn long(\n    a: u8,\n) -> u8 {{\n{}    a\n}}\n",
            "    let _ = a;\n".repeat(lines)
        )
    }

    #[test]
    fn a_long_function_is_found_by_name() {
        let problems =
            check(&Repository::of(&[("crates/a/src/b.rs", &function(60))])).expect("no exceptions");
        assert_eq!(problems, ["crates/a/src/b.rs::long: 65 lines, and 60 are the limit"]);
        assert!(
            check(&Repository::of(&[("crates/a/src/b.rs", &function(20))]))
                .expect("no exceptions")
                .is_empty()
        );
    }

    #[test]
    fn tests_at_the_end_of_a_file_do_not_count() {
        let text = format!("//! Why.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "    // Wrong.\n".repeat(500));
        assert!(check(&Repository::of(&[("crates/a/src/b.rs", &text)])).expect("no exceptions").is_empty());
        let text = format!("//! Why.\n{}", "// Long.\n".repeat(500));
        assert_eq!(check(&Repository::of(&[("crates/a/src/b.rs", &text)])).expect("no exceptions").len(), 1);
    }

    #[test]
    fn the_crate_of_nouns_has_a_limit_of_its_own() {
        let text = format!("//! Why.\n{}", "// A noun.\n".repeat(390));
        let files: Vec<String> = (0..8).map(|n| format!("crates/news/src/{n}.rs")).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|path| (path.as_str(), text.as_str())).collect();
        assert_eq!(check(&Repository::of(&files)).expect("no exceptions").len(), 1);
    }
}
