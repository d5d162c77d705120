//! How much of what two passages say is the same?
//!
//! A weighted overlap of concepts (Dice 1945 over the whole, containment over the shorter side), with the parts
//! that decide: shared participants, a shared predicate, numbers and negation. What follows from it is decided
//! by the steps beside this one.

use super::concepts::Concept;
use super::sketch::{Part, Sketch, agree, is_distant};

/// The measures of two sketches. Shares are in thousandths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Shared weight over the mean weight of both.
    pub(crate) dice: u32,
    /// Shared weight over the weight of the lighter one.
    pub(crate) containment: u32,
    /// Weight of what is shared.
    pub(crate) weight: u32,
    /// Shared concepts that are no name.
    pub(crate) words: u32,
    /// Their weight.
    pub(crate) words_weight: u32,
    /// Shared names and entities.
    pub(crate) entities: u32,
    /// Shared predicates.
    pub(crate) predicates: u32,
    /// Shared concepts that only one side negates.
    pub(crate) turned: u32,
    /// Whether both sides tell the same thing first, and only one negates it.
    pub(crate) main_turned: bool,
    /// Numbers that cannot both be right.
    pub(crate) clashing_numbers: bool,
    /// Numbers of the same thing that lie apart although their bounds allow both: "over 90", "some 200".
    pub(crate) distant_numbers: bool,
    /// Whether the first predicate of each side, what its main clause tells, is missing on the other side.
    pub(crate) other_predicates: bool,
    /// Concepts on one side that are numbers the other side lacks, on both sides.
    pub(crate) other_numbers: bool,
}

impl Likeness {
    /// One figure: mostly the whole, partly the shorter side.
    pub(crate) fn score(&self) -> u32 {
        (self.dice * 3 + self.containment * 2) / 5
    }
}

/// Compares two sketches.
pub(crate) fn of(one: &Sketch, two: &Sketch) -> Likeness {
    let mut found = Likeness::default();
    for (a, b) in shared(one, two) {
        found.weight += u32::from(a.weight.min(b.weight));
        if a.name || b.name {
            found.entities += 1;
        } else {
            found.words += 1;
            found.words_weight += u32::from(a.weight.min(b.weight));
            found.predicates += u32::from(a.predicate || b.predicate);
        }
        if a.negated != b.negated {
            found.turned += 1;
        }
    }
    let (weight_one, weight_two) = (one.weight(), two.weight());
    found.dice = found.weight * 2000 / (weight_one + weight_two).max(1);
    found.containment = found.weight * 1000 / weight_one.min(weight_two).max(1);
    found.clashing_numbers = one.quantities.iter().any(|a| {
        let mut same_unit = two.quantities.iter().filter(|b| is_same_unit(&a.unit, &b.unit)).peekable();
        same_unit.peek().is_some() && same_unit.all(|b| !agree(a, b))
    });
    found.distant_numbers = one.quantities.iter().any(|a| {
        let mut same_unit = two.quantities.iter().filter(|b| is_same_unit(&a.unit, &b.unit)).peekable();
        same_unit.peek().is_some() && same_unit.all(|b| agree(a, b) && is_distant(a, b))
    });
    let (first, other) = (main_predicate(one), main_predicate(two));
    found.main_turned =
        first.zip(other).is_some_and(|(a, b)| a.concept == b.concept && a.negated != b.negated);
    found.other_predicates = has_own_predicate(one, two) && has_own_predicate(two, one);
    found.other_numbers = has_own_number(one, two) && has_own_number(two, one);
    found
}

/// The weight that the richer of two sketches has beyond what they share.
pub(crate) fn beyond(one: &Sketch, two: &Sketch) -> u32 {
    let weight: u32 = shared(one, two).iter().map(|(a, b)| u32::from(a.weight.min(b.weight))).sum();
    one.weight().max(two.weight()).saturating_sub(weight)
}

/// Concepts that both sketches hold.
pub(crate) fn shared<'a>(one: &'a Sketch, two: &'a Sketch) -> Vec<(&'a Part, &'a Part)> {
    let mut pairs = Vec::new();
    let (mut left, mut right) = (one.parts.iter().peekable(), two.parts.iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match order(a, b) {
            std::cmp::Ordering::Less => left.next(),
            std::cmp::Ordering::Greater => right.next(),
            std::cmp::Ordering::Equal => {
                pairs.push((*a, *b));
                left.next();
                right.next()
            }
        };
    }
    pairs
}

/// The order of two concepts, by their ranks where both have one.
fn order(one: &Part, two: &Part) -> std::cmp::Ordering {
    match (one.rank, two.rank) {
        (0, _) | (_, 0) => one.concept.cmp(&two.concept),
        (one, two) => one.cmp(&two),
    }
}

/// Whether what the first sketch tells first is no concept of the second.
fn has_own_predicate(one: &Sketch, two: &Sketch) -> bool {
    main_predicate(one).is_some_and(|first| two.parts.binary_search_by(|other| order(other, first)).is_err())
}

/// What a passage tells first: the predicate of its main clause, as a rule.
fn main_predicate(sketch: &Sketch) -> Option<&Part> {
    sketch.parts.iter().filter(|part| part.predicate && part.verb).min_by_key(|part| part.token)
}

/// Whether the first sketch has a number that the second lacks.
fn has_own_number(one: &Sketch, two: &Sketch) -> bool {
    one.parts.iter().any(|part| match part.concept {
        Concept::Number(_) => two.parts.binary_search_by(|other| order(other, part)).is_err(),
        Concept::Entity(_) | Concept::Family(_) | Concept::Stem(_) | Concept::Date(_) => false,
    })
}

/// Whether two units of counting share their last word: "assault rifles", "rifles".
fn is_same_unit(one: &str, two: &str) -> bool {
    match (one.split_whitespace().last(), two.split_whitespace().last()) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        (None, _) | (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: &[(&str, u16)]) -> Sketch {
        let mut parts: Vec<Part> = words
            .iter()
            .map(|(word, weight)| Part {
                concept: Concept::Stem((*word).into()),
                rank: 0,
                weight: *weight,
                token: 0,
                predicate: false,
                verb: false,
                name: false,
                negated: false,
            })
            .collect();
        parts.sort_by(|a, b| a.concept.cmp(&b.concept));
        Sketch { parts, ..Sketch::default() }
    }

    #[test]
    fn equal_bags_are_wholly_alike_and_strangers_not_at_all() {
        let one = sketch(&[("dam", 20), ("burst", 24)]);
        assert_eq!(of(&one, &one).score(), 1000);
        assert_eq!(of(&one, &sketch(&[("court", 20)])).score(), 0);
        assert_eq!(of(&one, &Sketch::default()).score(), 0);
    }

    #[test]
    fn a_short_passage_inside_a_long_one_is_contained_but_not_the_same() {
        let short = sketch(&[("dam", 20)]);
        let long = sketch(&[("dam", 20), ("burst", 24), ("valley", 24), ("night", 12)]);
        let likeness = of(&short, &long);
        assert_eq!(likeness.containment, 1000);
        assert!(likeness.dice < 500);
    }
}
