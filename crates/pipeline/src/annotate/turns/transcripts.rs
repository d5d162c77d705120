//! Whose turn is it? Paragraphs that begin with a speaker's name and a colon: "OKORO: We will appeal."
//!
//! One such paragraph may be a heading, a score or a caption; several of several people are a transcript, and each turn
//! is direct speech though no quotation marks stand around it. Reports inside a turn are nested in it. Runs after
//! attributions are found and replaces those that took a turn for something else.

use crate::fold;
use news::{
    Account, Act, Attitude, Attribution, AttributionKind, Cue, Entity, EntityId, EntityKind, Mention,
    MentionForm, Score, Span, Speaker, SpeakerStatus, ZoneKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of the longest label.
const LONGEST_LABEL: usize = 40;

/// Most words of a label: titles, names.
const LABEL_WORDS: usize = 4;

/// Words that make a turn more than a score or an exclamation.
const LONG_TURN: usize = 8;

/// Paragraphs without a label between two turns that still belong to the first.
const MOST_BETWEEN: usize = 2;

/// How sure a turn's speaker is.
const CONFIDENCE: Score = Score(900);

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

/// One paragraph or more of one speaker.
struct Turn {
    label: Span,
    colon: Span,
    /// The words, a span for each paragraph.
    content: Vec<Span>,
    /// The label, folded, without titles.
    name: String,
    in_capitals: bool,
}

/// Adds the turns of a transcript to the attributions, if the account holds one.
pub(crate) fn find(account: &mut Account) {
    let turns = turns(account);
    if turns.len() < 2 {
        return;
    }
    let people = people(account);
    if !is_transcript(account, &people, &turns) {
        return;
    }
    let speakers = speakers(account, &people, &turns);
    let spoken: Vec<Attribution> =
        turns.iter().zip(speakers).map(|(turn, speaker)| attribution(account, turn, speaker)).collect();
    merge(account, &turns, spoken);
}

/// Paragraphs that look like turns, with the paragraphs that go on with them.
fn turns(account: &Account) -> Vec<Turn> {
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
    let length = bare.bytes().take(LONGEST_LABEL).position(|byte| byte == b':')?;
    let (label, rest) = (bare.get(..length)?.trim_end(), bare.get(length + 1..)?);
    let is_label = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    if label.is_empty() || !label.chars().all(is_label) || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let parts: Vec<&str> = label.split_whitespace().collect();
    let is_capitalised = parts.iter().all(|word| word.starts_with(char::is_uppercase));
    if parts.len() > LABEL_WORDS || !is_capitalised {
        return None;
    }
    let colon = start + length;
    let content = spoken_words(account, Span::new(colon + 1, paragraph.end as usize))?;
    Some(Turn {
        label: Span::new(start, start + label.len()),
        colon: Span::new(colon, colon + 1),
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
fn is_transcript(account: &Account, people: &BTreeMap<String, EntityId>, turns: &[Turn]) -> bool {
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
fn people(account: &Account) -> BTreeMap<String, EntityId> {
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
fn person(people: &BTreeMap<String, EntityId>, name: &str) -> Option<EntityId> {
    people.get(name.rsplit(' ').next().unwrap_or(name)).copied()
}

/// Who speaks each turn. Labels that name nobody known are people of their own.
fn speakers(account: &mut Account, people: &BTreeMap<String, EntityId>, turns: &[Turn]) -> Vec<EntityId> {
    let own = (0..).zip(&account.entities);
    let mentioned: BTreeSet<(u32, u32)> = own
        .flat_map(|(id, entity)| entity.mentions.iter().map(move |mention| (id, mention.span.start)))
        .collect();
    let mut known: BTreeMap<String, EntityId> = BTreeMap::new();
    let mut speakers = Vec::with_capacity(turns.len());
    for turn in turns {
        let id = match known.get(&turn.name) {
            Some(id) => *id,
            None => {
                let id = person(people, &turn.name).unwrap_or_else(|| add(account, turn));
                known.insert(turn.name.clone(), id);
                id
            }
        };
        speakers.push(id);
        if mentioned.range((id.0, turn.label.start)..(id.0, turn.label.end)).next().is_none() {
            note_mention(account, id, turn.label);
        }
    }
    for entity in &mut account.entities {
        entity.mentions.sort_by_key(|mention| mention.span);
    }
    speakers
}

fn add(account: &mut Account, turn: &Turn) -> EntityId {
    let first = turn.name.split(' ').next().unwrap_or("");
    let entity = Entity {
        name: account.words(turn.label).to_owned(),
        kind: EntityKind::Person,
        roles: Vec::new(),
        mentions: Vec::new(),
        anonymous: NAMELESS.contains(&first),
    };
    account.entities.push(entity);
    EntityId(account.entities.len() as u32 - 1)
}

fn note_mention(account: &mut Account, id: EntityId, label: Span) {
    let Some(entity) = account.entities.get_mut(id.0 as usize) else { return };
    let form = if entity.anonymous { MentionForm::Role } else { MentionForm::Name };
    entity.mentions.push(Mention { span: label, form });
}

fn attribution(account: &Account, turn: &Turn, speaker: EntityId) -> Attribution {
    let asks = turn.content.last().is_some_and(|span| account.words(*span).ends_with('?'));
    let anonymous = account.entity(speaker).is_some_and(|entity| entity.anonymous);
    let status = if anonymous { SpeakerStatus::Anonymous } else { SpeakerStatus::Resolved };
    Attribution {
        kind: AttributionKind::Direct,
        act: if asks { Act::Asks } else { Act::Asserts },
        source: Some(turn.label),
        cue: Some(Cue { span: turn.colon, lemma: ":".into(), attitude: Attitude::Neutral }),
        content: turn.content.clone(),
        quoted: turn.content.clone(),
        speaker: Speaker { entities: vec![speaker], status, why: None },
        addressee: None,
        within: None,
        relays: Vec::new(),
        hedges: Vec::new(),
        zone: ZoneKind::Body,
        deed: false,
        confidence: CONFIDENCE,
    }
}

/// Puts the turns among the attributions. What was taken for a quotation without a speaker inside a turn goes.
fn merge(account: &mut Account, turns: &[Turn], spoken: Vec<Attribution>) {
    let turn_of = |span: Span| -> Option<usize> {
        let next = turns.partition_point(|turn| turn.label.start <= span.start);
        let turn = next.checked_sub(1)?;
        let last = turns[turn].content.last()?;
        (span.start < last.end).then_some(turn)
    };
    let stays = |found: &Attribution| {
        let Some(first) = found.content.first() else { return false };
        let Some(turn) = turn_of(*first) else { return true };
        let has_label = found.source.is_some_and(|source| source.overlaps(turns[turn].label));
        found.cue.is_some() && found.source.is_some() && !has_label
    };
    let old = std::mem::take(&mut account.attributions);
    let mut all: Vec<(Attribution, Option<usize>, Option<usize>)> = Vec::new();
    for (index, found) in old.into_iter().enumerate().filter(|(_, found)| stays(found)) {
        let turn = found.content.first().and_then(|span| turn_of(*span));
        all.push((found, Some(index), turn));
    }
    all.extend(spoken.into_iter().map(|found| (found, None, None)));
    all.sort_by_key(|(found, index, _)| {
        let start = found.content.first().map_or(0, |span| span.start);
        let end = found.content.last().map_or(0, |span| span.end);
        (start, std::cmp::Reverse(end), index.is_some(), *index)
    });
    let moved: BTreeMap<usize, u32> =
        (0..).zip(&all).filter_map(|(at, (_, index, _))| index.map(|index| (index, at))).collect();
    let turns_at: Vec<u32> =
        (0..).zip(&all).filter(|(_, (_, index, _))| index.is_none()).map(|(at, _)| at).collect();
    account.attributions = all
        .into_iter()
        .map(|(mut found, index, turn)| {
            let outer = found.within.and_then(|outer| moved.get(&(outer as usize)).copied());
            let turn = turn.filter(|_| index.is_some()).and_then(|turn| turns_at.get(turn).copied());
            found.within = outer.or(turn);
            found
        })
        .collect();
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
