//! Which passages speak of the same meeting, visit or speech? By its kind, who took part, and the day.
//!
//! Two texts seldom tell an occasion in the same words; what makes it one is two participants and a day that
//! fits. A vague day fits nothing: then there is no link.

use super::clauses;
use super::sketch::Reader;
use super::wording;
use crate::collate::relations::concepts::{Concept, Predicates};
use news::{
    Account, Chronology, EntityKind, Link, PartialDate, Passage, Relation, Score, Span, Tag, Token,
    TokenRange,
};
use std::collections::{BTreeMap, BTreeSet};

/// Families that name occasions.
const KINDS: [&str; 7] = ["meet", "visit", "protest", "marry", "sign", "elect", "try"];

/// On which side of the occasion the clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    At,
}

/// One occasion as one clause tells it.
#[derive(Debug)]
struct Occasion {
    account: u32,
    kind: usize,
    /// Whether the text uses the verb: "met" against "attended a meeting".
    attended: bool,
    verb: bool,
    side: Side,
    /// The clause.
    clause: Span,
    /// From the word that says before or after to the end of the phrase; the clause where there is none.
    phrase: Span,
    sentence: Span,
    /// Who takes part, in the clause.
    people: BTreeSet<u32>,
    /// Who stands in the sentence.
    around: BTreeSet<u32>,
    /// Words beside the head in its own phrase: "foreign ministers".
    marks: BTreeSet<Concept>,
    /// Days that it may have been.
    days: Vec<PartialDate>,
}

