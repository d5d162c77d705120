//! Whose are whole paragraphs? Words of one speaker without quotation marks around them, each under a label.
//!
//! `transcripts` finds the turns of people talking, `posts` what a page shows from another site. Each turn is direct
//! speech; reports inside it are nested in it. Runs after attributions are found and replaces those that took a turn
//! for something else.

mod posts;
mod transcripts;

use news::{
    Account, Act, Attitude, Attribution, AttributionKind, Cue, Entity, EntityId, Mention, MentionForm, Score,
    Span, Speaker, SpeakerStatus, ZoneKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// How sure a turn's speaker is.
const CONFIDENCE: Score = Score(900);

/// One paragraph or more of one speaker.
struct Turn {
    /// Who speaks; `None`: the page does not say.
    label: Option<Span>,
    /// The colon of a transcript.
    cue: Option<Span>,
    /// The words, a span for each paragraph. Never empty.
    content: Vec<Span>,
    /// The label, folded, without titles.
    name: String,
    in_capitals: bool,
}

/// Adds the turns of a transcript, if the account holds one, to the attributions.
pub(crate) fn transcript(account: &mut Account) {
    let turns = transcripts::turns(account);
    if turns.len() < 2 {
        return;
    }
    let people = transcripts::people(account);
    if transcripts::is_transcript(account, &people, &turns) {
        let person = |turn: &Turn| transcripts::person(&people, &turn.name);
        take(account, &turns, person, transcripts::stranger);
    }
}

/// Adds the posts from other sites that the page shows to the attributions.
pub(crate) fn posts(account: &mut Account) {
    let turns = posts::turns(account);
    if !turns.is_empty() {
        let known = posts::known(account);
        take(account, &turns, |turn| known.get(&turn.name).copied(), posts::stranger);
    }
}

/// Puts turns among the attributions. `known` finds the entity that a label names, `stranger` makes one.
fn take(
    account: &mut Account,
    turns: &[Turn],
    known: impl Fn(&Turn) -> Option<EntityId>,
    stranger: impl Fn(&Account, &Turn, Span) -> Entity,
) {
    let speakers = speakers(account, turns, known, stranger);
    let spoken: Vec<Attribution> =
        turns.iter().zip(speakers).map(|(turn, speaker)| attribution(account, turn, speaker)).collect();
    merge(account, turns, spoken);
}

/// Who speaks each turn. Labels that name nobody known are entities of their own.
fn speakers(
    account: &mut Account,
    turns: &[Turn],
    known: impl Fn(&Turn) -> Option<EntityId>,
    stranger: impl Fn(&Account, &Turn, Span) -> Entity,
) -> Vec<Option<EntityId>> {
    let own = (0..).zip(&account.entities);
    let mentioned: BTreeSet<(u32, u32)> = own
        .flat_map(|(id, entity)| entity.mentions.iter().map(move |mention| (id, mention.span.start)))
        .collect();
    let mut met: BTreeMap<String, EntityId> = BTreeMap::new();
    let mut speakers = Vec::with_capacity(turns.len());
    for turn in turns {
        let Some(label) = turn.label else {
            speakers.push(None);
            continue;
        };
        let id = met.get(&turn.name).copied().or_else(|| known(turn)).unwrap_or_else(|| {
            let entity = stranger(account, turn, label);
            account.entities.push(entity);
            EntityId(account.entities.len() as u32 - 1)
        });
        met.insert(turn.name.clone(), id);
        speakers.push(Some(id));
        if mentioned.range((id.0, label.start)..(id.0, label.end)).next().is_none() {
            note_mention(account, id, label);
        }
    }
    for entity in &mut account.entities {
        entity.mentions.sort_by_key(|mention| mention.span);
    }
    speakers
}

fn note_mention(account: &mut Account, id: EntityId, label: Span) {
    let Some(entity) = account.entities.get_mut(id.0 as usize) else { return };
    let form = if entity.anonymous { MentionForm::Role } else { MentionForm::Name };
    entity.mentions.push(Mention { span: label, form });
}

fn attribution(account: &Account, turn: &Turn, speaker: Option<EntityId>) -> Attribution {
    let asks =
        turn.cue.is_some() && turn.content.last().is_some_and(|span| account.words(*span).ends_with('?'));
    let status = match speaker.and_then(|id| account.entity(id)) {
        None => SpeakerStatus::Unknown,
        Some(entity) if entity.anonymous => SpeakerStatus::Anonymous,
        Some(_) => SpeakerStatus::Resolved,
    };
    Attribution {
        kind: AttributionKind::Direct,
        act: if asks { Act::Asks } else { Act::Asserts },
        source: turn.label,
        cue: turn.cue.map(|span| Cue { span, lemma: ":".into(), attitude: Attitude::Neutral }),
        content: turn.content.clone(),
        quoted: turn.content.clone(),
        speaker: Speaker { entities: speaker.into_iter().collect(), status, why: None },
        addressee: None,
        within: None,
        relays: Vec::new(),
        hedges: Vec::new(),
        zone: ZoneKind::Body,
        deed: false,
        confidence: CONFIDENCE,
    }
}

impl Turn {
    /// Where its label or its words begin, in a transcript the label.
    fn start(&self) -> u32 {
        let words = self.content.first().map_or(0, |span| span.start);
        self.label.map_or(words, |label| label.start.min(words))
    }
}

/// Puts the turns among the attributions. What was taken for a quotation without a speaker inside a turn goes.
fn merge(account: &mut Account, turns: &[Turn], spoken: Vec<Attribution>) {
    let turn_of = |span: Span| -> Option<usize> {
        let next = turns.partition_point(|turn| turn.start() <= span.start);
        let turn = next.checked_sub(1)?;
        let last = turns[turn].content.last()?;
        (span.start < last.end).then_some(turn)
    };
    let stays = |found: &Attribution| {
        let Some(first) = found.content.first() else { return false };
        let Some(turn) = turn_of(*first) else { return true };
        let label = turns[turn].label;
        let has_label = found.source.zip(label).is_some_and(|(source, label)| source.overlaps(label));
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
