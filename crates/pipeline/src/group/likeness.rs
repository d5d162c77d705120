//! How alike are two articles, as tellings of one event?
//!
//! A weighted sum of what two sketches share: cosines (Salton 1971) of words, of the lead's words, of pairs of words,
//! of names, of weekdays and of days; the share of the shorter article's words that the longer has; and how much is
//! shared at all. Less the days between them. The weights were chosen by hand and by trial on the development halves
//! of four collections, one setting for all; in integers, so that every machine decides alike.

use super::sketch::{Sketch, Term};
use super::terms::logarithm;

/// Least likeness of two articles of one event: all numbers here are thousandths.
pub(super) const ALIKE: i64 = 489;

const WORDS: i64 = 812;
const LEAD: i64 = 193;
const PAIRS: i64 = 723;
const NAMES: i64 = 99;
const WEEKDAYS: i64 = 34;
const DAYS: i64 = 181;
const SHORTER: i64 = 209;
const AMOUNT: i64 = 191;
/// What the second day costs, and each natural logarithm of days from there on.
const NEXT_DAY: i64 = 42;
const LATER: i64 = 131;
/// The most that days between cost: a day may be wrong.
const LATEST: i64 = 338;
/// Words of an article that is shorter than this (squares of telling) count as if it were so long.
const SHORT: u64 = 24_681;
/// Telling above which a shared term counts as evidence, in sixteenths.
const EVIDENCE: u8 = 53;

/// A sketch with what is computed once: the squares of the lengths of its vectors.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub(super) sketch: Sketch,
    words: u64,
    lead: u64,
    pairs: u64,
    names: u64,
    weekdays: u64,
    days: u64,
    telling: u64,
}

impl Measured {
    pub(super) fn new(mut sketch: Sketch) -> Measured {
        sketch.shrink();
        let square = |terms: &[Term]| terms.iter().map(|term| weight(term).pow(2)).sum();
        Measured {
            words: square(&sketch.words),
            lead: sketch.words.iter().map(|term| lead(term).pow(2)).sum(),
            pairs: square(&sketch.pairs),
            names: square(&sketch.names),
            weekdays: sketch.weekdays.iter().map(|count| u64::from(*count).pow(2)).sum(),
            days: sketch.days.iter().map(|(_, count)| u64::from(*count).pow(2)).sum(),
            telling: sketch.words.iter().map(|term| u64::from(term.telling).pow(2)).sum(),
            sketch,
        }
    }

    /// How alike two articles are, in thousandths: above [`ALIKE`] they tell one event. May be negative or above 1000.
    pub(super) fn likeness(&self, other: &Measured) -> i64 {
        let (mut words, mut lead_words, mut telling, mut evidence) = (0, 0, 0, 0);
        meet(&self.sketch.words, &other.sketch.words, |one, two| {
            words += weight(one) * weight(two);
            lead_words += lead(one) * lead(two);
            telling += u64::from(one.telling).pow(2);
            evidence += u64::from(one.telling.saturating_sub(EVIDENCE));
        });
        let mut pairs = 0;
        meet(&self.sketch.pairs, &other.sketch.pairs, |one, two| {
            pairs += weight(one) * weight(two);
            evidence += u64::from(one.telling.saturating_sub(EVIDENCE));
        });
        let mut names = 0;
        meet(&self.sketch.names, &other.sketch.names, |one, two| names += weight(one) * weight(two));
        let weekdays = self.sketch.weekdays.iter().zip(&other.sketch.weekdays);
        let weekdays = weekdays.map(|(one, two)| u64::from(*one) * u64::from(*two)).sum();
        let shorter = telling * 1000 / self.telling.min(other.telling).max(SHORT);
        // In sixteenths of a natural logarithm; five of those are all that counts.
        let amount = logarithm(64 + evidence * 4) * 1000 / 80;
        let sum = WORDS * cosine(words, self.words, other.words)
            + LEAD * cosine(lead_words, self.lead, other.lead)
            + PAIRS * cosine(pairs, self.pairs, other.pairs)
            + NAMES * cosine(names, self.names, other.names)
            + WEEKDAYS * cosine(weekdays, self.weekdays, other.weekdays)
            + DAYS * cosine(self.shared_days(other), self.days, other.days)
            + SHORTER * shorter as i64
            + AMOUNT * amount as i64;
        sum / 1000 - self.distance(other)
    }

    fn shared_days(&self, other: &Measured) -> u64 {
        let theirs = &other.sketch.days;
        let shared = self.sketch.days.iter().filter_map(|(day, count)| {
            let at = theirs.binary_search_by_key(day, |(day, _)| *day).ok()?;
            Some(u64::from(*count) * u64::from(theirs.get(at)?.1))
        });
        shared.sum()
    }

    /// What the days between two articles cost; nothing where a day is not known.
    fn distance(&self, other: &Measured) -> i64 {
        let apart = self.sketch.day.zip(other.sketch.day).map_or(0, |(one, two)| one.abs_diff(two));
        match apart {
            0 => 0,
            1 => NEXT_DAY,
            days => (NEXT_DAY + LATER * logarithm(u64::from(days) * 64) as i64 / 16).min(LATEST),
        }
    }
}

/// Weight of a term in the vector of an article.
fn weight(term: &Term) -> u64 {
    u64::from(term.telling) * (16 + 4 * u64::from(term.often))
}

/// Weight of a term in the vector of an article's lead: each doubling of its count adds a natural logarithm of two.
fn lead(term: &Term) -> u64 {
    if term.lead == 0 { 0 } else { u64::from(term.telling) * (5 + 11 * u64::from(term.lead)) }
}

/// Calls for each term that both lists have; the lists are sorted by key.
fn meet(one: &[Term], other: &[Term], mut both: impl FnMut(&Term, &Term)) {
    let (mut a, mut b) = (0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        if left.key == right.key {
            both(left, right);
        }
        a += usize::from(left.key <= right.key);
        b += usize::from(right.key <= left.key);
    }
}

/// A cosine in thousandths, in integers.
fn cosine(product: u64, one: u64, two: u64) -> i64 {
    if product == 0 {
        return 0;
    }
    let lengths = u64::from(root(one)) * u64::from(root(two));
    (u128::from(product) * 1000 / u128::from(lengths.max(1))) as i64
}

fn root(number: u64) -> u32 {
    number.isqrt() as u32
}

/// Thousandths of the runs of words of two texts that both have, by the smallest of both together (Broder 1997).
pub(super) fn resemblance(one: &[u32], other: &[u32]) -> u32 {
    let size = one.len().min(other.len());
    let (mut a, mut b, mut seen, mut shared) = (0, 0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b))
        && seen < size
    {
        shared += u32::from(left == right);
        a += usize::from(left <= right);
        b += usize::from(right <= left);
        seen += 1;
    }
    shared * 1000 / (seen as u32).max(1)
}
