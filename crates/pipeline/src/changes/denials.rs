//! Is something denied that nobody denied before?
//!
//! A denial counts where an earlier account has what is denied: by a link, by likeness, or because somebody of whom the
//! story speaks denies "the charges". It does not where an earlier account has a denial by the same speaker, or one like it.

use super::corrections::shown;
use super::{SURE, cover, length};
use crate::collate::relations::{nearest, units::shared_index};
use crate::{Kit, fold};
use news::{
    Account, Act, Attribution, Change, ChangeKind, Comparison, Passage, Relation, Span, SpeakerStatus, Tag,
};
use std::collections::BTreeSet;

/// Likeness from which a denial is about a passage.
const ABOUT: u16 = 420;
/// Likeness from which two denials may deny the same thing.
const AGAIN: u16 = 250;
/// Words of a passage that can be denied.
const SHORTEST: usize = 5;
/// What is denied without being said again: "denied the charges".
const CHARGES: [&str; 10] = [
    "charge",
    "allegation",
    "accusation",
    "claim",
    "wrongdoing",
    "report",
    "rumour",
    "rumor",
    "involvement",
    "guilt",
];

/// The denial of the last account that is the first of its kind.
pub(super) fn first(kit: &Kit, accounts: &[Account], comparison: &Comparison) -> Option<Change> {
    let (new, before) = accounts.split_last()?;
    let shared = shared_index(accounts, &comparison.entities);
    let speakers = |account: usize, attribution: &Attribution| -> BTreeSet<u32> {
        let entities = attribution.speaker.entities.iter();
        entities.filter_map(|entity| shared.get(account)?.get(entity.0 as usize).copied()).collect()
    };
    let earlier: Vec<(Passage, BTreeSet<u32>)> = before
        .iter()
        .enumerate()
        .flat_map(|(index, account)| denials(account).map(move |denial| (index, denial)))
        .filter_map(|(index, denial)| {
            let span = cover(&denial.content)?;
            Some((Passage { account: index as u32, span }, speakers(index, denial)))
        })
        .collect();
    let index = before.len();
    let sure = denials(new).filter(|denial| {
        denial.confidence >= SURE
            && denial.speaker.status != SpeakerStatus::Unknown
            && is_of_something_said(new, denial)
    });
    let firsts = sure.filter_map(|denial| {
        let content = Passage { account: index as u32, span: cover(&denial.content)? };
        let voices = speakers(index, denial);
        let is_again = earlier.iter().any(|(_, others)| !others.is_disjoint(&voices))
            || is_like(kit, accounts, comparison, content, &earlier);
        let denied =
            (!is_again).then(|| denied(kit, accounts, comparison, denial, &voices, &shared)).flatten()?;
        Some((denied, Passage { span: frame(new, denial), ..content }))
    });
    // One article tells one denial in its headline, its lead and its body: what is founded best is shown.
    let best = firsts.min_by_key(|((ground, denied), denial)| (*ground, denial.span, *denied));
    best.map(|((_, denied), denial)| {
        let words = shown(new, denial.span);
        let reason = format!("“{words}”: no earlier article of the story denies it");
        Change { kind: ChangeKind::FirstDenial, passages: vec![denied, denial], reason }
    })
}

/// Whether it is a saying that is denied: "denied that …", "denied having …", "rejected claims", or the denial is quoted.
/// Courts deny requests, and views are dismissed: those are no news of who says what.
fn is_of_something_said(account: &Account, denial: &Attribution) -> bool {
    let (Some(cue), Some(content)) = (&denial.cue, cover(&denial.content)) else { return false };
    if !denial.quoted.is_empty() || content.start < cue.span.start {
        return true;
    }
    let from = cue.span.end.min(content.start);
    let mut behind = account
        .tokens_in(Span::new(from as usize, content.end.max(from) as usize))
        .filter_map(|index| account.tokens.get(index as usize));
    let first = behind.next();
    let is_clause = first.is_some_and(|token| {
        let word = fold::word(account.words(token.span));
        word == "that" && token.tag != Tag::Det
            || word.ends_with("ing") && matches!(token.tag, Tag::Verb | Tag::Aux)
    });
    is_clause || is_of_charges(account, content)
}

/// How it is known what a denial is about, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Linked,
    Alike,
    Charges,
}

