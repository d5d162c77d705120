//! Are time expressions found, and do they stand for the right days? TimeBank and AQUAINT (TimeML), dates and
//! times of day; durations and sets are no points in time and stay out.
//!
//! Relaxed: the spans overlap. Strict: they are equal, but for the preposition of an interval ("since 2014"),
//! which TimeML marks apart. Value: strict or relaxed, and the days are those of the TIMEX3 value, of the values
//! that name days, weeks, months, quarters, decades or years.

use super::{Cell, Counts, Table, Task};
use anyhow::Result;
use jiff::civil::Date;
use news::{DateMention, PartialDate, TimeRelation};
use pipeline::{Kit, Page, annotate, read};
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task = Task { name: "dates", needs: "dates/TimeBank", floors: "eval/dates.toml", run };

/// A TIMEX3 of the text.
struct Gold {
    start: usize,
    end: usize,
    value: String,
    is_point: bool,
}

/// One TimeML file.
struct Document {
    text: String,
    published: Option<PartialDate>,
    gold: Vec<Gold>,
}

#[derive(Default)]
struct Scores {
    relaxed: Counts,
    strict: Counts,
    value: Counts,
}

/// Measures both corpora.
fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&[
        "documents",
        "relaxed f1",
        "strict f1",
        "relaxed recall",
        "relaxed precision",
        "value f1",
    ])
    .remark("TIMEX3 of type DATE and TIME; vague adverbs count, event anchors do not");
    for corpus in ["TimeBank", "AQUAINT"] {
        let mut files: Vec<_> = std::fs::read_dir(data.join("dates").join(corpus))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        files.sort();
        let mut scores = Scores::default();
        let mut documents = 0;
        for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "tml")) {
            let document = parse(&String::from_utf8_lossy(&std::fs::read(file)?));
            documents += 1;
            score(kit, &document, &mut scores);
        }
        table.row(
            corpus,
            vec![
                Cell::Count(documents),
                Cell::Share(scores.relaxed.f1()),
                Cell::Share(scores.strict.f1()),
                Cell::Share(scores.relaxed.recall()),
                Cell::Share(scores.relaxed.precision()),
                Cell::Share(scores.value.f1()),
            ],
        );
    }
    Ok(table)
}

/// Text and expressions of a TimeML file, without its markup.
fn parse(source: &str) -> Document {
    let published = source.split("CREATION_TIME").next().and_then(|head| {
        let tag = head.rfind("<TIMEX3").and_then(|at| source.get(at..))?;
        partial(&attribute(tag, "value")?)
    });
    let body = source.split_once("<TEXT>").map_or(source, |(_, rest)| rest);
    let body = body.split_once("</TEXT>").map_or(body, |(text, _)| text);
    let mut document = Document { text: String::new(), published, gold: Vec::new() };
    let mut open: Vec<(usize, String, bool)> = Vec::new();
    let mut rest = body;
    while let Some((words, tagged)) = rest.split_once('<') {
        push(&mut document.text, words);
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        rest = after;
        if tag.starts_with("TIMEX3") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let is_point = kind == "DATE" || kind == "TIME";
            open.push((document.text.len(), attribute(tag, "value").unwrap_or_default(), is_point));
        } else if tag == "/TIMEX3"
            && let Some((start, value, is_point)) = open.pop()
        {
            document.gold.push(Gold { start, end: document.text.len(), value, is_point });
        }
    }
    push(&mut document.text, rest);
    document
}

