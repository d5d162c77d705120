//! Which times are told from where the writer stands? "yesterday", "on Monday", "last month", "three weeks ago",
//! "over the last year", "the next day", "in the 15 years since".

use super::days::{self, Grain};
use super::expression::{Meaning, Pick};
use super::reader::{Found, Reader};
use super::words::Word;
use crate::annotate::atoms::AtomKind;

/// Counts above this are no times of news ("400,000 years ago").
const MOST_UNITS: i64 = 400;

impl Reader<'_> {
    /// A time relative to publication or to the time before.
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        self.deictic(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.modified(at))
            .or_else(|| self.window(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.neighbouring(at))
    }

    /// "yesterday", "tomorrow morning".
    fn deictic(&self, at: usize) -> Option<Found> {
        let (by, end) = self.words.at(self.atoms, at, Word::deictic)?;
        // "USA Today", "Psychology Today": a name.
        let named = by == 0
            && self.atoms[at].capital
            && at > 0
            && self.atoms[at - 1].capital
            && self.atoms[at].is("today");
        let end = self.daypart(end);
        (!named).then_some(Found { end, meaning: Meaning::Shift { grain: Grain::Day, by } })
    }

    /// "Monday", "Monday night"; "on Mondays" is no point in time.
    fn weekday(&self, at: usize) -> Option<Found> {
        let (weekday, end) = self.weekday_name(at, false)?;
        let end = self.daypart(end);
        Some(Found { end, meaning: Meaning::Weekday { weekday, pick: Pick::Bare } })
    }

    /// Steps over "morning" and its like.
    fn daypart(&self, at: usize) -> usize {
        let part = self.words.at(self.atoms, at, |word| matches!(word, Word::Daypart).then_some(()));
        part.map_or(at, |((), end)| end)
    }

    /// "last week", "this morning", "next Monday", "this past summer", "earlier this month".
    fn modified(&self, at: usize) -> Option<Found> {
        let first = self.atom(at)?;
        let (by, pick, mut next) = if first.is_any(&["last", "past", "previous"]) {
            (-1, Pick::Last, at + 1)
        } else if first.is_any(&["next", "coming"]) {
            (1, Pick::Next, at + 1)
        } else if first.is_any(&["this", "current"]) {
            (0, Pick::This, at + 1)
        } else {
            return None;
        };
        // With an article it is a window ("the last week") or a neighbour ("the next day").
        if at > 0 && self.atoms[at - 1].is_any(&["the", "a", "our", "his", "her", "their", "its"]) {
            return None;
        }
        let (mut by, mut pick) = (by, pick);
        if by == 0 && self.atom(next)?.is_any(&["past", "last"]) {
            (by, pick, next) = (-1, Pick::Last, next + 1);
        } else if by == 0 && self.atom(next)?.is_any(&["coming", "next"]) {
            (by, pick, next) = (1, Pick::Next, next + 1);
        }
        self.modified_head(next, by, pick)
    }

    /// What "last", "this" or "next" picks from.
    fn modified_head(&self, at: usize, by: i32, pick: Pick) -> Option<Found> {
        if let Some((weekday, end)) = self.weekday_name(at, false) {
            return Some(Found { end: self.daypart(end), meaning: Meaning::Weekday { weekday, pick } });
        }
        if let Some((month, end)) = self.month_name(at, false) {
            let meaning = Meaning::Yearly {
                from: (month, 1),
                to: (month, 31),
                grain: Grain::Month,
                weekday: None,
                pick,
            };
            return Some(Found { end, meaning });
        }
        let (meaning, end) = self.words.at(self.atoms, at, |word| {
            if let Some((from, to)) = word.season() {
                let (from, to) = ((from, 1), (to, 31));
                return Some(Meaning::Yearly { from, to, grain: Grain::Quarter, weekday: None, pick });
            }
            if word == Word::Daypart {
                return Some(Meaning::Shift { grain: Grain::Day, by });
            }
            match word.unit()? {
                Grain::Hour => None,
                Grain::Day => (by == 0).then_some(Meaning::Shift { grain: Grain::Day, by: 0 }),
                grain @ (Grain::Weekend
                | Grain::Week
                | Grain::Month
                | Grain::Quarter
                | Grain::Year
                | Grain::Decade
                | Grain::Century) => Some(Meaning::Shift { grain, by }),
            }
        })?;
        // "last weeks" does not exist; "this day" is seldom today; "last fall of the regime" is no season.
        let plural = self.atoms[end - 1].folded.ends_with('s');
        let of = self.is(end, "of");
        (!plural && !of).then_some(Found { end, meaning })
    }

    /// "the last year", "the past three months", "the next 48 hours".
    fn window(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.atom(at)?.is_any(&["the", "these"]));
        let word = self.atom(at + the)?;
        let sign = if word.is_any(&["last", "past"]) {
            -1
        } else if word.is_any(&["next", "coming"]) {
            1
        } else {
            return None;
        };
        let start = at + the + 1;
        let (count, next) = match self.numerals.read(self.atoms, start) {
            Some(number) => (number.milli / 1000, number.end),
            None => (1, start),
        };
        let counted = next > start;
        let next = next + usize::from(self.is(next, "-"));
        let (grain, end) = self.unit(next)?;
        let plural = self.atoms[end - 1].folded.ends_with('s');
        // "the last day of the talks" is a part of the talks, "the next day" the day after.
        let partitive = !counted && (self.is(end, "of") || sign > 0 || grain == Grain::Day);
        let open = the == 0 && !counted;
        let fits = (1..=MOST_UNITS).contains(&count) && !partitive && !open && (counted || !plural);
        fits.then(|| Found { end, meaning: Meaning::Window { grain, by: sign * count as i32 } })
    }

    /// "three weeks ago", "a year earlier", "two days later", "in the 15 years since".
    fn counted(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let start = at + the;
        let (count, next) = match self.numerals.read(self.atoms, start) {
            Some(number) if number.milli % 1000 == 0 => (number.milli / 1000, number.end),
            Some(_) => return None,
            None if self.atom(start)?.is_any(&["a", "an"]) && the == 0 => (1, start + 1),
            None => return None,
        };
        let next = next + usize::from(self.is(next, "-"));
        let (grain, mut end) = self.unit(next)?;
        if !(1..=MOST_UNITS).contains(&count) {
            return None;
        }
        let count = count as i32;
        end += usize::from(self.is(end, "-"));
        let last = self.atom(end)?;
        if last.is("ago") && grain != Grain::Hour {
            return Some(Found { end: end + 1, meaning: Meaning::Shift { grain, by: -count } });
        }
        if last.is("ago") {
            let window = Meaning::Window { grain: Grain::Day, by: -1 - (count - 1) / 24 };
            return Some(Found { end: end + 1, meaning: window });
        }
        if last.is("since") && grain == Grain::Year {
            return self.years_since(end + 1, count);
        }
        if last.is_any(&["earlier", "before", "previously"]) && the == 0 {
            return self.further(end + 1, grain, -count);
        }
        if last.is_any(&["later", "after", "afterwards"]) && the == 0 {
            return self.further(end + 1, grain, count);
        }
        None
    }

    /// After "15 years since": a stated year, or the year stated before.
    fn years_since(&self, end: usize, count: i32) -> Option<Found> {
        if let Some((year, end)) = self.year_digits(end) {
            let since = days::years(year, 1)?;
            return Some(Found { end, meaning: Meaning::YearsSince { count, since, from: None } });
        }
        let (from, since) = self.latest_stated?;
        // "15 years since he came": that event, not the year before, is what is counted from.
        let clause = self.atom(end).is_some_and(|atom| {
            atom.kind == AtomKind::Letters && !atom.is_any(&["then", "and", "but", "with", "as"])
        });
        let end = end + usize::from(self.is(end, "then"));
        let meaning = Meaning::YearsSince { count, since, from: Some(from) };
        (!clause).then_some(Found { end, meaning })
    }

    /// "the next day", "the following month", "the day before", "the same day", "that day".
    fn neighbouring(&self, at: usize) -> Option<Found> {
        let article = self.atom(at)?;
        if !article.is_any(&["the", "that"]) {
            return None;
        }
        if article.is("the") && self.is(at + 1, "day") {
            let yesterday = self.is(at + 2, "before") && self.is(at + 3, "yesterday");
            let tomorrow = self.is(at + 2, "after") && self.is(at + 3, "tomorrow");
            if yesterday || tomorrow {
                let by = if yesterday { -2 } else { 2 };
                return Some(Found { end: at + 4, meaning: Meaning::Shift { grain: Grain::Day, by } });
            }
        }
        if let Some((grain, end)) = self.unit(at + 1).filter(|(grain, _)| *grain != Grain::Hour) {
            let before = self.is(end, "before");
            let after = self.is(end, "after");
            let open = self.atom(end + 1).is_none_or(|atom| atom.kind == AtomKind::Mark);
            if article.is("the") && open && (before || after) {
                return self.further(end + 1, grain, if before { -1 } else { 1 });
            }
            let singular = !self.atoms[end - 1].folded.ends_with('s');
            let weekend = grain == Grain::Weekend
                && at > 0
                && self.atoms[at - 1].is_any(&["over", "at", "during"])
                && article.is("the");
            if weekend && singular {
                return Some(Found { end, meaning: Meaning::Shift { grain, by: -1 } });
            }
            return (article.is("that") && singular).then(|| self.further(end, grain, 0)).flatten();
        }
        let word = self.atom(at + 1)?;
        let by = if word.is_any(&["next", "following"]) {
            1
        } else if word.is_any(&["previous", "preceding"]) {
            -1
        } else if word.is("same") {
            0
        } else {
            return None;
        };
        let (grain, end) = self.unit(at + 2).filter(|(grain, _)| *grain != Grain::Hour)?;
        let singular = !self.atoms[end - 1].folded.ends_with('s');
        singular.then(|| self.further(end, grain, by)).flatten()
    }

    fn further(&self, end: usize, grain: Grain, by: i32) -> Option<Found> {
        let from = self.latest?;
        Some(Found { end, meaning: Meaning::Further { grain, by, from } })
    }

    fn unit(&self, at: usize) -> Option<(Grain, usize)> {
        self.words.at(self.atoms, at, Word::unit)
    }
}
