//! Which articles, and whose words, does a search find? Ranked by BM25 (Robertson & Zaragoza 2009), as FTS5 counts it.

use crate::conditions::Conditions;
use crate::query::{Query, indexed};
use crate::read::{COLUMNS, Reader, article_row};
use crate::{ArticleRow, StoreError};
use rusqlite::{Connection, params};

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleHit {
    /// The article.
    pub article: ArticleRow,
    /// How well it fits; more is better.
    pub score: f64,
}

/// An attribution that may be what is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributionHit {
    /// The article that holds it.
    pub article: ArticleRow,
    /// Place among the article's attributions, from 1.
    pub position: u32,
    /// Who speaks.
    pub speaker: Option<String>,
    /// Dictionary form of the reporting word.
    pub cue: Option<String>,
    /// Speech act.
    pub act: String,
    /// Where the words are: bytes of the source, half-open.
    pub span: (u32, u32),
}

/// Attributions whose words are looked at, those of the best articles first: enough for any list that a person reads.
const MOST_ATTRIBUTIONS: u32 = 20_000;

/// What is asked of the article around.
fn of_articles(query: &Query) -> Conditions {
    let mut conditions = Conditions::new("article.is_latest");
    for outlet in &query.outlets {
        conditions.add("instr(lower(article.outlet), lower(?))", outlet.clone());
    }
    conditions.add_if("article.published < ?", query.before.as_ref());
    conditions.add_if("article.published >= ?", query.after.as_ref());
    conditions
}

impl Reader {
    /// Articles, the best first; without words, the latest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search_articles(&self, query: &Query, limit: u32) -> Result<Vec<ArticleHit>, StoreError> {
        let mut conditions = of_articles(query);
        let (tables, score, order) = match query.words.expression() {
            Some(expression) => {
                conditions.add("article_search MATCH ?", expression);
                let tables = "article_search JOIN article ON article.id = article_search.rowid";
                // A word of the headline tells five times as much.
                (tables, "-bm25(article_search, 1.0, 5.0)", "13 DESC, article.id")
            }
            None => ("article", "0.0", "article.published IS NULL, article.published DESC, article.id DESC"),
        };
        let text = format!(
            "SELECT {COLUMNS}, {score} FROM {tables} WHERE {} ORDER BY {order} LIMIT {limit}",
            conditions.text()
        );
        self.rows(&text, conditions.values, |row| {
            Ok(ArticleHit { article: article_row(row)?, score: row.get(12)? })
        })
    }

    /// Attributions whose speaker fits, in articles whose words fit, the best articles first. Whether what is said has
    /// the words is for [`ranked`] to say: the words are in the sources. `limit`: at most so many, where no words are
    /// asked for.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn attributions(&self, query: &Query, limit: u32) -> Result<Vec<AttributionHit>, StoreError> {
        let mut conditions = of_articles(query);
        if let Some(speaker) = query.speaker.expression() {
            conditions.add(
                "attribution.speaker IN (SELECT rowid FROM name_search WHERE name_search MATCH ?)",
                speaker,
            );
        }
        let (tables, order, limit) = match query.said() {
            Some(said) => {
                conditions.add("article_search MATCH ?", format!("body : ({said})"));
                let tables = "article_search JOIN article ON article.id = article_search.rowid";
                (tables, "article_search.rank, article.id", MOST_ATTRIBUTIONS)
            }
            None => {
                let order = "article.published IS NULL, article.published DESC, article.id DESC";
                ("article", order, limit)
            }
        };
        let text = format!(
            "SELECT {COLUMNS}, attribution.position, name.name, attribution.cue,
               coalesce(attribution.act, 'asserts'), attribution.start,
               attribution.\"end\"
             FROM {tables}
             JOIN attribution ON attribution.article = article.id
             LEFT JOIN name ON name.id = attribution.speaker
             WHERE {} ORDER BY {order}, attribution.position LIMIT {limit}",
            conditions.text()
        );
        self.rows(&text, conditions.values, |row| {
            Ok(AttributionHit {
                article: article_row(row)?,
                position: row.get(12)?,
                speaker: row.get(13)?,
                cue: row.get(14)?,
                act: row.get(15)?,
                span: (row.get(16)?, row.get(17)?),
            })
        })
    }
}

/// Which of these words said fit a search, the best first: index and score. A table of its own is made for it and
/// vanishes, so that words are compared as in the index of articles.
///
/// # Errors
/// No memory is left.
pub fn ranked<'s>(
    query: &Query,
    said: impl Iterator<Item = &'s str>,
    limit: usize,
) -> Result<Vec<(usize, f64)>, StoreError> {
    let Some(expression) = query.said() else { return Ok(Vec::new()) };
    let rank = || -> rusqlite::Result<Vec<(usize, f64)>> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE said USING fts5 (words, tokenize = 'porter unicode61 remove_diacritics 2')",
        )?;
        {
            let mut insert = connection.prepare("INSERT INTO said (rowid, words) VALUES (?1, ?2)")?;
            for (index, words) in said.enumerate() {
                insert.execute(params![index as i64, indexed(words)])?;
            }
        }
        let mut find = connection.prepare(
            "SELECT rowid, -bm25(said) FROM said WHERE said MATCH ?1 ORDER BY bm25(said), rowid LIMIT ?2",
        )?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?));
        find.query_map(params![expression, limit as i64], row)?.collect()
    };
    rank().map_err(|error| StoreError::of(std::path::Path::new(":memory:"), error))
}
