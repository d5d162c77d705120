//! `variorum ingest` and what asks the database: articles in, stories, comparisons, searches and corrections out.

use crate::program::{FIRST, Folder, Run, SECOND};
use crate::read::lines;
use serde_json::{Value, json};

const DAM: &str = "Dam cracks above Port Hale\n\nEngineers found a crack in the Belmonte dam above Port Hale on Sunday, \
    and the valley was evacuated before noon.\n\nMayor Ana Okoro said the reservoir would be drained. \"Nobody will go \
    home before Friday,\" she told reporters.\n";

/// Three articles on two events, as lines.
fn stream() -> String {
    let line = |id: &str, outlet: &str, date: &str, text: &str| {
        json!({"id": id, "outlet": outlet, "date": date, "text": text}).to_string() + "\n"
    };
    [
        line("gaz-1", "The Gazette", "2024-06-11", FIRST),
        line("gaz-2", "The Gazette", "2024-06-12", DAM),
        line("post-9", "Harbour Post", "2024-06-12", SECOND),
    ]
    .concat()
}

fn folder() -> Folder {
    let folder = Folder::new().file("in.jsonl", stream());
    folder.run("ingest in.jsonl").expect(0, &["3 articles kept, 2 new stories"]);
    folder
}

/// The ids of the articles of each story.
fn stories(run: &Run) -> Vec<Vec<String>> {
    let ids = |story: &Value| serde_json::from_value(story["articles"].clone()).expect("a list of ids");
    lines(&run.output).iter().map(ids).collect()
}

#[test]
fn a_stream_becomes_stories_with_the_ids_that_were_given() {
    let folder = folder();
    let listed = folder.run("stories --format jsonl");
    assert_eq!(stories(listed.expect(0, &[])), [vec!["gaz-1", "post-9"], vec!["gaz-2"]]);
    let text = folder.run("stories").output;
    assert!(text.contains("Ferry to Aldmoor cancelled") && text.contains("2 articles, 2 outlets"), "{text}");
    let chosen = folder.run("stories --format json --outlet harbour --since 2024-06-12").json();
    assert_eq!(chosen.as_array().map(Vec::len), Some(1));
    assert!(folder.run("stories --name okoro --format jsonl").output.contains("gaz-2"));
}

#[test]
fn the_same_stream_again_changes_nothing() {
    let folder = folder();
    let before = folder.run("stories --format jsonl").output;
    folder.run("ingest in.jsonl").expect(0, &["0 articles kept, 3 known already"]);
    assert_eq!(folder.run("stories --format jsonl").output, before);
    folder.run("db check --db variorum.db").expect(0, &["nothing is wrong"]);
    folder.run("db backup copy.db").expect(0, &["copied to copy.db"]);
    assert_eq!(folder.run("stories --db copy.db --format jsonl").output, before);
}

#[test]
fn a_stream_in_two_parts_is_grouped_as_one() {
    let whole = folder().run("stories --format jsonl");
    let text = stream();
    let (first, second) = text.split_at(text.find('\n').map_or(0, |end| end + 1));
    let parts = Folder::new().file("in.jsonl", first);
    parts.run("ingest in.jsonl").expect(0, &["1 article kept"]);
    let parts = parts.file("in.jsonl", second);
    parts.run("ingest in.jsonl").expect(0, &["2 articles kept"]);
    assert_eq!(stories(&parts.run("stories --format jsonl")), stories(&whole));
}

#[test]
fn a_story_is_compared_as_its_articles_are() {
    let folder = folder();
    let story = folder.run("story 1 --format json");
    assert_eq!(story.expect(0, &[]).ids(), ["gaz-1", "post-9"]);
    let json = story.json();
    assert_eq!(json["accounts"][1]["outlet"]["name"], "Harbour Post");
    let utterance = json["links"]
        .as_array()
        .and_then(|links| links.iter().find(|link| link["relation"] == "same_utterance"));
    assert!(utterance.is_some(), "the shared quotation is found");
    folder.run("story 1 -o story.html").expect(0, &[]);
    assert!(folder.names().contains(&"story.html".to_owned()));
    let listed = folder.run("story 1 --articles").output;
    assert!(
        listed.contains("post-9  2024-06-12  Harbour Post") && listed.contains("shared names"),
        "{listed}"
    );
    folder.run("story 7").expect(2, &["no story has the number 7\n hint: "]);
}

