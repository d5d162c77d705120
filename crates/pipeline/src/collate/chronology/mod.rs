//! Which days are possible, once all accounts are heard?
//!
//! Each account ties its times to its day of publication ([`crate::annotate::dates::settle`]). Where two accounts
//! tell one event ([`same_event`]), a time of one is a time of the other, and what settles it in one narrows it,
//! and the day of publication, in the other. Sets shrink in rounds until nothing changes; every step keeps the
//! passages that settle it. What is never anchored stays open.

mod same_event;

use crate::Kit;
use crate::annotate::dates;
use crate::annotate::dates::days::Days;
use crate::annotate::dates::expression::{Expression, Meaning};
use crate::annotate::dates::settle::{self, Publication};
use news::{Account, Chronology, Passage, Reason};
use same_event::Tie;
use std::collections::BTreeMap;

/// Rounds of narrowing: information walks one account further in each.
const MOST_ROUNDS: usize = 12;

/// One account's times while they are settled.
pub(crate) struct Heard {
    /// Its time expressions.
    pub(crate) expressions: Vec<Expression>,
    /// When it may have been published.
    pub(crate) publication: Publication,
}

/// One chronology per account.
pub(crate) fn settle(kit: &Kit, accounts: &[Account]) -> Vec<Chronology> {
    let mut heard: Vec<Heard> =
        accounts.iter().enumerate().map(|(index, account)| hear(kit, account, index as u32)).collect();
    let ties = same_event::ties(accounts, &heard);
    let mut shared = BTreeMap::new();
    for _ in 0..MOST_ROUNDS {
        shared = share(&heard, &ties);
        if !narrow(&mut heard, &ties, &shared) {
            break;
        }
    }
    let mut tied: BTreeMap<(u32, u32), Vec<&Tie>> = BTreeMap::new();
    for tie in &ties {
        for at in [tie.a, tie.b] {
            tied.entry(at).or_default().push(tie);
        }
    }
    let told = heard.iter().enumerate();
    told.map(|(index, heard)| chronology(heard, index as u32, &tied, &shared)).collect()
}

/// What one account says alone.
fn hear(kit: &Kit, account: &Account, index: u32) -> Heard {
    let expressions = dates::expressions(kit, account);
    let mut publication = settle::publication(account, &expressions);
    for reason in &mut publication.reasons {
        belong(reason, index);
    }
    Heard { expressions, publication }
}

/// Passages of `annotate` do not know the index of their account.
fn belong(reason: &mut Reason, account: u32) {
    for passage in &mut reason.passages {
        passage.account = account;
    }
}

/// Days of an expression, by account and index.
type Shared = BTreeMap<(u32, u32), Days>;

/// The days that tied expressions have in common, by all accounts' present knowledge.
fn share(heard: &[Heard], ties: &[Tie]) -> Shared {
    let values: Vec<Vec<Option<Days>>> =
        heard.iter().map(|heard| settle::values(&heard.expressions, &heard.publication.days)).collect();
    let mut shared = Shared::new();
    for tie in ties {
        let known = |(account, index): (u32, u32)| {
            let own = values.get(account as usize)?.get(index as usize)?.clone();
            shared.get(&(account, index)).cloned().or(own)
        };
        let possible = |at: (u32, u32), within: &Days| match meaning(heard, at) {
            Some(meaning) => meaning.recurring(within),
            None => within.clone(),
        };
        let common = match (known(tie.a), known(tie.b)) {
            (Some(a), Some(b)) => a.and(&b),
            (Some(a), None) => possible(tie.b, &a),
            (None, Some(b)) => possible(tie.a, &b),
            (None, None) => continue,
        };
        if common.is_empty() {
            continue;
        }
        shared.insert(tie.a, common.clone());
        shared.insert(tie.b, common);
    }
    shared
}

fn meaning(heard: &[Heard], (account, index): (u32, u32)) -> Option<&Meaning> {
    heard.get(account as usize)?.expressions.get(index as usize).map(|expression| &expression.meaning)
}

/// Narrows the days of publication to those from which the tied expressions can mean the shared days.
fn narrow(heard: &mut [Heard], ties: &[Tie], shared: &Shared) -> bool {
    let mut changed = false;
    for tie in ties {
        for (own, other) in [(tie.a, tie.b), (tie.b, tie.a)] {
            let Some(days) = shared.get(&own) else { continue };
            let there = passage(heard, other);
            let here = passage(heard, own);
            let Some(account) = heard.get_mut(own.0 as usize) else { continue };
            let Some(expression) = account.expressions.get(own.1 as usize) else { continue };
            let passages: Vec<Passage> = here.into_iter().chain(there).collect();
            let publication = &mut account.publication;
            let why = format!("{}; seen from publication both times must agree", tie.why);
            let mut narrowed = false;
            if let Some(reach) = expression.meaning.published_near(days, expression.tense) {
                let before = publication.clone();
                narrowed = publication.narrow(&reach, &why, passages.clone());
                let fits = |day| {
                    let seen = expression.meaning.seen_from(day, expression.tense);
                    seen.is_some_and(|stretch| days.meets(stretch))
                };
                // Both steps are one finding.
                if publication.keep(fits, &why, passages) && narrowed {
                    publication.reasons.pop();
                }
                narrowed = narrowed || publication.days != before.days;
            }
            changed |= narrowed;
        }
    }
    changed
}

fn passage(heard: &[Heard], (account, index): (u32, u32)) -> Option<Passage> {
    let expression = heard.get(account as usize)?.expressions.get(index as usize)?;
    Some(Passage { account, span: expression.span })
}

/// Ties that are shown as reasons of one date: more say the same again.
const SHOWN_TIES: usize = 6;

