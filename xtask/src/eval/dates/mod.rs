//! Are time expressions found, and do they get the right type and value? TimeBank, AQUAINT and WikiWars (TimeML),
//! counted as TempEval-3 does (UzZaman et al. 2013).
//!
//! Strict: the spans are equal. Relaxed: they overlap. Type and value: relaxed, and type or value is equal too. All
//! four types of TIMEX3 count, and so does every expression of the text, whatever zone reading gives it. `days` are
//! the dates of the comparison: of gold values that name days, weeks, months, quarters, years or decades, those
//! whose days are told.

mod days;
mod timeml;

use super::{Cell, Counts, Table, Task};
use anyhow::Result;
use news::TimeExpression;
use pipeline::{Kit, Page, annotate, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use timeml::{Document, Gold};

/// The task's line in the list.
pub(super) const TASK: Task = Task { name: "dates", needs: "dates/TimeBank", floors: "eval/dates.toml", run };

/// The corpora, by folder.
const CORPORA: [(&str, &str); 3] =
    [("TimeBank", "TimeBank"), ("AQUAINT", "AQUAINT"), ("WikiWars", "wikiwars/whole-tml/tml")];

#[derive(Default)]
struct Scores {
    strict: Counts,
    relaxed: Counts,
    kind: Counts,
    value: Counts,
    days: Counts,
    /// What went wrong, by its words, and how often.
    faults: BTreeMap<String, usize>,
}

/// Measures all corpora.
fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&[
        "documents",
        "strict f1",
        "relaxed f1",
        "relaxed recall",
        "relaxed precision",
        "type f1",
        "value f1",
        "days f1",
    ])
    .remark("all types of TIMEX3, as TempEval-3 counts; WikiWars calls every type DATE");
    for (corpus, folder) in CORPORA {
        let mut scores = Scores::default();
        let files = files(&data.join("dates").join(folder))?;
        for file in &files {
            let document = timeml::parse(&String::from_utf8_lossy(&std::fs::read(file)?));
            score(kit, &document, &mut scores);
        }
        let typed = corpus != "WikiWars";
        table.row(
            corpus,
            vec![
                Cell::Count(files.len()),
                Cell::Share(scores.strict.f1()),
                Cell::Share(scores.relaxed.f1()),
                Cell::Share(scores.relaxed.recall()),
                Cell::Share(scores.relaxed.precision()),
                if typed { Cell::Share(scores.kind.f1()) } else { Cell::Empty },
                Cell::Share(scores.value.f1()),
                if typed { Cell::Share(scores.days.f1()) } else { Cell::Empty },
            ],
        );
        show(corpus, &scores);
    }
    Ok(table)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "tml"));
    files.sort();
    Ok(files)
}

fn score(kit: &Kit, document: &Document, scores: &mut Scores) {
    let page = Page {
        id: "A".to_owned(),
        bytes: document.text.as_bytes().to_vec(),
        published: document.published,
        ..Page::default()
    };
    let account = read(kit, page).and_then(|article| annotate(kit, article)).value;
    scores.days.add(days::score(document, &account));
    let (mut strict, mut relaxed, mut kind, mut value) = (0, 0, 0, 0);
    let mut taken = vec![false; document.gold.len()];
    for time in &account.times {
        let (start, end) = (time.span.start as usize, time.span.end as usize);
        let overlapping = |(at, gold): &(usize, &Gold)| !taken[*at] && gold.start < end && start < gold.end;
        let hit = document.gold.iter().enumerate().find(overlapping);
        let Some((at, gold)) = hit else {
            note(scores, document, "spurious", start, end, &time.value);
            continue;
        };
        taken[at] = true;
        relaxed += 1;
        kind += usize::from(gold.kind.eq_ignore_ascii_case(time.kind.name()));
        value += usize::from(gold.value == time.value);
        if (gold.start, gold.end) == (start, end) {
            strict += 1;
        } else {
            let words = document.text.get(gold.start..gold.end).unwrap_or_default();
            note(scores, document, "span", start, end, words);
        }
        judge(scores, document, gold, time);
    }
    for (gold, _) in document.gold.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        note(scores, document, "missed", gold.start, gold.end, &gold.value);
    }
    let counts = |right: usize| Counts { right, found: account.times.len(), gold: document.gold.len() };
    scores.strict.add(counts(strict));
    scores.relaxed.add(counts(relaxed));
    scores.kind.add(counts(kind));
    scores.value.add(counts(value));
}

/// Notes a wrong type or value.
fn judge(scores: &mut Scores, document: &Document, gold: &Gold, time: &TimeExpression) {
    let (start, end) = (time.span.start as usize, time.span.end as usize);
    if gold.value != time.value {
        note(scores, document, "value", start, end, &format!("{} not {}", gold.value, time.value));
    }
    if !gold.kind.eq_ignore_ascii_case(time.kind.name()) {
        note(scores, document, "type", start, end, &format!("{} not {}", gold.kind, time.kind.name()));
    }
}

/// Keeps a fault with the words before it.
fn note(scores: &mut Scores, document: &Document, what: &str, start: usize, end: usize, detail: &str) {
    let text = &document.text;
    let from =
        text.get(..start).map_or(0, |before| before.char_indices().rev().nth(24).map_or(0, |(at, _)| at));
    let (before, words) = (text.get(from..start).unwrap_or(""), text.get(start..end).unwrap_or(""));
    let after: String = text.get(end..).unwrap_or("").chars().take(16).collect();
    let line = format!("{what}\t[{words}]\t{detail}\t{before}[{words}]{after}").replace('\n', " ");
    *scores.faults.entry(line).or_default() += 1;
}

/// With `VARIORUM_WORST` set: what went wrong, by kind and words.
fn show(corpus: &str, scores: &Scores) {
    let Some(count) = std::env::var("VARIORUM_WORST").ok().and_then(|count| count.parse().ok()) else {
        return;
    };
    for (fault, times) in scores.faults.iter().take(count) {
        eprintln!("{corpus}\t{times}\t{fault}");
    }
}