#[test]
fn corrections_by_hand_stay_when_more_comes_in() {
    let folder = folder();
    folder.run("story split 1 post-9 --because other-ferry").expect(0, &["story 3 now holds 1 article"]);
    let later = json!({"id": "post-10", "outlet": "Harbour Post", "date": "2024-06-13", "text": SECOND.replace("450", "460")});
    let folder = folder.file("more.jsonl", format!("{later}\n"));
    folder.run("ingest more.jsonl in.jsonl").expect(0, &["1 article kept"]);
    let now = stories(&folder.run("stories --format jsonl"));
    assert_eq!(now, [vec!["gaz-1"], vec!["gaz-2"], vec!["post-9", "post-10"]]);
    folder.run("story merge 1 3").expect(0, &["2 articles went into story 1"]);
    assert_eq!(folder.run("story 3 --format json").ids(), ["gaz-1", "post-9", "post-10"]);
    folder.run("story move gaz-2 --to 1").expect(0, &["1 article moved to story 1"]);
    folder.run("story move gaz-77 --to 1").expect(2, &["`gaz-77`: no such article is kept"]);
    folder.run("story merge 1 1").expect(2, &["cannot be merged into itself"]);
    assert!(folder.run("story 1 --articles").output.contains("by hand"));
}

#[test]
fn versions_of_a_page_are_kept_and_compared() {
    let page = |text: &str| json!({"url": "https://gazette.example/ferry", "text": text}).to_string() + "\n";
    let folder = Folder::new().file("in.jsonl", page(FIRST) + &page(&FIRST.replace("300", "450")));
    folder.run("ingest in.jsonl").expect(0, &["2 articles kept, 1 new story, 1 of them new versions"]);
    let versions = folder.run("versions https://gazette.example/ferry --format json");
    assert_eq!(versions.expect(0, &[]).ids(), ["A", "B"]);
    assert_eq!(stories(&folder.run("stories --format jsonl")), [["#2"]], "what was replaced counts no more");
    folder.run("versions https://gazette.example/other").expect(2, &["no such article is kept"]);
}

#[test]
fn files_that_count_from_1_do_not_replace_each_other() {
    let one = |text: &str| json!({"id": 1, "text": text}).to_string() + "\n";
    let folder = Folder::new().file("a.jsonl", one(FIRST)).file("b.jsonl", one(DAM));
    folder.run("ingest a.jsonl b.jsonl").expect(0, &["2 articles kept, 2 new stories"]);
    assert_eq!(stories(&folder.run("stories --format jsonl")), [["1"], ["1"]]);
    folder.run("search reservoir").expect(0, &[]);
    folder.run("search ferry").expect(0, &[]);
}

#[test]
fn searches_find_articles_and_what_people_say() {
    let folder = folder();
    let found = folder.run("search reservoir drained --format jsonl");
    let found = lines(&found.expect(0, &[]).output);
    assert_eq!((found.len(), found[0]["article"].as_str()), (1, Some("gaz-2")));
    let (start, end) = (found[0]["span"][0].as_u64(), found[0]["span"][1].as_u64());
    let (start, end) = (start.expect("an offset") as usize, end.expect("an offset") as usize);
    assert!(DAM[start..end].contains("reservoir would be drained"), "{}", &DAM[start..end]);

    let said = lines(&folder.run("search speaker:okoro said:friday --format jsonl").output);
    assert_eq!(said[0]["speaker"], "Ana Okoro");
    let (start, end) = (said[0]["span"][0].as_u64(), said[0]["span"][1].as_u64());
    let (start, end) = (start.expect("an offset") as usize, end.expect("an offset") as usize);
    assert_eq!(DAM[start..end], *said[0]["said"].as_str().expect("words"));

    folder.run("search elephant").expect(1, &[]);
    folder.run("search speaker:").expect(2, &["`speaker:` has nothing behind it"]);
}

#[test]
fn days_and_numbers_bound_what_is_taken() {
    let folder = Folder::new().file("in.jsonl", stream());
    folder.run("ingest in.jsonl --since 2024-06-12").expect(0, &["2 articles kept", "1 too early"]);
    folder.run("ingest in.jsonl --since may").expect(2, &["--since `may` is not a date"]);
    folder.run("ingest in.jsonl --limit 1 --db one.db").expect(0, &["1 article kept"]);
    assert_eq!(stories(&folder.run("stories --db one.db --format jsonl")), [["gaz-1"]]);
}

#[test]
fn what_cannot_be_an_article_is_named_and_the_rest_is_kept() {
    let lines = stream()
        + "nonsense\n{\"id\":\"empty\",\"text\":\"\"}\n{\"id\":\"gaz-1\",\"date\":\"0001-01-01\",\"text\":\"Hello.\"}\n";
    let folder = Folder::new().file("in.jsonl", lines);
    folder.run("ingest in.jsonl").expect(1, &["in.jsonl:4", "in.jsonl:5", "2 refused"]);
    folder.run("ingest none.jsonl").expect(2, &["no such file", "no article could be read"]);
    folder.run("stories --db none.db").expect(2, &["`none.db`: no such database\n hint: "]);
    folder.run("stories --db in.jsonl").expect(2, &["is not a database of variorum"]);
    folder.run("ingest in.jsonl --db nowhere/a.db").expect(2, &["no such folder"]);
}
