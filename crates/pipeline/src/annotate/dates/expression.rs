//! What is a time expression, before anyone asks for its days?

use crate::annotate::dates::days::{self, Day, Days, Grain, Stretch};
use news::{Span, Text, TimeRelation};

/// A time expression as the grammar reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    /// Where.
    pub(crate) span: Span<Text>,
    /// What the words mean.
    pub(crate) meaning: Meaning,
    /// Whether the clause looks back or ahead.
    pub(crate) tense: Tense,
    /// Index of its sentence.
    pub(crate) sentence: u32,
    /// Whether it stands inside quotation marks: then "today" is the speaker's, not the outlet's.
    pub(crate) quoted: bool,
}

/// Which way the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tense {
    /// Back: a finite verb in the past.
    Past,
    /// Neither is sure (infinitives, no verb): read like the past, but proves nothing.
    Unclear,
    /// Ahead by a plan or in the past's future ("was to", "would"): proves nothing.
    Planned,
    /// Ahead: "will".
    Future,
}

impl Tense {
    /// Whether the clause looks ahead.
    pub(crate) fn is_ahead(self) -> bool {
        match self {
            Tense::Past | Tense::Unclear => false,
            Tense::Planned | Tense::Future => true,
        }
    }
}

/// Which one of a recurring day or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Pick {
    /// The text does not say: the tense decides.
    Bare,
    /// "last": the latest one that is over.
    Last,
    /// "next": the first one to come.
    Next,
    /// "this": the nearest in the direction of the tense.
    This,
}

/// What a time expression means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Stated in full; several where the order of day and month is open.
    Fixed {
        /// The days it may stand for.
        options: Vec<Stretch>,
        /// How exact it is.
        grain: Grain,
    },
    /// A day, month or season of a year that is not stated: (month, day) of its first and last day.
    Yearly {
        /// First day.
        from: (u8, u8),
        /// Last day; before `from` where it runs into the next year.
        to: (u8, u8),
        /// How exact it is.
        grain: Grain,
        /// The weekday, where the text states it too.
        weekday: Option<u8>,
        /// Which year's.
        pick: Pick,
    },
    /// A weekday.
    Weekday {
        /// 1 for Monday.
        weekday: u8,
        /// Which week's.
        pick: Pick,
    },
    /// A unit counted from publication: "yesterday", "last month", "three weeks ago".
    Shift {
        /// The unit.
        grain: Grain,
        /// How many, negative for the past.
        by: i32,
    },
    /// A unit counted from the time mentioned before: "the next day", "a year earlier".
    Further {
        /// The unit.
        grain: Grain,
        /// How many, negative for earlier.
        by: i32,
        /// Index of the expression that it counts from.
        from: u32,
    },
    /// "over the last year", "in the next three days".
    Window {
        /// The unit.
        grain: Grain,
        /// How many, negative for the past.
        by: i32,
    },
    /// "in the 15 years since": from another expression's time to publication.
    YearsSince {
        /// How many.
        count: i32,
        /// The stated time that it counts from.
        since: Stretch,
        /// Index of the expression that states it, if it stands apart.
        from: Option<u32>,
    },
    /// "between June and December 2022".
    Range(Box<Meaning>, Box<Meaning>),
    /// "since 2014".
    Since(Box<Meaning>),
    /// "recently", "after the talks": a relation without days.
    Related(TimeRelation),
}

impl Meaning {
    /// A stated stretch of days.
    pub(crate) fn fixed(stretch: Stretch, grain: Grain) -> Meaning {
        Meaning::Fixed { options: vec![stretch], grain }
    }

    /// The days of a time that is stated in full and without doubt.
    pub(crate) fn stated(&self) -> Option<Stretch> {
        match self {
            Meaning::Fixed { options, .. } => match options.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            Meaning::Range(from, to) => Some((from.stated()?.0, to.stated()?.1)),
            Meaning::Yearly { .. }
            | Meaning::Weekday { .. }
            | Meaning::Shift { .. }
            | Meaning::Further { .. }
            | Meaning::Window { .. }
            | Meaning::YearsSince { .. }
            | Meaning::Since(_)
            | Meaning::Related(_) => None,
        }
    }

    /// How exact the expression is.
    pub(crate) fn grain(&self) -> Option<Grain> {
        match self {
            Meaning::Fixed { grain, .. }
            | Meaning::Yearly { grain, .. }
            | Meaning::Shift { grain, .. }
            | Meaning::Further { grain, .. } => Some(*grain),
            Meaning::Weekday { .. } => Some(Grain::Day),
            Meaning::Range(_, to) => to.grain(),
            Meaning::Since(from) => from.grain(),
            Meaning::Window { .. } | Meaning::YearsSince { .. } | Meaning::Related(_) => None,
        }
    }

