//! How do articles get into the database? In batches, each whole or not at all, by one writer.

use crate::kept::{AttributionKept, digest};
use crate::membership::{merge, note, put, sum_up};
use crate::open::Open;
use crate::query;
use crate::{Access, ArticleId, Kept, Key, StoreError, StoryId};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

/// Finds a page by the digest of its address and the address.
pub(crate) const PAGE: &str = "SELECT id FROM page WHERE digest = ?1 AND address = ?2";

/// The one who writes.
pub struct Writer {
    pub(crate) open: Open,
}

/// The place of an article in a story, as grouping decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// The story, perhaps a new one.
    pub story: StoryId,
    /// Why, in words about the texts; empty for the first of a story.
    pub reason: String,
    /// The earlier article that it nearly repeats.
    pub repeats: Option<ArticleId>,
    /// Stories that this article shows to be parts of its own, with the reason.
    pub merged: Vec<(StoryId, String)>,
    /// What leaves the story then.
    pub split: Option<Split>,
}

/// Articles that become a story of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// The new story.
    pub story: StoryId,
    /// The articles, perhaps with the one that comes in.
    pub articles: Vec<ArticleId>,
    /// Why, in words about the texts.
    pub reason: String,
}

/// A change that somebody waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its number.
    pub id: i64,
    /// What kind of change.
    pub kind: String,
    /// The story.
    pub story: StoryId,
    /// The article that brought it.
    pub article: ArticleId,
    /// Where to look: JSON list of `{"article", "span": [start, end]}`.
    pub passages: String,
    /// Why, in words about the texts.
    pub reason: String,
}

impl Writer {
    /// Opens a database for writing, alone.
    ///
    /// # Errors
    /// It is not ours, of another version, in use, read-only or damaged.
    pub fn open(path: &Path, access: Access) -> Result<Writer, StoreError> {
        Ok(Writer { open: Open::new(path, access)? })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.open.path
    }

    /// The articles that are there.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn known(&self) -> Result<HashSet<Key>, StoreError> {
        self.open.ask(|connection| {
            let mut statement = connection.prepare("SELECT key FROM article")?;
            statement.query_map([], |row| row.get(0).map(Key))?.collect()
        })
    }

    /// Starts a batch. What it adds is there when it is committed, and gone when it is dropped.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn batch(&mut self) -> Result<Batch<'_>, StoreError> {
        self.open.run("BEGIN IMMEDIATE")?;
        Ok(Batch { open: &self.open, touched: BTreeSet::new(), is_done: false })
    }

    /// Puts everything into the one file and lets SQLite look at its statistics.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn close(self) -> Result<(), StoreError> {
        self.open.run("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)")
    }
}

/// Articles that come in together.
pub struct Batch<'w> {
    pub(crate) open: &'w Open,
    touched: BTreeSet<StoryId>,
    is_done: bool,
}

