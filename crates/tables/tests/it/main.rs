//! Tables, sound and damaged, read and written. The files in `saved` hold invented articles; they were written by other
//! programs (pyarrow 26, DuckDB 2), one for each way of packing and of writing values.

mod csv;
mod hostile;
mod parquet;
mod written;

use variorum_tables::{Fault, Row};

/// What a table gives, row after row: its rows, and what is said of others.
pub(crate) fn told(rows: impl Iterator<Item = Result<Row, Fault>>) -> (Vec<Row>, Vec<String>) {
    let (mut read, mut refused) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(row) => read.push(row),
            Err(fault) => refused.push(format!("{}: {fault}", fault.row().unwrap_or(0))),
        }
    }
    (read, refused)
}

/// The words of a row's text.
pub(crate) fn text(row: &Row) -> &str {
    row.text.as_deref().map_or("", |text| std::str::from_utf8(text).expect("it is UTF-8"))
}
