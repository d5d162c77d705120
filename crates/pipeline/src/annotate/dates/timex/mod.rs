//! Which words tell time, and what value does TIMEX3 (Pustejovsky et al. 2003) give them? Points, lengths and sets.
//!
//! After SynTime (Zhong, Sun and Cambria 2017): every word has a class of time words, modifiers and numerals, looked
//! up once; an expression grows around a word of time by classes, not by words. Sets of days for want of a day of
//! publication, event anchors and what they prove about publication are left to [`super::settle`].

mod calendar;
mod clock;
mod feasts;
mod line;
mod phrase;
mod picked;
mod place;
mod sense;
mod value;

pub(super) use feasts::Feast;

use super::days::{Day, Stretch};
use super::expression::{Expression, Tense};
use super::outlook::Outlook;
use super::settle::Publication;
use super::tense;
use super::words::Word;
use crate::Kit;
use crate::annotate::atoms::AtomKind;
use line::Line;
use news::{Account, Sentence, TimeExpression, TimeKind, TimeModifier};
use place::Anchor;
use sense::{Reading, Sense, Shape};

/// The expressions of time of an account, sorted.
pub(super) fn find(
    kit: &Kit,
    account: &Account,
    outlooks: &[Outlook],
    expressions: &[Expression],
    publication: &Publication,
) -> Vec<TimeExpression> {
    let published = publication.days.ends().filter(|_| publication.days.count() == 1).map(|(day, _)| day);
    let history = published.is_some_and(|published| is_history(expressions, published));
    let mut latest = None;
    let mut found = Vec::new();
    for (index, (sentence, outlook)) in account.sentences.iter().zip(outlooks).enumerate() {
        in_sentence(kit, account, (index, sentence), outlook, (published, history), &mut latest, &mut found);
    }
    found
}

/// Whether most stated times lie long before publication: then a day without a year is one of those years.
fn is_history(expressions: &[Expression], published: Day) -> bool {
    let stated: Vec<Day> = expressions.iter().filter_map(|found| Some(found.meaning.stated()?.1)).collect();
    let old = stated.iter().filter(|day| published - **day > 3 * 366).count();
    stated.len() >= 5 && old * 5 >= stated.len() * 4 && stated.len() * 4 >= expressions.len()
}

fn in_sentence(
    kit: &Kit,
    account: &Account,
    (index, sentence): (usize, &Sentence),
    outlook: &Outlook,
    (published, history): (Option<Day>, bool),
    latest: &mut Option<((Stretch, Shape), usize)>,
    found: &mut Vec<TimeExpression>,
) {
    let Some(line) = Line::new(outlook, &kit.numerals) else { return };
    let atoms = line.atoms;
    let mut at = 0;
    while at < atoms.len() {
        let Some(reading) = outlook.may_start(at).then(|| line.expression(at)).flatten() else {
            at += 1;
            continue;
        };
        let span = atoms[at].span.cover(atoms[reading.end - 1].span);
        let tense = match reading.sense {
            Sense::Plain(_) => Tense::Unclear,
            Sense::Point(_) | Sense::Timed(..) => tense::around(&kit.time_words, account, sentence, span),
        };
        let anchor = Anchor {
            published,
            latest: latest.map(|(place, _)| place),
            same_sentence: latest.is_some_and(|(_, told)| index == told),
            history,
            tense,
            until: line.is_until(at, &reading),
            ago: line.is_any(reading.end - 1, &["ago"]),
        };
        let (value, place) = value::of(&reading.sense, anchor);
        if !reading.sense.is_beside() {
            *latest = place.map(|place| (place, index)).or(*latest);
        }
        found.push(TimeExpression { span, kind: reading.kind, value, modifier: reading.modifier });
        at = reading.end.max(at + 1);
    }
}

