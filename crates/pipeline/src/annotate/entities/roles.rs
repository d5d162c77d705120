//! Which offices and descriptions does the text give a name? Before it ("Finance Minister Mara Quill") and
//! beside it ("Mara Quill, an expert in tides from the Institute of Salt,").

use super::names::{Candidate, Reading, is_modifier};
use super::nouns::{NounClass, OfficeClass};
use super::page::Page;
use super::units::{self, Part, Unit};
use news::{EntityKind, Sentence, Tag, TokenRange};

/// Longest appositive that is looked at, in tokens.
const LONGEST_APPOSITIVE: u32 = 30;

/// How far a phrase is followed to the left, in tokens.
const LONGEST_REACH: u32 = 12;

/// Nouns of time before a title that belong to the clause and not to the office.
const TIMES: [&str; 10] =
    ["day", "week", "month", "year", "morning", "evening", "afternoon", "night", "time", "weekend"];

/// An office or description in the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    /// The words, without the name.
    pub(super) tokens: TokenRange,
    /// The family of its head word.
    pub(super) class: OfficeClass,
}

/// The first token of the phrase whose head begins at `first`: modifiers, states and organisations before it.
pub(super) fn reach_left(page: &Page<'_>, sentence: &Sentence, units: &[Unit], first: u32) -> u32 {
    let mut start = first;
    let limit = first.saturating_sub(LONGEST_REACH).max(sentence.tokens.start);
    while start > limit {
        let before = start - 1;
        if let Some(unit) = units::ending_at(units, start) {
            start = unit.tokens.start;
            continue;
        }
        let word = page.word(before);
        let possessive = matches!(word, "'s" | "’s" | "'" | "’") && before > sentence.tokens.start && {
            let owner = page.tag(before - 1);
            matches!(owner, Tag::Noun | Tag::Propn) || units::ending_at(units, before).is_some()
        };
        let plain = is_modifier(page.tag(before))
            && !TIMES.contains(&page.lemma(before))
            && (word.starts_with(char::is_lowercase) || page.tag(before) == Tag::Adj);
        if !possessive && !plain {
            break;
        }
        start = before;
    }
    start
}

/// The end of a noun for a person right before a name: "villager | Anna Okoro".
pub(super) fn person_noun_before(page: &Page<'_>, sentence: &Sentence, name: u32) -> Option<u32> {
    let before = name.checked_sub(1).filter(|before| *before >= sentence.tokens.start)?;
    let noun = page.gazetteer.nouns.get(page.word(before))?;
    let plain = noun.class == NounClass::Person && !noun.plural;
    (plain && matches!(page.tag(before), Tag::Noun | Tag::Propn)).then_some(name)
}

/// Adds offices that stand beside names, parted by commas.
pub(super) fn appositives(
    page: &Page<'_>,
    sentence: &Sentence,
    units: &[Unit],
    candidates: &mut [Candidate],
) {
    let organisations: Vec<TokenRange> = candidates
        .iter()
        .filter(|other| !other.is_person() && is_organisation(other.reading))
        .map(|other| other.name.clone())
        .collect();
    for candidate in candidates {
        if !may_be_person(candidate) {
            continue;
        }
        let after = after_name(page, sentence, units, candidate.name.end);
        let found = after.or_else(|| before_name(page, sentence, units, candidate));
        let Some(mut office) = found else { continue };
        // A name at the end of the phrase is kept whole ("Institute of Salt | and Water").
        let after = organisations.partition_point(|tokens| tokens.start < office.tokens.end);
        if let Some(last) = organisations[..after].last() {
            office.tokens.end = office.tokens.end.max(last.end);
        }
        candidate.reading = Reading::Guess { kind: EntityKind::Person, sure: true };
        let first = organisations.partition_point(|tokens| tokens.start <= office.tokens.start);
        let affiliation = organisations.get(first).filter(|tokens| tokens.end <= office.tokens.end).cloned();
        let class = office.class;
        candidate.offices.push(office);
        if let Some(tokens) = affiliation {
            candidate.offices.push(Office { tokens, class });
        }
    }
}

fn may_be_person(candidate: &Candidate) -> bool {
    match candidate.reading {
        Reading::Known(_) => false,
        Reading::Guess { kind, sure } => match kind {
            EntityKind::Person => true,
            EntityKind::Organisation | EntityKind::Place | EntityKind::State | EntityKind::Other => {
                !sure && candidate.name.len() > 1
            }
        },
    }
}

