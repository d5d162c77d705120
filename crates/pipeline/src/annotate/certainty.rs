//! How certain is it, by the text, that what a predicate says is so?
//!
//! From −300 (certainly not) to 300 (certainly), in the steps of factuality (Saurí & Pustejovsky 2009; Lee et al. 2015).
//! Looks at the words that govern the predicate in its sentence: negation, modality, conditions, wishes and plans,
//! reporting words. A first version: rules with values that were chosen on the training part of UW.

use crate::Kit;
use news::{Account, Act, ChunkKind, Tag};

/// Hundredths between −300 and 300.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Certainty(pub i16);

impl Certainty {
    /// It is so.
    pub const YES: Certainty = Certainty(300);
}

/// How many tokens before a predicate are looked at.
const REACH: u32 = 14;

/// The certainty of the predicate at a token: a verb, or a noun or adjective that says that something is so.
pub fn of(kit: &Kit, account: &Account, token: u32) -> Certainty {
    let Some(found) = account.tokens.get(token as usize) else { return Certainty::YES };
    let Some(sentence) = account.sentence_at(found.span.start as usize) else { return Certainty::YES };
    let first = sentence.tokens.start.max(token.saturating_sub(REACH));
    let context = Context { kit, account, first, group: group_start(account, token), token };
    let positive = context.positive();
    if context.is_negated() { Certainty(-positive.0 * 4 / 5) } else { positive }
}

/// Where the verb group of a token starts; the token itself outside of one.
fn group_start(account: &Account, token: u32) -> u32 {
    let next = account.chunks.partition_point(|chunk| chunk.tokens.start <= token);
    let chunk = account.chunks[..next].last();
    chunk
        .filter(|chunk| chunk.kind == ChunkKind::Verb && chunk.tokens.contains(&token))
        .map_or(token, |chunk| chunk.tokens.start)
}

/// A predicate and what stands before it.
struct Context<'a> {
    kit: &'a Kit,
    account: &'a Account,
    first: u32,
    group: u32,
    token: u32,
}

impl Context<'_> {
    fn lemma(&self, token: u32) -> &str {
        self.account.tokens.get(token as usize).map_or("", |token| &token.lemma)
    }

    fn tag(&self, token: u32) -> Tag {
        self.account.tokens.get(token as usize).map_or(Tag::X, |token| token.tag)
    }

    fn is_negated(&self) -> bool {
        (self.group..self.token).any(|at| matches!(self.lemma(at), "not" | "n't" | "never" | "no"))
            || self.group > self.first
                && matches!(self.lemma(self.group - 1), "no" | "not" | "n't" | "without" | "never")
    }

    /// Without negation.
    fn positive(&self) -> Certainty {
        for at in (self.group..self.token).rev() {
            match self.lemma(at) {
                "may" | "might" => return Certainty(60),
                "can" | "could" => return Certainty(90),
                "will" | "shall" | "wo" => return Certainty(210),
                "would" | "should" | "must" | "ought" => return Certainty(120),
                _ => {}
            }
        }
        if self.is_conditional() {
            return Certainty(60);
        }
        let infinitive = (self.group..self.token).any(|at| self.lemma(at) == "to")
            || self.group > self.first
                && self.lemma(self.group - 1) == "to"
                && self.tag(self.token) == Tag::Verb;
        if infinitive {
            return Certainty(100);
        }
        self.governed().unwrap_or(Certainty::YES)
    }

    /// "if", "whether" and the like before it, in its clause.
    fn is_conditional(&self) -> bool {
        (self.first..self.group)
            .rev()
            .take_while(|at| !matches!(self.lemma(*at), "," | ";"))
            .any(|at| matches!(self.lemma(at), "if" | "unless" | "whether"))
    }

    /// What a reporting word before it leaves of certainty.
    fn governed(&self) -> Option<Certainty> {
        let cue = (self.first..self.group).rev().find_map(|at| {
            let words = self.kit.cues.verbs(self.lemma(at));
            words.first().filter(|_| self.tag(at) == Tag::Verb).map(|word| word.act)
        })?;
        Some(match cue {
            Act::Asserts | Act::Declines => Certainty(260),
            Act::Believes => Certainty(170),
            Act::Warns | Act::Promises => Certainty(170),
            Act::Asks | Act::Demands => Certainty(100),
            Act::Denies => Certainty(-100),
        })
    }
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
        assert!(certainty("The dam did not break.", "break") < -200);
        assert!(certainty("The dam may break.", "break") < certainty("The dam will break.", "break"));
        assert!(certainty("The town pays if the dam breaks.", "breaks") < 100);
        assert!(certainty("The town plans to rebuild the dam.", "rebuild") < 150);
        assert!(certainty("Engineers believe that the dam leaks.", "leaks") < 250);
    }
}
