//! What did the servers of watched feeds say last? So that a restart asks for nothing that is known.

use crate::{StoreError, Writer};
use rusqlite::{OptionalExtension as _, Row, params};

/// A feed that is watched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// As it calls itself.
    pub title: Option<String>,
    /// The server's mark of what it sent last.
    pub etag: Option<String>,
    /// When that was changed, in the server's words.
    pub last_modified: Option<String>,
    /// How often in a row it could not be had.
    pub failures: u32,
    /// Seconds between two questions; `None`: not known yet.
    pub interval: Option<u32>,
}

impl Writer {
    /// What is known of a feed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn feed(&self, url: &str) -> Result<Option<Feed>, StoreError> {
        let query = "SELECT title, etag, last_modified, failures, interval FROM feed WHERE url = ?1";
        let feed = |row: &Row<'_>| {
            Ok(Feed {
                url: url.to_owned(),
                title: row.get(0)?,
                etag: row.get(1)?,
                last_modified: row.get(2)?,
                failures: row.get(3)?,
                interval: row.get(4)?,
            })
        };
        self.open.ask(|connection| connection.prepare_cached(query)?.query_row([url], feed).optional())
    }

    /// Keeps what is known of a feed now.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn keep_feed(&mut self, feed: &Feed) -> Result<(), StoreError> {
        let Feed { url, title, etag, last_modified, failures, interval } = feed;
        let values = params![url, title, etag, last_modified, failures, interval];
        self.open.ask(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO feed (url, title, etag, last_modified, failures, interval)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (url) DO UPDATE
                     SET title = ?2, etag = ?3, last_modified = ?4, failures = ?5, interval = ?6",
                )?
                .execute(values)
                .map(|_| ())
        })
    }
}