/// Links between clauses about one occasion, and between before and after of it.
pub(crate) fn link(
    kit: &Predicates,
    accounts: &[Account],
    readers: &[Reader<'_>],
    chronologies: &[Chronology],
    shared: &[Vec<u32>],
    order: &[usize],
) -> Vec<Link> {
    let places = places(accounts, shared);
    let mut occasions = Vec::new();
    for index in order.iter().copied() {
        let (Some(account), Some(reader)) = (accounts.get(index), readers.get(index)) else { continue };
        find(kit, account, reader, chronologies.get(index), index as u32, &mut occasions);
    }
    for occasion in &mut occasions {
        occasion.people.retain(|entity| !places.contains(entity));
    }
    let names = |entities: &[u32]| wording::names(accounts, shared, entities);
    let mut by_person: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
    for (number, occasion) in occasions.iter().enumerate() {
        for person in &occasion.around {
            by_person.entry((occasion.kind, *person)).or_default().push(number);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for numbers in by_person.values() {
        for (at, one) in numbers.iter().enumerate() {
            pairs.extend(numbers[at + 1..].iter().take(NEIGHBOURS).map(|two| (*one, *two)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().filter_map(|(one, two)| judge(&names, &occasions[one], &occasions[two])).collect()
}

/// Entities of the comparison that are places to all accounts: where people meet takes no part in it.
fn places(accounts: &[Account], shared: &[Vec<u32>]) -> BTreeSet<u32> {
    let all =
        || accounts.iter().zip(shared).flat_map(|(account, shared)| account.entities.iter().zip(shared));
    let of = |is_place: bool| {
        let kind = move |entity: &news::Entity| (entity.kind == EntityKind::Place) == is_place;
        all().filter(move |(entity, _)| kind(entity)).map(|(_, shared)| *shared).collect::<BTreeSet<u32>>()
    };
    of(true).difference(&of(false)).copied().collect()
}

/// Occasions looked at in one clause.
const MOST_HEADS: u32 = 3;

/// Later tellings of an occasion with a common participant that are looked at.
const NEIGHBOURS: usize = 60;

/// The occasions of one account.
fn find(
    kit: &Predicates,
    account: &Account,
    reader: &Reader<'_>,
    chronology: Option<&Chronology>,
    index: u32,
    occasions: &mut Vec<Occasion>,
) {
    let kinds = Kinds::of(kit);
    let dates = chronology.map_or(&account.dates, |chronology| &chronology.dates);
    for sentence in &account.sentences {
        if !kinds.tells(account, sentence.tokens.clone()) {
            continue;
        }
        let around: BTreeSet<u32> = reader.sketch(&[sentence.span]).entities().collect();
        if around.is_empty() {
            continue;
        }
        for tokens in clauses::of(account, sentence) {
            let mut heads = 0;
            for at in tokens.clone() {
                let Some(token) = account.tokens.get(at as usize) else { break };
                if heads == MOST_HEADS {
                    break;
                }
                let Some(kind) = kinds.named(token) else { continue };
                heads += 1;
                let clause = account.span_of(tokens.clone());
                let (side, from) = side(account, tokens.start, at);
                let phrase = Span::new(from as usize, clause.end as usize);
                let marks = reader.sketch(&[phrase]).parts.into_iter().map(|part| part.concept).collect();
                let first = dates.partition_point(|date| date.span.end <= clause.start);
                let days = dates[first..]
                    .iter()
                    .take_while(|date| date.span.start < clause.end)
                    .flat_map(|date| date.candidates.iter().copied())
                    .filter(|date| date.month.is_some())
                    .collect();
                occasions.push(Occasion {
                    account: index,
                    kind,
                    attended: tokens.clone().any(|at| is_attending(kit, account, at)),
                    verb: token.tag == Tag::Verb,
                    side,
                    clause,
                    phrase,
                    sentence: sentence.span,
                    people: reader.sketch(&[clause]).entities().collect(),
                    around: around.clone(),
                    marks,
                    days,
                });
            }
        }
    }
}

/// The families of [`KINDS`].
struct Kinds<'k> {
    kit: &'k Predicates,
    families: Vec<Option<u16>>,
}

impl<'k> Kinds<'k> {
    fn of(kit: &'k Predicates) -> Kinds<'k> {
        Kinds { kit, families: KINDS.iter().map(|kind| kit.family(kind)).collect() }
    }

    /// The kind of occasion that a word names.
    fn named(&self, token: &Token) -> Option<usize> {
        let family = self.kit.family_of(&token.lemma)?;
        let kind = self.families.iter().position(|kind| *kind == Some(family))?;
        matches!(token.tag, Tag::Noun | Tag::Verb).then_some(kind)
    }

    /// Whether any of these words names one.
    fn tells(&self, account: &Account, tokens: TokenRange) -> bool {
        let range = tokens.start as usize..tokens.end as usize;
        account.tokens.get(range).unwrap_or_default().iter().any(|token| self.named(token).is_some())
    }
}

/// Whether the token is a verb of attending.
fn is_attending(kit: &Predicates, account: &Account, at: u32) -> bool {
    account
        .tokens
        .get(at as usize)
        .is_some_and(|token| token.tag == Tag::Verb && kit.is_in(&token.lemma, "attend"))
}

/// The nearest word before the head that puts the clause before or after the occasion, and where it starts.
fn side(account: &Account, start: u32, head: u32) -> (Side, u32) {
    let from = account.tokens.get(start as usize).map_or(0, |token| token.span.start);
    for at in (start.max(head.saturating_sub(8))..head).rev() {
        let Some(token) = account.tokens.get(at as usize) else { continue };
        match &*token.lemma {
            "before" | "ahead" | "prior" => return (Side::Before, token.span.start),
            "after" | "following" | "follow" => return (Side::After, token.span.start),
            _ => {}
        }
    }
    (Side::At, from)
}

/// What two tellings are to each other.
fn judge(names: &dyn Fn(&[u32]) -> String, one: &Occasion, two: &Occasion) -> Option<Link> {
    if one.account == two.account && one.sentence.overlaps(two.sentence) {
        return None;
    }
    let passage = |occasion: &Occasion, span| Passage { account: occasion.account, span };
    let common: Vec<u32> = one.people.intersection(&two.people).copied().collect();
    let sides = (one.side, two.side);
    let marks = one.marks.intersection(&two.marks).count();
    if matches!(sides, (Side::Before, Side::After) | (Side::After, Side::Before)) {
        let same = marks >= 3 && marks * 2 >= one.marks.len().min(two.marks.len());
        return same.then(|| Link {
            relation: Relation::InTension,
            a: passage(one, one.phrase),
            b: passage(two, two.phrase),
            reason: "one passage stands before the occasion, the other after it".to_owned(),
            confidence: Score(600),
        });
    }
    if one.attended != two.attended && one.verb != two.verb && common.len() >= 2 {
        return Some(Link {
            relation: Relation::InTension,
            a: passage(one, one.clause),
            b: passage(two, two.clause),
            reason: format!("both: {}; one attended, the other met", names(&common)),
            confidence: Score(550),
        });
    }
    if one.account == two.account {
        return None;
    }
    let day = one.days.iter().find(|day| two.days.iter().any(|other| is_compatible(**day, *other)))?;
    let around: Vec<u32> = one.around.intersection(&two.around).copied().collect();
    if common.len() >= 2 {
        return Some(Link {
            relation: Relation::SameClaim,
            a: passage(one, one.clause),
            b: passage(two, two.clause),
            reason: format!("both: {} on one occasion; the day fits: {day}", names(&common)),
            confidence: Score(750),
        });
    }
    let close = day.day.is_some() && around.len() >= 2;
    close.then(|| Link {
        relation: Relation::Related,
        a: passage(one, one.clause),
        b: passage(two, two.clause),
        reason: format!("both: {} around an occasion on {day}", names(&around)),
        confidence: Score(700),
    })
}

/// Whether one date lies inside the other.
pub(super) fn is_compatible(one: PartialDate, two: PartialDate) -> bool {
    let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
    one.year == two.year && same(one.month, two.month) && same(one.day, two.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_fits_its_month_but_not_another_day() {
        assert!(is_compatible(PartialDate::day(2031, 5, 3), PartialDate::month(2031, 5)));
        assert!(!is_compatible(PartialDate::day(2031, 5, 3), PartialDate::day(2031, 5, 4)));
    }
}
