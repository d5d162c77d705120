//! What does an expression of TIMEX3 mean, before anyone asks for its value?

use super::feasts::Feast;
use crate::annotate::dates::days::{Grain, Stretch};
use crate::annotate::dates::expression::Meaning;
use news::{TimeKind, TimeModifier};

/// An expression that the rules found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Index of the first piece after it.
    pub(super) end: usize,
    /// Its type.
    pub(super) kind: TimeKind,
    /// What it means.
    pub(super) sense: Sense,
    /// What the words around it do to it.
    pub(super) modifier: Option<TimeModifier>,
}

/// What it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sense {
    /// A point on the calendar.
    Point(Point),
    /// A time on a day; without a day, the one spoken of.
    Timed(Option<Point>, String),
    /// Known as it stands: `P3Y`, `PAST_REF`.
    Plain(String),
}

impl Sense {
    /// Whether it is only compared with the time spoken of: "from a year earlier".
    pub(super) fn is_beside(&self) -> bool {
        let Sense::Point(point) = self else { return false };
        matches!(
            point.when,
            When::YearBefore(_)
                | When::Further(Grain::Year, -1)
                | When::Meant(Meaning::Shift { grain: Grain::Year, by: -1 })
        )
    }
}

/// A point on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    /// Where.
    pub(super) when: When,
    /// As what it is written.
    pub(super) shape: Shape,
}

/// Where on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    /// Stated, or counted from publication.
    Meant(Meaning),
    /// A feast; last (next) year's for -1 (1), 0 for the nearest that the tense allows.
    Feast(Feast, i32),
    /// So many units from the time spoken of before.
    Further(Grain, i32),
    /// The one of a year counted from publication: "the third quarter of last year".
    InYear(Box<When>, i32),
    /// The one of a stated year: "the 1988 quarter".
    InStatedYear(Box<When>, Stretch),
    /// The one a year before: "the year-earlier quarter".
    YearBefore(Box<When>),
}

/// Units that TIMEX3 writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A unit of the calendar.
    Unit(Grain),
    /// `1989-H1`
    Half,
    /// `1989-SU`
    Season,
}

impl Reading {
    pub(super) fn point(end: usize, meaning: Meaning, shape: Shape) -> Reading {
        let point = Point { when: When::Meant(meaning), shape };
        Reading { end, kind: TimeKind::Date, sense: Sense::Point(point), modifier: None }
    }

    /// Counted from the time before.
    pub(super) fn further(end: usize, grain: Grain, by: i32) -> Reading {
        let point = Point { when: When::Further(grain, by), shape: Shape::Unit(grain) };
        Reading { end, kind: TimeKind::Date, sense: Sense::Point(point), modifier: None }
    }

    pub(super) fn plain(end: usize, kind: TimeKind, value: impl Into<String>) -> Reading {
        Reading { end, kind, sense: Sense::Plain(value.into()), modifier: None }
    }

    /// The same with another place on the calendar made of its own.
    pub(super) fn moved(mut self, how: impl FnOnce(Box<When>) -> When) -> Reading {
        if let Sense::Point(point) = self.sense {
            let when = how(Box::new(point.when));
            self.sense = Sense::Point(Point { when, shape: point.shape });
        }
        self
    }

    /// The day that it is, if it is one.
    pub(super) fn day(&self) -> Option<&Point> {
        match &self.sense {
            Sense::Point(point) if point.shape == Shape::Unit(Grain::Day) => Some(point),
            Sense::Point(_) | Sense::Timed(..) | Sense::Plain(_) => None,
        }
    }
}
