//! Does every file say what it is for, and nothing about the machine it was written on?

use super::Repository;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];

/// Folders of somebody's machine, and hosts that only a package manager should know. In two parts each, so that
/// this file keeps its own rule.
const FOREIGN: [(&str, &str); 8] = [
    ("/", "work/"),
    ("/", "home/"),
    ("/", "root/"),
    ("/", "Users/"),
    ("static.crates", ".io"),
    ("index.crates", ".io"),
    ("files.python", "hosted.org"),
    ("registry.npm", "js.org"),
];

/// Checks heads, names and foreign paths.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let mut problems = Vec::new();
    for file in repository.rust() {
        if !file.text.starts_with("//! ") {
            problems.push(format!("{}: the first line must say what the file is for (`//! …`)", file.path));
        }
        let stem = |part: &str| part.trim_end_matches(".rs").to_string();
        if let Some(part) = file.path.split('/').map(stem).find(|part| EMPTY_NAMES.contains(&part.as_str())) {
            problems.push(format!("{}: `{part}` says nothing: name the file after what it does", file.path));
        }
    }
    for file in repository.files.iter().filter(|file| file.path != "Cargo.lock") {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(found) = FOREIGN.iter().find_map(|(head, tail)| foreign(line, head, tail)) {
                problems.push(format!(
                    "{}:{}: `{found}` is no business of the repository",
                    file.path,
                    index + 1
                ));
            }
        }
    }
    problems
}

/// A foreign path or host in a line. A path counts only where it starts, not inside a relative one.
fn foreign(line: &str, head: &str, tail: &str) -> Option<String> {
    let needle = format!("{head}{tail}");
    let starts = |at: usize| {
        let before = line[..at].chars().next_back();
        head != "/"
            || before.is_none_or(|c| {
                !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '/' | '>' | '*'))
            })
    };
    line.match_indices(&needle).any(|(at, _)| starts(at)).then_some(needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_head_and_one_without_a_name_are_found() {
        let repository = Repository::of(&[("a/src/utils.rs", "fn f() {}\n"), ("a/src/b.rs", "//! Why.\n")]);
        let problems = check(&repository);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems.iter().all(|problem| problem.starts_with("a/src/utils.rs: ")));
    }

    #[test]
    fn a_path_of_a_machine_is_found_and_a_relative_one_is_not() {
        let text = format!("data in {}home/me\nsrc/{}\n", "/", "home/me");
        let problems = check(&Repository::of(&[("a.md", &text)]));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("a.md:1: "));
    }
}
