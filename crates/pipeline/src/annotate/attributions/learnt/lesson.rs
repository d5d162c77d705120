//! What does the network learn of an article with known attributions? Features and labels, side by side.

use super::super::drafts;
use super::super::reader::Reader;
use super::features::{self, Opinions};
use super::{CONTENT, CUE, SOURCE};
use crate::Kit;
use learn::network::FACTS;
use news::{Account, Span, TokenRange};
use std::collections::BTreeMap;
use std::ops::Range;

/// One attribution that people marked, in the account's text.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// Stretches of the source.
    pub source: Vec<Span>,
    /// Stretches of the cue.
    pub cue: Vec<Span>,
    /// Stretches of the content.
    pub content: Vec<Span>,
}

/// A paragraph as the network learns it.
#[derive(Debug, Clone, Default)]
pub struct Lesson {
    /// Features of each token.
    pub tokens: Vec<Vec<u64>>,
    /// Whether each token carries a cue.
    pub carriers: Vec<u16>,
    /// What the tokens of a range are to a carrier.
    pub bonds: Vec<Bond>,
}

/// A word that carries a cue, and what the tokens around it are to it; all places count from the lesson's start.
#[derive(Debug, Clone)]
pub struct Bond {
    /// The carrier.
    pub carrier: usize,
    /// Tokens that can be bound to it.
    pub window: Range<usize>,
    /// Facts between each of these and the carrier.
    pub facts: Vec<[u16; FACTS]>,
    /// The label of each: 0, or 1 and 2 for the start and the rest of a source, 3 and 4 content, 5 and 6 cue.
    pub labels: Vec<u8>,
}

/// The lessons of an article.
pub fn lessons(kit: &Kit, account: &Account, marked: &[Marked]) -> Vec<Lesson> {
    let reader = Reader::new(kit, account);
    let opinions = Opinions::new(account, &drafts(&reader).1);
    let carried = carried(account, marked);
    features::sequences(account)
        .into_iter()
        .map(|sequence| {
            let mut lesson = Lesson {
                tokens: features::features(&reader, &opinions, &sequence)
                    .iter()
                    .map(|features| features.to_vec())
                    .collect(),
                carriers: vec![0; sequence.len()],
                bonds: Vec::new(),
            };
            for (&carrier, marked) in carried.range(sequence.start..sequence.end) {
                lesson.carriers[carrier - sequence.start] = 1;
                let window = features::window(&sequence, carrier, features::WHOLE);
                lesson.bonds.push(Bond {
                    carrier: carrier - sequence.start,
                    facts: features::facts(account, &opinions, &window, carrier),
                    labels: labels(account, marked, &window),
                    window: window.start - sequence.start..window.end - sequence.start,
                });
            }
            lesson
        })
        .collect()
}

/// Attributions by the word that carries their cue; of several with one carrier the first.
fn carried<'m>(account: &Account, marked: &'m [Marked]) -> BTreeMap<usize, &'m Marked> {
    let mut carried = BTreeMap::new();
    for marked in marked {
        let Some(cue) = marked.cue.first().map(|cue| touched(account, *cue)).filter(|cue| !cue.is_empty())
        else {
            continue;
        };
        carried.entry(features::anchor(account, &cue) as usize).or_insert(marked);
    }
    carried
}

/// Tokens that share a byte with a span: people's marks sometimes cut words.
fn touched(account: &Account, span: Span) -> TokenRange {
    let start = account.tokens.partition_point(|token| token.span.end <= span.start);
    let end = account.tokens.partition_point(|token| token.span.start < span.end);
    start as u32..end.max(start) as u32
}

fn labels(account: &Account, marked: &Marked, window: &Range<usize>) -> Vec<u8> {
    let mut labels = vec![0; window.len()];
    // Where roles overlap, the narrower one stands.
    for (kind, spans) in [(CONTENT, &marked.content), (SOURCE, &marked.source), (CUE, &marked.cue)] {
        for span in spans {
            let tokens = touched(account, *span);
            for token in tokens.clone() {
                if let Some(label) =
                    (token as usize).checked_sub(window.start).and_then(|at| labels.get_mut(at))
                {
                    *label = 2 * kind as u8 + if token == tokens.start { 1 } else { 2 };
                }
            }
        }
    }
    labels
}
