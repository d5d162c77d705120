//! Whose turn is it to write? One program writes at a time; one that runs for hours lets others in between.
//!
//! The turn is a lock on a file beside the database: the system lets go of it however a program ends.

use crate::open::{Open, VERSION, beside};
use crate::{Access, ArticleId, StoreError, StoryId, Writer};
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// How long to wait until another program is asked again whether it is done.
const PAUSE: Duration = Duration::from_millis(100);

/// What somebody finds who wants to write again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Another program is writing.
    NotYet,
    /// It may write, and nothing has changed since its last turn.
    Same,
    /// It may write, and others have corrected stories or tended the database meanwhile.
    Corrected,
    /// It may write, and others have added articles meanwhile.
    Grown,
}

/// The right to watch feeds for a database, which one program has at a time, beside those that write.
#[derive(Debug)]
pub struct Watching {
    _lock: File,
}

impl Watching {
    /// Takes the right to watch.
    ///
    /// # Errors
    /// Another program has it, or the folder cannot be written.
    pub fn begin(path: &Path) -> Result<Watching, StoreError> {
        match lock(path, ".watch")? {
            Some(lock) => Ok(Watching { _lock: lock }),
            None => Err(StoreError::Watched(path.to_path_buf())),
        }
    }
}

impl Writer {
    /// As [`Writer::open`]; another program that is writing may take so long to end its turn.
    ///
    /// # Errors
    /// As [`Writer::open`].
    pub fn open_within(path: &Path, access: Access, longest: Duration) -> Result<Writer, StoreError> {
        let mut waited = Duration::ZERO;
        loop {
            match Writer::open(path, access) {
                Err(StoreError::InUse(_)) if waited < longest => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                opened => return opened,
            }
        }
    }

    /// Lets others write until [`Writer::take_turn`].
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn end_turn(&mut self) -> Result<(), StoreError> {
        self.open.seen = Some((self.open.changes()?, self.open.articles()?));
        self.open.lock = None;
        Ok(())
    }

    /// Takes the turn again, if nobody else has it.
    ///
    /// # Errors
    /// The database cannot be used any more, or is of a later version now.
    pub fn take_turn(&mut self) -> Result<Turn, StoreError> {
        if self.open.lock.is_some() {
            return Ok(Turn::Same);
        }
        let Some(lock) = lock(&self.open.path, LOCK)? else { return Ok(Turn::NotYet) };
        let found = self.open.version()?;
        if found != VERSION {
            return Err(StoreError::Newer { path: self.open.path.clone(), found, known: VERSION });
        }
        let seen = (self.open.changes()?, self.open.articles()?);
        self.open.lock = Some(lock);
        Ok(match self.open.seen.replace(seen) {
            Some(before) if before == seen => Turn::Same,
            Some((_, articles)) if articles == seen.1 => Turn::Corrected,
            Some(_) | None => Turn::Grown,
        })
    }

    /// All articles that the user placed, with their stories.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn placed(&self) -> Result<Vec<(ArticleId, StoryId)>, StoreError> {
        self.open.ask(|connection| {
            let mut statement =
                connection.prepare("SELECT id, story FROM article WHERE by_user ORDER BY id")?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
}

impl Open {
    /// A number that is another one when others have changed something.
    fn changes(&self) -> Result<i64, StoreError> {
        self.number("PRAGMA data_version")
    }

    /// The number of the last article.
    fn articles(&self) -> Result<i64, StoreError> {
        self.number("SELECT coalesce(max(id), 0) FROM article")
    }
}

/// Ending of the file whose lock is the turn.
const LOCK: &str = ".lock";

/// The lock that only one writer can hold.
pub(crate) fn writing(path: &Path) -> Result<File, StoreError> {
    lock(path, LOCK)?.ok_or_else(|| StoreError::InUse(path.to_path_buf()))
}

/// A lock on a file beside the database; `None`: another program holds it.
fn lock(path: &Path, ending: &str) -> Result<Option<File>, StoreError> {
    let beside = beside(path, ending);
    let file = File::options().create(true).truncate(false).write(true).open(&beside).map_err(|error| {
        match error.kind() == ErrorKind::NotFound {
            true => StoreError::ReadOnly { path: path.to_path_buf(), why: "no such folder".to_owned() },
            false => StoreError::of_file(path, &error),
        }
    })?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // A file system without locks: SQLite's own still keep two writers from one batch.
        Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}
