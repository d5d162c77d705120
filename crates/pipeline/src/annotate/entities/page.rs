//! What does the whole account tell about one token? Words, cases, quotation marks, looked up once.

use super::gazetteer::Gazetteer;
use crate::fold;
use crate::lexicon::WordMap;
use news::{Account, Chunk, ChunkKind, Sentence, Tag, Token, TokenRange, ZoneKind};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Share of capitalised long words, in tenths, above which a sentence is set in title case.
const TITLE_CASE_TENTHS: usize = 7;

/// One account with the tables that the steps of this folder share.
pub(super) struct Page<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) account: &'a Account,
    /// Per token: inside quotation marks.
    quoted: Vec<bool>,
    /// Per token: index of the chunk that holds it.
    chunk: Vec<Option<u32>>,
    /// Per sentence: most words are capitalised whatever they are.
    title_case: Vec<bool>,
    /// Folded words that the account also writes small.
    small: WordMap<(), Cow<'a, str>>,
    /// Folded words that the account capitalises where no rule asks for it.
    capital: WordMap<(), Cow<'a, str>>,
    /// Folded titles that are the surname of somebody here ("Ruth Dean").
    surnames: BTreeSet<Cow<'a, str>>,
}

impl<'a> Page<'a> {
    /// Reads the tables off the account.
    pub(super) fn new(gazetteer: &'a Gazetteer, account: &'a Account) -> Page<'a> {
        let mut page = Page {
            gazetteer,
            account,
            quoted: vec![false; account.tokens.len()],
            chunk: vec![None; account.tokens.len()],
            title_case: account.sentences.iter().map(|sentence| is_title_case(account, sentence)).collect(),
            small: WordMap::empty(),
            capital: WordMap::empty(),
            surnames: BTreeSet::new(),
        };
        page.mark_quoted();
        for (index, chunk) in account.chunks.iter().enumerate() {
            for token in chunk.tokens.clone() {
                if let Some(slot) = page.chunk.get_mut(token as usize) {
                    *slot = Some(index as u32);
                }
            }
        }
        page.collect_cases();
        page
    }

    fn mark_quoted(&mut self) {
        let mut reach = 0;
        let mut next = 0;
        let quotations = &self.account.quotations;
        for (index, token) in self.account.tokens.iter().enumerate() {
            while let Some(quotation) = quotations.get(next).filter(|q| q.inner.start <= token.span.start) {
                reach = reach.max(quotation.inner.end);
                next += 1;
            }
            self.quoted[index] = token.span.start < reach;
        }
    }

    fn collect_cases(&mut self) {
        let (mut small, mut capital) = (Vec::new(), Vec::new());
        let sentences = self.account.sentences.iter().zip(&self.title_case);
        for (sentence, _) in sentences.filter(|(_, title_case)| !**title_case) {
            for token in sentence.tokens.clone() {
                let word = self.word(token);
                if is_capitalised(word) {
                    if !self.opens(token, sentence) {
                        capital.push((fold::word(word), ()));
                    }
                } else if word.starts_with(char::is_alphabetic) {
                    small.push((fold::word(word), ()));
                }
            }
        }
        (self.small, self.capital) = (WordMap::new(small), WordMap::new(capital));
    }

    /// A sentence by its index.
    pub(super) fn sentence(&self, index: usize) -> Option<&'a Sentence> {
        self.account.sentences.get(index)
    }

    /// A token.
    pub(super) fn token(&self, token: u32) -> Option<&'a Token> {
        self.account.tokens.get(token as usize)
    }

    /// The words of a token.
    pub(super) fn word(&self, token: u32) -> &'a str {
        self.account.token_words(token)
    }

    /// The words from the first to the last token.
    pub(super) fn words(&self, tokens: TokenRange) -> &'a str {
        self.account.words(self.account.span_of(tokens))
    }

    /// The tag of a token; punctuation beyond the end.
    pub(super) fn tag(&self, token: u32) -> Tag {
        self.token(token).map_or(Tag::Punct, |token| token.tag)
    }

    /// The lemma of a token.
    pub(super) fn lemma(&self, token: u32) -> &'a str {
        self.token(token).map_or("", |token| &token.lemma)
    }

    /// Whether a token stands inside quotation marks.
    pub(super) fn is_quoted(&self, token: u32) -> bool {
        self.quoted.get(token as usize).copied().unwrap_or(false)
    }

    /// The chunk that holds a token.
    pub(super) fn chunk_at(&self, token: u32) -> Option<&'a Chunk> {
        let index = self.chunk.get(token as usize).copied().flatten()?;
        self.account.chunks.get(index as usize)
    }

    /// Whether a token is verbal, or an adverb right before a verb.
    pub(super) fn in_verb_group(&self, token: u32) -> bool {
        let verbal = |token: u32| matches!(self.tag(token), Tag::Verb | Tag::Aux);
        let chunk = self.chunk_at(token).is_some_and(|chunk| chunk.kind == ChunkKind::Verb);
        chunk || verbal(token) || self.tag(token) == Tag::Adv && verbal(token + 1)
    }

    /// Whether the sentence is set in title case or capitals.
    pub(super) fn is_title_case(&self, sentence: usize) -> bool {
        self.title_case.get(sentence).copied().unwrap_or(false)
    }

    /// Whether the account also writes the word small.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.holds(&fold::word(word))
    }

    /// Adds titles that stand as surnames behind given names.
    pub(super) fn add_surname(&mut self, token: u32) {
        self.surnames.insert(fold::word(self.word(token)));
    }

    /// Whether a title is the surname of somebody here.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(&fold::word(word))
    }

    /// Whether the account capitalises the word inside sentences.
    pub(super) fn is_capital(&self, word: &str) -> bool {
        self.capital.holds(&fold::word(word))
    }

    /// Whether a capital at this token says nothing: first word of a sentence, a quotation or after a colon.
    pub(super) fn opens(&self, token: u32, sentence: &Sentence) -> bool {
        if token <= sentence.tokens.start {
            return true;
        }
        let before = self.word(token - 1);
        self.tag(token - 1) == Tag::Punct && !matches!(before, "," | ";" | ")" | "-" | "'" | "’")
            || before.chars().all(|c| !c.is_alphanumeric()) && !matches!(before, "," | ";" | ")" | "&" | "-")
    }

    /// Whether a token can be part of a name by its letters and place. Title case needs more evidence.
    pub(super) fn is_name_word(&self, token: u32, index: usize, sentence: &Sentence) -> bool {
        let word = self.word(token);
        if !is_capitalised(word) || matches!(word, "I" | "A" | "The") {
            return false;
        }
        // "Oslo-based" is an adjective, "Smith-Jones" a name, and so is "Min-seo" behind a family name.
        if word.split_once(['-', '‑']).is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase))
            && !word.starts_with("al-")
            && !self.ends_name(token, sentence)
        {
            return false;
        }
        let folded = fold::word(word);
        let tag = self.tag(token);
        if self.gazetteer.is_no_name(word) || folded == "may" && tag != Tag::Propn {
            return false;
        }
        let closed = matches!(tag, Tag::Det | Tag::Pron | Tag::Aux | Tag::Cconj | Tag::Sconj | Tag::Part);
        let inside = self.capital.holds(&folded);
        let given = self.gazetteer.given_name(word).is_some();
        if self.is_title_case(index) {
            // Every word is capitalised here: a name is what the text names elsewhere too.
            let after_given =
                token > sentence.tokens.start && self.gazetteer.given_name(self.word(token - 1)).is_some();
            let acronym = is_acronym(word) && self.has_small(sentence);
            let unseen = tag == Tag::Propn && !self.small.holds(&folded);
            return !closed
                && (inside || acronym || unseen && (given || after_given || self.capital.is_empty()));
        }
        if self.opens(token, sentence) {
            let telling = tag == Tag::Propn || is_acronym(word) && word.len() > 1 || given;
            return !closed && (inside && tag != Tag::Verb || telling && !self.small.holds(&folded));
        }
        !closed && !matches!(tag, Tag::Adp | Tag::Adv | Tag::Punct)
    }

    /// Whether a name before the token can end with it: nothing behind it that it could describe.
    fn ends_name(&self, token: u32, sentence: &Sentence) -> bool {
        token > sentence.tokens.start
            && self.tag(token) == Tag::Propn
            && self.tag(token - 1) == Tag::Propn
            && is_capitalised(self.word(token - 1))
            && (token + 1 >= sentence.tokens.end
                || !matches!(self.tag(token + 1), Tag::Noun | Tag::Propn | Tag::Adj))
    }

    fn has_small(&self, sentence: &Sentence) -> bool {
        sentence.tokens.clone().any(|token| self.word(token).chars().any(char::is_lowercase))
    }
}

