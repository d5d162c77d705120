//! Which day does a stamp name? Dates as pages print and encode them: `2023-04-05T10:00Z`, "5 April 2023".
//!
//! Only whole stamps with a year. Dates inside running text are left to `annotate::dates`.

mod scan;
mod words;

use news::PartialDate;
pub(crate) use scan::{Order, find};
pub(crate) use words::{DateWords, Marker};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Days that a stamp may stand for: one, two where day and month could change places, none if it is no date.
pub(crate) fn candidates(stamp: &str) -> Vec<PartialDate> {
    if let Some(date) = iso(stamp.trim()) {
        return vec![date];
    }
    let words = pieces(stamp);
    named_month(&words).map_or_else(|| numeric(stamp), |date| vec![date])
}

/// `2023-04-05…`, `2023/04/05`, `20230405`.
fn iso(stamp: &str) -> Option<PartialDate> {
    let bytes = stamp.as_bytes();
    let number = |from: usize, to: usize| stamp.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let year = number(0, 4)?;
    match bytes.get(4) {
        Some(b'-' | b'/' | b'.') if bytes.get(7) == bytes.get(4) => {
            let ends = !bytes.get(10).is_some_and(u8::is_ascii_digit);
            valid(year, number(5, 7)?, number(8, 10)?).filter(|_| ends)
        }
        Some(byte) if byte.is_ascii_digit() => {
            let ends = !bytes.get(8).is_some_and(u8::is_ascii_digit);
            valid(year, number(4, 6)?, number(6, 8)?).filter(|_| ends)
        }
        Some(_) | None => None,
    }
}

fn pieces(stamp: &str) -> Vec<String> {
    stamp
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .take(40)
        .map(str::to_lowercase)
        .collect()
}

/// "5 April 2023", "April 5, 2023", "5th of Apr 2023".
fn named_month(words: &[String]) -> Option<PartialDate> {
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(&words[at])?;
    let day = |word: &String| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        let fits = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
        digits.parse::<i16>().ok().filter(|day| fits && (1..=31).contains(day))
    };
    let year = |word: &String| word.parse::<i16>().ok().filter(|year| (1000..=9999).contains(year));
    let after = |offset: usize| words.get(at + offset);
    if let (Some(day), Some(year)) = (after(1).and_then(day), after(2).and_then(year)) {
        return valid(year, month, day);
    }
    let back = if at >= 2 && words[at - 1] == "of" { 2 } else { 1 };
    let before = at.checked_sub(back).and_then(|index| words.get(index));
    valid(after(1).and_then(year)?, month, before.and_then(day)?)
}

fn month(word: &str) -> Option<i16> {
    let index = MONTHS.iter().position(|month| word.starts_with(month))?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let fits = word.len() == 3 || word == "sept" || full.get(index).is_some_and(|name| *name == word);
    fits.then_some(index as i16 + 1)
}

/// "05/04/2023" is two dates unless one number is above twelve.
fn numeric(stamp: &str) -> Vec<PartialDate> {
    for word in stamp.split_whitespace().take(40) {
        let parts: Vec<&str> =
            word.trim_matches(|c: char| !c.is_ascii_digit()).split(['/', '.', '-']).collect();
        let [a, b, year] = parts[..] else { continue };
        if year.len() != 4 {
            continue;
        }
        let (Ok(a), Ok(b), Ok(year)) = (a.parse(), b.parse(), year.parse()) else { continue };
        let mut dates: Vec<PartialDate> =
            [valid(year, b, a), valid(year, a, b)].into_iter().flatten().collect();
        dates.sort();
        dates.dedup();
        return dates;
    }
    Vec::new()
}

pub(crate) fn valid(year: i16, month: i16, day: i16) -> Option<PartialDate> {
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year >= 1000).then(|| PartialDate::day(year, month as u8, day as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stamp: &str) -> String {
        candidates(stamp).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn stamps_of_many_forms() {
        assert_eq!(shown("2021-03-09T08:15:00+01:00"), "2021-03-09");
        assert_eq!(shown("Published: 9 March 2021, 10:22 GMT"), "2021-03-09");
        assert_eq!(shown("Tue, Mar. 9th, 2021"), "2021-03-09");
        assert_eq!(shown("20210309"), "2021-03-09");
        assert_eq!(shown("on 25/12/2021"), "2021-12-25");
    }

    #[test]
    fn what_could_be_two_days_is_two_days() {
        assert_eq!(shown("03/09/2021"), "2021-03-09 2021-09-03");
    }

    #[test]
    fn days_that_do_not_exist_and_years_alone_are_no_dates() {
        assert_eq!(shown("2021-02-30"), "");
        assert_eq!(shown("the winter of 2021"), "");
        assert_eq!(shown("call 555-1234"), "");
    }
}
