//! Which dates are written out? "April 5, 2019", "5 April", "2019-04-05", "in 2008", "the 1990s", "June 2022".

use super::days::{self, Grain, Stretch};
use super::expression::{Meaning, Pick};
use super::reader::{Found, Reader};
use super::words::Word;
use crate::annotate::atoms::AtomKind;

impl Reader<'_> {
    /// A date with a day, month or year of its own.
    pub(super) fn absolute(&self, at: usize) -> Option<Found> {
        self.numeric(at)
            .or_else(|| self.weekday_and_day(at))
            .or_else(|| self.calendar_day(at, None))
            .or_else(|| self.month(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
    }

    /// "2019-04-05", "5/4/2019", "5.4.2019".
    fn numeric(&self, at: usize) -> Option<Found> {
        let (first, mark, second) = (self.digits(at)?, self.atom(at + 1)?, self.digits(at + 2)?);
        let (again, third) = (self.atom(at + 3)?, self.digits(at + 4)?);
        let glued = (at + 1..=at + 4).all(|next| self.atom(next).is_some_and(|atom| !atom.spaced));
        let continued = self
            .atom(at + 5)
            .is_some_and(|atom| !atom.spaced && atom.is_any(&["-", "/"]) && self.digits(at + 6).is_some());
        let preceded = at > 0 && !self.atoms[at].spaced && self.atoms[at - 1].is_any(&["-", "/", "."]);
        if !mark.is_any(&["-", "/", "."]) || mark.folded != again.folded || !glued || continued || preceded {
            return None;
        }
        let options: Vec<Stretch> = if self.atoms[at].folded.len() == 4 {
            days::day(first, second, third).map(|day| (day, day)).into_iter().collect()
        } else {
            let year = match self.atoms[at + 4].folded.len() {
                4 => third,
                2 if !mark.is(".") => third + if third < 50 { 2000 } else { 1900 },
                _ => return None,
            };
            // A point marks the European order; a stroke leaves it open unless one number is above 12.
            let day_first = days::day(year, second, first);
            let month_first = days::day(year, first, second).filter(|_| !mark.is("."));
            let mut options: Vec<Stretch> =
                day_first.into_iter().chain(month_first).map(|day| (day, day)).collect();
            options.sort_unstable();
            options.dedup();
            options
        };
        let meaning = Meaning::Fixed { options, grain: Grain::Day };
        let stated = matches!(&meaning, Meaning::Fixed { options, .. } if !options.is_empty());
        stated.then_some(Found { end: at + 5, meaning })
    }

    /// "Wednesday, April 5", "Wed. 5 April 2019".
    fn weekday_and_day(&self, at: usize) -> Option<Found> {
        let (weekday, mut next) = self.weekday_name(at, true)?;
        if self.is(next, ",") {
            next += 1;
        }
        if self.is(next, "the") {
            next += 1;
        }
        self.calendar_day(next, Some(weekday))
    }

    /// A day of a month, in either order, with or without a year.
    fn calendar_day(&self, at: usize, weekday: Option<u8>) -> Option<Found> {
        let (month, day, mut last, mut end) = self.month_then_day(at).or_else(|| self.day_then_month(at))?;
        let mut year = None;
        let comma = usize::from(self.is(end, ","));
        if let Some((value, after)) = self.year_digits(end + comma) {
            (year, end) = (Some(value), after);
        }
        if let (None, Some(end_day)) = (last, self.day_range(end, month, day)) {
            (last, end) = end_day;
            let comma = usize::from(self.is(end, ","));
            if let (None, Some((value, after))) = (year, self.year_digits(end + comma)) {
                (year, end) = (Some(value), after);
            }
        }
        let one = |day: i64| -> Option<Meaning> {
            match year {
                Some(year) => {
                    let day = days::day(year, month.into(), day)?;
                    Some(Meaning::fixed((day, day), Grain::Day))
                }
                None => {
                    // Any leap year decides whether the day exists at all.
                    days::day(2000, month.into(), day)?;
                    let day = (month, day as u8);
                    Some(Meaning::Yearly { from: day, to: day, grain: Grain::Day, weekday, pick: Pick::Bare })
                }
            }
        };
        let meaning = match last {
            Some(last) => Meaning::Range(Box::new(one(day)?), Box::new(one(last)?)),
            None => one(day)?,
        };
        Some(Found { end, meaning })
    }

    /// "-7" after "April 5": the last day of a range in one month.
    fn day_range(&self, at: usize, _month: u8, first: i64) -> Option<(Option<i64>, usize)> {
        let hyphen = self.is(at, "-");
        let last = self.digits(at + 1).filter(|_| hyphen)?;
        let fits = first < last && last <= 31 && self.atoms[at + 1].folded.len() <= 2;
        fits.then_some((Some(last), at + 2))
    }

    /// "April 5", "April 5th", "Sept. 5".
    fn month_then_day(&self, at: usize) -> Option<(u8, i64, Option<i64>, usize)> {
        let (month, next) = self.month_name(at, true)?;
        let next = next + usize::from(self.is(next, "the"));
        let (day, end) = self.day_number(next)?;
        // "April 5:30", "April 5,000" and "April 5 percent" are no days.
        let after = self.atom(end);
        let clock = after.is_some_and(|atom| atom.is_any(&[":", "%"]) && !atom.spaced)
            || (after.is_some_and(|atom| atom.is(",") && !atom.spaced)
                && self.atom(end + 1).is_some_and(|atom| {
                    !atom.spaced && atom.kind == AtomKind::Digits && atom.folded.len() == 3
                }));
        (!clock).then_some((month, day, None, end))
    }

    /// "5 April", "the 5th of April", "5-7 April".
    fn day_then_month(&self, at: usize) -> Option<(u8, i64, Option<i64>, usize)> {
        let (day, next) = self.day_number(at)?;
        if let Some((last, after)) = self.day_range(next, 0, day)
            && let Some((month, end)) = self.month_name(after, true)
        {
            return Some((month, day, last, end));
        }
        let of = usize::from(self.is(next, "of"));
        let hyphen = usize::from(of == 0 && self.is(next, "-"));
        let (month, end) = self.month_name(next + of + hyphen, true)?;
        // "5 may" is a number and a verb.
        self.atoms[next + of + hyphen].capital.then_some((month, day, None, end))
    }

    /// 1 to 31, in digits or as an ordinal; number words count only as ordinals.
    fn day_number(&self, at: usize) -> Option<(i64, usize)> {
        let (value, end) = match self.numerals.read_ordinal(self.atoms, at) {
            Some(found) => found,
            None => {
                let glued = at > 0
                    && !self.atoms.get(at)?.spaced
                    && self.atoms[at - 1].is_any(&[".", ","])
                    && self.atoms.get(at.wrapping_sub(2)).is_some_and(|atom| atom.kind == AtomKind::Digits);
                let short = self.atom(at)?.folded.len() <= 2 && !glued;
                (self.digits(at).filter(|_| short)?, at + 1)
            }
        };
        (1..=31).contains(&value).then_some((value, end))
    }

    /// "March", "early March", "March 2019", "March of 2019".
    fn month(&self, at: usize) -> Option<Found> {
        let (month, mut end) = self.month_name(at, false)?;
        let comma = usize::from(self.is(end, ",") || self.is(end, "of"));
        if let Some((year, after)) = self.year_digits(end + comma) {
            let stretch = days::month(year, month.into())?;
            return Some(Found { end: after, meaning: Meaning::fixed(stretch, Grain::Month) });
        }
        if self.is(end.wrapping_sub(1), ".") && end == at + 2 {
            // A short form with a full stop but no day or year: a month only inside the sentence.
            end = at + 2;
        }
        let meaning = Meaning::Yearly {
            from: (month, 1),
            to: (month, 31),
            grain: Grain::Month,
            weekday: None,
            pick: Pick::Bare,
        };
        Some(Found { end, meaning })
    }

    /// "the summer of 2019", "summer 2019", "the first quarter of 2019", "the second half of 2019".
    fn part_of_year(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let (from, to, mut next) = self.season_or_share(at + the)?;
        let of = usize::from(self.is(next, "of"));
        if let Some((year, end)) = self.year_digits(next + of) {
            let start = days::month(year, from.into())?.0;
            let end_year = if to < from { year + 1 } else { year };
            let stretch = (start, days::month(end_year, to.into())?.1);
            return Some(Found { end, meaning: Meaning::fixed(stretch, Grain::Quarter) });
        }
        // Bare: only with an article and as a time ("in the spring", "in the first quarter").
        let placed =
            the == 1 && at > 0 && self.atoms[at - 1].is_any(&["in", "during", "over", "for", "since"]);
        let of_this = self.is(next, "of") && self.is(next + 1, "the") && self.is(next + 2, "year");
        if of_this {
            next += 3;
        }
        let meaning = Meaning::Yearly {
            from: (from, 1),
            to: (to, 31),
            grain: Grain::Quarter,
            weekday: None,
            pick: Pick::Bare,
        };
        let bare_noun = self.atom(next).is_some_and(|atom| atom.kind == AtomKind::Letters && atom.is("of"));
        (placed && !bare_noun).then_some(Found { end: next, meaning })
    }

    /// A season, quarter or half as its first and last month.
    fn season_or_share(&self, at: usize) -> Option<(u8, u8, usize)> {
        let season = self.words.at(self.atoms, at, Word::season);
        if let Some(((from, to), end)) = season {
            return Some((from, to, end));
        }
        let atom = self.atom(at)?;
        let digit = self.digits(at + 1).filter(|_| atom.is("q") && !self.atoms[at + 1].spaced);
        if let Some(quarter @ 1..=4) = digit {
            let first = (quarter as u8 - 1) * 3 + 1;
            return Some((first, first + 2, at + 2));
        }
        let (place, next) = self.numerals.read_ordinal(self.atoms, at)?;
        let next = next + usize::from(self.is(next, "-"));
        let first = u8::try_from(place).ok()?;
        if self.is(next, "quarter") && (1..=4).contains(&first) {
            return Some(((first - 1) * 3 + 1, first * 3, next + 1));
        }
        (self.is(next, "half") && (1..=2).contains(&first)).then(|| (first * 6 - 5, first * 6, next + 1))
    }

    /// "Christmas Day", "New Year's Eve 2019".
    fn holiday(&self, at: usize) -> Option<Found> {
        let capital = self.atom(at)?.capital;
        let ((month, day), end) = self.words.at(self.atoms, at, |word| word.holiday().filter(|_| capital))?;
        if let Some((year, after)) = self.year_digits(end) {
            let day = days::day(year, month.into(), day.into())?;
            return Some(Found { end: after, meaning: Meaning::fixed((day, day), Grain::Day) });
        }
        let on = (month, day);
        let meaning =
            Meaning::Yearly { from: on, to: on, grain: Grain::Day, weekday: None, pick: Pick::Bare };
        Some(Found { end, meaning })
    }

    /// "the 1990s", "the '90s", "the 19th century".
    fn decade(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let start = at + the;
        if let Some((place, next)) = self.numerals.read_ordinal(self.atoms, start) {
            let next = next + usize::from(self.is(next, "-"));
            let stretch = self.is(next, "century").then(|| days::years(place * 100 - 99, 100)).flatten()?;
            return Some(Found { end: next + 1, meaning: Meaning::fixed(stretch, Grain::Century) });
        }
        let apostrophe = usize::from(self.is(start, "'"));
        let value = self.digits(start + apostrophe)?;
        let plural = self.atom(start + apostrophe + 1).filter(|atom| atom.is("s") && !atom.spaced);
        plural?;
        let year = match (apostrophe, self.atoms[start + apostrophe].folded.len()) {
            (0, 4) => value,
            (1, 2) => 1900 + value + if value < 30 { 100 } else { 0 },
            _ => return None,
        };
        let stretch = (year % 10 == 0).then(|| days::years(year, 10)).flatten()?;
        Some(Found { end: start + apostrophe + 2, meaning: Meaning::fixed(stretch, Grain::Decade) })
    }

    /// A year alone, where its place makes it one.
    fn year(&self, at: usize) -> Option<Found> {
        let (year, end) = self.year_digits(at)?;
        let before = at.checked_sub(1).and_then(|before| self.atom(before));
        let after = self.atom(end);
        let placed = before.is_some_and(|atom| {
            atom.is_any(&[
                "in", "since", "of", "by", "until", "till", "from", "during", "after", "before", "between",
                "early", "late", "mid", "through", "circa", "year", "to", "and", "for",
            ])
        });
        let likely = (1900..=2050).contains(&year);
        let amount = after
            .is_some_and(|atom| atom.is_any(&["percent", "per", "%", "dollars", "euros", "pounds"]))
            || before.is_some_and(|atom| atom.is_any(&["$", "£", "€", "#"]));
        let bracketed = before.is_some_and(|atom| atom.is_any(&["(", "["]))
            && after.is_some_and(|atom| atom.is_any(&[")", "]"]));
        let determined = before
            .is_some_and(|atom| atom.is_any(&["the", "a", "s", "his", "her", "its", "their"]))
            && after.is_some_and(|atom| {
                atom.kind == AtomKind::Letters && atom.spaced && !atom.folded.ends_with('s')
            })
            && year % 100 != 0;
        // "to 2,016", "for 1500 people": of these prepositions only a likely year is believed.
        let loose =
            before.is_some_and(|atom| atom.is_any(&["of", "to", "and", "for", "after", "before", "by"]));
        let followed = after.is_some_and(|atom| {
            atom.spaced
                && atom.kind == AtomKind::Letters
                && (loose || year % 100 == 0)
                && atom.folded.ends_with('s')
                && !atom.is_any(&["as", "is", "was", "has", "this", "his", "its", "us"])
        });
        let meant = ((placed && (likely || !loose) && (1000..=2100).contains(&year)) && !followed)
            || (likely && (bracketed || determined));
        let stretch = (meant && !amount).then(|| days::years(year, 1)).flatten()?;
        Some(Found { end, meaning: Meaning::fixed(stretch, Grain::Year) })
    }

    /// Four digits that can be a year ("2019", "'19" after a month or preposition), and where they end.
    pub(super) fn year_digits(&self, at: usize) -> Option<(i64, usize)> {
        if self.is(at, "'") && self.atom(at + 1)?.folded.len() == 2 && !self.atoms[at + 1].spaced {
            let value = self.digits(at + 1)?;
            let plural = self.atom(at + 2).is_some_and(|atom| atom.is("s") && !atom.spaced);
            return (!plural).then_some((value + if value < 50 { 2000 } else { 1900 }, at + 2));
        }
        let value = self.digits(at)?;
        let glued = |next: Option<&crate::annotate::atoms::Atom>| {
            next.is_some_and(|atom| {
                !atom.spaced && (atom.kind == AtomKind::Letters || atom.is_any(&["%", ":", "/"]))
            })
        };
        let decimal = self.atom(at + 1).is_some_and(|atom| !atom.spaced && atom.is_any(&[".", ","]))
            && self.atom(at + 2).is_some_and(|atom| !atom.spaced && atom.kind == AtomKind::Digits);
        let money = at > 0 && self.atoms[at - 1].is_any(&["$", "£", "€", "¥"]);
        let inner = at > 0
            && !self.atoms[at].spaced
            && (self.atoms[at - 1].kind == AtomKind::Letters || self.atoms[at - 1].is_any(&[".", ",", "/"]));
        let four = self.atoms[at].folded.len() == 4 && (1000..=2999).contains(&value);
        (four && !glued(self.atom(at + 1)) && !decimal && !money && !inner).then_some((value, at + 1))
    }
}
