//! Which noun phrases speak of people, states and organisations without a name? "the minister", "some experts",
//! "the two countries".
//!
//! Finds and describes them; whom they stand for is left to `referents`.

use super::gazetteer::Gender;
use super::names::Line;
use super::nouns::{NounClass, OfficeClass};
use super::page::Page;
use super::roles;
use super::units::{self, Part};
use news::{Sentence, Tag, TokenRange};

/// What introduces the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    /// "the", "this", "both", "the two": known from before.
    Definite,
    /// "a", "one", "another"
    Indefinite,
    /// "some", "several", "dozens of", a number
    Some,
    /// "his", "Norway's"
    Possessive,
    /// "no", "any", "every": nobody in particular.
    Nobody,
    /// Nothing.
    Bare,
}

/// What the head noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A human being by office or noun.
    Person(OfficeClass),
    /// A country.
    State,
    /// States or people taken together: "both sides", "the pair".
    Parties,
    /// A company, an alliance.
    Organisation,
    /// Police, a ministry: speaks as one though it has no name.
    Institution,
    /// Companies, troops.
    Collective,
}

/// A noun phrase without a name.
#[derive(Debug, Clone)]
pub(super) struct Description {
    /// With determiner.
    pub(super) tokens: TokenRange,
    /// Without determiner.
    pub(super) core: TokenRange,
    /// Token of the head's end word.
    pub(super) head_token: u32,
    /// Singular of the head.
    pub(super) lemma: String,
    pub(super) head: Head,
    pub(super) determiner: Determiner,
    pub(super) plural: bool,
    /// "two", "three", "both": how many.
    pub(super) count: Option<usize>,
    pub(super) gender: Gender,
    /// States and organisations among the modifiers, by plain name.
    pub(super) owners: Vec<String>,
}

/// The descriptions of a sentence that are no part of a name or of an office beside one.
pub(super) fn find(page: &Page<'_>, index: usize, sentence: &Sentence, line: &Line) -> Vec<Description> {
    let mut found = Vec::new();
    let mut taken = taken(line);
    taken.sort_by_key(|range| range.start);
    let mut next_taken = 0;
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        while taken.get(next_taken).is_some_and(|range| range.end <= at) {
            next_taken += 1;
        }
        if let Some(range) = taken.get(next_taken).filter(|range| range.contains(&at)) {
            at = range.end;
            continue;
        }
        let Some((first, end, head)) = head(page, line, at) else {
            at += 1;
            continue;
        };
        at = end;
        let follows_noun = matches!(page.tag(end), Tag::Noun | Tag::Propn)
            && end < sentence.tokens.end
            && !page.is_title_case(index)
            && !page.in_verb_group(end);
        if follows_noun {
            continue;
        }
        let description = describe(page, sentence, line, first, end, head);
        if description.determiner != Determiner::Nobody {
            found.push(description);
        }
    }
    found
}

/// Tokens of names with titles and of offices beside names.
fn taken(line: &Line) -> Vec<TokenRange> {
    let people = line.candidates.iter().filter(|candidate| candidate.is_person());
    people
        .flat_map(|person| {
            std::iter::once(person.extent.clone()).chain(person.offices.iter().map(|o| o.tokens.clone()))
        })
        .collect()
}

/// The head that starts at a token: its first token, its end and what it is.
fn head(page: &Page<'_>, line: &Line, at: u32) -> Option<(u32, u32, Head)> {
    if let Some(unit) = units::starting_at(&line.units, at) {
        let Part::Title(title) = unit.part else { return None };
        let plain = title.class != OfficeClass::Honorific && title.class != OfficeClass::Other("monarch");
        return plain.then_some((at, unit.tokens.end, Head::Person(title.class)));
    }
    if !matches!(page.tag(at), Tag::Noun | Tag::Propn) && !matches!(page.word(at), "police" | "authorities") {
        return None;
    }
    if units::cover(&line.units, at) {
        return None;
    }
    let word = page.word(at);
    let folded = word.to_lowercase();
    let head = match folded.as_str() {
        "country" | "countries" | "nation" | "nations" => Head::State,
        "side" | "sides" | "pair" | "duo" | "trio" | "neighbours" | "neighbors" => Head::Parties,
        _ => {
            let noun = page.gazetteer.nouns.get(word);
            let lemma = noun.map_or(folded.as_str(), |noun| noun.lemma);
            match noun.map(|noun| noun.class) {
                Some(NounClass::Person) => Head::Person(OfficeClass::Other("person")),
                Some(NounClass::Institution) => Head::Institution,
                Some(NounClass::Collective) if noun.is_some_and(|noun| noun.plural) => Head::Collective,
                _ if page.gazetteer.describes_organisation(lemma) => Head::Organisation,
                _ => return None,
            }
        }
    };
    Some((at, at + 1, head))
}

