//! CSV as spreadsheets and scripts write it.

use crate::{text, told};
use std::io::Cursor;
use variorum_tables::{Fault, Row, Wanted, csv_rows};

fn read_up_to(table: &[u8], largest: usize) -> Result<(Vec<Row>, Vec<String>), Fault> {
    let wanted = Wanted { largest, ..Wanted::default() };
    csv_rows(Box::new(Cursor::new(table.to_vec())), &wanted).map(told)
}

fn read(table: &str) -> (Vec<Row>, Vec<String>) {
    read_up_to(table.as_bytes(), 1000).expect("there is a header")
}

#[test]
fn rows_have_the_parts_that_the_header_names() {
    let (rows, refused) = read(
        "id,outlet,url,date,title,language,text,html\n7,Ashmere Gazette,https://a.example/1,2024-05-14,Harbour,en,Open.,<p>\n",
    );
    assert!(refused.is_empty());
    let some = |text: &str| Some(text.to_owned());
    let expected = Row {
        number: 2,
        id: some("7"),
        outlet: some("Ashmere Gazette"),
        url: some("https://a.example/1"),
        date: some("2024-05-14"),
        title: some("Harbour"),
        language: some("en"),
        text: Some(b"Open.".to_vec()),
        html: Some(b"<p>".to_vec()),
    };
    assert_eq!(rows, [expected]);
}

#[test]
fn quoted_cells_keep_commas_line_breaks_and_quotation_marks() {
    let (rows, _) = read("title,text\r\n\"A, b\",\"One.\r\n\r\nHe said: \"\"No.\"\"\"\r\nc,Two.\r\n");
    assert_eq!(rows[0].title.as_deref(), Some("A, b"));
    assert_eq!(text(&rows[0]), "One.\r\n\r\nHe said: \"No.\"");
    assert_eq!((rows[0].number, rows[1].number), (2, 5));
}

#[test]
fn semicolons_tabs_and_bars_are_known_by_the_header() {
    for separator in [";", "\t", "|"] {
        let table = ["title\u{20}", "text, whole", "date\nA", "One, two.", "2024\n"].join(separator);
        let table = table.replace("text, whole", "text");
        let (rows, refused) = read(&table);
        assert!(refused.is_empty(), "{separator:?}: {refused:?}");
        assert_eq!((text(&rows[0]), rows[0].date.as_deref()), ("One, two.", Some("2024")), "{separator:?}");
    }
}

#[test]
fn one_column_is_a_table_too_and_a_mark_of_utf_8_is_none_of_its_name() {
    let (rows, _) = read("\u{feff}text\nOne.\n\nTwo.");
    assert_eq!(
        rows.iter().map(|row| (row.number, text(row))).collect::<Vec<_>>(),
        [(2, "One."), (4, "Two.")]
    );
}

#[test]
fn rows_of_the_wrong_width_are_refused_by_line_and_the_rest_is_read() {
    let (rows, refused) = read("id,text\n1,a\n2,b,c\n3\n4,d\n");
    assert_eq!(rows.iter().map(text).collect::<Vec<_>>(), ["a", "d"]);
    assert_eq!(
        refused,
        ["3: has 3 cells where the header line has 2", "4: has 1 cell where the header line has 2"]
    );
}

#[test]
fn rows_without_words_are_refused() {
    let (rows, refused) = read("id,text,html\n1,,\n2,\"\",<p>\n");
    assert_eq!((rows.len(), rows[0].text.is_none()), (1, true));
    assert_eq!(refused, ["2: has neither a text nor a page"]);
}

#[test]
fn what_is_too_long_is_stepped_over() {
    let long = "a".repeat(40);
    let table = format!("id,text\n1,{long}\n2,b\n");
    let (rows, refused) = read_up_to(table.as_bytes(), 30).expect("there is a header");
    assert_eq!((rows.len(), refused), (1, vec!["2: holds more than 0 MB".to_owned()]));
}

#[test]
fn a_row_beyond_every_buffer_is_stepped_over() {
    let table = format!("id,text\n1,\"{}\"\n2,b\n", "a\n".repeat(1 << 20));
    let (rows, refused) = read_up_to(table.as_bytes(), 30).expect("there is a header");
    assert_eq!((rows[0].number, refused.len()), ((1 << 20) + 3, 1), "{refused:?}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named_by_the_line_that_opens_it() {
    let table = format!("id,text\n1,a\n2,\"b\n{}", "c,d\n".repeat(1 << 19));
    let (rows, refused) = read_up_to(table.as_bytes(), 30).expect("there is a header");
    assert_eq!(rows.len(), 1);
    assert_eq!(refused, ["3: opens a quotation mark that is never closed"]);
}

#[test]
fn too_many_cells_are_no_reason_to_fill_memory() {
    let table = format!("id,text\n{}\n2,b\n", ",".repeat(1 << 20));
    let (rows, refused) = read_up_to(table.as_bytes(), 30).expect("there is a header");
    assert_eq!((rows.len(), refused.len()), (1, 1));
}

#[test]
fn words_that_are_no_utf_8_are_kept_as_they_are() {
    let (rows, _) = read_up_to(b"title,text\ncaf\xe9,caf\xe9\n", 1000).expect("there is a header");
    assert_eq!(rows[0].text.as_deref(), Some(b"caf\xe9".as_slice()));
    assert_eq!(rows[0].title.as_deref(), Some("caf\u{fffd}"));
}

#[test]
fn empty_files_and_other_characters_are_refused() {
    let refused = |table: &[u8]| read_up_to(table, 100).expect_err("it is no table").to_string();
    assert_eq!(refused(b""), "holds no rows");
    assert_eq!(refused(b"\xff\xfet\0e\0x\0t\0\n\0"), "is written in UTF-16");
    assert_eq!(refused(b"a,b\n1,2\n"), "has no column of texts or pages; its columns are `a`, `b`");
}

#[test]
fn the_column_of_the_text_can_be_named() {
    let wanted = Wanted { text_column: Some("Words".to_owned()), ..Wanted::default() };
    let rows = csv_rows(Box::new(Cursor::new(b"text,words\na,b\n".to_vec())), &wanted).map(told);
    assert_eq!(text(&rows.expect("there is a header").0[0]), "b");
}
