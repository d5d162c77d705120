//! When: dates as sets of what the texts allow, never a guess and never the clock.

use crate::article::Reason;
use crate::span::{Span, Text};
use std::fmt;

/// A year, a month or a day of the Gregorian calendar. Prints as ISO 8601: `2008`, `2023-04`, `2023-04-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year, 1..=9999.
    pub year: i16,
    /// 1..=12.
    pub month: Option<u8>,
    /// 1..=31; only with a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A whole year.
    pub fn year(year: i16) -> Self {
        PartialDate { year, month: None, day: None }
    }

    /// A whole month.
    pub fn month(year: i16, month: u8) -> Self {
        PartialDate { year, month: Some(month), day: None }
    }

    /// One day.
    pub fn day(year: i16, month: u8, day: u8) -> Self {
        PartialDate { year, month: Some(month), day: Some(day) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A stretch of time, both ends included; `None` for an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// First day, month or year.
    pub from: Option<PartialDate>,
    /// Last day, month or year.
    pub to: Option<PartialDate>,
}

/// Where a vague time lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeRelation {
    /// "recently", "previously"
    BeforePublication,
    /// "soon"
    AfterPublication,
    /// Before the named event.
    Before,
    /// After the named event.
    After,
    /// From the named event on.
    Since,
}

impl TimeRelation {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            TimeRelation::BeforePublication => "before_publication",
            TimeRelation::AfterPublication => "after_publication",
            TimeRelation::Before => "before",
            TimeRelation::After => "after",
            TimeRelation::Since => "since",
        }
    }
}

/// A time expression (TIMEX3, Pustejovsky et al. 2003) and what it can stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Where.
    pub span: Span<Text>,
    /// Points in time that it may stand for, sorted. Empty for vague times and intervals.
    pub candidates: Vec<PartialDate>,
    /// For expressions that name a stretch ("between June and December 2022").
    pub interval: Option<Interval>,
    /// For vague times and event anchors.
    pub relation: Option<TimeRelation>,
    /// Why these candidates.
    pub reasons: Vec<Reason>,
}

/// The four types of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// "Monday", "last year", "recently"
    Date,
    /// "this morning", "5 p.m."
    Time,
    /// "three years"
    Duration,
    /// "every week"
    Set,
}

impl TimeKind {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        }
    }
}

/// What a word does to the time that it stands beside (`mod` of TIMEX3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeModifier {
    /// "about"
    Approx,
    /// "more than"
    MoreThan,
    /// "nearly"
    LessThan,
    /// "at least"
    EqualOrMore,
    /// "up to"
    EqualOrLess,
    /// "early", "the beginning of"
    Start,
    /// "mid-"
    Mid,
    /// "late", "the end of"
    End,
}

impl TimeModifier {
    /// The name that TIMEX3 gives it.
    pub fn name(self) -> &'static str {
        match self {
            TimeModifier::Approx => "APPROX",
            TimeModifier::MoreThan => "MORE_THAN",
            TimeModifier::LessThan => "LESS_THAN",
            TimeModifier::EqualOrMore => "EQUAL_OR_MORE",
            TimeModifier::EqualOrLess => "EQUAL_OR_LESS",
            TimeModifier::Start => "START",
            TimeModifier::Mid => "MID",
            TimeModifier::End => "END",
        }
    }
}

/// One expression of time as TIMEX3 (Pustejovsky et al. 2003) counts them: points, lengths and sets, without the
/// prepositions around them. What it can stand for on the calendar is told by [`DateMention`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where.
    pub span: Span<Text>,
    /// Point, time of day, length or set.
    pub kind: TimeKind,
    /// As TIMEX3 writes it: `1998-02-12T22:00`, `P3Y`, `1989-Q3`, `PAST_REF`. What no text tells is `X`.
    pub value: String,
    /// What the words around it do to it.
    pub modifier: Option<TimeModifier>,
}
