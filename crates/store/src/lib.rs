//! What is kept of articles and stories, and how is it found again? The only SQL of the project.
//!
//! One SQLite file that ordinary tools open; its tables are described in `docs/database.md`, its SQL is in `schema/`.
//! A [`Writer`] adds articles in batches, each a transaction; a [`Reader`] answers questions beside it. No account is
//! kept as such: the bytes of its source and what was known beside them are, and reading them again gives it back.
//!
//! Not here: reading, annotating or grouping; files, networks and clocks.

mod address;
mod care;
mod conditions;
mod correct;
mod error;
mod export;
mod feeds;
mod kept;
mod membership;
mod memory;
mod open;
mod query;
mod read;
mod search;
mod storyline;
mod turn;
mod within;
mod write;

pub use address::address_of;
pub use care::{Checked, Problem, backup, check, migrate, vacuum};
pub use correct::{Corrected, Correction};
pub use error::StoreError;
pub use export::{Described, Export, Field, Holds, Slice, place_of};
pub use feeds::{Feed, FeedEntry};
pub use kept::{Given, Kept, Key};
pub use memory::Remembered;
pub use open::Access;
pub use query::{Query, QueryError};
pub use read::{ArticleRow, Event, Filter, Reader, Sort, Stored, StoryRow};
pub use search::{ArticleHit, AttributionHit, ranked};
pub use storyline::Continued;
pub use turn::{Turn, Watching};
pub use write::{Alert, Batch, Joined, Split, Writer};

/// Number of an article: 1, 2, … in order of arrival.
pub type ArticleId = i64;

/// Number of a story. It never means another story later.
pub type StoryId = i64;