/// Appends words with the entities of XML resolved.
fn push(text: &mut String, words: &str) {
    text.push_str(
        &words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"),
    );
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

/// `1998`, `1998-01`, `1998-01-08…` as a date.
fn partial(value: &str) -> Option<PartialDate> {
    let day = value.split('T').next()?;
    let mut parts = day.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    match (parts.next(), parts.next()) {
        (None, _) => Some(PartialDate::year(year)),
        (Some(month), None) => Some(PartialDate::month(year, month.parse().ok()?)),
        (Some(month), Some(day)) => Some(PartialDate::day(year, month.parse().ok()?, day.parse().ok()?)),
    }
}

fn score(kit: &Kit, document: &Document, scores: &mut Scores) {
    let page = Page {
        id: "A".to_owned(),
        bytes: document.text.as_bytes().to_vec(),
        published: document.published,
        ..Page::default()
    };
    let account = read(kit, page).and_then(|article| annotate(kit, article)).value;
    let account_zone = |at: usize| account.article.zone_at(at).is_some_and(|zone| zone.kind.is_account());
    // What reading sets aside (headers of the wire) is not asked for.
    let gold: Vec<&Gold> = document.gold.iter().filter(|gold| account_zone(gold.start)).collect();
    let points = gold.iter().filter(|gold| gold.is_point).count();
    let found: Vec<&DateMention> = account
        .dates
        .iter()
        .filter(|mention| {
            !matches!(
                mention.relation,
                Some(TimeRelation::Before | TimeRelation::After | TimeRelation::Since)
            )
        })
        .collect();
    let (mut relaxed, mut strict, mut valued, mut value_found, mut set_aside) = (0, 0, 0, 0, 0);
    let mut taken = vec![false; gold.len()];
    for mention in &found {
        let (start, end) = trimmed(&document.text, mention);
        let hit =
            gold.iter().enumerate().find(|(at, gold)| !taken[*at] && gold.start < end && start < gold.end);
        let Some((at, gold)) = hit else {
            value_found += usize::from(shown(mention).is_some());
            continue;
        };
        taken[at] = true;
        if !gold.is_point {
            set_aside += 1;
            continue;
        }
        relaxed += 1;
        strict += usize::from(gold.start == start && gold.end == end);
        if let Some(value) = shown(mention) {
            value_found += 1;
            valued += usize::from(gold.value.split('T').next() == Some(value.as_str()));
        }
    }
    let valuable =
        gold.iter().filter(|gold| gold.is_point && gold.value.starts_with(|c: char| c.is_ascii_digit()));
    let counts = |right: usize| Counts { right, found: found.len() - set_aside, gold: points };
    scores.relaxed.add(counts(relaxed));
    scores.strict.add(counts(strict));
    scores.value.add(Counts { right: valued, found: value_found, gold: valuable.count() });
}

/// The span without the preposition that opens an interval.
fn trimmed(text: &str, mention: &DateMention) -> (usize, usize) {
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let words = mention.span.of(text);
    let opener = ["since ", "Since ", "from ", "From "].into_iter().find(|opener| words.starts_with(opener));
    (start + opener.map_or(0, str::len), end)
}

/// The days as a TIMEX3 value; `None` where the mention has several or none.
fn shown(mention: &DateMention) -> Option<String> {
    if let [only] = mention.candidates.as_slice() {
        return Some(only.to_string());
    }
    let interval = mention.interval?;
    let from = interval.from?;
    let Some(to) = interval.to else { return Some(from.to_string()) };
    let decade = from.month.is_none() && from.year % 10 == 0 && to.year - from.year == 9;
    if decade {
        return Some((from.year / 10).to_string());
    }
    let quarter = from.day.is_none()
        && to.month.zip(from.month).is_some_and(|(to, from)| to == from + 2 && to % 3 == 0);
    if quarter {
        return Some(format!("{}-Q{}", from.year, to.month? / 3));
    }
    let date = |day: PartialDate| Date::new(day.year, day.month? as i8, day.day? as i8).ok();
    let (first, last) = (date(from)?, date(to)?);
    let days = first.until(last).ok()?.get_days();
    let week = first.iso_week_date();
    match days {
        6 => Some(format!("{:04}-W{:02}", week.year(), week.week())),
        1 => Some(format!("{:04}-W{:02}-WE", week.year(), week.week())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_falls_away_and_expressions_keep_their_places() {
        let document = parse(
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"1999-02-03\" functionInDocument=\"CREATION_TIME\">x</TIMEX3></DCT>\
             <TEXT>A &amp; B <EVENT>met</EVENT> <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1999-02-01\">Monday</TIMEX3>.</TEXT>",
        );
        assert_eq!(document.published, Some(PartialDate::day(1999, 2, 3)));
        let gold = &document.gold[0];
        assert_eq!((&document.text[gold.start..gold.end], gold.value.as_str()), ("Monday", "1999-02-01"));
    }
}
