//! `variorum export`: tables of a database; and the same tables after a run that was killed again and again.

use crate::program::{FIRST, Folder, SECOND};
use crate::read::{lines, texts};
use serde_json::json;
use std::process::Stdio;
use std::time::Duration;

const TABLES: [&str; 5] = ["articles", "attributions", "stories", "entities", "links"];

fn folder() -> Folder {
    let line = |id: &str, outlet: &str, date: &str, text: &str| {
        json!({"id": id, "outlet": outlet, "date": date, "text": text}).to_string() + "\n"
    };
    let first = line("gaz-1", "The Gazette", "2024-06-11", FIRST);
    let folder =
        Folder::new().file("in.jsonl", first + &line("post-9", "Harbour Post", "2024-07-12", SECOND));
    folder.run("ingest in.jsonl").expect(0, &["2 articles kept"]);
    folder
}

#[test]
fn attributions_come_with_their_words_and_bytes() {
    let folder = folder();
    let run = folder.run("export --what attributions");
    let rows = lines(&run.expect(0, &[]).output);
    let row = rows.iter().find(|row| row["id"] == "gaz-1" && row["kind"] == "direct").expect("she is quoted");
    let offset = |name: &str| row[name].as_u64().expect("an offset") as usize;
    let said = row["said"].as_str().expect("words");
    assert_eq!(FIRST[offset("start")..offset("end")].split_whitespace().collect::<Vec<_>>().join(" "), said);
    assert!(row["speaker"].is_string() && row["confidence"].is_f64(), "{row}");
}

#[test]
fn rows_are_chosen_by_day_outlet_and_story() {
    let folder = folder();
    let ids = |options: &str| -> Vec<String> {
        let run = folder.run(&format!("export --what articles {options}"));
        texts(&lines(&run.expect(0, &[]).output), "id").into_iter().map(str::to_owned).collect()
    };
    assert_eq!(ids(""), ["gaz-1", "post-9"]);
    assert_eq!(ids("--since 2024-07-01"), ["post-9"]);
    assert_eq!(ids("--before 2024-07-01"), ["gaz-1"]);
    assert_eq!(ids("--outlet gazette"), ["gaz-1"]);
    assert!(ids("--story 99").is_empty());
    folder.run("export --what articles --since soon").expect(2, &["--since `soon` is not a date"]);
}

#[test]
fn the_ending_of_the_file_chooses_the_format() {
    let folder = folder();
    for table in TABLES {
        folder.run(&format!("export --what {table} -o {table}.csv")).expect(0, &[]);
        folder.run(&format!("export --what {table} -o {table}.parquet")).expect(0, &[]);
        let written =
            |ending: &str| std::fs::read(folder.path().join(format!("{table}.{ending}"))).expect("written");
        assert!(written("csv").starts_with(b"article,") || table == "stories", "{table}");
        assert!(written("parquet").ends_with(b"PAR1"), "{table}");
    }
    let read = folder.run("read attributions.parquet --text-column said --format jsonl");
    assert!(!lines(&read.expect(0, &[]).output).is_empty());
    folder.run("export --what stories -o nowhere/s.csv").expect(2, &["the report cannot be written"]);
    folder.run("export --what stories --db none.db").expect(2, &["none.db"]);
}

/// Some hundred invented articles on some events.
fn stream(articles: usize) -> String {
    let towns = ["Ashmere", "Veldt", "Port Hale", "Orve", "Corrin", "Aldmoor", "Tarn"];
    let things = ["bridge", "mill", "harbour", "school", "tunnel", "dam", "market", "tower", "ferry"];
    let names = ["Okoro", "Holm", "Brill", "Vale", "Hart"];
    let line = |index: usize| {
        let (town, thing, name) = (towns[index % 7], things[index / 3 % 9], names[index % 5]);
        let text = format!(
            "Fire at the {thing} in {town}\n\nA fire destroyed the {thing} of {town} on day {index}, the fire service \
             said. Mayor Ada {name} told reporters: \"The {thing} will be built again within {} months.\"\n\n\
             Some {} people watched from the square. {name} denied that the alarm had failed.",
            index % 13 + 2,
            index * 7 % 900 + 20
        );
        let date = format!("2024-06-{:02}", index / 20 % 28 + 1);
        json!({"id": format!("n{index}"), "outlet": format!("{town} Post"), "date": date, "text": text})
            .to_string()
    };
    (0..articles).map(|index| line(index) + "\n").collect()
}

#[test]
fn a_run_that_was_killed_is_resumed_to_the_same_content() {
    let folder = Folder::new().file("in.jsonl", stream(900));
    folder.run("ingest in.jsonl --db whole.db").expect(0, &["900 articles kept"]);
    // Later and later, so that some die before their first batch, some between and some within batches.
    for kill in 0..5u64 {
        let mut command = folder.command("ingest in.jsonl --db killed.db --quiet");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(40 + kill * 130));
        let _ = child.kill();
        child.wait().expect("it ends");
    }
    folder.run("ingest in.jsonl --db killed.db").expect(0, &[]);
    folder.run("db --db killed.db check").expect(0, &[]);
    for table in TABLES {
        let of =
            |db: &str| folder.run(&format!("export --what {table} --db {db}")).expect(0, &[]).output.clone();
        assert!(of("whole.db") == of("killed.db"), "{table} differ");
    }
}
