//! Why can a database not be used, and what would help?

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why something could not be done with a database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("no such database")]
    Missing(PathBuf),
    /// The file is something else.
    #[error("is not a database of variorum")]
    Foreign(PathBuf),
    /// Made by a later version of the program.
    #[error("is of version {found}; this program knows versions up to {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The last version known here.
        known: i64,
    },
    /// Made by an earlier version of the program.
    #[error("is of version {found}; this program writes version {known}")]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version written here.
        known: i64,
    },
    /// Another program writes to it.
    #[error("another program is writing to it")]
    InUse(PathBuf),
    /// Another program watches feeds for it.
    #[error("another program is watching feeds for it")]
    Watched(PathBuf),
    /// No room is left.
    #[error("the disk is full")]
    Full(PathBuf),
    /// It cannot be written.
    #[error("cannot be written: {why}")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// In the system's words.
        why: String,
    },
    /// It is broken.
    #[error("is damaged: {why}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// In the words of SQLite.
        why: String,
    },
    /// Nothing has this number.
    #[error("no {what} has the number {id}")]
    NoSuch {
        /// `story` or `article`.
        what: &'static str,
        /// The number.
        id: i64,
    },
    /// A correction that means nothing.
    #[error("{0}")]
    Meaningless(String),
    /// Everything else.
    #[error("{why}")]
    Other {
        /// The file.
        path: PathBuf,
        /// In the words of SQLite or the system.
        why: String,
    },
}

impl StoreError {
    /// The file that it is about, where it is about one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            StoreError::Missing(path)
            | StoreError::Foreign(path)
            | StoreError::InUse(path)
            | StoreError::Watched(path)
            | StoreError::Full(path)
            | StoreError::Newer { path, .. }
            | StoreError::Older { path, .. }
            | StoreError::ReadOnly { path, .. }
            | StoreError::Damaged { path, .. }
            | StoreError::Other { path, .. } => Some(path),
            StoreError::NoSuch { .. } | StoreError::Meaningless(_) => None,
        }
    }

    /// What would help, where something would.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            StoreError::Missing(_) => Some("name it with --db, or make it with `variorum ingest`"),
            StoreError::Foreign(_) => Some("name another file with --db"),
            StoreError::Newer { .. } => Some("use the program that made it, or a later one"),
            StoreError::Older { .. } => Some("`variorum db migrate` brings it up to date and keeps a copy"),
            StoreError::InUse(_) => Some("wait until it is done, or name another file with --db"),
            StoreError::Watched(_) => {
                Some("one watches at a time: give all feeds to that one, or name another file with --db")
            }
            StoreError::Full(_) => {
                Some("free some space and run the same command again: it goes on where it was")
            }
            StoreError::ReadOnly { .. } => Some("check the permissions of the file and of its folder"),
            StoreError::Damaged { .. } => {
                Some("`variorum db check` says more; a backup can be put in its place")
            }
            StoreError::NoSuch { .. } => Some("`variorum stories` lists what is there"),
            StoreError::Meaningless(_) | StoreError::Other { .. } => None,
        }
    }

    /// What SQLite says of a file, in our words.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> StoreError {
        let path = path.to_path_buf();
        let why = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::InUse(path),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly { path, why }
            }
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, why },
            Some(ErrorCode::NotADatabase) => StoreError::Foreign(path),
            Some(_) | None => StoreError::Other { path, why },
        }
    }

    /// What the system says of a file, in our words.
    #[expect(clippy::wildcard_enum_match_arm, reason = "another library's open set of kinds")]
    pub(crate) fn of_file(path: &Path, error: &std::io::Error) -> StoreError {
        let why = error.to_string();
        let path = path.to_path_buf();
        match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full(path),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly { path, why }
            }
            _ => StoreError::Other { path, why },
        }
    }
}
