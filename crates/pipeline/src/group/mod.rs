//! Which accounts tell the same event?
//!
//! [`sketch`] looks at an account once, wherever that is convenient; a [`Grouping`] then takes the sketches in the
//! order in which articles arrive, and decides for each. [`group`] does both for accounts that are all there.

mod coding;
mod fixed;
mod grouping;
mod halves;
mod index;
mod likeness;
mod placement;
mod reasons;
mod sketch;
mod stored;
pub(crate) mod terms;
#[cfg(test)]
mod tests;

pub use grouping::{Grouping, Limits};
pub use placement::{Placement, Split};
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
        if let Some(split) = &placement.split {
            let gone = split.articles.iter().filter_map(|at| order.get(*at as usize));
            for &index in gone {
                (story_of[index], reasons[index]) = (split.story, split.to_string());
            }
        }
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
