//! Which unit, month, weekday, season or part of a day does a phrase pick? "last year", "the third quarter of 1989",
//! "this morning", "the year-earlier period".

use super::line::{Count, Line};
use super::phrase::Slots;
use super::sense::{Point, Reading, Sense, Shape, When};
use crate::annotate::dates::days::{self, Grain};
use crate::annotate::dates::expression::{Meaning, Pick};
use crate::annotate::dates::words::{Which, Word};
use news::TimeKind;

impl Slots {
    /// Which year's or week's.
    fn pick(self) -> Pick {
        match self.which {
            Some(Which::Last) => Pick::Last,
            Some(Which::Next) => Pick::Next,
            Some(Which::Now) => Pick::This,
            Some(Which::Same | Which::Latest | Which::Recent | Which::Final) => Pick::Bare,
            None if self.this => Pick::This,
            None => Pick::Bare,
        }
    }
}

impl Line<'_> {
    /// A unit that is picked rather than counted.
    pub(super) fn told(
        &self,
        at: usize,
        end: usize,
        slots: Slots,
        grain: Grain,
        plural: bool,
    ) -> Option<Reading> {
        if slots.every {
            let value = super::value::length(Some(1000), grain, &self.atoms[end - 1].folded);
            return Some(Reading::plain(end, TimeKind::Set, value));
        }
        if let (Some(place), false) = (slots.place, plural) {
            return self.placed(end, slots, grain, place);
        }
        if let Some(year) = slots.year {
            return (grain == Grain::Quarter).then(|| self.of_year(end, year)).flatten();
        }
        if slots.year_before {
            return Some(Reading::further(end, grain, 0).moved(When::YearBefore));
        }
        if plural {
            return self.many(end, slots, grain);
        }
        let shift = |by| Some(Reading::point(end, Meaning::Shift { grain, by }, Shape::Unit(grain)));
        match slots.which {
            Some(Which::Last | Which::Next)
                if grain == Grain::Hour
                    || slots.the
                        && grain < Grain::Month
                        && grain != Grain::Day
                        && self.is_any(at + 1, &["last", "past", "next", "coming"]) =>
            {
                self.length(end, Slots { count: Some(Count::Exact(1000)), ..slots }, grain, false)
            }
            Some(which @ (Which::Last | Which::Next)) => {
                let by = if which == Which::Last { -1 } else { 1 };
                if let Some(reading) = self.of_that_year(end, grain, by) {
                    return Some(reading);
                }
                let neighbour = slots.the && !self.is_any(at + 1, &["last", "past", "coming"]);
                if neighbour || (grain == Grain::Day) {
                    Some(Reading::further(end, grain, by))
                } else {
                    shift(by)
                }
            }
            Some(Which::Now) => shift(0),
            Some(Which::Same) => Some(Reading::further(end, grain, 0)),
            Some(Which::Latest) => shift(if grain == Grain::Quarter { -1 } else { 0 }),
            Some(Which::Recent | Which::Final) => None,
            None if slots.this && grain != Grain::Hour => {
                self.of_that_year(end, grain, 0).or_else(|| shift(0))
            }
            None if slots.that && grain != Grain::Hour => Some(Reading::further(end, grain, 0)),
            None if slots.the || slots.fiscal => self.definite(end, slots, grain),
            None => None,
        }
    }

    /// "the quarter", "the weekend", "the year", "fiscal year".
    fn definite(&self, end: usize, slots: Slots, grain: Grain) -> Option<Reading> {
        let shift = |by| Some(Reading::point(end, Meaning::Shift { grain, by }, Shape::Unit(grain)));
        if self.is(end, "of") {
            return None;
        }
        if grain == Grain::Year && self.is_any(end, &["ended", "ending"]) {
            return Some(Reading::plain(end, TimeKind::Duration, "P1Y"));
        }
        match grain {
            Grain::Quarter => {
                let quarter = Reading::further(end, grain, 0);
                Some(match self.year_beside(end).filter(|_| self.is(end, "a")) {
                    Some((_, after)) => Reading { end: after, ..quarter.moved(When::YearBefore) },
                    None => quarter,
                })
            }
            Grain::Weekend => shift(-1),
            Grain::Year | Grain::Month | Grain::Week => shift(0),
            Grain::Decade | Grain::Century => slots.the.then(|| shift(0)).flatten(),
            Grain::Day | Grain::Hour => None,
        }
    }

    /// Units in the plural without a number: "recent years", "the coming weeks", "years".
    fn many(&self, end: usize, slots: Slots, grain: Grain) -> Option<Reading> {
        let vague = |value: &str| Some(Reading::plain(end, TimeKind::Date, value));
        match slots.which {
            Some(Which::Recent) => vague("PAST_REF"),
            Some(Which::Last) => vague("PAST_REF"),
            Some(Which::Next) => vague("FUTURE_REF"),
            Some(Which::Now | Which::Same | Which::Latest) => None,
            Some(Which::Final) | None => {
                (grain != Grain::Quarter).then(|| self.length(end, slots, grain, true)).flatten()
            }
        }
    }

    /// "the third quarter", "the 20th century", "the second day".
    fn placed(&self, end: usize, slots: Slots, grain: Grain, place: i64) -> Option<Reading> {
        match grain {
            Grain::Quarter => {
                let place = u8::try_from(place).ok().filter(|place| (1..=4).contains(place))?;
                let (from, to) = (place * 3 - 2, place * 3);
                Some(self.part_of_year(end, slots, (from, to), Shape::Unit(Grain::Quarter)))
            }
            Grain::Century => {
                let stretch = days::years(place.checked_mul(100)? - 99, 100)?;
                Some(Reading::point(end, Meaning::fixed(stretch, grain), Shape::Unit(grain)))
            }
            Grain::Day => Some(Reading::plain(end, TimeKind::Date, "XXXX-XX-XX")),
            Grain::Hour | Grain::Weekend | Grain::Week | Grain::Month | Grain::Year | Grain::Decade => None,
        }
    }

    /// Months of a year that stands after or before them, or that the text does not state.
    fn part_of_year(&self, end: usize, slots: Slots, months: (u8, u8), shape: Shape) -> Reading {
        let bare = |end: usize| {
            let (from, to) = ((months.0, 1), (months.1, 31));
            let meaning =
                Meaning::Yearly { from, to, grain: Grain::Quarter, weekday: None, pick: slots.pick() };
            let reading = Reading::point(end, meaning, shape);
            if slots.year_before { reading.moved(When::YearBefore) } else { reading }
        };
        let fixed = |year: i64, end: usize| {
            let last = if months.1 < months.0 { year + 1 } else { year };
            let stretch = (days::month(year, months.0.into())?.0, days::month(last, months.1.into())?.1);
            Some(Reading::point(end, Meaning::fixed(stretch, Grain::Quarter), shape))
        };
        if let Some(reading) = slots.year.and_then(|year| fixed(year, end)) {
            return reading;
        }
        let of = end + usize::from(self.is_any(end, &["of", "in", ","]));
        if let Some(reading) = self.year(of).and_then(|(year, end)| fixed(year, end)) {
            return reading;
        }
        if let Some((by, after)) = self.year_beside(end) {
            return bare(after).moved(|when| When::InYear(when, by));
        }
        bare(end)
    }

    /// "of this year", "last year", "a year ago", after a part of a year: how many years away, and the end.
    pub(super) fn year_beside(&self, end: usize) -> Option<(i32, usize)> {
        let of = end + usize::from(self.is_any(end, &["of", "in"]));
        if self.is_any(of, &["this", "last", "next", "the"]) && self.is(of + 1, "year") {
            let by = if self.is(of, "last") { -1 } else { i32::from(self.is(of, "next")) };
            return (of > end || !self.is(of, "the")).then_some((by, of + 2));
        }
        let ago = self.is(of, "a") && self.is(of + 1, "year") && self.is_any(of + 2, &["ago", "earlier"]);
        ago.then_some((-1, of + 3))
    }

    /// "year-end", "year's end": the last day of the running year.
    pub(super) fn year_end(&self, at: usize) -> Option<Reading> {
        let owner = at + 1 + if self.is(at + 1, "'") { 2 } else { 0 };
        let end = self.hyphen(owner);
        let fits = self.is(at, "year") && self.is(end, "end") && !self.is_glued(end + 1);
        let last = Meaning::Yearly {
            from: (12, 31),
            to: (12, 31),
            grain: Grain::Day,
            weekday: None,
            pick: Pick::This,
        };
        fits.then(|| Reading::point(end + 1, last, Shape::Unit(Grain::Day)))
    }

    /// "year-earlier results", "the year-ago figures": a quarter a year before.
    pub(super) fn beside_year(&self, at: usize) -> Option<Reading> {
        let hyphen = self.hyphen(at + 1);
        let joined = hyphen > at + 1 && self.is(at, "year") && self.is_any(hyphen, &["ago", "earlier"]);
        joined.then(|| Reading::further(hyphen + 1, Grain::Quarter, 0).moved(When::YearBefore))
    }

    /// "this year's third quarter", "last year's quarter".
    fn of_that_year(&self, end: usize, grain: Grain, by: i32) -> Option<Reading> {
        let owner =
            grain == Grain::Year && self.is(end, "'") && self.is(end + 1, "s") && self.is_glued(end + 1);
        let start = end + 2;
        if !owner {
            return None;
        }
        if self.is_any(start, &["quarter", "period"]) {
            return Some(Reading::further(start + 1, Grain::Quarter, 0).moved(|when| When::InYear(when, by)));
        }
        let (place, next) = self.numerals.read_ordinal(self.atoms, start)?;
        let (grain, _, after) =
            self.unit(self.hyphen(next)).filter(|(grain, ..)| *grain == Grain::Quarter)?;
        let slots = Slots { place: Some(place), ..Slots::default() };
        Some(self.placed(after, slots, grain, place)?.moved(|when| When::InYear(when, by)))
    }

    /// "the 1988 quarter": the quarter spoken of, in that year.
    fn of_year(&self, end: usize, year: i64) -> Option<Reading> {
        let stretch = days::years(year, 1)?;
        Some(Reading::further(end, Grain::Quarter, 0).moved(|when| When::InStatedYear(when, stretch)))
    }

    /// "the first half of 1989".
    pub(super) fn half(&self, end: usize, slots: Slots) -> Option<Reading> {
        let last = matches!(slots.which, Some(Which::Last | Which::Final)).then_some(2);
        let place = slots
            .place
            .or(last)
            .and_then(|place| u8::try_from(place).ok())
            .filter(|place| (1..=2).contains(place))?;
        let slots = Slots { which: slots.which.filter(|_| last.is_none()), ..slots };
        let reading = self.part_of_year(end, slots, (place * 6 - 5, place * 6), Shape::Half);
        // "the first half" alone is one of a game.
        let alone = reading.end == end && slots.year.is_none() && !slots.fiscal && slots.which.is_none();
        (!alone).then_some(reading)
    }

    /// "the same period", "the 1988 period", "the year-earlier period".
    pub(super) fn period(&self, end: usize, slots: Slots) -> Option<Reading> {
        if let Some(year) = slots.year {
            return self.of_year(end, year);
        }
        if slots.year_before {
            return Some(Reading::further(end, Grain::Quarter, 0).moved(When::YearBefore));
        }
        match slots.which {
            Some(Which::Same) => {
                let same = Reading::further(end, Grain::Quarter, 0);
                Some(match self.year_beside(end) {
                    Some((_, after)) => Reading { end: after, ..same.moved(When::YearBefore) },
                    None => same,
                })
            }
            Some(Which::Latest) => Some(Reading::point(
                end,
                Meaning::Shift { grain: Grain::Quarter, by: -1 },
                Shape::Unit(Grain::Quarter),
            )),
            Some(Which::Last | Which::Next | Which::Now | Which::Recent | Which::Final) | None => None,
        }
    }

    pub(super) fn picked_month(&self, end: usize, slots: Slots, month: u8) -> Option<Reading> {
        // "the March on the capital", "a May".
        if slots.which.is_none() && !slots.this && slots.edge.is_none() && !slots.every {
            return None;
        }
        if self.digits(end).is_some() {
            return None;
        }
        if slots.every {
            return Some(Reading::plain(end, TimeKind::Set, format!("XXXX-{month:02}")));
        }
        let (from, to) = ((month, 1), (month, 31));
        let meaning = Meaning::Yearly { from, to, grain: Grain::Month, weekday: None, pick: slots.pick() };
        Some(Reading::point(end, meaning, Shape::Unit(Grain::Month)))
    }

    pub(super) fn picked_weekday(&self, end: usize, slots: Slots, weekday: u8) -> Option<Reading> {
        if slots.every {
            return Some(Reading::plain(end, TimeKind::Set, format!("XXXX-WXX-{weekday}")));
        }
        if slots.which.is_none() && !slots.this && slots.edge.is_none() {
            return None;
        }
        let meaning = Meaning::Weekday { weekday, pick: slots.pick() };
        let reading = Reading::point(end, meaning, Shape::Unit(Grain::Day));
        Some(self.with_part(reading))
    }

    pub(super) fn season(&self, end: usize, slots: Slots, months: (u8, u8)) -> Option<Reading> {
        // "fall" and "spring" are verbs, too.
        let plain = slots.which.is_none() && !slots.this && slots.edge.is_none() && slots.year.is_none();
        let reading = self.part_of_year(end, slots, months, Shape::Season);
        let alone = reading.end == end && plain;
        let season = self.is_any(end - 1, &["summer", "winter", "spring", "autumn"]);
        let placed = season && (slots.the || !slots.any && self.before_is_preposition(end - 1));
        (!alone || placed).then_some(reading)
    }

    fn before_is_preposition(&self, at: usize) -> bool {
        self.before(at)
            .is_some_and(|atom| atom.is_any(&["in", "by", "until", "since", "during", "of", "this"]))
    }

    /// "this morning", "that night", "the morning", "last night".
    pub(super) fn part_of_day(&self, end: usize, slots: Slots, code: &str) -> Option<Reading> {
        let on = |by: i32| Point {
            when: When::Meant(Meaning::Shift { grain: Grain::Day, by }),
            shape: Shape::Unit(Grain::Day),
        };
        let day = if slots.this {
            Some(on(0))
        } else if slots.which == Some(Which::Last) {
            Some(on(-1))
        } else if slots.which == Some(Which::Next) {
            Some(on(1))
        } else if slots.that
            || slots.which == Some(Which::Same)
            || (slots.the && !self.is(end - 1, "night") || slots.edge.is_some())
                && slots.count.is_none()
                && slots.place.is_none()
        {
            None
        } else if slots.every {
            return Some(Reading::plain(end, TimeKind::Set, format!("XXXX-XX-XX{code}")));
        } else {
            return self.is(end - 1, "overnight").then(|| Reading {
                end,
                kind: TimeKind::Time,
                sense: Sense::Timed(None, code.to_owned()),
                modifier: None,
            });
        };
        let mut reading =
            Reading { end, kind: TimeKind::Time, sense: Sense::Timed(day, code.to_owned()), modifier: None };
        // "mid-afternoon yesterday"
        if let Some(day) = self.calendar(end)
            && let (Some(point), Sense::Timed(on, _)) = (day.day(), &mut reading.sense)
        {
            *on = Some(point.clone());
            reading.end = day.end;
        }
        Some(reading)
    }

    /// "Monday morning", "tomorrow night".
    pub(super) fn with_part(&self, reading: Reading) -> Reading {
        let Some(point) = reading.day() else { return reading };
        let Some((code, end)) = self.pick(reading.end, Word::part_of_day) else { return reading };
        let sense = Sense::Timed(Some(point.clone()), code.to_owned());
        Reading { end, kind: TimeKind::Time, sense, modifier: reading.modifier }
    }
}
