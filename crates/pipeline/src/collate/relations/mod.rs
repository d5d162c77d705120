//! Which passages say the same, deny each other or pull apart?
//!
//! Units (attributions and claims) are sketched, brought together through rare concepts, and judged pair by
//! pair. DESIGN rule: a false merge is worse than a miss.

mod candidates;
mod claims;
pub(crate) mod clauses;
pub(crate) mod concepts;
mod denials;
mod likeness;
mod occasions;
mod sentences;
mod sketch;
mod tensions;
pub(crate) mod units;
mod wording;
pub(crate) mod words;

use super::copies::Copy;
use super::utterances::Utterance;
use crate::Kit;
use concepts::Predicates;
use news::{Account, Comparison, Link, Passage, Relation, Score, Span};
use sketch::Reader;
use std::collections::BTreeMap;
use units::Unit;

/// Links between passages, sorted. `comparison` holds entities, chronologies and pairs.
pub(crate) fn link(
    kit: &Kit,
    accounts: &[Account],
    comparison: &Comparison,
    utterances: &[Utterance],
    copies: &[Copy],
) -> Vec<Link> {
    let shared = units::shared_index(accounts, &comparison.entities);
    let readers: Vec<Reader<'_>> = accounts
        .iter()
        .zip(&shared)
        .enumerate()
        .map(|(index, (account, shared))| {
            Reader::new(&kit.predicates, account, shared, comparison.chronologies.get(index))
        })
        .collect();
    let mut units: Vec<Unit> = Vec::new();
    let order = order(accounts);
    for index in order.iter().copied() {
        if let (Some(reader), Some(shared)) = (readers.get(index), shared.get(index)) {
            units.extend(units::of(reader, index as u32, shared));
        }
    }
    units::rank(&mut units);
    units::discount_topic(&mut units);

    let mut links: Vec<Link> = Vec::new();
    links.extend(denials::all_nested(accounts, &units));
    links.extend(tensions::refusals(accounts, &units));
    links.extend(tensions::heard_once(accounts, &units));
    links.extend(occasions::link(
        &kit.predicates,
        accounts,
        &readers,
        &comparison.chronologies,
        &shared,
        &order,
    ));
    links.extend(judged(&kit.predicates, accounts, &units));
    links.extend(sentences::link(&kit.predicates, accounts, &readers, &comparison.pairs, &order));
    settle(stated(utterances, copies), links, &order)
}

/// Accounts in an order of their bytes, so that the order in which they were given decides nothing.
pub(crate) fn order(accounts: &[Account]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    order.sort_by(|one, two| accounts[*one].article.source.bytes.cmp(&accounts[*two].article.source.bytes));
    order
}

/// How alike two passages are as wholes, in thousandths: the share of their words, less what the richer one tells beyond the
/// other. A short passage is not like a long one that holds it; `nearest` asks for that.
pub fn likeness(kit: &Kit, accounts: &[Account], comparison: &Comparison, a: Passage, b: Passage) -> Score {
    let shared = units::shared_index(accounts, &comparison.entities);
    let read = |passage: Passage| {
        let index = passage.account as usize;
        let (account, shared) = (accounts.get(index)?, shared.get(index)?);
        let reader = Reader::new(&kit.predicates, account, shared, comparison.chronologies.get(index));
        Some((words::of(account, passage.span), reader.sketch(&[passage.span])))
    };
    let (Some(a), Some(b)) = (read(a), read(b)) else { return Score(0) };
    Score(words::share(&a.0, &b.0).saturating_sub(likeness::beyond(&a.1, &b.1) * BEYOND / 10) as u16)
}

/// What each point of weight that one passage has beyond another takes from their likeness, in tenths of a thousandth.
const BEYOND: u32 = 15;

/// The passage that is most like one in meaning, and how alike they are in thousandths; of equals the first.
pub(crate) fn nearest(
    kit: &Kit,
    accounts: &[Account],
    comparison: &Comparison,
    one: Passage,
    others: &[Passage],
) -> Option<(Passage, Score)> {
    let shared = units::shared_index(accounts, &comparison.entities);
    let reader = |index: usize| {
        let chronology = comparison.chronologies.get(index);
        Some(Reader::new(&kit.predicates, accounts.get(index)?, shared.get(index)?, chronology))
    };
    let readers: Vec<Option<Reader<'_>>> = (0..accounts.len()).map(reader).collect();
    let sketch =
        |passage: Passage| Some(readers.get(passage.account as usize)?.as_ref()?.sketch(&[passage.span]));
    let wanted = sketch(one)?;
    let score = |other: &Passage| Some(likeness::of(&wanted, &sketch(*other)?).score().min(1000) as u16);
    let scored = others.iter().filter_map(|other| Some((Score(score(other)?), std::cmp::Reverse(*other))));
    scored.max().map(|(score, std::cmp::Reverse(passage))| (passage, score))
}