fn describe(
    page: &Page<'_>,
    sentence: &Sentence,
    line: &Line,
    first: u32,
    end: u32,
    head: Head,
) -> Description {
    let start = roles::reach_left(page, sentence, &line.units, first);
    let (from, determiner, count) = determiner(page, sentence, start);
    // A number or a quantity word before the noun counts as a determiner too.
    let core = start..end;
    let word = page.word(end - 1);
    let noun = page.gazetteer.nouns.get(word);
    let title = page.gazetteer.titles.get(page.words(first..end));
    let plural_word = word.to_lowercase();
    let plural = noun.map_or(plural_word.ends_with('s') && !plural_word.ends_with("ss"), |noun| noun.plural);
    let lemma = match noun {
        Some(noun) => noun.lemma.to_owned(),
        None if plural && plural_word.ends_with("ies") => {
            format!("{}y", &plural_word[..plural_word.len() - 3])
        }
        None if plural => plural_word.trim_end_matches('s').to_owned(),
        None => plural_word,
    };
    let gender = match title.map(|title| title.gender) {
        Some(Gender::Unknown) | None => noun.map_or(Gender::Unknown, |noun| noun.gender),
        Some(gender) => gender,
    };
    let owned = page.words(core.clone()).contains("'s") || page.words(core.clone()).contains('’');
    let determiner =
        if owned && determiner == Determiner::Bare { Determiner::Possessive } else { determiner };
    let owners = owners(page, line, core.clone());
    Description {
        tokens: from..end,
        core,
        head_token: end - 1,
        lemma,
        head,
        determiner,
        plural,
        count,
        gender,
        owners,
    }
}

/// The first token with determiners, what they are and how many they count.
fn determiner(page: &Page<'_>, sentence: &Sentence, start: u32) -> (u32, Determiner, Option<usize>) {
    let mut from = start;
    let mut kind = Determiner::Bare;
    let mut count = None;
    while from > sentence.tokens.start {
        let word = page.word(from - 1).to_lowercase();
        let next = match word.as_str() {
            "that" if page.tag(from - 1) != Tag::Det => break,
            "the" | "this" | "these" | "that" | "those" => Determiner::Definite,
            "both" => {
                count = Some(2);
                Determiner::Definite
            }
            "a" | "an" | "another" => Determiner::Indefinite,
            "one" => Determiner::Indefinite,
            "no" | "any" | "each" | "every" | "either" | "neither" => Determiner::Nobody,
            "some" | "several" | "many" | "few" | "most" | "other" | "all" | "various" | "dozens"
            | "hundreds" | "thousands" | "certain" => Determiner::Some,
            "his" | "her" | "its" | "their" | "our" | "my" | "your" | "whose" => Determiner::Possessive,
            _ => match number(&word) {
                Some(number) => {
                    count = count.or(Some(number));
                    Determiner::Some
                }
                None if page.tag(from - 1) == Tag::Num => Determiner::Some,
                None => break,
            },
        };
        let closes = next != Determiner::Some;
        if kind == Determiner::Bare || closes && next == Determiner::Definite || next == Determiner::Nobody {
            kind = next;
        }
        from -= 1;
        if closes {
            break;
        }
    }
    (from, kind, count)
}

fn number(word: &str) -> Option<usize> {
    let names = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let named = names.iter().position(|name| *name == word).map(|at| at + 2);
    named.or_else(|| word.parse().ok()).filter(|number| (2..=20).contains(number))
}

/// Plain names of the states, organisations and unknown names among the tokens of an office or description.
pub(super) fn owners(page: &Page<'_>, line: &Line, tokens: TokenRange) -> Vec<String> {
    let first = line.units.partition_point(|unit| unit.tokens.start < tokens.start);
    let inside = line.units[first..].iter().take_while(|unit| unit.tokens.end <= tokens.end);
    let mut owners: Vec<String> = Vec::new();
    for unit in inside {
        let words = page.words(unit.tokens.clone());
        let owner = match unit.part {
            Part::Title(_) => continue,
            Part::Known(_) => page.gazetteer.canonical(words, true).map(str::to_owned),
            Part::Name => Some(crate::fold::text(words)),
        };
        owners.extend(owner);
    }
    owners
}
