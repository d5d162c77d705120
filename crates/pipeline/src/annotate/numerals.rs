//! Which number do these words and digits write? "1,000", "2.5 million", "twenty-five", "two hundred and six".
//!
//! What is counted, and whether the number is a date, is left to the callers.

use super::atoms::{Atom, AtomKind};
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};

/// What a number word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberWord {
    /// "seven"
    Add(i64),
    /// "hundred", "million"
    Times(i64),
}

/// The number words.
pub(crate) struct Numerals {
    words: WordMap<NumberWord>,
    ordinals: WordMap<i64>,
}

/// A number and where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// In thousandths.
    pub(crate) milli: i64,
    /// Index of the first atom after it.
    pub(crate) end: usize,
    /// Whether it was written with digits.
    pub(crate) digits: bool,
}

/// The longest number that is read, in atoms: nothing in news is longer.
const LONGEST: usize = 24;

impl Numerals {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<Numerals, KitError> {
        let (mut words, mut ordinals) = (Vec::new(), Vec::new());
        let text = include_str!("../../../../lexicons/numbers.txt");
        for entry in lexicon::entries("numbers.txt", text) {
            let value: i64 =
                entry.field(2).parse().map_err(|_| entry.error("third field must be a number"))?;
            match entry.field(0) {
                "add" => words.push((entry.field(1), NumberWord::Add(value))),
                "times" => words.push((entry.field(1), NumberWord::Times(value))),
                "ordinal" => ordinals.push((entry.field(1), value)),
                _ => return Err(entry.error("first field must be add, times or ordinal")),
            }
        }
        Ok(Numerals { words: WordMap::new(words), ordinals: WordMap::new(ordinals) })
    }

    /// The number that starts at `at`.
    pub(crate) fn read(&self, atoms: &[Atom], at: usize) -> Option<Number> {
        let first = atoms.get(at)?;
        match first.kind {
            AtomKind::Digits => self.read_digits(atoms, at),
            AtomKind::Letters => self.read_words(atoms, at),
            AtomKind::Mark => None,
        }
    }

    /// The value of an ordinal word or of digits with an ordinal ending ("third", "3rd"), and its end.
    pub(crate) fn read_ordinal(&self, atoms: &[Atom], at: usize) -> Option<(i64, usize)> {
        let first = atoms.get(at)?;
        if first.kind == AtomKind::Digits {
            let ending = atoms.get(at + 1)?;
            let fits = !ending.spaced && ending.is_any(&["st", "nd", "rd", "th"]);
            return fits.then(|| first.number()).flatten().map(|value| (value, at + 2));
        }
        if let Some(&value) = self.ordinals.get(&first.folded) {
            return Some((value, at + 1));
        }
        // "twenty-first"
        let tens = match self.words.get(&first.folded) {
            Some(&NumberWord::Add(tens)) if tens >= 20 && tens % 10 == 0 => tens,
            Some(_) | None => return None,
        };
        let hyphen = atoms.get(at + 1).is_some_and(|atom| atom.is("-"));
        let next = at + if hyphen { 2 } else { 1 };
        let ones = self.ordinals.get(&atoms.get(next)?.folded).filter(|ones| **ones < 10)?;
        Some((tens + ones, next + 1))
    }

    fn read_digits(&self, atoms: &[Atom], at: usize) -> Option<Number> {
        let mut value = atoms[at].number()?;
        let mut next = at + 1;
        let group = |next: usize| {
            let comma = atoms.get(next).is_some_and(|atom| atom.is(",") && !atom.spaced);
            let digits = atoms.get(next + 1).filter(|atom| !atom.spaced && atom.folded.len() == 3)?;
            comma.then(|| digits.number()).flatten()
        };
        if atoms[at].folded.len() <= 3 {
            while let Some(thousands) = group(next).filter(|_| next - at < LONGEST) {
                value = value.checked_mul(1000)?.checked_add(thousands)?;
                next += 2;
            }
        }
        let mut milli = value.checked_mul(1000)?;
        if let Some((part, end)) = fraction(atoms, next) {
            (milli, next) = (milli.checked_add(part)?, end);
        }
        let (milli, end) = self.scale(atoms, milli, next)?;
        Some(Number { milli, end, digits: true })
    }

    /// "million" and its like after digits: "2.5 million", "5bn", "5-billion".
    fn scale(&self, atoms: &[Atom], milli: i64, next: usize) -> Option<(i64, usize)> {
        let hyphen = atoms.get(next).is_some_and(|atom| atom.is("-") && !atom.spaced);
        let at = next + usize::from(hyphen);
        let Some(word) = atoms.get(at) else { return Some((milli, next)) };
        // A single letter ("5m", "20k") counts only when it is glued to the digits.
        if word.folded.len() == 1 && (word.spaced || hyphen) {
            return Some((milli, next));
        }
        match self.words.get(&word.folded) {
            Some(&NumberWord::Times(times)) if times >= 12 => {
                milli.checked_mul(times).map(|milli| (milli, at + 1))
            }
            Some(_) | None => Some((milli, next)),
        }
    }

