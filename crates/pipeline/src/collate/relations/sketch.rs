//! What does a passage say, without its order?
//!
//! A bag of concepts with weights, the participants, the numbers, and what bends the meaning: negation,
//! possibility, lack of proof. Comparing sketches is left to `likeness`.

use super::concepts::{Concept, Predicates};
use news::{
    Account, Chronology, EntityKind, PartialDate, Quantity, QuantityBound, Span, Tag, Token, TokenRange,
};
use std::collections::BTreeMap;

/// One concept of a sketch.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// What it is.
    pub(crate) concept: Concept,
    /// Its place among the concepts of all units that are compared, from 1; 0 while they were not counted.
    pub(crate) rank: u32,
    /// How much it tells.
    pub(crate) weight: u16,
    /// Its token, for words shown to people.
    pub(crate) token: u32,
    /// Whether it can be what a clause says of its participants: a family, or a verb that tells something.
    pub(crate) predicate: bool,
    /// Whether it is a verb here.
    pub(crate) verb: bool,
    /// Whether it is a name.
    pub(crate) name: bool,
    /// Whether a negation stands before it in its clause.
    pub(crate) negated: bool,
}

/// What a passage says, without its order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sketch {
    /// Sorted by concept, each once.
    pub(crate) parts: Vec<Part>,
    /// Numbers with their bounds, in order.
    pub(crate) quantities: Vec<Quantity>,
    /// Whether the words hold it only possible: may, could, reportedly.
    pub(crate) possible: bool,
    /// Whether the words suppose it: would, if.
    pub(crate) supposed: bool,
    /// Whether the words say that it is not confirmed, not known or without proof.
    pub(crate) unproven: bool,
}

impl Sketch {
    /// Entities of the comparison that take part, sorted.
    pub(crate) fn entities(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().filter_map(|part| match part.concept {
            Concept::Entity(entity) => Some(entity),
            Concept::Family(_) | Concept::Stem(_) | Concept::Number(_) | Concept::Date(_) => None,
        })
    }

    /// Settled days.
    pub(crate) fn days(&self) -> impl Iterator<Item = PartialDate> {
        self.parts.iter().filter_map(|part| match part.concept {
            Concept::Date(day) => Some(day),
            Concept::Entity(_) | Concept::Family(_) | Concept::Stem(_) | Concept::Number(_) => None,
        })
    }

    /// Sum of the weights.
    pub(crate) fn weight(&self) -> u32 {
        self.parts.iter().map(|part| u32::from(part.weight)).sum()
    }

    /// Whether anything in it is negated.
    pub(crate) fn is_negated(&self) -> bool {
        self.parts.iter().any(|part| part.negated)
    }
}

/// What sketching needs of one account: entities and dates by token.
pub(crate) struct Reader<'a> {
    kit: &'a Predicates,
    pub(crate) account: &'a Account,
    /// Entities of the comparison that a token belongs to, and whether the token is swallowed by them.
    names: BTreeMap<u32, (Vec<u32>, bool)>,
    /// Settled dates by token.
    days: BTreeMap<u32, Option<PartialDate>>,
}

/// Longest description, in tokens, that still counts as one participant.
const LONGEST_MENTION: u32 = 12;

impl<'a> Reader<'a> {
    /// Looks up entities and dates once for the whole account.
    pub(crate) fn new(
        kit: &'a Predicates,
        account: &'a Account,
        shared: &[u32],
        chronology: Option<&Chronology>,
    ) -> Self {
        let mut names: BTreeMap<u32, (Vec<u32>, bool)> = BTreeMap::new();
        for (entity, shared) in account.entities.iter().zip(shared) {
            // "some experts", "companies": their words say more than that they are spoken of.
            if entity.kind == EntityKind::Other {
                continue;
            }
            for mention in &entity.mentions {
                let tokens = account.tokens_in(mention.span);
                if tokens.end - tokens.start > LONGEST_MENTION {
                    continue;
                }
                for token in tokens {
                    let known = names.entry(token).or_default();
                    if !known.0.contains(shared) {
                        known.0.push(*shared);
                    }
                    known.1 |= !entity.anonymous;
                }
            }
        }
        let dates = chronology.map_or(&account.dates, |chronology| &chronology.dates);
        let mut days = BTreeMap::new();
        for date in dates {
            let day = match date.candidates.as_slice() {
                [only] => Some(*only),
                [] | [_, ..] => None,
            };
            for token in account.tokens_in(date.span) {
                days.insert(token, day);
            }
        }
        Reader { kit, account, names, days }
    }