/// Whether a word starts with a capital ("Okoro", "G7") or an Arabic article before one ("al-Rashid").
pub(super) fn is_capitalised(word: &str) -> bool {
    let plain = word.strip_prefix("al-").or_else(|| word.strip_prefix("el-")).unwrap_or(word);
    plain.starts_with(char::is_uppercase)
}

/// Two to six capitals, full stops, digits or "&": a short form.
pub(super) fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=6).contains(&capitals)
        && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '&') || c.is_ascii_digit())
}

fn is_title_case(account: &Account, sentence: &Sentence) -> bool {
    let mut long = 0;
    let mut capitals = 0;
    for token in sentence.tokens.clone() {
        let word = account.token_words(token);
        if word.chars().filter(|c| c.is_alphabetic()).count() >= 4 {
            long += 1;
            capitals += usize::from(is_capitalised(word));
        }
    }
    let small_verbs = sentence.tokens.clone().any(|token| {
        let word = account.token_words(token);
        matches!(account.tokens[token as usize].tag, Tag::Verb | Tag::Noun)
            && word.starts_with(char::is_lowercase)
    });
    long >= 3
        && capitals * 10 >= long * TITLE_CASE_TENTHS
        && (!small_verbs || sentence.zone == ZoneKind::Headline)
}
