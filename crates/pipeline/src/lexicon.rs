//! How are the word lists under `lexicons/` read?
//!
//! One entry a line, fields parted by `|`, `#` starts a comment, empty lines are skipped. What the fields
//! mean is the business of the step that owns the list.

use crate::fold;
use crate::kit::KitError;
use std::borrow::Cow;
use std::ops::Deref;

/// One line of a lexicon.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// File name, for messages.
    pub(crate) name: &'static str,
    /// Line number, from 1.
    pub(crate) line: usize,
    /// Fields, trimmed. Never empty.
    pub(crate) fields: Vec<&'static str>,
}

impl Entry {
    /// The field at `index`, or the empty string.
    pub(crate) fn field(&self, index: usize) -> &'static str {
        self.fields.get(index).copied().unwrap_or("")
    }

    /// An error that points at this line.
    pub(crate) fn error(&self, why: impl Into<String>) -> KitError {
        KitError::Lexicon { name: self.name, line: self.line, why: why.into() }
    }
}

/// The entries of a lexicon in file order.
pub(crate) fn entries(name: &'static str, text: &'static str) -> impl Iterator<Item = Entry> {
    text.lines().enumerate().filter_map(move |(index, line)| {
        let line = line.split('#').next().unwrap_or("").trim();
        (!line.is_empty()).then(|| Entry {
            name,
            line: index + 1,
            fields: line.split('|').map(str::trim).collect(),
        })
    })
}

/// A set of words that is asked for every word of a text: open addressing by hash, at most half full.
#[derive(Debug)]
pub(crate) struct WordSet {
    slots: Vec<&'static str>,
    longest: usize,
}

impl WordSet {
    /// The set of some words, folded already.
    pub(crate) fn new(words: &[&'static str]) -> WordSet {
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        let mut set = WordSet { slots: vec![""; (words.len() * 2 + 1).next_power_of_two()], longest };
        for word in words {
            let slot = set.slot(word.as_bytes());
            set.slots[slot] = word;
        }
        set
    }

    /// Whether the word is in the set, once it is folded.
    pub(crate) fn holds(&self, word: &str) -> bool {
        if !word.is_ascii() {
            return self.has(fold::word(word).as_bytes());
        }
        let mut room = [0; 32];
        match room.get_mut(..word.len()).filter(|_| word.len() <= self.longest) {
            Some(folded) => {
                for (folded, byte) in folded.iter_mut().zip(word.bytes()) {
                    *folded = if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() };
                }
                self.has(folded)
            }
            None => word.len() <= self.longest && self.has(fold::word(word).as_bytes()),
        }
    }

    fn has(&self, folded: &[u8]) -> bool {
        !folded.is_empty() && self.slots[self.slot(folded)].as_bytes() == folded
    }

    /// Where the word stands, or the free place where it would.
    fn slot(&self, word: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (learn::hash(word) >> 32) as usize & mask;
        while !self.slots[at].is_empty() && self.slots[at].as_bytes() != word {
            at = (at + 1) & mask;
        }
        at
    }
}

/// What is known of words, asked for every word of a text: open addressing by hash, at most half full.
#[derive(Debug)]
pub(crate) struct WordMap<T, W = Cow<'static, str>> {
    slots: Vec<Option<(W, T)>>,
    longest: usize,
}

impl<T, W: Deref<Target = str>> WordMap<T, W> {
    /// The map of some words, written as they are asked for; the last of equals counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (impl Into<W>, T)>) -> WordMap<T, W> {
        let words: Vec<(W, T)> = words.into_iter().map(|(word, value)| (word.into(), value)).collect();
        let longest = words.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        let size = (words.len() * 2 + 1).next_power_of_two();
        let mut map = WordMap { slots: (0..size).map(|_| None).collect(), longest };
        for (word, value) in words {
            let slot = map.slot(&word);
            map.slots[slot] = Some((word, value));
        }
        map
    }

    /// The map of no words.
    pub(crate) fn empty() -> WordMap<T, W> {
        WordMap { slots: Vec::from([None]), longest: 0 }
    }

    /// Whether it is the map of no words.
    pub(crate) fn is_empty(&self) -> bool {
        self.slots.iter().all(Option::is_none)
    }

    /// Whether anything is known of a word.
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// What is known of a word.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        if word.len() > self.longest {
            return None;
        }
        self.slots[self.slot(word)].as_ref().map(|(_, value)| value)
    }

    /// Where the word stands, or the free place where it would.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (learn::hash(word.as_bytes()) >> 32) as usize & mask;
        while self.slots[at].as_ref().is_some_and(|(found, _)| **found != *word) {
            at = (at + 1) & mask;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_words_know_them_in_any_case() {
        let long = "a".repeat(40);
        let set = WordSet::new(&["don't", "the", "über", ""]);
        assert!(set.holds("The") && set.holds("Don’t") && set.holds("DON`T") && set.holds("Über"));
        assert!(!set.holds("then") && !set.holds("") && !set.holds(&long) && !WordSet::new(&[]).holds("the"));
    }

    #[test]
    fn maps_of_words_know_what_they_were_given() {
        let map: WordMap<i32> = WordMap::new([("one", 1), ("two", 2), ("one", 3)]);
        assert_eq!(
            ["one", "two", "three", ""].map(|word| map.get(word).copied()),
            [Some(3), Some(2), None, None]
        );
        assert_eq!(WordMap::<u8>::empty().get(""), None);
    }

    #[test]
    fn comments_and_empty_lines_are_no_entries() {
        let all: Vec<Entry> = entries("sample", "# head\n\nsay | asserts # plain\nwarn\n").collect();
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].line, all[0].field(1), all[1].field(7)), (3, "asserts", ""));
    }
}
