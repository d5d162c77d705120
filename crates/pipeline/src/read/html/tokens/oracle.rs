//! Which tags, attributes and characters does the page hold, and at which bytes? The WHATWG tokenizer, driven.
//!
//! The state machine is html5gum's; this is its emitter. It keeps the position of every character (character
//! references map to the bytes of the reference), reads only the attributes that reading asks for, and builds no
//! tree: a tree is quadratic in the depth of bad markup, and most of its nodes are never looked at.

use super::outline::Outline;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::ops::Range;

/// Values of attributes are cut here; longer ones are data, not words.
const MAX_VALUE: usize = 4096;

/// The attributes of one tag that reading asks for, with the bytes of each value.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    list: Vec<Attribute>,
    used: usize,
}

#[derive(Debug, Default)]
struct Attribute {
    name: Name,
    value: Vec<u8>,
    range: Range<usize>,
}

impl Attribute {
    fn text(&self) -> &str {
        match std::str::from_utf8(&self.value) {
            Ok(value) => value,
            Err(error) => std::str::from_utf8(&self.value[..error.valid_up_to()]).unwrap_or(""),
        }
    }
}

/// Attributes that reading asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Name {
    #[default]
    Other,
    Class,
    Id,
    Itemprop,
    Itemtype,
    Rel,
    Href,
    Lang,
    Content,
    Property,
    Named,
    Datetime,
    Type,
    Role,
    Hidden,
    Style,
    TestId,
    Title,
    Alt,
    /// `data-date`, `data-timestamp` and the like.
    Moment,
}

impl Name {
    fn of(name: &[u8]) -> Name {
        match name {
            b"class" => Name::Class,
            b"id" => Name::Id,
            b"itemprop" => Name::Itemprop,
            b"itemtype" => Name::Itemtype,
            b"rel" => Name::Rel,
            b"href" => Name::Href,
            b"lang" | b"xml:lang" => Name::Lang,
            b"content" => Name::Content,
            b"alt" => Name::Alt,
            b"property" => Name::Property,
            b"name" => Name::Named,
            b"datetime" => Name::Datetime,
            b"type" => Name::Type,
            b"role" => Name::Role,
            b"hidden" => Name::Hidden,
            b"style" => Name::Style,
            b"data-testid"
            | b"data-component"
            | b"data-component-name"
            | b"data-block-type"
            | b"data-type" => Name::TestId,
            b"title" => Name::Title,
            b"data-date"
            | b"data-datetime"
            | b"data-timestamp"
            | b"data-time"
            | b"data-published"
            | b"data-published-at"
            | b"data-published-date"
            | b"data-publish-date"
            | b"data-publishdate"
            | b"data-publication-date"
            | b"data-pubdate"
            | b"data-pub-date"
            | b"data-utc"
            | b"data-epoch"
            | b"data-created"
            | b"data-created-at"
            | b"data-seconds"
            | b"data-unixtime"
            | b"data-utime" => Name::Moment,
            _ => Name::Other,
        }
    }
}

impl Attributes {
    /// The value of an attribute and its bytes; the first counts where a name stands twice.
    pub(super) fn get(&self, name: Name) -> Option<(&str, Range<usize>)> {
        let found = self.list[..self.used].iter().find(|attribute| attribute.name == name)?;
        Some((found.text(), found.range.clone()))
    }

    /// Names and values; the first counts where a name stands twice.
    pub(super) fn all(&self) -> impl Iterator<Item = (Name, &str)> {
        let mut seen = 0u32;
        self.list[..self.used].iter().filter_map(move |attribute| {
            let bit = 1u32 << attribute.name as u32;
            let first = seen & bit == 0;
            seen |= bit;
            first.then(|| (attribute.name, attribute.text()))
        })
    }

    /// The value alone, or the empty string.
    pub(super) fn value(&self, name: Name) -> &str {
        self.get(name).map_or("", |(value, _)| value)
    }

    fn next(&mut self) -> &mut Attribute {
        if self.used == self.list.len() {
            self.list.push(Attribute::default());
        }
        self.used += 1;
        let attribute = &mut self.list[self.used - 1];
        attribute.value.clear();
        attribute
    }
}

