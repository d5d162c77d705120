//! In what state is the text? Words run together, links lost in copying, seams between two origins.
//!
//! Damage is reported, never repaired: what stands there is what was given. Encoding is looked at in `decode`.

use super::layout::Layout;
use crate::{fold, lexicon};
use news::{Note, NoteCode, Span, Text, Zone, ZoneKind};
use std::collections::BTreeSet;

/// More notes of one kind than this tell nothing new.
const MAX_NOTES: usize = 200;
/// Bytes that are looked at together.
const PIECE: usize = 64;
/// A lost link is at most this many words long.
const MAX_LINK_WORDS: usize = 6;

/// Names with capitals inside, and words that betray a missing space before them.
#[derive(Debug)]
pub(crate) struct JoinedWords {
    names: BTreeSet<String>,
    openers: BTreeSet<&'static str>,
}

impl JoinedWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> JoinedWords {
        let mut joined = JoinedWords { names: BTreeSet::new(), openers: BTreeSet::new() };
        let text = include_str!("../../../../lexicons/joined-words.en.txt");
        for entry in lexicon::entries("joined-words.en.txt", text) {
            if entry.field(0) == "name" {
                joined.names.insert(fold::word(entry.field(1)).into_owned());
            } else {
                joined.openers.insert(entry.field(1));
            }
        }
        joined
    }
}

/// Notes on the whole text.
pub(crate) fn find(joined: &JoinedWords, text: &str, layout: &Layout) -> Vec<Note> {
    let mut notes = glued_words(joined, text);
    notes.extend(lost_links(text, &layout.paragraphs));
    notes.extend(seam(text, &layout.zones));
    notes
}

// ------------------------------------------------------------------------------------------- glued words

fn glued_words(joined: &JoinedWords, text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    for (start, word) in words(text) {
        if notes.len() >= MAX_NOTES {
            break;
        }
        // Both kinds of seam need a capital after the first letter.
        let low = word.is_ascii() && !word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
        if low || word.len() < 5 || word.len() > 80 || is_address(word) {
            continue;
        }
        if let Some(message) = glued(joined, word) {
            let span = Span::new(start, start + word.len());
            let bare = bare(text, span);
            notes.push(Note { code: NoteCode::GluedWords, span: Some(bare), message });
        }
    }
    notes
}

/// A word without punctuation at its edges.
fn bare(text: &str, span: Span<Text>) -> Span<Text> {
    let word = span.of(text);
    let start = word.find(char::is_alphanumeric).unwrap_or(0);
    let end = word
        .rfind(char::is_alphanumeric)
        .map_or(word.len(), |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    Span::new(span.start as usize + start, span.start as usize + end)
}

/// Words between white space with their offsets; of those in ASCII only words with a capital after the first letter.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let chunks = std::iter::from_fn(move || {
        at = odd(bytes, at)?;
        let start = bytes[..at].iter().rposition(is_blank).map_or(0, |blank| blank + 1);
        let end = bytes[at..].iter().position(is_blank).map_or(bytes.len(), |length| at + length);
        at = end;
        Some(text.get(start..end).unwrap_or_default())
    });
    let base = bytes.as_ptr() as usize;
    chunks.flat_map(str::split_whitespace).map(move |word| (word.as_ptr() as usize - base, word))
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// The first byte from `from` on that is a capital inside a word or none of ASCII.
fn odd(bytes: &[u8], from: usize) -> Option<usize> {
    if from == 0 && bytes.first().is_some_and(|byte| !byte.is_ascii()) {
        return Some(0);
    }
    let is_odd =
        |(before, byte): (&u8, &u8)| !byte.is_ascii() | (byte.is_ascii_uppercase() & !is_blank(before));
    let mut at = from.max(1);
    while at < bytes.len() {
        let end = bytes.len().min(at + PIECE);
        let pairs = || bytes[at - 1..end].iter().zip(&bytes[at..end]);
        // Without an early end this looks at many bytes at once.
        if pairs().fold(false, |odd, pair| odd | is_odd(pair)) {
            return pairs().position(is_odd).map(|length| at + length);
        }
        at = end;
    }
    None
}

fn is_address(word: &str) -> bool {
    word.contains(['/', '@', '#', '_', '\\', '=', '{', '}', '<', '>', '&']) || word.starts_with("www.")
}

fn glued(joined: &JoinedWords, word: &str) -> Option<String> {
    sentence_seam(word)
        .map(|(left, right)| {
            format!("no space between the sentences that end and begin with `{left}` and `{right}`")
        })
        .or_else(|| {
            capital_seam(joined, word).map(|(left, right)| format!("no space between `{left}` and `{right}`"))
        })
}

