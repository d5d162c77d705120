//! Which rows does a Parquet file hold?
//!
//! Row group by row group and page by page: of each column that is wanted, one page is in memory. The file is not
//! trusted: sizes are checked before the `parquet` crate, which decodes the values, sees them (`pages.rs`, `thrift.rs`),
//! and what it panics on all the same is a fault like others. A damaged row group is named, and the next one is read.

mod cells;
mod pages;
mod thrift;
mod unpack;

use crate::columns::{Columns, PARTS, choose};
use crate::fault::Fault;
use crate::row::{Row, Wanted};
use cells::Meaning;
use pages::{Pages, Stretch};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The first and last bytes of a Parquet file.
pub const PARQUET_MAGIC: [u8; 4] = *b"PAR1";

/// The cells of a row, part by part.
type Cells = [Option<Vec<u8>>; PARTS];

/// Bytes of the longest footer. Ten thousand row groups of ten columns need about ten megabytes.
const LONGEST_FOOTER: u64 = 64 << 20;

/// The rows of a Parquet file, in order. Faults of rows and row groups stand between them.
pub struct ParquetRows {
    file: Arc<File>,
    metadata: ParquetMetaData,
    columns: Columns,
    largest: usize,
    /// The next row group.
    group: usize,
    /// The row group that is being read.
    open: Option<Group>,
    /// Rows of the groups before it.
    before: u64,
}

struct Group {
    readers: [Option<(ColumnReader, Meaning)>; PARTS],
    rows: u64,
    /// Rows that were read.
    read: u64,
}

/// Reads the footer of a Parquet file.
///
/// # Errors
/// The file cannot be read, is no Parquet file, or has no column that is wanted.
pub fn parquet_rows(file: File, wanted: &Wanted) -> Result<ParquetRows, Fault> {
    check_footer(&file)?;
    let parsed = guarded(|| {
        let metadata =
            ParquetMetaDataReader::new().parse_and_finish(&file).map_err(|error| error.to_string())?;
        let described = metadata.file_metadata().schema_descr();
        let names = described.columns().iter().map(|column| {
            // What cannot be put into characters has no name here, but keeps its place.
            if cells::is_readable(column) { column.path().string() } else { String::new() }
        });
        let names: Vec<String> = names.collect();
        Ok((metadata, names))
    });
    let (metadata, names) = parsed.map_err(|why| Fault::NoParquet { why })?;
    let columns = choose(&names, wanted.text_column.as_deref())?;
    let file = Arc::new(file);
    Ok(ParquetRows { file, metadata, columns, largest: wanted.largest, group: 0, open: None, before: 0 })
}

/// What the crate takes on trust: the footer's length, and how deep its schema is nested.
fn check_footer(mut file: &File) -> Result<(), Fault> {
    let refused = |why: &str| Fault::NoParquet { why: why.to_owned() };
    let length = file.metadata()?.len();
    if length < 12 {
        return Err(refused("it is too short"));
    }
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(length - 8))?;
    file.read_exact(&mut tail)?;
    let [a, b, c, d, magic @ ..] = tail;
    if magic == *b"PARE" {
        return Err(refused("it is encrypted"));
    }
    if magic != PARQUET_MAGIC {
        return Err(refused("its end is missing"));
    }
    let footer = u64::from(u32::from_le_bytes([a, b, c, d]));
    if footer > (length - 12).min(LONGEST_FOOTER) {
        return Err(refused("its footer states an impossible length"));
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(length - 8 - footer))?;
    file.take(footer).read_to_end(&mut bytes)?;
    if thrift::is_too_deep(&bytes) {
        return Err(refused("its footer is broken, or columns are nested too deep"));
    }
    Ok(())
}

/// What the crate panics on is broken, too.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("its parts contradict each other".to_owned()))
}

