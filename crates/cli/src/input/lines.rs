//! How does a line of a JSON-lines file become a page? Lines that cannot are refused by number.

use super::{Content, Found, Waiting};
use crate::failure::Failure;
use crate::plan;
use news::MediaType;
use pipeline::Page;
use serde::Deserialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

/// The keys that are read; others may stand beside them.
#[derive(Debug, Deserialize)]
struct Record {
    id: Option<Value>,
    outlet: Option<String>,
    url: Option<String>,
    date: Option<String>,
    title: Option<String>,
    language: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

/// The pages of one file of lines, in order.
pub(super) struct Lines {
    file: String,
    reader: BufReader<Box<dyn Read + Send>>,
    /// Number of the last line.
    number: usize,
    is_empty: bool,
    has_ended: bool,
    /// Bytes of the longest page.
    largest: usize,
    /// Bytes of the file that may still be read.
    left: u64,
    waiting: VecDeque<Found>,
}

impl Lines {
    /// `most`: bytes of the longest file; `None`: of any length.
    pub(super) fn new(
        file: String,
        source: Box<dyn Read + Send>,
        largest: usize,
        most: Option<u64>,
    ) -> Lines {
        Lines {
            file,
            reader: BufReader::with_capacity(256 << 10, source),
            number: 0,
            is_empty: true,
            has_ended: false,
            largest,
            left: most.unwrap_or(u64::MAX),
            waiting: VecDeque::new(),
        }
    }

    /// Bytes of the longest line: a page may be escaped, and other keys may stand beside it.
    fn longest_line(&self) -> u64 {
        self.largest as u64 * 2 + (1 << 20)
    }

    /// Reads one line and puts aside what it gives.
    fn read_line(&mut self) {
        let mut line = Vec::new();
        let most = self.longest_line().min(self.left);
        let read = self.reader.by_ref().take(most.saturating_add(1)).read_until(b'\n', &mut line);
        self.number += 1;
        let place = format!("{}:{}", self.file, self.number);
        let length = match read {
            Ok(length) => length as u64,
            Err(error) => {
                self.has_ended = true;
                return self.refuse(super::files::explain(&place, &error));
            }
        };
        if length == 0 {
            self.has_ended = true;
            if self.is_empty {
                let failure = Failure::of(&self.file, "holds no lines");
                self.refuse(failure.hint("write one JSON object per line"));
            }
            return;
        }
        if length > self.left {
            self.has_ended = true;
            let failure = Failure::of(&place, "the file holds more than can be compared at once");
            return self.refuse(failure.hint("cut it into files of at most 256 MB"));
        }
        self.left -= length;
        if length > most {
            let what = format!("holds more than {} MB", self.largest >> 20);
            self.refuse(Failure::of(&place, what).hint("keep the article's text alone"));
            self.has_ended = skip_line(&mut self.reader).is_err();
            return;
        }
        let line = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.number == 1).unwrap_or(&line);
        if line.trim_ascii().is_empty() {
            return;
        }
        self.is_empty = false;
        let mut skipped = Vec::new();
        match page(&place, line, self.largest, &mut skipped) {
            Ok(page) => {
                let waiting = Waiting { name: place, is_named: false, ..Waiting::new(page, Content::Loaded) };
                self.waiting.push_back(Found::Page(Box::new(waiting)));
            }
            Err(failure) => self.refuse(failure),
        }
        self.waiting.extend(skipped.into_iter().map(Found::Refused));
    }

    fn refuse(&mut self, failure: Failure) {
        self.is_empty = false;
        self.waiting.push_back(Found::Refused(failure));
    }
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.waiting.is_empty() && !self.has_ended {
            self.read_line();
        }
        self.waiting.pop_front()
    }
}

/// Steps over the rest of a line.
fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let ahead = reader.fill_buf()?;
        let Some(at) = ahead.iter().position(|byte| *byte == b'\n') else {
            let length = ahead.len();
            if length == 0 {
                return Ok(());
            }
            reader.consume(length);
            continue;
        };
        reader.consume(at + 1);
        return Ok(());
    }
}

/// One line. A date that cannot be read is skipped, and said so; the account stays.
fn page(place: &str, line: &[u8], largest: usize, skipped: &mut Vec<Failure>) -> Result<Page, Failure> {
    const HINT: &str = "write one object per line, with `text` or `html` as strings";
    // A list would be read as the values of a record, by their order.
    if line.trim_ascii_start().starts_with(b"[") {
        return Err(Failure::of(place, "is a list, not a JSON object").hint(HINT));
    }
    let record: Record = serde_json::from_slice(line).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line").next().unwrap_or(&what).to_string();
        Failure::of(
            place,
            format!("is not a JSON object that can be used: {what}, column {}", error.column()),
        )
        .hint(HINT)
    })?;
    // Where both are given, offsets count bytes of the `text`: that is what the sender will look at.
    let (content, media_type) = match (record.text, record.html) {
        (Some(text), _) => (text, MediaType::Plain),
        (None, Some(html)) => (html, MediaType::Html),
        (None, None) => {
            return Err(Failure::of(place, "has neither `text` nor `html`")
                .hint("put the article's text into `text`, or its page into `html`"));
        }
    };
    if content.len() > largest {
        return Err(Failure::of(place, format!("holds more than {} MB", largest >> 20))
            .hint("keep the article's text alone"));
    }
    let id = match record.id {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
            return Err(Failure::of(place, "has an `id` that is neither a string nor a number"));
        }
    };
    let published = published(place, record.date.as_deref(), skipped);
    Ok(Page {
        id,
        uri: record.url.filter(|url| !url.is_empty()).unwrap_or_else(|| place.to_string()),
        bytes: content.into_bytes(),
        media_type: Some(media_type),
        charset: Some("utf-8".to_string()),
        published,
        outlet: record.outlet.filter(|name| !name.trim().is_empty()),
        title: record.title.filter(|title| !title.trim().is_empty()),
        language: record.language.filter(|code| !code.trim().is_empty()),
    })
}