fn is_organisation(reading: Reading) -> bool {
    use super::gazetteer::Meaning;
    match reading {
        Reading::Known(meaning) => matches!(meaning, Meaning::Organisation(_) | Meaning::Outlet(_)),
        Reading::Guess { kind, .. } => kind == EntityKind::Organisation,
    }
}

/// ", an expert in tides from the Institute of Salt," after a name that ends at `end`.
fn after_name(page: &Page<'_>, sentence: &Sentence, units: &[Unit], end: u32) -> Option<Office> {
    if page.word(end) != "," || end + 1 >= sentence.tokens.end {
        return None;
    }
    let start = end + 1;
    let (head_end, class) = head(page, sentence, units, start)?;
    // "Mara Quill, Prime Minister Lena Osk and ..." is a list of people.
    let names_next = units::starting_at(units, head_end).is_some_and(|unit| unit.part == Part::Name);
    if names_next {
        return None;
    }
    let limit = sentence.tokens.end.min(start + LONGEST_APPOSITIVE);
    let mut stop = head_end;
    while stop < limit && !ends_appositive(page, units, stop) {
        stop += 1;
    }
    Some(Office { tokens: start..stop, class })
}

/// "The finance minister, Mara Quill," with the comma before the name.
fn before_name(
    page: &Page<'_>,
    sentence: &Sentence,
    units: &[Unit],
    candidate: &Candidate,
) -> Option<Office> {
    let comma = candidate.extent.start.checked_sub(1)?;
    if page.word(comma) != "," || comma <= sentence.tokens.start {
        return None;
    }
    let closes = page.word(candidate.name.end) == "," || page.in_verb_group(candidate.name.end);
    let unit = units::ending_at(units, comma);
    let (first, class) = match unit.map(|unit| (unit.tokens.start, unit.part)) {
        Some((start, Part::Title(title))) if title.class != OfficeClass::Honorific => (start, title.class),
        Some(_) => return None,
        None => {
            let noun = page.gazetteer.nouns.get(page.word(comma - 1))?;
            (noun.class == NounClass::Person && !noun.plural)
                .then_some((comma - 1, OfficeClass::Other("person")))?
        }
    };
    let start = reach_left(page, sentence, units, first);
    let opener = start.checked_sub(1).filter(|token| *token >= sentence.tokens.start)?;
    let definite =
        matches!(page.tag(opener), Tag::Det | Tag::Pron) || page.words(start..comma).contains('\'');
    (closes && definite).then_some(Office { tokens: start..comma, class })
}

/// The end and class of the first person noun or office in the base noun phrase at `start`.
fn head(page: &Page<'_>, sentence: &Sentence, units: &[Unit], start: u32) -> Option<(u32, OfficeClass)> {
    let mut at = start;
    let mut found = None;
    while at < sentence.tokens.end {
        if let Some(unit) = units::starting_at(units, at) {
            match unit.part {
                Part::Title(title) if title.class == OfficeClass::Honorific => return None,
                Part::Title(title) => found = Some((unit.tokens.end, title.class)),
                Part::Known(_) | Part::Name => {}
            }
            at = unit.tokens.end;
            continue;
        }
        let tag = page.tag(at);
        let inside = is_modifier(tag)
            || matches!(tag, Tag::Det | Tag::Num | Tag::Part)
            || tag == Tag::Pron && at == start
            || matches!(page.word(at), "'s" | "’s");
        if !inside {
            break;
        }
        let noun = page.gazetteer.nouns.get(page.word(at));
        if noun.is_some_and(|noun| noun.class == NounClass::Person && !noun.plural) && tag != Tag::Adj {
            found = Some((at + 1, OfficeClass::Other("person")));
        }
        at += 1;
    }
    // The head is the last word of the phrase: "spokesman" in "ministry spokesman", not in "spokesman fees".
    found.filter(|(end, _)| *end == at)
}

fn ends_appositive(page: &Page<'_>, units: &[Unit], at: u32) -> bool {
    let word = page.word(at);
    if page.tag(at) == Tag::Punct && !matches!(word, "-" | "'" | "’") {
        return true;
    }
    if matches!(page.tag(at), Tag::Verb | Tag::Aux | Tag::Sconj)
        || matches!(word, "who" | "which" | "that" | "whose")
    {
        return true;
    }
    page.tag(at) == Tag::Cconj
        && units::starting_at(units, at + 1).is_some_and(|unit| unit.part == Part::Name)
}