/// Reads the tokens of `html` into an outline.
pub(super) fn read<'n>(html: &str, outline: Outline<'n>) -> Outline<'n> {
    let emitter = Positions { html: html.as_bytes(), outline: Some(outline), ..Positions::default() };
    // The reader is a slice: it cannot fail, and the emitter gives one token, at the end.
    let mut tokens = Tokenizer::new_with_emitter(html, emitter);
    tokens.find_map(Result::ok).map(|outline| *outline).unwrap_or_default()
}

/// The emitter: where the tokenizer stands, and the tag in the making.
#[derive(Debug, Default)]
struct Positions<'h, 'n> {
    html: &'h [u8],
    outline: Option<Outline<'n>>,
    position: usize,
    /// End of the token or string before.
    last: usize,
    tag_name: Vec<u8>,
    last_start_tag: Vec<u8>,
    is_end_tag: bool,
    self_closing: bool,
    attributes: Attributes,
    attribute_name: Vec<u8>,
    wanted: bool,
    tag_start: usize,
    done: bool,
}

impl Positions<'_, '_> {
    fn finish_name(&mut self) {
        self.wanted = false;
        if self.attribute_name.is_empty() || self.is_end_tag {
            return;
        }
        let name = Name::of(&self.attribute_name);
        if name != Name::Other {
            self.wanted = true;
            let position = self.position;
            let attribute = self.attributes.next();
            attribute.name = name;
            attribute.range = position..position;
        }
    }
}

impl<'n> Emitter for Positions<'_, 'n> {
    type Token = Box<Outline<'n>>;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start_tag = last_start_tag.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.done = true;
    }

    fn emit_error(&mut self, _error: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Box<Outline<'n>>> {
        if self.done { self.outline.take().map(Box::new) } else { None }
    }

    #[inline]
    fn emit_string(&mut self, characters: &[u8]) {
        let end = self.position;
        let start = end.saturating_sub(characters.len());
        let verbatim = start >= self.last && self.html.get(start..end) == Some(characters);
        let start = if verbatim { start } else { self.last.min(end) };
        self.last = end;
        if let Some(outline) = &mut self.outline {
            outline.characters(characters, start..end);
        }
    }

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
        self.last = self.tag_start;
    }

    fn init_start_tag(&mut self) {
        self.tag_name.clear();
        self.attribute_name.clear();
        self.attributes.used = 0;
        self.is_end_tag = false;
        self.self_closing = false;
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end_tag = true;
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.wanted = false;
        self.last = self.position;
        let range = self.tag_start..self.position;
        let outline = self.outline.as_mut()?;
        if self.is_end_tag {
            outline.close(&self.tag_name, range);
            return None;
        }
        std::mem::swap(&mut self.last_start_tag, &mut self.tag_name);
        outline.open(&self.last_start_tag, &self.attributes, range, self.self_closing);
        match self.last_start_tag.as_slice() {
            b"title" | b"textarea" => Some(State::RcData),
            b"script" => Some(State::ScriptData),
            b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" | b"noscript" => Some(State::RawText),
            b"plaintext" => Some(State::PlainText),
            _ => None,
        }
    }

    fn emit_current_comment(&mut self) {
        self.last = self.position;
    }

    fn emit_current_doctype(&mut self) {
        self.last = self.position;
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        if self.tag_name.len() < 64 {
            self.tag_name.extend_from_slice(name);
        }
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.attribute_name.clear();
        self.wanted = false;
    }

    fn init_attribute_value(&mut self) {
        self.finish_name();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if self.attribute_name.len() < 32 {
            self.attribute_name.extend_from_slice(name);
        }
        // `hidden` has no value, so its name must do.
        if self.attribute_name == b"hidden" && !self.is_end_tag {
            self.attributes.next().name = Name::Hidden;
        }
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        if !self.wanted {
            return;
        }
        let position = self.position;
        let used = self.attributes.used;
        if let Some(attribute) = self.attributes.list[..used].last_mut() {
            if attribute.value.is_empty() {
                attribute.range.start = position.saturating_sub(value.len());
            }
            if attribute.value.len() < MAX_VALUE {
                attribute.value.extend_from_slice(&value[..value.len().min(MAX_VALUE)]);
            }
            attribute.range.end = position;
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end_tag && !self.last_start_tag.is_empty() && self.tag_name == self.last_start_tag
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}