/// The settled dates of one account.
fn chronology(
    heard: &Heard,
    account: u32,
    tied: &BTreeMap<(u32, u32), Vec<&Tie>>,
    shared: &Shared,
) -> Chronology {
    let values = settle::values(&heard.expressions, &heard.publication.days);
    let mut dates = Vec::with_capacity(heard.expressions.len());
    for (index, (expression, value)) in heard.expressions.iter().zip(values).enumerate() {
        let at = (account, index as u32);
        let value = shared.get(&at).cloned().or(value);
        let mut mention = settle::mention(expression, value.as_ref(), &heard.publication);
        for reason in &mut mention.reasons {
            if let Some(first) = reason.passages.first_mut() {
                first.account = account;
            }
        }
        let ties = tied.get(&at).filter(|_| shared.contains_key(&at)).into_iter().flatten();
        // Which are shown depends on their content, in which order on the letters of the accounts.
        let mut ties: Vec<&Tie> = ties.copied().take(SHOWN_TIES).collect();
        ties.sort_by_key(|tie| (tie.a, tie.b));
        for tie in ties {
            mention.reasons.push(Reason { why: tie.why.clone(), passages: tie.evidence.clone() });
        }
        dates.push(mention);
    }
    Chronology { published: heard.publication.published(), dates }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, annotate, read};
    use proptest::prelude::*;

    fn chronologies(texts: &[String], published: Option<news::PartialDate>) -> Vec<Chronology> {
        let kit = Kit::embedded().expect("the kit is sound");
        let accounts: Vec<Account> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let published = published.filter(|_| index == 0);
                let page = Page { bytes: text.clone().into_bytes(), published, ..Default::default() };
                read(&kit, page).and_then(|article| annotate(&kit, article)).value
            })
            .collect();
        settle(&kit, &accounts)
    }

    fn shown(dates: &[news::PartialDate]) -> Vec<String> {
        dates.iter().map(ToString::to_string).collect()
    }

    /// Two accounts of an invented harbour dispute; only the second can be dated, and only with the first.
    fn dispute(month: &str, weekday: &str, year: i32, since: i32) -> Vec<String> {
        let said = "“Nobody in this harbour will load that ship before the winter,” said Ada Okoro.";
        vec![
            format!(
                "The dockers of Ostrand refused to work on {weekday}, Ada Okoro of the Dockers Union said. {said}\n\n\
                 In {month}, Mayor Linus Hald and Governor Petra Voss signed the Ostrand harbour treaty."
            ),
            format!(
                "Ada Okoro of the Dockers Union said on {weekday} that dockers of Ostrand would refuse to work. {said}\n\n\
                 Mayor Linus Hald and Governor Petra Voss signed the Ostrand harbour treaty last month. \
                 The harbour was opened in {year}, and in the {since} years since, it has never made a profit."
            ),
        ]
    }

    #[test]
    fn a_year_and_a_month_of_one_event_date_both_accounts() {
        let settled = chronologies(&dispute("August", "Friday", 1990, 28), None);
        let days = shown(&settled[1].published.candidates);
        assert_eq!((days.len(), days[0].as_str(), days[29].as_str()), (30, "2018-09-01", "2018-09-30"));
        let fridays = ["2018-08-31", "2018-09-07", "2018-09-14", "2018-09-21", "2018-09-28"];
        assert_eq!(shown(&settled[0].dates[0].candidates), fridays);
        assert_eq!(shown(&settled[1].dates[0].candidates), fridays);
        assert_eq!(shown(&settled[0].dates[1].candidates), ["2018-08"]);
        let grounds = settled[1].published.reasons.iter().flat_map(|reason| &reason.passages);
        assert!(grounds.clone().any(|passage| passage.account == 0), "the other account is a ground");
    }

    #[test]
    fn nothing_is_dated_where_nothing_anchors_it() {
        let texts = ["The ferry sank on Monday.".to_string(), "The ferry had left on Sunday.".to_string()];
        for chronology in chronologies(&texts, None) {
            assert!(chronology.published.candidates.is_empty());
            assert!(chronology.dates.iter().all(|mention| mention.candidates.is_empty()));
        }
    }

    #[test]
    fn a_stated_day_dates_the_other_account_to_the_week_after() {
        let texts = dispute("August", "Friday", 1990, 28);
        let first = news::PartialDate::day(2018, 9, 17);
        let settled = chronologies(&texts, Some(first));
        assert_eq!(shown(&settled[1].dates[0].candidates), ["2018-09-14"]);
        let days = shown(&settled[1].published.candidates);
        assert_eq!((days[0].as_str(), days[days.len() - 1].as_str()), ("2018-09-14", "2018-09-20"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn any_month_weekday_and_year_are_settled_alike(month in 1u8..=11, weekday in 1u8..=7, year in 1960i32..2010, since in 3i32..40) {
            let months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"];
            let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let texts = dispute(months[usize::from(month) - 1], weekdays[usize::from(weekday) - 1], year, since);
            let settled = chronologies(&texts, None);
            let next_month = format!("{:04}-{:02}", year + since, month + 1);
            prop_assert!(settled[1].published.candidates.len() >= 28);
            prop_assert!(shown(&settled[1].published.candidates).iter().all(|day| day.starts_with(&next_month)));
            let days = &settled[0].dates[0].candidates;
            prop_assert!((4..=6).contains(&days.len()) && *days == settled[1].dates[0].candidates);
            let mirrored: Vec<String> = texts.into_iter().rev().collect();
            let other = chronologies(&mirrored, None);
            prop_assert_eq!(&other[0].published.candidates, &settled[1].published.candidates);
            prop_assert_eq!(&other[1].published.candidates, &settled[0].published.candidates);
        }
    }
}
