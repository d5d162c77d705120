//! What does grouping keep of an account?
//!
//! Enough to decide which story it belongs to and to say why, and no more: its most telling words and names, its
//! day, and a sample of its runs of words by which near-duplicates are known. Below a kilobyte; what is done with
//! it is left to [`super::grouping`].

use crate::collate::copies::duplicates;
use crate::collate::utterances::words::{Word, hash, split};
use crate::{Kit, fold};
use news::{Account, EntityKind, PartialDate, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of an account that are looked at: news says what it is about first.
const READ: usize = 6000;
/// Terms that are kept: the most telling.
const TERMS: usize = 96;
/// Of these, terms whose words are kept for reasons.
const WORDED: usize = 24;
/// Bytes of a term's words that are kept.
const LONGEST: usize = 40;
/// Fingerprints that are kept: the smallest, a sample without favour (Broder 1997).
const PRINTS: usize = 32;
/// First byte of a stored sketch: the form that follows.
const VERSION: u8 = 1;

/// A word or name that an account speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    /// Equal for equal folded words.
    pub(super) key: u32,
    /// How much it tells, by how few news articles have it and how often this one has.
    pub(super) weight: u16,
}

/// The words of a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wording {
    pub(super) key: u32,
    pub(super) is_name: bool,
    pub(super) words: Box<str>,
}

/// What grouping keeps of an account: its most telling terms, its day and a sample of its runs of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// Days since the first of January of the year 1; none where no day is known.
    pub(super) day: Option<i32>,
    /// By key.
    pub(super) terms: Vec<Term>,
    /// By key.
    pub(super) wordings: Vec<Wording>,
    /// The smallest fingerprints, ascending.
    pub(super) prints: Vec<u32>,
}

/// Looks at an account once for all that grouping asks.
pub fn sketch(kit: &Kit, account: &Account) -> Sketch {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut read = 0;
    for sentence in account.sentences.iter() {
        if read > READ {
            break;
        }
        read += sentence.span.len();
        let words = split(account.text(), &[sentence.span], |word| kit.function_words.contains(word)).words;
        for word in words.iter().filter(|word| !word.function) {
            *counts.entry(folded(account, word)).or_default() += 1;
        }
    }
    let names = names(account);
    let weigh = |(word, count): (String, u32)| {
        let telling = u32::from(kit.predicates.telling(&word));
        (telling * telling * (1 + count.ilog2()), word)
    };
    let mut weighed: Vec<(u32, String)> = counts.into_iter().map(weigh).collect();
    weighed.sort_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(&two.1)));
    weighed.truncate(TERMS);
    let key = |word: &str| hash(word) as u32;
    let mut terms: Vec<Term> = weighed
        .iter()
        .map(|(weight, word)| Term { key: key(word), weight: u16::try_from(*weight).unwrap_or(u16::MAX) })
        .collect();
    terms.sort_unstable();
    terms.dedup_by_key(|term| term.key);
    let worded = weighed.iter().filter(|(_, word)| word.len() <= LONGEST).take(WORDED);
    let mut wordings: Vec<Wording> = worded
        .map(|(_, word)| Wording {
            key: key(word),
            is_name: names.contains(word),
            words: word.as_str().into(),
        })
        .collect();
    wordings.sort_unstable();
    wordings.dedup_by_key(|wording| wording.key);
    let mut prints: Vec<u32> =
        duplicates::prints(account.text()).into_iter().map(|print| (print >> 32) as u32).collect();
    prints.sort_unstable();
    prints.dedup();
    prints.truncate(PRINTS);
    Sketch { day: day(account), terms, wordings, prints }
}

/// A word without its possessive ending.
fn folded(account: &Account, word: &Word) -> String {
    let folded = fold::word(account.words(word.span));
    folded.strip_suffix("'s").unwrap_or(&folded).to_owned()
}

/// The folded words of the names of persons, organisations and places.
fn names(account: &Account) -> BTreeSet<String> {
    let named =
        account.entities.iter().filter(|entity| !entity.anonymous && entity.kind != EntityKind::Other);
    named
        .flat_map(|entity| {
            let words = split(&entity.name, &[Span::new(0, entity.name.len())], |_| false).words;
            words.into_iter().map(|word| fold::word(word.span.of(&entity.name)).into_owned())
        })
        .collect()
}

/// The first day that the account may have been published on.
fn day(account: &Account) -> Option<i32> {
    let date = account.article.published.candidates.first()?;
    number(*date)
}

/// Days since the first of January of the year 1 by the Gregorian calendar; none without a day.
fn number(date: PartialDate) -> Option<i32> {
    let (year, month, day) = (i32::from(date.year), i32::from(date.month?), i32::from(date.day?));
    // The year begins in March, so that the leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leaps + (month * 153 + 2) / 5 + day - 307)
}

