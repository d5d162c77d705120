//! Which rows does a CSV file hold (RFC 4180), with commas, semicolons, tabs or bars between the cells?
//!
//! The first line names the columns and shows what parts them. Quotation marks are read as leniently as spreadsheets
//! write them; a row whose cells do not fit the header is refused by its line, and the next one is read.

use crate::columns::{Columns, PARTS, choose};
use crate::fault::Fault;
use crate::row::{Row, Wanted};
use csv_core::{ReadRecordResult, ReaderBuilder};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::Range;

/// How much of a file is looked through for the end of its header line.
const FRONT: usize = 64 << 10;
/// Bytes of all cells of a row that are no text or page.
const LONGEST_REST: usize = 1 << 20;
/// The most columns of a table.
const MOST_COLUMNS: usize = 10_000;

/// The rows of a CSV file, in order. Faults of rows stand between them.
pub struct CsvRows {
    lines: Lines,
    columns: Columns,
    /// Cells that every row must have.
    width: usize,
    largest: usize,
    has_ended: bool,
}

/// Reads the header line of a CSV file.
///
/// # Errors
/// The file cannot be read, is empty, or has no column that is wanted.
pub fn csv_rows(mut source: Box<dyn Read + Send>, wanted: &Wanted) -> Result<CsvRows, Fault> {
    let mut front = Vec::new();
    while front.len() < FRONT && header_line(&front).is_none() {
        let piece = (&mut source).take(4 << 10).read_to_end(&mut front)?;
        if piece == 0 {
            break;
        }
    }
    if front.starts_with(b"\xff\xfe") || front.starts_with(b"\xfe\xff") {
        return Err(Fault::Utf16);
    }
    if front.starts_with(b"\xef\xbb\xbf") {
        front.drain(..3);
    }
    let separator = separator_of(header_line(&front).unwrap_or(&front));
    // Texts and pages may both be in a row, and each quotation mark may be doubled: that is no part of the cell.
    let longest = wanted.largest.saturating_mul(2).saturating_add(LONGEST_REST);
    let mut lines = Lines::new(Box::new(Cursor::new(front).chain(source)), separator, longest);
    let header = match lines.next()? {
        Some(Record::Whole(header)) => header,
        Some(Record::TooLong { .. }) => return Err(Fault::TooLong { row: 1, limit: longest }),
        None => return Err(Fault::Empty),
    };
    let names: Vec<String> = header
        .cells
        .iter()
        .map(|cell| String::from_utf8_lossy(&lines.bytes[cell.clone()]).into_owned())
        .collect();
    let columns = choose(&names, wanted.text_column.as_deref())?;
    Ok(CsvRows { lines, columns, width: names.len(), largest: wanted.largest, has_ended: false })
}

impl CsvRows {
    fn row(&mut self, place: &Place) -> Result<Row, Fault> {
        let row = place.line;
        if place.cells.len() != self.width {
            return Err(Fault::Width { row, cells: place.cells.len(), columns: self.width });
        }
        let mut cells: [Option<Vec<u8>>; PARTS] = Default::default();
        for (cell, column) in cells.iter_mut().zip(self.columns.0) {
            let Some(span) = column.and_then(|column| place.cells.get(column)) else { continue };
            if span.len() > self.largest {
                return Err(Fault::TooLong { row, limit: self.largest });
            }
            *cell = Some(self.lines.bytes[span.clone()].to_vec());
        }
        let row = Row::new(row, cells);
        if row.text.is_none() && row.html.is_none() {
            return Err(Fault::NoContent { row: row.number });
        }
        Ok(row)
    }
}

impl Iterator for CsvRows {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended {
            return None;
        }
        match self.lines.next() {
            Ok(Some(Record::Whole(place))) => Some(self.row(&place)),
            Ok(Some(Record::TooLong { line, to_the_end: true })) => Some(Err(Fault::Unclosed { row: line })),
            Ok(Some(Record::TooLong { line, to_the_end: false })) => {
                Some(Err(Fault::TooLong { row: line, limit: self.largest }))
            }
            Ok(None) => {
                self.has_ended = true;
                None
            }
            Err(error) => {
                self.has_ended = true;
                Some(Err(error.into()))
            }
        }
    }
}

/// Where the cells of a record are in the buffer.
struct Place {
    line: u64,
    cells: Vec<Range<usize>>,
}

enum Record {
    Whole(Place),
    /// It was stepped over; `to_the_end`: nothing follows it.
    TooLong {
        line: u64,
        to_the_end: bool,
    },
}