    fn read_words(&self, atoms: &[Atom], at: usize) -> Option<Number> {
        let (mut total, mut part, mut next) = (0i64, 0i64, at);
        let mut last = None;
        while next - at < LONGEST {
            let Some(word) = atoms.get(next).and_then(|atom| self.words.get(&atom.folded)) else { break };
            match (*word, last) {
                (NumberWord::Add(value), _) => {
                    // "two, three": two numbers. "twenty five": one.
                    let joins = match last {
                        None => true,
                        Some(NumberWord::Times(times)) => times >= 100,
                        Some(NumberWord::Add(before)) => before >= 20 && value < 10,
                    };
                    if !joins {
                        break;
                    }
                    part = part.checked_add(value)?;
                }
                // Alone these are vague ("hundreds", "dozen"): the caller's business.
                (NumberWord::Times(_), None) => return None,
                (NumberWord::Times(times), Some(_)) if times < 1000 => part = part.checked_mul(times)?,
                (NumberWord::Times(times), Some(_)) => {
                    total = total.checked_add(part.checked_mul(times)?)?;
                    part = 0;
                }
            }
            last = Some(*word);
            next += 1;
            next = self.join(atoms, next, last);
        }
        last?;
        total.checked_add(part)?.checked_mul(1000).map(|milli| Number { milli, end: next, digits: false })
    }

    /// Steps over the hyphen of "twenty-five" and the "and" of "two hundred and six".
    fn join(&self, atoms: &[Atom], next: usize, last: Option<NumberWord>) -> usize {
        let is_word = |at: usize| atoms.get(at).and_then(|atom| self.words.get(&atom.folded)).copied();
        let Some(joint) = atoms.get(next) else { return next };
        let after_times = matches!(last, Some(NumberWord::Times(times)) if times >= 100);
        let hyphen = joint.is("-") && !joint.spaced && is_word(next + 1).is_some();
        let and = joint.is("and") && after_times && matches!(is_word(next + 1), Some(NumberWord::Add(_)));
        next + usize::from(hyphen || and)
    }

    /// Whether a word scales numbers: "dozen", "hundred", "million".
    pub(crate) fn multiplier(&self, word: &str) -> Option<i64> {
        match self.words.get(word) {
            Some(&NumberWord::Times(times)) if word.len() > 2 => Some(times),
            Some(_) | None => None,
        }
    }
}

/// ".25" after digits, in thousandths.
fn fraction(atoms: &[Atom], at: usize) -> Option<(i64, usize)> {
    let point = atoms.get(at).filter(|atom| atom.is(".") && !atom.spaced)?;
    let digits = atoms.get(at + 1).filter(|atom| atom.kind == AtomKind::Digits && !atom.spaced)?;
    // A second point makes it a version, a section or a European date.
    let another = atoms.get(at + 2).is_some_and(|atom| atom.is(".") && !atom.spaced)
        && atoms.get(at + 3).is_some_and(|atom| atom.kind == AtomKind::Digits && !atom.spaced);
    if another || point.spaced {
        return None;
    }
    let mut value = 0;
    for place in 0..3 {
        let digit = digits.folded.as_bytes().get(place).map_or(0, |byte| i64::from(byte - b'0'));
        value = value * 10 + digit;
    }
    Some((value, at + 2))
}

#[cfg(test)]
mod tests {
    use super::super::atoms;
    use super::*;
    use news::Span;

    fn read(text: &str) -> Option<(i64, usize)> {
        let numerals = Numerals::embedded().expect("the lexicon is sound");
        let atoms = atoms::split(text, Span::new(0, text.len()));
        let number = numerals.read(&atoms, 0)?;
        let end = number.end.checked_sub(1).map_or(0, |last| atoms[last].span.end as usize);
        Some((number.milli, end))
    }

    #[test]
    fn digits_with_groups_fractions_and_scales() {
        assert_eq!(read("1,000 people"), Some((1_000_000, 5)));
        assert_eq!(read("2.5 million"), Some((2_500_000_000, 11)));
        assert_eq!(read("5bn"), Some((5_000_000_000_000, 3)));
        assert_eq!(read("12, 13"), Some((12_000, 2)));
        assert_eq!(read("3.14.2"), Some((3_000, 1)));
    }

    #[test]
    fn words_add_up_and_stop_where_a_new_number_starts() {
        assert_eq!(read("twenty-five men"), Some((25_000, 11)));
        assert_eq!(read("two hundred and six"), Some((206_000, 19)));
        assert_eq!(read("three thousand four hundred"), Some((3_400_000, 27)));
        assert_eq!(read("two three"), Some((2_000, 3)));
        assert_eq!(read("hundred"), None);
    }

    #[test]
    fn ordinals_in_words_and_digits() {
        let numerals = Numerals::embedded().expect("the lexicon is sound");
        let value = |text: &str| {
            let atoms = atoms::split(text, Span::new(0, text.len()));
            numerals.read_ordinal(&atoms, 0)
        };
        assert_eq!(value("3rd"), Some((3, 2)));
        assert_eq!(value("twenty-first"), Some((21, 3)));
        assert_eq!(value("ninth"), Some((9, 1)));
        assert_eq!(value("nine"), None);
    }
}
