//! Who says what, for an editor who checks quotations: page by page, speaker by speaker, in the order of the page.

use super::lines_of::Lines;
use super::{QuotedPage, start};
use crate::findings::one_line;
use crate::terminal::TerminalStyle;
use crate::terminal::sheet::{Ink, Piece, Sheet};
use crate::view;
use crate::view::account::Attribution;
use std::collections::BTreeMap;

/// Where the words of an attribution begin.
const HANG: usize = 10;

/// The attributions of these indexes under the name of their page, ending in a line break.
pub fn quotes_text(page: QuotedPage<'_>, indexes: &[usize], style: TerminalStyle) -> String {
    let mut sheet = Sheet::new(style.width.clamp(60, 120), style.colour);
    let all = view::quotes(page.account);
    let wanted: Vec<&Attribution> =
        all.iter().filter(|found| indexes.binary_search(&found.index).is_ok()).collect();
    let groups = by_speaker(&wanted);
    head(
        &mut sheet,
        page,
        wanted.len(),
        groups.iter().filter(|group| group[0].speaker.entity.is_some()).count(),
    );
    let lines = Lines::new(&page.account.article.source.bytes);
    for group in groups {
        sheet.blank();
        sheet.lines(0, &speaker(page, group[0], group.len()));
        for found in group {
            put(&mut sheet, page, found, &lines);
        }
    }
    sheet.finish()
}

/// `story.html · The Gazette · 2024-05-14 · 14 attributions, 6 speakers`
fn head(sheet: &mut Sheet, page: QuotedPage<'_>, count: usize, speakers: usize) {
    let mut facts = vec![(Ink::Heading, one_line(&page.account.article.source.uri))];
    let dates = page.published();
    let known =
        page.outlet().map(one_line).into_iter().chain(dates.first().filter(|_| dates.len() == 1).cloned());
    facts.extend(known.map(|fact| (Ink::Plain, format!(" · {fact}"))));
    let many = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let counts = match (count, speakers) {
        (0, _) => "no attributions".to_owned(),
        (_, 0) => many(count, "attribution"),
        (_, _) => format!("{}, {}", many(count, "attribution"), many(speakers, "speaker")),
    };
    facts.push((Ink::Plain, format!(" · {counts}")));
    sheet.lines(0, &facts);
}

/// The attributions of one speaker after those of another, in the order of their first words; unknown ones last.
fn by_speaker<'v>(all: &[&'v Attribution]) -> Vec<Vec<&'v Attribution>> {
    let mut places: BTreeMap<(Option<&str>, &[String]), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Attribution>> = Vec::new();
    for found in all {
        let key = (found.speaker.entity.as_deref(), found.speaker.entities.as_slice());
        let at = *places.entry(key).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(found);
    }
    groups.sort_by_key(|group| group[0].speaker.entity.is_none());
    groups
}

/// `Tamsin Orrel, Water Minister (4)`
fn speaker(page: QuotedPage<'_>, first: &Attribution, count: usize) -> Vec<Piece> {
    let name = match (&first.speaker.name, first.speaker.status) {
        (Some(name), _) => one_line(name),
        (None, "anonymous") => "No name given".to_owned(),
        (None, _) => "Speaker unknown".to_owned(),
    };
    let mut pieces = vec![(Ink::Strong, name.clone())];
    let id = page.account.attributions[first.index].speaker.entities.first().copied();
    let entity = id.and_then(|id| page.account.entity(id)).filter(|_| first.speaker.entities.is_empty());
    if let Some(role) = entity.and_then(|entity| entity.roles.first()) {
        let role = one_line(page.account.words(role.span));
        if !name.to_lowercase().contains(&role.to_lowercase()) {
            pieces.push((Ink::Plain, format!(", {role}")));
        }
    }
    pieces.push((Ink::Faint, format!(" ({count})")));
    pieces
}

fn put(sheet: &mut Sheet, page: QuotedPage<'_>, found: &Attribution, lines: &Lines) {
    let source = found.source.as_ref().and_then(|source| source.text.as_deref());
    let cue = found.cue.as_ref().and_then(|cue| cue.text.as_deref());
    let is_behind = found.source.as_ref().zip(found.cue.as_ref()).is_some_and(|(a, b)| a.span > b.span);
    let mut report: Vec<String> = source.into_iter().chain(cue).map(one_line).collect();
    if is_behind {
        report.reverse();
    }
    let report =
        if report.is_empty() { "no reporting word".to_owned() } else { report.join(" ").replace(" :", ":") };
    let place =
        start(found).map_or_else(String::new, |place| format!("line {}", lines.line(place.raw.start)));
    let confidence = f64::from(found.confidence.0.0) / 1000.0;
    let facts = format!("  {place} · {} · {confidence:.2}", found.kind);
    let pieces = [(Ink::Added, report), (Ink::Faint, facts)];
    sheet.paragraph(2, (Ink::Strong, &one_line(&found.id)), HANG, &pieces);
    for place in &found.content {
        let words = one_line(page.words(*place));
        let bytes = format!("  {}–{}", place.raw.start, place.raw.end);
        sheet.lines(HANG, &[(Ink::Plain, words), (Ink::Faint, bytes)]);
    }
    for remark in remarks(page, found) {
        sheet.paragraph(HANG, (Ink::Faint, "·"), HANG + 2, &[(Ink::Faint, remark)]);
    }
}

/// What else an editor wants to know, a line each.
fn remarks(page: QuotedPage<'_>, found: &Attribution) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(why) = &found.speaker.why {
        remarks.push(format!("speaker inferred: {}", one_line(why)));
    }
    if found.act != "asserts" {
        remarks.push(found.act.to_owned());
    }
    let attitude = found.cue.as_ref().map(|cue| cue.attitude).filter(|attitude| *attitude != "neutral");
    remarks.extend(attitude.map(|attitude| format!("{attitude} reporting word")));
    if let Some(text) = found.addressee.as_ref().and_then(|addressee| addressee.text.as_deref()) {
        remarks.push(format!("to {}", one_line(text)));
    }
    for relay in &found.relays {
        match &relay.name {
            Some(name) => remarks.push(format!("through {}", one_line(name))),
            None => {
                let words = relay.text.as_deref().map(one_line).unwrap_or_default();
                remarks.push(format!("through a report that is not named (“{words}”)"));
            }
        }
    }
    if !found.hedges.is_empty() {
        let hedges: Vec<String> = page.words_of(&found.hedges).iter().map(|hedge| one_line(hedge)).collect();
        remarks.push(format!("hedged: {}", hedges.join(", ")));
    }
    remarks.extend(found.within.as_ref().map(|outer| format!("inside {}", one_line(outer))));
    if found.zone != "body" {
        remarks.push(format!("in a {}", found.zone.replace('_', " ")));
    }
    remarks
}
