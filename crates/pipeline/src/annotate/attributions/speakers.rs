//! Which entity is the source? Looks up mentions under the source span; infers where only position tells.

use super::continuity::{self, People};
use super::reader::Reader;
use super::{Draft, Place};
use news::{EntityId, EntityKind, MentionForm, Span, Speaker, SpeakerStatus, Tag};

/// The speaker of every draft, in order of content.
pub(super) fn resolve(reader: &Reader<'_>, drafts: &[Draft]) -> Vec<Speaker> {
    let people = People::new(reader);
    let mut speakers: Vec<Speaker> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let speaker = match draft.place {
            Place::Cued => known(reader, &people, &drafts[..index], &speakers, draft),
            Place::Paragraph => before(reader, drafts, &speakers, index),
            Place::Fragment => beside(reader, drafts, &speakers, index),
        };
        speakers.push(speaker);
    }
    speakers
}

fn unknown() -> Speaker {
    Speaker { entities: Vec::new(), status: SpeakerStatus::Unknown, why: None }
}

/// By the words of the source, else by who spoke before.
fn known(
    reader: &Reader<'_>,
    people: &People,
    before: &[Draft],
    speakers: &[Speaker],
    draft: &Draft,
) -> Speaker {
    let found = named(reader, draft);
    let Some(source) = draft.source else { return found };
    if found.entities.is_empty()
        && let Some(id) = people.by_name(reader, source)
    {
        return Speaker { entities: vec![id], status: SpeakerStatus::Resolved, why: None };
    }
    // "she": nobody, or only somebody without a name, who is a poor antecedent beside one who just spoke.
    let is_weak = matches!(found.status, SpeakerStatus::Unknown | SpeakerStatus::Anonymous);
    let going_on = continuity::pronoun(reader, source)
        .filter(|_| is_weak)
        .and_then(|gender| continuity::goes_on(reader, people, before, speakers, source, gender));
    match going_on {
        Some(speaker) if found.entities.is_empty() || is_named(reader, &speaker) => speaker,
        Some(_) | None => found,
    }
}

fn is_named(reader: &Reader<'_>, speaker: &Speaker) -> bool {
    speaker.entities.iter().filter_map(|id| reader.account.entity(*id)).all(|entity| !entity.anonymous)
}

/// By the words of the source.
fn named(reader: &Reader<'_>, draft: &Draft) -> Speaker {
    let Some(source) = draft.source else { return unknown() };
    let entities = entities_of(reader, source);
    let Some(first) = entities.first().and_then(|&id| reader.account.entity(id)) else {
        let tokens = reader.account.tokens_in(source);
        let pronoun = tokens.len() == 1 && reader.tag(tokens.start) == Tag::Pron;
        let status = if pronoun { SpeakerStatus::Unknown } else { SpeakerStatus::Anonymous };
        return Speaker { entities, status, why: None };
    };
    let status = if first.anonymous { SpeakerStatus::Anonymous } else { SpeakerStatus::Resolved };
    Speaker { entities, status, why: None }
}

