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
use news::{Account, Link, Pair, Passage, Relation, Score, Span, ZoneKind};
use std::collections::{BTreeMap, BTreeSet};

/// What of one sentence its unit does not hold.
struct Line {
    /// Its number in the account.
    place: u32,
    /// Its words, each by a number.
    words: Vec<u32>,
}

/// Words of a sentence that are compared in a row; more is a list.
const LONGEST: usize = 80;
/// Score under which two sentences are not looked at.
const LEAST_SCORE: u32 = 100;

/// Links between sentences of different accounts; accounts in `order`, `compared` two by two.
pub(super) fn link(
    kit: &Predicates,
    accounts: &[Account],
    readers: &[Reader<'_>],
    compared: &[Pair],
    order: &[usize],
) -> Vec<Link> {
    let (lines, units) = lines(readers, order);
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
    let mut runs = Runs::default();
    let mut pairs = Vec::new();
    for (one, two, likeness) in measured {
        let (a, b) = (&units[one], &units[two]);
        let apart = likeness.clashing_numbers
            || likeness.other_numbers
            || likeness.main_turned
            || a.sketch.unproven != b.sketch.unproven;
        if apart {
            continue;
        }
        let margins = rivals.margins(one, two, &units, likeness.score());
        let distance = lines[one].place.abs_diff(lines[two].place);
        let sum = weigh(a, b, &likeness, distance, margins);
        // The longest run that counts would not lift it.
        if sum + of_run(MOST_OF_RUN) < ENOUGH - SUPPORT {
            continue;
        }
        let sum = sum + of_run(runs.longest(&lines[one].words, &lines[two].words));
        if sum >= ENOUGH - SUPPORT && !claims::is_opposite(kit, a, b) {
            pairs.push((one, two, sum));
        }
    }
    let neighbours = Neighbours::of(&pairs, &units, compared);
    let mut links = Vec::new();
    for (one, two, sum) in pairs {
        let thirds = neighbours.that_stand_by(one, two);
        let sum = if thirds > 0 { sum + SUPPORT } else { sum };
        if sum >= ENOUGH {
            links.push(join(accounts, readers, &units[one], &units[two], thirds, sum));
        }
    }
    links
}

/// The sentences of the text and its key points, with their sketches.
fn lines(readers: &[Reader<'_>], order: &[usize]) -> (Vec<Line>, Vec<Unit>) {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut lines, mut units) = (Vec::new(), Vec::new());
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
            units.push(units::narrated(reader, index as u32, sentence.span));
            lines.push(Line { place: place as u32, words });
        }
    }
    units::rank(&mut units);
    units::discount_topic(&mut units);
    (lines, units)
}

/// Whether the sentences of a zone tell what happened.
fn is_told(zone: ZoneKind) -> bool {
    zone == ZoneKind::Body || zone == ZoneKind::KeyPoint
}

/// The two best scores that each sentence has with the sentences of each other account.
struct Rivals {
    /// By sentence: the other account and the two scores.
    best: Vec<Vec<(u32, [u32; 2])>>,
}

impl Rivals {
    fn of(measured: &[(usize, usize, Likeness)], units: &[Unit]) -> Rivals {
        let mut best: Vec<Vec<(u32, [u32; 2])>> = vec![Vec::new(); units.len()];
        for (one, two, likeness) in measured {
            for (line, other) in [(*one, *two), (*two, *one)] {
                let account = units[other].account;
                let seen = &mut best[line];
                let at = seen.iter().position(|(known, _)| *known == account).unwrap_or(seen.len());
                if at == seen.len() {
                    seen.push((account, [0, 0]));
                }
                let seen = &mut seen[at].1;
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
            let seen = self.best[line].iter().find(|(account, _)| *account == units[other].account);
            let [first, second] = seen.map(|(_, scores)| *scores).unwrap_or_default();
            i64::from(score) - i64::from(if score >= first { second } else { first })
        };
        let (a, b) = (margin(one, two), margin(two, one));
        (a.min(b), a.max(b))
    }
}

/// The signs of a pair, each times its weight, in thousandths, without that of the words in a row. The weights are
/// those of a logistic regression over pairs of sentences of ten events told by three outlets each. Learnt on nine of
/// them and used on the tenth (a prototype), they find some five links of a hundred less at the same precision. Eight other
/// signs, words in common in their order and days among them, find as many by that count, but fewer with [`SUPPORT`].
fn weigh(one: &Unit, two: &Unit, likeness: &Likeness, distance: u32, margins: (i64, i64)) -> i64 {
    let (weight_one, weight_two) = (one.sketch.weight(), two.sketch.weight());
    let numbers = likeness::shared(&one.sketch, &two.sketch)
        .iter()
        .filter(|(part, _)| match part.concept {
            Concept::Number(_) => true,
            Concept::Entity(_) | Concept::Family(_) | Concept::Stem(_) | Concept::Date(_) => false,
        })
        .count() as i64;
    let sum = 4190 * i64::from(likeness.dice) - 218 * i64::from(likeness.containment)
        + 2943 * i64::from(likeness.weight.min(300)) * 10
        + 501 * i64::from(likeness.words.min(8)) * 250
        - 211 * i64::from(likeness.entities.min(4)) * 500
        + 993 * numbers.min(2) * 1000
        - 1254 * i64::from(distance.min(20)) * 100
        - 418 * i64::from(weight_one.min(weight_two).min(300)) * 10
        + 2183 * margins.0
        + 1523 * margins.1;
    sum / 1000 - 3536
}

/// Which sentences may say the same as which, from [`ENOUGH`] less [`SUPPORT`] on.
struct Neighbours<'a> {
    near: Vec<Vec<usize>>,
    units: &'a [Unit],
    /// Pairs of accounts that share the narrators' prose, both ways round.
    copying: BTreeSet<(u32, u32)>,
}

