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
    /// When it was asked last: seconds since 1970, by the clock of whoever asked.
    pub asked: Option<i64>,
    /// For how many seconds from then on it is left alone.
    pub wait: u32,
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
        let query =
            "SELECT title, etag, last_modified, failures, interval, asked, wait FROM feed WHERE url = ?1";
        let feed = |row: &Row<'_>| {
            Ok(Feed {
                url: url.to_owned(),
                title: row.get(0)?,
                etag: row.get(1)?,
                last_modified: row.get(2)?,
                failures: row.get(3)?,
                interval: row.get(4)?,
                asked: row.get(5)?,
                wait: row.get(6)?,
            })
        };
        self.open.ask(|connection| connection.prepare_cached(query)?.query_row([url], feed).optional())
    }

    /// Keeps what is known of a feed now.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn keep_feed(&mut self, feed: &Feed) -> Result<(), StoreError> {
        let Feed { url, title, etag, last_modified, failures, interval, asked, wait } = feed;
        let values = params![url, title, etag, last_modified, failures, interval, asked, wait];
        self.open.ask(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO feed (url, title, etag, last_modified, failures, interval, asked, wait)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                     ON CONFLICT (url) DO UPDATE SET title = ?2, etag = ?3, last_modified = ?4, failures = ?5,
                       interval = ?6, asked = ?7, wait = ?8",
                )?
                .execute(values)
                .map(|_| ())
        })
    }
}

impl Writer {
    /// Changes that nobody was told yet, the earliest first; at most so many. A webhook waits for those that were
    /// printed, too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unsent(&self, most: usize) -> Result<Vec<Alert>, StoreError> {
        self.alerts("1", 0, most)
    }

    /// Changes after one that were neither told nor printed, the earliest first; at most so many.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unprinted(&self, after: i64, most: usize) -> Result<Vec<Alert>, StoreError> {
        self.alerts("is_printed = 0", after, most)
    }

    fn alerts(&self, condition: &str, after: i64, most: usize) -> Result<Vec<Alert>, StoreError> {
        let query = &format!(
            "SELECT id, kind, story, article, passages, reason FROM alert
             WHERE is_sent = 0 AND id > ?1 AND {condition} ORDER BY id LIMIT ?2"
        );
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

    /// Remembers that changes up to one were printed. `is_all`: nobody else waits for those that were not before.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn printed(&mut self, last: i64, is_all: bool) -> Result<(), StoreError> {
        let query = "UPDATE alert SET is_printed = 1, is_sent = ?2
                     WHERE is_sent = 0 AND is_printed = 0 AND id <= ?1";
        self.open
            .ask(|connection| connection.prepare_cached(query)?.execute(params![last, is_all]).map(|_| ()))
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
