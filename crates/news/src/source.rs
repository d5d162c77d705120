//! What was given, byte for byte, and how the extracted text maps back to it.

use crate::span::{Raw, Span, Text};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::OnceLock;

/// The kind of bytes a source holds, as far as reading cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// `text/html`
    Html,
    /// `text/plain`
    Plain,
}

impl MediaType {
    /// The MIME name.
    pub fn mime(self) -> &'static str {
        match self {
            MediaType::Html => "text/html",
            MediaType::Plain => "text/plain",
        }
    }
}

/// The immutable bytes of one page or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path, URL, or id as the user gave it.
    pub uri: String,
    /// What [`Source::sha256`] has found.
    pub digest: Digest,
    /// The bytes as given.
    pub bytes: Vec<u8>,
    /// What they were taken for.
    pub media_type: MediaType,
    /// WHATWG name of the character encoding they were decoded with.
    pub charset: &'static str,
}

impl Source {
    /// Lower-case hex digest of the bytes, taken when it is asked for first: hashing a page takes about a tenth of the
    /// time of reading it.
    pub fn sha256(&self) -> &str {
        self.digest.0.get_or_init(|| {
            Sha256::digest(&self.bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
                // Writing to a string cannot fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
        })
    }
}

/// A digest that is taken when it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Digest(OnceLock<String>);

/// Equal bytes have equal digests, whether they have been taken or not.
impl PartialEq for Digest {
    fn eq(&self, _: &Digest) -> bool {
        true
    }
}

impl Eq for Digest {}

impl Digest {
    /// One that is known already.
    pub fn known(hex: String) -> Digest {
        Digest(OnceLock::from(hex))
    }
}

/// One stretch of the extracted text and the raw bytes it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: u32,
    raw: u32,
    text_len: u32,
    raw_len: u32,
}

