//! Which quotations render one utterance?

use news::{Account, Passage, SharedEntity};

/// Two quotations (within one account or across) that render the same words of the same speaker.
#[derive(Debug, Clone)]
pub(crate) struct Utterance {
    /// The fuller form, or the earlier one where neither is fuller: the words inside the marks.
    pub(crate) base: Passage,
    /// The other form.
    pub(crate) variant: Passage,
    /// Whether the base has words that the variant lacks.
    pub(crate) base_is_fuller: bool,
}

/// Pairs of quotations that render one utterance, sorted.
pub(crate) fn find(accounts: &[Account], entities: &[SharedEntity]) -> Vec<Utterance> {
    let _ = (accounts, entities);
    Vec::new()
}
