//! Which story does an article belong to, decided when it arrives?
//!
//! Single pass (Allan, Papka & Lavrenko 1998): an article joins the story of the earlier article that it is most
//! like, or starts a story. Where two stories are almost as like it as one, it must be more like the first: look-alike
//! events stand close together. A story that grows is looked at again as a whole, and falls in two where its parts are
//! too unlike. What is remembered is a window of the latest articles; candidates come from lists of the latest holders
//! of each telling term, so that the work does not grow with the window. The state follows from the articles of the
//! window, their stories and the user's word alone: it can be rebuilt from a store.

use super::fixed::Fixed;
use super::halves::halves;
use super::index::Index;
use super::likeness::{ALIKE, Measured, resemblance};
use super::placement::{Placement, Split};
use super::reasons::Grounds;
use super::sketch::Sketch;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Thousandths of the sampled runs of words that near-duplicates share.
const REPEATED: u32 = 550;
/// The same for articles of different weeks: forms that are filled in again and again are no event.
const REPEATED_LATER: u32 = 850;
/// Days that a near-duplicate may be late.
const LATE: u32 = 7;
/// Stories that are weighed for one article: those of its most alike articles.
const STORIES: usize = 4;
/// Latest articles of a story that stand for it.
const MEMBERS: usize = 12;
/// Thousandths by which the most alike article of a story counts; the rest is the mean of all that stand for it.
const NEAREST: i64 = 552;
/// Thousandths by which it must be more alike for each thousand that the second story is more alike than [`USUAL`]
/// (after the cross-domain scaling of Conneau & al. 2018: what is near to all is near to none).
const CONTRAST: i64 = 430;
const USUAL: i64 = 349;
/// How much more or less than for an article two stories must be alike on average to be one, in thousandths.
const MERGED: i64 = 8;
/// The same for two parts of a story to stay one.
const SPLIT: i64 = -47;
/// Articles that may leave a story by themselves: one alone may be odd.
const LEAST_PART: usize = 2;
/// The largest story that is looked at as a whole.
const LARGEST: usize = 64;

/// How much is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The latest articles that a new one is compared with; at least 1.
    pub articles: usize,
}

impl Default for Limits {
    /// Three days of a national media monitor, or a month of a newsroom.
    fn default() -> Limits {
        Limits { articles: 300_000 }
    }
}

/// An article of the window.
#[derive(Debug, Clone)]
struct Held {
    article: u64,
    story: u64,
    /// Without wordings.
    measured: Measured,
}

/// A story that an article may belong to.
#[derive(Debug, Clone, Copy)]
struct Choice {
    story: u64,
    /// Of the story, in thousandths.
    likeness: i64,
    /// The most alike article of the story.
    nearest: u32,
}

/// The articles of the window and their stories.
#[derive(Debug, Clone)]
pub struct Grouping {
    limits: Limits,
    /// In order of arrival.
    window: VecDeque<Held>,
    /// Number, counted from the first arrival on, of the first article of the window.
    first: u32,
    /// Arrival number of each article of the window.
    arrivals: BTreeMap<u64, u32>,
    /// Arrival numbers of the articles of the window by story.
    stories: BTreeMap<u64, BTreeSet<u32>>,
    index: Index,
    fixed: Fixed,
    /// Pairs of stories, lower first, that the user keeps apart.
    apart: BTreeSet<(u64, u64)>,
    next: u64,
}

impl Grouping {
    /// Nothing remembered yet.
    pub fn new(limits: Limits) -> Grouping {
        Grouping {
            limits: Limits { articles: limits.articles.max(1) },
            window: VecDeque::new(),
            first: 0,
            arrivals: BTreeMap::new(),
            stories: BTreeMap::new(),
            index: Index::default(),
            fixed: Fixed::default(),
            apart: BTreeSet::new(),
            next: 1,
        }
    }

