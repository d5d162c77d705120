//! `variorum export`: tables of a database for other programs, row by row.

use super::{explain, kit, page};
use crate::failure::Failure;
use crate::{Outcome, output, plan};
use news::{Article, Span};
use pipeline::Kit;
use store::{Export, Field, Holds, Reader, place_of};
use tables::{Cell, Column, Kind, Writer};

/// The words of an attribution, behind the columns that the database has.
const SAID: Column = Column { name: "said", kind: Kind::Text, is_nullable: true };

/// Writes a table.
///
/// # Errors
/// The database cannot be read, or the table cannot be written.
pub(crate) fn run(plan: &plan::Export) -> Result<Outcome, Failure> {
    let reader = Reader::open(&plan.database).map_err(|error| explain(&error))?;
    let kit = if plan.what == Export::Attributions { Some(kit()?) } else { None };
    let mut columns: Vec<Column> = plan.what.columns().into_iter().map(column).collect();
    columns.extend(kit.is_some().then_some(SAID));
    output::stream(plan.output.as_deref(), |sink| {
        let mut writer = Writer::new(sink, plan.format, &columns)?;
        let mut words = kit.as_ref().map(|kit| Words { kit, reader: &reader, open: None });
        let told = reader.export(plan.what, &plan.slice, |fields| {
            let mut cells: Vec<Cell<'_>> =
                fields.iter().zip(&columns).map(|(field, column)| cell(*field, *column)).collect();
            let said = words.as_mut().map(|words| words.of(fields));
            cells.extend(said.as_ref().map(|said| said.as_deref().map_or(Cell::Null, Cell::Text)));
            writer.row(&cells)
        });
        match told {
            Ok(taken) => taken?,
            Err(error) => return Ok(Err(explain(&error))),
        }
        writer.finish()?;
        Ok(Ok(()))
    })?;
    Ok(Outcome::Complete)
}

/// The words of attributions, out of sources that are read again.
struct Words<'a> {
    kit: &'a Kit,
    reader: &'a Reader,
    /// The article of the last row: the next row is mostly of the same.
    open: Option<(i64, Option<Article>)>,
}

impl Words<'_> {
    /// The words of a row; `None`: its source is damaged.
    fn of(&mut self, fields: &[Field<'_>]) -> Option<String> {
        let (id, start, end) = place_of(fields)?;
        if self.open.as_ref().is_none_or(|(open, _)| *open != id) {
            let stored = self.reader.stored(id).ok();
            self.open = Some((id, stored.map(|stored| pipeline::read(self.kit, page(stored)).value)));
        }
        let article = self.open.as_ref()?.1.as_ref()?;
        let words = article.words(article.map.to_text(Span::new(start, end))?);
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

fn column((name, holds, is_nullable): store::Described) -> Column {
    let kind = match holds {
        Holds::Text => Kind::Text,
        Holds::Number => Kind::Integer,
        Holds::Share => Kind::Thousandths,
        Holds::Truth => Kind::Boolean,
    };
    Column { name, kind, is_nullable }
}

fn cell(field: Field<'_>, column: Column) -> Cell<'_> {
    match (field, column.kind) {
        (Field::Missing, _) => Cell::Null,
        (Field::Text(text), _) => Cell::Text(text),
        (Field::Number(number), Kind::Thousandths) => Cell::Thousandths(number),
        (Field::Number(number), Kind::Boolean) => Cell::Boolean(number != 0),
        (Field::Number(number), Kind::Text | Kind::Json | Kind::Integer) => Cell::Integer(number),
    }
}
