//! Which stretches are names, how far do they reach, and what kind of thing do they look like by themselves?
//!
//! Joins units to whole names ("Ministry of Transport", "US Treasury"), gives persons their titles, and leaves
//! it to `roster` which names are one entity.

use super::gazetteer::{Gender, Meaning};
use super::nouns::OfficeClass;
use super::page::{Page, is_acronym};
use super::roles::{self, Office};
use super::units::{self, Part, Unit};
use news::{EntityKind, Sentence, Tag, TokenRange};

/// Tokens after which a name takes no further part.
const LONGEST_NAME: usize = 16;

/// What a name is by the words in and around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A form of the gazetteer, whole.
    Known(Meaning),
    /// By cues; `sure` where the cue decides.
    Guess {
        /// Kind of thing.
        kind: EntityKind,
        /// Whether a cue decides.
        sure: bool,
    },
}

/// One name in its place.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// Titles and name.
    pub(super) extent: TokenRange,
    /// The name alone.
    pub(super) name: TokenRange,
    /// What it is by itself.
    pub(super) reading: Reading,
    /// By titles and given names.
    pub(super) gender: Gender,
    /// Offices and descriptions beside the name.
    pub(super) offices: Vec<Office>,
}

impl Candidate {
    /// Whether the words decide that this is a human being.
    pub(super) fn is_person(&self) -> bool {
        matches!(self.reading, Reading::Guess { kind: EntityKind::Person, .. })
    }
}

/// Units and names of one sentence.
pub(super) struct Line {
    /// Known forms, titles, capitalised stretches.
    pub(super) units: Vec<Unit>,
    /// Names, sorted by start of the name.
    pub(super) candidates: Vec<Candidate>,
}

/// The names of every sentence.
pub(super) fn find(page: &Page<'_>) -> Vec<Line> {
    page.account.sentences.iter().enumerate().map(|(index, sentence)| line(page, index, sentence)).collect()
}

fn line(page: &Page<'_>, index: usize, sentence: &Sentence) -> Line {
    let units = units::of(page, index, sentence);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        if matches!(units[at].part, Part::Title(_)) {
            at += 1;
            continue;
        }
        let (name, next, reading) = group(page, index, sentence, &units, at);
        at = next;
        let Some(reading) = reading else { continue };
        let candidate = Candidate {
            sentence: index,
            extent: name.clone(),
            name,
            reading,
            gender: Gender::Unknown,
            offices: Vec::new(),
        };
        candidates.push(candidate);
    }
    for candidate in &mut candidates {
        dress(page, sentence, &units, candidate);
    }
    roles::appositives(page, sentence, &units, &mut candidates);
    Line { units, candidates }
}

/// One name from the unit at `at` on: its tokens, the next unit to look at, and its reading; no reading for
/// adjectives of states.
fn group(
    page: &Page<'_>,
    index: usize,
    sentence: &Sentence,
    units: &[Unit],
    at: usize,
) -> (TokenRange, usize, Option<Reading>) {
    let mut last = at;
    while let Some(next) = units.get(last + 1) {
        let adjacent = next.tokens.start == units[last].tokens.end && !matches!(next.part, Part::Title(_));
        if !adjacent || !glues(page, index, units, at, last + 1) {
            break;
        }
        last += 1;
    }
    let mut name = units[at].tokens.start..units[last].tokens.end;
    while let Some(next) = of_part(page, sentence, units, name.clone(), last) {
        last = next;
        name.end = units[last].tokens.end;
    }
    let whole = page.gazetteer.meaning(page.words(name.clone()));
    let reading = match (whole, units[at].part) {
        (Some(Meaning::Demonym(_)), _) => None,
        (Some(meaning), _) => Some(Reading::Known(meaning)),
        (None, Part::Known(meaning)) if last == at => Some(Reading::Known(meaning)),
        // "Western" in "Western diplomats"
        (None, _)
            if name.len() == 1 && page.tag(name.start) == Tag::Adj && page.tag(name.end) == Tag::Noun =>
        {
            None
        }
        (None, _) => Some(guess(page, name.clone())),
    };
    (name, last + 1, reading)
}

