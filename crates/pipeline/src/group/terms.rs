//! What does an account speak of, and how much does each word of it tell?
//!
//! Dictionary forms of words that carry meaning, pairs of them that stand side by side, and names. A term tells more
//! the fewer news articles have it (inverse document frequency, Spärck Jones 1972; counted once over unlabelled
//! articles, `models/terms`) and the nearer it stands to the beginning, where news says what it is about. What is
//! kept of it is left to [`super::sketch`].

use crate::fold;
use crate::kit::KitError;
use learn::{Model, Values, combine, hash};
use news::{Account, MentionForm, Tag, Token};
use std::collections::BTreeMap;

/// Changes whenever terms are cut or written otherwise: a model of another number is refused.
pub const NORMALISATION: u32 = 1;
/// Tokens of an account that are looked at.
const READ: usize = 1200;
/// Tokens that are the account's lead, headline included.
const LEAD: usize = 60;
/// What one occurrence counts.
const ONCE: u32 = 64;
/// What an occurrence counts beyond [`ONCE`], by its place: 4 times that at the start, a third of it 60 tokens later.
const EARLY: [u32; 24] =
    [256, 199, 155, 121, 94, 73, 57, 44, 35, 27, 21, 16, 13, 10, 8, 6, 5, 4, 3, 2, 2, 1, 1, 1];
/// Tokens of a step of [`EARLY`].
const STEP: usize = 15;
/// Sentences in which a name must come up first.
const NAMED_BY: usize = 60;
/// Telling of a word, a pair and a name that the model does not know, in sixteenths of a natural logarithm.
const RARE: [u8; 3] = [115, 97, 115];
/// Templates that keep pairs and names apart from words.
const PAIR: u64 = 1;
const NAME: u64 = 2;

/// How much terms tell, by how many of 26,000 news articles have them.
#[derive(Debug)]
pub(crate) struct Terms(Values);

impl Terms {
    /// The table inside the binary.
    pub(crate) fn embedded() -> Result<Terms, KitError> {
        let model = Model::from_bytes(include_bytes!("../../../../models/terms/model.bin"))
            .map_err(|error| KitError::Model { name: "terms", why: error.to_string() })?;
        let table = model.table("terms").filter(|_| model.normalisation == NORMALISATION);
        let Some(table) = table else {
            let why = "its terms are written as in another build; run `cargo xtask train terms`";
            return Err(KitError::Model { name: "terms", why: why.into() });
        };
        Ok(Terms(Values::new(Some(table))))
    }

    /// No table: every term is rare. For those who train one.
    pub(crate) fn unknown() -> Terms {
        Terms(Values::new(None))
    }

    /// Sixteenths of the natural logarithm of all articles to those that have a term.
    fn telling(&self, term: u64, rare: u8) -> u8 {
        self.0.get(term).map_or(rare, |telling| telling.min(255) as u8)
    }
}

/// How often an account has a term, earlier places counting more.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Use<'a> {
    /// In 64ths of an occurrence.
    pub(super) count: u32,
    /// Occurrences in the lead.
    pub(super) lead: u32,
    /// Sixteenths of a natural logarithm.
    pub(super) telling: u8,
    /// How the text writes it; empty for pairs.
    pub(super) words: &'a str,
    /// Whether it is a name, or part of one.
    pub(super) is_name: bool,
}

/// All that an account speaks of, by feature.
#[derive(Debug, Default)]
pub(super) struct Spoken<'a> {
    pub(super) words: BTreeMap<u64, Use<'a>>,
    pub(super) pairs: BTreeMap<u64, Use<'a>>,
    pub(super) names: BTreeMap<u64, Use<'a>>,
    /// How often each day of the week is named, Monday first, in 16ths; earlier places counting more.
    pub(super) weekdays: [u32; 7],
}

