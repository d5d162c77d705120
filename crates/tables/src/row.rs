//! What is a row of articles, and what does the reader of a table want of it?

use crate::columns::{PARTS, Part};

/// One article as a table keeps it. Cells that are empty or null are `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// CSV: the line on which the row begins; Parquet: the number of the row. Both count from 1.
    pub number: u64,
    /// Whatever the table calls the article.
    pub id: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When, as it is written in the table; days and times of Parquet as `2024-05-14`.
    pub date: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Code of its language.
    pub language: Option<String>,
    /// Its text, in the bytes of the table: UTF-8 unless the table is broken or older than it.
    pub text: Option<Vec<u8>>,
    /// Its page, likewise.
    pub html: Option<Vec<u8>>,
}

impl Row {
    /// A row out of its cells; `None`: a cell that is null or whose column is missing.
    pub(crate) fn new(number: u64, cells: [Option<Vec<u8>>; PARTS]) -> Row {
        let mut row = Row { number, ..Row::default() };
        for (part, cell) in Part::ALL.into_iter().zip(cells) {
            let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { continue };
            match part {
                Part::Text => row.text = Some(cell),
                Part::Html => row.html = Some(cell),
                Part::Id => row.id = words(cell),
                Part::Outlet => row.outlet = words(cell),
                Part::Url => row.url = words(cell),
                Part::Date => row.date = words(cell),
                Part::Title => row.title = words(cell),
                Part::Language => row.language = words(cell),
            }
        }
        row
    }
}

/// A cell as words; `None`: there are none.
fn words(cell: Vec<u8>) -> Option<String> {
    let text = match String::from_utf8(cell) {
        Ok(text) => text,
        Err(broken) => String::from_utf8_lossy(broken.as_bytes()).into_owned(),
    };
    let trimmed = text.trim();
    if trimmed.len() == text.len() { Some(text) } else { Some(trimmed.to_owned()) }
        .filter(|text| !text.is_empty())
}

/// What is read of a table, and how much.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The column that holds the text, where it has none of the usual names.
    pub text_column: Option<String>,
    /// Bytes of the longest text or page that is taken.
    pub largest: usize,
}

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted { text_column: None, largest: 64 << 20 }
    }
}
