//! Which database is meant, and what is to be done with it?

use crate::args;
use std::path::PathBuf;

pub(crate) use crate::args::Care;

/// The name of the database where none is given.
const DEFAULT: &str = "variorum.db";

/// Tending a database.
#[derive(Debug)]
pub(crate) struct Db {
    /// The file.
    pub(crate) path: PathBuf,
    /// What to do with it.
    pub(crate) care: Care,
}

/// Turns what was typed into a plan.
pub(crate) fn db(typed: args::Db) -> Db {
    Db { path: path(typed.db), care: typed.care }
}

/// The database as typed, as the environment says, or in this folder.
pub(super) fn path(typed: Option<PathBuf>) -> PathBuf {
    let stated = || std::env::var_os("VARIORUM_DB").filter(|path| !path.is_empty()).map(PathBuf::from);
    typed.or_else(stated).unwrap_or_else(|| PathBuf::from(DEFAULT))
}