fn denials(account: &Account) -> impl Iterator<Item = &Attribution> {
    account.attributions.iter().filter(|one| one.act == Act::Denies && one.zone.is_account())
}

/// Source, cue and content together.
fn frame(account: &Account, attribution: &Attribution) -> Span {
    let parts = attribution.source.into_iter().chain(attribution.cue.as_ref().map(|cue| cue.span));
    let whole = parts.chain(attribution.content.iter().copied()).reduce(Span::cover);
    whole.unwrap_or(Span::new(0, 0)).trimmed(account.text())
}

fn is_like(
    kit: &Kit,
    accounts: &[Account],
    comparison: &Comparison,
    content: Passage,
    earlier: &[(Passage, BTreeSet<u32>)],
) -> bool {
    let passages: Vec<Passage> = earlier.iter().map(|(passage, _)| *passage).collect();
    let is_linked = comparison.links.iter().any(|link| {
        let joins = |one: Passage, two: Passage| {
            meets(one, content) && passages.iter().any(|other| meets(two, *other))
        };
        joins(link.a, link.b) || joins(link.b, link.a)
    });
    is_linked
        || nearest(kit, accounts, comparison, content, &passages).is_some_and(|(_, score)| score.0 >= AGAIN)
}

fn meets(one: Passage, two: Passage) -> bool {
    one.account == two.account && one.span.overlaps(two.span)
}

/// What the denial is about, in an earlier account.
fn denied(
    kit: &Kit,
    accounts: &[Account],
    comparison: &Comparison,
    denial: &Attribution,
    voices: &BTreeSet<u32>,
    shared: &[Vec<u32>],
) -> Option<(Ground, Passage)> {
    let (new, before) = accounts.split_last()?;
    let content = Passage { account: before.len() as u32, span: cover(&denial.content)? };
    let whole = Passage { span: frame(new, denial), ..content };
    let against = comparison.links.iter().filter(|link| link.relation == Relation::Denies);
    let linked = against.filter_map(|link| match (meets(link.a, whole), meets(link.b, whole)) {
        (true, false) => Some(link.b),
        (false, true) => Some(link.a),
        (true, true) | (false, false) => None,
    });
    if let Some(said) =
        linked.filter(|said| said.account < content.account && length(accounts, *said) >= SHORTEST).min()
    {
        return Some((Ground::Linked, said));
    }
    // What others say is named, not said again: nothing of the story is like it.
    if is_of_charges(new, content.span) {
        return spoken_of(before, voices, shared).map(|sentence| (Ground::Charges, sentence));
    }
    let told: Vec<Passage> =
        before.iter().enumerate().flat_map(|(index, account)| told(index, account)).collect();
    let near = nearest(kit, accounts, comparison, content, &told);
    near.filter(|(_, score)| score.0 >= ABOUT).map(|(said, _)| (Ground::Alike, said))
}

/// Everything that an account says, itself or in others' words.
fn told(index: usize, account: &Account) -> impl Iterator<Item = Passage> {
    let claims = account.claims.iter().map(|claim| claim.span);
    let said = account.attributions.iter().filter(|one| one.act != Act::Denies && one.zone.is_account());
    let said = said.filter_map(|attribution| cover(&attribution.content));
    let is_long = |span: &Span| account.words(*span).split_whitespace().count() >= SHORTEST;
    claims.chain(said).filter(is_long).map(move |span| Passage { account: index as u32, span })
}

/// Whether it is denied what others say, by the noun for that near the front: "the charges", "any claim that …".
fn is_of_charges(account: &Account, content: Span) -> bool {
    let front = account.tokens_in(content).take(6);
    let mut tokens = front.filter_map(|index| account.tokens.get(index as usize));
    tokens.any(|token| token.tag == Tag::Noun && CHARGES.contains(&&*token.lemma))
}

/// The first sentence of an earlier account that speaks of one of these.
fn spoken_of(before: &[Account], voices: &BTreeSet<u32>, shared: &[Vec<u32>]) -> Option<Passage> {
    before.iter().enumerate().find_map(|(index, account)| {
        let known =
            account.entities.iter().zip(shared.get(index)?).filter(|(_, shared)| voices.contains(shared));
        let mention = known.flat_map(|(entity, _)| &entity.mentions).map(|mention| mention.span).min()?;
        let sentence = account.sentence_at(mention.start as usize)?;
        Some(Passage { account: index as u32, span: sentence.span })
    })
}
