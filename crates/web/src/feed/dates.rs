//! Which day does a feed's date name? The date stays as it is written; the day is read off it.

use news::PartialDate;

/// A date as written, and the day that it names, in the time zone it is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// As written.
    pub text: String,
    /// The day; `None` where it cannot be told. Days of the year 1 or 2050 are days.
    pub day: Option<PartialDate>,
}

impl Stamp {
    /// Reads a date as RSS (RFC 822), Atom (RFC 3339) and those who mix them up write it; `None` if nothing is written.
    pub(crate) fn read(text: &str) -> Option<Stamp> {
        /// Bytes of the longest date that is kept.
        const LONGEST: usize = 100;
        let text = text.trim();
        let text = &text[..text.floor_char_boundary(LONGEST)];
        (!text.is_empty())
            .then(|| Stamp { text: text.to_string(), day: iso(text).or_else(|| in_words(text)) })
    }
}

/// `2024-05-14…` or `20240514…`.
fn iso(text: &str) -> Option<PartialDate> {
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok()).flatten()
    };
    let year = number(0, 4)?;
    let (month, day) = match text.as_bytes().get(4)? {
        b'-' | b'/' => (number(5, 7)?, number(8, 10)?),
        _ => (number(4, 6)?, number(6, 8)?),
    };
    checked(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// `Tue, 14 May 2024 10:00:00 GMT`, `14-May-24`, `May 14, 2024`.
fn in_words(text: &str) -> Option<PartialDate> {
    let (mut day, mut name, mut year) = (None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/')) {
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        match (is_number, day, name, year) {
            (true, None, _, _) if word.len() <= 2 => day = word.parse::<u8>().ok(),
            (true, _, Some(_), None) if word.len() == 4 => year = word.parse::<i16>().ok(),
            // Two digits, as RFC 822 has them: 1950 to 2049.
            (true, Some(_), Some(_), None) if word.len() == 2 => {
                year = word.parse::<i16>().ok().map(|short| short + if short < 50 { 2000 } else { 1900 });
            }
            (false, _, None, _) => name = month(word),
            _ => {}
        }
    }
    checked(year?, name?, day?)
}

/// The month of an English name or its first three letters, 1 to 12.
pub(crate) fn month(name: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
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
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| {
        name.len() >= 3 && (month.starts_with(&name) || name == "sept" && *month == "september")
    })?;
    u8::try_from(at + 1).ok()
}

/// The day, if the calendar has it.
fn checked(year: i16, month: u8, day: u8) -> Option<PartialDate> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=9999).contains(&year) && (1..=last).contains(&day)).then(|| PartialDate::day(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        Stamp::read(text)?.day.map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_as_feeds_write_them() {
        for text in [
            "Tue, 14 May 2024 23:30:00 -0700",
            "14 May 24 10:00 EST",
            "2024-05-14T10:00:00Z",
            "2024-05-14 10:00",
            "20240514T100000",
            "Tuesday, May 14, 2024",
            " 14-May-2024",
            "Tue May 14 10:00:00 CEST 2024",
        ] {
            assert_eq!(day(text).as_deref(), Some("2024-05-14"), "{text}");
        }
    }

    #[test]
    fn days_that_cannot_be_right_stay_as_given() {
        assert_eq!(day("0001-01-01T00:00:00Z").as_deref(), Some("0001-01-01"));
        assert_eq!(day("Sat, 01 Jan 2050 00:00:00 GMT").as_deref(), Some("2050-01-01"));
    }

    #[test]
    fn what_names_no_day_is_kept_as_text() {
        for text in
            ["yesterday", "2024-13-40", "30 Feb 2024", "0000-00-00", "May 2024", "é".repeat(99).as_str()]
        {
            assert_eq!(day(text), None, "{text}");
            assert!(Stamp::read(text).is_some());
        }
        assert_eq!(Stamp::read(" \n"), None);
    }
}
