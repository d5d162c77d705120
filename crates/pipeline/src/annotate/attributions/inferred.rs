//! Whose are words in quotation marks that no reporting word carries? "Okoro lambasted the plan as “a fraud on us all”."
//!
//! The one who acts in the clause before the words speaks them, more often than not. That is a conclusion from
//! position: it is only drawn for several words that are no title, and it is marked as inferred.

use super::reader::Reader;
use super::speakers;
use super::{Draft, quoted_words};
use news::{
    EntityId, EntityKind, MentionForm, Sentence, Span, Speaker, SpeakerStatus, Tag, TokenRange, ZoneKind,
};

/// Verbs left of the words that are looked at.
const VERBS: usize = 3;

/// Words before them that are looked at.
const REACH: u32 = 60;

/// Fewer words are a word set off rather than speech.
const FEWEST: usize = 4;

/// More words are no headline.
const LONGEST_HEADING: usize = 40;

/// More long words are no title.
const LONGEST_TITLE: usize = 12;

/// Texts that speak for whoever wrote them, besides nouns of report.
const PAPERS: [&str; 18] = [
    "ad",
    "advertisement",
    "article",
    "book",
    "brief",
    "column",
    "document",
    "editorial",
    "email",
    "filing",
    "lawsuit",
    "letter",
    "memo",
    "paper",
    "post",
    "release",
    "study",
    "tweet",
];

/// The speaker of words without a cue, by who acts before them.
pub(super) fn acting(reader: &Reader<'_>, draft: &Draft) -> Option<Speaker> {
    let words = quoted_words(reader, draft);
    let sentence = reader.account.sentence_at(draft.start() as usize)?;
    let id = if is_heading(reader, sentence) {
        opening(reader, sentence, words.start)?
    } else if words.len() >= FEWEST {
        subject(reader, sentence, words.start)?
    } else {
        return None;
    };
    Some(Speaker {
        entities: vec![id],
        status: SpeakerStatus::Inferred,
        why: Some("nobody else acts in the clause before the quoted words".into()),
    })
}

/// A headline, or a first paragraph that is written like one: nearly every long word has a capital.
fn is_heading(reader: &Reader<'_>, sentence: &Sentence) -> bool {
    let long = |token: &u32| reader.account.token_words(*token).len() > 3;
    let small = |token: &u32| reader.account.token_words(*token).starts_with(char::is_lowercase);
    let tokens = || sentence.tokens.clone().take(LONGEST_HEADING).filter(long);
    matches!(sentence.zone, ZoneKind::Headline | ZoneKind::Subheadline)
        || sentence.paragraph == 0
            && sentence.tokens.len() < LONGEST_HEADING
            && tokens().filter(small).count() * 5 <= tokens().count()
}

/// Whether quoted words are a title rather than speech: "The Long Trial" has a capital at every long word.
pub(super) fn is_title(reader: &Reader<'_>, draft: &Draft) -> bool {
    let Some(sentence) = reader.account.sentence_at(draft.start() as usize) else { return false };
    let capital = |token: u32| !reader.account.token_words(token).starts_with(char::is_lowercase);
    let long = |token: &u32| reader.account.token_words(*token).len() > 3;
    let words = quoted_words(reader, draft);
    let mut all = words.filter(long);
    !is_heading(reader, sentence) && all.by_ref().take(LONGEST_TITLE).all(capital) && all.next().is_none()
}

/// The subject of the nearest verb before a token that somebody can be the subject of.
fn subject(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<EntityId> {
    let floor = sentence.tokens.start.max(token.saturating_sub(REACH));
    let verbs = (floor..token)
        .rev()
        .filter(|&verb| reader.tag(verb) == Tag::Verb && reader.quotation(verb).is_none());
    for verb in verbs.take(VERBS) {
        let start = reader.group_start(verb, sentence);
        // "Okoro was called": whoever is talked of does not speak.
        if (start..verb).any(|token| reader.is_be(token)) && !reader.is_gerund(verb) {
            return None;
        }
        let Some(before) = start.checked_sub(1).filter(|before| *before >= floor) else { continue };
        if !reader.is_finite(verb) || reader.tag(before) == Tag::Cconj {
            continue;
        }
        let last = match reader.word(before) {
            "who" | "which" | "that" => before.checked_sub(1)?,
            _ => before,
        };
        let last = if reader.is_comma(last) { last.checked_sub(1)? } else { last };
        let Some(first) = reader.long_phrase_start(last, sentence.tokens.start) else { continue };
        return spokesman(reader, first..last + 1);
    }
    None
}

/// "Okoro on the dam: 'A fraud on us all'": the one that a headline opens with.
fn opening(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<EntityId> {
    let start = reader.span(sentence.tokens.start..sentence.tokens.start + 1);
    let before = reader.span(sentence.tokens.start..token).end;
    let first = reader
        .mentions(start)
        .filter(|(span, ..)| span.start == start.start && span.end <= before)
        .max_by_key(|(span, _, id)| (span.len(), std::cmp::Reverse(*id)))?;
    can_speak(reader, first.2).then_some(first.2)
}

/// Who a noun phrase stands for, if that can speak.
pub(super) fn spokesman(reader: &Reader<'_>, phrase: TokenRange) -> Option<EntityId> {
    speakers::best_mention(reader, reader.span(phrase)).filter(|id| can_speak(reader, *id))
}

fn can_speak(reader: &Reader<'_>, id: EntityId) -> bool {
    reader.account.entity(id).is_some_and(|entity| match entity.kind {
        EntityKind::Person | EntityKind::Organisation | EntityKind::State => true,
        EntityKind::Other => entity.anonymous,
        EntityKind::Place => false,
    })
}

/// "the Okoro memo", "Okoro's letter": the one whose paper speaks.
pub(super) fn writer(reader: &Reader<'_>, source: Span) -> Option<Speaker> {
    let tokens = reader.account.tokens_in(source);
    let head = reader.account.tokens_in(speakers::head(reader, source)?).start;
    let is_paper = reader.kit.cues.noun(reader.lemma(head)).is_some() || PAPERS.contains(&reader.lemma(head));
    if !is_paper || reader.tag(head) != Tag::Noun {
        return None;
    }
    let before = reader.span(tokens.start..head);
    let mut named = reader.mentions(before).filter(|(span, form, id)| {
        before.contains(*span) && *form == MentionForm::Name && can_speak(reader, *id)
    });
    let id = named.next()?.2;
    named.all(|(.., other)| *other == id).then(|| Speaker {
        entities: vec![id],
        status: SpeakerStatus::Inferred,
        why: Some("the source is a text of this speaker".into()),
    })
}