impl Batch<'_> {
    /// Whether an article is there; of a page, with `only_latest`, whether it is the latest version: a page may go back
    /// to what it said before.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has(&self, key: Key, only_latest: bool) -> Result<bool, StoreError> {
        self.open.ask(|connection| {
            connection
                .prepare_cached("SELECT 1 FROM article WHERE key = ?1 AND (is_latest OR NOT ?2)")?
                .exists(params![key.0, only_latest])
        })
    }

    /// The number that the next article gets.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn next_article(&self) -> Result<ArticleId, StoreError> {
        self.open.number("SELECT coalesce(max(id), 0) + 1 FROM article")
    }

    /// Adds an article that is not there. Returns the earlier version that it replaces.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn add(
        &mut self,
        id: ArticleId,
        kept: &Kept,
        joined: &Joined,
    ) -> Result<Option<ArticleId>, StoreError> {
        self.touched.insert(joined.story);
        self.touched.extend(joined.merged.iter().map(|(story, _)| *story));
        self.touched.extend(joined.split.as_ref().map(|split| split.story));
        let added = self.open.ask(|connection| add(connection, id, kept, joined))?;
        // The story of the version before may be another one, and counts it no more.
        self.touched.extend(added.map(|(_, story)| story));
        Ok(added.map(|(article, _)| article))
    }

    /// Notes a change; it gets its number.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn alert(&mut self, alert: &Alert) -> Result<i64, StoreError> {
        let query = "INSERT INTO alert (kind, story, article, passages, reason) VALUES (?1, ?2, ?3, ?4, ?5)";
        let Alert { kind, story, article, passages, reason, .. } = alert;
        self.open.ask(|connection| {
            connection.prepare_cached(query)?.insert(params![kind, story, article, passages, reason])
        })
    }

    /// Forgets what grouping remembers of articles before this one: they are out of its window.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn forget_before(&mut self, article: ArticleId) -> Result<(), StoreError> {
        self.open.ask(|connection| {
            connection.prepare_cached("DELETE FROM sketch WHERE article < ?1")?.execute([article]).map(|_| ())
        })
    }

    /// Makes everything that was added last.
    ///
    /// # Errors
    /// The database cannot be written; then nothing was added.
    pub fn commit(mut self) -> Result<(), StoreError> {
        for story in std::mem::take(&mut self.touched) {
            self.open.ask(|connection| sum_up(connection, story))?;
        }
        self.open.run("COMMIT")?;
        self.is_done = true;
        Ok(())
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            // What broke the batch was told; after a full disk SQLite may have rolled back already.
            let _ = self.open.run("ROLLBACK");
        }
    }
}

/// Writes all rows of an article.
fn add(
    connection: &Connection,
    id: ArticleId,
    kept: &Kept,
    joined: &Joined,
) -> rusqlite::Result<Option<(ArticleId, StoryId)>> {
    let source = source(connection, kept)?;
    let page = kept.address.as_deref().map(|address| page(connection, address)).transpose()?;
    let replaced = page.map(|page| latest(connection, page)).transpose()?.flatten();
    connection
        .prepare_cached("INSERT INTO story (id) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([joined.story])?;
    let given = kept.beside();
    connection
        .prepare_cached(
            "INSERT INTO article (id, key, source, page, name, uri, outlet, headline, authors, language, published,
               modified, words, given, replaces, story, story_reason, repeats)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            id,
            kept.key.0,
            source,
            page,
            kept.given.name,
            Some(&kept.uri).filter(|uri| Some(*uri) != kept.address.as_ref()),
            kept.outlet,
            kept.headline,
            kept.authors,
            kept.language,
            kept.published,
            kept.modified,
            kept.words as i64,
            given,
            replaced.map(|(article, _)| article),
            joined.story,
            (!joined.reason.is_empty()).then_some(&joined.reason),
            // A version does not repeat the one that it replaces.
            joined.repeats.filter(|repeated| Some(*repeated) != replaced.map(|(article, _)| article)),
        ])?;
    if let Some((article, _)) = replaced {
        connection.prepare_cached("UPDATE article SET is_latest = 0 WHERE id = ?1")?.execute([article])?;
    }
    add_parts(connection, id, kept)?;
    for (number, attribution) in (1..).zip(&kept.attributions) {
        add_attribution(connection, id, number, attribution)?;
    }
    for (from, reason) in &joined.merged {
        merge(connection, joined.story, *from, reason, false)?;
    }
    if let Some(Split { story, articles, reason }) = &joined.split {
        connection.prepare_cached("INSERT INTO story (id) VALUES (?1)")?.execute([story])?;
        put(connection, articles, *story)?;
        let mut why = connection.prepare_cached("UPDATE article SET story_reason = ?1 WHERE id = ?2")?;
        articles.iter().try_for_each(|article| why.execute(params![reason, article]).map(|_| ()))?;
        note(connection, "split", *story, joined.story, articles, reason, false)?;
    }
    Ok(replaced)
}

