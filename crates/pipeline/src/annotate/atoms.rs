//! What are the smallest pieces that dates and numbers are written in? Runs of letters, runs of digits, single
//! marks.
//!
//! A token may hold a whole number ("1,000"), a whole date ("5/4/2023") or half a compound ("mid-May"). The
//! grammars of time and quantity read atoms, so that they need not know where tokens end. Tags stay with tokens.

use crate::fold;
use news::{Span, Text};
use std::borrow::Cow;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Letters only.
    Letters,
    /// ASCII digits only.
    Digits,
    /// One character that is neither.
    Mark,
}

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom<'t> {
    /// Where.
    pub(crate) span: Span<Text>,
    /// Lower case, straight quotes, plain hyphens.
    pub(crate) folded: Cow<'t, str>,
    /// What it is made of.
    pub(crate) kind: AtomKind,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
    /// Whether it starts with a capital letter.
    pub(crate) capital: bool,
}

impl Atom<'_> {
    /// The number that up to nine digits write.
    pub(crate) fn number(&self) -> Option<i64> {
        let short = self.kind == AtomKind::Digits && self.folded.len() <= 9;
        short.then(|| self.folded.parse().ok()).flatten()
    }

    /// Whether it is this word or mark.
    pub(crate) fn is(&self, word: &str) -> bool {
        &*self.folded == word
    }

    /// Whether it is one of these.
    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&&*self.folded)
    }
}

/// The atoms of one span of the text.
pub(crate) fn split(text: &str, span: Span<Text>) -> Vec<Atom<'_>> {
    let mut atoms = Vec::with_capacity(span.len() / 4);
    let base = span.start as usize;
    let words = span.of(text);
    let mut characters = words.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            spaced = true;
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = characters.peek() {
            if kind == AtomKind::Mark || kind_of(next) != kind || next.is_whitespace() {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        atoms.push(Atom {
            span: Span::new(base + start, base + end),
            folded: fold::word(&words[start..end]),
            kind,
            spaced,
            capital: first.is_uppercase(),
        });
        spaced = false;
    }
    atoms
}

fn kind_of(c: char) -> AtomKind {
    if c.is_ascii_digit() {
        AtomKind::Digits
    } else if c.is_alphabetic() {
        AtomKind::Letters
    } else {
        AtomKind::Mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_marks_part_and_keep_their_places() {
        let text = "— in mid‑May, 1,000.";
        let atoms = split(text, Span::new(0, text.len()));
        let words: Vec<&str> = atoms.iter().map(|atom| atom.span.of(text)).collect();
        assert_eq!(words, ["—", "in", "mid", "‑", "May", ",", "1", ",", "000", "."]);
        assert_eq!((&*atoms[3].folded, atoms[4].spaced, atoms[4].capital), ("-", false, true));
    }
}
