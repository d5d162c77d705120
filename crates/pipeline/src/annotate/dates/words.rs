//! Which words speak of time? The lexicon behind the grammar.

use crate::annotate::atoms::Atom;
use crate::annotate::dates::days::Grain;
use crate::kit::KitError;
use crate::lexicon::{self, Entry};
use news::TimeRelation;
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
}

impl Word {
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
    phrases: BTreeMap<&'static str, Vec<(Vec<&'static str>, Word)>>,
}

impl TimeWords {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<TimeWords, KitError> {
        let mut phrases: BTreeMap<&'static str, Vec<(Vec<&'static str>, Word)>> = BTreeMap::new();
        let text = include_str!("../../../../../lexicons/time.txt");
        for entry in lexicon::entries("time.txt", text) {
            let word = word(&entry)?;
            let mut parts = entry.field(1).split_whitespace();
            let first = parts.next().ok_or_else(|| entry.error("second field must not be empty"))?;
            phrases.entry(first).or_default().push((parts.collect(), word));
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Ok(TimeWords { phrases })
    }

    /// The longest phrase at `at` for which `pick` gives something, and where it ends.
    pub(crate) fn at<T>(
        &self,
        atoms: &[Atom],
        at: usize,
        pick: impl Fn(Word) -> Option<T>,
    ) -> Option<(T, usize)> {
        let phrases = self.phrases.get(&*atoms.get(at)?.folded)?;
        phrases.iter().find_map(|(rest, word)| {
            let end = at + 1 + rest.len();
            let following = atoms.get(at + 1..end)?;
            let fits = following.iter().zip(rest).all(|(atom, part)| atom.is(part));
            fits.then(|| pick(*word)).flatten().map(|value| (value, end))
        })
    }

    /// Whether a word is a unit of time.
    pub(crate) fn is_unit(&self, word: &str) -> bool {
        self.phrases.get(word).is_some_and(|phrases| {
            phrases.iter().any(|(rest, word)| rest.is_empty() && word.unit().is_some())
        })
    }

    /// Whether a dictionary form is of this kind.
    pub(crate) fn is(&self, lemma: &str, kind: Word) -> bool {
        self.phrases
            .get(lemma)
            .is_some_and(|phrases| phrases.iter().any(|(rest, word)| rest.is_empty() && *word == kind))
    }
}

fn word(entry: &Entry) -> Result<Word, KitError> {
    let number = || entry.field(2).parse().map_err(|_| entry.error("third field must be a number"));
    Ok(match entry.field(0) {
        "month" => Word::Month(number()?),
        "short-month" => Word::ShortMonth(number()?),
        "weekday" => Word::Weekday(number()?),
        "short-weekday" => Word::ShortWeekday(number()?),
        "unit" => Word::Unit(grain(entry)?),
        "season" => pair(entry).map(|(from, to)| Word::Season(from, to))?,
        "holiday" => pair(entry).map(|(month, day)| Word::Holiday(month, day))?,
        "deictic" => Word::Deictic(
            entry.field(2).parse().map_err(|_| entry.error("third field must be a number of days"))?,
        ),
        "daypart" => Word::Daypart,
        "part" => Word::Part,
        "vague" => Word::Vague(relation(entry)?),
        "anchor" => Word::Anchor(relation(entry)?),
        "event" => Word::Event,
        "schedule" => Word::Schedule,
        "intend" => Word::Intend,
        _ => return Err(entry.error("unknown kind of time word")),
    })
}

fn pair(entry: &Entry) -> Result<(u8, u8), KitError> {
    let numbers = entry.field(2).split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    numbers.ok_or_else(|| entry.error("third field must be two numbers with a hyphen"))
}

fn grain(entry: &Entry) -> Result<Grain, KitError> {
    Ok(match entry.field(2) {
        "hour" => Grain::Hour,
        "day" => Grain::Day,
        "weekend" => Grain::Weekend,
        "week" => Grain::Week,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "year" => Grain::Year,
        "decade" => Grain::Decade,
        "century" => Grain::Century,
        _ => return Err(entry.error("third field must be a unit of time")),
    })
}

fn relation(entry: &Entry) -> Result<TimeRelation, KitError> {
    Ok(match entry.field(2) {
        "before_publication" => TimeRelation::BeforePublication,
        "after_publication" => TimeRelation::AfterPublication,
        "before" => TimeRelation::Before,
        "after" => TimeRelation::After,
        "since" => TimeRelation::Since,
        _ => return Err(entry.error("third field must be a relation of time")),
    })
}
