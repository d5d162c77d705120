//! What does each piece of a sentence say about time? The rules of TIMEX3 ask by place.

use crate::annotate::atoms::{Atom, AtomKind};
use crate::annotate::dates::days::Grain;
use crate::annotate::dates::outlook::Outlook;
use crate::annotate::dates::words::{Entry, Word};
use crate::annotate::numerals::Numerals;

/// A sentence as the rules of TIMEX3 read it.
pub(super) struct Line<'a> {
    /// Its pieces.
    pub(super) atoms: &'a [Atom<'a>],
    /// What the lexicon has on each.
    entries: &'a [&'a [Entry]],
    /// The number words.
    pub(super) numerals: &'a Numerals,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// In thousandths.
    Exact(i64),
    /// "several"
    Vague,
}

impl<'a> Line<'a> {
    /// A sentence with its words looked up; `None` where nothing in it can be a time.
    pub(super) fn new(outlook: &'a Outlook<'a>, numerals: &'a Numerals) -> Option<Line<'a>> {
        let line = Line { atoms: &outlook.atoms, entries: &outlook.entries, numerals };
        outlook.is_hopeful().then_some(line)
    }

    /// The longest phrase at `at` for which `pick` gives something, and where it ends.
    pub(super) fn pick<T>(&self, at: usize, pick: impl Fn(Word) -> Option<T>) -> Option<(T, usize)> {
        self.entries.get(at)?.iter().find_map(|entry| {
            let value = pick(entry.word)?;
            let end = at + 1 + entry.rest.len();
            let following = self.atoms.get(at + 1..end)?;
            let fits = following.iter().zip(&entry.rest).all(|(atom, part)| atom.is(part));
            fits.then_some((value, end))
        })
    }

    /// The end of the word if it is of this kind.
    pub(super) fn of(&self, at: usize, word: Word) -> Option<usize> {
        self.pick(at, |found| (found == word).then_some(())).map(|((), end)| end)
    }

    pub(super) fn atom(&self, at: usize) -> Option<&Atom<'_>> {
        self.atoms.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&Atom<'_>> {
        at.checked_sub(1).and_then(|before| self.atoms.get(before))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.atom(at).is_some_and(|atom| atom.is(word))
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.atom(at).is_some_and(|atom| atom.is_any(words))
    }

    pub(super) fn digits(&self, at: usize) -> Option<i64> {
        self.atom(at)?.number()
    }

    /// Whether `at` stands against the piece before it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.atom(at).is_some_and(|atom| !atom.spaced)
    }

    /// Steps over a hyphen between two words.
    pub(super) fn hyphen(&self, at: usize) -> usize {
        at + usize::from(self.is(at, "-") && self.atom(at + 1).is_some_and(|atom| !atom.spaced))
    }

    /// A unit of time, whether it is plural, and its end.
    pub(super) fn unit(&self, at: usize) -> Option<(Grain, bool, usize)> {
        let (grain, end) = self.pick(at, Word::unit)?;
        Some((grain, self.atoms[end - 1].folded.ends_with('s'), end))
    }

    /// Four digits that can be a year, or two after an apostrophe.
    pub(super) fn year(&self, at: usize) -> Option<(i64, usize)> {
        self.year_in_digits(at).or_else(|| self.year_in_words(at))
    }

    /// "nineteen ninety-six", "two thousand" after "year".
    fn year_in_words(&self, at: usize) -> Option<(i64, usize)> {
        if !self.is_any(at, &["eighteen", "nineteen", "twenty", "two"]) {
            return None;
        }
        let thousand = self.is(at, "two")
            && self.is(at + 1, "thousand")
            && self.before(at).is_some_and(|atom| atom.is("year"));
        if thousand {
            return Some((2000, at + 2));
        }
        let century = if self.is(at, "eighteen") {
            1800
        } else if self.is(at, "nineteen") {
            1900
        } else {
            2000
        };
        let rest =
            self.numerals.read(self.atoms, at + 1).filter(|number| !number.digits && !self.is(at, "two"))?;
        let value = rest.milli / 1000;
        (10..100).contains(&value).then_some((century + value, rest.end))
    }

    fn year_in_digits(&self, at: usize) -> Option<(i64, usize)> {
        if self.is(at, "'") && self.is_glued(at + 1) {
            let value = self.digits(at + 1).filter(|_| self.atoms[at + 1].folded.len() == 2)?;
            let plural = self.is(at + 2, "s") && self.is_glued(at + 2);
            return (!plural).then_some((value + if value < 50 { 2000 } else { 1900 }, at + 2));
        }
        let value = self.digits(at).filter(|_| self.atoms[at].folded.len() == 4)?;
        let number = |at: usize| self.atom(at).is_some_and(|atom| atom.kind == AtomKind::Digits);
        let continued = self.is_any(at + 1, &[".", ",", ":", "/"])
            && self.is_glued(at + 1)
            && number(at + 2)
            && self.is_glued(at + 2);
        let word_after = self.is_glued(at + 1)
            && self.atom(at + 1).is_some_and(|atom| atom.kind == AtomKind::Letters || atom.is("%"));
        let money = self.before(at).is_some_and(|atom| atom.is_any(&["$", "£", "€", "¥", "#"]));
        let inner = self.is_glued(at)
            && self.before(at).is_some_and(|atom| {
                atom.kind == AtomKind::Letters
                    || (atom.is_any(&[".", ",", "/", ":"]) && at > 1 && number(at - 2))
            });
        let fits = (1000..=2999).contains(&value) && !continued && !word_after && !money && !inner;
        fits.then_some((value, at + 1))
    }

    /// "three", "2 1/2", "a few", "several", "two to three", "a hundred", "a year and a half" is left to the caller.
    pub(super) fn count(&self, at: usize) -> Option<(Count, usize)> {
        if let Some(end) = self.of(at, Word::Few) {
            let of = end + usize::from(self.is(end, "of"));
            let count = if self.is(at, "couple") { Count::Exact(2000) } else { Count::Vague };
            return Some((count, of));
        }
        if let Some(times) = self
            .atom(at)
            .filter(|_| self.before(at).is_some_and(|atom| atom.is("a")))
            .and_then(|atom| self.numerals.multiplier(&atom.folded))
        {
            return Some((Count::Exact(times.saturating_mul(1000)), at + 1));
        }
        let (first, end) = self.number(at)?;
        let joint = self.is_any(end, &["to", "or", "-"]);
        if let Some((_, end)) = self.number(end + 1).filter(|_| joint) {
            return Some((Count::Exact(first), end));
        }
        Some((Count::Exact(first), end))
    }

    fn number(&self, at: usize) -> Option<(i64, usize)> {
        let number = self.numerals.read(self.atoms, at)?;
        let half = self.is(number.end + 1, "/") && self.is_glued(number.end + 1);
        let parts =
            self.digits(number.end).zip(self.digits(number.end + 2)).filter(|_| half && number.digits);
        if let Some((above, below)) = parts.filter(|(above, below)| above < below) {
            return Some((number.milli + above * 1000 / below, number.end + 3));
        }
        let percent = self.is_any(number.end, &["%", "percent"]);
        (!percent).then_some((number.milli, number.end))
    }
}
