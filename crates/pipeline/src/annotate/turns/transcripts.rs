//! Whose turn is it? Paragraphs that begin with a speaker's name and a colon: "OKORO: We will appeal."
//!
//! One such paragraph may be a heading, a score or a caption; several of several people are a transcript, and each turn
//! is direct speech though no quotation marks stand around it.

use super::Turn;
use crate::fold;
use crate::read::shape::speaker;
use news::{Account, Entity, EntityId, EntityKind, Span, ZoneKind};
use std::collections::BTreeMap;

/// Words that make a turn more than a score or an exclamation.
const LONG_TURN: usize = 8;

/// Paragraphs without a label between two turns that still belong to the first.
const MOST_BETWEEN: usize = 2;

/// Labels of people whose names a transcript does not give.
const NAMELESS: [&str; 10] = [
    "q",
    "a",
    "question",
    "answer",
    "reporter",
    "moderator",
    "interviewer",
    "audience",
    "speaker",
    "unidentified",
];

/// Paragraphs that look like turns, with the paragraphs that go on with them.
pub(super) fn turns(account: &Account) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut between: Vec<Span> = Vec::new();
    for &paragraph in &account.article.paragraphs {
        let zone = account.article.zone_at(paragraph.start as usize).map(|zone| zone.kind);
        if zone != Some(ZoneKind::Body) {
            continue;
        }
        match turn(account, paragraph) {
            Some(turn) => {
                if let Some(last) = turns.last_mut().filter(|_| between.len() <= MOST_BETWEEN) {
                    last.content.append(&mut between);
                }
                between.clear();
                turns.push(turn);
            }
            None if between.len() <= MOST_BETWEEN => {
                between.extend(spoken_words(account, paragraph).filter(|_| !turns.is_empty()));
            }
            None => {}
        }
    }
    turns
}

/// A paragraph as a turn: its label, its colon and its words.
fn turn(account: &Account, paragraph: Span) -> Option<Turn> {
    let words = account.words(paragraph);
    let bare = words.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    let start = paragraph.start as usize + words.len() - bare.len();
    let (label, rest) = speaker(bare)?;
    let colon = start + bare.len() - rest.len() - 1;
    let content = spoken_words(account, Span::new(colon + 1, paragraph.end as usize))?;
    Some(Turn {
        label: Some(Span::new(start, start + label.len())),
        cue: Some(Span::new(colon, colon + 1)),
        content: vec![content],
        name: fold::text(label).trim_end_matches('.').to_owned(),
        in_capitals: !label.chars().any(char::is_lowercase),
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '«' | '„' | '‘')
}

/// The words of a paragraph without quotation marks around all of it; `None` for remarks in brackets.
fn spoken_words(account: &Account, paragraph: Span) -> Option<Span> {
    let words = account.words(paragraph);
    let is_edge = |c: char| c.is_whitespace() || is_mark(c);
    let front = words.len() - words.trim_start_matches(is_edge).len();
    let inner = words.trim_start_matches(is_edge);
    // A mark at the end is one of the paragraph's own only if it opened with one.
    let opened = words.trim_start().starts_with(is_mark);
    let inner = if opened { inner.trim_end_matches(is_edge) } else { inner.trim_end() };
    let start = paragraph.start as usize + front;
    let is_remark = inner.starts_with(['(', '[']) && inner.trim_end_matches('.').ends_with([')', ']']);
    (!inner.is_empty() && !is_remark).then(|| Span::new(start, start + inner.len()))
}

/// Whether turns are those of people talking: several, of several people, and not all short.
pub(super) fn is_transcript(account: &Account, people: &BTreeMap<String, EntityId>, turns: &[Turn]) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for turn in turns {
        *counts.entry(&turn.name).or_default() += 1;
    }
    let words = |turn: &Turn| -> usize {
        turn.content.iter().map(|span| account.words(*span).split_whitespace().count()).sum()
    };
    let long = turns.iter().filter(|turn| words(turn) >= LONG_TURN).count();
    let repeated = counts.values().any(|count| *count > 1);
    let capitals = turns.iter().filter(|turn| turn.in_capitals).count();
    let known = counts.keys().filter(|name| person(people, name).is_some()).count();
    let several = counts.len() >= 2;
    let written_so = 2 * capitals > turns.len() && (repeated && turns.len() >= 3 || known >= 2);
    several && 3 * long >= turns.len() && (written_so || repeated && known >= 2 && turns.len() >= 3)
}

