//! What does the network see of an article? Sequences of tokens with features, and facts between token and cue.
//!
//! Written once, used by training and by the program. The rules' drafts are among the features: where they are
//! right the network learns to follow them. What it makes of all this is `mod.rs`'s business.

use super::super::reader::Reader;
use super::super::{Draft, Place};
use learn::network::FACTS;
use learn::{combine, hash};
use news::{Account, EntityKind, MentionForm, Tag, TokenRange};
use std::borrow::Cow;
use std::ops::Range;

/// Changes whenever features or facts change: a model of another number is refused.
pub const NORMALISATION: u32 = 1;

/// Tokens of the longest sequence; a longer paragraph is cut behind a sentence, a longer sentence anywhere.
const LONGEST: usize = 400;
/// Tokens before and after a cue that can be its source or content.
const BEFORE: usize = 160;
const AFTER: usize = 240;
/// Letters of a word's end and start.
const END: usize = 3;

/// The first fact about where a sentence stands: before, in or after that of the cue.
const SENTENCES: u16 = 2 * FAR + 1;
/// The first fact about what the rules say.
const RULES: u16 = SENTENCES + 3;
/// Steps of distance either way.
const FAR: u16 = 12;
/// How many facts there are.
pub const DIFFERENT_FACTS: usize = RULES as usize + 5;

/// Paragraphs, as token ranges, cut where they are too long.
pub(super) fn sequences(account: &Account) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut paragraph = None;
    for sentence in &account.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        match found.last_mut() {
            Some(last) if paragraph == Some(sentence.paragraph) && end - last.start <= LONGEST => {
                last.end = end
            }
            _ => found.extend((start..end).step_by(LONGEST).map(|start| start..end.min(start + LONGEST))),
        }
        paragraph = Some(sentence.paragraph);
    }
    found
}

/// The word of a cue that stands for it: its first verb, else its first word with letters, else its first sign.
pub(super) fn anchor(account: &Account, cue: &TokenRange) -> u32 {
    let tag = |token: u32| account.tokens.get(token as usize).map(|token| token.tag);
    let verb = cue.clone().find(|&token| tag(token) == Some(Tag::Verb));
    let word = || cue.clone().find(|&token| !matches!(tag(token), Some(Tag::Punct | Tag::Sym)));
    verb.or_else(word).unwrap_or(cue.start)
}

/// What the rules make of each token.
#[derive(Debug, Clone, Default)]
pub(super) struct Opinions {
    /// 1: a cue starts, 2: goes on; by token.
    cues: Vec<u8>,
    sources: Vec<bool>,
    contents: Vec<u8>,
    /// Cue, source and contents of each draft with a cue, by cue.
    drafts: Vec<(TokenRange, TokenRange, Vec<TokenRange>)>,
}

impl Opinions {
    pub(super) fn new(account: &Account, drafts: &[Draft]) -> Opinions {
        let count = account.tokens.len();
        let mut opinions = Opinions {
            cues: vec![0; count],
            sources: vec![false; count],
            contents: vec![0; count],
            drafts: Vec::new(),
        };
        for draft in drafts.iter().filter(|draft| draft.place == Place::Cued) {
            let Some(cue) = draft.cue.as_ref().map(|cue| account.tokens_in(cue.span)) else { continue };
            let source = draft.source.map_or(0..0, |source| account.tokens_in(source));
            let contents: Vec<TokenRange> =
                draft.content.iter().map(|part| account.tokens_in(*part)).collect();
            for token in cue.clone() {
                opinions.cues[token as usize] = if token == cue.start { 1 } else { 2 };
            }
            source.clone().for_each(|token| opinions.sources[token as usize] = true);
            for token in contents.iter().cloned().flatten() {
                let depth = &mut opinions.contents[token as usize];
                *depth = (*depth + 1).min(2);
            }
            opinions.drafts.push((cue, source, contents));
        }
        opinions.drafts.sort_by_key(|(cue, ..)| (cue.start, cue.end));
        opinions
    }

    /// The draft whose cue holds a token.
    fn draft(&self, token: u32) -> Option<&(TokenRange, TokenRange, Vec<TokenRange>)> {
        let next = self.drafts.partition_point(|(cue, ..)| cue.start <= token);
        self.drafts[..next].iter().rev().take(4).find(|(cue, ..)| cue.contains(&token))
    }
}

/// Features of a token.
pub(super) const TEMPLATES: usize = 11;

/// The features of each token of a sequence.
pub(super) fn features(
    reader: &Reader<'_>,
    opinions: &Opinions,
    sequence: &Range<usize>,
) -> Vec<[u64; TEMPLATES]> {
    let account = reader.account;
    let kinds = mention_kinds(reader, sequence);
    let starts: Vec<bool> = sentence_starts(account, sequence);
    sequence
        .clone()
        .zip(kinds)
        .map(|(at, kind)| {
            let token = &account.tokens[at];
            let index = at as u32;
            let word = reader.word(index);
            let quotation = reader.quotation(index);
            let quoted = match quotation {
                None => 0,
                Some(_) if reader.quotation(index.wrapping_sub(1)) != quotation => 1,
                Some(_) if reader.quotation(index + 1) != quotation => 2,
                Some(_) => 3,
            };
            let place =
                u64::from(starts[at - sequence.start]) + 2 * u64::from(starts[at - sequence.start + 1]);
            let reports = u64::from(!reader.kit.cues.verbs(&token.lemma).is_empty());
            [
                combine(1, hash(digits_folded(word).as_bytes()), 0),
                combine(2, hash(token.lemma.as_bytes()), 0),
                combine(3, hash(end(word).as_bytes()), 0),
                combine(4, hash(start(word).as_bytes()), 0),
                combine(5, shape(account.words(token.span)), 0),
                combine(6, token.tag as u64, reports),
                combine(7, quoted, 0),
                combine(8, place, 0),
                combine(9, u64::from(opinions.cues[at]), u64::from(opinions.sources[at])),
                combine(10, u64::from(opinions.contents[at]), 0),
                combine(11, kind, 0),
            ]
        })
        .collect()
}