/// `end.Next`, `end.“Next`: a lower-case word, the end of a sentence, a capitalised word.
fn sentence_seam(word: &str) -> Option<(&str, &str)> {
    let (at, mark) = word.char_indices().find(|(at, c)| *at > 0 && matches!(c, '.' | '!' | '?' | '…'))?;
    let left = word[..at].trim_start_matches(|c: char| !c.is_alphanumeric());
    let right = &word[at + mark.len_utf8()..];
    let right = right.trim_start_matches(['"', '“', '”', '’', ')']);
    let tail = right.trim_end_matches(|c: char| !c.is_alphanumeric());
    let sound_left = left.chars().count() >= 3 && left.chars().rev().take(2).all(char::is_lowercase);
    let mut letters = tail.chars();
    let sound_right = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(|c| c.is_lowercase() || c == '\'' || c == '’')
        && !tail.contains('.')
        && (tail.chars().count() >= 2 || matches!(tail, "A" | "I"));
    // Booking.Com, Node.Js
    let is_domain = matches!(&*fold::word(tail), "com" | "org" | "net" | "io" | "js" | "co" | "tv" | "ai");
    (sound_left && sound_right && !is_domain && left.chars().all(char::is_alphabetic)).then_some((left, tail))
}

/// `wordsTogether`: two words without a space, unless it is a known name.
fn capital_seam<'a>(joined: &JoinedWords, word: &'a str) -> Option<(&'a str, &'a str)> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
    if !bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
        return None;
    }
    let mut before = None;
    let at = bare.char_indices().find_map(|(at, c)| {
        let seam = c.is_uppercase() && before.is_some_and(char::is_lowercase);
        before = Some(c);
        seam.then_some(at)
    })?;
    let (left, right) = bare.split_at(at);
    let rest_is_low = right.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
    if left.chars().count() < 3 || !rest_is_low || joined.names.contains(&*fold::word(bare)) {
        return None;
    }
    let opener = joined.openers.contains(right);
    let low = left.starts_with(char::is_lowercase) && right.chars().count() >= 3;
    // A capitalised left half is a name more often than not: only a word that opens sentences betrays it.
    (opener || low).then_some((left, right))
}

// ------------------------------------------------------------------------------------------- lost links

/// Words bounded by no-break spaces inside running text: editors of web pages leave them around links.
fn lost_links(text: &str, paragraphs: &[Span<Text>]) -> Vec<Note> {
    let no_break = memchr::memmem::find_iter(text.as_bytes(), "\u{a0}").count();
    // Where most spaces are no-break, they say nothing.
    if no_break == 0 || no_break * 5 > text.bytes().filter(|byte| *byte == b' ').count() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    for paragraph in paragraphs {
        if notes.len() >= MAX_NOTES {
            break;
        }
        links_of(text, *paragraph, &mut notes);
    }
    notes.truncate(MAX_NOTES);
    notes
}

fn links_of(text: &str, paragraph: Span<Text>, notes: &mut Vec<Note>) {
    let base = paragraph.start as usize;
    let words = paragraph.of(text);
    let marks: Vec<usize> = words.match_indices('\u{a0}').map(|(at, _)| at).collect();
    let width = '\u{a0}'.len_utf8();
    let mut index = 0;
    while let Some(open) = marks.get(index).copied() {
        index += 1;
        let start = open + width;
        if !is_edge(&words[..open], &words[start..]) {
            continue;
        }
        if let Some(close) = marks.get(index).copied()
            && is_link_text(&words[start..close])
            && is_edge(&words[..close], &words[close + width..])
        {
            let span = Span::new(base + start, base + close);
            let message = "no-break spaces on both sides: a link probably stood here and was lost in copying";
            notes.push(Note { code: NoteCode::LostLink, span: Some(span), message: message.to_owned() });
            index += 1;
        } else if let Some(length) = two_words(&words[start..]) {
            let span = Span::new(base + start, base + start + length);
            let message = "a no-break space before it: a link or other markup probably began or ended here";
            notes.push(Note { code: NoteCode::LostLink, span: Some(span), message: message.to_owned() });
        }
    }
}

/// Whether a no-break space between these two stands where typography asks for none: between words, not at a
/// number, a title, a quotation mark or punctuation.
fn is_edge(before: &str, after: &str) -> bool {
    let left = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    let word_left = left.chars().count() >= 2 && left.ends_with(char::is_alphabetic);
    let word_right = after.starts_with(char::is_alphabetic);
    let is_title = matches!(left, "Mr" | "Ms" | "Mrs" | "Dr" | "St" | "No" | "Prof" | "Gen" | "Col");
    word_left && word_right && !is_title
}

/// A short phrase without punctuation, quotation marks or line breaks.
fn is_link_text(phrase: &str) -> bool {
    let words = phrase.split(' ').count();
    phrase.len() <= 80
        && words <= MAX_LINK_WORDS
        && !phrase.contains(['.', '!', '?', ';', ':', '"', '“', '”', '(', ')', '\n', ','])
        && phrase.contains(char::is_alphabetic)
}