    /// Whether it names a stretch with two ends rather than a point.
    pub(crate) fn is_stretch(&self) -> bool {
        match self {
            Meaning::Window { .. } | Meaning::YearsSince { .. } | Meaning::Range(..) | Meaning::Since(_) => {
                true
            }
            Meaning::Fixed { grain, .. }
            | Meaning::Yearly { grain, .. }
            | Meaning::Shift { grain, .. }
            | Meaning::Further { grain, .. } => match grain {
                Grain::Weekend | Grain::Week | Grain::Quarter | Grain::Decade | Grain::Century => true,
                Grain::Hour | Grain::Day | Grain::Month | Grain::Year => false,
            },
            Meaning::Weekday { .. } | Meaning::Related(_) => false,
        }
    }

    /// The days that it stands for in a text published on `published`; `None` where that day does not decide.
    pub(crate) fn seen_from(&self, published: Day, tense: Tense) -> Option<Stretch> {
        match self {
            Meaning::Fixed { options, .. } => match options.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            Meaning::Yearly { from, to, pick, weekday, .. } => {
                let stretch = yearly(*from, *to, *pick, tense, published)?;
                weekday.is_none_or(|weekday| days::weekday(stretch.0) == weekday).then_some(stretch)
            }
            Meaning::Weekday { weekday, pick } => {
                let day = nearest_weekday(*weekday, *pick, tense, published);
                Some((day, day))
            }
            Meaning::Shift { grain, by } => days::unit_at(published, *grain, *by),
            Meaning::Window { grain, by } => {
                let other = days::moved(published, *grain, *by)?;
                Some((published.min(other), published.max(other)))
            }
            Meaning::Range(from, to) => {
                let last = to.seen_from(published, tense)?;
                let mut first = from.seen_from(published, tense)?;
                // "from May to July" said in June: the May that leads up to that July.
                if let (Meaning::Yearly { from: start, to: end, pick, .. }, true) =
                    (&**from, first.0 > last.1)
                {
                    first = yearly(*start, *end, *pick, Tense::Past, last.0)?;
                }
                (first.0 <= last.1).then_some((first.0, last.1))
            }
            Meaning::Since(from) => {
                let first = from.seen_from(published, Tense::Past)?;
                (first.0 <= published).then_some((first.0, published))
            }
            Meaning::Further { .. } | Meaning::YearsSince { .. } | Meaning::Related(_) => None,
        }
    }
}

impl Meaning {
    /// The days within a set on which the expression can fall whenever it was published: all Marches, all Mondays.
    pub(crate) fn recurring(&self, within: &Days) -> Days {
        let Some((from, to)) = within.ends().filter(|(from, to)| to - from <= MOST_RECURRING) else {
            return within.clone();
        };
        match self {
            Meaning::Yearly { from: first, to: last, .. } => {
                let years = i64::from(days::date(from).year()) - 1..=i64::from(days::date(to).year());
                within.and(&Days::new(years.filter_map(|year| occurrence(*first, *last, year)).collect()))
            }
            Meaning::Weekday { weekday, .. } => {
                let fitting = within.iter().filter(|day| days::weekday(*day) == *weekday);
                Days::new(fitting.map(|day| (day, day)).collect())
            }
            Meaning::Fixed { options, .. } => within.and(&Days::new(options.clone())),
            Meaning::Shift { .. }
            | Meaning::Further { .. }
            | Meaning::Window { .. }
            | Meaning::YearsSince { .. }
            | Meaning::Range(..)
            | Meaning::Since(_)
            | Meaning::Related(_) => within.clone(),
        }
    }

    /// Days of publication near enough for the expression to mean one of `value`; `None` where publication does
    /// not matter.
    pub(crate) fn published_near(&self, value: &Days, tense: Tense) -> Option<Days> {
        let (back, ahead) = match self {
            Meaning::Weekday { .. } if tense.is_ahead() => (7, 0),
            Meaning::Weekday { .. } => (0, 7),
            Meaning::Yearly { pick: Pick::Bare, .. } if tense.is_ahead() => (366 * 4, 0),
            Meaning::Yearly { pick: Pick::Bare, .. } => (0, 366 * 4),
            Meaning::Yearly { .. } => (366 * 4, 366 * 4),
            Meaning::Shift { grain, by } => {
                let most = (by.unsigned_abs() as i32 + 1).checked_mul(grain.longest())?;
                if *by > 0 { (most, 0) } else { (0, most) }
            }
            Meaning::Fixed { .. }
            | Meaning::Further { .. }
            | Meaning::Window { .. }
            | Meaning::YearsSince { .. }
            | Meaning::Range(..)
            | Meaning::Since(_)
            | Meaning::Related(_) => return None,
        };
        let around = value.stretches().iter().map(|(from, to)| {
            (from.saturating_sub(back).max(days::FIRST), to.saturating_add(ahead).min(days::LAST))
        });
        Some(Days::new(around.collect()))
    }
}

