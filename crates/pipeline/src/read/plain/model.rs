//! What is each paragraph of a dump, by what was learnt from pages whose zones are known?

use super::features::{Guess, Guessed, NORMALISATION, Scene};
use crate::kit::KitError;
use learn::{Model, Predictor};
use news::ZoneKind;
use std::sync::OnceLock;

/// The model inside the binary.
const EMBEDDED: &[u8] = include_bytes!("../../../../../models/dumps/model.bin");

/// The kinds of zones that the model tells apart, in the order of its labels.
pub const KINDS: [ZoneKind; 10] = [
    ZoneKind::Boilerplate,
    ZoneKind::Body,
    ZoneKind::Headline,
    ZoneKind::Subheadline,
    ZoneKind::KeyPoint,
    ZoneKind::Byline,
    ZoneKind::Dateline,
    ZoneKind::Caption,
    ZoneKind::Related,
    ZoneKind::Comment,
];
pub(super) const BODY: usize = 1;
pub(super) const HEADLINE: usize = 2;

/// Scores are in this many parts of a logarithm of odds.
pub const SCALE: i64 = 600;
/// Body must be likelier than anything else by so much: a teaser in the report is worse than a line too few.
const BODY_LEAD: i32 = 120;

/// The trained model. The one inside the binary is laid out when the first dump of a page is read: most runs read
/// none.
#[derive(Debug)]
pub(crate) struct Dumps {
    /// `None` for a model that this build cannot use, which a test rules out for the one inside the binary.
    predictor: OnceLock<Option<Predictor>>,
}

impl Dumps {
    /// The model inside the binary.
    pub(crate) fn embedded() -> Dumps {
        Dumps { predictor: OnceLock::new() }
    }

    /// A model from its file.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Dumps, KitError> {
        Ok(Dumps { predictor: OnceLock::from(Some(laid_out(bytes)?)) })
    }

    fn predictor(&self) -> Option<&Predictor> {
        self.predictor.get_or_init(|| laid_out(EMBEDDED).ok()).as_ref()
    }

    /// What each paragraph is.
    pub(super) fn guesses(&self, scene: &Scene) -> Option<Vec<Guess>> {
        let predictor = self.predictor()?;
        let (mut features, mut scores) = (Vec::new(), Vec::new());
        let mut look = |lead: i32, see: &dyn Fn(usize, &mut Vec<u64>)| -> Vec<Guess> {
            (0..scene.len())
                .map(|index| {
                    see(index, &mut features);
                    predictor.score(&features, &mut scores);
                    scores[BODY] -= lead;
                    guess(&scores)
                })
                .collect()
        };
        let first = look(0, &|index, out| scene.first(index, out));
        let page = Guessed::new(&first, scene);
        Some(look(BODY_LEAD, &|index, out| scene.second(index, &page, out)))
    }
}

/// Lays out a model from its file.
fn laid_out(bytes: &[u8]) -> Result<Predictor, KitError> {
    let refuse = |why: String| KitError::Model { name: "dumps", why };
    let model = Model::from_bytes(bytes).map_err(|error| refuse(error.to_string()))?;
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
    if model.normalisation != NORMALISATION || model.labels != names {
        return Err(refuse(
            "it was trained for another build; train it again with `cargo xtask train dumps`".into(),
        ));
    }
    Ok(Predictor::new(model))
}

/// The best label and how sure it is.
pub fn guess(scores: &[i32]) -> Guess {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    let other = |left_out: usize| {
        let rest = scores.iter().enumerate().filter(|(index, _)| *index != left_out);
        rest.map(|(_, score)| *score).max().unwrap_or(0)
    };
    let above = |label: usize| scores[label] - other(label);
    Guess { label: best as u8, lead: above(best), body: above(BODY), headline: above(HEADLINE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_inside_the_binary_fits_and_others_are_refused() {
        assert!(Dumps::embedded().predictor().is_some());
        let tagger = include_bytes!("../../../../../models/tagger/model.bin");
        let error = Dumps::from_bytes(tagger).expect_err("another model");
        assert!(error.to_string().contains("cargo xtask train dumps"), "{error}");
    }

    #[test]
    fn a_guess_tells_by_how_much_the_best_label_and_body_lead() {
        let guess = guess(&[5, 9, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((guess.label, guess.lead, guess.body, guess.headline), (1, 4, 4, -9));
    }
}