/// Confidence of an utterance from which a word or two are enough.
const ECHO: Score = Score(850);

/// Links that earlier steps have found: equal words inside and outside quotation marks.
fn stated(utterances: &[Utterance], copies: &[Copy]) -> Vec<Link> {
    // One or two equal words without a known speaker on both sides are an echo, not yet one utterance.
    let is_echo = |utterance: &Utterance| {
        utterance.shared_words <= 1 || utterance.shared_words <= 2 && utterance.confidence < ECHO
    };
    let told = utterances.iter().filter(|pair| !is_echo(pair) || pair.base.account != pair.variant.account);
    let quoted = told.map(|utterance| Link {
        relation: if is_echo(utterance) { Relation::Related } else { Relation::SameUtterance },
        a: utterance.base,
        b: utterance.variant,
        reason: utterance.reason.clone(),
        confidence: utterance.confidence,
    });
    let copied = copies.iter().map(|copy| Link {
        relation: if copy.reworded { Relation::Reworded } else { Relation::Copied },
        a: copy.a,
        b: copy.b,
        reason: if copy.reworded {
            "the narrators tell it in other words or another order, outside quotation marks".to_owned()
        } else {
            "the same narrator's words outside quotation marks".to_owned()
        },
        confidence: copy.confidence,
    });
    quoted.chain(copied).collect()
}

/// Links from comparing units that share rare concepts.
fn judged(kit: &Predicates, accounts: &[Account], units: &[Unit]) -> Vec<Link> {
    let mut links = Vec::new();
    for (one, two) in candidates::pairs(units) {
        let (Some(one), Some(two)) = (units.get(one), units.get(two)) else { continue };
        if let Some(link) = denials::answer(accounts, one, two) {
            links.push(link);
        } else if let Some(link) = tensions::unproven(accounts, one, two) {
            links.push(link);
        } else {
            links.extend(claims::judge(kit, accounts, one, two));
        }
    }
    links
}

/// Confidence below which a link only stands where there is no other.
const WEAK: Score = Score(500);

/// Links of one relation that one passage may have to passages of one account; weak ones have less room.
fn room(link: &Link) -> usize {
    match link.relation {
        Relation::Related if link.confidence < WEAK => 1,
        Relation::SameUtterance | Relation::Copied | Relation::Reworded => usize::MAX,
        Relation::SameClaim | Relation::Denies | Relation::Contradicts | Relation::Related => 2,
        Relation::InTension => 1,
    }
}

/// How much a relation says: of two links over one pair of passages the stronger stays.
fn strength(relation: Relation) -> u8 {
    match relation {
        Relation::SameUtterance => 0,
        Relation::Copied => 1,
        Relation::Reworded => 2,
        Relation::Denies => 3,
        Relation::Contradicts => 4,
        Relation::SameClaim => 5,
        Relation::InTension => 6,
        Relation::Related => 7,
    }
}

