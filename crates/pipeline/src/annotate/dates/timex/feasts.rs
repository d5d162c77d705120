//! Which days have a name but no fixed date? "Thanksgiving", "Easter Sunday", "Labor Day".

use crate::annotate::dates::days::{self, Day};

/// A day of every year that is counted rather than dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// The month, the weekday (1 for Monday), and which one of the month; 5 for the last.
    Weekday(u8, u8, u8),
    /// Days after Easter Sunday.
    Easter(i32),
}

impl Feast {
    /// Its day in a year.
    pub(super) fn day(self, year: i64) -> Option<Day> {
        match self {
            Feast::Weekday(month, weekday, place) => {
                let (first, last) = days::month(year, month.into())?;
                let until = (i32::from(weekday) - i32::from(days::weekday(first))).rem_euclid(7);
                let day = first + until + (i32::from(place) - 1) * 7;
                Some(if day > last { day - 7 } else { day })
            }
            Feast::Easter(after) => easter(year).map(|day| day + after),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus 1991, after an anonymous correspondent of Nature, 1876).
fn easter(year: i64) -> Option<Day> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let number = epact + weekday - 7 * late + 114;
    days::day(year, number / 31, number % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        let shown =
            |feast: Feast, year| feast.day(year).map(|day| days::date(day).to_string()).unwrap_or_default();
        assert_eq!(shown(Feast::Easter(0), 2024), "2024-03-31");
        assert_eq!(shown(Feast::Easter(-2), 2011), "2011-04-22");
        assert_eq!(shown(Feast::Weekday(11, 4, 4), 2019), "2019-11-28");
        assert_eq!(shown(Feast::Weekday(5, 1, 5), 2021), "2021-05-31");
    }
}
