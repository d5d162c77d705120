//! Expressions of time with marks: every case of `tests/suite/times` is annotated and printed in its own notation.
//!
//! A case is a name and a day of publication between `---`, and a text in which `{date 2019-10-25|Friday}` gives
//! type, value and, where there is one, modifier of an expression. `VARIORUM_UPDATE=1 cargo test -p
//! variorum-pipeline --test times` writes what was found into the files, to be read in the diff.

use news::PartialDate;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use variorum_pipeline::{Kit, Page, annotate, read};

#[test]
fn every_expression_is_found_and_gets_its_value() {
    let kit = Kit::embedded().expect("the kit is sound");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/times/news.txt");
    let written = fs::read_to_string(&file).expect("a readable case file");
    let (mut failures, mut found) = (String::new(), String::new());
    for block in written.split("--- ").filter(|block| !block.trim().is_empty()) {
        let (head, body) = block.split_once(" ---\n").expect("a case has a name");
        let shown = run(&kit, head.rsplit(' ').next().unwrap_or_default(), &plain(body.trim()));
        if shown != body.trim() {
            let _ = writeln!(failures, "{head}\n  marked:\n{}\n  found:\n{shown}\n", body.trim());
        }
        let _ = write!(found, "--- {head} ---\n{shown}\n\n");
    }
    if std::env::var_os("VARIORUM_UPDATE").is_some() {
        fs::write(&file, format!("{}\n", found.trim_end())).expect("a writable case file");
    } else {
        assert!(failures.is_empty(), "{failures}");
    }
}

/// The text without its marks.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some((before, mark)) = rest.split_once('{') {
        let (label, after) = mark.split_once('}').expect("a mark is closed");
        text.push_str(before);
        text.push_str(label.split_once('|').expect("a mark has a bar").1);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The text with the marks of what was found.
fn run(kit: &Kit, published: &str, text: &str) -> String {
    let parts: Vec<i16> = published.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts.as_slice() else { panic!("{published} is no day") };
    let published = PartialDate::day(*year, *month as u8, *day as u8);
    let page = Page {
        id: "A".to_owned(),
        bytes: text.as_bytes().to_vec(),
        published: Some(published),
        ..Page::default()
    };
    let account = read(kit, page).and_then(|article| annotate(kit, article)).value;
    let (mut shown, mut at) = (String::new(), 0);
    for time in &account.times {
        let (start, end) = (time.span.start as usize, time.span.end as usize);
        let modifier = time.modifier.map(|modifier| format!(" {}", modifier.name())).unwrap_or_default();
        let words = &account.text()[start..end];
        let _ = write!(
            shown,
            "{}{{{} {}{modifier}|{words}}}",
            &account.text()[at..start],
            time.kind.name(),
            time.value
        );
        at = end;
    }
    shown.push_str(&account.text()[at..]);
    shown.trim().to_owned()
}
