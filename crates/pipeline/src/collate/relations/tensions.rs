//! What can both be true and yet pulls apart? One says that nothing is confirmed, the other reports it as done
//! or about to come; one declines to say, as another account also reports.

use super::likeness;
use super::units::Unit;
use super::wording;
use news::{Account, Act, Link, Relation, Score};

/// Tension in proof between two units.
pub(crate) fn unproven(accounts: &[Account], one: &Unit, two: &Unit) -> Option<Link> {
    if one.account == two.account && one.frame.overlaps(two.frame) {
        return None;
    }
    let (doubt, said) = match (one.sketch.unproven, two.sketch.unproven) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        (true, true) | (false, false) => return None,
    };
    if said.sketch.is_negated() || matches!(said.act, Some(Act::Denies | Act::Declines | Act::Asks)) {
        return None;
    }
    let likeness = likeness::of(&doubt.sketch, &said.sketch);
    let grounded =
        likeness.entities >= 2 && likeness.words >= 1 || likeness.entities >= 1 && likeness.words >= 2;
    if !grounded || likeness.predicates == 0 {
        return None;
    }
    let why = if doubt.shares_speaker(said) {
        "the same speaker holds it unconfirmed here and speaks of it as coming there"
    } else {
        "one says that it is not confirmed, the other reports it"
    };
    let reason = format!("{why}; {}", wording::overlap(accounts, doubt, said));
    let (a, b) = (doubt.passage(), said.passage());
    Some(Link { relation: Relation::InTension, a, b, reason, confidence: Score(600) })
}

/// Two reports that one speaker would not say: the same refusal.
pub(crate) fn refusals(accounts: &[Account], units: &[Unit]) -> Vec<Link> {
    let refusals: Vec<&Unit> = units.iter().filter(|unit| unit.act == Some(Act::Declines)).collect();
    let mut links = Vec::new();
    for (number, one) in refusals.iter().enumerate().take(MOST_REFUSALS) {
        let others = refusals[number + 1..].iter().take(MOST_REFUSALS);
        for two in others.filter(|two| two.account != one.account && two.shares_speaker(one)) {
            let likeness = likeness::of(&one.sketch, &two.sketch);
            if likeness.words == 0 {
                continue;
            }
            let reason = format!(
                "both report that the speaker would not say; {}",
                wording::overlap(accounts, one, two)
            );
            links.push(Link {
                relation: Relation::SameClaim,
                a: one.passage(),
                b: two.passage(),
                reason,
                confidence: Score(700),
            });
        }
    }
    links
}

/// Refusals compared with one another; more are a list of refusals and no story.
const MOST_REFUSALS: usize = 200;