/// The bytes, once for all articles that have them.
fn source(connection: &Connection, kept: &Kept) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM source WHERE sha256 = ?1")?
        .query_row([kept.sha256], |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => connection
            .prepare_cached("INSERT INTO source (sha256, bytes, content) VALUES (?1, ?2, ?3)")?
            .insert(params![kept.sha256, kept.bytes as i64, kept.packed]),
    }
}

fn page(connection: &Connection, address: &str) -> rusqlite::Result<i64> {
    let digest = digest(&[address]);
    let known =
        connection.prepare_cached(PAGE)?.query_row(params![digest, address], |row| row.get(0)).optional()?;
    match known {
        Some(id) => Ok(id),
        None => connection
            .prepare_cached("INSERT INTO page (address, digest) VALUES (?1, ?2)")?
            .insert(params![address, digest]),
    }
}

/// The last version of a page, and its story.
fn latest(connection: &Connection, page: i64) -> rusqlite::Result<Option<(ArticleId, StoryId)>> {
    connection
        .prepare_cached("SELECT id, story FROM article WHERE page = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([page], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Zones, entities, credits, the words to search and what grouping remembers.
fn add_parts(connection: &Connection, id: ArticleId, kept: &Kept) -> rusqlite::Result<()> {
    let mut zones = connection.prepare_cached("INSERT INTO zone VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (number, (kind, span, inferred)) in (1..).zip(&kept.zones) {
        zones.execute(params![id, number, kind, span.start, span.end, inferred])?;
    }
    let mut entities = connection.prepare_cached("INSERT INTO entity VALUES (?1, ?2, ?3, ?4)")?;
    for (number, (name, kind, mentions)) in (1..).zip(&kept.entities) {
        let name = name_of(connection, name, kind)?;
        entities.execute(params![id, number, name, *mentions as i64])?;
    }
    let mut credits = connection.prepare_cached("INSERT INTO credit VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (number, (name, span)) in (1..).zip(&kept.credits) {
        credits.execute(params![id, number, name, span.start, span.end])?;
    }
    connection
        .prepare_cached("INSERT INTO article_search (rowid, headline, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, kept.headline.as_deref().map(query::indexed), kept.body])?;
    connection.prepare_cached("INSERT INTO sketch VALUES (?1, ?2)")?.execute(params![id, kept.sketch])?;
    Ok(())
}

/// The number of a name.
fn name_of(connection: &Connection, name: &str, kind: &str) -> rusqlite::Result<i64> {
    let digest = digest(&[name, kind]);
    let known = connection
        .prepare_cached("SELECT id FROM name WHERE digest = ?3 AND name = ?1 AND kind = ?2")?
        .query_row(params![name, kind, digest], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let id = connection
        .prepare_cached("INSERT INTO name (name, kind, digest) VALUES (?1, ?2, ?3)")?
        .insert(params![name, kind, digest])?;
    connection
        .prepare_cached("INSERT INTO name_search (rowid, name) VALUES (?1, ?2)")?
        .execute(params![id, name])?;
    Ok(id)
}

fn add_attribution(
    connection: &Connection,
    article: ArticleId,
    number: i64,
    kept: &AttributionKept,
) -> rusqlite::Result<()> {
    let speaker = kept.speaker.as_ref().map(|(name, kind)| name_of(connection, name, kind)).transpose()?;
    connection
        .prepare_cached(
            "INSERT INTO attribution VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            article,
            number,
            kept.kind,
            kept.act,
            speaker,
            kept.speaker_status,
            kept.cue,
            kept.attitude,
            kept.place.start,
            kept.place.end,
            kept.source_place.map(|span| span.start),
            kept.source_place.map(|span| span.end - span.start),
            kept.cue_place.map(|span| span.start),
            kept.cue_place.map(|span| span.end - span.start),
            kept.quoted_words as i64,
            kept.confidence,
        ])?;
    Ok(())
}
