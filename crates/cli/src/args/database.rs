//! Which database, and what was typed behind `variorum db`?

use clap::Subcommand;
use std::path::PathBuf;

/// The database of a command.
#[derive(Debug, clap::Args)]
pub(crate) struct Database {
    /// The database [default: as VARIORUM_DB says, else variorum.db]
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  variorum db check
      Whether the file, its references, its search indexes and all sources are sound

  variorum db backup /backups/monday.db
      A copy as of now, also while another program is writing

  sqlite3 variorum.db 'SELECT outlet, speaker, said FROM quotation_words LIMIT 5'
      The file opens with ordinary tools; docs/database.md describes its tables

Exit codes:
  0  done, nothing is wrong
  1  `check` found something wrong
  2  the database cannot be opened, or the command line was wrong";

/// Check, copy and tend a database
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Db {
    /// The database [default: as VARIORUM_DB says, else variorum.db]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) db: Option<PathBuf>,

    /// Say nothing but errors on standard error
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    #[command(subcommand)]
    pub(crate) care: Care,
}

/// What to do with it.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Care {
    /// Look at everything and say what is wrong
    Check,
    /// Give unused room back to the disk, and search faster
    Vacuum,
    /// Copy it as it is now
    Backup {
        /// The copy; there must be no such file yet
        #[arg(value_name = "COPY")]
        to: PathBuf,
    },
    /// Bring it up to the version of this program; the old one is kept beside it
    Migrate,
}
