//! How are typed rows written: as CSV, JSON lines or Parquet?
//!
//! A [`Writer`] gets its columns first and then one row after the other. What it writes depends on nothing but the rows.

mod lines;
mod parquet;

use std::io::{self, Write};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8 with a header line; null is an empty cell.
    Csv,
    /// One JSON object a line, its keys in the order of the columns.
    Jsonl,
    /// Apache Parquet, packed with gzip, in row groups of bounded size.
    Parquet,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Characters.
    Text,
    /// JSON, such as a list of spans: in JSON lines as it is, else as text.
    Json,
    /// Whole numbers.
    Integer,
    /// Fractions, counted in thousandths so that they are the same everywhere.
    Thousandths,
    /// True or false.
    Boolean,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether cells may be null.
    pub is_nullable: bool,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Null,
    /// Of a column of text or JSON.
    Text(&'a str),
    /// Of a column of whole numbers.
    Integer(i64),
    /// Of a column of fractions.
    Thousandths(i64),
    /// Of a column of truth values.
    Boolean(bool),
}

impl Cell<'_> {
    fn fits(self, column: Column) -> bool {
        match self {
            Cell::Null => column.is_nullable,
            Cell::Text(_) => matches!(column.kind, Kind::Text | Kind::Json),
            Cell::Integer(_) => column.kind == Kind::Integer,
            Cell::Thousandths(_) => column.kind == Kind::Thousandths,
            Cell::Boolean(_) => column.kind == Kind::Boolean,
        }
    }
}

/// Writes rows.
pub struct Writer<W: Write + Send> {
    columns: Vec<Column>,
    target: Target<W>,
}

enum Target<W: Write + Send> {
    Csv(W),
    Jsonl(W),
    Parquet(Box<parquet::Groups<W>>),
}

impl<W: Write + Send> Writer<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// The sink does not take what is written.
    pub fn new(mut sink: W, format: Format, columns: &[Column]) -> io::Result<Writer<W>> {
        let columns = columns.to_vec();
        let target = match format {
            Format::Csv => {
                lines::head(&mut sink, &columns)?;
                Target::Csv(sink)
            }
            Format::Jsonl => Target::Jsonl(sink),
            Format::Parquet => Target::Parquet(Box::new(parquet::Groups::new(sink, &columns)?)),
        };
        Ok(Writer { columns, target })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// The sink does not take it, or its cells do not fit the columns.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let fits = cells.len() == self.columns.len();
        if !fits || cells.iter().zip(&self.columns).any(|(cell, column)| !cell.fits(*column)) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a row does not fit the columns of its table",
            ));
        }
        match &mut self.target {
            Target::Csv(sink) => lines::csv(sink, cells),
            Target::Jsonl(sink) => lines::json(sink, &self.columns, cells),
            Target::Parquet(groups) => groups.row(cells),
        }
    }

    /// Ends the table; without it a Parquet file cannot be read.
    ///
    /// # Errors
    /// The sink does not take the rest.
    pub fn finish(self) -> io::Result<W> {
        let mut sink = match self.target {
            Target::Csv(sink) | Target::Jsonl(sink) => sink,
            Target::Parquet(groups) => groups.finish()?,
        };
        sink.flush()?;
        Ok(sink)
    }
}
