//! How are rows written as Parquet? Column by column, a row group at a time, packed with gzip, which every reader knows.

use super::{Cell, Column, Kind};
use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// A row group ends with this row, or when its cells hold so many bytes: what is held in memory.
const MOST_ROWS: usize = 64 << 10;
const MOST_BYTES: usize = 32 << 20;

/// Row groups on their way to a sink.
pub(super) struct Groups<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Held>,
    rows: usize,
    bytes: usize,
}

/// The cells of one column that are not written yet.
struct Held {
    values: Values,
    /// For each cell, whether it is there; empty where cells cannot be null.
    levels: Vec<i16>,
    is_nullable: bool,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Real(Vec<f64>),
    Boolean(Vec<bool>),
}

impl Held {
    fn new(column: Column) -> Held {
        let values = match column.kind {
            Kind::Text | Kind::Json => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Thousandths => Values::Real(Vec::new()),
            Kind::Boolean => Values::Boolean(Vec::new()),
        };
        Held { values, levels: Vec::new(), is_nullable: column.is_nullable }
    }

    fn push(&mut self, cell: Cell<'_>) {
        if self.is_nullable {
            self.levels.push(i16::from(cell != Cell::Null));
        }
        match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => values.push(ByteArray::from(text)),
            (Values::Integer(values), Cell::Integer(number)) => values.push(number),
            (Values::Real(values), Cell::Thousandths(number)) => values.push(number as f64 / 1000.0),
            (Values::Boolean(values), Cell::Boolean(truth)) => values.push(truth),
            // Null; what does not fit the column was refused before.
            (Values::Text(_) | Values::Integer(_) | Values::Real(_) | Values::Boolean(_), _) => {}
        }
    }

    fn clear(&mut self) {
        self.levels.clear();
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Real(values) => values.clear(),
            Values::Boolean(values) => values.clear(),
        }
    }

    fn write(&self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = self.is_nullable.then_some(self.levels.as_slice());
        match (&self.values, writer) {
            (Values::Text(values), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
            }
            (Values::Integer(values), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
            }
            (Values::Real(values), ColumnWriter::DoubleColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
            }
            (Values::Boolean(values), ColumnWriter::BoolColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
            }
            (Values::Text(_) | Values::Integer(_) | Values::Real(_) | Values::Boolean(_), _) => {
                return Err(ParquetError::General("a column is not of the type of its schema".to_owned()));
            }
        }
        Ok(())
    }
}

impl<W: Write + Send> Groups<W> {
    pub(super) fn new(sink: W, columns: &[Column]) -> io::Result<Groups<W>> {
        let fields = columns.iter().map(|column| field(*column).map(Arc::new)).collect::<Result<Vec<_>, _>>();
        let schema = fields.and_then(|fields| Type::group_type_builder("schema").with_fields(fields).build());
        let properties = WriterProperties::builder()
            .set_created_by("variorum".to_owned())
            .set_compression(Compression::GZIP(GzipLevel::default()))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            // Long texts: the length of a page is looked at after so many.
            .set_write_batch_size(64)
            .build();
        let schema = schema.map_err(io::Error::other)?;
        let writer = SerializedFileWriter::new(sink, Arc::new(schema), Arc::new(properties));
        let columns = columns.iter().map(|column| Held::new(*column)).collect();
        Ok(Groups { writer: writer.map_err(io::Error::other)?, columns, rows: 0, bytes: 0 })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(*cell);
            self.bytes += match cell {
                Cell::Text(text) => text.len() + size_of::<ByteArray>(),
                Cell::Null | Cell::Integer(_) | Cell::Thousandths(_) | Cell::Boolean(_) => size_of::<i64>(),
            };
        }
        self.rows += 1;
        if self.rows >= MOST_ROWS || self.bytes >= MOST_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group().map_err(plain)?;
        }
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for held in &mut self.columns {
            let Some(mut writer) = group.next_column()? else { break };
            held.write(writer.untyped())?;
            writer.close()?;
            held.clear();
        }
        group.close()?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.flush()?;
        self.writer.into_inner().map_err(plain)
    }
}

/// The sink's own error, where that is what went wrong.
fn plain(error: ParquetError) -> io::Error {
    if let ParquetError::External(inner) = error {
        return inner.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error);
    }
    io::Error::other(error)
}

fn field(column: Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Thousandths => (Physical::DOUBLE, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
    };
    let repetition = if column.is_nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .build()
}
