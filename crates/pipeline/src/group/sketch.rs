//! What does grouping keep of an account?
//!
//! Enough to decide which story it belongs to and to say why, and no more: its most telling words, pairs of words and
//! names, the days that it speaks of, and a sample of its runs of words by which near-duplicates are known. One and a
//! quarter kilobytes on average. How it is written down is left to [`super::stored`], what is done with it to
//! [`super::grouping`].

use super::terms::{Spoken, Use, logarithm};
use crate::collate::copies::duplicates;
use crate::{Kit, Page, read, skim};
use news::{Account, PartialDate};
use std::collections::BTreeMap;

/// Words, pairs of words and names that are kept: the most telling.
const KEPT: [usize; 3] = [120, 100, 20];
/// Bytes of a wording that a reason shows at most.
const LONGEST: usize = 32;
/// Days that are kept: those named most often.
const DAYS: usize = 12;
/// Fingerprints that are kept: the smallest, a sample without favour (Broder 1997).
const PRINTS: usize = 24;
/// Years before this are no day of publication but a mistake.
const FIRST_YEAR: i16 = 1600;

/// A word, pair of words or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Term {
    /// Equal for equal terms; below 2^24.
    pub(super) key: u32,
    /// Sixteenths of the natural logarithm of all articles to those that have the term.
    pub(super) telling: u8,
    /// How often, as steps of a quarter of a natural logarithm above once; at most 31.
    pub(super) often: u8,
    /// How often in the lead: 0 not, 1 once, each step twice as often; at most 7.
    pub(super) lead: u8,
}

/// How a text writes a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wording {
    pub(super) key: u32,
    pub(super) is_name: bool,
    pub(super) words: Box<str>,
}

/// What grouping keeps of an account: its most telling terms, its days and a sample of its runs of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// Day of publication, in days since the first of January of the year 1; none where it is not known.
    pub(super) day: Option<i32>,
    /// By key.
    pub(super) words: Vec<Term>,
    /// By key.
    pub(super) pairs: Vec<Term>,
    /// By key.
    pub(super) names: Vec<Term>,
    /// How often each day of the week is named, Monday first, in 16ths.
    pub(super) weekdays: [u8; 7],
    /// Days that the text speaks of, ascending, and how often.
    pub(super) days: Vec<(i32, u8)>,
    /// How this text writes the words, by key; not stored: reasons are given in the words of the later article.
    pub(super) wordings: Vec<Wording>,
    /// The smallest fingerprints, ascending.
    pub(super) prints: Vec<u32>,
}

/// Looks at an account once for all that grouping asks. A title that came beside the text counts as its first words.
pub fn sketch(kit: &Kit, account: &Account) -> Sketch {
    let article = &account.article;
    let title = article.title.as_ref().filter(|title| title.span.is_none());
    let title = title.map(|title| {
        let page = Page { bytes: title.value.clone().into_bytes(), ..Page::default() };
        read(kit, page).and_then(|title| skim(kit, title)).value
    });
    let spoken = Spoken::of(&kit.terms, title.as_ref().into_iter().chain([account]));
    let words = heaviest(&spoken.words, KEPT[0]);
    let mut prints: Vec<u32> =
        duplicates::prints(account.text()).into_iter().map(|print| (print >> 32) as u32).collect();
    prints.dedup();
    prints.truncate(PRINTS);
    Sketch {
        day: account.article.published.candidates.first().copied().and_then(number),
        wordings: wordings(&words),
        words: terms(words),
        pairs: terms(heaviest(&spoken.pairs, KEPT[1])),
        names: terms(heaviest(&spoken.names, KEPT[2])),
        weekdays: spoken.weekdays.map(|count| count.min(255) as u8),
        days: days(account),
        prints,
    }
}

/// The terms that weigh most, heaviest first.
fn heaviest<'a>(spoken: &BTreeMap<u64, Use<'a>>, kept: usize) -> Vec<(u64, Use<'a>)> {
    let weight = |found: &Use| u64::from(found.telling) * (16 + logarithm(u64::from(found.count)));
    let mut terms: Vec<(u64, Use)> = spoken.iter().map(|(feature, found)| (*feature, *found)).collect();
    terms.sort_by_key(|(feature, found)| (std::cmp::Reverse(weight(found)), *feature));
    terms.truncate(kept);
    terms
}

