//! How pages are written.

use super::{PAGE, example, lines, texts};
use crate::program::{FIRST, Folder};
use boon::{Compiler, Schemas};
use serde_json::Value;

#[test]
fn text_is_the_article_and_nothing_else() {
    let run = Folder::new().file("a.html", PAGE).run("read a.html");
    assert_eq!(run.expect(0, &[]).messages, "");
    let paragraphs: Vec<&str> = run.output.split("\n\n").collect();
    assert_eq!(paragraphs[0], "Ferry to Aldmoor cancelled for a third day");
    assert_eq!(paragraphs.len(), 4, "{}", run.output);
    assert!(
        paragraphs[3]
            .ends_with("the terminal & on the pier, according to the company that runs the ferry.\n")
    );
}

#[test]
fn comments_and_single_zones_come_when_asked_for() {
    let folder = Folder::new().file("a.html", PAGE);
    let comments = folder.run("read a.html --comments").output;
    assert!(comments.contains("as high as the lighthouse") && comments.contains("quay_rat"), "{comments}");
    assert_eq!(folder.run("read a.html --zones caption").output, "The quay on Monday. Photo: L. Holm\n");
    let json = folder.run("read a.html --zones caption,headline --format json").json();
    let kinds: Vec<&Value> =
        json["zones"].as_array().expect("zones").iter().map(|zone| &zone["kind"]).collect();
    assert_eq!(kinds, ["headline", "caption"]);
    folder.run("read a.html --zones footer").expect(2, &["invalid value 'footer'", "boilerplate"]);
}

#[test]
fn markdown_has_a_heading_facts_and_captions() {
    let run = Folder::new().file("a.html", PAGE).run("read a.html --format markdown --comments");
    let expected = [
        "# Ferry to Aldmoor cancelled for a third day\n\n*By Ada Brook · The Gazette · 2024-06-11*\n\n*The quay on Monday. Photo: L. Holm*\n\n",
        "\n## Comments\n\n> **quay\\_rat:**\n>\n> I saw",
    ];
    for words in expected {
        assert!(run.output.contains(words), "{words} in {}", run.output);
    }
}

#[test]
fn markdown_keeps_subheads_lists_and_quotations() {
    let parts = "<h2>What happens next</h2><p>The company named three days on which the ferry may sail again, if the wind turns.</p>\
        <ul><li>On Thursday in the morning, with fewer cars than usual on board.</li><li>On Friday at noon, with two crews and a tug beside it.</li></ul>\
        <blockquote><p>We have waited for longer than this, in worse weather and with less to eat.</p></blockquote>\
        <p>The harbour office will decide on Wednesday evening, and asks passengers to call before they come.</p></article>";
    let run =
        Folder::new().file("a.html", PAGE.replace("</article>", parts)).run("read a.html --format markdown");
    for words in [
        "\n\n## What happens next\n\nThe company",
        "\n\n- On Thursday",
        "on board.\n- On Friday",
        "\n\n> We have waited",
    ] {
        assert!(run.output.contains(words), "{words} in {}", run.output);
    }
}

/// Whether an object fits the schema of pages.
fn check_schema(page: &Value) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    for (name, text) in [
        ("urn:variorum:comparison:1", include_str!("../../../../../schemas/comparison-1.schema.json")),
        ("urn:variorum:page:1", include_str!("../../../../../schemas/page-1.schema.json")),
    ] {
        compiler.add_resource(name, serde_json::from_str(text).expect("a schema")).expect("a schema");
    }
    let index = compiler.compile("urn:variorum:page:1", &mut schemas).expect("a schema");
    if let Err(error) = schemas.validate(page, index) {
        panic!("{error:#}");
    }
}

