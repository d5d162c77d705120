//! When do two words name the same thing? Families of events, stems, and how much a word tells.
//!
//! Which words a passage holds is left to `units`, how alike two passages are to `likeness`.

use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{PartialDate, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// What a word or phrase stands for when passages are compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Concept {
    /// An entity of the comparison, by its index.
    Entity(u32),
    /// A family of predicates: give, supply, delivery.
    Family(u16),
    /// Any other word, by its stem.
    Stem(Box<str>),
    /// A number, in thousandths.
    Number(i64),
    /// A day, month or year.
    Date(PartialDate),
}

impl Concept {
    /// Whether the concept can be what a clause says of its participants.
    pub(crate) fn is_family(&self) -> bool {
        match self {
            Concept::Family(_) => true,
            Concept::Entity(_) | Concept::Stem(_) | Concept::Number(_) | Concept::Date(_) => false,
        }
    }
}

/// Families of predicates and the commonness of words.
#[derive(Debug)]
pub(crate) struct Predicates {
    families: WordMap<u16, &'static str>,
    names: Vec<&'static str>,
    opposites: BTreeSet<(u16, u16)>,
    commonness: WordMap<u16, &'static str>,
}

/// Weight of a word that no list of common words has.
const RARE: u16 = 6;

impl Predicates {
    /// The lists inside the binary.
    pub(crate) fn embedded() -> Result<Self, KitError> {
        let mut lists = Predicates {
            families: WordMap::empty(),
            names: Vec::new(),
            opposites: BTreeSet::new(),
            commonness: WordMap::empty(),
        };
        let mut words = BTreeMap::new();
        let families = include_str!("../../../../../lexicons/predicates.txt");
        for entry in lexicon::entries("predicates.txt", families) {
            lists.add(&entry, &mut words)?;
        }
        lists.families = WordMap::new(words);
        let mut classes = BTreeMap::new();
        let commonness = include_str!("../../../../../lexicons/commonness.txt");
        for entry in lexicon::entries("commonness.txt", commonness) {
            let class = entry.field(1).parse().map_err(|_| entry.error("the class is no number"))?;
            classes.insert(entry.field(0), class);
        }
        lists.commonness = WordMap::new(classes);
        Ok(lists)
    }

    /// Takes one line of the list of families.
    fn add(
        &mut self,
        entry: &lexicon::Entry,
        words: &mut BTreeMap<&'static str, u16>,
    ) -> Result<(), KitError> {
        match entry.field(0) {
            "family" => {
                let family = self.names.len() as u16;
                self.names.push(entry.field(1));
                for word in entry.field(2).split_whitespace() {
                    if words.insert(word, family).is_some() {
                        return Err(entry.error(format!("`{word}` stands in two families")));
                    }
                }
            }
            "opposite" => {
                let (Some(one), Some(two)) = (self.family(entry.field(1)), self.family(entry.field(2)))
                else {
                    return Err(entry.error("an opposite names a family that is not above"));
                };
                self.opposites.insert((one.min(two), one.max(two)));
            }
            other => return Err(entry.error(format!("`{other}` is neither family nor opposite"))),
        }
        Ok(())
    }

    /// The family of this name.
    pub(crate) fn family(&self, name: &str) -> Option<u16> {
        self.names.iter().position(|known| *known == name).map(|index| index as u16)
    }

    /// Whether a dictionary form belongs to the family of this name.
    pub(crate) fn is_in(&self, lemma: &str, name: &str) -> bool {
        self.family_of(lemma).is_some_and(|family| self.names[usize::from(family)] == name)
    }

    /// The family that a dictionary form belongs to.
    pub(crate) fn family_of(&self, lemma: &str) -> Option<u16> {
        self.families.get(lemma).copied()
    }

    /// Whether two families exclude each other.
    pub(crate) fn exclude(&self, one: u16, two: u16) -> bool {
        self.opposites.contains(&(one.min(two), one.max(two)))
    }

