//! Where do sentences end? Groups tokens into sentences, headings and bullets.
//!
//! Rules over tokens, in the tradition of Grefenstette & Tapanainen (1994): a paragraph or zone always ends a
//! sentence; a full stop does unless the word before it or the words after it say otherwise. Which marks
//! pair up over sentences is left to `quotations`.

use crate::Kit;
use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{Article, Sentence, Span, Tag, Token, ZoneKind};
use std::collections::BTreeMap;

use super::tokens::{AbbreviationKind, Abbreviations};

/// Tokens after which a sentence is cut even without a full stop: what follows stays linear on any input.
const LONGEST: usize = 1_000;

/// Words that go on after `“Why?” Ms Okoro …`: the question is part of their sentence.
const CUES_AFTER_NAMES: [&str; 14] = [
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "added",
    "wrote",
    "tweeted",
    "shouted",
    "cried",
    "exclaimed",
    "replied",
    "continued",
    "wondered",
];

/// How many tokens of a name may stand between a closing mark and its reporting verb.
const LONGEST_NAME: usize = 6;

/// Words of the closed classes and their usual tags.
pub struct ClosedClass {
    tags: WordMap<Tag>,
}

impl ClosedClass {
    /// The list inside the binary.
    ///
    /// # Errors
    /// A line of it that cannot be read.
    pub fn embedded() -> Result<ClosedClass, KitError> {
        let text = include_str!("../../../../lexicons/closed_class.txt");
        let mut tags: BTreeMap<&'static str, Tag> = BTreeMap::new();
        for entry in lexicon::entries("closed_class.txt", text) {
            let named = Tag::ALL.into_iter().find(|tag| tag.name() == entry.field(1));
            let tag = named.ok_or_else(|| entry.error(format!("unknown tag `{}`", entry.field(1))))?;
            tags.insert(entry.field(0), tag);
        }
        Ok(ClosedClass { tags: WordMap::new(tags) })
    }

    /// The usual tag of a folded word, if it is of a closed class.
    pub(crate) fn tag(&self, folded: &str) -> Option<Tag> {
        self.tags.get(folded).copied()
    }
}

/// Sentences of the account zones, sorted; none crosses a zone or a paragraph.
pub(crate) fn group(kit: &Kit, article: &Article, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let (end, zone, paragraph) = block(article, tokens, start);
        let words: Vec<Word<'_>> = words(&article.text, &tokens[start..end]);
        let mut from = 0;
        for to in ends(&kit.abbreviations, &kit.closed_class, &words) {
            let (first, last) = (tokens[start + from].span, tokens[start + to - 1].span);
            sentences.push(Sentence {
                span: first.cover(last),
                tokens: (start + from) as u32..(start + to) as u32,
                zone,
                paragraph,
            });
            from = to;
        }
        start = end;
    }
    sentences
}

/// The end of the run of tokens that share zone and paragraph with the token at `start`.
fn block(article: &Article, tokens: &[Token], start: usize) -> (usize, ZoneKind, u32) {
    let at = tokens[start].span.start;
    let (kind, zone_end) =
        article.zone_at(at as usize).map_or((ZoneKind::Body, u32::MAX), |zone| (zone.kind, zone.span.end));
    let next = article.paragraphs.partition_point(|paragraph| paragraph.start <= at);
    let paragraph = next.saturating_sub(1);
    let inside = article.paragraphs.get(paragraph).filter(|paragraph| paragraph.contains_offset(at as usize));
    let following = article.paragraphs.get(next).map_or(u32::MAX, |paragraph| paragraph.start);
    let end = inside.map_or(following, |paragraph| paragraph.end).min(zone_end);
    let length = tokens[start..].partition_point(|token| token.span.start < end).max(1);
    (start + length, kind, paragraph as u32)
}

/// A token as the rules see it.
pub(crate) struct Word<'t> {
    text: &'t str,
    /// Whether white space stands before it.
    spaced: bool,
    /// Whether a line starts with it.
    starts_line: bool,
    /// Whether an empty line stands before it.
    after_gap: bool,
}

/// The tokens of one paragraph as the rules see them.
pub(crate) fn words<'t>(text: &'t str, tokens: &[Token]) -> Vec<Word<'t>> {
    let mut before: Option<u32> = None;
    let mut words = Vec::with_capacity(tokens.len());
    for token in tokens {
        let gap = before
            .map_or("\n", |end| Span::<news::Text>::new(end as usize, token.span.start as usize).of(text));
        let breaks = gap.bytes().filter(|&b| b == b'\n').count();
        words.push(Word {
            text: token.span.of(text),
            spaced: !gap.is_empty(),
            starts_line: breaks > 0,
            after_gap: breaks > 1,
        });
        before = Some(token.span.end);
    }
    words
}

