//! Models and lexicons, loaded once and shared by all phases.
//!
//! One field per step that needs one; the type of each field lives with its step.

use crate::annotate::attributions::learnt::{self, Learnt};
use crate::{annotate, collate, group, read};

/// Everything that a phase knows beyond the text before it.
pub struct Kit {
    pub(crate) abbreviations: annotate::tokens::Abbreviations,
    pub(crate) closed_class: annotate::sentences::ClosedClass,
    pub(crate) tagger: annotate::tags::Tagger,
    pub(crate) lemmas: annotate::tags::lemmas::Lemmas,
    pub(crate) cues: annotate::cues::Cues,
    /// None: the rules alone find attributions.
    pub(crate) attributions: Option<Learnt>,
    pub(crate) outlets: annotate::relays::Outlets,
    pub(crate) gazetteer: annotate::entities::Gazetteer,
    pub(crate) families: annotate::naming::Families,
    pub(crate) reading: read::Reading,
    pub(crate) agencies: annotate::agencies::Agencies,
    pub(crate) function_words: collate::utterances::renderings::FunctionWords,
    pub(crate) quoted_names: collate::utterances::naming::QuotedNames,
    pub(crate) predicates: collate::relations::concepts::Predicates,
    pub(crate) bounds: annotate::quantities::Bounds,
    pub(crate) hedges: annotate::hedges::Hedges,
    pub(crate) triggers: annotate::presuppositions::Triggers,
    pub(crate) numerals: annotate::numerals::Numerals,
    pub(crate) time_words: annotate::dates::TimeWords,
    pub(crate) terms: group::terms::Terms,
    /// `None` only while it is trained.
    pub(crate) certainties: Option<annotate::certainty::Certainties>,
}

/// Why a kit cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// A model file that this build cannot use.
    #[error("model `{name}`: {why}")]
    Model {
        /// Folder under `models/`.
        name: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A lexicon line that cannot be read.
    #[error("lexicon `{name}`, line {line}: {why}")]
    Lexicon {
        /// File under `lexicons/`.
        name: &'static str,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
}

impl Kit {
    /// The kit inside the binary.
    ///
    /// # Errors
    /// A model or lexicon that was damaged before it was built in.
    pub fn embedded() -> Result<Kit, KitError> {
        Ok(Kit {
            certainties: Some(annotate::certainty::Certainties::embedded()?),
            terms: group::terms::Terms::embedded()?,
            ..Kit::without_certainties()?
        })
    }

    /// The same without a model of certainty: for those who train it.
    pub(crate) fn without_certainties() -> Result<Kit, KitError> {
        Ok(Kit { attributions: Some(Learnt::from_bytes(learnt::MODEL)?), ..Kit::untrained()? })
    }

    /// The kit with another model of attributions, or the rules alone: for those who train and measure it.
    pub(crate) fn with_attributions(model: Option<&[u8]>) -> Result<Kit, KitError> {
        Ok(Kit { attributions: model.map(Learnt::from_bytes).transpose()?, ..Kit::untrained()? })
    }

    /// The same with another model for page dumps, or none: for those who train and measure it.
    pub(crate) fn with_dumps(model: Option<&[u8]>) -> Result<Kit, KitError> {
        Ok(Kit { reading: read::Reading::with_dumps(model)?, ..Kit::embedded()? })
    }

    /// The kit without the models of annotation that others are trained with.
    fn untrained() -> Result<Kit, KitError> {
        Ok(Kit {
            abbreviations: annotate::tokens::Abbreviations::embedded()?,
            closed_class: annotate::sentences::ClosedClass::embedded()?,
            tagger: annotate::tags::Tagger::embedded()?,
            lemmas: annotate::tags::lemmas::Lemmas::embedded()?,
            cues: annotate::cues::Cues::embedded()?,
            outlets: annotate::relays::Outlets::embedded()?,
            gazetteer: annotate::entities::Gazetteer::embedded()?,
            families: annotate::naming::Families::embedded()?,
            reading: read::Reading::embedded()?,
            attributions: None,
            agencies: annotate::agencies::Agencies::embedded()?,
            function_words: collate::utterances::renderings::FunctionWords::embedded()?,
            quoted_names: collate::utterances::naming::QuotedNames::embedded()?,
            predicates: collate::relations::concepts::Predicates::embedded()?,
            bounds: annotate::quantities::Bounds::embedded()?,
            hedges: annotate::hedges::Hedges::embedded()?,
            triggers: annotate::presuppositions::Triggers::embedded()?,
            numerals: annotate::numerals::Numerals::embedded()?,
            time_words: annotate::dates::TimeWords::embedded()?,
            terms: group::terms::Terms::unknown(),
            certainties: None,
        })
    }

    /// The same kit with another `models/blocks` and the `models/phrases` that it was trained beside, as bytes of model
    /// files.
    ///
    /// # Errors
    /// A file that is damaged or of another build.
    pub fn with_blocks(mut self, blocks: &[u8], phrases: &[u8]) -> Result<Kit, KitError> {
        self.reading.set_blocks(blocks, phrases)?;
        Ok(self)
    }
}
