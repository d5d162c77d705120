//! Who goes on speaking? A pronoun that stands for nobody yet, and a name that no entity was found for.
//!
//! In news a pronoun before a reporting word mostly goes on with whoever spoke last. That is a conclusion from position,
//! so it is only drawn where the text itself gave no antecedent, and it is marked as inferred.

use super::reader::Reader;
use super::{Draft, speakers};
use crate::annotate::entities::Gender;
use crate::fold;
use news::{Entity, EntityId, EntityKind, MentionForm, Span, Speaker, SpeakerStatus, Tag};
use std::collections::BTreeMap;

/// How many attributions back the speaker may be.
const REACH: usize = 6;

/// How many paragraphs back.
const PARAGRAPHS: usize = 3;

/// What is known of the people of an account.
pub(super) struct People {
    gender: Vec<Gender>,
    /// People by the folded last word of their names; `None` where several share it.
    by_last: BTreeMap<String, Option<EntityId>>,
}

impl People {
    pub(super) fn new(reader: &Reader<'_>) -> People {
        let entities = &reader.account.entities;
        let gender = entities.iter().map(|entity| gender(reader, entity)).collect();
        let mut by_last: BTreeMap<String, Option<EntityId>> = BTreeMap::new();
        for (index, entity) in (0..).zip(entities) {
            if entity.kind == EntityKind::Person && !entity.anonymous {
                let full = fold::text(&entity.name);
                let last = full.rsplit(' ').next().unwrap_or("").to_owned();
                by_last.entry(last).and_modify(|id| *id = None).or_insert(Some(EntityId(index)));
            }
        }
        People { gender, by_last }
    }

    /// The only person whose name ends with the last word of the name in a source.
    pub(super) fn by_name(&self, reader: &Reader<'_>, source: Span) -> Option<EntityId> {
        let mut last = None;
        for token in reader.account.tokens_in(source) {
            let is_name = matches!(reader.tag(token), Tag::Propn | Tag::Noun)
                && reader.account.token_words(token).starts_with(char::is_uppercase);
            match (last, is_name) {
                (_, true) => last = Some(token),
                (Some(_), false) => break,
                (None, false) => {}
            }
        }
        // "Quill's campaign", "the memo to Quill": not Quill.
        let last =
            last.filter(|last| speakers::head(reader, source) == Some(reader.span(*last..*last + 1)))?;
        self.by_last.get(reader.word(last)).copied().flatten()
    }

    fn gender(&self, id: EntityId) -> Gender {
        self.gender.get(id.0 as usize).copied().unwrap_or_default()
    }
}

/// By the pronouns that stand for an entity, else by its given name.
fn gender(reader: &Reader<'_>, entity: &Entity) -> Gender {
    let pronouns = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Pronoun);
    let told = pronouns.map(|mention| of_pronoun(&reader.account.words(mention.span).to_lowercase()));
    let by_pronoun = told.into_iter().flatten().next();
    by_pronoun.unwrap_or_else(|| {
        let first = entity.name.split(' ').next().unwrap_or("");
        reader.kit.gazetteer.given_name(first).unwrap_or_default()
    })
}

fn of_pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" => Some(Gender::Male),
        "she" | "her" | "hers" => Some(Gender::Female),
        _ => None,
    }
}

/// Whom a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// "she"
    Person(Gender),
    /// "it": an institution that speaks.
    Body,
    /// "they": one that speaks, or several people.
    Many,
    /// A person without a name.
    Described(EntityId),
}

/// What the pronoun that a source is asks for.
pub(super) fn pronoun(reader: &Reader<'_>, source: Span) -> Option<Wanted> {
    let tokens = reader.account.tokens_in(source);
    if tokens.len() != 1 {
        return None;
    }
    match reader.word(tokens.start) {
        "it" => Some(Wanted::Body),
        "they" => Some(Wanted::Many),
        word => of_pronoun(word).map(Wanted::Person),
    }
}

/// The speaker before a pronoun who can be meant.
pub(super) fn goes_on(
    reader: &Reader<'_>,
    people: &People,
    drafts: &[Draft],
    speakers: &[Speaker],
    source: Span,
    wanted: Wanted,
) -> Option<Speaker> {
    let paragraphs = &reader.account.article.paragraphs;
    let here = paragraphs.partition_point(|paragraph| paragraph.end <= source.start);
    let first = here.saturating_sub(PARAGRAPHS);
    let floor = paragraphs.get(first).map_or(0, |paragraph| paragraph.start);
    let fits = |id: &EntityId| {
        let kind = reader.account.entity(*id).map(|entity| entity.kind);
        let institution = matches!(kind, Some(EntityKind::Organisation | EntityKind::State));
        match wanted {
            Wanted::Person(gender) => kind == Some(EntityKind::Person) && people.gender(*id).agrees(gender),
            Wanted::Described(unnamed) => {
                kind == Some(EntityKind::Person)
                    && *id != unnamed
                    && people.gender(*id).agrees(people.gender(unnamed))
            }
            Wanted::Body => institution,
            Wanted::Many => institution || kind == Some(EntityKind::Other),
        }
    };
    let before = drafts.iter().zip(speakers).rev().take(REACH);
    let mut near = before.filter(|(draft, _)| draft.start() >= floor && draft.start() < source.start);
    let entities = near.find_map(|(_, speaker)| match speaker.entities.as_slice() {
        [only] if fits(only) => Some(vec![*only]),
        [_, _, ..] if wanted == Wanted::Many => Some(speaker.entities.clone()),
        _ => None,
    })?;
    Some(Speaker {
        entities,
        status: SpeakerStatus::Inferred,
        why: Some("the pronoun has no nearer antecedent and goes on with the speaker before".into()),
    })
}
