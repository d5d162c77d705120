//! Which of the narrator's prose is the same, and what does that say of two accounts?

use super::utterances::Utterance;
use news::{Account, Note, Pair, Passage, Score};

/// A stretch of the narrator's prose that two accounts share.
#[derive(Debug, Clone)]
pub(crate) struct Copy {
    /// In the account with the lower index.
    pub(crate) a: Passage,
    /// In the other.
    pub(crate) b: Passage,
    /// Whether words differ.
    pub(crate) reworded: bool,
    /// How sure.
    pub(crate) confidence: Score,
}

/// Shared prose of all pairs of accounts, sorted.
pub(crate) fn find(accounts: &[Account]) -> Vec<Copy> {
    let _ = accounts;
    Vec::new()
}

/// One pair per two accounts. Notes accounts with the same bytes.
pub(crate) fn pairs(
    accounts: &[Account],
    copies: &[Copy],
    utterances: &[Utterance],
    notes: &mut Vec<Note>,
) -> Vec<Pair> {
    let _ = (accounts, copies, utterances, notes);
    Vec::new()
}
