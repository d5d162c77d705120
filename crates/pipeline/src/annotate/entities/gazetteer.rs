//! Which words are known beforehand? States and their capitals, places, organisations, outlets, given names,
//! titles and nouns for people, from `lexicons/`.
//!
//! The lists say what a form *can* be; what it is in a text is left to the steps beside this file.

use super::metonyms::Governors;
use super::nouns::{Nouns, Titles};
use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, Entry, WordMap};
use std::collections::BTreeMap;

/// Index of a state in the list.
pub(crate) type StateId = u16;

/// What a known form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// A state by one of its names.
    State(StateId),
    /// A capital; `rare` where it is seldom used for the state.
    Capital {
        /// Whose.
        state: StateId,
        /// Which city, where a state has several.
        city: u8,
        /// Whether it also houses others or is a form that few use.
        rare: bool,
    },
    /// An adjective or the people: no mention of the state by itself.
    Demonym(StateId),
    /// A building or quarter that houses a government.
    Seat(StateId),
    /// A city, region or water, by its line.
    Place(u16),
    /// An organisation, by its line.
    Organisation(u16),
    /// A news outlet, by its line.
    Outlet(u16),
}

/// Grammatical and social gender as far as words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// "Mr", "he"
    Male,
    /// "Ms", "she"
    Female,
}

