//! How does a sentence fall into known forms, titles and stretches of capitalised words?

use super::gazetteer::Meaning;
use super::nouns::{OfficeClass, Title};
use super::page::{Page, is_capitalised};
use news::{Sentence, Tag, TokenRange};

/// What a stretch of tokens is, taken alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// A form of the gazetteer.
    Known(Meaning),
    /// A title or office.
    Title(Title),
    /// Capitalised words that no list knows.
    Name,
}

/// A stretch of tokens of one sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    pub(super) tokens: TokenRange,
    pub(super) part: Part,
}

/// Longest unknown name, in tokens: longer runs are headings in capitals.
const LONGEST_NAME: u32 = 12;

/// The unit that starts at a token.
pub(super) fn starting_at(units: &[Unit], token: u32) -> Option<&Unit> {
    let index = units.partition_point(|unit| unit.tokens.start < token);
    units.get(index).filter(|unit| unit.tokens.start == token)
}

/// The last unit that ends at or before a token.
pub(super) fn before(units: &[Unit], token: u32) -> Option<&Unit> {
    let next = units.partition_point(|unit| unit.tokens.end <= token);
    units[..next].last()
}

/// Whether a unit covers a token.
pub(super) fn cover(units: &[Unit], token: u32) -> bool {
    let next = units.partition_point(|unit| unit.tokens.start <= token);
    units[..next].last().is_some_and(|unit| unit.tokens.contains(&token))
}

/// The unit that ends at a token.
pub(super) fn ending_at(units: &[Unit], token: u32) -> Option<&Unit> {
    before(units, token).filter(|unit| unit.tokens.end == token)
}

/// The units of a sentence, in order, without overlap.
pub(super) fn of(page: &Page<'_>, index: usize, sentence: &Sentence) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let unit = surname(page, index, sentence, &units, at).or_else(|| next(page, index, sentence, at));
        match unit {
            Some(unit) => {
                at = unit.tokens.end.max(at + 1);
                units.push(unit);
            }
            None => at += 1,
        }
    }
    units
}

fn next(page: &Page<'_>, index: usize, sentence: &Sentence, at: u32) -> Option<Unit> {
    let known = known(page, sentence, at);
    let title = title(page, sentence, at).filter(|_| !is_known_surname(page, index, sentence, at));
    match (known, title) {
        (Some((end, meaning)), title) if title.as_ref().is_none_or(|(other, _)| end >= *other) => {
            Some(Unit { tokens: at..end, part: Part::Known(meaning) })
        }
        (_, Some((end, title))) => Some(Unit { tokens: at..end, part: Part::Title(title) }),
        (_, None) => name(page, index, sentence, at),
    }
}

/// Tells the page which titles are surnames in this account: "Ruth Dean".
pub(super) fn note_surnames(page: &mut Page<'_>) {
    for (index, sentence) in page.account.sentences.iter().enumerate() {
        for token in sentence.tokens.clone().skip(1) {
            if is_capitalised(page.word(token))
                && is_capitalised(page.word(token - 1))
                && page.gazetteer.given_name(page.word(token - 1)).is_some()
                && title(page, sentence, token).is_some()
                && is_surname(page, index, sentence, token - 1, token)
            {
                page.add_surname(token);
            }
        }
    }
}

/// "Dean" where the account also has "Ruth Dean", but neither "the Dean" nor "Dean Okoro".
fn is_known_surname(page: &Page<'_>, index: usize, sentence: &Sentence, at: u32) -> bool {
    let word = page.word(at);
    let before = at.checked_sub(1).filter(|before| *before >= sentence.tokens.start);
    is_capitalised(word)
        && page.is_surname(word)
        && title(page, sentence, at).is_some_and(|(end, _)| end == at + 1)
        && before.is_none_or(|before| !matches!(page.tag(before), Tag::Det | Tag::Adj | Tag::Noun))
        && !(at + 1 < sentence.tokens.end && page.is_name_word(at + 1, index, sentence))
}

