//! Accounts from JSON lines: ids are kept, and what is wrong is named with its line.

use crate::program::{FIRST, Folder, SECOND};
use serde_json::json;

/// Two accounts as lines.
fn lines() -> String {
    let first = json!({"id": "gazette-17", "text": FIRST, "outlet": "The Gazette", "date": "2024-06-11", "language": "en"});
    let second =
        json!({"id": 42, "text": SECOND, "url": "https://courier.example/42", "title": "Hundreds wait"});
    format!("{first}\n{second}\n")
}

#[test]
fn ids_are_kept_and_metadata_reaches_the_report() {
    let run = Folder::new().file("in.jsonl", lines()).run("compare --jsonl in.jsonl --format json");
    run.expect(0, &[]);
    assert_eq!(run.ids(), ["gazette-17", "42"]);
    let accounts = &run.json()["accounts"];
    assert_eq!(accounts[0]["outlet"]["name"], "The Gazette");
    assert_eq!(accounts[0]["source"]["bytes"], FIRST.len());
    assert_eq!(accounts[1]["source"]["uri"], "https://courier.example/42");
}

#[test]
fn lines_come_from_standard_input_and_after_named_accounts() {
    let run =
        Folder::with_accounts().run_with_input("compare b.txt --jsonl - --format json", lines().as_bytes());
    run.expect(0, &[]);
    assert_eq!(run.ids(), ["A", "gazette-17", "42"]);
}

#[test]
fn bad_lines_are_refused_by_number() {
    let input = format!("{}not json\n{}", lines(), lines());
    let run = Folder::new().file("in.jsonl", input).run("compare --jsonl in.jsonl --format json");
    run.expect(
        1,
        &[
            "`in.jsonl:3`: is not a JSON object that can be used",
            "`in.jsonl:4`: the id `gazette-17` stands already at in.jsonl:1",
            "`in.jsonl:5`: the id `42` stands already at in.jsonl:2",
        ],
    );
    assert_eq!(run.ids(), ["gazette-17", "42"]);
}