    /// Remembers an article that was placed before, with its story of today. Called for the articles in order of
    /// arrival, all or the latest [`Limits::articles`], it gives the very state in which the run was left, together
    /// with [`Grouping::reserve`], [`Grouping::keep_apart`] for the user's splits, and [`Grouping::assign`] for older
    /// articles that the user placed.
    pub fn restore(&mut self, article: u64, sketch: Sketch, story: u64, is_fixed: bool) {
        if is_fixed {
            self.fixed.put(article, story);
        }
        self.reserve(story.saturating_add(1));
        self.hold(article, Measured::new(sketch), story);
    }

    /// New stories are numbered from here on at least: numbers of stories that were merged away are not given again.
    pub fn reserve(&mut self, next: u64) {
        self.next = self.next.max(next);
    }

    /// Decides where a new article belongs and remembers it.
    pub fn place(&mut self, article: u64, sketch: Sketch) -> Placement {
        let measured = Measured::new(sketch);
        let parent = self.parent(&measured.sketch);
        let choices = self.choices(&measured, parent);
        let Some(best) = choices.first() else {
            let story = self.next;
            self.reserve(story.saturating_add(1));
            self.hold(article, measured, story);
            return Placement { story, is_new: true, ..Placement::default() };
        };
        let mut placement = Placement {
            story: best.story,
            is_new: false,
            parent: parent.and_then(|arrival| Some(self.held(arrival)?.article)),
            likeness: best.likeness.clamp(1, 1000) as u16,
            grounds: self.grounds(best.nearest, &measured.sketch),
            merged: Vec::new(),
            split: None,
        };
        let mut before = self.size(best.story);
        if let Some(second) = choices.get(1).filter(|second| self.are_one(best.story, second.story)) {
            let (into, from) = (best.story.min(second.story), best.story.max(second.story));
            let nearest = if from == best.story { best.nearest } else { second.nearest };
            placement.merged.push((from, self.grounds(nearest, &measured.sketch)));
            placement.story = into;
            before = before.max(self.size(second.story));
            self.merge(into, from);
        }
        self.hold(article, measured, placement.story);
        placement.split = self.split(placement.story, before);
        let parent = placement.parent.and_then(|parent| self.story_of(parent));
        if parent != Some(placement.settled(article)) {
            placement.parent = None;
        }
        placement
    }

    /// The user's word: an article belongs to a story. The story is merged by the user alone from now on.
    pub fn assign(&mut self, article: u64, story: u64) {
        self.reserve(story.saturating_add(1));
        self.fixed.put(article, story);
        if let Some(arrival) = self.arrivals.get(&article).copied() {
            self.move_to(arrival, story);
        }
    }

    /// The user's word: all articles of a story belong to another.
    pub fn merge(&mut self, into: u64, from: u64) {
        if into == from {
            return;
        }
        self.reserve(into.max(from).saturating_add(1));
        for arrival in self.stories.get(&from).cloned().unwrap_or_default() {
            self.move_to(arrival, into);
        }
        self.fixed.merge(into, from);
        let rename = |story: u64| if story == from { into } else { story };
        let pairs = self.apart.iter().map(|&(one, other)| (rename(one), rename(other)));
        self.apart = pairs
            .filter(|(one, other)| one != other)
            .map(|(one, other)| (one.min(other), one.max(other)))
            .collect();
    }

    /// The user's word: two stories are two events. They are never merged but by the user.
    pub fn keep_apart(&mut self, one: u64, other: u64) {
        if one != other {
            self.apart.insert((one.min(other), one.max(other)));
        }
    }

    fn held(&self, arrival: u32) -> Option<&Held> {
        self.window.get(arrival.checked_sub(self.first)? as usize)
    }

    fn grounds(&self, arrival: u32, sketch: &Sketch) -> Grounds {
        let between = |other: &Held| Grounds::between(other.article, &other.measured.sketch, sketch);
        self.held(arrival).map(between).unwrap_or_default()
    }

    fn story_of(&self, article: u64) -> Option<u64> {
        Some(self.held(*self.arrivals.get(&article)?)?.story)
    }

