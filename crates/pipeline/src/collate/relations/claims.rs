//! Do two units say the same, something about the same, or things that cannot both be true?
//!
//! Rule: a false merge is worse than a miss. The same claim needs most of both sides' weight, a common
//! participant or number, a common predicate, and nothing that pulls apart.

use super::concepts::{Concept, Predicates};
use super::likeness::{self, Likeness};
use super::units::Unit;
use super::wording;
use news::{Account, Act, Link, Relation, Score};

/// Score from which two units are held to say the same.
const SAME: u32 = 560;
/// Weight that two units must share to say the same: two or three telling words.
const LEAST_WEIGHT: u32 = 50;
/// Score from which conflicting numbers or negation make a contradiction.
const CONFLICT: u32 = 600;
/// Share of the shorter side from which it is the other side, cut, and contradicts nothing.
const ALL: u32 = 900;
/// Score from which two units say the same although each names its main event in a word of its own.
const NEAR_EQUAL: u32 = 750;
/// Score from which two units are held to be about the same.
const RELATED: u32 = 330;
/// The same inside one account, where everything is about one event.
const RELATED_BESIDE: u32 = 450;

/// The relation of two units, if any.
pub(crate) fn judge(kit: &Predicates, accounts: &[Account], one: &Unit, two: &Unit) -> Option<Link> {
    if one.is_beside(two) {
        return None;
    }
    let likeness = likeness::of(&one.sketch, &two.sketch);
    let relation = relation(kit, one, two, &likeness)?;
    let overlap = wording::overlap(accounts, one, two);
    let reason = match relation {
        Relation::SameUtterance => format!("two reports of one speaker's words; {overlap}"),
        Relation::SameClaim => overlap,
        Relation::Contradicts if likeness.clashing_numbers => {
            format!("different numbers for the same; {overlap}")
        }
        Relation::Contradicts => format!("one says that it is not so; {overlap}"),
        Relation::InTension if likeness.distant_numbers => {
            format!("numbers far apart for the same, though both can be right; {overlap}")
        }
        Relation::InTension => format!("one as a fact, one as a possibility or unconfirmed; {overlap}"),
        Relation::Related | Relation::Copied | Relation::Reworded | Relation::Denies => {
            format!("about the same; {overlap}")
        }
    };
    let confidence = Score(likeness.score().min(990) as u16);
    Some(Link { relation, a: one.passage(), b: two.passage(), reason, confidence })
}

/// What the measures say.
fn relation(kit: &Predicates, one: &Unit, two: &Unit, likeness: &Likeness) -> Option<Relation> {
    let score = likeness.score();
    if likeness.words == 0 || score < RELATED {
        return None;
    }
    let grounded =
        likeness.entities > 0 && likeness.words >= 2 || likeness.words >= 4 || likeness.entities >= 2;
    let same_speaker = one.shares_speaker(two);
    if grounded && score >= CONFLICT && likeness.predicates > 0 && likeness.words >= 2 {
        if likeness.clashing_numbers && !likeness.other_numbers {
            return Some(Relation::Contradicts);
        }
        if likeness.distant_numbers && !likeness.other_predicates {
            return Some(Relation::InTension);
        }
        if likeness.main_turned
            && likeness.containment < ALL
            && one.sketch.is_negated() != two.sketch.is_negated()
            && !is_act_apart(one, two)
        {
            return Some(Relation::Contradicts);
        }
    }
    let apart = likeness.clashing_numbers
        || likeness.other_numbers
        || likeness.turned > 0
        || is_act_apart(one, two)
        || likeness.other_predicates && score < NEAR_EQUAL
        || is_opposite(kit, one, two)
        || is_two_wishes(one, two)
        || one.sketch.unproven != two.sketch.unproven;
    // Where one side holds a negation and the other none, only near equality is trusted.
    let turned = one.sketch.is_negated() != two.sketch.is_negated() && score < 700;
    let said = is_enough(likeness, score);
    if grounded && said && !apart && !turned && score >= SAME && likeness.containment >= 600 {
        let both_said = one.is_attributed() && two.is_attributed();
        if both_said && same_speaker && !(one.quoted && two.quoted) {
            return Some(Relation::SameUtterance);
        }
        if both_said && same_speaker {
            // Word for word they were compared already, and found to be two sentences.
            return Some(Relation::Related);
        }
        return Some(Relation::SameClaim);
    }
    let about = likeness.entities >= 2 || likeness.entities > 0 && likeness.words >= 2;
    let least = if one.account == two.account { RELATED_BESIDE } else { RELATED };
    (about && likeness.predicates > 0 && score >= least).then_some(Relation::Related)
}

/// Whether what is shared is enough to be a claim: a predicate with its words, not names alone. The more alike
/// the passages are, the fewer words will do.
fn is_enough(likeness: &Likeness, score: u32) -> bool {
    let words = match (likeness.predicates, likeness.entities) {
        (0, _) => likeness.words >= 2 && score >= 820,
        (_, 0 | 1) => likeness.words >= 3 || likeness.words >= 2 && score >= 720,
        (_, _) => likeness.words >= 3 || likeness.words >= 2 && score >= 720 || score >= 800,
    };
    words && likeness.weight >= LEAST_WEIGHT && likeness.words_weight * 3 >= likeness.weight
}

/// Whether the speakers do different things with the words: one denies or declines, one does not.
fn is_act_apart(one: &Unit, two: &Unit) -> bool {
    let apart =
        |act: Option<Act>| matches!(act, Some(Act::Denies | Act::Declines | Act::Asks | Act::Demands));
    (apart(one.act) || apart(two.act)) && one.act != two.act
}

/// Whether two people each want or hold something possible: two wishes are not one fact.
fn is_two_wishes(one: &Unit, two: &Unit) -> bool {
    let wish = |unit: &Unit| {
        unit.sketch.possible
            || matches!(unit.act, Some(Act::Demands | Act::Asks | Act::Believes | Act::Warns | Act::Promises))
    };
    one.by_people && two.by_people && !one.shares_speaker(two) && (wish(one) || wish(two))
}

/// Whether one says the opposite of the other: rises, falls.
pub(super) fn is_opposite(kit: &Predicates, one: &Unit, two: &Unit) -> bool {
    let families = |unit: &Unit| -> Vec<u16> {
        let parts = unit.sketch.parts.iter();
        parts
            .filter_map(|part| match part.concept {
                Concept::Family(family) => Some(family),
                Concept::Entity(_) | Concept::Stem(_) | Concept::Number(_) | Concept::Date(_) => None,
            })
            .collect()
    };
    let (left, right) = (families(one), families(two));
    left.iter().any(|a| !right.contains(a) && right.iter().any(|b| !left.contains(b) && kit.exclude(*a, *b)))
}
