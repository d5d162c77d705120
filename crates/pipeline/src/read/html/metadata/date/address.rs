//! Which day does an address name? `/2019/05/14/`, `/20190514/`, `-2019-05-14`, `/14-05-2019`.

use crate::read::dates::valid;
use news::PartialDate;

/// The day in an address, and whether it is written as folders or in the order of years.
pub(super) fn day(address: &str) -> Option<(PartialDate, bool)> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or("");
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() && at < 2000 {
        let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if run == 0 {
            at += 1;
            continue;
        }
        if let Some(day) = at_digits(bytes, at, run) {
            return Some((day, true));
        }
        if let Some(day) = year_last(bytes, at, run) {
            return Some((day, false));
        }
        at += run;
    }
    None
}

fn at_digits(bytes: &[u8], at: usize, run: usize) -> Option<PartialDate> {
    let number = |from: usize, length: usize| {
        let digits = bytes.get(from..from + length)?;
        let digits = std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_digit))?;
        digits.parse::<i16>().ok()
    };
    let plausible = |year: i16| (1994..2050).contains(&year);
    if run == 8 {
        return valid(number(at, 4).filter(|year| plausible(*year))?, number(at + 4, 2)?, number(at + 6, 2)?);
    }
    if run != 4 {
        return None;
    }
    let year = number(at, 4).filter(|year| plausible(*year))?;
    let sign = *bytes.get(at + 4)?;
    if !matches!(sign, b'/' | b'-' | b'_' | b'.') {
        return None;
    }
    if let Some(month) = bytes.get(at + 5..at + 8).and_then(english_month) {
        // "/2021/mar/09/"
        let ends = bytes.get(at + 8) == Some(&sign) && !bytes.get(at + 11).is_some_and(u8::is_ascii_digit);
        return valid(year, month, number(at + 9, 2).filter(|_| ends)?);
    }
    let length = |from: usize| {
        bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
    };
    let month = length(at + 5);
    let day_at = at + 5 + month + 1;
    let day = length(day_at);
    if !(1..=2).contains(&month) || !(1..=2).contains(&day) || bytes.get(day_at - 1) != Some(&sign) {
        return None;
    }
    valid(year, number(at + 5, month)?, number(day_at, day)?)
}

fn english_month(name: &[u8]) -> Option<i16> {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    months.iter().position(|month| name.eq_ignore_ascii_case(month.as_bytes())).map(|index| index as i16 + 1)
}

/// `14-05-2019`: day and month cannot change places here, no language writes the month first with hyphens.
fn year_last(bytes: &[u8], at: usize, run: usize) -> Option<PartialDate> {
    let date = bytes.get(at..at + 10)?;
    let ends = !bytes.get(at + 10).is_some_and(u8::is_ascii_digit);
    if run != 2 || !ends || date[2] != date[5] || !matches!(date[2], b'-' | b'.' | b'_') {
        return None;
    }
    let number = |from: usize, to: usize| std::str::from_utf8(&date[from..to]).ok()?.parse::<i16>().ok();
    let year = number(6, 10).filter(|year| (1994..2050).contains(year))?;
    valid(year, number(3, 5)?, number(0, 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(address: &str) -> Option<String> {
        day(address).map(|(day, _)| day.to_string())
    }

    #[test]
    fn folders_and_names_hold_days() {
        assert_eq!(shown("https://post.example/2021/3/9/ferry").as_deref(), Some("2021-03-09"));
        assert_eq!(shown("https://post.example/news/20210309/ferry?d=1").as_deref(), Some("2021-03-09"));
        assert_eq!(shown("https://post.example/ferry-2021-03-09.html").as_deref(), Some("2021-03-09"));
        assert_eq!(shown("https://post.example/ferry-09-03-2021").as_deref(), Some("2021-03-09"));
        assert_eq!(shown("https://post.example/sea/2021/mar/09/ferry").as_deref(), Some("2021-03-09"));
        assert_eq!(shown("https://post.example/2021/03/ferry"), None);
        assert_eq!(shown("https://post.example/id/99210309"), None);
    }
}
