//! Why do two articles belong to one story, in words that a person can check?
//!
//! Only what stands in both is named; nothing is said about the world.

use super::sketch::{Sketch, Wording};
use std::cmp::Reverse;
use std::fmt;

/// Names or terms that a reason shows.
const SHOWN: usize = 5;

/// What speaks for two articles telling one event: "shared names Belmonte, Port Hale; shared rare terms dam, crack;
/// same day". Empty where an article starts a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// The earlier article of the story that is most like it.
    pub nearest: Option<u64>,
    /// Names, folded, that both have; the most telling first.
    pub names: Vec<String>,
    /// Other telling words that both have; the most telling first.
    pub terms: Vec<String>,
    /// Days between them; none where the day of one is unknown.
    pub days: Option<u32>,
}

impl Grounds {
    /// Of an earlier article and a new one, in the words of the new one.
    pub(super) fn between(nearest: u64, one: &Sketch, other: &Sketch) -> Grounds {
        let telling = |sketch: &Sketch, key: u32| {
            let at = sketch.words.binary_search_by_key(&key, |term| term.key).ok()?;
            Some(sketch.words.get(at)?.telling)
        };
        let mut shared: Vec<(Reverse<u8>, &Wording)> = Vec::new();
        for wording in other.wordings.iter().filter(|wording| telling(one, wording.key).is_some()) {
            shared.extend(telling(other, wording.key).map(|telling| (Reverse(telling), wording)));
        }
        shared.sort();
        let take = |is_name: bool| -> Vec<String> {
            let of_kind = shared.iter().filter(|(_, wording)| wording.is_name == is_name);
            of_kind.take(SHOWN).map(|(_, wording)| wording.words.to_string()).collect()
        };
        let days = one.day.zip(other.day).map(|(one, other)| one.abs_diff(other));
        Grounds { nearest: Some(nearest), names: take(true), terms: take(false), days }
    }
}

impl fmt::Display for Grounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.names.is_empty() {
            parts.push(format!("shared names {}", self.names.join(", ")));
        }
        if !self.terms.is_empty() {
            parts.push(format!("shared rare terms {}", self.terms.join(", ")));
        }
        match self.days {
            Some(0) => parts.push("same day".to_owned()),
            Some(1) => parts.push("1 day apart".to_owned()),
            Some(days) => parts.push(format!("{days} days apart")),
            None => {}
        }
        f.write_str(&parts.join("; "))
    }
}
