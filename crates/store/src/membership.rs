//! What does a story know of its articles? Its counts, its headline, and what happened to it.

use crate::{ArticleId, StoryId};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Moves all articles of a story into another, and notes it.
pub(crate) fn merge(
    connection: &Connection,
    into: StoryId,
    from: StoryId,
    reason: &str,
    by_user: bool,
) -> rusqlite::Result<()> {
    let articles = articles_of(connection, from)?;
    connection
        .prepare_cached("UPDATE article SET story = ?1, by_user = max(by_user, ?3) WHERE story = ?2")?
        .execute(params![into, from, by_user])?;
    connection
        .prepare_cached("UPDATE story SET merged_into = ?1 WHERE id = ?2 OR merged_into = ?2")?
        .execute([into, from])?;
    note(connection, "merged", into, from, &articles, reason, by_user)
}

/// Notes what happened to a story.
pub(crate) fn note(
    connection: &Connection,
    kind: &str,
    story: StoryId,
    other: StoryId,
    articles: &[ArticleId],
    reason: &str,
    by_user: bool,
) -> rusqlite::Result<()> {
    let articles = serde_json::to_string(articles).unwrap_or_default();
    connection
        .prepare_cached(
            "INSERT INTO story_event (kind, story, other, articles, reason, by_user) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![kind, story, other, articles, reason, by_user])?;
    Ok(())
}

/// Puts articles into another story. An article repeats one of its own story or none.
pub(crate) fn put(connection: &Connection, articles: &[ArticleId], story: StoryId) -> rusqlite::Result<()> {
    let mut left = connection.prepare_cached("SELECT story FROM article WHERE id = ?1")?;
    let mut moved = connection.prepare_cached("UPDATE article SET story = ?1 WHERE id = ?2")?;
    let mut stories = BTreeSet::from([story]);
    for article in articles {
        stories.insert(left.query_row([article], |row| row.get(0))?);
        moved.execute([story, *article])?;
    }
    let mut freed = connection.prepare_cached(
        "UPDATE article SET repeats = NULL WHERE story = ?1 AND repeats IS NOT NULL
           AND (SELECT story FROM article AS other WHERE other.id = article.repeats) <> ?1",
    )?;
    stories.iter().try_for_each(|story| freed.execute([story]).map(|_| ()))
}

pub(crate) fn articles_of(connection: &Connection, story: StoryId) -> rusqlite::Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE story = ?1 ORDER BY id")?;
    statement.query_map([story], |row| row.get(0))?.collect()
}

/// Counts what a story has now. It is called as its earliest article that repeats no other.
pub(crate) fn sum_up(connection: &Connection, story: StoryId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE story SET (articles, outlets, first_published, last_published) =
               (SELECT count(*), count(DISTINCT outlet), min(published), max(published)
                FROM article WHERE story = ?1 AND is_latest),
             headline =
               (SELECT headline FROM article WHERE story = ?1 AND is_latest AND headline IS NOT NULL
                ORDER BY repeats IS NOT NULL, published IS NULL, published, id LIMIT 1)
             WHERE id = ?1",
        )?
        .execute([story])?;
    Ok(())
}
