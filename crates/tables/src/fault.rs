//! What can be wrong with a table, where, and what would help?

use std::io;

/// What is wrong with a table or one of its rows.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nothing is in the file.
    #[error("holds no rows")]
    Empty,
    /// There is neither a column of texts nor one of pages.
    #[error("has no column of texts or pages; its columns are {}", listed(columns))]
    NoText {
        /// The names of its columns.
        columns: Vec<String>,
    },
    /// The user named a column that is not there.
    #[error("has no column `{wanted}`; its columns are {}", listed(columns))]
    NoSuchColumn {
        /// As the user named it.
        wanted: String,
        /// The names of its columns.
        columns: Vec<String>,
    },
    /// The characters are written in a way that is not read.
    #[error("is written in UTF-16")]
    Utf16,
    /// A line of a CSV file has too few or too many cells.
    #[error("has {cells} cell{} where the header line has {columns}", if *cells == 1 { "" } else { "s" })]
    Width {
        /// The line on which the row begins.
        row: u64,
        /// Cells that it has.
        cells: usize,
        /// Cells that it should have.
        columns: usize,
    },
    /// A cell is longer than allowed.
    #[error("holds more than {} MB", limit >> 20)]
    TooLong {
        /// Where.
        row: u64,
        /// Bytes that are allowed.
        limit: usize,
    },
    /// A quotation mark opens a cell that goes on to the end of the file, beyond every limit.
    #[error("opens a quotation mark that is never closed")]
    Unclosed {
        /// The line on which the row begins.
        row: u64,
    },
    /// A row has neither a text nor a page.
    #[error("has neither a text nor a page")]
    NoContent {
        /// Where.
        row: u64,
    },
    /// The file is not a Parquet file that can be read.
    #[error("is no Parquet file that can be read: {why}")]
    NoParquet {
        /// What was found.
        why: String,
    },
    /// A row group of a Parquet file is damaged.
    #[error("the rows from here to {to} cannot be read: {why}")]
    Damaged {
        /// The first row that cannot be read.
        row: u64,
        /// The last one.
        to: u64,
        /// What was found.
        why: String,
    },
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
}

impl Fault {
    /// The row or line that it is about; `None`: the whole table.
    pub fn row(&self) -> Option<u64> {
        match self {
            Fault::Width { row, .. }
            | Fault::TooLong { row, .. }
            | Fault::Unclosed { row }
            | Fault::NoContent { row }
            | Fault::Damaged { row, .. } => Some(*row),
            Fault::Empty
            | Fault::NoText { .. }
            | Fault::NoSuchColumn { .. }
            | Fault::Utf16
            | Fault::NoParquet { .. }
            | Fault::Read(_) => None,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Fault::Empty => "a table needs a header line with the names of its columns, and rows",
            Fault::NoText { .. } => {
                "name the column that holds the articles' text with --text-column NAME, or call it `text`"
            }
            Fault::NoSuchColumn { .. } => "name one of its columns",
            Fault::Utf16 => "save it as CSV in UTF-8",
            Fault::Width { .. } => {
                "cells with commas or line breaks need quotation marks around them; the other rows are read"
            }
            Fault::TooLong { .. } => "keep the article's text alone; the other rows are read",
            Fault::Unclosed { .. } => "close it, or double quotation marks inside of cells",
            Fault::NoContent { .. } => "the row was skipped and the rest is read",
            Fault::NoParquet { .. } => "check that the file was saved whole, or write it again",
            Fault::Damaged { .. } => "what follows is read; write the file again if you can",
            Fault::Read(_) => "check the disk, or copy the file again",
        }
    }
}

/// The names of columns, not too many.
fn listed(columns: &[String]) -> String {
    const MOST: usize = 30;
    const LONGEST: usize = 60;
    let name = |name: &String| {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        format!("`{shown}`")
    };
    let mut names: Vec<String> = columns.iter().take(MOST).map(name).collect();
    if columns.len() > MOST {
        names.push("…".to_owned());
    }
    names.join(", ")
}
