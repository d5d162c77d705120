//! What does a batch see of the articles that it adds, before others do?

use crate::read::stored;
use crate::{ArticleId, Batch, StoreError, Stored, StoryId};
use rusqlite::params;

impl Batch<'_> {
    /// An article as it was given; those of this batch are there, too.
    ///
    /// # Errors
    /// There is no such article, its bytes are damaged, or the database cannot be read.
    pub fn stored(&self, article: ArticleId) -> Result<Stored, StoreError> {
        stored(self.open, article)
    }

    /// Whether a change of this kind was noted for an article that is in a story now.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_alert(&self, story: StoryId, kind: &str) -> Result<bool, StoreError> {
        let query = "SELECT 1 FROM article JOIN alert ON alert.article = article.id
                     WHERE article.story = ?1 AND alert.kind = ?2";
        self.open.ask(|connection| connection.prepare_cached(query)?.exists(params![story, kind]))
    }

    /// The last articles of a story, in order of arrival, each in its latest version; those of this batch are there, too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn last_of(&self, story: StoryId, most: u32) -> Result<Vec<ArticleId>, StoreError> {
        let query = "SELECT id FROM article WHERE story = ?1 AND is_latest = 1 ORDER BY id DESC LIMIT ?2";
        let mut articles: Vec<ArticleId> = self.open.ask(|connection| {
            connection.prepare_cached(query)?.query_map(params![story, most], |row| row.get(0))?.collect()
        })?;
        articles.reverse();
        Ok(articles)
    }
}