    /// What a word stands for, and how much it tells; `None` for words that only hold a sentence together.
    pub(crate) fn concept(&self, lemma: &str, tag: Tag) -> Option<(Concept, u16)> {
        let factor = match tag {
            Tag::Noun | Tag::Propn | Tag::Verb | Tag::Num => 4,
            Tag::Adj | Tag::X => 3,
            Tag::Adv => 2,
            Tag::Adp
            | Tag::Aux
            | Tag::Cconj
            | Tag::Det
            | Tag::Intj
            | Tag::Part
            | Tag::Pron
            | Tag::Punct
            | Tag::Sconj
            | Tag::Sym => return None,
        };
        let class = match lemma.chars().count() {
            0..=2 => 1,
            _ => self.commonness.get(lemma).copied().unwrap_or(RARE),
        };
        if !lemma.chars().any(char::is_alphanumeric) || class <= 1 && tag == Tag::Adv {
            return None;
        }
        let concept = match self.families.get(lemma) {
            Some(family) => Concept::Family(*family),
            None => match number(lemma) {
                Some(value) => Concept::Number(value),
                None => Concept::Stem(stem(lemma).into()),
            },
        };
        Some((concept, class * factor))
    }
}

/// A number written in digits, in thousandths: `1,000`, `2.5`, `$40`.
fn number(word: &str) -> Option<i64> {
    let digits: String = word.trim_start_matches(['$', '€', '£']).chars().filter(|c| *c != ',').collect();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole.is_empty() || whole.len() > 15 || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<i64>().ok()? * 1000 + part.parse::<i64>().ok()?)
}

/// Endings that make a noun, an adjective or an adverb of a word; longest first where one ends another.
const ENDINGS: [&str; 20] = [
    "isation", "ization", "ation", "ition", "ement", "ment", "tion", "ance", "ence", "ical", "ness", "ate",
    "ise", "ize", "ity", "ing", "ism", "ist", "ive", "al",
];

/// The front of a word that its relatives share (`negotiate`, `negotiation`). At least five letters stay, so that
/// short words are no one's relatives.
pub(crate) fn stem(lemma: &str) -> &str {
    let lemma = lemma.strip_suffix("'s").or_else(|| lemma.strip_suffix("’s")).unwrap_or(lemma);
    for ending in ENDINGS {
        if let Some(front) = lemma.strip_suffix(ending)
            && front.chars().count() >= 5
        {
            return front;
        }
    }
    match lemma.strip_suffix(['e', 'y']) {
        Some(front) if front.chars().count() >= 5 => front,
        Some(_) | None => lemma,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_and_its_verb_are_one_concept() {
        let lists = Predicates::embedded().unwrap();
        let of = |lemma, tag| lists.concept(lemma, tag).map(|(concept, _)| concept);
        assert_eq!(of("deliver", Tag::Verb), of("shipment", Tag::Noun));
        assert_ne!(of("deliver", Tag::Verb), of("sell", Tag::Verb));
        assert_eq!(of("privatise", Tag::Verb), of("privatisation", Tag::Noun));
        assert_eq!(of("the", Tag::Det), None);
    }

    #[test]
    fn rare_words_tell_more_than_common_ones() {
        let lists = Predicates::embedded().unwrap();
        let weight = |lemma| lists.concept(lemma, Tag::Noun).map_or(0, |(_, weight)| weight);
        assert!(weight("aqueduct") > weight("people"));
    }

    #[test]
    fn numbers_are_read_whatever_their_marks() {
        assert_eq!(number("1,000"), Some(1_000_000));
        assert_eq!(number("$2.5"), Some(2_500));
        assert_eq!(number("a320"), None);
        assert_eq!(number("1.2.3"), None);
    }

    #[test]
    fn opposites_hold_both_ways() {
        let lists = Predicates::embedded().unwrap();
        let (rise, fall) = (lists.family("rise").unwrap(), lists.family("fall").unwrap());
        assert!(lists.exclude(rise, fall) && lists.exclude(fall, rise));
        assert!(!lists.exclude(rise, rise));
    }
}