    /// Takes an article into the window; the oldest leaves where there is no more room.
    fn hold(&mut self, article: u64, mut measured: Measured, story: u64) {
        let arrival = self.first + self.window.len() as u32;
        self.index.insert(arrival, &measured.sketch);
        self.arrivals.insert(article, arrival);
        self.stories.entry(story).or_default().insert(arrival);
        // Reasons are given in the words of the later article.
        measured.sketch.wordings = Vec::new();
        self.window.push_back(Held { article, story, measured });
        while self.window.len() > self.limits.articles {
            let Some(oldest) = self.window.pop_front() else { return };
            self.index.remove(self.first, &oldest.measured.sketch);
            self.leave(self.first, oldest.story);
            if self.arrivals.get(&oldest.article) == Some(&self.first) {
                self.arrivals.remove(&oldest.article);
            }
            self.first += 1;
        }
    }

    fn leave(&mut self, arrival: u32, story: u64) {
        if let Some(members) = self.stories.get_mut(&story) {
            members.remove(&arrival);
            if members.is_empty() {
                self.stories.remove(&story);
            }
        }
    }

    fn move_to(&mut self, arrival: u32, story: u64) {
        let Some(at) = arrival.checked_sub(self.first) else { return };
        let Some(held) = self.window.get_mut(at as usize) else { return };
        let before = std::mem::replace(&mut held.story, story);
        self.leave(arrival, before);
        self.stories.entry(story).or_default().insert(arrival);
    }

    /// The earliest of the articles that share most runs of words with a new one, if they share enough.
    fn parent(&self, sketch: &Sketch) -> Option<u32> {
        let shared = self.index.repeated(&sketch.prints).into_iter();
        let near = shared.filter_map(|arrival| {
            let other = &self.held(arrival)?.measured.sketch;
            let alike = resemblance(&sketch.prints, &other.prints);
            let days = sketch.day.zip(other.day).map_or(0, |(one, other)| one.abs_diff(other));
            let least = if days > LATE { REPEATED_LATER } else { REPEATED };
            (alike >= least).then_some((arrival, alike))
        });
        near.max_by_key(|&(arrival, alike)| (alike, std::cmp::Reverse(arrival))).map(|(arrival, _)| arrival)
    }

    /// The stories that a new article may belong to, most alike first. The story of its parent goes before all.
    fn choices(&self, measured: &Measured, parent: Option<u32>) -> Vec<Choice> {
        let mut nearest: BTreeMap<u64, (i64, u32)> = BTreeMap::new();
        for arrival in self.index.candidates(&measured.sketch).into_iter().chain(parent) {
            let Some(other) = self.held(arrival) else { continue };
            let likeness = measured.likeness(&other.measured);
            let known = nearest.entry(other.story).or_insert((likeness, arrival));
            // Of equals the earlier.
            *known = if likeness > known.0 { (likeness, arrival) } else { *known };
        }
        let parents = parent.and_then(|arrival| Some(self.held(arrival)?.story));
        let mut stories: Vec<(u64, (i64, u32))> = nearest.into_iter().collect();
        stories.sort_by_key(|&(story, (likeness, _))| (std::cmp::Reverse(likeness), story));
        let second = stories.get(1).map_or(0, |&(_, (likeness, _))| likeness.max(0));
        let least = ALIKE + CONTRAST * (second - USUAL) / 1000;
        stories.sort_by_key(|&(story, _)| parents != Some(story));
        stories.truncate(STORIES);
        let weighed = stories.into_iter().map(|(story, (likeness, nearest))| {
            let likeness = (NEAREST * likeness + (1000 - NEAREST) * self.mean(measured, story)) / 1000;
            Choice { story, likeness, nearest }
        });
        let mut choices: Vec<Choice> =
            weighed.filter(|choice| choice.likeness >= least || parents == Some(choice.story)).collect();
        let first = |choice: &Choice| {
            (parents != Some(choice.story), std::cmp::Reverse(choice.likeness), choice.story)
        };
        choices.sort_by_key(first);
        choices
    }

    /// Articles of a story that are in the window.
    fn size(&self, story: u64) -> usize {
        self.stories.get(&story).map_or(0, BTreeSet::len)
    }

