//! How certain is it, by the text, that what a predicate says is so?
//!
//! From −300 (certainly not) to 300 (certainly), in the steps of factuality (Saurí and Pustejovsky 2009; Lee et al.
//! 2015). A sum of integer weights over [`features`], learnt so that the middle of what people say is met, and then
//! bent along a line through the medians of what sums of that size stand for. Training is left to `cargo xtask train
//! certainty`.

pub(crate) mod features;

use crate::Kit;
use crate::kit::KitError;
use learn::{Model, Predictor};
use news::Account;

/// Hundredths between −300 and 300.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Certainty(pub i16);

impl Certainty {
    /// It is so.
    pub const YES: Certainty = Certainty(300);
}

/// The only label of the model.
pub const LABEL: &str = "certainty";
/// The table of the line: a sum, moved up by [`OFFSET`], and the certainty that it stands for, moved likewise.
pub const LINE: &str = "line";
/// What makes the numbers of the line natural.
pub const OFFSET: i32 = 100_000;
/// Weights are hundredths times this.
pub const SCALE: i32 = 16;

/// The weights and the line.
pub(crate) struct Certainties {
    predictor: Predictor,
    line: Vec<(i32, i32)>,
}

impl Certainties {
    /// The model inside the binary.
    pub(crate) fn embedded() -> Result<Certainties, KitError> {
        Certainties::from_bytes(include_bytes!("../../../../../models/certainty/model.bin"))
    }

    /// A model file.
    fn from_bytes(bytes: &[u8]) -> Result<Certainties, KitError> {
        let refuse = |why: String| KitError::Model { name: "certainty", why };
        let model = Model::from_bytes(bytes).map_err(|error| refuse(error.to_string()))?;
        let expected = model.normalisation == features::NORMALISATION && model.labels == [LABEL];
        if !expected {
            let why = "its features are of another build; run `cargo xtask train certainty`";
            return Err(refuse(why.into()));
        }
        let moved = |number: u32| i32::try_from(number).unwrap_or(i32::MAX).saturating_sub(OFFSET);
        let line = model.table(LINE).map_or(&[][..], |table| &table.entries);
        let line = line.iter().map(|&(sum, value)| (moved(sum), moved(value))).collect();
        Ok(Certainties { predictor: Predictor::new(model), line })
    }

    fn of(&self, features: &[u64]) -> Certainty {
        let mut scores = Vec::new();
        self.predictor.score(features, &mut scores);
        let sum = scores.first().copied().unwrap_or(0) / SCALE;
        Certainty(along(&self.line, sum).clamp(-300, 300) as i16)
    }
}

/// The height of a line through points that rise to the right.
pub fn along(line: &[(i32, i32)], sum: i32) -> i32 {
    let next = line.partition_point(|(at, _)| *at < sum);
    match (next.checked_sub(1).and_then(|before| line.get(before)), line.get(next)) {
        (Some((from, low)), Some((to, high))) if to > from => {
            let (rise, run, way) = (i64::from(high - low), i64::from(to - from), i64::from(sum - from));
            low + (rise * way / run) as i32
        }
        (_, Some((_, height))) | (Some((_, height)), None) => *height,
        (None, None) => sum,
    }
}

/// The certainty of the predicate at a token: a verb, or a noun or adjective that says that something is so.
pub fn of(kit: &Kit, account: &Account, token: u32) -> Certainty {
    let (Some(model), Some(features)) = (&kit.certainties, features::of(kit, account, token)) else {
        return Certainty::YES;
    };
    model.of(&features)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The certainty of a word of a text.
    fn certainty(text: &str, word: &str) -> i16 {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = crate::Page { id: "A".into(), bytes: text.into(), ..Default::default() };
        let account = crate::read(&kit, page).and_then(|article| crate::annotate(&kit, article)).value;
        let at = account.tokens.iter().position(|token| account.words(token.span) == word);
        of(&kit, &account, at.expect("the word stands in the text") as u32).0
    }

    #[test]
    fn facts_are_certain_and_negation_modals_conditions_and_plans_are_not() {
        assert_eq!(certainty("The dam broke on Monday.", "broke"), 300);
        assert!(certainty("The dam did not break.", "break") < 0);
        assert!(certainty("The dam may break.", "break") < certainty("The dam broke.", "broke"));
        assert!(certainty("The town pays if the dam breaks.", "breaks") < 150);
        assert!(certainty("The town plans to rebuild the dam.", "rebuild") < 220);
        assert!(certainty("Engineers fear that the dam may leak.", "leak") < 200);
    }

    #[test]
    fn the_line_is_flat_beyond_its_ends() {
        let line = [(-100, -200), (100, 100), (200, 300)];
        assert_eq!([-500, -100, 0, 150, 900].map(|sum| along(&line, sum)), [-200, -200, -50, 200, 300]);
        assert_eq!(along(&[], 70), 70);
    }
}
