//! Which words name months, and which stand around dates? The list in `lexicons/date-words.txt`.

use crate::kit::KitError;
use crate::lexicon;
use std::collections::BTreeMap;

/// Words of a form are few: "كانون الثاني", "date de publication".
const MAX_WORDS: usize = 4;

/// What a word before a date says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    Published,
    Modified,
}

/// Months in many languages, and the words around dates.
#[derive(Debug)]
pub(crate) struct DateWords {
    months: BTreeMap<&'static str, u8>,
    /// Forms that are this month in some languages only.
    months_of: BTreeMap<(&'static str, &'static str), u8>,
    between: BTreeMap<&'static str, ()>,
    markers: BTreeMap<String, Marker>,
}

impl DateWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<DateWords, KitError> {
        let mut words = DateWords {
            months: BTreeMap::new(),
            months_of: BTreeMap::new(),
            between: BTreeMap::new(),
            markers: BTreeMap::new(),
        };
        let text = include_str!("../../../../../lexicons/date-words.txt");
        for entry in lexicon::entries("date-words.txt", text) {
            match entry.field(0) {
                "month" => {
                    let number = entry.field(1).parse().map_err(|_| entry.error("no number of a month"))?;
                    for form in entry.field(2).split_whitespace() {
                        if entry.field(3).is_empty() {
                            words.months.insert(form, number);
                        }
                        for language in entry.field(3).split_whitespace() {
                            words.months_of.insert((form, language), number);
                        }
                    }
                }
                "between" => words.between.extend(entry.field(1).split_whitespace().map(|word| (word, ()))),
                "published" | "modified" => {
                    let marker =
                        if entry.field(0) == "published" { Marker::Published } else { Marker::Modified };
                    let forms = entry.field(1).split_whitespace();
                    words.markers.extend(forms.map(|form| (form.replace('_', " "), marker)));
                }
                _ => return Err(entry.error("unknown kind of word")),
            }
        }
        Ok(words)
    }

    /// The month that a lower-case word names in a language (ISO 639-1, or empty).
    pub(super) fn month(&self, word: &str, language: &str) -> Option<u8> {
        let of_language = || {
            let key = self.months_of.range((word, "")..).take_while(|((form, _), _)| *form == word);
            key.into_iter().find(|((_, spoken), _)| *spoken == language).map(|(_, month)| *month)
        };
        of_language().or_else(|| self.months.get(word).copied())
    }

    /// Whether a lower-case word may stand between the parts of a date.
    pub(super) fn is_between(&self, word: &str) -> bool {
        self.between.contains_key(word)
    }

    /// What the words that end before a date say of it.
    pub(crate) fn marker_before(&self, text: &str) -> Option<Marker> {
        let words = last_words(text);
        (1..=words.len().min(MAX_WORDS)).rev().find_map(|count| {
            let form = words[words.len() - count..].join(" ");
            self.markers.get(&form).copied()
        })
    }
}

/// The last few words, lower case, without marks.
fn last_words(text: &str) -> Vec<String> {
    let start = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let words = text[start..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    words[words.len().saturating_sub(8)..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_form_is_another_month_in_another_language() {
        let words = DateWords::embedded().expect("the list is sound");
        assert_eq!(words.month("listopada", "pl"), Some(11));
        assert_eq!(words.month("listopada", "hr"), Some(10));
        assert_eq!(words.month("out", "en"), None);
        assert_eq!(words.month("out", "pt"), Some(10));
    }

    #[test]
    fn words_before_a_date_say_what_happened_then() {
        let words = DateWords::embedded().expect("the list is sound");
        assert_eq!(words.marker_before("By Ines Duarte. Published on: "), Some(Marker::Published));
        assert_eq!(words.marker_before("Zuletzt aktualisiert am "), Some(Marker::Modified));
        assert_eq!(words.marker_before("since "), None);
    }
}