    /// The articles that stand for a story.
    fn members(&self, story: u64) -> impl Iterator<Item = &Held> {
        let members = self.stories.get(&story).into_iter().flatten();
        members.rev().take(MEMBERS).filter_map(|arrival| self.held(*arrival))
    }

    /// How alike an article is to a story on average, in thousandths.
    fn mean(&self, measured: &Measured, story: u64) -> i64 {
        let (sum, count) = self
            .members(story)
            .fold((0, 0), |(sum, count), member| (sum + measured.likeness(&member.measured), count + 1));
        sum / count.max(1)
    }

    /// Whether two stories that an article belongs to are one: alike on average, and not parted by the user.
    fn are_one(&self, one: u64, other: u64) -> bool {
        let is_apart = self.apart.contains(&(one.min(other), one.max(other)));
        if is_apart || self.fixed.has(one) || self.fixed.has(other) {
            return false;
        }
        let means: Vec<i64> = self.members(one).map(|member| self.mean(&member.measured, other)).collect();
        means.iter().sum::<i64>() >= (ALIKE + MERGED) * means.len() as i64
    }

    /// Looks at a story as a whole when it has come to 4, 6, 8, 12, … articles from `before`, and parts what is not one
    /// event.
    fn split(&mut self, story: u64, before: usize) -> Option<Split> {
        let members = self.stories.get(&story)?;
        let count = members.len();
        let is_mark = |count: usize| {
            count.is_power_of_two() || (count.is_multiple_of(3) && (count / 3).is_power_of_two())
        };
        let is_time =
            count <= LARGEST && (before + 1..=count).any(|count| count >= 2 * LEAST_PART && is_mark(count));
        if !is_time || self.fixed.has(story) {
            return None;
        }
        let members: Vec<u32> = members.iter().copied().collect();
        let held: Vec<&Held> = members.iter().filter_map(|arrival| self.held(*arrival)).collect();
        let likeness = |later: usize, earlier: usize| {
            held[later].measured.likeness(&held[earlier].measured).clamp(0, 1000)
        };
        let (part, likeness) = halves(held.len(), likeness)?;
        let least = ALIKE + SPLIT;
        if likeness >= least || part.len() < LEAST_PART {
            return None;
        }
        let articles = part.iter().map(|place| held[*place].article).collect();
        let new = self.next;
        self.reserve(new.saturating_add(1));
        for place in part {
            self.move_to(members[place], new);
        }
        Some(Split { story: new, articles, likeness, least })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::{Term, Wording};
    use super::*;
    use proptest::prelude::*;

    /// A sketch of a few words that tell much.
    fn of(words: &[u8], day: Option<i32>) -> Sketch {
        let keys: BTreeSet<u32> = words.iter().map(|word| u32::from(*word)).collect();
        let wording = |key: &u32| Wording {
            key: *key,
            is_name: key.is_multiple_of(3),
            words: format!("w{key}").into(),
        };
        Sketch {
            day,
            words: keys.iter().map(|key| Term { key: *key, telling: 110, often: 2, lead: 1 }).collect(),
            wordings: keys.iter().map(wording).collect(),
            prints: keys.iter().map(|key| key * 7919).collect(),
            ..Sketch::default()
        }
    }

    /// What the store would remember: the story of each article after all that was reported or said.
    #[derive(Default)]
    struct Kept {
        stories: BTreeMap<u64, u64>,
        fixed: BTreeSet<u64>,
        apart: BTreeSet<(u64, u64)>,
        next: u64,
    }

    impl Kept {
        fn belongs(&mut self, article: u64, story: u64) {
            self.stories.insert(article, story);
            self.next = self.next.max(story + 1);
        }

        fn merge(&mut self, into: u64, from: u64) {
            self.next = self.next.max(into + 1).max(from + 1);
            let rename = |story: u64| if story == from { into } else { story };
            self.stories.values_mut().for_each(|story| *story = rename(*story));
            let pairs = self.apart.iter().map(|&(one, other)| (rename(one), rename(other)));
            self.apart = pairs.filter(|(one, other)| one != other).collect();
        }
    }

    /// What a user may say: (kind, a number of an article or story, a story).
    fn say(run: &mut Grouping, kept: &mut Kept, (kind, one, other): (u8, u64, u64)) {
        match kind {
            0 if kept.stories.contains_key(&one) => {
                run.assign(one, other);
                kept.belongs(one, other);
                kept.fixed.insert(one);
            }
            1 if one != other => {
                run.merge(one, other);
                kept.merge(one, other);
            }
            2 if one != other => {
                run.keep_apart(one, other);
                kept.apart.insert((one, other));
            }
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn a_resumed_run_goes_on_like_an_undisturbed_one(
            articles in proptest::collection::vec((proptest::collection::vec(0u8..40, 0..12), proptest::option::of(0..40)), 1..60),
            killed in 0usize..60,
            room in 1usize..70,
            said in proptest::collection::vec((0u64..60, (0u8..3, 1u64..9, 1u64..9)), 0..6),
        ) {
            let limits = Limits { articles: room };
            let sketches: Vec<Sketch> = articles.iter().map(|(words, day)| of(words, *day)).collect();
            let killed = killed.min(sketches.len());
            let (mut run, mut kept) = (Grouping::new(limits), Kept::default());
            for (article, sketch) in (0u64..).zip(&sketches[..killed]) {
                let placement = run.place(article, sketch.clone());
                for (from, _) in &placement.merged {
                    kept.merge(placement.story, *from);
                }
                kept.belongs(article, placement.story);
                if let Some(split) = &placement.split {
                    split.articles.iter().for_each(|article| kept.belongs(*article, split.story));
                }
                for (_, word) in said.iter().filter(|(when, _)| *when == article) {
                    say(&mut run, &mut kept, *word);
                }
            }
            let mut resumed = Grouping::new(limits);
            for (article, sketch) in (0u64..).zip(&sketches[..killed]) {
                resumed.restore(article, sketch.clone(), kept.stories[&article], kept.fixed.contains(&article));
            }
            resumed.reserve(kept.next);
            kept.apart.iter().for_each(|&(one, other)| resumed.keep_apart(one, other));
            for (article, sketch) in (0u64..).zip(&sketches).skip(killed) {
                prop_assert_eq!(run.place(article, sketch.clone()), resumed.place(article, sketch.clone()));
            }
        }
    }

    #[test]
    fn a_story_that_is_two_events_falls_in_two() {
        let mut run = Grouping::new(Limits::default());
        for (article, words) in [(1, [1, 2, 3]), (2, [1, 2, 4]), (3, [7, 8, 9])] {
            run.restore(article, of(&words, None), 1, false);
        }
        let placed = run.place(4, of(&[7, 8, 10], None));
        let split = placed.split.clone().expect("four articles are looked at as a whole");
        assert_eq!(
            (split.story, split.articles.as_slice(), split.likeness < split.least),
            (2, &[3, 4][..], true)
        );
        assert_eq!((placed.story, placed.settled(4)), (1, 2));
        assert_eq!(run.place(5, of(&[7, 9, 10], None)).story, 2);
    }

    #[test]
    fn what_the_user_put_together_does_not_fall_in_two() {
        let mut run = Grouping::new(Limits::default());
        for (article, words) in [(1, [1, 2, 3]), (2, [1, 2, 4]), (3, [7, 8, 9])] {
            run.restore(article, of(&words, None), 1, article == 1);
        }
        assert_eq!(run.place(4, of(&[7, 8, 10], None)).split, None);
    }

    #[test]
    fn what_leaves_the_window_is_forgotten() {
        let mut run = Grouping::new(Limits { articles: 2 });
        assert_eq!(run.place(1, of(&[1, 2, 3], None)).story, 1);
        assert_eq!(run.place(2, of(&[4, 5, 6], None)).story, 2);
        assert_eq!(run.place(3, of(&[7, 8, 9], None)).story, 3);
        assert_eq!(run.place(4, of(&[1, 2, 3], None)).story, 4);
        assert_eq!(run.place(5, of(&[1, 2, 3], None)).story, 4);
        assert_eq!((run.window.len(), run.stories.len(), run.arrivals.len()), (2, 1, 2));
    }
}
