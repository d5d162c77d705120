//! What each option does, and what a wrong command line is told.

use crate::program::{FIRST, Folder, SECOND};

#[test]
fn the_help_is_complete() {
    let folder = Folder::new();
    insta::assert_snapshot!("help", folder.run("--help").output);
    insta::assert_snapshot!("compare-help", folder.run("compare --help").output);
    insta::assert_snapshot!("read-help", folder.run("read --help").output);
    insta::assert_snapshot!("quotes-help", folder.run("quotes --help").output);
    insta::assert_snapshot!("ingest-help", folder.run("ingest --help").output);
    insta::assert_snapshot!("watch-help", folder.run("watch --help").output);
    insta::assert_snapshot!("stories-help", folder.run("stories --help").output);
    insta::assert_snapshot!("story-help", folder.run("story --help").output);
    insta::assert_snapshot!("versions-help", folder.run("versions --help").output);
    insta::assert_snapshot!("search-help", folder.run("search --help").output);
    insta::assert_snapshot!("db-help", folder.run("db --help").output);
}

#[test]
fn a_wrong_command_line_ends_with_2_and_a_hint() {
    let folder = Folder::with_accounts();
    folder.run("").expect(2, &["Usage: variorum <COMMAND>"]);
    folder.run("compare a.txt").expect(2, &["a comparison needs at least two accounts\n hint: "]);
    folder.run("compare a.txt b.txt --format pdf").expect(2, &["invalid value 'pdf'"]);
    folder
        .run("compare a.txt b.txt --published soon")
        .expect(2, &["--published `soon` is not a date\n hint: "]);
    folder.run("compare a.txt b.txt --language klingon").expect(2, &["is not a language code\n hint: "]);
    folder
        .run("compare a.txt b.txt --outlet C=Gazette")
        .expect(2, &["account `C` that is not there\n hint: the accounts are A, B"]);
    folder.run("compare a.txt ftp://example.org/b").expect(2, &["only http and https"]);
    folder.run("compare - -").expect(2, &["standard input (`-`) was named more than once"]);
    folder
        .run("compare a.txt b.txt --published 2024 --published 2024 --published 2024")
        .expect(2, &["--published was given more often than there are accounts"]);
}

#[test]
fn dates_and_outlets_go_to_accounts_in_order_or_by_id() {
    let folder = Folder::with_accounts();
    let run = folder.run(
        "compare a.txt b.txt --format json --outlet B=Courier --outlet Gazette --published 2024-06-11 --published B=2024-06-12",
    );
    run.expect(0, &[]);
    let json = run.json();
    let told = |index: usize| {
        (
            json["accounts"][index]["outlet"]["name"].clone(),
            json["accounts"][index]["published"]["candidates"].clone(),
        )
    };
    assert_eq!(told(0), ("Gazette".into(), serde_json::json!(["2024-06-11"])));
    assert_eq!(told(1), ("Courier".into(), serde_json::json!(["2024-06-12"])));
}

#[test]
fn standard_input_is_an_account() {
    let run = Folder::with_accounts().run_with_input("compare a.txt - --format json", SECOND.as_bytes());
    run.expect(0, &[]);
    assert_eq!(run.json()["accounts"][1]["source"]["uri"], "standard input");
}

#[test]
fn colours_are_written_only_when_wanted() {
    let folder = Folder::with_accounts();
    assert!(!folder.run("compare a.txt b.txt").output.contains('\u{1b}'));
    assert!(folder.run("compare a.txt b.txt --color always").output.contains('\u{1b}'));
    assert!(!folder.run("compare a.txt b.txt --color never").output.contains('\u{1b}'));
}

#[test]
fn quiet_keeps_warnings_back_but_not_errors() {
    let folder = Folder::with_accounts();
    assert_eq!(folder.run("compare a.txt a.txt --quiet").expect(0, &[]).messages, "");
    folder.run("compare a.txt b.txt missing.txt --quiet").expect(1, &["error: `missing.txt`"]);
}

#[test]
fn an_output_file_appears_whole_and_its_ending_chooses_the_format() {
    let folder = Folder::with_accounts();
    folder.run("compare a.txt b.txt -o out.json").expect(0, &[]);
    folder.run("compare a.txt b.txt -o out.html").expect(0, &[]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a report");
    assert!(read("out.json").starts_with('{'));
    assert!(read("out.html").to_ascii_lowercase().starts_with("<!doctype html>"));
    assert_eq!(folder.names(), ["a.txt", "b.txt", "out.html", "out.json"]);
}

#[test]
fn an_output_that_cannot_be_written_is_named_and_nothing_is_left() {
    let folder = Folder::with_accounts();
    folder
        .run("compare a.txt b.txt -o no/such/out.json")
        .expect(2, &["`no/such/out.json`: the report cannot be written"]);
    folder
        .run("compare a.txt b.txt -o .")
        .expect(2, &["`.`: the report cannot be written", " hint: name a file inside it"]);
    assert_eq!(folder.names(), ["a.txt", "b.txt"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt")).expect("the account"), FIRST);
}

#[test]
fn a_page_is_never_written_over_by_what_is_read_from_it() {
    let folder = Folder::with_accounts();
    folder
        .run("read a.txt b.txt --format json -o ./a.txt")
        .expect(2, &["`./a.txt`: is a page to read", " hint: give --output another name"]);
    folder.run("compare a.txt b.txt -o b.txt").expect(2, &["`b.txt`: is a page to read"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.txt")).expect("the account"), FIRST);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_that_names_the_file() {
    let folder = Folder::with_accounts();
    folder
        .run("compare a.txt b.txt --format json -o /dev/full")
        .expect(2, &["`/dev/full`: the report cannot be written: no space left"]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::with_accounts();
    let mut child = folder
        .command("compare a.txt b.txt --format json")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