    /// What the words of these spans say.
    pub(crate) fn sketch(&self, spans: &[Span]) -> Sketch {
        let mut sketch = Sketch::default();
        let mut parts: Vec<Part> = Vec::new();
        for span in spans {
            self.read(self.account.tokens_in(*span), &mut sketch, &mut parts);
            let first = self.account.quantities.partition_point(|quantity| quantity.span.start < span.start);
            let inside = self.account.quantities[first..].iter();
            sketch.quantities.extend(
                inside.take_while(|quantity| quantity.span.end <= span.end).take(MOST_NUMBERS).cloned(),
            );
        }
        // Of equal concepts the first stays.
        parts.sort_by(|one, two| one.concept.cmp(&two.concept));
        parts.dedup_by(|next, kept| next.concept == kept.concept);
        sketch.parts = parts;
        sketch
    }

    /// Adds the concepts of a run of tokens.
    fn read(&self, tokens: TokenRange, sketch: &mut Sketch, parts: &mut Vec<Part>) {
        let mut negated = 0u32;
        for index in tokens.clone() {
            let Some(token) = self.account.tokens.get(index as usize) else { break };
            if ends_scope(token) {
                negated = 0;
            }
            if is_negation(token) && !self.is_no_negation(index) || self.is_yet_to(index) {
                negated = NEGATION_REACH;
                continue;
            }
            sketch.possible |= is_possibility(token);
            sketch.supposed |= matches!(&*token.lemma, "would" | "if" | "any");
            sketch.unproven |=
                self.is_unproven(index, token, negated > 0) && !self.asks_for_detail(index + 1);
            for (concept, weight) in self.concepts(index, token) {
                let predicate = concept.is_family() || token.tag == Tag::Verb && weight >= TELLING_VERB;
                let name = token.tag == Tag::Propn || matches!(concept, Concept::Entity(_));
                let verb = token.tag == Tag::Verb;
                let negated = negated > 0;
                parts.push(Part { concept, rank: 0, weight, token: index, predicate, verb, name, negated });
            }
            negated = negated.saturating_sub(1);
        }
    }

    /// The concepts that one token stands for.
    fn concepts(&self, index: u32, token: &Token) -> Vec<(Concept, u16)> {
        let mut concepts = Vec::new();
        let mut swallowed = false;
        if let Some((entities, named)) = self.names.get(&index) {
            concepts.extend(entities.iter().map(|entity| (Concept::Entity(*entity), ENTITY_WEIGHT)));
            swallowed = *named;
        }
        if let Some(day) = self.days.get(&index) {
            concepts.extend(day.map(|day| (Concept::Date(day), DATE_WEIGHT)));
            swallowed |= day.is_some();
        }
        if !swallowed {
            let next = self.account.tokens.get(index as usize + 1);
            let inside_name = token.tag == Tag::Propn && next.is_some_and(|next| next.tag == Tag::Propn);
            let word = self.kit.concept(&token.lemma, token.tag);
            // A name of three words tells no more than one of one word: its last word carries it.
            concepts.extend(
                word.map(|(concept, weight)| (concept, if inside_name { weight / 3 } else { weight })),
            );
        }
        concepts
    }

    /// "no matter how", "not only": words of negation that turn nothing around.
    fn is_no_negation(&self, index: u32) -> bool {
        let next = self.account.tokens.get(index as usize + 1);
        next.is_some_and(|next| matches!(&*next.lemma, "matter" | "only" | "just" | "least" | "doubt"))
    }

    /// "has yet to confirm": a negation without a negative word.
    fn is_yet_to(&self, index: u32) -> bool {
        let is = |at: u32, lemma: &str| {
            self.account.tokens.get(at as usize).is_some_and(|token| &*token.lemma == lemma)
        };
        is(index, "yet") && is(index + 1, "to")
    }

