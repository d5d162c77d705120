//! What did the servers of watched feeds say last? So that a restart asks for nothing that is known.

use crate::{Alert, StoreError, Writer};
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

/// An article that a watched feed names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// The feed's name for it.
    pub entry: String,
    /// Where it is.
    pub address: String,
    /// The feed's date of it, as written.
    pub stamp: String,
    /// How often the feed was asked since it came in.
    pub polls: u32,
    /// How often it could not be had; 0 once it was.
    pub tries: u32,
    /// The server's mark of it.
    pub etag: Option<String>,
    /// When it was changed, in the server's words.
    pub last_modified: Option<String>,
}

impl Writer {
    /// The articles that a feed named last, by their names.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn entries_of(&self, url: &str) -> Result<Vec<FeedEntry>, StoreError> {
        let query = "SELECT entry, address, stamp, polls, tries, etag, last_modified FROM feed_entry
                     WHERE feed = ?1 ORDER BY entry";
        let entry = |row: &Row<'_>| {
            Ok(FeedEntry {
                entry: row.get(0)?,
                address: row.get(1)?,
                stamp: row.get(2)?,
                polls: row.get(3)?,
                tries: row.get(4)?,
                etag: row.get(5)?,
                last_modified: row.get(6)?,
            })
        };
        self.open.ask(|connection| connection.prepare_cached(query)?.query_map([url], entry)?.collect())
    }

    /// Keeps what is known of a feed and of the articles that it names now: all of it or nothing.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn keep_poll(&mut self, feed: &Feed, entries: &[FeedEntry]) -> Result<(), StoreError> {
        self.open.run("BEGIN IMMEDIATE")?;
        let kept = self.keep_feed(feed).and_then(|()| self.keep_entries(&feed.url, entries));
        let ended = kept.and_then(|()| self.open.run("COMMIT"));
        if ended.is_err() {
            // The first error is the one to tell.
            let _ = self.open.run("ROLLBACK");
        }
        ended
    }

    fn keep_entries(&self, feed: &str, entries: &[FeedEntry]) -> Result<(), StoreError> {
        self.open.ask(|connection| {
            connection.prepare_cached("DELETE FROM feed_entry WHERE feed = ?1")?.execute([feed])?;
            let query = "INSERT OR REPLACE INTO feed_entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let mut statement = connection.prepare_cached(query)?;
            for kept in entries {
                let FeedEntry { entry, address, stamp, polls, tries, etag, last_modified } = kept;
                statement.execute(params![feed, entry, address, stamp, polls, tries, etag, last_modified])?;
            }
            Ok(())
        })
    }

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

impl Writer {
    /// Changes after one that nobody was told yet, the earliest first; at most so many.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unsent(&self, after: i64, most: usize) -> Result<Vec<Alert>, StoreError> {
        let query =
            "SELECT id, kind, story, article, passages, reason FROM alert WHERE is_sent = 0 AND id > ?1
                     ORDER BY id LIMIT ?2";
        let alert = |row: &Row<'_>| {
            Ok(Alert {
                id: row.get(0)?,
                kind: row.get(1)?,
                story: row.get(2)?,
                article: row.get(3)?,
                passages: row.get(4)?,
                reason: row.get(5)?,
            })
        };
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.open
            .ask(|connection| connection.prepare_cached(query)?.query_map([after, most], alert)?.collect())
    }

    /// Remembers that all changes up to one were told.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn sent(&mut self, last: i64) -> Result<(), StoreError> {
        let query = "UPDATE alert SET is_sent = 1 WHERE is_sent = 0 AND id <= ?1";
        self.open.ask(|connection| connection.prepare_cached(query)?.execute([last]).map(|_| ()))
    }
}