impl ParquetRows {
    /// Opens the next row group; `None`: there is none.
    fn open(&mut self) -> Option<Result<Group, Fault>> {
        let index = self.group;
        let described = self.metadata.file_metadata().schema_descr_ptr();
        let group = self.metadata.row_groups().get(index)?;
        let rows = u64::try_from(group.num_rows()).unwrap_or(0);
        let opened = guarded(|| {
            let mut readers: [Option<(ColumnReader, Meaning)>; PARTS] = Default::default();
            for (reader, column) in readers.iter_mut().zip(self.columns.0) {
                let Some(column) = column else { continue };
                let described = described.column(column);
                let stretch = group.columns().get(column).ok_or("a column is missing")?;
                let first = stretch.dictionary_page_offset().filter(|at| *at > 0);
                let start = first.unwrap_or(i64::MAX).min(stretch.data_page_offset());
                let place = u64::try_from(start).ok().zip(u64::try_from(stretch.compressed_size()).ok());
                let (start, length) = place.ok_or("a column states a negative place")?;
                if stretch.file_path().is_some() {
                    return Err("a column is kept in another file".to_owned());
                }
                let stretch = Stretch {
                    start,
                    length,
                    packing: stretch.compression(),
                    physical: described.physical_type(),
                    is_nullable: described.max_def_level() > 0,
                    rows,
                };
                let meaning = Meaning::of(&described);
                let pages = Box::new(Pages::new(Arc::clone(&self.file), stretch));
                *reader = Some((get_column_reader(described, pages), meaning));
            }
            Ok(readers)
        });
        Some(match opened {
            Ok(readers) => Ok(Group { readers, rows, read: 0 }),
            Err(why) => Err(self.damaged(0, rows, why)),
        })
    }

    fn damaged(&self, read: u64, rows: u64, why: String) -> Fault {
        let row = self.before.saturating_add(read).saturating_add(1);
        Fault::Damaged { row, to: self.before.saturating_add(rows).max(row), why }
    }
}

impl Group {
    /// The next cells of all columns; `None`: one is too long.
    fn cells(&mut self, largest: usize) -> Result<Option<Cells>, String> {
        let mut cells = Cells::default();
        let mut is_too_long = false;
        for (cell, reader) in cells.iter_mut().zip(&mut self.readers) {
            let Some((reader, meaning)) = reader else { continue };
            let next = cells::next(reader, *meaning).map_err(|error| plain(&error))?;
            let Some(value) = next else { return Err("it has fewer cells than rows".to_owned()) };
            is_too_long |= value.as_ref().is_some_and(|value| value.len() > largest);
            *cell = value.filter(|_| !is_too_long);
        }
        Ok((!is_too_long).then_some(cells))
    }
}

/// An error of the crate without its own heading.
fn plain(error: &parquet::errors::ParquetError) -> String {
    let text = error.to_string();
    text.strip_prefix("Parquet error: ").unwrap_or(&text).to_owned()
}

impl Iterator for ParquetRows {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(mut group) = self.open.take() else {
                let opened = self.open()?;
                self.group += 1;
                match opened {
                    Ok(group) => self.open = Some(group),
                    Err(fault) => return Some(Err(self.close(fault))),
                }
                continue;
            };
            if group.read == group.rows {
                self.before = self.before.saturating_add(group.rows);
                continue;
            }
            let cells = guarded(|| group.cells(self.largest));
            let cells = match cells {
                Ok(cells) => cells,
                Err(why) => {
                    let fault = self.damaged(group.read, group.rows, why);
                    return Some(Err(self.close(fault)));
                }
            };
            group.read += 1;
            let number = self.before.saturating_add(group.read);
            self.open = Some(group);
            let Some(cells) = cells else {
                return Some(Err(Fault::TooLong { row: number, limit: self.largest }));
            };
            let row = Row::new(number, cells);
            let is_empty = row.text.is_none() && row.html.is_none();
            return Some(if is_empty { Err(Fault::NoContent { row: number }) } else { Ok(row) });
        }
    }
}

impl ParquetRows {
    /// Leaves a damaged row group behind.
    fn close(&mut self, fault: Fault) -> Fault {
        if let Fault::Damaged { to, .. } = &fault {
            self.before = *to;
        }
        fault
    }
}
