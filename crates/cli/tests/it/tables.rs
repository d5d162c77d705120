//! Pages out of CSV and Parquet, in all commands that take pages.

use crate::program::{FIRST, Folder, Run, SECOND};
use crate::read::archive::gzip;
use crate::read::{lines, texts};

/// Two accounts as a table, with names of columns as they are common.
fn csv() -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    format!(
        "id,publication,headline,published,content\ngazette-17,The Gazette,,2024-06-11,{}\n42,,Hundreds wait,,{}\n",
        cell(FIRST),
        cell(SECOND)
    )
}

/// A small Parquet file that another program wrote, with invented articles.
fn parquet(name: &str) -> Vec<u8> {
    let saved = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tables/tests/it/saved");
    std::fs::read(saved.join(name)).expect("the file is in the repository")
}

fn ids(run: &Run) -> Vec<String> {
    texts(&lines(&run.output), "id").into_iter().map(str::to_owned).collect()
}

#[test]
fn rows_are_accounts_with_their_metadata() {
    let run = Folder::new().file("in.csv", csv()).run("compare in.csv --format json");
    run.expect(0, &[]);
    assert_eq!(run.ids(), ["gazette-17", "42"]);
    let accounts = &run.json()["accounts"];
    assert_eq!(accounts[0]["outlet"]["name"], "The Gazette");
    assert_eq!(accounts[0]["published"]["candidates"][0], "2024-06-11");
    assert_eq!(accounts[0]["source"]["bytes"], FIRST.len());
    let line = 2 + FIRST.matches('\n').count() + 1;
    assert_eq!(accounts[1]["source"]["uri"], format!("in.csv:{line}"));
}

#[test]
fn tables_are_read_packed_from_folders_and_from_standard_input() {
    let folder =
        Folder::new().file("a.csv.gz", gzip(csv().as_bytes())).file("b.parquet", parquet("zstd.parquet"));
    let run = folder.run("read . --format jsonl");
    run.expect(1, &["`./b.parquet:2`: has neither a text nor a page", "5 pages read"]);
    assert_eq!(ids(&run), ["gazette-17", "42", "7", "9", "10"]);
    let run = folder.run_with_input("read - --format jsonl", b"id\ttext\nx\tThe harbour reopened.\n");
    assert_eq!(ids(run.expect(0, &[])), ["x"]);
    let run = folder.run_with_input("read - --format jsonl", &parquet("zstd.parquet"));
    run.expect(2, &["`standard input`: is a Parquet file, which is read from its end\n hint: save it"]);
}

#[test]
fn attributions_count_bytes_of_the_cell() {
    let run = Folder::new().file("in.csv", csv()).run("quotes in.csv --format jsonl");
    run.expect(0, &[]);
    let found = lines(&run.output);
    let first = found.iter().find(|line| line["account"] == "gazette-17").expect("it quotes the captain");
    let span = |end: usize| first["content"][0][end].as_u64().expect("a number") as usize;
    assert_eq!(&FIRST[span(0)..span(1)], first["content_text"][0].as_str().expect("a text"));
}

#[test]
fn rows_that_do_not_fit_are_named_by_line() {
    let run = Folder::new()
        .file("in.csv", "id,text,date\n1,The harbour reopened.,2024-05-14\n2,a,b,c\n3,It rained.,yesterday\n")
        .run("read in.csv --format jsonl");
    run.expect(
        1,
        &[
            "`in.csv:3`: has 4 cells where the header line has 3\n hint: cells with commas",
            "`in.csv:4`: the date `yesterday` was skipped",
        ],
    );
    assert_eq!(ids(&run), ["1", "3"]);
}

#[test]
fn a_table_without_texts_is_refused_where_it_was_named_and_its_column_can_be_named() {
    let folder = Folder::new().file("in.csv", "nr,words\n1,The harbour reopened.\n").file("a.txt", FIRST);
    folder.run("read in.csv").expect(
        2,
        &["`in.csv`: has no column of texts or pages; its columns are `nr`, `words`\n hint: name the column"],
    );
    let run = folder.run("read in.csv --text-column words");
    assert!(run.expect(0, &[]).output.trim().ends_with("The harbour reopened."));
    folder.run("read . --format jsonl").expect(0, &["1 page read"]);
    let run = folder.run("compare in.csv a.txt --text-column words --format json");
    assert_eq!(run.expect(0, &[]).ids(), ["A", "B"]);
}

#[test]
fn a_broken_parquet_file_is_refused() {
    let whole = parquet("snappy.parquet");
    let run = Folder::new().file("in.parquet", &whole[..whole.len() / 2]).run("read in.parquet");
    run.expect(2, &["`in.parquet`: is no Parquet file that can be read: its end is missing"]);
}
