//! What can be linked? Attributions and the narrator's claims, each with a sketch of what it says.

use super::clauses;
use super::concepts::Concept;
use super::sketch::{Reader, Sketch};
use news::{Account, Act, EntityKind, Passage, SharedEntity, Span};

/// One attribution or claim.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Index of the account.
    pub(crate) account: u32,
    /// What is said.
    pub(crate) content: Vec<Span>,
    /// Source, cue and content together; the content alone for claims.
    pub(crate) frame: Span,
    /// Index of the attribution; `None` for the narrator's claims.
    pub(crate) attribution: Option<u32>,
    /// What the speaker does; `None` for the narrator.
    pub(crate) act: Option<Act>,
    /// Speakers as entities of the comparison; empty for the narrator and for the unknown.
    pub(crate) speakers: Vec<u32>,
    /// Whether all speakers are people: a ministry and its minister may well be one voice.
    pub(crate) by_people: bool,
    /// Whether the words stand inside quotation marks, wholly or in part.
    pub(crate) quoted: bool,
    /// What it says.
    pub(crate) sketch: Sketch,
    /// What the whole sentence says, where the content alone says little: a refusal.
    pub(crate) context: Option<Sketch>,
}

impl Unit {
    /// The passage to show: the content, or the whole report where the act is the point.
    pub(crate) fn passage(&self) -> Passage {
        Passage { account: self.account, span: self.span() }
    }

    /// Where the passage stands.
    pub(crate) fn span(&self) -> Span {
        match (self.act, self.content.as_slice()) {
            (Some(Act::Denies | Act::Declines), _) | (_, []) => self.frame,
            (_, [first, rest @ ..]) => rest.iter().fold(*first, |whole, part| whole.cover(*part)),
        }
    }

    /// Whether the words are somebody's and not the narrator's.
    pub(crate) fn is_attributed(&self) -> bool {
        self.attribution.is_some()
    }

    /// Whether the two are parts of one passage or of one report.
    pub(crate) fn is_beside(&self, other: &Unit) -> bool {
        let same_report = self.attribution.is_some() && self.attribution == other.attribution;
        self.account == other.account && (same_report || self.frame.overlaps(other.frame))
    }

    /// Whether both are said by the same known speaker.
    pub(crate) fn shares_speaker(&self, other: &Unit) -> bool {
        self.speakers.iter().any(|speaker| other.speakers.contains(speaker))
    }
}

/// Per account, the entity of the comparison that each of its entities belongs to.
pub(crate) fn shared_index(accounts: &[Account], entities: &[SharedEntity]) -> Vec<Vec<u32>> {
    let mut index: Vec<Vec<u32>> =
        accounts.iter().map(|account| vec![u32::MAX; account.entities.len()]).collect();
    for (shared, entity) in entities.iter().enumerate() {
        for (account, member) in &entity.members {
            let slot = index.get_mut(*account as usize).and_then(|list| list.get_mut(member.0 as usize));
            if let Some(slot) = slot {
                *slot = shared as u32;
            }
        }
    }
    // An entity that nobody joined stands for itself.
    let alone = index.iter_mut().flatten().filter(|slot| **slot == u32::MAX);
    for (next, slot) in (entities.len() as u32..).zip(alone) {
        *slot = next;
    }
    index
}

/// The units of one account, in order of their place.
pub(crate) fn of(reader: &Reader<'_>, index: u32, shared: &[u32]) -> Vec<Unit> {
    let account = reader.account;
    let mut units = Vec::new();
    for (number, attribution) in account.attributions.iter().enumerate().filter(|(_, found)| !found.deed) {
        let Some(first) = attribution.content.first() else { continue };
        let mut frame = attribution.content.iter().fold(*first, |whole, part| whole.cover(*part));
        for part in attribution.source.iter().chain(attribution.cue.iter().map(|cue| &cue.span)) {
            frame = frame.cover(*part);
        }
        // What a speaker would not say is told by the words around the refusal.
        let sentence = account.sentence_at(first.start as usize);
        let context = sentence.filter(|_| attribution.act == Act::Declines);
        let speakers = attribution.speaker.entities.iter();
        units.push(Unit {
            account: index,
            content: attribution.content.clone(),
            frame,
            attribution: Some(number as u32),
            act: Some(attribution.act),
            speakers: speakers.filter_map(|entity| shared.get(entity.0 as usize).copied()).collect(),
            by_people: !attribution.speaker.entities.is_empty()
                && attribution.speaker.entities.iter().all(|entity| {
                    account.entity(*entity).is_some_and(|entity| entity.kind == EntityKind::Person)
                }),
            quoted: !attribution.quoted.is_empty(),
            sketch: reader.sketch(&attribution.content),
            context: context.map(|sentence| reader.sketch(&[sentence.span])),
        });
    }
    for claim in &account.claims {
        units.push(narrated(reader, index, claim.span));
    }
    units.sort_by_key(|unit| (unit.frame, unit.attribution));
    let clauses = clauses_of(reader, index, &units);
    units.extend(clauses);
    units.sort_by_key(|unit| (unit.frame, unit.attribution));
    units
}

