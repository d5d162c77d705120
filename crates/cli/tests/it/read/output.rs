//! How pages leave the program.

use super::{PAGE, lines};
use crate::program::Folder;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

/// A folder with many pages.
fn many(count: usize) -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("in")).expect("a writable folder");
    (0..count).fold(folder, |folder, n| folder.file(&format!("in/{n:04}.html"), PAGE))
}

#[test]
fn an_output_file_appears_whole_and_its_ending_chooses_the_format() {
    let folder = many(3);
    for (name, front) in
        [("a.json", "["), ("a.jsonl", "{\"id\":\"A\""), ("a.md", "# Ferry"), ("a.txt", "==> in")]
    {
        folder.run(&format!("read in -o {name}")).expect(0, &["3 pages read"]);
        let written = std::fs::read_to_string(folder.path().join(name)).expect("an output");
        assert!(written.starts_with(front), "{name}: {written}");
    }
    assert_eq!(folder.names(), ["a.json", "a.jsonl", "a.md", "a.txt", "in"]);
}

#[test]
fn an_output_that_cannot_be_written_is_named_and_nothing_is_left() {
    let folder = many(3);
    folder.run("read in -o no/such.jsonl").expect(2, &["`no/such.jsonl`: the report cannot be written"]);
    folder.run("read in/0000.html in/missing.html -o a.jsonl").expect(1, &[]);
    folder.run("read in/missing.html -o b.jsonl").expect(2, &[]);
    assert_eq!(folder.names(), ["a.jsonl", "in"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_that_names_the_file() {
    let folder = many(3);
    folder
        .run("read in -o /dev/full")
        .expect(2, &["`/dev/full`: the report cannot be written: no space left"]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = many(300);
    let mut child = folder
        .command("read in --format jsonl")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(lines(&first).len(), 1);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("error"));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_whole_pages() {
    for name in ["out.jsonl", "out.json"] {
        let folder = many(1);
        // Standard input stays open, so that the run waits in the middle.
        let mut child = folder
            .command(&format!("read in in in - -o {name}"))
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let held = child.stdin.take();
        let part = folder.path().join(format!(".{name}.{}.part", child.id()));
        for _ in 0..500 {
            if std::fs::metadata(&part).is_ok_and(|part| part.len() > 3000) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let stopped = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(stopped.expect("`kill` is there").success());
        assert_eq!(child.wait().expect("the program ends").code(), Some(130));
        drop(held);
        assert_eq!(folder.names(), ["in", name]);
        let written = std::fs::read_to_string(folder.path().join(name)).expect("an output");
        let pages = if name.ends_with('l') {
            lines(&written)
        } else {
            serde_json::from_str(&written).expect("a whole list")
        };
        assert!((1..=3).contains(&pages.len()), "{written}");
    }
}
