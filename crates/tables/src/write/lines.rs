//! How is a row written on a line, as CSV or as JSON?

use super::{Cell, Column, Kind};
use std::io::{self, Write};

/// The line that names the columns.
pub(super) fn head(sink: &mut impl Write, columns: &[Column]) -> io::Result<()> {
    let cells: Vec<Cell<'_>> = columns.iter().map(|column| Cell::Text(column.name)).collect();
    csv(sink, &cells)
}

pub(super) fn csv(sink: &mut impl Write, cells: &[Cell<'_>]) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            sink.write_all(b",")?;
        }
        match cell {
            Cell::Null => {}
            // A cell that is empty but not null has quotation marks to say so.
            Cell::Text(text) if text.is_empty() || text.contains(['"', ',', '\n', '\r']) => {
                write!(sink, "\"{}\"", text.replace('"', "\"\""))?;
            }
            Cell::Text(text) => sink.write_all(text.as_bytes())?,
            Cell::Integer(number) => write!(sink, "{number}")?,
            Cell::Thousandths(number) => sink.write_all(fraction(*number).as_bytes())?,
            Cell::Boolean(truth) => write!(sink, "{truth}")?,
        }
    }
    sink.write_all(b"\n")
}

pub(super) fn json(sink: &mut impl Write, columns: &[Column], cells: &[Cell<'_>]) -> io::Result<()> {
    for (index, (column, cell)) in columns.iter().zip(cells).enumerate() {
        sink.write_all(if index == 0 { b"{" } else { b"," })?;
        serde_json::to_writer(&mut *sink, column.name)?;
        sink.write_all(b":")?;
        match cell {
            Cell::Null => sink.write_all(b"null")?,
            Cell::Text(text) if column.kind == Kind::Json => sink.write_all(text.as_bytes())?,
            Cell::Text(text) => serde_json::to_writer(&mut *sink, text)?,
            Cell::Integer(number) => write!(sink, "{number}")?,
            Cell::Thousandths(number) => sink.write_all(fraction(*number).as_bytes())?,
            Cell::Boolean(truth) => write!(sink, "{truth}")?,
        }
    }
    sink.write_all(if cells.is_empty() { b"{}\n" } else { b"}\n" })
}

/// Thousandths as a decimal fraction, as short as it can be: `0.97`, `1.0`.
fn fraction(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let digits = format!("{rest:03}");
    let digits = digits.trim_end_matches('0');
    format!("{sign}{whole}.{}", if digits.is_empty() { "0" } else { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_as_short_as_can_be() {
        let written = [970, 1000, 5, 0, -1250].map(fraction);
        assert_eq!(written, ["0.97", "1.0", "0.005", "0.0", "-1.25"]);
    }
}
