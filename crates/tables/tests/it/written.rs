//! What is written can be read again, and is the same each time.

use crate::{text, told};
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::PathBuf;
use variorum_tables::{Cell, Column, Format, Kind, Row, Wanted, Writer, csv_rows, parquet_rows};

fn column(name: &'static str, kind: Kind, is_nullable: bool) -> Column {
    Column { name, kind, is_nullable }
}

const COLUMNS: [Column; 5] = [
    Column { name: "id", kind: Kind::Integer, is_nullable: false },
    Column { name: "title", kind: Kind::Text, is_nullable: true },
    Column { name: "text", kind: Kind::Text, is_nullable: false },
    Column { name: "confidence", kind: Kind::Thousandths, is_nullable: true },
    Column { name: "inferred", kind: Kind::Boolean, is_nullable: false },
];

/// The rows of a test: id, perhaps a title, text.
type Given = Vec<(i64, Option<String>, String)>;

fn written(format: Format, given: &Given) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), format, &COLUMNS).expect("memory takes everything");
    for (id, title, text) in given {
        let title = title.as_deref().map_or(Cell::Null, Cell::Text);
        let cells =
            [Cell::Integer(*id), title, Cell::Text(text), Cell::Thousandths(970), Cell::Boolean(true)];
        writer.row(&cells).expect("the row fits");
    }
    writer.finish().expect("memory takes everything")
}

fn read_parquet(case: &str, bytes: &[u8]) -> Vec<Row> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("written-{case}.parquet"));
    fs::write(&path, bytes).expect("the folder of tests can be written");
    let rows = parquet_rows(File::open(&path).expect("it was just written"), &Wanted::default());
    let (rows, refused) = told(rows.expect("it is a table"));
    fs::remove_file(&path).expect("it was just written");
    assert!(refused.is_empty(), "{refused:?}");
    rows
}

fn compare(rows: &[Row], given: &Given) {
    assert_eq!(rows.len(), given.len());
    for (row, (id, title, words)) in rows.iter().zip(given) {
        assert_eq!(row.id.as_deref(), Some(id.to_string().as_str()));
        assert_eq!(row.title.as_deref(), title.as_deref().map(str::trim).filter(|title| !title.is_empty()));
        assert_eq!(text(row), words);
    }
}

#[test]
fn lines_show_nulls_fractions_and_truth() {
    let given = vec![(7, None, "He said: \"No, never.\"".to_owned())];
    let csv = String::from_utf8(written(Format::Csv, &given)).expect("it is UTF-8");
    assert_eq!(csv, "id,title,text,confidence,inferred\n7,,\"He said: \"\"No, never.\"\"\",0.97,true\n");
    let json = String::from_utf8(written(Format::Jsonl, &given)).expect("it is UTF-8");
    assert_eq!(
        json,
        "{\"id\":7,\"title\":null,\"text\":\"He said: \\\"No, never.\\\"\",\"confidence\":0.97,\"inferred\":true}\n"
    );
}

#[test]
fn json_stands_in_json_lines_as_it_is() {
    let columns = [column("spans", Kind::Json, false)];
    let line = |format| {
        let mut writer = Writer::new(Vec::new(), format, &columns).expect("memory takes everything");
        writer.row(&[Cell::Text("[[0,5]]")]).expect("the row fits");
        String::from_utf8(writer.finish().expect("memory takes everything")).expect("it is UTF-8")
    };
    assert_eq!(line(Format::Jsonl), "{\"spans\":[[0,5]]}\n");
    assert_eq!(line(Format::Csv), "spans\n\"[[0,5]]\"\n");
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let mut writer = Writer::new(Vec::new(), Format::Csv, &COLUMNS[..2]).expect("memory takes everything");
    assert!(writer.row(&[Cell::Integer(1)]).is_err());
    assert!(writer.row(&[Cell::Null, Cell::Null]).is_err());
    assert!(writer.row(&[Cell::Text("1"), Cell::Null]).is_err());
    assert!(writer.row(&[Cell::Integer(1), Cell::Null]).is_ok());
}

#[test]
fn a_table_without_rows_is_a_table() {
    assert!(read_parquet("empty", &written(Format::Parquet, &Vec::new())).is_empty());
}

#[test]
fn many_rows_are_several_row_groups_and_the_same_bytes_each_time() {
    let given: Given = (0..150_000)
        .map(|id| (id, (id % 3 == 0).then(|| "A title".to_owned()), format!("Text {id}.")))
        .collect();
    let bytes = written(Format::Parquet, &given);
    assert_eq!(bytes, written(Format::Parquet, &given));
    compare(&read_parquet("many", &bytes), &given);
}

#[test]
fn a_sink_that_takes_nothing_more_is_an_error() {
    for format in [Format::Csv, Format::Jsonl, Format::Parquet] {
        let mut room = [0u8; 64];
        let sink = Cursor::new(&mut room[..]);
        let outcome = Writer::new(sink, format, &COLUMNS[2..3]).and_then(|mut writer| {
            (0..100).try_for_each(|_| writer.row(&[Cell::Text("The harbour reopened on Tuesday.")]))?;
            writer.finish().map(|_| ())
        });
        assert_eq!(outcome.map_err(|error| error.kind()), Err(std::io::ErrorKind::WriteZero), "{format:?}");
    }
}

/// Texts with all that needs care. Those that are empty are no articles.
fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            Just("\""),
            Just(","),
            Just("\r\n"),
            Just("\n"),
            Just("é"),
            Just("\u{feff}"),
            Just("a"),
            Just("\0"),
            Just(" ")
        ],
        1..30,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_can_be_read(
        given in prop::collection::vec((any::<i64>(), prop::option::of(words()), words()), 0..20)
    ) {
        compare(&read_parquet("any", &written(Format::Parquet, &given)), &given);
        let csv = written(Format::Csv, &given);
        let rows = csv_rows(Box::new(Cursor::new(csv)), &Wanted::default()).expect("there is a header");
        let (rows, refused) = told(rows);
        prop_assert!(refused.is_empty(), "{:?}", refused);
        compare(&rows, &given);
    }
}
