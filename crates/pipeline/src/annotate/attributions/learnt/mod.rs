//! What does the network make of the article? Cues with source and contents, as drafts.
//!
//! It reads each paragraph once and marks the words that carry a cue, then asks of each which words are the cue,
//! its source and its content. What a cue means (act, attitude, dictionary form) and who the source is stay with
//! the rules.

#![expect(clippy::wildcard_enum_match_arm, reason = "words of report are nouns, adjectives or verbs")]

pub(crate) mod features;
pub(crate) mod lesson;
mod weights;

use super::Draft;
use super::contents::is_day;
use super::reader::Reader;
use crate::KitError;
use features::Opinions;
use learn::network::{Network, ONE, Reading, best_path, shares, stretches};
use news::{Tag, TokenRange};
use std::ops::Range;

/// Names of the kinds of stretches that the bonds tell, in the order of their labels.
pub const KINDS: [&str; 3] = ["source", "content", "cue"];
const SOURCE: usize = 0;
const CONTENT: usize = 1;
const CUE: usize = 2;

/// How sure the network must be of a cue, in thousandths.
const FEWEST: u16 = 280;
/// What one [`ONE`] less than the other of two scores makes of a likelihood, in thousandths.
const BEHIND: u16 = 269;
const _: () = assert!(FEWEST > BEHIND, "what is passed over for its score must not be looked for");
/// The same where the content is neither a clause nor a quotation: "offered a seat".
const FEWEST_OF_THINGS: u16 = 400;
/// The same where, besides, the cue is no known word of report: "approved a new dam" is what somebody did, and the
/// narrator's claim.
const FEWEST_OF_DEEDS: u16 = 550;

/// The model inside the binary.
pub(crate) const MODEL: &[u8] = include_bytes!("../../../../../../models/attribution/model.bin");

/// The network of attributions.
pub(crate) struct Learnt {
    network: Network,
}

/// An attribution as the network sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    /// The word that carries the cue.
    pub(super) anchor: u32,
    pub(super) cue: TokenRange,
    pub(super) source: Option<TokenRange>,
    pub(super) content: Vec<TokenRange>,
    /// Whether it is what somebody did rather than said or thought.
    pub(super) deed: bool,
    /// How sure the network is of the cue, in thousandths.
    pub(super) confidence: u16,
}

impl Learnt {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Learnt, KitError> {
        let error = |why: String| KitError::Model { name: "attribution", why };
        let network = Network::from_bytes(bytes).map_err(|why| error(why.to_string()))?;
        if network.normalisation != features::NORMALISATION
            || network.bond_labels().len() != 1 + 2 * KINDS.len()
        {
            return Err(error(
                "features of another build; train it again with `cargo xtask train attribution`".into(),
            ));
        }
        Ok(Learnt { network })
    }

    /// Attributions in order of their anchors.
    pub(super) fn sightings(&self, reader: &Reader<'_>, drafts: &[Draft]) -> Vec<Sighting> {
        let opinions = Opinions::new(reader.account, drafts);
        let mut found = Vec::new();
        for sequence in features::sequences(reader.account) {
            let (mut rows, mut ends) = (Vec::new(), vec![0]);
            for features in features::features(reader, &opinions, &sequence) {
                rows.extend(features.iter().filter_map(|feature| self.network.row(*feature)));
                ends.push(rows.len());
            }
            let reading = self.network.read(ends.windows(2).map(|ends| &rows[ends[0]..ends[1]]));
            let scores = self.network.scores(&reading, 0);
            let carriers: Vec<(usize, u16)> = scores
                .chunks_exact(2)
                .enumerate()
                // Most words carry nothing by far: no need to know how little.
                .filter(|(_, scores)| scores[0].saturating_sub(scores[1]) <= ONE)
                .map(|(at, scores)| (sequence.start + at, shares(scores)[1]))
                .filter(|(_, confidence)| *confidence >= FEWEST)
                .collect();
            let share = features::share(&sequence, carriers.len());
            let sightings = carriers
                .into_iter()
                .filter_map(|(anchor, confidence)| {
                    let window = features::window(&sequence, anchor, share);
                    self.sighting(reader, &opinions, &reading, (&sequence, &window), anchor, confidence)
                })
                .collect();
            found.extend(apart(sightings));
        }
        found
    }