impl Line<'_> {
    /// The longest expression at `at`.
    fn expression(&self, at: usize) -> Option<Reading> {
        let all = [
            self.edged(at),
            self.about(at),
            self.clock(at),
            self.weekdays(at),
            self.calendar(at),
            self.phrase(at),
            self.plain(at),
            self.beside_year(at),
        ];
        let mut best: Option<Reading> = None;
        for reading in all.into_iter().flatten() {
            if best.as_ref().is_none_or(|best| best.end < reading.end) {
                best = Some(reading);
            }
        }
        best.map(|reading| self.open_end(reading))
    }

    /// "early 1990", "late yesterday", "the end of the month", "mid-1996", "earlier this year".
    fn edged(&self, at: usize) -> Option<Reading> {
        let (modifier, end) = self.edge(at).or_else(|| self.edge_noun(at))?;
        let start = self.hyphen(end);
        let the_year = self.is(start, "in")
            && self.is(start + 1, "the")
            && self.is_any(start + 2, &["year", "month", "week"]);
        let start = start + usize::from(the_year || self.is(start, "in") && self.year(start + 1).is_some());
        let mut reading = [self.calendar(start), self.phrase(start)]
            .into_iter()
            .flatten()
            .max_by_key(|reading| reading.end)?;
        if reading.kind != TimeKind::Date && reading.kind != TimeKind::Time {
            return None;
        }
        reading.modifier = Some(modifier);
        Some(reading)
    }

    /// "early", "the late"
    fn edge(&self, at: usize) -> Option<(TimeModifier, usize)> {
        let the = at + usize::from(self.is(at, "the"));
        let found = self.pick(the, Word::edge)?;
        let decade = || self.calendar(self.hyphen(found.1)).is_some();
        let comes = !self.is_any(the, &["earlier", "later"]);
        (the == at || comes && decade()).then_some(found)
    }

    /// "the end of"
    fn edge_noun(&self, at: usize) -> Option<(TimeModifier, usize)> {
        let the = at + usize::from(self.is(at, "the"));
        let modifier = if self.is_any(the, &["end", "close"]) {
            TimeModifier::End
        } else if self.is_any(the, &["beginning", "start"]) {
            TimeModifier::Start
        } else if self.is(the, "middle") {
            TimeModifier::Mid
        } else {
            return None;
        };
        (the > at && self.is(the + 1, "of")).then_some((modifier, the + 2))
    }

    /// "nearly two years", "at least 30 days", "about noon".
    fn about(&self, at: usize) -> Option<Reading> {
        let (modifier, end) = self.pick(at, Word::degree)?;
        // "over the past year", "over three years": the preposition.
        if self.is(at, "over") && self.of(end, Word::A).is_none() {
            return None;
        }
        let counted = self.phrase(end).filter(|reading| {
            self.count(end).is_some() || self.of(end, Word::A).is_some() || reading.kind == TimeKind::Duration
        });
        let mut reading = counted.or_else(|| self.clock(end))?;
        reading.modifier = Some(modifier);
        Some(reading)
    }

    /// Whether what stands before says that the time is still to come: "by February", "as early as Tuesday".
    fn is_until(&self, at: usize, reading: &Reading) -> bool {
        let as_soon = self.before(at).is_some_and(|atom| atom.is("as"))
            && at >= 2
            && self.is_any(at - 2, &["early", "soon", "late"]);
        let day = reading.day().is_some();
        as_soon || self.before(at).is_some_and(|atom| atom.is("until") || atom.is("by") && !day)
    }

    /// "1990 and beyond", "1994 or later"
    fn open_end(&self, mut reading: Reading) -> Reading {
        let end = reading.end;
        if reading.kind == TimeKind::Date
            && (self.is(end, "and") && self.is(end + 1, "beyond")
                || self.is(end, "or") && self.is_any(end + 1, &["later", "earlier"]))
        {
            reading.end = end + 2;
        }
        reading
    }

    /// "now", "daily".
    fn plain(&self, at: usize) -> Option<Reading> {
        let noun = |end: usize| {
            self.atom(end).is_some_and(|atom| atom.kind == AtomKind::Letters || atom.kind == AtomKind::Digits)
                && self.of(end, Word::Follows).is_none()
        };
        if self.is(at, "the") && self.pick(at, Word::refer).is_some_and(|(_, end)| noun(end)) {
            return None;
        }
        if let Some(reading) = self.year_end(at) {
            return Some(reading);
        }
        let refer = self.pick(at, Word::refer).map(|(value, end)| Reading::plain(end, TimeKind::Date, value));
        refer.or_else(|| {
            let (value, end) = self.pick(at, Word::often)?;
            Some(Reading::plain(end, TimeKind::Set, value))
        })
    }
}
