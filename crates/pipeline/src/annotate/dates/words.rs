//! Which words speak of time? The lexicon behind the grammar.

use super::vocabulary;
use crate::annotate::atoms::Atom;
use crate::annotate::dates::days::Grain;
use crate::annotate::dates::timex::Feast;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{TimeModifier, TimeRelation};
use std::collections::BTreeMap;

/// What a word or phrase says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// "March"
    Month(u8),
    /// "Sept"
    ShortMonth(u8),
    /// "Tuesday"
    Weekday(u8),
    /// "Tues"
    ShortWeekday(u8),
    /// "week"
    Unit(Grain),
    /// "summer": first and last month.
    Season(u8, u8),
    /// "Halloween": month and day.
    Holiday(u8, u8),
    /// "yesterday"
    Deictic(i32),
    /// "morning"
    Daypart,
    /// "early"
    Part,
    /// "recently"
    Vague(TimeRelation),
    /// "in the wake of"
    Anchor(TimeRelation),
    /// "meeting"
    Event,
    /// "begins"
    Schedule,
    /// "plans to"
    Intend,
    /// "the"
    The,
    /// "this"
    This,
    /// "that"
    That,
    /// "a"
    A,
    /// "each"
    Every,
    /// "last", "next", "recent"
    Which(Which),
    /// "fiscal": changes nothing.
    Filler,
    /// "nearly"
    Degree(TimeModifier),
    /// "early"
    Edge(TimeModifier),
    /// "several"
    Few,
    /// "ago"
    Ago,
    /// "earlier": the length before it is counted back.
    Earlier,
    /// "later": the length before it is counted on.
    Later,
    /// "now", "the future": as TIMEX3 writes it.
    Refer(&'static str),
    /// "daily": every such length.
    Often(&'static str),
    /// "noon": as TIMEX3 writes it.
    Clock(&'static str),
    /// "morning": as TIMEX3 writes it.
    PartOfDay(&'static str),
    /// "GMT"
    Zone,
    /// "period"
    Period,
    /// "nineties"
    Decade(u8),
    /// "two", "hundred"
    Number,
    /// "third"
    Ordinal,
    /// "Thanksgiving"
    Feast(Feast),
    /// "until": what follows is a time.
    Leads,
    /// "and": what stands before is whole.
    Follows,
}

/// Which one of its kind an expression picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// "last", "previous"
    Last,
    /// "next", "coming"
    Next,
    /// "current"
    Now,
    /// "same"
    Same,
    /// "latest"
    Latest,
    /// "recent"
    Recent,
    /// "final"
    Final,
}

/// What the lexicon has on a word: the rest of the phrase that it opens, and what that says.
pub(crate) struct Entry {
    /// The words after the first.
    pub(crate) rest: Vec<&'static str>,
    /// What the phrase says.
    pub(crate) word: Word,
}

impl Word {
    /// Whether a time expression can be built around it.
    pub(crate) fn is_head(self) -> bool {
        let named = matches!(
            self,
            Word::Month(_)
                | Word::ShortMonth(_)
                | Word::Weekday(_)
                | Word::ShortWeekday(_)
                | Word::Season(..)
                | Word::Holiday(..)
                | Word::Feast(_)
                | Word::Decade(_)
        );
        let counted = matches!(self, Word::Unit(_) | Word::Period | Word::Often(_));
        let told = matches!(self, Word::Deictic(_) | Word::Refer(_) | Word::Clock(_) | Word::PartOfDay(_));
        named || counted || told
    }

    /// Whether a time expression can start with it.
    pub(crate) fn opens(self) -> bool {
        let article = matches!(self, Word::The | Word::This | Word::That | Word::A | Word::Every);
        let modifier = matches!(
            self,
            Word::Part | Word::Which(_) | Word::Filler | Word::Degree(_) | Word::Edge(_) | Word::Few
        );
        article || modifier || matches!(self, Word::Number | Word::Ordinal) || self.is_head()
    }

    /// The unit that it is.
    pub(crate) fn unit(self) -> Option<Grain> {
        if let Word::Unit(grain) = self { Some(grain) } else { None }
    }

    /// First and last month of the season that it is.
    pub(crate) fn season(self) -> Option<(u8, u8)> {
        if let Word::Season(from, to) = self { Some((from, to)) } else { None }
    }

    /// Month and day of the holiday that it is.
    pub(crate) fn holiday(self) -> Option<(u8, u8)> {
        if let Word::Holiday(month, day) = self { Some((month, day)) } else { None }
    }

    /// How many days it lies from publication.
    pub(crate) fn deictic(self) -> Option<i32> {
        if let Word::Deictic(by) = self { Some(by) } else { None }
    }

    /// The month that it is, written out or short.
    pub(crate) fn month(self) -> Option<u8> {
        if let Word::Month(month) = self { Some(month) } else { None }
    }

    /// The month that it is short for.
    pub(crate) fn short_month(self) -> Option<u8> {
        if let Word::ShortMonth(month) = self { Some(month) } else { None }
    }

    /// The weekday that it is, and whether it is short.
    pub(crate) fn weekday(self) -> Option<(u8, bool)> {
        if let Word::Weekday(day) = self {
            Some((day, false))
        } else if let Word::ShortWeekday(day) = self {
            Some((day, true))
        } else {
            None
        }
    }

    /// Which one it picks.
    pub(crate) fn which(self) -> Option<Which> {
        if let Word::Which(which) = self { Some(which) } else { None }
    }

    /// Which part of a unit it is.
    pub(crate) fn edge(self) -> Option<TimeModifier> {
        if let Word::Edge(modifier) = self { Some(modifier) } else { None }
    }

    /// How it bounds.
    pub(crate) fn degree(self) -> Option<TimeModifier> {
        if let Word::Degree(modifier) = self { Some(modifier) } else { None }
    }

    /// The code of the part of the day that it is.
    pub(crate) fn part_of_day(self) -> Option<&'static str> {
        if let Word::PartOfDay(code) = self { Some(code) } else { None }
    }

    /// The code of the hour that it is.
    pub(crate) fn clock(self) -> Option<&'static str> {
        if let Word::Clock(code) = self { Some(code) } else { None }
    }

    /// The value of the vague time that it is.
    pub(crate) fn refer(self) -> Option<&'static str> {
        if let Word::Refer(value) = self { Some(value) } else { None }
    }

    /// The length that it repeats.
    pub(crate) fn often(self) -> Option<&'static str> {
        if let Word::Often(value) = self { Some(value) } else { None }
    }

    /// The first year of the decade that it is, within the century.
    pub(crate) fn decade(self) -> Option<u8> {
        if let Word::Decade(year) = self { Some(year) } else { None }
    }

    /// The feast that it is.
    pub(crate) fn feast(self) -> Option<Feast> {
        if let Word::Feast(feast) = self { Some(feast) } else { None }
    }

    /// Where the vague time that it is lies.
    pub(crate) fn vague(self) -> Option<TimeRelation> {
        if let Word::Vague(relation) = self { Some(relation) } else { None }
    }

    /// Where the time lies that it hangs on an event.
    pub(crate) fn anchor(self) -> Option<TimeRelation> {
        if let Word::Anchor(relation) = self { Some(relation) } else { None }
    }
}

