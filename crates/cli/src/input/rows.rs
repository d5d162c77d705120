//! How does a row of a table become a page? Rows that cannot are refused by line or number.

use super::lines::published;
use super::{Content, Found, Passed, Waiting};
use crate::failure::Failure;
use crate::plan::{Limits, Place};
use news::MediaType;
use pipeline::Page;
use std::collections::VecDeque;
use std::fs::File;
use std::io::Read;
use tables::{Fault, Row, Wanted};

/// The pages of one table, in order.
pub(super) struct Rows {
    file: String,
    rows: Box<dyn Iterator<Item = Result<Row, Fault>> + Send>,
    /// Whether a row came, or something was said.
    is_empty: bool,
    /// Bytes of the longest page.
    largest: usize,
    /// Bytes of pages that may still be taken.
    left: u64,
    waiting: VecDeque<Found>,
}

/// Where a table's bytes are.
pub(super) enum Source {
    Csv(Box<dyn Read + Send>),
    /// Its end is read first, so it must be a file.
    Parquet(Place),
}

impl Rows {
    /// Reads what the table says of itself.
    ///
    /// # Errors
    /// What is to be said instead of pages; a table without texts that was found in a folder is passed over.
    pub(super) fn open(name: String, source: Source, is_named: bool, limits: &Limits) -> Result<Rows, Found> {
        let wanted = Wanted { text_column: limits.text_column.clone(), largest: limits.fetch.largest };
        let rows: Result<Box<dyn Iterator<Item = Result<Row, Fault>> + Send>, Fault> = match source {
            Source::Csv(bytes) => tables::csv_rows(bytes, &wanted).map(|rows| Box::new(rows) as _),
            Source::Parquet(place) => match file(&name, &place) {
                Ok(file) => tables::parquet_rows(file, &wanted).map(|rows| Box::new(rows) as _),
                Err(failure) => return Err(Found::Refused(failure)),
            },
        };
        let rows = rows.map_err(|fault| {
            let is_other = matches!(fault, Fault::Empty | Fault::NoText { .. } | Fault::NoSuchColumn { .. });
            if is_other && !is_named {
                return Found::Passed(Passed::NotText);
            }
            Found::Refused(explain(&name, &fault))
        })?;
        let left = limits.container.unwrap_or(u64::MAX);
        let largest = limits.fetch.largest;
        Ok(Rows { file: name, rows, is_empty: true, largest, left, waiting: VecDeque::new() })
    }

    /// Takes one row and puts aside what it gives.
    fn take(&mut self, row: Row) -> Found {
        let place = format!("{}:{}", self.file, row.number);
        // Where both are given, offsets count bytes of the text: that is what the sender will look at.
        let (bytes, media_type) = match (row.text, row.html) {
            (Some(text), _) => (text, MediaType::Plain),
            (None, Some(html)) => (html, MediaType::Html),
            (None, None) => {
                return Found::Refused(explain(&self.file, &Fault::NoContent { row: row.number }));
            }
        };
        let length = bytes.len() as u64;
        if bytes.len() > self.largest {
            return Found::Refused(explain(
                &self.file,
                &Fault::TooLong { row: row.number, limit: self.largest },
            ));
        }
        if length > self.left {
            self.rows = Box::new(std::iter::empty());
            let failure = Failure::of(&place, "the file holds more than can be compared at once");
            return Found::Refused(failure.hint("cut it into files of at most 256 MB"));
        }
        self.left -= length;
        let mut skipped = Vec::new();
        let published = published(&place, row.date.as_deref(), &mut skipped);
        self.waiting.extend(skipped.into_iter().map(Found::Refused));
        // Bytes of an older table are for `read` to make out.
        let charset = std::str::from_utf8(&bytes).is_ok().then(|| "utf-8".to_string());
        let page = Page {
            id: row.id.unwrap_or_default(),
            uri: row.url.unwrap_or_else(|| place.clone()),
            bytes,
            media_type: Some(media_type),
            charset,
            published,
            outlet: row.outlet,
            title: row.title,
            language: row.language,
        };
        Found::Page(Box::new(Waiting { name: place, is_named: false, ..Waiting::new(page, Content::Loaded) }))
    }
}

impl Iterator for Rows {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if let Some(found) = self.waiting.pop_front() {
            return Some(found);
        }
        let found = match self.rows.next() {
            Some(Ok(row)) => self.take(row),
            Some(Err(fault)) => Found::Refused(explain(&self.file, &fault)),
            None if self.is_empty => Found::Refused(explain(&self.file, &Fault::Empty)),
            None => return None,
        };
        self.is_empty = false;
        Some(found)
    }
}

/// A file that can be read from its end.
fn file(name: &str, place: &Place) -> Result<File, Failure> {
    match place {
        Place::File(path) if path.is_file() => {
            File::open(path).map_err(|error| super::files::explain(name, &error))
        }
        Place::File(_) | Place::StandardInput | Place::Url(_) => {
            Err(Failure::of(name, "is a Parquet file, which is read from its end")
                .hint("save it to a file and name that"))
        }
    }
}

fn explain(file: &str, fault: &Fault) -> Failure {
    let place = fault.row().map_or_else(|| file.to_owned(), |row| format!("{file}:{row}"));
    Failure::of(&place, fault.to_string()).hint(fault.hint())
}