/// The people of the account by the folded last word of their names; of several the one with the longest.
pub(super) fn people(account: &Account) -> BTreeMap<String, EntityId> {
    let mut people: BTreeMap<String, (usize, EntityId)> = BTreeMap::new();
    for (index, entity) in (0..).zip(&account.entities) {
        if entity.kind != EntityKind::Person || entity.anonymous {
            continue;
        }
        let full = fold::text(&entity.name);
        let last = full.rsplit(' ').next().unwrap_or("").to_owned();
        let best = people.entry(last).or_insert((0, EntityId(index)));
        if full.len() > best.0 {
            *best = (full.len(), EntityId(index));
        }
    }
    people.into_iter().map(|(last, (_, id))| (last, id)).collect()
}

/// The person whom a label names, by its last word.
pub(super) fn person(people: &BTreeMap<String, EntityId>, name: &str) -> Option<EntityId> {
    people.get(name.rsplit(' ').next().unwrap_or(name)).copied()
}

/// A speaker whom only the labels name.
pub(super) fn stranger(account: &Account, turn: &Turn, label: Span) -> Entity {
    let first = turn.name.split(' ').next().unwrap_or("");
    Entity {
        name: account.words(label).to_owned(),
        kind: EntityKind::Person,
        roles: Vec::new(),
        mentions: Vec::new(),
        anonymous: NAMELESS.contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Kit, Page, annotate, read};
    use news::{Account, AttributionKind};

    fn account(text: &str) -> Account {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = Page { id: "a".into(), bytes: text.into(), ..Page::default() };
        read(&kit, page).and_then(|article| annotate(&kit, article)).value
    }

    const FRONT: &str = "Mayor defends bridge\n\nMayor Ruth Okoro spoke with Piet Hallam of Radio Ellery on Sunday \
        about the bridge and its cracks. A partial transcript follows.\n\n";

    #[test]
    fn turns_are_the_direct_speech_of_the_people_whom_their_labels_name() {
        let text = format!(
            "{FRONT}HALLAM: Why was the bridge not closed in March, when the engineers asked for it?\n\nOKORO: No.\n\n\
             (CROSSTALK)\n\nHALLAM: The union says that it wrote to you twice before the crack was found.\n\nOKORO: We \
             were never told that it was at risk, and the union said nothing of the kind."
        );
        let account = account(&text);
        let turns: Vec<(String, &str)> = account
            .attributions
            .iter()
            .filter(|found| found.cue.as_ref().is_some_and(|cue| cue.lemma == ":"))
            .map(|found| {
                assert_eq!(found.kind, AttributionKind::Direct);
                let speaker = account.entity(found.speaker.entities[0]).expect("a speaker");
                (speaker.name.clone(), account.words(found.content[0]))
            })
            .collect();
        let names: Vec<&str> = turns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Piet Hallam", "Ruth Okoro", "Piet Hallam", "Ruth Okoro"]);
        assert_eq!(turns[1].1, "No.");
        let mut nested = account.attributions.iter().filter(|found| found.within.is_some());
        assert!(nested.any(|found| account.words(found.content[0]).contains("wrote to you twice")));
    }

    #[test]
    fn scores_and_headings_are_no_turns() {
        let text = format!(
            "{FRONT}Okoro: 45 percent\n\nHallam: 43 percent\n\nOkoro: 12 seats\n\nUPDATE: The bridge was closed on Monday \
             evening, the harbour office said.\n\nThe mayor will speak again on Friday about what the town can do."
        );
        let account = account(&text);
        assert!(
            !account.attributions.iter().any(|found| found.cue.as_ref().is_some_and(|cue| cue.lemma == ":"))
        );
    }
}
