//! How were the words altered? Named operations between two forms of one quotation.

use super::utterances::Utterance;
use news::{Account, Variant};

/// Operations, each with both spans.
pub(crate) fn name(accounts: &[Account], utterances: &[Utterance]) -> Vec<Variant> {
    let _ = (accounts, utterances);
    Vec::new()
}