    /// What belongs to the cue that a word carries; nothing without a content.
    fn sighting(
        &self,
        reader: &Reader<'_>,
        opinions: &Opinions,
        reading: &Reading,
        (sequence, window): (&Range<usize>, &Range<usize>),
        anchor: usize,
        confidence: u16,
    ) -> Option<Sighting> {
        let facts = features::facts(reader.account, opinions, window, anchor);
        let (range, place) =
            (window.start - sequence.start..window.end - sequence.start, anchor - sequence.start);
        let scores = self.network.bonds(reading, range, (place, place), &facts);
        let path = best_path(&scores, self.network.transitions(), self.network.bond_labels().len());
        let mut parts: [Vec<TokenRange>; KINDS.len()] = Default::default();
        for stretch in stretches(&path) {
            let tokens = (window.start + stretch.start) as u32..(window.start + stretch.end) as u32;
            parts[stretch.kind].push(tokens);
        }
        let near =
            |part: &&TokenRange| part.start.abs_diff(anchor as u32).min(part.end.abs_diff(anchor as u32));
        let carrier = anchor as u32..anchor as u32 + 1;
        let cue = parts[CUE]
            .iter()
            .find(|part| part.contains(&(anchor as u32)))
            .or(parts[CUE].iter().min_by_key(near));
        let cue = without_addressee(reader, cue.cloned().unwrap_or(carrier), anchor as u32);
        let content = whole(reader, &cue, &parts[CONTENT]);
        let source = parts[SOURCE].iter().min_by_key(near).map(|source| without_day(reader, source));
        let (reports, told) = (is_report(reader, &cue), is_told(reader, &content));
        // "It appears that": the narrator's judgement.
        let nobody =
            source.as_ref().is_some_and(|source| source.len() == 1 && reader.word(source.start) == "it");
        let fewest = match (reports, told) {
            (false, _) if nobody => u16::MAX,
            (_, true) => FEWEST,
            // "Okoro: 45 per cent": a mark alone carries no things.
            (_, false) if reader.tag(anchor as u32) == Tag::Punct => u16::MAX,
            (true, false) => FEWEST_OF_THINGS,
            (false, false) => FEWEST_OF_DEEDS,
        };
        let found =
            Sighting { anchor: anchor as u32, cue, source, content, deed: !reports && !told, confidence };
        Some(found).filter(|found| confidence >= fewest && !found.content.is_empty())
    }
}

/// "told residents" behind a verb that has its addressee for an object: the verb alone.
fn without_addressee(reader: &Reader<'_>, cue: TokenRange, anchor: u32) -> TokenRange {
    let known = reader.kit.cues.verbs(reader.lemma(anchor));
    let takes = known.iter().any(|word| word.frames.tell || word.frames.object_infinitive);
    let is_object =
        |token: u32| reader.tag(token).is_nominal() || matches!(reader.tag(token), Tag::Det | Tag::Adj);
    let behind = anchor + 1..cue.end.max(anchor + 1);
    let is_addressee = cue.contains(&anchor) && !behind.is_empty() && behind.clone().all(is_object);
    if takes && is_addressee { cue.start..behind.start } else { cue }
}

/// "Okoro, the mayor, on Tuesday": the day belongs to the sentence.
fn without_day(reader: &Reader<'_>, source: &TokenRange) -> TokenRange {
    let comma = (source.start + 1..source.end).rev().find(|token| reader.is_comma(*token));
    let day = |comma: &u32| {
        let tail = comma + 1..source.end;
        let starts = matches!(reader.word(tail.start), "on" | "late" | "early" | "earlier" | "last");
        tail.len() <= LONGEST_DAY
            && tail.clone().any(|token| is_day(reader.word(token)) && (starts || token == tail.start))
    };
    source.start..comma.filter(day).unwrap_or(source.end)
}

/// Words of the longest "late on Tuesday evening".
const LONGEST_DAY: usize = 5;

/// Contents that hold the start of a quotation or most of it hold all of it: quoted words are not cut.
fn whole(reader: &Reader<'_>, cue: &TokenRange, content: &[TokenRange]) -> Vec<TokenRange> {
    let mut found: Vec<TokenRange> = Vec::new();
    for part in content {
        let mut part = part.clone();
        for token in [part.start, part.end - 1] {
            let Some(quotation) = reader.quotation(token) else { continue };
            let quoted = reader.account.tokens_in(reader.account.quotations[quotation as usize].span);
            let shared = part.end.min(quoted.end).saturating_sub(part.start.max(quoted.start));
            let holds = part.contains(&quoted.start) || 2 * shared as usize > quoted.len();
            if holds && (quoted.end <= cue.start || quoted.start >= cue.end) {
                part = part.start.min(quoted.start)..part.end.max(quoted.end);
            }
        }
        match found.last_mut() {
            Some(last) if last.end >= part.start => last.end = last.end.max(part.end),
            _ => found.push(part),
        }
    }
    found
}

/// Words in marks that are speech rather than a word set off.
const SPEECH: usize = 3;

/// Whether a cue holds a known word of report.
fn is_report(reader: &Reader<'_>, cue: &TokenRange) -> bool {
    let cues = &reader.kit.cues;
    cue.clone().any(|token| {
        let lemma = reader.lemma(token);
        match reader.tag(token) {
            Tag::Noun => cues.noun(lemma).is_some(),
            Tag::Adj => cues.adjective(lemma).is_some(),
            _ => !cues.verbs(lemma).is_empty(),
        }
    })
}

/// Whether a content is a clause or a quotation.
fn is_told(reader: &Reader<'_>, content: &[TokenRange]) -> bool {
    let speech = |token: u32| {
        let quotation = reader.quotation(token).map(|at| reader.account.quotations[at as usize].inner);
        quotation.is_some_and(|inner| reader.account.tokens_in(inner).len() >= SPEECH)
    };
    content.iter().cloned().flatten().any(|token| reader.is_finite(token) || speech(token))
}

/// Of sightings whose cues share words, the surest.
fn apart(mut sightings: Vec<Sighting>) -> Vec<Sighting> {
    sightings.sort_by_key(|sighting| (std::cmp::Reverse(sighting.confidence), sighting.anchor));
    let mut kept: Vec<Sighting> = Vec::new();
    for sighting in sightings {
        if !kept.iter().any(|other| other.cue.start < sighting.cue.end && sighting.cue.start < other.cue.end)
        {
            kept.push(sighting);
        }
    }
    kept.sort_by_key(|sighting| sighting.anchor);
    kept
}
