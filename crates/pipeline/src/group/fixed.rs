//! Which articles are where they are by the user's word?

use std::collections::{BTreeMap, BTreeSet};

/// Articles placed by the user's word, and where.
#[derive(Debug, Clone, Default)]
pub(super) struct Fixed {
    stories: BTreeMap<u64, u64>,
    /// (story, article), so that those of a story stand together.
    articles: BTreeSet<(u64, u64)>,
}

impl Fixed {
    pub(super) fn put(&mut self, article: u64, story: u64) {
        if let Some(before) = self.stories.insert(article, story) {
            self.articles.remove(&(before, article));
        }
        self.articles.insert((story, article));
    }

    /// Whether any article of a story was placed by the user.
    pub(super) fn has(&self, story: u64) -> bool {
        self.articles.range((story, 0)..=(story, u64::MAX)).next().is_some()
    }

    pub(super) fn merge(&mut self, into: u64, from: u64) {
        let articles: Vec<(u64, u64)> = self.articles.range((from, 0)..=(from, u64::MAX)).copied().collect();
        articles.iter().for_each(|(_, article)| self.put(*article, into));
    }
}