/// Length of the two words at the start of running text.
fn two_words(text: &str) -> Option<usize> {
    let end_of = |text: &str| text.find(|c: char| c.is_whitespace()).unwrap_or(text.len());
    let first = end_of(text);
    let second =
        text.get(first..).filter(|rest| rest.starts_with(' ')).map_or(0, |rest| 1 + end_of(&rest[1..]));
    let phrase = text[..first + second].trim_end_matches(|c: char| !c.is_alphanumeric());
    (phrase.starts_with(char::is_lowercase) && second > 0).then_some(phrase.len())
}

// ------------------------------------------------------------------------------------------- seams

/// One quotation mark of the running text and how it was set.
struct Mark {
    at: usize,
    no_break: Option<bool>,
    curly: bool,
}

/// The boundary between two parts of a text whose quotation marks were set by different hands.
fn seam(text: &str, zones: &[Zone]) -> Option<Note> {
    let mut marks: Vec<Mark> = Vec::new();
    for zone in zones.iter().filter(|zone| zone.kind == ZoneKind::Body) {
        collect_marks(text, zone.span, &mut marks);
    }
    let spaced: Vec<(usize, bool)> =
        marks.iter().filter_map(|mark| Some((mark.at, mark.no_break?))).collect();
    let shaped: Vec<(usize, bool)> = marks.iter().map(|mark| (mark.at, mark.curly)).collect();
    let by_space =
        split(&spaced, 60).map(|at| (at, "no-break spaces around quotation marks in one part only"));
    let by_shape =
        split(&shaped, 95).map(|at| (at, "straight quotation marks in one part, curly in the other"));
    let ((before, after), why) = by_space.or(by_shape)?;
    let credit = zones.iter().find(|zone| {
        zone.kind == ZoneKind::Credit && before <= zone.span.start as usize && zone.span.end as usize <= after
    });
    let span = credit.map_or_else(|| next_paragraph(text, before, after), |credit| credit.span);
    Some(Note {
        code: NoteCode::TypographicSeam,
        span: Some(span),
        message: format!("{why}: the two parts probably came by different routes"),
    })
}

fn collect_marks(text: &str, zone: Span<Text>, marks: &mut Vec<Mark>) {
    let base = zone.start as usize;
    let words = zone.of(text);
    // A straight mark, or the first byte of a curly one.
    for at in memchr::memchr2_iter(b'"', 0xe2, words.as_bytes()) {
        let Some(c) = words[at..].chars().next() else { break };
        let curly = match c {
            '"' => false,
            '“' | '”' => true,
            _ => continue,
        };
        let left = words[..at].chars().next_back();
        let right = words[at + c.len_utf8()..].chars().next();
        // The outer neighbour: before an opening mark, after a closing one.
        let outer = match (left, right) {
            (Some(l), Some(r)) if l.is_whitespace() && !r.is_whitespace() => Some(l),
            (Some(l), Some(r)) if !l.is_whitespace() && r.is_whitespace() => Some(r),
            _ => None,
        };
        let no_break = outer.filter(|c| *c != '\n' && *c != '\r').map(|c| c == '\u{a0}');
        marks.push(Mark { at: base + at, no_break, curly });
    }
}

/// The pair of neighbours between which a sequence changes from one kind to the other: the first part (nearly)
/// pure, at least `percent` of the second of the other kind, two marks or more on both sides.
fn split(marks: &[(usize, bool)], percent: usize) -> Option<(usize, usize)> {
    let total = marks.iter().filter(|(_, kind)| *kind).count();
    let mut best: Option<(usize, usize, bool)> = None;
    let mut seen = 0;
    for (index, (_, kind)) in marks.iter().enumerate() {
        seen += usize::from(*kind);
        let first = index + 1;
        // Right guesses if the first part is all `false` and the second all `true`, and the other way round.
        let rising = (first - seen) + (total - seen);
        let falling = marks.len() - rising;
        for (hits, is_rising) in [(rising, true), (falling, false)] {
            if best.is_none_or(|(most, _, _)| hits > most) {
                best = Some((hits, first, is_rising));
            }
        }
    }
    let (_, first, is_rising) = best?;
    let (left, right) = marks.split_at(first);
    let (pure, mixed) = if is_rising { (left, right) } else { (right, left) };
    let stray = pure.iter().filter(|(_, kind)| *kind).count();
    let marked = mixed.iter().filter(|(_, kind)| *kind).count();
    let sound = left.len() >= 2
        && right.len() >= 2
        && marked >= 2
        && stray * 20 <= pure.len()
        && marked * 100 >= percent * mixed.len();
    sound.then(|| (left.last().map_or(0, |(at, _)| *at), right.first().map_or(0, |(at, _)| *at)))
}

/// The first word of the paragraph that begins between two marks, or the stretch between them.
fn next_paragraph(text: &str, before: usize, after: usize) -> Span<Text> {
    let between: Span<Text> = Span::new(before, after);
    let words = between.of(text);
    let start = words.find('\n').map_or(before, |at| before + at);
    Span::new(start, after).trimmed(text)
}
