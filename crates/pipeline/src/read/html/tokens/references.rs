//! Which characters does a character reference stand for, and where does it end?
//!
//! The common ones are known here; the list of the standard is html5gum's, which is asked for all others.

use super::attributes::MAX_VALUE;
use super::{REPLACED, Tokens};
use html5gum::{Emitter, Error, State, Tokenizer};
use memchr::memchr3;
use std::ops::Range;

/// Longer than any name of the list with its ampersand.
const MAX_NAME: usize = 40;

/// What an ampersand begins.
enum Reference {
    /// A character by its name: the character, and the end of the reference.
    Named(String, usize),
    /// One by its number.
    Numbered(String, usize),
    /// None; so many bytes stand for themselves.
    None(usize),
}

impl Tokens<'_, '_> {
    /// Reads what begins with an ampersand between tags.
    pub(super) fn reference(&mut self, zero: &[u8]) {
        let start = self.at;
        match self.what_begins(start) {
            Reference::Named(characters, end) => self.emit(characters.as_bytes(), end),
            Reference::Numbered(characters, end) => {
                self.emit(characters.as_bytes(), end);
                if self.byte(end - 1) == Some(b';') {
                    return;
                }
            }
            Reference::None(length) => {
                let html = self.html;
                self.emit(&html[start..start + length], start + length);
                while self.byte(self.at).is_some_and(|byte| length == 1 && byte.is_ascii_alphanumeric()) {
                    self.verbatim(self.at + 1);
                }
            }
        }
        self.single(zero);
    }

    /// The value of an attribute with its references read, and where its characters begin.
    pub(super) fn decoded(&self, range: Range<usize>) -> (String, usize) {
        let mut value = Vec::new();
        let mut first = range.start;
        let mut at = range.start;
        while at < range.end {
            let (end, stands_for) = match self.html[at] {
                b'&' => self.in_value(at),
                b'\r' => {
                    let pair = self.byte(at + 1) == Some(b'\n') && at + 1 < range.end;
                    (at + 1 + usize::from(pair), Some("\n".to_owned()))
                }
                0 => (at + 1, Some(String::from_utf8_lossy(REPLACED).into_owned())),
                _ => {
                    let rest = &self.html[at..range.end];
                    (at + memchr3(b'&', b'\r', 0, rest).unwrap_or(rest.len()), None)
                }
            };
            let characters = stands_for.as_ref().map_or(&self.html[at..end], |text| text.as_bytes());
            if at == range.start {
                let end = if self.html[at] == b'\r' { at + 1 } else { end };
                first = end.saturating_sub(characters.len());
            }
            value.extend_from_slice(&characters[..characters.len().min(MAX_VALUE - value.len())]);
            at = end;
        }
        let sound = std::str::from_utf8(&value).map_or_else(|error| error.valid_up_to(), str::len);
        value.truncate(sound);
        (String::from_utf8(value).unwrap_or_default(), first)
    }

    /// What an ampersand begins in a value: its end, and what it stands for if not for itself. `?a=1&lt=2` in an
    /// address holds no reference.
    fn in_value(&self, at: usize) -> (usize, Option<String>) {
        match self.what_begins(at) {
            Reference::Named(characters, end) => {
                let goes_on = self.byte(end).is_some_and(|byte| byte == b'=' || byte.is_ascii_alphanumeric());
                let is_none = goes_on && self.byte(end - 1) != Some(b';');
                (end, Some(characters).filter(|_| !is_none))
            }
            Reference::Numbered(characters, end) => (end, Some(characters)),
            Reference::None(length) => (at + length, None),
        }
    }

    fn what_begins(&self, start: usize) -> Reference {
        let rest = &self.html[start + 1..];
        match rest {
            [b'#', b'x' | b'X', digits @ ..] => self.number(start, start + 3, digits, 16),
            [b'#', digits @ ..] => self.number(start, start + 2, digits, 10),
            [one, two, ..] if one.is_ascii_alphanumeric() && two.is_ascii_alphanumeric() => {
                let is_name = |byte: &&u8| byte.is_ascii_alphanumeric();
                let letters = rest.iter().take(MAX_NAME).take_while(is_name).count();
                let known = match (&rest[..letters], rest.get(letters)) {
                    (b"amp", Some(b';')) => "&",
                    (b"nbsp", Some(b';')) => "\u{a0}",
                    (b"quot", Some(b';')) => "\"",
                    (b"lt", Some(b';')) => "<",
                    (b"gt", Some(b';')) => ">",
                    (b"rsquo", Some(b';')) => "’",
                    _ => return listed(&self.text[start..start + 1 + letters], rest.get(letters), start),
                };
                Reference::Named(known.to_owned(), start + 1 + letters + 1)
            }
            _ => Reference::None(1),
        }
    }

    /// A character by its number, whose digits begin at `from`.
    fn number(&self, start: usize, from: usize, digits: &[u8], base: u32) -> Reference {
        let mut code = 0u32;
        let mut end = from;
        for byte in digits {
            let Some(digit) = char::from(*byte).to_digit(base) else { break };
            code = code.saturating_mul(base).saturating_add(digit).min(0x11_0000);
            end += 1;
        }
        if end == from {
            return Reference::None(from - start);
        }
        let end = end + usize::from(self.byte(end) == Some(b';'));
        // Old pages mean the characters of windows-1252 by the numbers of control characters.
        let character = match code {
            0x20..0x7f | 0xa0..0x11_0000 => {
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).into()
            }
            _ => first(&format!("&#{code};")).0,
        };
        Reference::Numbered(character, end)
    }
}

/// A character by a name of the standard's list; some need no semicolon.
fn listed(name: &str, next: Option<&u8>, start: usize) -> Reference {
    let whole = if next == Some(&b';') { format!("{name};") } else { name.to_owned() };
    let (characters, end) = first(&whole);
    if end == 1 { Reference::None(1) } else { Reference::Named(characters, start + end) }
}

/// The first characters that html5gum makes of some text, and the end of what they stand for.
fn first(text: &str) -> (String, usize) {
    let mut tokens = Tokenizer::new_with_emitter(text, First::default());
    let found = tokens.find_map(Result::ok);
    found.unwrap_or_default()
}

/// An emitter that gives the first characters and where they end.
#[derive(Debug, Default)]
struct First {
    position: usize,
    found: Option<(String, usize)>,
}

impl Emitter for First {
    type Token = (String, usize);

    fn emit_string(&mut self, characters: &[u8]) {
        let found = || (String::from_utf8_lossy(characters).into_owned(), self.position);
        self.found = self.found.take().or_else(|| Some(found()));
    }

    fn pop_token(&mut self) -> Option<Self::Token> {
        self.found.take()
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        None
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        false
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    // A text of one reference holds nothing else.
    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn emit_eof(&mut self) {}
    fn emit_error(&mut self, _: Error) {}
    fn init_start_tag(&mut self) {}
    fn init_end_tag(&mut self) {}
    fn init_comment(&mut self) {}
    fn emit_current_comment(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_tag_name(&mut self, _: &[u8]) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn init_attribute(&mut self) {}
    fn push_attribute_name(&mut self, _: &[u8]) {}
    fn push_attribute_value(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