/// The day of a date that was given. One that cannot be read is skipped, and said so.
pub(super) fn published(
    place: &str,
    date: Option<&str>,
    skipped: &mut Vec<Failure>,
) -> Option<news::PartialDate> {
    let date = date.filter(|date| !date.trim().is_empty())?;
    let day = day_of(date);
    if day.is_none() {
        let what = format!("the date `{}` was skipped", crate::failure::printable(date));
        let hint = match date.contains('/') {
            true => {
                "write dates as 2024-05-14: day and month may stand in either order, and two digits are no year"
            }
            false => "write dates as 2024-05-14 or 2024-05-14T10:30:00Z",
        };
        skipped.push(Failure::of(place, what).hint(hint));
    }
    day
}

/// The day of `2024-05-14`, or of a timestamp that starts with it, as its own text states it.
fn day_of(date: &str) -> Option<news::PartialDate> {
    let date = date.trim();
    let day = match date.as_bytes().get(10) {
        Some(b'T' | b't' | b' ') => date.get(..10)?,
        Some(_) | None => date,
    };
    plan::date(day).or_else(|| slashed(date))
}

/// The day of `2024/5/14`, and of `14/5/2024` or `5/14/2024` where one number alone can be the month.
fn slashed(date: &str) -> Option<news::PartialDate> {
    let parts: Vec<&str> = date.split('/').collect();
    let of = |year: &str, month: &str, day: &str| plan::date(&format!("{year}-{month:0>2}-{day:0>2}"));
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => of(year, month, day),
        [one, other, year] if year.len() == 4 => match (of(year, one, other), of(year, other, one)) {
            (Some(day), same) if same.is_none_or(|same| same == day) => Some(day),
            (None, day) => day,
            (Some(_), _) => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages, and what is said of lines that are none.
    fn read(lines: &str) -> (Vec<Page>, Vec<String>) {
        let source: Box<dyn Read + Send> = Box::new(io::Cursor::new(lines.as_bytes().to_vec()));
        let (mut pages, mut refused) = (Vec::new(), Vec::new());
        for found in Lines::new("in.jsonl".to_owned(), source, 50, Some(500)) {
            match found {
                Found::Page(waiting) => pages.push(waiting.page),
                Found::Refused(failure) => refused.push(failure.to_string()),
                Found::Passed(_) => {}
            }
        }
        (pages, refused)
    }

    fn messages(lines: &str) -> (usize, Vec<String>) {
        let (pages, refused) = read(lines);
        (pages.len(), refused)
    }

    #[test]
    fn a_line_becomes_a_page_with_its_metadata() {
        let (pages, refused) =
            read(r#"{"id":7,"text":"Hello.","outlet":"The Gazette","date":"2024-05-14T10:00:00Z","more":1}"#);
        assert!(refused.is_empty());
        assert_eq!((pages[0].id.as_str(), pages[0].uri.as_str()), ("7", "in.jsonl:1"));
        assert_eq!(pages[0].published, Some(news::PartialDate::day(2024, 5, 14)));
    }

    #[test]
    fn what_is_too_long_is_refused_and_the_next_line_is_read() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}\n", "a".repeat(60));
        let (pages, refused) = messages(&long);
        assert_eq!((pages, refused.len()), (1, 1), "{refused:?}");
        let (pages, refused) = messages(&"{\"text\":\"b\"}\n".repeat(60));
        assert!(pages < 60 && refused[0].contains("at most 256 MB"), "{refused:?}");
    }

    #[test]
    fn bad_lines_are_refused_by_number_and_the_others_stay() {
        let (pages, refused) =
            messages("{\"text\":\"a\"}\n\nnonsense\n{\"title\":\"b\"}\n{\"text\":\"c\"}\n");
        assert_eq!(pages, 2);
        assert!(refused[0].starts_with("`in.jsonl:3`: is not a JSON object"), "{}", refused[0]);
        assert!(refused[1].starts_with("`in.jsonl:4`: has neither `text` nor `html`"), "{}", refused[1]);
    }

    #[test]
    fn dates_with_slashes_are_read_where_they_can_mean_one_day() {
        let day = |month, day| Some(news::PartialDate::day(2018, month, day));
        assert_eq!(["8/29/2018", "29/8/2018", "2018/08/29"].map(day_of), [day(8, 29); 3]);
        assert_eq!(day_of("5/5/2018"), day(5, 5));
        for unclear in ["8/9/2018", "8/29/18", "30/2/2018", "8/2018", "1/2/3/2018", "//2018", "8/é/2018"] {
            assert_eq!(day_of(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn a_date_that_is_none_is_skipped_and_the_account_stays() {
        let (pages, refused) = messages("{\"text\":\"a\",\"date\":\"yesterday\"}");
        assert_eq!((pages, refused.len()), (1, 1));
    }

    #[test]
    fn an_empty_file_says_so() {
        assert!(messages("\n").1[0].starts_with("`in.jsonl`: holds no lines"));
    }
}
