//! Which days does a point of TIMEX3 stand for, from where the account speaks?

use super::feasts::Feast;
use super::sense::{Point, Shape, When};
use crate::annotate::dates::days::{self, Day, Grain, Stretch};
use crate::annotate::dates::expression::{Meaning, Pick, Tense};

/// What values are counted from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// The day of publication, where the texts settle it.
    pub(super) published: Option<Day>,
    /// The latest time spoken of before.
    pub(super) latest: Option<(Stretch, Shape)>,
    /// Whether that was in this sentence.
    pub(super) same_sentence: bool,
    /// Whether the account tells of times long past.
    pub(super) history: bool,
    /// Which way the clause looks.
    pub(super) tense: Tense,
    /// Whether "by" or "until" stands before.
    pub(super) until: bool,
    /// Whether it ends in "ago".
    pub(super) ago: bool,
}

/// The days of a point, and as what they are written.
pub(super) fn place(point: &Point, anchor: Anchor) -> Option<(Stretch, Shape)> {
    stretch(&point.when, point.shape, anchor)
}

fn stretch(when: &When, shape: Shape, anchor: Anchor) -> Option<(Stretch, Shape)> {
    match when {
        When::Meant(meaning) => meant(meaning, shape, anchor),
        When::Feast(feast, by) => {
            let day = feast_day(*feast, *by, anchor)?;
            Some(((day, day), shape))
        }
        When::Further(Grain::Quarter, 0) => {
            let spoken_of = anchor.latest.filter(|(_, shape)| *shape == Shape::Unit(Grain::Quarter));
            // A quarter is reported once it is over.
            spoken_of.or_else(|| Some((days::unit_at(anchor.published?, Grain::Quarter, -1)?, shape)))
        }
        When::Further(grain, by) => {
            let base =
                anchor.latest.or_else(|| anchor.published.map(|day| ((day, day), Shape::Unit(Grain::Day))));
            let ((from, _), spoken_of) = base?;
            let moved = days::moved(from, *grain, *by)?;
            match spoken_of {
                // "a year earlier" than a quarter is that quarter of the year before.
                Shape::Unit(Grain::Quarter) if *grain == Grain::Year => {
                    Some((days::unit_at(moved, Grain::Quarter, 0)?, spoken_of))
                }
                Shape::Unit(_) | Shape::Half | Shape::Season => {
                    Some((days::unit_at(moved, *grain, 0)?, shape))
                }
            }
        }
        When::InYear(inner, by) => {
            let year = days::unit_at(anchor.published?, Grain::Year, *by)?;
            in_year(inner, shape, year, anchor)
        }
        When::InStatedYear(inner, year) => in_year(inner, shape, *year, anchor),
        When::YearBefore(inner) => {
            let ((from, to), shape) = stretch(inner, shape, anchor)?;
            let length = to - from;
            let start = days::moved(from, Grain::Year, -1)?;
            let end = if length > 0 { days::moved(to + 1, Grain::Year, -1)? - 1 } else { start };
            Some(((start, end), shape))
        }
    }
}

/// What is stated or counted from publication.
fn meant(meaning: &Meaning, shape: Shape, anchor: Anchor) -> Option<(Stretch, Shape)> {
    if let Meaning::Yearly { from, to, grain, pick: Pick::Bare, weekday: Some(_) } = meaning {
        // Where weekday and day disagree, the day is believed.
        let day = Meaning::Yearly { from: *from, to: *to, grain: *grain, weekday: None, pick: Pick::Bare };
        return Some((yearly(meaning, anchor).or_else(|| yearly(&day, anchor))?, shape));
    }
    if let Meaning::Yearly { pick: Pick::Bare, .. } = meaning {
        return Some((yearly(meaning, anchor)?, shape));
    }
    // "a year ago" beside a quarter is that quarter of the year before.
    let quarter = matches!(anchor.latest, Some((_, Shape::Unit(Grain::Quarter))));
    if anchor.ago && quarter && *meaning == (Meaning::Shift { grain: Grain::Year, by: -1 }) {
        return stretch(&When::Further(Grain::Year, -1), shape, anchor);
    }
    let weekday = matches!(meaning, Meaning::Weekday { pick: Pick::Bare, .. });
    let tense = if weekday && anchor.until { Tense::Future } else { anchor.tense };
    let stretch = meaning.stated().or_else(|| meaning.seen_from(anchor.published?, tense))?;
    Some((stretch, shape))
}

/// The day of a feast: as the words pick it, else by tense and nearness.
fn feast_day(feast: Feast, by: i32, anchor: Anchor) -> Option<Day> {
    let published = anchor.published?;
    let year = i64::from(days::date(published).year());
    let days: Vec<Day> = (year - 1..=year + 1).filter_map(|year| feast.day(year)).collect();
    let ahead = days.iter().copied().find(|day| *day >= published);
    let back = days.iter().copied().rfind(|day| *day <= published);
    let nearer = || ahead.zip(back).is_some_and(|(ahead, back)| ahead - published < published - back);
    let looks_ahead = anchor.tense.is_ahead() || anchor.tense == Tense::Unclear && nearer();
    if by > 0 || by == 0 && looks_ahead { ahead } else { back }
}

/// A part of a year that is not stated: the one in the year spoken of, where that is long past; else by tense, and
/// by nearness where the tense proves nothing.
fn yearly(meaning: &Meaning, anchor: Anchor) -> Option<Stretch> {
    let published = anchor.published?;
    if let Some(((from, _), _)) = anchor.latest.filter(|((_, to), shape)| {
        let exact = matches!(shape, Shape::Unit(Grain::Day | Grain::Month));
        published - to > 400 && (anchor.history || anchor.same_sentence && exact)
    }) {
        let year = days::unit_at(from, Grain::Year, 0)?;
        return meaning.seen_from(year.1, Tense::Past);
    }
    let back = meaning.seen_from(published, Tense::Past);
    let ahead = meaning.seen_from(published, Tense::Future);
    let (Some(back), Some(ahead)) = (back, ahead) else { return back.or(ahead) };
    let (behind, before_us) = (published - back.1, ahead.0 - published);
    let nearest = if before_us < behind { ahead } else { back };
    let is_day = back.0 == back.1;
    Some(match anchor.tense {
        Tense::Future | Tense::Planned => {
            // "will report third-quarter earnings": of the quarter that is just over.
            let fresh = if back.1 - back.0 > 31 { 120 } else { 30 };
            if (0..fresh).contains(&behind) && before_us > 240 { back } else { ahead }
        }
        Tense::Unclear if is_day => nearest,
        Tense::Past if is_day && before_us < 75 => nearest,
        Tense::Past | Tense::Unclear => {
            if anchor.until && before_us < 150 {
                ahead
            } else {
                back
            }
        }
    })
}

/// The occurrence within a year.
fn in_year(inner: &When, shape: Shape, year: Stretch, anchor: Anchor) -> Option<(Stretch, Shape)> {
    if let When::Meant(meaning @ Meaning::Yearly { .. }) = inner {
        return Some((meaning.seen_from(year.1, Tense::Past)?, shape));
    }
    let ((from, _), shape) = stretch(inner, shape, anchor)?;
    let years = i32::from(days::date(year.0).year()) - i32::from(days::date(from).year());
    let Shape::Unit(grain) = shape else { return None };
    Some((days::unit_at(days::moved(from, Grain::Year, years)?, grain, 0)?, shape))
}
