//! Which phrases around a unit or a part of the calendar tell time? "the past three years", "the third quarter",
//! "this morning", "last November", "several months ago", "the year-earlier period".
//!
//! The phrase is read from left to right into slots (determiner, which, count, place in a row, year); what the
//! slots mean together is decided once its head is known.

use super::line::{Count, Line};
use super::sense::{Reading, Sense};
use crate::annotate::atoms::AtomKind;
use crate::annotate::dates::days::Grain;
use crate::annotate::dates::words::{Which, Word};
use news::{TimeKind, TimeModifier};

/// Slots before the head are few.
const MOST_SLOTS: usize = 9;

/// What stands before the head.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slots {
    pub(super) the: bool,
    pub(super) this: bool,
    pub(super) that: bool,
    pub(super) a: bool,
    pub(super) every: bool,
    pub(super) which: Option<Which>,
    pub(super) count: Option<Count>,
    pub(super) place: Option<i64>,
    pub(super) year: Option<i64>,
    /// "year-earlier", "year-ago"
    pub(super) year_before: bool,
    pub(super) fiscal: bool,
    pub(super) edge: Option<TimeModifier>,
    /// Anything at all stands before the head.
    pub(super) any: bool,
    pub(super) hyphen: bool,
}

/// What the phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Unit(Grain, bool),
    Month(u8),
    Weekday(u8),
    Season(u8, u8),
    Part(&'static str),
    Half,
    Period,
}

