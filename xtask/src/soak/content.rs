//! Do two databases hold the same? Every table, every row, in an order of the rows themselves.

use anyhow::{Context, Result};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::path::Path;

fn open(path: &Path) -> Result<Connection> {
    let found = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    found.with_context(|| format!("`{}` cannot be opened", path.display()))
}

/// How many articles a database holds.
pub(super) fn articles(path: &Path) -> Result<i64> {
    Ok(open(path)?.query_row("SELECT count(*) FROM article", [], |row| row.get(0))?)
}

/// What differs, table by table; also whether one of them is damaged.
pub(super) fn differences(one: &Path, two: &Path) -> Result<Vec<String>> {
    let (one, two) = (open(one)?, open(two)?);
    let mut found = Vec::new();
    for connection in [&one, &two] {
        let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        found.extend((sound != "ok").then_some(sound));
    }
    let names = tables(&one)?;
    if names != tables(&two)? {
        found.push("they have other tables".to_owned());
    }
    for name in &names {
        let ((rows, digest), (others, other)) = (content(&one, name)?, content(&two, name)?);
        if digest != other {
            found.push(format!("{name}: {rows} rows and {others} rows differ"));
        } else {
            println!("  {name:<24} {rows:>9} rows");
        }
    }
    Ok(found)
}

/// All tables; those in which the search keeps its words too.
fn tables(connection: &Connection) -> Result<Vec<String>> {
    let query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    let mut statement = connection.prepare(query)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// How many rows a table has, and a digest of all of them.
fn content(connection: &Connection, table: &str) -> Result<(usize, Vec<u8>)> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let width = statement.column_count();
    let mut rows = statement.query([])?;
    let mut digests: Vec<[u8; 32]> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut digest = Sha256::new();
        for index in 0..width {
            match row.get_ref(index)? {
                ValueRef::Null => digest.update([0]),
                ValueRef::Integer(number) => digest.update(number.to_le_bytes()),
                ValueRef::Real(number) => digest.update(number.to_le_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    digest.update(bytes.len().to_le_bytes());
                    digest.update(bytes);
                }
            }
        }
        digests.push(digest.finalize().into());
    }
    digests.sort_unstable();
    let mut whole = Sha256::new();
    digests.iter().for_each(|digest| whole.update(digest));
    Ok((digests.len(), whole.finalize().to_vec()))
}