/// One past the last word of each sentence of a paragraph.
pub(crate) fn ends(abbreviations: &Abbreviations, closed: &ClosedClass, words: &[Word<'_>]) -> Vec<usize> {
    let paragraph = Paragraph { abbreviations, closed, words, closing: closing_marks(words) };
    let mut ends = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < words.len() {
        let end = paragraph.end_after(start, at);
        if let Some(end) = end {
            ends.push(end);
            start = end;
        }
        at = end.unwrap_or(at + 1).max(at + 1);
    }
    if start < words.len() {
        ends.push(words.len());
    }
    ends
}

/// Which words are marks that close a quotation or bracket. A straight mark with white space on one side
/// alone is told by it; else marks take turns.
fn closing_marks(words: &[Word<'_>]) -> Vec<bool> {
    let mut open = false;
    let mut closing = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let spaced_after = words.get(index + 1).is_none_or(|next| next.spaced);
        closing.push(match word.text {
            "”" | "’" | "»" | ")" | "]" | "''" => true,
            "\"" | "'" => {
                let closes = match (word.spaced, spaced_after) {
                    (true, false) => false,
                    (false, true) => true,
                    (true, true) | (false, false) => open,
                };
                if word.text == "\"" {
                    open = !closes;
                }
                closes
            }
            _ => false,
        });
    }
    closing
}

struct Paragraph<'w> {
    abbreviations: &'w Abbreviations,
    closed: &'w ClosedClass,
    words: &'w [Word<'w>],
    closing: Vec<bool>,
}

impl Paragraph<'_> {
    /// The end of the sentence from `start`, if the word at `at` ends it.
    fn end_after(&self, start: usize, at: usize) -> Option<usize> {
        let word = &self.words[at];
        if let Some(next) = self.words.get(at + 1) {
            let is_bullet = next.starts_line && matches!(next.text, "•" | "*" | "·" | "▪" | "-");
            if next.after_gap || is_bullet || at + 1 - start >= LONGEST {
                return Some(at + 1);
            }
        }
        let stop = Stop::of(word.text)?;
        if stop == Stop::Abbreviation {
            return self.abbreviation_ends(at).then_some(at + 1);
        }
        let mut end = at + 1;
        while self
            .words
            .get(end)
            .is_some_and(|next| Stop::of(next.text).is_some_and(|s| s != Stop::Abbreviation))
        {
            end += 1;
        }
        let marks = end;
        // Closing marks stay with their sentence.
        while end < self.words.len() && self.closing[end] && end - marks < 3 {
            end += 1;
        }
        self.ends_here(start, at, stop, marks, end).then_some(end)
    }

    /// Whether a sentence ends before the word at `end`; `marks..end` are the closing marks after the stop.
    fn ends_here(&self, start: usize, at: usize, stop: Stop, marks: usize, end: usize) -> bool {
        let Some(next) = self.words.get(end) else { return true };
        let first = next.text.chars().next().unwrap_or(' ');
        let closed_mark = end > marks && !matches!(self.words[marks].text, ")" | "]");
        if first.is_lowercase() {
            // "iPhone" and the like start sentences; other small letters go on.
            return next.text.chars().nth(1).is_some_and(char::is_uppercase) && stop != Stop::Ellipsis;
        }
        if matches!(first, ',' | ';' | ':' | ')' | ']' | '/' | '%') || self.closing[end] {
            return false;
        }
        if matches!(first, '–' | '—' | '-') {
            return stop == Stop::Full && !closed_mark;
        }
        match stop {
            Stop::Ellipsis => next.spaced && !self.opens(start, at),
            // "1. Do this": a number of a list.
            Stop::Full if at == start + 1 && end == at + 1 && self.is_list_number(start) => false,
            Stop::Full | Stop::Exclaimed => {
                !(stop == Stop::Exclaimed && closed_mark && self.names_then_cue(end))
            }
            Stop::Abbreviation => false,
        }
    }

    /// Whether nothing but opening marks stands between the start of the sentence and `at`.
    fn opens(&self, start: usize, at: usize) -> bool {
        self.words[start..at].iter().all(|word| !word.text.chars().any(char::is_alphanumeric))
    }

    fn is_list_number(&self, at: usize) -> bool {
        let text = self.words[at].text;
        text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()) || text.len() == 1 && text != "I"
    }

    /// Whether a name and a reporting verb follow: `“Why?” Ms Okoro asked`.
    fn names_then_cue(&self, at: usize) -> bool {
        let name = self.words[at..]
            .iter()
            .take(LONGEST_NAME)
            .take_while(|word| word.text.starts_with(char::is_uppercase))
            .count();
        name > 0 && self.words.get(at + name).is_some_and(|verb| CUES_AFTER_NAMES.contains(&verb.text))
    }

    /// Whether the abbreviation at `at` is the last word of its sentence.
    fn abbreviation_ends(&self, at: usize) -> bool {
        let Some(next) = self.words.get(at + 1) else { return true };
        let form = self.words[at].text.trim_end_matches('.');
        let may_end = match self.abbreviations.kind(form) {
            Some(AbbreviationKind::Title | AbbreviationKind::Middle | AbbreviationKind::Number) => false,
            Some(AbbreviationKind::End | AbbreviationKind::State) => true,
            // "U.S.", "a.m."; an initial does not end a sentence.
            None => form.contains('.'),
        };
        if !may_end || !next.spaced {
            return false;
        }
        let opens = matches!(next.text, "“" | "\"" | "‘" | "«" | "``") && !self.closing[at + 1];
        let first = if opens { self.words.get(at + 2).unwrap_or(next) } else { next };
        if !first.text.starts_with(char::is_uppercase) {
            return false;
        }
        let is_starter = self.closed.tag(&fold::word(first.text)).is_some() && first.text.len() > 1
            || first.text == "I"
            || first.text == "A";
        is_starter || opens && form != "U.S"
    }
}

