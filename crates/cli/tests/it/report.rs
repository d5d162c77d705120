//! The reports of the shipped examples.

use crate::program::{Folder, Run};
use std::path::Path;

const EXAMPLES: [&str; 3] = ["gazette.html", "dispatch.txt", "mirror.txt"];

/// Compares the shipped examples.
fn examples(options: &str) -> Run {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let folder = EXAMPLES.iter().fold(Folder::new(), |folder, name| {
        folder.file(name, std::fs::read(shipped.join(name)).expect("a shipped example"))
    });
    folder.run(&format!("compare {} {options}", EXAMPLES.join(" ")))
}

#[test]
fn every_format_says_that_it_measures_support_not_truth() {
    for format in ["text", "html"] {
        let run = examples(&format!("--format {format}"));
        run.expect(0, &[]);
        let words = run.output.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        assert!(words.contains("support") && words.contains("not truth"), "{format}");
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    for format in ["text", "json", "html"] {
        let one = examples(&format!("--format {format} --jobs 1"));
        let eight = examples(&format!("--format {format} --jobs 8"));
        assert_eq!(one.output, eight.output, "{format}");
    }
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md"));
    let readme = readme.expect("a README");
    let shown =
        readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    // Paths differ, and with them line breaks: words are compared, paragraph by paragraph.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let printed = words(&examples("").output);
    for paragraph in shown.split("\n\n").flat_map(|paragraph| paragraph.split("…\n")) {
        assert!(printed.contains(&words(paragraph)), "{paragraph}");
    }
}
