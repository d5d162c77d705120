//! Which words name an office, and which nouns stand for people or institutions without a name?

use super::gazetteer::Gender;
use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use std::collections::BTreeMap;

/// Families of offices within which a description may refer back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OfficeClass {
    /// "Mr": no role at all.
    Honorific,
    /// Leads: president, chief, secretary general.
    Head,
    /// Any other family, by its word.
    Other(&'static str),
}

/// One title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    /// Its family.
    pub(super) class: OfficeClass,
    /// As far as the word tells.
    pub(super) gender: Gender,
}

/// Titles and offices by folded words.
pub(super) struct Titles {
    titles: WordMap<Title>,
    /// First words of titles, and the plurals of those that are one word.
    first_words: WordMap<()>,
    longest: usize,
}

impl Titles {
    /// The list inside the binary.
    pub(super) fn embedded() -> Result<Titles, KitError> {
        let mut titles: BTreeMap<String, Title> = BTreeMap::new();
        let mut first_words: Vec<(String, ())> = Vec::new();
        let mut longest = 1;
        for entry in lexicon::entries("titles.txt", include_str!("../../../../../lexicons/titles.txt")) {
            let class = match entry.field(1) {
                "" => return Err(entry.error("a title needs a class")),
                "honorific" => OfficeClass::Honorific,
                "head" => OfficeClass::Head,
                other => OfficeClass::Other(other),
            };
            let words = spaced(entry.field(0));
            longest = longest.max(words.split(' ').count());
            match words.split_once(' ') {
                Some((first, _)) => first_words.push((first.to_owned(), ())),
                None => first_words.extend([(words.clone(), ()), (format!("{words}s"), ())]),
            }
            titles.insert(words, Title { class, gender: Gender::from_field(entry.field(2)) });
        }
        Ok(Titles { titles: WordMap::new(titles), first_words: WordMap::new(first_words), longest })
    }

    /// Most words of a title; hyphens count as two more where tokens part there.
    pub(super) fn longest(&self) -> usize {
        self.longest + 2
    }

    /// Whether a title can begin with this word.
    pub(super) fn begin_with(&self, word: &str) -> bool {
        let folded = fold::word(word);
        let end = folded.bytes().position(|byte| byte == b'-').unwrap_or(folded.len());
        self.first_words.holds(folded[..end].trim_end_matches('.'))
    }

    /// The title that the words are, singular or plural.
    pub(super) fn get(&self, words: &str) -> Option<Title> {
        let words = spaced(words.trim_end_matches('.'));
        if let Some(title) = self.titles.get(&words) {
            return Some(*title);
        }
        let singular = words.strip_suffix('s')?;
        self.titles.get(singular).copied()
    }
}

/// Folded, with hyphens as spaces.
fn spaced(words: &str) -> String {
    let mut spaced = String::with_capacity(words.len());
    for part in fold::text(words).split([' ', '-']).filter(|part| !part.is_empty()) {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(part.trim_end_matches('.'));
    }
    spaced
}

/// What a common noun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NounClass {
    /// One human being.
    Person,
    /// States, companies, troops.
    Collective,
    /// Police, a ministry, a court: speaks as one.
    Institution,
}

/// A noun of the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noun {
    /// Singular.
    pub(super) lemma: &'static str,
    /// What it stands for.
    pub(super) class: NounClass,
    /// As far as the word tells.
    pub(super) gender: Gender,
    /// Whether this form is the plural.
    pub(super) plural: bool,
}

/// Nouns for people and institutions by folded form.
pub(super) struct Nouns {
    forms: WordMap<Noun>,
}

impl Nouns {
    /// The list inside the binary.
    pub(super) fn embedded() -> Result<Nouns, KitError> {
        let mut forms: BTreeMap<String, Noun> = BTreeMap::new();
        for entry in
            lexicon::entries("person_nouns.txt", include_str!("../../../../../lexicons/person_nouns.txt"))
        {
            let class = match entry.field(2) {
                "" | "person" => NounClass::Person,
                "collective" => NounClass::Collective,
                "institution" => NounClass::Institution,
                other => return Err(entry.error(format!("`{other}` is no class of noun"))),
            };
            let lemma = entry.field(0);
            let gender = Gender::from_field(entry.field(3));
            let singular = Noun { lemma, class, gender, plural: false };
            forms.insert(lemma.to_owned(), singular);
            let plural = Noun { plural: true, ..singular };
            let given: Vec<&str> =
                entry.field(1).split(',').map(str::trim).filter(|form| !form.is_empty()).collect();
            for form in &given {
                forms.insert((*form).to_owned(), plural);
            }
            if given.is_empty() {
                forms.insert(format!("{lemma}s"), plural);
            }
        }
        Ok(Nouns { forms: WordMap::new(forms) })
    }

    /// The noun that a word is.
    pub(super) fn get(&self, word: &str) -> Option<Noun> {
        self.forms.get(&fold::word(word)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_and_plurals_of_titles_do_not_matter() {
        let titles = Titles::embedded().expect("titles are sound");
        assert!(titles.get("Director-General").is_some());
        assert!(titles.get("director general").is_some());
        assert!(titles.get("Ministers").is_some());
        assert!(titles.get("Dr.").is_some_and(|title| title.class == OfficeClass::Honorific));
        assert!(titles.get("window").is_none());
    }

    #[test]
    fn plural_forms_know_that_they_are_plural() {
        let nouns = Nouns::embedded().expect("nouns are sound");
        assert!(nouns.get("allies").is_some_and(|noun| noun.plural && noun.lemma == "ally"));
        assert!(nouns.get("Spokeswoman").is_some_and(|noun| noun.gender == Gender::Female));
    }
}
