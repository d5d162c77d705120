//! How alike are two texts, word by word? Multisets of folded words and of four-word shingles.

use std::collections::BTreeMap;

/// A multiset of words or shingles.
#[derive(Debug, Default)]
pub(crate) struct Bag {
    counts: BTreeMap<String, usize>,
    total: usize,
}

impl Bag {
    pub(crate) fn words(text: &str) -> Bag {
        Bag::of(words(text).into_iter())
    }

    pub(crate) fn shingles(text: &str) -> Bag {
        let words = words(text);
        Bag::of(words.windows(4.min(words.len().max(1))).map(|four| four.join(" ")))
    }

    fn of(items: impl Iterator<Item = String>) -> Bag {
        let mut bag = Bag::default();
        for item in items {
            *bag.counts.entry(item).or_default() += 1;
            bag.total += 1;
        }
        bag
    }

    /// How many words or shingles it holds.
    pub(crate) fn len(&self) -> usize {
        self.total
    }

    /// How many of them the other holds too.
    pub(crate) fn shared(&self, other: &Bag) -> usize {
        self.counts.iter().map(|(item, count)| count.min(other.counts.get(item).unwrap_or(&0))).sum()
    }

    /// Agreement in thousandths; two empty bags agree.
    pub(crate) fn f1(&self, gold: &Bag) -> usize {
        (2000 * self.shared(gold)).checked_div(self.total + gold.total).unwrap_or(1000)
    }
}

/// Folded words: runs of letters and digits; every ideograph is a word.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let ideograph = ('\u{3040}'..='\u{9fff}').contains(&c);
        if (!c.is_alphanumeric() || ideograph) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if ideograph {
            words.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words with single spaces, for looking one text up in another.
pub(crate) fn flat(text: &str) -> String {
    words(text).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_words_is_half_of_the_score() {
        let gold = Bag::words("The ferry, the FERRY");
        assert_eq!(Bag::words("the ferry sank slowly").f1(&gold), 500);
        assert_eq!(Bag::words("").f1(&Bag::words("")), 1000);
        assert_eq!(flat("“Don’t”—now"), "don t now");
    }
}