/// Maps spans of the extracted text to spans of the raw bytes and back.
///
/// Pieces of equal length on both sides map byte by byte; others (an entity such as `&amp;`, a character of
/// another encoding, a line break that stands for markup) map as a whole. Text between pieces does not exist:
/// pieces cover the text without gaps; raw bytes between pieces are markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// The map of a text that *is* its source.
    pub fn identity(len: usize) -> Self {
        let mut map = OffsetMap::default();
        map.push(len, 0, len);
        map
    }

    /// Appends `text_len` bytes of text that stand for the raw bytes `raw_start .. raw_start + raw_len`.
    /// `raw_start` must not decrease. `raw_len` 0 is for text that markup implies (a paragraph break).
    pub fn push(&mut self, text_len: usize, raw_start: usize, raw_len: usize) {
        if text_len == 0 {
            return;
        }
        let text = self.text_len() as u32;
        let (raw, text_len, raw_len) = (raw_start as u32, text_len as u32, raw_len as u32);
        if let Some(last) = self.pieces.last_mut() {
            let verbatim = last.text_len == last.raw_len && text_len == raw_len;
            if verbatim && last.raw + last.raw_len == raw {
                last.text_len += text_len;
                last.raw_len += raw_len;
                return;
            }
        }
        self.pieces.push(Piece { text, raw, text_len, raw_len });
    }

    /// The map of a text that was taken from a text which has a map of its own: `self` maps to the text between,
    /// `under` from there to the raw bytes.
    pub fn through(self, under: &OffsetMap) -> OffsetMap {
        if let [only] = under.pieces.as_slice()
            && only.text_len == only.raw_len
            && only.raw == 0
        {
            return self;
        }
        let mut map = OffsetMap::default();
        for piece in &self.pieces {
            let between: Span<Text> = Span::new(piece.raw as usize, (piece.raw + piece.raw_len) as usize);
            if piece.text_len != piece.raw_len || piece.raw_len == 0 {
                let raw = under.to_raw(between);
                map.push(piece.text_len as usize, raw.start as usize, raw.len());
                continue;
            }
            let first = under.pieces.partition_point(|below| below.text + below.text_len <= piece.raw);
            for below in &under.pieces[first..] {
                let (from, to) = (below.text.max(piece.raw), (below.text + below.text_len).min(between.end));
                if from >= to {
                    break;
                }
                let raw = under.to_raw(Span::new(from as usize, to as usize));
                map.push((to - from) as usize, raw.start as usize, raw.len());
            }
        }
        map
    }

    /// Length of the mapped text in bytes.
    pub fn text_len(&self) -> usize {
        self.pieces.last().map_or(0, |piece| (piece.text + piece.text_len) as usize)
    }

    /// The raw bytes behind a span of text. Markup inside the span is included, markup at its edges is not.
    /// An empty span, or one over implied text alone, maps to an empty span.
    pub fn to_raw(&self, span: Span<Text>) -> Span<Raw> {
        let first = self.pieces.partition_point(|piece| piece.text + piece.text_len <= span.start);
        let mut bounds: Option<(u32, u32)> = None;
        for piece in &self.pieces[first.min(self.pieces.len())..] {
            if piece.text >= span.end {
                break;
            }
            if piece.raw_len == 0 {
                continue;
            }
            let (from, to) = if piece.text_len == piece.raw_len {
                let from = span.start.max(piece.text) - piece.text;
                let to = span.end.min(piece.text + piece.text_len) - piece.text;
                (piece.raw + from, piece.raw + to)
            } else {
                (piece.raw, piece.raw + piece.raw_len)
            };
            bounds = Some(bounds.map_or((from, to), |(start, _)| (start, to)));
        }
        match bounds {
            Some((start, end)) => Span::new(start as usize, end as usize),
            None => {
                let at = self.pieces.get(first).map_or(0, |piece| piece.raw as usize);
                Span::new(at, at)
            }
        }
    }

    /// The text that stands for a span of raw bytes; `None` where none of it is text.
    pub fn to_text(&self, span: Span<Raw>) -> Option<Span<Text>> {
        let first = self.pieces.partition_point(|piece| piece.raw + piece.raw_len <= span.start);
        let mut bounds: Option<(u32, u32)> = None;
        for piece in &self.pieces[first..] {
            if piece.raw >= span.end {
                break;
            }
            if piece.raw_len == 0 || piece.raw + piece.raw_len <= span.start {
                continue;
            }
            let (from, to) = if piece.text_len == piece.raw_len {
                let from = span.start.max(piece.raw) - piece.raw;
                let to = span.end.min(piece.raw + piece.raw_len) - piece.raw;
                (piece.text + from, piece.text + to)
            } else {
                (piece.text, piece.text + piece.text_len)
            };
            bounds = Some(bounds.map_or((from, to), |(start, _)| (start, to)));
        }
        bounds.map(|(start, end)| Span::new(start as usize, end as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a&amp;b<br>c` read as `a&b\nc`.
    fn sample() -> OffsetMap {
        let mut map = OffsetMap::default();
        map.push(1, 0, 1);
        map.push(1, 1, 5);
        map.push(1, 6, 1);
        map.push(1, 7, 0);
        map.push(1, 11, 1);
        map
    }

    #[test]
    fn entities_map_as_a_whole_and_markup_inside_is_included() {
        let map = sample();
        assert_eq!(map.to_raw(Span::new(1, 2)), Span::new(1, 6));
        assert_eq!(map.to_raw(Span::new(2, 5)), Span::new(6, 12));
        assert!(map.to_raw(Span::new(3, 4)).is_empty());
    }

    #[test]
    fn a_map_through_another_ends_at_the_lowest_bytes() {
        // `é<b>x` in Latin-1 between, read as `éx`.
        let mut under = OffsetMap::default();
        under.push(2, 0, 1);
        under.push(4, 1, 4);
        let mut over = OffsetMap::default();
        over.push(2, 0, 2);
        over.push(1, 5, 1);
        let map = over.through(&under);
        assert_eq!(map.to_raw(Span::new(0, 2)), Span::new(0, 1));
        assert_eq!(map.to_raw(Span::new(2, 3)), Span::new(4, 5));
        assert_eq!(map.text_len(), 3);
    }

    #[test]
    fn raw_spans_come_back() {
        let map = sample();
        assert_eq!(map.to_text(Span::new(1, 6)), Some(Span::new(1, 2)));
        assert_eq!(map.to_text(Span::new(8, 10)), None);
        assert_eq!(OffsetMap::identity(9).to_text(Span::new(3, 7)), Some(Span::new(3, 7)));
    }
}