/// Records out of bytes.
struct Lines {
    source: BufReader<Box<dyn Read + Send>>,
    reader: csv_core::Reader,
    /// The cells of the last record, one behind the other.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    longest: usize,
    /// The next line.
    line: u64,
    /// Whether the last byte was a carriage return, whose line feed belongs to it.
    after_return: bool,
}

impl Lines {
    fn new(source: Box<dyn Read + Send>, separator: u8, longest: usize) -> Lines {
        Lines {
            source: BufReader::with_capacity(256 << 10, source),
            reader: ReaderBuilder::new().delimiter(separator).build(),
            bytes: vec![0; 64 << 10],
            ends: vec![0; 64],
            longest,
            line: 1,
            after_return: false,
        }
    }

    /// Steps over empty lines.
    fn skip_empty_lines(&mut self) -> io::Result<()> {
        loop {
            let ahead = self.source.fill_buf()?;
            let Some(&byte) = ahead.first() else { return Ok(()) };
            if byte != b'\n' && byte != b'\r' {
                return Ok(());
            }
            self.line += u64::from(byte == b'\r' || !self.after_return);
            self.after_return = byte == b'\r';
            self.source.consume(1);
        }
    }

    /// Counts the lines of what was taken.
    fn count(&mut self, taken: usize) {
        for &byte in &self.source.buffer()[..taken] {
            self.line += u64::from(byte == b'\r' || byte == b'\n' && !self.after_return);
            self.after_return = byte == b'\r';
        }
    }

    fn next(&mut self) -> io::Result<Option<Record>> {
        self.skip_empty_lines()?;
        let line = self.line;
        // Written: bytes and ends of cells so far. Once too long, what comes is written over and over.
        let (mut written, mut cells, mut is_too_long) = (0, 0, false);
        loop {
            self.source.fill_buf()?;
            let (result, taken, out, ended) = self.reader.read_record(
                self.source.buffer(),
                &mut self.bytes[written..],
                &mut self.ends[cells..],
            );
            let is_last = self.source.buffer().is_empty();
            self.count(taken);
            self.source.consume(taken);
            (written, cells) = (written + out, cells + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if !is_too_long && self.bytes.len() < self.longest => {
                    let length = (self.bytes.len() * 2).min(self.longest);
                    self.bytes.resize(length, 0);
                }
                ReadRecordResult::OutputEndsFull if !is_too_long && self.ends.len() < MOST_COLUMNS => {
                    self.ends.resize((self.ends.len() * 2).min(MOST_COLUMNS), 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (written, cells, is_too_long) = (0, 0, true);
                }
                ReadRecordResult::Record if is_too_long => {
                    return Ok(Some(Record::TooLong { line, to_the_end: is_last }));
                }
                ReadRecordResult::Record => {
                    let starts = std::iter::once(0).chain(self.ends[..cells].iter().copied());
                    let cells = starts.zip(&self.ends[..cells]).map(|(start, end)| start..*end).collect();
                    return Ok(Some(Record::Whole(Place { line, cells })));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

/// Whether the front of a file is a header line of two or more columns, one of which holds texts or pages under exactly
/// that name (`text`, `html`) and another one a part of an article.
pub fn is_csv(front: &[u8]) -> bool {
    let front = front.strip_prefix(b"\xef\xbb\xbf").unwrap_or(front);
    let Some(header) = header_line(front) else { return false };
    let Ok(header) = std::str::from_utf8(header) else { return false };
    let separator = char::from(separator_of(header.as_bytes()));
    let cells = header.split(separator).map(|cell| cell.trim().trim_matches('"').to_owned());
    let names: Vec<String> = cells.collect();
    let has_text = names.iter().any(|name| ["text", "html"].contains(&name.as_str()));
    has_text && choose(&names, None).is_ok_and(|columns| columns.0.iter().flatten().count() > 1)
}

/// The first line that is not empty, if it ends; line breaks in quotation marks do not end it.
fn header_line(front: &[u8]) -> Option<&[u8]> {
    let start = front.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
    let mut is_quoted = false;
    let length = front[start..].iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted && matches!(byte, b'\r' | b'\n')
    })?;
    Some(&front[start..start + length])
}

/// What parts the cells: what parts most of them in the header line.
fn separator_of(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut is_quoted = false;
    for byte in header {
        is_quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == byte && !is_quoted) {
            *count += 1;
        }
    }
    // The first of equals is the comma, then the semicolon.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}