/// The longest known form that starts here.
fn known(page: &Page<'_>, sentence: &Sentence, at: u32) -> Option<(u32, Meaning)> {
    let word = page.word(at);
    // Forms start with a capital or an Arabic article.
    if !word.starts_with(|c: char| c.is_uppercase() || matches!(c, 'a' | 'e')) {
        return None;
    }
    let reach = page.gazetteer.reach(word).min((sentence.tokens.end - at) as usize) as u32;
    (1..=reach).rev().find_map(|count| {
        let words = page.words(at..at + count);
        let meaning = page.gazetteer.meaning(words)?;
        // A word that also has a small life ("turkey", "bath") needs a capital that means something.
        let telling = count > 1 || !page.opens(at, sentence) || !page.is_small(word) || page.is_capital(word);
        (telling && is_capitalised(words) || words.starts_with("al")).then_some((at + count, meaning))
    })
}

/// The longest title that starts here.
fn title(page: &Page<'_>, sentence: &Sentence, at: u32) -> Option<(u32, Title)> {
    if !page.word(at).starts_with(char::is_alphabetic) {
        return None;
    }
    // Most words end here.
    if !page.gazetteer.titles.begin_with(page.word(at)) {
        return None;
    }
    let reach = (page.gazetteer.titles.longest() as u32).min(sentence.tokens.end - at);
    let found = (1..=reach).rev().find_map(|count| {
        if page.tag(at + count - 1) == Tag::Punct {
            return None;
        }
        let title = page.gazetteer.titles.get(page.words(at..at + count))?;
        Some((at + count, title))
    })?;
    let (end, _) = found;
    // A full stop of its own ("Gen" + ".") belongs to the title.
    let word = page.word(at);
    let nominal = matches!(page.tag(end - 1), Tag::Noun | Tag::Propn);
    (end - at > 1 || nominal || is_capitalised(word) && !page.opens(at, sentence)).then_some(found)
}

/// Capitalised words from here on, up to a title or a known form; initials and particles inside.
fn name(page: &Page<'_>, index: usize, sentence: &Sentence, at: u32) -> Option<Unit> {
    if !page.is_name_word(at, index, sentence) {
        return None;
    }
    let mut end = at + 1;
    while end < sentence.tokens.end.min(at + LONGEST_NAME) {
        let starts_other = known(page, sentence, end).is_some()
            || title(page, sentence, end).is_some() && !is_surname(page, index, sentence, at, end);
        if page.is_name_word(end, index, sentence) && !starts_other {
            end += 1;
        } else if let Some(after) = particle(page, index, sentence, end) {
            end = after;
        } else {
            break;
        }
    }
    Some(Unit { tokens: at..end, part: Part::Name })
}

/// A title that is a surname: "Mr. King", with nothing behind it that could be the name.
fn surname(page: &Page<'_>, index: usize, sentence: &Sentence, units: &[Unit], at: u32) -> Option<Unit> {
    let before = units.last()?;
    let Part::Title(address) = before.part else { return None };
    let follows = before.tokens.end == at || before.tokens.end + 1 == at && page.word(at - 1) == ".";
    let (end, found) = title(page, sentence, at)?;
    let is_name = follows
        && end == at + 1
        && address.class == OfficeClass::Honorific
        && found.class != OfficeClass::Honorific
        && is_capitalised(page.word(at))
        && !page.is_name_word(end, index, sentence);
    is_name.then_some(Unit { tokens: at..end, part: Part::Name })
}

/// Whether a title at `token` ends the name that starts at `start`: a given name stands first, no name behind.
fn is_surname(page: &Page<'_>, index: usize, sentence: &Sentence, start: u32, token: u32) -> bool {
    let alone = title(page, sentence, token).is_some_and(|(end, _)| end == token + 1);
    alone
        && !page.is_title_case(index)
        && page.gazetteer.given_name(page.word(start)).is_some()
        && !(token + 1 < sentence.tokens.end && page.is_name_word(token + 1, index, sentence))
}

/// The end of the name word that follows a particle ("van der", "bin", "&") at `at`.
fn particle(page: &Page<'_>, index: usize, sentence: &Sentence, at: u32) -> Option<u32> {
    let mut end = at;
    while end < sentence.tokens.end && end < at + 3 && is_particle(page.word(end)) {
        end += 1;
    }
    let follows = end > at && end < sentence.tokens.end && page.is_name_word(end, index, sentence);
    follows.then_some(end + 1)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "da"
            | "di"
            | "du"
            | "del"
            | "della"
            | "dos"
            | "la"
            | "le"
            | "bin"
            | "ibn"
            | "&"
    )
}
