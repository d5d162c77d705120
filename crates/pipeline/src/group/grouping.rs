//! Which story does an article belong to, decided when it arrives?
//!
//! Single pass (Allan, Papka & Lavrenko 1998): an article joins the story of the earlier article that it is most
//! like, or starts a story. What is remembered is a window of the latest articles; candidates come from lists of
//! the latest holders of each telling term, so that the work does not grow with the window. The state follows from
//! the articles of the window, their stories and the user's word alone: it can be rebuilt from a store.

use super::index::Index;
use super::reasons::Grounds;
use super::sketch::Sketch;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Least likeness, in thousandths, of two accounts of one event.
const ALIKE: u64 = 350;
/// Thousandths of the sampled runs of words that near-duplicates share.
const REPEATED: u64 = 600;

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

/// Where an article was placed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The story; a new one has the next free number.
    pub story: u64,
    /// Whether the article starts the story.
    pub is_new: bool,
    /// The earlier article that this one nearly repeats.
    pub parent: Option<u64>,
    /// Of the most alike article of the story, in thousandths; 0 for a new story.
    pub likeness: u16,
    /// What the decision rests on; empty for a new story.
    pub grounds: Grounds,
    /// Stories that became part of this one by this article, with the reason: their articles belong to `story` now.
    pub merged: Vec<(u64, Grounds)>,
}

