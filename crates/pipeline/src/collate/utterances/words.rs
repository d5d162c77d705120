//! What is compared when two texts are laid side by side? Words, folded, with the marks between them.
//!
//! These words are made for comparing: hyphens part them, apostrophes and the dots of abbreviations do not.
//! The language layer's tokens (clitics apart) are left to `annotate`.

use crate::fold;
use news::Span;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Mark {
    /// White space alone, or quotation marks.
    #[default]
    None,
    /// `-` without spaces.
    Hyphen,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// A dash of any length, with or without spaces.
    Dash,
    /// `.`
    Stop,
    /// `!`
    Exclamation,
    /// `?`
    Question,
    /// `…`, `...`
    Ellipsis,
}

/// One word of a text.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Equal for words that look alike once folded.
    pub(crate) key: u64,
    /// Where.
    pub(crate) span: Span,
    /// The strongest mark before it.
    pub(crate) before: Mark,
    /// Whether it is the first word of a piece that is not the first piece.
    pub(crate) starts_piece: bool,
    /// Whether it stands in brackets: the outlet's word inside the quotation.
    pub(crate) bracketed: bool,
    /// Whether a bracket opened or closed between it and the word before.
    pub(crate) bracket_before: bool,
    /// Whether it carries grammar alone (`the`, `of`, `would`).
    pub(crate) function: bool,
}

/// The words of several pieces of a text that are read as one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// In order.
    pub(crate) words: Vec<Word>,
    /// The mark after the last word.
    pub(crate) closing: Mark,
}

/// Cuts pieces of a text into words. `is_function` says which folded words carry grammar alone.
pub(crate) fn split(text: &str, pieces: &[Span], is_function: impl Fn(&str) -> bool) -> Words {
    let mut found = Words::default();
    let mut bracketed = false;
    for (index, piece) in pieces.iter().enumerate() {
        let mut between = Between::default();
        let mut starts_piece = index > 0;
        let mut rest = piece.range();
        while let Some((gap, word)) = next_word(text, rest.clone()) {
            between.read(text.get(gap).unwrap_or(""), &mut bracketed);
            let folded = key_text(text.get(word.clone()).unwrap_or(""));
            found.words.push(Word {
                key: hash(&folded),
                span: Span::new(word.start, word.end),
                before: between.mark,
                starts_piece,
                bracketed,
                bracket_before: between.bracket,
                function: is_function(&folded),
            });
            between = Between::default();
            starts_piece = false;
            rest = word.end..rest.end;
        }
        between.read(text.get(rest).unwrap_or(""), &mut bracketed);
        found.closing = between.mark;
    }
    found
}

/// The marks between two words, read character by character.
#[derive(Default)]
struct Between {
    mark: Mark,
    bracket: bool,
}

impl Between {
    fn read(&mut self, gap: &str, bracketed: &mut bool) {
        let characters = gap.chars();
        let (mut dots, mut spaced) = (0, false);
        for c in characters {
            let mark = match c {
                ',' => Mark::Comma,
                ';' => Mark::Semicolon,
                ':' => Mark::Colon,
                '!' => Mark::Exclamation,
                '?' => Mark::Question,
                '…' => Mark::Ellipsis,
                '.' => {
                    dots += 1;
                    if dots > 1 { Mark::Ellipsis } else { Mark::Stop }
                }
                '–' | '—' | '―' => Mark::Dash,
                '-' | '‐' | '‑' => {
                    let alone = !spaced && gap.trim() == gap && gap.chars().count() == 1;
                    if alone { Mark::Hyphen } else { Mark::Dash }
                }
                '[' | ']' | '(' | ')' => {
                    *bracketed = matches!(c, '[' | '(');
                    self.bracket = true;
                    Mark::None
                }
                _ => Mark::None,
            };
            spaced |= c.is_whitespace();
            self.mark = self.mark.max(mark);
        }
    }
}

/// The gap and the word that come next in a range.
fn next_word(
    text: &str,
    range: std::ops::Range<usize>,
) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let words = text.get(range.clone())?;
    let from = words.char_indices().find(|&(_, c)| starts_word(c))?.0;
    let mut end = words.len();
    let mut characters = words[from..].char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        if !(starts_word(c) || joins(c, next)) {
            end = from + at;
            break;
        }
    }
    Some((range.start..range.start + from, range.start + from..range.start + end))
}

/// Whether a character is part of a word wherever it stands.
fn starts_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%' | '@' | '#' | '&' | '_')
}

/// Whether a character is part of a word because a letter or digit follows: `don't`, `U.S`, `1,000`.
fn joins(c: char, next: Option<char>) -> bool {
    match c {
        '\'' | '’' | '‘' | '.' => next.is_some_and(char::is_alphanumeric),
        ',' => next.is_some_and(|next| next.is_ascii_digit()),
        _ => false,
    }
}

/// What of a word is compared: folded, without the dots of abbreviations.
fn key_text(word: &str) -> String {
    let folded = fold::word(word);
    if folded == "&" {
        return "and".to_owned();
    }
    if folded.contains('.') && !folded.contains(|c: char| c.is_ascii_digit()) {
        folded.replace('.', "")
    } else {
        folded.into_owned()
    }
}

/// FNV-1a: the same on every machine.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Mixes the next key into the hash of a shingle.
pub(crate) fn mix(hash: u64, key: u64) -> u64 {
    (hash.rotate_left(23) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// One number for a sequence of words.
pub(crate) fn phrase(words: &[Word]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| mix(hash, word.key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Words {
        split(text, &[Span::new(0, text.len())], |_| false)
    }

    #[test]
    fn marks_between_words_are_kept_and_spelling_is_folded() {
        let words = of("Don’t sell, O.K.? Rusted-out — mills … [the] 1,000 pews.");
        let marks: Vec<Mark> = words.words.iter().map(|word| word.before).collect();
        use Mark::*;
        assert_eq!(marks, [None, None, Comma, Question, Hyphen, Dash, Ellipsis, None, None]);
        assert_eq!(words.closing, Stop);
        assert!(words.words[6].bracketed && !words.words[7].bracketed);
        assert_eq!(of("don't").words[0].key, words.words[0].key);
        assert_eq!(of("ok").words[0].key, words.words[2].key);
    }

    #[test]
    fn pieces_are_read_as_one() {
        let text = "“We left,” she said. “We had to.”";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let words = split(text, &[at("We left,"), at("We had to.")], |_| false);
        let starts: Vec<bool> = words.words.iter().map(|word| word.starts_piece).collect();
        assert_eq!(starts, [false, false, true, false, false]);
    }
}
