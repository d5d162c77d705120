//! Which features does the tagger see? Written once, for training and for prediction.
//!
//! The templates follow Ratnaparkhi (1996) and Toutanova et al. (2003): the word, its ends, its shape, its
//! neighbours and the two tags before it. How weights are learnt and added up is left to `learn`.

use crate::annotate::clusters::Clusters;
use learn::{Model, Values, combine, hash};
use std::borrow::Cow;
use std::sync::Arc;

/// Changes whenever the features of a text change: a model of another number is refused.
pub const NORMALISATION: u32 = 3;

/// Stands for a word before the first or after the last one.
const EDGE: u64 = 0x0ed6_e0ed;

/// Name of the model's table of classes: the tags that a known word can have, as bits.
pub const CLASSES: &str = "classes";

/// Name of the model's table of words that have one tag wherever they stand.
pub const DICTIONARY: &str = "dictionary";

/// Above the bits of the tags, a class says how the word is written: 1 small, 2 either, 3 with a capital.
pub const CAPITAL_SHIFT: u32 = 17;

/// Whether a token is a quotation mark and nothing else. A lone apostrophe may be a genitive.
pub(crate) fn is_quotation_mark(token: &str) -> bool {
    matches!(token, "\"" | "“" | "”" | "„" | "«" | "»" | "‘" | "``" | "''")
}

/// What the tagger knows about words, from its model.
#[derive(Debug, Clone)]
pub struct Knowledge {
    classes: Values,
    dictionary: Values,
    clusters: Arc<Clusters>,
}

impl Knowledge {
    /// Which words stand in like places.
    pub(super) fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// The tables of a model.
    pub fn new(model: &Model, clusters: Arc<Clusters>) -> Self {
        let values = |name| Values::new(model.table(name));
        Knowledge { classes: values(CLASSES), dictionary: values(DICTIONARY), clusters }
    }
}

/// Features as they are found: each by the number of its template.
struct Bag<'a> {
    features: &'a mut Vec<u64>,
    template: u64,
}

impl Bag<'_> {
    fn add(&mut self, a: u64, b: u64) {
        self.template += 1;
        self.features.push(combine(self.template, a, b));
    }
}

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Capitals tell names.
    Normal,
    /// Most Words Begin With a Capital.
    Title,
    /// ALL CAPITALS
    Upper,
    /// no capitals
    Lower,
}

/// One word as numbers.
#[derive(Debug, Clone, Default)]
pub struct Word {
    surface: u64,
    lower: u64,
    suffixes: [u64; 4],
    prefixes: [u64; 3],
    shape: u64,
    after_hyphen: u64,
    class: u64,
    capital: u64,
    group: u64,
    known: Option<u32>,
}

impl Word {
    /// The tag (index into the labels) that the word has wherever it stands.
    pub fn known(&self) -> Option<usize> {
        self.known.map(|tag| tag as usize)
    }
}

/// The words of a sentence as numbers.
#[derive(Debug)]
pub struct Words {
    words: Vec<Word>,
    case: u64,
}

impl Words {
    /// Looks at the tokens of one sentence.
    pub fn new<'t>(knowledge: &Knowledge, tokens: impl Iterator<Item = &'t str> + Clone) -> Self {
        let case = case(tokens.clone()) as u64;
        Words { words: tokens.map(|token| word(knowledge, token)).collect(), case }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word at `at`.
    pub fn word(&self, at: usize) -> &Word {
        &self.words[at]
    }

    /// The features of the word at `at`, given the tags of the two words before it (nearest first; 255 at
    /// the edge of the sentence).
    pub fn features(&self, at: usize, tags: [u8; 2], out: &mut Vec<u64>) {
        out.clear();
        let mut bag = Bag { features: out, template: 0 };
        let word = &self.words[at];
        let (tag, tag2) = (u64::from(tags[0]), u64::from(tags[1]));
        let pair = combine(0, tag, tag2);
        let shape = combine(0, word.shape, self.case);
        // The word itself.
        bag.add(0, 0);
        bag.add(word.lower, 0);
        bag.add(word.surface, self.case);
        bag.add(word.suffixes[0], 0);
        bag.add(word.suffixes[1], 0);
        bag.add(word.suffixes[2], 0);
        bag.add(word.suffixes[3], 0);
        bag.add(word.prefixes[0], 0);
        bag.add(word.prefixes[1], 0);
        bag.add(word.prefixes[2], 0);
        bag.add(shape, u64::from(at == 0));
        bag.add(shape, word.suffixes[2]);
        bag.add(word.after_hyphen, 0);
        bag.add(word.class, 0);
        bag.add(word.class, shape);
        bag.add(word.capital, combine(0, shape, u64::from(at == 0)));
        bag.add(word.group, 0);
        bag.add(word.group, shape);
        // The tags before it.
        bag.add(tag, 0);
        bag.add(pair, 0);
        bag.add(tag, word.lower);
        bag.add(pair, word.class);
        bag.add(tag, word.suffixes[2]);
        bag.add(tag, shape);
        bag.add(tag, word.class);
        bag.add(tag, word.group);
        self.neighbours(at, tag, shape, &mut bag);
    }

    /// What stands beside the word at `at`.
    fn neighbours(&self, at: usize, tag: u64, shape: u64, bag: &mut Bag<'_>) {
        let edge = Word { lower: EDGE, surface: EDGE, shape: EDGE, ..Word::default() };
        let near =
            |offset: isize| at.checked_add_signed(offset).and_then(|at| self.words.get(at)).unwrap_or(&edge);
        let (before2, before, word, after, after2) = (near(-2), near(-1), near(0), near(1), near(2));
        bag.add(before.group, 0);
        bag.add(before2.group, 0);
        bag.add(after.group, 0);
        bag.add(after2.group, 0);
        bag.add(before.group, word.group);
        bag.add(word.group, after.group);
        bag.add(before.group, after.group);
        bag.add(after.group, word.class);
        bag.add(before.group, word.class);
        bag.add(before.lower, 0);
        bag.add(before2.lower, 0);
        bag.add(after.lower, 0);
        bag.add(after2.lower, 0);
        bag.add(before.lower, word.lower);
        bag.add(word.lower, after.lower);
        bag.add(before.lower, after.lower);
        bag.add(before.suffixes[2], 0);
        bag.add(after.suffixes[2], 0);
        bag.add(after.shape, shape);
        bag.add(before.shape, shape);
        bag.add(after.class, word.class);
        bag.add(after.class, tag);
        bag.add(after.class, after2.class);
        bag.add(after.class, word.suffixes[2]);
        bag.add(combine(0, before.class, word.class), after.class);
        bag.add(combine(0, word.class, after.class), tag);
        bag.add(combine(0, word.class, after.class), after2.class);
    }
}

