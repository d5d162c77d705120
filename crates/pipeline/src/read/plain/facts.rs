//! What does a paragraph of a dump look like to one who cannot read? Length, ends, capitals, digits, repetition.
//!
//! Counted in one pass over its first characters, in any language. What the shapes mean is left to `features`.

use super::front::{is_byline, is_date_line};
use super::paragraphs::{Marker, Paragraph, is_ideograph};
use super::signs::{SIGNS, clock, end, sign, start};
use crate::read::byline::BylineWords;
use crate::read::html::CreditWords;
use crate::read::shape::{is_name, speaker};
use crate::read::wording::{Label, Wording, prefix};
use learn::{combine, hash};

/// Bytes of a paragraph that are looked at one by one.
const LOOKED_AT: usize = 600;
/// Longer paragraphs are known by their ends, not as a whole.
const PHRASE: usize = 8;
/// Words of a paragraph that are looked up in the rest of the text.
const TOPIC_WORDS: usize = 24;

/// Words at the edge of a paragraph that are looked for at the edges of others.
const EDGE: usize = 3;

/// The lists of words that facts are told by.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Lists<'l> {
    pub(in crate::read) wording: &'l Wording,
    pub(in crate::read) credits: &'l CreditWords,
    pub(in crate::read) bylines: &'l BylineWords,
}

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Open = 0,
    Stop = 1,
    Ellipsis = 2,
    Colon = 3,
    Call = 4,
    Comma = 5,
    Closing = 6,
    Other = 7,
}

/// One paragraph as it looks.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Words; two ideographs are counted as one.
    pub(super) words: u32,
    pub(super) bytes_a_word: u32,
    pub(super) end: End,
    /// 0 lower case, 1 capital, 2 digit, 3 quotation mark, 4 other.
    pub(super) start: u8,
    /// Words that begin with a small letter, in eighths.
    pub(super) lower: u8,
    /// Words that begin with a digit, in eighths.
    pub(super) digits: u8,
    pub(super) commas: u8,
    /// Stops with white space behind them.
    pub(super) stops: u8,
    /// 1 a year, 2 a time of day, 4 a date in figures.
    pub(super) clock: u8,
    /// 1 bars and dots between words, 2 slash or address, 4 at or hash sign, 8 quotation marks, 16 copyright,
    /// 32 brackets.
    pub(super) signs: u8,
    pub(super) all_capitals: bool,
    pub(super) first: u64,
    pub(super) second: u64,
    pub(super) last: u64,
    /// Of the whole, figures aside; 0 for longer paragraphs.
    pub(super) phrase: u64,
    pub(super) label: Option<Label>,
    /// 0 none, 1 bullet, 2 number.
    pub(super) marker: u8,
    pub(super) opens_chunk: bool,
    /// How often the same words stand as a paragraph, up to 4.
    pub(super) repeated: u8,
    /// Where words of a picture's credit stand; 0: nowhere, or in a longer paragraph.
    pub(super) credit: u8,
    /// How much it sounds like a description of a picture.
    pub(super) picture: u8,
    /// Longer words that stand in running text elsewhere, in eighths; 9: no longer words.
    pub(super) topic: u8,
    /// How often its longer words stand in running text elsewhere, as twice a mean logarithm; 0: nowhere.
    pub(super) theme: u8,
    /// 1 opens as a byline does, 2 looks like a name, 4 is a date.
    pub(super) says: u8,
    /// How many other paragraphs open or end with the same words, up to 3.
    pub(super) echo: u8,
    /// 1 names somebody, 2 announces a name in one of many languages, 4 names an office.
    pub(super) signed: u8,
    /// How many other short lines name the same person, up to 3.
    pub(super) namesakes: u8,
    /// 0 opens with no speaker's name before a colon, 1 does, 2 to 4 others open with the same name.
    pub(super) speaks: u8,
}

impl Facts {
    /// Whether it reads as running text.
    pub(super) fn is_running(&self) -> bool {
        self.words >= 8 && matches!(self.end, End::Stop | End::Ellipsis) || self.words >= 25
    }
}

/// Longer paragraphs are no bylines, in words and bytes.
const SIGNATURE: u32 = 16;
const SIGNATURE_BYTES: usize = 160;
/// Longer paragraphs are no captions, in words.
const CAPTION: u32 = 80;

