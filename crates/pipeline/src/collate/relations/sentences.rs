//! Which sentences of two accounts say one thing, though no clause of theirs is alike enough by itself?
//!
//! A sentence shares more with its counterpart than any clause: participants, numbers, a run of words, and that nothing
//! else in the other account comes as near. These signs are weighed together (logistic regression, Cox 1958). What
//! whole units and clauses share is judged by `claims`; links from here stand behind theirs.

use super::candidates;
use super::concepts::{Concept, Predicates};
use super::likeness::{self, Likeness};
use super::sketch::Reader;
use super::units::{self, Unit};
use super::{claims, clauses, wording};
use news::{Account, Link, Passage, Relation, Score, Span, ZoneKind};
use std::collections::BTreeMap;

/// One sentence.
struct Line {
    unit: Unit,
    /// Its number in the account.
    place: u32,
    /// Its words, each by a number.
    words: Vec<u32>,
}

/// Words of a sentence that are compared in a row; more is a list.
const LONGEST: usize = 80;
/// Score under which two sentences are not looked at.
const LEAST_SCORE: u32 = 100;

/// Links between sentences of different accounts; accounts in `order`.
pub(super) fn link(
    kit: &Predicates,
    accounts: &[Account],
    readers: &[Reader<'_>],
    order: &[usize],
) -> Vec<Link> {
    let lines = lines(readers, order);
    let units: Vec<Unit> = lines.iter().map(|line| line.unit.clone()).collect();
    let mut measured: Vec<(usize, usize, Likeness)> = Vec::new();
    for (one, two) in candidates::pairs(&units) {
        let (Some(a), Some(b)) = (units.get(one), units.get(two)) else { continue };
        if a.account == b.account {
            continue;
        }
        let likeness = likeness::of(&a.sketch, &b.sketch);
        if likeness.score() >= LEAST_SCORE {
            measured.push((one, two, likeness));
        }
    }
    let rivals = Rivals::of(&measured, &units);
    let pairs = measured.into_iter().filter_map(|(one, two, likeness)| {
        let (a, b) = (&lines[one], &lines[two]);
        let margins = rivals.margins(one, two, &units, likeness.score());
        let sum = weigh(a, b, &likeness, margins);
        let apart = likeness.clashing_numbers
            || likeness.other_numbers
            || likeness.main_turned
            || claims::is_opposite(kit, &a.unit, &b.unit)
            || a.unit.sketch.unproven != b.unit.sketch.unproven;
        (sum >= ENOUGH && !apart).then(|| join(accounts, readers, &a.unit, &b.unit, sum))
    });
    pairs.collect()
}

/// The sentences of the text and its key points, with their sketches.
fn lines(readers: &[Reader<'_>], order: &[usize]) -> Vec<Line> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut lines = Vec::new();
    for index in order.iter().copied() {
        let Some(reader) = readers.get(index) else { continue };
        let account = reader.account;
        let told = account.sentences.iter().filter(|sentence| is_told(sentence.zone));
        for (place, sentence) in told.enumerate() {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let tokens = account.tokens.get(range).unwrap_or_default();
            let tokens = tokens.iter().filter(|token| token.tag != news::Tag::Punct).take(LONGEST);
            let words = tokens
                .map(|token| {
                    let next = numbers.len() as u32;
                    *numbers.entry(&token.lemma).or_insert(next)
                })
                .collect();
            let unit = units::narrated(reader, index as u32, sentence.span);
            lines.push(Line { unit, place: place as u32, words });
        }
    }
    let mut sketched: Vec<Unit> = lines.iter().map(|line| line.unit.clone()).collect();
    units::discount_topic(&mut sketched);
    for (line, unit) in lines.iter_mut().zip(sketched) {
        line.unit = unit;
    }
    lines
}

/// Whether the sentences of a zone tell what happened.
fn is_told(zone: ZoneKind) -> bool {
    zone == ZoneKind::Body || zone == ZoneKind::KeyPoint
}

/// The two best scores that each sentence has with the sentences of each other account.
struct Rivals {
    best: BTreeMap<(usize, u32), [u32; 2]>,
}

impl Rivals {
    fn of(measured: &[(usize, usize, Likeness)], units: &[Unit]) -> Rivals {
        let mut best: BTreeMap<(usize, u32), [u32; 2]> = BTreeMap::new();
        for (one, two, likeness) in measured {
            for (line, other) in [(*one, *two), (*two, *one)] {
                let seen = best.entry((line, units[other].account)).or_default();
                let score = likeness.score();
                if score > seen[0] {
                    *seen = [score, seen[0]];
                } else if score > seen[1] {
                    seen[1] = score;
                }
            }
        }
        Rivals { best }
    }

    /// How far a pair stands above, or below, the best rival of either side: the lesser, the greater.
    fn margins(&self, one: usize, two: usize, units: &[Unit], score: u32) -> (i64, i64) {
        let margin = |line: usize, other: usize| {
            let [first, second] = self.best.get(&(line, units[other].account)).copied().unwrap_or_default();
            i64::from(score) - i64::from(if score >= first { second } else { first })
        };
        let (a, b) = (margin(one, two), margin(two, one));
        (a.min(b), a.max(b))
    }
}

/// The signs of a pair, each times its weight, in thousandths. The weights are those of a logistic regression over
/// pairs of sentences of ten events told by three outlets each; by cross-validation over events (of a prototype that
/// took other numbers as one more sign), more than nine of ten pairs above [`ENOUGH`] are right.
fn weigh(one: &Line, two: &Line, likeness: &Likeness, margins: (i64, i64)) -> i64 {
    let (weight_one, weight_two) = (one.unit.sketch.weight(), two.unit.sketch.weight());
    let numbers = likeness::shared(&one.unit.sketch, &two.unit.sketch)
        .iter()
        .filter(|(part, _)| match part.concept {
            Concept::Number(_) => true,
            Concept::Entity(_) | Concept::Family(_) | Concept::Stem(_) | Concept::Date(_) => false,
        })
        .count() as i64;
    let run = longest_run(&one.words, &two.words) as i64;
    let sum = 4190 * i64::from(likeness.dice) - 218 * i64::from(likeness.containment)
        + 2943 * i64::from(likeness.weight.min(300)) * 10
        + 501 * i64::from(likeness.words.min(8)) * 250
        - 211 * i64::from(likeness.entities.min(4)) * 500
        + 993 * numbers.min(2) * 1000
        + 1963 * run.min(15) * 200
        - 1254 * i64::from(one.place.abs_diff(two.place).min(20)) * 100
        - 418 * i64::from(weight_one.min(weight_two).min(300)) * 10
        + 2183 * margins.0
        + 1523 * margins.1;
    sum / 1000 - 3536
}

/// The sum from which two sentences say one thing: the odds are four to one.
const ENOUGH: i64 = 1386;

/// The most words in a row that both sentences have.
fn longest_run(one: &[u32], two: &[u32]) -> usize {
    let mut best = 0;
    let mut before = vec![0usize; two.len() + 1];
    for a in one {
        let mut now = vec![0usize; two.len() + 1];
        for (at, b) in two.iter().enumerate() {
            if a == b {
                now[at + 1] = before[at] + 1;
                best = best.max(now[at + 1]);
            }
        }
        before = now;
    }
    best
}

/// The link, between the parts of the sentences that hold what is shared.
fn join(accounts: &[Account], readers: &[Reader<'_>], one: &Unit, two: &Unit, sum: i64) -> Link {
    let pairs = likeness::shared(&one.sketch, &two.sketch);
    let part = |unit: &Unit, tokens: Vec<u32>| {
        let account = readers.get(unit.account as usize).map(|reader| reader.account);
        Passage {
            account: unit.account,
            span: account.map_or(unit.frame, |account| narrowed(account, unit.frame, &tokens)),
        }
    };
    Link {
        relation: Relation::SameClaim,
        a: part(one, pairs.iter().map(|(part, _)| part.token).collect()),
        b: part(two, pairs.iter().map(|(_, part)| part.token).collect()),
        reason: format!("no other sentence comes as near; {}", wording::overlap(accounts, one, two)),
        confidence: Score((400 + (sum - ENOUGH).min(2400) / 30) as u16),
    }
}

/// The clauses of a sentence from the first to the last that hold one of the tokens.
fn narrowed(account: &Account, span: Span, tokens: &[u32]) -> Span {
    let Some(sentence) = account.sentence_at(span.start as usize) else { return span };
    let holds = |clause: &std::ops::Range<u32>| tokens.iter().any(|token| clause.contains(token));
    let clauses = clauses::of(account, sentence).into_iter().filter(holds);
    clauses
        .map(|clause| account.span_of(clause))
        .reduce(|whole, clause| whole.cover(clause))
        .and_then(|whole| whole.intersection(span))
        .unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_counted_where_the_words_stand_in_a_row() {
        assert_eq!(longest_run(&[1, 2, 3, 4], &[9, 2, 3, 4, 1]), 3);
        assert_eq!(longest_run(&[1, 2], &[2, 1]), 1);
        assert_eq!(longest_run(&[], &[1]), 0);
    }

    #[test]
    fn a_rival_that_is_as_near_takes_the_margin() {
        let unit = |account| Unit {
            account,
            content: Vec::new(),
            frame: Span::new(0, 1),
            attribution: None,
            act: None,
            speakers: Vec::new(),
            by_people: false,
            quoted: false,
            sketch: super::super::sketch::Sketch::default(),
            context: None,
        };
        let units = [unit(0), unit(1), unit(1)];
        let alike = |score| Likeness { dice: score, containment: score, ..Likeness::default() };
        let measured = [(0, 1, alike(600)), (0, 2, alike(400))];
        let rivals = Rivals::of(&measured, &units);
        assert_eq!(rivals.margins(0, 1, &units, 600), (200, 600));
        assert_eq!(rivals.margins(0, 2, &units, 400), (-200, 400));
    }
}
