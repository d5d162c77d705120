//! Single steps of the pipeline, for those who train and measure them. Users call the four verbs.

/// Cutting text into tokens.
pub mod tokens {
    pub use crate::annotate::tokens::{Abbreviations, cut};
}

/// Finding the ends of sentences.
pub mod sentences {
    use crate::annotate::sentences;
    use crate::annotate::tokens::{self, Abbreviations};
    use news::{Span, Tag, Token};

    pub use crate::annotate::sentences::ClosedClass;

    /// The sentences of one paragraph.
    pub fn spans(abbreviations: &Abbreviations, closed: &ClosedClass, paragraph: &str) -> Vec<Span> {
        let tokens: Vec<Token> = tokens::cut(abbreviations, paragraph)
            .into_iter()
            .map(|(start, end)| Token { span: Span::new(start, end), tag: Tag::X, lemma: "".into() })
            .collect();
        let words = sentences::words(paragraph, &tokens);
        let mut start = 0;
        sentences::ends(abbreviations, closed, &words)
            .into_iter()
            .map(|end| {
                let first = std::mem::replace(&mut start, end);
                tokens[first].span.cover(tokens[end - 1].span)
            })
            .collect()
    }
}

/// Words that stand in like places.
pub mod clusters {
    pub use crate::annotate::clusters::{Clusters, NORMALISATION};
}

/// Parts of speech and dictionary forms.
pub mod tags {
    use crate::Kit;
    use news::Tag;

    pub use crate::annotate::tags::Tagger;
    pub use crate::annotate::tags::features::{
        CAPITAL_SHIFT, CLASSES, DICTIONARY, Knowledge, NORMALISATION, Word, Words, normalised,
    };

    /// The tags of the tokens of one sentence.
    pub fn tags<'t>(kit: &Kit, tokens: impl Iterator<Item = &'t str> + Clone) -> Vec<Tag> {
        kit.tagger.tags(tokens)
    }

    /// The dictionary form of a word.
    pub fn lemma(kit: &Kit, surface: &str, tag: Tag) -> String {
        kit.lemmas.lemma(surface, tag).into_owned()
    }
}

/// How certain a predicate is by the text.
pub mod certainty {
    use crate::{Kit, KitError};

    pub use crate::annotate::certainty::features::{NORMALISATION, of as features};
    pub use crate::annotate::certainty::{Certainty, LABEL, LINE, OFFSET, SCALE, along, of};

    /// A kit without a model of certainty, so that one can be trained.
    ///
    /// # Errors
    /// Another model or a lexicon that was damaged before it was built in.
    pub fn kit() -> Result<Kit, KitError> {
        Kit::without_certainties()
    }
}

/// Blocks of HTML pages.
pub mod blocks {
    use crate::KitError;
    use crate::read::{Reading, html};

    pub use crate::read::html::{Block, Blocks, LABELS};

    /// What finding blocks takes; no model, so that one can be trained.
    #[derive(Debug)]
    pub struct Rules(Reading);

    impl Rules {
        /// The lists inside the binary.
        ///
        /// # Errors
        /// A lexicon that was damaged before it was built in.
        pub fn embedded() -> Result<Rules, KitError> {
            Reading::untrained().map(Rules)
        }

        /// The same, blind to the names in the markup that tell standfirsts, key points and captions.
        ///
        /// # Errors
        /// A lexicon that was damaged before it was built in.
        pub fn unnamed() -> Result<Rules, KitError> {
            Reading::unnamed().map(Rules)
        }

        /// The blocks of a page, given as UTF-8.
        pub fn blocks(&self, page: &str) -> Blocks {
            html::blocks(&self.0, page)
        }
    }

    /// Names of the columns of a row.
    pub fn columns() -> Vec<String> {
        html::columns()
    }
}

/// How the words of a block sound.
pub mod phrases {
    pub use crate::read::html::phrases::{LABELS, NORMALISATION, SCALE, features};
}

/// Reading dumps of pages.
pub mod dumps {
    use crate::{Kit, KitError};

    pub use crate::read::plain::features::{Guess, NORMALISATION};
    pub use crate::read::plain::lesson::Lesson;
    pub use crate::read::plain::model::{KINDS, SCALE, guess};

    /// A kit that reads dumps by this model; by rules alone if there is none.
    ///
    /// # Errors
    /// A model that this build cannot use.
    pub fn kit(model: Option<&[u8]>) -> Result<Kit, KitError> {
        Kit::with_dumps(model)
    }
}

/// Who says what, as the network learns it.
pub mod attributions {
    use crate::{Kit, KitError};

    pub use crate::annotate::attributions::learnt::KINDS;
    pub use crate::annotate::attributions::learnt::features::{DIFFERENT_FACTS, NORMALISATION};
    pub use crate::annotate::attributions::learnt::lesson::{Bond, Lesson, Marked, lessons};

    /// The program's kit with another model, or with the rules alone.
    ///
    /// # Errors
    /// A model that this build cannot use.
    pub fn kit(model: Option<&[u8]>) -> Result<Kit, KitError> {
        Kit::with_attributions(model)
    }
}

/// Texts that are nearly the same.
pub mod duplicates {
    /// Pairs of texts, lower index first, that share at least so many thousandths of their runs of four words; sorted.
    pub fn pairs(texts: &[&str], least: u32) -> Vec<(usize, usize)> {
        crate::collate::copies::duplicates::pairs(texts, least)
    }
}

/// What accounts speak of, for grouping them.
pub mod terms {
    use crate::group::terms;
    use crate::{Kit, KitError};
    use news::Account;

    pub use crate::group::terms::NORMALISATION;

    /// A kit that holds all terms for rare, so that they can be counted.
    ///
    /// # Errors
    /// A model or a lexicon that was damaged before it was built in.
    pub fn kit() -> Result<Kit, KitError> {
        Kit::without_certainties()
    }

    /// The features of all terms of an account, each once: words, pairs of words and names.
    pub fn features(account: &Account) -> [Vec<u64>; 3] {
        terms::features(account)
    }

    /// Sixteenths of the natural logarithm of a number in 64ths.
    pub fn logarithm(number: u64) -> u64 {
        terms::logarithm(number)
    }
}

/// Grouping, for those who measure it.
pub mod grouping {
    use crate::Sketch;

    /// The same article of another event: other names and rare words, other runs of words, another month.
    pub fn varied(sketch: &Sketch, round: u32) -> Sketch {
        sketch.varied(round)
    }
}