impl<'a> Spoken<'a> {
    /// Reads an account once, in its parts.
    pub(super) fn of(terms: &Terms, parts: impl IntoIterator<Item = &'a Account>) -> Spoken<'a> {
        let mut spoken = Spoken::default();
        let mut place = 0;
        for part in parts {
            spoken.read(terms, part, &mut place);
            spoken.name_all(terms, part);
        }
        spoken
    }

    fn read(&mut self, terms: &Terms, account: &'a Account, place: &mut usize) {
        for sentence in &account.sentences {
            if *place > READ {
                return;
            }
            let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let mut before: Option<u64> = None;
            for token in account.tokens.get(tokens).unwrap_or_default() {
                *place += 1;
                if token.tag == Tag::Punct {
                    before = None;
                }
                if !carries_meaning(token) {
                    continue;
                }
                let word = hash(token.lemma.as_bytes());
                self.word(terms, word, token, account.words(token.span), *place);
                if let Some(before) = before {
                    self.pair(terms, combine(PAIR, before, word), *place);
                }
                before = Some(word);
            }
        }
    }

    fn word(&mut self, terms: &Terms, word: u64, token: &Token, written: &'a str, place: usize) {
        let first = || Use {
            telling: terms.telling(word, RARE[0]),
            words: if token.tag == Tag::Propn { written } else { "" },
            ..Use::default()
        };
        let found = self.words.entry(word).or_insert_with(first);
        found.count += ONCE + early(place);
        found.lead += u32::from(place <= LEAD);
        found.is_name |= token.tag == Tag::Propn;
        if found.words.is_empty() {
            found.words = written;
        }
        if let Some(day) = weekday(&token.lemma).filter(|_| place < 400) {
            self.weekdays[day] += 16 + early(place) / 8;
        }
    }

    fn pair(&mut self, terms: &Terms, pair: u64, place: usize) {
        let first = || Use { telling: terms.telling(pair, RARE[1]), ..Use::default() };
        self.pairs.entry(pair).or_insert_with(first).count += ONCE + early(place);
    }

    fn name_all(&mut self, terms: &Terms, account: &'a Account) {
        let last = account.sentences.get(NAMED_BY).map_or(u32::MAX, |sentence| sentence.span.start);
        for entity in &account.entities {
            let is_named = entity.mentions.iter().any(|mention| mention.form == MentionForm::Name);
            if !is_named || entity.mentions.first().is_some_and(|mention| mention.span.start >= last) {
                continue;
            }
            let name = name(&entity.name);
            let first =
                || Use { telling: terms.telling(name, RARE[2]), words: &entity.name, ..Use::default() };
            self.names.entry(name).or_insert_with(first).count += ONCE * entity.mentions.len() as u32;
        }
    }
}

/// The feature of a name.
fn name(name: &str) -> u64 {
    combine(NAME, hash(fold::word(name).as_bytes()), 0)
}

/// What an occurrence at a place counts beyond one.
fn early(place: usize) -> u32 {
    EARLY.get(place / STEP).copied().unwrap_or(0)
}

fn carries_meaning(token: &Token) -> bool {
    let kind = match token.tag {
        Tag::Adj | Tag::Adv | Tag::Noun | Tag::Num | Tag::Propn | Tag::Verb | Tag::X => true,
        Tag::Adp
        | Tag::Aux
        | Tag::Cconj
        | Tag::Det
        | Tag::Intj
        | Tag::Part
        | Tag::Pron
        | Tag::Punct
        | Tag::Sconj
        | Tag::Sym => false,
    };
    kind && token.lemma.chars().any(char::is_alphanumeric)
}

fn weekday(lemma: &str) -> Option<usize> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().position(|day| *day == lemma)
}

/// The features of all terms of an account, each once: words, pairs and names. For those who count them.
pub(crate) fn features(account: &Account) -> [Vec<u64>; 3] {
    let spoken = Spoken::of(&Terms::unknown(), [account]);
    [spoken.words, spoken.pairs, spoken.names].map(|terms| terms.into_keys().collect())
}

/// Sixteenths of the natural logarithm of a number in 64ths; 0 for what is not above one.
pub(crate) fn logarithm(number: u64) -> u64 {
    let number = number.max(64);
    let whole = u64::from(number.ilog2());
    let part = (number << 8 >> whole) & 255;
    // The curve between two powers of two stands above the straight line by about a third of this product.
    let log = (whole - 6) * 256 + part + part * (256 - part) * 87 / (256 * 256);
    log * 16 * 693 / (256 * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_a_sixteenth() {
        // Sixteenths of ln 1, ln 1.5625, ln 2, ln 3.125, ln 10, ln 100 and ln 26017.
        let exact = [(64, 0), (100, 7), (128, 11), (200, 18), (640, 37), (6400, 74), (26_017 * 64, 163)];
        for (number, exact) in exact {
            assert!(logarithm(number).abs_diff(exact) <= 1, "{number}: {}", logarithm(number));
        }
        assert_eq!(logarithm(0), 0);
    }
}