/// Facts on all paragraphs.
pub(super) fn of(
    lists: &Lists<'_>,
    text: &str,
    paragraphs: &[Paragraph],
    labels: &[Option<Label>],
) -> Vec<Facts> {
    let mut scan = Scan::default();
    let mut facts: Vec<Facts> = Vec::with_capacity(paragraphs.len());
    let mut ranges = Vec::with_capacity(paragraphs.len());
    let mut edges = Vec::new();
    let mut names = Vec::new();
    let mut speakers = Vec::new();
    for (paragraph, label) in paragraphs.iter().zip(labels) {
        let from = scan.topics.len();
        let words = paragraph.words.of(text);
        let mut one = scan.facts(words, paragraph, *label);
        if one.words <= CAPTION {
            one.credit = lists.credits.shape(words);
            one.says = says(words, one.words);
            if one.words <= SIGNATURE && words.len() <= SIGNATURE_BYTES {
                let (signed, name) = signed(lists.bylines, words);
                one.signed = signed;
                names.extend(name.map(|name| (name, facts.len() as u32)));
            }
            one.picture = if one.words > 2 { lists.wording.picture_score(words).min(4) as u8 } else { 0 };
        }
        if let Some((speaker, _)) = speaker(words) {
            one.speaks = 1;
            speakers.push((hash(speaker.as_bytes()), facts.len() as u32));
        }
        edges.extend(scan.edges(facts.len() as u32));
        facts.push(one);
        ranges.push(from..scan.topics.len());
    }
    repetition(&mut facts);
    among_others(edges, |index, others| {
        if let Some(facts) = facts.get_mut(index) {
            facts.echo = facts.echo.max(others);
        }
    });
    among_others(names, |index, others| {
        if let Some(facts) = facts.get_mut(index) {
            facts.namesakes = others;
        }
    });
    among_others(speakers, |index, others| {
        if let Some(facts) = facts.get_mut(index) {
            facts.speaks += others;
        }
    });
    topics(&mut facts, &ranges, &scan.topics);
    facts
}

/// Paragraphs that stand more than once.
fn repetition(facts: &mut [Facts]) {
    let mut phrases: Vec<u64> = facts.iter().map(|facts| facts.phrase).collect();
    phrases.sort_unstable();
    for facts in facts.iter_mut().filter(|facts| facts.phrase != 0) {
        let from = phrases.partition_point(|phrase| *phrase < facts.phrase);
        let same = phrases[from..].iter().take(4).take_while(|phrase| **phrase == facts.phrase).count();
        facts.repeated = same as u8;
    }
}

/// What a short line says of itself by its shape.
fn says(line: &str, words: u32) -> u8 {
    if words > 16 || line.len() > 120 {
        return 0;
    }
    u8::from(is_byline(line)) | u8::from(is_name(line)) << 1 | u8::from(is_date_line(line)) << 2
}

/// Whom a short line names, as a number, and how: the announcing words ("Von", "By"), a name, an office.
fn signed(bylines: &BylineWords, line: &str) -> (u8, Option<u64>) {
    let names = bylines.names(line, false);
    // One word may be a name or anything else.
    let full = names.first().filter(|name| name.contains(char::is_whitespace) || !name.is_ascii());
    let shape = u8::from(!names.is_empty())
        | u8::from(bylines.announced(line, true).is_some()) << 1
        | u8::from(bylines.has_office(line)) << 2;
    (shape, full.map(|name| hash(name.to_lowercase().as_bytes())))
}

/// Tells of each paragraph how many others hold the same thing, up to 3: titles in the head of the page, teasers, names.
fn among_others(mut held: Vec<(u64, u32)>, mut tell: impl FnMut(usize, u8)) {
    held.sort_unstable();
    for same in held.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
        let others = same.len().min(4) as u8 - 1;
        same.iter().for_each(|(_, index)| tell(*index as usize, others));
    }
}

/// Which words of each paragraph stand in running text elsewhere.
fn topics(facts: &mut [Facts], ranges: &[std::ops::Range<usize>], words: &[u32]) {
    let size = (words.len() * 2 + 64).next_power_of_two().min(1 << 20);
    let mut counts = vec![0u8; size];
    for (facts, range) in facts.iter().zip(ranges).filter(|(facts, _)| facts.is_running()) {
        debug_assert!(facts.words > 0);
        for word in &words[range.clone()] {
            let count = &mut counts[*word as usize & (size - 1)];
            *count = count.saturating_add(1);
        }
    }
    for (facts, range) in facts.iter_mut().zip(ranges) {
        let own = u8::from(facts.is_running());
        let counts = words[range.clone()].iter().map(|word| {
            let count = counts[*word as usize & (size - 1)];
            count.saturating_sub(own)
        });
        let known = counts.clone().filter(|count| *count > 0).count();
        facts.topic = if range.is_empty() { 9 } else { (known * 8 / range.len()) as u8 };
        let often: u32 = counts.map(|count| (u32::from(count) + 1).ilog2()).sum();
        facts.theme = (often as usize * 2 / range.len().max(1)) as u8;
    }
}

/// Space to work in, kept from paragraph to paragraph.
#[derive(Default)]
struct Scan {
    word: String,
    topics: Vec<u32>,
    /// The words of the paragraph, folded; the first `LOOKED_AT` bytes only.
    words: Vec<u64>,
}

/// What is counted on the way.
#[derive(Default)]
struct Counts {
    words: u32,
    lower: u32,
    digit_words: u32,
    letters: u32,
    capitals: u32,
    ideographs: u32,
    commas: u32,
    stops: u32,
    signs: u8,
    clock: u8,
    first: u64,
    second: u64,
    last: u64,
    phrase: u64,
    topics: usize,
}