fn key(feature: u64) -> u32 {
    (feature >> 40) as u32
}

fn terms(heaviest: Vec<(u64, Use)>) -> Vec<Term> {
    let term = |(feature, found): (u64, Use)| Term {
        key: key(feature),
        telling: found.telling,
        often: (logarithm(u64::from(found.count)) / 4).min(31) as u8,
        lead: found.lead.checked_ilog2().map_or(0, |twice| (twice + 1).min(7) as u8),
    };
    let mut terms: Vec<Term> = heaviest.into_iter().map(term).collect();
    terms.sort_unstable();
    terms.dedup_by_key(|term| term.key);
    terms
}

fn wordings(heaviest: &[(u64, Use)]) -> Vec<Wording> {
    let short = heaviest.iter().filter(|(_, word)| word.words.len() <= LONGEST);
    let mut found: Vec<Wording> = short
        .map(|(feature, word)| Wording {
            key: key(*feature),
            is_name: word.is_name,
            words: if word.is_name { word.words.into() } else { word.words.to_lowercase().into() },
        })
        .collect();
    found.sort_unstable();
    found.dedup_by_key(|wording| wording.key);
    found
}

/// Days that the text speaks of without doubt.
fn days(account: &Account) -> Vec<(i32, u8)> {
    let mut counts: BTreeMap<i32, u8> = BTreeMap::new();
    for date in &account.dates {
        if let [only] = date.candidates.as_slice()
            && let Some(day) = number(*only)
        {
            let count = counts.entry(day).or_default();
            *count = count.saturating_add(1);
        }
    }
    let mut days: Vec<(i32, u8)> = counts.into_iter().collect();
    days.sort_by_key(|&(day, count)| (std::cmp::Reverse(count), day));
    days.truncate(DAYS);
    days.sort_unstable();
    days
}

/// Days since the first of January of the year 1 by the Gregorian calendar; none without a day that can be.
pub(super) fn number(date: PartialDate) -> Option<i32> {
    let (year, month, day) = (i32::from(date.year), i32::from(date.month?), i32::from(date.day?));
    if date.year < FIRST_YEAR {
        return None;
    }
    // The year begins in March, so that the leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leaps + (month * 153 + 2) / 5 + day - 307)
}

/// Telling above which a term is taken for one of the event itself, in sixteenths of a natural logarithm.
const OF_THE_EVENT: u8 = 64;

impl Sketch {
    /// The same article of another event: see [`crate::steps::grouping`].
    pub(crate) fn varied(&self, round: u32) -> Sketch {
        let other = |key: u32| (key ^ round.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
        let mut varied = self.clone();
        for wording in &mut varied.wordings {
            let at = self.words.binary_search_by_key(&wording.key, |term| term.key).ok();
            let term = at.and_then(|at| self.words.get(at));
            if term.is_some_and(|term| round > 0 && term.telling > OF_THE_EVENT) {
                wording.key = other(wording.key) >> 8;
            }
        }
        varied.wordings.sort_unstable();
        varied.wordings.dedup_by_key(|wording| wording.key);
        for terms in [&mut varied.words, &mut varied.pairs, &mut varied.names] {
            let changed = terms.iter_mut().filter(|term| round > 0 && term.telling > OF_THE_EVENT);
            changed.for_each(|term| term.key = other(term.key) >> 8);
            terms.sort_unstable();
            terms.dedup_by_key(|term| term.key);
        }
        varied.prints.iter_mut().filter(|_| round > 0).for_each(|print| *print = other(*print));
        varied.prints.sort_unstable();
        varied.day = self.day.map(|day| day.saturating_add(30 * round as i32));
        varied
    }

    /// Gives back memory that is not needed.
    pub(super) fn shrink(&mut self) {
        for terms in [&mut self.words, &mut self.pairs, &mut self.names] {
            terms.shrink_to_fit();
        }
        self.days.shrink_to_fit();
        self.prints.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_year_1() {
        assert_eq!(number(PartialDate::day(1970, 1, 1)), Some(719_162));
        let march = number(PartialDate::day(2024, 3, 1));
        assert_eq!(march, number(PartialDate::day(2024, 2, 28)).map(|day| day + 2));
        assert_eq!(number(PartialDate::month(2024, 3)), None);
        assert_eq!(number(PartialDate::day(1, 1, 1)), None);
    }
}
