//! Which words lessen certainty?
//!
//! Hedges are found once over the whole account and handed to the attributions in whose cue or content, and to
//! the claims in whose clause they stand. Whose doubt it is follows from that; how much doubt is not weighed.

use crate::Kit;
use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{Account, Span, Tag, Text, Token};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// This word, in any case.
    Surface(&'static str),
    /// Any form of this dictionary form.
    Lemma(&'static str),
}

/// When a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Always,
    Modal,
    Either,
    Conditional,
    Tagged(Tag),
}

/// The hedge lexicon: phrases by their first word, longer ones first.
pub(crate) struct Hedges {
    by_surface: WordMap<Vec<Phrase>>,
    by_lemma: WordMap<Vec<Phrase>>,
}

struct Phrase {
    rest: Vec<Part>,
    condition: Condition,
}

impl Hedges {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<Hedges, KitError> {
        let mut by_surface: BTreeMap<&'static str, Vec<Phrase>> = BTreeMap::new();
        let mut by_lemma: BTreeMap<&'static str, Vec<Phrase>> = BTreeMap::new();
        for entry in lexicon::entries("hedges.txt", include_str!("../../../../lexicons/hedges.txt")) {
            let condition = match entry.field(1) {
                "" => Condition::Always,
                "modal" => Condition::Modal,
                "either" => Condition::Either,
                "conditional" => Condition::Conditional,
                "adjective" => Condition::Tagged(Tag::Adj),
                "verb" => Condition::Tagged(Tag::Verb),
                _ => return Err(entry.error("unknown condition")),
            };
            let mut parts = entry.field(0).split_whitespace().map(|word| match word.strip_prefix('~') {
                Some(lemma) => Part::Lemma(lemma),
                None => Part::Surface(word),
            });
            let first = parts.next();
            let phrase = Phrase { rest: parts.collect(), condition };
            match first {
                Some(Part::Surface(word)) => by_surface.entry(word).or_default().push(phrase),
                Some(Part::Lemma(word)) => by_lemma.entry(word).or_default().push(phrase),
                None => return Err(entry.error("first field must not be empty")),
            }
        }
        for phrases in by_surface.values_mut().chain(by_lemma.values_mut()) {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Ok(Hedges { by_surface: WordMap::new(by_surface), by_lemma: WordMap::new(by_lemma) })
    }
}

/// Fills `hedges` of attributions and claims.
pub(crate) fn mark(kit: &Kit, account: &mut Account) {
    let hedges = find(&kit.hedges, account);
    for attribution in &mut account.attributions {
        let cue = attribution.cue.iter().map(|cue| cue.span);
        attribution.hedges = within(&hedges, cue.chain(attribution.content.iter().copied()));
    }
    for claim in &mut account.claims {
        claim.hedges = within(&hedges, [claim.span].into_iter());
    }
}

/// The hedges that touch any of the spans.
fn within(hedges: &[Span<Text>], spans: impl Iterator<Item = Span<Text>>) -> Vec<Span<Text>> {
    let mut found = Vec::new();
    for span in spans {
        let first = hedges.partition_point(|hedge| hedge.end <= span.start);
        found.extend(hedges[first..].iter().take_while(|hedge| hedge.start < span.end).copied());
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// All hedges of an account, sorted, without overlap.
fn find(hedges: &Hedges, account: &Account) -> Vec<Span<Text>> {
    let mut found = Vec::new();
    for sentence in &account.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let Some(tokens) = account.tokens.get(range) else { continue };
        let words: Vec<Cow<'_, str>> =
            tokens.iter().map(|token| fold::word(account.words(token.span))).collect();
        let mut at = 0;
        while at < tokens.len() {
            match longest(hedges, tokens, &words, at) {
                Some(end) => {
                    found.push(tokens[at].span.cover(tokens[end - 1].span));
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Where the longest hedge that starts at `at` ends.
fn longest(hedges: &Hedges, tokens: &[Token], words: &[Cow<'_, str>], at: usize) -> Option<usize> {
    let by_surface = hedges.by_surface.get(&words[at]);
    let by_lemma = hedges.by_lemma.get(&tokens[at].lemma);
    let phrases = by_surface.into_iter().chain(by_lemma).flatten();
    let ends = phrases.filter_map(|phrase| {
        let rest = tokens.iter().zip(words).skip(at + 1).take(phrase.rest.len());
        let matched = rest.zip(&phrase.rest).filter(|((token, word), part)| match part {
            Part::Surface(surface) => word == surface,
            Part::Lemma(lemma) => &*token.lemma == *lemma,
        });
        let whole = matched.count() == phrase.rest.len();
        (whole && holds(phrase.condition, tokens, words, at)).then_some(at + 1 + phrase.rest.len())
    });
    ends.max()
}

fn holds(condition: Condition, tokens: &[Token], words: &[Cow<'_, str>], at: usize) -> bool {
    let auxiliary = tokens[at].tag == Tag::Aux;
    let next = words.get(at + 1).map_or("", |word| &**word);
    let before = at.checked_sub(1).map_or("", |before| &*words[before]);
    match condition {
        Condition::Always => true,
        Condition::Either => auxiliary,
        // "could not open the door": unable, not unsure.
        Condition::Modal => auxiliary && !matches!(next, "not" | "n't"),
        // "asked if": a question; "even if", "as if": listed or no condition.
        Condition::Conditional => {
            let asking = at.checked_sub(1).is_some_and(|before| {
                let lemma = &*tokens[before].lemma;
                matches!(
                    lemma,
                    "ask" | "wonder" | "see" | "know" | "tell" | "inquire" | "determine" | "check"
                )
            });
            !asking && !matches!(before, "even" | "as" | "only") && !matches!(next, "not" | "any")
        }
        Condition::Tagged(tag) => tokens[at].tag == tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hedges of a text, each as written.
    fn hedged(text: &str) -> Vec<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = crate::Page { id: "A".into(), bytes: text.into(), ..Default::default() };
        let account = crate::read(&kit, page).and_then(|article| crate::annotate(&kit, article)).value;
        find(&kit.hedges, &account).into_iter().map(|span| account.words(span).to_string()).collect()
    }

    #[test]
    fn modals_hedge_but_the_month_and_the_lack_of_power_do_not() {
        assert_eq!(hedged("The dam may fail in May, and repairs could take years."), ["may", "could"]);
        assert!(hedged("The crew could not open the gate.").is_empty());
    }

    #[test]
    fn longer_phrases_win_and_are_one_hedge() {
        assert_eq!(
            hedged("The ministry has yet to confirm the find. There is evidence that it is old."),
            ["has yet to confirm", "There is evidence that"]
        );
        assert_eq!(hedged("It appears the two men were accused of theft."), ["It appears", "accused of"]);
    }

    #[test]
    fn conditions_hedge_and_questions_do_not() {
        assert_eq!(hedged("Fares will rise if the council agrees."), ["if"]);
        assert!(hedged("She asked if the shop was open.").is_empty());
    }
}