/// Window of tokens around an anchor that can be bound to it; `share` of `WHOLE` is how much of it is looked at.
pub(super) fn window(sequence: &Range<usize>, anchor: usize, share: usize) -> Range<usize> {
    let (before, after) = (BEFORE * share / WHOLE, AFTER * share / WHOLE);
    sequence.start.max(anchor.saturating_sub(before))..sequence.end.min(anchor + after.max(1))
}

/// The share of the full window.
pub(super) const WHOLE: usize = 64;
/// How often each token may be looked at, on average.
const LOOKS: usize = 10;

/// How much of the window is looked at where a sequence has many anchors: texts made of cues alone must not take longer
/// than their length allows.
pub(super) fn share(sequence: &Range<usize>, anchors: usize) -> usize {
    let longest = sequence.len().clamp(1, BEFORE + AFTER);
    let looks = anchors * longest / sequence.len().max(1);
    if looks <= LOOKS { WHOLE } else { (WHOLE * LOOKS / looks).max(WHOLE / 16) }
}

/// What stands between each token of a window and the anchor.
pub(super) fn facts(
    account: &Account,
    opinions: &Opinions,
    window: &Range<usize>,
    anchor: usize,
) -> Vec<[u16; FACTS]> {
    let draft = opinions.draft(anchor as u32);
    let sentence = |token: usize| {
        let next = account.sentences.partition_point(|sentence| sentence.tokens.start as usize <= token);
        next.checked_sub(1)
    };
    let own = sentence(anchor).map_or(0..0, |at| {
        let tokens = &account.sentences[at].tokens;
        tokens.start as usize..tokens.end as usize
    });
    window
        .clone()
        .map(|at| {
            let distance = distance(at.abs_diff(anchor));
            let away = if at < anchor { FAR - distance } else { FAR + distance };
            let place = if at < own.start { 0 } else { 1 + u16::from(at >= own.end) };
            let token = at as u32;
            let rules = match draft {
                None => 0,
                Some((cue, ..)) if cue.contains(&token) => 2,
                Some((_, source, _)) if source.contains(&token) => 3,
                Some((.., contents)) if contents.iter().any(|part| part.contains(&token)) => 4,
                Some(_) => 1,
            };
            [away, SENTENCES + place, RULES + rules]
        })
        .collect()
}

/// Tokens between, in steps that widen.
fn distance(tokens: usize) -> u16 {
    match tokens {
        0..=5 => tokens as u16,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=24 => 9,
        25..=40 => 10,
        41..=80 => 11,
        _ => 12,
    }
}

/// Whether each token of a sequence, and the one behind its last, starts a sentence.
fn sentence_starts(account: &Account, sequence: &Range<usize>) -> Vec<bool> {
    let mut starts = vec![false; sequence.len() + 1];
    starts[sequence.len()] = true;
    let first =
        account.sentences.partition_point(|sentence| (sentence.tokens.start as usize) < sequence.start);
    for sentence in &account.sentences[first..] {
        match (sentence.tokens.start as usize).checked_sub(sequence.start).and_then(|at| starts.get_mut(at)) {
            Some(start) => *start = true,
            None => break,
        }
    }
    starts
}

/// The kind of thing that each token names, 0 for none.
fn mention_kinds(reader: &Reader<'_>, sequence: &Range<usize>) -> Vec<u64> {
    let mut kinds = vec![0; sequence.len()];
    let span = reader.account.span_of(sequence.start as u32..sequence.end as u32);
    for (mention, form, entity) in reader.mentions(span) {
        let kind = match (form, reader.account.entity(*entity).map(|entity| entity.kind)) {
            (_, None) => 0,
            (MentionForm::Name, Some(EntityKind::Person)) => 1,
            (MentionForm::Name, Some(EntityKind::Organisation)) => 2,
            (MentionForm::Name, Some(EntityKind::Place | EntityKind::State)) => 3,
            (MentionForm::Name, Some(EntityKind::Other)) => 4,
            (MentionForm::Role, Some(_)) => 5,
            (MentionForm::Pronoun, Some(_)) => 6,
            (MentionForm::Metonym, Some(_)) => 7,
        };
        for token in reader.account.tokens_in(*mention) {
            if let Some(place) = (token as usize).checked_sub(sequence.start).and_then(|at| kinds.get_mut(at))
            {
                *place = kind;
            }
        }
    }
    kinds
}

fn digits_folded(word: &str) -> Cow<'_, str> {
    if !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn end(word: &str) -> &str {
    let start = word.char_indices().rev().nth(END - 1).map_or(0, |(at, _)| at);
    &word[start..]
}

fn start(word: &str) -> &str {
    let end = word.char_indices().nth(END).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// Capitals, small letters, digits or marks.
fn shape(word: &str) -> u64 {
    let mut letters = word.chars();
    match letters.next() {
        None => 0,
        Some(first) if first.is_numeric() => 1,
        Some(first) if !first.is_alphabetic() => 2,
        Some(first) if !first.is_uppercase() => 3,
        Some(_) if letters.clone().next().is_none() => 4,
        Some(_) if letters.all(|letter| !letter.is_lowercase()) => 5,
        Some(_) => 6,
    }
}
