//! Which days? Sets of days as sorted stretches, and the calendar arithmetic on them.
//!
//! A day is its number counted from 1970-01-01, so that a set of days is a few pairs of integers. The calendar
//! itself is jiff's.

use jiff::ToSpan as _;
use jiff::civil::Date;
use news::PartialDate;

/// A day, counted from 1970-01-01.
pub(crate) type Day = i32;

/// A stretch of days, both ends included.
pub(crate) type Stretch = (Day, Day);

/// 0001-01-01.
pub(crate) const FIRST: Day = -719_162;
/// 9999-12-31.
pub(crate) const LAST: Day = 2_932_896;

/// Lengths that time is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Grain {
    /// Hours and minutes: shown as days.
    Hour,
    /// One day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Grain {
    /// Days of the longest unit of this kind.
    pub(crate) fn longest(self) -> i32 {
        match self {
            Grain::Hour | Grain::Day => 1,
            Grain::Weekend | Grain::Week => 7,
            Grain::Month => 31,
            Grain::Quarter => 92,
            Grain::Year => 366,
            Grain::Decade => 3_653,
            Grain::Century => 36_525,
        }
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number of a day that exists.
pub(crate) fn day(year: i64, month: i64, day: i64) -> Option<Day> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    number(date).filter(|day| (FIRST..=LAST).contains(day))
}

fn number(date: Date) -> Option<Day> {
    EPOCH.until(date).ok().map(|span| span.get_days())
}

/// The date of a day; days out of range are the nearest end.
pub(crate) fn date(day: Day) -> Date {
    EPOCH.checked_add(day.clamp(FIRST, LAST).days()).unwrap_or(EPOCH)
}

/// 1 for Monday to 7 for Sunday.
pub(crate) fn weekday(day: Day) -> u8 {
    ((day + 3).rem_euclid(7) + 1) as u8
}

/// The calendar unit that holds a day, moved by `by` units; `None` outside the years 1 to 9999.
pub(crate) fn unit_at(day: Day, grain: Grain, by: i32) -> Option<Stretch> {
    let here = date(day);
    let year = i64::from(here.year());
    let (by_wide, month) = (i64::from(by), i64::from(here.month()));
    let stretch = match grain {
        Grain::Hour | Grain::Day => (day.checked_add(by)?, day.checked_add(by)?),
        Grain::Week => {
            let monday = day - i32::from(weekday(day)) + 1 + by.checked_mul(7)?;
            (monday, monday + 6)
        }
        Grain::Weekend => {
            let saturday = day - i32::from(weekday(day)) + 6 + by.checked_mul(7)?;
            (saturday, saturday + 1)
        }
        Grain::Month => months(year * 12 + month - 1 + by_wide, 1)?,
        Grain::Quarter => months((year * 4 + (month - 1) / 3 + by_wide) * 3, 3)?,
        Grain::Year => years(year + by_wide, 1)?,
        Grain::Decade => years(year.div_euclid(10) * 10 + by_wide * 10, 10)?,
        Grain::Century => years((year - 1).div_euclid(100) * 100 + 1 + by_wide * 100, 100)?,
    };
    (FIRST <= stretch.0 && stretch.1 <= LAST).then_some(stretch)
}

/// `count` months from the month with this number (year × 12 + month from 0).
fn months(first: i64, count: i64) -> Option<Stretch> {
    let start = day(first.div_euclid(12), first.rem_euclid(12) + 1, 1)?;
    let next = first + count;
    let end = day(next.div_euclid(12), next.rem_euclid(12) + 1, 1).map_or(LAST, |day| day - 1);
    Some((start, end))
}

/// `count` whole years.
pub(crate) fn years(first: i64, count: i64) -> Option<Stretch> {
    let start = day(first, 1, 1)?;
    Some((start, day(first + count, 1, 1).map_or(LAST, |day| day - 1)))
}

/// The month of a year.
pub(crate) fn month(year: i64, month: i64) -> Option<Stretch> {
    (1..=12).contains(&month).then(|| months(year * 12 + month - 1, 1)).flatten()
}

/// The same day or unit `by` units later, for "two years earlier": keeps the day where it exists.
pub(crate) fn moved(day: Day, grain: Grain, by: i32) -> Option<Day> {
    let span = match grain {
        Grain::Hour => return Some(day),
        Grain::Day | Grain::Weekend => i64::from(by).days(),
        Grain::Week => i64::from(by).weeks(),
        Grain::Month => i64::from(by).months(),
        Grain::Quarter => (i64::from(by) * 3).months(),
        Grain::Year => i64::from(by).years(),
        Grain::Decade => (i64::from(by) * 10).years(),
        Grain::Century => (i64::from(by) * 100).years(),
    };
    number(date(day).checked_add(span).ok()?)
}

/// The days of a year, month or day as the texts write it; `None` where it does not exist.
pub(crate) fn of_partial(partial: PartialDate) -> Option<Stretch> {
    let year = i64::from(partial.year);
    match (partial.month, partial.day) {
        (None, _) => years(year, 1),
        (Some(month_number), None) => month(year, i64::from(month_number)),
        (Some(month_number), Some(day_number)) => {
            day(year, i64::from(month_number), i64::from(day_number)).map(|day| (day, day))
        }
    }
}