/// Whether the unit at `next` continues the name that starts with the unit at `first`.
fn glues(page: &Page<'_>, index: usize, units: &[Unit], first: usize, next: usize) -> bool {
    let last_word = page.word(units[next].tokens.end.saturating_sub(1));
    let is_cue = page.gazetteer.cue_classes(last_word).is_some() || page.gazetteer.is_place_head(last_word);
    match (units[first].part, units[next].part) {
        (_, Part::Title(_)) | (Part::Title(_), _) => false,
        // "Russian Orthodox Church", "US Treasury", "Acme Europe Ltd"
        (_, Part::Name) if is_cue => true,
        (Part::Known(Meaning::Demonym(_)), _) => false,
        (Part::Known(meaning), Part::Name) => {
            let single = units[first].tokens.len() == 1;
            let given = single && page.gazetteer.given_name(page.word(units[first].tokens.start)).is_some();
            let place = matches!(meaning, Meaning::Capital { .. } | Meaning::Place(_) | Meaning::State(_));
            place && !page.is_title_case(index) && (given || !page.is_small(last_word))
        }
        // "Mara Paris", "East Jerusalem"
        (Part::Name, Part::Known(meaning)) => {
            let first_word = page.word(units[first].tokens.start);
            let place = matches!(meaning, Meaning::Capital { .. } | Meaning::Place(_) | Meaning::State(_));
            let single = units[first].tokens.len() == 1;
            single && place && (page.gazetteer.given_name(first_word).is_some() || is_compass(first_word))
        }
        (Part::Known(_), Part::Known(_)) => false,
        (Part::Name, Part::Name) => true,
    }
}

/// The unit that an "of" after the name adds: "Institute | of Strategic Studies".
fn of_part(
    page: &Page<'_>,
    sentence: &Sentence,
    units: &[Unit],
    name: TokenRange,
    last: usize,
) -> Option<usize> {
    let head = page.word(name.end.checked_sub(1)?);
    let opener = page.word(name.end);
    if name.end >= sentence.tokens.end || name.len() > LONGEST_NAME {
        return None;
    }
    let cue = page.gazetteer.cue_classes(head).is_some();
    let fits = match opener {
        "of" => {
            cue || page.gazetteer.is_place_head(head)
                || matches!(head, "Republic" | "Kingdom" | "House" | "State")
        }
        "for" => cue,
        "and" | "," => {
            let topical = name.clone().take(3).any(|token| {
                matches!(
                    page.word(token),
                    "Ministry" | "Department" | "Office" | "Bureau" | "Committee" | "Institute"
                )
            });
            let inside =
                page.words(name.clone()).contains(" of ") || page.words(name.clone()).contains(" for ");
            opener == "and" && topical && inside
        }
        _ => false,
    };
    let mut start = name.end + 1;
    if page.word(start) == "the" && opener != "and" {
        start += 1;
    }
    let next = units.get(last + 1)?;
    let plain = matches!(next.part, Part::Name)
        || opener == "of"
            && matches!(
                next.part,
                Part::Known(Meaning::State(_) | Meaning::Place(_) | Meaning::Capital { .. })
            );
    let topic = opener != "and" || !is_acronym(page.word(next.tokens.start));
    (fits && plain && topic && next.tokens.start == start).then_some(last + 1)
}

/// What an unknown name looks like.
fn guess(page: &Page<'_>, name: TokenRange) -> Reading {
    let sure = |kind| Reading::Guess { kind, sure: true };
    let first = page.word(name.start);
    let last = page.word(name.end - 1);
    let before = name.start.checked_sub(1).map_or("", |token| page.word(token));
    let is_cue = |token: u32| page.gazetteer.cue_classes(page.word(token)).is_some();
    let given = page.gazetteer.given_name(first).is_some() && name.len() >= 2;
    if given
        && name.len() <= 3
        && !before.eq_ignore_ascii_case("the")
        && !page.words(name.clone()).contains(" of ")
    {
        let company = matches!(
            last,
            "Inc" | "Inc." | "Corp" | "Corp." | "Ltd" | "Ltd." | "Co" | "Co." | "LLC" | "plc" | "PLC"
        );
        return sure(if company { EntityKind::Organisation } else { EntityKind::Person });
    }
    let takes_of = |token: u32| token + 1 < name.end && matches!(page.word(token + 1), "of" | "for");
    if is_cue(name.end - 1) || name.clone().any(|token| is_cue(token) && takes_of(token)) {
        return sure(EntityKind::Organisation);
    }
    if page.gazetteer.is_place_head(last) || page.gazetteer.is_place_head(first) && name.len() >= 2 {
        return sure(EntityKind::Place);
    }
    if name.len() == 1 && is_acronym(first) {
        return sure(EntityKind::Organisation);
    }
    let initial = name.clone().any(|token| page.word(token).len() == 2 && page.word(token).ends_with('.'));
    if initial && name.len() >= 2 {
        return sure(EntityKind::Person);
    }
    if name.len() >= 2
        && matches!(page.gazetteer.meaning(last), Some(Meaning::Place(_) | Meaning::State(_)))
        && is_compass(first)
    {
        return sure(EntityKind::Place);
    }
    unknown(page, name)
}

