//! Which articles, and whose words, does a search find? Ranked by BM25 (Robertson & Zaragoza 2009), as FTS5 counts it.

use crate::query::Query;
use crate::read::{Reader, article_row};
use crate::{ArticleId, ArticleRow, StoreError};
use rusqlite::types::Value;

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleHit {
    /// The article.
    pub article: ArticleRow,
    /// How well it fits; more is better.
    pub score: f64,
}

/// An attribution that was found.
#[derive(Debug, Clone, PartialEq)]
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
    /// The words.
    pub said: String,
    /// Where they are: bytes of the source, half-open.
    pub span: (u64, u64),
    /// How well it fits; more is better.
    pub score: f64,
}

const COLUMNS: &str =
    "article.id, article.name, article.uri, article.outlet, article.headline, article.published,
  article.story, article.story_reason, article.repeats, article.replaces, article.is_latest, article.by_user";

/// Conditions and their values.
struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, condition: &str, value: String) {
        self.values.push(Value::from(value));
        self.texts.push(condition.replace('?', &format!("?{}", self.values.len())));
    }

    /// What is asked of the article around.
    fn of(query: &Query) -> Conditions {
        let mut conditions = Conditions { texts: vec!["article.is_latest".to_owned()], values: Vec::new() };
        for outlet in &query.outlets {
            conditions.add("instr(lower(article.outlet), lower(?))", outlet.clone());
        }
        if let Some(before) = &query.before {
            conditions.add("article.published < ?", before.clone());
        }
        if let Some(after) = &query.after {
            conditions.add("article.published >= ?", after.clone());
        }
        conditions
    }
}

impl Reader {
    /// Articles, the best first; without words, the latest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search_articles(&self, query: &Query, limit: u32) -> Result<Vec<ArticleHit>, StoreError> {
        let mut conditions = Conditions::of(query);
        let (tables, score, order) = match query.words.expression() {
            Some(expression) => {
                conditions.add("article_search MATCH ?", expression);
                let tables = "article_search JOIN article ON article.id = article_search.rowid";
                // A word of the headline tells five times as much.
                (tables, "-bm25(article_search, 5.0, 1.0)", "13 DESC, article.id")
            }
            None => ("article", "0.0", "article.published IS NULL, article.published DESC, article.id DESC"),
        };
        let text = format!(
            "SELECT {COLUMNS}, {score} FROM {tables} WHERE {} ORDER BY {order} LIMIT {limit}",
            conditions.texts.join(" AND ")
        );
        self.rows(&text, conditions.values, |row| {
            Ok(ArticleHit { article: article_row(row)?, score: row.get(12)? })
        })
    }

    /// Attributions, the best first. Words without a key are looked for in what is said.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search_attributions(&self, query: &Query, limit: u32) -> Result<Vec<AttributionHit>, StoreError> {
        let mut conditions = Conditions::of(query);
        let columns = [("speaker", &query.speaker), ("said", &query.said), ("said", &query.words)];
        let parts: Vec<String> = columns
            .iter()
            .filter_map(|(column, words)| Some(format!("{column} : {}", words.expression()?)))
            .collect();
        conditions.add("attribution_search MATCH ?", parts.join(" AND "));
        let text = format!(
            "SELECT {COLUMNS}, attribution.position, attribution.speaker, attribution.cue, attribution.act,
               attribution.said, attribution.start, attribution.\"end\", -bm25(attribution_search, 2.0, 1.0)
             FROM attribution_search
             JOIN attribution ON attribution.id = attribution_search.rowid
             JOIN article ON article.id = attribution.article
             WHERE {} ORDER BY 20 DESC, attribution.id LIMIT {limit}",
            conditions.texts.join(" AND ")
        );
        self.rows(&text, conditions.values, |row| {
            Ok(AttributionHit {
                article: article_row(row)?,
                position: row.get(12)?,
                speaker: row.get(13)?,
                cue: row.get(14)?,
                act: row.get(15)?,
                said: row.get(16)?,
                span: (row.get::<_, i64>(17)? as u64, row.get::<_, i64>(18)? as u64),
                score: row.get(19)?,
            })
        })
    }

    /// The numbers of articles whose words a full text search finds, whatever else is asked; for tests of the index.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn having(&self, query: &Query) -> Result<Vec<ArticleId>, StoreError> {
        let found = self.search_articles(query, u32::MAX)?;
        let mut ids: Vec<ArticleId> = found.into_iter().map(|hit| hit.article.id).collect();
        ids.sort_unstable();
        Ok(ids)
    }
}
