//! Do the words of a block sound like an article, or like what stands around one? A sum of weights of its words.
//!
//! "Sign up for our letter" and "We may earn a commission" stand in paragraphs like any other: only their words tell
//! them apart. Linear weights of words and pairs of words at the start of a block (logistic regression, one weight a
//! feature); what else there is to see is left to `columns`.

use crate::kit::KitError;
use learn::{Model, Predictor, combine, hash};

/// Which features a model was trained on.
pub const NORMALISATION: u32 = 1;
/// What is told.
pub const LABELS: [&str; 2] = ["rest", "text"];
/// Scores are in this many parts of a logarithm of odds.
pub const SCALE: i64 = 64;
/// Words of a block that are looked at.
const WORDS: usize = 30;

/// The weights, ready to be asked.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// `None` knows no word.
    predictor: Option<Predictor>,
}

/// Space to work in.
#[derive(Debug, Default)]
pub(super) struct Space {
    features: Vec<u64>,
    scores: Vec<i32>,
}

impl Phrases {
    /// Knows no word.
    pub(crate) fn none() -> Phrases {
        Phrases { predictor: None }
    }

    /// The model inside the binary.
    pub(crate) fn embedded() -> Result<Phrases, KitError> {
        Phrases::from_bytes(include_bytes!("../../../../../models/phrases/model.bin"))
    }

    /// A model file.
    ///
    /// # Errors
    /// A file that is damaged, or that was trained for another build.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Phrases, KitError> {
        let refuse = |why: String| KitError::Model { name: "phrases", why };
        let model = Model::from_bytes(bytes).map_err(|error| refuse(error.to_string()))?;
        if model.normalisation != NORMALISATION || model.labels != LABELS {
            return Err(refuse("it is of another build; run `cargo xtask train phrases`".into()));
        }
        Ok(Phrases { predictor: Some(Predictor::new(model)) })
    }

    /// How much more the words sound like an article than like the rest, in parts of [`SCALE`].
    pub(super) fn score(&self, words: &str, space: &mut Space) -> i16 {
        let Some(predictor) = &self.predictor else { return 0 };
        features(words, &mut space.features);
        predictor.score(&space.features, &mut space.scores);
        match space.scores[..] {
            [rest, text] => (text - rest).clamp(-30_000, 30_000) as i16,
            _ => 0,
        }
    }
}

/// The first words of a block and their pairs, in lower case, as features.
pub fn features(words: &str, features: &mut Vec<u64>) {
    features.clear();
    // Nothing stands before the first word: a pair tells it.
    let (mut before, mut folded) = (0, String::new());
    let runs = words.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    for run in runs.take(WORDS) {
        folded.clear();
        if run.is_ascii() {
            folded.push_str(run);
            folded.make_ascii_lowercase();
        } else {
            folded.extend(run.chars().flat_map(char::to_lowercase));
        }
        let word = hash(folded.as_bytes());
        features.extend([word, combine(1, before, word)]);
        before = word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Vec<u64> {
        let mut out = Vec::new();
        features(words, &mut out);
        out
    }

    #[test]
    fn case_and_signs_between_words_mean_nothing_and_their_order_does() {
        assert_eq!(of("Sign up, NOW!"), of("sign up now"));
        assert_ne!(of("sign up now"), of("up sign now"));
        assert_eq!(of("").len(), 0);
        assert_eq!(of(&"ferry ".repeat(500)).len(), 2 * WORDS);
    }

    #[test]
    fn a_model_of_something_else_is_refused() {
        let tagger = include_bytes!("../../../../../models/tagger/model.bin");
        let error = Phrases::from_bytes(tagger).expect_err("another model");
        assert!(error.to_string().contains("cargo xtask train phrases"), "{error}");
    }
}