impl Scan {
    fn facts(&mut self, words: &str, paragraph: &Paragraph, label: Option<Label>) -> Facts {
        let head = prefix(words, LOOKED_AT);
        let mut counts = Counts::default();
        self.words.clear();
        for word in head.split_whitespace() {
            self.count(word, &mut counts);
        }
        let scaled = |count: u32| (count as usize * words.len() / head.len().max(1)) as u32;
        let tokens = counts.words.max(1);
        let count = scaled(counts.words + counts.ideographs / 2);
        Facts {
            words: count,
            bytes_a_word: (head.len() as u32) / tokens,
            end: end(words),
            start: start(words),
            lower: (counts.lower * 8 / tokens) as u8,
            digits: (counts.digit_words * 8 / tokens) as u8,
            commas: scaled(counts.commas).min(7) as u8,
            stops: scaled(counts.stops).min(7) as u8,
            clock: counts.clock,
            signs: counts.signs,
            all_capitals: counts.letters >= 3 && counts.capitals == counts.letters,
            first: counts.first,
            second: counts.second,
            last: counts.last,
            phrase: if counts.words as usize <= PHRASE && head.len() == words.len() {
                counts.phrase
            } else {
                0
            },
            label,
            marker: match paragraph.marker {
                Marker::None => 0,
                Marker::Bullet => 1,
                Marker::Number(_) => 2,
            },
            opens_chunk: paragraph.opens_chunk,
            repeated: 0,
            credit: 0,
            picture: 0,
            topic: 0,
            theme: 0,
            says: 0,
            echo: 0,
            signed: 0,
            namesakes: 0,
            speaks: 0,
        }
    }

    /// The first and the last words of the paragraph just scanned, as one number each.
    fn edges(&self, index: u32) -> impl Iterator<Item = (u64, u32)> + use<> {
        let run = |words: &[u64]| words.iter().fold(3, |all, word| combine(4, all, *word));
        let count = self.words.len();
        let is_long = count >= EDGE;
        let opening = is_long.then(|| run(&self.words[..EDGE]));
        let ending = (is_long && count > EDGE).then(|| run(&self.words[count - EDGE..]));
        opening.into_iter().chain(ending).map(move |edge| (edge, index))
    }

    /// Folds a word, counts its letters, and gives the last of its ideographs.
    fn letters(&mut self, bare: &str, counts: &mut Counts) -> Option<u32> {
        let mut before = None;
        self.word.clear();
        if bare.is_ascii() {
            self.word.extend(bare.bytes().map(|byte| match byte {
                b'0'..=b'9' => '0',
                _ => char::from(byte.to_ascii_lowercase()),
            }));
            counts.letters += bare.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
            counts.capitals += bare.bytes().filter(u8::is_ascii_uppercase).count() as u32;
            return None;
        }
        for c in bare.chars() {
            counts.letters += u32::from(c.is_alphabetic());
            counts.capitals += u32::from(c.is_uppercase());
            if is_ideograph(c) {
                counts.ideographs += 1;
                if let Some(before) = before.filter(|_| counts.topics < TOPIC_WORDS) {
                    counts.topics += 1;
                    self.topics.push((combine(1, u64::from(before), u64::from(u32::from(c))) >> 32) as u32);
                }
                before = Some(u32::from(c));
            }
            // Figures are alike.
            match c {
                '0'..='9' => self.word.push('0'),
                'a'..='z' => self.word.push(c),
                'A'..='Z' => self.word.push(c.to_ascii_lowercase()),
                _ => self.word.extend(c.to_lowercase()),
            }
        }
        before
    }

    fn count(&mut self, word: &str, counts: &mut Counts) {
        let bare =
            if word.is_ascii() { bare(word) } else { word.trim_matches(|c: char| !c.is_alphanumeric()) };
        counts.signs |=
            word.chars().fold(0, |all, c| all | SIGNS.get(c as usize).copied().unwrap_or_else(|| sign(c)));
        if bare.is_empty() {
            return;
        }
        counts.words += 1;
        counts.commas += u32::from(word.ends_with([',', ';', '،', '、']));
        counts.stops += u32::from(word.ends_with(['.', '!', '?', '。', '।']));
        let before = self.letters(bare, counts);
        let opening = bare.chars().next().unwrap_or(' ');
        counts.lower += u32::from(opening.is_lowercase());
        if opening.is_ascii_digit() {
            counts.digit_words += 1;
            counts.clock |= clock(bare);
        }
        let folded = hash(self.word.as_bytes());
        self.words.push(folded);
        match counts.words {
            1 => counts.first = folded,
            2 => counts.second = folded,
            _ => {}
        }
        counts.last = folded;
        counts.phrase = combine(2, counts.phrase, folded);
        if self.word.len() >= 5
            && before.is_none()
            && counts.topics < TOPIC_WORDS
            && !opening.is_ascii_digit()
        {
            counts.topics += 1;
            self.topics.push((folded >> 32) as u32);
        }
    }
}

/// A word of ASCII without marks at its ends.
fn bare(word: &str) -> &str {
    let bytes = word.as_bytes();
    let Some(first) = bytes.iter().position(u8::is_ascii_alphanumeric) else { return "" };
    let last = bytes.iter().rposition(u8::is_ascii_alphanumeric).unwrap_or(first);
    word.get(first..=last).unwrap_or("")
}
