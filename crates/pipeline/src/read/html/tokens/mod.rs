//! Which tags, attributes and characters does the page hold, and at which bytes? The WHATWG tokenizer, for reading.
//!
//! It keeps the position of every character (character references map to the bytes of the reference), reads only the
//! attributes that reading asks for, and builds no tree: a tree is quadratic in the depth of bad markup, and most of
//! its nodes are never looked at. States that tell nothing apart here are one: what html5gum, which knows them all,
//! makes of a page is what this must make of it, and the tests hold it to that. `raw` reads scripts and the like,
//! `references` what begins with an ampersand.

mod attributes;
#[cfg(test)]
mod oracle;
mod raw;
mod references;

pub(super) use attributes::{Attributes, Name};

use super::outline::Outline;
use memchr::{memchr, memchr2, memmem};

/// Reads the tokens of `html` into an outline.
pub(super) fn read<'n>(html: &str, outline: Outline<'n>) -> Outline<'n> {
    let bytes = html.as_bytes();
    let mut tokens = Tokens {
        text: html,
        html: bytes,
        outline,
        at: 0,
        last: 0,
        name: Vec::new(),
        attributes: Attributes::default(),
        is_plain: memchr2(b'\r', 0, bytes).is_none(),
    };
    while tokens.data() {}
    tokens.outline
}

/// The page and where reading stands in it.
struct Tokens<'h, 'n> {
    text: &'h str,
    html: &'h [u8],
    outline: Outline<'n>,
    /// The next byte.
    at: usize,
    /// End of the token or characters before.
    last: usize,
    /// Name of the tag in the making, in lower case.
    name: Vec<u8>,
    attributes: Attributes<'h>,
    /// Whether all characters are read as they stand: no carriage return, no zero.
    is_plain: bool,
}

/// What a zero is read as between tags, and inside elements of raw text.
const ZERO: &[u8] = b"\0";
const REPLACED: &[u8] = "\u{fffd}".as_bytes();

impl<'h> Tokens<'h, '_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.html.get(at).copied()
    }

    /// Reads characters up to the next tag, comment or character reference, and that; `false` at the end.
    fn data(&mut self) -> bool {
        let rest = self.html.get(self.at..).unwrap_or_default();
        let stop = memchr2(b'<', b'&', rest).map_or(self.html.len(), |length| self.at + length);
        self.characters(stop, ZERO);
        match self.byte(self.at) {
            Some(b'<') => self.markup(),
            Some(_) => self.reference(ZERO),
            None => return false,
        }
        true
    }

    /// Characters from here to `end`: line ends as line feeds, and zeros as `zero`.
    fn characters(&mut self, end: usize, zero: &[u8]) {
        if self.is_plain {
            self.verbatim(end);
        }
        while self.at < end {
            match memchr2(b'\r', 0, &self.html[self.at..end]) {
                None => self.verbatim(end),
                Some(0) => {
                    let is_return = self.html[self.at] == b'\r';
                    self.emit(if is_return { b"\n" } else { zero }, self.at + 1);
                    if is_return && self.byte(self.at) == Some(b'\n') {
                        self.at += 1;
                        self.last = self.at;
                    }
                }
                Some(length) => self.verbatim(self.at + length),
            }
        }
    }

    /// Characters from here to `end`, just as they stand.
    fn verbatim(&mut self, end: usize) {
        if self.at < end {
            self.outline.characters(&self.html[self.at..end], self.at..end);
            (self.at, self.last) = (end, end);
        }
    }

    /// Characters that something ending at `end` stands for.
    fn emit(&mut self, characters: &[u8], end: usize) {
        let start = end.saturating_sub(characters.len());
        let is_verbatim = start >= self.last && self.html.get(start..end) == Some(characters);
        let start = if is_verbatim { start } else { self.last.min(end) };
        self.outline.characters(characters, start..end);
        (self.at, self.last) = (end, end);
    }

    /// The character after one that might have begun something stands by itself.
    fn single(&mut self, zero: &[u8]) {
        if self.byte(self.at).is_some_and(|byte| !matches!(byte, b'<' | b'&')) {
            self.characters(self.at + 1, zero);
        }
    }

    /// What begins with `<`.
    fn markup(&mut self) {
        let start = self.at;
        self.last = start;
        match (self.byte(start + 1), self.byte(start + 2)) {
            (Some(b'!'), _) => self.declaration(),
            (Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => {
                self.at = start + 2;
                self.tag(start, true);
            }
            (Some(b'/'), Some(b'>')) => self.at = start + 3,
            (Some(b'/'), None) => self.emit(b"</", start + 2),
            (Some(b'/' | b'?'), _) => self.skip_to_bracket(start + 1),
            (Some(letter), _) if letter.is_ascii_alphabetic() => {
                self.at = start + 1;
                self.tag(start, false);
            }
            _ => {
                self.emit(b"<", start + 1);
                self.single(ZERO);
            }
        }
    }

    /// A comment, or something else that is none of the page's words and ends with the next `>`.
    fn declaration(&mut self) {
        let start = self.at;
        if !self.html[start..].starts_with(b"<!--") {
            return self.skip_to_bracket(start + 2);
        }
        // `<!-->` and `<!--->` are whole comments, `<!--!>` is none.
        let plain = memmem::find(&self.html[start + 2..], b"-->").map(|at| start + 2 + at + 3);
        let before = &self.html[start + 4..plain.unwrap_or(self.html.len()).max(start + 4)];
        let odd = memmem::find(before, b"--!>").map(|at| start + 4 + at + 4);
        self.at = odd.or(plain).unwrap_or(self.html.len());
        self.last = self.at;
    }

    fn skip_to_bracket(&mut self, from: usize) {
        let rest = self.html.get(from..).unwrap_or_default();
        self.at = memchr(b'>', rest).map_or(self.html.len(), |length| from + length + 1);
        self.last = self.at;
    }

    /// A tag from its name on; `start` is its bracket.
    fn tag(&mut self, start: usize, is_end: bool) {
        let rest = &self.html[self.at..];
        let Some(length) = rest.iter().position(|byte| is_blank(*byte) || matches!(byte, b'/' | b'>')) else {
            self.at = self.html.len();
            return;
        };
        self.name.clear();
        self.name.extend_from_slice(&rest[..length]);
        self.name.make_ascii_lowercase();
        self.at += length;
        self.end_of_tag(start, is_end);
    }

    /// A tag from the end of its name on. At the end of the page it is none.
    fn end_of_tag(&mut self, start: usize, is_end: bool) {
        let Some(is_closed) = self.read_attributes(is_end) else {
            self.at = self.html.len();
            return;
        };
        self.last = self.at;
        let range = start..self.at;
        if is_end {
            return self.outline.close(&self.name, range);
        }
        self.outline.open(&self.name, &self.attributes, range, is_closed);
        self.content();
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}
