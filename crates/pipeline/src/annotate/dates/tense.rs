//! Does the clause look back or ahead? "will meet on Monday", "begins in May", "met on Monday".

use super::expression::Tense;
use super::words::{TimeWords, Word};
use news::{Account, Sentence, Span, Tag, Text, Token, ZoneKind};

/// How many tokens around the expression are looked at: clauses are short, sentences may be endless.
const REACH: usize = 30;

/// The tense around a span of a sentence: that of the verb before it, or else of the verb after it.
pub(super) fn around(words: &TimeWords, account: &Account, sentence: &Sentence, span: Span<Text>) -> Tense {
    let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    let Some(tokens) = account.tokens.get(first..last) else { return Tense::Unclear };
    let start = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.end <= span.end);
    let clause = Clause { words, account, tokens, zone: sentence.zone };
    let before = (start.saturating_sub(REACH)..start).rev().take_while(|at| !clause.is_border(*at));
    let verb = before.map(|at| clause.tense_at(at)).find_map(|tense| tense);
    let after = || {
        let after = (end..tokens.len().min(end + REACH)).take_while(|at| !clause.is_border(*at));
        after.map(|at| clause.tense_at(at)).find_map(|tense| tense)
    };
    verb.or_else(after).unwrap_or(Tense::Unclear)
}

struct Clause<'a> {
    words: &'a TimeWords,
    account: &'a Account,
    tokens: &'a [Token],
    zone: ZoneKind,
}

impl Clause<'_> {
    /// Whether another clause surely starts here.
    fn is_border(&self, at: usize) -> bool {
        matches!(self.surface(at).as_str(), ";" | ":" | "“" | "”" | "\"")
    }

    fn surface(&self, at: usize) -> String {
        self.tokens.get(at).map(|token| self.account.words(token.span).to_lowercase()).unwrap_or_default()
    }

    /// The tense that the token at `at` decides; `None` if it is no verb.
    fn tense_at(&self, at: usize) -> Option<Tense> {
        let token = self.tokens.get(at).filter(|token| matches!(token.tag, Tag::Verb | Tag::Aux))?;
        if let Some(tense) = self.governed(at) {
            return Some(tense);
        }
        let surface = self.surface(at);
        if let Some(tense) = modal(&surface) {
            return Some(tense);
        }
        // Headlines and captions tell the past in the present tense.
        let told = matches!(self.zone, ZoneKind::Headline | ZoneKind::Caption | ZoneKind::Subheadline);
        let present = *surface == *token.lemma
            || surface.strip_suffix("es") == Some(&token.lemma)
            || surface.strip_suffix('s') == Some(&token.lemma);
        let scheduled = present && !told && self.words.is(&token.lemma, Word::Schedule);
        let intended = token.tag == Tag::Verb && self.words.is(&token.lemma, Word::Intend);
        Some(if scheduled || intended {
            Tense::Planned
        } else if (present && token.tag == Tag::Verb) || surface.ends_with("ing") {
            Tense::Unclear
        } else {
            Tense::Past
        })
    }

    /// The tense that "will", "would" or "plans to" before the verb decides: "will [not, soon] be held".
    fn governed(&self, at: usize) -> Option<Tense> {
        for before in (at.saturating_sub(4)..at).rev() {
            let surface = self.surface(before);
            if let Some(tense) = modal(&surface) {
                return Some(tense);
            }
            if surface == "to" {
                let governor = before.checked_sub(1).and_then(|at| self.tokens.get(at))?;
                let intended =
                    governor.lemma.as_ref() == "be" || self.words.is(&governor.lemma, Word::Intend);
                return Some(if intended { Tense::Planned } else { Tense::Unclear });
            }
            if !matches!(self.tokens[before].tag, Tag::Aux | Tag::Adv | Tag::Part) {
                return None;
            }
        }
        None
    }
}

/// What a modal verb says about time.
fn modal(surface: &str) -> Option<Tense> {
    match surface {
        "will" | "'ll" | "’ll" | "shall" | "wo" => Some(Tense::Future),
        "would" | "'d" | "’d" => Some(Tense::Planned),
        "may" | "might" | "could" | "can" | "should" | "must" => Some(Tense::Unclear),
        _ => None,
    }
}
