//! Where does a time expression start and end, and what do its words mean? The entry of the grammar.
//!
//! The grammar reads atoms from left to right and takes the longest expression at each place. What days an
//! expression stands for is left to `expression` and `settle`.

use super::days::{Grain, Stretch};
use super::expression::{Meaning, Pick};
use super::words::{TimeWords, Word};
use crate::annotate::atoms::Atom;
use crate::annotate::numerals::Numerals;

/// An expression that the grammar found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Index of the first atom after it.
    pub(super) end: usize,
    /// What it means.
    pub(super) meaning: Meaning,
}

/// The atoms of one sentence and the words to read them by.
pub(super) struct Reader<'a> {
    pub(super) atoms: &'a [Atom<'a>],
    pub(super) words: &'a TimeWords,
    pub(super) numerals: &'a Numerals,
    /// Index of the latest expression before this one that later ones can count from.
    pub(super) latest: Option<u32>,
    /// The latest stated time before, and the index of its expression.
    pub(super) latest_stated: Option<(u32, Stretch)>,
}

impl Reader<'_> {
    /// The expression that starts at `at`, if any.
    pub(super) fn expression(&self, at: usize) -> Option<Found> {
        self.range(at).or_else(|| self.since(at)).or_else(|| {
            let found = self.single(at)?;
            Some(self.continued(found))
        })
    }

    /// A point in time without a second end.
    fn single(&self, at: usize) -> Option<Found> {
        let prefix = self.prefix(at);
        let coarse = |found: &Found| found.meaning.grain() != Some(Grain::Day);
        if let Some(found) = self.point(prefix).filter(|found| prefix > at && coarse(found)) {
            return Some(found);
        }
        self.point(at)
    }

    fn point(&self, at: usize) -> Option<Found> {
        self.absolute(at).or_else(|| self.relative(at))
    }

    /// "early", "late", "mid-", "the end of", "the middle of".
    fn prefix(&self, at: usize) -> usize {
        let part = self.words.at(self.atoms, at, |word| matches!(word, Word::Part).then_some(()));
        if let Some(((), end)) = part {
            return end + usize::from(self.is(end, "-"));
        }
        let edge = self
            .atom(at + 1)
            .is_some_and(|atom| atom.is_any(&["end", "beginning", "start", "middle", "turn"]));
        if self.is(at, "the") && edge && self.is(at + 2, "of") { at + 3 } else { at }
    }

    /// "between June and December 2022", "from May to July".
    fn range(&self, at: usize) -> Option<Found> {
        let opener = self.atom(at)?;
        let joints: &[&str] = if opener.is("between") {
            &["and"]
        } else if opener.is("from") {
            &["to", "until", "till", "through", "-"]
        } else {
            return None;
        };
        let first = self.single(at + 1)?;
        if !self.atom(first.end)?.is_any(joints) {
            return None;
        }
        let second = self.single(first.end + 1)?;
        join(first.meaning, second.meaning).map(|meaning| Found { end: second.end, meaning })
    }

    /// "since 2014", "since last May".
    fn since(&self, at: usize) -> Option<Found> {
        let found = self.single(at + 1).filter(|_| self.is(at, "since"))?;
        if found.meaning.is_stretch() && found.meaning.grain().is_none() {
            return None;
        }
        Some(Found { end: found.end, meaning: Meaning::Since(Box::new(found.meaning)) })
    }

    /// "2014-2016", "May to July", after the first end.
    fn continued(&self, found: Found) -> Found {
        let second = self
            .atom(found.end)
            .filter(|atom| atom.is_any(&["-", "to", "through", "until"]))
            .and_then(|_| self.single(found.end + 1));
        let same_grain = |second: &Found| second.meaning.grain() == found.meaning.grain();
        match second.filter(same_grain) {
            Some(second) => match join(found.meaning.clone(), second.meaning) {
                Some(meaning) => Found { end: second.end, meaning },
                None => found,
            },
            None => found,
        }
    }

    /// A month name with a capital; short forms with their full stop. `dated` says that a day stands beside it.
    pub(super) fn month_name(&self, at: usize, dated: bool) -> Option<(u8, usize)> {
        let atom = self.atom(at)?;
        if !atom.capital {
            return None;
        }
        let full = self.words.at(self.atoms, at, Word::month);
        if let Some((month, end)) = full {
            let ambiguous = atom.is_any(&["may", "march", "august"]) && !dated;
            return (!ambiguous || self.month_is_placed(at, end)).then_some((month, end));
        }
        let (month, end) = self.words.at(self.atoms, at, Word::short_month)?;
        let stop = self.atom(end).is_some_and(|atom| atom.is(".") && !atom.spaced);
        let end = end + usize::from(stop);
        let number = self.digits(end).is_some() || (at > 0 && self.digits(at - 1).is_some());
        let placed = stop && at > 0 && self.atoms[at - 1].is_any(&["in", "last", "since", "next", "this"]);
        (number || placed).then_some((month, end))
    }

    /// Whether "May" or "March" stands where only a month can.
    fn month_is_placed(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.atom(before)).is_some_and(|atom| {
            let preposition = atom.is_any(&[
                "in", "since", "until", "till", "by", "from", "to", "between", "of", "through", "during",
                "before", "after", "for",
            ]);
            preposition || atom.is_any(&["and", "-", "last", "next", "this", "early", "late", "mid"])
        });
        before || self.digits(end).is_some_and(|_| self.atoms[end].folded.len() == 4)
    }

    /// A weekday name; short forms only before a date.
    pub(super) fn weekday_name(&self, at: usize, dated: bool) -> Option<(u8, usize)> {
        let capital = self.atom(at)?.capital;
        let (weekday, end, short) = self
            .words
            .at(self.atoms, at, |word| word.weekday().filter(|(_, short)| dated || !short))
            .map(|((day, short), end)| (day, end, short))?;
        let stop = usize::from(short && self.is(end, "."));
        capital.then_some((weekday, end + stop))
    }

    pub(super) fn atom(&self, at: usize) -> Option<&Atom<'_>> {
        self.atoms.get(at)
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.atom(at).is_some_and(|atom| atom.is(word))
    }

    pub(super) fn digits(&self, at: usize) -> Option<i64> {
        self.atom(at)?.number()
    }
}

/// Joins two ends to a range; an end without a year takes that of the other.
fn join(first: Meaning, second: Meaning) -> Option<Meaning> {
    let (first, second) = match (first, second) {
        (Meaning::Yearly { from, to, grain, .. }, Meaning::Fixed { options, grain: exact })
            if grain == exact || exact < Grain::Year =>
        {
            // "between June and December 2022": the last June before that December ends.
            let end = options.first()?.1;
            let start = Meaning::Yearly { from, to, grain, weekday: None, pick: Pick::Bare };
            let stretch = start.seen_from(end, super::expression::Tense::Past)?;
            (Meaning::fixed(stretch, grain), Meaning::Fixed { options, grain: exact })
        }
        other => other,
    };
    if let (Meaning::Fixed { options: a, .. }, Meaning::Fixed { options: b, .. }) = (&first, &second)
        && a.first()?.0 > b.first()?.1
    {
        return None;
    }
    let point = |meaning: &Meaning| meaning.grain().is_some() && !matches!(meaning, Meaning::Range(..));
    (point(&first) && point(&second)).then(|| Meaning::Range(Box::new(first), Box::new(second)))
}
