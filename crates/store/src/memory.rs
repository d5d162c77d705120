//! What must grouping be told when it starts again? What it remembered, and what the user said.

use crate::{ArticleId, StoreError, StoryId, Writer};

/// What grouping remembers of an article.
#[derive(Debug, Clone, Copy)]
pub struct Remembered<'a> {
    /// The article.
    pub article: ArticleId,
    /// What was remembered.
    pub sketch: &'a [u8],
    /// Where it is.
    pub story: StoryId,
    /// Whether that is the user's word.
    pub by_user: bool,
}

impl Writer {
    /// Gives what grouping remembers, article by article in order of arrival.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn remembered(&self, mut give: impl FnMut(Remembered<'_>)) -> Result<(), StoreError> {
        self.open.ask(|connection| {
            let mut statement = connection.prepare(
                "SELECT article.id, sketch.content, article.story, article.by_user
                 FROM article JOIN sketch ON sketch.article = article.id ORDER BY article.id",
            )?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let sketch = row.get_ref(1)?.as_blob().unwrap_or_default();
                give(Remembered { article: row.get(0)?, sketch, story: row.get(2)?, by_user: row.get(3)? });
            }
            Ok(())
        })
    }

    /// The number that the next story gets at least.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn next_story(&self) -> Result<StoryId, StoreError> {
        self.open.number("SELECT coalesce(max(id), 0) + 1 FROM story")
    }

    /// Pairs of stories that the user parted.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn kept_apart(&self) -> Result<Vec<(StoryId, StoryId)>, StoreError> {
        // Where a story went into another since, its articles are to be kept apart as those of the other.
        let query = "SELECT coalesce(one.merged_into, one.id), coalesce(other.merged_into, other.id)
                     FROM story_event
                     JOIN story AS one ON one.id = story_event.story
                     JOIN story AS other ON other.id = story_event.other
                     WHERE kind = 'split' AND by_user = 1 ORDER BY story_event.id";
        self.open.ask(|connection| {
            let mut statement = connection.prepare(query)?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
}