/// The words of time.
pub(crate) struct TimeWords {
    /// By first word; longer phrases first.
    phrases: WordMap<Vec<Entry>>,
}

impl TimeWords {
    /// The lexicons inside the binary.
    pub(crate) fn embedded() -> Result<TimeWords, KitError> {
        let mut phrases: BTreeMap<&'static str, Vec<Entry>> = BTreeMap::new();
        let files = [
            ("time.txt", include_str!("../../../../../lexicons/time.txt")),
            ("timex.txt", include_str!("../../../../../lexicons/timex.txt")),
            ("numbers.txt", include_str!("../../../../../lexicons/numbers.txt")),
        ];
        for (name, text) in files {
            for line in lexicon::entries(name, text) {
                let word = vocabulary::word(&line)?;
                let mut parts = line.field(1).split_whitespace();
                let first = parts.next().ok_or_else(|| line.error("second field must not be empty"))?;
                phrases.entry(first).or_default().push(Entry { rest: parts.collect(), word });
            }
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        Ok(TimeWords { phrases: WordMap::new(phrases) })
    }

    /// What the lexicon has on a word; longer phrases first.
    pub(crate) fn entries(&self, word: &str) -> &[Entry] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// The longest phrase at `at` for which `pick` gives something, and where it ends.
    pub(crate) fn at<T>(
        &self,
        atoms: &[Atom],
        at: usize,
        pick: impl Fn(Word) -> Option<T>,
    ) -> Option<(T, usize)> {
        self.entries(&atoms.get(at)?.folded).iter().find_map(|entry| {
            let end = at + 1 + entry.rest.len();
            let following = atoms.get(at + 1..end)?;
            let fits = following.iter().zip(&entry.rest).all(|(atom, part)| atom.is(part));
            fits.then(|| pick(entry.word)).flatten().map(|value| (value, end))
        })
    }

    /// Whether a word is a unit of time.
    pub(crate) fn is_unit(&self, word: &str) -> bool {
        self.entries(word).iter().any(|entry| entry.rest.is_empty() && entry.word.unit().is_some())
    }

    /// Whether a dictionary form is of this kind.
    pub(crate) fn is(&self, lemma: &str, kind: Word) -> bool {
        self.entries(lemma).iter().any(|entry| entry.rest.is_empty() && entry.word == kind)
    }
}
