//! Who denies what? A denial and the words it denies, in the same sentence or elsewhere.

use super::likeness;
use super::occasions::is_compatible;
use super::units::Unit;
use super::wording;
use news::{Account, Act, Link, Passage, Relation, Score, Span, Tag};

/// Nouns that carry what others say: "previous reports that …".
const REPORTS: [&str; 14] = [
    "report",
    "claim",
    "allegation",
    "accusation",
    "rumour",
    "rumor",
    "suggestion",
    "charge",
    "assertion",
    "speculation",
    "statement",
    "story",
    "notion",
    "idea",
];

/// Score from which a denial answers another unit.
const ANSWERS: u32 = 300;
/// Score from which a denial stands beside another unit.
const BESIDE: u32 = 200;
/// Score from which a negated statement answers a plain one.
const CONTRADICTS: u32 = 450;

/// A denial that names what it denies: "denied reports that …".
pub(crate) fn nested(account: &Account, unit: &Unit) -> Option<Link> {
    if unit.act != Some(Act::Denies) {
        return None;
    }
    let content = *unit.content.first()?;
    // "denied reports that …": the noun may be taken for a part of the cue or of the content.
    let attribution = account.attributions.get(unit.attribution? as usize)?;
    let from = attribution.cue.as_ref().map_or(content.start, |cue| cue.span.start.min(content.start));
    let tokens = account.tokens_in(Span::new(from as usize, content.end as usize));
    let head = tokens.take(10).find(|index| {
        let token = account.tokens.get(*index as usize);
        token.is_some_and(|token| token.tag == Tag::Noun && REPORTS.contains(&&*token.lemma))
    })?;
    let next = account.tokens.get(head as usize + 1)?;
    if !content.contains(next.span) || !matches!(&*next.lemma, "that" | "of" | "by" | "about") {
        return None;
    }
    let said = Span::new(next.span.start as usize, content.end as usize);
    let passage = |span| Passage { account: unit.account, span };
    let reason = format!("the denial names the {} that it denies", account.token_words(head));
    Some(Link {
        relation: Relation::Denies,
        a: passage(unit.frame),
        b: passage(said),
        reason,
        confidence: Score(900),
    })
}

/// A denial and what another said, or a negated statement and the narrator's plain one.
pub(crate) fn answer(accounts: &[Account], one: &Unit, two: &Unit) -> Option<Link> {
    if one.is_beside(two) || one.shares_speaker(two) || is_another_day(one, two) {
        return None;
    }
    let (denial, said) = match (one.act, two.act) {
        (Some(Act::Denies), Some(Act::Denies)) => return None,
        (Some(Act::Denies), _) => (one, two),
        (_, Some(Act::Denies)) => (two, one),
        _ => return refusal(accounts, one, two),
    };
    let likeness = likeness::of(&denial.sketch, &said.sketch);
    let pairs = likeness::shared(&denial.sketch, &said.sketch);
    let affirmed = pairs.iter().any(|(a, b)| {
        let said = if std::ptr::eq(denial, one) { b } else { a };
        said.predicate && !said.negated
    });
    if !affirmed || said.sketch.supposed || likeness.predicates == 0 || likeness.entities == 0 {
        return None;
    }
    // A denial of intent answers talk of what may come; a report of deeds it only stands beside.
    let meant = said.sketch.possible || matches!(said.act, Some(Act::Warns | Act::Believes));
    if is_intent(accounts, denial) && !meant {
        let beside = likeness.words >= 2 && likeness.score() >= BESIDE;
        return beside.then(|| {
            let why = "one reports deeds, the other denies an intention";
            Link { relation: Relation::Related, ..link(accounts, denial, said, why, likeness.score() + 400) }
        });
    }
    let named = denial.speakers.iter().any(|speaker| said.sketch.entities().any(|entity| entity == *speaker));
    let answers = named && likeness.score() >= ANSWERS;
    answers.then(|| link(accounts, denial, said, "one says it, the other denies it", likeness.score() + 200))
}

/// Whether both tell a day, and none of the one's can be the other's: what was refused in one year is not what happened
/// in another.
fn is_another_day(one: &Unit, two: &Unit) -> bool {
    let mut days = one.sketch.days().peekable();
    days.peek().is_some()
        && two.sketch.days().next().is_some()
        && !days.any(|day| two.sketch.days().any(|other| is_compatible(day, other)))
}

/// Whether a denial is of an intention only.
fn is_intent(accounts: &[Account], denial: &Unit) -> bool {
    let Some(account) = accounts.get(denial.account as usize) else { return false };
    denial.content.iter().any(|span| {
        account.tokens_in(*span).any(|index| {
            account.tokens.get(index as usize).is_some_and(|token| {
                matches!(
                    &*token.lemma,
                    "intend" | "intention" | "plan" | "seek" | "want" | "consider" | "aim"
                )
            })
        })
    })
}

/// "We are not building a dam", said by one side, and another voice that speaks of the dam they build.
fn refusal(accounts: &[Account], one: &Unit, two: &Unit) -> Option<Link> {
    let (denial, said) = match (one.sketch.is_negated(), two.sketch.is_negated()) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        (true, true) | (false, false) => return None,
    };
    if !denial.is_attributed() || denial.sketch.unproven || denial.speakers.is_empty() {
        return None;
    }
    let likeness = likeness::of(&denial.sketch, &said.sketch);
    // "He has not decided whether to meet": what is not so is the decision, and the meeting may yet come. "They create no
    // alliance": there is none.
    let parts = denial.sketch.parts.iter();
    let mut verbs: Vec<u32> = parts.filter(|part| part.negated && part.verb).map(|part| part.token).collect();
    verbs.sort_unstable();
    let is_first = |token: u32| {
        let first = verbs.first().is_some_and(|verb| *verb <= token);
        first && verbs.iter().skip(1).all(|verb| *verb > token)
    };
    let turned = likeness::shared(&denial.sketch, &said.sketch).iter().any(|(a, b)| {
        let (refused, given) = if std::ptr::eq(denial, one) { (a, b) } else { (b, a) };
        let stands = refused.negated && is_first(refused.token) && !given.negated;
        stands && refused.weight >= 12 && refused.concept.is_family()
    });
    let plain = !denial.sketch.possible && !said.sketch.supposed && said.act != Some(Act::Declines);
    let fits = turned && plain && likeness.entities >= 2 && likeness.score() >= CONTRADICTS;
    let why = "one says that it is not so, the other takes it as given";
    fits.then(|| link(accounts, denial, said, why, 300 + likeness.score() / 2))
}

/// A link from a denial to what it denies, in account order.
fn link(accounts: &[Account], denial: &Unit, said: &Unit, why: &str, confidence: u32) -> Link {
    let reason = format!("{why}; {}", wording::overlap(accounts, denial, said));
    Link {
        relation: Relation::Denies,
        a: denial.passage(),
        b: said.passage(),
        reason,
        confidence: Score(confidence.min(900) as u16),
    }
}

/// All denials that name what they deny.
pub(crate) fn all_nested(accounts: &[Account], units: &[Unit]) -> Vec<Link> {
    units
        .iter()
        .filter_map(|unit| accounts.get(unit.account as usize).and_then(|account| nested(account, unit)))
        .collect()
}
