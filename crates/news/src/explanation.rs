//! Why is an attribution as it is? The grounds of each of its parts, for people who doubt it.

use crate::Score;
use crate::span::{Span, Text};

/// A part of an attribution that can be doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is said, and whether it is direct.
    Content,
    /// The reporting words.
    Cue,
    /// The words that name who speaks.
    Source,
    /// Whom they stand for.
    Speaker,
    /// To whom it is said.
    Addressee,
    /// Through whom it came.
    Relays,
    /// What lessens certainty.
    Hedges,
}

impl Part {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Part::Content => "content",
            Part::Cue => "cue",
            Part::Source => "source",
            Part::Speaker => "speaker",
            Part::Addressee => "addressee",
            Part::Relays => "relays",
            Part::Hedges => "hedges",
        }
    }
}

/// One thing that a part rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The part.
    pub part: Part,
    /// One sentence about the text.
    pub why: String,
    /// The words to look at, if there are any.
    pub span: Option<Span<Text>>,
    /// How sure a model is of it; `None` for a rule.
    pub score: Option<Score>,
}
