//! Parquet as other programs write it.

use crate::{text, told};
use std::fs::File;
use std::path::PathBuf;
use variorum_tables::{Row, Wanted, parquet_rows};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/saved").join(format!("{name}.parquet"))
}

fn read(name: &str) -> (Vec<Row>, Vec<String>) {
    let file = File::open(path(name)).expect("the file is in the repository");
    told(parquet_rows(file, &Wanted::default()).expect("it is a table"))
}

#[test]
fn every_way_of_packing_and_of_writing_values_is_read() {
    let names = ["none", "snappy", "gzip", "zstd", "brotli", "lz4", "second_form", "deltas", "duckdb"];
    for name in names {
        let (rows, refused) = read(name);
        assert_eq!(refused, ["2: has neither a text nor a page"], "{name}");
        let some = |text: &str| Some(text.to_owned());
        let first = Row {
            number: 1,
            id: some("7"),
            outlet: some("Ashmere Gazette"),
            date: some("2024-05-14"),
            title: some("Harbour reopens"),
            text: rows[0].text.clone(),
            ..Row::default()
        };
        assert_eq!(rows[0], first, "{name}");
        assert!(text(&rows[0]).ends_with("\n\nNo ship was lost."), "{name}");
        assert_eq!((rows[1].number, text(&rows[1])), (3, "“We will appeal,” Ms Okoro said."), "{name}");
        assert_eq!((rows[1].date.as_deref(), rows[2].date.as_deref()), (None, Some("2024-02-29")), "{name}");
        assert_eq!((rows[2].id.as_deref(), rows[2].title.as_deref()), (Some("10"), None), "{name}");
    }
}

#[test]
fn days_bytes_and_names_of_sixteen_bytes_are_read() {
    let (rows, refused) = read("dates");
    assert!(refused.is_empty());
    assert_eq!(rows.iter().map(text).collect::<Vec<_>>(), ["plain bytes", "café"]);
    assert_eq!((rows[0].date.as_deref(), rows[1].date.as_deref()), (Some("2024-05-14"), None));
    assert_eq!(rows[0].outlet.as_deref(), Some("true"));
}

#[test]
fn old_times_are_days_and_ids_that_became_fractions_are_ids() {
    let (rows, _) = read("int96");
    assert_eq!((rows[0].id.as_deref(), rows[1].id.as_deref()), (Some("17"), None));
    assert_eq!((rows[0].date.as_deref(), rows[1].date.as_deref()), (Some("2024-05-14"), Some("1950-01-01")));
}

#[test]
fn a_table_without_text_is_refused_with_its_columns() {
    let file = File::open(path("dates")).expect("the file is in the repository");
    let wanted = Wanted { text_column: Some("words".to_owned()), ..Wanted::default() };
    let fault = parquet_rows(file, &wanted).err().expect("there is no such column");
    assert_eq!(fault.to_string(), "has no column `words`; its columns are `uuid`, `date`, `text`, `outlet`");
}

#[test]
fn a_cell_that_is_too_long_is_refused_and_the_rest_is_read() {
    let file = File::open(path("zstd")).expect("the file is in the repository");
    let wanted = Wanted { largest: 60, ..Wanted::default() };
    let (rows, refused) = told(parquet_rows(file, &wanted).expect("it is a table"));
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(refused[0], "1: holds more than 0 MB");
}
