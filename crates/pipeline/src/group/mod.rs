//! Which accounts tell the same event?
//!
//! [`sketch`] looks at an account once, wherever that is convenient; a [`Grouping`] then takes the sketches in the
//! order in which articles arrive, and decides for each. [`group`] does both for accounts that are all there.

mod grouping;
mod index;
mod likeness;
mod reasons;
mod sketch;
mod stored;
pub(crate) mod terms;

pub use grouping::{Grouping, Limits, Placement};
pub use reasons::Grounds;
pub use sketch::{Sketch, sketch};

use crate::Kit;
use news::{Account, Noted, Story};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Groups accounts into stories, earliest first.
pub fn group(kit: &Kit, accounts: &[Account]) -> Noted<Vec<Story>> {
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    order.sort_by_key(|&index| {
        let article = &accounts[index].article;
        let day = article.published.candidates.first().copied();
        // Whose day is not known comes last: it is compared with all that may be its story.
        (day.is_none(), day, article.source.sha256().to_owned(), article.id.clone())
    });
    let mut sketches: Vec<Sketch> = accounts.par_iter().map(|account| sketch(kit, account)).collect();
    let mut grouping = Grouping::new(Limits { articles: accounts.len() });
    let mut story_of: Vec<u64> = vec![0; accounts.len()];
    let mut reasons: Vec<String> = vec![String::new(); accounts.len()];
    for (at, &index) in order.iter().enumerate() {
        let placement = grouping.place(at as u64, std::mem::take(&mut sketches[index]));
        let merged: Vec<u64> = placement.merged.iter().map(|(from, _)| *from).collect();
        for story in story_of.iter_mut().filter(|story| merged.contains(story)) {
            *story = placement.story;
        }
        story_of[index] = placement.story;
        if let Some(nearest) = placement.grounds.nearest.and_then(|at| order.get(at as usize)) {
            reasons[index] = format!("with {}: {}", accounts[*nearest].article.id, placement.grounds);
        }
    }
    let mut stories: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (&story, index) in story_of.iter().zip(0..) {
        stories.entry(story).or_default().push(index);
    }
    let mut found: Vec<Story> = stories.into_values().map(|members| story(members, &reasons)).collect();
    found.sort_by(|one, two| one.accounts.cmp(&two.accounts));
    Noted::plain(found)
}

/// A story in the order of its accounts; the one that others joined has no reason.
fn story(accounts: Vec<u32>, reasons: &[String]) -> Story {
    let reasons =
        accounts.iter().filter_map(|&index| reasons.get(index as usize)).filter(|reason| !reason.is_empty());
    Story { reasons: reasons.cloned().collect(), accounts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, annotate, read};

    fn account(kit: &Kit, id: &str, text: &str) -> Account {
        let page = Page { id: id.into(), bytes: text.as_bytes().to_vec(), ..Page::default() };
        read(kit, page).and_then(|article| annotate(kit, article)).value
    }

    const DAM: &str = "Dam cracks above Port Hale\n\nEngineers found a crack in the Belmonte dam above Port \
        Hale on Sunday, and the valley was evacuated before noon. Mayor Okoro said the reservoir would be drained.";
    const DAM_TOO: &str = "Valley evacuated over cracked dam\n\nThe valley below the Belmonte dam was evacuated on \
        Sunday after engineers found a crack. The reservoir above Port Hale will be drained, mayor Okoro said.";
    const STRIKE: &str = "Tram drivers walk out\n\nTram drivers in Veldt walked out on Monday over pay, and the \
        union said that the strike would last all week. Commuters queued for buses in heavy rain.";

    #[test]
    fn accounts_of_one_event_come_together_in_any_order() {
        let kit = Kit::embedded().unwrap();
        let accounts = [account(&kit, "a", DAM), account(&kit, "b", STRIKE), account(&kit, "c", DAM_TOO)];
        let members = |accounts: &[Account]| -> Vec<Vec<String>> {
            let stories = group(&kit, accounts).value;
            let mut names: Vec<Vec<String>> = stories
                .iter()
                .map(|story| {
                    story.accounts.iter().map(|&at| accounts[at as usize].article.id.clone()).collect()
                })
                .collect();
            names.iter_mut().for_each(|story| story.sort());
            names.sort();
            names
        };
        assert_eq!(members(&accounts), [vec!["a", "c"], vec!["b"]]);
        let mut turned = accounts.clone();
        turned.reverse();
        assert_eq!(members(&turned), members(&accounts));
    }

    #[test]
    fn every_account_after_the_first_has_a_reason() {
        let kit = Kit::embedded().unwrap();
        let stories = group(&kit, &[account(&kit, "a", DAM), account(&kit, "c", DAM_TOO)]).value;
        assert_eq!((stories.len(), stories[0].reasons.len()), (1, 1));
        assert!(stories[0].reasons[0].contains("shared names Belmonte"), "{}", stories[0].reasons[0]);
    }
}
