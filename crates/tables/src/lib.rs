//! Which rows does a table hold, and how are rows written?
//!
//! CSV and Parquet are read one row at a time, so that memory does not grow with the file, and with a limit on everything
//! that the file controls. What cannot be read is a [`Fault`] with its place, and the rows behind it are read where that
//! is possible. A [`Writer`] puts typed rows into CSV, JSON lines or Parquet. What an article means is left to others.
//!
//! Suggested reading order: [`Row`], then `columns.rs`, then [`csv_rows`] and [`parquet_rows`], then [`Writer`].

mod columns;
mod csv;
mod fault;
mod parquet;
mod row;
mod write;

pub use csv::{CsvRows, csv_rows, is_csv};
pub use fault::Fault;
pub use parquet::{PARQUET_MAGIC, ParquetRows, parquet_rows};
pub use row::{Row, Wanted};
pub use write::{Cell, Column, Format, Kind, Writer};
