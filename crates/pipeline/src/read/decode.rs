//! Which characters do the bytes stand for? Kind of bytes, character encoding, text, and the way back.
//!
//! The order of the WHATWG Encoding Standard, with one addition: byte order mark, the sender's word, the page's
//! `<meta>`, then what the bytes look like. What the characters mean is left to the steps after.

use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use news::{MediaType, Note, NoteCode, OffsetMap, Span};
use std::borrow::Cow;

/// Bytes of one source that are read; the rest is kept but not looked at. Bounds memory: the text and its maps
/// stay below about ten times this for any encoding.
pub(crate) const MAX_BYTES: usize = 64 << 20;

/// How far into a page its own `<meta charset>` may stand.
const PRESCAN: usize = 1024;

/// How far to look for signs of binary data and of markup.
const SNIFF: usize = 4096;

/// Openings of common files that are not text.
const BINARY_MAGIC: [&[u8]; 9] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
];

/// Tags whose presence near the start tells a page from a text.
const PAGE_TAGS: [&[u8]; 12] = [
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<title",
    b"<meta ",
    b"<script",
    b"<div",
    b"<p>",
    b"<article",
    b"<h1",
    b"<br",
];

/// Bytes as text.
#[derive(Debug)]
pub(crate) struct Decoded<'b> {
    /// The characters, markup and all; the bytes themselves where they are sound UTF-8.
    pub(crate) text: Cow<'b, str>,
    /// From `text` to the bytes.
    pub(crate) map: OffsetMap,
    /// WHATWG name of the encoding.
    pub(crate) charset: &'static str,
    /// What the bytes were taken for.
    pub(crate) media_type: MediaType,
    /// What was noticed.
    pub(crate) notes: Vec<Note>,
}

/// Decodes the bytes of one source.
pub(crate) fn decode<'b>(
    bytes: &'b [u8],
    media_type: Option<MediaType>,
    charset: Option<&str>,
) -> Decoded<'b> {
    let mut notes = Vec::new();
    let shown = &bytes[..bytes.len().min(MAX_BYTES)];
    if shown.len() < bytes.len() {
        notes.push(note(
            NoteCode::Truncated,
            format!("only the first {} MB of {} are read", MAX_BYTES >> 20, bytes.len() >> 20),
        ));
    }
    let (encoding, mark) = choose(shown, charset, media_type);
    if is_binary(shown, encoding) {
        notes.push(note(NoteCode::Binary, "these bytes are no text: give the page or its text instead"));
        return Decoded {
            text: Cow::Borrowed(""),
            map: OffsetMap::default(),
            charset: UTF_8.name(),
            media_type: media_type.unwrap_or(MediaType::Plain),
            notes,
        };
    }
    let (text, map, bad) =
        if encoding == UTF_8 { decode_utf8(shown, mark) } else { decode_other(shown, mark, encoding) };
    if let Some((first, count)) = bad {
        let message = format!("{count} places do not fit the encoding {}", encoding.name());
        notes.push(Note { code: NoteCode::BadEncoding, span: Some(first), message });
    }
    if text.trim().is_empty() {
        notes.push(note(NoteCode::Empty, "the source holds no text"));
    }
    let media_type = media_type.unwrap_or_else(|| sniff(&text));
    Decoded { text, map, charset: encoding.name(), media_type, notes }
}

fn note(code: NoteCode, message: impl Into<String>) -> Note {
    Note { code, span: None, message: message.into() }
}

/// The encoding and the length of the byte order mark.
fn choose(bytes: &[u8], stated: Option<&str>, media_type: Option<MediaType>) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    let label =
        |name: &str| Encoding::for_label(name.trim().as_bytes()).filter(|found| *found != REPLACEMENT);
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    // Text in another encoding is next to never valid UTF-8 by accident: servers that call every page Latin-1, and old
    // <meta> elements on pages that were saved again, are not believed.
    let is_surely_utf8 = is_utf8 && !bytes.is_ascii() && !bytes.contains(&0);
    if let Some(encoding) = stated.and_then(label) {
        return (if is_surely_utf8 { UTF_8 } else { encoding }, 0);
    }
    if media_type != Some(MediaType::Plain)
        && let Some(encoding) = meta_charset(bytes).as_deref().and_then(label)
    {
        let named = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
        return (if is_surely_utf8 { UTF_8 } else { named }, 0);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return (encoding, 0);
    }
    if is_utf8 || is_utf8_cut_short(bytes) {
        return (UTF_8, 0);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    (detector.guess(None, chardetng::Utf8Detection::Allow), 0)
}

