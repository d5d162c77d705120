//! Does `docs/database.md` describe every table and column, and do its queries work?

use rusqlite::Connection;
use std::io::Write as _;
use std::process::{Command, Stdio};

const DOCUMENT: &str = include_str!("../../../../docs/database.md");
const SCHEMA: &str = include_str!("../../schema/1.sql");

fn database() -> Connection {
    let connection = Connection::open_in_memory().expect("a database in memory");
    connection.execute_batch(SCHEMA).expect("the schema is sound");
    connection
}

fn queries() -> impl Iterator<Item = &'static str> {
    DOCUMENT.split("```sql\n").skip(1).filter_map(|rest| rest.split("```").next())
}

#[test]
fn every_table_view_and_column_is_described() {
    let connection = database();
    let query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
                 AND name NOT LIKE '%_search_%'";
    let mut statement = connection.prepare(query).expect("a sound query");
    let names = statement.query_map([], |row| row.get::<_, String>(0)).expect("a sound query");
    for name in names.map(|name| name.expect("a name")) {
        let headings = DOCUMENT.lines().filter(|line| line.starts_with("### "));
        let is_described = headings.flat_map(str::split_whitespace).any(|word| word == name)
            || DOCUMENT.contains(&format!("- `{name}`: "));
        assert!(is_described, "docs/database.md says nothing of `{name}`");
        // The columns of views are those of tables, and one view needs the shell's functions.
        if name.ends_with("_overview") || name.ends_with("_words") {
            continue;
        }
        let mut columns =
            connection.prepare("SELECT name FROM pragma_table_info(?1)").expect("a sound query");
        let columns = columns.query_map([&name], |row| row.get::<_, String>(0)).expect("a sound query");
        for column in columns.map(|column| column.expect("a name")) {
            assert!(
                DOCUMENT.contains(&format!("`{column}`")),
                "docs/database.md says nothing of {name}.{column}"
            );
        }
    }
}

#[test]
fn its_queries_work() {
    let connection = database();
    let count = queries()
        .filter(|query| !query.contains("sqlar_uncompress") && !query.contains("quotation_words"))
        .map(|query| {
            let mut statement = connection.prepare(query).unwrap_or_else(|error| panic!("{error}: {query}"));
            let mut rows = statement.query([]).expect("no parameters");
            rows.next().unwrap_or_else(|error| panic!("{error}: {query}"));
        })
        .count();
    assert!(count >= 6, "{count} queries");
}

#[test]
fn its_queries_for_the_shell_work_where_there_is_one() {
    if Command::new("sqlite3").arg("-version").output().is_err() {
        return;
    }
    for query in queries() {
        let mut shell = Command::new("sqlite3");
        shell.args(["-bail", ":memory:"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut shell = shell.spawn().expect("the shell was there a moment ago");
        let mut input = shell.stdin.take().expect("it was asked for");
        input.write_all(format!("{SCHEMA}\n{query}").as_bytes()).expect("the shell listens");
        drop(input);
        let output = shell.wait_with_output().expect("the shell ends");
        assert!(output.status.success(), "{}: {query}", String::from_utf8_lossy(&output.stderr));
    }
}
