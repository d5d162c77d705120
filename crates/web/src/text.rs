//! What do the bytes of a list or a feed say as text, and how is it told what is wrong with them?

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;
use std::fmt;

/// Flaws that are kept of one file; the rest would say the same.
const MOST_FLAWS: usize = 20;

/// Something wrong with a file that could be read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Why a file is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Nothing of a feed was found.
    #[error("is not a feed")]
    NoFeed,
    /// A web page stands where a feed should. The addresses of feeds that it names, if any.
    #[error("is a web page, not a feed")]
    Page(Vec<String>),
    /// Nothing of a list of feeds was found.
    #[error("is not a list of feeds (OPML)")]
    NoOutlines,
    /// A list of feeds without feeds.
    #[error("names no feeds")]
    NoFeeds,
    /// Broken JSON cannot be read in part.
    #[error("is broken at line {0}: {1}")]
    Broken(usize, String),
}

/// Flaws of one text, by line.
#[derive(Debug)]
pub(crate) struct Flaws<'t> {
    text: &'t str,
    /// How far lines were counted, and the line there.
    counted: (usize, usize),
    pub(crate) found: Vec<Flaw>,
}

impl<'t> Flaws<'t> {
    pub(crate) fn new(text: &'t str) -> Flaws<'t> {
        Flaws { text, counted: (0, 1), found: Vec::new() }
    }

    /// Notes what is wrong at a byte. The same thing is said once a line.
    pub(crate) fn note(&mut self, at: usize, what: impl Into<String>) {
        if self.found.len() < MOST_FLAWS {
            let line = self.line(at);
            self.note_line(line, what);
        }
    }

    /// Notes what is wrong on a line.
    pub(crate) fn note_line(&mut self, line: usize, what: impl Into<String>) {
        let flaw = Flaw { line, what: what.into() };
        if self.found.len() < MOST_FLAWS && !self.found.contains(&flaw) {
            self.found.push(flaw);
        }
    }

    /// The line that a byte stands on.
    pub(crate) fn line(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if at < self.counted.0 {
            self.counted = (0, 1);
        }
        let between = &self.text.as_bytes()[self.counted.0..at];
        self.counted = (at, self.counted.1 + between.iter().filter(|byte| **byte == b'\n').count());
        self.counted.1
    }
}

/// The text, by the mark at its front, the header, its own declaration, or else as UTF-8 if it is that.
pub(crate) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Cow<'b, str> {
    let by_name = |name: &[u8]| Encoding::for_label(name);
    let stated = charset.and_then(|name| by_name(name.as_bytes())).or_else(|| by_name(declared(bytes)?));
    let encoding = match stated {
        Some(encoding) => encoding,
        None if str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0
}

/// `encoding="…"` of an XML declaration.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    const LONGEST: usize = 200;
    let front = &bytes[..bytes.len().min(LONGEST)];
    let front = front.trim_ascii_start().strip_prefix(b"<?xml")?;
    let front = &front[..front.iter().position(|byte| *byte == b'>')?];
    let key = b"encoding";
    let at = front.windows(key.len()).position(|window| window == key)? + key.len();
    let value = front[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let name = value.split(|byte| byte == quote).next()?;
    // Who declares two bytes a letter in letters of one byte is mistaken.
    (!name.to_ascii_lowercase().starts_with(b"utf-16")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_the_header_and_the_declaration_count_in_this_order() {
        let declared = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>";
        assert!(decode(declared, None).contains("caf\u{e9}"));
        assert!(
            decode(b"<?xml version='1.0' encoding='utf-8'?>caf\xe9", Some("windows-1252"))
                .contains("caf\u{e9}")
        );
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9", Some("windows-1252")), "caf\u{e9}");
        assert_eq!(decode(b"\xff\xfea\0", None), "a");
        assert_eq!(decode("<?xml encoding='utf-16'?>é".as_bytes(), None), "<?xml encoding='utf-16'?>é");
        assert_eq!(decode(b"caf\xe9", Some("no such thing")), "caf\u{e9}");
    }

    #[test]
    fn flaws_are_told_by_line_and_no_more_than_a_few() {
        let text = "a\nb\nc\n".repeat(100);
        let mut flaws = Flaws::new(&text);
        (0..text.len()).rev().for_each(|at| flaws.note(at, "wrong"));
        assert_eq!((flaws.found.len(), flaws.found[0].to_string().as_str()), (MOST_FLAWS, "line 300: wrong"));
    }
}
