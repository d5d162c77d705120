//! Does an article say that it, or an earlier version of it, was wrong?

use crate::fold;
use news::{Account, Change, ChangeKind, Passage, Span, ZoneKind};

/// What a note of a mistake says, in folded words. "This story has been updated" says none of it.
const MISTAKES: [&str; 10] = [
    "correct",
    "clarif",
    "amended",
    "earlier version",
    "previous version",
    "earlier headline",
    "misstated",
    "misidentified",
    "misspelled",
    "in error",
];

/// The notes in an article by which the outlet says that something was changed.
pub(super) fn notes(account: &Account) -> impl Iterator<Item = Span> {
    account.article.zones.iter().filter(|zone| zone.kind == ZoneKind::Correction).map(|zone| zone.span)
}

/// Whether such a note speaks of a mistake, and not of an update alone.
pub(super) fn admits(account: &Account, note: Span) -> bool {
    let words = fold::text(account.words(note));
    MISTAKES.iter().any(|mistake| words.contains(mistake))
}

/// The corrections that the account of this index holds.
pub(super) fn of(account: &Account, index: u32) -> Option<Change> {
    let admitted = notes(account).filter(|note| admits(account, *note));
    let passages: Vec<Passage> = admitted.map(|span| Passage { account: index, span }).collect();
    let first = passages.first()?;
    let reason = format!("the article says so: “{}”", shown(account, first.span));
    Some(Change { kind: ChangeKind::Correction, passages, reason })
}

/// The words of a span, not too many.
pub(super) fn shown(account: &Account, span: Span) -> String {
    const MOST: usize = 30;
    let words: Vec<&str> = account.words(span).split_whitespace().collect();
    let front = words.iter().take(MOST).copied().collect::<Vec<&str>>().join(" ");
    if words.len() > MOST { front + " …" } else { front }
}
