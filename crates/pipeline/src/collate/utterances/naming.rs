//! Does the narrator quote what somebody said, or a name that has quotation marks?
//!
//! "The term “deep water”" and "her memoir, “Up the River”" quote no utterance, and "the “knock first” policy" is called
//! so by everybody. Equal words are then no sign that two accounts quote one speaker.

use crate::lexicon::{self, WordMap};
use crate::{KitError, fold};
use news::{Account, Span, Tag};
use std::collections::BTreeSet;

/// Words that make what is quoted behind them a name.
pub(crate) struct QuotedNames {
    words: WordMap<(), &'static str>,
}

/// How the narrator uses a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As words that somebody said, as far as one sees.
    Said,
    /// In front of a noun, behind a definite article or a possessive: "the “knock first” policy".
    Attribute,
    /// As a term or a title.
    Name,
}

impl QuotedNames {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<QuotedNames, KitError> {
        let text = include_str!("../../../../../lexicons/quoted-names.txt");
        let mut words = BTreeSet::new();
        for entry in lexicon::entries("quoted-names.txt", text) {
            if entry.fields.iter().any(|word| word.is_empty()) {
                return Err(entry.error("an empty field"));
            }
            words.extend(entry.fields);
        }
        Ok(QuotedNames { words: WordMap::new(words.into_iter().map(|word| (word, ()))) })
    }

    /// How a quotation is used; one of several pieces is speech.
    pub(crate) fn of(&self, account: &Account, pieces: &[Span]) -> Naming {
        let [piece] = pieces else { return Naming::Said };
        let inside = account.tokens_in(*piece);
        let before = words_before(account, inside.start);
        let last = before.first().map(|token| fold::word(account.token_words(*token)));
        if last.as_deref().is_some_and(|word| self.words.holds(word)) {
            return Naming::Name;
        }
        let definite = last.as_deref().is_some_and(|word| {
            matches!(word, "the" | "this" | "that" | "its" | "his" | "her" | "their" | "our" | "'s")
        });
        if definite && is_noun_behind(account, inside.end) { Naming::Attribute } else { Naming::Said }
    }
}

/// Tokens that are looked at on either side: the word, the mark, a comma.
const NEAR: u32 = 3;

/// The words before a token in its line, nearest first.
fn words_before(account: &Account, from: u32) -> Vec<u32> {
    let near = (from.saturating_sub(NEAR)..from).rev();
    let open = near.take_while(|token| {
        let words = account.token_words(*token);
        !words.ends_with(['.', '!', '?', ';'])
    });
    open.filter(|token| account.token_words(*token).contains(char::is_alphanumeric)).collect()
}

/// Whether a noun stands right behind the closing mark.
fn is_noun_behind(account: &Account, from: u32) -> bool {
    let mut behind =
        (from..from + NEAR).filter_map(|token| account.tokens.get(token as usize).zip(Some(token)));
    let next = behind.find(|(_, token)| !is_mark(account.token_words(*token)));
    next.is_some_and(|(token, _)| token.tag == Tag::Noun)
}

fn is_mark(words: &str) -> bool {
    words.chars().all(|c| matches!(c, '"' | '”' | '“' | '\'' | '’' | '»'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kit, Page, annotate, read};

    fn naming(text: &str) -> Naming {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = Page { bytes: text.as_bytes().to_vec(), ..Page::default() };
        let account = read(&kit, page).and_then(|article| annotate(&kit, article)).value;
        kit.quoted_names.of(&account, &[account.quotations[0].inner])
    }

    #[test]
    fn terms_and_titles_are_names_and_speech_is_not() {
        assert_eq!(naming("The term “deep water” means much to engineers."), Naming::Name);
        assert_eq!(naming("She wrote of it in her memoir, “Up the River,” last year."), Naming::Name);
        assert_eq!(naming("The council dropped the “knock first” policy on Monday."), Naming::Attribute);
        assert_eq!(naming("The mayor called the plan “deep water” on Monday."), Naming::Said);
    }
}