impl Sketch {
    /// The words of a term, if they are kept.
    pub(super) fn wording(&self, key: u32) -> Option<&Wording> {
        let at = self.wordings.binary_search_by_key(&key, |wording| wording.key).ok()?;
        self.wordings.get(at)
    }

    /// The stored form: a version and then everything in order, in as few bytes as numbers need.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        let day = self.day.map_or(0, |day| (i64::from(day) << 1 ^ i64::from(day) >> 63).unsigned_abs() + 1);
        write(&mut bytes, day);
        write(&mut bytes, self.terms.len() as u64);
        let mut before = 0;
        for term in &self.terms {
            write(&mut bytes, u64::from(term.key - before));
            write(&mut bytes, u64::from(term.weight));
            before = term.key;
        }
        write(&mut bytes, self.wordings.len() as u64);
        before = 0;
        for wording in &self.wordings {
            write(&mut bytes, u64::from(wording.key - before));
            write(&mut bytes, (wording.words.len() as u64) << 1 | u64::from(wording.is_name));
            bytes.extend_from_slice(wording.words.as_bytes());
            before = wording.key;
        }
        write(&mut bytes, self.prints.len() as u64);
        before = 0;
        for print in &self.prints {
            write(&mut bytes, u64::from(print - before));
            before = *print;
        }
        bytes
    }

    /// A sketch from its stored form; none for bytes that are not one, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (version, rest) = bytes.split_first()?;
        let mut reader = Reader(rest);
        if *version != VERSION {
            return None;
        }
        let day = match reader.number()? {
            0 => None,
            folded => {
                let folded = i64::try_from(folded - 1).ok()?;
                Some(i32::try_from(folded >> 1 ^ -(folded & 1)).ok()?)
            }
        };
        let mut terms = Vec::new();
        let mut key = 0u32;
        for at in 0..reader.number()? {
            key = reader.next_key(key, at)?;
            terms.push(Term { key, weight: u16::try_from(reader.number()?).ok()? });
        }
        let mut wordings = Vec::new();
        key = 0;
        for at in 0..reader.number()? {
            key = reader.next_key(key, at)?;
            let length = reader.number()?;
            let words = reader.words(usize::try_from(length >> 1).ok()?)?;
            wordings.push(Wording { key, is_name: length & 1 == 1, words: words.into() });
        }
        let mut prints = Vec::new();
        key = 0;
        for at in 0..reader.number()? {
            key = reader.next_key(key, at)?;
            prints.push(key);
        }
        reader.0.is_empty().then_some(Sketch { day, terms, wordings, prints })
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Stored bytes that are still to be read.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// Keys ascend, each once; only the first may be 0.
    fn next_key(&mut self, before: u32, at: u64) -> Option<u32> {
        let step = u32::try_from(self.number()?).ok()?;
        (at == 0 || step > 0).then_some(before.checked_add(step)?)
    }

    fn words(&mut self, length: usize) -> Option<&'b str> {
        let words = self.0.get(..length)?;
        self.0 = self.0.get(length..)?;
        std::str::from_utf8(words).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_counted_from_the_year_1() {
        assert_eq!(number(PartialDate::day(1, 1, 1)), Some(0));
        assert_eq!(number(PartialDate::day(1970, 1, 1)), Some(719_162));
        assert_eq!(
            number(PartialDate::day(2024, 3, 1)),
            number(PartialDate::day(2024, 2, 28)).map(|day| day + 2)
        );
        assert_eq!(number(PartialDate::month(2024, 3)), None);
    }

    fn sketches() -> impl Strategy<Value = Sketch> {
        let terms = proptest::collection::btree_map(any::<u32>(), any::<u16>(), 0..120);
        let wordings = proptest::collection::btree_map(any::<u32>(), (any::<bool>(), "\\PC{0,12}"), 0..30);
        let prints = proptest::collection::btree_set(any::<u32>(), 0..40);
        (proptest::option::of(any::<i32>()), terms, wordings, prints).prop_map(
            |(day, terms, wordings, prints)| Sketch {
                day,
                terms: terms.into_iter().map(|(key, weight)| Term { key, weight }).collect(),
                wordings: wordings
                    .into_iter()
                    .map(|(key, (is_name, words))| Wording { key, is_name, words: words.into() })
                    .collect(),
                prints: prints.into_iter().collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_stored_is_what_is_read(sketch in sketches()) {
            prop_assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        }

        #[test]
        fn garbage_is_refused_or_read_but_never_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), sketch in sketches(), cut in 0usize..400, bit in 0usize..3200) {
            let _ = Sketch::from_bytes(&bytes);
            let mut stored = sketch.to_bytes();
            if let Some(byte) = stored.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            stored.truncate(cut.max(1));
            let _ = Sketch::from_bytes(&stored);
        }
    }
}
