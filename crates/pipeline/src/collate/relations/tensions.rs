//! What can both be true and yet pulls apart? One says that nothing is confirmed, the other reports it as done
//! or about to come; one declines to say, as another account also reports.

use super::likeness;
use super::sketch::Sketch;
use super::units::Unit;
use super::wording;
use news::{Account, Act, Link, Passage, Relation, Score};
use std::collections::{BTreeMap, BTreeSet};

/// Tension in proof between two units.
pub(crate) fn unproven(accounts: &[Account], one: &Unit, two: &Unit) -> Option<Link> {
    if one.is_beside(two) {
        return None;
    }
    let (doubt, said) = match (one.sketch.unproven, two.sketch.unproven) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        (true, true) | (false, false) => return None,
    };
    // A speech of several sentences doubts one thing and says others; its clauses are judged by themselves.
    if !is_one_sentence(accounts, doubt) {
        return None;
    }
    let unsaid = matches!(said.act, Some(Act::Denies | Act::Declines | Act::Asks | Act::Demands));
    if unsaid || said.sketch.supposed || said.sketch.possible && !doubt.shares_speaker(said) {
        return None;
    }
    let likeness = likeness::of(&doubt.sketch, &said.sketch);
    let grounded = likeness.entities >= 2 || likeness.entities >= 1 && likeness.words >= 2;
    let score = likeness.score();
    if !grounded || likeness.predicates == 0 || score < TOPIC {
        return None;
    }
    let why = if doubt.shares_speaker(said) {
        "the same speaker holds it unconfirmed here and speaks of it as coming there"
    } else {
        "one says that it is not confirmed, the other reports it"
    };
    let reason = format!("{why}; {}", wording::overlap(accounts, doubt, said));
    let (a, b) = (doubt.passage(), said.passage());
    Some(Link {
        relation: Relation::InTension,
        a,
        b,
        reason,
        confidence: Score((400 + score / 2).min(900) as u16),
    })
}

/// Whether a unit stands inside one sentence.
fn is_one_sentence(accounts: &[Account], unit: &Unit) -> bool {
    let Some(account) = accounts.get(unit.account as usize) else { return false };
    let span = unit.span();
    account.sentence_at(span.start as usize).is_some_and(|sentence| span.end <= sentence.span.end)
}

/// Score from which a doubt and a report are about one thing.
const TOPIC: u32 = 280;

/// Two reports that one speaker would not say: the same refusal, where each is the other's best fit.
pub(crate) fn refusals(accounts: &[Account], units: &[Unit]) -> Vec<Link> {
    let refusals: Vec<&Unit> =
        units.iter().filter(|unit| unit.act == Some(Act::Declines)).take(MOST_REFUSALS).collect();
    let best = |one: &Unit, account: u32| -> Option<usize> {
        let others = refusals.iter().enumerate();
        let others = others.filter(|(_, two)| two.account == account && two.shares_speaker(one));
        let scored = others.map(|(number, two)| (likeness::of(context(one), context(two)), number));
        let (likeness, number) =
            scored.max_by_key(|(likeness, number)| (likeness.words_weight, std::cmp::Reverse(*number)))?;
        (likeness.words > 0).then_some(number)
    };
    let mut links = Vec::new();
    for (number, one) in refusals.iter().enumerate() {
        let rest = &refusals[number + 1..];
        let others: BTreeSet<u32> =
            rest.iter().map(|two| two.account).filter(|account| *account != one.account).collect();
        for account in others {
            let Some(partner) = best(one, account).filter(|partner| *partner > number) else { continue };
            let two = refusals[partner];
            if best(two, one.account) != Some(number) {
                continue;
            }
            let overlap = wording::overlap(accounts, one, two);
            links.push(Link {
                relation: Relation::SameClaim,
                a: one.passage(),
                b: two.passage(),
                reason: format!("both report that the speaker would not say; {overlap}"),
                confidence: Score(700),
            });
        }
    }
    links
}

/// What is said around a refusal.
fn context(unit: &Unit) -> &Sketch {
    unit.context.as_ref().unwrap_or(&unit.sketch)
}

/// Refusals compared with one another; more are a list of refusals and no story.
const MOST_REFUSALS: usize = 200;

/// Speakers who are heard once in each of two accounts, on one event: the two reports stand side by side.
pub(crate) fn heard_once(accounts: &[Account], units: &[Unit]) -> Vec<Link> {
    let mut heard: BTreeMap<(u32, u32), Vec<&Unit>> = BTreeMap::new();
    for unit in units.iter().filter(|unit| unit.is_attributed()) {
        for speaker in &unit.speakers {
            heard.entry((*speaker, unit.account)).or_default().push(unit);
        }
    }
    let mut by_speaker: BTreeMap<u32, Vec<&Unit>> = BTreeMap::new();
    for ((speaker, account), units) in heard {
        let Some(account) = accounts.get(account as usize) else { continue };
        let sentence =
            |unit: &&Unit| account.sentence_at(unit.frame.start as usize).map(|sentence| sentence.span);
        let Some(first) = units.first() else { continue };
        if units.iter().all(|unit| sentence(unit) == sentence(first)) {
            by_speaker.entry(speaker).or_default().push(first);
        }
    }
    let mut links = Vec::new();
    for reports in by_speaker.values() {
        for pair in reports.windows(2) {
            let [one, two] = pair else { continue };
            links.push(Link {
                relation: Relation::Related,
                a: Passage { account: one.account, span: one.frame },
                b: Passage { account: two.account, span: two.frame },
                reason: format!(
                    "both report the same speaker, each once; {}",
                    wording::overlap(accounts, one, two)
                ),
                confidence: Score(450),
            });
        }
    }
    links
}
