//! What came of placing an article?

use super::reasons::Grounds;
use std::fmt;

/// Where an article was placed, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placement {
    /// The story; a new one has the next free number. See [`Placement::split`].
    pub story: u64,
    /// Whether the article starts the story.
    pub is_new: bool,
    /// The earlier article that this one nearly repeats.
    pub parent: Option<u64>,
    /// How alike it is to the story, in thousandths, at most 1000; 0 for a new story.
    pub likeness: u16,
    /// What the decision rests on; empty for a new story.
    pub grounds: Grounds,
    /// Stories that became part of this one by this article, with the reason: their articles belong to `story` now.
    pub merged: Vec<(u64, Grounds)>,
    /// What left `story` then, perhaps with this very article.
    pub split: Option<Split>,
}

impl Placement {
    /// The story of the article after all that it brought about; `article`: its own number.
    pub fn settled(&self, article: u64) -> u64 {
        self.split
            .iter()
            .find(|split| split.articles.contains(&article))
            .map_or(self.story, |split| split.story)
    }
}

/// Part of a story that became a story of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The new story.
    pub story: u64,
    /// Its articles, in order of arrival.
    pub articles: Vec<u64>,
    /// How alike they are to those that stay, on average, in thousandths.
    pub likeness: i64,
    /// How alike they would be at least if they told one event, in thousandths.
    pub least: i64,
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Split { likeness, least, .. } = self;
        write!(
            f,
            "its two parts are less alike (0.{likeness:03}) than one event's are at least (0.{least:03})"
        )
    }
}