/// A unit in the narrator's voice.
pub(crate) fn narrated(reader: &Reader<'_>, account: u32, span: Span) -> Unit {
    Unit {
        account,
        content: vec![span],
        frame: span,
        attribution: None,
        act: None,
        speakers: Vec::new(),
        by_people: false,
        quoted: false,
        sketch: reader.sketch(&[span]),
        context: None,
    }
}

/// Clauses that are only a part of a unit, or of none: a long sentence says several things.
fn clauses_of(reader: &Reader<'_>, index: u32, wholes: &[Unit]) -> Vec<Unit> {
    let mut found = Vec::new();
    let mut first = 0;
    for sentence in &reader.account.sentences {
        while wholes.get(first).is_some_and(|unit| unit.frame.end <= sentence.span.start) {
            first += 1;
        }
        let around: Vec<&Unit> = wholes[first..]
            .iter()
            .take_while(|unit| unit.frame.start < sentence.span.end)
            .take(MOST_IN_SENTENCE)
            .collect();
        for clause in clauses::spans(reader.account, sentence).into_iter().take(MOST_IN_SENTENCE) {
            let is_whole = |unit: &&Unit| {
                let common = unit.span().intersection(clause).map_or(0, Span::len);
                common * 10 > unit.span().cover(clause).len() * 7
            };
            if around.iter().any(is_whole) {
                continue;
            }
            // A clause that mixes a report and its frame is neither the speaker's nor the narrator's.
            let said: Vec<&&Unit> = around.iter().filter(|unit| unit.is_attributed()).collect();
            if said.iter().any(|unit| is_mixed(reader.account, unit, clause)) {
                continue;
            }
            let holders = said.into_iter().filter(|unit| share_of(&unit.content, clause) * 2 > clause.len());
            let mut unit = narrated(reader, index, clause);
            if let Some(whole) = holders.min_by_key(|unit| unit.frame.len()) {
                unit.attribution = whole.attribution;
                unit.act = whole.act.filter(|act| *act != Act::Declines);
                unit.speakers = whole.speakers.clone();
                unit.by_people = whole.by_people;
                unit.quoted = whole.quoted;
            }
            found.push(unit);
        }
    }
    found
}

/// Whether a clause holds a part of what is said, or the words that say so.
fn is_mixed(account: &Account, unit: &Unit, clause: Span) -> bool {
    let share = share_of(&unit.content, clause) * 10;
    let cue = unit
        .attribution
        .and_then(|number| account.attributions.get(number as usize))
        .and_then(|attribution| attribution.cue.as_ref());
    share > clause.len() && share < clause.len() * 9 || cue.is_some_and(|cue| clause.contains(cue.span))
}

/// Bytes of the clause that the spans cover.
fn share_of(spans: &[Span], clause: Span) -> usize {
    spans.iter().filter_map(|part| part.intersection(clause)).map(Span::len).sum()
}

/// Units and clauses looked at in one sentence; more is a list and no sentence.
const MOST_IN_SENTENCE: usize = 40;

/// Ranks the concepts of all units, so that they are compared as numbers.
pub(crate) fn rank(units: &mut [Unit]) {
    let parts = units
        .iter()
        .zip(0usize..)
        .flat_map(|(unit, at)| (0..unit.sketch.parts.len()).map(move |part| (at, part)));
    let mut places: Vec<(usize, usize)> = parts.collect();
    places.sort_unstable_by(|one, two| {
        let of = |(unit, part): (usize, usize)| &units[unit].sketch.parts[part].concept;
        of(*one).cmp(of(*two))
    });
    let mut rank = 0;
    let mut before: Option<Concept> = None;
    for place in places {
        let now = &units[place.0].sketch.parts[place.1].concept;
        if before.as_ref() != Some(now) {
            rank += 1;
            before = Some(now.clone());
        }
        units[place.0].sketch.parts[place.1].rank = rank;
    }
}

/// Halves the weight of what every other of the ranked units speaks of: the topic tells little about one claim.
pub(crate) fn discount_topic(units: &mut [Unit]) {
    let ranks = units.iter().flat_map(|unit| &unit.sketch.parts).map(|part| part.rank);
    let mut frequency = vec![0usize; ranks.max().map_or(0, |rank| rank as usize + 1)];
    for part in units.iter().flat_map(|unit| &unit.sketch.parts) {
        frequency[part.rank as usize] += 1;
    }
    let everywhere = (units.len() / 5).max(4);
    for part in units.iter_mut().flat_map(|unit| &mut unit.sketch.parts) {
        if frequency[part.rank as usize] > everywhere {
            part.weight /= 2;
        }
    }
}