    /// "unclear why", "not clear how": the thing itself is beyond doubt.
    fn asks_for_detail(&self, index: u32) -> bool {
        let next = self.account.tokens.get(index as usize);
        next.is_some_and(|token| matches!(&*token.lemma, "why" | "how" | "what" | "when" | "where" | "who"))
    }

    /// "not confirmed", "unconfirmed", "unclear".
    fn is_unproven(&self, index: u32, token: &Token, negated: bool) -> bool {
        let lemma = &*token.lemma;
        // "There is no clear agenda": the agenda is unclear, and nothing is without proof.
        let of_noun = || {
            let next = self.account.tokens.get(index as usize + 1);
            next.is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Adj | Tag::Propn))
        };
        matches!(lemma, "unconfirmed" | "unverified" | "unproven" | "unsubstantiated" | "unclear" | "unknown")
            || negated
                && (self.kit.is_in(lemma, "confirm")
                    || self.kit.is_in(lemma, "evidence")
                    || lemma == "clear" && !of_noun()
                    || matches!(lemma, "indication" | "sign"))
    }
}

/// Numbers kept of one span; more are a table and no claim.
const MOST_NUMBERS: usize = 12;
/// How many words a negation reaches over within its clause.
const NEGATION_REACH: u32 = 8;
/// Weight from which a verb says more than that something was done or said.
const TELLING_VERB: u16 = 12;
/// Weight of a participant.
const ENTITY_WEIGHT: u16 = 20;
/// Weight of a settled date.
const DATE_WEIGHT: u16 = 12;

/// Words that turn what follows around.
fn is_negation(token: &Token) -> bool {
    matches!(
        &*token.lemma,
        "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "without" | "none" | "nobody"
    ) || matches!(&*token.lemma, "cannot" | "fail" | "refuse" | "lack")
}

/// Words that hold a thing only possible.
fn is_possibility(token: &Token) -> bool {
    matches!(
        &*token.lemma,
        "may"
            | "might"
            | "could"
            | "would"
            | "can"
            | "should"
            | "possible"
            | "possibly"
            | "perhaps"
            | "likely"
            | "probably"
            | "allegedly"
            | "reportedly"
            | "apparently"
            | "alleged"
            | "appear"
            | "seem"
            | "suspect"
    )
}

/// Where the reach of a negation ends.
fn ends_scope(token: &Token) -> bool {
    token.tag == Tag::Punct && !matches!(&*token.lemma, "\"" | "“" | "”" | "'" | "‘" | "’")
        || token.tag == Tag::Cconj && &*token.lemma == "but"
}

/// Whether two numbers differ by more than rounding, a tenth either way: "nearly 90", "86".
pub(crate) fn is_distant(one: &Quantity, two: &Quantity) -> bool {
    match (one.milli_value, two.milli_value) {
        (Some(a), Some(b)) => a.abs_diff(b) > a.unsigned_abs().max(b.unsigned_abs()) / 10,
        (None, _) | (_, None) => false,
    }
}

/// Whether two numbers of the same thing can both be right.
pub(crate) fn agree(one: &Quantity, two: &Quantity) -> bool {
    let (Some(a), Some(b)) = (one.milli_value, two.milli_value) else { return true };
    !is_distant(one, two)
        || match (one.bound, two.bound) {
            (
                QuantityBound::AtLeast,
                QuantityBound::AtMost | QuantityBound::Exactly | QuantityBound::About,
            ) => a <= b,
            (
                QuantityBound::AtMost | QuantityBound::Exactly | QuantityBound::About,
                QuantityBound::AtLeast,
            ) => b <= a,
            (QuantityBound::AtMost, QuantityBound::Exactly | QuantityBound::About) => b <= a,
            (QuantityBound::Exactly | QuantityBound::About, QuantityBound::AtMost) => a <= b,
            (QuantityBound::AtLeast, QuantityBound::AtLeast)
            | (QuantityBound::AtMost, QuantityBound::AtMost) => true,
            (QuantityBound::Some, _) | (_, QuantityBound::Some) => true,
            (
                QuantityBound::Exactly | QuantityBound::About,
                QuantityBound::Exactly | QuantityBound::About,
            ) => false,
        }
}
