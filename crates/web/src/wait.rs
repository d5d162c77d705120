//! For how long does a server ask to be left alone? `Retry-After`, in seconds or as a date beside the server's own.

use std::time::Duration;

/// A week: what is longer is a mistake.
const LONGEST: u64 = 7 * 24 * 3600;

/// Reads `Retry-After`. A date is read against the `Date` of the same answer: this machine's clock is not asked.
pub(crate) fn retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(LONGEST).min(LONGEST)));
    }
    let wait = seconds(value)?.saturating_sub(seconds(date?)?);
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0).min(LONGEST)))
}

/// Seconds since the year 0 of a date as HTTP writes it (RFC 9110): `Sun, 06 Nov 1994 08:49:37 GMT`.
fn seconds(text: &str) -> Option<i64> {
    let mut words = text.split([' ', '-']).filter(|word| !word.is_empty()).skip(1);
    let day: i64 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let month = crate::feed::month(words.next()?)?;
    let year: i64 = words.next()?.parse().ok().filter(|year| (1900..=9999).contains(year))?;
    let mut clock =
        words.next()?.split(':').map(|part| part.parse::<i64>().ok().filter(|n| (0..=60).contains(n)));
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    Some(((days(year, month.into(), day) * 24 + hours) * 60 + minutes) * 60 + seconds)
}

/// Days of the Gregorian calendar since some day, counted from March so that leap days come last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(retry_after(" 120 ", None), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("99999999999999999999999", None), Some(Duration::from_secs(LONGEST)));
        let date = Some("Thu, 29 Feb 2024 23:59:30 GMT");
        assert_eq!(retry_after("Fri, 01 Mar 2024 00:01:00 GMT", date), Some(Duration::from_secs(90)));
        assert_eq!(retry_after("Wed, 28 Feb 2024 00:01:00 GMT", date), Some(Duration::ZERO));
    }

    #[test]
    fn what_is_neither_is_nothing() {
        for value in ["", "soon", "-5", "Fri, 99 Mar 2024 00:01:00 GMT", "Fri, 01 Mar 2024 00:01 GMT"] {
            assert_eq!(retry_after(value, Some("Thu, 29 Feb 2024 23:59:30 GMT")), None, "{value}");
        }
        assert_eq!(retry_after("Fri, 01 Mar 2024 00:01:00 GMT", None), None);
    }
}