/// Entities that the heads of a source stand for: of coordinated parts each, of appositions the first that is
/// known.
fn entities_of(reader: &Reader<'_>, source: Span) -> Vec<EntityId> {
    let tokens = reader.account.tokens_in(source);
    let joint = tokens.clone().any(|token| reader.tag(token) == Tag::Cconj);
    let mut found: Vec<EntityId> = Vec::new();
    for part in parts(reader, source) {
        let ids = match best_mention(reader, part) {
            Some(id) => vec![id],
            // "both ministers": a plural mention stands with each of its members.
            None => plural(reader, part),
        };
        if joint || found.is_empty() {
            found.extend(ids);
        } else if let [id] = ids.as_slice()
            && begins_with_name(reader, part, *id)
        {
            // "the mayor of Ellery, Ruth Okoro": the name behind the description.
            found = ids;
        }
        if !joint && found.iter().any(|id| !is_anonymous(reader, *id)) {
            break;
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|id| seen.insert(*id));
    found
}

/// Whether a phrase is the name of a person from its first word on.
fn begins_with_name(reader: &Reader<'_>, phrase: Span, id: EntityId) -> bool {
    let is_person = reader.account.entity(id).is_some_and(|entity| entity.kind == EntityKind::Person);
    is_person
        && !is_anonymous(reader, id)
        && reader.mentions(phrase).any(|(span, form, other)| {
            *other == id && *form == MentionForm::Name && span.start <= phrase.start
        })
}

fn is_anonymous(reader: &Reader<'_>, id: EntityId) -> bool {
    reader.account.entity(id).is_some_and(|entity| entity.anonymous)
}

/// The parts of a source between commas and conjunctions.
fn parts(reader: &Reader<'_>, source: Span) -> Vec<Span> {
    let tokens = reader.account.tokens_in(source);
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for token in tokens.clone() {
        if reader.tag(token) == Tag::Cconj || reader.is_comma(token) {
            if start < token {
                parts.push(reader.span(start..token));
            }
            start = token + 1;
        }
    }
    if start < tokens.end {
        parts.push(reader.span(start..tokens.end));
    }
    parts
}

/// The token that a noun phrase is about: its last one before "of" and the like.
fn head(reader: &Reader<'_>, phrase: Span) -> Option<Span> {
    let tokens = reader.account.tokens_in(phrase);
    let joint = |token: &u32| {
        matches!(reader.word(*token), "of" | "for" | "from" | "in" | "at" | "with" | "who" | "which")
    };
    let end = tokens.clone().skip(1).find(joint).unwrap_or(tokens.end);
    let last =
        (tokens.start..end).rev().find(|token| reader.tag(*token).is_nominal()).or(tokens.clone().next())?;
    Some(reader.span(last..last + 1))
}

/// The mention that covers most of a phrase; of equal ones, that of a person.
fn best_mention(reader: &Reader<'_>, phrase: Span) -> Option<EntityId> {
    let key = |&(span, _, id): &(Span, MentionForm, EntityId)| {
        let shared = span.intersection(phrase).map_or(0, Span::len);
        (shared, reader.account.entity(id).map_or(0, |entity| speaks(entity.kind)))
    };
    // "the head of the union", "its minister": the union and "its" are not who speaks.
    let head = head(reader, phrase)?;
    let fits = |mention: &&(Span, MentionForm, EntityId)| mention.0.contains(head);
    let best = reader.mentions(phrase).filter(fits).max_by_key(|mention| key(mention))?;
    // A plural mention belongs to several entities alike: no single one is the speaker.
    let alone = reader.mentions(phrase).filter(fits).filter(|mention| key(mention) == key(best)).count() == 1;
    alone.then_some(best.2)
}

fn speaks(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 3,
        EntityKind::State | EntityKind::Organisation => 2,
        EntityKind::Other => 1,
        EntityKind::Place => 0,
    }
}

/// All entities with a mention of about this phrase that is no name.
fn plural(reader: &Reader<'_>, phrase: Span) -> Vec<EntityId> {
    let fits = |span: Span| span.len() * 2 >= phrase.len() && span.len() <= phrase.len() * 2;
    let found = reader.mentions(phrase).filter(|(span, form, _)| *form != MentionForm::Name && fits(*span));
    let mut ids: Vec<EntityId> = found.map(|(_, _, id)| *id).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// How many drafts back a speaker is looked for.
const REACH: usize = 16;

/// A quotation that fills its paragraph: the last one quoted before, in the same zone.
fn before(reader: &Reader<'_>, drafts: &[Draft], speakers: &[Speaker], index: usize) -> Speaker {
    let start = drafts[index].start();
    let zone = |offset: u32| reader.account.article.zone_at(offset as usize).map(|zone| zone.kind);
    let quoted = |at: &usize| drafts[*at].quotes && drafts[*at].within_quotation.is_none();
    let last = (index.saturating_sub(REACH)..index)
        .rev()
        .filter(quoted)
        .find(|&at| !speakers[at].entities.is_empty());
    let Some(at) = last.filter(|&at| zone(drafts[at].start()) == zone(start)) else { return unknown() };
    // More than two paragraphs of narration in between, and the thread is lost.
    let between: Span = Span::new(drafts[at].end() as usize, start as usize);
    let paragraphs = &reader.account.article.paragraphs;
    let first = paragraphs.partition_point(|paragraph| paragraph.start < between.start);
    let gap = paragraphs[first..].iter().take_while(|paragraph| paragraph.end <= between.end).count();
    if gap > 1 {
        return unknown();
    }
    Speaker {
        entities: speakers[at].entities.clone(),
        status: SpeakerStatus::Inferred,
        why: Some("the quotation fills its paragraph and follows this speaker's words".into()),
    }
}

/// Words in marks inside the narrator's sentence: the speaker of the same sentence, if there is one.
fn beside(reader: &Reader<'_>, drafts: &[Draft], speakers: &[Speaker], index: usize) -> Speaker {
    let Some(sentence) = reader.account.sentence_at(drafts[index].start() as usize) else { return unknown() };
    let inside = |at: &usize| {
        drafts[*at].cue.as_ref().is_some_and(|cue| sentence.span.contains(cue.span))
            && !speakers[*at].entities.is_empty()
    };
    match (index.saturating_sub(REACH)..index).rev().find(inside) {
        Some(at) => Speaker {
            entities: speakers[at].entities.clone(),
            status: SpeakerStatus::Inferred,
            why: Some("the quoted words stand in the sentence that reports this speaker".into()),
        },
        None => unknown(),
    }
}