/// Valid UTF-8 but for a last character that was cut.
fn is_utf8_cut_short(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none() && error.valid_up_to() > 0)
}

/// UTF-16 without a mark: every other byte of mostly Latin text is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(SNIFF) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 4 {
        return None;
    }
    if odd * 10 >= half * 7 && even * 10 <= half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 10 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The value of `charset=` inside a `<meta` near the start.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let mut rest: &[u8] = &head;
    while let Some(at) = find(rest, b"<meta") {
        let tag = &rest[at..];
        let end = tag.iter().position(|byte| *byte == b'>').unwrap_or(tag.len());
        if let Some(value) = find(&tag[..end], b"charset") {
            let value = &tag[value + b"charset".len()..end];
            let name: String = value
                .iter()
                .map(|byte| *byte as char)
                .skip_while(|c| matches!(c, ' ' | '=' | '"' | '\'' | '\t' | '\n'))
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
                .collect();
            if !name.is_empty() {
                return Some(name);
            }
        }
        rest = &tag[end..];
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// Whether the bytes cannot be text: a known file type, or control characters that no text holds.
fn is_binary(bytes: &[u8], encoding: &'static Encoding) -> bool {
    if BINARY_MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return true;
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return false;
    }
    let head = &bytes[..bytes.len().min(SNIFF)];
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    head.iter().filter(control).count() * 20 > head.len()
}

/// The text, its map, and the first place that did not fit with the number of such places.
type Characters<'b> = (Cow<'b, str>, OffsetMap, Option<(Span, usize)>);

fn decode_utf8(bytes: &[u8], mark: usize) -> Characters<'_> {
    if let Some(text) = bytes.get(mark..).and_then(|bytes| std::str::from_utf8(bytes).ok()) {
        let mut map = OffsetMap::default();
        map.push(text.len(), mark, text.len());
        return (Cow::Borrowed(text), map, None);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    let mut bad: Option<(Span, usize)> = None;
    let mut raw = mark;
    for chunk in bytes.get(mark..).unwrap_or_default().utf8_chunks() {
        map.push(chunk.valid().len(), raw, chunk.valid().len());
        text.push_str(chunk.valid());
        raw += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            push_bad(&mut bad, text.len());
            map.push(char::REPLACEMENT_CHARACTER.len_utf8(), raw, chunk.invalid().len());
            text.push(char::REPLACEMENT_CHARACTER);
            raw += chunk.invalid().len();
        }
    }
    (Cow::Owned(text), map, bad)
}

fn push_bad(bad: &mut Option<(Span, usize)>, at: usize) {
    let width = char::REPLACEMENT_CHARACTER.len_utf8();
    let (_, count) = bad.get_or_insert((Span::new(at, at + width), 0));
    *count += 1;
}

/// Feeds the decoder byte by byte, so that every character knows its bytes; runs of ASCII go in one step where
/// the encoding allows it.
fn decode_other(bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Characters<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    let mut bad = None;
    let (mut at, mut pending) = (mark, mark);
    while at < bytes.len() {
        if at == pending && encoding.is_ascii_compatible() {
            let run = bytes[at..].iter().take_while(|byte| byte.is_ascii() && **byte != 0).count();
            if run > 0 {
                text.extend(bytes[at..at + run].iter().map(|byte| *byte as char));
                map.push(run, at, run);
                at += run;
                pending = at;
                continue;
            }
        }
        let before = text.len();
        step(&mut decoder, &bytes[at..=at], at + 1 == bytes.len(), &mut text, &mut bad);
        at += 1;
        if text.len() > before {
            map.push(text.len() - before, pending, at - pending);
            pending = at;
        }
    }
    (Cow::Owned(text), map, bad)
}