/// The likeliest kind of a name without any cue.
fn unknown(page: &Page<'_>, name: TokenRange) -> Reading {
    let weak = |kind| Reading::Guess { kind, sure: false };
    let (first, last) = (page.word(name.start), page.word(name.end - 1));
    let before = name.start.checked_sub(1).map_or("", |token| page.word(token));
    let titled = page.tag(name.end) == Tag::Punct
        && before.starts_with(['"', '“', '‘', '\'', '«'])
        && page.word(name.end).starts_with(['"', '”', '’', '\'', '»']);
    if titled || name.len() > 4 {
        return weak(EntityKind::Other);
    }
    let speaks = super::discourse::speaks(page, name.clone());
    if name.len() == 1 {
        let person = speaks || page.gazetteer.given_name(first).is_some();
        let locative = matches!(before, "in" | "In" | "near" | "Near" | "outside" | "around" | "across");
        return weak(match (person, locative) {
            (true, false) => EntityKind::Person,
            (_, true) => EntityKind::Place,
            (false, false) => EntityKind::Other,
        });
    }
    if page.gazetteer.is_name_head(last) {
        return weak(EntityKind::Organisation);
    }
    if matches!(before, "in" | "In" | "near" | "Near") && name.len() == 2 {
        return weak(EntityKind::Place);
    }
    let known_inside = name.clone().any(|token| page.gazetteer.meaning(page.word(token)).is_some());
    let common_inside = name
        .clone()
        .any(|token| page.tag(token) != Tag::Propn || page.gazetteer.is_name_head(page.word(token)));
    if before.eq_ignore_ascii_case("the") || known_inside || common_inside && !speaks {
        return weak(EntityKind::Other);
    }
    weak(EntityKind::Person)
}

/// "South Salt", "New Salt": the word before makes a new place of a known one.
fn is_compass(word: &str) -> bool {
    matches!(
        word,
        "North"
            | "South"
            | "East"
            | "West"
            | "Northern"
            | "Southern"
            | "Eastern"
            | "Western"
            | "Central"
            | "New"
            | "Greater"
            | "Upper"
            | "Lower"
    )
}

/// Titles before the name and what they tell.
fn dress(page: &Page<'_>, sentence: &Sentence, units: &[Unit], candidate: &mut Candidate) {
    let mut titles = Vec::new();
    let mut start = candidate.name.start;
    while let Some(unit) = units::before(units, start).filter(|unit| unit.tokens.end + 1 >= start) {
        let gap_is_stop = unit.tokens.end == start || page.word(unit.tokens.end) == ".";
        let Part::Title(title) = unit.part else { break };
        if !gap_is_stop {
            break;
        }
        start = unit.tokens.start;
        titles.push((unit.tokens.clone(), title));
    }
    let person_noun = roles::person_noun_before(page, sentence, candidate.name.start);
    if titles.is_empty() && person_noun.is_none() {
        if candidate.is_person() {
            candidate.gender = page.gazetteer.given_name(page.word(candidate.name.start)).unwrap_or_default();
        }
        return;
    }
    if matches!(candidate.reading, Reading::Known(_)) && !is_honorific_or_given(page, &titles, candidate) {
        return;
    }
    if matches!(candidate.reading, Reading::Guess { kind: EntityKind::Organisation, sure: true }) {
        return;
    }
    candidate.reading = Reading::Guess { kind: EntityKind::Person, sure: true };
    candidate.gender = page.gazetteer.given_name(page.word(candidate.name.start)).unwrap_or_default();
    for (_, title) in &titles {
        if title.gender != Gender::Unknown {
            candidate.gender = title.gender;
        }
    }
    let offices: Vec<&(TokenRange, super::nouns::Title)> =
        titles.iter().filter(|(_, title)| title.class != OfficeClass::Honorific).collect();
    let head = offices.first().map(|(tokens, title)| (tokens.end, title.class));
    if let Some((end, class)) = head.or(person_noun.map(|end| (end, OfficeClass::Other("person")))) {
        let first = offices.last().map_or(end - 1, |(tokens, _)| tokens.start);
        let from = roles::reach_left(page, sentence, units, first);
        candidate.offices.push(Office { tokens: from..end, class });
        start = start.min(from);
    }
    candidate.extent.start = start;
}

/// "Mr Paris" and "President Jordan Quill" are people, "minister Norway" is none.
fn is_honorific_or_given(
    page: &Page<'_>,
    titles: &[(TokenRange, super::nouns::Title)],
    candidate: &Candidate,
) -> bool {
    let honorific = titles.iter().any(|(_, title)| title.class == OfficeClass::Honorific);
    honorific
        || candidate.name.len() > 1 && page.gazetteer.given_name(page.word(candidate.name.start)).is_some()
}

/// Whether a token can stand inside a noun phrase before its head.
pub(super) fn is_modifier(tag: Tag) -> bool {
    matches!(tag, Tag::Adj | Tag::Noun | Tag::Propn)
}
