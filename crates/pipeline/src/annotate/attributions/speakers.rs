//! Which entity is the source? Looks up mentions under the source span; infers where only position tells.

use super::continuity::{self, People, Wanted};
use super::inferred;
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
            Place::Paragraph | Place::Fragment if inferred::is_title(reader, draft) => unknown(),
            Place::Paragraph => before(reader, drafts, &speakers, index),
            Place::Fragment => beside(reader, drafts, &speakers, index)
                .or_else(|| inferred::acting(reader, draft))
                .unwrap_or_else(unknown),
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
    if let Some(id) = relative(reader, source) {
        let status =
            if is_anonymous(reader, id) { SpeakerStatus::Anonymous } else { SpeakerStatus::Resolved };
        return Speaker { entities: vec![id], status, why: None };
    }
    if found.entities.is_empty()
        && let Some(speaker) = inferred::writer(reader, source)
    {
        return speaker;
    }
    if found.status == SpeakerStatus::Anonymous
        && let Some(speaker) = described(reader, people, before, speakers, source, &found)
    {
        return speaker;
    }
    // "she": nobody, or only somebody without a name, who is a poor antecedent beside one who just spoke.
    let is_weak = matches!(found.status, SpeakerStatus::Unknown | SpeakerStatus::Anonymous);
    let going_on = continuity::pronoun(reader, source)
        .filter(|_| is_weak)
        .and_then(|wanted| continuity::goes_on(reader, people, before, speakers, source, wanted));
    match going_on {
        Some(speaker) if found.entities.is_empty() || is_named(reader, &speaker) => speaker,
        Some(_) | None => found,
    }
}

/// "the former mayor", of whom nobody was told before: the one who spoke before, if nothing speaks against it.
fn described(
    reader: &Reader<'_>,
    people: &People,
    before: &[Draft],
    speakers: &[Speaker],
    source: Span,
    found: &Speaker,
) -> Option<Speaker> {
    let [id] = found.entities.as_slice() else { return None };
    let entity = reader.account.entity(*id)?;
    let tokens = reader.account.tokens_in(source);
    let is_known = matches!(reader.word(tokens.start), "the" | "this") && tokens.len() <= 4;
    let is_new = entity.mentions.first().is_some_and(|mention| mention.span.start >= source.start);
    if entity.kind != EntityKind::Person || !is_known || !is_new {
        return None;
    }
    let head = reader.account.tokens_in(head(reader, source)?).start;
    let speaker = continuity::goes_on(reader, people, before, speakers, source, Wanted::Described(*id))?;
    let who = reader.account.entity(*speaker.entities.first()?)?;
    let has_head =
        |span: Span| reader.account.tokens_in(span).any(|token| reader.lemma(token) == reader.lemma(head));
    let fits = !who.anonymous && (who.roles.is_empty() || who.roles.iter().any(|role| has_head(role.span)));
    fits.then(|| Speaker {
        why: Some("nobody else is described so, and this speaker's words stand before".into()),
        ..speaker
    })
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

/// Words that open examples of what was named before.
const EXAMPLES: [&str; 5] = ["including", "like", "such", "especially", "particularly"];

/// Entities that the heads of a source stand for: of coordinated parts each, of appositions the first that is
/// known.
fn entities_of(reader: &Reader<'_>, source: Span) -> Vec<EntityId> {
    let tokens = reader.account.tokens_in(source);
    let joint = tokens.clone().any(|token| reader.tag(token) == Tag::Cconj);
    let mut found: Vec<EntityId> = Vec::new();
    // "everyone, including Okoro": Okoro is not the only one.
    let apart = |part: &Span| !EXAMPLES.contains(&reader.word(reader.account.tokens_in(*part).start));
    for part in parts(reader, source).into_iter().filter(apart) {
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

/// The parts of a source between commas, conjunctions and brackets; what stands in brackets ("(R-Utah)") is beside
/// the name.
fn parts(reader: &Reader<'_>, source: Span) -> Vec<Span> {
    let tokens = reader.account.tokens_in(source);
    let mut parts = Vec::new();
    let mut start = tokens.start;
    let mut bracketed = false;
    for token in tokens.clone() {
        let (opens, closes) =
            (matches!(reader.word(token), "(" | "["), matches!(reader.word(token), ")" | "]"));
        if opens || closes || reader.tag(token) == Tag::Cconj || reader.is_comma(token) {
            if start < token && !bracketed {
                parts.push(reader.span(start..token));
            }
            start = token + 1;
            bracketed = opens || bracketed && !closes;
        }
    }
    if start < tokens.end && !bracketed {
        parts.push(reader.span(start..tokens.end));
    }
    parts
}

/// Words behind which a noun phrase only tells more of what it is about.
fn narrows(reader: &Reader<'_>, token: u32) -> bool {
    reader.tag(token) == Tag::Adp
        || matches!(reader.word(token), "who" | "which" | "that" | "whose" | "where")
}

/// The token that a noun phrase is about: its last one before "of" and the like.
pub(super) fn head(reader: &Reader<'_>, phrase: Span) -> Option<Span> {
    let tokens = reader.account.tokens_in(phrase);
    let end = tokens.clone().skip(1).find(|token| narrows(reader, *token)).unwrap_or(tokens.end);
    let last =
        (tokens.start..end).rev().find(|token| reader.tag(*token).is_nominal()).or(tokens.clone().next())?;
    Some(reader.span(last..last + 1))
}

/// Words of the longest bracket behind a name.
const BRACKET: usize = 16;

/// "Okoro, who said": the one before the relative pronoun.
fn relative(reader: &Reader<'_>, source: Span) -> Option<EntityId> {
    let tokens = reader.account.tokens_in(source);
    if !matches!(reader.word(tokens.start), "who" | "which" | "that") || tokens.len() > 3 {
        return None;
    }
    let sentence = reader.account.sentence_at(source.start as usize)?;
    let mut last = tokens.start.checked_sub(1)?;
    if reader.is_comma(last) {
        last = last.checked_sub(1)?;
    }
    if reader.word(last) == ")" {
        last = (sentence.tokens.start..last)
            .rev()
            .take(BRACKET)
            .find(|token| reader.word(*token) == "(")?
            .checked_sub(1)?;
    }
    let start = reader.long_phrase_start(last, sentence.tokens.start)?;
    inferred::spokesman(reader, start..last + 1)
}

/// The mention that covers most of a phrase; of equal ones, that of a person.
pub(super) fn best_mention(reader: &Reader<'_>, phrase: Span) -> Option<EntityId> {
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
fn beside(reader: &Reader<'_>, drafts: &[Draft], speakers: &[Speaker], index: usize) -> Option<Speaker> {
    let sentence = reader.account.sentence_at(drafts[index].start() as usize)?;
    let inside = |at: &usize| {
        drafts[*at].cue.as_ref().is_some_and(|cue| sentence.span.contains(cue.span))
            && !speakers[*at].entities.is_empty()
    };
    let at = (index.saturating_sub(REACH)..index).rev().find(inside)?;
    Some(Speaker {
        entities: speakers[at].entities.clone(),
        status: SpeakerStatus::Inferred,
        why: Some("the quoted words stand in the sentence that reports this speaker".into()),
    })
}