/// Puts links in order, drops weaker ones over the same passages, and keeps a handful per passage. Equal words
/// come first and all stay.
fn settle(stated: Vec<Link>, judged: Vec<Link>, order: &[usize]) -> Vec<Link> {
    let mut rank = vec![0usize; order.len()];
    for (place, account) in order.iter().enumerate() {
        rank[*account] = place;
    }
    let place = |passage: &Passage| (rank.get(passage.account as usize).copied(), passage.span);
    let (echoes, equal): (Vec<Link>, Vec<Link>) =
        stated.into_iter().partition(|link| link.relation == Relation::Related);
    let mut links = judged;
    for link in &mut links {
        if place(&link.b) < place(&link.a) {
            std::mem::swap(&mut link.a, &mut link.b);
        }
    }
    links.sort_by(|one, two| {
        let key = |link: &Link| {
            (strength(link.relation), std::cmp::Reverse(link.confidence), place(&link.a), place(&link.b))
        };
        key(one).cmp(&key(two)).then_with(|| one.reason.cmp(&two.reason))
    });
    let certain = equal.len();
    let links = equal.into_iter().chain(links).chain(echoes);
    let mut kept: Vec<Link> = Vec::new();
    let mut at: BTreeMap<(u32, u32, u32), Vec<usize>> = BTreeMap::new();
    let mut used: BTreeMap<(Passage, u32, Relation), usize> = BTreeMap::new();
    for (number, link) in links.enumerate() {
        let covered = blocks(link.a, link.b).into_iter().any(|block| {
            at.get(&block).into_iter().flatten().any(|index| {
                let other = &kept[*index];
                // A few equal words inside two long passages do not stand for the passages.
                let same = |one, two| meets(one, two, *index < certain);
                same(other.a, link.a) && same(other.b, link.b)
                    || same(other.a, link.b) && same(other.b, link.a)
            })
        });
        if covered && number >= certain {
            continue;
        }
        let ends = [(link.a, link.b.account, link.relation), (link.b, link.a.account, link.relation)];
        if number >= certain && ends.iter().any(|end| used.get(end).copied().unwrap_or(0) >= room(&link)) {
            continue;
        }
        for end in ends {
            *used.entry(end).or_default() += 1;
        }
        for block in blocks(link.a, link.b).into_iter().chain(blocks(link.b, link.a)) {
            at.entry(block).or_default().push(kept.len());
        }
        kept.push(link);
    }
    for link in &mut kept {
        if link.b < link.a {
            std::mem::swap(&mut link.a, &mut link.b);
        }
    }
    kept.sort_by_key(|link| (link.a, link.b, link.relation));
    kept.dedup_by(|one, two| (one.a, one.b, one.relation) == (two.a, two.b, two.relation));
    kept
}

/// Where to look for links over the same passages: blocks of the first passage beside the second's account.
fn blocks(one: Passage, two: Passage) -> Vec<(u32, u32, u32)> {
    let block = |offset: u32| offset / 512;
    (block(one.span.start)..=block(one.span.end)).map(|block| (one.account, two.account, block)).collect()
}

/// Whether two passages are about the same stretch of one account: half of the shorter one, or of the longer
/// one where they must be `alike`.
fn meets(one: Passage, two: Passage, alike: bool) -> bool {
    let (short, long) = (one.span.len().min(two.span.len()), one.span.len().max(two.span.len()));
    let common = one.span.intersection(two.span).map_or(0, Span::len);
    one.account == two.account && common > 0 && common * 2 >= if alike { long } else { short }
}

#[cfg(test)]
mod tests {
    use crate::{Kit, Page, annotate, collate, read};
    use news::{Account, Comparison, Relation};

