//! When was the page published, by its own word? Candidates with the reason for each.
//!
//! What other texts say about it is left to `collate`.

use news::{PartialDate, Passage, Published, Reason, Span};

/// Adds days to the candidates. The passage is of the account itself: `collate` puts its index.
pub(crate) fn add(published: &mut Published, dates: Vec<PartialDate>, why: &str, shown: Option<Span>) {
    if dates.is_empty() {
        return;
    }
    published.candidates.extend(dates);
    published.candidates.sort();
    published.candidates.dedup();
    let passages = shown.map(|span| Passage { account: 0, span }).into_iter().collect();
    published.reasons.push(Reason { why: why.to_owned(), passages });
}