impl Gender {
    /// Reads the column of a lexicon.
    pub(super) fn from_field(field: &str) -> Gender {
        match field {
            "m" => Gender::Male,
            "f" => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Whether one person can be both.
    pub(crate) fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}

/// One spelling and its meaning.
#[derive(Debug, Clone, Copy)]
struct Form {
    written: &'static str,
    meaning: Meaning,
}

/// Forms while the lists are read.
#[derive(Default)]
struct Forms {
    forms: BTreeMap<String, Vec<Form>>,
    first_words: BTreeMap<String, usize>,
}

impl Forms {
    fn add(&mut self, written: &'static str, meaning: Meaning) {
        let folded = fold::text(written);
        let Some(first) = folded.split([' ', '-', '\'']).next() else { return };
        // Counted in tokens at their finest: words, hyphens and clitics.
        let tokens = folded.split(' ').count() + 2 * folded.matches(['-', '\'', '.']).count();
        let most = self.first_words.entry(first.to_owned()).or_default();
        *most = (*most).max(tokens);
        self.forms.entry(folded).or_default().push(Form { written, meaning });
    }
}

/// All that is known of names beforehand.
pub(crate) struct Gazetteer {
    forms: WordMap<Vec<Form>>,
    /// Most words of a form that starts with this folded word.
    first_words: WordMap<usize>,
    /// Plain names of states.
    states: Vec<&'static str>,
    /// First spelling of each capital.
    capitals: BTreeMap<(StateId, u8), &'static str>,
    /// Class words of organisations, by line.
    organisations: Vec<Vec<&'static str>>,
    /// First name on the line, by line.
    organisation_names: Vec<&'static str>,
    outlets: Vec<&'static str>,
    places: Vec<&'static str>,
    cues: WordMap<Vec<&'static str>>,
    descriptions: Vec<&'static str>,
    place_heads: Vec<&'static str>,
    name_heads: WordMap<()>,
    not_names: WordMap<()>,
    given_names: WordMap<Gender>,
    pub(super) titles: Titles,
    pub(super) nouns: Nouns,
    pub(super) governors: Governors,
}

impl Gazetteer {
    /// The lists inside the binary.
    pub(crate) fn embedded() -> Result<Gazetteer, KitError> {
        let names = include_str!("../../../../../lexicons/given_names.txt");
        let names = lexicon::entries("given_names.txt", names);
        let mut gazetteer = Gazetteer {
            forms: WordMap::empty(),
            first_words: WordMap::empty(),
            states: Vec::new(),
            capitals: BTreeMap::new(),
            organisations: Vec::new(),
            organisation_names: Vec::new(),
            outlets: Vec::new(),
            places: Vec::new(),
            cues: WordMap::empty(),
            descriptions: Vec::new(),
            place_heads: Vec::new(),
            name_heads: listed("name_heads.txt", include_str!("../../../../../lexicons/name_heads.txt")),
            not_names: listed("not_names.txt", include_str!("../../../../../lexicons/not_names.txt")),
            given_names: WordMap::new(
                names.map(|entry| (fold::word(entry.field(0)), Gender::from_field(entry.field(1)))),
            ),
            titles: Titles::embedded()?,
            nouns: Nouns::embedded()?,
            governors: Governors::embedded()?,
        };
        let mut forms = Forms::default();
        gazetteer.load_states(&mut forms);
        gazetteer.load_places(&mut forms);
        gazetteer.load_organisations(&mut forms)?;
        gazetteer.load_outlets(&mut forms);
        gazetteer.forms = WordMap::new(forms.forms);
        gazetteer.first_words = WordMap::new(forms.first_words);
        Ok(gazetteer)
    }

    fn load_states(&mut self, forms: &mut Forms) {
        for entry in lexicon::entries("states.txt", include_str!("../../../../../lexicons/states.txt")) {
            let id = self.states.len() as StateId;
            forms.add(entry.field(0), Meaning::State(id));
            for alias in values(&entry, 1) {
                forms.add(alias.strip_prefix("the ").unwrap_or(alias), Meaning::State(id));
            }
            for (city, spellings) in values(&entry, 2).enumerate() {
                let mut spellings = spellings.split('/').map(str::trim).peekable();
                self.capitals.insert((id, city as u8), spellings.peek().copied().unwrap_or(""));
                for spelling in spellings {
                    let rare = spelling.starts_with('~');
                    let meaning = Meaning::Capital { state: id, city: city as u8, rare };
                    forms.add(spelling.trim_start_matches('~'), meaning);
                }
            }
            for demonym in values(&entry, 3) {
                forms.add(demonym, Meaning::Demonym(id));
            }
            for seat in values(&entry, 4) {
                forms.add(seat.strip_prefix("the ").unwrap_or(seat), Meaning::Seat(id));
            }
            self.states.push(entry.field(0));
        }
    }

    fn load_places(&mut self, forms: &mut Forms) {
        for entry in lexicon::entries("places.txt", include_str!("../../../../../lexicons/places.txt")) {
            if entry.field(2) == "head" {
                self.place_heads.push(entry.field(0));
                continue;
            }
            let meaning = Meaning::Place(self.places.len() as u16);
            forms.add(entry.field(0), meaning);
            for alias in values(&entry, 1) {
                forms.add(alias, meaning);
            }
            self.places.push(entry.field(0));
        }
    }

    fn load_organisations(&mut self, forms: &mut Forms) -> Result<(), KitError> {
        let text = include_str!("../../../../../lexicons/organisations.txt");
        let mut cues: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        for entry in lexicon::entries("organisations.txt", text) {
            match entry.field(0) {
                "cue" => {
                    cues.insert(entry.field(1), values(&entry, 2).collect());
                }
                "name" => {
                    let meaning = Meaning::Organisation(self.organisations.len() as u16);
                    for alias in values(&entry, 1) {
                        forms.add(alias, meaning);
                    }
                    self.organisation_names.push(values(&entry, 1).next().unwrap_or(""));
                    self.organisations.push(values(&entry, 2).collect());
                }
                "descriptions" => self.descriptions.extend(values(&entry, 1)),
                other => return Err(entry.error(format!("`{other}` is no kind of line"))),
            }
        }
        self.cues = WordMap::new(cues);
        Ok(())
    }

    fn load_outlets(&mut self, forms: &mut Forms) {
        for entry in lexicon::entries("outlets.txt", include_str!("../../../../../lexicons/outlets.txt")) {
            let meaning = Meaning::Outlet(self.outlets.len() as u16);
            forms.add(entry.field(0), meaning);
            for alias in values(&entry, 1) {
                forms.add(alias, meaning);
            }
            self.outlets.push(entry.field(0));
        }
    }

    /// Most tokens that a form starting with this word can have; 0 if none does.
    pub(super) fn reach(&self, word: &str) -> usize {
        let folded = fold::word(word);
        let end = folded.bytes().position(|byte| matches!(byte, b'-' | b'\'')).unwrap_or(folded.len());
        self.first_words.get(&folded[..end]).copied().unwrap_or(0)
    }

    /// What the words can stand for, in the order states, places, organisations, outlets.
    pub(super) fn meanings(&self, words: &str) -> impl Iterator<Item = Meaning> {
        let forms = self.forms.get(&fold::text(words)).map_or(&[] as &[Form], Vec::as_slice);
        forms.iter().filter(move |form| fits_case(words, form.written)).map(|form| form.meaning)
    }

    /// The first meaning of the words.
    pub(super) fn meaning(&self, words: &str) -> Option<Meaning> {
        self.meanings(words).next()
    }

    /// The plain name of a state.
    pub(super) fn state(&self, id: StateId) -> Option<&'static str> {
        self.states.get(usize::from(id)).copied()
    }

    /// Class words of a known organisation.
    pub(super) fn organisation_classes(&self, line: u16) -> &[&'static str] {
        self.organisations.get(usize::from(line)).map_or(&[], Vec::as_slice)
    }

    /// Class words that a cue word ("Ministry") gives; `None` if the word is no cue. Case counts.
    pub(super) fn cue_classes(&self, word: &str) -> Option<&[&'static str]> {
        self.cues.get(word).map(Vec::as_slice)
    }

    /// Whether the noun calls back an organisation.
    pub(super) fn describes_organisation(&self, noun: &str) -> bool {
        self.descriptions.contains(&noun)
    }

    /// Whether a capitalised word makes a name a place ("River"). Case counts.
    pub(super) fn is_place_head(&self, word: &str) -> bool {
        self.place_heads.contains(&word)
    }

    /// Whether a common word that ends names of things ("Initiative").
    pub(super) fn is_name_head(&self, word: &str) -> bool {
        self.name_heads.holds(word)
    }

    /// Whether a capitalised word is no name ("Monday", "CEO").
    pub(super) fn is_no_name(&self, word: &str) -> bool {
        self.not_names.holds(word)
    }

    /// The gender of a given name; `None` if the word is none.
    pub(crate) fn given_name(&self, word: &str) -> Option<Gender> {
        self.given_names.get(&fold::word(word)).copied()
    }

    /// Whether the words are the name of a known news outlet or agency.
    pub(crate) fn is_outlet(&self, name: &str) -> bool {
        self.meanings(name).any(|meaning| matches!(meaning, Meaning::Outlet(_)))
    }

    /// Whether the words are the name of a known organisation or state.
    pub(crate) fn is_other_name(&self, name: &str) -> bool {
        self.meanings(name).any(|meaning| matches!(meaning, Meaning::Organisation(_) | Meaning::State(_)))
    }

    /// The name under which forms of one known thing are joined: plain for states (`as_state` also for their
    /// capitals, seats and adjectives), the first on its line for all others.
    pub(crate) fn canonical(&self, name: &str, as_state: bool) -> Option<&'static str> {
        let plain = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        match self.meaning(name).or_else(|| self.meaning(plain))? {
            Meaning::State(id) => self.state(id),
            Meaning::Capital { state, .. } | Meaning::Seat(state) | Meaning::Demonym(state) if as_state => {
                self.state(state)
            }
            Meaning::Capital { state, city, .. } => self.capitals.get(&(state, city)).copied(),
            Meaning::Demonym(_) | Meaning::Seat(_) => None,
            Meaning::Place(line) => self.places.get(usize::from(line)).copied(),
            Meaning::Organisation(line) => self.organisation_names.get(usize::from(line)).copied(),
            Meaning::Outlet(line) => self.outlets.get(usize::from(line)).copied(),
        }
    }
}

