//! Are word lists in `lexicons/`, where editors find them, and not in Rust?

use super::Repository;

/// The most words that a list in Rust may hold.
const LONGEST_LIST: usize = 20;

/// Checks for lists of words in code, and for the heads of lexicons.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let mut problems = Vec::new();
    for file in repository.production().filter(|file| !file.path.starts_with("xtask/")) {
        for (line, words) in long_lists(file.production_text()) {
            problems.push(format!(
                "{}:{line}: a list of {words} words belongs into a file under lexicons/",
                file.path
            ));
        }
    }
    for file in repository.files.iter().filter(|file| file.path.starts_with("lexicons/")) {
        let entries = file.text.lines().any(|line| !line.trim().is_empty() && !line.starts_with('#'));
        if !file.text.starts_with('#') {
            problems.push(format!("{}: the first line must say what the list is for (`# …`)", file.path));
        }
        if !entries {
            problems.push(format!("{}: holds no entry", file.path));
        }
    }
    problems
}

/// What a scanner of Rust meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Text,
    Open,
    Close,
    Or,
    Comma,
    Other,
}

/// Lists (`["a", "b", …]`) and patterns (`"a" | "b" | …`) with too many words: their line and length.
///
/// A heuristic: it knows comments, strings and brackets, and takes tuples inside a list for entries of it.
fn long_lists(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut lists: Vec<(usize, usize)> = Vec::new();
    let (mut pattern, mut pattern_line, mut after_or) = (0, 0, false);
    for (line, piece) in pieces(text) {
        match piece {
            Piece::Open => lists.push((line, 0)),
            Piece::Close => found.extend(lists.pop().filter(|(_, words)| *words > LONGEST_LIST)),
            Piece::Text => {
                if let Some((_, words)) = lists.last_mut() {
                    *words += 1;
                }
                if !after_or {
                    found.extend((pattern > LONGEST_LIST).then_some((pattern_line, pattern)));
                    (pattern, pattern_line) = (0, line);
                }
                pattern += 1;
            }
            Piece::Or | Piece::Comma | Piece::Other => {}
        }
        after_or = piece == Piece::Or;
    }
    found.extend((pattern > LONGEST_LIST).then_some((pattern_line, pattern)));
    found
}

/// The pieces of Rust code with their lines.
fn pieces(text: &str) -> Vec<(usize, Piece)> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(&byte) = bytes.get(at) {
        let rest = &text.as_bytes()[at..];
        let (length, piece) = match byte {
            b'/' if rest.starts_with(b"//") => (until(rest, b"\n"), None),
            b'/' if rest.starts_with(b"/*") => (until(rest, b"*/") + 2, None),
            b'r' if rest.starts_with(b"r\"") => (2 + until(&rest[2..], b"\"") + 1, Some(Piece::Text)),
            b'r' if rest.starts_with(b"r#\"") => (3 + until(&rest[3..], b"\"#") + 2, Some(Piece::Text)),
            b'"' => (string(rest), Some(Piece::Text)),
            b'\'' => (character(rest), Some(Piece::Other)),
            b'[' => (1, Some(Piece::Open)),
            b']' => (1, Some(Piece::Close)),
            b'|' => (1, Some(Piece::Or)),
            b',' => (1, Some(Piece::Comma)),
            byte if byte.is_ascii_whitespace() => (1, None),
            _ => (1, Some(Piece::Other)),
        };
        pieces.extend(piece.map(|piece| (line, piece)));
        let end = (at + length).min(bytes.len());
        line += bytes[at..end].iter().filter(|byte| **byte == b'\n').count();
        at = end;
    }
    pieces
}

/// Bytes before the next `end`.
fn until(bytes: &[u8], end: &[u8]) -> usize {
    bytes.windows(end.len()).position(|window| window == end).unwrap_or(bytes.len())
}

/// Length of a string literal with its marks.
fn string(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// Length of a character literal, or of the mark of a lifetime.
fn character(bytes: &[u8]) -> usize {
    match bytes {
        [_, b'\\', _, ..] => 3 + until(&bytes[3..], b"'") + 1,
        _ => match bytes.iter().skip(2).take(4).position(|byte| *byte == b'\'') {
            Some(more) if bytes[1..2 + more].first().is_some_and(|byte| *byte != b' ') => more + 3,
            Some(_) | None => 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, between: &str) -> String {
        vec!["\"word\""; count].join(between)
    }

    #[test]
    fn a_long_list_in_code_is_found_and_a_short_one_is_not() {
        let text = format!(
            "//! Why.\nconst A: [&str; 9] = [{}];\nconst B: &[&str] = &[{}];",
            words(9, ", "),
            words(21, ", ")
        );
        let problems = check(&Repository::of(&[("crates/a/src/b.rs", &text)]));
        assert_eq!(problems, ["crates/a/src/b.rs:3: a list of 21 words belongs into a file under lexicons/"]);
    }

    #[test]
    fn a_long_pattern_is_found_and_match_arms_are_not() {
        let text = format!("//! Why.\nfn f(a: &'static str) -> bool {{ matches!(a, {}) }}", words(25, " | "));
        assert_eq!(check(&Repository::of(&[("crates/a/src/b.rs", &text)])).len(), 1);
        let arms = format!("//! Why.\nmatch a {{ {} }}", words(25, " => b'\"',\n"));
        assert!(check(&Repository::of(&[("crates/a/src/b.rs", &arms)])).is_empty());
    }

    #[test]
    fn a_lexicon_needs_a_head_and_an_entry() {
        let repository = Repository::of(&[
            ("lexicons/a.txt", "# Why\n\n"),
            ("lexicons/b.txt", "say\n"),
            ("lexicons/c.txt", "# Why\nsay\n"),
        ]);
        assert_eq!(check(&repository).len(), 2);
    }
}
