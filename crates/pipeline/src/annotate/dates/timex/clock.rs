//! Which expressions tell a time of the day? "3:07 p.m. EST Friday", "noon Thursday", "10 o'clock", "0900 GMT".

use super::line::Line;
use super::sense::{Reading, Sense};
use crate::annotate::atoms::AtomKind;
use crate::annotate::dates::words::Word;
use news::TimeKind;

impl Line<'_> {
    /// The time of the day at `at`, with the day that follows it.
    pub(super) fn clock(&self, at: usize) -> Option<Reading> {
        let (code, end) = self.named_hour(at).or_else(|| self.hour(at))?;
        let end = self.zone(end);
        let comma = end + usize::from(self.is(end, ","));
        let on = comma + usize::from(self.is(comma, "on"));
        let day = self.calendar(on).filter(|reading| reading.day().is_some());
        let day = day.or_else(|| self.phrase(comma).filter(|reading| reading.day().is_some()));
        let (day, end) = match day {
            Some(day) => (day.day().cloned(), day.end),
            None => (None, end),
        };
        Some(Reading { end, kind: TimeKind::Time, sense: Sense::Timed(day, code), modifier: None })
    }

    /// "noon", "midnight"
    fn named_hour(&self, at: usize) -> Option<(String, usize)> {
        self.pick(at, Word::clock).map(|(code, end)| (code.to_owned(), end))
    }

    /// "5 p.m.", "7:15 pm", "14:30", "10 o'clock", "4 in the morning", "0900 GMT".
    fn hour(&self, at: usize) -> Option<(String, usize)> {
        let glued =
            self.is_glued(at) && self.before(at).is_some_and(|atom| atom.is_any(&[".", ":", ",", "$", "/"]));
        let length = self.atom(at)?.folded.len();
        let number = self.digits(at).filter(|_| length <= 4 && !glued);
        let Some(number) = number else { return self.worded_hour(at) };
        if length >= 3 {
            let zoned =
                length == 4 && number % 100 < 60 && number < 2400 && self.of(at + 1, Word::Zone).is_some();
            return zoned.then(|| (format!("T{:02}:{:02}", number / 100, number % 100), at + 1));
        }
        let mark = self.is_any(at + 1, &[":", "."]) && self.is_glued(at + 1) && self.is_glued(at + 2);
        let minutes = self
            .digits(at + 2)
            .filter(|minutes| mark && self.atoms[at + 2].folded.len() == 2 && *minutes < 60);
        let end = if minutes.is_some() { at + 3 } else { at + 1 };
        let colon = minutes.is_some() && self.is(at + 1, ":");
        if let Some((noon, end)) = self.half_day(end) {
            let fits = (1..=12).contains(&number);
            let hour = number % 12 + if noon { 12 } else { 0 };
            return fits.then(|| (format!("T{hour:02}:{:02}", minutes.unwrap_or(0)), end));
        }
        if self.is(end, "o") && self.is(end + 1, "'") && self.is(end + 2, "clock") {
            return Some((
                format!("T{number:02}:00"),
                self.half_day(end + 3).map_or(end + 3, |(_, end)| end),
            ));
        }
        let zone = self.of(end, Word::Zone).is_some();
        let seconds = self.is(end, ":") && self.is_glued(end);
        let sane = number < 24 && !seconds && self.before(at).is_none_or(|atom| !atom.is("-"));
        if colon
            && sane
            && (zone
                || self.before(at).is_some_and(|atom| {
                    atom.is_any(&["at", "by", "from", "around", "about", "until", "before", "after"])
                }))
        {
            return Some((format!("T{number:02}:{:02}", minutes?), end));
        }
        (zone && minutes.is_none() && number < 24 && !self.is(end, "local"))
            .then(|| (format!("T{number:02}:00"), end))
    }

    /// "eleven o'clock", "seven p.m."
    fn worded_hour(&self, at: usize) -> Option<(String, usize)> {
        self.of(at, Word::Number)?;
        let number = self.numerals.read(self.atoms, at).filter(|number| !number.digits)?;
        let hour = number.milli / 1000;
        if !(1..=12).contains(&hour) {
            return None;
        }
        if let Some((noon, end)) = self.half_day(number.end) {
            let hour = hour % 12 + if noon { 12 } else { 0 };
            return Some((format!("T{hour:02}:00"), end));
        }
        let end = number.end;
        let sharp = self.is(end, "o") && self.is(end + 1, "'") && self.is(end + 2, "clock");
        sharp.then(|| (format!("T{hour:02}:00"), end + 3))
    }

    /// "p.m.", "am", "in the morning": whether it is after noon, and the end.
    fn half_day(&self, at: usize) -> Option<(bool, usize)> {
        if self.is(at, "in")
            && self.is(at + 1, "the")
            && self.is_any(at + 2, &["morning", "afternoon", "evening"])
        {
            return Some((!self.is(at + 2, "morning"), at + 3));
        }
        let atom = self.atom(at).filter(|atom| atom.kind == AtomKind::Letters)?;
        if atom.is_any(&["am", "pm"]) {
            return Some((atom.is("pm"), at + 1));
        }
        let noon = atom.is("p");
        let pointed =
            atom.is_any(&["a", "p"]) && self.is(at + 1, ".") && self.is(at + 2, "m") && self.is_glued(at + 2);
        let end = at + 3;
        // The full stop that also ends the sentence stays outside.
        let stop = self.is(end, ".") && self.is_glued(end) && self.atom(end + 1).is_some();
        pointed.then_some((noon, end + usize::from(stop)))
    }

    /// Steps over "EST", "local time", "(GMT)".
    fn zone(&self, at: usize) -> usize {
        match self.of(at, Word::Zone) {
            Some(end) => end + usize::from(self.is(end, "time")),
            None => at,
        }
    }
}