/// An article of the window.
#[derive(Debug, Clone)]
struct Held {
    article: u64,
    story: u64,
    sketch: Sketch,
    /// Square of the length of the vector of terms.
    square: u64,
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
    /// Articles placed by the user's word, and where.
    fixed: BTreeMap<u64, u64>,
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
            fixed: BTreeMap::new(),
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
            self.fixed.insert(article, story);
        }
        self.reserve(story.saturating_add(1));
        self.hold(article, sketch, story);
    }

    /// New stories are numbered from here on at least: numbers of stories that were merged away are not given again.
    pub fn reserve(&mut self, next: u64) {
        self.next = self.next.max(next);
    }

    /// Decides where a new article belongs and remembers it.
    pub fn place(&mut self, article: u64, sketch: Sketch) -> Placement {
        let square = square(&sketch);
        let parent = self.parent(&sketch);
        let nearest = self.nearest(&sketch, square).filter(|(_, likeness)| *likeness >= ALIKE);
        let joined = match (parent, nearest) {
            (Some((arrival, _)), _) => Some((arrival, self.likeness(arrival, &sketch, square))),
            (None, found) => found,
        };
        let placement = match joined.and_then(|(arrival, likeness)| Some((self.held(arrival)?, likeness))) {
            Some((other, likeness)) => Placement {
                story: other.story,
                is_new: false,
                parent: parent.and_then(|(arrival, _)| Some(self.held(arrival)?.article)),
                likeness: likeness.min(1000) as u16,
                grounds: Grounds::between(other.article, &other.sketch, &sketch),
                merged: Vec::new(),
            },
            None => Placement {
                story: self.next,
                is_new: true,
                parent: None,
                likeness: 0,
                grounds: Grounds::default(),
                merged: Vec::new(),
            },
        };
        self.reserve(placement.story.saturating_add(1));
        self.hold(article, sketch, placement.story);
        placement
    }

    /// The user's word: an article belongs to a story. The story is merged by the user alone from now on.
    pub fn assign(&mut self, article: u64, story: u64) {
        self.reserve(story.saturating_add(1));
        self.fixed.insert(article, story);
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
        for story in self.fixed.values_mut().filter(|story| **story == from) {
            *story = into;
        }
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

    /// Takes an article into the window; the oldest leaves where there is no more room.
    fn hold(&mut self, article: u64, sketch: Sketch, story: u64) {
        let arrival = self.first + self.window.len() as u32;
        self.index.insert(arrival, &sketch);
        self.arrivals.insert(article, arrival);
        self.stories.entry(story).or_default().insert(arrival);
        let square = square(&sketch);
        self.window.push_back(Held { article, story, sketch, square });
        while self.window.len() > self.limits.articles {
            let Some(oldest) = self.window.pop_front() else { return };
            self.index.remove(self.first, &oldest.sketch);
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

    /// The latest of the articles that share most runs of words with a new one, if they share enough.
    fn parent(&self, sketch: &Sketch) -> Option<(u32, u64)> {
        let shared = self.index.repeated(&sketch.prints);
        let near = shared.into_iter().filter_map(|arrival| {
            let alike = resemblance(&sketch.prints, &self.held(arrival)?.sketch.prints);
            (alike >= REPEATED).then_some((arrival, alike))
        });
        near.max_by_key(|&(arrival, alike)| (alike, std::cmp::Reverse(arrival)))
    }

    /// The article that is most like a new one, and how much in thousandths.
    fn nearest(&self, sketch: &Sketch, square: u64) -> Option<(u32, u64)> {
        let near = self.index.candidates(sketch).into_iter();
        near.map(|arrival| (arrival, self.likeness(arrival, sketch, square)))
            .max_by_key(|&(arrival, likeness)| (likeness, std::cmp::Reverse(arrival)))
    }

    fn likeness(&self, arrival: u32, sketch: &Sketch, square: u64) -> u64 {
        self.held(arrival).map_or(0, |other| cosine(product(sketch, &other.sketch), square, other.square))
    }
}

fn square(sketch: &Sketch) -> u64 {
    sketch.terms.iter().map(|term| u64::from(term.weight).pow(2)).sum()
}

fn product(one: &Sketch, other: &Sketch) -> u64 {
    let (mut a, mut b, mut sum) = (0, 0, 0u64);
    while let (Some(left), Some(right)) = (one.terms.get(a), other.terms.get(b)) {
        if left.key == right.key {
            sum += u64::from(left.weight) * u64::from(right.weight);
        }
        a += usize::from(left.key <= right.key);
        b += usize::from(right.key <= left.key);
    }
    sum
}

/// A cosine in thousandths, in integers.
fn cosine(product: u64, one: u64, two: u64) -> u64 {
    let lengths = (u128::from(one) * u128::from(two)).isqrt().max(1);
    (u128::from(product) * 1000 / lengths) as u64
}

/// Thousandths of the runs of words of two texts that both have, by the smallest of both together (Broder 1997).
fn resemblance(one: &[u32], other: &[u32]) -> u64 {
    let size = one.len().max(other.len());
    let (mut a, mut b, mut seen, mut shared) = (0, 0, 0, 0u64);
    while seen < size && (a < one.len() || b < other.len()) {
        let (left, right) = (one.get(a), other.get(b));
        let (take_left, take_right) = match (left, right) {
            (Some(left), Some(right)) => (left <= right, right <= left),
            (left, right) => (left.is_some(), right.is_some()),
        };
        shared += u64::from(take_left && take_right);
        a += usize::from(take_left);
        b += usize::from(take_right);
        seen += 1;
    }
    shared * 1000 / seen.max(1) as u64
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
            terms: keys.iter().map(|key| Term { key: *key, weight: 36 }).collect(),
            wordings: keys.iter().map(wording).collect(),
            prints: keys.iter().map(|key| key * 7919).collect(),
        }
    }

    /// What the store would remember: the story of each article after all that was reported.
    fn follow(stories: &mut BTreeMap<u64, u64>, article: u64, placement: &Placement) {
        for (from, _) in &placement.merged {
            stories.values_mut().filter(|story| *story == from).for_each(|story| *story = placement.story);
        }
        stories.insert(article, placement.story);
    }

    proptest! {
        #[test]
        fn a_resumed_run_goes_on_like_an_undisturbed_one(
            articles in proptest::collection::vec((proptest::collection::vec(0u8..40, 0..12), proptest::option::of(0..40)), 1..60),
            killed in 0usize..60,
            room in 1usize..70,
            moved in proptest::collection::vec((0u64..60, 1u64..9), 0..4),
        ) {
            let limits = Limits { articles: room };
            let sketches: Vec<Sketch> = articles.iter().map(|(words, day)| of(words, *day)).collect();
            let killed = killed.min(sketches.len());
            let (mut run, mut stories) = (Grouping::new(limits), BTreeMap::new());
            let mut fixed = BTreeSet::new();
            let mut next = 1;
            for (article, sketch) in (0u64..).zip(&sketches[..killed]) {
                let placement = run.place(article, sketch.clone());
                next = next.max(placement.story + 1);
                follow(&mut stories, article, &placement);
                for (moved, story) in moved.iter().filter(|(moved, _)| *moved + 3 == article) {
                    run.assign(*moved, *story);
                    stories.insert(*moved, *story);
                    next = next.max(story + 1);
                    fixed.insert(*moved);
                }
            }
            let mut resumed = Grouping::new(limits);
            for (article, sketch) in (0u64..).zip(&sketches[..killed]) {
                resumed.restore(article, sketch.clone(), stories[&article], fixed.contains(&article));
            }
            resumed.reserve(next);
            for (article, sketch) in (0u64..).zip(&sketches).skip(killed) {
                prop_assert_eq!(run.place(article, sketch.clone()), resumed.place(article, sketch.clone()));
            }
        }
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
