//! Which days does a line of any language name? Numbers and names of months in the orders that pages use.
//!
//! Linear in the text. Only whole dates with a year; which of several dates counts is left to the caller.

use super::valid;
use super::words::DateWords;
use news::PartialDate;
use std::ops::Range;

/// Which number of `05/04/2023` is the day, as far as the page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
    #[default]
    Unknown,
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Bytes of the date.
    pub(crate) range: Range<usize>,
    /// The day; where day and month could change places, the other reading after the likelier one.
    pub(crate) days: Vec<PartialDate>,
    /// Written in numbers with the year last, one of the first two above twelve: tells the order on this page.
    pub(crate) order: Order,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Mark(char),
}

#[derive(Debug, Clone)]
struct Piece<'t> {
    kind: Kind,
    text: &'t str,
    start: usize,
    /// Value of a number, -1 if it is too long.
    value: i32,
    digits: usize,
}

/// Pieces of a text that are looked at.
const MAX_PIECES: usize = 4000;

/// The dates in a text, in order.
pub(crate) fn find(words: &DateWords, text: &str, language: &str, order: Order) -> Vec<Found> {
    // Digits of other scripts begin with one of these bytes.
    let may_be_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, 0xd9 | 0xdb | 0xe0 | 0xef);
    if !text.bytes().any(may_be_digit) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let scan = Scan { words, language, order, pieces: &pieces };
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match scan.date(at) {
            Some((days, end, order)) => {
                let last = &pieces[end - 1];
                found.push(Found { range: pieces[at].start..last.start + last.text.len(), days, order });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Value of a digit of any script that pages use.
fn digit(c: char) -> Option<i32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(c as i32 - zero as i32)
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut open = false;
    for (start, c) in text.char_indices() {
        if c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{200b}') {
            open = false;
            continue;
        }
        let number = digit(c);
        let wide = matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
        let kind = match number {
            Some(_) => Kind::Number,
            None if c.is_alphabetic() || is_joined(c) => Kind::Word,
            None => Kind::Mark(c),
        };
        let end = start + c.len_utf8();
        let goes_on = open && !wide && kind != Kind::Mark(c);
        if pieces.len() >= MAX_PIECES {
            break;
        }
        match pieces.last_mut().filter(|last| goes_on && last.kind == kind) {
            Some(last) => {
                last.text = &text[last.start..end];
                last.digits += 1;
                let more = number.unwrap_or(0);
                last.value = if last.digits > 8 { -1 } else { last.value * 10 + more };
            }
            None => pieces.push(Piece {
                kind,
                text: &text[start..end],
                start,
                value: number.unwrap_or(0),
                digits: 1,
            }),
        }
        open = !wide;
    }
    pieces
}

/// Vowel signs of scripts that write them as marks of their own.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{980}'..='\u{9ff}' | '\u{b80}'..='\u{c7f}' | '\u{e31}'..='\u{e4e}')
}

struct Scan<'s, 't> {
    words: &'s DateWords,
    language: &'s str,
    order: Order,
    pieces: &'s [Piece<'t>],
}

type Date = (Vec<PartialDate>, usize, Order);

