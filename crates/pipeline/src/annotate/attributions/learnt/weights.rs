//! What made the network sure of a cue? It is asked again, each time with one thing left out.
//!
//! Leaving out is the one explanation that is true of any model (Li, Monroe & Jurafsky 2016); it is slow, and done
//! for one attribution at a time.

use super::Learnt;
use super::features::{self, Opinions, TEMPLATES};
use crate::annotate::attributions::Draft;
use crate::annotate::attributions::reader::Reader;
use learn::network::shares;
use news::{Ground, Part, Score, Span, TokenRange};
use std::ops::Range;

/// What the features of a token tell, in their order.
const NAMES: [&str; TEMPLATES] = [
    "its spelling",
    "its dictionary form",
    "its last letters",
    "its first letters",
    "its capitals",
    "its part of speech and whether it is listed as a reporting word",
    "whether it stands in quotation marks",
    "its place in the sentence",
    "that the rules take it for a cue or a source",
    "that the rules take it for content",
    "what it names",
];
/// Tokens on each side of the cue that are left out in turn.
const NEAR: usize = 30;
/// How many words, and how many features of the cue, are told at most.
const TOLD: usize = 4;
/// What changes the certainty by less, in thousandths, is not told.
const LEAST: i32 = 20;

impl Learnt {
    /// How sure the network is of a cue, and without what it would be most unsure.
    pub(in crate::annotate::attributions) fn weights(
        &self,
        reader: &Reader<'_>,
        drafts: &[Draft],
        cue: &TokenRange,
    ) -> Vec<Ground> {
        let anchor = features::anchor(reader.account, cue) as usize;
        let sequences = features::sequences(reader.account);
        let Some(sequence) = sequences.into_iter().find(|sequence| sequence.contains(&anchor)) else {
            return Vec::new();
        };
        let opinions = Opinions::new(reader.account, drafts);
        let seen = features::features(reader, &opinions, &sequence);
        let place = anchor - sequence.start;
        let sure = self.sure(&seen, place, |_, _| true);
        let ground = |span: Option<Span>, why: String, score: u16| Ground {
            part: Part::Cue,
            span,
            why,
            score: Some(Score(score)),
        };
        let near: Range<usize> = place.saturating_sub(NEAR)..(place + NEAR + 1).min(seen.len());
        let words = near.filter(|word| *word != place).map(|word| {
            let token = (sequence.start + word) as u32;
            let without = self.sure(&seen, place, |at, _| at != word);
            (without, Some(reader.span(token..token + 1)), "the same without this word:".to_owned())
        });
        let traits = NAMES.iter().enumerate().map(|(template, name)| {
            let without = self.sure(&seen, place, |at, own| at != place || own != template);
            (without, None, format!("the same without {name}:"))
        });
        let told = |all: &mut dyn Iterator<Item = (u16, Option<Span>, String)>| {
            let change = |without: u16| i32::from(sure) - i32::from(without);
            let mut all: Vec<_> = all.filter(|(without, ..)| change(*without).abs() >= LEAST).collect();
            all.sort_by_key(|(without, ..)| std::cmp::Reverse(change(*without).abs()));
            all.truncate(TOLD);
            all
        };
        let mut grounds = vec![ground(None, "how sure the network is that it is a cue:".to_owned(), sure)];
        let weighty = told(&mut { traits }).into_iter().chain(told(&mut { words }));
        grounds.extend(weighty.map(|(without, span, why)| ground(span, why, without)));
        grounds
    }

    /// How sure the network is that a token carries a cue if it sees only some features (`sees(token, template)`), in
    /// thousandths.
    fn sure(&self, seen: &[[u64; TEMPLATES]], place: usize, sees: impl Fn(usize, usize) -> bool) -> u16 {
        let rows: Vec<Vec<u32>> = (seen.iter().enumerate())
            .map(|(at, features)| {
                let known = features.iter().enumerate().filter(|(template, _)| sees(at, *template));
                known.filter_map(|(_, feature)| self.network.row(*feature)).collect()
            })
            .collect();
        let reading = self.network.read(rows.iter().map(Vec::as_slice));
        self.network.scores(&reading, 0).chunks_exact(2).nth(place).map_or(0, |scores| shares(scores)[1])
    }
}