/// The ways in which a sentence stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    /// `!`, `?`
    Exclaimed,
    Ellipsis,
    /// A word with its own full stop.
    Abbreviation,
}

impl Stop {
    fn of(text: &str) -> Option<Stop> {
        match text {
            "." | "。" => Some(Stop::Full),
            "…" => Some(Stop::Ellipsis),
            _ if text.starts_with(['!', '?']) => Some(Stop::Exclaimed),
            _ if text.starts_with("..") => Some(Stop::Ellipsis),
            _ if text.ends_with('.') => Some(Stop::Abbreviation),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::tokens;

    /// The sentences of a paragraph, each on its line.
    fn lines(text: &str) -> Vec<&str> {
        let abbreviations = Abbreviations::embedded().unwrap();
        let tokens: Vec<Token> = tokens::cut(&abbreviations, text)
            .into_iter()
            .map(|(a, b)| Token { span: Span::new(a, b), tag: Tag::X, lemma: "".into() })
            .collect();
        let words = words(text, &tokens);
        let mut from = 0;
        let mut lines = Vec::new();
        for to in ends(&abbreviations, &ClosedClass::embedded().unwrap(), &words) {
            lines.push(tokens[from].span.cover(tokens[to - 1].span).of(text));
            from = to;
        }
        assert_eq!(from, words.len());
        lines
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        let text = "Dr. J. R. Okoro of the U.S. Senate spoke. He left the U.S. The rest stayed until 9 p.m. on Jan. 3.";
        assert_eq!(
            lines(text),
            [
                "Dr. J. R. Okoro of the U.S. Senate spoke.",
                "He left the U.S.",
                "The rest stayed until 9 p.m. on Jan. 3."
            ]
        );
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(lines("“We won.” They cheered."), ["“We won.”", "They cheered."]);
        assert_eq!(
            lines("He said: \"It is.\" \"Is it?\" (No.) Yes"),
            ["He said: \"It is.\"", "\"Is it?\"", "(No.)", "Yes"]
        );
        assert_eq!(lines("\"It ended.\"She left."), ["\"It ended.\"", "She left."]);
    }

    #[test]
    fn a_reporting_clause_belongs_to_its_quotation() {
        assert_eq!(
            lines("“Why?” he asked. “Why not?” Ms Okoro said."),
            ["“Why?” he asked.", "“Why not?” Ms Okoro said."]
        );
        assert_eq!(lines("\"Never!\" shouted Dane. \"Go.\""), ["\"Never!\" shouted Dane.", "\"Go.\""]);
        assert_eq!(lines("“It works,” he said. “It does.”"), ["“It works,” he said.", "“It does.”"]);
    }

    #[test]
    fn dots_that_trail_off_end_a_sentence_only_before_a_capital() {
        assert_eq!(
            lines("It was … late. They … Then it rained."),
            ["It was … late.", "They …", "Then it rained."]
        );
        assert_eq!(lines("“… and so on. . . . The end"), ["“… and so on. . . .", "The end"]);
    }

    #[test]
    fn numbers_of_lists_and_glued_sentences() {
        assert_eq!(lines("1. Go home. 2. Stay."), ["1. Go home.", "2. Stay."]);
        assert_eq!(lines("It is over.The rest is known."), ["It is over.", "The rest is known."]);
        assert_eq!(lines("One\n\nTwo\n• Three"), ["One", "Two", "• Three"]);
    }

    proptest::proptest! {
        #[test]
        fn sentences_partition_the_words(text in "([.!?…“”\"' a-cA-C\n]|Mr\\.|U\\.S\\.| The ){0,60}") {
            let _ = lines(&text);
        }
    }
}
