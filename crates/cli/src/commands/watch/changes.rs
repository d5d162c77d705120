//! What does an article change for those who wait? It is read beside the last articles of its story, or beside the version
//! that it replaces.

use crate::commands::page;
use news::{Account, Change, ChangeKind, Passage};
use pipeline::Kit;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use store::{Alert, ArticleId, Batch, Joined, Kept, StoreError, StoryId};

/// Articles of a story that a new one is read beside.
const MOST_READ: u32 = 20;

/// Articles that are remembered as they were read.
const MOST_REMEMBERED: usize = 500;

/// Bytes of text of such articles; one account takes some hundred times as many.
const MOST_BYTES: usize = 4 << 20;

/// Finds changes.
pub(in crate::commands) struct Changes {
    kit: Arc<Kit>,
    /// What was read, by article; to read each once.
    accounts: BTreeMap<ArticleId, Account>,
    /// Bytes of their texts.
    bytes: usize,
}

/// An article that has just been added.
pub(in crate::commands) struct Added<'a> {
    pub(in crate::commands) article: ArticleId,
    /// Where it is after all that it brought about.
    pub(in crate::commands) story: StoryId,
    pub(in crate::commands) kept: &'a Kept,
    pub(in crate::commands) joined: &'a Joined,
    /// Whether it is the first of its story.
    pub(in crate::commands) is_new: bool,
    /// The version that it replaces.
    pub(in crate::commands) replaced: Option<ArticleId>,
}

impl Changes {
    pub(in crate::commands) fn new(kit: Arc<Kit>) -> Changes {
        Changes { kit, accounts: BTreeMap::new(), bytes: 0 }
    }

    /// Notes what an article changes.
    ///
    /// # Errors
    /// The database cannot be used.
    pub(in crate::commands) fn note(
        &mut self,
        batch: &mut Batch<'_>,
        added: &Added<'_>,
    ) -> Result<(), StoreError> {
        if self.accounts.len() > MOST_REMEMBERED || self.bytes > MOST_BYTES {
            self.accounts.clear();
            self.bytes = 0;
        }
        let alerts = match added.replaced {
            Some(before) => self.of_version(batch, added, before)?,
            None if added.is_new => vec![plain(added, "new_story", "no earlier article tells this event")],
            None => self.of_story(batch, added)?,
        };
        for alert in alerts {
            batch.alert(&alert)?;
        }
        Ok(())
    }

    /// What a newer version of a page changes.
    fn of_version(
        &mut self,
        batch: &Batch<'_>,
        added: &Added<'_>,
        before: ArticleId,
    ) -> Result<Vec<Alert>, StoreError> {
        let mut articles = batch.last_of(added.story, MOST_READ + 1)?;
        articles.retain(|article| *article != added.article);
        articles.extend([before, added.article]);
        let (articles, accounts) = self.accounts(batch, &articles)?;
        let changes = match articles.ends_with(&[before, added.article]) {
            true => safely(|| pipeline::changes_of_version(&self.kit, &accounts).value).unwrap_or_default(),
            false => Vec::new(),
        };
        if changes.is_empty() {
            let reason = format!("its text is not that of article {before} any more");
            return Ok(vec![plain(added, "article_changed", &reason)]);
        }
        Ok(changes.iter().map(|change| alert(added, change, &articles, &accounts)).collect())
    }

    /// What another article of a story changes.
    fn of_story(&mut self, batch: &Batch<'_>, added: &Added<'_>) -> Result<Vec<Alert>, StoreError> {
        let left = added.joined.split.as_ref().filter(|split| split.story == added.story);
        let mut alerts = vec![match left {
            Some(split) => plain(added, "new_story", &split.reason),
            None => plain(added, "joined_story", &added.joined.reason),
        }];
        let mut articles = batch.last_of(added.story, MOST_READ + 1)?;
        // It is the last to arrive.
        articles.retain(|article| *article != added.article);
        articles.push(added.article);
        let (articles, accounts) = self.accounts(batch, &articles)?;
        if accounts.len() > 1 && articles.last() == Some(&added.article) {
            let mut changes = safely(|| pipeline::changes(&self.kit, &accounts).value).unwrap_or_default();
            // The first of a story may be out of sight, or not stand out beside as many others.
            let first = ChangeKind::FirstIndependentReport;
            if changes.iter().any(|change| change.kind == first)
                && batch.has_alert(added.story, first.name())?
            {
                changes.retain(|change| change.kind != first);
            }
            alerts.extend(changes.iter().map(|change| alert(added, change, &articles, &accounts)));
        }
        Ok(alerts)
    }

    /// Articles, read again; without those on which this program fails.
    fn accounts(
        &mut self,
        batch: &Batch<'_>,
        articles: &[ArticleId],
    ) -> Result<(Vec<ArticleId>, Vec<Account>), StoreError> {
        let mut read_again = (Vec::new(), Vec::new());
        for article in articles {
            if !self.accounts.contains_key(article) {
                let stored = page(batch.stored(*article)?);
                let read = || {
                    let read = pipeline::read(&self.kit, stored);
                    read.and_then(|article| pipeline::annotate(&self.kit, article)).value
                };
                let Some(account) = safely(read) else { continue };
                self.bytes += account.article.text.len();
                self.accounts.insert(*article, account);
            }
            if let Some(account) = self.accounts.get(article) {
                read_again.0.push(*article);
                read_again.1.push(account.clone());
            }
        }
        Ok(read_again)
    }
}

/// What comes of some work, unless this program fails at it: one article may cost its changes, but not the batch.
fn safely<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// A change that is shown by the article itself.
fn plain(added: &Added<'_>, kind: &str, reason: &str) -> Alert {
    let front = added.kept.front().map(|span| shown(added.article, span.start, span.end));
    made(added, kind, reason, front.into_iter().collect())
}

/// A change that was found among these articles.
fn alert(added: &Added<'_>, change: &Change, articles: &[ArticleId], accounts: &[Account]) -> Alert {
    let passage = |passage: &Passage| {
        let index = passage.account as usize;
        let (article, account) = (articles.get(index)?, accounts.get(index)?);
        let span = account.article.map.to_raw(passage.span);
        Some(shown(*article, span.start, span.end))
    };
    made(added, change.kind.name(), &change.reason, change.passages.iter().filter_map(passage).collect())
}

fn shown(article: ArticleId, start: u32, end: u32) -> String {
    format!("{{\"article\":{article},\"span\":[{start},{end}]}}")
}

fn made(added: &Added<'_>, kind: &str, reason: &str, passages: Vec<String>) -> Alert {
    Alert {
        id: 0,
        kind: kind.to_string(),
        story: added.story,
        article: added.article,
        passages: format!("[{}]", passages.join(",")),
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_fails_costs_its_own_result_only() {
        assert_eq!(safely(|| 1), Some(1));
        assert_eq!(safely(|| -> i32 { panic!("a faulty article") }), None);
    }
}