    fn compare(texts: &[&str]) -> (Vec<Account>, Comparison) {
        let kit = Kit::embedded().unwrap();
        let accounts: Vec<Account> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let id = index.to_string();
                let page = Page { id, bytes: text.as_bytes().to_vec(), ..Page::default() };
                read(&kit, page).and_then(|article| annotate(&kit, article)).value
            })
            .collect();
        let comparison = collate(&kit, &accounts).value;
        (accounts, comparison)
    }

    fn relations(texts: &[&str]) -> Vec<Relation> {
        compare(texts).1.links.iter().map(|link| link.relation).collect()
    }

    const VOTE: &str = "The Harlan city council approved a new dam on the Orve river on Tuesday.\n\n\
        Engineers measured the water level for three weeks.";

    #[test]
    fn one_fact_in_other_words_is_the_same_claim() {
        let other = "On Tuesday a new dam on the Orve river was approved by the Harlan city council.\n\n\
            Farmers asked for more time.";
        assert!(relations(&[VOTE, other]).contains(&Relation::SameClaim));
    }

    #[test]
    fn the_opposite_is_not_the_same_claim() {
        let other = "The Harlan city council vetoed a new dam on the Orve river on Tuesday.\n\n\
            Farmers asked for more time.";
        let found = relations(&[VOTE, other]);
        assert!(
            !found.contains(&Relation::SameClaim) && !found.contains(&Relation::SameUtterance),
            "{found:?}"
        );
    }

    #[test]
    fn other_numbers_are_not_the_same_claim() {
        let one = "The flood in Harlan destroyed 12 houses near the old mill on Tuesday.";
        let two = "The flood in Harlan destroyed 90 houses near the old mill on Tuesday.";
        assert!(!relations(&[one, two]).contains(&Relation::SameClaim));
    }

    #[test]
    fn sentences_that_share_more_than_any_of_their_clauses_are_the_same_claim() {
        let one = "The ferry Orve Star, which sank off Harlan with 40 lorries aboard, had been repaired twice at the \
            Tarn yard.\n\nThe council meets again in spring.";
        let two = "Twice the Tarn yard had worked on the ferry Orve Star before it went down off Harlan, with 40 \
            lorries aboard.\n\nFarmers asked for more time.";
        assert!(relations(&[one, two]).contains(&Relation::SameClaim));
        let other = two.replace("40", "70");
        assert!(!relations(&[one, &other]).contains(&Relation::SameClaim));
    }

    #[test]
    fn a_third_account_that_stands_between_two_joins_them() {
        let one = "The ferry Orve Star went down off Harlan with 40 lorries aboard on Monday night after its bow door gave \
            way.\n\nLinus Lind, who painted the door of the Orve Star, has left Harlan.";
        let two = "Divers said that the bow door of the wreck had failed.\n\nFarmers asked for more time.";
        let three = "The bow door of the ferry Orve Star failed off Harlan, and the lorries went down with it.\n\n\
            Schools stay closed.";
        let ends = |texts: &[&str]| -> Vec<(u32, u32)> {
            let links =
                compare(texts).1.links.into_iter().filter(|link| link.relation == Relation::SameClaim);
            links.map(|link| (link.a.account, link.b.account)).collect()
        };
        assert_eq!(ends(&[one, two]), []);
        assert!(ends(&[one, two, three]).contains(&(0, 1)));
        // A reprint of the one is no third account, nor do strangers count against the third.
        assert!(!ends(&[one, two, two]).contains(&(0, 1)));
        let strangers =
            [1, 2, 3, 4, 5].map(|village| format!("Village {village} counts its sheep every autumn."));
        let many: Vec<&str> =
            [one, two, three].into_iter().chain(strangers.iter().map(String::as_str)).collect();
        assert!(ends(&many).contains(&(0, 1)));
    }

    #[test]
    fn a_denial_is_linked_to_the_report_that_it_names() {
        let text = "Mayor Ada Okoro denied reports that she sold the Harlan water works to a friend.\n\n\
            The council meets again in spring.";
        assert!(relations(&[text, VOTE]).contains(&Relation::Denies));
    }

    #[test]
    fn what_is_undecided_or_of_no_matter_denies_nothing() {
        for answer in [
            "Council chief Ada Okoro said that she has not decided whether to meet Linus Hald in Harlan.",
            "Council chief Ada Okoro said that she will be blamed no matter how she meets Linus Hald in Harlan.",
        ] {
            let found = relations(&[answer, "Ada Okoro and Linus Hald met in Harlan on Tuesday."]);
            assert!(!found.contains(&Relation::Denies), "{answer}: {found:?}");
        }
    }

    #[test]
    fn strangers_are_not_linked() {
        let other = "The national football team lost its third match in Tarn, said coach Emil Varga.";
        assert_eq!(relations(&[VOTE, other]), []);
    }

    #[test]
    fn the_order_of_accounts_changes_their_letters_alone() {
        let one = "The Harlan city council approved a new dam on the Orve river on Tuesday. Mayor Ada Okoro said \
            that the dam would protect 4,000 homes.";
        let two = "A new dam on the Orve river was approved by the Harlan city council on Tuesday. Okoro has denied \
            reports that it would flood farms.";
        let words = |texts: &[&str]| {
            let (accounts, comparison) = compare(texts);
            let mut links: Vec<(Relation, u16, Vec<String>)> = comparison
                .links
                .iter()
                .map(|link| {
                    let words = |passage: news::Passage| {
                        accounts[passage.account as usize].words(passage.span).to_owned()
                    };
                    let mut ends = vec![words(link.a), words(link.b)];
                    ends.sort();
                    (link.relation, link.confidence.0, ends)
                })
                .collect();
            links.sort();
            links
        };
        assert_eq!(words(&[one, two]), words(&[two, one]));
        assert!(!words(&[one, two]).is_empty());
    }

    #[test]
    fn what_is_shared_is_in_no_list_of_one_sided_passages() {
        let other = "On Tuesday a new dam on the Orve river was approved by the Harlan city council.\n\n\
            Farmers asked for more time.";
        let (accounts, comparison) = compare(&[VOTE, other]);
        let listed: Vec<&str> = comparison.only_in[0].iter().map(|span| accounts[0].words(*span)).collect();
        assert!(listed.iter().any(|words| words.contains("measured the water level")), "{listed:?}");
        assert!(!listed.iter().any(|words| words.contains("approved")), "{listed:?}");
        assert_eq!(comparison.statements.len(), 1);
        assert_eq!((comparison.statements[0].reports, comparison.statements[0].evidence), (2, 0));
    }
}