#[test]
fn json_is_the_front_of_an_account() {
    let folder = Folder::new().file("a.html", PAGE).file("b.txt", FIRST);
    let page = folder.run("read a.html --format json --spans-only").json();
    check_schema(&page);
    let comparison = folder.run("compare a.html b.txt --format json").json();
    let account = comparison["accounts"][0].as_object().expect("an account");
    for (key, value) in page.as_object().expect("a page").iter().filter(|(key, _)| *key != "notes") {
        if key != "published" {
            assert_eq!(Some(value), account.get(key), "{key}");
        }
    }
    let keys: Vec<&String> = page.as_object().expect("a page").keys().collect();
    assert!(!keys.contains(&&"text".to_owned()), "{keys:?}");
}

#[test]
fn words_stand_beside_their_spans() {
    let folder = Folder::new().file("a.html", PAGE);
    let page = folder.run("read a.html --format json").json();
    check_schema(&page);
    assert!(page["text"].as_str().is_some_and(|text| text.starts_with("Ferry to Aldmoor")));
    for zone in page["zones"].as_array().expect("zones") {
        let edge = |at: usize| zone["span"][at].as_u64().expect("an offset") as usize;
        let bytes = &PAGE[edge(0)..edge(1)];
        let (text, first) =
            (zone["text"].as_str().expect("words"), bytes.split(['<', '&']).next().unwrap_or(""));
        assert!(text.starts_with(first), "{text} / {bytes}");
    }
}

#[test]
fn one_page_is_an_object_and_several_are_a_list() {
    let folder = Folder::new().file("a.html", PAGE).file("b.html", example("gazette.html"));
    assert_eq!(folder.run("read a.html --format json").json()["id"], "A");
    let both = folder.run("read a.html b.html --format json").json();
    assert_eq!(texts(both.as_array().expect("a list"), "id"), ["A", "B"]);
    both.as_array().expect("a list").iter().for_each(check_schema);
    assert_eq!(folder.run("read . --format json --limit 1").json().as_array().map(Vec::len), Some(1));
    let several = folder.run("read a.html b.html --format jsonl").output;
    assert_eq!(lines(&several), both.as_array().expect("a list").clone());
}

#[test]
fn the_number_of_threads_does_not_show() {
    let mut folder = Folder::new();
    for n in 0..40 {
        folder = folder.file(&format!("{n}.html"), PAGE.replace("third", &format!("{n}th")));
    }
    let one = folder.run("read . --format jsonl --jobs 1");
    let eight = folder.run("read . --format jsonl --jobs 8");
    assert_eq!(one.expect(0, &["40 pages read"]).output, eight.output);
    assert_eq!(folder.run("read . --format jsonl --limit 7").output.lines().count(), 7);
}

#[test]
fn characters_that_steer_a_terminal_are_left_out_of_text() {
    let page = PAGE.replace("high waves", "high \u{1b}[31mwaves");
    let run = Folder::new().file("a.html", page).run("read a.html");
    assert!(run.output.contains("high [31mwaves"), "{}", run.output);
}

#[test]
fn the_guide_shows_what_is_printed() {
    let names = ["gazette.html", "dispatch.txt", "mirror.txt", "crawl.warc"];
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("examples")).expect("a writable folder");
    let folder =
        names.iter().fold(folder, |folder, name| folder.file(&format!("examples/{name}"), example(name)));
    let guide = include_str!("../../../../../docs/guide.md");
    let mut commands = 0;
    for block in guide.split("```text\n$ ").skip(1).filter_map(|rest| rest.split("```").next()) {
        for session in block.split("\n$ ") {
            let (command, shown) = session.split_once('\n').expect("a command and what it prints");
            let command = command.trim_start_matches("variorum ").split(" | ").next().unwrap_or("");
            let run = folder.run(command);
            let printed = format!("{}{}", run.expect(0, &[]).output, run.messages);
            for cell in shown.lines().flat_map(|line| line.split('\t')).filter(|cell| *cell != "…") {
                assert!(printed.contains(cell), "`{command}` does not print `{cell}`");
            }
            commands += 1;
        }
    }
    assert_eq!(commands, 7);
}
