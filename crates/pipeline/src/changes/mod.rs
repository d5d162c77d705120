//! What does a newly arrived article change about its story?
//!
//! Accounts in, [`Change`]s out: what people who watch a story wait for. An alert that is wrong costs trust, so that each
//! kind asks for more than a comparison does before it shows a finding; what is uncertain is left to the story's page.

mod corrections;
mod denials;
mod quotations;
mod reports;
mod versions;

#[cfg(test)]
mod tests;

use crate::{Kit, collate};
use news::{Account, Change, ChangeKind, Noted, Passage, Score, Span};

/// Confidence of an attribution from which an alert may rest on it.
const SURE: Score = Score(600);

/// What the last of these accounts changes. The others are the story so far, in order of arrival; passages point into
/// the list as given. A story of one account is new.
///
/// Time grows with the number of accounts: give the latest twenty or so of a long story.
pub fn changes(kit: &Kit, accounts: &[Account]) -> Noted<Vec<Change>> {
    let Some((new, before)) = accounts.split_last() else { return Noted::plain(Vec::new()) };
    if before.is_empty() {
        return Noted::plain(vec![new_story(new)]);
    }
    let Noted { value: comparison, notes } = collate(kit, accounts);
    let mut found: Vec<Change> = denials::first(kit, accounts, &comparison).into_iter().collect();
    found.extend(quotations::altered(kit, accounts, &comparison));
    found.extend(reports::first_independent(accounts, &comparison));
    found.extend(corrections::of(new, before.len() as u32));
    Noted { value: found, notes }
}

/// What a newer version of one page changes: the last of these accounts, the version that it replaces being the one before
/// it. The others are the story so far, without that page, in order of arrival; passages point into the list as given.
///
/// Besides what the page says otherwise than before, it may hold a denial that nobody heard, or a quotation altered.
pub fn changes_of_version(kit: &Kit, accounts: &[Account]) -> Noted<Vec<Change>> {
    let [.., old, new] = accounts else { return Noted::plain(Vec::new()) };
    let mut found = versions::of(old, new, accounts.len() as u32 - 2);
    if !versions::says_more(old, new) {
        return Noted::plain(found);
    }
    let is_corrected = found.iter().any(|change| change.kind == ChangeKind::Correction);
    let Noted { value: comparison, notes } = collate(kit, accounts);
    let mut heard: Vec<Change> = denials::first(kit, accounts, &comparison).into_iter().collect();
    let mut altered = quotations::altered(kit, accounts, &comparison);
    // A page that says that it was wrong may quote otherwise than it did.
    let replaced = accounts.len() as u32 - 2;
    altered
        .retain(|change| !is_corrected || change.passages.iter().all(|passage| passage.account != replaced));
    heard.append(&mut altered);
    heard.append(&mut found);
    Noted { value: heard, notes }
}

fn new_story(account: &Account) -> Change {
    let headline = account.article.headline;
    let span = headline.or_else(|| account.sentences.first().map(|sentence| sentence.span));
    let passages = span.map(|span| Passage { account: 0, span }).into_iter().collect();
    let reason = "no earlier article tells this event".to_owned();
    Change { kind: ChangeKind::NewStory, passages, reason }
}

/// Words of a passage; fewer than a handful are a name or a phrase, and prove little.
fn length(accounts: &[Account], passage: Passage) -> usize {
    let account = accounts.get(passage.account as usize);
    account.map_or(0, |account| account.words(passage.span).split_whitespace().count())
}

/// From the first to the last of some spans.
fn cover(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::cover)
}
