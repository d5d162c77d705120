//! Which expressions name a place on the calendar? "Wednesday, April 5", "5 April 2019", "2019-04-05", "March",
//! "1989", "the 1990s", "today", "Christmas".

use super::line::Line;
use super::sense::{Point, Reading, Sense, Shape, When};
use crate::annotate::atoms::AtomKind;
use crate::annotate::dates::days::{self, Grain};
use crate::annotate::dates::expression::{Meaning, Pick};
use crate::annotate::dates::words::{Which, Word};
use news::TimeKind;

impl Line<'_> {
    /// The place on the calendar that is named at `at`.
    pub(super) fn calendar(&self, at: usize) -> Option<Reading> {
        self.numeric(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.day_of_month(at, None))
            .or_else(|| self.month(at))
            .or_else(|| self.deictic(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.plain_year(at))
    }

    fn day(end: usize, day: days::Day) -> Reading {
        Reading::point(end, Meaning::fixed((day, day), Grain::Day), Shape::Unit(Grain::Day))
    }

    /// "2019-04-05", "5/4/2019" (American order unless that is no day), "5.4.2019".
    fn numeric(&self, at: usize) -> Option<Reading> {
        let (first, mark, second) = (self.digits(at)?, self.atom(at + 1)?, self.digits(at + 2)?);
        let (again, third) = (self.atom(at + 3)?, self.digits(at + 4)?);
        let glued = (at + 1..=at + 4).all(|at| self.is_glued(at));
        let marks = mark.is_any(&["-", "/", "."]) && mark.folded == again.folded;
        let inner =
            self.is_glued(at) && self.before(at).is_some_and(|atom| atom.is_any(&["-", "/", ".", "$"]));
        if !glued || !marks || inner {
            return None;
        }
        let year = |value: i64, length: usize| match length {
            4 => Some(value),
            2 => Some(value + if value < 50 { 2000 } else { 1900 }),
            _ => None,
        };
        let day = if self.atoms[at].folded.len() == 4 {
            days::day(first, second, third)?
        } else {
            let year = year(third, self.atoms[at + 4].folded.len())?;
            let european = || days::day(year, second, first);
            let american = days::day(year, first, second).filter(|_| !mark.is("."));
            american.or_else(european)?
        };
        Some(Self::day(at + 5, day))
    }

    /// "Friday", "Friday night", "Friday, Oct. 13", "Mondays".
    fn weekday(&self, at: usize) -> Option<Reading> {
        let (weekday, end) = self.weekday_name(at)?;
        let comma = end + usize::from(self.is(end, ","));
        let the = comma + usize::from(self.is(comma, "the"));
        if let Some(reading) = self.day_of_month(the, Some(weekday)) {
            return Some(reading);
        }
        let short = self.of(at, Word::Weekday(weekday)).is_none();
        if short {
            return None;
        }
        let meaning = Meaning::Weekday { weekday, pick: Pick::Bare };
        Some(self.with_part(Reading::point(end, meaning, Shape::Unit(Grain::Day))))
    }

    /// A weekday name with a capital.
    pub(super) fn weekday_name(&self, at: usize) -> Option<(u8, usize)> {
        let capital = self.atom(at)?.capital;
        let ((weekday, short), end) = self.pick(at, Word::weekday).filter(|_| capital)?;
        Some((weekday, end + usize::from(short && self.is(end, "."))))
    }

    /// "Mondays", "Tuesday nights".
    pub(super) fn weekdays(&self, at: usize) -> Option<Reading> {
        let atom = self.atom(at).filter(|atom| atom.capital)?;
        let name = atom.folded.strip_suffix('s')?;
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let weekday = names.iter().position(|day| *day == name)? + 1;
        Some(Reading::plain(at + 1, TimeKind::Set, format!("XXXX-WXX-{weekday}")))
    }

    /// "April 5", "5 April", "April 5, 2019".
    pub(super) fn day_of_month(&self, at: usize, weekday: Option<u8>) -> Option<Reading> {
        let (month, day, end) = self.month_then_day(at).or_else(|| self.day_then_month(at))?;
        let comma = end + usize::from(self.is(end, ","));
        if let Some((year, end)) = self.year(comma)
            && let Some(day) = days::day(year, month.into(), day)
        {
            return Some(Self::day(end, day));
        }
        if let Some((year, end)) = self.year_beside(end).filter(|_| !self.is(end, "a")) {
            return Some(Self::yearly_day(end, month, day, weekday)?.moved(|when| When::InYear(when, year)));
        }
        Self::yearly_day(end, month, day, weekday).map(|reading| self.with_part(reading))
    }

    fn yearly_day(end: usize, month: u8, day: i64, weekday: Option<u8>) -> Option<Reading> {
        // Any leap year decides whether the day exists at all.
        days::day(2000, month.into(), day)?;
        let on = (month, u8::try_from(day).ok()?);
        let meaning = Meaning::Yearly { from: on, to: on, grain: Grain::Day, weekday, pick: Pick::Bare };
        Some(Reading::point(end, meaning, Shape::Unit(Grain::Day)))
    }

    fn month_then_day(&self, at: usize) -> Option<(u8, i64, usize)> {
        let (month, end) = self.month_name(at)?;
        let (day, end) = self.day_number(end + usize::from(self.is(end, "the")))?;
        let clock = self.is_any(end, &[":", "%", ","])
            && self.is_glued(end)
            && self.atom(end + 1).is_some_and(|atom| atom.kind == AtomKind::Digits && !atom.spaced);
        (!clock).then_some((month, day, end))
    }

    fn day_then_month(&self, at: usize) -> Option<(u8, i64, usize)> {
        let the = at + usize::from(self.is(at, "the"));
        let (day, end) = self.day_number(the)?;
        let of = usize::from(self.is(end, "of"));
        let hyphen = usize::from(of == 0 && self.is(end, "-"));
        let (month, end) = self.month_name(end + of + hyphen)?;
        Some((month, day, end))
    }

    /// 1 to 31, in digits or as an ordinal.
    fn day_number(&self, at: usize) -> Option<(i64, usize)> {
        let ordinal = self.numerals.read_ordinal(self.atoms, at);
        let (value, end) = ordinal.or_else(|| {
            let short = self.atom(at)?.folded.len() <= 2;
            let part =
                self.is_glued(at) && self.before(at).is_some_and(|atom| atom.is_any(&[".", ",", "$", "/"]));
            self.digits(at).filter(|_| short && !part).map(|value| (value, at + 1))
        })?;
        (1..=31).contains(&value).then_some((value, end))
    }

    /// A month name with a capital, and its end; short forms only with a number beside them or a full stop.
    pub(super) fn month_name(&self, at: usize) -> Option<(u8, usize)> {
        let capital = self.atom(at)?.capital;
        if !capital {
            return None;
        }
        if let Some(found) = self.pick(at, Word::month) {
            return Some(found);
        }
        let (month, end) = self.pick(at, Word::short_month)?;
        let stop = self.is(end, ".") && self.is_glued(end);
        let after = end + usize::from(stop);
        let number = self.digits(after).is_some() || (at > 0 && self.digits(at - 1).is_some());
        (stop || number).then_some((month, after))
    }

    /// "March", "March 1996", "March of last year".
    fn month(&self, at: usize) -> Option<Reading> {
        let (month, end) = self.month_name(at)?;
        let joint = end + usize::from(self.is_any(end, &[",", "of"]));
        if let Some((year, end)) = self.year(joint) {
            let stretch = days::month(year, month.into())?;
            return Some(Reading::point(
                end,
                Meaning::fixed(stretch, Grain::Month),
                Shape::Unit(Grain::Month),
            ));
        }
        let (from, to) = ((month, 1), (month, 31));
        let meaning = Meaning::Yearly { from, to, grain: Grain::Month, weekday: None, pick: Pick::Bare };
        let reading = Reading::point(end, meaning, Shape::Unit(Grain::Month));
        if let Some((year, end)) = self.year_beside(end).filter(|_| !self.is(end, "a")) {
            return Some(Reading { end, ..reading.moved(|when| When::InYear(when, year)) });
        }
        let doubtful = self.is_any(at, &["may", "march", "august"]);
        (!doubtful || self.is_placed(at)).then_some(reading)
    }

    /// Whether "May" or "March" stands where only a month can.
    fn is_placed(&self, at: usize) -> bool {
        self.before(at).is_some_and(|atom| atom.is("-")) || at > 0 && self.of(at - 1, Word::Leads).is_some()
    }

    /// "today", "yesterday morning", "tonight".
    fn deictic(&self, at: usize) -> Option<Reading> {
        let (by, end) = self.pick(at, Word::deictic)?;
        let name = by == 0 && self.atoms[at].capital && self.before(at).is_some_and(|atom| atom.capital);
        if name {
            return None;
        }
        let reading = Reading::point(end, Meaning::Shift { grain: Grain::Day, by }, Shape::Unit(Grain::Day));
        if self.is(at, "tonight") {
            let sense = Sense::Timed(reading.day().cloned(), "TNI".to_owned());
            return Some(Reading { sense, kind: TimeKind::Time, ..reading });
        }
        Some(self.with_part(reading))
    }

    /// "Christmas Day", "last Thanksgiving", "Easter 2011".
    fn holiday(&self, at: usize) -> Option<Reading> {
        let (by, start) = match self.pick(at, Word::which) {
            Some((Which::Last, end)) => (-1, end),
            Some((Which::Next, end)) => (1, end),
            Some(_) => return None,
            None => (0, at),
        };
        let capital = self.atom(start)?.capital;
        if let Some(((month, day), end)) = self.pick(start, Word::holiday).filter(|_| capital) {
            if let Some((year, end)) = self.year(end) {
                return Some(Self::day(end, days::day(year, month.into(), day.into())?));
            }
            let pick = match by {
                -1 => Pick::Last,
                1 => Pick::Next,
                _ => Pick::Bare,
            };
            let (from, to) = ((month, day), (month, day));
            let meaning = Meaning::Yearly { from, to, grain: Grain::Day, weekday: None, pick };
            return Some(Reading::point(end, meaning, Shape::Unit(Grain::Day)));
        }
        let (feast, end) = self.pick(start, Word::feast).filter(|_| capital)?;
        if let Some((year, end)) = self.year(end) {
            return Some(Self::day(end, feast.day(year)?));
        }
        let point = Point { when: When::Feast(feast, by), shape: Shape::Unit(Grain::Day) };
        Some(Reading { end, kind: TimeKind::Date, sense: Sense::Point(point), modifier: None })
    }

    /// "the 1990s", "the '90s", "the nineties".
    fn decade(&self, at: usize) -> Option<Reading> {
        let the = at + usize::from(self.is(at, "the"));
        let reading = |end: usize, year: i64| {
            let stretch = days::years(year, 10)?;
            Some(Reading::point(end, Meaning::fixed(stretch, Grain::Decade), Shape::Unit(Grain::Decade)))
        };
        if let Some((tens, end)) = self.pick(the, Word::decade).filter(|_| the > at) {
            return reading(end, 1900 + i64::from(tens));
        }
        let mark = the + usize::from(self.is(the, "'"));
        let value = self.digits(mark)?;
        let plural = self.is(mark + 1, "s") && self.is_glued(mark + 1)
            || self.is(mark + 1, "'") && self.is(mark + 2, "s") && self.is_glued(mark + 2);
        let end = mark + if self.is(mark + 1, "s") { 2 } else { 3 };
        let year = match (mark - the, self.atoms[mark].folded.len()) {
            (0, 4) => value,
            (_, 2) if mark > the || the > at => 1900 + value + if value < 30 { 100 } else { 0 },
            _ => return None,
        };
        (plural && year % 10 == 0).then(|| reading(end, year)).flatten()
    }

    /// "07" in "2006-07".
    fn second_year(&self, at: usize) -> Option<(i64, usize)> {
        let first = at.checked_sub(2).and_then(|first| self.year(first)).filter(|(_, end)| end + 1 == at)?;
        let glued = self.is_glued(at) && self.is(at - 1, "-") && self.atom(at)?.folded.len() == 2;
        let year = first.0 / 100 * 100 + self.digits(at).filter(|_| glued)?;
        (year > first.0).then_some((year, at + 1))
    }

    /// "149 BC", "AD 43".
    fn ancient(&self, at: usize) -> Option<Reading> {
        let year = self.digits(at).filter(|year| {
            (1..=9999).contains(year) && self.before(at).is_none_or(|atom| !atom.is_any(&["$", ","]))
        })?;
        let pointed =
            self.is(at + 1, "b") && self.is(at + 2, ".") && self.is(at + 3, "c") && self.is_glued(at + 3);
        let bare = self.is_any(at + 1, &["bc", "bce"]) && self.atom(at + 1)?.capital;
        let end = if bare {
            at + 2
        } else {
            at + 4 + usize::from(self.is(at + 4, ".") && self.is_glued(at + 4) && self.atom(at + 5).is_some())
        };
        (bare || pointed).then(|| Reading::plain(end, TimeKind::Date, format!("BC{year:04}")))
    }

    /// A year where its place makes it one.
    fn plain_year(&self, at: usize) -> Option<Reading> {
        if let Some(reading) = self.ancient(at) {
            return Some(reading);
        }
        let the = at + usize::from(self.is(at, "the") && self.is(at + 1, "year"));
        let fiscal = the + usize::from(self.is_any(the, &["fiscal", "calendar"]) || the > at);
        let (year, end) = self.year(fiscal).or_else(|| self.second_year(at))?;
        if the > at && self.digits(fiscal).is_some() {
            return None;
        }
        let before = self.before(at);
        let placed = before.is_some_and(|atom| {
            atom.is_any(&[
                "in", "since", "until", "till", "from", "during", "between", "early", "late", "mid",
                "through", "circa", "year", "(",
            ])
        });
        let ranged = self.is(end, "-") && self.is_glued(end) && self.digits(end + 1).is_some()
            || before.is_some_and(|atom| atom.is("-"))
                && at > 1
                && self.digits(at - 2).is_some()
                && self.is_glued(at);
        let placed = placed || ranged;
        let likely = (1900..=2050).contains(&year) || fiscal > at;
        let counted = self.atom(end).is_some_and(|atom| {
            atom.spaced
                && atom.kind == AtomKind::Letters
                && (atom.folded.ends_with('s')
                    || atom.is_any(&["people", "men", "women", "percent", "per", "million"]))
                && !atom.is_any(&[
                    "as", "is", "was", "has", "this", "his", "its", "us", "was", "does", "results", "sales",
                    "earnings",
                ])
        });
        let the = before.is_some_and(|atom| atom.is_any(&["the", "s"]));
        // "the treaty of 1864", but "a force of 1800".
        let old = before.is_some_and(|atom| atom.is_any(&["of", "by", "after", "before"])) && year % 100 != 0;
        let placed = placed || old && year >= 1500;
        let meant = if likely { !counted || placed || the } else { placed && (1000..=2100).contains(&year) };
        let stretch = days::years(year, 1).filter(|_| meant)?;
        Some(Reading::point(end, Meaning::fixed(stretch, Grain::Year), Shape::Unit(Grain::Year)))
    }
}
