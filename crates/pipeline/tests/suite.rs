//! Texts with marks: every case of `tests/suite/annotate` is annotated and printed in its own notation.
//!
//! A case is a name between `---`, a text in which `{source 1|…}`, `{cue 1|…}` and `{content 1|…}` mark the parts
//! of attribution 1, and a line `> 1 …` with its kind, act, attitude, speaker and relays. The runner strips the
//! marks, runs the phase and compares. `VARIORUM_UPDATE=1 cargo test -p variorum-pipeline --test suite` writes
//! what was found into the files, to be read in the diff.

use news::{Account, Attribution, AttributionKind, Span};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use variorum_pipeline::{Kit, Page, annotate, read};

#[test]
fn every_case_reads_as_it_is_marked() {
    let kit = Kit::embedded().expect("the kit is sound");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/annotate");
    let mut failures = String::new();
    let mut cases = 0;
    for file in files(&folder) {
        let written = fs::read_to_string(&file).expect("a readable case file");
        let mut found = String::new();
        for block in written.split("\n--- ").map(|block| block.trim_start_matches("--- ")) {
            let Some((name, body)) = block.split_once(" ---\n") else {
                found.push_str(block);
                continue;
            };
            cases += 1;
            let shown = run(&kit, &plain(body));
            if shown.trim() != body.trim() {
                let _ =
                    writeln!(failures, "{name}\n  marked:\n{}\n  found:\n{}\n", body.trim(), shown.trim());
            }
            let _ = write!(found, "\n--- {name} ---\n{}\n", shown.trim());
        }
        if std::env::var_os("VARIORUM_UPDATE").is_some() {
            fs::write(&file, found.trim_start()).expect("a writable case file");
        }
    }
    assert!(cases >= 20, "only {cases} cases were found in {}", folder.display());
    assert!(failures.is_empty() || std::env::var_os("VARIORUM_UPDATE").is_some(), "{failures}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the suite's folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

/// The text without marks and without the lines that describe attributions.
fn plain(body: &str) -> String {
    let lines: Vec<&str> = body.lines().filter(|line| !line.starts_with("> ")).collect();
    let mut text = String::new();
    let mut rest = lines.join("\n");
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let bar = open + rest[open..].find('|').expect("a mark has a bar");
        rest = rest[bar + 1..].to_owned();
    }
    text.push_str(&rest);
    text.replace('}', "").trim().to_owned()
}

/// Annotates a text and prints it with marks.
fn run(kit: &Kit, text: &str) -> String {
    let page =
        Page { id: "A".into(), uri: "case".into(), bytes: text.as_bytes().to_vec(), ..Page::default() };
    let account = read(kit, page).and_then(|article| annotate(kit, article)).value;
    let mut marks: Vec<(Span, String)> = Vec::new();
    let mut described = String::new();
    for (index, attribution) in account.attributions.iter().enumerate() {
        let mut mark = |span: Span, role: &str| marks.push((span, format!("{role} {}", index + 1)));
        attribution.source.iter().for_each(|span| mark(*span, "source"));
        attribution.cue.iter().for_each(|cue| mark(cue.span, "cue"));
        attribution.content.iter().for_each(|span| mark(*span, "content"));
        let _ = writeln!(described, "> {} {}", index + 1, describe(&account, attribution));
    }
    format!("{}\n{described}", marked(account.text(), marks))
}

/// Kind, act, attitude, speaker and relays in one line.
fn describe(account: &Account, attribution: &Attribution) -> String {
    let kind = match attribution.kind {
        AttributionKind::Direct => "direct",
        AttributionKind::Indirect => "indirect",
        AttributionKind::Mixed => "mixed",
    };
    let mut line = format!("{kind} {:?}", attribution.act).to_lowercase();
    if let Some(cue) = &attribution.cue {
        let _ = write!(line, " {}", format!("{:?}", cue.attitude).to_lowercase());
    }
    let names = attribution.speaker.entities.iter().filter_map(|id| account.entity(*id));
    let names: Vec<&str> = names.map(|entity| entity.name.as_str()).collect();
    let _ = write!(line, ", {}", format!("{:?}", attribution.speaker.status).to_lowercase());
    if !names.is_empty() {
        let _ = write!(line, " {}", names.join(" + "));
    }
    for relay in &attribution.relays {
        let _ = write!(line, ", through {}", relay.name.as_deref().unwrap_or("somebody hidden"));
    }
    if let Some(outer) = attribution.within {
        let _ = write!(line, ", within {}", outer + 1);
    }
    line
}

/// The text with its marks; longer spans outside shorter ones.
fn marked(text: &str, mut marks: Vec<(Span, String)>) -> String {
    marks.sort_by_key(|(span, name)| (span.start, std::cmp::Reverse(span.end), name.clone()));
    let mut shown = String::new();
    let mut ends: Vec<u32> = Vec::new();
    let mut next = marks.iter().peekable();
    for (at, c) in text.char_indices().map(|(at, c)| (at as u32, Some(c))).chain([(text.len() as u32, None)])
    {
        while ends.contains(&at) {
            ends.swap_remove(ends.iter().position(|end| *end == at).expect("it is there"));
            shown.push('}');
        }
        while let Some((span, name)) = next.next_if(|(span, _)| span.start == at) {
            let _ = write!(shown, "{{{name}|");
            ends.push(span.end);
        }
        shown.extend(c);
    }
    shown
}
