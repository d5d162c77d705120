//! What part of speech is each token, and what is its dictionary form?
//!
//! Tags are guessed from left to right with the weights of `models/tagger`; dictionary forms follow from
//! word and tag. Training is left to `cargo xtask train tagger`.

pub(crate) mod features;
pub(crate) mod lemmas;

use super::clusters::Clusters;
use crate::Kit;
use crate::kit::KitError;
use features::{Knowledge, Words};
use learn::{Model, Predictor};
use news::{Article, Sentence, Tag, Token};
use std::sync::Arc;

/// The tag before the first word of a sentence.
const EDGE: u8 = u8::MAX;

/// The tagging model, ready to run.
pub struct Tagger {
    knowledge: Knowledge,
    predictor: Predictor,
}

impl Tagger {
    /// The model inside the binary.
    pub(crate) fn embedded() -> Result<Tagger, KitError> {
        let clusters = Arc::new(Clusters::embedded()?);
        Tagger::from_bytes(include_bytes!("../../../../../models/tagger/model.bin"), clusters)
    }

    /// A model file.
    ///
    /// # Errors
    /// A file that is damaged, or whose tags or features are not those of this build.
    pub fn from_bytes(bytes: &[u8], clusters: Arc<Clusters>) -> Result<Tagger, KitError> {
        let refuse = |why: String| KitError::Model { name: "tagger", why };
        let model = Model::from_bytes(bytes).map_err(|error| refuse(error.to_string()))?;
        if model.normalisation != features::NORMALISATION {
            return Err(refuse("its features are of another build; run `cargo xtask train tagger`".into()));
        }
        if !model.labels.iter().map(String::as_str).eq(Tag::ALL.iter().map(|tag| tag.name())) {
            return Err(refuse(
                "its tags are not those of this build; run `cargo xtask train tagger`".into(),
            ));
        }
        Ok(Tagger { knowledge: Knowledge::new(&model, clusters), predictor: Predictor::new(model) })
    }

    /// Which words stand in like places.
    pub(crate) fn clusters(&self) -> &Clusters {
        self.knowledge.clusters()
    }

    /// The tags of one sentence. Quotation marks are read past: they stand anywhere in a clause and say
    /// nothing about its grammar.
    pub fn tags<'t>(&self, tokens: impl Iterator<Item = &'t str> + Clone) -> Vec<Tag> {
        let mut plain =
            self.plain_tags(tokens.clone().filter(|word| !features::is_quotation_mark(word))).into_iter();
        tokens
            .map(|word| match features::is_quotation_mark(word) {
                true => Tag::Punct,
                false => plain.next().unwrap_or_default(),
            })
            .collect()
    }

    fn plain_tags<'t>(&self, tokens: impl Iterator<Item = &'t str> + Clone) -> Vec<Tag> {
        let words = Words::new(&self.knowledge, tokens);
        let (mut features, mut scores) = (Vec::with_capacity(64), Vec::with_capacity(Tag::ALL.len()));
        let mut before = [EDGE, EDGE];
        let mut tags = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            let best = words.word(at).known().unwrap_or_else(|| {
                words.features(at, before, &mut features);
                self.predictor.best(&features, &mut scores)
            });
            before = [best as u8, before[0]];
            tags.push(Tag::ALL.get(best).copied().unwrap_or_default());
        }
        tags
    }
}

/// Fills `tag` and `lemma` of every token.
pub(crate) fn tag(kit: &Kit, article: &Article, sentences: &[Sentence], tokens: &mut [Token]) {
    for sentence in sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let tags = kit.tagger.tags(tokens[range.clone()].iter().map(|token| article.words(token.span)));
        for (token, tag) in tokens[range].iter_mut().zip(tags) {
            token.tag = tag;
            token.lemma = kit.lemmas.lemma(article.words(token.span), tag).into();
        }
    }
}
