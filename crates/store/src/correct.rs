//! What does the user know better? Stories are merged, split and articles moved by hand, and it stays so.

use crate::membership::{articles_of, merge, note, put, sum_up};
use crate::{ArticleId, StoreError, StoryId, Writer};
use rusqlite::{Connection, OptionalExtension as _};

/// What the user says about stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// Both tell one event.
    Merge {
        /// The story that stays.
        into: StoryId,
        /// The stories that go into it.
        from: Vec<StoryId>,
    },
    /// These articles tell another event: they become a story of their own.
    Split {
        /// The story that they leave.
        story: StoryId,
        /// The articles.
        articles: Vec<ArticleId>,
    },
    /// These articles belong to that story.
    Move {
        /// The articles.
        articles: Vec<ArticleId>,
        /// Where they go.
        to: StoryId,
    },
}

/// What a correction did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// The story that articles came to; a new one after a split.
    pub story: StoryId,
    /// How many articles have another story now.
    pub articles: usize,
}

impl Writer {
    /// Does what the user says; articles that were placed by hand stay there. `reason`: in the user's words.
    ///
    /// # Errors
    /// A story or an article that is not there, a correction that changes nothing, or a database that cannot be
    /// written. Nothing was changed then.
    pub fn correct(&mut self, correction: &Correction, reason: &str) -> Result<Corrected, StoreError> {
        self.open.run("BEGIN IMMEDIATE")?;
        let result = match correction {
            Correction::Merge { into, from } => self.merge_by_user(*into, from, reason),
            Correction::Split { story, articles } => self.split(*story, articles, reason),
            Correction::Move { articles, to } => self.move_articles(articles, *to, reason),
        };
        match result {
            Ok(corrected) => {
                self.open.run("COMMIT")?;
                Ok(corrected)
            }
            Err(error) => {
                // The first error is the one to tell.
                let _ = self.open.run("ROLLBACK");
                Err(error)
            }
        }
    }

    fn merge_by_user(&self, into: StoryId, from: &[StoryId], reason: &str) -> Result<Corrected, StoreError> {
        let open = &self.open;
        let into = self.living(into)?;
        let mut moved = 0;
        for story in from {
            let story = self.living(*story)?;
            if story == into {
                return Err(StoreError::Meaningless(format!("story {story} cannot be merged into itself")));
            }
            moved += open.ask(|connection| articles_of(connection, story))?.len();
            open.ask(|connection| merge(connection, into, story, reason, true))?;
            open.ask(|connection| sum_up(connection, story))?;
        }
        open.ask(|connection| fix(connection, into))?;
        open.ask(|connection| sum_up(connection, into))?;
        Ok(Corrected { story: into, articles: moved })
    }

    fn split(&self, story: StoryId, articles: &[ArticleId], reason: &str) -> Result<Corrected, StoreError> {
        let open = &self.open;
        let story = self.living(story)?;
        let members = open.ask(|connection| articles_of(connection, story))?;
        if let Some(stranger) = articles.iter().find(|article| !members.contains(article)) {
            return Err(StoreError::Meaningless(format!("article {stranger} is not in story {story}")));
        }
        if members.iter().all(|member| articles.contains(member)) {
            return Err(StoreError::Meaningless(format!("nothing would be left of story {story}")));
        }
        let new = self.open.number("SELECT max(id) + 1 FROM story")?;
        open.ask(|connection| connection.execute("INSERT INTO story (id) VALUES (?1)", [new]))?;
        // What stays is the user's word as much as what goes.
        open.ask(|connection| fix(connection, story))?;
        self.put(articles, new)?;
        open.ask(|connection| note(connection, "split", new, story, articles, reason, true))?;
        open.ask(|connection| sum_up(connection, story))?;
        open.ask(|connection| sum_up(connection, new))?;
        Ok(Corrected { story: new, articles: articles.len() })
    }

    fn move_articles(
        &self,
        articles: &[ArticleId],
        to: StoryId,
        reason: &str,
    ) -> Result<Corrected, StoreError> {
        let open = &self.open;
        let to = self.living(to)?;
        let mut moved = 0;
        for article in articles {
            let from = self.story_of(*article)?;
            if from == to {
                continue;
            }
            moved += 1;
            self.put(&[*article], to)?;
            open.ask(|connection| note(connection, "moved", to, from, &[*article], reason, true))?;
            open.ask(|connection| sum_up(connection, from))?;
        }
        if moved == 0 {
            return Err(StoreError::Meaningless(format!("all of these articles are in story {to} already")));
        }
        open.ask(|connection| sum_up(connection, to))?;
        Ok(Corrected { story: to, articles: moved })
    }

    /// Puts articles into a story, by the user's word.
    fn put(&self, articles: &[ArticleId], story: StoryId) -> Result<(), StoreError> {
        self.open.ask(|connection| {
            put(connection, articles, story)?;
            let mut statement = connection.prepare_cached(
                "UPDATE article SET by_user = 1, repeats = NULL, story_reason = 'by hand' WHERE id = ?1",
            )?;
            articles.iter().try_for_each(|article| statement.execute([article]).map(|_| ()))
        })
    }

    /// A story, or the one that it went into.
    fn living(&self, story: StoryId) -> Result<StoryId, StoreError> {
        self.one("SELECT coalesce(merged_into, id) FROM story WHERE id = ?1", "story", story)
    }

    fn story_of(&self, article: ArticleId) -> Result<StoryId, StoreError> {
        self.one("SELECT story FROM article WHERE id = ?1", "article", article)
    }

    fn one(&self, query: &str, what: &'static str, id: i64) -> Result<i64, StoreError> {
        let found =
            self.open.ask(|connection| connection.query_row(query, [id], |row| row.get(0)).optional())?;
        found.ok_or(StoreError::NoSuch { what, id })
    }
}

/// The articles of a story are there by the user's word.
fn fix(connection: &Connection, story: StoryId) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE article SET by_user = 1 WHERE story = ?1")?.execute([story])?;
    Ok(())
}