/// Sets that span more days are not searched for weekdays and months.
const MOST_RECURRING: i32 = 366 * 30;

/// The occurrence of a part of the year that is meant on `published`.
fn yearly(from: (u8, u8), to: (u8, u8), pick: Pick, tense: Tense, published: Day) -> Option<Stretch> {
    let year = i64::from(days::date(published).year());
    let occurrences = (year - 9..=year + 9).filter_map(|year| occurrence(from, to, year));
    let mut past = occurrences.clone().filter(|stretch| stretch.0 <= published);
    let over = occurrences.clone().rfind(|stretch| stretch.1 < published);
    let mut ahead = occurrences.clone().filter(|stretch| stretch.1 >= published);
    match (pick, tense.is_ahead()) {
        (Pick::Bare, false) => past.next_back(),
        (Pick::Last, _) => over,
        (Pick::Bare, true) => ahead.next(),
        (Pick::Next, _) => ahead.find(|stretch| stretch.0 > published),
        // "this summer", "this May": the one of the running year.
        (Pick::This, _) => occurrences.clone().find(|stretch| {
            i64::from(days::date(stretch.0).year()) == year
                || (stretch.0 <= published && published <= stretch.1)
        }),
    }
}

/// A part of the year, in the year in which it starts. February 29 gives nothing in common years.
fn occurrence(from: (u8, u8), to: (u8, u8), year: i64) -> Option<Stretch> {
    let ends_in = if to < from { year + 1 } else { year };
    let start = days::day(year, from.0.into(), from.1.into())?;
    let end = match to.1 {
        // The last day of a month, whatever its number.
        31 => days::month(ends_in, to.0.into())?.1,
        day => days::day(ends_in, to.0.into(), day.into())?,
    };
    Some((start, end))
}

fn nearest_weekday(weekday: u8, pick: Pick, tense: Tense, published: Day) -> Day {
    let weekday = i32::from(weekday);
    let here = i32::from(days::weekday(published));
    let back = (here - weekday).rem_euclid(7);
    let ahead = (weekday - here).rem_euclid(7);
    match (pick, tense.is_ahead()) {
        (Pick::Bare | Pick::This, false) => published - back,
        (Pick::Bare | Pick::This, true) => published + ahead,
        (Pick::Last, _) => published - if back == 0 { 7 } else { back },
        (Pick::Next, _) => published + if ahead == 0 { 7 } else { ahead },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(meaning: &Meaning, tense: Tense, published: (i64, i64, i64)) -> String {
        let published = days::day(published.0, published.1, published.2).unwrap();
        meaning
            .seen_from(published, tense)
            .map_or("nothing".into(), |(from, to)| format!("{} {}", days::date(from), days::date(to)))
    }

    fn month(month: u8, pick: Pick) -> Meaning {
        Meaning::Yearly { from: (month, 1), to: (month, 31), grain: Grain::Month, weekday: None, pick }
    }

    #[test]
    fn a_bare_month_is_the_latest_that_has_begun_and_ahead_the_first_not_over() {
        let september = month(9, Pick::Bare);
        assert_eq!(shown(&september, Tense::Past, (2016, 4, 2)), "2015-09-01 2015-09-30");
        assert_eq!(shown(&september, Tense::Past, (2016, 9, 2)), "2016-09-01 2016-09-30");
        assert_eq!(shown(&september, Tense::Future, (2016, 10, 2)), "2017-09-01 2017-09-30");
        assert_eq!(shown(&month(2, Pick::Last), Tense::Past, (2016, 2, 20)), "2015-02-01 2015-02-28");
    }

    #[test]
    fn a_range_of_months_runs_up_to_its_end() {
        let range = Meaning::Range(Box::new(month(11, Pick::Bare)), Box::new(month(2, Pick::Bare)));
        assert_eq!(shown(&range, Tense::Past, (2016, 4, 2)), "2015-11-01 2016-02-29");
    }

    #[test]
    fn the_twenty_ninth_of_february_waits_for_a_leap_year() {
        let day = Meaning::Yearly {
            from: (2, 29),
            to: (2, 29),
            grain: Grain::Day,
            weekday: None,
            pick: Pick::Bare,
        };
        assert_eq!(shown(&day, Tense::Past, (2019, 4, 2)), "2016-02-29 2016-02-29");
    }

    proptest! {
        #[test]
        fn a_bare_weekday_lies_within_the_week(published in 0i32..40_000, weekday in 1u8..=7) {
            let meaning = Meaning::Weekday { weekday, pick: Pick::Bare };
            let (past, _) = meaning.seen_from(published, Tense::Past).unwrap();
            let (ahead, _) = meaning.seen_from(published, Tense::Future).unwrap();
            prop_assert!((published - 6..=published).contains(&past) && days::weekday(past) == weekday);
            prop_assert!((published..=published + 6).contains(&ahead) && days::weekday(ahead) == weekday);
        }
    }
}
