//! Do the documents tell the truth about what is there?

use super::Repository;
use std::collections::BTreeSet;

const MAP: &str = "ARCHITECTURE.md";
const GUIDE: &str = "docs/guide.md";

/// The most lines of the map: it is read in one go.
const LONGEST_MAP: usize = 300;

/// Checks the map of the code, the guide and the decisions.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let mut problems = Vec::new();
    problems.extend(missing_folders(repository));
    problems.extend(dead_paths(repository));
    problems.extend(undocumented(repository));
    problems.extend(decisions(repository));
    if repository.text(MAP).lines().count() > LONGEST_MAP {
        problems.push(format!("{MAP}: more than {LONGEST_MAP} lines"));
    }
    problems
}

/// Every crate, and every folder of source files inside one, has its place in the map.
fn missing_folders(repository: &Repository) -> Vec<String> {
    let map = repository.text(MAP);
    let mut folders = BTreeSet::new();
    for file in repository.rust().filter(|file| file.path.starts_with("crates/")) {
        let parts: Vec<&str> = file.path.split('/').collect();
        folders.extend(parts.get(..2).map(|parts| parts.join("/")));
        // crates/<name>/src/<folder>/<file>
        if parts.get(2) == Some(&"src") && parts.len() > 4 {
            folders.extend(parts.get(..4).map(|parts| parts.join("/")));
        }
    }
    folders
        .into_iter()
        .filter(|folder| !map.contains(&format!("`{folder}`")) && !map.contains(&format!("`{folder}/`")))
        .map(|folder| format!("{MAP}: does not name `{folder}`"))
        .collect()
}

/// Every path between backticks in the map and in the documents leads somewhere.
fn dead_paths(repository: &Repository) -> Vec<String> {
    let mut problems = Vec::new();
    let documents =
        repository.files.iter().filter(|file| file.path.ends_with(".md") && file.path != "CHANGELOG.md");
    for file in documents {
        for word in file.text.split('`').skip(1).step_by(2) {
            if is_path(word) && !repository.has(word) {
                problems.push(format!("{}: `{word}` is not there", file.path));
            }
        }
    }
    problems
}

/// Whether words between backticks mean a file or folder of this repository.
fn is_path(word: &str) -> bool {
    const ROOTS: [&str; 12] = [
        "crates/",
        "xtask/",
        "models/",
        "lexicons/",
        "docs/",
        "tests/",
        "fuzz/",
        "bench/",
        "examples/",
        "schemas/",
        "eval/",
        ".ci/",
    ];
    ROOTS.iter().any(|root| word.starts_with(root))
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'))
}

/// Every command, option and note has its place in the guide. The help texts are those that tests keep.
fn undocumented(repository: &Repository) -> Vec<String> {
    let guide = repository.text(GUIDE);
    let mut wanted = BTreeSet::new();
    for file in repository.files.iter().filter(|file| file.path.ends_with("-help.snap")) {
        wanted.extend(options(&file.text));
    }
    let notes = repository.text("crates/news/src/noted.rs");
    wanted.extend(
        notes.lines().filter_map(|line| line.split_once("=> \"")?.1.split('"').next()).map(str::to_string),
    );
    wanted
        .into_iter()
        .filter(|name| !guide.contains(&format!("`{name}")))
        .map(|name| format!("{GUIDE}: says nothing of `{name}`"))
        .collect()
}

/// The long options that a help text declares.
fn options(help: &str) -> Vec<String> {
    let declared = |line: &str| {
        let option = line.split_whitespace().find(|word| word.starts_with('-'))?;
        let long = if option.ends_with(',') { line.split_whitespace().nth(1)? } else { option };
        let named =
            long.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
        (line.trim_start().starts_with('-') && named).then(|| long.to_string())
    };
    help.lines().filter_map(declared).filter(|option| option != "--help").collect()
}

/// A decision answers a question, and its title is that question.
fn decisions(repository: &Repository) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| file.path.starts_with("docs/decisions/"))
        .filter(|file| {
            !file.text.lines().next().is_some_and(|title| title.starts_with("# ") && title.ends_with('?'))
        })
        .map(|file| format!("{}: the title must be the question that was decided", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_and_a_folder_that_the_map_lacks_are_found() {
        let repository = Repository::of(&[
            ("crates/a/src/lib.rs", "//! Why.\n"),
            ("crates/a/src/read/mod.rs", "//! Why.\n"),
            (MAP, "See `crates/a` and `crates/b`.\n"),
        ]);
        assert_eq!(
            check(&repository),
            [
                "ARCHITECTURE.md: does not name `crates/a/src/read`",
                "ARCHITECTURE.md: `crates/b` is not there"
            ]
        );
    }

    #[test]
    fn an_option_and_a_note_that_the_guide_lacks_are_found() {
        let repository = Repository::of(&[
            (
                "x-help.snap",
                "  -o, --output <FILE>\n          Use --other instead\n      --jobs <N>\n  -h, --help\n",
            ),
            ("crates/news/src/noted.rs", "//! Why.\nNoteCode::Empty => \"empty\",\n"),
            (MAP, "`crates/news`"),
            (GUIDE, "`--jobs N`"),
        ]);
        assert_eq!(
            check(&repository),
            ["docs/guide.md: says nothing of `--output`", "docs/guide.md: says nothing of `empty`"]
        );
    }

    #[test]
    fn a_decision_without_a_question_is_found() {
        assert_eq!(check(&Repository::of(&[("docs/decisions/a.md", "# Bytes\n")])).len(), 1);
        assert!(check(&Repository::of(&[("docs/decisions/a.md", "# Why bytes?\n")])).is_empty());
    }
}