/// How the tokens of a sentence are written.
fn case<'t>(tokens: impl Iterator<Item = &'t str>) -> Case {
    let (mut words, mut capital, mut upper) = (0, 0, 0);
    for token in tokens.filter(|token| token.starts_with(char::is_alphabetic)) {
        words += 1;
        capital += usize::from(token.starts_with(char::is_uppercase));
        upper += usize::from(token.len() > 1 && !token.chars().any(char::is_lowercase));
    }
    if words >= 2 && upper * 10 >= words * 8 {
        Case::Upper
    } else if words >= 3 && capital * 10 >= words * 6 {
        Case::Title
    } else if words >= 2 && capital == 0 {
        Case::Lower
    } else {
        Case::Normal
    }
}

/// One token as numbers. Of a word that is not asked for its tag only what its neighbours see.
fn word(knowledge: &Knowledge, token: &str) -> Word {
    let lower = normalised(token);
    let suffix = |length: usize| {
        let start = lower.char_indices().rev().nth(length - 1).map_or(0, |(at, _)| at);
        hash(&lower.as_bytes()[start..])
    };
    let prefix = |length: usize| {
        let end = lower.char_indices().nth(length).map_or(lower.len(), |(at, _)| at);
        hash(&lower.as_bytes()[..end])
    };
    let whole = hash(lower.as_bytes());
    let class = knowledge.classes.get(whole).unwrap_or(0);
    let word = Word {
        lower: whole,
        suffixes: [0, 0, suffix(3), 0],
        shape: shape(token),
        class: u64::from(class & ((1 << CAPITAL_SHIFT) - 1)),
        capital: u64::from(class >> CAPITAL_SHIFT),
        group: knowledge.clusters.of(whole),
        known: knowledge.dictionary.get(whole),
        ..Word::default()
    };
    if word.known.is_some() {
        return word;
    }
    Word {
        surface: hash(token.as_bytes()),
        suffixes: [suffix(1), suffix(2), word.suffixes[2], suffix(4)],
        prefixes: [prefix(1), prefix(2), prefix(3)],
        after_hyphen: lower.rsplit_once('-').map_or(0, |(_, last)| hash(last.as_bytes())),
        ..word
    }
}

/// Lower case, digits as 0, straight apostrophes and quotation marks.
pub fn normalised(token: &str) -> Cow<'_, str> {
    let folded = crate::fold::word(token);
    if !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return folded;
    }
    folded.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Runs of capitals, small letters, digits and marks, each run as one sign: `McDane-7` is `XxXx-0`.
fn shape(token: &str) -> u64 {
    let (mut shape, mut length) = ([0; 9], 0);
    for c in token.chars() {
        let sign = match c {
            _ if c.is_uppercase() => b'X',
            _ if c.is_alphabetic() => b'x',
            _ if c.is_numeric() => b'0',
            '.' | '-' | '@' | '/' | '$' | '%' | '&' => c as u8,
            _ => b'.',
        };
        if length == 0 || shape[length - 1] != sign {
            shape[length] = sign;
            length += 1;
        }
        if length == 8 {
            break;
        }
    }
    if token.chars().nth(1).is_none() {
        shape[length] = b'1';
        length += 1;
    }
    hash(&shape[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_told_from_running_text() {
        let of = |text: &str| case(text.split(' '));
        assert_eq!(of("Mayor Vows to Cut All Taxes"), Case::Title);
        assert_eq!(of("The mayor of Lowell vows to cut taxes"), Case::Normal);
        assert_eq!(of("MAYOR VOWS TO CUT TAXES"), Case::Upper);
        assert_eq!(of("mayor vows to cut taxes"), Case::Lower);
    }

    #[test]
    fn shapes_and_numbers_are_alike() {
        assert_eq!(shape("McDane-7"), shape("LoUp-123"));
        assert_ne!(shape("Dane"), shape("DANE"));
        assert_eq!(normalised("F-16’s"), "f-00's");
    }
}
