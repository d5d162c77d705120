//! How is a database opened? Checked to be ours and of a version that is known, with one writer at a time.

use crate::StoreError;
use crate::turn::writing;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One step for each version; the first makes an empty database.
pub(crate) const STEPS: &[&str] = &[include_str!("../schema/1.sql")];

/// The version that is written here.
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// Marks the file as ours: "Vari" in ASCII.
const APPLICATION: i64 = 0x5661_7269;

/// How long a reader or writer waits for another to finish a step.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// For reading; it must be there.
    Read,
    /// For writing; it must be there.
    Write,
    /// For writing; it is made where there is none.
    Create,
}

/// An open database.
pub(crate) struct Open {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// Held by the one writer as long as it is its turn.
    pub(crate) lock: Option<File>,
    /// What the database looked like when a turn ended.
    pub(crate) seen: Option<(i64, i64)>,
}

impl Open {
    /// Opens a database of the version written here.
    pub(crate) fn new(path: &Path, access: Access) -> Result<Open, StoreError> {
        let open = Open::any_version(path, access)?;
        match open.version()? {
            VERSION => Ok(open),
            found if found > VERSION => Err(StoreError::Newer { path: open.path, found, known: VERSION }),
            found => Err(StoreError::Older { path: open.path, found, known: VERSION }),
        }
    }

    /// Opens a database of whatever version.
    pub(crate) fn any_version(path: &Path, access: Access) -> Result<Open, StoreError> {
        let is_there = path.exists();
        if !is_there && access != Access::Create {
            return Err(StoreError::Missing(path.to_path_buf()));
        }
        if path.is_dir() {
            return Err(StoreError::Foreign(path.to_path_buf()));
        }
        let lock = match access {
            Access::Read => None,
            Access::Write | Access::Create => Some(writing(path)?),
        };
        let connection = connect(path, access)?;
        let open = Open { connection, path: path.to_path_buf(), lock, seen: None };
        open.settle(access)?;
        Ok(open)
    }

    /// Makes an empty file a database, and checks that any other is ours.
    fn settle(&self, access: Access) -> Result<(), StoreError> {
        self.ask(|connection| connection.busy_timeout(LONGEST_WAIT))?;
        let is_empty = self.number("SELECT count(*) FROM sqlite_schema")? == 0;
        let application = self.number("PRAGMA application_id")?;
        if is_empty && application == 0 && access == Access::Create {
            // Set before the first page is written: afterwards only a vacuum could. Packed sources of some kB waste less
            // of pages that hold several.
            self.run("PRAGMA page_size = 32768")?;
            self.run("PRAGMA journal_mode = WAL")?;
            self.migrate(STEPS)?;
        } else if application != APPLICATION {
            return Err(StoreError::Foreign(self.path.clone()));
        }
        // More statements than are kept by default take part in adding one article.
        self.connection.set_prepared_statement_cache_capacity(64);
        if access != Access::Read {
            self.run("PRAGMA journal_mode = WAL")?;
            self.run("PRAGMA synchronous = NORMAL")?;
            self.run("PRAGMA foreign_keys = ON")?;
            // Reading what a batch touches again is cheaper from memory.
            self.run("PRAGMA cache_size = -65536")?;
        }
        self.run("PRAGMA temp_store = MEMORY")
    }

    /// Takes every step that the database has not taken, each whole or not at all.
    pub(crate) fn migrate(&self, steps: &[&str]) -> Result<(), StoreError> {
        for (index, step) in steps.iter().enumerate().skip(self.version()? as usize) {
            let version = index + 1;
            let step = format!(
                "BEGIN IMMEDIATE; {step}\nPRAGMA user_version = {version}; PRAGMA application_id = {APPLICATION}; COMMIT;"
            );
            if let Err(error) = self.run(&step) {
                // The first error is the one to tell.
                let _ = self.run("ROLLBACK");
                return Err(error);
            }
        }
        Ok(())
    }

    /// The version of the database; 0 before the first step.
    pub(crate) fn version(&self) -> Result<i64, StoreError> {
        self.number("PRAGMA user_version")
    }

    /// The one number that a query gives.
    pub(crate) fn number(&self, query: &str) -> Result<i64, StoreError> {
        self.ask(|connection| connection.query_row(query, [], |row| row.get(0)))
    }

    /// Runs statements whose results do not matter.
    pub(crate) fn run(&self, statements: &str) -> Result<(), StoreError> {
        self.ask(|connection| connection.execute_batch(statements))
    }

    /// Asks or tells the database something.
    pub(crate) fn ask<T>(
        &self,
        what: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        what(&self.connection).map_err(|error| StoreError::of(&self.path, error))
    }
}

/// Connects to the file.
fn connect(path: &Path, access: Access) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
    let plain = Connection::open_with_flags(path, flags).and_then(|connection| {
        // Nothing is read before the first question.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
        Ok(connection)
    });
    match plain {
        Ok(connection) => Ok(connection),
        // On a disk that cannot be written, a database that nobody writes to can still be read.
        Err(error) if access == Access::Read && !has_log(path) => {
            let address = format!("file:{}?immutable=1", escaped(path));
            Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)
                .map_err(|_| StoreError::of(path, error))
        }
        Err(error) => Err(StoreError::of(path, error)),
    }
}

/// Whether batches wait beside the file to be put into it.
fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// A path as SQLite's addresses want it.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// A file beside the database.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