impl Scan<'_, '_> {
    fn date(&self, at: usize) -> Option<Date> {
        let piece = &self.pieces[at];
        match piece.kind {
            Kind::Number if piece.digits == 4 => self.year_first(at),
            Kind::Number if piece.digits <= 2 => self.day_and_name(at).or_else(|| self.numbers(at)),
            Kind::Number if piece.digits == 8 => {
                let (year, month, day) = (piece.value / 10_000, piece.value / 100 % 100, piece.value % 100);
                let day = self.day(year, month, day).filter(|_| (1980..2060).contains(&year))?;
                Some((vec![day], at + 1, Order::Unknown))
            }
            Kind::Word => self.name_first(at),
            Kind::Number | Kind::Mark(_) => None,
        }
    }

    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let piece = self.pieces.get(at).filter(|piece| piece.kind == Kind::Number)?;
        digits.contains(&piece.digits).then_some(piece.value)
    }

    fn mark(&self, at: usize) -> Option<char> {
        match self.pieces.get(at)?.kind {
            Kind::Mark(c) => Some(c),
            Kind::Number | Kind::Word => None,
        }
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        self.pieces.get(at).is_some_and(|piece| words.contains(&piece.text))
    }

    fn day(&self, year: i32, month: i32, day: i32) -> Option<PartialDate> {
        // Years of the Buddhist era are 543 ahead.
        let year = if (2500..2600).contains(&year) { year - 543 } else { year };
        valid(i16::try_from(year).ok()?, i16::try_from(month).ok()?, i16::try_from(day).ok()?)
    }

    /// `2023-04-05`, `2023/4/5`, `2023年4月5日`, "2023. április 5.", "2023 April 5".
    fn year_first(&self, at: usize) -> Option<Date> {
        let year = self.pieces[at].value;
        let signs = [["年", "月"], ["년", "월"]];
        if let Some([_, month_sign]) = signs.iter().find(|[sign, _]| self.is_word(at + 1, &[sign])) {
            let (month, day) = (self.number(at + 2, 1..=2)?, self.number(at + 4, 1..=2)?);
            let end = at + 5 + usize::from(self.is_word(at + 5, &["日", "일"]));
            let day = self.is_word(at + 3, &[month_sign]).then(|| self.day(year, month, day))??;
            return Some((vec![day], end, Order::Unknown));
        }
        if let (Some(sign @ ('-' | '/' | '.' | '‐' | '–')), Some(month)) =
            (self.mark(at + 1), self.number(at + 2, 1..=2))
            && self.mark(at + 3) == Some(sign)
        {
            let day = self.day(year, month, self.number(at + 4, 1..=2)?)?;
            return Some((vec![day], at + 5, Order::Unknown));
        }
        let after = self.between(at + 1);
        let (month, after) = self.month(after)?;
        let after = self.between(after);
        let day = self.day(year, month, self.number(after, 1..=2)?)?;
        // "May 2019 June 5, 2020" is no such date.
        let next_year = self.number(self.between(after + 1), 4..=4).is_some();
        (!next_year).then(|| (vec![day], after + 1, Order::Unknown))
    }

    /// "5 April 2023", "5. dubna 2023", "5th of April, 2023", "5-Apr-23".
    fn day_and_name(&self, at: usize) -> Option<Date> {
        let day = self.pieces[at].value;
        let (month, after) = self.month(self.between(at + 1))?;
        let after = self.between(after);
        let year = self.year(after)?;
        Some((vec![self.day(year, month, day)?], after + 1, Order::Unknown))
    }

    /// "April 5, 2023", "Apr. 5th 2023", "Tue Apr 5 10:00:00 CEST 2023".
    fn name_first(&self, at: usize) -> Option<Date> {
        // Most words are followed by no day, which is soon seen: a name has two words and two stops at most.
        let near = self.pieces.get(at + 1..).unwrap_or_default().iter().take(7);
        if !near.into_iter().any(|piece| piece.kind == Kind::Number && piece.digits <= 2) {
            return None;
        }
        let (month, after) = self.month(at)?;
        let first = self.between(after);
        let day = self.number(first, 1..=2)?;
        let mut after = self.between(first + 1);
        if self.mark(after + 1) == Some(':') {
            // Hours, minutes and seconds, and the time zone.
            let clock = [1, 2].iter().filter(|part| self.mark(after + **part * 2 - 1) == Some(':')).count();
            after += 1 + 2 * clock;
            after += usize::from(self.pieces.get(after).is_some_and(|piece| piece.kind == Kind::Word));
        }
        let year = self.year(after)?;
        Some((vec![self.day(year, month, day)?], after + 1, Order::Unknown))
    }

    /// `05/04/2023`, `5. 4. 2023`, `05-04-23`, "5 tháng 4, 2023".
    fn numbers(&self, at: usize) -> Option<Date> {
        let first = self.pieces[at].value;
        let before = at.checked_sub(1).and_then(|before| self.mark(before));
        let glued =
            at > 0 && self.pieces[at - 1].start + self.pieces[at - 1].text.len() == self.pieces[at].start;
        if glued && matches!(before, Some('/' | '-' | '.' | ':' | ',' | '$' | '€')) {
            return None;
        }
        if self.is_word(at + 1, &["tháng", "Tháng", "thg"]) {
            let after = self.between(at + 3);
            let day = self.day(self.year(after)?, self.number(at + 2, 1..=2)?, first)?;
            return Some((vec![day], after + 1, Order::Unknown));
        }
        let sign = self.mark(at + 1).filter(|c| matches!(c, '/' | '.' | '-' | '‐' | '–'))?;
        let second = self.number(at + 2, 1..=2)?;
        if self.mark(at + 3) != Some(sign) {
            return None;
        }
        let digits = self.pieces.get(at + 4).filter(|piece| piece.kind == Kind::Number)?.digits;
        let year = match digits {
            4 => self.pieces[at + 4].value,
            2 => 2000 + self.pieces[at + 4].value,
            _ => return None,
        };
        let end = at + 5;
        let short = digits == 2;
        // "1.2.34" is a version as often as a date.
        if short && (sign == '-' || self.pieces[at].digits + self.pieces[at + 2].digits < 4) {
            return None;
        }
        if short && self.mark(end) == Some(sign) && self.number(end + 1, 1..=4).is_some() {
            return None;
        }
        let (day_first, month_first) = (self.day(year, second, first), self.day(year, first, second));
        let tells = match (day_first, month_first) {
            (Some(_), None) => Order::DayFirst,
            (None, Some(_)) => Order::MonthFirst,
            (None, None) => return None,
            (Some(_), Some(_)) => Order::Unknown,
        };
        let mut days: Vec<PartialDate> = match self.order {
            Order::MonthFirst => [month_first, day_first],
            Order::DayFirst | Order::Unknown => [day_first, month_first],
        }
        .into_iter()
        .flatten()
        .collect();
        days.dedup();
        // Nobody writes the month first before full stops.
        if sign == '.' && day_first.is_some() {
            days.truncate(1);
        }
        Some((days, end, tells))
    }

    /// A year of four digits, or of two after an apostrophe or a hyphen.
    fn year(&self, at: usize) -> Option<i32> {
        if let Some(year) = self.number(at, 4..=4) {
            return Some(year);
        }
        let marked = matches!(self.mark(at.checked_sub(1)?), Some('\'' | '’' | '-' | '‘'));
        self.number(at, 2..=2).filter(|_| marked).map(|year| 2000 + year)
    }

    /// A month by its name, and what follows it.
    fn month(&self, at: usize) -> Option<(i32, usize)> {
        let piece = self.pieces.get(at).filter(|piece| piece.kind == Kind::Word && piece.text.len() <= 40)?;
        let word = piece.text.to_lowercase();
        let dotted = self.mark(at + 1) == Some('.');
        let two = || {
            let next =
                self.pieces.get(at + 1 + usize::from(dotted)).filter(|piece| piece.kind == Kind::Word)?;
            let glue = if dotted { "." } else { "_" };
            let form = format!("{word}{glue}{}", next.text.to_lowercase());
            Some((self.words.month(&form, self.language)?, at + 2 + usize::from(dotted)))
        };
        if let Some((month, after)) = two() {
            return Some((i32::from(month), after + usize::from(self.mark(after) == Some('.'))));
        }
        let month = self.words.month(&word, self.language)?;
        Some((i32::from(month), at + 1 + usize::from(dotted)))
    }

    /// Past the words and marks that may stand between the parts of a date.
    fn between(&self, mut at: usize) -> usize {
        for _ in 0..3 {
            let Some(piece) = self.pieces.get(at) else { return at };
            let passes = match piece.kind {
                Kind::Mark(c) => {
                    matches!(c, '.' | ',' | '-' | '‐' | '–' | '/' | '\'' | '’' | '‘' | 'º' | 'ª' | '°' | '،')
                }
                Kind::Word => piece.text.len() <= 12 && self.words.is_between(&piece.text.to_lowercase()),
                Kind::Number => false,
            };
            if !passes {
                return at;
            }
            at += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, language: &str, order: Order) -> String {
        let words = DateWords::embedded().expect("the list is sound");
        let found = find(&words, text, language, order);
        let days =
            found.iter().map(|one| one.days.iter().map(ToString::to_string).collect::<Vec<_>>().join("?"));
        days.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_in_many_languages() {
        for line in [
            "Le mardi 9 mars 2021 à 10h22",
            "Dienstag, 9. März 2021",
            "martes, 9 de marzo de 2021",
            "9 de mar. de 2021",
            "9 марта 2021 г.",
            "2021. március 9.",
            "2021年3月9日",
            "2021년 3월 9일",
            "Tue Mar 9 10:22:01 CET 2021",
            "Mar. 9th, 2021",
            "9/Mar/2021:10",
            "9-Mar-21",
            "9 مارس 2021",
            "๙ มีนาคม ๒๕๖๔",
            "9 tháng 3, 2021",
            "2021-03-09T08:15:00+01:00",
            "20210309T081500",
        ] {
            assert_eq!(shown(line, "", Order::Unknown), "2021-03-09", "{line}");
        }
    }

    #[test]
    fn the_order_of_numbers_is_asked_for_only_where_both_are_possible() {
        assert_eq!(shown("03/09/2021", "", Order::Unknown), "2021-09-03?2021-03-09");
        assert_eq!(shown("03/09/2021", "", Order::MonthFirst), "2021-03-09?2021-09-03");
        assert_eq!(shown("03.09.21 and 25/12/2021", "", Order::Unknown), "2021-09-03 2021-12-25");
    }

    #[test]
    fn versions_sums_and_times_are_no_dates() {
        assert_eq!(shown("Version 1.2.34 for 10.5.3.2 and 1/2", "", Order::Unknown), "");
        assert_eq!(shown("5 out of 2019 at 10:22:30", "en", Order::Unknown), "");
        assert_eq!(shown("30 February 2021, 2021-13-01", "", Order::Unknown), "");
    }
}
