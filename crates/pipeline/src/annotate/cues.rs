//! Which words report speech, and how? The cue lexicon: act, attitude and frames per lemma.

use crate::kit::KitError;

/// The cue lexicon.
pub(crate) struct Cues {}

impl Cues {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<Cues, KitError> {
        Ok(Cues {})
    }
}
