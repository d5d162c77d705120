//! Is a database sound, and how is it kept so? Checks, copies, and steps to a newer version.

use crate::open::{Open, STEPS, VERSION, beside};
use crate::read::exactly;
use crate::{Access, StoreError, Writer};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another program that is writing may take to end its turn.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Something that is wrong with a database, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(pub String);

/// What a look at everything found.
#[derive(Debug)]
pub struct Checked {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Why the search indexes were left out, if they were.
    pub left_out: Option<StoreError>,
}

/// Looks at everything: SQLite's own structure, references, the search indexes, every source, every count.
/// `looked`: called with the number of sources looked at, and of all. SQLite looks at search indexes for those only who
/// may write; where that cannot be, they are left out.
///
/// # Errors
/// It cannot be opened at all.
pub fn check(path: &Path, mut looked: impl FnMut(u64, u64)) -> Result<Checked, StoreError> {
    let (open, left_out) = match alone(path) {
        Ok(open) => (open, None),
        Err(error @ (StoreError::InUse(_) | StoreError::ReadOnly { .. })) => {
            (Open::new(path, Access::Read)?, Some(error))
        }
        Err(error) => return Err(error),
    };
    let mut problems = Vec::new();
    let mut tell = |what: String| problems.push(Problem(what));
    for line in texts(&open, "PRAGMA integrity_check")? {
        if line != "ok" {
            tell(line);
        }
    }
    for line in texts(
        &open,
        "SELECT \"table\" || ' row ' || coalesce(rowid, '?') || ' names a row of '
                              || parent || ' that is not there' FROM pragma_foreign_key_check",
    )? {
        tell(line);
    }
    let indexes: &[&str] = if left_out.is_some() { &[] } else { &["article_search", "name_search"] };
    for index in indexes {
        let probe = format!("INSERT INTO {index} ({index}) VALUES ('integrity-check')");
        if let Err(error) = open.connection.execute_batch(&probe) {
            tell(format!("the search index {index} is damaged: {error}"));
        }
    }
    for line in texts(
        &open,
        "SELECT 'story ' || story.id || ' says ' || story.articles || ' articles and has '
                              || count(article.id) FROM story LEFT JOIN article
                              ON article.story = story.id AND article.is_latest
                              GROUP BY story.id HAVING story.articles <> count(article.id)",
    )? {
        tell(line);
    }
    sources(&open, &mut tell, &mut looked)?;
    Ok(Checked { problems, left_out })
}

/// Opens a database for writing; who watches lets others in soon.
fn alone(path: &Path) -> Result<Open, StoreError> {
    Ok(Writer::open_within(path, Access::Write, LONGEST_WAIT)?.open)
}

/// Whether every source unpacks to the bytes that its digest promises.
fn sources(
    open: &Open,
    tell: &mut impl FnMut(String),
    looked: &mut impl FnMut(u64, u64),
) -> Result<(), StoreError> {
    let all = open.number("SELECT count(*) FROM source")? as u64;
    open.ask(|connection| {
        let mut statement =
            connection.prepare("SELECT id, sha256, bytes, content FROM source ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            let (id, sha256, length): (i64, [u8; 32], i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let found = exactly(row.get_ref(3)?.as_blob().unwrap_or_default(), length);
            if found.is_none_or(|bytes| Sha256::digest(&bytes).as_slice() != sha256) {
                tell(format!("source {id} does not hold the bytes it was given"));
            }
            done += 1;
            looked(done, all);
        }
        Ok(())
    })
}

fn texts(open: &Open, query: &str) -> Result<Vec<String>, StoreError> {
    open.ask(|connection| {
        let mut statement = connection.prepare(query)?;
        statement.query_map([], |row| row.get(0))?.collect()
    })
}

/// Gives room that is not used back to the disk.
///
/// # Errors
/// It is in use, read-only, or the disk has no room for the copy that this needs.
pub fn vacuum(path: &Path) -> Result<(), StoreError> {
    let open = alone(path)?;
    open.run("INSERT INTO article_search (article_search) VALUES ('optimize')")?;
    open.run("INSERT INTO name_search (name_search) VALUES ('optimize')")?;
    open.run("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
}

/// Copies a database as it is at this moment, while others read and write it.
///
/// # Errors
/// The copy is there already or cannot be written.
pub fn backup(path: &Path, to: &Path) -> Result<(), StoreError> {
    let open = Open::any_version(path, Access::Read)?;
    copy(&open, to)
}

fn copy(open: &Open, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::ReadOnly {
            path: to.to_path_buf(),
            why: "there is a file of that name".to_owned(),
        });
    }
    let copied = open.connection.execute("VACUUM INTO ?1", [to.to_string_lossy()]);
    copied.map(|_| ()).map_err(|error| {
        // Half a copy is none.
        let _ = std::fs::remove_file(to);
        StoreError::of(to, error)
    })
}

/// Brings a database to the version written here. Returns the copy that was made before, if anything had to be done.
///
/// # Errors
/// It is of a later version, or cannot be copied or written; then it is as it was.
pub fn migrate(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let open = Open::any_version(path, Access::Write)?;
    let found = open.version()?;
    if found > VERSION {
        return Err(StoreError::Newer { path: path.to_path_buf(), found, known: VERSION });
    }
    if found == VERSION {
        return Ok(None);
    }
    let kept = beside(path, &format!(".version-{found}"));
    copy(&open, &kept)?;
    open.migrate(STEPS)?;
    Ok(Some(kept))
}