/// Gives the decoder one byte.
fn step(
    decoder: &mut encoding_rs::Decoder,
    byte: &[u8],
    is_last: bool,
    text: &mut String,
    bad: &mut Option<(Span, usize)>,
) {
    let mut rest = byte;
    loop {
        text.reserve(16);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, is_last);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(_, _) => {
                push_bad(bad, text.len());
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Page or text, by the first characters.
fn sniff(text: &str) -> MediaType {
    let head = &text.as_bytes()[..text.len().min(SNIFF)];
    let head = head.to_ascii_lowercase();
    let start = head.trim_ascii_start();
    let opens = [b"<!doctype".as_slice(), b"<html", b"<head", b"<body", b"<!--", b"<?xml"];
    let is_page = opens.iter().any(|tag| start.starts_with(tag))
        || PAGE_TAGS.iter().filter(|tag| find(&head, tag).is_some()).count() >= 2;
    if is_page { MediaType::Html } else { MediaType::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(decoded: &Decoded, words: &str) -> std::ops::Range<usize> {
        let at = decoded.text.find(words).expect("the words are there");
        decoded.map.to_raw(Span::new(at, at + words.len())).range()
    }

    #[test]
    fn an_old_encoding_keeps_exact_bytes() {
        let bytes = b"<meta charset=windows-1252><p>Caf\xe9 owner: \x93no\x94</p>";
        let decoded = decode(bytes, None, None);
        assert_eq!((decoded.charset, decoded.media_type), ("windows-1252", MediaType::Html));
        assert_eq!(&bytes[raw(&decoded, "“no”")], b"\x93no\x94");
        assert_eq!(&bytes[raw(&decoded, "é owner")], b"\xe9 owner");
    }

    #[test]
    fn a_page_saved_again_as_utf8_beats_its_old_meta() {
        let decoded = decode("<meta charset='iso-8859-2'><p>Łódź</p>".as_bytes(), None, None);
        assert_eq!(decoded.charset, "UTF-8");
        assert!(decoded.text.contains("Łódź"));
        let decoded = decode("<p>“Łódź”</p>".as_bytes(), None, Some("iso-8859-1"));
        assert!(decoded.text.contains("“Łódź”"));
        assert_eq!(decode(b"Caf\xe9", None, Some("iso-8859-1")).text, "Café");
    }

    #[test]
    fn a_byte_order_mark_is_no_text_but_counts_as_bytes() {
        let decoded = decode(b"\xef\xbb\xbfHarbour reopens", None, None);
        assert_eq!(decoded.text, "Harbour reopens");
        assert_eq!(raw(&decoded, "Harbour"), 3..10);
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let words: Vec<u8> = "Ferry sinks".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &words].concat();
        for (bytes, offset) in [(words.clone(), 0), (marked, 2)] {
            let decoded = decode(&bytes, None, None);
            assert_eq!(decoded.text, "Ferry sinks");
            assert_eq!(raw(&decoded, "sinks"), offset + 12..offset + 22);
        }
    }

    #[test]
    fn bytes_that_do_not_fit_are_marked_and_kept_apart() {
        let decoded = decode(b"The mayor \xff\xfesaid \xc3", None, Some("utf-8"));
        assert_eq!(decoded.text, "The mayor \u{fffd}\u{fffd}said \u{fffd}");
        assert_eq!(raw(&decoded, "said "), 12..17);
        assert_eq!(decoded.notes[0].code, NoteCode::BadEncoding);
        assert!(decoded.notes[0].message.starts_with("3 places"), "{}", decoded.notes[0].message);
    }

    #[test]
    fn binary_and_empty_sources_are_notes() {
        assert_eq!(decode(b"%PDF-1.7 \x00\x01", None, None).notes[0].code, NoteCode::Binary);
        assert_eq!(decode(&[0, 1, 2, 3, 200, 7, 9, 1], None, None).notes[0].code, NoteCode::Binary);
        assert_eq!(decode(b"", None, None).notes[0].code, NoteCode::Empty);
        assert_eq!(decode(b" \n\t ", None, None).notes[0].code, NoteCode::Empty);
    }

    #[test]
    fn multi_byte_encodings_map_each_character() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("東京 Tokyo 港");
        let decoded = decode(&bytes, None, Some("shift_jis"));
        assert_eq!(decoded.text, "東京 Tokyo 港");
        assert_eq!(raw(&decoded, "京"), 2..4);
        assert_eq!(raw(&decoded, "Tokyo"), 5..10);
    }
}