/// A day, or the month or year that holds it, as the texts would write it.
pub(crate) fn partial(day: Day, grain: Grain) -> PartialDate {
    let date = date(day);
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    match grain {
        Grain::Hour | Grain::Day | Grain::Weekend | Grain::Week => PartialDate::day(date.year(), month, day),
        Grain::Month | Grain::Quarter => PartialDate::month(date.year(), month),
        Grain::Year | Grain::Decade | Grain::Century => PartialDate::year(date.year()),
    }
}

/// A set of days: sorted stretches that do not touch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    stretches: Vec<Stretch>,
}

impl Days {
    /// Every day there is: nothing is known.
    pub(crate) fn any() -> Days {
        Days { stretches: vec![(FIRST, LAST)] }
    }

    /// The days of some stretches.
    pub(crate) fn new(mut stretches: Vec<Stretch>) -> Days {
        stretches.retain(|(from, to)| from <= to);
        stretches.sort_unstable();
        let mut merged: Vec<Stretch> = Vec::with_capacity(stretches.len());
        for (from, to) in stretches {
            match merged.last_mut() {
                Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
                Some(_) | None => merged.push((from, to)),
            }
        }
        Days { stretches: merged }
    }

    /// The days of one stretch.
    pub(crate) fn stretch(from: Day, to: Day) -> Days {
        Days::new(vec![(from, to)])
    }

    /// Days in both.
    pub(crate) fn and(&self, other: &Days) -> Days {
        let (mut left, mut right) = (self.stretches.iter().peekable(), other.stretches.iter().peekable());
        let mut shared = Vec::new();
        while let (Some(&&a), Some(&&b)) = (left.peek(), right.peek()) {
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            if from <= to {
                shared.push((from, to));
            }
            if a.1 < b.1 {
                left.next();
            } else {
                right.next();
            }
        }
        Days { stretches: shared }
    }

    /// Whether any day is in both.
    pub(crate) fn meets(&self, other: Stretch) -> bool {
        let next = self.stretches.partition_point(|stretch| stretch.1 < other.0);
        self.stretches.get(next).is_some_and(|stretch| stretch.0 <= other.1)
    }

    /// Whether no day is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// First and last day.
    pub(crate) fn ends(&self) -> Option<Stretch> {
        Some((self.stretches.first()?.0, self.stretches.last()?.1))
    }

    /// How many days.
    pub(crate) fn count(&self) -> i64 {
        self.stretches.iter().map(|(from, to)| i64::from(to - from) + 1).sum()
    }

    /// Whether both ends are known: nothing that reaches the ends of the calendar is.
    pub(crate) fn is_bounded(&self) -> bool {
        self.ends().is_some_and(|(from, to)| from > FIRST && to < LAST)
    }

    /// The stretches, sorted.
    pub(crate) fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The days one by one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Day> + '_ {
        self.stretches.iter().flat_map(|&(from, to)| from..=to)
    }

    /// The units of a grain that hold any of the days, each written as the texts would, at most `limit`;
    /// `None` beyond.
    pub(crate) fn units(&self, grain: Grain, limit: usize) -> Option<Vec<PartialDate>> {
        let mut units = Vec::new();
        for &(from, to) in &self.stretches {
            let mut at = from;
            while at <= to {
                let unit = partial(at, grain);
                if units.last() != Some(&unit) {
                    units.push(unit);
                }
                if units.len() > limit {
                    return None;
                }
                at = match of_partial(unit) {
                    Some((_, end)) => end + 1,
                    None => return None,
                };
            }
        }
        Some(units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_count_from_the_epoch_and_back() {
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!((day(1, 1, 1), day(9999, 12, 31)), (Some(FIRST), Some(LAST)));
        assert_eq!(day(2019, 2, 29), None);
        assert_eq!((weekday(0), weekday(-1), weekday(3)), (4, 3, 7));
    }

    #[test]
    fn units_hold_their_days() {
        let at = day(2019, 2, 14).unwrap();
        let shown = |grain, by| {
            unit_at(at, grain, by)
                .map(|(from, to)| format!("{} {}", date(from), date(to)))
                .unwrap_or_default()
        };
        assert_eq!(shown(Grain::Month, -2), "2018-12-01 2018-12-31");
        assert_eq!(shown(Grain::Quarter, 1), "2019-04-01 2019-06-30");
        assert_eq!(shown(Grain::Week, 0), "2019-02-11 2019-02-17");
        assert_eq!(shown(Grain::Weekend, -1), "2019-02-09 2019-02-10");
        assert_eq!(shown(Grain::Decade, 0), "2010-01-01 2019-12-31");
    }

    #[test]
    fn units_of_a_set_are_limited() {
        let days = Days::stretch(day(2019, 1, 30).unwrap(), day(2019, 3, 1).unwrap());
        let months = days.units(Grain::Month, 5).unwrap();
        assert_eq!(
            months,
            [PartialDate::month(2019, 1), PartialDate::month(2019, 2), PartialDate::month(2019, 3)]
        );
        assert_eq!(days.units(Grain::Day, 5), None);
    }

    proptest! {
        #[test]
        fn intersection_is_the_days_in_both(
            a in proptest::collection::vec((0i32..60, 0i32..9), 0..6),
            b in proptest::collection::vec((0i32..60, 0i32..9), 0..6),
        ) {
            let set = |pairs: &[(i32, i32)]| Days::new(pairs.iter().map(|&(from, len)| (from, from + len)).collect());
            let (left, right) = (set(&a), set(&b));
            let both: Vec<i32> = left.and(&right).iter().collect();
            let expected: Vec<i32> = left.iter().filter(|day| right.meets((*day, *day))).collect();
            prop_assert_eq!(both, expected);
        }
    }
}