impl<'a> Neighbours<'a> {
    fn of(pairs: &[(usize, usize, i64)], units: &'a [Unit], compared: &[Pair]) -> Neighbours<'a> {
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
        for (one, two, _) in pairs {
            near[*one].push(*two);
            near[*two].push(*one);
        }
        near.iter_mut().for_each(|near| near.sort_unstable());
        let copying = compared.iter().filter(|pair| pair.relation.shares_prose());
        let copying = copying.flat_map(|pair| [(pair.a, pair.b), (pair.b, pair.a)]).collect();
        Neighbours { near, units, copying }
    }

    /// How many further accounts, none of which copies another or one of the two, have a sentence that may say the same as
    /// both; 0 if they are less than a quarter of those with a sentence near either: among many one comes near by chance.
    fn that_stand_by(&self, one: usize, two: usize) -> usize {
        let ends = [self.units[one].account, self.units[two].account];
        let account = |third: &usize| self.units[*third].account;
        let is_free = |account: &u32| {
            ends.iter().all(|end| end != account && !self.copying.contains(&(*end, *account)))
        };
        let near_either = self.near[one].iter().chain(&self.near[two]);
        let further: BTreeSet<u32> = near_either.map(account).filter(is_free).collect();
        // In the order of the sentences, which does not depend on the order in which accounts are given.
        let near_both = self.near[one].iter().filter(|third| self.near[two].binary_search(third).is_ok());
        let mut thirds: Vec<u32> = Vec::new();
        for account in near_both.map(account).filter(is_free) {
            let is_told = |third: &u32| *third == account || self.copying.contains(&(*third, account));
            if !thirds.iter().any(is_told) {
                thirds.push(account);
            }
        }
        if thirds.len() * 4 >= further.len() { thirds.len() } else { 0 }
    }
}

/// Words in a row that count.
const MOST_OF_RUN: u32 = 15;

/// What the longest run of equal words adds.
fn of_run(words: u32) -> i64 {
    1963 * i64::from(words.min(MOST_OF_RUN)) * 200 / 1000
}

/// The sum from which two sentences say one thing: the odds are three to two.
const ENOUGH: i64 = 405;

/// What it adds that a third account has a sentence that may say the same as both.
const SUPPORT: i64 = 1400;

/// Room for two rows of the table of runs.
#[derive(Default)]
struct Runs {
    before: Vec<u32>,
    now: Vec<u32>,
}

impl Runs {
    /// The most words in a row that both sentences have.
    fn longest(&mut self, one: &[u32], two: &[u32]) -> u32 {
        self.before.clear();
        self.before.resize(two.len() + 1, 0);
        self.now.clone_from(&self.before);
        let mut best = 0;
        for a in one {
            let cells = self.now[1..].iter_mut().zip(&self.before).zip(two);
            for ((cell, run), b) in cells {
                *cell = if a == b { run + 1 } else { 0 };
                best = best.max(*cell);
            }
            std::mem::swap(&mut self.before, &mut self.now);
        }
        best
    }
}

/// The link, between the parts of the sentences that hold what is shared.
fn join(
    accounts: &[Account],
    readers: &[Reader<'_>],
    one: &Unit,
    two: &Unit,
    thirds: usize,
    sum: i64,
) -> Link {
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
        reason: format!("{}; {}", nearness(thirds), wording::overlap(accounts, one, two)),
        confidence: Score((400 + (sum - ENOUGH).min(2400) / 30) as u16),
    }
}

/// Why two sentences are held to be one: no rival, or further accounts that stand by them.
fn nearness(thirds: usize) -> String {
    match thirds {
        0 => "no other sentence comes as near".to_owned(),
        1 => "a further account has a sentence near both".to_owned(),
        many => format!("{many} further accounts have a sentence near both"),
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
        let mut runs = Runs::default();
        assert_eq!(runs.longest(&[1, 2, 3, 4], &[9, 2, 3, 4, 1]), 3);
        assert_eq!(runs.longest(&[1, 2], &[2, 1]), 1);
        assert_eq!(runs.longest(&[], &[1]), 0);
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