/// All words of a list that has no other fields.
fn listed(name: &'static str, text: &'static str) -> WordMap<()> {
    let words = lexicon::entries(name, text).flat_map(|entry| values(&entry, 0).collect::<Vec<_>>());
    WordMap::new(words.map(|word| (word, ())))
}

/// The values of a field, parted by commas.
fn values(entry: &Entry, field: usize) -> impl Iterator<Item = &'static str> {
    entry.field(field).split(',').map(str::trim).filter(|value| !value.is_empty())
}

/// Forms in capitals match in capitals only ("US" is no "us"); others need their first capital.
fn fits_case(words: &str, written: &str) -> bool {
    let is_lower = |word: &str| word.chars().any(char::is_lowercase);
    if !is_lower(written) {
        return !is_lower(words);
    }
    let starts_upper = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    starts_upper(words) || !starts_upper(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_loads_and_forms_find_their_line() {
        let gazetteer = Gazetteer::embedded().expect("lexicons are sound");
        let state = |words| gazetteer.canonical(words, true);
        assert_eq!(state("Norway"), Some("Norway"));
        assert_eq!(state("Oslo"), Some("Norway"));
        assert_eq!(state("Norwegian"), Some("Norway"));
        assert_eq!(state("norway"), None);
    }

    #[test]
    fn short_names_in_capitals_need_capitals() {
        let gazetteer = Gazetteer::embedded().expect("lexicons are sound");
        assert!(gazetteer.meaning("US").is_some());
        assert!(gazetteer.meaning("us").is_none());
        assert!(gazetteer.meaning("Us").is_none());
    }

    #[test]
    fn cities_join_by_their_line_and_not_by_spelling() {
        let gazetteer = Gazetteer::embedded().expect("lexicons are sound");
        assert_eq!(gazetteer.canonical("Bombay", false), gazetteer.canonical("Mumbai", false));
        assert_ne!(gazetteer.canonical("Bombay", false), gazetteer.canonical("Chennai", false));
    }
}