impl Line<'_> {
    /// The phrase that starts at `at`.
    pub(super) fn phrase(&self, at: usize) -> Option<Reading> {
        let mut slots = Slots::default();
        let mut next = at;
        for _ in 0..MOST_SLOTS {
            if let Some(reading) = self.headed(at, next, slots) {
                return Some(reading);
            }
            next = self.slot(next, &mut slots)?;
            slots.any = true;
        }
        None
    }

    /// The phrase whose head is at `next`, if one is.
    fn headed(&self, at: usize, next: usize, slots: Slots) -> Option<Reading> {
        let (head, end) = self.head(next, slots)?;
        if matches!(head, Head::Unit(Grain::Quarter, _)) && self.is_fraction(end, slots) {
            return None;
        }
        // "“This Week”": a name.
        let title = slots.this && self.atoms[at].capital && self.atoms[end - 1].capital;
        if title && self.before(at).is_some() {
            return None;
        }
        if is_modifier(slots, head) || self.is_name(end, slots, head) || slots.a && self.is_rate(end, slots) {
            return None;
        }
        self.meant(at, end, slots, head)
    }

    /// "three-quarters of its food", "a quarter of the vote".
    fn is_fraction(&self, end: usize, slots: Slots) -> bool {
        let few = matches!(slots.count, Some(Count::Exact(milli)) if milli <= 3000);
        let plural = self.is(end - 1, "quarters");
        let dated = self.year(end + 1).is_some() || self.is_any(end + 1, &["this", "last", "next"]);
        let of = self.is(end, "of") && !dated;
        let counted = few || slots.a && slots.count.is_none();
        let bare = plural && !slots.any;
        bare || few && slots.hyphen && plural || slots.which.is_none() && counted && of
    }

    fn head(&self, at: usize, slots: Slots) -> Option<(Head, usize)> {
        if let Some((grain, plural, end)) = self.unit(at) {
            // "second" is mostly a place in a row.
            let second = self.is(at, "second") && !matches!(slots.count, Some(Count::Exact(1000)));
            let beside = self.year_before(at).is_some();
            return (!second && !beside).then_some((Head::Unit(grain, plural), end));
        }
        if let Some(((from, to), end)) = self.pick(at, Word::season) {
            return Some((Head::Season(from, to), end + usize::from(self.is(end, "s"))));
        }
        let half = slots.place.is_some() || matches!(slots.which, Some(Which::Last | Which::Final));
        if self.is_any(at, &["half", "halves"]) && half {
            return Some((Head::Half, at + 1));
        }
        if let Some((code, end)) = self.pick(at, Word::part_of_day) {
            return Some((Head::Part(code), end));
        }
        if let Some(end) = self.of(at, Word::Period) {
            return Some((Head::Period, end));
        }
        if !slots.any || slots.count.is_some() {
            return None;
        }
        if let Some((month, end)) = self.month_name(at) {
            return Some((Head::Month(month), end));
        }
        let (weekday, end) = self.weekday_name(at)?;
        Some((Head::Weekday(weekday), end))
    }

    /// "year-earlier", "year ago" before a head: its end.
    fn year_before(&self, at: usize) -> Option<usize> {
        let hyphen = self.hyphen(at + 1);
        let joined = self.is(at, "year") && self.is_any(hyphen, &["ago", "earlier", "before"]);
        (joined && (hyphen > at + 1 || self.head(hyphen + 1, Slots::default()).is_some()))
            .then_some(hyphen + 1)
    }

    /// "the", "this", "each" at the start of the phrase.
    fn determiner(&self, at: usize, slots: &mut Slots) -> Option<usize> {
        let (word, end) = self.pick(at, |word| {
            matches!(word, Word::The | Word::This | Word::That | Word::A | Word::Every).then_some(word)
        })?;
        // "that" opens clauses, too: "said that last week".
        let near = || {
            self.unit(end).is_some() || self.is(end, "same") || self.pick(end, Word::part_of_day).is_some()
        };
        slots.the = word == Word::The;
        slots.this = word == Word::This;
        slots.that = word == Word::That;
        slots.a = word == Word::A;
        slots.every = word == Word::Every;
        (word != Word::That || near()).then_some(end)
    }

    /// One word before the head.
    fn slot(&self, at: usize, slots: &mut Slots) -> Option<usize> {
        if let Some(end) = self.year_before(at) {
            slots.year_before = true;
            return Some(self.hyphen(end));
        }
        if !slots.any
            && let Some(end) = self.determiner(at, slots)
        {
            return Some(end);
        }
        if let Some((which, end)) =
            self.pick(at, Word::which).filter(|_| slots.which.is_none_or(|which| which == Which::Last))
        {
            if slots.count.is_some() || slots.place.is_some() {
                return None;
            }
            slots.which = Some(which);
            return Some(end);
        }
        if let Some((modifier, end)) = self.pick(at, Word::edge) {
            slots.edge = Some(modifier);
            return Some(self.hyphen(end));
        }
        if let Some((_, end)) = self.pick(at, Word::degree).filter(|_| slots.count.is_none()) {
            // "over three years": the preposition.
            return self.count(end).filter(|_| !self.is(at, "over")).map(|_| end);
        }
        if let Some((place, end)) =
            self.numerals.read_ordinal(self.atoms, at).filter(|_| slots.place.is_none())
        {
            slots.place = Some(place);
            let hyphen = self.hyphen(end);
            slots.hyphen = hyphen > end;
            return Some(hyphen);
        }
        if let Some((year, end)) = self.year(at).filter(|_| slots.year.is_none() && slots.count.is_none()) {
            slots.year = Some(year);
            return Some(end);
        }
        if let Some((count, end)) = self.count(at).filter(|_| slots.count.is_none()) {
            slots.count = Some(count);
            let hyphen = self.hyphen(end);
            slots.hyphen = hyphen > end;
            return Some(hyphen);
        }
        let end = self.of(at, Word::Filler)?;
        slots.fiscal |= self.is_any(at, &["fiscal", "financial"]);
        Some(self.hyphen(end))
    }

    /// What stands after a head: "ago", "earlier", "or so", "of 1989", "'s third quarter".
    fn meant(&self, at: usize, end: usize, slots: Slots, head: Head) -> Option<Reading> {
        let mut reading = match head {
            Head::Unit(grain, plural) => {
                self.counted(end, slots, grain, plural).or_else(|| self.told(at, end, slots, grain, plural))
            }
            Head::Month(month) => self.picked_month(end, slots, month),
            Head::Weekday(weekday) => self.picked_weekday(end, slots, weekday),
            Head::Season(from, to) => self.season(end, slots, (from, to)),
            Head::Part(code) => self.part_of_day(end, slots, code),
            Head::Half => self.half(end, slots),
            Head::Period => self.period(end, slots),
        }?;
        reading.modifier = reading.modifier.or(slots.edge);
        Some(self.or_so(reading))
    }

    /// "or so", "or more", "or two" after a length.
    fn or_so(&self, mut reading: Reading) -> Reading {
        let end = reading.end;
        if self.is(end, "or") && self.is_any(end + 1, &["so", "more", "less", "two", "longer", "later"]) {
            reading.modifier = Some(TimeModifier::Approx);
            reading.end = end + 2;
        }
        // "weeks or months", "recent weeks and months"
        let plural = |at: usize| self.unit(at).is_some_and(|(_, plural, _)| plural);
        if self.is_any(end, &["or", "and"]) && plural(end + 1) && end > 0 && plural(end - 1) {
            reading.end = end + 2;
        }
        reading
    }

    /// A counted length: "three years", and what it is counted from.
    fn counted(&self, end: usize, slots: Slots, grain: Grain, plural: bool) -> Option<Reading> {
        let whole = |milli: i64| i32::try_from(milli / 1000).ok();
        let by = match slots.count {
            Some(Count::Exact(milli)) => Some(whole(milli)?),
            Some(Count::Vague) => None,
            None if slots.a && !plural => Some(1),
            None if plural && !slots.any => None,
            None => return None,
        };
        let alone = slots.which.is_none() && !slots.this && !slots.that;
        let so = end + 2;
        let end = if self.is(end, "or") && self.is(end + 1, "so") && self.of(so, Word::Ago).is_some() {
            so
        } else {
            end
        };
        let start = end;
        let end = self.hyphen(end);
        if let Some(end) = self.of(end, Word::Ago).filter(|_| alone) {
            return Some(self.ago(end, grain, by));
        }
        if self.is(end, "from") && self.is_any(end + 1, &["now", "today"]) {
            return Some(match by {
                Some(by) => Reading::counted_from_now(end + 2, grain, by),
                None => Reading::plain(end + 2, TimeKind::Date, "FUTURE_REF"),
            });
        }
        let closes = |end: usize| {
            self.atom(end).is_none_or(|atom| !atom.is_any(&["than", "this", "last", "next", "the"]))
        };
        let sides = [(Word::Earlier, -1), (Word::Later, 1)];
        for (word, sign) in sides {
            let side = self.of(end, word).filter(|end| alone && closes(*end) && self.counts(*end - 1, *end));
            if let Some(end) = side {
                return Some(match by {
                    Some(by) => Reading::further(end, grain, by * sign),
                    None => {
                        Reading::plain(end, TimeKind::Date, if sign < 0 { "PAST_REF" } else { "FUTURE_REF" })
                    }
                });
            }
        }
        self.length(start, slots, grain, plural)
    }

    /// "60 Minutes", "48 Hours": names, not lengths.
    fn is_name(&self, end: usize, slots: Slots, head: Head) -> bool {
        let digits = self.before(end - 1).is_some_and(|atom| atom.kind == AtomKind::Digits);
        let unit = matches!(head, Head::Unit(..)) && slots.which.is_none();
        unit && digits && self.atoms[end - 1].capital
    }

    /// Whether a number is told per unit: "$2 million a year", "four flights a week".
    fn is_rate(&self, end: usize, slots: Slots) -> bool {
        let Some(article) = end.checked_sub(2).filter(|at| self.of(*at, Word::A).is_some()) else {
            return false;
        };
        if slots.count.is_some() || slots.which.is_some() {
            return false;
        }
        let followed = self.is_any(end, &["ago", "earlier", "later", "before", "after", "or"])
            || self.is(end, "and") && self.is(end + 1, "a");
        let number = |at: usize| {
            self.atom(at).is_some_and(|atom| atom.kind == AtomKind::Digits)
                || self.of(at, Word::Number).is_some()
        };
        let near = (article.saturating_sub(2)..article).any(number);
        let parted = self.before(article).is_some_and(|atom| atom.kind == AtomKind::Mark);
        near && !parted && !followed
    }

    /// Whether "before" and "after" are adverbs here.
    fn counts(&self, at: usize, end: usize) -> bool {
        !self.is_any(at, &["before", "after"])
            || self.atom(end).is_none_or(|next| next.is_any(&[".", ",", ";", ")"]))
    }

    fn ago(&self, end: usize, grain: Grain, by: Option<i32>) -> Reading {
        match by {
            Some(by) => Reading::counted_from_now(end, grain, -by),
            None => Reading::plain(end, TimeKind::Date, "PAST_REF"),
        }
    }

    /// The length itself: `P3Y`, `PXY`.
    pub(super) fn length(&self, end: usize, slots: Slots, grain: Grain, plural: bool) -> Option<Reading> {
        let count = slots.count.or((slots.a && !plural).then_some(Count::Exact(1000)));
        let (start, mut end) = (end, end);
        let hyphen = self.hyphen(end);
        // Ages are no times: "a six-year-old", "37 years old".
        if self.is_any(hyphen, &["old", "olds"]) {
            return None;
        }
        if hyphen > end && self.is(hyphen, "long") {
            end = hyphen + 1;
        }
        let unit = &self.atoms[start - 1].folded;
        let mut milli = match count {
            Some(Count::Exact(milli)) => Some(milli),
            Some(Count::Vague) | None => None,
        };
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            milli = milli.map(|milli| milli.saturating_add(500));
            end += 3;
        }
        Some(Reading::plain(end, TimeKind::Duration, super::value::length(milli, grain, unit)))
    }
}

impl Reading {
    fn counted_from_now(end: usize, grain: Grain, by: i32) -> Reading {
        use super::sense::Shape;
        use crate::annotate::dates::expression::Meaning;
        if grain == Grain::Hour {
            return Reading {
                end,
                kind: TimeKind::Time,
                sense: Sense::Timed(None, "TXX:XX".to_owned()),
                modifier: None,
            };
        }
        Reading::point(end, Meaning::Shift { grain, by }, Shape::Unit(grain))
    }
}

/// "a two-year option", "the third-quarter loss", "a four year low": the determiner is not the time's.
fn is_modifier(slots: Slots, head: Head) -> bool {
    let determined = slots.the || slots.a || slots.that || slots.this;
    let Head::Unit(grain, plural) = head else { return false };
    let counted = matches!(slots.count, Some(Count::Exact(milli)) if milli > 1000 || slots.hyphen);
    let vague = slots.hyphen && slots.count == Some(Count::Vague);
    let compound = slots.hyphen && slots.place.is_some() && grain != Grain::Century
        || (counted || vague) && !plural
        || grain == Grain::Century && slots.a;
    determined && compound && slots.which.is_none()
}
