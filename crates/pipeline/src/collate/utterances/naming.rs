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

    /// How a quotation is used; one of several pieces is speech. `titled`: it is written as titles are, with capitals on
    /// several words and on all that tell.
    pub(crate) fn of(&self, account: &Account, pieces: &[Span], titled: bool) -> Naming {
        let [piece] = pieces else { return Naming::Said };
        let inside = account.tokens_in(*piece);
        let before = words_before(account, inside.start);
        let last = before.first().map(|token| fold::word(account.token_words(*token)));
        // "After the game, “We played hard”", "in her book: “We were lied to”": a comma or colon opens speech, but for titles.
        let opens = before.first().is_some_and(|token| has_pause(account, *token + 1, inside.start));
        let names = last.as_deref().is_some_and(|word| self.words.holds(word));
        if names && (titled || !opens && !is_own_words(account, &before)) {
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

/// Whether a comma or a colon stands among tokens.
fn has_pause(account: &Account, from: u32, to: u32) -> bool {
    (from..to).any(|token| account.token_words(token).contains([',', ':']))
}

/// "In his words “…”", "in their own words “…”": the speaker's, and no term.
fn is_own_words(account: &Account, before: &[u32]) -> bool {
    let word = |at: usize| before.get(at).map(|token| fold::word(account.token_words(*token)));
    let owner = |word: &str| matches!(word, "own" | "my" | "his" | "her" | "its" | "our" | "their" | "'s");
    word(0).as_deref() == Some("words") && word(1).as_deref().is_some_and(owner)
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
        let inner = account.quotations[0].inner;
        let telling: Vec<&str> = account.words(inner).split(' ').filter(|word| word.len() > 3).collect();
        let titled = telling.len() > 1 && telling.iter().all(|word| word.starts_with(char::is_uppercase));
        kit.quoted_names.of(&account, &[inner], titled)
    }

    #[test]
    fn terms_and_titles_are_names_and_speech_is_not() {
        assert_eq!(naming("The term “deep water” means much to engineers."), Naming::Name);
        assert_eq!(naming("She wrote of it in her memoir, “Down the River,” last year."), Naming::Name);
        assert_eq!(naming("The council dropped the “knock first” policy on Monday."), Naming::Attribute);
        assert_eq!(naming("The mayor called the plan “deep water” on Monday."), Naming::Said);
    }

    #[test]
    fn what_says_where_words_were_spoken_names_nothing() {
        for text in [
            "In his words, “We were lied to.”",
            "It was, in her own words “a lie without end” by the council.",
            "After the game, “We played hard,” she said.",
            "She wrote in her book: “We were lied to by the council.”",
            "After the show, “Unbelievable,” was all that he said.",
        ] {
            assert_eq!(naming(text), Naming::Said, "{text}");
        }
        assert_eq!(naming("He used the words “deep water” twice."), Naming::Name);
    }
}
